"""Simulated days: traces in, transcripts out (design.md, section 6)."""

import json
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from reminder.core.effects import Budget, Effect, Record, Show
from reminder.core.events import ClockStepped, Event, Held, Left, Slept, Started, Woken
from reminder.core.plan import DailyKind, HoldKind, Plan, SittingKind
from reminder.core.state import State
from reminder.core.step import step
from reminder.simulation import Moment, TraceError, drive, from_the_start, read_trace, simulate, transcript

MINUTE = timedelta(minutes=1)
PLAN = Plan(
    (SittingKind("movement", 30 * MINUTE, 2 * MINUTE), DailyKind("tip", 1)),
    wait_for_pause=timedelta(0),
)

MOVEMENT_ALONE = Plan(PLAN.kinds[:1], wait_for_pause=timedelta(0))


def line(at: str, event: str, **rest: Any) -> str:
    """One line of a trace on Monday, 2 March 2026, an hour east of Greenwich, if not told otherwise."""
    moment = at if "T" in at else f"2026-03-02T{at}:00+01:00"
    return json.dumps({"at": moment, "event": event, **rest})


def told(*lines: str, plan: Plan = PLAN) -> list[dict[str, Any]]:
    return list(transcript(simulate(plan, read_trace(lines))))


def test_a_trace_becomes_a_transcript() -> None:
    """The contract: one object for each thing shown, withdrawn and recorded, in the zone of the trace."""
    lines = told(
        line("09:00", "start"), line("09:33", "left", since="2026-03-02T09:32:00+01:00"), line("09:40", "returned")
    )

    assert lines == [
        {"at": "2026-03-02T09:30:00+01:00", "do": "show", "kinds": ["movement"], "sat_s": 1800, "held_s": 0},
        {
            "at": "2026-03-02T09:34:00+01:00",
            "do": "record",
            "kind": "movement",
            "result": "observed",
            "due": "2026-03-02T09:30:00+01:00",
            "shown": "2026-03-02T09:30:00+01:00",
        },
        {"at": "2026-03-02T09:34:00+01:00", "do": "withdraw"},
    ]
    assert json.loads(json.dumps(lines)) == lines


def test_each_drink_dose_and_undo_tells_the_budget() -> None:
    """The contract: water and caffeine of the day, and what of it will be left at bedtime, to the model's vectors."""
    lines = told(
        line("12:00", "drank", ml=400),
        line("15:00", "took_caffeine", mg=95, ml=200),
        line("15:01", "drank", ml=250, drink="tea"),
        line("15:02", "undone"),
        plan=Plan(()),
    )

    left = lines[1].pop("caffeine_at_bedtime_mg")
    assert left == pytest.approx(31.9097, abs=0.001)
    assert lines == [
        {"at": "2026-03-02T12:00:00+01:00", "do": "budget", "water_ml": 400, "caffeine_mg": 0}
        | {"caffeine_at_bedtime_mg": 0},
        {"at": "2026-03-02T15:00:00+01:00", "do": "budget", "water_ml": 600, "caffeine_mg": 95},
        {"at": "2026-03-02T15:01:00+01:00", "do": "budget", "water_ml": 850, "caffeine_mg": 95}
        | {"caffeine_at_bedtime_mg": left},
        {"at": "2026-03-02T15:02:00+01:00", "do": "budget", "water_ml": 600, "caffeine_mg": 95}
        | {"caffeine_at_bedtime_mg": left},
    ]


def test_a_natural_break_was_never_due_nor_shown() -> None:
    """None is none, not some made-up moment."""
    lines = told(line("09:00", "start"), line("09:10", "locked"), line("09:20", "unlocked"))

    assert [(entry["result"], entry["due"], entry["shown"]) for entry in lines] == [("natural", None, None)]


