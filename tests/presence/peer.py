"""A program on a message bus that does what a test tells it: answers, keeps silent, fails, leaves and comes back."""

import asyncio
from abc import ABC, abstractmethod
from collections.abc import Callable
from typing import Any

from dbus_fast import Message, MessageType, NameFlag, Variant
from dbus_fast.aio import MessageBus

from tests.private_bus import PrivateBus

PROPERTIES = "org.freedesktop.DBus.Properties"

DEADLINE_SECONDS = 30
"""Generous: other tests may have the machine, too."""


async def until(condition: Callable[[], Any]) -> None:
    """Let the loop run until this holds; fail when it does not in time."""
    async with asyncio.timeout(DEADLINE_SECONDS):
        while not condition():  # noqa: ASYNC110 - what is waited for is out there, and sets no event of ours
            await asyncio.sleep(0.005)


class Peer(ABC):
    """Owns `name` while it is open. `calls` are the methods called, in order.

    `mute`: nothing is answered, until it is set to False. `errors` are methods answered with the error of this name,
    `garbled` those answered with this signature and body, whatever they should return.
    """

    name: str

    def __init__(self, address: str) -> None:
        self.address = address
        self.calls: list[str] = []
        self.mute = False
        self.errors: dict[str, str] = {}
        self.garbled: dict[str, tuple[str, list[Any]]] = {}

    async def open(self) -> None:
        self._bus = await MessageBus(bus_address=self.address).connect()
        self._bus.add_message_handler(self._received)
        await self._bus.request_name(self.name, NameFlag.DO_NOT_QUEUE)

    async def close(self) -> None:
        """Gone, without a word."""
        if self._bus.connected:
            self._bus.disconnect()
            await self._bus.wait_for_disconnect()

    async def signal(
        self, path: str, interface: str, member: str, signature: str, *body: Any, to: str | None = None
    ) -> None:
        message = Message(
            message_type=MessageType.SIGNAL, destination=to, path=path, interface=interface, member=member,
            signature=signature, body=list(body),
        )  # fmt: skip
        await self._bus.send(message)

    async def tell_changes(
        self, path: str, interface: str, changed: dict[str, Variant], invalidated: tuple[str, ...] = ()
    ) -> None:
        await self.signal(path, PROPERTIES, "PropertiesChanged", "sa{sv}as", interface, changed, list(invalidated))

    @abstractmethod
    def answer(self, message: Message) -> Message | bool:
        """What this call returns; True: that comes later."""

    def _received(self, message: Message) -> Message | bool | None:
        if message.message_type is not MessageType.METHOD_CALL:
            return None
        member = str(message.member)
        self.calls.append(member)
        if self.mute:
            return True
        if member in self.errors:
            return Message.new_error(message, self.errors[member], "as the test wants it")
        if member in self.garbled:
            return Message.new_method_return(message, *self.garbled[member])
        return self.answer(message)


def unknown(message: Message, error: str = "UnknownMethod") -> Message:
    return Message.new_error(message, f"org.freedesktop.DBus.Error.{error}", f"{message.path} {message.member}")


class Tripwire:
    """Makes a bus able to start these names, and tells whether it did."""

    def __init__(self, bus: PrivateBus, *names: str) -> None:
        self._started = bus.services.parent / "started"
        for name in names:
            (bus.services / f"{name}.service").write_text(
                f"[D-BUS Service]\nName={name}\nExec=/bin/touch {self._started}\n"
            )

    @property
    def touched(self) -> bool:
        return self._started.exists()
