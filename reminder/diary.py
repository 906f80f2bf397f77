"""What the user says of themselves: words in, an event and a sentence out. Pure: nothing is noted here.

The sentence is made from the state as it will be, so that it tells the totals with what is noted in them.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime, timedelta

from reminder.config import Settings
from reminder.config.durations import duration, spell
from reminder.config.mistakes import Wrong, printable
from reminder.config.options import KINDS
from reminder.core.caffeine import TRACE_MG
from reminder.core.effects import Today
from reminder.core.events import Ached, Drank, Exercised, Intake, Switch, Switched, TookCaffeine, Undone
from reminder.core.intake import FLARE_FROM, latest, today
from reminder.core.plan import PaceKind, Plan, SittingKind
from reminder.core.records import dataclass
from reminder.core.state import State
from reminder.core.switches import in_force, turn_at
from reminder.core.told import told_apart
from reminder.guidance.drinks import Drink
from reminder.guidance.intake_words import caffeine_line, water_line
from reminder.quantities import amount
from reminder.replies import BadWordsError, Refused, clock_words
from reminder.report.told import entry
from reminder.servings import WATER, Own, dose, drink, own_drinks

Noted = tuple[Intake, str]
"""The event, and what is said about it."""

MINUTE = timedelta(minutes=1)
LONGEST_ACTIVITY = timedelta(hours=12)
SIGNS = "'reminder why' lists the signs for which to get help."
GET_HELP = "A pounding heart, chest pain, agitation, trembling or vomiting after it: no more, and get help."
HEAT_EMERGENCY = "Confusion, collapse or hot skin in the heat is an emergency: cool the person, and get help."

ENDED = {
    Switch.HEAT: "Heat mode is off.",
    Switch.WORKOUT: "No workout day any more.",
    Switch.PSEUDOEPHEDRINE: "No cold remedy today any more.",
    Switch.FLARE: "The gentle set has ended: everything comes again.",
}
NOT_ON = {
    Switch.HEAT: "Heat mode is not on.",
    Switch.WORKOUT: "This is no workout day.",
    Switch.PSEUDOEPHEDRINE: "No cold remedy was noted today.",
    Switch.FLARE: "The gentle set is not on.",
}


@dataclass(frozen=True, slots=True)
class Diary:
    """What words are read against: the state, the settings' plan, own drinks, the week's goal of activity, and now."""

    state: State
    plan: Plan
    own: Own
    active: timedelta
    now: datetime

    def note(self, verb: str, words: str) -> Noted:
        """What is to be noted, and the sentence that says so.

        Raises:
            BadWordsError: the words mean nothing that can be noted.
            Refused: it cannot be noted now.
        """
        return VERBS[verb](self, words)

    @property
    def today(self) -> Today:
        """The accounts as they stand."""
        return today(self.state, turn_at(self.state, self.plan, self.now))

    def after(self, event: Intake) -> "Diary":
        """The diary with this in it."""
        state, _ = told_apart(self.state, event, self.plan)
        return Diary(state, self.plan, self.own, self.active, self.now)

    @property
    def water(self) -> str:
        """The day's water in a sentence."""
        return f"{water_line(self.today)}."

    @property
    def caffeine(self) -> str:
        """The day's caffeine in a sentence."""
        line = caffeine_line(self.today, self.now.tzinfo)
        return f"{line}."

    @property
    def activity(self) -> str:
        """The week's activity in a sentence."""
        return f"{self.today.active_minutes} of {self.active // MINUTE} min this week."

    def until(self, switch: Switch) -> datetime | None:
        """When a switch that is on ends; None: it is off."""
        on = self.state.switches.get(switch)
        return on.until if on is not None and on.until > self.now.astimezone(UTC) else None


def diary_of(settings: Settings, state: State, now: datetime) -> Diary:
    """The diary under these settings."""
    return Diary(state, settings.plan, own_drinks(settings), settings.activity, now)


# What is drunk and taken


