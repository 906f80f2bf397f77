"""Ideas come from what the log says, seldom, and with the exact change; the settings accept every one of them."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reminder.config import load, parse
from reminder.config.editing import set_value
from reminder.core.aims import rhythms
from reminder.core.hours import Hours, Range
from reminder.core.ideas import AT_MOST, PLAN_AFTER_CALLS, Advice, Idea, ideas
from reminder.core.moments import Slot
from reminder.core.plan import DailyKind, Kind, Plan, SittingKind
from reminder.core.summary import KindSummary, Summary
from tests.report.made import HOUR, MINUTE, WEEK, kind, summary

DEFAULT = parse("", Path("config.toml"))
PLAN = DEFAULT.plan
LAST = WEEK.before()
WORKDAYS = frozenset(range(5))


def told(*kinds: KindSummary, plan: Plan = PLAN, goal: float = 0.7, last: bool = False) -> Summary:
    """A week of these kinds, in which no rhythm was changed."""
    return replace(summary(*kinds, period=LAST if last else WEEK), steady=rhythms(plan), goal=goal)


def found(
    now: Summary, last: Summary | None = None, *, plan: Plan = PLAN, own: tuple[str, ...] = (), if_then: bool = False
) -> list[Idea]:
    return list(ideas(now, [last] if last is not None else [], plan, own, if_then=if_then))


def by_hour(name: str, hours: Mapping[int, tuple[int, int]], *, due: int = 0) -> KindSummary:
    """A kind with so many answers, and so many of them missed, at these hours of the day, on Monday and Tuesday."""
    slots = {
        (0, hour): Slot(answered - answered // 2, missed - missed // 2) for hour, (answered, missed) in hours.items()
    }
    slots |= {(1, hour): Slot(answered // 2, missed // 2) for hour, (answered, missed) in hours.items()}
    answered, missed = (sum(each[place] for each in hours.values()) for place in (0, 1))
    return replace(kind(name, observed=answered - missed, skipped=missed, due=due), hours=slots)


def rare(name: str, done: int = 2, missed: int = 6) -> KindSummary:
    return kind(name, claimed=done, skipped=missed)


# Fewer


def test_under_thirty_percent_for_two_weeks_calls_for_fewer() -> None:
    """Fewer, not more; and the numbers are those of both weeks."""
    (idea,) = found(told(rare("stretch", 2, 7)), told(rare("stretch", 1, 8), last=True))

    assert idea == Idea(Advice.FEWER, "stretch", 3, 18, (("stretch.per_day", "1"),))
    assert idea.name == "fewer-stretch"


@pytest.mark.parametrize(
    ("name", "change"),
    [
        ("movement", ("movement.every", "45 min")),
        ("posture", ("posture.every", "90 min")),
        ("hydration", ("hydration.every", "120 min")),
        ("stretch", ("stretch.per_day", "1")),
        ("relax", ("relax.per_day", "1")),
    ],
)
def test_fewer_is_the_next_rarer_rhythm(name: str, change: tuple[str, str]) -> None:
    """Of those that the evidence names."""
    (idea,) = found(told(rare(name)), told(rare(name), last=True))

    assert idea.changes == (change,)


@pytest.mark.parametrize("name", ["strengthen", "tip", "caffeine"])
def test_what_cannot_be_rarer_stays_as_it_is(name: str) -> None:
    """Once a day is rare; warnings about caffeine answer one's own acts."""
    assert found(told(rare(name)), told(rare(name), last=True)) == []


def test_beyond_the_longest_interval_there_is_none() -> None:
    """More than an hour of sitting is nothing to advise."""
    plan = replace(PLAN, kinds=(SittingKind("movement", 60 * MINUTE, 2 * MINUTE),))
    week = told(rare("movement", 2, 6), plan=plan, goal=0.3)

    assert [idea for idea in found(week, replace(week, period=LAST), plan=plan) if idea.advice is Advice.FEWER] == []


