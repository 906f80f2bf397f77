"""Damage to a log with known rows, by seed; `python -m tests.faults.log_damage --count 3000` is the large campaign."""

import argparse
import os
import shutil
import sqlite3
import sys
import tempfile
from collections.abc import Callable, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from random import Random
from statistics import median
from typing import Any

from reminder.core.effects import Effect, Record, RecordAims, RecordHold, RecordIntake, RecordSpan, Result, Stretch
from reminder.core.events import Ached, Drank, TookCaffeine
from reminder.core.step import first_state
from reminder.journal import Journal
from reminder.log_trouble import JournalError
from reminder.open_log import open_log
from reminder.paths import Places
from reminder.schema import READABLE, SIDES, beside

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
LONG = 20
"""How many rows are longer than a page; no row of a real log is."""

TABLES = ("outcome", "span", "hold", "intake", "aim")
Rows = dict[str, dict[int, tuple[Any, ...]]]
"""Each table's rows by number, as SQLite reads them."""


def effects(number: int) -> list[Effect]:
    """What a commit records; every tenth row is longer than a page."""
    at = NOON + number * timedelta(minutes=7)
    day, detail = at.date(), f"because of {number} ☕" * (1 if number % 10 else 300)
    return [
        Record(at, "movement", Result.CLAIMED, at, None, timedelta(seconds=number), day, ("movement",), detail, "E1"),
        RecordSpan(Stretch.SITTING, at, at + timedelta(minutes=number), day, timedelta(hours=1)),
        RecordHold("call", at, at, day, f"microphone {number}"),
        RecordIntake((Drank(at, 200 + number), TookCaffeine(at, 63.5), Ached(at, number % 10))[number % 3], day),
        RecordAims(day, 1800, None, at, timedelta(hours=5), timedelta(minutes=30), timedelta(minutes=2), 0.7, {}),
    ]


def write_log(path: Path, *, killed: bool) -> None:
    """A log of ten commits; if its writer was killed, the last two of them are in its side file alone."""
    commits = [
        [effect for number in range(first, first + 20) for effect in effects(number)] for first in range(0, 200, 20)
    ]
    with Journal.open(path) as journal:
        for each in commits[: -2 if killed else None]:
            journal.commit(each, first_state(NOON))
    if not killed:
        return
    with tempfile.TemporaryDirectory() as elsewhere:
        with Journal.open(path) as journal:
            journal._connection.execute("PRAGMA wal_autocheckpoint = 0")
            for each in commits[-2:]:
                journal.commit(each, first_state(NOON))
            for side in SIDES:
                shutil.copy(beside(path, side), elsewhere)
        for file in Path(elsewhere).iterdir():
            shutil.copy(file, path.parent)


def rows_in(path: Path) -> Rows:
    """What a log holds; bytes that are no text are told as such."""
    with closing(sqlite3.connect(path)) as connection:
        connection.text_factory = READABLE
        query = "SELECT * FROM {} ORDER BY id"
        found = {table: connection.execute(query.format(table)).fetchall() for table in TABLES}
    return {table: {row[0]: row[1:] for row in rows} for table, rows in found.items()}


Damage = Callable[[Random, Path], int]
"""Damages the log; returns how many bytes it changed within rows at most, so how many rows may have become others."""


def _written(path: Path, at: int, content: bytes) -> None:
    with path.open("r+b") as file:
        file.seek(at)
        file.write(content)


def flip(random: Random, path: Path) -> int:
    count = random.randint(1, 40)
    for _ in range(count):
        at = random.randrange(path.stat().st_size)
        byte = path.read_bytes()[at] ^ (1 << random.randrange(8))
        _written(path, at, bytes([byte]))
    return count


def flip_the_header(random: Random, path: Path) -> int:
    at = random.randrange(100)
    _written(path, at, bytes([path.read_bytes()[at] ^ (1 << random.randrange(8))]))
    return 0


