"""The caffeine model against the vectors of its sources, and the limits (K4)."""

from datetime import UTC, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from story import CAFFEINE, MOVEMENT, Day, minutes, plan

from reminder.core.caffeine import HIGH_MG, LOW_MG, TRACE_MG, Band, band, before_bed, in_body, load, peak_after
from reminder.core.events import Switch
from reminder.core.plan import Caffeine, HoldKind
from reminder.core.state import Taken

HOUR = timedelta(hours=1)
ADULT, SMOKER, PILL = 5 * HOUR, 3.5 * HOUR, 10.7 * HOUR
EXACT = 0.001
"""Milligrams: the tolerance of the vectors."""


def near(mg: float) -> object:
    return pytest.approx(mg, abs=EXACT)


def at(clock: str) -> datetime:
    hours, mins = map(int, clock.split(":"))
    return datetime(2026, 3, 2, hours, mins, tzinfo=UTC)


def dose(mg: float, clock: str) -> Taken:
    return Taken(at(clock), at(clock).date(), mg=mg)


@pytest.mark.parametrize(
    ("doses", "bed", "half_life", "left"),
    [
        ([(95, "15:00")], "23:00", ADULT, 31.9097),
        ([(96, "08:00"), (96, "10:30"), (63, "14:00")], "23:00", ADULT, 47.9206),
        ([(96, "08:00")], "23:00", ADULT, 12.2188),
        ([(96, "10:30")], "23:00", ADULT, 17.2800),
        ([(63, "14:00")], "23:00", ADULT, 18.4218),
        ([(80, "16:30")], "22:30", ADULT, 35.4569),
        ([(80, "16:30")], "22:30", SMOKER, 25.1319),
        ([(80, "16:30")], "22:30", PILL, 54.3985),
        ([(95, "15:00")], "23:00", 1.5 * HOUR, 2.5703),
        ([(95, "15:00")], "23:00", 9.5 * HOUR, 53.2407),
    ],
)
def test_what_is_left_at_bedtime(doses: list[tuple[float, str]], bed: str, half_life: timedelta, left: float) -> None:
    """The vectors of the evidence brief, section 3."""
    assert load([dose(mg, clock) for mg, clock in doses], at(bed), half_life) == near(left)


def test_the_edges_of_the_model() -> None:
    """Soon after a dose, where both rates are the same, at once, and before it was taken."""
    assert in_body(200, HOUR / 4, ADULT) == near(138.3637)
    assert in_body(100, 2 * HOUR, HOUR * 1.3862943611, ka=0.5) == near(36.4201)
    assert in_body(100, timedelta(0), ADULT) == 0
    assert in_body(100, -HOUR, ADULT) == 0
    assert in_body(95, 8 * HOUR, ADULT, ka=1.3) == near(34.7251)


def test_the_peak() -> None:
    """44 minutes after the dose, for an adult."""
    assert peak_after(ADULT) / timedelta(minutes=1) == near(44.2516)
    assert in_body(95, peak_after(ADULT), ADULT) == near(84.9093)


@pytest.mark.parametrize(
    ("mg", "band_of"),
    [
        (0, Band.LOW),
        (LOW_MG, Band.LOW),
        (LOW_MG + 0.1, Band.MAY_MATTER),
        (HIGH_MG, Band.MAY_MATTER),
        (HIGH_MG + 0.1, Band.LIKELY),
    ],
)
def test_bands(mg: float, band_of: Band) -> None:
    """Up to 35 mg low, up to 75 mg it may matter."""
    assert band(mg) is band_of


@pytest.mark.parametrize(("mg", "hours"), [(40, 1.1), (63, 4.4), (80, 6.1), (96, 7.4), (200, 12.7)])
def test_how_long_before_bed_a_dose_stays_low(mg: float, hours: float) -> None:
    """The table of the evidence brief, to a tenth of an hour."""
    before = before_bed(mg, LOW_MG, ADULT)

    assert before is not None
    assert before / HOUR == pytest.approx(hours, abs=0.05)


def test_a_dose_that_never_comes_to_so_much_may_be_taken_at_any_time() -> None:
    """Cola at bedtime: it peaks below the band."""
    assert before_bed(33, LOW_MG, ADULT) == timedelta(0)


def test_where_nothing_may_be_left_no_time_will_do() -> None:
    """The body holds too much already."""
    assert before_bed(63, 0, ADULT) is None
    assert before_bed(63, -5, ADULT) is None


