"""Is the active window in full screen? As window managers on X11 tell it: Extended Window Manager Hints 1.5.

https://specifications.freedesktop.org/wm-spec/latest/
"""

from typing import Any

from Xlib.error import XError
from Xlib.protocol import request

from reminder.attention import Causes
from reminder.attention.app_names import causes_of
from reminder.backends import Unavailable
from reminder.in_time import OnOpened
from reminder.xserver import LOST, REFUSED, Connection

_ANY_TYPE = 0
_FIRST_1024 = 1024
"""Of a property's 32-bit words; windows have a handful of states."""


def full_screen(display: str, opened: OnOpened) -> Causes:
    """Whose window covers the screen; waits for the server as long as it takes.

    Raises:
        Unavailable: no server, or no window manager that tells.
    """
    try:
        server = _Server(display, opened)
        try:
            return server.full_screen()
        finally:
            server.close()
    except REFUSED as error:
        raise Unavailable(" ".join(f"no X server to ask: {error}".split())) from error


class _Server:
    """Properties of windows, by name. A window may go at any time; then it has none."""

    def __init__(self, display: str, opened: OnOpened) -> None:
        self._display: Any = Connection(display, opened)  # the stubs of a request want python-xlib's full connection
        self._root = int(self._display.info.roots[self._display.default_screen].root)
        self._display.set_error_handler(_pass_over)

    def close(self) -> None:
        try:
            self._display.close()
        except LOST:
            return

    def full_screen(self) -> Causes:
        """The program whose window is active and in full screen."""
        self._check()
        active = self._numbers(self._root, "_NET_ACTIVE_WINDOW")[:1]
        # openbox goes on naming a window that is gone, and its number may be given out again
        if not active or active[0] not in self._numbers(self._root, "_NET_CLIENT_LIST"):
            return ()
        states = self._numbers(active[0], "_NET_WM_STATE")
        if self._atom("_NET_WM_STATE_FULLSCREEN") not in states or self._atom("_NET_WM_STATE_HIDDEN") in states:
            return ()
        if self._atom("_NET_WM_WINDOW_TYPE_DESKTOP") in self._numbers(active[0], "_NET_WM_WINDOW_TYPE"):
            return ()
        return causes_of([self._program(active[0])])

    def _check(self) -> None:
        """Whether there is somebody who keeps these properties."""
        if request.QueryExtension(display=self._display, name="XWAYLAND").present:
            raise Unavailable("the X server runs inside a Wayland session and knows its own windows only")
        (keeper,) = self._numbers(self._root, "_NET_SUPPORTING_WM_CHECK")[:1] or (0,)
        if not keeper or self._numbers(keeper, "_NET_SUPPORTING_WM_CHECK")[:1] != [keeper]:
            raise Unavailable("no window manager runs here that tells which window is active")
        supported = self._numbers(self._root, "_NET_SUPPORTED")
        if not {self._atom("_NET_ACTIVE_WINDOW"), self._atom("_NET_WM_STATE_FULLSCREEN")} <= set(supported):
            raise Unavailable("the window manager does not tell which window is in full screen")

    def _program(self, window: int) -> str:
        """The class of a window, which is the program's name; "": it has none, or is gone."""
        instance, _, rest = self._bytes(window, "WM_CLASS").decode("latin-1").partition("\0")
        return rest.partition("\0")[0] or instance

    def _numbers(self, window: int, name: str) -> list[int]:
        format_, value = self._property(window, name)
        return [int(each) for each in value] if format_ == 32 else []

    def _bytes(self, window: int, name: str) -> bytes:
        format_, value = self._property(window, name)
        return bytes(value) if format_ == 8 else b""

    def _property(self, window: int, name: str) -> tuple[int, Any]:
        """Its format, in bits, and its value; 0 and nothing where there is no such property or window."""
        try:
            reply = request.GetProperty(
                display=self._display,
                delete=False,
                window=window,
                property=self._atom(name),
                type=_ANY_TYPE,
                long_offset=0,
                long_length=_FIRST_1024,
            )
        except XError:
            return 0, ()
        format_, value = reply.value or (0, ())
        return int(format_), value

    def _atom(self, name: str) -> int:
        """The number that a name has on this server, given to it now if need be."""
        return int(request.InternAtom(display=self._display, name=name, only_if_exists=False).atom)


def _pass_over(_error: XError, _request: object) -> None:
    """In place of python-xlib's own handler, which prints to standard error; what is asked is raised as well."""
