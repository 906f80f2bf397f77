"""The log on disk: what is in it stays, what is told to it is there, and no crash can tear row and state apart."""

import contextlib
import os
import signal
import sqlite3
import stat
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from random import Random

import pytest

from reminder import journal as subject
from reminder import schema
from reminder.core.effects import (
    Effect,
    Record,
    RecordAims,
    RecordHold,
    RecordIntake,
    RecordSpan,
    Result,
    Show,
    Stretch,
    WakeAt,
    Withdraw,
)
from reminder.core.events import Ached, Drank, TookCaffeine, Undone
from reminder.core.step import first_state
from reminder.journal import Journal
from reminder.log_trouble import DamagedError, JournalError, NewerError
from reminder.rows import row_of
from reminder.schema import MIGRATIONS

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
DAY = date(2026, 3, 2)
MINUTE = timedelta(minutes=1)
STATE = first_state(NOON)
RECORD = Record(
    NOON, "movement", Result.SKIPPED, NOON - MINUTE, NOON, 0.5 * MINUTE, DAY, ("movement", "own"), "because ☕"
)
AIMS = RecordAims(DAY, None, 400.0, NOON, 300 * MINUTE, 30 * MINUTE, 2 * MINUTE, 0.7, {"movement": 1800.0})
EVER = (date.min, date.max)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "data" / "journal.sqlite"


@pytest.fixture
def log(path: Path) -> Iterator[Journal]:
    with Journal.open(path) as journal:
        yield journal


def test_what_was_recorded_is_read_back_as_it_was(log: Journal) -> None:
    """Promise 2: the log is the truth, to the microsecond."""
    odd = RECORD.at + timedelta(microseconds=1)
    records = [RECORD, replace(RECORD, at=odd, kind="relax", due=None, shown=None, held=timedelta(0), detail="")]
    span = RecordSpan(Stretch.SITTING, NOON, odd, DAY, timedelta(hours=5, minutes=45))
    hold = RecordHold("call", NOON, odd, DAY, "microphone: Firefox")

    log.commit([*records, span, hold], STATE)

    assert records == log.records(DAY, DAY)
    assert [span] == log.spans(DAY, DAY)
    assert [hold] == log.holds(DAY, DAY)


def test_what_the_user_told_is_read_back_by_name(log: Journal) -> None:
    """Drinks, doses, an undo and an ache, each with what was said."""
    told = [Drank(NOON, 200, "tea"), TookCaffeine(NOON, 63.5, None), Undone(NOON), Ached(NOON, 4)]

    log.commit([RecordIntake(intake, DAY) for intake in told], STATE)

    assert log.intakes(DAY, DAY) == [
        {"at": NOON, "event": "drank", "ml": 200, "drink": "tea"},
        {"at": NOON, "event": "took_caffeine", "mg": 63.5, "ml": None, "drink": ""},
        {"at": NOON, "event": "undone"},
        {"at": NOON, "event": "ached", "level": 4},
    ]


def test_what_is_read_has_the_hour_of_the_users_clock_then(log: Journal) -> None:
    """Wherever they are now: a break at nine in Tokyo was at nine."""
    tokyo = replace(STATE, offset=timedelta(hours=9))

    log.commit([RECORD, RecordIntake(Drank(NOON, 200), DAY), RecordHold("call", NOON, NOON, DAY)], tokyo)

    record, drink, hold = log.records(*EVER)[0], log.recorded(*EVER)[0].intake, log.holds(*EVER)[0]
    assert [each.hour for each in (record.at, record.shown, drink.at, hold.end) if each] == [21, 21, 21, 21]


def test_the_aims_of_a_day_without_any_are_those_before_it(log: Journal) -> None:
    """Nobody was at the desk on it; and of all days before it only the last one is read."""
    days = [replace(AIMS, day=DAY + timedelta(days=n)) for n in (0, 3, 3, 5)]
    log.commit(days, STATE)

    assert days[1:] == log.aims(DAY + timedelta(days=4), DAY + timedelta(days=6))
    assert days[:1] == log.aims(DAY, DAY)
    assert log.aims(DAY - timedelta(days=9), DAY - timedelta(days=1)) == []


def test_rows_are_picked_by_desk_day_and_keep_their_order(log: Journal) -> None:
    """Both ends belong to it; the order is that of writing, not of any clock."""
    days = [replace(RECORD, day=DAY + timedelta(days=n), at=NOON - n * MINUTE) for n in range(4)]
    log.commit(days, STATE)

    assert days[1:3] == log.records(DAY + timedelta(days=1), DAY + timedelta(days=2))
    assert days == log.records(*EVER)


