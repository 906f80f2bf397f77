"""A computer on virtual time: the real service with its real files, channel and wake-ups, on a desktop in memory."""

import asyncio
import contextlib
import json
import os
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest

from reminder import daemon, errands, indicator, senses
from reminder.backends import Candidate, Part
from reminder.clock import now
from reminder.core.effects import Effect
from reminder.core.events import Locked, Unlocked
from reminder.core.state import State
from reminder.daemon import Daemon
from reminder.last_good import settings_at_start
from reminder.lifeline import Lifeline
from reminder.logbook import Logbook
from reminder.paths import Places
from reminder.presence.session import Hearers
from reminder.programs import Ended, run_program
from tests.attention.fake import FakeAttention
from tests.notify.fake import FakeNotifier
from tests.presence.fake import FakePresence
from tests.tray.fake import FakeTray
from tests.virtual.clockwork import SECOND, World

Seen = Callable[[tuple[Effect, ...], State], None]


class Desk(FakePresence):
    """A desk at which somebody types all the time, until they take their hands off."""

    hands_on = True

    def time_passes(self) -> None:
        if self.hands_on:
            self._last_input = self._now()
        super().time_passes()


class FakeSession:
    """Somebody's session: tells whoever hears it of a locked screen."""

    parts = (Part("lock", ("fake",)), Part("sleep", ("fake",)))

    def __init__(self, hearers: Hearers) -> None:
        self.hearers = hearers

    async def open(self) -> None:
        """It is there."""

    async def close(self) -> None:
        """It stays."""


class Watched(Logbook):
    """The log, with somebody who looks over the writer's shoulder."""

    seen: Seen | None = None
    transactions = 0

    def commit(self, effects: Any, state: State) -> None:
        effects = tuple(effects)
        super().commit(effects, state)
        self.transactions += 1
        if self.seen is not None:
            self.seen(effects, state)

    def keep_note(self, key: str, value: str) -> None:
        super().keep_note(key, value)
        self.transactions += 1


