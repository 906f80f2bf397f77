"""What was probably meant: a sentence for a verb, an option or a value that does not exist. Only a mistake loads it."""

import re
from collections.abc import Callable, Sequence

from reminder.config.mistakes import closest, either, printable

MOST_TOLD = 12
"""Values that a sentence lists; where there are more, the help has them."""

MEANT = {
    "run": ("start", "run", "go", "daemon", "service", "tray", "gui"),
    "quit": ("exit", "kill", "end", "shutdown"),
    "status": ("next", "now", "when", "state", "show", "info", "today", "time"),
    "summary": ("stats", "statistics", "week", "month", "year", "report", "score", "progress"),
    "log": ("history", "list", "journal", "events", "export"),
    "break": ("stand", "stand up", "walk", "move", "rest", "up"),
    "pause": ("mute", "silence", "silent", "quiet", "hush", "dnd", "meeting", "sleep", "disable", "off"),
    "resume": ("unpause", "unmute", "continue", "enable", "on"),
    "snooze": ("later", "postpone", "wait", "delay", "defer"),
    "done": ("ok", "yes", "finish", "finished", "did", "complete"),
    "skip": ("no", "dismiss", "ignore", "cancel", "nope"),
    "drink": ("water", "glass", "drank", "hydrate", "sip", "juice", "milk", "soup"),
    "drink tea": ("tea",),
    "drink coffee": ("coffee",),
    "caffeine espresso": ("espresso", "mate", "cola"),
    "activity": ("sport", "training", "walked", "cycling"),
    "ache": ("pain", "hurt", "back", "sore"),
    "heat on": ("hot", "warm"),
    "guide": ("exercise", "exercises", "workouts", "pictures", "how"),
    "why": ("reason", "reasons", "claims", "sources", "evidence", "explain"),
    "about": ("me", "profile", "setup", "init", "wizard"),
    "config": ("settings", "options", "preferences", "prefs", "conf", "configure"),
    "config show": ("get", "print"),
    "config set": ("set", "change"),
    "config edit": ("edit", "open"),
    "config path": ("path", "where", "file"),
    "doctor": ("check", "test", "debug", "diagnose", "diagnostics", "health", "backends"),
    "autostart on": ("install", "login", "boot"),
    "desktop on": ("menu", "icon", "launcher"),
    "uninstall": ("remove", "delete", "purge"),
    "--version": ("version", "ver"),
}
"""Words that people try, by what would have helped them. A command whose verb there is not is left out."""

KINDS = ("movement", "posture", "stretch", "strengthen", "relax", "hydration", "tip")
"""These may be had at once."""

STOP = "There is no 'stop'. 'reminder quit' ends the service, 'reminder pause' keeps it silent for a while."
RESTART = "There is no 'restart'. 'reminder quit' ends the service, 'reminder' alone starts it."

WHOLE = {"stop": STOP, "restart": RESTART}
"""Words to which there is more to say than what is meant."""


def no_such_verb(word: str, known: Sequence[str], prog: str) -> str:
    """What helps somebody who typed this; `prog` is the command of which it is no verb."""
    there_is_none = f"There is no '{printable(word)}'{'' if prog == 'reminder' else f' in {prog!r}'}."
    plain = word.casefold().strip()
    if prog == "reminder":
        if plain in WHOLE:
            return WHOLE[plain]
        if helps := _helps(plain, known):
            return f"{there_is_none} {helps}"
    for command, words in MEANT.items():
        if command.startswith(f"{prog.removeprefix('reminder ')} ") and plain in words:
            return f"{there_is_none} Did you mean 'reminder {command}'?"
    near = closest(word, known)
    meant = f" Did you mean '{near}'?" if near else ""
    return f"{there_is_none}{meant} '{prog} --help' lists all."


def _helps(word: str, known: Sequence[str]) -> str:
    """What does what this word says; "": nobody knows."""
    if word in KINDS:
        return f"'reminder break {word}' gives you one now, 'reminder why {word}' says what it is for."
    for command, words in MEANT.items():
        if word not in words or word in known:
            continue
        if command == "run":
            return "'reminder' alone starts the service."
        if command.startswith("--") or command.split()[0] in known:
            return f"Did you mean 'reminder {command}'?"
    return ""


def needs_one_of(known: Sequence[str], prog: str) -> str:
    """A command that does nothing by itself."""
    return f"'{prog}' needs one more word: {either(known)}. '{prog} --help' tells what each does."


def no_such_option(word: str, known: Sequence[str], prog: str) -> str:
    """An option, or a word too many, after this command."""
    if not word.startswith("-"):
        return f"'{prog}' makes nothing of '{printable(word)}'. '{prog} --help' says what it takes."
    name = word.partition("=")[0]
    near = closest(name, [option for option in known if option.startswith("--")])
    meant = f" Did you mean '{near}'?" if near else ""
    return f"'{prog}' has no '{printable(name)}'.{meant} '{prog} --help' lists all."


def no_such_value(word: str, known: Sequence[str], what: str) -> str:
    """A value that is none of those that can stand there; `what` is what the help calls it."""
    near = closest(word, known)
    meant = f" Did you mean '{near}'?" if near else ""
    listed = f" Possible: {either(known)}." if len(known) <= MOST_TOLD else ""
    return f"'{printable(word)}' is no {what}.{meant}{listed}"


FOUND: tuple[tuple[str, Callable[[re.Match[str], str], str]], ...] = (
    (
        r"the following arguments are required: (.+)",
        lambda found, prog: f"'{prog}' needs {_named(found[1])}.",
    ),
    (
        r"argument (\S+): expected (?:one|at least one) argument",
        lambda found, prog: f"'{prog} {found[1]}' needs a word.",
    ),
    (
        r"argument (\S+): invalid int value: '(.*)'",
        lambda found, prog: f"'{prog} {found[1]}' needs a whole number, and '{printable(found[2])}' is none.",
    ),
    (
        r"ambiguous option: (\S+) could match (.+)",
        lambda found, prog: f"'{printable(found[1])}' could be {either(found[2].split(', '))}.",
    ),
    (
        r"argument (\S+): not allowed with argument (\S+)",
        lambda found, prog: f"One form at a time, please: {found[2]} or {found[1]}.",
    ),
    (
        r"argument (\S+): ignored explicit argument '(.*)'",
        lambda found, prog: f"'{found[1].rpartition('/')[2]}' takes no word, and '{printable(found[2])}' is one.",
    ),
)
"""What argparse says, and how we do."""


def in_our_words(message: str, prog: str) -> str:
    """What argparse found wrong; what it says in some later version in other words is passed on as it is."""
    for pattern, sentence in FOUND:
        if found := re.fullmatch(pattern, message, re.DOTALL):
            return f"{sentence(found, prog)} '{prog} --help' tells more."
    return f"{message[:1].upper()}{message[1:].rstrip('.')}. '{prog} --help' tells more."


def _named(names: str) -> str:
    """Arguments in a sentence: "a KEY and a VALUE"."""
    return " and ".join(f"a {name}" for name in names.split(", "))
