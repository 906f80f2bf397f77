"""`reminder summary`: which week is meant, in which form, and what happens where it cannot be had."""

import csv
import json
import os
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from reminder import clock
from reminder.cli import main
from reminder.config import parse
from reminder.core.aims import aims_of
from reminder.core.effects import Record, RecordIntake, Result
from reminder.core.events import Drank
from reminder.core.step import first_state
from reminder.core.turn import Turn
from reminder.journal import Journal
from reminder.last_good import GOOD_CONFIG
from reminder.paths import places
from reminder.report.log_csv import COLUMNS

NOW = datetime(2026, 3, 11, 12, tzinfo=ZoneInfo("Europe/Berlin"))
Say = Callable[..., tuple[int, str, str]]


@pytest.fixture
def say(capsys: pytest.CaptureFixture[str], reminder_home: Path, monkeypatch: pytest.MonkeyPatch) -> Say:
    """Run `reminder summary …` at noon of Wednesday, 11 March 2026; its exit code, output and errors."""
    monkeypatch.setattr(clock, "now", lambda: NOW)

    def said(*words: str) -> tuple[int, str, str]:
        code = main(["summary", *words])
        out, err = capsys.readouterr()
        assert "Traceback" not in out + err
        return code, out, err

    return said


@pytest.fixture
def logged(reminder_home: Path) -> Record:
    """One break of the Tuesday before, taken as asked."""
    at = NOW - timedelta(days=8)
    record = Record(at, "movement", Result.OBSERVED, at, at, timedelta(0), date(2026, 3, 3), ("movement",))
    with Journal.open(places(os.environ).journal) as journal:
        journal.commit([record], first_state(at))
    return record


@pytest.mark.usefixtures("logged")
@pytest.mark.parametrize("week", ["last", "2026-03-04", "2026-W10", "2026-w10"])
def test_a_week_can_be_named_in_several_ways(say: Say, week: str) -> None:
    """As one would say it, by a date in it, or by its number."""
    code, out, err = say(week, "--json")

    assert (code, err) == (0, "")
    assert json.loads(out)["period"]["first"] == "2026-03-02"
    assert json.loads(out)["kinds"][0]["done"] == 1


def test_a_week_without_a_log_has_no_data(say: Say) -> None:
    """Which is not nothing done; and nothing is made by asking."""
    told = json.loads(say("--json")[1])

    assert (told["period"]["first"], told["has_data"]) == ("2026-03-09", False)
    assert not places(os.environ).journal.exists()


@pytest.mark.usefixtures("logged")
def test_the_log_of_the_week_is_written_as_a_table(say: Say, tmp_path: Path) -> None:
    """With its heading, also where there is no log."""
    file = tmp_path / "week.csv"

    assert say("last", "--csv", str(file)) == (0, f"{file} is written.\n", "")
    assert file.read_bytes().decode().split("\r\n")[1].split(",")[2] == "movement"
    assert say("this", "--csv", str(file))[0] == 0
    assert file.read_bytes().decode() == ",".join(COLUMNS) + "\r\n"


@pytest.mark.parametrize("form", ["--csv", "--png"])
def test_a_file_that_cannot_be_written_is_told(say: Say, tmp_path: Path, form: str) -> None:
    """With the file and the reason."""
    code, out, err = say(form, str(tmp_path / "none" / "week"))

    assert (code, out) == (1, "")
    assert "week cannot be written: " in err


@pytest.mark.usefixtures("logged")
def test_a_card_of_the_period_is_written_with_detail_only_when_it_is_asked_for(say: Say, tmp_path: Path) -> None:
    """It is there to be shared; the drawing itself has tests of its own."""
    file, drawn = tmp_path / "week.png", tmp_path / "detail.png"
    at = NOW - timedelta(days=8)
    with Journal.open(places(os.environ).journal) as journal:
        journal.commit([RecordIntake(Drank(at, 500), at.date())], first_state(at))

    assert say("last", "--png", str(file)) == (0, f"{file} is written.\n", "")
    assert say("last", "--png", str(drawn), "--detail") == (0, f"{drawn} is written.\n", "")
    assert file.read_bytes().startswith(b"\x89PNG")
    assert file.read_bytes() != drawn.read_bytes()


@pytest.fixture
def eager(reminder_home: Path) -> Path:
    """A log of ten breaks of last week, all taken, by the settings of now; the settings file."""
    plan = parse("", Path("config.toml")).plan
    with Journal.open(places(os.environ).journal) as journal:
        for hour in range(10):
            at = datetime(2026, 3, 3, 9 + hour, tzinfo=NOW.tzinfo)
            record = Record(at, "movement", Result.OBSERVED, at, at, timedelta(0), at.date())
            journal.commit([record, aims_of(Turn(plan, at, NOW.tzinfo or UTC))], first_state(at))
    return places(os.environ).config


