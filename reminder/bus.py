"""One connection to a message bus on which every call has a time limit and no failure is a traceback."""

import asyncio
from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.parse import quote

from dbus_fast import Message, MessageFlag, MessageType
from dbus_fast.aio import MessageBus

from reminder.backends import Unavailable

BUS = "org.freedesktop.DBus"
BUS_PATH = "/org/freedesktop/DBus"

CONNECT_LIMIT = timedelta(seconds=2)
"""What a bus may take to let us in; it takes some milliseconds, and several parts ask one after the other."""

PROPERTIES = "org.freedesktop.DBus.Properties"
SYSTEM_BUS = "unix:path=/run/dbus/system_bus_socket"


def _errors(*names: str) -> frozenset[str]:
    return frozenset(f"org.freedesktop.DBus.Error.{name}" for name in names)


GONE = _errors("ServiceUnknown", "NameHasNoOwner")
"""Errors that mean that a service does not run (`CallFailed.error`)."""

ABSENT = GONE | _errors(
    "UnknownObject", "UnknownInterface", "UnknownMethod", "UnknownProperty", "InvalidArgs", "NotSupported"
)
"""Errors that mean that nobody serves there, service or no service, and not that one is in trouble."""

OnMessage = Callable[[Message], None]


class CallFailed(Exception):  # noqa: N818 - a statement about the other side; the notifier decides what it means
    """A call brought no result. The message is a sentence, `error` the D-Bus error's name ("": none)."""

    def __init__(self, sentence: str, error: str = "") -> None:
        super().__init__(sentence)
        self.error = error


def owner_rule(name: str) -> str:
    """The match rule for the coming and going of this name's owner."""
    return f"type='signal',sender='{BUS}',member='NameOwnerChanged',arg0='{name}'"


def addresses(environ: Mapping[str, str]) -> list[str]:
    """Where the session bus may listen, best first.

    dbus-fast knows DBUS_SESSION_BUS_ADDRESS only; programs started outside the session's own shell (cron, ssh, some
    autostarts) lack it while the socket in XDG_RUNTIME_DIR is there.
    """
    found = [environ["DBUS_SESSION_BUS_ADDRESS"]] if environ.get("DBUS_SESSION_BUS_ADDRESS") else []
    runtime = environ.get("XDG_RUNTIME_DIR")
    if runtime and (socket := Path(runtime, "bus")).exists():
        # the D-Bus specification leaves fewer characters unescaped than a URL does
        found.append("unix:path=" + quote(str(socket)).replace("~", "%7E"))
    # systemd names the very same socket in the variable, with a guid behind it
    return found[:1] if len(found) > 1 and found[0].partition(",")[0] == found[1] else found


async def connect(environ: Mapping[str, str], limit: timedelta) -> "Connection":
    """Connect to the user's session bus.

    Raises:
        Unavailable: no bus, or none that lets us in.
    """
    found = addresses(environ)
    if not found:
        raise Unavailable(
            "there is no session bus (neither DBUS_SESSION_BUS_ADDRESS nor XDG_RUNTIME_DIR/bus)",
            "start reminder inside your desktop session",
        )
    return await _first_of(found, "the session bus", limit)


async def connect_system(environ: Mapping[str, str], limit: timedelta) -> "Connection":
    """Connect to the system bus.

    Raises:
        Unavailable: no bus, or none that lets us in.
    """
    return await _first_of([environ.get("DBUS_SYSTEM_BUS_ADDRESS") or SYSTEM_BUS], "the system bus", limit)


async def _first_of(addresses: list[str], which: str, limit: timedelta) -> "Connection":
    refused = []
    for address in addresses:
        try:
            async with asyncio.timeout(min(limit, CONNECT_LIMIT).total_seconds()):
                return Connection(await MessageBus(bus_address=address).connect(), limit, which)
        except TimeoutError:
            refused.append(f"{address}: no answer")
        except OSError as error:
            refused.append(f"{address}: {error.strerror or error}")
        except Exception as error:  # noqa: BLE001 - EOFError, AuthError, bad addresses: all mean "not this one"
            refused.append(f"{address}: {str(error) or type(error).__name__}")
    raise Unavailable(f"{which} cannot be reached ({'; '.join(refused)})")