@given(st.floats(20, 400), st.floats(5, 100), st.floats(1.5, 16))
def test_a_dose_taken_in_time_leaves_no_more_than_it_may(mg: float, left: float, half_life: float) -> None:
    """At the time told, and at any time before."""
    before = before_bed(mg, left, half_life * HOUR)

    assert before is not None
    for earlier in (timedelta(0), HOUR, 5 * HOUR):
        assert in_body(mg, before + earlier, half_life * HOUR) <= left * 1.01 + EXACT


@given(st.lists(st.tuples(st.floats(1, 400), st.floats(0, 100)), max_size=8), st.floats(1.5, 16))
def test_the_body_never_holds_more_than_was_taken(doses: list[tuple[float, float]], half_life: float) -> None:
    """Nor less than nothing, whatever was taken when."""
    now = at("23:00")
    taken = [Taken(now - hours * HOUR, now.date(), mg=mg) for mg, hours in doses]

    assert 0 <= load(taken, now, half_life * HOUR) <= sum(mg for mg, _ in doses)


# What is said, and when


def coffee_day(**limits: float) -> Day:
    return Day(plan(CAFFEINE, caffeine=Caffeine(**limits))).at("09:00").start()  # type: ignore[arg-type]


def cautions(day: Day) -> list[str]:
    """Why each prompt came, and when."""
    told = []
    for moment in day.moments:
        for effect in moment.effects:
            caution = getattr(effect, "caution", None)
            if caution is not None:
                told.append(f"{effect.at.astimezone(day.zone):%H:%M} {type(effect).__name__.lower()} {caution}")
    return told


def test_three_quarters_of_the_limit_are_told_once() -> None:
    """K4: on the dose that crosses them, and not again with the next."""
    day = coffee_day()

    day.at("09:10").took(200).at("10:00").took(99).at("11:00").took(1).at("11:05").done().at("11:30").took(50)

    assert cautions(day) == ["11:00 show share"]
    assert day.records() == ["11:05 caffeine claimed"]


def test_the_limit_is_told_and_so_is_a_single_dose_over_the_limit_for_one() -> None:
    """K4: the weightiest reason where there are several."""
    day = coffee_day()

    day.at("09:10").took(217.5).at("09:11").done().at("10:00").took(190).at("10:01").done()

    assert cautions(day) == ["09:10 show single", "10:00 show limit"]


def test_a_dose_of_just_the_limit_for_one_is_no_reason() -> None:
    """Up to 200 mg raise no concern."""
    assert cautions(coffee_day().at("10:00").took(200)) == []


def test_a_day_of_a_cold_remedy_is_told_with_the_first_coffee() -> None:
    """C38: two stimulants add up."""
    day = coffee_day()

    day.at("09:30").switched(Switch.PSEUDOEPHEDRINE).at("10:00").took(63)

    assert cautions(day) == ["10:00 show stimulant"]


def test_what_is_said_of_the_users_own_act_takes_nothing_from_the_budget() -> None:
    """P2: it comes a minute after another prompt, and the next one is not later for it."""
    day = Day(plan(MOVEMENT, CAFFEINE, max_per_hour=2))

    day.at("09:00").start().at("09:31").skip().at("09:32").took(450).at("09:33").done().at("10:02").look()

    assert day.shows() == [
        "09:30 show movement sat 30m",
        "09:32 show caffeine sat 32m",
        "10:01 show movement sat 61m",
    ]


def test_what_the_budget_keeps_back_does_not_slip_in_with_it() -> None:
    """P2: it is no way around the gap between two prompts."""
    day = Day(plan(MOVEMENT, CAFFEINE, min_gap=minutes(60), max_per_hour=9))

    day.at("09:00").start().at("09:31").skip().at("10:10").took(450)

    assert day.shows()[-1] == "10:10 show caffeine sat 70m"


def test_it_waits_for_the_end_of_a_call_like_everything_else() -> None:
    """P4."""
    day = coffee_day()

    day.at("10:00").held(HoldKind.CALL).at("10:05").took(450).at("10:20").released(HoldKind.CALL).at("10:21").look()

    assert cautions(day) == ["10:20 show limit"]


def test_a_weightier_reason_changes_the_words_on_the_screen() -> None:
    """One prompt, and what it says is true."""
    day = coffee_day()

    day.at("09:10").took(180).at("09:20").took(180).at("09:21").took(180)

    assert cautions(day) == ["09:20 show share", "09:21 revise limit"]


