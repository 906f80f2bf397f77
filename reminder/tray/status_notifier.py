"""The tray of Plasma, Xfce, LXQt, MATE, Cinnamon, waybar, and GNOME with an extension: a StatusNotifierItem."""

from collections.abc import Callable, Mapping
from datetime import timedelta

from reminder.backends import Unavailable
from reminder.bus import CallFailed, Connection, connect
from reminder.tray import MIDDLE_CLICK, Act, Look, Picture
from reminder.tray.pixels import pixmaps, theme_folder
from reminder.tray.pystray_base import pystray_base
from reminder.tray.pystray_menu import pystray_menu
from reminder.tray.sni.icon import Drawing, Icon, Place

LIMIT = timedelta(seconds=5)
"""For each call to the bus or to the desktop's watcher."""


class StatusNotifier:
    """The icon on the session bus, whoever shows it. Everything on the event loop's thread."""

    def __init__(self, act: Act, refresh: Callable[[], Picture], on_place: Callable[[], None]) -> None:
        """`on_place` is called when `shown` may have changed."""
        base = pystray_base()
        menu = base.Menu(lambda: pystray_menu(refresh().rows, act, base).items)
        self._painted: Picture | None = None
        self._bus: Connection | None = None
        self._icon = Icon(
            "reminder",
            menu=menu,
            middle_click=lambda icon: act(MIDDLE_CLICK),
            on_place=lambda place: on_place(),
        )

    async def open(self, environ: Mapping[str, str]) -> None:
        """Connect, and offer the icon.

        Raises:
            Unavailable: there is no session bus.
        """
        self._bus = await connect(environ, LIMIT)
        try:
            await self._icon.attach(self._bus)
        except BaseException as failure:
            await self._icon.detach()
            if isinstance(failure, CallFailed):
                raise Unavailable(str(failure)) from failure
            raise

    @property
    def connected(self) -> bool:
        """Whether there is a session bus for the icon to be on."""
        return self._bus is not None and self._bus.connected

    @property
    def shown(self) -> bool:
        """Whether a panel shows the icon."""
        return self._icon.place is Place.SHOWN

    @property
    def reason(self) -> str:
        """Why no panel does, with what the desktop said if it did not take the icon."""
        return self._icon.place.value + (f" ({self._icon.problem})" if self._icon.problem else "")

    def paint(self, picture: Picture) -> None:
        before, self._painted = self._painted, picture
        if before is None or before.look != picture.look:
            self._icon.icon = drawing(picture.look)
            self._icon.visible = True
        self._icon.title = picture.tooltip
        if before is None or before.rows != picture.rows:
            self._icon.update_menu()

    async def close(self) -> None:
        """Go from the panel."""
        await self._icon.detach()


def drawing(look: Look) -> Drawing:
    """The drawn files of a look, which panels load by name or get as pixels."""
    return Drawing(look.name, str(theme_folder() or ""), pixmaps(look))
