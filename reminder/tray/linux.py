"""The tray of Linux and BSD desktops: a StatusNotifierItem; beside it, where nobody shows that, an icon in an X11 tray.

Both may appear and go at any time, and the better one is taken when it does. Where there is neither the icon waits.
"""

import asyncio
import logging
import os
from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import timedelta
from typing import TYPE_CHECKING

from reminder.backends import Absent, Part, Refusal, Unavailable
from reminder.bus import addresses
from reminder.in_time import in_time
from reminder.tray import Act, Picture
from reminder.tray.status_notifier import StatusNotifier
from reminder.tray.xembed import XembedTray, open_tray

if TYPE_CHECKING:
    from reminder.tray.x11_trays import TrayWatch

log = logging.getLogger(__name__)

STATUS_NOTIFIER, X11 = "StatusNotifierItem", "X11 tray"

PATIENCE = timedelta(seconds=1)
"""A panel that offers both kinds of tray offers the X11 tray first; after this it has offered the other, too."""

LIMIT = timedelta(seconds=2)
"""For what is asked of the X server, which may hang."""

DELAYS = tuple(timedelta(seconds=seconds) for seconds in (3, 10, 30, 120, 600))
"""When a bus or an X server that did not answer is tried again; one that has served is so for ever, each LATER."""

LATER = timedelta(minutes=10)

FIXES = {
    "GNOME": "install and enable the GNOME extension AppIndicator and KStatusNotifierItem Support "
    "(Debian and Ubuntu: gnome-shell-extension-appindicator)",
    "sway": "add the module tray to waybar's config",
    "Hyprland": "add the module tray to waybar's config",
    "niri": "add the module tray to waybar's config",
    "XFCE": "add the Status Tray Plugin to the panel",
    "MATE": "add the Notification Area to the panel",
    "LXQt": "add the Status Notifier plugin to the panel",
    "KDE": "add the System Tray to the panel",
}
"""What gives a desktop its tray, by a name in XDG_CURRENT_DESKTOP."""

NO_X11_TRAY = "no panel on this X screen has a tray"

ANY_FIX = "start a panel that has a tray, for example tint2 or trayer (waybar on Wayland)"