@pytest.mark.parametrize(
    ("now", "last"),
    [
        (rare("stretch", 3, 7), rare("stretch")),
        (rare("stretch"), rare("stretch", 3, 7)),
        (rare("stretch", 0, 7), rare("stretch")),
        (rare("stretch"), rare("stretch", 1, 6)),
        (rare("stretch"), rare("relax")),
    ],
    ids=["30 % now", "30 % before", "too few answers", "too few before", "none before"],
)
def test_fewer_needs_two_weeks_under_thirty_percent(now: KindSummary, last: KindSummary) -> None:
    """Thirty are not under thirty; and one bad week says nothing, nor do a handful of answers."""
    assert found(told(now), told(last, last=True)) == []


def test_without_a_week_before_nothing_is_made_rarer() -> None:
    """The first week is for getting used to it."""
    assert found(told(rare("stretch"))) == []


def test_what_was_changed_meanwhile_has_its_chance() -> None:
    """In either week, or after them."""
    week, last = told(rare("stretch")), told(rare("stretch"), last=True)
    unsteady = {name: rhythm for name, rhythm in week.steady.items() if name != "stretch"}
    changed = replace(PLAN, kinds=tuple(map(_thrice, PLAN.kinds)))

    assert found(replace(week, steady=unsteady), last) == []
    assert found(week, replace(last, steady=unsteady)) == []
    assert found(week, replace(last, steady={**last.steady, "stretch": 3})) == []
    assert found(week, last, plan=changed) == []


def _thrice(each: Kind) -> Kind:
    return replace(each, times=3) if isinstance(each, DailyKind) and each.name == "stretch" else each


def test_a_kind_of_ones_own_is_changed_in_its_own_section() -> None:
    """Where it has a number of times; for an interval of one's own there is no evidence to go by."""
    plan = replace(PLAN, kinds=(DailyKind("eyes", 4), SittingKind("feet", 20 * MINUTE, MINUTE)))
    weeks = [told(rare("eyes"), rare("feet"), plan=plan, last=last) for last in (False, True)]

    (idea,) = found(*weeks, plan=plan, own=("eyes", "feet"))

    assert idea.changes == (("own.eyes.per_day", "3"),)


# Earlier


@pytest.mark.parametrize("name", ["stretch", "relax", "strengthen"])
def test_sessions_that_fail_in_the_afternoon_and_work_before_move_there(name: str) -> None:
    """To the hour from which most of them are missed; of several alike the earliest."""
    (idea,) = found(told(by_hour(name, {10: (5, 1), 14: (2, 1), 16: (4, 4)})))

    assert idea == Idea(Advice.EARLIER, name, 4, 4, ((f"{name}.until", "15:00:00"),), (15, 24), 2, 7)
    assert idea.name == f"earlier-{name}"


@pytest.mark.parametrize(
    "hours",
    [
        {10: (3, 0), 16: (5, 5)},
        {10: (5, 0), 16: (3, 3)},
        {10: (10, 5), 16: (5, 5)},
        {10: (5, 0), 16: (9, 5)},
        {16: (9, 9)},
    ],
    ids=["too few before", "too few after", "fails before, too", "not bad enough", "nothing before"],
)
def test_without_a_clear_difference_nothing_moves(hours: dict[int, tuple[int, int]]) -> None:
    """Four answers on each side at least; works to sixty percent before, and fails as often after."""
    assert found(told(by_hour("stretch", hours))) == []


def test_what_has_hours_of_its_own_already_does_not_move() -> None:
    """It was moved once."""
    plan = replace(PLAN, kinds=(DailyKind("stretch", 2, hours=Hours().until(time(15))),))

    assert found(told(by_hour("stretch", {10: (5, 0), 14: (5, 5)}), plan=plan), plan=plan) == []


def test_in_hours_past_midnight_early_is_not_before_noon() -> None:
    """What comes after midnight is late, and `until` could not say so."""
    night = Hours((Range(WORKDAYS, time(14), time(2)),))
    week = told(by_hour("stretch", {0: (5, 0), 16: (5, 5)}))

    assert found(week, plan=replace(PLAN, hours=night)) == []


