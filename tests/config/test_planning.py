"""Hours, kinds, water and caffeine as the core wants them."""

from datetime import date, time, timedelta
from pathlib import Path

import pytest

from reminder.config import Settings, parse
from reminder.core.hours import FRI, MON, SAT, SUN, THU, TUE, WED, WORKDAYS, Hours, Range
from reminder.core.plan import DailyKind, Plan, SittingKind

CHRISTMAS = date(2026, 12, 25)


def read(text: str) -> Settings:
    return parse(text, Path("config.toml"))


def plan(text: str) -> Plan:
    return read(text).plan


@pytest.mark.parametrize(
    ("text", "ranges"),
    [
        ("from = 22:00:00\nto = 06:00:00", [Range(WORKDAYS, time(22), time(6))]),
        (
            'ranges = ["09:00-12:30", "13:30-18:00"]',
            [Range(WORKDAYS, time(9), time(12, 30)), Range(WORKDAYS, time(13, 30), time(18))],
        ),
        (
            'days = ["mon"]\nranges = ["09:00-12:30", "fri-sat 22:00-02:00"]',
            [Range(frozenset({MON}), time(9), time(12, 30)), Range(frozenset({FRI, SAT}), time(22), time(2))],
        ),
        ('ranges = ["00:00-24:00"]', [Range(WORKDAYS, time(0), time(0))]),
    ],
)
def test_hours_may_have_several_ranges_and_go_past_midnight(text: str, ranges: list[Range]) -> None:
    """A lunch break, a night shift, a late Saturday."""
    assert plan(f"[hours]\n{text}").hours.ranges == tuple(ranges)


def test_days_off_belong_to_the_hours() -> None:
    """Alone, and a whole holiday at once."""
    free = plan('hours.free = [2026-12-25, "2027-01-01 to 2027-01-03"]').hours.free

    assert free == {CHRISTMAS, *(date(2027, 1, day) for day in (1, 2, 3))}


def own_hours(text: str, hours: str = "") -> Hours | None:
    (kind,) = [kind for kind in plan(f'{hours}\n[own.x]\ntitle = "x"\nper_day = 1\n{text}').kinds if kind.name == "x"]
    return kind.hours


WORK = 'hours.ranges = ["mon-fri 09:00-12:00", "mon-thu 13:00-17:00"]'


@pytest.mark.parametrize(
    ("text", "hours", "ranges"),
    [
        ("from = 20:00:00\nto = 22:00:00", "", [Range(WORKDAYS, time(20), time(22))]),
        ('days = ["sat"]\nfrom = 22:00:00\nto = 02:00:00', "", [Range(frozenset({SAT}), time(22), time(2))]),
        ('days = ["mon", "sun"]', "", [Range(frozenset({MON, SUN}), time(9), time(18))]),
        ("from = 20:00:00\nto = 22:00:00", WORK, [Range(WORKDAYS, time(20), time(22))]),
        ('days = ["fri"]', WORK, [Range(frozenset({FRI}), time(9), time(12))]),
        (
            'days = ["tue", "fri", "sat"]',
            WORK,
            [Range(frozenset({TUE, FRI, SAT}), time(9), time(12)), Range(frozenset({TUE, SAT}), time(13), time(17))],
        ),
    ],
)
def test_a_kind_of_ones_own_may_have_hours_of_its_own(text: str, hours: str, ranges: list[Range]) -> None:
    """What it leaves open is as in [hours]: the days, or the times; on a day that those leave out, the times of all."""
    assert own_hours(text, hours) == Hours(tuple(ranges))


def test_days_off_are_off_for_kinds_of_ones_own_too() -> None:
    """A holiday is one from everything."""
    assert own_hours("from = 20:00:00\nto = 22:00:00", "hours.free = [2026-12-25]") == Hours(
        (Range(WORKDAYS, time(20), time(22)),), frozenset({CHRISTMAS})
    )


def test_a_kind_without_hours_of_its_own_follows_the_plans() -> None:
    """None means just that, so a change of [hours] needs no second place."""
    assert own_hours("") is None


def test_a_kind_of_either_rhythm_may_have_hours() -> None:
    """One that comes by sitting, and one that comes so many times a day."""
    kinds = plan("""
        [own.eyes]
        title = "Eyes"
        every = "30 min"
        days = ["wed", "thu"]
        [own.tea]
        title = "Tea"
        per_day = 2
        days = ["wed", "thu"]
    """).kinds[-2:]

    hours = Hours((Range(frozenset({WED, THU}), time(9), time(18)),))
    assert kinds == (
        SittingKind("eyes", timedelta(minutes=30), timedelta(minutes=2), observable=False, hours=hours),
        DailyKind("tea", 2, hours=hours),
    )


def test_water_without_reminders_keeps_its_goal() -> None:
    """One may want to see the line and not be asked."""
    got = plan('hydration = { enabled = false, preset = "men" }')

    assert got.kind("hydration") is None
    assert got.water.goal_ml == 2000


@pytest.mark.parametrize(("text", "goal"), [('preset = "women"', 1600), ('preset = "women"\ngoal = "2.2 l"', 2200)])
def test_ones_own_goal_wins_over_the_preset(text: str, goal: int) -> None:
    """As with movement: a preset fills in what was left open."""
    assert plan(f"[hydration]\n{text}").water.goal_ml == goal


@pytest.mark.parametrize("kind", ["stretch", "strengthen", "relax"])
def test_a_session_may_come_before_a_time_of_day_only(kind: str) -> None:
    """Within the hours there are; left empty it follows them."""
    early = plan(f"[{kind}]\nuntil = 12:30:00").kind(kind)
    whole = plan(f'[{kind}]\nuntil = ""').kind(kind)

    assert early is not None
    assert early.hours == Hours((Range(WORKDAYS, time(9), time(12, 30)),))
    assert whole is not None
    assert whole.hours is None


def test_the_goal_of_the_week_is_a_share() -> None:
    """Written as a percentage, like every share in the file."""
    assert plan("[summary]\ngoal = 80").goal == 0.8
