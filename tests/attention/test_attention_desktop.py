"""What holds is followed only as long as it is wanted: by signs where there are any, else by reading again."""

import asyncio
import sys
from collections.abc import Awaitable, Callable
from contextlib import suppress

import pytest
from dbus_fast import Message, MessageType
from dbus_fast.aio import MessageBus

from reminder.attention import Causes, Level, Source
from reminder.attention.heed import Heed
from reminder.backends import Unavailable
from reminder.core.plan import HoldKind
from tests.private_bus import PrivateBus, until

if sys.platform in ("win32", "darwin"):
    pytest.skip("no session bus here", allow_module_level=True)

from reminder.attention.desktop import READ_AGAIN, READ_IN_ANY_CASE, DesktopAttention
from reminder.attention.look import Look

SIGN = "org.example.Quiet"
RULE = f"type='signal',interface='{SIGN}'"


class Levels:
    """A desktop of two levels: one on the bus that gives signs, one that gives none."""

    def __init__(self, bus: PrivateBus) -> None:
        self.stand: dict[Level, Causes] = {}
        self.pauses: list[float] = []
        self.next_reading = asyncio.Event()
        self.signs = 0
        self.kept_awake = False
        self.unreadable: set[Level] = set()
        self.heed = Heed()
        sources = {
            Level.DO_NOT_DISTURB: (Source("told", self._reader(Level.DO_NOT_DISTURB), (RULE,)),),
            Level.MICROPHONE: (Source("silent", self._reader(Level.MICROPHONE)),),
            Level.FULL_SCREEN: (),
        }
        self.attention = DesktopAttention(
            sources, bus.environ, heed=lambda: self.heed, kept_awake=lambda: self.kept_awake, pause=self._pause
        )

    def changed(self) -> None:
        self.signs += 1

    def _reader(self, level: Level) -> Callable[[Look], Awaitable[Causes]]:
        async def read(look: Look) -> Causes:
            if level in self.unreadable:
                raise Unavailable("no answer")
            return self.stand.get(level, ())

        return read

    async def _pause(self, seconds: float) -> None:
        self.pauses.append(seconds)
        await self.next_reading.wait()
        self.next_reading.clear()


Story = Callable[[Levels, MessageBus], Awaitable[None]]


def play(bus: PrivateBus, story: Story) -> None:
    async def told() -> None:
        levels = Levels(bus)
        peer = await MessageBus(bus_address=bus.address).connect()
        try:
            await story(levels, peer)
        finally:
            await levels.attention.close()
            with suppress(EOFError):  # the bus may be gone
                peer.disconnect()
                await peer.wait_for_disconnect()

    asyncio.run(asyncio.wait_for(told(), 30))


async def sign(peer: MessageBus) -> None:
    await peer.send(Message(message_type=MessageType.SIGNAL, path="/x", interface=SIGN, member="Changed"))


async def calm() -> None:
    for _ in range(12):
        await asyncio.sleep(0)


def test_a_reading_alone_follows_nothing(bus: PrivateBus) -> None:
    """All day long there is no rule on the bus and no timer."""

    async def story(levels: Levels, peer: MessageBus) -> None:
        levels.stand[Level.MICROPHONE] = ("Firefox",)
        assert (await levels.attention.read())[HoldKind.CALL].detail == "microphone: Firefox"
        await calm()
        assert levels.pauses == []

    play(bus, story)


def test_what_gives_signs_is_heard_and_hardly_ever_read_again(bus: PrivateBus) -> None:
    """Do-not-disturb for a whole day costs one look in five minutes, in case a sign gets lost."""

    async def story(levels: Levels, peer: MessageBus) -> None:
        levels.stand[Level.DO_NOT_DISTURB] = ("dunst",)
        await levels.attention.read()
        levels.attention.follow(levels.changed)
        await until(lambda: levels.pauses == [READ_IN_ANY_CASE.total_seconds()])
        before = levels.signs

        await sign(peer)
        await until(lambda: levels.signs == before + 1)

    play(bus, story)