def test_effects_that_record_nothing_leave_no_row(log: Journal) -> None:
    """A notification is no fact of the day; its outcome is."""
    log.commit([Show(NOON, ("movement",), MINUTE, MINUTE, "", 1), Withdraw(NOON), WakeAt(None)], STATE)

    assert log.records(*EVER) == []
    assert log.state() == STATE


def test_before_the_first_start_there_is_no_state(log: Journal) -> None:
    """None, and not a made-up beginning."""
    assert log.state() is None
    assert log.note("anything") is None


def test_the_last_state_and_note_count(log: Journal) -> None:
    """There is one of each, however often it was kept."""
    for number in range(3):
        log.commit([], replace(STATE, number=number))
        log.keep_note("key", str(number))

    state = log.state()
    assert state is not None
    assert state.number == 2
    assert log.note("key") == "2"


@pytest.mark.parametrize("table", ["outcome", "span", "hold", "intake"])
@pytest.mark.parametrize("change", ["UPDATE {} SET day = '1999-01-01'", "DELETE FROM {}"])
def test_a_row_can_be_neither_changed_nor_deleted(path: Path, log: Journal, table: str, change: str) -> None:
    """Append-only is kept by the database itself, against our own mistakes, too."""
    span = RecordSpan(Stretch.AWAY, NOON, NOON + MINUTE, DAY, timedelta(0))
    hold = RecordHold("user", NOON, NOON + MINUTE, DAY)
    log.commit([RECORD, span, hold, RecordIntake(Ached(NOON, 1), DAY)], STATE)
    before = dump(path)
    stranger = sqlite3.connect(path)

    with pytest.raises(sqlite3.IntegrityError, match="append-only"):
        stranger.execute(change.format(table))

    stranger.close()
    assert before == dump(path)


def test_rows_and_state_are_committed_together_or_not_at_all(log: Journal) -> None:
    """An effect that cannot be written takes the whole commit with it."""
    log.commit([RECORD], replace(STATE, number=1))

    with pytest.raises(AttributeError):
        log.commit([RECORD, replace(RECORD, day="no day")], replace(STATE, number=2))  # type: ignore[arg-type]

    assert log.records(*EVER) == [RECORD]
    assert log.state() == replace(STATE, number=1)
    log.commit([RECORD], replace(STATE, number=3))
    assert log.state() == replace(STATE, number=3)


WRITER = """
import sys
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from reminder.core.effects import Record, Result
from reminder.core.step import first_state
from reminder.journal import Journal
noon = datetime(2026, 3, 2, 12, tzinfo=UTC)
log = Journal.open(Path(sys.argv[1]))
number = log.state().number if log.state() else 0
print("up", flush=True)
while True:
    number += 1
    rows = [Record(noon, str(number), Result.SKIPPED, None, None, timedelta(0), date(2026, 3, 2)) for _ in range(3)]
    log.commit(rows, replace(first_state(noon), number=number))
    print(number, flush=True)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="kill -9 is POSIX")
def test_kill_minus_9_in_the_middle_of_commits_leaves_row_and_state_agreeing(path: Path) -> None:
    """So a crash can neither lose an answer nor invent one, and what was reported as written is there."""
    random, told = Random(9), 0  # noqa: S311 - no secret
    for _round in range(6):
        with subprocess.Popen([sys.executable, "-c", WRITER, str(path)], stdout=subprocess.PIPE, text=True) as writer:
            assert writer.stdout is not None
            assert writer.stdout.readline() == "up\n"
            for _commit in range(random.randint(1, 60)):
                told = int(writer.stdout.readline())
            writer.send_signal(signal.SIGKILL)
            writer.wait()

        with Journal.open(path) as journal:
            state, numbers = journal.state(), [int(record.kind) for record in journal.records(*EVER)]
        assert state is not None
        assert state.number >= told
        assert numbers == [number for number in range(1, state.number + 1) for _ in range(3)]
        assert intact(path)


DIES_AT = """
import os
import signal
steps = int(sys.argv[2])
def step(statement):
    global steps
    steps -= 1
    if steps < 0:
        os.kill(os.getpid(), signal.SIGKILL)
