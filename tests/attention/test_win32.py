"""The calls of Windows, on Windows (or wine): what they answer of ourselves is known."""

import asyncio
import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

if sys.platform != "win32":
    pytest.skip("needs Windows", allow_module_level=True)

import winreg

from reminder.attention import win32
from reminder.attention.readings import parts_of, read_all
from reminder.attention.table import sources

HIVE = "HKEY_CURRENT_USER"
KEY = r"Software\reminder tests"


@pytest.fixture
def key() -> Iterator[str]:
    winreg.CreateKey(winreg.HKEY_CURRENT_USER, KEY).Close()
    yield KEY
    for below in win32.keys(HIVE, KEY) or {}:
        winreg.DeleteKey(winreg.HKEY_CURRENT_USER, rf"{KEY}\{below}")
    winreg.DeleteKey(winreg.HKEY_CURRENT_USER, KEY)


def test_we_are_among_the_processes() -> None:
    """With our file, and started before now and after 2020."""
    ours = win32.process(os.getpid())

    assert ours in win32.processes()
    assert Path(ours.file).samefile(sys.executable)
    assert ours.started > 132_223_104_000_000_000
    assert ours.package == ""


def test_a_process_that_is_not_there_shows_nothing() -> None:
    """It may go between two questions."""
    assert win32.process(3) == (3, "", 0, "")


def test_a_file_says_what_it_is() -> None:
    """The words of Task Manager; of a file without any, none."""
    assert win32.description(sys.executable) == "Python"
    assert win32.description(__file__) == ""
    assert win32.description(r"C:\nowhere\at all.exe") == ""


def test_keys_are_read_with_their_values(key: str) -> None:
    """Numbers as numbers, whatever else is there; a key without values is empty, a missing one is None."""
    with winreg.CreateKey(winreg.HKEY_CURRENT_USER, rf"{key}\C:#Zoë#a.exe") as made:
        winreg.SetValueEx(made, "LastUsedTimeStop", 0, winreg.REG_QWORD, 2**40)
        winreg.SetValueEx(made, "Value", 0, winreg.REG_SZ, "Allow")
    winreg.CreateKey(winreg.HKEY_CURRENT_USER, rf"{key}\empty").Close()

    assert win32.keys(HIVE, key) == {"C:#Zoë#a.exe": {"LastUsedTimeStop": 2**40, "Value": "Allow"}, "empty": {}}
    assert win32.keys(HIVE, rf"{key}\nowhere") is None


def test_windows_answers() -> None:
    """Each level, but for the two that depend on the machine, is told, or has a sentence."""
    parts = {part.name: part for part in parts_of(asyncio.run(read_all(sources(), {})))}

    assert {"full screen", "kept awake"} <= {name for name, part in parts.items() if part.used}
    assert all(part.used or part.refused for part in parts.values())
    assert 1 <= win32.notification_state() <= 7
    active = win32.active_window()
    assert active is None or win32.process(active.process).file
