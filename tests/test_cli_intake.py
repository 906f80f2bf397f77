"""Drinks and all else that is told, by the command line: with a service and without, the same words."""

import asyncio
import json
import os
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from reminder import cli_asking, clock, control
from reminder.cli import main
from reminder.core.events import Drank, Event
from reminder.journal import Journal
from reminder.paths import places
from reminder.requests import Ear
from tests.core.story import Day
from tests.stage import settings

NOW = datetime(2026, 3, 11, 12, tzinfo=ZoneInfo("Europe/Berlin"))
EVER = (date.min, date.max)

Say = Callable[..., tuple[int, str, str]]


@pytest.fixture
def say(capsys: pytest.CaptureFixture[str], reminder_home: Path, monkeypatch: pytest.MonkeyPatch) -> Say:
    """Run a command at noon of Wednesday, 11 March 2026; its exit code, output and errors."""
    monkeypatch.setattr(clock, "now", lambda: NOW)

    def said(*words: str) -> tuple[int, str, str]:
        try:
            code = main(words)
        except SystemExit as end:  # argparse ends by itself
            code = int(end.code or 0)
        out, err = capsys.readouterr()
        assert "Traceback" not in out + err
        return code, out, err

    return said


def logged() -> list[dict[str, Any]]:
    """What was told, as the log has it."""
    with Journal.open(places(os.environ).journal) as journal:
        return [{key: value for key, value in row.items() if key != "at"} for row in journal.intakes(*EVER)]


@pytest.mark.parametrize(
    ("words", "said", "row"),
    [
        (["drink"], "Noted: 200 ml of water. 200 ml of 1.8 l so far.\n", {"event": "drank", "ml": 200, "drink": ""}),
        (
            ["drink", "250", "ml", "juice"],
            "Noted: 250 ml of juice. 250 ml of 1.8 l so far.\n",
            {"event": "drank", "ml": 250, "drink": "juice"},
        ),
        (
            ["drink", "250ml tea"],
            (
                "Noted: 250 ml of tea, 57 mg of caffeine. 250 ml of 1.8 l so far. "
                "Caffeine: 57 of 400 mg today, about 15 mg at 23:00: low (rough estimate, not medical advice).\n"
            ),
            {"event": "took_caffeine", "mg": 56.8, "ml": 250, "drink": "tea"},
        ),
        (
            ["caffeine", "double espresso"],
            (
                "Noted: 60 ml of espresso, 126 mg of caffeine. 60 ml of 1.8 l so far. "
                "Caffeine: 126 of 400 mg today, about 30 mg at 23:00: low (rough estimate, not medical advice).\n"
            ),
            {"event": "took_caffeine", "mg": 126, "ml": 60, "drink": "espresso"},
        ),
        (
            ["activity", "30", "walking"],
            "Noted: 30 min of walking. 30 of 150 min this week.\n",
            {"event": "exercised", "minutes": 30, "how": "walking"},
        ),
        (
            ["ache", "6"],
            (
                "Noted: 6 of 10. Only the gentle set until 14 March 12:00; 'reminder flare off' ends it. "
                "'reminder why' lists the signs for which to get help.\n"
            ),
            {"event": "ached", "level": 6},
        ),
        (
            ["workout", "on"],
            "Workout day until tomorrow 04:00: 500 ml more, 2.3 l in all. Drink to thirst.\n",
            {"event": "switched", "switch": "workout", "on": True},
        ),
    ],
    ids=lambda each: " ".join(each) if isinstance(each, list) else None,
)
def test_without_a_service_it_goes_straight_into_the_log(
    say: Say, words: list[str], said: str, row: dict[str, Any]
) -> None:
    """At a meal one does not start a service first; and a service that starts later knows of it."""
    assert say(*words) == (0, said, "")
    assert logged() == [row]


def test_what_is_told_one_after_the_other_adds_up_and_is_taken_back_one_by_one(say: Say) -> None:
    """The state is saved with each."""
    say("drink", "250ml")
    say("drink", "330 ml")

    assert say("undo")[1] == "Taken back: 330 ml of water. 250 ml of 1.8 l so far.\n"
    assert say("undo")[1] == "Taken back: 250 ml of water. 0 ml of 1.8 l so far.\n"
    assert say("undo") == (1, "", "Nothing was noted today, so there is nothing to take back.\n")
    assert [row["event"] for row in logged()] == ["drank", "drank", "undone", "undone"]


@pytest.mark.parametrize(
    "words",
    [
        ["drink", "-3 l"],
        ["drink", "-3l"],
        ["drink", "-3", "l"],
        ["drink", "-.5l"],
        ["drink", "5 l"],
        ["drink", "0 ml"],
        ["drink", "300ml kombucha"],
        ["caffeine", "3 g"],
        ["caffeine", "-80mg"],
        ["caffeine", "--ask"],
        ["caffeine", "--ask", "-3mg", "--json"],
        ["caffeine", "kombucha"],
        ["ache", "11"],
        ["ache", "-1"],
        ["ache"],
        ["activity", "-30"],
        ["activity"],
        ["flare"],
        ["heat", "maybe"],
        ["undo", "everything"],
    ],
    ids=" ".join,
)
def test_bad_input_is_exit_2_with_one_sentence_and_makes_nothing(say: Say, words: list[str]) -> None:
    """Also where argparse would take it for an option; nothing is noted by halves, and no file is made."""
    code, out, err = say(*words)

    assert (code, out) == (2, "")
    assert err.count("\n") == 1
    assert "usage" not in err
    assert list(places(os.environ).config.parent.iterdir()) == []


