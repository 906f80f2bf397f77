"""Gaps in time, told by three clocks and counted for what they were: suspends, clock steps, journeys, a long stop.

The service, the journal and the watch over the clocks are real; the clocks themselves are the test's.
"""

import asyncio
from collections import Counter
from collections.abc import Awaitable, Callable
from datetime import UTC, date, datetime, timedelta, tzinfo
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from reminder.clock import ClockWatch, Reading
from reminder.core.effects import Result, Stretch
from reminder.core.events import Held
from reminder.core.plan import HoldKind
from tests.stage import BERLIN, EVER, MOVEMENT, Stage

MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)
NONE = timedelta(0)
NEW_YORK = ZoneInfo("America/New_York")
ANY_HOUR = (
    MOVEMENT
    + """
[hours]
days = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
from = 00:00:00
to = 23:59:59
"""
)
MON, TUE = date(2026, 3, 2), date(2026, 3, 3)
SITTING, ASLEEP, UNKNOWN = Stretch.SITTING, Stretch.ASLEEP, Stretch.UNKNOWN


class Machine(Stage):
    """A machine with the three clocks: what happens to them is told as it would be on a real one."""

    def __init__(self, folder: Path, *, start: datetime) -> None:
        self._booted = start.astimezone(UTC)
        self._slept = self._stepped = NONE
        super().__init__(folder, ANY_HOUR, start=start)

    def clock_watch(self) -> ClockWatch:
        return ClockWatch(self._happened, read=self._read, open_alarm=lambda: None)

    def _happened(self, jump: object) -> None:
        self.service.post(jump)  # type: ignore[arg-type]

    def _read(self) -> Reading:
        elapsed = self.time - self._booted - self._stepped
        return Reading(awake=elapsed - self._slept, elapsed=elapsed, wall=self.now())

    async def works(self, length: timedelta) -> None:
        """Hands on the keys for so long, with every wake-up that was asked for."""
        await self.work_until(self.time + length)

    async def sleeps(self, length: timedelta, *, to: tzinfo | None = None) -> None:
        """Suspended for so long, and woken, in another zone perhaps: the alarm goes off, and the clocks are read."""
        self.time += length
        self._slept += length
        self.zone = to or self.zone
        self.clock.look()
        self.presence.touch()
        await self.calm()

    async def is_set(self, by: timedelta) -> None:
        """Somebody sets the wall clock."""
        self.time += by
        self._stepped += by
        self.clock.look()
        await self.calm()

    async def stands_still(self, length: timedelta) -> None:
        """The process is stopped (SIGSTOP) while all clocks run; when it goes on, what is overdue runs first."""
        self.time += length
        self.service.wake()
        self.presence.touch()
        await self.calm()

    def told(self) -> dict[tuple[date, Stretch], timedelta]:
        """What the log says of each desk day, from its rows."""
        total: Counter[tuple[date, Stretch]] = Counter()
        for span in self.journal.spans(*EVER):
            total[span.day, span.what] += round((span.end - span.start).total_seconds())
        return {key: timedelta(seconds=seconds) for key, seconds in total.items()}


Story = Callable[[Machine], Awaitable[None]]


def play(folder: Path, start: datetime, story: Story) -> dict[tuple[date, Stretch], timedelta]:
    """The story, and then what stands in the log."""

    async def told() -> dict[tuple[date, Stretch], timedelta]:
        machine = Machine(folder, start=start)
        await machine.open()
        await story(machine)
        machine.service.stop()
        await machine.calm()
        totals = machine.told()
        await machine.close()
        return totals

    return asyncio.run(told())


def test_a_night_asleep_is_no_sitting_and_nothing_comes_at_once(tmp_path: Path) -> None:
    """Suspended over midnight and over the change of the desk day: each day gets its own part, and a fresh start."""

    async def story(machine: Machine) -> None:
        await machine.works(20 * MINUTE)
        await machine.sleeps(9 * HOUR)
        assert machine.titles == []
        assert machine.results == [("movement", Result.NATURAL)]
        await machine.works(29 * MINUTE)
        assert machine.titles == []
        await machine.works(MINUTE)
        assert len(machine.titles) == 1

    told = play(tmp_path, datetime(2026, 3, 2, 22, 40, tzinfo=BERLIN), story)

    assert told == {
        (MON, SITTING): 20 * MINUTE,
        (MON, ASLEEP): 5 * HOUR,
        (TUE, ASLEEP): 4 * HOUR,
        (TUE, SITTING): 30 * MINUTE,
    }


