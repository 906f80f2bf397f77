"""Days off are understood one by one and from one to another, or refused with how to write them."""

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reminder.config.dates import Dates
from reminder.config.mistakes import Wrong

CHRISTMAS = date(2026, 12, 25)
DAY = timedelta(days=1)


@pytest.mark.parametrize(
    ("raw", "days"),
    [
        ([], set()),
        ("", set()),
        ([CHRISTMAS], {CHRISTMAS}),
        (CHRISTMAS, {CHRISTMAS}),
        (["2026-12-25"], {CHRISTMAS}),
        ("2026-12-25", {CHRISTMAS}),
        (["2026-12-25 to 2026-12-27"], {CHRISTMAS + DAY * n for n in range(3)}),
        ([" 2026-12-31  to  2027-01-01 "], {date(2026, 12, 31), date(2027, 1, 1)}),
        ("2026-12-25 to 2026-12-26, 2027-01-06,", {CHRISTMAS, CHRISTMAS + DAY, date(2027, 1, 6)}),
        ([CHRISTMAS, "2026-12-25", "2026-12-25 to 2026-12-25"], {CHRISTMAS}),
    ],
)
def test_dates_are_understood_alone_and_in_a_row(raw: object, days: set[date]) -> None:
    """As TOML has them, as text, and as one types them at a prompt."""
    assert Dates().read(raw) == days


EXAMPLE = '2026-12-25 or "2026-12-24 to 2027-01-01"'


@pytest.mark.parametrize(
    ("raw", "told"),
    [
        (["Christmas"], f'"Christmas" is not a date; write it like {EXAMPLE}'),
        (["2026-02-30"], f'"2026-02-30" is not a date; write it like {EXAMPLE}'),
        (["2026-12-25 to"], f'"2026-12-25 to" is not a date; write it like {EXAMPLE}'),
        (
            ["2027-01-01 to 2026-12-24"],
            '"2027-01-01 to 2026-12-24" ends before it begins; write the earlier date first',
        ),
        (["2026-12-24 to 2062-01-01"], '"2026-12-24 to 2062-01-01" is longer than a year; look at its years'),
        ([25], f"write a list of dates, each like {EXAMPLE}"),
        ([datetime(2026, 12, 25)], f"write a list of dates, each like {EXAMPLE}"),  # noqa: DTZ001 - as TOML gives it
        ({}, f"write a list of dates, each like {EXAMPLE}"),
        ([f"{year}-01-01 to {year}-12-31" for year in range(2026, 2029)], "these are 1096 dates; the most is 1000"),
    ],
)
def test_what_is_no_date_is_refused_with_how_to_write_one(raw: object, told: str) -> None:
    """A wrong year would otherwise be silence for decades."""
    with pytest.raises(Wrong) as wrong:
        Dates().read(raw)

    assert str(wrong.value) == told


def test_three_days_in_a_row_are_written_as_one_text() -> None:
    """A list of all the days of a holiday would be hard to read."""
    row = [CHRISTMAS + DAY * n for n in range(3)]

    assert Dates().write(frozenset({*row, date(2027, 1, 6), date(2027, 1, 7)})) == [
        *("2026-12-25 to 2026-12-27", date(2027, 1, 6), date(2027, 1, 7)),
    ]


@settings(derandomize=True, database=None)
@given(st.frozensets(st.dates(date(2026, 1, 1), date(2027, 12, 31)), max_size=40), st.integers(0, 700))
def test_what_is_written_means_the_same_days(days: frozenset[date], row: int) -> None:
    """Whatever lies in a row, also over more than a year, for which no single text would be taken."""
    days |= {date(2026, 1, 1) + DAY * n for n in range(row)}

    assert Dates().read(Dates().write(days)) == days
