"""`reminder config undo`: what a command changed is taken back, and again; what was edited since is left alone."""

import asyncio
import io
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from reminder.cli import main
from reminder.cli_about import QUESTIONS
from reminder.config import load
from reminder.errands import change_setting
from reminder.paths import places

MINE = '# mine\n[movement]\nevery = "40 min"  # not 30\n'

Say = Callable[..., tuple[int, str, str]]


@pytest.fixture
def say(capsys: pytest.CaptureFixture[str]) -> Say:
    """Run `reminder config` with these words; its exit code, output and errors."""

    def said(*words: str) -> tuple[int, str, str]:
        code = main(["config", *words])
        return (code, *capsys.readouterr())

    return said


@pytest.fixture
def path(reminder_home: Path) -> Path:
    """The user's settings."""
    file = reminder_home / "config.toml"
    file.write_text(MINE)
    return file


class Terminal(io.StringIO):
    """Somebody who types."""

    def isatty(self) -> bool:
        return True


def about(monkeypatch: pytest.MonkeyPatch, **answers: str) -> None:
    """`reminder about`, with these answers and Enter for the rest."""
    typed = "".join(f"{answers.get(question.key, '')}\n" for question in QUESTIONS if question.key != "weight")
    monkeypatch.setattr("sys.stdin", Terminal(typed))
    assert main(["about"]) == 0


def test_a_change_is_taken_back_and_made_again(say: Say, path: Path) -> None:
    """To the byte, as often as one likes."""
    assert say("set", "movement.every", "45", "min")[0] == 0
    changed = path.read_text()

    assert say("undo") == (0, 'movement.every is "40 min" again.\n', "")
    assert path.read_text() == MINE
    assert say("undo") == (0, 'movement.every is "45 min" again.\n', "")
    assert path.read_text() == changed


@pytest.mark.usefixtures("path")
def test_with_nothing_to_take_back_it_says_so(say: Say, reminder_home: Path) -> None:
    """Exit 1; and nothing is made."""
    code, out, err = say("undo")

    assert (code, out) == (1, "")
    assert err == "There is nothing to take back: no command has changed your settings yet.\n"
    assert [file.name for file in reminder_home.iterdir()] == ["config.toml"]


def test_what_was_edited_since_is_left_alone(say: Say, path: Path) -> None:
    """Exit 1, what was, and how to have it again."""
    say("set", "movement.every", "45 min")
    path.write_text(path.read_text() + "# and by hand\n")
    edited = path.read_text()

    code, out, err = say("undo")

    assert (code, out) == (1, "")
    assert err.endswith('Before that, movement.every was "40 min". To have that again:\n'
                        '  reminder config set movement.every "40 min"\n')  # fmt: skip
    assert path.read_text() == edited


def test_a_file_that_cannot_be_read_is_the_users_to_mend(say: Say, path: Path) -> None:
    """Exit 2, as for every verb."""
    say("set", "movement.every", "45 min")
    path.unlink()
    path.mkdir()

    told = f"config.toml: it is a folder; settings are read from a plain text file. Move {path} away.\n"
    assert say("undo") == (2, "", told)


def test_all_answers_of_one_asking_are_taken_back_at_once(
    say: Say, path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """They were given in one command."""
    about(monkeypatch, smoker="y", high_stress="y")
    assert load(path).about == {"smoker", "high_stress"}
    capsys.readouterr()

    code, out, _ = say("undo")

    assert code == 0
    assert out.startswith("about_you.high_stress is false again. about_you.smoker is false again.")
    assert path.read_text() == MINE


def test_answers_that_cannot_be_taken_back_are_kept_and_that_is_said(
    path: Path, reminder_home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Once, at the end."""
    (reminder_home / "data").write_text("a file where the folder should be")

    about(monkeypatch, smoker="y", high_stress="y")

    assert capsys.readouterr().out.count("This cannot be undone by a command") == 1
    assert load(path).about == {"smoker", "high_stress"}


def test_a_choice_in_the_menu_is_taken_back(say: Say, path: Path) -> None:
    """The service has it made by a command of its own."""
    assert asyncio.run(change_setting(places(os.environ), "movement.every 45 min")) == ""

    assert say("undo") == (0, 'movement.every is "40 min" again.\n', "")
    assert path.read_text() == MINE
