"""What could be changed, computed from the log: few ideas, each with the exact change, and rather fewer prompts.

The thresholds are evidence section 6's where it names them (goal, thirty percent for two weeks), and choices elsewhere.
"""

from collections.abc import Container, Iterator, Sequence
from datetime import time
from enum import StrEnum

from reminder.core.aims import rhythms
from reminder.core.hours import Range
from reminder.core.moments import Slot
from reminder.core.plan import MOVEMENT, DailyKind, HoldKind, Kind, Plan
from reminder.core.records import dataclass
from reminder.core.summary import KindSummary, Summary

AT_MOST = 2
"""So many at once: a list of ten changes nothing."""

FEW = 0.3
"""A rate under this for two weeks calls for fewer prompts."""

ENOUGH = 8
"""Fewer answers than this in a week say nothing."""

RAISE_ABOVE, LOWER_BELOW, STEP = 0.8, 0.5, 0.1
LOWEST, HIGHEST = 0.3, 1.0
"""A goal is difficult and accepted: it goes up by ten points above the first rate, down below the second."""

FAILS, WORKS = 0.6, 0.4
"""Prompts of an hour fail when so many of them are missed, and work when no more than the second part is."""

PART_ENOUGH = 4
"""Fewer answers than this in a part of the day say nothing."""

HALF = 0.5

INTERVALS = {MOVEMENT: (20, 30, 45, 60), "posture": (30, 45, 60, 90, 120), "hydration": (60, 90, 120)}
"""The intervals that a kind may be given, in minutes: within what the evidence names (section 2)."""

SESSIONS = ("stretch", "relax", "strengthen")
"""Kinds that can be kept to a part of the day."""

PLAN_AFTER_CALLS = "If a call ends, then I stand up for two minutes"


class Advice(StrEnum):
    """What an idea is."""

    FEWER = "fewer"
    EARLIER = "earlier"
    QUIET = "quiet"
    AFTER_CALLS = "after_calls"
    HIGHER = "higher"
    LOWER = "lower"


@dataclass(frozen=True, slots=True)
class Idea:
    """One change worth trying, for a `kind` of reminders.

    `part` of `whole` is what it rests on: done of asked for, missed of asked for after `clock`, held of due. `changes`
    are settings with their values in the notation of config.toml. At other hours `else_part` of `else_whole` were
    missed.
    """

    advice: Advice
    kind: str
    part: int
    whole: int
    changes: tuple[tuple[str, str], ...]
    clock: tuple[int, int] = (0, 0)
    else_part: int = 0
    else_whole: int = 0

    @property
    def name(self) -> str:
        """What it is called on the command line: "fewer-stretch", "higher-goal"."""
        match self.advice:
            case Advice.AFTER_CALLS:
                return "plan-after-calls"
            case Advice.HIGHER | Advice.LOWER:
                return f"{self.advice}-goal"
            case Advice.QUIET:
                return "quiet-hours"
            case _:
                return f"{self.advice}-{self.kind}"


def ideas(  # noqa: PLR0913 - two facts of the settings that the plan does not have
    summary: Summary,
    before: Sequence[Summary],
    plan: Plan,
    own: Container[str] = (),
    *,
    if_then: bool,
    ranged: bool = False,
) -> tuple[Idea, ...]:
    """At most two, the weightiest first, and one for a kind at most; `before` has the last week first.

    Only of settings that were the same all the time and are still: what was changed meanwhile must have its chance.
    `own` are the kinds of the user's own; `if_then`: they have a plan of their own, `ranged`: hours in several ranges.
    """
    found: dict[str, Idea] = {}
    for idea in _all(summary, before[:1], plan, own, if_then=if_then, ranged=ranged):
        found.setdefault(idea.kind, idea)
    return tuple(found.values())[:AT_MOST]


def _all(  # noqa: PLR0913 - each sort of idea looks at its own
    summary: Summary, last: Sequence[Summary], plan: Plan, own: Container[str], *, if_then: bool, ranged: bool
) -> Iterator[Idea]:
    for kind in plan.kinds:
        section = f"own.{kind.name}" if kind.name in own else kind.name
        for before in last:
            yield from _fewer(kind, section, (summary, before), plan)
    for kind in plan.kinds:
        yield from _earlier(kind, summary, plan)
    if not ranged:
        yield from _quiet(summary, plan)
    yield from _after_calls(summary, if_then=if_then)
    yield from _goal(summary, plan)


def _fewer(kind: Kind, section: str, weeks: tuple[Summary, Summary], plan: Plan) -> Iterator[Idea]:
    """Under 30 % for two weeks: fewer, not more."""
    told = [each for week in weeks if (each := week.kind(kind.name)) is not None]
    if len(told) < len(weeks) or any(each.answered < ENOUGH or (each.rate or 0) >= FEW for each in told):
        return
    now = rhythms(plan).get(kind.name)
    if now is None or any(week.steady.get(kind.name) != now for week in weeks):
        return
    change = _rarer(kind, section, now)
    if change is not None:
        part, whole = sum(each.done for each in told), sum(each.answered for each in told)
        yield Idea(Advice.FEWER, kind.name, part, whole, (change,))


