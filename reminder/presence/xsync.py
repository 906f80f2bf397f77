"""The part of the X11 SYNC extension that idle time needs, which python-xlib lacks.

Requests and replies are laid out as in the X Synchronization Extension Protocol 3.1
(https://www.x.org/releases/X11R7.7/doc/xextproto/sync.html). All counter values are 64-bit milliseconds on the wire
and `timedelta` here. Every call may raise one of `reminder.xserver.LOST` once the server is gone; no two at a time.
"""

import logging
import struct
from collections.abc import Callable, Iterator
from datetime import timedelta
from enum import IntEnum
from typing import Any, NamedTuple

from Xlib.error import XError
from Xlib.protocol import request, rq

from reminder.backends import Unavailable
from reminder.xserver import LOST, Connection

_log = logging.getLogger(__name__)
_MILLISECOND = timedelta(milliseconds=1)
_DESTROYED = 2
_EVERY_ALARM_VALUE = 0x3F  # counter, value type, value, test type, delta, events


class Level(IntEnum):
    """What an alarm waits for; at once if it is so already.

    The protocol's transitions, which need no new alarm each time, are of no use here: whenever any client asks for
    the counter, the server takes note of its value without looking at alarms, and a crossing between two such notes
    never happened (seen with Xvfb 21.1: with a client that asks all the time, no transition was told at all).
    """

    AT_LEAST = 2  # PositiveComparison
    AT_MOST = 3  # NegativeComparison


class _Initialize(rq.ReplyRequest):
    _request = rq.Struct(
        rq.Card8("opcode"), rq.Opcode(0), rq.RequestLength(), rq.Card8("major"), rq.Card8("minor"), rq.Pad(2)
    )
    _reply = rq.Struct(
        rq.ReplyCode(),
        rq.Pad(1),
        rq.Card16("sequence_number"),
        rq.ReplyLength(),
        rq.Card8("major"),
        rq.Card8("minor"),
        rq.Pad(22),
    )


class _ListSystemCounters(rq.ReplyRequest):
    _request = rq.Struct(rq.Card8("opcode"), rq.Opcode(1), rq.RequestLength())
    _reply = rq.Struct(
        rq.ReplyCode(),
        rq.Pad(1),
        rq.Card16("sequence_number"),
        rq.ReplyLength(),
        rq.Card32("count"),
        rq.Pad(20),
        rq.Binary("counters"),  # padded over the whole entry, which rq.List cannot say
    )


class _QueryCounter(rq.ReplyRequest):
    """A question that is not waited for: its answer is queued with the events, in the order the server spoke in."""

    _request = rq.Struct(rq.Card8("opcode"), rq.Opcode(5), rq.RequestLength(), rq.Card32("counter"))
    _reply = rq.Struct(
        rq.ReplyCode(),
        rq.Pad(1),
        rq.Card16("sequence_number"),
        rq.ReplyLength(),
        rq.Int32("high"),
        rq.Card32("low"),
        rq.Pad(16),
    )

    def __init__(self, display: Any, **fields: int) -> None:
        super().__init__(display, True, **fields)
        self._queue = display.event_queue

    def _parse_response(self, data: bytes) -> None:
        super()._parse_response(data)  # type: ignore[misc]  # the stubs do not tell of it
        self._queue.append(self)

    def _set_error(self, error: XError) -> int:
        self._queue.append(self)
        return int(super()._set_error(error))  # type: ignore[misc]  # the same


class _CreateAlarm(rq.Request):
    _request = rq.Struct(
        rq.Card8("opcode"),
        rq.Opcode(8),
        rq.RequestLength(),
        rq.Card32("alarm"),
        rq.Card32("value_mask"),
        rq.Card32("counter"),
        rq.Card32("value_type"),
        rq.Int32("high"),
        rq.Card32("low"),
        rq.Card32("test"),
        rq.Int32("delta_high"),
        rq.Card32("delta_low"),
        rq.Card32("events"),
    )


class _DestroyAlarm(rq.Request):
    _request = rq.Struct(rq.Card8("opcode"), rq.Opcode(11), rq.RequestLength(), rq.Card32("alarm"))


class _AlarmNotify(rq.Event):
    _code = None
    _fields = rq.Struct(
        rq.Card8("type"),
        rq.Card8("kind"),
        rq.Card16("sequence_number"),
        rq.Card32("alarm"),
        rq.Int32("high"),
        rq.Card32("low"),
        rq.Int32("alarm_high"),
        rq.Card32("alarm_low"),
        rq.Card32("timestamp"),
        rq.Card8("state"),
        rq.Pad(3),
    )


class Reading(NamedTuple):
    """Time since the last input when the server said so, and whether that is its answer to `ask`, or an alarm."""

    idle: timedelta
    asked: bool


