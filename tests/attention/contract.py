"""What every source of attention promises, told once and played on each of them.

How to use it, for a source of any make (a D-Bus service, a short-lived program, a file below /proc):

    class TestDunst(SourceContract):
        source = DUNST
        causes = ("dunst",)
        startable = ("org.freedesktop.Notifications",)

        @asynccontextmanager
        async def open_peer(self) -> AsyncIterator[None]:
            async with dunst(self.bus.address) as self.peer:
                yield

        async def turn_on(self) -> None: ...
        async def turn_off(self) -> None: ...
        async def fall_mute(self) -> None: ...

`self.bus` is a bus of the test's own, and stands for the session's and the system's; `self.root` is its folder;
`self.environ` is what the source is told of the world, and may be replaced. A test has an instance to itself, so
`open_peer` may keep what it likes on `self`.
"""

import asyncio
import os
from abc import ABC, abstractmethod
from collections.abc import Callable, Coroutine, Iterator, Mapping
from contextlib import AbstractAsyncContextManager, AbstractContextManager, nullcontext
from datetime import timedelta
from pathlib import Path
from typing import Any, ClassVar

import pytest
from dbus_fast import Message

from reminder.attention import Causes, Source
from reminder.attention.look import Look
from reminder.backends import Unavailable
from reminder.bus import connect
from tests.private_bus import PrivateBus

PLENTY = timedelta(seconds=10)
"""What a healthy peer gets on a machine that is busy with other tests."""

DEADLINE_SECONDS = 60


def run(story: Coroutine[Any, Any, None]) -> None:
    """Play a story to its end on a loop of its own; fail when it hangs."""
    asyncio.run(asyncio.wait_for(story, DEADLINE_SECONDS))


async def read(source: Source, environ: Mapping[str, str], limit: timedelta = PLENTY) -> Causes:
    """Read a source once, in a look of its own, as the service does."""
    async with Look(environ, limit=limit) as look:
        return await source.read(look)


async def why_not(source: Source, environ: Mapping[str, str], limit: timedelta = PLENTY) -> Unavailable:
    """Read a source that cannot tell; returns what it says, once it is seen to be a sentence that a user can read."""
    with pytest.raises(Unavailable) as raised:
        await read(source, environ, limit)
    sentence = str(raised.value)
    assert len(sentence.split()) > 2
    assert "\n" not in sentence
    return raised.value


