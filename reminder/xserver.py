"""A lean connection to an X server, for those who only ask it something: no window objects and no extensions."""

import logging
import socket
import traceback
from collections.abc import Callable
from functools import partial
from typing import Any, Literal

from Xlib import xauth
from Xlib.error import ConnectionClosedError, DisplayConnectionError, DisplayError, XError
from Xlib.protocol import display, event
from Xlib.support import unix_connect

LOST = (ConnectionClosedError, XError, OSError)
"""What python-xlib raises when the server is gone, or no longer knows what it told us."""

REFUSED = (DisplayError, *LOST)
"""What opening a connection raises when there is no server, or it will not have us."""

_log = logging.getLogger(__name__)


class Connection(display.Display):
    """python-xlib's protocol layer alone: windows, keymap and extensions of its full one cost 1 MB more."""

    def __init__(self, name: str | None = None, opened: Callable[[int], None] | None = None) -> None:
        """Connect to this display; None: to $DISPLAY. Waits for the server as long as it takes.

        `opened` is told the file descriptor before the server is first waited for.

        Raises:
            Xlib.error.DisplayError: there is no server, or it refuses us; so do all of `REFUSED`.
        """
        self.resource_classes: Any = {}  # windows and the like stay plain numbers
        # A table of the class in python-xlib: ours must not show in other connections of this process.
        self.event_classes: Any = event.event_class.copy()
        self._opened = opened
        stay_off_the_network()
        vars(xauth)["print"] = partial(_log.info, "xauth: %s")  # or it prints to our output about an empty file
        try:
            super().__init__(name)
        except BaseException as error:
            _close_sockets(error)
            raise

    @property
    def socket(self) -> Any:
        """python-xlib's own; a property, so that it is known to us before python-xlib waits on it."""
        return self._socket

    @socket.setter
    def socket(self, ours: Any) -> None:
        self._socket = ours
        if self._opened is not None:
            self._opened(ours.fileno())


_any_socket = unix_connect.get_socket


def stay_off_the_network() -> None:
    """From now on python-xlib, whoever calls it in this process, connects to Unix sockets alone.

    Of itself it takes a display on another machine ("there:0"), and where no server listens on the socket of ":0", it
    turns to TCP port 6000 of this one: whoever listens there would get the cookie that opens our user's screen.
    """
    vars(unix_connect)["get_socket"] = _local_socket


def _local_socket(name: str, protocol: Literal["tcp", "unix"] | None, host: str | None, number: int) -> Any:
    if protocol == "tcp" or (protocol is None and host and host != "unix"):
        raise DisplayConnectionError(name, "it is reached over the network, which reminder does not use")
    return _any_socket(name, protocol or "unix", host, number)


def _close_sockets(error: BaseException | None) -> None:
    """Close what python-xlib has left open where opening a connection failed, at each of its attempts."""
    while error is not None:
        for frame, _line in traceback.walk_tb(error.__traceback__):
            for left in (frame.f_locals.get("s"), getattr(frame.f_locals.get("self"), "_socket", None)):
                if isinstance(left, socket.socket):
                    left.close()
        error = error.__context__
