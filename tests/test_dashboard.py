"""The tray's picture is the state at one moment, in the user's words and zone."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from hypothesis import HealthCheck, given, settings

from reminder.core.plan import DailyKind, HoldKind, LimitKind, Plan, SittingKind
from reminder.core.state import State
from reminder.core.step import step
from reminder.core.switches import turn_at
from reminder.dashboard import dashboard, next_step, view
from reminder.guidance.wording import Wording
from reminder.simulation import wake_up_before
from reminder.tray import STEPS, Face, Look, Picture, Row
from reminder.tray.menu import picture
from tests.core.lives import Life, lives
from tests.core.story import Day, minutes, plan
from tests.stage import settings as chosen

PLAN = plan(SittingKind("movement", minutes(30), minutes(2)), DailyKind("eyes", 1))
WORDING = Wording({"eyes": ("Look far away", "")})


def painted(day: Day, when: str, title: str = "") -> Picture:
    assert day.state is not None
    return picture(view(day.state, PLAN, WORDING, title, day.moment(when)))


def acts(rows: tuple[Row, ...]) -> set[str]:
    return {row.act for row in rows if row.act} | {act for row in rows for act in acts(row.rows)}


def test_a_quiet_moment() -> None:
    """How long one sits, and how long until the next break."""
    shown = painted(Day(PLAN).at("09:00").start(), "09:10")

    assert shown.look.face is Face.WORKING
    assert "10 min" in shown.tooltip
    assert "20 min" in shown.tooltip


def test_an_open_prompt_can_be_answered() -> None:
    """Also where its notification was closed (P5)."""
    day = Day(PLAN).at("09:00").start().at("09:31").dismissed()

    shown = painted(day, "09:31", "Stand up for two minutes")

    assert shown.look.face is Face.DUE
    assert {"done", "snooze", "skip"} <= acts(shown.rows)
    assert any("Stand up for two minutes" in row.text for row in shown.rows)


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

    shown = painted(day, "09:05")

    assert shown.look == Look(Face.HELD, hold=HoldKind.CALL)
    assert shown.tooltip == "Held: microphone, Firefox · sitting 5 min"


def test_below_the_state_stands_how_the_day_goes() -> None:
    """Up to this moment, as if the week had been asked for."""
    day = Day(PLAN).at("09:00").start()
    assert [row.text for row in painted(day, "09:00").rows[1:3]] == [
        "Today: no break asked for yet",
        "You sat under a minute",
    ]

    day.at("09:31").left().at("09:34").returned().at("10:05").skip().at("10:30").left().at("10:35").returned()

    assert painted(day, "10:55").rows[1:3] == (
        Row("Today: 1 of 2 breaks · 1 unasked", "week"),
        Row("You sat 1 h 47 min · longest 56 min", "week"),
    )


def test_where_nobody_can_tell_the_menu_says_so() -> None:
    """A desk clock that sees nothing has not seen nothing."""
    day = Day(PLAN).at("09:00").start().lost_sight()

    assert painted(day, "10:00").rows[2] == Row("How long you sat is not known", "week")


def test_the_day_is_the_same_as_long_as_one_is_away() -> None:
    """Then nothing is repainted."""
    day = Day(PLAN).at("09:00").start().at("09:20").locked()

    assert painted(day, "09:21").rows == painted(day, "09:29").rows


def test_what_waits_behind_a_hold_shows_as_overdue() -> None:
    """Sitting is sitting: the pause does not hide how long it has been."""
    day = Day(PLAN).at("09:00").start().held(HoldKind.USER).at("09:45").look()

    assert "overdue" in painted(day, "09:45").tooltip or "15 min" in painted(day, "09:45").tooltip


def test_every_kind_can_be_had_at_once_by_its_own_name() -> None:
    """Those of one's own, too."""
    shown = painted(Day(PLAN).at("09:00").start(), "09:10")

    assert {"break movement", "break eyes"} <= acts(shown.rows)


def test_no_break_can_be_had_of_caffeine() -> None:
    """It is told of, not offered."""
    day = Day(plan(SittingKind("movement", minutes(30), minutes(2)), LimitKind())).at("09:00").start()
    assert day.state is not None

    offered = view(day.state, day.plan, WORDING, "", day.moment("09:10")).kinds

    assert [kind for kind, _ in offered] == ["movement"]


def test_the_menu_has_the_drinks_and_the_intervals_of_the_settings() -> None:
    """One's own among them; and the picture is the same at the same moment, so that nothing is repainted."""
    mine = chosen('[drinks.mate]\namount = "500 ml"\ncaffeine = "100 mg"\n')
    day = Day(mine.plan).at("09:00").start()
    assert day.state is not None
    first, again = (dashboard(mine, day.state, WORDING, "", day.moment("09:10")) for _ in range(2))

    assert {"drink 250 ml", "caffeine mate", "set movement.every 45 min"} <= acts(first.rows)
    assert first == again


def test_equal_moments_give_equal_pictures() -> None:
    """Then nothing is repainted."""
    day = Day(PLAN).at("09:00").start()

    assert painted(day, "09:10") == painted(day, "09:10")


def look_at(day: Day, when: str) -> Look:
    assert day.state is not None
    return picture(view(day.state, day.plan, WORDING, "", day.moment(when))).look


