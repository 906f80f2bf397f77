"""What the service noticed lately is kept by name, for a bug report, and holds nothing of anybody."""

import asyncio
import logging
import re
import sqlite3
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from reminder.backends import Known, Unavailable
from reminder.core.effects import Record, Result, Show
from reminder.core.events import (
    Ached,
    Answer,
    Answered,
    Drank,
    Event,
    Held,
    Left,
    Released,
    Switch,
    Switched,
    TookCaffeine,
)
from reminder.core.plan import HoldKind
from reminder.lately import EVENT_LENGTH, EVENTS, PACKAGE, WARNINGS, Lately, named, noted, raised_at
from reminder.log_trouble import JournalError
from tests.stage import MOVEMENT, Stage

NOW = datetime(2026, 3, 11, 12, tzinfo=UTC)
PRIVATE = "Call Mum"


@pytest.fixture
def log() -> logging.Logger:
    """One of ours, which nobody else hears."""
    return heard_by(Lately(), "reminder.anything")


def heard_by(lately: Lately, name: str) -> logging.Logger:
    log = logging.Logger(name, logging.DEBUG)  # noqa: LOG001 - the test's own, which no other finds
    log.addHandler(lately)
    return log


def kept(log: logging.Logger) -> list[str]:
    lately: Any = log.handlers[0]
    return [text for _, text in (*lately.events(0), *lately.warnings(0))]


@pytest.mark.parametrize(
    ("event", "name"),
    [
        (Left(NOW, NOW), "Left"),
        (Held(NOW, HoldKind.CALL, detail=PRIVATE), "Held call"),
        (Answered(NOW, Answer.SNOOZE), "Answered snooze"),
        (Drank(NOW, 250, PRIVATE), "Intake"),
        (TookCaffeine(NOW, 80), "Intake"),
        (Ached(NOW, 7), "Intake"),
        (Switched(NOW, Switch.PSEUDOEPHEDRINE, on=True), "Intake"),
    ],
)
def test_an_event_is_told_by_its_name(event: Event, name: str, log: logging.Logger) -> None:
    """What somebody drinks, takes or suffers from is not even told by its kind."""
    noted(log, event)

    assert kept(log) == [name]


def test_kinds_and_results_of_ours_are_told_and_none_of_the_users_own(log: logging.Logger) -> None:
    """Its name is what they chose to call it."""
    shown = Show(NOW, ("movement", PRIVATE), timedelta(0), timedelta(0), "call (camera): Zoom", 1)
    record = Record(NOW, PRIVATE, Result.UNDELIVERED, NOW, NOW, timedelta(0), NOW.date(), detail=PRIVATE)

    assert named(shown) == "Show movement, own"
    assert named(record) == "Record own undelivered"


def test_of_a_message_its_form_is_kept_and_what_fills_it_is_left_out(log: logging.Logger) -> None:
    """By construction: who writes a new message need not think of it."""
    log.warning("Not delivered: %s (%s)", PRIVATE, ValueError(PRIVATE))
    log.info("%d of %r", 5, PRIVATE)
    log.info("%s is used", Known("x11"))
    log.info("lost: %s", Unavailable("the bus is gone"))
    log.error("no: %s", PermissionError(13, "Permission denied", PRIVATE))
    full = JournalError(PRIVATE)
    full.__cause__ = sqlite3.OperationalError("database or disk is full")
    log.warning("Not saved: %s", full)
    odd = JournalError(PRIVATE)
    odd.__cause__ = KeyError(PRIVATE)
    log.warning("Not saved: %s", odd)

    assert kept(log) == [
        "%d of %r",
        "x11 is used",
        "lost: Unavailable: the bus is gone",
        "Not delivered: … (ValueError)",
        "no: PermissionError: Permission denied",
        "Not saved: JournalError (database or disk is full)",
        "Not saved: JournalError (KeyError)",
    ]