def test_walking_is_not_for_the_morning_alone() -> None:
    """Only sessions can be kept to a part of the day: one sits all day."""
    ideas_ = found(told(by_hour("movement", {10: (5, 1), 11: (5, 1), 16: (5, 5)})))

    assert [idea for idea in ideas_ if idea.advice is Advice.EARLIER] == []


# Quiet


def test_hours_in_several_ranges_of_ones_own_are_left_alone() -> None:
    """`from` and `to` mean nothing there, and answers of other hours than those of now say nothing."""
    week = told(by_hour("movement", {**GOOD, 9: (4, 3), 10: (4, 2)}))

    assert [each.advice for each in ideas(week, [], PLAN, if_then=True)] == [Advice.QUIET]
    assert [each.advice for each in ideas(week, [], PLAN, if_then=True, ranged=True)] != [Advice.QUIET]
    assert quiet({**GOOD, 9: (4, 3), 10: (4, 2), 20: (1, 0)}) is None


def quiet(hours: Mapping[int, tuple[int, int]], plan: Plan = PLAN) -> Idea | None:
    week = told(by_hour("movement", hours), plan=plan)
    return next((idea for idea in found(week, plan=plan) if idea.advice is Advice.QUIET), None)


GOOD = dict.fromkeys(range(9, 18), (4, 1))


@pytest.mark.parametrize(
    ("start", "changes"),
    [
        (9, (("hours.from", "11:00:00"),)),
        (16, (("hours.to", "16:00:00"),)),
        (12, (("hours.ranges", '["09:00-12:00", "14:00-18:00"]'),)),
    ],
)
def test_two_hours_in_which_breaks_fail_are_left_in_peace(start: int, changes: tuple[tuple[str, str], ...]) -> None:
    """While they work in all others; at the ends of the day it begins later or ends earlier."""
    idea = quiet({**GOOD, start: (4, 3), start + 1: (4, 2)})

    assert idea == Idea(Advice.QUIET, "movement", 5, 8, changes, (start, start + 2), 7, 28)
    assert idea.name == "quiet-hours"


@pytest.mark.parametrize(
    "hours",
    [
        {**GOOD, 12: (4, 3), 13: (3, 3)},
        {**GOOD, 12: (5, 3), 13: (5, 2)},
        {12: (4, 4), 13: (4, 4)},
        {**dict.fromkeys(range(9, 18), (4, 2)), 12: (4, 4), 13: (4, 4)},
    ],
    ids=["too few answers", "half of them work", "nothing else", "fails elsewhere, too"],
)
def test_no_hours_are_left_in_peace_without_need(hours: dict[int, tuple[int, int]]) -> None:
    """What fails everywhere is no matter of the hour."""
    assert quiet(hours) is None


@pytest.mark.parametrize(
    "hours",
    [
        Hours((Range(), Range(WORKDAYS, time(20), time(21)))),
        Hours((Range(WORKDAYS, time(22), time(6)),)),
        Hours((Range(WORKDAYS, time(9, 30), time(18)),)),
    ],
    ids=["several ranges", "over midnight", "not on the hour"],
)
def test_hours_that_no_single_setting_would_change_stay_as_they_are(hours: Hours) -> None:
    """Rather no idea than one that does something else as well."""
    assert quiet({**GOOD, 12: (4, 4), 13: (4, 4)}, replace(PLAN, hours=hours)) is None


# Calls


def test_breaks_that_calls_hold_back_call_for_a_plan() -> None:
    """An if-then plan, where half of them were held."""
    (idea,) = found(told(kind(due=8, held={"call": 4, "user": 4})))

    assert idea == Idea(Advice.AFTER_CALLS, "movement", 4, 8, (("summary.if_then", PLAN_AFTER_CALLS),))
    assert idea.name == "plan-after-calls"


