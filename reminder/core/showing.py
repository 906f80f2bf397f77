"""How a prompt comes on the screen, and changes there: what it asks for, and the numbers in it (rules P1, P2)."""

from collections.abc import Iterable
from dataclasses import replace

from reminder.core import hydration
from reminder.core.choice import exercise_of, offered
from reminder.core.due import Due, riders, shows_kept
from reminder.core.effects import Caution, Revise, Show, Today
from reminder.core.exercises import WALK
from reminder.core.holds import held_back
from reminder.core.intake import today
from reminder.core.plan import FRESH_FOR, DailyKind, LimitKind, PaceKind
from reminder.core.state import Item, Prompt, State
from reminder.core.switches import sore
from reminder.core.turn import Turn


def show(state: State, turn: Turn, asked: str | None = None) -> State:
    """Put up one prompt for all that is due (P1), and for the kind that was asked for, if any."""
    gathered = riders(state, turn, asked=asked is not None)
    if asked is not None and all(due.kind != asked for due in gathered):
        gathered.append(Due(asked, turn.at, turn.at))
    order = {kind.name: place for place, kind in enumerate(turn.plan.kinds)}
    gathered.sort(key=lambda due: (due.kind != asked, not due.own_act, order[due.kind]))
    items = _for_exercises(state, turn, [_item(state, turn, due) for due in gathered])
    held, by = held_back(state, turn.plan, min(item.due for item in items), turn.at)
    prompt = Prompt(items, tuple(item.kind for item in items), turn.at, held, held_by=by)
    number = state.number + 1
    sat = state.desk.sat_now(state.desk.sat, turn.at)
    numbers, caution = _numbers(state, turn, prompt.kinds)
    turn.effects.append(
        Show(
            turn.at,
            prompt.kinds,
            sat,
            held,
            by,
            number,
            today=numbers,
            caution=caution,
            sore=sore(state),
            exercises=tuple(item.exercise for item in items),
        ),
    )
    waits = {name: wait for name, wait in state.waits.items() if name not in prompt.kinds}
    counts = asked is not None or not all(due.own_act for due in gathered)
    shows = (*shows_kept(state.shows, turn.at), turn.at) if counts else state.shows
    return replace(_remembered(state, turn, prompt), prompt=prompt, waits=waits, shows=shows, number=number)


def _item(state: State, turn: Turn, due: Due) -> Item:
    """One kind of the prompt that is shown now. What comes before its time was not kept back."""
    moment = min(due.due, turn.at)
    return Item(due.kind, moment, due.snoozes, due.exercise, held_back(state, turn.plan, moment, turn.at)[0])


def revise(state: State, turn: Turn) -> State:
    """What the open prompt says is no longer so: say it anew, where it stands on the screen."""
    prompt = state.prompt
    if prompt is not None and prompt.on_screen:
        items = _for_exercises(state, turn, prompt.items)
        for item in items:
            state = replace(state, offered=offered(state, item.kind, item.exercise))
        state = replace(state, prompt=replace(prompt, items=items))
        kinds, exercises = tuple(item.kind for item in items), tuple(item.exercise for item in items)
        sat = state.desk.sat_now(state.desk.sat, turn.at)
        numbers, caution = _numbers(state, turn, kinds)
        turn.effects.append(
            Revise(
                turn.at,
                kinds,
                sat,
                prompt.held,
                prompt.held_by,
                today=numbers,
                caution=caution,
                sore=sore(state),
                exercises=exercises,
            ),
        )
    return state


def keep_exercises(state: State, turn: Turn) -> State:
    """After a change of settings: what the open prompt asks for may not be wanted any more."""
    prompt = state.prompt
    if prompt is None or _for_exercises(state, turn, prompt.items) == prompt.items:
        return state
    return revise(state, turn)


def _for_exercises(state: State, turn: Turn, items: Iterable[Item]) -> tuple[Item, ...]:
    """The items, each for an exercise of those that take turns now; none is asked for twice, a walk goes with movement.

    What an item was for already stays, where it can.
    """
    items = tuple(items)
    taken, found = {WALK} if any(item.kind == "movement" for item in items) else set[str](), list[Item]()
    for item in items:
        exercise = exercise_of(state, turn.plan.kind(item.kind), item.exercise, taken)
        taken.add(exercise)
        found.append(replace(item, exercise=exercise))
    return tuple(found)


def unseen(state: State) -> State:
    """Nobody saw the open prompt: it interrupted nobody, and its words may come again (P2, P7).

    The water it asked for is asked for again, and so counts once.
    """
    prompt = state.prompt
    if prompt is None:
        return state
    turns, chosen = dict(state.turns), dict(state.offered)
    if prompt.on_screen:
        turns |= {kind: max(turns.get(kind, 0) - 1, 0) for kind in prompt.kinds}
    for item in prompt.items:
        if chosen.get(item.kind, ())[-1:] == (item.exercise,):
            chosen[item.kind] = chosen[item.kind][:-1]
    return replace(
        state,
        turns=turns,
        offered=chosen,
        shows=tuple(show for show in state.shows if show != prompt.shown),
        told={kind: tuple(at for at in moments if at != prompt.shown) for kind, moments in state.told.items()},
    )


def _numbers(state: State, turn: Turn, kinds: tuple[str, ...]) -> tuple[Today | None, Caution | None]:
    """What a prompt for these kinds may say of drinks and doses."""
    told = {type(kind) for name in kinds if (kind := turn.plan.kind(name)) is not None}
    numbers = today(state, turn) if {PaceKind, LimitKind} & told else None
    if LimitKind not in told:
        return numbers, None
    warned = state.warned
    return numbers, warned.caution if warned is not None and warned.day == turn.day else Caution.CUT_OFF


def _remembered(state: State, turn: Turn, prompt: Prompt) -> State:
    """What a prompt says for these kinds must not be said again too soon (K2, K3)."""
    told = dict(state.told)
    for item in prompt.items:
        name, kind = item.kind, turn.plan.kind(item.kind)
        state = replace(state, offered=offered(state, name, item.exercise))
        if isinstance(kind, PaceKind):
            state = replace(state, asked=hydration.asked(state, turn, again=name in state.waits))
        elif isinstance(kind, DailyKind) and kind.variety is not None:
            told[name] = (*(at for at in told.get(name, ()) if turn.at - at < FRESH_FOR), turn.at)
    return replace(state, told=told)
