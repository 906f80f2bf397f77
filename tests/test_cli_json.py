"""What verbs print for programs: every one has a schema, and real output keeps to it."""

import json
import os
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from jsonschema import Draft202012Validator, FormatChecker

from reminder import clock, control
from reminder.bar import bar
from reminder.cli import VERBS, main
from reminder.cli_command import Command
from reminder.cli_parser import parser
from reminder.core.effects import Record, Result
from reminder.core.plan import HoldKind
from reminder.core.state import State
from reminder.guidance.wording import Wording
from reminder.journal import Journal
from reminder.paths import places
from reminder.requests import Ear
from tests.core.story import Day
from tests.stage import settings

DOCS = Path(__file__).parents[1] / "docs"
PAGE = (DOCS / "json.md").read_text("utf-8")
TOLD = dict(re.findall(r"^\| `reminder ([\w ]+) --json` \|.*\((\w+)\.schema\.json\) \|$", PAGE, re.MULTILINE))
"""The schema of each command, as the page says."""

BERLIN = ZoneInfo("Europe/Berlin")
NOW = datetime(2026, 3, 11, 12, tzinfo=BERLIN)

FORMATS = FormatChecker(["date"])


@FORMATS.checks("date-time", raises=ValueError)
def _with_offset(text: object) -> bool:
    """Whether a time is one that cannot be misread; jsonschema itself checks none without another library."""
    return not isinstance(text, str) or datetime.fromisoformat(text).tzinfo is not None


Read = Callable[..., list[Any]]


def schema(name: str) -> Draft202012Validator:
    described = json.loads((DOCS / f"{name}.schema.json").read_text("utf-8"))
    Draft202012Validator.check_schema(described)
    return Draft202012Validator(described, format_checker=FORMATS)


@pytest.fixture
def read(capsys: pytest.CaptureFixture[str], reminder_home: Path, monkeypatch: pytest.MonkeyPatch) -> Read:
    """Run a command on a Wednesday at noon; the objects it prints, one a line."""
    monkeypatch.setattr(clock, "now", lambda: NOW)

    def printed(*words: str) -> list[Any]:
        capsys.readouterr()
        main(words)
        return [json.loads(line) for line in capsys.readouterr().out.splitlines()]

    return printed


def with_json(command: Command, *before: str) -> Iterator[str]:
    """Every command with --json."""
    if "--json" in command.options:
        yield " ".join(before)
    for names in command.groups.values():
        for name in names:
            yield from with_json(command.verb(name), *before, name)


def test_every_command_with_json_is_told_of_with_its_schema() -> None:
    """What is not documented is not promised, and changes without a word."""
    assert set(TOLD) == set(with_json(parser(VERBS)))
    assert all((DOCS / f"{name}.schema.json").is_file() for name in TOLD.values())


@pytest.fixture
def a_day(read: Read) -> None:
    """A log with an outcome, a break that nothing asked for, and one of everything that can be told."""
    journal = Journal.open(places(os.environ).journal)
    day, then = NOW.date(), NOW.astimezone(UTC)
    asked = Record(then, "movement", Result.SKIPPED, then, then, timedelta(minutes=3), day, ("movement",), "a call")
    unasked = Record(then, "movement", Result.NATURAL, None, None, timedelta(0), day)
    state = Day().at("09:00").start().stop().state
    assert state is not None
    journal.commit([asked, unasked], state)
    journal.close()
    for words in ("drink", "caffeine espresso", "activity 30 walking", "ache 5", "heat on", "undo", "caffeine 80mg"):
        assert main(words.split()) == 0


@pytest.mark.usefixtures("a_day")
@pytest.mark.parametrize(
    "words",
    [
        *("status", "log", "summary", "summary 2026", "doctor", "config show", "autostart status"),
        *("caffeine", "caffeine --ask tea", "caffeine tea"),
        *("guide", "guide chin", "why", "why stretch", "why C24", "why --claims"),
        *("simulate", "simulate --days 7"),
    ],
)
def test_what_is_printed_keeps_to_its_schema(read: Read, words: str) -> None:
    """A program that was written by the schema goes on working."""
    name = next(TOLD[command] for command in sorted(TOLD, reverse=True) if f"{words} ".startswith(f"{command} "))

    objects = read(*words.split(), "--json")

    assert objects
    for each in objects:
        schema(name).validate(each)