def test_the_time_a_prompt_was_held_back_is_told_in_seconds() -> None:
    """P4: with fractions only where there are any."""
    lines = told(
        line("09:00", "start"),
        line("09:20", "held", hold="call"),
        line("2026-03-02T09:50:00.500+01:00", "released", hold="call"),
        line("09:55", "stopped"),
    )

    assert (lines[0]["sat_s"], lines[0]["held_s"]) == (3030.5, 1200.5)


def test_wake_ups_happen_by_themselves_and_before_what_comes_after() -> None:
    """The trace only tells what the world does."""
    lines = told(line("09:00", "start"), line("10:15", "stopped"))

    assert [(entry["at"][11:16], entry["do"]) for entry in lines] == [
        ("09:30", "show"),
        ("09:40", "record"),
        ("09:40", "withdraw"),
        ("10:10", "show"),
        ("10:15", "record"),
        ("10:15", "withdraw"),
    ]


def test_an_event_on_the_moment_of_a_wake_up_comes_first() -> None:
    """An answer at the last second is an answer."""
    lines = told(line("09:00", "start"), line("09:40", "answered", answer="skip"))

    assert [entry["result"] for entry in lines if entry["do"] == "record"] == ["skipped"]


def test_nothing_wakes_in_a_sleep() -> None:
    """D5: the machine was off."""
    lines = told(line("09:00", "start"), line("11:00", "slept", since="2026-03-02T09:20:00+01:00"))

    assert [(entry["at"][11:16], entry["do"], entry.get("result")) for entry in lines] == [
        ("11:00", "record", "natural")
    ]


def test_nothing_wakes_between_a_kill_and_the_next_start() -> None:
    """D6: a second `start` without `stopped` means that the service ended right after the event before."""
    lines = told(
        line("09:00", "start"), line("09:20", "input_paused"), line("12:00", "start"), line("12:01", "stopped")
    )

    assert lines == []


def test_a_journey_is_known_from_the_first_event_after_it() -> None:
    """D7: on the evening before the flight, wake-ups are told and decided on the clock of the place left behind."""
    lines = told(
        line("17:40", "start"),
        line("2026-03-03T09:00:00-05:00", "slept", since="2026-03-02T19:00:00+01:00"),
        line("2026-03-03T09:31:00-05:00", "stopped"),
        plan=MOVEMENT_ALONE,
    )

    assert [(entry["at"], entry["do"]) for entry in lines] == [
        ("2026-03-03T09:00:00-05:00", "record"),
        ("2026-03-03T09:30:00-05:00", "show"),
        ("2026-03-03T09:31:00-05:00", "record"),
        ("2026-03-03T09:31:00-05:00", "withdraw"),
    ]


def test_summer_time_between_two_lines_does_not_change_the_day_before() -> None:
    """D7: on Friday the hours end at six in winter time, although the next line is in summer time."""
    lines = told(
        line("2026-03-27T17:25:00+01:00", "start"),
        line("2026-03-30T10:00:00+02:00", "slept", since="2026-03-27T17:59:00+01:00"),
        plan=MOVEMENT_ALONE,
    )

    assert lines[0]["at"] == "2026-03-27T17:55:00+01:00"
    assert lines[1]["result"] == "observed"


def test_a_simulation_goes_on_from_a_saved_state() -> None:
    """Half a day twice is a day."""
    events = read_trace(
        [line("09:00", "start"), line("09:20", "locked"), line("09:21", "unlocked"), line("10:00", "stopped")]
    )
    whole = list(simulate(PLAN, events))

    first = list(simulate(PLAN, events[:2]))
    second = list(simulate(PLAN, events[2:], first[-1].state))

    assert [moment.effects for moment in (*first, *second)] == [moment.effects for moment in whole]


