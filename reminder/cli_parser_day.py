"""The verbs of somebody's day: answers, breaks and pauses, and what is drunk, taken, done and felt."""

import argparse
import re
from collections.abc import Sequence

from reminder.cli_command import Add, Example, Group, for_programs

DAY = Group(
    "Your day",
    (
        (("done", "snooze", "skip"), "answer the prompt on the screen"),
        (("heat", "workout"), "on or off: what kind of day it is"),
    ),
)


def day(add: Add) -> None:
    """Declare them."""
    for name, help_text, example in (
        ("done", "say that you did what the prompt asked", "whether you were up is seen as well"),
        ("snooze", "put the prompt off for a while", "it comes back; three times at most"),
        ("skip", "say no to the prompt", "it comes again when the next one is due"),
    ):
        add(name, help_text, "tell", examples=[(f"reminder {name}", example)], group=DAY)
    add("break", "have a break now", "tell", examples=BREAKS, group=DAY).add_argument(
        "word", nargs="*", metavar="KIND", help="movement, stretch, …; nothing: what is due first"
    )
    pause = add("pause", "be silent; sitting is still counted", "tell", examples=PAUSES, group=DAY)
    pause.add_argument(
        "word", nargs="*", metavar="FOR", help="'30 min', 1h, until 15:00, until tomorrow; nothing: until resume"
    )
    add("resume", "end a pause", "tell", examples=[("reminder resume", "go on at once")], group=DAY)
    for name, words, help_text, what, examples in NOTED:
        each = add(name, help_text, "note", examples=examples, group=DAY)
        each.add_argument("word", nargs="*", metavar=words, help=what)
        if name == "caffeine":
            each.add_argument("--ask", action="store_true", help="may I still have one? Nothing is logged")
            for_programs(each)
    undo = add("undo", "take back the last drink, dose or activity of today", "note", examples=UNDONE, group=DAY)
    undo.add_argument("word", nargs="*", help=argparse.SUPPRESS)


BREAKS: tuple[Example, ...] = (
    ("reminder break", "what is due first, now"),
    ("reminder break stretch", "a stretch, with its picture"),
)
PAUSES: tuple[Example, ...] = (
    ("reminder pause", "until 'reminder resume'"),
    ("reminder pause 30min", "for half an hour"),
    ("reminder pause until 15:00", "until three in the afternoon"),
)
UNDONE: tuple[Example, ...] = (("reminder undo", "that coffee was somebody else's"),)

NOTED: tuple[tuple[str, str, str, str, tuple[Example, ...]], ...] = (
    (
        *("drink", "WHAT", "log a drink", "250ml, 'tea', '250 ml tea'; nothing: a usual glass of water"),
        (
            ("reminder drink", "a usual glass of water"),
            ("reminder drink 250ml tea", "a large cup of tea; its caffeine counts, too"),
            ("reminder drink coffee", "a cup of coffee"),
        ),
    ),
    (
        *("caffeine", "WHAT", "log caffeine, or say what you had today"),
        "espresso, 80mg; nothing: say what you had",
        (
            ("reminder caffeine", "what you had today, and what is left of it at bedtime"),
            ("reminder caffeine espresso", "log one"),
            ("reminder caffeine --ask tea", "may I still have one? Nothing is logged"),
        ),
    ),
    (
        *("activity", "MINUTES", "log that you were active, for the goal of the week", "30, '1 h walking'"),
        (
            ("reminder activity 30", "half an hour of it"),
            ("reminder activity 1h walking", "an hour, and what it was"),
        ),
    ),
    (
        *("ache", "LEVEL", "say how your back feels; from 4 on its exercises are the gentle ones", "0 (fine) to 10"),
        (("reminder ache 2", "a little stiff"), ("reminder ache 6", "sore: gentle exercises for three days")),
    ),
    (
        *("heat", "on|off", "say that today is hot: more water, up to a ceiling", "until the day ends"),
        (("reminder heat on", "it is hot today"), ("reminder heat off", "it is not, after all")),
    ),
    (
        *("workout", "on|off", "say that you train today: a higher goal for water", "until the day ends"),
        (("reminder workout on", "I train today"), ("reminder workout off", "I do not, after all")),
    ),
    (
        *("pseudoephedrine", "on|off", "say that you take a cold remedy with it today", "until the day ends"),
        (
            ("reminder pseudoephedrine on", "I take it today, so less caffeine will do"),
            ("reminder pseudoephedrine off", "I do not, after all"),
        ),
    ),
    (
        *("flare", "on|off", "begin or end the gentle set for a sore back", "for three days at most"),
        (("reminder flare on", "gentle exercises only"), ("reminder flare off", "all of them again")),
    ),
)
"""The verbs for what the user says of themselves: name, what its words are called, help for both, and examples."""


def readable(words: Sequence[str]) -> list[str]:
    """The words with a true minus before an amount, so that "-3l" is no option but something that can be refused."""
    verb = next((word for word in words if not word.startswith("-")), "")
    if all(verb != name for name, *_ in NOTED):
        return list(words)
    return [re.sub(r"^-(?=[.,]?\d)", "−", word) for word in words]
