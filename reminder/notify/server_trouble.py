"""Does a notification server answer, and if not, why? In words a user can act on."""

from datetime import timedelta

from reminder.bus import GONE, CallFailed, Connection
from reminder.notify.freedesktop_message import NAME, to_server

WHO = "the notification server"

LOOK_LIMIT = timedelta(seconds=1)
"""What it may take to say its name to `doctor`; it takes some milliseconds."""

NONE = (
    "no notification server is running or can be started; "
    "install one, for example dunst or xfce4-notifyd (mako on Wayland)"
)


def why_not(failure: CallFailed) -> str:
    """What a failed call to the server says of it."""
    return NONE if failure.error in GONE else str(failure)


async def trouble_on(bus: Connection) -> str:
    """Why nobody on this bus would show a notification now; "": a server answers, or would be started. Starts none."""
    try:
        if await bus.has_owner(NAME):
            await bus.call(to_server("GetServerInformation"), who=WHO, limit=LOOK_LIMIT)
        elif NAME not in (await bus.ask_bus("ListActivatableNames")).body[0]:
            return NONE
    except CallFailed as failure:
        return "" if failure.error else str(failure)  # an error is an answer: it does not tell its name
    return ""
