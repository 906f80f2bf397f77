"""Calls of an operating system fail, hang and refuse; each is a sentence, and none outlives the look."""

import asyncio
import threading
from collections.abc import Callable
from datetime import timedelta

import pytest

from reminder.attention.look import Look
from reminder.attention.system_calls import ask_system
from reminder.backends import Unavailable


def asked(question: Callable[[], str], limit: timedelta = timedelta(seconds=10)) -> str:
    async def story() -> str:
        async with Look({}, limit=limit) as look:
            return await ask_system(look, "the shell", question)

    return asyncio.run(story())


def test_what_is_told_is_told() -> None:
    """On a thread of its own: calls that wait must not hold up the icon and the clock."""
    assert asked(lambda: threading.current_thread().name) == "asks the shell"


@pytest.mark.parametrize(
    ("error", "sentence"),
    [
        (OSError(5, "Access is denied"), "the shell cannot be asked (Access is denied)"),
        (OSError("'prs#' is not told:\nwho?"), "the shell cannot be asked ('prs#' is not told: who?)"),
        (Unavailable("nobody is there"), "nobody is there"),
    ],
)
def test_a_call_that_fails_is_a_sentence(error: Exception, sentence: str) -> None:
    """It stands in a row of `reminder doctor`, so it has one line."""

    def fail() -> str:
        raise error

    with pytest.raises(Unavailable) as raised:
        asked(fail)
    assert str(raised.value) == sentence


def test_a_call_that_hangs_costs_the_limit() -> None:
    """Both coreaudiod and the shell have been seen to hang."""
    until_the_end = threading.Event()
    try:
        with pytest.raises(Unavailable, match=r"the shell did not answer in 0\.1 s"):
            asked(lambda: str(until_the_end.wait()), timedelta(seconds=0.1))
    finally:
        until_the_end.set()


def test_a_bug_of_ours_is_no_sentence() -> None:
    """Who reads a level writes it down with its traceback."""

    def broken() -> str:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        asked(broken)
