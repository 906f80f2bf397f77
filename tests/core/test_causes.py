"""What kept a reminder back is found in the log by time, whatever else is in it."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from reminder.core.causes import Holds
from reminder.core.effects import Record, RecordHold, Result

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
MONDAY = date(2026, 3, 2)
MINUTE = timedelta(minutes=1)


def hold(name: str, start: int, end: int) -> RecordHold:
    """A hold from and to so many minutes after noon."""
    return RecordHold(name, NOON + start * MINUTE, NOON + end * MINUTE, MONDAY)


def shown(due: int | None, at: int, *, held: int = 1, result: Result = Result.OBSERVED, detail: str = "") -> Record:
    """A need that was due and shown so many minutes after noon, held for some time."""
    moment, start = NOON + at * MINUTE, None if due is None else NOON + due * MINUTE
    return Record(moment + MINUTE, "movement", result, start, moment, held * MINUTE, MONDAY, detail=detail)


HOLDS = st.lists(
    st.builds(
        lambda name, start, length: hold(name, start, start + length),
        st.sampled_from(["call", "user", "do_not_disturb", "full_screen"]),
        st.integers(-60, 60),
        st.integers(0, 90),
    ),
    max_size=12,
)


def by_looking_at_all(rows: Sequence[RecordHold], record: Record) -> str:
    """The same by brute force: of all holds that stood between due and shown, the one that ended last."""
    assert record.due is not None
    assert record.shown is not None
    stood = [row for row in rows if row.end > record.due and row.start < record.shown]
    latest = max((row.end for row in stood), default=None)
    return next((row.hold for row in reversed(rows) if row in stood and row.end == latest), "outside_hours")


@given(HOLDS, st.integers(-30, 60), st.integers(0, 60))
def test_the_hold_is_the_one_that_looking_at_all_of_them_finds(rows: list[RecordHold], due: int, later: int) -> None:
    """However they lie to each other, and in whatever order they were written."""
    record = shown(due, due + later)

    assert Holds(rows).that_kept(record) == by_looking_at_all(rows, record)


def test_a_long_hold_is_found_behind_many_short_ones() -> None:
    """Who looks back from the end must look as far as the longest reaches."""
    short = [hold("call", minute, minute + 1) for minute in range(60, 120, 2)]

    assert Holds([*short, hold("user", -600, 130)]).that_kept(shown(10, 20)) == "user"


def test_what_was_taken_off_the_screen_names_its_hold() -> None:
    """Also one that has not ended, and so is no row yet."""
    taken = shown(0, 0, held=0, result=Result.WITHDRAWN, detail="call: microphone: Firefox")

    assert Holds([]).that_kept(taken) == "call"


def test_what_nothing_held_was_kept_back_by_nothing() -> None:
    """Though a hold stood at that very time: one that the user does not want obeyed."""
    rows = [hold("call", -10, 30)]

    assert Holds(rows).that_kept(shown(0, 5, held=0)) == ""
    assert Holds(rows).that_kept(shown(None, 5)) == ""
