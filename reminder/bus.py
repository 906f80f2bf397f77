"""One connection to a message bus on which every call has a time limit and no failure is a traceback."""

import asyncio
import struct
from collections.abc import Callable, Mapping
from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.parse import quote

from jeepney.low_level import MessageFlag, MessageType

from reminder.backends import Unavailable, in_a_line
from reminder.bus_objects import Objects
from reminder.wire import Message, Variant, Wire, open_wire

BUS = "org.freedesktop.DBus"
BUS_PATH = "/org/freedesktop/DBus"

CONNECT_LIMIT = timedelta(seconds=2)
"""What a bus may take to let us in; it takes some milliseconds, and several parts ask one after the other."""

PROPERTIES = "org.freedesktop.DBus.Properties"
SYSTEM_BUS = "unix:path=/run/dbus/system_bus_socket"

UNSENDABLE = (ValueError, TypeError, struct.error)
"""What jeepney raises for a value that D-Bus has no form for: half a surrogate, a number out of range."""


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
        super().__init__(in_a_line(sentence))
        self.error = error


def owner_rule(name: str) -> str:
    """The match rule for the coming and going of this name's owner."""
    return f"type='signal',sender='{BUS}',member='NameOwnerChanged',arg0='{name}'"


def addresses(environ: Mapping[str, str]) -> list[str]:
    """Where the session bus may listen, best first.

    Libraries know DBUS_SESSION_BUS_ADDRESS only; programs started outside the session's own shell (cron, ssh, some
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
                return await _enter(address, limit, which)
        except TimeoutError:
            refused.append(f"{address}: no answer")
        except OSError as error:
            refused.append(f"{address}: {error.strerror or error}")
        except Exception as error:  # noqa: BLE001 - EOFError, AuthenticationError, bad addresses: all mean "not this one"
            refused.append(f"{address}: {str(error) or type(error).__name__}")
    raise Unavailable(f"{which} cannot be reached ({'; '.join(refused)})")


async def _enter(address: str, limit: timedelta, which: str) -> "Connection":
    connection = Connection(limit, which)
    await connection.open(address)
    try:
        connection.unique_name = str((await connection.ask_bus("Hello")).body[0])
    except BaseException:
        await connection.close()
        raise
    return connection


class Connection:
    """Calls, signals and the end of one connection. Everything happens on the loop it was made on."""

    _wire: Wire

    def __init__(self, limit: timedelta, which: str) -> None:
        self.unique_name = ""
        self._limit = limit
        self._which = which
        self._calls: dict[int, tuple[OnMessage, Callable[[str], None]]] = {}
        self.objects = Objects(self.post)
        self._last_answer: asyncio.Future[None] | None = None
        self._on_signal: OnMessage = lambda message: None
        self._on_lost: Callable[[], None] = lambda: None
        self._to_us_alone = False

    async def open(self, address: str) -> None:
        """Connect to this address; raises like `open_wire`."""
        self._wire = await open_wire(address, self._received)
        self._wire.gone.add_done_callback(lambda gone: self._ended())

    @property
    def connected(self) -> bool:
        """Whether a message can still be sent."""
        return self._wire.is_open

    @property
    def unanswered(self) -> bool:
        """Whether a call is still without an answer, though nobody may wait for it any more."""
        return bool(self._calls) and self.connected

    def listen(self, on_signal: OnMessage, on_lost: Callable[[], None], *, to_us_alone: bool = False) -> None:
        """Say who hears the signals asked for by `subscribe`, and the end of the connection unless we end it.

        `to_us_alone`: also those sent to nobody but us, which anybody may, whatever the rules: look who the sender is.
        """
        self._on_signal, self._on_lost, self._to_us_alone = on_signal, on_lost, to_us_alone

    async def subscribe(self, rule: str) -> None:
        """Ask the bus for the signals that match this rule."""
        await self.ask_bus("AddMatch", "s", [rule])

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
            flags=MessageFlag.no_auto_start,
        )  # fmt: skip
        return (await self.call(message, who=name)).body

    async def property(self, name: str, path: str, interface: str, key: str) -> Any:
        """A property of a service that runs already, its Variant taken off. Raises `CallFailed` like `query`."""
        match await self.query(name, path, f"{PROPERTIES}.Get", "ss", interface, key):
            case [Variant(value=value)]:
                return value
        raise CallFailed(f"{name} answered Get with something else than a property")

    async def call(
        self,
        message: Message,
        *,
        who: str,
        limit: timedelta | None = None,
        returns: str | None = None,
        on_return: OnMessage | None = None,
    ) -> Message:
        """Send a call and wait for what it returns; `returns` is the signature that must have, None: any.

        `on_return` sees the returned message in its place among the signals, before any that followed it, and also
        when it comes after the time limit.

        Raises:
            CallFailed: an error came back, or something else than expected, nothing came in time, or the connection is
                gone. `who` is named in it.
        """
        answer: asyncio.Future[Message] = asyncio.get_running_loop().create_future()

        def returned(reply: Message) -> None:
            if on_return and reply.kind is MessageType.method_return and returns in {None, reply.signature}:
                on_return(reply)
            if not answer.done():
                answer.set_result(reply)

        def failed(why: str) -> None:
            if not answer.done():
                answer.set_exception(CallFailed(why))

        try:
            serial = self._wire.send(message)
        except UNSENDABLE as error:
            raise CallFailed(f"{who} was not asked: {error}") from error
        self._calls[serial] = (returned, failed)
        within = (limit or self._limit).total_seconds()
        timer = asyncio.get_running_loop().call_later(within, failed, f"{who} did not answer in {within:g} s")
        if not self.connected:
            failed(f"{self._which} is gone")
        try:
            # awaited itself, without asyncio.wait or asyncio.timeout around it: the caller goes on before anything that
            # came after the reply is passed on, and a reply in the last moment is not thrown away
            reply = await answer
        finally:
            timer.cancel()
        if reply.kind is MessageType.error:
            raise CallFailed(f"{who} failed: {_words(reply)}", reply.error_name or "")
        if returns not in {None, reply.signature}:
            raise CallFailed(f"{who} answered {message.member} with something else than expected")
        return reply

    async def answered(self) -> None:
        """Wait until every call so far is answered, also those that nobody waits for any more, or the bus is gone."""
        if self._calls:
            self._last_answer = asyncio.get_running_loop().create_future()
            await self._last_answer

    def post(self, message: Message) -> None:
        """Put a message on the wire and forget it; nothing happens where the connection is gone."""
        if self.connected:
            self._wire.send(message)

    def emit(self, path: str, interface: str, member: str, signature: str = "", *body: object) -> None:
        """Send a signal of an object of ours."""
        self.post(Message(MessageType.signal, None, path, interface, member, signature, list(body)))

    async def close(self) -> None:
        """End the connection; `on_lost` is not told."""
        self._on_lost = lambda: None
        self._wire.close()
        await asyncio.wait([self._wire.gone], timeout=self._limit.total_seconds())

    def _received(self, message: Message) -> None:
        match message.kind:
            case MessageType.signal:
                if self._to_us_alone or message.destination is None or message.sender == BUS:
                    self._on_signal(message)
            case MessageType.method_call:
                self.objects.answer(message)
            case _:
                returned, _ = self._calls.pop(message.reply_serial or 0, (None, None))
                if returned is not None:
                    returned(message)
                if not self._calls:
                    self._tell_answered()

    def _ended(self) -> None:
        for _, failed in self._calls.values():
            failed(f"{self._which} is gone")
        self._calls.clear()
        self._tell_answered()
        self._on_lost()

    def _tell_answered(self) -> None:
        if self._last_answer is not None and not self._last_answer.done():
            self._last_answer.set_result(None)


def _words(error: Message) -> str:
    text = error.body[0] if error.body and isinstance(error.body[0], str) else ""
    return text or error.error_name or "an error without a name"