def test_a_suggestion_is_applied_by_the_command_it_names_and_taken_back(say: Say, eager: Path) -> None:
    """Comments stay; done once it is offered no more, since the goal of that week is not that of now."""
    eager.write_text("# mine\n[summary]\ngoal = 70 # for now\n")
    (idea,) = json.loads(say("last", "--json")[1])["suggestions"]

    assert idea["command"] == "reminder summary 2026-W10 --apply higher-goal"
    assert idea["changes"] == [{"key": "summary.goal", "value": "80"}]
    assert say(*idea["command"].split()[2:]) == (0, "summary.goal is now 80 (was 70).\n", "")
    assert eager.read_text() == "# mine\n[summary]\ngoal = 80 # for now\n"
    assert say(*idea["command"].split()[2:])[0] == 1
    assert main(["config", "undo"]) == 0
    assert eager.read_text() == "# mine\n[summary]\ngoal = 70 # for now\n"


@pytest.mark.usefixtures("eager")
@pytest.mark.parametrize(
    ("period", "told"),
    [
        (("last",), "'more' is no suggestion for this week. It has higher-goal."),
        (
            ("2026-W09",),
            "'more' is no suggestion for this week. The week that ended last may have some, and it has none.",
        ),
        ((), "'more' is no suggestion for this week. They come when it is over."),
        (("last", "month"), "'more' is no suggestion for this month. Only weeks have some."),
    ],
)
def test_what_is_no_suggestion_is_told_with_what_is(say: Say, period: tuple[str, ...], told: str) -> None:
    """And nothing is changed."""
    code, out, err = say(*period, "--apply", "more")

    assert (code, out, err) == (1, "", f"{told}\n")
    assert not places(os.environ).config.exists()


@pytest.mark.parametrize(
    ("words", "forms"),
    [
        (("--csv", "a", "--png", "b"), "--csv or --png"),
        (("--html", "a", "--json"), "--html or --json"),
        (("--open", "--apply", "x"), "--open or --apply"),
    ],
)
def test_one_form_at_a_time(say: Say, words: tuple[str, ...], forms: str) -> None:
    """What was asked for is never left out without a word."""
    assert say(*words) == (2, "", f"One form at a time, please: {forms}.\n")


def test_what_the_picture_shows_needs_the_picture(say: Say) -> None:
    """Alone it would do nothing."""
    assert say("--detail") == (2, "", "--detail says what is on the picture. Give --png FILE with it.\n")


def test_a_week_that_is_to_come_is_not_one_without_data(say: Say) -> None:
    """Nor is it one in which nothing ran."""
    assert say("2026-W40") == (1, "", "Week 40 of 2026 · 28 September to 4 October is still to come.\n")


@pytest.mark.usefixtures("logged")
def test_the_table_has_the_desk_day_of_a_drink(say: Say, tmp_path: Path) -> None:
    """Of a late one it is the day before its date."""
    late = datetime(2026, 3, 5, 2, tzinfo=NOW.tzinfo)
    with Journal.open(places(os.environ).journal) as journal:
        journal.commit([RecordIntake(Drank(late, 200), date(2026, 3, 4))], first_state(late))
    say("last", "--csv", str(tmp_path / "week.csv"))

    rows = list(csv.DictReader((tmp_path / "week.csv").read_text("utf-8").splitlines()))
    assert [(row["what"], row["day"]) for row in rows] == [("movement", "2026-03-03"), ("drank", "2026-03-04")]


def test_a_broken_config_hides_no_week(say: Say, eager: Path) -> None:
    """It is told by the last good settings, as far as there were any."""
    eager.write_text("[summary]\ngaol = 80\n")
    assert say("last", "--json")[:2] == (2, "")
    with Journal.open(places(os.environ).journal) as journal:
        journal.keep_note(GOOD_CONFIG, "")
    code, out, err = say("last", "--json")

    assert (code, json.loads(out)["goal"]["done"]) == (0, 10)
    assert "line 2" in err
    assert "this goes by your last good settings" in err


@pytest.mark.parametrize("week", ["soon", "2026-W60", "1066-01-01", "9999-12-31"])
def test_what_is_no_week_is_told_with_what_is(say: Say, week: str) -> None:
    """Exit code 2: it is the user's to mend."""
    code, out, err = say(week)

    assert (code, out) == (2, "")
    assert week in err
