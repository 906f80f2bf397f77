"""The verbs of the command line and their arguments, declared once."""

import argparse
import re
from collections.abc import Callable, Sequence
from typing import Any

from reminder import __version__

EXAMPLES = """examples:
  reminder                      run the service: tray, else notifications alone, else this terminal
  reminder status               what it knows, what comes next, why it is silent
  reminder doctor               what it can sense here, and what would help where it cannot
  reminder done                 answer the prompt on the screen (also: snooze, skip)
  reminder break                have a break now
  reminder pause 1h             be silent for an hour (also: until 15:00, until tomorrow)
  reminder drink 250ml tea      log what you drank (nothing: a glass of water)
  reminder caffeine --ask tea   may I still have one? Nothing is logged
  reminder summary last         last week, counted
  reminder guide                how to do the exercises of the moment, in your browser
  reminder why stretch          why you are reminded to stretch; --open shows it in the browser
  reminder config set movement.every "45 min"
  reminder config undo          take that back
"""
WITHOUT_SERVICE = (
    "Exit codes: 0: it is told; 1: no service is running, so only what the log knows of today is told: water, caffeine "
    "and activity; 2: your config or arguments; 3: our bug."
)
UNDO = (
    "Put config.toml back exactly as it was before 'config set', 'about' or the tray's menu last changed it. Done "
    "twice, the change is made again. A file that has been edited since is left alone."
)
BARE = argparse.RawDescriptionHelpFormatter
Verbs = dict[str, Callable[..., int]]


def parser(verbs: Verbs) -> argparse.ArgumentParser:
    """The parser; `verbs` gives the function of each verb by its name, "tell" that of those the service answers."""
    top = argparse.ArgumentParser(
        prog="reminder",
        description="Reminds you to move, and keeps a truthful log of whether you did.",
        epilog=EXAMPLES,
        formatter_class=BARE,
    )
    top.add_argument("--version", action="version", version=f"reminder {__version__}")
    top.add_argument("-v", "--verbose", action="store_true", help="say what happens, on standard error")
    top.set_defaults(verb=verbs["run"])
    sub = top.add_subparsers(title="verbs", metavar="VERB")

    def add(name: str, help_text: str, verb: str | None = None) -> argparse.ArgumentParser:
        each = sub.add_parser(name, help=help_text, description=help_text[:1].upper() + help_text[1:] + ".")
        each.set_defaults(verb=verbs[verb or name], name=name)
        return each

    for name, help_text in (
        ("done", "say that you did what the prompt asked"),
        ("snooze", "put the prompt off for a while"),
        ("skip", "say no to the prompt"),
        ("resume", "end a pause"),
    ):
        add(name, help_text, "tell")
    add("break", "have a break now", "tell").add_argument(
        "word", nargs="*", metavar="KIND", help="movement, stretch, …"
    )
    pause = add("pause", "be silent; sitting is still counted", "tell")
    pause.add_argument(
        "word", nargs="*", metavar="FOR", help="'30 min', 1h, until 15:00, until tomorrow; nothing: until resume"
    )
    _intake(add)
    about = add("about", "say something about yourself, so that the plan fits you; it stays on this machine")
    about.add_argument("--show", action="store_true", help="print your answers and what they change")
    _json(add("status", "say what reminder knows right now")).epilog = WITHOUT_SERVICE
    _json(add("doctor", "say what each part is done with here, what was tried and why not, and what would help"))
    log = _json(add("log", "print the log, oldest first"))
    log.add_argument("--since", metavar="DATE", help="from this day on, like 2026-03-02")
    _summary(_json(add("summary", "print the summary of a week, a month or a year")))
    why = _json(add("why", "say why these reminders: what each may say, what that rests on, what nobody claims"))
    why.add_argument(
        "kind", nargs="?", metavar="KIND", help="movement, stretch, …, or a claim of the article, C24 say; nothing: all"
    )
    why.add_argument("--claims", action="store_true", help="the article's forty claims, and how research sees each")
    why.add_argument("--open", action="store_true", help="open it as a page in your browser")
    why.add_argument("--html", metavar="FILE", help="write that page to a file")
    shown = _json(add("guide", "show the exercises of the moment, or one of them, with pictures that move"))
    shown.add_argument(
        "exercise", nargs="?", metavar="EXERCISE", help="E13, or a part of its name; nothing: what is asked for now"
    )
    shown.add_argument("--terminal", action="store_true", help="tell it here, without pictures")
    shown.add_argument("--open", action="store_true", help="open the page in your browser, or fail")
    shown.add_argument("--html", metavar="FILE", help="write that page to a file")
    day = _json(add("simulate", "run the real core over a plausible day, or over a trace"))
    day.add_argument("--days", type=int, default=1, metavar="N", help="how many days (default 1)")
    day.add_argument("--seed", type=int, default=0, metavar="N", help="another number, other days (default 0)")
    day.add_argument("--trace", metavar="FILE", help="JSON lines, one event each; - is standard input")
    _config(add("config", "show, check, explain or change config.toml"), verbs["config"])
    return top


