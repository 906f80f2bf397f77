"""The settings of the sections whose names are the user's own: reminders, drinks, exercises."""

from reminder.config.amounts import Mass, Volume
from reminder.config.mistakes import either
from reminder.config.texts import IN_LIBRARY, Steps, Text
from reminder.config.values import Choice, Count, Duration, LocalTime, OrEmpty, Switch, Type, Weekdays
from reminder.core.exercises import AREAS, CHOOSING

Row = tuple[str, Type, object, str]
"""A setting: its key, what may stand there, its default in config notation (None: it has none), and what it is for."""

ON, INTERVAL, OFTEN, BREAK = Switch(), Duration("10 s", "3 h"), Count(1, 6), Duration("5 s", "30 min")

UNTIL: Row = (
    "until",
    OrEmpty(LocalTime()),
    "",
    "It comes before this time of day only, such as 13:00:00, within [hours]. Empty: all day.",
)

OWN: tuple[Row, ...] = (
    ("title", Text(40), None, "What the reminder is called. Every reminder of your own needs one."),
    ("body", Text(300, body=True), "", "What else it says."),
    ("enabled", ON, True, "Switch this reminder on or off."),
    ("every", INTERVAL, None, "How long you may sit before you are reminded. Give this or `per_day`, not both."),
    ("per_day", OFTEN, None, "How many times a day, spread over its hours. Give this or `every`, not both."),
    ("break", BREAK, None,
     "How long you need to be away from the desk for it to be seen as done. Leave it out if nobody could see that."),
    ("days", Weekdays(), None, "The days on which it may come, if not on those of [hours]."),
    ("from", LocalTime(), None, "It may come from this time on, if not within [hours]. Give `to` with it."),
    ("to", LocalTime(), None, "After this time it stops. A time before `from` is on the next day."),
)  # fmt: skip

DRINKS: tuple[Row, ...] = (
    ("title", Text(40), None, "What the drink is called. If you leave it out, its name."),
    ("amount", Volume("10 ml", "2 l"), None,
     "How much one of it is. Leave it out for what is not drunk, or for as much as the drink of that name has."),
    ("caffeine", Mass("0 mg", "600 mg"), None,
     ("How much caffeine is in one of it. Leave it out for none, or for as much as the drink of that name has in this "
      "amount.")),
)  # fmt: skip

EXERCISE: tuple[Row, ...] = (
    ("title", Text(40), None, "What the exercise is called. Every exercise of your own needs one."),
    ("steps", Steps(), None, "How it is done, a sentence for each step; at least one."),
    ("kind", Choice(tuple(sorted(CHOOSING))), "stretch", f"Which reminder asks for it: {either(sorted(CHOOSING))}."),
    ("area", Choice(AREAS), "whole_body",
     f"The part of the body it is for, which does not come twice in a row: {either(AREAS)}."),
    ("seated", ON, True, "Whether it can be done sitting down."),
    ("gentle", ON, False,
     ("Whether it also comes while your back is sore, and before a clinician's yes where [about_you] asks for one. "
      "Strengthening never does.")),
    ("move", Duration("1 s", "60 s"), "3 s", "How long the movement takes, each way."),
    ("hold", Duration("0 s", "5 min"), "20 s", "How long it is held."),
    ("repeat", Count(1, 50), 3, "How many times."),
    ("sides", Count(1, 2), 1, "2, if each side of the body has its turn."),
    ("safety", Text(160), None, "When to stop, or who should leave it out."),
    ("picture", Choice(tuple(sorted(IN_LIBRARY))), None, "The exercise of the library whose picture it has, if any."),
)  # fmt: skip
