"""Every verb, one after the other in one process: `python -m tests.faults.every_verb FOLDER [--all]`.

Exports go into the folder. Standard error has "CODE WORDS" for each; without --all it is those that write something.
"""

import os
import sys
from collections.abc import Iterator

from reminder.cli import main

EXPORTS = (
    "summary --html {0}/summary.html",
    "summary --png {0}/summary.png",
    "summary --csv {0}/log.csv",
    "guide --html {0}/guide.html",
    "why --html {0}/why.html",
)
"""What goes where the user says."""

WRITING = (
    "drink 250ml tea",
    "pause 1h",
    "resume",
    "config set movement.every 40min",
    "config undo",
    "config edit",
    "autostart on --way xdg",
    "desktop on",
    "summary --open",
    "guide --open",
    "why --open",
)
"""What leaves something behind: in the log, the settings, for the desktop; pages lie among the user's data."""

READING = (
    "undo",
    "caffeine 80mg",
    "activity 20min walk",
    "ache 3",
    "heat on",
    "workout on",
    "pseudoephedrine on",
    "flare on",
    "flare off",
    "break",
    "done",
    "snooze",
    "skip",
    "status --json",
    "log",
    "guide E13 --terminal",
    "about --show",
    "config show",
    "simulate --days 1",
    "doctor",
    "autostart status",
    "desktop status",
    "desktop off",
    "autostart off",
    "uninstall --dry-run",
    "help drink",
    "quit",
)
"""Of the others one each, the last of which ends the service."""


def _ending(words: str) -> int | str | None:
    try:
        return main(words.split())
    except SystemExit as end:
        return end.code


def _endings(folder: str, more: tuple[str, ...]) -> Iterator[str]:
    os.environ["EDITOR"] = "true"
    for words in (*WRITING, *(each.format(folder) for each in EXPORTS), *more):
        yield f"{_ending(words)} {words}"


if __name__ == "__main__":
    for ending in _endings(sys.argv[1], READING if "--all" in sys.argv else ()):
        sys.stderr.write(f"{ending}\n")