@pytest.mark.parametrize(
    ("due", "held"), [(9, {"call": 4}), (7, {"call": 7}), (8, {"do_not_disturb": 8})], ids=["fewer", "few", "others"]
)
def test_a_few_calls_call_for_none(due: int, held: dict[str, int]) -> None:
    """Nor does any other silence."""
    assert found(told(kind(due=due, held=held))) == []


def test_who_has_a_plan_is_given_no_other() -> None:
    """One plan is a plan."""
    assert found(told(kind(due=8, held={"call": 8})), if_then=True) == []


# The goal


@pytest.mark.parametrize(
    ("done", "missed", "goal", "new"),
    [
        (9, 1, 70, "80"),
        (17, 3, 80, "90"),
        (20, 0, 95, "100"),
        (9, 1, 90, "100"),
        (4, 6, 70, "60"),
        (1, 9, 35, "30"),
    ],
)
def test_the_goal_follows_what_is_done(done: int, missed: int, goal: int, new: str) -> None:
    """Ten points, up to all of them and down to thirty percent."""
    plan = replace(PLAN, goal=goal / 100)
    (idea,) = found(told(kind(observed=done, skipped=missed), plan=plan, goal=goal / 100), plan=plan)

    assert idea.changes == (("summary.goal", new),)
    assert idea.name == ("higher-goal" if int(new) > goal else "lower-goal")
    assert (idea.part, idea.whole) == (done, done + missed)


@pytest.mark.parametrize(
    ("done", "missed", "goal"),
    [(8, 2, 70), (9, 1, 95), (10, 0, 100), (5, 5, 70), (4, 6, 40), (2, 8, 30), (7, 0, 70), (0, 7, 70)],
    ids=["80 %", "under the goal", "all of them", "50 %", "the goal is kept", "lowest", "few", "few of few"],
)
def test_a_goal_that_fits_stays(done: int, missed: int, goal: int) -> None:
    """Difficult and accepted; and seven answers say nothing."""
    plan = replace(PLAN, goal=goal / 100)

    assert found(told(kind(observed=done, skipped=missed), plan=plan, goal=goal / 100), plan=plan) == []


def test_a_goal_that_was_changed_meanwhile_has_its_chance() -> None:
    """The week was measured by another one."""
    assert found(told(kind(observed=9, skipped=1), goal=0.5)) == []


# All together


def test_there_are_two_at_most_and_one_for_a_kind() -> None:
    """A list of ten changes nothing; fewer prompts come first."""
    kinds = [rare(name) for name in ("stretch", "relax", "posture")]
    movement = by_hour("movement", {**dict.fromkeys(range(9, 18), (2, 2))}, due=30)
    now, last = told(movement, *kinds), told(movement, *kinds, last=True)

    assert [idea.name for idea in found(now, last)] == ["fewer-movement", "fewer-posture"]
    assert [idea.name for idea in found(told(movement), told(movement, last=True))] == ["fewer-movement"]


RESULTS = st.tuples(st.integers(0, 12), st.integers(0, 12))


@st.composite
def weeks(draw: st.DrawFn, *, last: bool = False) -> Summary:
    """Any week at all: every kind with anything at any hour of its day."""
    kinds = []
    for each in PLAN.kinds:
        hours = draw(st.dictionaries(st.integers(9, 17), RESULTS, max_size=6))
        slots = {hour: (done + missed, missed) for hour, (done, missed) in hours.items()}
        kinds.append(by_hour(each.name, slots, due=draw(st.integers(0, 30))))
    return told(*kinds, goal=0.7, last=last)


@given(weeks(), weeks(last=True), st.booleans())
def test_whatever_the_weeks_were_there_are_few_ideas(now: Summary, last: Summary, if_then: bool) -> None:  # noqa: FBT001 - drawn
    """Two, of two kinds, each with a change, and a part that is no more than the whole."""
    given_ = found(now, last, if_then=if_then)

    assert len(given_) <= AT_MOST
    assert len({idea.kind for idea in given_}) == len(given_)
    assert all(idea.changes and 0 <= idea.part <= idea.whole for idea in given_)


