"""Prompts as lines, answered by keys."""

import asyncio
import io
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Any, TextIO

import pytest

from reminder.backends import Unavailable
from reminder.core.events import Answer
from reminder.notify import Click, NotDelivered, Reply, Text
from reminder.notify.terminal import TerminalNotifier, open_terminal
from tests.private_bus import until

PROMPT = Text("Stand up for two minutes", "31 minutes in the chair.")


def notifier(stream: TextIO, stdin: TextIO | None = None) -> TerminalNotifier:
    return TerminalNotifier(snooze=timedelta(minutes=10), stream=stream, stdin=stdin, now=half_past_two)


def half_past_two() -> datetime:
    return datetime(2026, 3, 2, 14, 30, tzinfo=timezone(timedelta(hours=1)))


@dataclass
class Terminal:
    """A real terminal: what the program reads, and the keyboard at its other end."""

    stdin: TextIO
    keyboard: int

    def type(self, keys: bytes) -> None:
        os.write(self.keyboard, keys)


@pytest.fixture
def terminal() -> Iterator[Terminal]:
    if sys.platform == "win32":
        pytest.skip("no loop can wait for a Windows console")
    keyboard, its = os.openpty()
    with os.fdopen(its) as stdin:
        yield Terminal(stdin, keyboard)
    os.close(keyboard)


def test_a_prompt_is_two_calm_lines_with_the_time() -> None:
    """Without a keyboard no keys are offered: answers come by `reminder done`."""
    output = io.StringIO()
    asyncio.run(notifier(output).show(PROMPT, lambda reply: None))
    assert output.getvalue() == "14:30  Stand up for two minutes\n       31 minutes in the chair.\n"


def test_a_message_that_leads_somewhere_says_how_to_get_there() -> None:
    """Nothing in a terminal can be clicked."""
    output = io.StringIO()
    click = Click("See your week", lambda: None, "'reminder summary last' prints it.")
    asyncio.run(notifier(output).tell(Text("31 of 40 breaks", "Longest sit 1 h."), click))
    assert output.getvalue().splitlines()[1:] == [" " * 7 + "Longest sit 1 h.", " " * 7 + click.otherwise]


def test_with_a_keyboard_it_says_which_keys_answer(terminal: Terminal) -> None:
    """Nobody can guess them."""
    output = io.StringIO()

    async def story() -> None:
        at = notifier(output, terminal.stdin)
        await at.show(PROMPT, lambda reply: None)
        await at.close()

    asyncio.run(story())
    assert output.getvalue().splitlines()[2:] == ["       d done · s in 10 min · k skip, then Enter"]


@pytest.mark.parametrize(("stdin", "answers"), [(None, False), (io.StringIO("d\n"), False)])
def test_only_a_keyboard_can_answer(stdin: TextIO | None, answers: bool) -> None:  # noqa: FBT001 - parametrized
    """A pipe is not a person; the tray and the command line must know that they carry the answers."""
    assert notifier(io.StringIO(), stdin).answers is answers


def test_a_terminal_can_answer(terminal: Terminal) -> None:
    """And the tray need not."""
    assert notifier(io.StringIO(), terminal.stdin).answers is True


@pytest.mark.parametrize("keys", [b"s\n", b" S \n", b"x\n\ns\n", b"s\nd\n"])
def test_the_first_key_that_means_something_answers(terminal: Terminal, keys: bytes) -> None:
    """Typing errors cost nothing, and a second thought comes too late."""
    output = io.StringIO()

    async def story() -> list[Reply]:
        replies = list[Reply]()
        at = notifier(output, terminal.stdin)
        await at.show(PROMPT, replies.append)
        terminal.type(keys)
        await until(lambda: replies)
        await at.close()
        return replies

    assert asyncio.run(story()) == [Answer.SNOOZE]
    assert output.getvalue().count("then Enter") == (2 if b"x" in keys else 1)


def test_what_was_typed_before_the_prompt_answers_nothing(terminal: Terminal) -> None:
    """It was typed about something else."""

    async def story() -> list[Reply]:
        replies = list[Reply]()
        at = notifier(io.StringIO(), terminal.stdin)
        terminal.type(b"k\n")
        await at.show(PROMPT, replies.append)
        terminal.type(b"d\n")
        await until(lambda: replies)
        await at.close()
        return replies

    assert asyncio.run(story()) == [Answer.DONE]


def test_a_withdrawn_prompt_says_so_once() -> None:
    """Whoever comes back to the terminal must not answer something old; nothing open, nothing said."""
    output = io.StringIO()

    async def story() -> None:
        at = notifier(output)
        await at.show(PROMPT, lambda reply: None)
        await at.withdraw("")
        await at.withdraw("")

    asyncio.run(story())
    assert output.getvalue().splitlines()[2:] == ["14:30  No answer needed any more."]


