"""When prompts may come: several ranges a day, past midnight, days off, and hours of a kind's own (K5, P4)."""

from datetime import UTC, date, time

import pytest
from story import BERLIN, MONDAY, Day, minutes, plan

from reminder.core.hours import FRI, MON, WORKDAYS, Hours, Range
from reminder.core.plan import DailyKind, SittingKind

EVERY_DAY = frozenset(range(7))
SPLIT = Hours((Range(WORKDAYS, time(9), time(12)), Range(WORKDAYS, time(14), time(18))))
NIGHT = Hours((Range(WORKDAYS, time(22), time(6)),))


def told(hours: Hours, day: date) -> list[str]:
    """The periods of a date, on the clock on the wall."""
    found = hours.on(day, BERLIN)
    return [f"{start.astimezone(BERLIN):%a %H:%M}-{end.astimezone(BERLIN):%a %H:%M}" for start, end in found]


def test_a_day_may_have_several_ranges() -> None:
    """A long lunch is nobody's business."""
    assert told(SPLIT, MONDAY) == ["Mon 09:00-Mon 12:00", "Mon 14:00-Mon 18:00"]


def test_ranges_that_touch_or_overlap_are_one() -> None:
    """Or the hours would end and begin in the middle of a prompt."""
    hours = Hours((Range(WORKDAYS, time(12), time(18)), Range(WORKDAYS, time(9), time(12)), Range(start=time(11))))

    assert told(hours, MONDAY) == ["Mon 09:00-Mon 18:00"]


def test_a_range_may_go_past_midnight_and_belongs_to_the_day_it_begins_on() -> None:
    """A night shift of Friday ends on Saturday."""
    friday = date(2026, 3, 6)

    assert told(NIGHT, friday) == ["Fri 22:00-Sat 06:00"]
    assert told(NIGHT, date(2026, 3, 7)) == []


def test_a_range_with_the_same_time_twice_is_a_whole_day() -> None:
    """Somebody who wants it always writes it so."""
    assert told(Hours((Range(EVERY_DAY, time(0), time(0)),)), MONDAY) == ["Mon 00:00-Tue 00:00"]


def test_weekdays_may_have_hours_of_their_own() -> None:
    """Fridays end at one."""
    hours = Hours((Range(WORKDAYS - {FRI}), Range(frozenset({FRI}), time(9), time(13))))

    assert told(hours, date(2026, 3, 6)) == ["Fri 09:00-Fri 13:00"]
    assert told(hours, MONDAY) == ["Mon 09:00-Mon 18:00"]


def test_nothing_begins_on_a_holiday() -> None:
    """But what began the evening before goes on."""
    hours = Hours((Range(EVERY_DAY, time(22), time(6)),), frozenset({MONDAY}))

    assert told(hours, MONDAY) == []
    assert told(hours, date(2026, 3, 1)) == ["Sun 22:00-Mon 06:00"]


def test_a_range_that_summer_time_leaves_out_is_not_there() -> None:
    """Between two and three on that Sunday there is nothing."""
    gone = Hours((Range(EVERY_DAY, time(2, 0), time(3, 0)),))

    assert gone.on(date(2026, 3, 29), BERLIN) == ()


def test_ranges_are_instants_of_the_zone() -> None:
    """Nine in Berlin is eight in Greenwich, in winter."""
    ((start, _),) = Hours().on(MONDAY, BERLIN)

    assert (start.tzinfo, start.hour) == (UTC, 8)


# In a day


def test_it_is_silent_between_two_ranges() -> None:
    """P4: what is due in the gap comes half a minute after it."""
    day = Day(plan(hours=SPLIT))

    day.at("11:45").start().at("12:30").look()
    silent = day.silent_because
    day.at("14:01").look()

    assert silent[0] == "outside_hours"
    assert day.shows() == ["14:00:30 show movement sat 135m30s held 105m by outside_hours"]


def test_a_prompt_that_is_open_when_a_range_ends_is_taken_back() -> None:
    """P7: lunch is outside the hours."""
    day = Day(plan(hours=SPLIT))

    day.at("11:25").start().at("12:01").look()

    assert day.transcript[1] == "12:00 movement withdrawn (outside_hours)"


def test_daily_moments_are_spread_over_the_open_time() -> None:
    """K2: seven open hours, twice: 1 h 45 and 5 h 15 into them."""
    day = Day(plan(DailyKind("stretch", 2), hours=SPLIT))

    day.at("09:00").start().at("10:46").skip().at("16:16").skip()

    assert [line.split()[0] for line in day.shows()] == ["10:45", "16:15"]