# Their changes are settings


def applied(folder: Path, idea: Idea, config: str = "") -> Plan:
    path = folder / "config.toml"
    path.write_text(config, encoding="utf-8")
    for key, value in idea.changes:
        assert set_value(path, key, value)
    return load(path).plan


def each_in_force(before: Plan, after: Plan) -> dict[str, tuple[float, float]]:
    """The rhythms that changed, from and to."""
    old, new = rhythms(before), rhythms(after)
    return {name: (old[name], new[name]) for name in old if old[name] != new[name]}


@pytest.mark.parametrize("name", ["movement", "posture", "hydration", "stretch", "relax"])
def test_fewer_is_in_force_once_it_is_applied(tmp_path: Path, name: str) -> None:
    """And again, week by week, until there is nothing rarer; always accepted, and nothing else is changed."""
    plan, config, seen = PLAN, "", 0
    while ideas_ := [
        idea
        for idea in found(told(rare(name), plan=plan), told(rare(name), plan=plan, last=True), plan=plan)
        if idea.advice is Advice.FEWER
    ]:
        before, plan = plan, applied(tmp_path, ideas_[0], config)
        config = (tmp_path / "config.toml").read_text("utf-8")
        ((changed, (old, new)),) = each_in_force(before, plan).items()
        assert changed == name
        assert (new < old) if ideas_[0].changes[0][0].endswith("per_day") else (new > old)
        seen += 1

    assert seen >= 1


def test_fewer_of_ones_own_is_in_force(tmp_path: Path) -> None:
    """In the section that the user wrote."""
    config = '[own.eyes]\ntitle = "Look far away"\nper_day = 4\n'
    plan = parse(config, Path("config.toml")).plan
    weeks_ = [told(rare("eyes"), plan=plan, last=last) for last in (False, True)]

    (idea,) = found(*weeks_, plan=plan, own=("eyes",))

    assert each_in_force(plan, applied(tmp_path, idea, config)) == {"eyes": (4, 3)}


@pytest.mark.parametrize("name", ["stretch", "relax", "strengthen"])
@pytest.mark.parametrize("hour", range(12, 18))
def test_earlier_is_in_force(tmp_path: Path, name: str, hour: int) -> None:
    """From then on nothing of it is planned after that hour, and no such idea comes again."""
    week = told(by_hour(name, {hour - 1: (5, 0), hour: (5, 5)}))
    (idea,) = found(week)

    plan = applied(tmp_path, idea)

    moved = plan.kind(name)
    assert moved is not None
    assert moved.hours == PLAN.hours.until(time(hour))
    assert found(week, plan=plan) == []


@pytest.mark.parametrize("start", range(9, 17))
def test_quiet_hours_are_in_force(tmp_path: Path, start: int) -> None:
    """Nothing may come in them, and everything as before at other times."""
    idea = quiet({**GOOD, start: (4, 3), start + 1: (4, 3)})
    assert idea is not None

    plan = applied(tmp_path, idea)

    periods = plan.hours.on(WEEK.first, UTC)
    open_hours = {begin.hour + n for begin, end in periods for n in range((end - begin) // HOUR)}
    assert open_hours == set(range(9, 18)) - {start, start + 1}
    assert {day for each in plan.hours.ranges for day in each.weekdays} == WORKDAYS


def test_a_plan_and_a_goal_are_in_force(tmp_path: Path) -> None:
    """The goal as a part, the plan word by word."""
    (calls,) = found(told(kind(due=8, held={"call": 8})))
    (higher,) = found(told(kind(observed=9, skipped=1)))

    applied(tmp_path, calls)

    assert load(tmp_path / "config.toml").if_then == PLAN_AFTER_CALLS
    assert applied(tmp_path, higher).goal == 0.8