def test_the_names_of_ways_are_marked_as_ours() -> None:
    """Whoever mends it must know what was lost: "… could not be read" would not say so."""
    logged = re.compile(r"\b_?log\.(?:info|warning|error|exception)\(\s*\"[^\"]*\",(.*)\)$", re.MULTILINE)
    unmarked = re.compile(r"(?<!Known\()\b(?:self\.)?(?!text\.)\w+(?:\(\w+\))?\.(?:name|title|used|__name__)\b")
    words = {path.name: logged.findall(path.read_text("utf-8")) for path in PACKAGE.rglob("*.py")}

    bare = {name: found for name, told in words.items() if (found := [each for each in told if unmarked.search(each)])}

    assert bare == {}
    assert sum(each.count("Known(") for told in words.values() for each in told) > 5


def test_a_private_word_is_not_cut_in_half_before_it_can_be_known(
    log: logging.Logger, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A long line loses its end; what is left of the home folder's path would be in no list of what to take out."""
    monkeypatch.setattr(Path, "home", lambda: Path("/home/anna"))

    for filler in range(EVENT_LENGTH):
        log.info("lost: %s", Unavailable(f"{'x' * filler} /home/anna/.Xauthority"))

    assert [text for text in kept(log) if "/home" in text or "ann" in text] == []


def test_of_a_traceback_it_is_kept_where_it_was(log: logging.Logger) -> None:
    """The whole of it is in the crash report, if it is one."""
    try:
        Lately().setLevel(PRIVATE)
    except ValueError:
        log.exception("Nothing can be followed")
    with pytest.raises(AttributeError) as bug:
        noted(None, Left(NOW, NOW))  # type: ignore[arg-type]

    assert raised_at(bug.value.__traceback__).startswith("lately.py:")
    assert kept(log) == ["Nothing can be followed · ValueError at elsewhere"]


def test_others_are_named_and_not_quoted() -> None:
    """A library logs what it likes."""
    log = heard_by(Lately(), "apscheduler.scheduler")

    log.error("Job %s raised", PRIVATE)
    log.error(PRIVATE)

    assert kept(log) == ["apscheduler.scheduler: …"] * 2


def test_the_last_ones_are_kept_and_warnings_outlive_events() -> None:
    """All day long, in less than 50 kB."""
    lately = Lately()
    log = heard_by(lately, "reminder.anything")
    log.warning("the first")
    for number in range(3 * EVENTS):
        log.info("x" * 300)
        log.debug("never kept %s", number)

    events, warnings = lately.events(0), lately.warnings(0)

    assert (len(events), [text for _, text in warnings]) == (EVENTS, ["the first"])
    for _ in range(3 * WARNINGS):
        log.warning("y" * 300)
    held = [*lately._events, *lately._warnings]
    assert len(lately.warnings(0)) == WARNINGS
    assert sum(sys.getsizeof(part) for one in held for part in (one, *one)) < 50_000


def test_it_is_told_how_long_ago_it_was() -> None:
    """Seconds; the hour of the day is nobody's business."""
    lately = Lately()
    record = logging.LogRecord("reminder.x", logging.INFO, "", 0, "it happened", None, None)
    lately.handle(record)

    assert lately.events(record.created + 75) == [(75, "it happened")]


def test_at_info_a_day_tells_what_happens_and_nothing_private(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    """Whoever sends the output of -v has sent no title, no program's name and no drink; -vv has all of it."""
    config = MOVEMENT + '[own.call-mum]\ntitle = "Call Mum"\nevery = "30 min"\n'

    async def told() -> None:
        stage = await Stage(tmp_path, config).open()
        stage.service.post(Held(stage.now(), HoldKind.CALL, detail="microphone: Zoom"))
        stage.service.post(Drank(stage.now(), 577, "absinthe"))
        await stage.until("09:20")
        stage.service.post(Released(stage.now(), HoldKind.CALL))
        await stage.until("10:30")
        await stage.close()

    with caplog.at_level(logging.DEBUG, "reminder"):
        asyncio.run(told())

    open_to_all = "\n".join(record.getMessage() for record in caplog.records if record.levelno >= logging.INFO)
    details = "\n".join(record.getMessage() for record in caplog.records if record.levelno == logging.DEBUG)
    assert {"Held call", "Intake", "Show movement, own"} <= set(open_to_all.splitlines())
    for private in ("mum", "Mum", "Zoom", "absinthe", "577"):
        assert private not in open_to_all
    assert "Zoom" in details
    assert "absinthe" in details
    assert {record.levelname for record in caplog.records} == {"INFO", "DEBUG"}
