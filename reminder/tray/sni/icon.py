"""The icon: pystray's base class over a StatusNotifierItem, and its life with panels that come and go.

icon = Icon("name", image, "title", Menu(MenuItem(...), ...)); icon.run()          like any of pystray's
icon = Icon(...); await icon.attach(connection); icon.visible = True                inside an asyncio program
"""

import asyncio
import os
import threading
from collections.abc import Callable
from contextlib import suppress
from dataclasses import field
from datetime import timedelta
from typing import Any

from reminder.bus import Connection, connect
from reminder.core.records import dataclass
from reminder.tray.pystray_base import pystray_base
from reminder.tray.sni import item, menu
from reminder.tray.sni.interface import sendable
from reminder.tray.sni.item import Clicks, Pixmap, Shown, argb
from reminder.tray.sni.menu import DbusMenu
from reminder.tray.sni.registration import Place, Registration

__all__ = ["Drawing", "Icon", "Place"]

LIMIT = timedelta(seconds=5)
"""What a watcher may take to answer; those of eight desktops take some milliseconds."""

SIZES = (16, 22, 24, 32, 48, 64)
"""What panels ask for: a row of 16 to 32 pixels, and the same on screens of twice the density."""

_pystray = pystray_base()


@dataclass(frozen=True, slots=True)
class Drawing:
    """An icon drawn beforehand: by its name in an icon theme below `theme_path`, and as pixmaps, smallest first."""

    name: str = ""
    theme_path: str = ""
    pixmaps: list[Pixmap] = field(default_factory=list)