def zero_pages(random: Random, path: Path) -> int:
    for _ in range(random.randint(1, 5)):
        _written(path, random.randrange(path.stat().st_size // 4096) * 4096, bytes(4096))
    return LONG  # of a page that a long row goes on in nothing tells to whom it belongs


def garbage_pages(random: Random, path: Path) -> int:
    for _ in range(random.randint(1, 5)):
        _written(path, random.randrange(path.stat().st_size // 4096) * 4096, random.randbytes(4096))
    return 0


def truncate(random: Random, path: Path) -> int:
    os.truncate(path, random.randrange(path.stat().st_size))
    return 0


def garbage_inserted(random: Random, path: Path) -> int:
    whole = path.read_bytes()
    at = random.randrange(len(whole) // 4096) * 4096
    path.write_bytes(whole[:at] + random.randbytes(4096) + whole[at:])
    return LONG


def side_file(random: Random, path: Path) -> int:
    """The last commits, in the side file, where there is one: a checksum tells what is whole of it."""
    if beside(path, "-wal").exists():
        random.choice([flip, truncate])(random, beside(path, "-wal"))
    return 0


def first_page_lost(_: Random, path: Path) -> int:
    _written(path, 0, bytes(4096))
    return 0


def emptied(_: Random, path: Path) -> int:
    path.write_bytes(b"")
    return 0


def a_text(_: Random, path: Path) -> int:
    path.write_bytes(b"Dear diary, " * 1000)
    return 0


def another_database(_: Random, path: Path) -> int:
    for side in SIDES:
        beside(path, side).unlink(missing_ok=True)
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript("CREATE TABLE diary (day TEXT, words TEXT); INSERT INTO diary VALUES ('Mon', 'Dear')")
    return 0


DAMAGES: Mapping[str, Damage] = {
    each.__name__: each
    for each in (
        *(flip, flip_the_header, zero_pages, garbage_pages, truncate, garbage_inserted, side_file),
        *(first_page_lost, emptied, a_text, another_database),
    )
}


@dataclass(frozen=True, slots=True)
class Ended:
    """How a damaged log was opened: what was told, what is in the log by now, and how many rows may differ."""

    told: Sequence[str]
    rows: Rows
    altered: int


def try_one(name: str, seed: int, folder: Path, whole: Path) -> Ended:
    """Damage a copy of the log in the folder `whole`, open it as a service does, and look that nothing is overwritten.

    Raises:
        AssertionError: something is.
    """
    data = folder / "data"
    shutil.copytree(whole, data)
    where = Places(folder / "config.toml", data, data / "control.sock")
    altered = DAMAGES[name](Random(f"{name} {seed}"), where.journal)  # noqa: S311 - no secret
    before = {
        side: beside(where.journal, side).read_bytes() for side in SIDES[:2] if beside(where.journal, side).exists()
    }
    told: list[str] = []
    with open_log(where, lambda title, text: told.append(f"{title}. {text}"), NOON) as journal:
        path = journal.path
        journal.commit(effects(10_000), first_state(NOON))
        assert [each.detail for each in journal.records(date.min, date.max)][-1] == "because of 10000 ☕" * 300
    aside = sorted(data.glob("journal.sqlite.damaged-*"))
    if told and path == where.journal:
        stem = next(each for each in aside if not each.name.endswith(SIDES[1:]))
        assert {side: beside(stem, side).read_bytes() for side in before} == before, "the damaged log was changed"
    else:
        assert aside == []
    rows = rows_in(path)
    for table in TABLES:
        rows[table].popitem()
    return Ended(told, rows, altered)


def judge(ended: Ended, true: Rows) -> int:
    """How many rows are there; none is invented, none doubled, and those that were not touched are as they were.

    Where bytes within rows were changed, a row may have become another: SQLite keeps no checksum of it.

    Raises:
        AssertionError: that does not hold.
    """
    strange = 0
    for table in TABLES:
        known = list(true[table].values())
        found = list(ended.rows[table].values())
        others = [row for row in found if row not in set(known)]
        assert len(found) - len(others) == len(set(found) - set(others)), "a row is doubled"
        assert len(found) <= len(known), "a row is invented"
        strange += len(others)
    assert strange <= ended.altered, f"{strange} rows are others than before"
    return sum(len(rows) for rows in ended.rows.values())


@dataclass(frozen=True, slots=True)
class Bench:
    """Logs to be damaged, one closed in good order and one whose writer was killed, and all that is in both."""

    folder: Path
    true: Rows

    @classmethod
    def made(cls, folder: Path) -> "Bench":
        for killed in (True, False):
            write_log(folder / f"killed {killed}" / "journal.sqlite", killed=killed)
        return cls(folder, rows_in(folder / "killed False" / "journal.sqlite"))

    def try_one(self, name: str, seed: int) -> tuple[float, bool]:
        """The share of the rows that is there afterwards, and whether damage was told. Raises `AssertionError`."""
        with tempfile.TemporaryDirectory(dir=self.folder) as one:
            ended = try_one(name, seed, Path(one), self.folder / f"killed {seed % 2 == 1}")
        return judge(ended, self.true) / sum(map(len, self.true.values())), bool(ended.told)


def main() -> None:
    """Damage a log many times, and print how many rows were saved."""
    words = argparse.ArgumentParser(description=main.__doc__)
    words.add_argument("--count", type=int, default=100, help="how often each damage is done")
    words.add_argument("--first-seed", type=int, default=0)
    args, say = words.parse_args(), sys.stdout.write
    with tempfile.TemporaryDirectory() as folder:
        bench = Bench.made(Path(folder))
        for name in DAMAGES:
            shares, noticed = [], 0
            for seed in range(args.first_seed, args.first_seed + args.count):
                try:
                    share, told = bench.try_one(name, seed)
                except (AssertionError, JournalError) as wrong:
                    say(f"{name} {seed}: {wrong!r}\n")
                    continue
                shares.append(share)
                noticed += told
            least, middle = min(shares, default=0), median(shares or [0])
            say(f"{name:18} told {noticed:5} of {args.count}  rows: least {least:.1%}, middle {middle:.1%}\n")


if __name__ == "__main__":
    main()
