"""Sitting bouts: what joins two stretches of sitting and what does not (D3, D5, D6), and how long they are (C2)."""

from datetime import UTC, date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from reminder.core.bouts import Bout, distribution, sitting_bouts
from reminder.core.effects import RecordSpan, Stretch
from reminder.core.plan import OVERRUN

MONDAY, TUESDAY = date(2026, 3, 2), date(2026, 3, 3)
SECOND, MINUTE, HOUR = timedelta(seconds=1), timedelta(minutes=1), timedelta(hours=1)
NONE = timedelta(0)
LIMIT = 40 * MINUTE


def at(clock: str, day: date = MONDAY) -> datetime:
    hour, minute = map(int, clock.split(":"))
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=UTC)


def span(what: Stretch, start: str, end: str, day: date = MONDAY) -> RecordSpan:
    return RecordSpan(what, at(start, day), at(end, day), day, NONE)


def sat(start: str, end: str, day: date = MONDAY) -> RecordSpan:
    return span(Stretch.SITTING, start, end, day)


def away(start: str, end: str) -> RecordSpan:
    return span(Stretch.AWAY, start, end)


def bouts(*spans: RecordSpan) -> list[tuple[str, timedelta]]:
    """When they began and how long was sat, where two minutes are a break."""
    return [(f"{bout.start:%H:%M}", bout.sat) for bout in sitting_bouts(spans, lambda day: (LIMIT, 2 * MINUTE))]


def lasted(*lengths: timedelta) -> list[Bout]:
    return [Bout(at("09:00"), MONDAY, length, LIMIT) for length in lengths]


# What is one bout


def test_a_bout_ends_with_a_break_that_is_long_enough() -> None:
    """Two minutes are; the bout has the sitting alone."""
    assert bouts(sat("09:00", "10:00"), away("10:00", "10:02"), sat("10:02", "10:30")) == [
        ("09:00", HOUR),
        ("10:02", 28 * MINUTE),
    ]


def test_a_short_absence_joins_what_lies_around_it() -> None:
    """D3: it stops the clock and discharges nothing; nor does it count as sitting."""
    assert bouts(sat("09:00", "10:00"), away("10:00", "10:01"), sat("10:01", "10:30")) == [("09:00", 89 * MINUTE)]


def test_absences_of_several_sorts_add_up() -> None:
    """Idle for a minute, then asleep for one: one absence of two."""
    apart = (
        sat("09:00", "10:00"),
        away("10:00", "10:01"),
        span(Stretch.ASLEEP, "10:01", "10:02"),
        sat("10:02", "10:30"),
    )

    assert [start for start, _ in bouts(*apart)] == ["09:00", "10:02"]


def test_short_absences_do_not_add_up_over_the_sitting_between_them() -> None:
    """Two visits to the printer are no break."""
    nothing = (
        sat("09:00", "09:20"),
        away("09:20", "09:21"),
        sat("09:21", "09:40"),
        away("09:40", "09:41"),
        sat("09:41", "10:00"),
    )

    assert bouts(*nothing) == [("09:00", 58 * MINUTE)]


def test_unknown_time_ends_a_bout_and_is_none() -> None:
    """D6: it discharges like absence."""
    assert bouts(sat("09:00", "09:10"), span(Stretch.UNKNOWN, "09:10", "10:00"), sat("10:00", "10:05")) == [
        ("09:00", 10 * MINUTE),
        ("10:00", 5 * MINUTE),
    ]


def test_absence_before_the_first_sitting_begins_nothing() -> None:
    """And without any sitting there is no bout, not one of no length."""
    assert bouts(away("08:00", "09:00")) == []
    assert bouts(away("08:00", "08:01"), sat("08:01", "08:30")) == [("08:01", 29 * MINUTE)]


def test_a_clock_that_was_set_ends_no_bout() -> None:
    """D5: the hole between two rows, or their overlap, is no time that passed."""
    forward = (sat("09:00", "09:20"), sat("10:20", "10:30"))
    back = (sat("09:00", "09:20"), sat("08:20", "08:30"))

    assert bouts(*forward) == [("09:00", 30 * MINUTE)]
    assert bouts(*back) == [("09:00", 30 * MINUTE)]


def test_each_bout_goes_by_the_rule_of_the_day_it_begins_on() -> None:
    """One minute was a break on Monday; from Tuesday on it takes five, and one may sit for longer."""
    rules = {MONDAY: (LIMIT, MINUTE), TUESDAY: (HOUR, 5 * MINUTE)}
    spans = [
        sat("09:00", "09:50"),
        away("09:50", "09:51"),
        sat("09:51", "10:00"),
        away("10:00", "11:00"),
        sat("09:00", "09:50", TUESDAY),
        span(Stretch.AWAY, "09:50", "09:54", TUESDAY),
        sat("09:54", "10:00", TUESDAY),
    ]

    found = sitting_bouts(spans, rules.__getitem__)

    assert [(bout.day, bout.sat, bout.overlong) for bout in found] == [
        (MONDAY, 50 * MINUTE, True),
        (MONDAY, 9 * MINUTE, False),
        (TUESDAY, 56 * MINUTE, False),
    ]


def test_a_bout_is_overlong_once_it_is_past_its_limit() -> None:
    """C2: more than `every` and ten minutes; exactly so much is not."""
    within, over = lasted(LIMIT, LIMIT + SECOND)

    assert (within.overlong, over.overlong) == (False, True)


# How long they are


def test_bouts_are_told_by_classes_of_ten_minutes_up_to_the_longest() -> None:
    """Those that hold exactly so many minutes belong to the class that ends there."""
    found = distribution(lasted(5 * MINUTE, 10 * MINUTE, 40 * MINUTE, 41 * MINUTE, 55 * MINUTE), LIMIT)

    assert [(each.low // MINUTE, each.high and each.high // MINUTE, each.count) for each in found] == [
        (0, 10, 2),
        (10, 20, 0),
        (20, 30, 0),
        (30, 40, 1),
        (40, 50, 1),
        (50, 60, 1),
    ]


def test_what_is_far_longer_than_the_limit_shares_the_last_class() -> None:
    """Nobody reads a chart with forty bars."""
    found = distribution(lasted(5 * MINUTE, 400 * MINUTE), LIMIT)

    assert (found[-1].low, found[-1].high, found[-1].count) == (110 * MINUTE, None, 1)
    assert all(each.high is not None for each in found[:-1])


def test_without_any_bout_there_is_nothing_to_tell() -> None:
    """Empty bars would look like measured ones."""
    assert distribution([], LIMIT) == []


@given(
    st.lists(st.integers(1, 8 * 3600), min_size=1, max_size=20).map(lambda all_: [each * SECOND for each in all_]),
    st.integers(10, 3 * 3600).map(lambda seconds: seconds * SECOND + OVERRUN),
)
def test_every_bout_is_counted_once_and_the_limit_is_an_edge(lengths: list[timedelta], limit: timedelta) -> None:
    """For every interval that can be set; so that those past the limit are whole bars, and can be told apart."""
    found = distribution(lasted(*lengths), limit)

    assert sum(each.count for each in found) == len(lengths)
    assert limit in {each.high for each in found}
    assert sum(each.count for each in found if each.low >= limit) == sum(length > limit for length in lengths)
    assert [each.high for each in found[:-1]] == [each.low for each in found[1:]]
    assert found[0].low == NONE
    assert found[-1].high is None or found[-1].high >= max(lengths)