log._connection.set_trace_callback(step)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="kill -9 is POSIX")
def test_kill_minus_9_before_any_statement_leaves_row_and_state_agreeing(path: Path) -> None:
    """Each of the places at which a commit could be torn, one after the other, over two commits and a bit."""
    begun, rest = WRITER.split('print("up", flush=True)')
    deaths = set()
    for statements in range(14):
        arguments = [str(path), str(statements)]
        done = subprocess.run([sys.executable, "-c", begun + DIES_AT + rest, *arguments], check=False, timeout=60)
        deaths.add(done.returncode)

        with Journal.open(path) as journal:
            state, rows = journal.state(), journal.records(*EVER)
        number = 0 if state is None else state.number
        assert [int(record.kind) for record in rows] == [n for n in range(1, number + 1) for _ in range(3)]

    assert deaths == {-signal.SIGKILL}
    assert number > 2


@pytest.mark.skipif(sys.platform == "win32", reason="modes are POSIX")
@pytest.mark.parametrize("umask", [0o000, 0o022, 0o077])
def test_only_the_owner_can_read_the_log(path: Path, umask: int) -> None:
    """Files 0600 and the folder 0700, side files included, whatever the shell's umask."""
    before = os.umask(umask)
    try:
        with Journal.open(path) as journal:
            journal.commit([RECORD], STATE)
            modes = {file.name: stat.S_IMODE(file.stat().st_mode) for file in path.parent.iterdir()}
    finally:
        os.umask(before)

    assert set(modes.values()) == {0o600}
    assert "journal.sqlite-wal" in modes
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700


@pytest.mark.skipif(sys.platform == "win32", reason="modes are POSIX")
def test_a_log_that_lay_open_is_shut(path: Path) -> None:
    """Restored from a backup, or copied from another machine, with the modes that files usually have."""
    with Journal.open(path):
        pass
    path.chmod(0o644)
    path.parent.chmod(0o755)

    with Journal.open(path) as journal:
        journal.commit([RECORD], STATE)
        modes = {file.name: stat.S_IMODE(file.stat().st_mode) for file in path.parent.iterdir()}

    assert set(modes.values()) == {0o600}
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700


def test_a_log_that_was_closed_is_one_file(path: Path) -> None:
    """It can be copied as it stands."""
    with Journal.open(path) as journal:
        journal.commit([RECORD], STATE)

    assert [file.name for file in path.parent.iterdir()] == ["journal.sqlite"]


@pytest.mark.parametrize("opened", [Journal.open, Journal.read])
def test_a_log_of_a_newer_version_is_refused_and_left_alone(path: Path, opened: Callable[[Path], Journal]) -> None:
    """Nobody knows what its rows mean; not one byte changes, whatever journal mode it uses."""
    Journal.open(path).close()
    newer = sqlite3.connect(path)
    newer.execute("PRAGMA journal_mode = DELETE")
    newer.execute(f"PRAGMA user_version = {len(MIGRATIONS) + 1}")
    newer.close()
    before = {file.name: file.read_bytes() for file in path.parent.iterdir()}

    with pytest.raises(NewerError, match=r"newer version .* Nothing was changed") as refused:
        opened(path)

    assert str(path) in str(refused.value)
    assert before == {file.name: file.read_bytes() for file in path.parent.iterdir()}


@pytest.mark.parametrize("opened", [Journal.open, Journal.read])
def test_a_file_that_is_no_log_is_told_and_not_overwritten(path: Path, opened: Callable[[Path], Journal]) -> None:
    """What is in it may be the only copy of something."""
    path.parent.mkdir()
    path.write_bytes(b"Dear diary, " * 1000)

    with pytest.raises(DamagedError, match="Nothing of it was overwritten") as told:
        opened(path)

    assert "\n" not in str(told.value)
    assert path.read_bytes() == b"Dear diary, " * 1000


def test_a_log_that_is_damaged_inside_is_told_when_it_shows(path: Path) -> None:
    """Half a log is not the log: reading says so instead of counting what is left."""
    with Journal.open(path) as journal:
        for number in range(200):
            journal.commit([replace(RECORD, detail="x" * 500, at=NOON + number * MINUTE)], STATE)
    whole = path.read_bytes()
    path.write_bytes(whole[:8192] + b"\xff" * 65536 + whole[8192 + 65536 :])

    with pytest.raises(DamagedError, match="Nothing of it was overwritten"):
        Journal.open(path)
    with Journal.read(path) or pytest.fail("none") as reader, pytest.raises(DamagedError):
        reader.records(*EVER)