def test_an_actor_may_answer_what_is_shown() -> None:
    """The driver is the same for a list of events and for somebody who looks at the screen."""

    class Skipper:
        def __init__(self) -> None:
            self.plan: list[Event] = [Started(datetime(2026, 3, 2, 9, tzinfo=UTC))]
            self.seen: list[Effect] = []

        def upcoming(self) -> Event | None:
            return self.plan[0] if self.plan else None

        def saw(self, moment: Moment) -> None:
            self.seen += moment.effects
            if self.plan and moment.event is self.plan[0]:
                self.plan = [Woken(moment.event.at + 31 * MINUTE)] if isinstance(moment.event, Started) else []

    actor = Skipper()
    moments = list(drive(PLAN, actor))

    assert [type(moment.event).__name__ for moment in moments] == ["Started", "Woken", "Woken"]
    assert sum(isinstance(effect, Show) for effect in actor.seen) == 1


def test_every_event_of_the_contract_can_be_read() -> None:
    """design.md, section 6, word for word."""
    until = "2026-03-02T12:00:00+01:00"
    rows = [
        ("start", {}),
        ("stopped", {}),
        ("left", {"since": "2026-03-02T08:59:00+01:00"}),
        ("returned", {}),
        ("locked", {}),
        ("unlocked", {}),
        ("slept", {"since": "2026-03-02T08:59:00+01:00"}),
        ("clock_stepped", {"by_s": 3600}),
        ("input_paused", {}),
        *(("held", {"hold": hold}) for hold in ("user", "do_not_disturb", "call", "full_screen")),
        ("held", {"hold": "user", "until": until}),
        ("released", {"hold": "user"}),
        *(("answered", {"answer": answer}) for answer in ("done", "snooze", "skip")),
        ("dismissed", {}),
        ("undelivered", {"reason": "no server"}),
        ("drank", {"ml": 200}),
        ("drank", {"ml": 200, "drink": "tea"}),
        ("took_caffeine", {"mg": 80}),
        ("took_caffeine", {"mg": 62.5, "ml": 40}),
        ("undone", {}),
        ("ached", {"level": 3}),
        ("exercised", {"minutes": 20, "how": "walk"}),
        *(("switched", {"switch": switch, "on": True}) for switch in ("heat", "workout", "pseudoephedrine", "flare")),
    ]

    for name, rest in rows:
        assert len(read_trace([line("09:00", name, **rest)])) == 1


def test_what_is_read_is_what_was_meant() -> None:
    """Names, lengths and zones arrive in the core's own words."""
    held, stepped, left = read_trace(
        [
            line("09:00", "held", hold="call", until="2026-03-02T10:00:00+01:00", detail="microphone"),
            line("09:01", "clock_stepped", by_s=-90.5),
            line("09:02", "left", since="2026-03-02T09:01:00+01:00"),
        ]
    )

    at = datetime(2026, 3, 2, 8, tzinfo=UTC)
    assert held == Held(at, HoldKind.CALL, at + 60 * MINUTE, "microphone")
    assert stepped == ClockStepped(at + MINUTE, timedelta(seconds=-90.5))
    assert left == Left(at + 2 * MINUTE, at + MINUTE)


def test_blank_lines_are_passed_over() -> None:
    """Traces are written by hand."""
    assert len(read_trace(["", line("09:00", "start"), "   \n"])) == 1


def test_after_a_clock_step_later_lines_are_on_the_new_clock() -> None:
    """D5: a step back is no line out of order."""
    events = read_trace([line("12:00", "start"), line("12:10", "clock_stepped", by_s=-7200), line("10:20", "returned")])

    assert [event.at.hour for event in events] == [12, 12, 10]


