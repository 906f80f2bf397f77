"""Who keeps the screen awake? Players, calls and slides, as they told the desktop; all rows that can tell, together.

Kept awake in full screen, no input is not absence (D4). Names come from the programs themselves, reasons are left out:
"Playing audio" in four languages explains less than "Firefox".
"""

import asyncio
import os
import sys

from reminder.attention import Causes, Source
from reminder.attention.app_names import UNNAMED, causes_of
from reminder.attention.asking import Served, not_told
from reminder.attention.look import Look
from reminder.backends import Absent, Unavailable
from reminder.bus import PROPERTIES, CallFailed, Connection
from reminder.wire import is_object_path

SESSION = "org.gnome.SessionManager"
SESSION_PATH = "/org/gnome/SessionManager"
SESSION_MANAGER = Served(
    SESSION, SESSION_PATH, SESSION,
    gone="the session manager of GNOME, MATE or Cinnamon is not running",
    lacking="the session manager does not tell who keeps the screen awake",
)  # fmt: skip
IDLE = 8
"""The bit in Inhibit's flags that keeps the session from becoming idle (gsm-inhibitor-flag.h)."""


async def session_manager(look: Look) -> Causes:
    """GNOME, and MATE, Cinnamon and Budgie, whose session managers kept the interface."""
    bus = await look.session()
    if not await SESSION_MANAGER.ask(bus, "IsInhibited", bool, "u", IDLE):
        return ()
    paths = await SESSION_MANAGER.ask(bus, "GetInhibitors", list)
    if not all(isinstance(path, str) and is_object_path(path) for path in paths):
        raise Unavailable("the session manager lists inhibitors that cannot be asked")
    found = await asyncio.gather(*(_idle_inhibitor(bus, path) for path in paths))
    return causes_of(name for name in found if name is not None)


async def _idle_inhibitor(bus: Connection, path: str) -> str | None:
    """Whose it is; None: it is for something else, or gone meanwhile."""
    inhibitor = Served(SESSION, path, f"{SESSION}.Inhibitor", gone=SESSION_MANAGER.gone, lacking="it is gone")
    try:
        if not await inhibitor.ask(bus, "GetFlags", int) & IDLE:
            return None
        return await inhibitor.ask(bus, "GetAppId", str)
    except Absent:
        return None


AGENT = "org.kde.Solid.PowerManagement.PolicyAgent"
AGENT_PATH = "/org/kde/Solid/PowerManagement/PolicyAgent"
POLICY_AGENT = Served(
    AGENT, AGENT_PATH, AGENT,
    gone="Plasma's power management is not running",
    lacking="Plasma's power management does not tell who keeps the screen awake",
)  # fmt: skip
CHANGE_SCREEN_SETTINGS = 4
"""PowerDevil::PolicyAgent::ChangeScreenSettings: no dimming, no locking. InterruptSession, 1, is about sleep alone."""


async def policy_agent(look: Look) -> Causes:
    """Plasma tells only what lasts for 5 s, and nothing that the user has blocked in its power menu."""
    bus = await look.session()
    try:
        return _active(await POLICY_AGENT.property(bus, "ActiveInhibitions", list))
    except Absent:
        return await _before_plasma_6_5(bus)


def _active(inhibitions: list[object]) -> Causes:
    """Of (what, who, why, mode, flags), those that keep from being idle."""
    found = []
    for inhibition in inhibitions:
        match inhibition:
            case [str(what), str(who), *_]:
                found += [who] if "idle" in what.split(":") else []
            case _:
                raise Unavailable("Plasma's power management answered something else than expected")
    return causes_of(found)


async def _before_plasma_6_5(bus: Connection) -> Causes:
    """Whether the screen is kept awake is told, and the names of all who inhibit anything, without saying what."""
    if not await POLICY_AGENT.ask(bus, "HasInhibition", bool, "u", CHANGE_SCREEN_SETTINGS):
        return ()
    # a(ss) in Plasma 5, aas in early Plasma 6, and a{ss} in the description of both
    listed = await POLICY_AGENT.ask(bus, "ListInhibitions", object)
    return causes_of(_who(each) for each in listed) if isinstance(listed, (list, dict)) and listed else (UNNAMED,)


def _who(inhibition: object) -> str:
    match inhibition:
        case [str(who), *_] | str(who):
            return who
        case _:
            return ""


POWER = "org.freedesktop.PowerManagement"
POWER_MANAGER = Served(
    POWER, f"/{POWER.replace('.', '/')}/Inhibit", f"{POWER}.Inhibit",
    gone="no power manager with the old freedesktop interface is running (xfce4-power-manager)",
    lacking="the power manager does not tell who keeps the screen awake",
)  # fmt: skip


async def power_manager(look: Look) -> Causes:
    """xfce4-power-manager, and whoever else serves the old freedesktop interface.

    PowerDevil, too, but there it is about sleep alone, and a copied file is nobody in front of a screen.
    """
    bus = await look.session()
    try:
        if await bus.has_owner(AGENT):
            raise Unavailable("here it is about sleep alone; Plasma tells the rest in its own way")
    except CallFailed as failure:
        raise not_told(failure) from failure
    if not await POWER_MANAGER.ask(bus, "HasInhibit", bool):
        return ()
    try:
        names = await POWER_MANAGER.ask(bus, "GetInhibitors", list)
    except Absent:  # an addition of Xfce's
        names = []
    return causes_of(map(str, names)) or (UNNAMED,)


LOGIND = Served(
    "org.freedesktop.login1", "/org/freedesktop/login1", "org.freedesktop.login1.Manager",
    gone="logind is not running", lacking="logind does not list inhibitors",
)  # fmt: skip
ON_BEHALF = "user session inhibited"
"""Why gnome-session inhibits in logind, by the user's name, what programs have inhibited in gnome-session."""


async def logind(look: Look) -> Causes:
    """What programs told systemd or elogind; other users' are their own affair, root's are everybody's."""
    found = []
    for inhibitor in await LOGIND.ask(await look.system(), "ListInhibitors", list):
        match inhibitor:
            case [str(what), str(who), str(why), str(mode), int(uid), int()]:
                # "delay" is for a locker that wants a second before sleep; "block-weak" (systemd 257) is a block
                keeps_awake = "idle" in what.split(":") and mode.startswith("block") and why != ON_BEHALF
                found += [who] if keeps_awake and _concerns_us(uid) else []
            case _:
                raise Unavailable("logind answered something else than expected")
    return causes_of(found)


def _concerns_us(uid: int) -> bool:
    return sys.platform != "win32" and uid in {0, os.getuid()}


KEPT_AWAKE: tuple[Source, ...] = (
    Source(
        "session manager",
        session_manager,
        tuple(
            f"type='signal',sender='{SESSION}',path='{SESSION_PATH}',interface='{SESSION}',member='{member}'"
            for member in ("InhibitorAdded", "InhibitorRemoved")
        ),
    ),
    Source(
        "Plasma",
        policy_agent,
        (
            f"type='signal',sender='{AGENT}',path='{AGENT_PATH}',interface='{AGENT}',member='InhibitionsChanged'",
            f"type='signal',sender='{AGENT}',path='{AGENT_PATH}',interface='{PROPERTIES}',member='PropertiesChanged'",
        ),
    ),
    # no rules: xfce4-power-manager declares HasInhibitChanged and never sends it
    Source("power manager", power_manager),
    # no rules: the signals are on the system bus
    Source("logind", logind),
)