class LinuxTray:
    """An icon in whatever tray this desktop has now. All methods on the event loop's thread."""

    needs_main_thread = False

    def __init__(
        self,
        act: Act,
        refresh: Callable[[], Picture],
        moved: Callable[[], None],
        environ: Mapping[str, str] = os.environ,
    ) -> None:
        """`moved` is called when the icon has come to be shown somewhere, or nowhere any more."""
        self._act, self._refresh, self._moved, self._environ = act, refresh, moved, environ
        self._notifier = StatusNotifier(act, refresh, self._look_again)
        self._no_bus: Unavailable | None = None
        self._watch: TrayWatch | None = None
        self._x11: XembedTray | None = None
        self._no_x11 = NO_X11_TRAY
        self._picture: Picture | None = None
        self._news = asyncio.Event()
        self._loop = asyncio.get_running_loop()
        self._settled: asyncio.Future[None] = self._loop.create_future()
        self._keeper: asyncio.Task[None] | None = None
        self._delays = iter(DELAYS)
        self._has_served = False
        self._again: asyncio.TimerHandle | None = None
        self._is_offer_due = False

    async def open(self) -> None:
        """Offer the icon to the panels there are. Returns once the session bus has answered; the rest goes on."""
        await self._offer()
        self._news.set()
        self._keeper = asyncio.create_task(self._keep())

    @property
    def shown(self) -> bool:
        return self._notifier.shown or (self._x11 is not None and self._x11.docked)

    async def settled(self) -> None:
        """Wait until it is known which tray shows the icon, if any does."""
        await asyncio.shield(self._settled)

    def run(self) -> None:
        """There is no thread of ours to serve."""

    def paint(self, picture: Picture) -> None:
        self._picture = picture
        self._notifier.paint(picture)
        if self._x11 is not None:
            self._x11.paint(picture)

    def part(self) -> Part:
        """What shows the icon now, and why nothing better does."""
        if self._notifier.shown:
            return Part("tray", (STATUS_NOTIFIER,))
        if self._x11 is not None and self._x11.docked:
            return Part("tray", (X11,), (self._refusal(""),))
        return Part("tray", (), (self._refusal(self._fix()), Refusal(X11, self._no_x11)))

    def _refusal(self, fix: str) -> Refusal:
        """Why no panel shows the better icon."""
        if self._no_bus is not None:
            return Refusal(STATUS_NOTIFIER, str(self._no_bus), self._no_bus.fix)
        return Refusal(STATUS_NOTIFIER, self._notifier.reason, fix)

    async def close(self) -> None:
        """Take the icon out of the tray."""
        if self._again is not None:
            self._again.cancel()
        if self._keeper is not None:
            self._keeper.cancel()
            await asyncio.gather(self._keeper, return_exceptions=True)
        await self._notifier.close()
        await self._leave_x11()

    def _fix(self) -> str:
        names = self._environ.get("XDG_CURRENT_DESKTOP", "").split(":")
        return next((FIXES[name] for name in names if name in FIXES), ANY_FIX)

    def _look_again(self) -> None:
        """Trays have come or gone, or the bus has."""
        if not self._notifier.connected:
            self._try_again()
        self._news.set()
        self._moved()

    async def _offer(self) -> None:
        """Offer the icon on the session bus, where there is one."""
        self._is_offer_due = False
        try:
            await self._notifier.open(self._environ)
        except Unavailable as reason:
            self._no_bus = reason
            self._try_again()
        else:
            self._no_bus = None
            self._serves()

    def _try_again(self) -> None:
        """In a while: what did not answer may have been busy, as everything is at login.

        Not for ever where nothing has ever served; and not at all where there is no bus to try, and no screen.
        """
        if self._again is not None or not (self._has_served or addresses(self._environ) or self._has_display):
            return
        delay = next(self._delays, LATER if self._has_served else None)
        if delay is not None:
            self._again = self._loop.call_later(delay.total_seconds(), self._offer_again)

    def _serves(self) -> None:
        """A bus or a tray is there: should it go, it is looked for from the beginning."""
        self._has_served, self._delays = True, iter(DELAYS)

    @property
    def _has_display(self) -> bool:
        return bool(self._environ.get("DISPLAY"))

    def _offer_again(self) -> None:
        self._again, self._is_offer_due = None, True
        self._news.set()

    def _moved_in_x11(self) -> None:
        """On the X11 tray's thread, which may outlive the loop."""
        with suppress(RuntimeError):
            self._loop.call_soon_threadsafe(self._look_again)

    async def _keep(self) -> None:
        """Have the icon in an X11 tray as long as no panel shows the other one."""
        while True:
            await self._news.wait()
            self._news.clear()
            try:
                if self._is_offer_due and not self._notifier.connected:
                    await self._offer()
                if self._notifier.shown:
                    await self._leave_x11()
                else:
                    await self._go_to_x11()
            except Exception:
                log.exception("The tray could not be looked for")
            if not self._settled.done():
                self._settled.set_result(None)

    async def _go_to_x11(self) -> None:
        if self._x11 is not None:
            if not self._x11.ended:
                return
            await self._leave_x11()  # the X server is gone, and with it the thread that served the icon
        try:
            self._no_x11 = NO_X11_TRAY
            if not await self._has_x11_tray():
                return
            await self._wait_for_the_better()
            if self._notifier.shown:
                return
            self._x11 = await open_tray(self._act, self._refresh, self._moved_in_x11)
        except Unavailable as reason:
            self._no_x11 = str(reason)
            if not isinstance(reason, Absent):
                self._try_again()
            return
        self._close_watch()
        self._serves()
        if self._picture is not None:
            self._x11.paint(self._picture)
        await self._x11.settled()

    async def _has_x11_tray(self) -> bool:
        """Whether there is one now; if not, one that appears is heard of."""
        if self._environ.get("WAYLAND_DISPLAY") or self._environ.get("XDG_SESSION_TYPE") == "wayland":
            raise Absent("this is a Wayland session")
        if not self._environ.get("DISPLAY"):
            raise Absent("there is no X display here (DISPLAY is not set)")
        from reminder.tray.x11_trays import open_watch  # loads python-xlib

        watch, found = await in_time(open_watch, whom="the X server", limit=LIMIT, unheard=lambda late: late[0].close())
        self._close_watch()
        self._watch = watch
        self._loop.add_reader(watch.fd, self._read)
        return found

    async def _wait_for_the_better(self) -> None:
        """A moment; less, if the other tray takes the icon meanwhile."""
        try:
            async with asyncio.timeout(PATIENCE.total_seconds()):
                while not self._notifier.shown:
                    await self._news.wait()
                    self._news.clear()
        except TimeoutError:
            pass

    def _read(self) -> None:
        try:
            if self._watch is not None and self._watch.read():
                self._look_again()
        except Unavailable as gone:
            self._no_x11 = str(gone)
            self._close_watch()
            self._try_again()

    def _close_watch(self) -> None:
        watch, self._watch = self._watch, None
        if watch is not None:
            self._loop.remove_reader(watch.fd)
            watch.close()

    async def _leave_x11(self) -> None:
        self._close_watch()
        x11, self._x11 = self._x11, None
        if x11 is not None:
            await x11.close()
