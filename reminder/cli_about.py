"""`reminder about`: asks what the plan should know of its user, a question at a time; every answer may be left out."""

import argparse
import re
import sys
from collections.abc import Iterator
from datetime import time
from textwrap import fill
from typing import TYPE_CHECKING

from reminder.cli_ending import DONE
from reminder.cli_terminal import say, terminal_width
from reminder.core.exercises import UNSURE
from reminder.core.records import dataclass
from reminder.paths import Places

if TYPE_CHECKING:
    from reminder.config import Settings, WayBack

WIDTH = 76
INDENT = "  "
ENDS = frozenset({"q", "quit", "end"})
WORDS = {True: "yes", False: "no"}
YES_AND_NO = frozenset({"yes", "no", "true", "false", "on", "off"})
YES_OR_NO = "Say yes or no; Enter leaves it out."
HINTS = {
    "bedtime": "Say a time of day, such as 22:30; Enter leaves it out.",
    "wakes": "Say a time of day, such as 6:45; Enter leaves it out.",
    "age": "Say your age in years, such as 34; Enter leaves it out.",
    "weight": "Say it in kilograms, such as 72, or in pounds, such as 160 lb: from 20 to 250 kg. Enter leaves it out.",
}
"""What to say where the answer is neither yes nor no."""

ADULT, OLDER, OLDEST = 18, 65, 130
AGES = {"under_18": "under 18", "adult": "18 to 64", "65_or_over": "65 or over"}
"""What is kept of somebody's age, in words."""
INTRODUCTION = (
    "A few questions, so that the plan fits you. Every answer may be left out, and stays in your config.toml, on this "
    "machine alone. Say y or n where nothing else is asked for; Enter goes on, q ends. What you have answered is kept."
)


@dataclass(frozen=True, slots=True)
class Question:
    """One setting of [about_you], asked for. It is asked only if one of `after` was answered with yes or the like.

    Why it is asked is what the setting's own text says.
    """

    key: str
    words: str
    after: frozenset[str] = frozenset()


TIMES = frozenset({"bedtime", "wakes"})
NOTHING = "Your plan is the same as everybody's."
NOTHING_ELSE = "Your plan goes by your times, and is otherwise the same as everybody's."
QUESTIONS = (
    Question("bedtime", "When do you usually go to bed?"),
    Question("wakes", "When do you usually get up?"),
    Question("age", "How old are you?"),
    Question("weight", "What do you weigh?", frozenset({"under_18"})),
    Question("low_fitness", "Are you not used to exercise?"),
    Question("tight_hamstrings", "Are the backs of your thighs tight?"),
    Question("weak_core", "Does your back or belly tire early?"),
    Question("sway_back", "Does your lower back have a deep curve?"),
    Question("high_stress", "Are you under a lot of stress?"),
    Question("static_hobby", "Do you sit still for a hobby, such as sewing or model building?"),
    Question("hot_place", "Do you work in the heat?"),
    Question("intense_exercise", "Do you train hard?"),
    Question("smoker", "Do you smoke?"),
    Question("pill", "Do you take a pill with estrogen?"),
    Question("supplements", "Do you take calcium or magnesium?"),
    Question("pregnant", "Are you pregnant?"),
    Question("breastfeeding", "Do you breastfeed?"),
    Question("fluid_limit", "Do you have to limit what you drink?"),
    Question("condition", "Should a clinician say yes before you exercise your back?"),
    Question("cleared", "Has a clinician said yes to exercises?", frozenset(UNSURE)),
)
"""In the order in which they are asked: the harmless ones first."""


def about(args: argparse.Namespace, where: Places) -> int:
    """Ask, and say what the answers change; without a terminal, or with --show, only say it."""
    from reminder.config import WayBack, load

    before = load(where.config)
    if args.show or sys.stdin is None or not sys.stdin.isatty():
        say("\n".join(_shown(before)))
        return DONE
    print(fill(INTRODUCTION, _width()))
    back = WayBack(where.config_before)
    for question in QUESTIONS:
        if not _ask(question, where, back):
            break
    if back.trouble:
        print("\n" + fill(back.trouble, _width()))
    say("\n" + "\n".join(_changed(before, load(where.config))))
    return DONE


def _width() -> int:
    return min(WIDTH, terminal_width())


