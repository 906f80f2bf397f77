"""Menus know the program by an entry that starts it, whatever its path looks like."""

import subprocess
from pathlib import Path

import pytest

from reminder.cli import VERBS
from reminder.cli_parser import parser
from reminder.notify import Text
from reminder.notify.freedesktop_message import Server, note
from reminder.share.entry import ACTIONS, FILE, ID, desktop_entry, started_by
from tests.conftest import need

ENTRY = desktop_entry("A clock", ["desk", "posture"])


def test_the_entry_is_a_valid_one(tmp_path: Path) -> None:
    """By the judgement of freedesktop.org's own tool, as it is and for a program at an odd place."""
    need("desktop-file-validate")
    odd = started_by(ENTRY, ("/home/ann/my \"$%`\\' venv/bin/reminder",), {"REMINDER_HOME": "/home/ann/a b"})
    for text in (ENTRY, odd):
        path = tmp_path / "reminder.desktop"
        path.write_text(text)

        done = subprocess.run(["desktop-file-validate", str(path)], capture_output=True, text=True, check=False)

        assert (done.returncode, done.stdout + done.stderr) == (0, "")


def test_what_the_menu_offers_can_be_started() -> None:
    """An action whose verb is gone would do nothing, unseen."""
    for _, _, words in ACTIONS:
        assert callable(parser(VERBS).parse_args(words).verb)


def test_notifications_come_under_the_entry_s_name() -> None:
    """So that GNOME and Plasma show them with our name and icon, and let their user switch them off by program."""
    server = Server("any", frozenset({"body"}))

    hints = note(Text("Hello", ""), server, icon="", replaces=0).body[6]

    assert hints["desktop-entry"].value == ID
    assert f"applications/{ID}.desktop" == FILE


def test_a_program_elsewhere_is_started_by_its_path() -> None:
    """A menu does not look into a virtual environment; and it leaves the entry out once that is gone."""
    lines = started_by(ENTRY, ("/v/bin/python", "-m", "reminder"), {}).splitlines()

    assert "TryExec=/v/bin/python" in lines
    assert "Exec=/v/bin/python -m reminder" in lines
    assert "Exec=/v/bin/python -m reminder pause 30min" in lines
    assert "Icon=reminder" in lines


@pytest.mark.parametrize(
    ("path", "written"),
    [
        ("/a b/reminder", '"/a b/reminder"'),
        ("/a$b/reminder", '"/a\\\\$b/reminder"'),
        ("/a%b/reminder", "/a%%b/reminder"),
        ('/a"b/reminder', '"/a\\\\"b/reminder"'),
        ("/a\\b/reminder", '"/a\\\\\\\\b/reminder"'),
    ],
)
def test_a_path_is_quoted_by_the_rules_of_entries(path: str, written: str) -> None:
    """The specification's own: quotes, escapes within, and those escaped once more as in every string."""
    assert f"Exec={written}" in started_by(ENTRY, (path,), {}).splitlines()


def test_the_folder_of_one_s_own_is_handed_on() -> None:
    """Started from the menu it must not be another reminder than the one that was put there."""
    lines = started_by(ENTRY, ("/v/reminder",), {"REMINDER_HOME": "/home/ann/a b"}).splitlines()

    assert 'Exec=env "REMINDER_HOME=/home/ann/a b" /v/reminder guide' in lines
    assert "TryExec=/v/reminder" in lines