def test_an_answered_prompt_is_withdrawn_in_silence(terminal: Terminal) -> None:
    """The service withdraws after an answer too."""
    output = io.StringIO()

    async def story() -> None:
        replies = list[Reply]()
        at = notifier(output, terminal.stdin)
        await at.show(PROMPT, replies.append)
        terminal.type(b"d\n")
        await until(lambda: replies)
        await at.withdraw("")

    asyncio.run(story())
    assert "No answer" not in output.getvalue()


@pytest.mark.parametrize("end", [b"\x04", None])
def test_a_keyboard_that_goes_away_leaves_the_prompt_standing(end: bytes | None) -> None:
    """Ctrl-D, or the terminal window closed: no busy loop, no error, and `reminder done` still works."""
    if sys.platform == "win32":
        pytest.skip("no loop can wait for a Windows console")

    async def story() -> list[Reply]:
        keyboard, its = os.openpty()
        with os.fdopen(its) as stdin:
            replies = list[Reply]()
            at = notifier(io.StringIO(), stdin)
            await at.show(PROMPT, replies.append)
            if end:
                os.write(keyboard, end)
            else:
                os.close(keyboard)
            loop: Any = asyncio.get_running_loop()
            await until(lambda: stdin.fileno() not in loop._selector.get_map())
            await at.close()
            if end:
                os.close(keyboard)
            return replies

    assert asyncio.run(story()) == []


def test_a_terminal_that_is_gone_is_not_delivered() -> None:
    """Nobody can have seen it, so the log must not say that somebody has."""
    reader, its = os.pipe()
    stream = os.fdopen(its, "w")
    at = notifier(stream)
    asyncio.run(at.show(PROMPT, lambda reply: None))
    os.close(reader)
    with pytest.raises(NotDelivered, match="terminal is gone"):
        asyncio.run(at.show(PROMPT, lambda reply: None))
    asyncio.run(at.withdraw(""))
    with suppress(BrokenPipeError):
        stream.close()


def test_an_old_console_shows_what_it_can(tmp_path: Path) -> None:
    """Better a question mark than a UnicodeEncodeError and no reminder."""
    path = tmp_path / "out"
    with path.open("w", encoding="ascii") as stream:
        asyncio.run(notifier(stream).show(Text("Café", "1 · 2"), lambda reply: None))
    assert path.read_text() == "14:30  Caf?\n       1 ? 2\n"


def test_a_closed_output_is_no_way_to_notify() -> None:
    """Under pythonw or a service manager there may be none."""

    async def story() -> None:
        stream = io.StringIO()
        stream.close()
        with pytest.raises(Unavailable, match="output is closed"):
            await open_terminal(snooze=timedelta(minutes=10), stream=stream, stdin=None, now=half_past_two)

    asyncio.run(story())


SHELL = """
import fcntl, os, signal, subprocess, sys, termios
fcntl.ioctl(0, termios.TIOCSCTTY, 0)
job = subprocess.Popen([sys.executable, "-c", sys.argv[1]], process_group=0)
_, status = os.waitpid(job.pid, os.WUNTRACED)
if os.WIFSTOPPED(status):
    job.kill()
    sys.exit("the job was stopped")
print("shell:", os.read(0, 10).decode())
"""
"""Owns the terminal, runs a background job, then reads the line itself."""

JOB = """
import asyncio, sys
from datetime import datetime, timedelta
from reminder.notify import Text
from reminder.notify.terminal import TerminalNotifier
async def story():
    midnight = datetime(2026, 3, 2)
    at = TerminalNotifier(snooze=timedelta(0), stream=sys.stdout, stdin=sys.stdin, now=lambda: midnight)
    await at.show(Text("Stand up", ""), print)
    await asyncio.sleep(0)
    await at.close()
asyncio.run(story())
"""


def test_in_the_background_the_keys_are_left_to_the_shell(terminal: Terminal) -> None:
    """After `reminder &` touching them would stop the whole service (SIGTTIN, SIGTTOU)."""
    terminal.type(b"d\n")
    shell = subprocess.Popen(
        [sys.executable, "-c", SHELL, JOB],
        stdin=terminal.stdin,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    )
    output, _ = shell.communicate(timeout=30)
    assert output.split("\n") == ["00:00  Stand up", "shell: d", "", ""]


def test_moved_to_the_background_it_stops_listening(terminal: Terminal, monkeypatch: pytest.MonkeyPatch) -> None:
    """Ctrl-Z and `bg` while a prompt is open: the next line is the shell's."""

    async def story() -> list[Reply]:
        replies = list[Reply]()
        at = notifier(io.StringIO(), terminal.stdin)
        await at.show(PROMPT, replies.append)
        monkeypatch.setattr("reminder.notify.terminal._in_foreground", lambda keyboard: False)
        terminal.type(b"d\n")
        loop: Any = asyncio.get_running_loop()
        await until(lambda: terminal.stdin.fileno() not in loop._selector.get_map())
        await at.close()
        return replies

    assert asyncio.run(story()) == []
    assert os.read(terminal.stdin.fileno(), 10) == b"d\n"
