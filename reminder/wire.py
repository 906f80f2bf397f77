"""D-Bus as messages on a socket: jeepney knows the protocol, asyncio waits for bytes. Neither calls nor policy here."""

import asyncio
import logging
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from typing import Any, NamedTuple
from urllib.parse import unquote

from jeepney import low_level as protocol
from jeepney.auth import BEGIN, Authenticator
from jeepney.low_level import HeaderFields, MessageFlag, MessageType

from reminder.framing import Frames, too_large

log = logging.getLogger(__name__)

NO_FLAG = MessageFlag(0)


class Variant(NamedTuple):
    """A value that brings its type along, as in `a{sv}`."""

    signature: str
    value: Any


@dataclass(slots=True)
class Message:
    """One message. In `body` arrays are lists (of bytes: bytes), structs tuples, and variants `Variant`s.

    None stands for a header field that is not there.
    """

    kind: MessageType = MessageType.method_call
    destination: str | None = None
    path: str | None = None
    interface: str | None = None
    member: str | None = None
    signature: str = ""
    body: list[Any] = field(default_factory=list)
    flags: MessageFlag = NO_FLAG
    serial: int = 0
    reply_serial: int | None = None
    error_name: str | None = None
    sender: str | None = None

    def reply(self, signature: str = "", *body: object) -> "Message":
        """The message that returns this to the caller."""
        return Message(
            MessageType.method_return,
            destination=self.sender,
            reply_serial=self.serial,
            flags=MessageFlag.no_reply_expected,
            signature=signature,
            body=list(body),
        )

    def refusal(self, error_name: str, sentence: str) -> "Message":
        """The message that tells the caller why not."""
        return replace(self.reply("s", sentence), kind=MessageType.error, error_name=error_name)


def is_object_path(text: str) -> bool:
    """Whether D-Bus takes this for the path of an object."""
    try:
        protocol.simple_types["o"].check_data(text)
    except (TypeError, ValueError):
        return False
    return True


async def open_wire(address: str, take: Callable[[Message], None]) -> "Wire":
    """Connect to the first socket of a bus address ("unix:path=…", several parted by ";") that lets us in.

    `take` gets every message, on the loop's thread. The bus wants "Hello" before anything else.

    Raises:
        OSError: nobody listens there; EOFError: the bus hung up; ValueError: it does not let us in, or there is no
            address of a Unix socket among these.
    """
    refused: Exception = ValueError("this is no address of a Unix socket")
    for path in _sockets(address):
        wire = Wire(take)
        try:
            await asyncio.get_running_loop().create_unix_connection(lambda wire=wire: wire, path)  # type: ignore[misc]
            await wire.let_in
        except (OSError, EOFError, ValueError) as error:
            wire.close()
            refused = error
        except BaseException:
            wire.close()
            raise
        else:
            return wire
    raise refused


def _sockets(address: str) -> Iterator[str]:
    """The Unix sockets among some addresses; whatever else stands there is for others.

    jeepney's own reading stumbles over "autolaunch:", and takes each byte of a folder's name for a character.
    """
    for each in address.split(";"):
        kind, _, keys = each.partition(":")
        known = dict(key.split("=", 1) for key in keys.split(",") if "=" in key)
        if kind == "unix" and "path" in known:
            yield unquote(known["path"])
        elif kind == "unix" and "abstract" in known:
            yield "\0" + unquote(known["abstract"])