def _summary(each: argparse.ArgumentParser) -> None:
    each.add_argument(
        "period",
        nargs="*",
        metavar="PERIOD",
        help="last, a date, 2026-W10, 'last month', 2026-03, year or 2026; nothing: this week",
    )
    each.add_argument("--open", action="store_true", help="open it as a page in your browser")
    each.add_argument("--html", metavar="FILE", help="write that page to a file")
    each.add_argument("--png", metavar="FILE", help="write a picture to keep or share, without private detail")
    each.add_argument("--detail", action="store_true", help="with --png: with sitting, water and caffeine as well")
    each.add_argument("--csv", metavar="FILE", help="write everything logged in it as a table, for spreadsheets")
    each.add_argument("--apply", metavar="NAME", help="make a change that it suggests; 'config undo' takes it back")


NOTED = (
    ("drink", "WHAT", "log a drink", "250ml, 'tea', '250 ml tea'; nothing: a usual glass of water"),
    ("caffeine", "WHAT", "log caffeine, or say what you had today", "espresso, 80mg; nothing: say what you had"),
    ("activity", "MINUTES", "log that you were active, for the goal of the week", "30, '1 h walking'"),
    ("ache", "LEVEL", "say how your back feels; from 4 on its exercises are the gentle ones", "0 (fine) to 10"),
    ("heat", "on|off", "say that today is hot: more water, up to a ceiling", "until the day ends"),
    ("workout", "on|off", "say that you train today: a higher goal for water", "until the day ends"),
    ("pseudoephedrine", "on|off", "say that you take a cold remedy with it today", "until the day ends"),
    ("flare", "on|off", "begin or end the gentle set for a sore back", "for three days at most"),
)
"""The verbs for what the user says of themselves: name, what its words are called, and help for both."""


def _intake(add: Callable[..., argparse.ArgumentParser]) -> None:
    for name, words, help_text, what in NOTED:
        each = add(name, help_text, "note")
        each.add_argument("word", nargs="*", metavar=words, help=what)
        if name == "caffeine":
            each.add_argument("--ask", action="store_true", help="may I still have one? Nothing is logged")
            _json(each)
    undo = add("undo", "take back the last drink, dose or activity of today", "note")
    undo.add_argument("word", nargs="*", help=argparse.SUPPRESS)


def readable(words: Sequence[str]) -> list[str]:
    """The words with a true minus before an amount, so that "-3l" is no option but something that can be refused."""
    verb = next((word for word in words if not word.startswith("-")), "")
    if all(verb != name for name, *_ in NOTED):
        return list(words)
    return [re.sub(r"^-(?=[.,]?\d)", "\N{MINUS SIGN}", word) for word in words]


def _json(each: argparse.ArgumentParser) -> argparse.ArgumentParser:
    each.add_argument("--json", action="store_true", help="for programs")
    return each


def _config(each: argparse.ArgumentParser, verb: Callable[..., int]) -> None:
    what: Any = each.add_subparsers(title="what", metavar="WHAT", required=True)

    def add(name: str, help_text: str, more: str = "") -> argparse.ArgumentParser:
        one: argparse.ArgumentParser = what.add_parser(name, help=help_text, description=more or None)
        one.set_defaults(verb=verb, what=name)
        return one

    add("path", "where config.toml is")
    add("check", "whether it is in order")
    add("show", "every setting in force, and where it comes from")
    add("explain", "what a setting does").add_argument(
        "key", nargs="?", metavar="KEY", help="movement.every, say; nothing: all"
    )
    change = add("set", "change one setting, comments and order kept")
    change.add_argument("key", metavar="KEY")
    change.add_argument("value", nargs="+", metavar="VALUE")
    add("undo", "take back what a command changed last; again: have it after all", UNDO)
    add("edit", "open it in your editor, and check it afterwards")
    add("schema", "its JSON Schema, for editors")
