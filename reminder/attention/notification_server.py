"""The notification server of the session: which one it is decides where its do-not-disturb is kept."""

from reminder.attention.asking import Served, not_told
from reminder.attention.look import Look
from reminder.backends import Absent, Unavailable
from reminder.bus import ABSENT, PROPERTIES, CallFailed

NAME = "org.freedesktop.Notifications"
PATH = "/org/freedesktop/Notifications"
NONE = "no notification server is running"
FIX = "install one, for example dunst or xfce4-notifyd (mako on Wayland)"


def at_server(interface: str, path: str = PATH, *, of: str) -> Served:
    """An interface that one server only, `of`, has beside the standard one."""
    lacking = f"the notification server is not {of}, or an old one"
    return Served(NAME, path, interface, gone=NONE, lacking=lacking, fix=FIX)


def property_rule(interface: str, path: str = PATH) -> str:
    """Matches changes of the properties of an interface of the server."""
    return (
        f"type='signal',sender='{NAME}',path='{path}',interface='{PROPERTIES}',member='PropertiesChanged',"
        f"arg0='{interface}'"
    )


async def identity(look: Look) -> tuple[str, str]:
    """Name and vendor as the running server gives them: ("Notification Daemon", "MATE").

    Raises:
        Unavailable: none is running (none is started), or it does not say.
    """
    bus = await look.session()
    try:
        match await bus.query(NAME, PATH, f"{NAME}.GetServerInformation"):
            case [str(name), str(vendor), *_]:
                return name, vendor
            case _:
                raise Unavailable("the notification server does not say which one it is")
    except CallFailed as failure:
        raise Absent(NONE, FIX) if failure.error in ABSENT else not_told(failure) from failure


async def expect(look: Look, *, name: str, vendor: str = "") -> None:
    """Go on if this is the server, whatever the case of its name; `vendor` "": whoever made it.

    Raises:
        Unavailable: it is another one, or none.
    """
    running, maker = await identity(look)
    if running.casefold() != name.casefold() or (vendor and maker.casefold() != vendor.casefold()):
        raise Unavailable(f"the notification server is {running or 'one without a name'}")
