"""A desk day in milliseconds: the real core, driven by a list of events, with the wake-ups it asks for."""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import datetime, timedelta, timezone, tzinfo
from typing import Any, Protocol

from reminder.core.effects import Budget, Effect, Record, Show, Withdraw, seconds
from reminder.core.events import (
    Ached,
    Answer,
    Answered,
    ClockStepped,
    Dismissed,
    Drank,
    Event,
    Exercised,
    Held,
    InputPaused,
    Left,
    Locked,
    Released,
    Returned,
    Slept,
    Started,
    Stopped,
    Switch,
    Switched,
    TookCaffeine,
    Undelivered,
    Undone,
    Unlocked,
    Woken,
)
from reminder.core.plan import HoldKind, Plan
from reminder.core.records import dataclass
from reminder.core.state import State
from reminder.core.step import step

MOST = 20_000
"""Millilitres, milligrams or minutes at once in a trace: more is a slip, and less may still be too much."""


@dataclass(frozen=True, slots=True)
class Moment:
    """One step of a simulated day: what happened, the state after it and the effects it had."""

    event: Event
    state: State
    effects: tuple[Effect, ...]


class Actor(Protocol):
    """Somebody or something to whom a desk day happens: a list of events, or a person who answers what is shown."""

    def upcoming(self) -> Event | None:
        """What happens next, unless a wake-up comes before it; None: the day is over. It may change its mind later."""

    def saw(self, moment: Moment) -> None:
        """A step was taken: the upcoming event itself, or a wake-up before it."""


def simulate(plan: Plan, events: Iterable[Event], state: State | None = None) -> Iterator[Moment]:
    """Drive the core through the events, in order, and through every wake-up it asks for in between.

    After the last event the simulation ends.
    """
    return drive(plan, _Script(events), state)


def drive(plan: Plan, actor: Actor, state: State | None = None) -> Iterator[Moment]:
    """Drive the core through all that the actor does, and through every wake-up it asks for in between."""
    zone: tzinfo | None = None
    while (event := actor.upcoming()) is not None:
        event = wake_up_before(event, state, zone) or event
        state, effects = step(state, event, plan)
        zone = event.at.tzinfo
        moment = Moment(event, state, effects)
        actor.saw(moment)
        yield moment


def wake_up_before(event: Event, state: State | None, zone: tzinfo | None) -> Woken | None:
    """The wake-up that comes before this event, if any; one on the very moment of the event does not.

    None happens while the machine sleeps, nor between the last sign of life and a start. It is told in `zone`, that of
    the event before: a journey is known from the first event after it. None: the offset the state remembers.
    """
    if state is None or state.wake_at is None or isinstance(event, Started):
        return None
    until = event.since if isinstance(event, Slept) else event.at
    return Woken(state.wake_at.astimezone(zone or timezone(state.offset))) if state.wake_at < until else None


class _Script:
    """An actor that goes through its events, whatever is shown."""

    def __init__(self, events: Iterable[Event]) -> None:
        self._rest = iter(events)
        self._next = next(self._rest, None)

    def upcoming(self) -> Event | None:
        return self._next

    def saw(self, moment: Moment) -> None:
        if moment.event is self._next:
            self._next = next(self._rest, None)


def transcript(moments: Iterable[Moment]) -> Iterator[dict[str, Any]]:
    """What a simulated day shows and records, as one JSON-ready object a line, in the zone of the event."""
    for moment in moments:
        zone = moment.event.at.tzinfo
        for effect in moment.effects:
            line = _line(effect)
            if line is not None:
                yield {
                    key: value.astimezone(zone).isoformat() if isinstance(value, datetime) else value
                    for key, value in line.items()
                }


def _line(effect: Effect) -> dict[str, Any] | None:
    match effect:
        case Show():
            return {
                "at": effect.at,
                "do": "show",
                "kinds": list(effect.kinds),
                "sat_s": seconds(effect.sat),
                "held_s": seconds(effect.held),
            }
        case Withdraw():
            return {"at": effect.at, "do": "withdraw"}
        case Record():
            return {
                "at": effect.at,
                "do": "record",
                "kind": effect.kind,
                "result": str(effect.result),
                "due": effect.due,
                "shown": effect.shown,
            }
        case Budget():
            return {
                "at": effect.at,
                "do": "budget",
                "water_ml": effect.water_ml,
                "caffeine_mg": effect.caffeine_mg,
                "caffeine_at_bedtime_mg": effect.caffeine_at_bedtime_mg,
            }
        case _:
            return None


class TraceError(Exception):
    """A line of a trace that cannot be simulated; the message names the line and says what to write instead."""


def read_trace(lines: Iterable[str], name: str = "trace") -> list[Event]:
    """The events of a trace: JSON lines as `reminder simulate --trace` takes them; blank lines are passed over.

    Raises:
        TraceError: a line is not JSON, names no event we know, lacks a field, or goes back in time.
    """
    events: list[Event] = []
    latest: datetime | None = None
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            event = _read_event(line)
            event = _in_order(event, latest)
            latest = event.at + event.by if isinstance(event, ClockStepped) else event.at
        except (ValueError, KeyError, TypeError, OverflowError) as problem:
            reason = f"{problem.args[0]!r} is missing" if isinstance(problem, KeyError) else str(problem)
            raise TraceError(f"{name} line {number}: {reason}") from problem
        events.append(event)
    return events


