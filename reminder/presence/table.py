"""Which ways to tell presence are tried, in which order, and which of them this session rules out beforehand."""

import os
import sys
from collections.abc import Callable, Mapping
from datetime import datetime

from reminder.backends import Candidate, Unavailable
from reminder.presence import Presence
from reminder.presence.unknown import UnknownPresence

Now = Callable[[], datetime]

_NOT_BUILT = {
    "win32": "idle time on Windows is not read yet, so presence is unknown there",
    "darwin": "idle time on macOS is not read yet, so presence is unknown there",
}


def table(now: Now) -> tuple[Candidate[Presence], ...]:
    """The candidates, best first; the last one always opens. `now` gives the events their time."""

    async def x11() -> Presence:
        reason = x11_refusal(sys.platform, os.environ)
        if reason is not None:
            raise Unavailable(reason)
        try:
            from reminder.presence.x11 import open_x11  # loads python-xlib
        except ModuleNotFoundError as error:
            raise Unavailable(f"the package python-xlib is not installed ({error})") from error
        return await open_x11(now)

    async def unknown() -> Presence:
        return UnknownPresence(now)

    return Candidate("x11", x11), Candidate("unknown", unknown)


def x11_refusal(platform: str, environ: Mapping[str, str]) -> str | None:
    """Why an X server, even if there is one, cannot tell presence in this session; None if it may.

    An X server inside a Wayland session (Xwayland) answers, but counts only the input that its own windows get:
    one would be away while typing in any other (safeeyes issue 286).
    """
    if platform in _NOT_BUILT:
        return _NOT_BUILT[platform]
    if environ.get("WAYLAND_DISPLAY") or environ.get("XDG_SESSION_TYPE") == "wayland":
        return (
            "this is a Wayland session, whose idle time is not read yet; an X server in it sees its own windows only. "
            "A session of the kind X11 or Xorg, chosen at the login screen, works"
        )
    if not environ.get("DISPLAY"):
        return "DISPLAY is not set: the service was started outside a graphical session"
    return None
