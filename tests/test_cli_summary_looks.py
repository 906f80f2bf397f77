"""`reminder summary` on terminals of every kind: colors only where they are wanted and understood."""

import sys
from pathlib import Path

import pytest

from reminder.cli import main
from tests.output import Screen


@pytest.fixture(autouse=True)
def environment(reminder_home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A terminal with colors, and nobody who asked for any or for none."""
    for name in ("NO_COLOR", "FORCE_COLOR", "TTY_COMPATIBLE", "COLUMNS"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("TERM", "xterm-256color")


def printed(screen: Screen, monkeypatch: pytest.MonkeyPatch) -> bytes:
    monkeypatch.setattr(sys, "stdout", screen)
    assert main(["summary", "2026-W10"]) == 0
    return screen.written.getvalue()


@pytest.mark.parametrize(
    ("terminal", "name", "value", "colored"),
    [
        (True, "TERM", "xterm", True),
        (True, "NO_COLOR", "1", False),
        (True, "TERM", "dumb", False),
        (False, "TERM", "xterm", False),
    ],
)
def test_colors_are_for_terminals_that_take_them(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str, *, terminal: bool, colored: bool
) -> None:
    """A pipe gets plain text, and so does who said NO_COLOR."""
    monkeypatch.setenv(name, value)

    out = printed(Screen(terminal=terminal), monkeypatch)

    assert (b"\x1b" in out) is colored
    assert b"No data for week 10" in out


def test_a_terminal_without_dots_gets_dashes(monkeypatch: pytest.MonkeyPatch) -> None:
    """A question mark would look like a fault."""
    out = printed(Screen(terminal=False, encoding="ascii"), monkeypatch)

    assert out.decode("ascii").startswith("Week 10 of 2026 - 2 to 8 March")
    assert b"?" not in out