class IdleCounter:
    """The server's IDLETIME counter: time since the last input of any kind, and alarms on it.

    Only opening it waits for the server, and so belongs in a thread.
    """

    def __init__(self, opened: Callable[[int], None] | None = None) -> None:
        """Connect to $DISPLAY; `opened` is told the file descriptor before the server is first waited for.

        Raises:
            Unavailable: the server has no SYNC extension, no IDLETIME, or is an X server inside a Wayland session.
            Xlib.error.DisplayError: there is no server, or it refuses us.
        """
        self._display: Any = Connection(opened=opened)  # the stubs of a request want python-xlib's full connection
        try:
            self._opcode = self._initialize()
            self._counter = self._find("IDLETIME")
            self._display.socket.setblocking(False)  # python-xlib looks first whether it can write, but not how much
        except BaseException:
            self.close()
            raise

    @property
    def fd(self) -> int:
        """Readable when the server has something to say; then call `readings`."""
        fd: int = self._display.fileno()
        return fd

    @property
    def unsent(self) -> bool:
        """Whether something waits until the server takes it: call `readings` again once the socket is writable."""
        return bool(self._display.data_send)

    def ask(self) -> None:
        """Have the server say how long there has been no input; the answer comes in `readings`."""
        _QueryCounter(self._display, opcode=self._opcode, counter=self._counter)

    def alarm(self, level: Level, value: timedelta) -> int:
        """Have one reading sent once idle time is at this level; the id is for `destroy`, also after that."""
        alarm: int = self._display.allocate_resource_id()  # never freed: an id used again would revive stale events
        high, low = divmod(value // _MILLISECOND, 1 << 32)
        _CreateAlarm(
            display=self._display,
            opcode=self._opcode,
            alarm=alarm,
            value_mask=_EVERY_ALARM_VALUE,
            counter=self._counter,
            value_type=0,  # absolute
            high=high,
            low=low,
            test=level,
            delta_high=0,  # no delta: the alarm goes off once
            delta_low=0,
            events=1,
        )
        return alarm

    def destroy(self, alarm: int) -> None:
        """No more events of this alarm."""
        _DestroyAlarm(display=self._display, opcode=self._opcode, alarm=alarm)

    def readings(self) -> Iterator[Reading]:
        """Send what the server takes, then give what it has said so far: answers, and alarms that have gone off.

        python-xlib queues what arrives while it sends, and the socket does not become readable for that again: read to
        the end after each of the other calls.
        """
        while self._display.pending_events():
            received = self._display.next_event()
            if isinstance(received, _QueryCounter):
                received.reply()  # it is there; raises the error that the server gave in its place
                yield Reading(_span(received), asked=True)
            elif isinstance(received, _AlarmNotify) and received.state != _DESTROYED:
                yield Reading(_span(received), asked=False)

    def close(self) -> None:
        """Disconnect; the server drops the alarms. Fine also when the server is gone."""
        try:
            self._display.close()
        except LOST:
            _log.debug("the X server had closed the connection")

    def _initialize(self) -> int:
        """The extension's opcode, its events made known."""
        if request.QueryExtension(display=self._display, name="XWAYLAND").present:
            raise Unavailable("the X server runs inside a Wayland session and sees the input of its own windows only")
        extension = request.QueryExtension(display=self._display, name="SYNC")
        if not extension.present:
            raise Unavailable("the X server has no SYNC extension, which tells idle time")
        self._display.set_error_handler(_log_error)
        self._display.add_extension_event(extension.first_event + 1, _AlarmNotify)
        _Initialize(display=self._display, opcode=extension.major_opcode, major=3, minor=1)
        return int(extension.major_opcode)

    def _find(self, name: str) -> int:
        reply = _ListSystemCounters(display=self._display, opcode=self._opcode)
        counters = dict(_counters(bytes(reply.counters), reply.count))
        try:
            return counters[name.encode()]
        except KeyError:
            raise Unavailable(f"the X server has no {name} counter, so it cannot tell idle time") from None


def _counters(wire: bytes, count: int) -> Iterator[tuple[bytes, int]]:
    """Name and id of each entry of a ListSystemCounters reply."""
    offset = 0
    for _ in range(count):
        counter, _resolution, length = struct.unpack_from("=IqH", wire, offset)
        yield wire[offset + 14 : offset + 14 + length], counter
        offset += (14 + length + 3) // 4 * 4


def _span(counted: Any) -> timedelta:
    milliseconds: int = (counted.high << 32) | counted.low
    return milliseconds * _MILLISECOND


def _log_error(error: XError, _request: object) -> None:
    """In place of python-xlib's own handler, which prints to standard error."""
    _log.warning("X server: %s", error)
