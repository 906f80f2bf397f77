"""`reminder log --prune`: what would go is told first; what went is told by the summary of its week."""

from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from reminder import clock
from reminder.cli import main
from reminder.core.effects import Record, RecordSpan, Result, Stretch
from reminder.core.step import first_state
from reminder.journal import Journal
from reminder.paths import HOME, places
from tests.stage import EVER

TODAY = date(2026, 3, 11)
DAY = timedelta(days=1)
Say = Callable[..., tuple[int, str, str]]


@pytest.fixture
def say(capsys: pytest.CaptureFixture[str], reminder_home: Path, monkeypatch: pytest.MonkeyPatch) -> Say:
    """Run a command at noon of Wednesday, 11 March 2026; its exit code, output and errors."""
    noon = datetime.combine(TODAY, time(12), ZoneInfo("Europe/Berlin"))
    monkeypatch.setattr(clock, "now", lambda: noon)

    def said(*words: str) -> tuple[int, str, str]:
        code = main(words)
        return (code, *capsys.readouterr())

    return said


@pytest.fixture
def logged(reminder_home: Path) -> Path:
    """A year of log, with an outcome and a stretch a day."""
    journal = places({HOME: str(reminder_home)}).journal
    with Journal.open(journal) as log:
        for number in range(366):
            day = TODAY - number * DAY
            at = datetime.combine(day, time(10), UTC)
            sat = RecordSpan(Stretch.SITTING, at - timedelta(hours=1), at, day, timedelta(0))
            log.commit([sat, Record(at, "movement", Result.CLAIMED, at, at, timedelta(0), day)], first_state(at))
    return journal


def days(journal: Path) -> set[date]:
    log = Journal.read(journal)
    assert log is not None
    with log:
        return {record.day for record in log.records(*EVER)}


def test_by_itself_it_only_says_what_would_go(say: Say, logged: Path) -> None:
    """How much, from when to when, how to have it written down before, and how it goes."""
    code, out, err = say("log", "--prune", "6 months")

    assert (code, err) == (0, "")
    assert out == (
        "358 entries of 179 days, 2025-03-11 to 2025-09-05, would go. Nothing has been removed.\n"
        "'reminder log --json' and 'reminder summary year --csv FILE' write down what you may want to have.\n"
        "This removes them for good: reminder log --prune '6 months' --yes\n"
    )
    assert len(days(logged)) == 366


def test_told_to_it_removes_them(say: Say, logged: Path) -> None:
    """All of it, once."""
    assert say("log", "--prune", "6 months", "--yes") == (
        0,
        "358 entries of 179 days, 2025-03-11 to 2025-09-05, are removed.\n",
        "",
    )

    assert min(days(logged)) == TODAY - timedelta(days=186)
    assert say("log", "--prune", "6 months")[1] == "Nothing in the log is older than 2025-09-06.\n"
    assert say("log", "--prune", "6 months", "--yes")[1] == "Nothing in the log is older than 2025-09-06.\n"


def test_without_words_the_settings_say_how_long(say: Say, logged: Path, reminder_home: Path) -> None:
    """As once a day by itself."""
    (reminder_home / "config.toml").write_text('[log]\nkeep = "90 days"\n')

    assert "This removes them for good: reminder log --prune --yes" in say("log", "--prune")[1]
    assert say("log", "--prune", "--yes")[0] == 0

    assert min(days(logged)) == TODAY - 90 * DAY


def test_what_is_kept_forever_wants_a_word(say: Say, logged: Path) -> None:
    """The default loses nothing, whoever says yes."""
    code, out, err = say("log", "--prune", "--yes")

    assert (code, out) == (2, "")
    assert "Your log is kept forever." in err
    assert len(days(logged)) == 366


def test_by_itself_nothing_goes_by_a_date_that_the_log_does_not_know(
    say: Say, logged: Path, reminder_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A clock that was set ten years ahead must not cost the log; whoever says how long is believed."""
    (reminder_home / "config.toml").write_text('[log]\nkeep = "3 years"\n')
    monkeypatch.setattr(clock, "now", lambda: datetime(2036, 3, 11, 12, tzinfo=UTC))

    code, _, err = say("log", "--prune", "--yes")
    assert code == 1
    assert "the date may be wrong" in err
    assert len(days(logged)) == 366

    assert "732 entries of 366 days" in say("log", "--prune", "3 years")[1]


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("--prune", "soon"), "write it like"),
        (("--prune", "1 day"), "it can be anything from 90 days to 100 years"),
        (("--prune", "1 year", "--json"), "--prune stands by itself"),
        (("--prune", "1 year", "--since", "2026-01-01"), "--prune stands by itself"),
        (("--prune", "forever"), "Your log is kept forever."),
        (("--yes",), "--yes goes with --prune"),
    ],
)
def test_what_makes_no_sense_removes_nothing(say: Say, logged: Path, words: tuple[str, ...], told: str) -> None:
    """And says what would."""
    code, out, err = say("log", *words)

    assert (code, out) == (2, "")
    assert told in err
    assert len(days(logged)) == 366


def test_without_a_log_there_is_nothing_to_remove(say: Say, reminder_home: Path) -> None:
    """And none is made."""
    assert say("log", "--prune", "1 year") == (0, "Nothing in the log is older than 2025-03-10.\n", "")
    assert list(reminder_home.iterdir()) == []


def test_a_week_that_is_gone_says_so(say: Say, logged: Path) -> None:
    """It is not told as one in which nobody sat; one that was cut short is told with what is left."""
    say("log", "--prune", "6 months", "--yes")

    assert say("summary", "2025-W30") == (
        1,
        "",
        "Week 30 of 2025 · 21 to 27 July is no longer in the log, which is kept since 2025-09-06 ('log.keep').\n",
    )
    code, out, err = say("summary", "2025-09")
    assert (code, out.startswith("September 2025")) == (0, True)
    assert err == "The log is kept since 2025-09-06 ('log.keep'): what was before is not in these numbers.\n"
    assert say("summary", "2025-W40")[2] == ""
