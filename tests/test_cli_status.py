"""`reminder status` without a service: what the log knows of today is told all the same."""

import json
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from reminder import cli_status, clock, control
from reminder.cli import main

NOW = datetime(2026, 3, 11, 12, tzinfo=ZoneInfo("Europe/Berlin"))
STOPPED = "reminder is not running. Start it with 'reminder'.\n"

Say = Callable[..., tuple[int, str, str]]


@pytest.fixture
def say(capsys: pytest.CaptureFixture[str], reminder_home: Path, monkeypatch: pytest.MonkeyPatch) -> Say:
    """Run a command at noon; its exit code, output and errors."""
    monkeypatch.setattr(clock, "now", lambda: NOW)

    def said(*words: str) -> tuple[int, str, str]:
        code = main(words)
        out, err = capsys.readouterr()
        return code, out, err

    return said


def test_what_was_drunk_and_taken_is_told_and_that_no_service_runs(say: Say) -> None:
    """The one on the standard output, the other beside it; exit 1 as ever."""
    say("drink", "850 ml")
    say("caffeine", "80mg")

    assert say("status") == (
        1,
        (
            "Water      850 ml of 1.8 l\n"
            "Caffeine   80 of 400 mg, about 20 mg at 23:00: low (rough estimate, not medical advice)\n"
        ),
        STOPPED,
    )


def test_the_help_says_what_the_exit_code_means(capsys: pytest.CaptureFixture[str]) -> None:
    """A script that asks for the water must not take the 1 for a failure, nor the water for a sign of life."""
    with pytest.raises(SystemExit):
        main(["status", "--help"])

    assert "1: no service is running, so only what the log knows of today is told" in " ".join(
        capsys.readouterr().out.split()
    )


def test_programs_are_told_that_it_does_not_run(say: Say) -> None:
    """Every key is there, null where nobody knows."""
    say("drink", "850 ml")

    code, out, err = say("status", "--json")

    told = json.loads(out)
    assert (code, err) == (1, STOPPED)
    assert (told["running"], told["water_ml"], told["presence"], told["next"]) == (False, 850, None, None)


def test_yesterdays_water_is_not_todays(say: Say, monkeypatch: pytest.MonkeyPatch) -> None:
    """The log was read on another day than it was written."""
    say("drink", "850 ml")
    monkeypatch.setattr(clock, "now", lambda: NOW + timedelta(days=1))

    assert say("status")[1].startswith("Water      0 ml of 1.8 l\n")


def test_before_anything_was_logged_there_is_nothing_to_tell(say: Say) -> None:
    """And nothing is made by asking."""
    assert say("status") == (1, "", STOPPED)
    assert json.loads(say("status", "--json")[1])["water_ml"] is None


def test_a_broken_config_does_not_hide_that_no_service_runs(say: Say, reminder_home: Path) -> None:
    """It may be the very reason."""
    (reminder_home / "config.toml").write_text("[movement]\nevry = 1\n")

    code, out, err = say("status")

    assert (code, out) == (1, "")
    assert "config.toml line 2" in err
    assert err.endswith(STOPPED)


# For bars


def test_without_a_service_a_bar_is_told_that_it_is_off(say: Say) -> None:
    """In valid JSON and with exit 1, by which waybar hides it; a line of text is empty, which hides it elsewhere."""
    told = json.loads(say("status", "--json")[1])

    assert (told["text"], told["alt"], told["class"], told["percentage"]) == ("off", "off", ["off"], 0)
    assert say("status", "--line") == (1, "", STOPPED)


@pytest.fixture
def running(monkeypatch: pytest.MonkeyPatch) -> dict[str, object]:
    """What a service answers."""
    told: dict[str, object] = {"text": "12 min", "alt": "working", "percentage": 60}
    monkeypatch.setattr(control, "ask", lambda *_: {"status": told})
    return told


def test_a_line_for_bars_is_a_sign_and_a_few_words(say: Say, running: dict[str, object]) -> None:
    """As much as a bar has room for."""
    assert say("status", "--line") == (0, "◑ 12 min\n", "")

    running |= {"text": "call", "alt": "held"}
    assert say("status", "--line") == (0, "◍ call\n", "")


def test_an_old_terminal_gets_the_words_alone(
    say: Say, running: dict[str, object], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A star for a ring would say nothing."""
    monkeypatch.setattr(cli_status, "encoding", lambda _: "ascii")

    assert say("status", "--line") == (0, "12 min\n", "")


def test_a_service_of_before_an_update_is_told_as_that(say: Say, running: dict[str, object]) -> None:
    """It knows nothing of bars, and goes on as ever."""
    del running["text"]

    code, out, err = say("status", "--line")

    assert (code, out) == (1, "")
    assert "older" in err
