"""A service on a stage: real state, journal, screen and words; the clock, the timers and the desktop are the test's."""

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from reminder.backends import Choice, Refusal, Unavailable
from reminder.config import Settings, parse
from reminder.core.effects import Greet, Record, Result, TellWeek
from reminder.core.state import State
from reminder.journal import NOTICE, Journal
from reminder.logbook import Logbook
from reminder.notify import Notifier
from reminder.paths import Places
from reminder.screen import Failed, Replied, Screen
from reminder.service import Desktop, Service
from tests.attention.fake import FakeAttention
from tests.notify.fake import FakeNotifier, FakeScreen
from tests.presence.fake import FakePresence
from tests.running import MOVEMENT_ALONE

BERLIN = ZoneInfo("Europe/Berlin")
MONDAY = date(2026, 3, 2)
EVER = (date.min, date.max)

MOVEMENT = f"""{MOVEMENT_ALONE}[interruptions]
wait_for_pause = "0 s"
"""
"""Movement alone, shown as soon as it is due."""


def settings(text: str = MOVEMENT) -> Settings:
    return parse(text, Path("config.toml"))


@dataclass
class FakeTimers:
    """Remembers the one wake-up; the stage makes it happen."""

    when: datetime | None = None
    checks: int = 0

    def wake_at(self, when: datetime | None) -> None:
        self.when = when

    def check(self) -> None:
        self.checks += 1


@dataclass
class FakeClockWatch:
    """Does what a test wants done before the next event is taken in, once."""

    pending: list[Callable[[], None]] = field(default_factory=list)

    def look(self) -> None:
        pending, self.pending = self.pending, []
        for tell in pending:
            tell()


class Stage:
    """One run of the service, from `open` to `close`. Times are told as "09:30" on the Monday, "Tue 09:30" after it."""

    def __init__(
        self, folder: Path, config: str = MOVEMENT, *, at: str = "09:00", start: datetime | None = None
    ) -> None:
        """It is `at` o'clock in Berlin, or `start`, in its zone."""
        self.zone = start.tzinfo or UTC if start is not None else BERLIN
        self.time = start.astimezone(UTC) if start is not None else self.moment(at)
        self.notifier = FakeNotifier(FakeScreen())
        self.refused: tuple[Refusal, ...] = ()
        self.presence = FakePresence(self.now)
        self.attention = FakeAttention()
        self.timers = FakeTimers()
        self.clock = self.clock_watch()
        self.repaints = 0
        self.weeks: list[date] = []
        self.greetings = 0
        self.news: list[str] = []
        where = Places(folder / "config.toml", folder, folder / "control.sock")
        self.logbook = Logbook(where, lambda title, _: self.news.append(title), self.now)
        self.screen = Screen(self._choose, self._replied, lambda handle: self.logbook.keep_note(NOTICE, handle))
        desktop = Desktop(self.now, self.presence, self.attention, self.screen, self.timers, self.clock)
        self.service = Service(self.logbook, settings(config), desktop, self._repaint, self._announced)

    def _announced(self, news: TellWeek | Greet) -> None:
        if isinstance(news, TellWeek):
            self.weeks.append(news.monday)
        else:
            self.greetings += 1

    def clock_watch(self) -> Any:
        """What watches the clock: it says what a test wants, unless a subclass has another."""
        return FakeClockWatch()

    async def open(self, *, last_alive: datetime | None = None, new: bool = False) -> "Stage":
        await self.screen.open(self.logbook.note(NOTICE) or "")
        self.screen.begin()
        self.service.start(last_alive, new=new)
        await self.calm()
        return self

    async def close(self) -> None:
        self.service.stop()
        await self.screen.close()
        self.logbook.close()

    def now(self) -> datetime:
        return self.time.astimezone(self.zone)

    def moment(self, when: str) -> datetime:
        *days, clock = when.split()
        day = MONDAY + timedelta(days=("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun").index(days[0]) if days else 0)
        return datetime.combine(day, time.fromisoformat(clock), self.zone).astimezone(UTC)

    async def until(self, when: str) -> "Stage":
        """Time passes, with hands on the keys, and with every wake-up that was asked for."""
        await self.work_until(self.moment(when))
        return self

    async def work_until(self, end: datetime) -> None:
        """The same, for an instant."""
        while self.timers.when is not None and self.timers.when <= end:
            self.time, self.timers.when = max(self.time, self.timers.when), None
            self.presence.touch()
            self.service.wake()
            await self.calm()
        self.time = end
        self.presence.touch()
        await self.calm()

    async def calm(self) -> None:
        """Let the screen do all that it was asked for, and the loop all that is ready."""
        for _ in range(8):
            await self.screen._jobs.join()
            await asyncio.sleep(0)

    @property
    def journal(self) -> Journal:
        """The log on the disk."""
        return self.logbook._journal

    @property
    def state(self) -> State:
        assert self.service.state is not None
        return self.service.state

    @property
    def records(self) -> list[Record]:
        return self.journal.records(*EVER)

    @property
    def results(self) -> list[tuple[str, Result]]:
        return [(record.kind, record.result) for record in self.records]

    @property
    def titles(self) -> list[str]:
        """What stands on the user's screen."""
        return [text.title for text in self.notifier.screen.prompts.values()]

    async def _choose(self, without: Mapping[str, str]) -> Choice[Notifier]:
        if self.notifier.failure == "no way at all" or "fake" in without:
            raise Unavailable("nothing works here")
        self.notifier.closed = False
        return Choice("fake", self.notifier, self.refused)

    def _replied(self, news: Replied | Failed) -> None:
        self.service.replied(news)

    def _repaint(self) -> None:
        self.repaints += 1
