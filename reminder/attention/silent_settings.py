"""Do-not-disturb where a desktop keeps it among its settings: GNOME, MATE and Cinnamon in GSettings, Xfce in xfconf.

The setting outlives the desktop on a disk, so each is believed only while the desktop's own notification server runs.
"""

from reminder.attention import Causes, Read, Source
from reminder.attention.asking import not_told
from reminder.attention.look import Look
from reminder.attention.notification_server import expect
from reminder.backends import Unavailable
from reminder.bus import ABSENT, CallFailed
from reminder.core.records import dataclass
from reminder.wire import Variant


@dataclass(frozen=True, slots=True)
class Setting:
    """A switch in GSettings, and the notification server that heeds it; "" as vendor: the server's name is enough."""

    desktop: str
    server: str
    vendor: str
    schema: str
    path: str
    key: str
    silent: str
    """What `gsettings get` prints while the level stands."""

    def source(self) -> Source:
        """The row of the table of sources."""
        # A name, not a path, at the end: dconf tells the key, or a folder above it where many keys change at once,
        # and arg0path matches both
        rule = f"type='signal',interface='ca.desrt.dconf.Writer',member='Notify',arg0path='{self.path}{self.key}'"
        return Source(self.desktop, reading(self), (rule,))


SETTINGS = (
    Setting(
        "GNOME", "gnome-shell", "", "org.gnome.desktop.notifications", "/org/gnome/desktop/notifications/",
        "show-banners", "false",
    ),
    # gnome-flashback's server has the same name as MATE's and another vendor
    Setting(
        "MATE", "Notification Daemon", "MATE", "org.mate.NotificationDaemon", "/org/mate/notification-daemon/",
        "do-not-disturb", "true",
    ),
    Setting(
        "Cinnamon", "cinnamon", "", "org.cinnamon.desktop.notifications", "/org/cinnamon/desktop/notifications/",
        "display-notifications", "false",
    ),
)  # fmt: skip


def reading(setting: Setting) -> Read:
    """How this setting is read."""

    async def read(look: Look) -> Causes:
        await expect(look, name=setting.server, vendor=setting.vendor)
        command = ("gsettings", "get", setting.schema, setting.key)
        printed = (await look.run(*command, package="libglib2.0-bin")).strip()
        if printed not in {"true", "false"}:
            raise Unavailable(f"gsettings printed something else than true or false for {setting.schema}")
        return (setting.desktop,) if printed == setting.silent else ()

    return read


XFCONF = "org.xfce.Xfconf"
XFCONF_PATH = "/org/xfce/Xfconf"
CHANNEL, PROPERTY = "xfce4-notifyd", "/do-not-disturb"

UNSET = frozenset(f"org.xfce.Xfconf.Error.{error}" for error in ("ChannelNotFound", "PropertyNotFound"))
"""Errors that mean that nobody has ever switched it on."""


async def xfce(look: Look) -> Causes:
    """From the settings daemon itself; `xfconf-query` would start it. Quiet hours, xfce4-notifyd has none (0.9)."""
    await expect(look, name="Xfce Notify Daemon")
    bus = await look.session()
    try:
        answer = await bus.query(XFCONF, XFCONF_PATH, f"{XFCONF}.GetProperty", "ss", CHANNEL, PROPERTY)
    except CallFailed as failure:
        if failure.error in UNSET:
            return ()
        if failure.error in ABSENT:
            raise Unavailable("xfconfd, which keeps the settings of Xfce, is not running") from failure
        raise not_told(failure) from failure
    match answer:
        case [Variant(value=bool(on))]:
            return ("Xfce",) if on else ()
        case _:
            raise Unavailable("xfconfd answered something else than on or off")


XFCE = Source(
    "Xfce",
    xfce,
    # changed or removed, which are two signals with the same first arguments
    (f"type='signal',sender='{XFCONF}',interface='{XFCONF}',arg0='{CHANNEL}',arg1='{PROPERTY}'",),
)

SILENT_SETTINGS = (XFCE, *(setting.source() for setting in SETTINGS))