def test_an_undo_takes_it_off_the_screen() -> None:
    """What was said of a mistake is not true."""
    day = coffee_day()

    day.at("09:10").took(450).at("09:11").undone()

    assert day.transcript[1:] == ["09:11 caffeine withdrawn (undone: it was a mistake)", "09:11 withdraw"]


def test_an_undo_leaves_what_is_still_true() -> None:
    """The limit is passed with or without the last cup."""
    day = coffee_day()

    day.at("09:10").took(450).at("09:11").took(63).at("09:12").undone()

    assert day.transcript == ["09:10 show caffeine sat 10m", "09:11 revise caffeine", "09:12 revise caffeine"]


def test_an_undo_leaves_the_lighter_thing_that_was_to_be_said_before() -> None:
    """A large dose and then the limit: without the second, the first was still much at once."""
    day = coffee_day()

    day.at("09:10").took(310).at("09:11").took(150).at("09:12").undone()

    assert cautions(day) == ["09:10 show single", "09:11 revise limit", "09:12 revise single"]


def test_an_undo_does_not_say_again_what_was_said() -> None:
    """The share was told and answered; after a slip over the limit and back there is nothing new."""
    day = coffee_day()

    day.at("09:10").took(150).at("09:20").took(160).at("09:21").skip().at("11:00").took(120).at("11:01").undone()

    assert cautions(day) == ["09:20 show share", "11:00 show limit"]
    assert day.transcript[-1] == "11:01 withdraw"


def test_each_undo_leaves_what_was_to_be_said_before_that_dose() -> None:
    """A cold remedy with coffee, then much at once, then the limit; and all of it back, one by one."""
    day = coffee_day().switched(Switch.PSEUDOEPHEDRINE)

    day.at("09:10").took(63).at("09:11").took(250).at("09:12").took(150)
    day.at("09:13").undone().at("09:14").undone().at("09:15").undone()

    assert cautions(day) == [
        "09:10 show stimulant",
        "09:11 revise single",
        "09:12 revise limit",
        "09:13 revise single",
        "09:14 revise stimulant",
    ]
    assert day.transcript[-2:] == ["09:15 caffeine withdrawn (undone: it was a mistake)", "09:15 withdraw"]


def test_another_dose_that_was_told_and_answered_does_not_keep_up_one_that_is_undone() -> None:
    """It was much at once as well, and that is settled."""
    day = coffee_day(single_mg=100)

    day.at("09:10").took(150).at("09:11").done().at("09:20").took(120).at("09:21").undone()

    assert cautions(day) == ["09:10 show single", "09:20 show single"]
    assert day.transcript[-1] == "09:21 withdraw"


def test_an_undo_puts_up_no_prompt_for_what_was_dismissed() -> None:
    """P5: it goes on silently, whether it was closed before the slip or after it."""
    for first, second in (("dismissed", "look"), ("look", "dismissed")):
        day = coffee_day().at("09:10").took(310)
        getattr(day.at("09:11"), first)().at("09:12").took(150)
        getattr(day.at("09:13"), second)().at("09:14").undone().at("09:40").look()

        assert cautions(day)[0] == "09:10 show single"
        assert [line.partition(" ")[0] for line in day.shows()] == ["09:10", *["09:12"][: first == "dismissed"]]
        assert "revise single" not in cautions(day)[-1]


def test_an_undo_does_not_cut_a_snooze_short() -> None:
    """It is nothing new; and what was put off comes when it was to come."""
    day = coffee_day()

    day.at("09:10").took(310).at("09:11").took(150).at("09:12").snooze().at("09:13").undone().at("09:25").look()

    assert cautions(day) == ["09:10 show single", "09:11 revise limit", "09:22 show single"]


DOSES = st.lists(st.one_of(st.floats(1, 600), st.none()), max_size=8)
"""Doses in milligrams, and undos."""


@pytest.mark.parametrize("remedy", [True, False])
@given(before=DOSES, mistake=st.floats(1, 600))
def test_a_mistake_and_its_undo_leave_what_is_to_be_said_as_it_was(
    before: list[float | None], mistake: float, *, remedy: bool
) -> None:
    """K4: whatever was told before it; in a call, so that all of it is still to be said."""
    day = coffee_day().switched(Switch.PSEUDOEPHEDRINE, on=remedy).held(HoldKind.CALL)
    for place, mg in enumerate(before):
        day.at(f"10:0{place}")
        day.undone() if mg is None else day.took(mg)
    warned = day.state.warned  # type: ignore[union-attr]

    day.at("10:10").took(mistake).at("10:11").undone()

    assert day.state.warned == warned  # type: ignore[union-attr]


