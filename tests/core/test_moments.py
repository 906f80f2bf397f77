"""When prompts come to an answer: counted by the hour on the user's clock then, and never guessed."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta, timezone

import pytest

from reminder.core.effects import Record, Result
from reminder.core.moments import Slot, hours_of, times_to_answer

MONDAY, TUESDAY = date(2026, 3, 2), date(2026, 3, 3)
MINUTE, SECOND = timedelta(minutes=1), timedelta(seconds=1)
BERLIN, NEW_YORK = (timezone(timedelta(hours=hours)) for hours in (1, -5))


def ended(
    result: Result,
    clock: str | None = "10:00",
    *,
    day: date = MONDAY,
    zone: timezone = BERLIN,
    said: timedelta | None = None,
    kind: str = "movement",
) -> Record:
    """A prompt shown at this time of day, and answered so long after."""
    moment = datetime.fromisoformat(f"{day} {clock or '10:00'}").replace(tzinfo=zone)
    shown = moment if clock is not None else None
    answered = None if said is None else moment + said
    end = moment + 2 * MINUTE
    return Record(end, kind, result, moment, shown, timedelta(0), day, answered=answered)


def told(*records: Record) -> dict[tuple[int, int], tuple[int, int]]:
    return {hour: (slot.answered, slot.missed) for hour, slot in hours_of(records).items()}


def test_prompts_are_counted_by_weekday_and_hour() -> None:
    """Of those that came to an answer, how many failed (C1)."""
    monday = [ended(Result.OBSERVED), ended(Result.CLAIMED, "10:59"), ended(Result.SKIPPED, "10:30")]

    found = told(*monday, ended(Result.IGNORED, "17:00"), ended(Result.LOGGED, day=TUESDAY))

    assert found == {(0, 10): (3, 1), (0, 17): (1, 1), (1, 10): (1, 0)}


@pytest.mark.parametrize("result", [Result.SNOOZED, Result.WITHDRAWN, Result.UNDELIVERED, Result.NATURAL], ids=str)
def test_what_came_to_no_answer_is_in_no_hour(result: Result) -> None:
    """An hour with nothing in it is none in which everything works."""
    assert hours_of([ended(result)]) == {}
    assert hours_of([ended(result, None)]) == {}


def test_the_hour_is_the_one_on_the_users_clock_then() -> None:
    """Ten in New York is ten, though it is four in the afternoon at home."""
    assert told(ended(Result.SKIPPED, zone=NEW_YORK), ended(Result.SKIPPED)) == {(0, 10): (2, 2)}


def test_after_midnight_it_is_still_the_same_desk_day() -> None:
    """D7: one o'clock on Monday's desk day, the hour of a night owl."""
    late = ended(Result.SKIPPED, "01:00", day=TUESDAY)

    assert told(Record(late.at, late.kind, late.result, late.due, late.shown, late.held, MONDAY)) == {(0, 1): (1, 1)}


def test_hours_come_in_order() -> None:
    """By the weekday, then by the hour: as they are read."""
    mixed = [ended(Result.SKIPPED, "17:00"), ended(Result.SKIPPED, day=TUESDAY), ended(Result.SKIPPED, "09:00")]

    assert list(hours_of(mixed)) == [(0, 9), (0, 17), (1, 10)]
    assert hours_of(mixed)[0, 9] == Slot(1, 1)


def seconds(records: Iterable[Record]) -> list[float]:
    return [each.total_seconds() for each in times_to_answer(records)]


def test_it_is_told_how_long_an_answer_took_the_shortest_first() -> None:
    """Of those that were answered in words or by a click; who got up said nothing."""
    records = [
        ended(Result.SKIPPED, said=30 * SECOND),
        ended(Result.SNOOZED, "10:10", said=5 * SECOND),
        ended(Result.OBSERVED, "11:00", said=90 * SECOND),
        ended(Result.OBSERVED, "12:00"),
        ended(Result.IGNORED, "13:00"),
        ended(Result.NATURAL, None),
    ]

    assert seconds(records) == [5, 30, 90]


def test_one_answer_to_a_prompt_for_several_kinds_is_one() -> None:
    """Whatever it meant for each of them."""
    together = [ended(Result.OBSERVED, said=20 * SECOND), ended(Result.CLAIMED, kind="posture", said=20 * SECOND)]

    assert seconds(together) == [20]


def test_what_was_said_first_is_the_answer() -> None:
    """A glass told of at once, and for the rest "done" a minute later: it took no minute to answer."""
    both = [ended(Result.CLAIMED, said=80 * SECOND), ended(Result.LOGGED, kind="hydration", said=20 * SECOND)]

    assert seconds(both) == [20]
