"""What a Wayland compositor tells of idle time, through pywayland and without ever blocking the loop.

Two protocols say the same: ext_idle_notifier_v1 (ext-idle-notify-v1.xml in wayland-protocols) and, older, KDE's. Each
watch is one threshold: the compositor says when no input has come for so long, and when it comes again. It never says
for how long there has been none, and each watch counts from the moment it was asked for.
"""

import asyncio
import os
import socket
import sys
import weakref
from collections import deque
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any, NamedTuple

from pywayland.client.display import Display
from pywayland.protocol.ext_idle_notify_v1 import ExtIdleNotifierV1
from pywayland.protocol.wayland import WlSeat

from reminder.backends import Unavailable
from reminder.presence.kde_idle import OrgKdeKwinIdle

ANSWER_SECONDS = 2.0
"""How long a compositor may take for its first answer; a hung one must not hold up the start."""

_MILLISECOND = timedelta(milliseconds=1)
_LONGEST = 2**32 - 1  # milliseconds; seven weeks
_EXT = 2  # the newest version whose meaning we know
_TO_SESSION = (
    "start reminder from within the desktop session; "
    "a systemd service needs: systemctl --user import-environment WAYLAND_DISPLAY"
)


class _Global(NamedTuple):
    """Something a compositor offers, under the number it goes by."""

    number: int
    interface: str
    version: int


class Change(NamedTuple):
    """The moment one watch became idle, or ceased to be."""

    watch: int
    idle: bool


async def connect() -> "IdleNotifier":
    """Connect to the compositor of this session, as the environment names it.

    Raises:
        Unavailable: there is none, it does not answer, or it tells nothing of idle time.
    """
    display = _display(os.environ)
    try:
        with ExitStack() as unless_served:
            unless_served.callback(display.disconnect)
            with _talking():
                offered = _Offered(display)
            await _answer(display)
            notifier = IdleNotifier(display, offered)
            await _answer(display)  # it has taken what was bound, and said what it says to that
            unless_served.pop_all()
            return notifier
    except TimeoutError:
        reason = f"the Wayland compositor did not answer in {ANSWER_SECONDS:g} s"
        raise Unavailable(reason, "log out and in again") from None
    except ConnectionError as error:
        raise Unavailable(f"the Wayland compositor hung up: {error}", _TO_SESSION) from error


