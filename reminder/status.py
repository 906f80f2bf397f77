"""What the service knows right now, for the command line, for programs and for the tray: State in, words out."""

from datetime import datetime, timedelta
from typing import Any

from reminder.core.due import Due, dues
from reminder.core.effects import Today
from reminder.core.events import Switch
from reminder.core.holds import silencing
from reminder.core.intake import today
from reminder.core.plan import MOVEMENT, HoldKind, Plan
from reminder.core.records import dataclass
from reminder.core.silence import reasons
from reminder.core.state import State, Tally, Whereabouts
from reminder.core.switches import turn_at
from reminder.core.tally import today as tally_of


@dataclass(frozen=True, slots=True)
class Status:
    """A reading of the desk day at one moment. `due` is the kind that is or becomes due first; None: none will.

    `comes` is when that one may come at the earliest, which is later where it was snoozed or waits for a break to ride
    on. `overdue` is how long something has wanted to be shown; None: nothing does. `today` is what was drunk and taken,
    `switches` what kind of day it is, each with its end. `tally` is how the day goes so far, `moving` whether there are
    breaks from sitting to count: they are asked for, or were.
    """

    at: datetime
    presence: Whereabouts
    sitting: timedelta
    holds: tuple[tuple[str, datetime, str], ...]
    prompt: tuple[str, ...]
    prompt_shown: datetime | None
    due: tuple[str, datetime] | None
    comes: datetime | None
    overdue: timedelta | None
    silent_because: tuple[tuple[str, datetime | None], ...]
    paused_until: datetime | None
    today: Today
    switches: tuple[tuple[Switch, datetime], ...]
    tally: Tally
    moving: bool
    running: bool


def read(state: State, plan: Plan, now: datetime) -> Status:
    """The status at `now`, in its zone; it may be later than the state's last event."""
    turn = turn_at(state, plan, now)
    asked = {item.kind for item in state.prompt.items} if state.prompt is not None else set[str]()
    waiting = sorted((due for due in dues(state, turn) if due.kind not in asked), key=lambda due: due.ready)
    overdue = [turn.at - due.due for due in waiting if wanted_at(due) <= turn.at]
    holds = tuple((str(kind), hold.since, hold.detail) for kind, hold in silencing(state, plan).items())
    user = state.holds.get(HoldKind.USER)
    tally = tally_of(state, plan, now)
    return Status(
        at=now,
        presence=_presence(state),
        sitting=state.desk.sat_now(state.desk.sat, turn.at),
        holds=holds,
        prompt=tuple(item.kind for item in state.prompt.items) if state.prompt else (),
        prompt_shown=state.prompt.shown if state.prompt else None,
        due=(waiting[0].kind, waiting[0].due) if waiting else None,
        comes=waiting[0].ready if waiting else None,
        overdue=max(overdue) if overdue and state.prompt is None else None,
        silent_because=tuple((str(reason.why), reason.since) for reason in reasons(state, turn)),
        paused_until=user.until if user is not None else None,
        today=today(state, turn),
        switches=tuple((switch, on.until) for switch, on in state.switches.items() if on.until > turn.at),
        tally=tally,
        moving=plan.kind(MOVEMENT) is not None or tally.done + tally.missed + tally.natural > 0,
        running=state.running,
    )


def wanted_at(due: Due) -> datetime:
    """From when on this waits for nothing but a good moment: no snooze, and no break to ride on.

    What could not be shown is wanted meanwhile: the tray is the one place where it can be seen.
    """
    return due.due if due.put_off and not due.snoozes else due.ready


def _presence(state: State) -> Whereabouts:
    if not state.desk.seated:
        return "away"
    return "at_desk" if state.desk.known else "unknown"


MINUTE = timedelta(minutes=1)

ACCOUNT = (
    *("water_ml", "water_goal_ml"),
    *("caffeine_mg", "caffeine_limit_mg", "caffeine_in_body_mg", "caffeine_at_bedtime_mg", "bedtime"),
    *("active_minutes", "active_goal_minutes", "switches"),
)
"""What `status --json` tells of what the user told, by key; it is known without a service, too."""

SERVICE = ("presence", "sat_s", "holds", "prompt", "next", "silent_because", "silent_since", "today", "log_trouble")
"""What only a running service knows."""


def as_json(status: Status, backends: dict[str, str], active: timedelta) -> dict[str, Any]:
    """The status as `status --json` prints it. `active` is the week's goal of activity."""
    zone = status.at.tzinfo

    def iso(moment: datetime | None) -> str | None:
        return None if moment is None else moment.astimezone(zone).isoformat(timespec="seconds")

    prompt = {"kinds": list(status.prompt), "shown_at": iso(status.prompt_shown)} if status.prompt else None
    return {
        "running": status.running,
        "presence": status.presence,
        "sat_s": int(status.sitting.total_seconds()),
        "holds": [{"hold": hold, "since": iso(since), "detail": detail} for hold, since, detail in status.holds],
        "prompt": prompt,
        "next": {"kind": status.due[0], "due_at": iso(status.due[1])} if status.due else None,
        "silent_because": [why for why, _since in status.silent_because],
        "silent_since": [iso(since) for _why, since in status.silent_because],
        "today": day_as_json(status),
        "log_trouble": None,
        "water_ml": status.today.water_ml,
        "water_goal_ml": status.today.goal_ml,
        "caffeine_mg": round(status.today.caffeine_mg, 4),
        "caffeine_limit_mg": status.today.limit_mg,
        "caffeine_in_body_mg": round(status.today.body_mg, 4),
        "caffeine_at_bedtime_mg": round(status.today.at_bedtime_mg, 4),
        "bedtime": iso(status.today.bedtime),
        "active_minutes": status.today.active_minutes,
        "active_goal_minutes": active // MINUTE,
        "switches": [{"switch": str(switch), "until": iso(until)} for switch, until in status.switches],
        "backends": backends,
    }


def day_as_json(status: Status) -> dict[str, Any]:
    """How the desk day goes so far, as numbers; null for breaks that nobody asks for, and for what nobody could see."""
    tally = status.tally
    counted, known = status.moving, tally.known
    return {
        "day": tally.day.isoformat(),
        "breaks_done": tally.done if counted else None,
        "breaks_missed": tally.missed if counted else None,
        "breaks_natural": tally.natural if counted else None,
        "sat_s": int(tally.sat.total_seconds()) if known else None,
        "longest_sat_s": int(tally.longest.total_seconds()) if known else None,
        "unknown_s": int(tally.unseen.total_seconds()),
    }


def without_service(state: State | None, plan: Plan, now: datetime, active: timedelta) -> dict[str, Any]:
    """The same where no service runs: what the user told, as the log has it; null for what nobody knows.

    `state` is None where nothing was ever logged.
    """
    nothing = dict.fromkeys([*SERVICE, *ACCOUNT, "backends"])
    if state is None:
        return {"running": False, **nothing}
    known = as_json(read(state, plan, now), {}, active)
    return {"running": False, **nothing, **{key: known[key] for key in ACCOUNT}}
