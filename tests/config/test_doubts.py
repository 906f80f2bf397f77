"""Settings that work, but hardly as meant, are told with the way out; and the way out silences the sentence."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from reminder.config import parse


def warnings(text: str) -> tuple[str, ...]:
    return parse(text, Path("config.toml")).warnings


OWN = '[own.eyes]\ntitle = "Eyes"\n'


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            'strengthen.days = ["tue", "wed"]',
            (
                "[strengthen] has days that follow each other, but it comes no sooner than 48 h after you have done "
                "it: choose days with at least one day between them."
            ),
        ),
        (
            f'{OWN}every = "90 min"\nfrom = 12:00:00\nto = 13:00:00',
            (
                "[own.eyes] comes every 90 min, but its hours last only 60 min, so it will hardly come: set a shorter "
                "every, or an earlier from or a later to."
            ),
        ),
        (
            "relax.until = 08:30:00",
            (
                "[relax] comes before its until only, and your [hours] begin no earlier, so it never comes: set a "
                "later until, or delete it."
            ),
        ),
        (
            "hours.from = 19:00:00",
            (
                "[hours] go from 19:00:00 to 18:00:00 on the next day, 23 h in all: if that is not what you mean, set "
                "a later to or an earlier from."
            ),
        ),
        (
            'hours = { from = 08:00:00, ranges = ["09:00-12:00"] }',
            "[hours] has ranges, so its from and to mean nothing: delete them, or the ranges.",
        ),
        (
            'about_you.age = "under_18"',
            (
                "You said that you are under 18, but not how much you weigh, so caffeine is limited as for 40 kg: set "
                'about_you.weight, such as "55 kg", for a limit of your own.'
            ),
        ),
        (
            "about_you = { bedtime = 07:00:00, wakes = 07:00:00 }",
            "about_you.bedtime and about_you.wakes are the same, so nobody can tell your day from your night.",
        ),
    ],
)
def test_what_works_hardly_as_meant_is_told(text: str, told: str) -> None:
    """It may be meant after all, so it is no mistake."""
    assert warnings(text) == (told,)


@pytest.mark.parametrize(
    "text",
    [
        'strengthen.days = ["mon", "wed", "fri"]',
        'strengthen.days = ["sun"]\nhours.days = ["sat", "sun"]',
        'hydration.goal = "3 l"',
        'hydration = { goal = "5 l", enabled = false }',
        '[hours]\ndays = ["sat"]\n[strengthen]\nenabled = false',
        'strengthen = { enabled = false, days = ["mon", "tue"] }',
        f'{OWN}every = "60 min"\nfrom = 12:00:00\nto = 13:30:00',
        f'{OWN}every = "2 h"\nfrom = 23:00:00\nto = 02:00:00',
        f"{OWN}per_day = 2\nfrom = 12:00:00\nto = 12:10:00",
        "hours = { from = 20:00:00, to = 06:00:00 }",
        'hours.ranges = ["00:00-24:00"]',
        'about_you = { age = "under_18", weight = "50 kg" }',
        "day_starts = 12:00:00\nabout_you = { bedtime = 08:00:00, wakes = 16:00:00 }",
        "day_starts = 00:00:00",
        "day_starts = 08:00:00\nabout_you.wakes = 09:00:00",
    ],
)
def test_what_is_well_is_not_told(text: str) -> None:
    """A warning too many, and nobody reads them."""
    assert warnings(text) == ()


def test_a_week_that_ends_and_begins_with_strength_is_told_too() -> None:
    """After Sunday comes Monday."""
    assert "follow each other" in warnings('strengthen.days = ["sun", "mon"]')[0]


def test_a_desk_day_that_begins_in_the_middle_of_the_waking_day_is_told() -> None:
    """A night shift's water and caffeine would be counted anew at four in the morning."""
    (told,) = warnings("about_you = { bedtime = 08:00:00, wakes = 16:00:00 }")

    assert told.startswith("Your desk day begins at 04:00, while you are up")
    assert told.endswith("set day_starts to a time in your night, such as 12:00:00.")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            'strengthen.days = ["sun"]',
            "[strengthen] has the days sun, and [hours] are on mon, tue, wed, thu, fri, so it never comes: ",
        ),
        (
            'hours.days = ["sat", "sun"]',
            "[strengthen] has the days tue, fri, and [hours] are on sat, sun, so it never comes: ",
        ),
        (
            'hours.ranges = ["mon-tue 09:00-12:00", "wed 22:00-02:00"]',
            "[strengthen] has the days tue, fri, and [hours] are on mon, tue, wed, so it does not come on fri: ",
        ),
    ],
)
def test_days_on_which_nothing_comes_are_told(text: str, told: str) -> None:
    """Strength on Sundays, hours on workdays: it would never come, without a word."""
    assert warnings(text) == (f"{told}choose days for it that are among those of [hours].",)


def test_a_year_without_a_day_at_work_is_told_and_weekends_do_not_hide_it() -> None:
    """A slip of the year silences everything ahead; each such time is told, also where it was written day by day."""
    year = (date(2026, 1, 1) + timedelta(days=ahead) for ahead in range(365))
    working = ", ".join(day.isoformat() for day in year if day.weekday() < 5)

    (told,) = warnings(f"hours.free = [{working}]")
    both = warnings('hours.free = ["2026-01-01 to 2026-12-31", "2028-01-01 to 2028-12-31"]')

    assert told == (
        "hours.free has all your days from 2026-01-01 to 2026-12-31, so nothing comes in all that time: if that is not "
        "what you mean, look at its years."
    )
    assert ["2028-01-03 to 2028-12-29" in each for each in both] == [False, True]


@pytest.mark.parametrize(
    "free",
    [
        '"2026-12-20 to 2027-01-06"',
        '"2026-01-01 to 2026-06-30"',
        '"2026-01-01 to 2026-06-30", "2026-07-02 to 2026-12-31"',
        "0001-01-01, 9999-12-31",
    ],
)
def test_a_leave_is_not_told(free: str) -> None:
    """Half a year is one, and so are two with a day at work between them."""
    assert warnings(f"hours.free = [{free}]") == ()


def test_a_goal_that_is_far_above_what_people_drink_is_told() -> None:
    """It is allowed: some have reasons that a file does not know."""
    (warning,) = warnings('hydration.goal = "3.5 l"')

    assert warning.startswith("[hydration] goal is 3.5 l: from 1.2 to 3 l a day are usual")
