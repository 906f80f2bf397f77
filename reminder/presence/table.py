"""Which ways to tell presence are tried, in which order, which this session rules out, and what watches its lock."""

import os
import sys
from collections.abc import Awaitable, Callable, Mapping
from datetime import datetime

from reminder.backends import Candidate, Unavailable
from reminder.presence import Presence
from reminder.presence.session import Hearers, SessionWatch
from reminder.presence.unknown import UnknownPresence

Now = Callable[[], datetime]
Way = Callable[[Now], Awaitable[Presence]]


def table(now: Now) -> tuple[Candidate[Presence], ...]:
    """The candidates, best first; the last one always opens. `now` gives the events their time.

    Only an X server inside a Wayland session must be kept from answering (`x11_refusal`); everybody else knows by
    asking whether it can serve, so the desktop's name is never looked at. X11 comes before GNOME's own way, which
    idle inhibitors hold back, and the session manager last, whose idle hint comes late.
    """
    linux: dict[str, Way] = {
        "wayland": _wayland,
        "x11": _x11,
        "mutter": _mutter,
        "logind": _logind,
    }
    others: dict[str, dict[str, Way]] = {"win32": {"windows": _windows}, "darwin": {"macos": _macos}}
    rows = others.get(sys.platform, linux)
    return tuple(_row(name, way, now) for name, way in {**rows, "unknown": _unknown}.items())


def session_watch(hearers: Hearers, now: Now) -> SessionWatch:
    """What watches the lock, sleep and the clock here.

    Raises:
        ImportError: the library that it needs is not there.
    """
    if sys.platform == "win32":
        from reminder.presence.windows_calls import WindowsCalls
        from reminder.presence.windows_locks import WindowsSessionWatch

        return WindowsSessionWatch(hearers, now, WindowsCalls())
    if sys.platform == "darwin":
        from reminder.presence.macos_calls import MacCalls
        from reminder.presence.macos_locks import MacSessionWatch

        return MacSessionWatch(hearers, now, MacCalls())
    from reminder.presence.locks import LockWatch

    return LockWatch(hearers.post, hearers.clock_moved, now)


def wayland_refusal(environ: Mapping[str, str]) -> str | None:
    """Why no compositor is asked; None if one is. One may be there though only the kind of the session says so."""
    if _in_wayland(environ):
        return None
    return "this is no Wayland session: WAYLAND_DISPLAY is not set"


def x11_refusal(environ: Mapping[str, str]) -> str | None:
    """Why an X server, even if there is one, cannot tell presence in this session; None if it may.

    An X server inside a Wayland session (Xwayland) answers, but counts only the input that its own windows get:
    one would be away while typing in any other (safeeyes issue 286).
    """
    if _in_wayland(environ):
        return "this is a Wayland session, in which an X server sees the input of its own windows only"
    if not environ.get("DISPLAY"):
        return "DISPLAY is not set: the service was started outside a graphical session"
    return None


def _in_wayland(environ: Mapping[str, str]) -> bool:
    named = environ.get("WAYLAND_DISPLAY") or environ.get("WAYLAND_SOCKET")
    return bool(named) or environ.get("XDG_SESSION_TYPE") == "wayland"


def _row(name: str, way: Way, now: Now) -> Candidate[Presence]:
    return Candidate(name, lambda: way(now))


async def _wayland(now: Now) -> Presence:
    _unless(wayland_refusal(os.environ))
    from reminder.presence.wayland import open_wayland  # loads pywayland

    return await open_wayland(now)


async def _x11(now: Now) -> Presence:
    no_server = not _in_wayland(os.environ) and not os.environ.get("DISPLAY")
    # one who came by ssh may reach the session bus of a desktop: then nothing else says what would help
    _unless(x11_refusal(os.environ), "start reminder inside your desktop session" if no_server else "")
    from reminder.presence.x11 import open_x11  # loads python-xlib

    return await open_x11(now)


async def _mutter(now: Now) -> Presence:
    from reminder.presence.mutter import open_mutter

    return await open_mutter(now, os.environ)


async def _logind(now: Now) -> Presence:
    from reminder.presence.logind import open_logind

    return await open_logind(now, os.environ)


async def _windows(now: Now) -> Presence:
    if sys.platform == "win32":
        from reminder.presence.windows import open_windows
        from reminder.presence.windows_calls import WindowsCalls

        return await open_windows(now, WindowsCalls())
    raise Unavailable("this is not Windows")


async def _macos(now: Now) -> Presence:
    if sys.platform == "darwin":
        from reminder.presence.macos import open_macos
        from reminder.presence.macos_calls import MacCalls

        return await open_macos(now, MacCalls())
    raise Unavailable("this is not macOS")


async def _unknown(now: Now) -> Presence:
    return UnknownPresence(now)


def _unless(reason: str | None, fix: str = "") -> None:
    if reason is not None:
        raise Unavailable(reason, fix)
