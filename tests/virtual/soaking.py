"""A long life of the service, and what it holds on to: memory, descriptors, threads, tasks, timers, rows."""

import asyncio
import gc
import os
import sqlite3
import threading
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from reminder.config import parse
from reminder.core.effects import Result
from reminder.journal import Journal
from reminder.paths import Places
from reminder.tray import CLICK
from tests.virtual.clockwork import VirtualLoop, World
from tests.virtual.living import Living

TABLES = ("outcome", "span", "hold", "intake", "aim")
RHYTHMS = ('[movement]\nevery = "30 min"\n', '[movement]\nevery = "25 min"\n')
"""What somebody who cannot make up their mind writes into config.toml, by turns."""


@dataclass(frozen=True)
class Footprint:
    """What the service holds at one moment; memory in KiB, the log with its side files in bytes."""

    rss: int
    pss: int
    objects: int
    descriptors: int
    threads: int
    tasks: int
    timers: int
    journal: int
    rows: int


def footprint(where: Places) -> Footprint:
    """That of this process now; to be taken on the loop's thread."""
    gc.collect()
    loop = asyncio.get_running_loop()
    assert isinstance(loop, VirtualLoop)
    memory = dict(line.split()[:2] for line in Path("/proc/self/smaps_rollup").read_text().splitlines()[1:])
    return Footprint(
        rss=int(memory["Rss:"]),
        pss=int(memory["Pss:"]),
        objects=len(gc.get_objects()),
        descriptors=len(os.listdir("/proc/self/fd")),  # noqa: PTH208 - names alone
        threads=threading.active_count(),
        tasks=len(asyncio.all_tasks()),
        timers=loop.timers,
        journal=sum(path.stat().st_size for path in where.journal.parent.glob(f"{where.journal.name}*")),
        rows=rows(where.journal),
    )


def rows(journal: Path) -> int:
    """How many rows the log has."""
    connection = sqlite3.connect(journal)
    try:
        return sum(connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0] for table in TABLES)  # noqa: S608 - ours
    finally:
        connection.close()


def soak(
    where: Places, start: datetime, days: int, look: Callable[[int], object], *, every: int = 1, seed: int = 1
) -> Living:
    """Live so many days from `start`, and use the service each day; `look` at it on every so-manieth at noon."""
    world = World(start)
    where.config.parent.mkdir(parents=True, exist_ok=True)
    where.config.write_text(RHYTHMS[0])

    async def story() -> Living:
        life = Living(world, where, parse(RHYTHMS[0], where.config).plan, start, days, seed=seed)

        async def daily(number: int) -> None:
            await use(life, number)
            if number % every == 0:
                look(number)

        await life.live(daily)
        return life

    return world.run(story())


async def use(life: Living, number: int) -> None:
    """What one does with it in a day, besides answering: looks, asks, changes its settings, lets the screen go."""
    machine = life.machine
    for verb, word in (("status", ""), ("caffeine", ""), ("ache", "1")):
        await machine.ask(verb, word)
    machine.tray.clicks(CLICK)
    if number % 5 == 0:
        await machine.configures(RHYTHMS[number // 5 % 2])
        await machine.ask("doctor")
    await machine.calm()
    machine.forgets()


def results(where: Places) -> Counter[tuple[str, Result]]:
    """How often each kind ended how, as the log has it."""
    journal = Journal.read(where.journal)
    assert journal is not None
    with journal:
        return Counter((record.kind, record.result) for record in journal.records(date.min, date.max))
