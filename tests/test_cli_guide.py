"""`reminder guide`: with and without a service, with any config, in words, as a page, and in the browser."""

import json
import os
import stat
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from reminder import clock, opening
from reminder.cli import main
from reminder.core.events import Switch
from reminder.core.state import On
from reminder.guide import SORE
from reminder.journal import Journal
from reminder.paths import places
from tests.core.story import DEFAULTS, Day

MONDAY = datetime(2026, 3, 2, 12, tzinfo=ZoneInfo("Europe/Berlin"))
MINE = '[exercise.mine]\ntitle = "Look <b>up</b>"\nsteps = ["Up."]\n[choice]\nprefer = ["mine"]\n'
Say = Callable[..., tuple[int, str, str]]


@pytest.fixture
def say(capsys: pytest.CaptureFixture[str], reminder_home: Path, monkeypatch: pytest.MonkeyPatch) -> Say:
    """Run `reminder guide …` at noon of a Monday; its exit code, output and errors."""
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.setattr(clock, "now", lambda: MONDAY)

    def said(*words: str) -> tuple[int, str, str]:
        code = main(["guide", *words])
        out, err = capsys.readouterr()
        assert "Traceback" not in out + err
        return code, out, err

    return said


@pytest.fixture
def no_browser(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(opening, "open_file", lambda _: "No program to open files was found.")


def config(text: str) -> None:
    places(os.environ).config.write_text(text, "utf-8")


def test_the_page_opens_in_the_browser_and_only_its_owner_may_read_it(say: Say, opened: list[Path]) -> None:
    """What one is asked to do says something of one's back."""
    code, out, err = say()

    (page,) = opened
    assert (code, out, err) == (0, f"{page} is on its way to your browser.\n", "")
    assert page.read_text("utf-8").startswith("<!doctype html>")
    if os.name == "posix":
        assert stat.S_IMODE(page.stat().st_mode) == 0o600


@pytest.mark.usefixtures("no_browser")
def test_without_a_browser_it_is_said_and_told_here(say: Say) -> None:
    """On a server, or in a container: nothing has failed. Who asked for the browser alone is told that it has."""
    code, out, err = say()

    assert (code, err) == (0, "No program to open files was found.\n\n")
    assert out.startswith("Chair-edge hamstring stretch (E13)\n")
    assert say("--open")[::2] == (1, "No program to open files was found.\n")


def test_before_the_first_start_it_is_a_routine_of_the_day(say: Say) -> None:
    """Without a config and without a log; and nothing is made by asking."""
    code, out, err = say("--terminal")

    assert (code, err) == (0, "")
    assert [name in out for name in ("(E13)", "(E22)", "(E24)", "Others")] == [True] * 4
    assert not places(os.environ).config.exists()


def test_it_shows_what_the_open_prompt_asks_for(say: Say) -> None:
    """Read from the log: with the service running, and without."""
    story = Day(DEFAULTS).at("09:00").start().at("09:05").ask("stretch").at("09:06").skip().at("09:25").ask("stretch")
    assert story.state is not None
    with Journal.open(places(os.environ).journal) as journal:
        journal.commit([], story.state)

    assert json.loads(say("--json")[1])["routine"][0] == "E12"


def test_a_log_that_cannot_be_read_leaves_the_routine_of_the_day(say: Say) -> None:
    """Whatever became of the log, one can stretch."""
    path = places(os.environ).journal
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(b"not a database, but long enough to be looked at" * 30)

    code, out, _ = say("--json")

    assert code == 0
    assert json.loads(out)["routine"] == ["E13", "E22", "E24"]


@pytest.mark.parametrize("word", ["E13", "e13", "hamstring", "Chair-edge hamstring stretch", " HAMSTRING "])
def test_one_exercise_is_found_by_its_number_or_a_part_of_its_name(say: Say, word: str) -> None:
    """As one remembers it."""
    assert json.loads(say(word, "--json")[1])["routine"] == ["E13"]


@pytest.mark.parametrize(
    ("word", "says"),
    [
        ("stretch", "'stretch' could be several exercises: E02 (Side neck stretch), E12 (Split-stance hip stretch)"),
        ("headstand", "'headstand' is not an exercise here. There are: E01 (Chin glide),"),
        ("hamstrng", "'hamstrng' is not an exercise here. Did you mean E13 (Chair-edge hamstring stretch)?"),
        ("", "'' is not an exercise here."),
    ],
)
def test_what_is_none_or_could_be_several_is_told_with_what_there_is(say: Say, word: str, says: str) -> None:
    """Nothing is guessed."""
    code, out, err = say(word, "--terminal")

    assert (code, out) == (2, "")
    assert says in err


@pytest.mark.parametrize("word", ["E10", "e10", "standing back bend", "back bend"])
def test_one_that_is_not_for_this_user_is_refused_with_the_reason(say: Say, word: str) -> None:
    """Nothing is wrong with the word: it is known, and was left out because of an answer."""
    config("[about_you]\ncondition = true\ncleared = true\n")

    assert say(word, "--terminal") == (
        1,
        "",
        (
            "E10 (Standing back bend) is left out because you said that a clinician should say yes first "
            "(about_you.condition). It stays left out after a clinician's yes, too.\n"
        ),
    )
    assert "is not an exercise here" in say("headstand")[2]


def test_while_the_back_is_sore_the_guide_says_so(say: Say) -> None:
    """Above all the others that it shows as ever; and no longer once the gentle set has ended by itself."""
    story = Day(DEFAULTS).at("09:00").start().at("09:05").switched(Switch.FLARE)
    assert story.state is not None
    notes = []

    for state in (story.state, replace(story.state, switches={Switch.FLARE: On(story.state.now, MONDAY)})):
        with Journal.open(places(os.environ).journal) as journal:
            journal.commit([], state)
        notes.append(json.loads(say("E13", "--json")[1])["note"])

    assert notes == [SORE, ""]


def test_ones_own_exercise_is_there_and_stays_text_on_the_page(say: Say, tmp_path: Path) -> None:
    """Whatever stands in its title."""
    config(MINE)
    file = tmp_path / "mine.html"

    assert json.loads(say("mine", "--json")[1])["exercises"][-1]["name"] == "Look <b>up</b>"
    assert say("mine", "--html", str(file)) == (0, f"{file} is written.\n", "")
    assert "<b>up" not in file.read_text("utf-8")


def test_with_a_broken_config_the_library_is_there_all_the_same(say: Say) -> None:
    """It is said what is missing until the file is mended."""
    config(MINE + "evry = 1\n")
    code, out, err = say("E01", "--terminal")

    assert (code, out.startswith("Chin glide")) == (0, True)
    assert err.endswith("Until that is mended, exercises of your own are left out.\n")


def test_a_page_that_cannot_be_written_is_told(say: Say, tmp_path: Path) -> None:
    """With the file and the reason."""
    code, out, err = say("--html", str(tmp_path / "none" / "page.html"))

    assert (code, out) == (1, "")
    assert "page.html cannot be written: " in err