@pytest.mark.parametrize(
    ("evening", "length"),
    [
        (datetime(2026, 3, 28, 22, 40, tzinfo=BERLIN), 8 * HOUR),
        (datetime(2026, 10, 24, 22, 40, tzinfo=BERLIN), 10 * HOUR),
    ],
    ids=["spring", "autumn"],
)
def test_a_night_in_which_the_clocks_change_is_as_long_as_it_was(
    tmp_path: Path, evening: datetime, length: timedelta
) -> None:
    """D5, D7: from 22:40 to 07:40 by the clock on the wall, by which nobody counts."""

    async def story(machine: Machine) -> None:
        await machine.works(20 * MINUTE)
        await machine.sleeps(length - 20 * MINUTE)
        assert f"{machine.now():%H:%M}" == "07:40"
        await machine.works(10 * MINUTE)

    told = play(tmp_path, evening, story)

    assert sum([span for (_, what), span in told.items() if what is ASLEEP], NONE) == length - 20 * MINUTE
    assert [span for (_, what), span in told.items() if what is SITTING] == [20 * MINUTE, 10 * MINUTE]


def test_a_flight_asleep_is_as_long_as_it_was(tmp_path: Path) -> None:
    """Berlin to New York in eight hours: the wall says two; neither sitting nor the sleep is wrong by the other six."""

    async def story(machine: Machine) -> None:
        await machine.works(20 * MINUTE)
        await machine.sleeps(8 * HOUR, to=NEW_YORK)
        assert f"{machine.now():%H:%M}" == "14:20"
        assert machine.titles == []
        await machine.works(15 * MINUTE)

    told = play(tmp_path, datetime(2026, 3, 2, 12, 0, tzinfo=BERLIN), story)

    assert told == {(MON, SITTING): 35 * MINUTE, (MON, ASLEEP): 8 * HOUR}


def test_a_clock_set_back_an_hour_while_sitting_adds_nothing_and_takes_nothing(tmp_path: Path) -> None:
    """D5: twenty minutes and ten more are thirty, and then the prompt comes, whatever the clock says."""

    async def story(machine: Machine) -> None:
        await machine.works(20 * MINUTE)
        await machine.is_set(-HOUR)
        assert machine.titles == []
        await machine.works(9 * MINUTE)
        assert machine.titles == []
        await machine.works(MINUTE)
        assert len(machine.titles) == 1

    told = play(tmp_path, datetime(2026, 3, 2, 10, 0, tzinfo=BERLIN), story)

    assert told == {(MON, SITTING): 30 * MINUTE}


def test_a_clock_set_ahead_an_hour_is_no_sitting_either(tmp_path: Path) -> None:
    """D5: nothing is suddenly overdue."""

    async def story(machine: Machine) -> None:
        await machine.works(20 * MINUTE)
        await machine.is_set(HOUR)
        assert machine.titles == []
        await machine.works(10 * MINUTE)
        assert len(machine.titles) == 1

    assert play(tmp_path, datetime(2026, 3, 2, 10, 0, tzinfo=BERLIN), story) == {(MON, SITTING): 30 * MINUTE}


def test_a_suspend_and_a_step_in_one_are_told_apart(tmp_path: Path) -> None:
    """The battery ran flat, and the clock was wrong until the network came: three hours of sleep, and not four."""

    async def story(machine: Machine) -> None:
        await machine.works(20 * MINUTE)
        machine.time += HOUR
        machine._stepped += HOUR
        await machine.sleeps(3 * HOUR)
        await machine.works(10 * MINUTE)

    told = play(tmp_path, datetime(2026, 3, 2, 10, 0, tzinfo=BERLIN), story)

    assert told == {(MON, SITTING): 30 * MINUTE, (MON, ASLEEP): 3 * HOUR}


def test_a_process_that_stood_still_while_nothing_could_come_knows_nothing_either(tmp_path: Path) -> None:
    """D6: paused by the user there is nothing to wake for; but a wake-up an hour tells that the process ran."""

    async def story(machine: Machine) -> None:
        await machine.works(20 * MINUTE)
        machine.service.post(Held(machine.now(), HoldKind.USER))
        await machine.works(10 * MINUTE)
        await machine.stands_still(6 * HOUR)

    told = play(tmp_path, datetime(2026, 3, 2, 10, 0, tzinfo=BERLIN), story)

    assert told == {(MON, SITTING): 80 * MINUTE, (MON, UNKNOWN): 5 * HOUR + 10 * MINUTE}


def test_a_process_that_stood_still_for_an_hour_knows_nothing_of_it(tmp_path: Path) -> None:
    """D6: no sleep explains it. From the wake-up that never came on it is unknown, discharges, and prompts nothing."""

    async def story(machine: Machine) -> None:
        await machine.works(20 * MINUTE)
        await machine.stands_still(HOUR)
        assert machine.titles == []
        await machine.works(29 * MINUTE)
        assert machine.titles == []
        await machine.works(MINUTE)
        assert len(machine.titles) == 1

    told = play(tmp_path, datetime(2026, 3, 2, 10, 0, tzinfo=BERLIN), story)

    assert told == {(MON, SITTING): HOUR, (MON, UNKNOWN): 50 * MINUTE}