def step_after(day: Day, when: str) -> str | None:
    """When the icon changes next, on the clock on the wall."""
    assert day.state is not None
    moment = next_step(day.state, day.plan, day.moment(when))
    return None if moment is None else f"{moment.astimezone(day.zone):%H:%M:%S}".removesuffix(":00")


def test_the_ring_fills_in_twelve_steps_while_one_sits() -> None:
    """Empty after a break; full only when it is due, and then it is another face."""
    day = Day(PLAN).at("09:00").start()

    assert [look_at(day, when).step for when in ("09:00", "09:02:29", "09:02:30", "09:15", "09:29:59")] == [
        *(0, 0, 1),
        *(6, 11),
    ]
    assert look_at(day, "09:30") == Look(Face.DUE)


def test_the_ring_is_that_of_the_kind_that_is_due_first() -> None:
    """Two rings would have to be read; the next thing to happen is what one wants to know."""
    two = plan(SittingKind("posture", minutes(60), minutes(2)), SittingKind("movement", minutes(30), minutes(2)))

    assert look_at(Day(two).at("09:00").start(), "09:15").step == 6


def test_after_an_answer_the_ring_fills_anew() -> None:
    """P8: another whole interval runs, also where nobody got up."""
    day = Day(PLAN).at("09:00").start().at("09:30").look().skip()

    assert [look_at(day, when).step for when in ("09:30", "09:45")] == [0, 6]


def test_what_was_put_off_leaves_the_ring_full_and_the_icon_calm() -> None:
    """It is due, and it was asked to wait: no reason to insist until it comes back (P5)."""
    day = Day(PLAN).at("09:00").start().at("09:31").snooze()

    assert look_at(day, "09:35") == Look(Face.WORKING, STEPS)
    assert step_after(day, "09:35") == "09:41"
    assert look_at(day, "09:41") == Look(Face.DUE)


def test_without_a_sitting_kind_the_ring_stays_empty() -> None:
    """There is nothing that it could fill up to."""
    day = Day(plan(DailyKind("eyes", 1))).at("09:00").start()

    assert look_at(day, "11:00") == Look(Face.WORKING, 0)
    assert step_after(day, "11:00") == "13:30"


def test_one_is_away_or_unknown_until_something_is_due() -> None:
    """Neither is made up: no ring that would count what nobody saw."""
    assert look_at(Day(PLAN).at("09:00").start().at("09:20").locked(), "09:25") == Look(Face.AWAY)
    assert look_at(Day(PLAN).at("09:00").start().at("09:20").lost_sight(), "09:25") == Look(Face.UNKNOWN)


def test_the_next_step_is_told_ahead_and_the_last_is_the_prompt() -> None:
    """Twelve redraws an interval, and no look at the clock in between."""
    day = Day(PLAN).at("09:00").start()
    steps, when = list[str | None](), "09:00"

    while (step_ := step_after(day, when)) is not None:
        steps.append(step_)
        when = step_

    assert len(steps) == STEPS
    assert steps[:2] == ["09:02:30", "09:05"]
    assert steps[-1] == "09:30"


def test_where_nothing_moves_there_is_no_next_step() -> None:
    """Due, held, paused: an event will tell; and away only a kind that comes by the clock can change anything."""
    day = Day(plan()).at("09:00").start()
    assert step_after(day, "09:31") is None
    assert step_after(day.at("09:10").held(HoldKind.CALL), "09:11") is None
    assert step_after(Day(plan()).at("09:00").start().held(HoldKind.USER, until="10:00"), "09:11") is None
    assert step_after(Day(plan()).at("09:00").start().at("09:31").look(), "09:31") is None
    assert step_after(Day(plan()).at("09:00").start().at("09:10").locked(), "09:11") is None
    assert step_after(Day(PLAN).at("09:00").start().at("09:10").locked(), "09:11") == "14:15"


def moments_of(life: Life) -> Iterator[tuple[State, Plan, datetime]]:
    """The state after every event and wake-up of a life, with the plan in force and the moment."""
    state: State | None = None
    zone, in_force = None, life.events[0][1]
    for event, new_plan in life.events:
        while (woken := wake_up_before(event, state, zone)) is not None:
            state, _ = step(state, woken, in_force)
            yield state, in_force, woken.at
        in_force, zone = new_plan, event.at.tzinfo
        state, _ = step(state, event, in_force)
        yield state, in_force, event.at


@settings(
    max_examples=60,
    derandomize=True,
    deadline=None,
    database=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
@given(lives(jumpy=True))
def test_the_icon_changes_at_its_next_step_and_never_before(life: Life) -> None:
    """Whatever the day: a timer for that moment, and a repaint after each event, show the truth at every moment."""
    for state, in_force, at in moments_of(life):
        if not state.running:
            continue

        def seen(moment: datetime, state: State = state, plan_: Plan = in_force) -> Look:
            return picture(view(state, plan_, Wording(), "", moment)).look

        now = max(at, state.now).astimezone(at.tzinfo or UTC)
        told = next_step(state, in_force, now)
        event = turn_at(state, in_force, now).day_start(later=1)  # the service looks at every new day by itself
        event = min(event, state.wake_at or event)
        until = min(told or event, event)
        before = until - timedelta(microseconds=1)
        for share in (0, 0.2, 0.5, 0.9):
            assert seen((now + (before - now) * share).astimezone(now.tzinfo)) == seen(now)
        if told is not None and told < event:
            assert told > now
            assert seen(before.astimezone(now.tzinfo)) == seen(now) != seen(told.astimezone(now.tzinfo))
