"""`reminder doctor`: what works here, what does not, and what would help; and a report of it for a bug."""

import argparse
import json
import sys
from pathlib import Path
from typing import Any

from reminder import __version__, control
from reminder.cli_asking import OLDER
from reminder.cli_ending import DONE, CannotDo
from reminder.cli_terminal import NARROWEST, paint_for, say, terminal_width
from reminder.paths import Places


def doctor(args: argparse.Namespace, where: Places) -> int:
    """Say what the running service uses here and why nothing better; or what it would use, if it ran."""
    from reminder.report.doctor import as_words

    if args.report is not None:
        return _report(args.report, where)
    try:
        told = _told(where)
    except control.NotAnswering as silence:
        raise CannotDo(str(silence)) from None
    if args.json:
        print(json.dumps({"running": told["running"], "parts": told["parts"]}))
    else:
        width, paint = max(terminal_width(), NARROWEST), paint_for(sys.stdout)
        print(as_words(told["parts"], version=__version__, running=told["running"], width=width, paint=paint))
    return DONE


def _told(where: Places) -> dict[str, Any]:
    """What the service says of itself; without one, what would be found by one.

    Raises:
        NotAnswering: it is there, and says nothing.
        CannotDo: it says that it cannot.
    """
    import asyncio

    from reminder.doctor import examine

    try:
        told = control.ask(where.control, {"verb": "doctor"})
    except control.NotAnswering:
        raise
    except control.NotRunning:
        return {"parts": asyncio.run(examine(where)), "running": False}
    if "error" in told:
        raise CannotDo(str(told["error"]))
    if "parts" not in told:
        raise CannotDo(OLDER)
    return {**told, "running": True}


def _report(file: str, where: Places) -> int:
    """Write it where it was asked for, else into this folder; where that cannot be, beside the log."""
    from reminder.bug_report import bug_report
    from reminder.clock import now

    at = now()
    try:
        service: dict[str, Any] | str = _told(where)
    except (control.NotAnswering, CannotDo) as reason:
        service = str(reason)
    text = bug_report(where, service, at).encode("utf-8", "backslashreplace")  # a path may hold any bytes
    if file == "-":
        print(text.decode(), end="")
        return DONE
    name = f"reminder-report-{at:%Y-%m-%d-%H%M}.txt"
    path = _written(text, [Path(file).absolute()] if file else [Path.cwd() / name, where.data / name])
    say(f"{path}\nIt was sent nowhere. Read it before you send it to us: nothing private should be in it.")
    return DONE


def _written(text: bytes, paths: list[Path]) -> Path:
    from reminder.whole_file import put_in_place

    reason = ""
    for path in paths:
        try:
            put_in_place(path, text)
        except OSError as problem:
            reason = f"{path} cannot be written: {problem.strerror or problem}."
        else:
            return path
    raise CannotDo(f"{reason} Name another file: 'reminder doctor --report FILE'; - prints it.")
