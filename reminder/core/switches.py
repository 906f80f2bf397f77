"""What kind of day it is: heat, a workout, a cold remedy, a sore back; and the plan as that leaves it.

Heat, workout and pseudoephedrine end with the desk day, a flare three days after the last ache that called for it.
"""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from reminder.core.events import Switch
from reminder.core.plan import DailyKind, Kind, PaceKind, Plan, SittingKind
from reminder.core.state import On, State
from reminder.core.turn import Turn

FLARE = timedelta(days=3)

HEAT_DRINK_ML, HEAT_EVERY = 240, timedelta(minutes=20)
HEAT_PER_HOUR_ML = 1420
HEAT_PROMPTS = 3
"""A cup each 20 minutes, never over 48 oz in an hour (NIOSH 2017-126); for which three prompts an hour are allowed,
since the user asked for them."""

HEAT_SHARE, HEAT_MOST_ML = 1.5, 4500
"""In the heat the goal is half as much again, but no more than that of 3 l, the highest that the evidence names.

Of the 5 l that one may set it would be 7.5 l, and too much water is a danger of its own (evidence, section 5). A goal
that is above it anyway stays as it is.
"""

WALK_EVERY = timedelta(minutes=20)
"""While the back is sore one is asked to walk at least so often: short and gentle instead of bed rest (Dahm 2010).

It is the shortest interval that the evidence names (section 2), so that it is more often than on other days. The budget
of prompts stays as it is (P2).
"""


def switched(state: State, turn: Turn, switch: Switch, *, on: bool) -> State:
    """Switch it on from now, or off. What is on already goes on, to a new end."""
    others = {name: each for name, each in state.switches.items() if name is not switch}
    if not on:
        return replace(state, switches=others)
    standing = state.switches.get(switch)
    since = standing.since if standing is not None else turn.at
    until = turn.at + FLARE if switch is Switch.FLARE else turn.day_start(later=1)
    return replace(state, switches={**others, switch: On(since, until)})


def rezoned(state: State, turn: Turn) -> State:
    """What ends with the desk day ends with it on the user's new clock (D7)."""
    ends = turn.day_start(later=1)
    switches = {name: on if name is Switch.FLARE else replace(on, until=ends) for name, on in state.switches.items()}
    return replace(state, switches=switches) if switches else state


def sore(state: State) -> bool:
    """Whether only the gentle set is offered."""
    return Switch.FLARE in state.switches


def expire(state: State, at: datetime) -> State:
    """What has ended by itself is off."""
    if all(each.until > at for each in state.switches.values()):
        return state
    return replace(state, switches={name: each for name, each in state.switches.items() if each.until > at})


def in_force(plan: Plan, state: State, at: datetime) -> Plan:
    """The plan of this kind of day. `at` is in UTC."""
    on = {name: each for name, each in state.switches.items() if each.until > at}
    if not on:
        return plan
    if Switch.FLARE in on:
        kinds = tuple(_softened(kind) for kind in plan.kinds if not isinstance(kind, DailyKind) or _has_gentle(kind))
        plan = replace(plan, kinds=kinds)
    goal = plan.water.goal_ml
    if goal is None:
        return plan
    if Switch.WORKOUT in on:
        goal += plan.water.workout_ml
        plan = replace(plan, water=replace(plan.water, goal_ml=goal))
    if Switch.HEAT in on:
        hot = replace(
            plan.water,
            goal_ml=max(goal, min(int(goal * HEAT_SHARE), HEAT_MOST_ML)),
            drink_ml=HEAT_DRINK_ML,
            every=HEAT_EVERY,
            per_hour_ml=HEAT_PER_HOUR_ML,
            since=on[Switch.HEAT].since,
        )
        plan = replace(plan, water=hot, max_per_hour=_prompts(plan))
    return plan


def _prompts(plan: Plan) -> int:
    """How many prompts an hour may have in the heat; no more than ever where water is not asked for."""
    asks = any(isinstance(kind, PaceKind) for kind in plan.kinds)
    return max(plan.max_per_hour, HEAT_PROMPTS) if asks else plan.max_per_hour


def turn_at(state: State, plan: Plan, now: datetime) -> Turn:
    """The moment `now` as the core's questions take it, with the plan in force; not before the state's last event."""
    at = max(now.astimezone(UTC), state.now)
    return Turn(in_force(plan, state, at), at, now.tzinfo or UTC)


def _has_gentle(kind: DailyKind) -> bool:
    """Whether there is anything to ask for while the back is sore: of gentle exercises, somebody may want none."""
    return kind.gentle and (bool(kind.pool.sore) or not kind.pool.usual)


def _softened(kind: Kind) -> Kind:
    """What a kind asks for while the back is sore: walks more often, and of its exercises the gentle ones."""
    if isinstance(kind, DailyKind):
        return replace(kind, pool=replace(kind.pool, usual=kind.pool.sore))
    if isinstance(kind, SittingKind) and kind.name == "movement" and kind.every > WALK_EVERY:
        return replace(kind, every=WALK_EVERY)
    return kind