class Machine:
    """Starts and ends the service, and does to its desktop what a person does. Only within `World.run`."""

    def __init__(self, world: World, where: Places, seen: Seen | None = None) -> None:
        """`seen` is told of what the service has committed: effects, and the state after them."""
        self.world = world
        self.where = where
        self.died_at: datetime | None = None
        self.said: list[str] = []
        self.transactions = 0
        self._seen = seen
        self._run: asyncio.Task[None] | None = None
        self._leaving: asyncio.TimerHandle | None = None
        self._patched = pytest.MonkeyPatch()

    @property
    def running(self) -> bool:
        return self._run is not None and not self._run.done()

    @property
    def state(self) -> State:
        return self.daemon._state()

    async def boot(self, *, new: bool = False) -> None:
        """Start the service, as a login does."""
        self.notifier = FakeNotifier()
        self.logbook = Watched(self.where, lambda title, body: self.said.append(f"{title}. {body}"), now)
        self.logbook.seen = self._seen
        settings = settings_at_start(self.where, self.logbook, self.said.append)
        self._furnish()
        self.daemon = Daemon(self.where, self.logbook, settings, self.said.append, new=new)
        self._run = asyncio.create_task(self.daemon.run())
        before = len(self.said)
        while not self._run.done() and not any("is running" in line for line in self.said[before:]):  # noqa: ASYNC110 - it tells nobody
            await asyncio.sleep(0)
        if self._run.done():
            self._run.result()
        await self.calm()

    async def shut_down(self) -> None:
        """End it in good order."""
        if self._run is not None:
            self._no_longer_leaving()
            self.daemon.stop()
            await self._run
            self.logbook.close()
            self.transactions += self.logbook.transactions
            self._run = None
            self._patched.undo()

    async def calm(self) -> None:
        """Let the service, its screen and its errands do all that is to be done now."""
        while self.daemon._acts._errands:
            await asyncio.wait(self.daemon._acts._errands)
        for _ in range(6):
            await self.daemon._screen._jobs.join()
            await self.daemon._service.settled()
            await asyncio.sleep(0)

    async def ask(self, verb: str, word: str = "") -> dict[str, Any]:
        """A command, over the channel."""
        reader, writer = await asyncio.open_unix_connection(self.where.control)
        with contextlib.closing(writer):
            writer.write(json.dumps({"verb": verb, "word": word}).encode() + b"\n")
            reply: dict[str, Any] = json.loads(await reader.readline())
        return reply

    async def configures(self, text: str) -> None:
        """Save config.toml, and wait until it is in force, or told to be wrong."""
        before, said = self.daemon._settings, len(self.said)
        self.where.config.write_text(text)
        while self.daemon._settings is before and len(self.said) == said:  # noqa: ASYNC110 - it tells nobody
            await asyncio.sleep(0)
        await self.calm()

    def forgets(self) -> None:
        """The fakes let go of what they remember for tests; what is on the screen stays."""
        for memory in (self.said, self.notifier.shown, self.notifier.told, self.notifier.withdrawn):
            memory.clear()
        self.notifier.screen.messages.clear()

    # What a person does

    def hands_off(self, since: datetime) -> None:
        """Nobody types since then; the desktop notices as soon as it has to."""
        self.desk.hands_on = False
        self._no_longer_leaving()
        away_after = self.desk.away_after or timedelta(minutes=2)
        late = (away_after - (self.world.wall - since)) / SECOND
        self.desk._last_input = since
        self._leaving = asyncio.get_running_loop().call_later(max(0.0, late), self.desk.time_passes)

    def hands_on(self) -> None:
        """Somebody types."""
        self._no_longer_leaving()
        self.desk.hands_on = True
        self.desk.touch()

    def rests_hands(self) -> None:
        """They stop typing for a moment."""
        if self.desk.hands_on:
            self.desk.hands_on = False
            self.desk.leave(now() - 8 * SECOND)
            self.desk.hands_on = True

    def locks(self) -> None:
        """Lock the screen, and go."""
        self.session.hearers.post(Locked(now()))
        self.hands_off(self.world.wall)

    def unlocks(self) -> None:
        """Come back, and unlock it."""
        self.hands_on()
        self.session.hearers.post(Unlocked(now()))

    def travels(self, zone: str) -> None:
        """The system's zone is another one, and it says so."""
        os.environ["TZ"] = zone
        self.session.hearers.zone_changed()

    def _no_longer_leaving(self) -> None:
        if self._leaving is not None:
            self._leaving.cancel()
            self._leaving = None

    def _furnish(self) -> None:
        """What the service finds when it looks for a desktop, and what its own commands take for the time."""

        async def desk() -> Desk:
            self.desk = Desk(now)
            return self.desk

        async def tray() -> FakeTray:
            return self.tray

        async def notifier() -> FakeNotifier:
            self.notifier.closed = False
            return self.notifier

        def attention(*_: object, **__: object) -> FakeAttention:
            self.attention = FakeAttention()
            return self.attention

        def session(hearers: Hearers, _: object) -> FakeSession:
            self.session = FakeSession(hearers)
            return self.session

        def trays(act: Any, *_: object) -> tuple[Candidate[Any], ...]:
            self.tray = FakeTray(act)
            return (Candidate("fake", tray),)

        async def own_command(python: str, *words: str, **options: Any) -> Ended:
            module, *words_of_it = words[1:]
            assert module == "reminder"
            at = self.world.wall.isoformat()
            return await run_program(python, "-m", "tests.virtual.child", at, *words_of_it, **options)

        self._patched.setattr(senses, "presences", lambda _: (Candidate("fake", desk),))
        self._patched.setattr(senses, "attention", attention)
        self._patched.setattr(senses, "session_watch", session)
        self._patched.setattr(indicator, "table", trays)
        self._patched.setattr(daemon, "notifiers", lambda **_: (Candidate("fake", notifier),))
        self._patched.setattr(errands, "run_program", own_command)
        self._patched.setattr(Lifeline, "died_at", lambda _: self.died_at)  # the kernel's clock is another one