def event_of(what: Drink, at: datetime) -> Drank | TookCaffeine:
    """A drink or a dose as an event; both in one where a drink has caffeine."""
    if what.mg:
        return TookCaffeine(at, what.mg, what.ml, what.name)
    return Drank(at, what.ml or 0, "" if what.name == WATER else what.name)


def _drink(diary: Diary, words: str) -> Noted:
    return _noted(diary, drink(words, diary.own, diary.plan.water.drink_ml))


def _caffeine(diary: Diary, words: str) -> Noted:
    return _noted(diary, dose(words, diary.own))


def _noted(diary: Diary, what: Drink) -> Noted:
    event = event_of(what, diary.now)
    after = diary.after(event)
    name = "" if what.name == WATER else what.name
    parts = [f"Noted: {entry(what.ml or 0, what.mg, 0, name)}."]
    if what.ml:
        parts.append(after.water)
    if what.mg:
        parts.append(f"Caffeine: {after.caffeine}" if what.ml else after.caffeine)
        parts += _cautions(diary, what.mg)
    return event, " ".join(parts)


def _cautions(diary: Diary, mg: float) -> Iterator[str]:
    """What there is to say at once of this dose; a share of the limit is told by the line itself."""
    total, limits = round(diary.today.caffeine_mg + mg, 4), diary.plan.caffeine
    if total >= limits.limit_mg:
        yield f"That {'is over' if total > limits.limit_mg else 'reaches'} your limit for the day."
    if mg > limits.single_mg:
        yield "It is more at once than is advised."
    if mg >= TRACE_MG and diary.until(Switch.PSEUDOEPHEDRINE) is not None:
        yield "With a cold remedy it is better to leave caffeine out today; a pharmacist knows more."
    if total > limits.limit_mg:
        yield GET_HELP


def _undo(diary: Diary, words: str) -> Noted:
    _nothing_more("undo", words)
    last = latest(diary.state, turn_at(diary.state, diary.plan, diary.now).day)
    if last is None:
        raise Refused("Nothing was noted today, so there is nothing to take back.")
    event = Undone(diary.now)
    after = diary.after(event)
    parts = [f"Taken back: {entry(last.ml, last.mg, last.minutes, last.name)}."]
    parts += [after.water] if last.ml else []
    parts += [f"Caffeine: {after.caffeine}" if last.ml else after.caffeine] if last.mg else []
    parts += [after.activity] if last.minutes else []
    return event, " ".join(parts)


# How active, and how the back is

WITH_UNIT = re.compile(r"(\d+)(?:\s+(.*))?")