def test_a_row_that_makes_no_sense_any_more_is_left_out_and_counted(path: Path, log: Journal) -> None:
    """SQLite keeps no checksums: a bit that a disk has turned shows only where there is no such result, say."""
    log.commit([RECORD, replace(RECORD, kind="relax"), replace(RECORD, detail="Grüße")], STATE)
    with contextlib.closing(sqlite3.connect(path)) as disk:
        disk.execute("DROP TRIGGER outcome_update")
        disk.execute("UPDATE outcome SET result = 'skippee' WHERE kind = 'relax'")
        disk.execute("UPDATE outcome SET detail = CAST(x'ff47' AS TEXT) WHERE id = 3")
        disk.commit()

    assert [(each.kind, each.detail) for each in log.records(*EVER)] == [("movement", "because ☕"), ("movement", "�G")]
    assert log.left_out == 1


def test_a_damaged_log_is_left_as_it_lies(path: Path) -> None:
    """When the last connection is closed SQLite would write into it what is in its side file."""
    journal = Journal.open(path)
    journal.commit([RECORD], STATE)
    before = {file.name: file.read_bytes() for file in path.parent.iterdir() if not file.name.endswith("-shm")}
    assert len(before) == 2

    journal.leave()

    after = {file.name: file.read_bytes() for file in path.parent.iterdir() if not file.name.endswith("-shm")}
    assert after == before


def test_a_folder_that_cannot_be_made_is_one_sentence(tmp_path: Path) -> None:
    """The path, what is wrong, and what to look at."""
    (tmp_path / "file").write_text("")

    with pytest.raises(JournalError, match=r"file.*a file stands where its folder should be\. Move that file away\."):
        Journal.open(tmp_path / "file" / "journal.sqlite")


def test_reading_where_nothing_was_ever_logged_makes_nothing(path: Path) -> None:
    """`reminder log` on a new machine leaves no trace."""
    assert Journal.read(path) is None
    assert not path.parent.exists()


def test_an_empty_file_is_no_log_yet(path: Path) -> None:
    """A service killed in its first moment leaves one."""
    path.parent.mkdir()
    path.touch()

    assert Journal.read(path) is None
    Journal.open(path).close()
    with Journal.read(path) or pytest.fail("still none") as journal:
        assert journal.state() is None


def test_a_reader_sees_what_a_running_service_has_committed(path: Path, log: Journal) -> None:
    """Any number of readers beside the one writer, each commit at once."""
    log.commit([RECORD], STATE)
    with Journal.read(path) or pytest.fail("none") as reader:
        log.commit([RECORD], STATE)

        assert reader.records(*EVER) == [RECORD, RECORD]


def test_a_reader_cannot_write(path: Path, log: Journal) -> None:
    """One writer, the service."""
    with Journal.read(path) or pytest.fail("none") as reader:
        with pytest.raises(JournalError, match="can only be read"):
            reader.commit([RECORD], STATE)
        with pytest.raises(JournalError, match="can only be read"):
            reader.keep_note("a", "b")


def test_a_log_that_somebody_else_locks_is_told_and_works_again_afterwards(path: Path) -> None:
    """A backup program, say. Nothing of the refused commit stays behind."""
    with Journal.open(path, patience=0.01) as journal:
        other = sqlite3.connect(path, isolation_level=None)
        other.execute("BEGIN IMMEDIATE")

        with pytest.raises(JournalError, match="locked"):
            journal.commit([RECORD], STATE)

        other.execute("ROLLBACK")
        other.close()
        assert journal.records(*EVER) == []
        journal.commit([RECORD], STATE)
        assert journal.records(*EVER) == [RECORD]


def test_a_full_disk_is_told_and_nothing_is_half_written(path: Path) -> None:
    """The log is as it was before, and goes on once there is room."""
    with Journal.open(path) as journal:
        journal.commit([RECORD], STATE)
        pages = journal._connection.execute("PRAGMA page_count").fetchone()[0]
        journal._connection.execute(f"PRAGMA max_page_count = {pages}")
        big = [replace(RECORD, detail="x" * 4000) for _ in range(50)]

        with pytest.raises(JournalError, match="full"):
            journal.commit([*big], replace(STATE, number=7))

        assert journal.records(*EVER) == [RECORD]
        assert journal.state() == STATE
        journal._connection.execute("PRAGMA max_page_count = 100000")
        journal.commit([*big], replace(STATE, number=7))
        assert len(journal.records(*EVER)) == 51


