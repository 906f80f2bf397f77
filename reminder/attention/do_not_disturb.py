"""Has the user asked for silence? Each notification server's own do-not-disturb; the first row that can tell knows.

Which server keeps it where was found by running eight of them, see `reminder.notify.freedesktop`.
"""

from reminder.attention import Causes, Source
from reminder.attention.look import Look
from reminder.attention.notification_server import NAME, at_server, identity, property_rule
from reminder.attention.silent_settings import SILENT_SETTINGS
from reminder.backends import Unavailable
from reminder.bus import owner_rule

PLASMA = at_server(NAME, of="Plasma")
DUNST = at_server("org.dunstproject.cmd0", of="dunst")
MAKO = at_server("fr.emersion.Mako", "/fr/emersion/Mako", of="mako")
SWAYNC = at_server("org.erikreider.swaync.cc", "/org/erikreider/swaync/cc", of="swaync")

SILENT_MODES = frozenset({"do-not-disturb", "dnd"})
"""What mako's users call their mode; mako itself knows none, its manual and most configurations these."""


async def plasma(look: Look) -> Causes:
    """True also while Plasma is silent by itself (a mirrored screen, a full-screen window), if the user wants that.

    Named by the server: the property is on its way into the specification, and others may have it.
    """
    if not await PLASMA.property(await look.session(), "Inhibited", bool):
        return ()
    return ((await identity(look))[0] or "Plasma",)


async def dunst(look: Look) -> Causes:
    """Old versions have no such property (dunst#765); a pause level above zero is a pause, too."""
    return ("dunst",) if await DUNST.property(await look.session(), "paused", bool) else ()


async def mako(look: Look) -> Causes:
    """Since mako 1.10, where a change of modes is signaled."""
    return _mako(await MAKO.property(await look.session(), "Modes", list))


async def mako_listed(look: Look) -> Causes:
    """Before mako 1.10: to be asked, and nothing signaled."""
    return _mako(await MAKO.ask(await look.session(), "ListModes", list))


def _mako(modes: list[object]) -> Causes:
    named = {str(mode).casefold().replace("_", "-") for mode in modes}
    return ("mako",) if named & SILENT_MODES else ()


async def swaync(look: Look) -> Causes:
    """Switched on by the user, or (since swaync 0.8) for as long as another program asks for it: a shared screen."""
    match await SWAYNC.ask(await look.session(), "GetSubscribeData", object):
        case [bool(on), bool(), int()]:
            return ("swaync",) if on else ()
        case [bool(on), bool(), int(), bool(inhibited)]:
            return ("swaync",) if on or inhibited else ()
        case _:
            raise Unavailable("swaync answered something else than expected")


GONE = owner_rule(NAME)
"""A server that ends takes its silence along, and says nothing of it."""

DO_NOT_DISTURB: tuple[Source, ...] = (
    Source("Plasma", plasma, (property_rule(NAME), GONE)),
    Source("dunst", dunst, (property_rule(DUNST.interface), GONE)),
    Source("mako", mako, (property_rule(MAKO.interface, MAKO.path), GONE)),
    Source("mako before 1.10", mako_listed),
    # Subscribe in 0.7, SubscribeV2 later: every signal of this interface tells of it
    Source("swaync", swaync, (f"type='signal',sender='{NAME}',interface='{SWAYNC.interface}'", GONE)),
    *SILENT_SETTINGS,
)
