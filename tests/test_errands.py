"""What is chosen in the menu is done by the real command, in a process of its own: a setting set, a page opened."""

import asyncio
import os
import re
import stat
import sys
from datetime import timedelta
from pathlib import Path

import pytest

from reminder import errands
from reminder.config import load
from reminder.errands import change_setting, explain
from reminder.paths import HOME, places
from tests.private_bus import until

MINE = """\
# my settings
[movement]  # legs
every = "40 min"    # not 30

[own.eyes]
title = "Look far away" # far
every = "20 min"
"""


def change(config: Path, words: str, **more: timedelta) -> str:
    return asyncio.run(change_setting(places({HOME: str(config.parent)}), words, **more))


@pytest.fixture
def config(tmp_path: Path) -> Path:
    """A settings file in a folder that no variable names."""
    path = tmp_path / "settings" / "config.toml"
    path.parent.mkdir()
    path.write_text(MINE)
    return path


@pytest.mark.parametrize(
    ("words", "key", "value"),
    [
        ("movement.every 45 min", "movement.every", "45 min"),
        ("own.eyes.every 30 min", "own.eyes.every", "30 min"),
        ("movement.enabled false", "movement.enabled", False),
        ("strengthen.days mon,wed,fri", "strengthen.days", ["mon", "wed", "fri"]),
        ("stretch.per_day 3", "stretch.per_day", 3),
    ],
)
def test_the_change_is_in_force_and_all_else_stays(config: Path, words: str, key: str, value: object) -> None:
    """The file is its owner's: comments and order are kept."""
    assert change(config, words) == ""

    now = load(config)
    assert now.values[key] == value
    assert now.given >= {"movement.every", "own.eyes.title", "own.eyes.every"}
    comments = [line.partition("#")[2] for line in config.read_text().splitlines() if "#" in line]
    assert comments[:3] == [" my settings", " legs", " not 30"]


def test_a_missing_file_is_made(tmp_path: Path) -> None:
    """Who has never written one can use the menu all the same; its folder is theirs alone."""
    config = tmp_path / "new" / "reminder" / "config.toml"

    assert change(config, "strengthen.days mon,thu") == ""

    assert load(config).given == {"strengthen.days"}
    if os.name == "posix":
        assert stat.S_IMODE(config.stat().st_mode) == 0o600


def test_a_file_with_a_mistake_is_left_alone_and_the_mistake_told(config: Path) -> None:
    """With its line, as the command line tells it; a change must not hide it."""
    config.write_text("[movement]\nevry = 3\n")

    problem = change(config, "movement.every 45 min")

    assert "config.toml line 2" in problem
    assert "evry" in problem
    assert config.read_text() == "[movement]\nevry = 3\n"


def test_a_folder_in_the_place_of_the_file_is_told(config: Path) -> None:
    """In a sentence, not in a traceback."""
    config.unlink()
    config.mkdir()

    problem = change(config, "movement.every 45 min")

    assert problem == f"config.toml: it is a folder; settings are read from a plain text file. Move {config} away."


def test_what_the_service_stands_in_does_not_matter(
    config: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Python looks for modules in the folder it is started from: a `json.py` of the user's must not get in the way."""
    (tmp_path / "json.py").write_text("raise SystemExit('not mine')")
    monkeypatch.chdir(tmp_path)

    assert change(config, "tip.per_day 2") == ""


def test_the_variable_that_names_another_home_is_not_followed(
    config: Path, reminder_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The file that is changed is the one that the service reads."""
    assert change(config, "tip.per_day 2") == ""

    assert load(config).values["tip.per_day"] == 2
    assert not list(reminder_home.iterdir())


def test_without_the_variable_it_is_the_file_that_the_platform_names(monkeypatch: pytest.MonkeyPatch) -> None:
    """And `config undo` in a terminal finds what was there before."""
    where = places(os.environ)
    monkeypatch.setenv(HOME, "elsewhere")

    assert asyncio.run(change_setting(where, "tip.per_day 2")) == ""

    assert load(where.config).values["tip.per_day"] == 2
    assert where.config_before.is_file()
    where.config.unlink()
    where.config_before.unlink()


def test_a_command_that_takes_too_long_is_ended(config: Path) -> None:
    """A file on a server that is gone must not leave a process behind, nor the user without a word."""
    problem = change(config, "tip.per_day 2", patience=timedelta(0))

    assert problem == "tip.per_day could not be changed, or not yet: this took longer than 0 s."


def test_a_python_that_is_gone_is_told(config: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As after an upgrade of the system while the service runs."""
    monkeypatch.setattr(sys, "executable", str(config.parent / "python"))

    assert "tip.per_day could not be changed" in change(config, "tip.per_day 2")


def test_a_command_that_fails_without_a_word_is_told(config: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An empty answer would be taken for success."""
    monkeypatch.setattr(errands, "PACKAGE_FROM", config.parent)
    (config.parent / "reminder").mkdir()
    (config.parent / "reminder" / "__init__.py").touch()
    (config.parent / "reminder" / "__main__.py").write_text("raise SystemExit(1)")

    assert change(config, "tip.per_day 2") == "tip.per_day could not be changed, and nothing says why."


# The page of reasons

with_a_browser = pytest.mark.skipif(sys.platform != "linux", reason="the desktop's opener is a stand-in")


@pytest.fixture
def opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where a stand-in for the desktop's opener, the only program on PATH, writes down what it was given."""
    told = tmp_path / "opened"
    opener = tmp_path / "bin" / "xdg-open"
    opener.parent.mkdir()
    opener.write_text(f'#!/bin/sh\necho "$*" > "{told}.new"; /bin/mv "{told}.new" "{told}"\n')
    opener.chmod(0o700)
    monkeypatch.setenv("PATH", str(opener.parent))
    monkeypatch.setenv("DISPLAY", ":7")
    return told


@with_a_browser
@pytest.mark.parametrize(("kind", "asked"), [("", []), ("stretch", ["stretch"]), ("eyes", ["own-eyes"])])
def test_the_page_opens_at_the_kind_that_was_asked_about(
    reminder_home: Path, opened: Path, kind: str, asked: list[str]
) -> None:
    """From a click on a prompt, one's own kinds included; from the menu, all of it."""
    (reminder_home / "config.toml").write_text(MINE)

    async def story() -> str:
        problem = await explain(places(os.environ), kind)
        await until(opened.exists)  # nobody waits for a browser
        return problem

    assert asyncio.run(story()) == ""
    page = places(os.environ).data / "why.html"
    assert opened.read_text() == f"{page}\n"
    assert re.findall(r'class="kind asked" id="([^"]*)"', page.read_text("utf-8")) == asked


@with_a_browser
def test_a_page_that_nothing_can_open_is_told_with_its_place(
    reminder_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It ends up in a notification: one can still open it by hand."""
    monkeypatch.setenv("PATH", str(reminder_home))
    monkeypatch.setenv("DISPLAY", ":7")

    problem = asyncio.run(explain(places(os.environ), "stretch"))

    assert problem == f"No program to open files was found. The file is {places(os.environ).data / 'why.html'}."


def test_a_kind_that_is_gone_is_told(reminder_home: Path) -> None:
    """Its prompt may stand on the screen longer than its section in config.toml."""
    assert asyncio.run(explain(places(os.environ), "naps")).startswith("'naps' is nothing that reminder reminds of.")
