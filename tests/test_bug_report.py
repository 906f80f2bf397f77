"""The report for a bug: every section is there, and of whom it is about nothing."""

import getpass
import json
import os
import re
import socket
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from reminder import bug_report as rig
from reminder.bug_report import bug_report
from reminder.core.effects import Record, RecordHold, RecordIntake, Result
from reminder.core.events import Ached, Drank, Held, TookCaffeine
from reminder.core.plan import HoldKind
from reminder.core.step import first_state
from reminder.crash_report import CrashReports
from reminder.journal import Journal
from reminder.lately import noted
from reminder.paths import Places, places
from reminder.witness import Witness
from tests.test_lately import heard_by

NOON = datetime(2026, 3, 11, 12, tzinfo=UTC)
SECTIONS = [
    "Versions",
    "Session",
    "Installed and started",
    "What works here",
    "Settings that are set",
    "The log",
    "What happened lately",
    "Warnings",
    "Crashes",
]
CONFIG = """
about_you = { age = "65_or_over", pregnant = true, weight = "57 kg" }
movement.every = "45 min"
own.call-mum = { title = "Call Mum", body = "She is ill.", per_day = 2 }
drinks.absinthe = { title = "Green Fairy", amount = "20 ml", caffeine = "577 mg" }
quiet.ignore = ["Diary of Anna"]
summary.if_then = "If Bob calls, I stand up"
"""
PRIVATE = (
    *(
        "anna",
        "attic",
        "Call Mum",
        "call-mum",
        "She is ill",
        "absinthe",
        "Green Fairy",
        "Diary of Anna",
        "If Bob calls",
    ),
    *("pregnant = true", "57 kg", "577", "Zoom", "My Novel - Writer", "65_or_over"),
)
PART = {"name": "call (microphone)", "used": ["pactl"], "says": "microphone: Zoom", "refused": []}


@pytest.fixture
def where(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Places:
    """Anna's files, at home in her attic."""
    home = tmp_path / "home" / "anna"
    monkeypatch.setattr(Path, "home", lambda: home)
    monkeypatch.setattr(getpass, "getuser", lambda: "anna")
    monkeypatch.setattr(socket, "gethostname", lambda: "attic")
    monkeypatch.setenv("XDG_CURRENT_DESKTOP", "sway")
    monkeypatch.setenv("REMINDER_HOME", str(home / "reminder"))
    where = places(os.environ)
    where.data.mkdir(parents=True)
    where.config.write_text(CONFIG)
    return where


def day(where: Places) -> dict[str, Any]:
    """What a service has to say after a day with all that is nobody's business."""
    witness = Witness(where)
    witness.backends = lambda: {"presence": "wayland", "tray": "none"}
    log = heard_by(witness.lately, "reminder.service")
    row = (NOON.date(), timedelta(0))
    events = [Held(NOON, HoldKind.CALL, detail="microphone: Zoom"), Drank(NOON, 577, "absinthe"), Ached(NOON, 7)]
    for event in (*events, TookCaffeine(NOON, 577)):
        noted(log, event)
    record = Record(NOON, "call-mum", Result.UNDELIVERED, NOON, NOON, timedelta(0), row[0], detail="My Novel - Writer")
    hold = RecordHold("full_screen", NOON, NOON, row[0], "My Novel - Writer")
    noted(log, record)
    log.warning("Not delivered: %s (%s)", "Call Mum", OSError(2, "No such file or directory", str(where.data)))
    with Journal.open(where.journal) as journal:
        intakes = [RecordIntake(event, row[0]) for event in events[1:] if isinstance(event, Drank | Ached)]
        journal.commit([record, hold, *intakes], first_state(NOON))
    witness.bug(ValueError(f"'Call Mum' 577 in {where.data}"))
    refused = [{"name": "x11", "reason": f"{Path.home()}/.Xauthority has nothing for attic, says anna", "fix": ""}]
    folded = [{"name": "plyer", "reason": f"{'x' * 57} shows Call Mum to nobody", "fix": ""}]
    parts = [PART, {"name": "presence", "used": [], "says": "", "refused": [*refused, *folded]}]
    told: dict[str, Any] = json.loads(json.dumps({"parts": parts, "running": True, "lately": witness.told()}))
    return told


def sections(report: str) -> dict[str, str]:
    found = re.findall(r"^## (.*)\n\n((?:.*\n)*?)(?=\n?## |\Z)", report, re.MULTILINE)
    return {title: text.strip() for title, text in found}


def test_every_section_is_there_and_of_anna_there_is_nothing(where: Places) -> None:
    """Whoever sends it must not have to think about what may be in it."""
    report = bug_report(where, day(where), NOON)

    told = sections(report)
    assert list(told) == SECTIONS
    assert [word for word in PRIVATE if word in " ".join(report.split())] == []
    assert "apscheduler 3." in told["Versions"]
    assert "XDG_CURRENT_DESKTOP: sway" in told["Session"]
    assert "It uses presence: wayland, tray: none." in told["Installed and started"]
    assert "call (microphone)  pactl\n" in told["What works here"] + "\n"
    assert "not x11: ~/.Xauthority has nothing for HOST, says USER" in told["What works here"]
    assert 'movement.every = "45 min"\nown.2.body = …' in told["Settings that are set"]
    assert "quick_check: ok" in told["The log"]
    assert "rows of intake: 2\nrows of outcome: 1\n" in told["The log"]
    lately = [line.partition(" ")[2] for line in told["What happened lately"].splitlines()]
    assert lately == ["Held call", "Intake", "Intake", "Intake", "Record own undelivered"]
    assert "Not delivered: … (FileNotFoundError: No such file or directory)" in told["Warnings"]
    assert "ValueError: '…' # in" in told["Crashes"]


@pytest.mark.parametrize("silence", ["reminder is running, but does not answer.", {"parts": [PART], "running": False}])
def test_without_a_service_that_answers_the_rest_is_told(where: Places, silence: Any) -> None:
    """That it does not answer is what may have to be reported."""
    told = sections(bug_report(where, silence, NOON))

    assert list(told) == SECTIONS
    sentence = silence if isinstance(silence, str) else "No service is running that could tell."
    assert {told["What happened lately"], told["Warnings"]} == {sentence}
    assert sentence in told["Installed and started"]
    assert told["The log"] == "Nothing is logged yet."
    assert told["Crashes"] == "Nothing."


def test_a_config_with_mistakes_and_a_log_that_is_none_cost_no_section(where: Places) -> None:
    """It is asked for when something is broken."""
    where.config.write_text("[own.call-mum]\ntitle = 3\n")
    where.journal.write_text("Call Mum, and no database" * 100)

    told = sections(bug_report(where, "", NOON))

    assert "line 2: in [own]" in told["Settings that are set"]
    assert "This could not be told: DamagedError" in told["The log"]
    assert "mum" not in str(told).lower()


def test_what_cannot_be_told_costs_nothing_else(where: Places, monkeypatch: pytest.MonkeyPatch) -> None:
    """A report is made where something is not as it should be; and a missing file is no failure."""

    def broken() -> Iterator[str]:
        yield "the first line"
        raise KeyError("Call Mum")

    monkeypatch.setattr(rig, "_session", broken)
    where.config.unlink()
    CrashReports(where).write(ValueError())

    told = sections(bug_report(where, "", NOON))

    assert told["Session"] == "the first line\nThis could not be told: KeyError: '…'"
    assert told["Settings that are set"] == "There is no config.toml: every setting has its default."
    assert "bug: ValueError at elsewhere" in told["Crashes"]
