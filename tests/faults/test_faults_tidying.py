"""What is older than it is kept goes by itself from a running service's log: soon after the start, and each morning."""

import asyncio
import sys
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from reminder.core.effects import RecordSpan, Stretch
from reminder.core.step import first_state
from reminder.daemon import PANELS_SECONDS
from reminder.journal import Journal
from reminder.paths import Places
from tests.stage import EVER
from tests.virtual.clockwork import World
from tests.virtual.machine import Machine

if sys.platform != "linux":
    pytest.skip("/proc and eventfd", allow_module_level=True)

BERLIN = ZoneInfo("Europe/Berlin")
START = datetime(2027, 3, 15, 10, tzinfo=BERLIN)
DAY = timedelta(days=1)
KEPT = '[log]\nkeep = "90 days"\n'


def sat_until(where: Places, days: int) -> None:
    """An hour of each of so many days before the start."""
    with Journal.open(where.journal) as journal:
        for number in range(1, days + 1):
            day = START.date() - number * DAY
            at = datetime.combine(day, time(10), BERLIN)
            journal.commit(
                [RecordSpan(Stretch.SITTING, at, at + timedelta(hours=1), day, timedelta(hours=1))], first_state(START)
            )


def first_day(where: Places) -> date:
    journal = Journal.read(where.journal)
    assert journal is not None
    with journal:
        return min(span.day for span in journal.spans(*EVER))


def test_what_is_older_goes_after_the_start_and_each_morning(
    service_files: Places, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """As long as the settings in force say so; the service, which has the log open, writes on in it."""
    monkeypatch.setenv("TZ", BERLIN.key)
    sat_until(service_files, 100)
    service_files.config.write_text(KEPT)
    world = World(START)
    machine = Machine(world, service_files)
    first_days = list[date]()

    async def looks_at(when: datetime) -> None:
        await asyncio.sleep((when - world.wall).total_seconds())
        if machine.daemon._tidying._work is not None:
            await machine.daemon._tidying._work
        first_days.append(first_day(service_files))

    async def told() -> None:
        await machine.boot()
        begun = world.wall
        await looks_at(begun + timedelta(seconds=PANELS_SECONDS - 1))
        await looks_at(begun + timedelta(seconds=PANELS_SECONDS + 1))
        await looks_at(datetime(2027, 3, 16, 3, 59, tzinfo=BERLIN))
        await looks_at(datetime(2027, 3, 16, 4, 1, tzinfo=BERLIN))
        await machine.configures(KEPT.replace("90 days", "forever"))
        await looks_at(datetime(2027, 3, 17, 4, 1, tzinfo=BERLIN))
        await machine.ask("drink", "200ml")
        await machine.shut_down()

    world.run(told())

    until = START.date() - 90 * DAY
    assert first_days == [START.date() - 100 * DAY, until, until, until + DAY, until + DAY]
    assert [each.message for each in caplog.records if each.name == "reminder.tidying"] == []  # it was not even tried
    with Journal.open(service_files.journal) as journal:
        assert len(journal.told(*EVER)) == 1
