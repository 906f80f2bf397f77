"""Prompts as lines in the terminal the service was started from, answered by a key and Enter."""

import asyncio
import os
import sys
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path
from typing import TextIO

from reminder.backends import Unavailable
from reminder.core.events import Answer
from reminder.notify import Click, NotDelivered, OnReply, Text
from reminder.notify.labels import later

KEYS = {"d": Answer.DONE, "s": Answer.SNOOZE, "k": Answer.SKIP}

MARGIN = " " * 7
"""As wide as the time and the two spaces after it."""


async def open_terminal(
    *, snooze: timedelta, stream: TextIO | None, stdin: TextIO | None, now: Callable[[], datetime]
) -> "TerminalNotifier":
    """Use this stream, which may be a file or a pipe to a log as well.

    Raises:
        Unavailable: it is closed or leads nowhere, as in a service without a terminal.
    """
    if stream is None or stream.closed:
        raise Unavailable("the output is closed, so not even the terminal can show anything")
    if _leads_nowhere(stream):
        raise Unavailable(f"the output goes to {os.devnull}, where nobody can see anything")
    return TerminalNotifier(snooze=snooze, stream=stream, stdin=stdin, now=now)


def _leads_nowhere(stream: TextIO) -> bool:
    """Whether what is written there is thrown away: unseen must not pass for ignored."""
    with suppress(OSError, ValueError):  # a stream without a file, in tests or in another program
        return os.path.samestat(os.fstat(stream.fileno()), Path(os.devnull).stat())
    return False


class TerminalNotifier:
    """Writes to one stream and reads keys from one terminal.

    Has no handles: what is written stays written. `now` gives local time.
    """

    confirms = True

    def __init__(self, *, snooze: timedelta, stream: TextIO, stdin: TextIO | None, now: Callable[[], datetime]) -> None:
        self._stream = stream
        self._now = now
        self._snooze = later(snooze)
        self._keyboard = _keyboard(stdin)
        self._typed = b""
        self._on_reply: OnReply | None = None
        self.answers = self._keyboard is not None

    async def show(self, text: Text, on_reply: OnReply) -> str:
        """Write the prompt and, with a keyboard, which keys answer it."""
        reading = self._start_reading()
        self._write(text, self._keys() if reading else "")
        self._on_reply = on_reply
        return ""

    async def withdraw(self, handle: str) -> None:
        """Say in one line that the open prompt needs no answer any more."""
        if self._on_reply is None:
            return
        self._on_reply = None
        self._stop_reading()
        with suppress(NotDelivered):  # nobody reads here any more, so there is nothing to take back
            self._write(Text("No answer needed any more.", ""))

    async def tell(self, text: Text, click: Click | None = None) -> None:
        """Write the message."""
        self._write(text if click is None else click.told_without(text))

    async def trouble(self) -> str:
        """A terminal that goes is met by the next prompt."""
        return ""

    async def close(self) -> None:
        """Leave the keyboard alone; the streams are not ours to close."""
        self._on_reply = None
        self._stop_reading()

    def _keys(self) -> str:
        return f"d done · s {self._snooze.lower()} · k skip, then Enter"

    def _write(self, text: Text, *more: str) -> None:
        below = [MARGIN + line for part in (text.body, *more) for line in part.splitlines()]
        self._put("\n".join([f"{self._now():%H:%M}  {text.title}", *below]) + "\n")

    def _put(self, words: str) -> None:
        encoding = self._stream.encoding or "utf-8"
        try:
            # an old console has no "·": better a question mark than no reminder
            self._stream.write(words.encode(encoding, "replace").decode(encoding))
            self._stream.flush()
        except (OSError, ValueError) as error:  # ValueError: closed
            raise NotDelivered(f"the terminal is gone ({error})") from error

    def _start_reading(self) -> bool:
        if self._keyboard is None or not _in_foreground(self._keyboard):
            return False
        self._typed = b""
        _forget_typed(self._keyboard)
        asyncio.get_running_loop().add_reader(self._keyboard, self._read)
        return True

    def _stop_reading(self) -> None:
        if self._keyboard is not None:
            asyncio.get_running_loop().remove_reader(self._keyboard)

    def _read(self) -> None:
        if self._keyboard is None or not _in_foreground(self._keyboard):
            self._stop_reading()  # moved to the background: reading would stop the whole process (SIGTTIN)
            return
        try:
            got = os.read(self._keyboard, 1024)
        except OSError:
            got = b""
        if not got:
            self._stop_reading()  # Ctrl-D, or the terminal was closed
            return
        *lines, self._typed = (self._typed + got).split(b"\n")
        for line in lines:
            self._entered(line.decode(errors="replace").strip().lower())

    def _entered(self, key: str) -> None:
        on_reply = self._on_reply
        if on_reply is None or not key:
            return
        if key not in KEYS:
            with suppress(NotDelivered):  # nobody is reading who could mistype
                self._put(f"{MARGIN}{self._keys()}\n")
            return
        self._on_reply = None
        self._stop_reading()
        on_reply(KEYS[key])


def _keyboard(stdin: TextIO | None) -> int | None:
    """The file descriptor that keys come from; None: no keyboard, or none a loop can wait for (Windows)."""
    if sys.platform == "win32" or stdin is None or stdin.closed:
        return None
    return stdin.fileno() if stdin.isatty() else None


def _in_foreground(keyboard: int) -> bool:
    """Whether keys are meant for us: after `reminder &` they are the shell's."""
    if sys.platform == "win32":
        return False
    try:
        return os.tcgetpgrp(keyboard) == os.getpgrp()
    except OSError:  # not our controlling terminal, so no job control either
        return True


def _forget_typed(keyboard: int) -> None:
    """Drop what was typed before the prompt was there: it answers nothing."""
    if sys.platform != "win32":
        import termios

        termios.tcflush(keyboard, termios.TCIFLUSH)