def _ask(question: Question, where: Places, back: "WayBack") -> bool:
    """Ask until it is answered, or left out; False: no more questions."""
    from reminder.config import ConfigError, load, set_value
    from reminder.config.editing import ASK_AGAIN

    settings = load(where.config)
    if question.after and not question.after & settings.about:
        return True
    print(f"\n{question.words}\n{fill(_why(question), _width(), initial_indent=INDENT, subsequent_indent=INDENT)}")
    while True:
        print(f"{INDENT}[{_answer(question.key, settings)}] ", end="", flush=True)
        line = sys.stdin.readline()
        if not line or line.strip().casefold() in ENDS:
            return False
        if not line.strip():
            return True
        meant = _meant(line, question, settings)
        if not _clear(meant, question, settings):
            print(fill(HINTS.get(question.key, YES_OR_NO), _width(), initial_indent=INDENT, subsequent_indent=INDENT))
            continue
        try:
            said = set_value(where.config, f"about_you.{question.key}", meant, back)
        except ConfigError as mistake:
            print(fill(str(mistake), _width(), initial_indent=INDENT, subsequent_indent=INDENT))
        else:
            if ASK_AGAIN in said:
                print(fill(ASK_AGAIN, _width(), initial_indent=INDENT, subsequent_indent=INDENT))
            return True


def _meant(line: str, question: Question, settings: "Settings") -> str:
    """The answer as config.toml takes it, from what people say: y and n, an age in years, a weight in kilograms."""
    text = line.strip()
    if question.key == "age":
        return _age(text)
    if question.key == "weight" and NUMBER.fullmatch(text):
        return f"{text} kg"
    return {"y": "true", "n": "false"}.get(text.casefold(), text) if _is_switch(question, settings) else text


NUMBER = re.compile(r"[0-9]+(?:[.,][0-9]+)?")
YEARS = re.compile(r"([0-9]{1,3})(?: *(?:years?(?: old)?|y))?", re.IGNORECASE)


def _age(text: str) -> str:
    """Which of the ages that matter somebody has who is so many years old; what is no age stays as it is."""
    years = YEARS.fullmatch(text)
    if years is None or int(years[1]) > OLDEST:
        return {words: key for key, words in AGES.items()}.get(text.casefold(), text.casefold())
    return "under_18" if int(years[1]) < ADULT else "adult" if int(years[1]) < OLDER else "65_or_over"


def _clear(meant: str, question: Question, settings: "Settings") -> bool:
    """Whether this can be an answer to the question."""
    from reminder.config.mistakes import Wrong
    from reminder.config.options import declared

    option = declared(f"about_you.{question.key}")
    if _is_switch(question, settings) or option is None:
        return meant.casefold() in YES_AND_NO
    try:
        option.type.read(meant)
    except Wrong:
        return False
    return True


def _is_switch(question: Question, settings: "Settings") -> bool:
    return isinstance(settings.values.get(f"about_you.{question.key}"), bool)


def _why(question: Question) -> str:
    """What it is for: the setting's text, without the clause that says the same as the question."""
    from reminder.config.options import declared
    from reminder.config.values import Choice

    option = declared(f"about_you.{question.key}")
    if option is None:
        raise KeyError(question.key)
    said = None if isinstance(option.type, Choice) else re.match(r"[^.:]*[.:] +", option.text)
    rest = option.text[said.end() :] if said is not None else option.text
    kept = f" Kept is only which of these you are: {', '.join(AGES.values())}." if question.key == "age" else ""
    return f"{rest[:1].upper()}{rest[1:]}{kept}"


def _answer(key: str, settings: "Settings") -> str:
    """The present answer in a word."""
    value = settings.values.get(f"about_you.{key}")
    if f"about_you.{key}" not in settings.given:
        return "not said"
    if isinstance(value, time):
        return f"{value:%H:%M}"
    return WORDS[value] if isinstance(value, bool) else AGES.get(str(value), str(value)) or "not said"


def _shown(settings: "Settings") -> Iterator[str]:
    from reminder.for_you import for_you

    said = [question.key for question in QUESTIONS if f"about_you.{question.key}" in settings.given]
    if not said:
        yield "You have said nothing about yourself. In a terminal 'reminder about' asks; every answer may be left out."
        return
    yield from (f"{key:<17} {_answer(key, settings)}" for key in said)
    yield ""
    yield from for_you(settings) or [NOTHING_ELSE if set(said) & TIMES else NOTHING]


def _changed(before: "Settings", after: "Settings") -> Iterator[str]:
    """What is other than before, and what there is to say about it."""
    from reminder.for_you import for_you

    old, new = for_you(before), for_you(after)
    gone = [key for key in before.because if key not in after.because]
    yield from (sentence for sentence in new if sentence not in old)
    yield from (f"{key} is as for everybody again." for key in gone)
    yield from (warning for warning in after.warnings if warning not in before.warnings)
    moved = any(before.values[f"about_you.{key}"] != after.values[f"about_you.{key}"] for key in TIMES)
    if moved:
        yield "Your plan goes by your times."
    elif old == new:
        yield "Your plan stays as it is."
    elif set(new) < set(old) and not gone:
        yield "What came because of it comes no more."