def test_what_changed_before_its_signs_could_be_heard_is_looked_for(bus: PrivateBus) -> None:
    """Between the reading and the listening lies a moment."""

    async def story(levels: Levels, peer: MessageBus) -> None:
        levels.stand[Level.DO_NOT_DISTURB] = ("dunst",)
        await levels.attention.read()
        levels.attention.follow(levels.changed)
        await until(lambda: levels.signs == 1)

    play(bus, story)


def test_what_gives_no_sign_is_read_again(bus: PrivateBus) -> None:
    """The end of a call is noticed within a minute."""

    async def story(levels: Levels, peer: MessageBus) -> None:
        levels.stand[Level.MICROPHONE] = ("Firefox",)
        await levels.attention.read()
        levels.attention.follow(levels.changed)
        await calm()
        assert levels.pauses == [READ_AGAIN.total_seconds()]
        assert 30 <= READ_AGAIN.total_seconds() <= 60

        levels.next_reading.set()
        await until(lambda: levels.signs == 1 and len(levels.pauses) == 2)

    play(bus, story)


def test_only_what_stands_is_followed(bus: PrivateBus) -> None:
    """The bus tells of what does not hold, too; nobody listens."""

    async def story(levels: Levels, peer: MessageBus) -> None:
        levels.stand[Level.MICROPHONE] = ("Firefox",)
        await levels.attention.read()
        levels.attention.follow(levels.changed)
        await calm()
        await sign(peer)
        await peer.call(Message("org.freedesktop.DBus", "/org/freedesktop/DBus", "org.freedesktop.DBus", "GetId"))
        await calm()

        assert levels.signs == 0

    play(bus, story)


def test_with_beginnings_everything_that_can_tell_is_followed(bus: PrivateBus) -> None:
    """A prompt is on the screen, and a call that begins now takes it back."""

    async def story(levels: Levels, peer: MessageBus) -> None:
        await levels.attention.read()
        levels.attention.follow(levels.changed, beginnings=True)
        await until(lambda: levels.pauses == [READ_AGAIN.total_seconds()])
        before = levels.signs
        await sign(peer)
        await until(lambda: levels.signs == before + 1)

    play(bus, story)


def test_following_ends_when_it_is_not_wanted_or_nothing_stands_any_more(bus: PrivateBus) -> None:
    """Neither signs nor looks afterwards."""

    async def story(levels: Levels, peer: MessageBus) -> None:
        levels.stand[Level.MICROPHONE] = ("Firefox",)
        await levels.attention.read()
        levels.attention.follow(levels.changed)
        await calm()
        levels.stand.clear()
        await levels.attention.read()
        await calm()
        levels.next_reading.set()
        await calm()
        assert (levels.signs, len(levels.pauses)) == (0, 1)

        levels.stand[Level.MICROPHONE] = ("Firefox",)
        levels.next_reading.clear()
        await levels.attention.read()
        levels.attention.follow(None)
        await calm()
        levels.next_reading.set()
        await calm()
        assert levels.signs == 0

    play(bus, story)


def test_what_only_the_compositor_knows_is_read_again(bus: PrivateBus) -> None:
    """It holds without a source of its own; its end must not be missed."""

    async def story(levels: Levels, peer: MessageBus) -> None:
        levels.kept_awake = True
        assert HoldKind.FULL_SCREEN in await levels.attention.read()
        levels.attention.follow(levels.changed)
        await calm()
        assert levels.pauses == [READ_AGAIN.total_seconds()]

    play(bus, story)


def test_a_bus_that_goes_is_a_sign_and_reading_again_replaces_it(bus: PrivateBus) -> None:
    """The daemon that held may be gone with it."""

    async def story(levels: Levels, peer: MessageBus) -> None:
        levels.stand[Level.DO_NOT_DISTURB] = ("dunst",)
        await levels.attention.read()
        levels.attention.follow(levels.changed)
        await until(lambda: len(levels.pauses) == 1)
        before = levels.signs

        bus.end()
        await until(lambda: levels.signs == before + 1)
        await levels.attention.read()
        await until(lambda: levels.pauses[-1] == READ_AGAIN.total_seconds())

    try:
        play(bus, story)
    finally:
        bus.start()