def test_a_step_back_told_on_the_new_clock_is_understood() -> None:
    """D5: whoever reads the time after the step cannot know better."""
    events = read_trace([line("12:00", "start"), line("10:10", "clock_stepped", by_s=-7200), line("10:20", "returned")])

    assert [event.at.hour for event in events] == [12, 12, 10]


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("{", "not JSON"),
        ("[1]", "not an object"),
        ('{"at": "2026-03-02T09:00:00+01:00"}', "'event' is missing"),
        ('{"event": "start"}', "'at' is missing"),
        (line("09:00", "sat"), "no event; the events are start, stopped"),
        (line("09:00", "left"), "'since' is missing"),
        ('{"at": "nine", "event": "start"}', "must be a time"),
        ('{"at": 9, "event": "start"}', "must be a time"),
        ('{"at": "2026-03-02T09:00:00", "event": "start"}', "needs its UTC offset"),
        (line("09:00", "held", hold="outside_hours"), "must be one of user"),
        (line("09:00", "held", hold="call", watching="no"), "'watching' must be true or false"),
        (line("09:00", "held", hold=[]), "must be one of user"),
        (line("09:00", "answered", answer="maybe"), "must be one of done, snooze, skip"),
        (line("09:00", "clock_stepped", by_s="1"), "must be a number"),
        (line("09:00", "clock_stepped", by_s=True), "must be a number"),
        (line("09:00", "clock_stepped", by_s=1e300), ""),
        (line("09:00", "clock_stepped", by_s=1e12), ""),
        (line("09:00", "clock_stepped", by_s=float("nan")), ""),
        (line("09:00", "drank", ml=float("inf")), ""),
        (line("09:00", "drank", ml=-3000), "'ml' can be anything from 0 to 20000, not -3000"),
        (line("09:00", "took_caffeine", mg=-1), "'mg' can be anything from 0"),
        (line("09:00", "took_caffeine"), "'mg' is missing"),
        (line("09:00", "ached", level=11), "from 0 (fine) to 10"),
        (line("09:00", "ached", level=2.5), "from 0 (fine) to 10"),
        (line("09:00", "switched", switch="rain", on=True), "must be one of heat, workout"),
        (line("09:00", "switched", switch="heat", on="yes"), "'on' must be true or false"),
    ],
)
def test_a_mistake_names_its_line_and_its_cure(text: str, why: str) -> None:
    """The user wrote the file, and can mend it."""
    with pytest.raises(TraceError, match=r"^day\.jsonl line 2: ") as caught:
        read_trace([line("08:00", "start"), text], "day.jsonl")

    assert why in str(caught.value)


def test_lines_out_of_order_are_refused() -> None:
    """Time goes forward, or the clock was stepped."""
    with pytest.raises(TraceError, match="earlier than the line before"):
        read_trace([line("09:00", "start"), line("08:59", "returned")])


def test_an_effect_nobody_asked_for_is_not_told() -> None:
    """Spans and wake-ups are the shell's; budgets are told."""
    at = datetime(2026, 3, 2, 9, tzinfo=UTC)
    state, effects = step(None, Started(at), PLAN)
    budget = Budget(at, 400, 120.0, 14.9)

    lines = list(transcript([Moment(Started(at), state, (*effects, budget))]))

    assert lines == [
        {"at": at.isoformat(), "do": "budget", "water_ml": 400, "caffeine_mg": 120.0, "caffeine_at_bedtime_mg": 14.9}
    ]


def test_the_same_trace_has_the_same_transcript() -> None:
    """On every machine; and the state is a value."""
    lines = [line("09:00", "start"), line("09:31", "answered", answer="snooze"), line("14:00", "stopped")]

    assert told(*lines) == told(*lines)


def test_sleep_told_of_a_service_that_never_started_changes_nothing() -> None:
    """D1: nothing runs before `start`."""
    at = datetime(2026, 3, 2, 9, tzinfo=UTC)

    (moment,) = simulate(PLAN, [Slept(at, at - MINUTE)])

    assert moment.effects == ()
    assert isinstance(moment.state, State)
    assert not any(isinstance(effect, Record) for effect in moment.effects)


def test_a_trace_without_a_start_begins_to_run_at_its_first_event() -> None:
    """Whoever writes down a morning begins with what happened, and an empty transcript would explain nothing."""
    first = Held(datetime(2026, 3, 2, 9, 10, tzinfo=UTC), HoldKind.USER)

    assert from_the_start([first]) == [Started(first.at), first]
    assert from_the_start([Started(first.at), first]) == [Started(first.at), first]
    assert from_the_start([]) == []
