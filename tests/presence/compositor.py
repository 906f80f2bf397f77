"""A Wayland compositor in memory, as far as presence goes: a seat, and idle notifications on a clock the test moves.

It speaks the wire format itself, without libwayland, so that it can do what no well-behaved compositor does: offer only
this or that, hang, hang up, and end a connection with a protocol error. It is as strict as the real ones: who binds a
newer version than is offered, or asks for what its version does not have, loses the connection.
"""

import asyncio
import struct
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

DISPLAY = 1  # the object that is there from the beginning
SEAT, EXT, KDE = "wl_seat", "ext_idle_notifier_v1", "org_kde_kwin_idle"
NUMBERS = {SEAT: 7, EXT: 8, KDE: 9}
NINE = datetime(2026, 3, 2, 9, tzinfo=UTC)


async def quiet() -> None:
    """Let both ends take in what is on its way; a socket within one process needs a handful of turns."""
    for _ in range(12):
        await asyncio.sleep(0)


@dataclass
class Watch:
    """One idle notification that a client holds."""

    client: "Client"
    id: int
    threshold: timedelta
    input_only: bool
    since: datetime
    idle: bool = False

    def say(self, *, idle: bool) -> None:
        if idle != self.idle:
            self.idle = idle
            self.client.send(self.id, 0 if idle else 1)


@dataclass
class FakeCompositor:
    """Offers the interfaces in `offers`, each in this version; in version 0, it is offered and then denied.

    `touch()`: there is input. `rest(span)`: there is none for so long. `inhibit(held=...)`: a program keeps the screen
    awake, or no longer. `protocol_error()`, `hang_up()`, `withdraw(interface)`: what may happen on a bad day.
    """

    offers: dict[str, int]
    answers: bool = True
    now: datetime = NINE
    watches: list[Watch] = field(default_factory=list)
    clients: list["Client"] = field(default_factory=list)
    inhibited: bool = False

    async def touch(self) -> None:
        await quiet()
        for watch in self.watches:
            watch.since = self.now
            watch.say(idle=False)
        await quiet()

    async def rest(self, span: timedelta) -> None:
        await quiet()
        self.now += span
        for watch in sorted(self.watches, key=lambda each: each.since + each.threshold):
            held_back = self.inhibited and not watch.input_only
            if watch in self.watches and self.now - watch.since >= watch.threshold and not held_back:
                watch.say(idle=True)
                await quiet()  # in real life, each comes at a moment of its own

    async def inhibit(self, *, held: bool) -> None:
        await quiet()
        self.inhibited = held
        for watch in self.watches:
            if not watch.input_only:
                watch.since = self.now
                watch.say(idle=False)
        await quiet()

    async def protocol_error(self) -> None:
        for client in self.clients:
            client.fail("the test says so")
        await quiet()

    async def withdraw(self, interface: str) -> None:
        for client in self.clients:
            client.send(client.registry, 1, uint(NUMBERS[interface]))
        await quiet()

    async def hang_up(self) -> None:
        for client in self.clients:
            client.hang_up()
        await quiet()


@asynccontextmanager
async def compositor(path: Path, offers: dict[str, int], *, answers: bool = True) -> AsyncIterator[FakeCompositor]:
    """Run one on the socket `path`."""
    running = FakeCompositor(offers, answers)
    server = await asyncio.get_running_loop().create_unix_server(lambda: Client(running), path)
    try:
        yield running
    finally:
        server.close()
        await running.hang_up()


class Client(asyncio.Protocol):
    """One connection: the wire format, and which object is what."""

    def __init__(self, compositor: FakeCompositor) -> None:
        self.compositor = compositor
        self.registry = 0
        self._buffer = b""
        self._objects: dict[int, Callable[[int, bytes], None]] = {DISPLAY: self._display}

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport
        self.compositor.clients.append(self)

    def connection_lost(self, error: Exception | None) -> None:
        self.compositor.watches = [each for each in self.compositor.watches if each.client is not self]
        self.compositor.clients.remove(self)

    def data_received(self, received: bytes) -> None:
        if not self.compositor.answers:
            return
        self._buffer += received
        while len(self._buffer) >= 8:
            target, word = struct.unpack_from("=II", self._buffer)
            if len(self._buffer) < word >> 16:
                return
            body, self._buffer = self._buffer[8 : word >> 16], self._buffer[word >> 16 :]
            self._objects[target](word & 0xFFFF, body)

    def send(self, sender: int, event: int, body: bytes = b"") -> None:
        self._transport.write(struct.pack("=II", sender, (8 + len(body)) << 16 | event) + body)

    def fail(self, reason: str) -> None:
        self.send(DISPLAY, 0, uint(DISPLAY, 1) + text(reason))
        self.hang_up()

    def hang_up(self) -> None:
        self._transport.close()

    def _display(self, request: int, body: bytes) -> None:
        (new,) = struct.unpack("=I", body)
        if request == 0:  # sync
            self.send(new, 0, uint(0))
            self._forget(new)
            return
        self.registry, self._objects[new] = new, self._bind
        for interface, version in self.compositor.offers.items():
            self.send(new, 0, uint(NUMBERS[interface]) + text(interface) + uint(version))

    def _bind(self, request: int, body: bytes) -> None:
        number, length = struct.unpack_from("=II", body)
        interface = body[8 : 7 + length].decode()
        version, new = struct.unpack_from("=II", body, 8 + padded(length))
        offered = self.compositor.offers.get(interface, 0)
        if NUMBERS.get(interface) != number or not 1 <= version <= offered:
            self.fail(f"{interface} is not offered in version {version}")
        makers = {SEAT: self._seat, EXT: lambda *told: self._ext(version, *told), KDE: self._kde}
        self._objects[new] = makers[interface]

    def _seat(self, request: int, body: bytes) -> None:
        self.fail("nothing is asked of a seat here")

    def _ext(self, version: int, request: int, body: bytes) -> None:
        if request > version:
            self.fail("asked for what a newer version has")
        elif request:
            new, milliseconds, seat = struct.unpack("=III", body)
            self._watch(new, seat, milliseconds, input_only=request == 2)

    def _kde(self, request: int, body: bytes) -> None:
        new, seat, milliseconds = struct.unpack("=III", body)
        self._watch(new, seat, milliseconds, input_only=False)

    def _watch(self, new: int, seat: int, milliseconds: int, *, input_only: bool) -> None:
        if self._objects.get(seat) != self._seat:
            self.fail(f"{seat} is no seat")
        span = timedelta(milliseconds=milliseconds)
        watch = Watch(self, new, span, input_only, self.compositor.now)
        self.compositor.watches.append(watch)

        def end(request: int, body: bytes) -> None:
            self.compositor.watches.remove(watch)
            self._forget(new)

        self._objects[new] = end

    def _forget(self, ended: int) -> None:
        """Tell the client that the number may be used again, as libwayland needs it."""
        self._objects.pop(ended, None)
        self.send(DISPLAY, 1, uint(ended))


def uint(*numbers: int) -> bytes:
    return struct.pack(f"={len(numbers)}I", *numbers)


def text(words: str) -> bytes:
    plain = words.encode() + b"\0"
    return uint(len(plain)) + plain.ljust(padded(len(plain)), b"\0")


def padded(length: int) -> int:
    """What a string of that length takes on the wire: whole words."""
    return (length + 3) // 4 * 4
