"""The tray's picture is the state at one moment, in the user's words and zone."""

from reminder.core.plan import DailyKind, HoldKind, SittingKind
from reminder.dashboard import dashboard
from reminder.guidance.wording import Wording
from reminder.tray import Face, Picture, Row
from tests.core.story import Day, minutes, plan

PLAN = plan(SittingKind("movement", minutes(30), minutes(2)), DailyKind("eyes", 1))
WORDING = Wording({"eyes": ("Look far away", "")})


def painted(day: Day, when: str, title: str = "") -> Picture:
    assert day.state is not None
    return dashboard(day.state, PLAN, WORDING, title, day.moment(when))


def acts(rows: tuple[Row, ...]) -> set[str]:
    return {row.act for row in rows if row.act} | {act for row in rows for act in acts(row.rows)}


def test_a_quiet_moment() -> None:
    """How long one sits, and how long until the next break."""
    picture = painted(Day(PLAN).at("09:00").start(), "09:10")

    assert picture.look.face is Face.WORKING
    assert "10 min" in picture.tooltip
    assert "20 min" in picture.tooltip


def test_an_open_prompt_can_be_answered() -> None:
    """Also where its notification was closed (P5)."""
    day = Day(PLAN).at("09:00").start().at("09:31").dismissed()

    picture = painted(day, "09:31", "Stand up for two minutes")

    assert picture.look.face is Face.DUE
    assert {"done", "snooze", "skip"} <= acts(picture.rows)
    assert any("Stand up for two minutes" in row.text for row in picture.rows)


def test_a_pause_says_until_when_in_local_time() -> None:
    """And one without an end says who ends it."""
    until = painted(Day(PLAN).at("09:00").start().held(HoldKind.USER, until="10:15"), "09:05")
    open_end = painted(Day(PLAN).at("09:00").start().held(HoldKind.USER), "09:05")

    assert "10:15" in until.tooltip
    assert "you resume" in open_end.tooltip
    assert until.look.face is open_end.look.face is Face.HELD
    assert "resume" in acts(until.rows)


def test_a_hold_is_named_with_its_cause() -> None:
    """P9."""
    day = Day(PLAN).at("09:00").start().held(HoldKind.CALL, detail="microphone: Firefox")

    assert "in a call" in painted(day, "09:05").tooltip.lower()


def test_what_waits_behind_a_hold_shows_as_overdue() -> None:
    """Sitting is sitting: the pause does not hide how long it has been."""
    day = Day(PLAN).at("09:00").start().held(HoldKind.USER).at("09:45").look()

    assert "overdue" in painted(day, "09:45").tooltip or "15 min" in painted(day, "09:45").tooltip


def test_every_kind_can_be_had_at_once_by_its_own_name() -> None:
    """Those of one's own, too."""
    picture = painted(Day(PLAN).at("09:00").start(), "09:10")

    assert {"break movement", "break eyes"} <= acts(picture.rows)


def test_equal_moments_give_equal_pictures() -> None:
    """Then nothing is repainted."""
    day = Day(PLAN).at("09:00").start()

    assert painted(day, "09:10") == painted(day, "09:10")