def test_a_night_shift_is_one_working_day() -> None:
    """K2, D7: what is settled before four stays settled after it, where another desk day begins."""
    day = Day(plan(DailyKind("stretch", 2), hours=NIGHT))

    day.at("21:50").start().at("Tue 00:01").skip().at("Tue 04:01").skip().at("Tue 06:30").look()

    assert day.shows() == ["Tue 00:00 show stretch sat 130m", "Tue 04:00 show stretch sat 370m"]


def test_the_silence_of_a_holiday_ends_with_the_next_hours() -> None:
    """Over a long weekend nothing comes, and on Wednesday it begins anew."""
    tuesday = date(2026, 3, 3)
    day = Day(plan(hours=Hours(free=frozenset({MONDAY, tuesday}))))

    day.at("09:00").start().at("Wed 09:31").look()

    assert [line.split(" show")[0] for line in day.shows()] == ["Wed 09:00:30"]


def test_hours_around_the_clock_never_end() -> None:
    """No prompt is taken back at midnight."""
    always = Hours((Range(EVERY_DAY, time(0), time(0)),))
    day = Day(plan(hours=always, expires=minutes(60)))

    day.at("23:29").start().at("Tue 00:10").look()

    assert day.transcript == ["23:59 show movement sat 30m"]


# A kind's own hours

EVENING = Hours((Range(EVERY_DAY, time(20), time(22)),))
TEA = DailyKind("tea", 1, hours=EVENING)


def test_a_kind_comes_in_its_own_hours_also_outside_those_of_the_day() -> None:
    """K5: an evening stretch is wanted in the evening."""
    day = Day(plan(TEA))

    day.at("17:00").start().at("22:30").look()

    assert [line.split(" sat")[0] for line in day.shows()] == ["21:00 show tea"]


def test_other_kinds_do_not_come_along_into_its_hours() -> None:
    """K5: movement ends with the working day."""
    day = Day(plan(SittingKind("movement", minutes(30), minutes(2)), TEA))

    day.at("19:00").start().at("21:50").look()

    assert [line.split()[2] for line in day.shows()] == ["tea"]


def test_it_does_not_come_along_before_its_hours() -> None:
    """P1, K5: not even a few minutes."""
    noon = DailyKind("noon", 1, hours=Hours((Range(EVERY_DAY, time(12), time(12, 10)),)))
    day = Day(plan(SittingKind("movement", minutes(30), minutes(2)), noon))

    day.at("11:25").start().at("12:20").look()

    assert day.shows()[0] == "11:55 show movement sat 30m"


def test_what_is_open_when_its_hours_end_is_taken_back_and_the_rest_stays() -> None:
    """K5, P7: the rest of the prompt is still in its hours."""
    early = SittingKind("eyes", minutes(30), minutes(1), hours=Hours((Range(WORKDAYS, time(9), time(12)),)))
    day = Day(plan(SittingKind("movement", minutes(30), minutes(2)), early))

    day.at("11:25").start().at("12:01").look()

    assert day.transcript == [
        "11:55 show movement+eyes sat 30m",
        "12:00 eyes withdrawn (outside_hours)",
        "12:00 revise movement",
    ]


def test_a_sitting_kind_outside_its_hours_waits_for_them() -> None:
    """K5: what sitting made due at eight in the evening comes at nine the next day, if one sat on."""
    own = SittingKind("eyes", minutes(30), minutes(1), hours=Hours((Range(frozenset({MON}), time(9), time(10)),)))
    day = Day(plan(own, hours=Hours((Range(EVERY_DAY, time(8), time(20)),))))

    day.at("08:00").start().at("09:01").look()

    assert day.shows() == ["09:00 show eyes sat 60m"]


@pytest.mark.parametrize(
    ("hours", "clock", "left"),
    [
        (Hours(), time(13), ["Mon 09:00-Mon 13:00"]),
        (Hours(), time(20), ["Mon 09:00-Mon 18:00"]),
        (Hours(), time(18), ["Mon 09:00-Mon 18:00"]),
        (Hours(), time(9), []),
        (Hours(), time(7), []),
        (SPLIT, time(13), ["Mon 09:00-Mon 12:00"]),
        (SPLIT, time(15), ["Mon 09:00-Mon 12:00", "Mon 14:00-Mon 15:00"]),
        (NIGHT, time(23), ["Mon 22:00-Mon 23:00"]),
        (NIGHT, time(2), ["Mon 22:00-Tue 02:00"]),
        (NIGHT, time(13), ["Mon 22:00-Tue 06:00"]),
    ],
)
def test_hours_may_end_earlier(hours: Hours, clock: time, left: list[str]) -> None:
    """What lies before a time of day; of a night, also what comes after midnight."""
    assert told(hours.until(clock), MONDAY) == left


def test_hours_that_end_earlier_have_the_same_days_off() -> None:
    """A holiday is one for all of it."""
    assert told(Hours(free=frozenset({MONDAY})).until(time(13)), MONDAY) == []