def _activity(diary: Diary, words: str) -> Noted:
    """Minutes or any duration, and then what: "30", "30 min", "1 h 30 walking"."""
    span, how = _span(words.strip())
    if not MINUTE <= span <= LONGEST_ACTIVITY or span % MINUTE:
        raise BadWordsError(f"Activity can be from 1 min to 12 h, in whole minutes, so {_quoted(words)} was not noted.")
    event = Exercised(diary.now, span // MINUTE, printable(how))
    return event, f"Noted: {entry(0, 0, event.minutes, event.how)}. {diary.after(event).activity}"


def _span(words: str) -> tuple[timedelta, str]:
    parts = words.split()
    for count in range(len(parts), 0, -1):
        try:
            return duration(" ".join(parts[:count])), " ".join(parts[count:])
        except Wrong:
            continue
    plain = WITH_UNIT.fullmatch(words)
    if plain is None or len(plain[1]) > len("9999"):
        raise _senseless(words, "activity", "Say how long and, if you like, what: '30 min walking'.")
    return int(plain[1]) * MINUTE, plain[2] or ""


def _senseless(words: str, what: str, cure: str) -> BadWordsError:
    """What is wrong with these words, if there are any, and what to say."""
    return BadWordsError(f"{_quoted(words)} is no {what}. {cure}" if words.strip() else cure)


def _ache(diary: Diary, words: str) -> Noted:
    text = words.strip()
    if not text.isascii() or not text.isdigit() or len(text) > 2 or int(text) > 10:
        raise _senseless(words, "level", "Say how your back feels, from 0 (fine) to 10.")
    event = Ached(diary.now, int(text))
    before, after = diary.until(Switch.FLARE), diary.after(event).until(Switch.FLARE)
    parts = [f"Noted: {event.level} of 10."]
    if after is not None and event.level >= FLARE_FROM:
        parts.append(f"Only the gentle set until {clock_words(after, diary.now)}; 'reminder flare off' ends it.")
        parts += _own_too(diary.plan)
    elif after is not None:
        parts.append(f"The gentle set goes on until {clock_words(after, diary.now)}.")
    elif before is not None:
        parts.append(ENDED[Switch.FLARE])
    return event, " ".join([*parts, *([SIGNS] if event.level else [])])


# What kind of day it is


def _switch(switch: Switch) -> Callable[[Diary, str], Noted]:
    def noted(diary: Diary, words: str) -> Noted:
        on = words.strip().lower()
        if on not in {"on", "off"}:
            raise BadWordsError(f"Say 'reminder {switch} on' or 'reminder {switch} off'.")
        event = Switched(diary.now, switch, on == "on")
        if event.on:
            return event, _begun(diary.after(event), switch)
        if diary.until(switch) is None:
            raise Refused(NOT_ON[switch])
        return event, ENDED[switch]

    return noted


def _begun(after: Diary, switch: Switch) -> str:
    """What it changes, and until when."""
    end = clock_words(after.until(switch) or after.now, after.now)
    water = in_force(after.plan, after.state, after.now.astimezone(UTC)).water
    match switch:
        case Switch.HEAT if _asks_for_water(after.plan):
            return (
                f"Heat mode until {end}: {water.drink_ml} ml each {water.every // MINUTE} min, up to "
                f"{amount(water.goal_ml or 0)}, never over {amount(water.per_hour_ml)} in an hour. "
                f"{HEAT_EMERGENCY}"
            )
        case Switch.WORKOUT if _asks_for_water(after.plan):
            more = amount(after.plan.water.workout_ml)
            return f"Workout day until {end}: {more} more, {amount(water.goal_ml or 0)} in all. Drink to thirst."
        case Switch.HEAT | Switch.WORKOUT:
            none = f"Noted until {end}. Your settings ask for no water, so none is asked for now."
            return f"{none} {HEAT_EMERGENCY}" if switch is Switch.HEAT else none
        case Switch.PSEUDOEPHEDRINE:
            return (
                f"Noted until {end}: every caffeine is pointed out. It is better to leave it out today; ask a "
                "pharmacist about both together."
            )
        case Switch.FLARE:
            begun = f"Gentle set until {end}: {_walks(after)}easy moves, and strengthening rests."
            return " ".join([begun, *_own_too(after.plan), SIGNS])


def _walks(after: Diary) -> str:
    """How often one is asked to walk now; "" where one is not."""
    movement = in_force(after.plan, after.state, after.now.astimezone(UTC)).kind("movement")
    return f"a short walk each {spell(movement.every)}, " if isinstance(movement, SittingKind) else ""


def _own_too(plan: Plan) -> list[str]:
    """Whoever has reminders of their own knows that the gentle set leaves them as they are; others need not."""
    return [] if {kind.name for kind in plan.kinds} <= set(KINDS) else ["Your own reminders come as ever."]


def _asks_for_water(plan: Plan) -> bool:
    return plan.water.goal_ml is not None and any(isinstance(kind, PaceKind) for kind in plan.kinds)


def _nothing_more(verb: str, words: str) -> None:
    if words.strip():
        raise BadWordsError(f"'reminder {verb}' takes back the last entry, and needs no more words.")


def _quoted(words: str) -> str:
    return f"'{printable(words.strip())}'"


VERBS: Mapping[str, Callable[[Diary, str], Noted]] = {
    "drink": _drink,
    "caffeine": _caffeine,
    "undo": _undo,
    "activity": _activity,
    "ache": _ache,
    **{switch.value: _switch(switch) for switch in Switch},
}
"""Everything that can be noted, by the verb of the command line."""