class SourceContract(ABC):
    """Inherit, say how the peer is opened, turned on and off and silenced, and these rules are checked."""

    source: ClassVar[Source]
    """The row under test."""

    causes: ClassVar[Causes]
    """What it tells while the level stands."""

    startable: ClassVar[tuple[str, ...]] = ()
    """Names that the bus could start a service for. Whoever makes it do so falls into a trap, and the test fails."""

    patience: ClassVar[timedelta] = timedelta(seconds=0.75)
    """The limit under which a mute peer is read."""

    bus: PrivateBus
    root: Path

    def __init_subclass__(cls) -> None:
        """A source without rules promises no signal; a peer that cannot be mute (a file) need not be tried so."""
        source = getattr(cls, "source", None)
        if source is not None and not source.rules:
            cls.test_a_change_is_signaled_where_there_are_rules = None  # type: ignore[method-assign, assignment]

        if cls.fall_mute is SourceContract.fall_mute:
            cls.test_a_mute_peer_costs_no_more_than_the_limit = None  # type: ignore[method-assign, assignment]

    @pytest.fixture(autouse=True)
    def _stage(self, bus: PrivateBus, tmp_path: Path) -> Iterator[None]:
        self.bus, self.root = bus, tmp_path
        traps = [set_trap(bus, name) for name in self.startable]
        yield
        assert [trap.name for trap in traps if trap.exists()] == [], "a read has started a service"

    @property
    def environ(self) -> dict[str, str]:
        """The world as the source sees it: the private bus, no home but the test's, the machine's programs."""
        return world(self.bus, self.root)

    @abstractmethod
    def open_peer(self) -> AbstractAsyncContextManager[None]:
        """Start what the source asks; the level does not stand yet. At its end it is gone, whatever became of it."""

    @abstractmethod
    async def turn_on(self) -> None:
        """Make the level stand, and come back when the peer would say so."""

    @abstractmethod
    async def turn_off(self) -> None:
        """Make it stand no more."""

    async def fall_mute(self) -> None:
        """Have the peer take questions and answer none (a real one: SIGSTOP; a program: one that never ends).

        Where nothing can be mute (a file that is read), leave it, and the rule is not tried.
        """
        raise NotImplementedError

    def without_peer(self) -> AbstractContextManager[None]:
        """A world in which the peer is not there. Nothing to do, unless `environ` alone brings it."""
        return nullcontext()

    def test_it_stands_by_a_name_and_does_not_stand(self) -> None:
        """The name is what the user reads as the reason for the silence (P9)."""

        async def story() -> None:
            async with self.open_peer():
                assert await read(self.source, self.environ) == ()

                await self.turn_on()
                assert await read(self.source, self.environ) == self.causes

                await self.turn_off()
                assert await read(self.source, self.environ) == ()

        run(story())

    def test_without_its_peer_it_says_so(self) -> None:
        """Not "off": the next source of the same level may know better, and `reminder doctor` shows the sentence."""

        async def story() -> None:
            await why_not(self.source, self.environ)

        with self.without_peer():
            run(story())

    def test_a_peer_that_comes_and_goes_is_asked_each_time(self) -> None:
        """Desktops restart their servers, and users swap them; nothing may be remembered from one read to the next."""

        async def story() -> None:
            for _ in range(2):
                async with self.open_peer():
                    await self.turn_on()
                    assert await read(self.source, self.environ) == self.causes
                    await self.turn_off()
            with self.without_peer():
                await why_not(self.source, self.environ)

        run(story())

    def test_a_mute_peer_costs_no_more_than_the_limit(self) -> None:
        """A prompt is due and waits for this answer; one hanging program must not hold it up for every question."""

        async def story() -> None:
            async with self.open_peer():
                await self.fall_mute()
                await why_not(self.source, self.environ, self.patience)

        run(story())

    def test_a_change_is_signaled_where_there_are_rules(self) -> None:
        """While the level holds a prompt back, the signal is all that ends the wait; it must not come too early."""

        async def story() -> None:
            async with self.open_peer():
                connection = await connect(self.environ, PLENTY)
                heard = asyncio.Event()
                connection.listen(_unless_ours(heard.set), lambda: None)
                try:
                    for rule in self.source.rules:
                        await connection.subscribe(rule)
                    for change, told in ((self.turn_on, self.causes), (self.turn_off, ())):
                        heard.clear()
                        await change()
                        await self._read_at_signals(heard, told)
                finally:
                    await connection.close()

        run(story())

    async def _read_at_signals(self, heard: asyncio.Event, told: Causes) -> None:
        """Read at a signal and at no other time, until the source tells this."""
        async with asyncio.timeout(PLENTY.total_seconds()):
            while True:
                await heard.wait()
                heard.clear()
                if await read(self.source, self.environ) == told:
                    return


def world(bus: PrivateBus, root: Path, **more: str) -> dict[str, str]:
    """An environment in which this bus is the session's and the system's, and all settings are below `root`."""
    places = {f"XDG_{name}_HOME": str(root / name.lower()) for name in ("CONFIG", "DATA", "STATE", "CACHE")}
    return {
        "PATH": os.environ.get("PATH", ""),
        "HOME": str(root),
        "XDG_RUNTIME_DIR": str(root),
        "DBUS_SYSTEM_BUS_ADDRESS": bus.address,
        "GSETTINGS_BACKEND": "keyfile",
        **bus.environ,
        **places,
        **more,
    }


def set_trap(bus: PrivateBus, name: str) -> Path:
    """Let the bus know how to start this name; the returned file exists once it has."""
    trap = bus.services.parent / f"{name} was started"
    (bus.services / f"{name}.service").write_text(f'[D-BUS Service]\nName={name}\nExec=/usr/bin/touch "{trap}"\n')
    return trap


def _unless_ours(heard: Callable[[], None]) -> Callable[[Message], None]:
    """The bus tells every connection its own names, asked or not."""

    def signal(message: Message) -> None:
        if message.member not in {"NameAcquired", "NameLost"}:
            heard()

    return signal
