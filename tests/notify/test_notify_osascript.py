"""AppleScript as a way to notify: the words are arguments, the wait has an end, and a failure has a reason."""

import asyncio
import os
import sys
from datetime import timedelta
from pathlib import Path

import pytest

from reminder.backends import Unavailable
from reminder.notify import Click, NotDelivered, Text
from reminder.notify.osascript import SCRIPT, open_osascript

PROMPT = Text("Stand up for two minutes", "31 minutes in the chair.\nSit differently afterwards.")

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="its stand-in is a shell script")


@pytest.fixture
def osascript(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A program of that name; it writes down what it was given, an argument a line and a NUL after each."""
    program = tmp_path / "osascript"
    stands_for(program, f'printf "%s\\0" "$@" > {tmp_path}/given')
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
    return program


def stands_for(program: Path, script: str) -> None:
    program.write_text(f"#!/bin/sh\n{script}\n")
    program.chmod(0o700)


def tell(text: Text, limit: timedelta = timedelta(seconds=10)) -> None:
    async def story() -> None:
        notifier = await open_osascript(limit=limit)
        handle = await notifier.show(text, lambda reply: None)
        await notifier.withdraw(handle)
        await notifier.close()

    asyncio.run(story())


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (PROMPT, [PROMPT.title, PROMPT.body]),
        (Text('" & (do shell script "x") & "', "\\"), ['" & (do shell script "x") & "', "\\"]),
        (Text("-l JavaScript", "-e"), ["–l JavaScript", "–e"]),
    ],
    ids=["plain", "script", "options"],
)
def test_words_are_arguments_and_never_script(osascript: Path, text: Text, words: list[str]) -> None:
    """A title from config.toml must not become a program, nor an option of one."""
    tell(text)

    *given, end = (osascript.parent / "given").read_text().split("\0")
    assert end == ""
    assert given[-2:] == words
    assert given[:-2] == [part for line in SCRIPT for part in ("-e", line)]


def test_a_message_that_leads_somewhere_says_how_to_get_there(osascript: Path) -> None:
    """A click on it opens Script Editor, and tells us nothing."""

    async def story() -> None:
        notifier = await open_osascript()
        await notifier.tell(PROMPT, Click("See it", lambda: None, "'reminder summary' has it."))

    asyncio.run(story())

    given = (osascript.parent / "given").read_text().split("\0")
    assert given[-2] == f"{PROMPT.body}\n'reminder summary' has it."


def test_without_the_program_it_is_unavailable(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """So that the next row of the table is tried."""
    monkeypatch.setenv("PATH", str(tmp_path))

    with pytest.raises(Unavailable, match="osascript"):
        asyncio.run(open_osascript())


def test_its_own_complaint_is_the_reason(osascript: Path) -> None:
    """It is kept in the log (P7)."""
    stands_for(osascript, "echo 'execution error: not allowed (-1743)' >&2; exit 1")

    with pytest.raises(NotDelivered, match=r"osascript failed: execution error: not allowed \(-1743\)"):
        tell(PROMPT)


def test_a_failure_without_a_word_has_a_reason(osascript: Path) -> None:
    """An empty one would help nobody."""
    stands_for(osascript, "exit 3")

    with pytest.raises(NotDelivered, match="ended with 3"):
        tell(PROMPT)


def test_it_is_not_waited_for_without_end(osascript: Path) -> None:
    """It hangs while the system asks the user whether it may run; and it does not stay behind."""
    stands_for(osascript, f"echo $$ > {osascript.parent}/pid; exec sleep 600")

    with pytest.raises(NotDelivered, match="did not return"):
        tell(PROMPT, limit=timedelta(seconds=0.5))

    with pytest.raises(ProcessLookupError):
        os.kill(int((osascript.parent / "pid").read_text()), 0)


def test_a_program_that_does_not_start_is_not_delivered(osascript: Path) -> None:
    """It may be broken, or forbidden; the reason is kept in the log (P7)."""
    osascript.write_text("no program")

    with pytest.raises(NotDelivered, match="does not start"):
        tell(PROMPT)