class IdleNotifier:
    """A connection on which the compositor tells of idle time. Each call may raise ConnectionError once it is gone."""

    def __init__(self, display: Display, offered: "_Offered") -> None:
        """Take the best protocol there is.

        Raises:
            Unavailable: there is none, or no seat whose input it could tell of.
        """
        self._display = display
        # Also where nobody calls `close`, and at the end of the process: a display freed before its proxies is a crash.
        self._disconnect = weakref.finalize(self, display.disconnect)
        self._offered = offered
        self._watches: dict[int, Any] = {}
        self._last = 0
        # Filled by pywayland, which prints an exception of a handler and goes on: so handlers do no more than this.
        self._heard: deque[Change] = deque()
        self._question: Any = None
        self.unanswered = False
        """Whether what was asked by `ask` has no answer yet."""
        seat = offered.find(WlSeat.name)
        if seat is None:
            raise Unavailable(
                "the Wayland session has no seat, that is neither keyboard nor pointer, so there is no input to watch",
                "plug in a keyboard or a mouse, and start reminder again",
            )
        found = offered.find(ExtIdleNotifierV1.name) or offered.find(OrgKdeKwinIdle.name)
        if found is None:
            raise Unavailable(
                f"the Wayland compositor tells nothing of idle time: neither by {ExtIdleNotifierV1.name} "
                f"nor by {OrgKdeKwinIdle.name}"
            )
        self._needed = {seat.number, found.number}
        self._seat = offered.bind(seat, WlSeat, 1)  # of several seats the first: there is one desk
        self._kde = found.interface == OrgKdeKwinIdle.name
        self.sees_inhibitors = not self._kde and min(found.version, ExtIdleNotifierV1.version) >= _EXT
        """Whether `input_only` makes a difference: a watch without it is never idle while an idle inhibitor is held."""
        self._notifier = (
            offered.bind(found, OrgKdeKwinIdle, 1) if self._kde else offered.bind(found, ExtIdleNotifierV1, _EXT)
        )

    @property
    def fd(self) -> int:
        """Readable when the compositor has something to say; then call `changes`."""
        return self._display.get_fd()

    def watch(self, threshold: timedelta, *, input_only: bool) -> int:
        """Have it told when there is no input for so long from now on, and then when there is. `send` it.

        `input_only`: also while an idle inhibitor is held, if the compositor can (`sees_inhibitors`).
        """
        milliseconds = min(threshold // _MILLISECOND, _LONGEST)
        with _talking():
            if self._kde:
                watch = self._notifier.get_idle_timeout(self._seat, milliseconds)
            elif input_only and self.sees_inhibitors:
                watch = self._notifier.get_input_idle_notification(milliseconds, self._seat)
            else:
                watch = self._notifier.get_idle_notification(milliseconds, self._seat)
        self._last += 1
        for event, idle in ((0, True), (1, False)):  # by number: the protocols differ in names only
            watch.dispatcher[event] = _appending(self._heard, Change(self._last, idle))
        self._watches[self._last] = watch
        return self._last

    def destroy(self, watch: int) -> None:
        """No more changes of this watch, not even those that are on their way."""
        with _talking():
            self._watches.pop(watch).destroy()

    def ask(self) -> None:
        """Have it say that it has done all so far, which `changes` takes in. `send` it."""
        with _talking():
            self._question = self._display.sync()
            self._question.dispatcher["done"] = self._answered
        self.unanswered = True

    def _answered(self, *_: object) -> None:
        self.unanswered = False

    def send(self) -> None:
        """Send what was asked for since.

        A failure needs no look of its own: a compositor that is gone is seen when reading, and what the socket of one
        that hangs does not take goes the next time.
        """
        with _talking():
            self._display.flush()

    def changes(self) -> Iterator[Change]:
        """Take in what has come, and give the changes of the watches that stand at that moment."""
        with _talking():
            _receive(self._display)
        if self._needed & self._offered.withdrawn:
            raise ConnectionError("it no longer tells of idle time")
        while self._heard:
            change = self._heard.popleft()
            if change.watch in self._watches:
                yield change

    def close(self) -> None:
        """Disconnect; the compositor drops the watches. Fine also when it is gone."""
        self._disconnect()
        self._watches.clear()


class _Offered:
    """What a compositor offers, kept up to date as `_receive` reads."""

    def __init__(self, display: Display) -> None:
        self._registry: Any = display.get_registry()
        self._globals: list[_Global] = []
        self.withdrawn: set[int] = set()
        found, withdrawn = self._globals.append, self.withdrawn.add
        self._registry.dispatcher["global"] = lambda _, *told: found(_Global(*told))
        self._registry.dispatcher["global_remove"] = lambda _, number: withdrawn(number)

    def find(self, interface: str) -> _Global | None:
        standing = (each for each in self._globals if each.number not in self.withdrawn)
        return next((each for each in standing if each.interface == interface), None)

    def bind(self, found: _Global, interface: Any, newest: int) -> Any:
        """An object of that kind, in a version that all sides know; a newer one would end the connection."""
        with _talking():
            return self._registry.bind(found.number, interface, min(found.version, interface.version, newest))


def _display(environ: Mapping[str, str]) -> Display:
    """A connection that waits for nothing yet.

    libwayland would wait for ever where a hung compositor's queue is full, and gives no reasons; so the socket is ours.
    """
    if environ.get("WAYLAND_SOCKET"):  # already connected, by whoever started us
        display, name = Display(), "WAYLAND_SOCKET"
    else:
        path = Path(environ.get("XDG_RUNTIME_DIR", ""), environ.get("WAYLAND_DISPLAY") or "wayland-0")
        display, name = Display(_connected(path)), str(path)
    try:
        display.connect()
    except ValueError as error:
        raise Unavailable(f"no Wayland compositor to ask at {name}", _TO_SESSION) from error
    return display


def _connected(path: Path) -> int:
    if sys.platform == "win32":
        raise Unavailable("there is no Wayland on Windows")
    if not path.is_absolute():
        raise Unavailable("XDG_RUNTIME_DIR is not set, so the Wayland compositor cannot be found", _TO_SESSION)
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as channel:
        channel.setblocking(False)
        try:
            channel.connect(str(path))
        except OSError as error:
            reason = f"no Wayland compositor to ask at {path}: {error.strerror or error}"
            raise Unavailable(reason, _TO_SESSION) from error
        return channel.detach()


async def _answer(display: Display) -> None:
    """Wait until the compositor has done all that it was asked.

    Raises:
        TimeoutError: it has not within ANSWER_SECONDS.
        ConnectionError: it hung up.
    """
    loop = asyncio.get_running_loop()
    told: asyncio.Future[None] = loop.create_future()

    def done(*_: object) -> None:
        if not told.done():
            told.set_result(None)

    def read() -> None:
        try:
            with _talking():
                _receive(display)
        except ConnectionError as error:
            loop.remove_reader(display.get_fd())
            if not told.done():
                told.set_exception(error)

    with _talking():
        last = display.sync()
        last.dispatcher["done"] = done
        display.flush()
    loop.add_reader(display.get_fd(), read)
    try:
        async with asyncio.timeout(ANSWER_SECONDS):
            await told
    finally:
        loop.remove_reader(display.get_fd())


def _receive(display: Display) -> None:
    """Read what has come, without waiting, and dispatch it at once: the socket is not readable again for it."""
    display.read()
    display.dispatch()


def _appending(heard: deque[Change], change: Change) -> Callable[..., None]:
    return lambda _: heard.append(change)


@contextmanager
def _talking() -> Iterator[None]:
    """Give all that pywayland raises about a broken connection one name."""
    try:
        yield
    except (RuntimeError, ValueError) as error:
        raise ConnectionError(f"{error}") from error