def test_what_is_gone_with_the_bus_leaves_nothing_behind(bus: PrivateBus) -> None:
    """Logging out with do-not-disturb on: nothing stands any more, nothing ticks, and the end waits for nothing."""

    async def story(levels: Levels, peer: MessageBus) -> None:
        levels.stand[Level.DO_NOT_DISTURB] = ("dunst",)
        await levels.attention.read()
        levels.attention.follow(levels.changed)
        await until(lambda: len(levels.pauses) == 1)

        bus.end()
        levels.stand.clear()
        await until(lambda: levels.signs >= 2)
        await levels.attention.read()
        await calm()

        assert levels.attention._work is None

    try:
        play(bus, story)
    finally:
        bus.start()


def test_one_answer_that_does_not_come_ends_no_call(bus: PrivateBus) -> None:
    """A machine under load answers late; what stood is believed for two readings more, and no longer."""

    async def story(levels: Levels, peer: MessageBus) -> None:
        levels.stand[Level.MICROPHONE] = ("Firefox",)
        assert HoldKind.CALL in await levels.attention.read()
        levels.unreadable.add(Level.MICROPHONE)
        assert [HoldKind.CALL in await levels.attention.read() for _ in range(3)] == [True, True, False]

        levels.unreadable.clear()
        assert HoldKind.CALL in await levels.attention.read()
        levels.stand.clear()
        assert HoldKind.CALL not in await levels.attention.read()

    play(bus, story)


def test_what_could_not_be_read_is_read_again_soon(bus: PrivateBus) -> None:
    """Also where it gives signs: they may be as late as the answer."""

    async def story(levels: Levels, peer: MessageBus) -> None:
        levels.stand[Level.DO_NOT_DISTURB] = ("dunst",)
        await levels.attention.read()
        levels.attention.follow(levels.changed)
        await until(lambda: levels.pauses == [READ_IN_ANY_CASE.total_seconds()])
        levels.unreadable.add(Level.DO_NOT_DISTURB)
        assert HoldKind.DO_NOT_DISTURB in await levels.attention.read()
        await until(lambda: levels.pauses[1:] == [READ_AGAIN.total_seconds()])

    play(bus, story)


def test_what_was_off_and_cannot_be_read_holds_nothing(bus: PrivateBus) -> None:
    """Silence needs a reason."""

    async def story(levels: Levels, peer: MessageBus) -> None:
        await levels.attention.read()
        levels.unreadable.add(Level.MICROPHONE)
        levels.stand[Level.MICROPHONE] = ("Firefox",)

        assert await levels.attention.read() == {}

    play(bus, story)


def test_many_signs_at_once_are_one_look(bus: PrivateBus) -> None:
    """A desktop that flickers must not keep us busy."""

    async def story(levels: Levels, peer: MessageBus) -> None:
        levels.stand[Level.DO_NOT_DISTURB] = ("dunst",)
        await levels.attention.read()
        levels.attention.follow(levels.changed)
        await until(lambda: levels.signs == 1)
        for _ in range(20):
            await sign(peer)
        await until(lambda: levels.signs == 2)

        assert levels.signs == 2

    play(bus, story)


def test_what_makes_no_difference_is_not_asked_for(bus: PrivateBus) -> None:
    """Do-not-disturb that the user does not want obeyed: nobody need be asked."""

    async def story(levels: Levels, peer: MessageBus) -> None:
        levels.stand[Level.DO_NOT_DISTURB] = ("dunst",)
        levels.heed = Heed(unread=frozenset({Level.DO_NOT_DISTURB}))

        assert await levels.attention.read() == {}

    play(bus, story)


def test_doctor_looks_anew_and_follows_nothing(bus: PrivateBus) -> None:
    """Its question changes nothing for the service."""

    async def story(levels: Levels, peer: MessageBus) -> None:
        levels.stand[Level.MICROPHONE] = ("Firefox",)
        parts = {part.name: part.says for part in await levels.attention.parts()}

        assert parts["call (microphone)"] == "now: Firefox"
        assert levels.pauses == []

    play(bus, story)