def test_an_undo_before_anything_was_told_makes_nothing(say: Say) -> None:
    """Exit 1: the words were right, there is only nothing there."""
    assert say("undo") == (1, "", "Nothing was noted today, so there is nothing to take back.\n")
    assert list(places(os.environ).config.parent.iterdir()) == []


def test_asking_notes_nothing(say: Say) -> None:
    """In words and for programs."""
    code, out, _ = say("caffeine", "--ask", "espresso")
    assert code == 0
    assert out.startswith("Espresso, 63 mg: with it 63 of 400 mg today, within your limit.")
    assert out.endswith("Rough estimate, not medical advice.\n")

    code, out, _ = say("caffeine", "espresso", "--ask", "--json")
    told = json.loads(out)
    assert (code, told["drink"], told["mg"], told["latest"]) == (0, "espresso", 63, "2026-03-11T18:35:00+01:00")
    assert list(places(os.environ).config.parent.iterdir()) == []


def test_the_days_caffeine_in_words_and_for_programs(say: Say) -> None:
    """What was taken, what is left of the limit, and what of it in the body."""
    say("caffeine", "80 mg")

    assert "80 of 400 mg today" in say("caffeine")[1]
    assert json.loads(say("caffeine", "--json")[1])["left_mg"] == 320
    assert len(logged()) == 1


def test_what_is_noted_for_a_program_is_json_too(say: Say) -> None:
    """A script that asks for JSON gets nothing else."""
    assert "80 mg" in json.loads(say("caffeine", "80mg", "--json")[1])["say"]


def test_ones_own_drinks_are_known(say: Say, reminder_home: Path) -> None:
    """By the name in config.toml."""
    (reminder_home / "config.toml").write_text('[drinks.mate]\namount = "500 ml"\ncaffeine = "100 mg"\n')

    assert say("drink", "mate")[1].startswith("Noted: 500 ml of mate, 100 mg of caffeine.")


def test_with_a_broken_config_nothing_is_noted_and_the_mistake_is_told(say: Say, reminder_home: Path) -> None:
    """Nobody knows then whose drinks and limits count."""
    (reminder_home / "config.toml").write_text("[movement]\nevry = 1\n")

    code, out, err = say("drink", "250ml")

    assert (code, out) == (2, "")
    assert "config.toml line 2" in err


# With a service


class Service:
    """A service on its channel: what was posted to it. It is there while a command runs."""

    def __init__(self) -> None:
        self.posted: list[Event] = []
        state = Day(settings("").plan).at("2026-03-11 09:00").start().state
        assert state is not None
        self.ear = Ear(lambda: NOW, lambda: state, lambda: settings(""), self.posted.append, dict)

    def run(self, say: Say, *words: str) -> tuple[int, str, str]:
        async def answer(request: dict[str, Any]) -> dict[str, Any]:
            return self.ear.answer(request)

        async def story() -> tuple[int, str, str]:
            server = control.Server(places(os.environ).control, answer)
            await server.start()
            try:
                return await asyncio.to_thread(say, *words)
            finally:
                server.stop()

        return asyncio.run(story())


def test_with_a_service_it_is_the_service_that_notes(say: Say) -> None:
    """It has the state; the log has one writer."""
    service = Service()

    assert service.run(say, "drink", "250ml") == (0, "Noted: 250 ml of water. 250 ml of 1.8 l so far.\n", "")
    assert service.posted == [Drank(NOW, 250)]
    assert not places(os.environ).journal.exists()


@pytest.mark.parametrize(
    ("words", "code", "sentence"),
    [
        (["drink", "-3l"], 2, "cannot be below zero"),
        (["undo"], 1, "nothing to take back"),
        (["heat", "off"], 1, "Heat mode is not on."),
    ],
    ids=["bad words", "nothing there", "not on"],
)
def test_what_the_service_refuses_ends_as_without_it(say: Say, words: list[str], code: int, sentence: str) -> None:
    """It checks again: who speaks on the channel may be anybody's script."""
    service = Service()

    ended, out, err = service.run(say, *words)

    assert (ended, out) == (code, "")
    assert sentence in err
    assert service.posted == []


def test_the_service_answers_what_one_may_still_have(say: Say) -> None:
    """From its own state."""
    assert json.loads(Service().run(say, "caffeine", "--ask", "tea", "--json")[1])["mg"] == 50


def test_who_holds_the_log_and_does_not_answer_is_not_written_around(say: Say, monkeypatch: pytest.MonkeyPatch) -> None:
    """It would save its own state over what was noted."""
    monkeypatch.setattr(cli_asking, "BETWEEN_SECONDS", 0)
    where = places(os.environ)
    lock = control.Lock(where.lock)

    code, out, complaint = say("drink", "250ml")

    assert (code, out) == (1, "")
    assert complaint == "Another command has the log, or a service that is just starting. Say it once more.\n"
    assert not where.journal.exists()

    lock.release()
    assert say("drink", "250ml")[0] == 0


def test_a_service_that_starts_later_knows_what_was_told(say: Say) -> None:
    """And the day clock is as the last run left it."""
    say("drink", "250ml")
    with Journal.open(places(os.environ).journal) as journal:
        state = journal.state()

    assert state is not None
    assert [taken.ml for taken in state.taken] == [250]
    assert not state.running
    assert state.now <= NOW