def test_a_state_of_another_version_is_told_and_the_log_stays_readable(path: Path) -> None:
    """The rows are worth more than the moment."""
    with Journal.open(path) as journal:
        journal.commit([RECORD], STATE)
        journal.keep_note(subject.STATE, '{"now": "later"}')

        with pytest.raises(JournalError, match="The log itself is whole"):
            journal.state()
        assert journal.records(*EVER) == [RECORD]


def test_an_older_log_is_brought_to_the_present_schema(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its rows stay, and a migration that fails leaves the old schema whole."""
    with Journal.open(path) as journal:
        journal.commit([RECORD], STATE)
    monkeypatch.setattr(schema, "MIGRATIONS", (*MIGRATIONS, "CREATE TABLE extra (id INTEGER) STRICT; nonsense;"))
    with pytest.raises(JournalError, match="syntax"):
        Journal.open(path)
    monkeypatch.setattr(schema, "MIGRATIONS", (*MIGRATIONS, "CREATE TABLE extra (id INTEGER) STRICT;"))

    with Journal.open(path) as journal:
        assert journal.records(*EVER) == [RECORD]
        assert journal._connection.execute("PRAGMA user_version").fetchone() == (len(MIGRATIONS) + 1,)
        assert journal._connection.execute("SELECT * FROM extra").fetchall() == []


SINCE = {"exercise": 2, "answered": 3}
"""The schema that brought each column that the first one had not."""


@pytest.mark.parametrize("version", range(1, len(MIGRATIONS)))
def test_an_older_log_is_read_and_goes_on(version: int, path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its outcomes were for no exercise in particular, and nothing was aimed at, also for who only reads it."""
    monkeypatch.setattr(schema, "MIGRATIONS", MIGRATIONS[:version])
    Journal.open(path).close()
    old = sqlite3.connect(path)
    row = row_of(RECORD, 0)
    assert row is not None
    values = {name: value for name, value in row.values.items() if SINCE.get(name, 1) <= version}
    columns, marks = ", ".join(values), ", ".join("?" * len(values))
    old.execute(f"INSERT INTO outcome ({columns}) VALUES ({marks})", [*values.values()])  # noqa: S608 - ours
    old.commit()
    old.close()
    monkeypatch.undo()

    reader = Journal.read(path)
    assert reader is not None
    with reader:
        assert reader.records(*EVER) == [RECORD]
        assert reader.aims(*EVER) == []
    with Journal.open(path) as journal:
        journal.commit([replace(RECORD, exercise="E13", answered=NOON), AIMS], STATE)
        assert [(each.exercise, each.answered) for each in journal.records(*EVER)] == [("", None), ("E13", NOON)]
        assert journal.aims(*EVER) == [AIMS]


def test_every_effect_that_records_has_its_table(log: Journal) -> None:
    """A new one that nobody writes down would be lost without a word."""
    recording: list[Effect] = [
        RECORD,
        RecordSpan(Stretch.UNKNOWN, NOON, NOON + MINUTE, DAY, timedelta(0)),
        RecordHold("user", NOON, NOON, DAY),
        RecordIntake(Undone(NOON), DAY),
        AIMS,
    ]
    names = {effect.__name__ for effect in Effect.__args__ if effect.__name__.startswith("Record")}

    log.commit(recording, STATE)

    assert names == {type(effect).__name__ for effect in recording}
    assert [len(rows(*EVER)) for rows in (log.records, log.spans, log.holds, log.intakes, log.aims)] == [1] * 5  # type: ignore[operator]


def dump(path: Path) -> list[str]:
    connection = sqlite3.connect(path)
    lines = list(connection.iterdump())
    connection.close()
    return lines


def intact(path: Path) -> bool:
    connection = sqlite3.connect(path)
    answer = connection.execute("PRAGMA integrity_check").fetchall()
    connection.close()
    return answer == [("ok",)]


def test_its_figures_tell_how_much_there_is_and_nothing_of_it(log: Journal) -> None:
    """For a bug report: a schema, a check by SQLite itself, and counts."""
    log.commit([RECORD, AIMS, RecordIntake(Drank(NOON, 200, "Green Fairy"), DAY)], STATE)

    figures = log.figures()

    assert figures["quick_check"] == "ok"
    assert figures["schema"] == len(MIGRATIONS)
    rows = {name.removeprefix("rows of "): count for name, count in figures.items() if name.startswith("rows of ")}
    assert rows == {"aim": 1, "hold": 0, "intake": 1, "outcome": 1, "saved": 1, "span": 0}
    assert "Fairy" not in str(figures)
