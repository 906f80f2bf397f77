"""Hours of several ranges are understood as people write them, or refused with how to."""

from datetime import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reminder.config.mistakes import Wrong
from reminder.config.ranges import Ranges, Stated

MORNING = Stated(None, time(9), time(12, 30))
WORKDAYS = frozenset(range(5))


@pytest.mark.parametrize(
    ("raw", "ranges"),
    [
        ([], ()),
        ("", ()),
        (["09:00-12:30"], (MORNING,)),
        ([" 9:00 – 12:30 "], (MORNING,)),
        ("09:00-12:30, 13:30-18:00", (MORNING, Stated(None, time(13, 30), time(18)))),
        (["mon-fri 09:00-12:30"], (Stated(WORKDAYS, time(9), time(12, 30)),)),
        (["Mon - Fri 09:00 - 12:30"], (Stated(WORKDAYS, time(9), time(12, 30)),)),
        ("mon,wed 09:00-10:00, sat 22:00-02:00", (
            Stated(frozenset({0, 2}), time(9), time(10)),
            Stated(frozenset({5}), time(22), time(2)),
        )),
        (["sat, sun 00:00-24:00"], (Stated(frozenset({5, 6}), time(0), time(0)),)),
        (["22:00-24:00", "22:00-00:00"], (Stated(None, time(22), time(0)),)),
        (["09:00:30-12:00"], (Stated(None, time(9, 0, 30), time(12)),)),
    ],
)  # fmt: skip
def test_ranges_are_understood_with_days_and_without(raw: object, ranges: tuple[Stated, ...]) -> None:
    """A lunch break, a half Friday, a night from Saturday to Sunday."""
    assert Ranges().read(raw) == ranges


EXAMPLE = '"09:00-12:30" or "mon-fri 09:00-12:30"'


@pytest.mark.parametrize(
    ("raw", "told"),
    [
        (["morning"], f'"morning" is not a range; write it like {EXAMPLE}'),
        (["9-12"], f'"9-12" is not a range; write it like {EXAMPLE}'),
        (["09:00"], f'"09:00" is not a range; write it like {EXAMPLE}'),
        ([9], f"this is not a range; write it like {EXAMPLE}"),
        (9, 'write a list of ranges such as ["09:00-12:30", "mon-fri 09:00-12:30"]'),
        (["09:00-09:00"], '"09:00-09:00" ends when it begins; a whole day is "00:00-24:00"'),
        (["25:00-26:00"], "there is no such time; a day goes from 00:00:00 to 23:59:59"),
        (["workdays 09:00-12:00"], '"workdays" is not a day; the days are mon, tue, wed, thu, fri, sat, sun'),
        (["09:00-10:00"] * 51, "these are 51 ranges; the most is 50"),
    ],
)
def test_what_is_no_range_is_refused_with_how_to_write_one(raw: object, told: str) -> None:
    """A guess would silently mean hours in which nothing comes."""
    with pytest.raises(Wrong) as wrong:
        Ranges().read(raw)

    assert str(wrong.value) == told


@pytest.mark.parametrize(
    ("days", "spelled"),
    [
        (None, "22:00-24:00"),
        (WORKDAYS, "mon-fri 22:00-24:00"),
        (frozenset(range(7)), "mon-sun 22:00-24:00"),
        (frozenset({0, 1, 3}), "mon,tue,thu 22:00-24:00"),
        (frozenset({0, 4, 5, 6}), "mon,fri-sun 22:00-24:00"),
    ],
)
def test_ranges_are_written_short(days: frozenset[int] | None, spelled: str) -> None:
    """With days in a row as one writes them, and midnight as the end of the day it is."""
    assert Ranges().write((Stated(days, time(22), time(0)),)) == [spelled]


MOMENTS = st.times().map(lambda at: at.replace(microsecond=0))
DAYS = st.none() | st.frozensets(st.integers(0, 6), min_size=1)


@settings(derandomize=True, database=None)
@given(st.lists(st.builds(Stated, DAYS, MOMENTS, MOMENTS).filter(lambda each: each.start != each.end), unique=True))
def test_what_is_written_means_the_same_ranges(ranges: list[Stated]) -> None:
    """What `config set` writes has to be read back unchanged, as a list and as one text."""
    written = Ranges().write(tuple(ranges[:50]))

    assert Ranges().read(written) == Ranges().read(", ".join(written)) == tuple(ranges[:50])