class Wire(asyncio.Protocol):
    """One connection. `let_in` is done once we are in, `gone` when it has ended, whoever ended it."""

    def __init__(self, take: Callable[[Message], None]) -> None:
        self._take = take
        self._loop = asyncio.get_running_loop()
        self._transport: asyncio.Transport | None = None
        self._authenticator = Authenticator()
        self._frames = Frames()
        self._next_serial = 1  # 0 is not allowed
        self._draining = False
        self.let_in: asyncio.Future[None] = self._loop.create_future()
        self.gone: asyncio.Future[None] = self._loop.create_future()

    @property
    def is_open(self) -> bool:
        """Whether a message can still be sent."""
        return self._transport is not None and not self._transport.is_closing()

    def send(self, message: Message) -> int:
        """Put a message on the wire and return its serial; nothing happens where the connection is gone.

        Raises:
            ValueError, TypeError, struct.error: the body is not what the signature says, or no D-Bus value.
        """
        serial = self._next_serial
        raw = _to_jeepney(message).serialise(serial)
        self._next_serial = serial % 0xFFFFFFFF + 1
        if self._transport is not None:
            self._transport.write(raw)
        return serial

    def close(self) -> None:
        """End the connection, once everything sent has gone out."""
        self.let_in.cancel()
        if self._transport is not None:
            self._transport.close()
        elif not self.gone.done():
            self.gone.set_result(None)

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)  # noqa: S101 - tells the type checker what asyncio promises
        self._transport = transport
        transport.write(self._authenticator.data_to_send() or b"")

    def data_received(self, data: bytes) -> None:
        try:
            if self.let_in.done():
                self._frames.add(data)
                self._drain()
            else:
                self._authenticate(data)
        except Exception as error:  # noqa: BLE001 - jeepney raises what it stumbles over, AssertionError among it
            self._give_up(error)

    def connection_lost(self, error: Exception | None) -> None:
        if not self.let_in.done():
            self.let_in.set_exception(error or EOFError("the bus hung up"))
        if not self.gone.done():
            self.gone.set_result(None)

    def _authenticate(self, data: bytes) -> None:
        self._authenticator.feed(data)
        if self._authenticator.authenticated and self._transport is not None:
            self._transport.write(BEGIN)
            self.let_in.set_result(None)

    def _give_up(self, error: Exception) -> None:
        """What cannot be read leaves us nowhere in the stream."""
        if not self.let_in.done():
            self.let_in.set_exception(error)
        else:
            log.warning("A bus sent something that is no D-Bus message (%r); the connection ends", error)
        if self._transport is not None:
            self._transport.abort()

    def _drain(self) -> None:
        """Pass on what has come. After a reply the rest waits for its turn: who awaits it goes on first."""
        while not self._draining and (raw := self._frames.take()) is not None:
            message = _from_jeepney(raw)
            if too_large(raw):
                message = _unread(message, raw.header.body_length)
            try:
                self._take(message)
            except Exception as bug:  # noqa: BLE001 - a bug in one handler is no reason to lose the bus
                self._loop.call_exception_handler({"message": "in a D-Bus message", "exception": bug})
            if message.reply_serial is not None:
                self._draining = True
                self._loop.call_soon(self._drain_on)

    def _drain_on(self) -> None:
        self._draining = False
        self.data_received(b"")


_FIELDS = {
    HeaderFields.destination: "destination",
    HeaderFields.path: "path",
    HeaderFields.interface: "interface",
    HeaderFields.member: "member",
    HeaderFields.signature: "signature",
    HeaderFields.reply_serial: "reply_serial",
    HeaderFields.error_name: "error_name",
    HeaderFields.sender: "sender",
}


def _to_jeepney(message: Message) -> protocol.Message:
    fields = {key: value for key, name in _FIELDS.items() if (value := getattr(message, name)) not in (None, "")}
    header = protocol.Header(protocol.Endianness.little, message.kind, message.flags, 1, 0, 0, fields)
    return protocol.Message(header, tuple(message.body))


def _from_jeepney(raw: protocol.Message) -> Message:
    header = raw.header
    fields = {name: header.fields[key] for key, name in _FIELDS.items() if key in header.fields}
    shape = protocol.parse_signature(list(f"({fields.get('signature', '')})"))
    body = list(_boxed(shape, raw.body))
    return Message(header.message_type, body=body, flags=header.flags, serial=header.serial, **fields)


def _unread(message: Message, size: int) -> Message:
    """A message too large to be read: as a reply it is an error, and as anything else one that says nothing."""
    log.warning("%s on the bus said %d bytes, which are passed over", message.sender or "Somebody", size)
    if message.reply_serial is None:
        return message
    return replace(message, kind=MessageType.error, error_name=None, body=[f"an answer of {size} bytes is too large"])


def _boxed(shape: Any, value: Any) -> Any:
    """A value of jeepney's with its variants, which are plain pairs there, made `Variant`s."""
    match shape:
        case protocol.Variant():
            signature, inner = value
            return Variant(signature, _boxed(protocol.parse_signature(list(signature)), inner))
        case protocol.Struct(fields=fields):
            return tuple(_boxed(field, part) for field, part in zip(fields, value, strict=True))
        case protocol.Array(elt_type=protocol.DictEntry(fields=[_, of])):
            return {key: _boxed(of, part) for key, part in value.items()}
        case protocol.Array(elt_type=of) if isinstance(value, list):
            return [_boxed(of, part) for part in value]
        case _:
            return value
