"""A notification server that does what a test tells it, on a real bus: every good and bad habit of the real ones."""

import asyncio
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import count
from typing import Any

from dbus_fast import Message, MessageType, NameFlag
from dbus_fast.aio import MessageBus

NAME = "org.freedesktop.Notifications"
PATH = "/org/freedesktop/Notifications"

EXPIRED, DISMISSED, CLOSED, UNDEFINED = 1, 2, 3, 4
"""Reasons of NotificationClosed."""


@dataclass(frozen=True)
class Notice:
    """One notification as it was asked for."""

    app: str
    icon: str
    title: str
    body: str
    actions: list[str]
    hints: dict[str, Any]
    expires: int

    @property
    def buttons(self) -> dict[str, str]:
        return dict(zip(self.actions[::2], self.actions[1::2], strict=True))


@dataclass
class ScriptedServer:
    """Owns the name while it is open. `screen` is what the user sees, by number; `calls` every method called.

    `mute` names methods that are not answered until `speak`; `errors` those answered with an error, `senseless` those
    answered with nothing.
    `leaves_answered` keeps a notification up after an answer, as dunst does.
    """

    address: str
    capabilities: tuple[str, ...] = ("body", "actions", "body-markup")
    name: str = "Scripted"
    screen: dict[int, Notice] = field(default_factory=dict)
    calls: list[str] = field(default_factory=list)
    mute: set[str] = field(default_factory=set)
    errors: dict[str, str] = field(default_factory=dict)
    leaves_answered: bool = False
    senseless: set[str] = field(default_factory=set)
    unanswered: list[Message] = field(default_factory=list)

    async def open(self) -> "ScriptedServer":
        self._numbers = count(1)
        self._bus = await MessageBus(bus_address=self.address).connect()
        self._bus.add_message_handler(self._received)
        await self._bus.request_name(NAME, NameFlag.DO_NOT_QUEUE)
        return self

    async def close(self) -> None:
        """Gone, without a word about what was open."""
        if self._bus.connected:
            self._bus.disconnect()
            await self._bus.wait_for_disconnect()
        self.screen.clear()

    @property
    def unique_name(self) -> str:
        return str(self._bus.unique_name)

    async def ended(self) -> None:
        """Wait until the bus is gone."""
        with suppress(EOFError, OSError):
            await self._bus.wait_for_disconnect()

    async def press(self, number: int, key: str) -> None:
        """The user presses a button."""
        await self.signal("ActionInvoked", "us", [number, key])
        if not self.leaves_answered:
            await self.take_down(number, DISMISSED)

    async def take_down(self, number: int, reason: int) -> None:
        """A notification leaves the screen."""
        self.screen.pop(number, None)
        await self.signal("NotificationClosed", "uu", [number, reason])

    async def signal(self, member: str, signature: str, body: list[Any], to: str | None = None) -> None:
        """Say something, true or not, to everybody or to one."""
        await self._bus.send(self.message(member, signature, body, destination=to))

    @staticmethod
    def message(member: str, signature: str, body: list[Any], **more: Any) -> Message:
        """One of this interface's signals."""
        return Message(
            message_type=MessageType.SIGNAL,
            path=PATH,
            interface=NAME,
            member=member,
            signature=signature,
            body=body,
            **more,
        )

    async def speak(self) -> None:
        """Answer everything that waits, and from now on."""
        self.mute.clear()
        waiting, self.unanswered = self.unanswered, []
        for message in waiting:
            await self._bus.send(self._reply(message))

    def _received(self, message: Message) -> Message | bool | None:
        if message.message_type is not MessageType.METHOD_CALL or message.interface != NAME:
            return None
        member = str(message.member)
        self.calls.append(member)
        if member in self.mute:
            self.unanswered.append(message)
            return True
        if member in self.errors:
            return Message.new_error(message, "org.example.Error", self.errors[member])
        if member in self.senseless:
            return Message.new_method_return(message)
        return self._reply(message)

    def _reply(self, message: Message) -> Message:
        match message.member, message.body:
            case "GetCapabilities", _:
                return Message.new_method_return(message, "as", [list(self.capabilities)])
            case "GetServerInformation", _:
                return Message.new_method_return(message, "ssss", [self.name, "tests", "1", "1.2"])
            case "Notify", [app, replaces, icon, title, body, actions, hints, expires]:
                number = replaces or next(self._numbers)
                plain = {key: value.value for key, value in hints.items()}
                self.screen[number] = Notice(app, icon, title, body, actions, plain, expires)
                return Message.new_method_return(message, "u", [number])
            case "CloseNotification", [number]:
                if self.screen.pop(number, None):
                    asyncio.ensure_future(self.signal("NotificationClosed", "uu", [number, CLOSED]))  # noqa: RUF006 - sent before it could be collected
                return Message.new_method_return(message)
            case _:
                return Message.new_error(message, "org.freedesktop.DBus.Error.UnknownMethod", str(message.member))