def _rarer(kind: Kind, section: str, now: float) -> tuple[str, str] | None:
    """The next rarer rhythm, as a setting; None: there is none that the evidence would carry."""
    if isinstance(kind, DailyKind):
        return (f"{section}.per_day", f"{now - 1:g}") if now > 1 else None
    longer = next((each for each in INTERVALS.get(kind.name, ()) if each * 60 > now), None)
    return (f"{section}.every", f"{longer} min") if longer is not None else None


def _earlier(kind: Kind, summary: Summary, plan: Plan) -> Iterator[Idea]:
    """Sessions that are missed late in the day and done before: move them there. Not in hours past midnight."""
    told = summary.kind(kind.name)
    overnight = any(each.end <= each.start for each in plan.hours.ranges)
    if kind.name not in SESSIONS or kind.hours is not None or told is None or overnight:
        return
    found = [(_part(told, 0, hour), _part(told, hour, 24), hour) for hour in range(12, 18)]
    good = [each for each in found if _works(each[0]) and _fails(each[1])]
    if good:
        early, late, hour = max(good, key=lambda each: (each[1].missed / each[1].answered, -each[2]))
        until = ((f"{kind.name}.until", f"{time(hour):%H:%M:%S}"),)
        missed, whole = early.missed, early.answered
        yield Idea(Advice.EARLIER, kind.name, late.missed, late.answered, until, (hour, 24), missed, whole)


def _quiet(summary: Summary, plan: Plan) -> Iterator[Idea]:
    """Two hours of the day in which breaks are missed, while they work in all others: leave those in peace."""
    if len(plan.hours.ranges) != 1:
        return
    hours, told = plan.hours.ranges[0], summary.movement
    if hours.end <= hours.start or hours.start.minute or hours.end.minute:
        return
    if any(not hours.start.hour <= hour < hours.end.hour for _, hour in told.hours):
        return  # of other hours than those of now
    for hour in range(hours.start.hour, hours.end.hour - 1):
        inside = _part(told, hour, hour + 2)
        outside = Slot(told.answered - inside.answered, told.answered - told.done - inside.missed)
        if inside.answered >= ENOUGH and _fails(inside) and _works(outside):
            changes = tuple(_without(hours, hour, hour + 2))
            both = (inside.missed, inside.answered, changes, (hour, hour + 2), outside.missed, outside.answered)
            yield Idea(Advice.QUIET, MOVEMENT, *both)
            return


def _without(hours: Range, start: int, end: int) -> Iterator[tuple[str, str]]:
    """The setting that takes these hours out of the day's."""
    if start == hours.start.hour:
        yield "hours.from", f"{time(end):%H:%M:%S}"
    elif end == hours.end.hour:
        yield "hours.to", f"{time(start):%H:%M:%S}"
    else:
        yield "hours.ranges", f'["{hours.start:%H:%M}-{start:02}:00", "{end:02}:00-{hours.end:%H:%M}"]'


def _after_calls(summary: Summary, *, if_then: bool) -> Iterator[Idea]:
    """Half of the breaks were held by calls: a plan for their end."""
    told = summary.movement
    held = told.held_reasons[HoldKind.CALL]
    if not if_then and told.due >= ENOUGH and held >= HALF * told.due:
        changes = (("summary.if_then", PLAN_AFTER_CALLS),)
        yield Idea(Advice.AFTER_CALLS, MOVEMENT, held, told.due, changes)


def _goal(summary: Summary, plan: Plan) -> Iterator[Idea]:
    """The goal follows what is done: a bit more than that, but no dream."""
    told, goal = summary.movement, plan.goal
    rate = told.rate
    if rate is None or told.answered < ENOUGH or goal != summary.goal:
        return
    if rate > RAISE_ABOVE and goal <= rate and goal < HIGHEST:
        yield _new_goal(Advice.HIGHER, told, min(goal + STEP, HIGHEST))
    elif rate < LOWER_BELOW and goal > rate and goal > LOWEST:
        yield _new_goal(Advice.LOWER, told, max(goal - STEP, LOWEST))


def _new_goal(advice: Advice, told: KindSummary, goal: float) -> Idea:
    return Idea(advice, MOVEMENT, told.done, told.answered, (("summary.goal", f"{100 * goal:.0f}"),))


def _part(told: KindSummary, start: int, end: int) -> Slot:
    """The answers of these hours of the day, over all days of the week."""
    slots = [slot for (_, hour), slot in told.hours.items() if start <= hour < end]
    return Slot(sum(slot.answered for slot in slots), sum(slot.missed for slot in slots))


def _fails(slot: Slot) -> bool:
    return slot.answered >= PART_ENOUGH and slot.missed >= FAILS * slot.answered


def _works(slot: Slot) -> bool:
    return slot.answered >= PART_ENOUGH and slot.missed <= WORKS * slot.answered