def from_the_start(events: list[Event]) -> list[Event]:
    """The same events, with a start on the first one's moment where they do not begin with one."""
    return events if not events or isinstance(events[0], Started) else [Started(events[0].at), *events]


def _in_order(event: Event, latest: datetime | None) -> Event:
    """The event, if time goes forward; a step back whose time is already on the new clock is put on the old one."""
    if latest is None or event.at >= latest:
        return event
    if isinstance(event, ClockStepped) and event.at - event.by >= latest:
        return replace(event, at=event.at - event.by)
    raise ValueError(f"'at' is earlier than the line before ({latest.isoformat()}); put the lines in order of time")


def _read_event(line: str) -> Event:
    try:
        row = json.loads(line)
    except json.JSONDecodeError as error:
        raise ValueError(f"not JSON ({error.msg} at column {error.colno}); write one object a line") from error
    if not isinstance(row, dict):
        raise ValueError('not an object; write {"at": …, "event": …}')  # noqa: TRY004 - a wrong line, not a wrong call
    name = row["event"]
    known = _EVENTS.get(name) if isinstance(name, str) else None
    if known is None:
        raise ValueError(f"{name!r} is no event; the events are {', '.join(_EVENTS)}")
    return known(_moment(row["at"], "at"), row)


def _moment(text: Any, key: str) -> datetime:
    if not isinstance(text, str):
        raise ValueError(f"{key!r} must be a time such as 2026-03-02T09:00:00+01:00, not {text!r}")  # noqa: TRY004
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise ValueError(f"{key!r} must be a time such as 2026-03-02T09:00:00+01:00, not {text!r}") from None
    if moment.tzinfo is None:
        raise ValueError(f"{key!r} needs its UTC offset: {text}+00:00, say")
    return moment


def _held(at: datetime, row: Mapping[str, Any]) -> Held:
    until = row.get("until")
    end = _moment(until, "until") if until is not None else None
    kind = _choice(HoldKind, row["hold"], "hold")
    return Held(at, kind, end, str(row.get("detail", "")), watching=_truth({"watching": True, **row}, "watching"))


def _choice(kinds: Any, value: Any, key: str) -> Any:
    allowed = [str(kind) for kind in kinds if kind is not HoldKind.OUTSIDE_HOURS]
    if value not in allowed:
        raise ValueError(f"{key!r} must be one of {', '.join(allowed)}, not {value!r}")
    return kinds(value)


def _number(row: Mapping[str, Any], key: str) -> float:
    value = row[key]
    if isinstance(value, bool) or not isinstance(value, int | float) or not abs(value) < 1e12:
        raise ValueError(f"{key!r} must be a number, not {value!r}")
    return value


def _amount(row: Mapping[str, Any], key: str) -> float:
    value = _number(row, key)
    if not 0 <= value <= MOST:
        raise ValueError(f"{key!r} can be anything from 0 to {MOST}, not {value!r}")
    return value


def _level(row: Mapping[str, Any]) -> int:
    value = _number(row, "level")
    if value not in range(11):
        raise ValueError(f"'level' must be a whole number from 0 (fine) to 10, not {value!r}")
    return int(value)


def _truth(row: Mapping[str, Any], key: str) -> bool:
    value = row[key]
    if not isinstance(value, bool):
        raise ValueError(f"{key!r} must be true or false, not {value!r}")  # noqa: TRY004 - a wrong line
    return value


def _name(row: Mapping[str, Any], key: str) -> str:
    return str(row.get(key) or "")


_EVENTS: Mapping[str, Callable[[datetime, Mapping[str, Any]], Event]] = {
    "start": lambda at, row: Started(at),
    "stopped": lambda at, row: Stopped(at),
    "left": lambda at, row: Left(at, _moment(row["since"], "since")),
    "returned": lambda at, row: Returned(at),
    "locked": lambda at, row: Locked(at),
    "unlocked": lambda at, row: Unlocked(at),
    "slept": lambda at, row: Slept(at, _moment(row["since"], "since")),
    "clock_stepped": lambda at, row: ClockStepped(at, timedelta(seconds=_number(row, "by_s"))),
    "input_paused": lambda at, row: InputPaused(at),
    "held": _held,
    "released": lambda at, row: Released(at, _choice(HoldKind, row["hold"], "hold")),
    "answered": lambda at, row: Answered(at, _choice(Answer, row["answer"], "answer")),
    "dismissed": lambda at, row: Dismissed(at),
    "undelivered": lambda at, row: Undelivered(at, str(row["reason"])),
    "drank": lambda at, row: Drank(at, int(_amount(row, "ml")), _name(row, "drink")),
    "took_caffeine": lambda at, row: TookCaffeine(
        at, _amount(row, "mg"), int(_amount(row, "ml")) if row.get("ml") is not None else None, _name(row, "drink")
    ),
    "exercised": lambda at, row: Exercised(at, int(_amount(row, "minutes")), _name(row, "how")),
    "undone": lambda at, row: Undone(at),
    "ached": lambda at, row: Ached(at, _level(row)),
    "switched": lambda at, row: Switched(at, _choice(Switch, row["switch"], "switch"), _truth(row, "on")),
}