class Icon(_pystray.Icon):  # type: ignore[misc, name-defined]  # pystray is untyped
    """A tray icon on the session bus. `icon` is a Pillow image, as with pystray's other back ends, or a `Drawing`.

    What pystray has no name for: `tooltip` is a second line under the title; `middle_click` and `scroll` are called
    with the icon, `scroll` also with how far and "vertical" or "horizontal"; `on_place` is told where the icon is.
    """

    HAS_NOTIFICATION = False

    def __init__(  # noqa: PLR0913 - the first four are pystray's
        self,
        name: str,
        icon: Any = None,
        title: str | None = None,
        menu: Any = None,
        *,
        tooltip: str = "",
        middle_click: "Callable[[Icon], None] | None" = None,
        scroll: "Callable[[Icon, int, str], None] | None" = None,
        on_place: Callable[[Place], None] = lambda place: None,
        **options: Any,
    ) -> None:
        self._shown = Shown(name)
        self._bus: Connection | None = None
        self._loop: asyncio.AbstractEventLoop | None = None
        self._over: asyncio.Future[None] | None = None
        self._ready = False
        self._middle_click, self._scroll = middle_click, scroll
        self._registration = Registration(on_place)
        self._shown.tooltip = tooltip
        self._dbusmenu = DbusMenu(self._look_at_menu, self._chosen, self._emit_menu, _pystray.Menu.SEPARATOR)
        super().__init__(name, icon, title, menu, **options)

    @property
    def place(self) -> Place:
        """Where the icon is now."""
        return self._registration.place

    @property
    def problem(self) -> str:
        """What the bus or the desktop said to an icon that it did not take; "" if nothing."""
        return self._registration.problem

    @property
    def tooltip(self) -> str:
        """The second line of the tooltip."""
        return self._shown.tooltip

    @tooltip.setter
    def tooltip(self, text: str) -> None:
        if text != self._shown.tooltip:
            self._shown.tooltip = text
            self._do(self._emit, "NewToolTip")

    async def attach(self, bus: Connection) -> None:
        """Live on this connection, which is the icon's own from now on, and on the running loop.

        Returns once it is known whether a panel shows the icon; one that comes later is noticed, as is its end.

        Raises:
            CallFailed: the bus itself does not answer.
        """
        self._bus, self._loop = bus, asyncio.get_running_loop()
        self._shown.title = self.title
        self._dbusmenu.refresh()
        clicks = Clicks(self._left_clicked, self._middle_clicked, self._scrolled)
        bus.objects.serve(item.PATH, item.item(self._shown, clicks).answer)
        bus.objects.serve(item.MENU_PATH, self._dbusmenu.interface().answer)
        bus.listen(self._registration.heard, self._bus_lost)
        await self._registration.open(bus)

    async def detach(self) -> None:
        """Go from the panel, which drops an icon whose connection ends."""
        bus, self._bus = self._bus, None
        self._registration.close()
        if bus is not None:
            await bus.close()

    # What pystray asks of a back end

    def _run(self) -> None:
        self._ready, serving = False, self._serve()
        try:
            asyncio.run(serving)
        finally:
            serving.close()  # it has not begun where another loop runs on this thread
            if not self._ready:
                self._mark_ready()  # or the thread that waits for it would keep the process
            self._running = False

    def _run_detached(self) -> None:
        threading.Thread(target=self._run, name="tray", daemon=True).start()

    def _stop(self) -> None:
        def end() -> None:
            if self._over is not None and not self._over.done():
                self._over.set_result(None)

        self._soon(end)

    def _show(self) -> None:
        if self._shown.title != self.title:
            self._update_title()  # pystray leaves it to us what was set while the icon was hidden
        self._set_active(True)

    def _hide(self) -> None:
        self._set_active(False)

    def _update_icon(self) -> None:
        drawing = self.icon if isinstance(self.icon, Drawing) else Drawing(pixmaps=pixmaps(self.icon))
        self._icon_valid = True
        self._shown.icon_name, self._shown.pixmaps = drawing.name, drawing.pixmaps
        if drawing.theme_path != self._shown.theme_path:
            self._shown.theme_path = drawing.theme_path
            self._do(self._emit, "NewIconThemePath", "s", sendable(drawing.theme_path))
        self._do(self._emit, "NewIcon")

    def _update_title(self) -> None:
        self._shown.title = self.title
        self._do(self._emit, "NewTitle")
        self._do(self._emit, "NewToolTip")

    def _update_menu(self) -> None:
        self._do(self._dbusmenu.refresh)

    # The life of the icon

    async def _serve(self) -> None:
        self._loop, self._over = asyncio.get_running_loop(), asyncio.get_running_loop().create_future()
        try:
            await self.attach(await connect(os.environ, LIMIT))
            self._ready = True
            self._mark_ready()
            await self._over
        finally:
            await self.detach()

    def _bus_lost(self) -> None:
        self._registration.lost("the session bus is gone")
        self._stop()

    def _set_active(self, active: bool) -> None:  # noqa: FBT001 - what it is set to
        self._shown.active = active
        self._do(self._emit, "NewStatus", "s", item.status(self._shown))

    def _look_at_menu(self) -> Any:
        """The menu of the moment, evaluated once."""
        has_menu = isinstance(self.menu, _pystray.Menu)
        now = _pystray.Menu(*(self.menu.items if has_menu else ()))
        # without an action of its own a click opens the menu, on panels that ask
        self._shown.is_menu = has_menu and not any(one.default for one in now.items)
        if self._shown.has_menu is not has_menu:
            self._shown.has_menu = has_menu
            self._emit("NewMenu")
        return now

    # Clicks: the panel gets its reply first

    def _left_clicked(self) -> None:
        if self._shown.has_menu:
            self._later(self)

    def _middle_clicked(self) -> None:
        if self._middle_click is not None:
            self._later(self._middle_click, self)

    def _scrolled(self, by: int, way: str) -> None:
        if self._scroll is not None:
            self._later(self._scroll, self, by, way)

    def _chosen(self, chosen: Any) -> None:
        if chosen.enabled:
            self._later(self._handler(chosen))

    def _later(self, work: Callable[..., Any], *given: Any) -> None:
        asyncio.get_running_loop().call_soon(work, *given)

    # Signals

    def _do(self, work: Callable[..., Any], *given: Any) -> None:
        """On the loop's thread; where the icon is on no bus there is nobody to tell."""
        if self._bus is None:
            return
        try:
            here = asyncio.get_running_loop() is self._loop
        except RuntimeError:
            here = False
        if here:
            work(*given)
        else:
            self._soon(work, *given)

    def _soon(self, work: Callable[..., Any], *given: Any) -> None:
        """From any thread, also from a signal handler inside a sleeping select."""
        if self._loop is not None:
            with suppress(RuntimeError):  # the loop has ended
                self._loop.call_soon_threadsafe(work, *given)

    def _emit(self, signal: str, signature: str = "", *body: Any) -> None:
        if self._bus is not None:
            self._bus.emit(item.PATH, item.NAME, signal, signature, *body)

    def _emit_menu(self, signal: str, signature: str, *body: Any) -> None:
        if self._bus is not None:
            self._bus.emit(item.MENU_PATH, menu.NAME, signal, signature, *body)


def pixmaps(image: Any) -> list[Pixmap]:
    """A Pillow image in every size, smallest first."""
    image = image.convert("RGBA")
    scaled = (image if image.size == (size, size) else image.resize((size, size), LANCZOS) for size in SIZES)
    return [(one.width, one.height, argb(one.tobytes())) for one in scaled]


LANCZOS = 1
"""Pillow's number for its best way to scale; by number, since Pillow is not loaded for who draws beforehand."""
