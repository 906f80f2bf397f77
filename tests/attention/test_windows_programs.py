"""Programs of Windows by the names that people know."""

import os

import pytest

from reminder.attention.windows_programs import Process, names_of, title_of
from tests.attention.systems import FakeWindows

CHROME = r"C:\Program Files\Google\Chrome\Application\chrome.exe"


@pytest.mark.parametrize(
    ("file", "described", "name"),
    [
        (CHROME, "Google Chrome", "Google Chrome"),
        (CHROME, "  ", "chrome"),
        (CHROME, "", "chrome"),
        ("Zoom.exe", "", "Zoom"),
        (r"\\server\share\node.js.exe", "", "node.js"),
        ("", "", ""),
    ],
)
def test_a_program_is_called_what_task_manager_calls_it(file: str, described: str, name: str) -> None:
    """Its file's own description, and else the file's name."""
    windows = FakeWindows()
    windows.titles[file] = described
    assert title_of(windows, Process(1, file)) == name


def test_processes_of_one_program_are_one_name() -> None:
    """A browser is ten processes; we and Windows itself are none."""
    windows = FakeWindows()
    windows.running = [Process(5, CHROME), Process(6, CHROME), Process(os.getpid(), "python.exe"), Process(0, "Idle")]
    assert names_of(windows, [0, 6, os.getpid(), 5, 99]) == ("Chrome", "a program without a name")