DAYS = {
    "sitting": Day().at("09:00").start(),
    "asking": Day().at("09:00").start().at("09:31").look(),
    "away": Day().at("09:00").start().at("09:05").locked(),
    "unknown": Day().at("09:00").start().at("09:05").lost_sight(),
    "held": Day().at("09:00").start().at("09:05").held(HoldKind.CALL, detail="microphone: Firefox"),
    "drunk": Day().at("09:00").start().drank(250).took(90, 200, "coffee"),
}


@pytest.mark.parametrize("day", DAYS.values(), ids=DAYS)
def test_the_status_of_a_service_keeps_to_its_schema(day: Day) -> None:
    """Whatever it is doing; and each key of it is described."""
    state, now = day.state, day.moment("09:40")
    assert state is not None
    told = json.loads(json.dumps(_answer(state, day, now)["status"]))

    schema("status").validate(told)
    assert set(told) == set(schema("status").schema["properties"])


def _answer(state: State, day: Day, now: datetime) -> dict[str, Any]:
    mine = replace(settings(""), plan=day.plan)
    backends = {"presence": "x11", "notify": "freedesktop", "tray": "none"}
    wording = Wording(mine.own_texts, mine.plan.bout_rest)
    ear = Ear(
        lambda: now,
        lambda: state,
        lambda: mine,
        [].append,
        lambda: backends,
        lambda: bar(state, day.plan, wording, "Stand up", now),
    )
    return ear.answer({"verb": "status"})


@pytest.mark.usefixtures("a_day")
def test_a_schema_refuses_what_is_not_promised(read: Read) -> None:
    """One that lets everything through holds nothing."""
    (told,) = read("status", "--json")
    first, *_ = read("log", "--json")

    for wrong in ({**told, "water_ml": "a lot"}, {**told, "alt": "asleep"}, {k: told[k] for k in told if k != "text"}):
        assert not schema("status").is_valid(wrong)
    assert not schema("log").is_valid({**first, "at": "yesterday"})
    assert not schema("log").is_valid({**first, "result": "won"})


@pytest.mark.parametrize(("words", "code"), [("log", 1), ("why nonsense", 2), ("summary nonsense", 2)])
def test_an_error_is_an_exit_code_and_a_sentence_beside(
    capsys: pytest.CaptureFixture[str], read: Read, words: str, code: int
) -> None:
    """Nothing stands on the standard output that a program could take for an answer."""
    ended = main([*words.split(), "--json"])
    out, err = capsys.readouterr()

    assert (ended, out) == (code, "")
    assert err.count("\n") == 1


@pytest.mark.usefixtures("a_day")
def test_times_are_told_where_the_user_is_now(read: Read, monkeypatch: pytest.MonkeyPatch) -> None:
    """A journey: what was written in Berlin is read in Tokyo, by Tokyo's clock; the moments are the same."""
    here = read("log", "--json")
    monkeypatch.setattr(clock, "now", lambda: NOW.astimezone(ZoneInfo("Asia/Tokyo")))
    there = read("log", "--json")

    assert {row["at"][-6:] for row in here} == {"+01:00"}
    assert {row["at"][-6:] for row in there} == {"+09:00"}
    assert [datetime.fromisoformat(row["at"]) for row in here] == [datetime.fromisoformat(row["at"]) for row in there]


def test_a_reply_of_the_service_is_passed_on_as_it_is(read: Read, monkeypatch: pytest.MonkeyPatch) -> None:
    """In one line: waybar reads no more."""
    monkeypatch.setattr(control, "ask", lambda *_: {"status": {"text": "12 min", "tooltip": "one\ntwo"}})

    assert read("status", "--json") == [{"text": "12 min", "tooltip": "one\ntwo"}]