class Connection:
    """Calls, signals and the end of one connection. Everything happens on the loop it was made on."""

    def __init__(self, bus: MessageBus, limit: timedelta, which: str = "the session bus") -> None:
        self._bus = bus
        self._limit = limit
        self._which = which
        self._calls: dict[int, tuple[OnMessage, Callable[[str], None]]] = {}
        self._on_signal: OnMessage = lambda message: None
        self._on_lost: Callable[[], None] = lambda: None
        bus.add_message_handler(self._received)
        self._watch = asyncio.create_task(self._watch_connection())

    @property
    def connected(self) -> bool:
        """Whether a message can still be sent."""
        return bool(self._bus.connected)

    def listen(self, on_signal: OnMessage, on_lost: Callable[[], None]) -> None:
        """Say who hears the signals asked for by `subscribe`, and the end of the connection unless we end it."""
        self._on_signal, self._on_lost = on_signal, on_lost

    async def subscribe(self, rule: str) -> None:
        """Ask the bus for the signals that match this rule."""
        await self.ask_bus("AddMatch", "s", [rule])

    async def unsubscribe(self, rule: str) -> None:
        """Have no more of them."""
        await self.ask_bus("RemoveMatch", "s", [rule])

    async def ask_bus(self, member: str, signature: str = "", body: list[object] | None = None) -> Message:
        """Call a method of the bus itself."""
        message = Message(
            destination=BUS, path=BUS_PATH, interface=BUS, member=member, signature=signature, body=body or []
        )
        return await self.call(message, who=self._which)

    async def has_owner(self, name: str) -> bool:
        """Whether somebody owns this name now.

        Raises:
            CallFailed: the bus does not say.
        """
        return bool((await self.ask_bus("NameHasOwner", "s", [name])).body[0])

    async def query(self, name: str, path: str, method: str, signature: str = "", *body: object) -> list[Any]:
        """Call "interface.Method" of a service that runs already; a query starts none. Returns what it answers.

        Raises:
            CallFailed: nobody is there (`error` is in `ABSENT`), an error came back, or nothing in time.
        """
        interface, _, member = method.rpartition(".")
        message = Message(
            destination=name, path=path, interface=interface, member=member, signature=signature, body=list(body),
            flags=MessageFlag.NO_AUTOSTART,
        )  # fmt: skip
        return (await self.call(message, who=name)).body

    async def property(self, name: str, path: str, interface: str, key: str) -> Any:
        """A property of a service that runs already, its Variant taken off. Raises `CallFailed` like `query`."""
        answer = await self.query(name, path, f"{PROPERTIES}.Get", "ss", interface, key)
        return answer[0].value

    async def call(
        self,
        message: Message,
        *,
        who: str,
        limit: timedelta | None = None,
        on_return: OnMessage | None = None,
    ) -> Message:
        """Send a call and wait for what it returns.

        `on_return` sees the returned message in its place among the signals, before any that followed it, and also
        when it comes after the time limit.

        Raises:
            CallFailed: an error came back, nothing came in time, or the connection is gone. `who` is named in it.
        """
        answer: asyncio.Future[Message] = asyncio.get_running_loop().create_future()

        def returned(reply: Message) -> None:
            if on_return and reply.message_type is MessageType.METHOD_RETURN:
                on_return(reply)
            if not answer.done():
                answer.set_result(reply)

        def failed(why: str) -> None:
            if not answer.done():
                answer.set_exception(CallFailed(why))

        message.serial = self._bus.next_serial()
        self._calls[message.serial] = (returned, failed)
        within = (limit or self._limit).total_seconds()
        timer = asyncio.get_running_loop().call_later(within, failed, f"{who} did not answer in {within:g} s")
        self.post(message)
        if self._watch.done():
            failed(f"{self._which} is gone")
        try:
            # awaited itself, without asyncio.wait or asyncio.timeout around it: the caller goes on before anything that
            # came after the reply is passed on, and a reply in the last moment is not thrown away
            reply = await answer
        finally:
            timer.cancel()
        if reply.message_type is MessageType.ERROR:
            raise CallFailed(f"{who} failed: {_words(reply)}", reply.error_name or "")
        return reply

    def post(self, message: Message) -> None:
        """Put a message on the wire and forget it; nothing happens where the connection is gone."""
        if not self.connected:
            return
        sent: asyncio.Future[None] | None
        try:
            sent = self._bus.send(message)
        except (OSError, ValueError):
            # a bus gone this very moment: dbus-fast closes the socket, then stumbles over it (5.2), and keeps what it
            # would have returned to itself
            sent = getattr(getattr(self._bus, "_writer", None), "fut", None)
        # a failed write ends the connection, which is told in one place; fetched, or asyncio logs a traceback
        if sent is not None:
            sent.add_done_callback(lambda sent: None if sent.cancelled() else sent.exception() and None)

    async def close(self) -> None:
        """End the connection; `on_lost` is not told."""
        self._on_lost = lambda: None
        if self.connected:
            self._bus.disconnect()
            await asyncio.wait([self._watch], timeout=self._limit.total_seconds())
        self._watch.cancel()

    def _received(self, message: Message) -> bool | None:
        if message.message_type is MessageType.SIGNAL:
            self._on_signal(message)
            return None
        call = self._calls.pop(message.reply_serial or 0, None)
        if call is None:
            return None
        returned, _ = call
        returned(message)
        return True

    async def _watch_connection(self) -> None:
        # dbus-fast reports the end as whatever exception it met (EOFError, ConnectionResetError); all are the end
        with suppress(Exception):
            await self._bus.wait_for_disconnect()  # type: ignore[no-untyped-call] # dbus-fast left it so
        for _, failed in self._calls.values():
            failed(f"{self._which} is gone")
        self._calls.clear()
        self._on_lost()


def _words(error: Message) -> str:
    text = error.body[0] if error.body and isinstance(error.body[0], str) else ""
    return text or error.error_name or "an error without a name"