@pytest.mark.parametrize("mg", [2, 15])
def test_decaf_with_a_cold_remedy_is_no_reason(mg: float) -> None:
    """Nor does a cup of it a day make a habit."""
    day = coffee_day()

    day.at("09:30").switched(Switch.PSEUDOEPHEDRINE).at("10:00").took(mg)

    assert cautions(day) == []
    assert not any(each.mg >= TRACE_MG for each in day.state.taken)  # type: ignore[union-attr]


def test_one_that_was_dismissed_ends_and_what_weighs_more_comes_by_itself() -> None:
    """K4: the limit is told, whatever was closed before."""
    day = coffee_day()

    day.at("09:10").took(310).at("09:11").dismissed().at("09:20").took(150)

    assert day.transcript[1:] == ["09:20 caffeine ignored (dismissed)", "09:20 show caffeine sat 20m"]
    assert cautions(day)[-1] == "09:20 show limit"


def test_what_weighs_more_does_not_wait_for_the_end_of_a_snooze() -> None:
    """It is something new."""
    day = coffee_day()

    day.at("09:10").took(310).at("09:11").snooze().at("09:12").took(150)

    assert cautions(day) == ["09:10 show single", "09:12 show limit"]


def test_a_dose_without_any_caffeine_is_no_reason() -> None:
    """Decaf with a cold remedy."""
    day = coffee_day()

    day.at("09:30").switched(Switch.PSEUDOEPHEDRINE).at("10:00").took(0)

    assert cautions(day) == []


def test_what_was_kept_back_all_day_is_not_said_the_next() -> None:
    """Yesterday's limit says nothing about today."""
    day = coffee_day()

    day.at("10:00").held(HoldKind.USER).at("10:05").took(450).at("Tue 09:30").released(HoldKind.USER)
    day.at("Tue 10:00").look()

    assert day.shows() == []


# The last one of the day


def with_habit(day: Day) -> Day:
    for name in ("Mon", "Tue", "Wed"):
        day.at(f"{name} 09:00").start().at("09:05").took(63).at("17:00").stop()
    return day.at("Thu 09:00").start()


def test_the_cut_off_is_told_once_a_day_where_caffeine_is_a_habit() -> None:
    """K4: nine hours before bed, if there was any on three of the last seven days."""
    day = with_habit(Day(plan(CAFFEINE)))

    day.at("14:01").done().at("17:59").look()

    assert day.shows()[-1:] == ["Thu 14:00 show caffeine sat 300m"]
    assert len(day.shows()) == 2, "Wednesday, the third day, and Thursday"


def test_who_takes_none_is_not_told_of_a_last_one() -> None:
    """Two days are no habit yet."""
    day = Day(plan(CAFFEINE))

    for name in ("Mon", "Tue"):
        day.at(f"{name} 09:00").start().at("09:05").took(63).at("17:59").stop()

    assert day.shows() == []


def test_decaf_every_day_is_no_habit() -> None:
    """K4: it holds a rest of caffeine, and nobody needs to be told of the last one."""
    day = Day(plan(CAFFEINE))

    for name in ("Mon", "Tue", "Wed", "Thu"):
        day.at(f"{name} 09:00").start().took(2, 237, "decaf").at("12:00").took(TRACE_MG - 1).at("17:59").stop()

    assert day.shows() == []


def test_the_cut_off_follows_the_bedtime() -> None:
    """Who sleeps at ten has the last one at one."""
    day = with_habit(Day(plan(CAFFEINE, bedtime=time(22))))

    day.at("17:59").look()

    assert day.shows()[-1].startswith("Thu 13:00")


def test_a_dose_that_was_put_off_and_undone_leaves_no_cut_off_in_the_morning() -> None:
    """K4: the last one of the day is told at its time."""
    day = with_habit(Day(plan(CAFFEINE)))

    day.at("09:31").took(250).at("09:32").snooze().at("09:33").undone().at("14:01").look()

    assert cautions(day)[-2:] == ["09:31 show single", "14:00 show cut_off"]


def test_nobody_has_a_break_of_caffeine() -> None:
    """Asked for by name it would be a riddle."""
    assert coffee_day().at("10:00").ask("caffeine").shows() == []
