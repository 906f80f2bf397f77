"""pystray's X11 icon with what it lacks: clicks, transparency, a menu, and a panel that comes late or goes.

Importing this module opens an X connection, because pystray's module does; `xembed.py` imports it when it may.
pystray 0.19.5 selects no button events, so its icon cannot be clicked; pastes without a mask, so it sits on a black
square; and docks only if a panel is there at the start. Its window belongs to one thread; so does everything here but
`post` and `docked`.
"""

import logging
import select
import socket
from collections.abc import Callable
from queue import Empty, SimpleQueue
from typing import Any

from PIL import Image, ImageChops
from pystray import _xorg
from Xlib import X, Xatom, Xutil, error

from reminder.tray import Act, Face, Picture
from reminder.tray.icon import draw
from reminder.tray.popup import Popup, Setting
from reminder.tray.x11_screen import Area, grab, is_dark, monitor_of, scale, strip_beside

log = logging.getLogger(__name__)


SMALLEST = 8
"""Pixels; less is no icon."""


class Icon(_xorg.Icon):  # type: ignore[misc]  # pystray is untyped
    """One icon in an XEmbed tray, served by `_run` on the thread that calls it, until `post(None)`."""

    _window: Any
    _systray_manager: Any

    def __init__(self, act: Act, refresh: Callable[[], Picture]) -> None:
        self.docked = False
        self._act, self._refresh = act, refresh
        self._face = Face.UNKNOWN
        self._popup: Popup | None = None
        self._inbox: SimpleQueue[Picture | None] = SimpleQueue()
        super().__init__("reminder")
        self._bell, self._ring = socket.socketpair()
        self._ring.setblocking(False)
        self._display.set_error_handler(_windows_come_and_go)
        self._message_handlers = {
            X.Expose: self._on_expose,
            X.ConfigureNotify: self._on_expose,
            X.ReparentNotify: self._on_reparent,
            X.DestroyNotify: self._on_destroy_notify,
            X.ClientMessage: self._on_client_message,
            X.ButtonPress: self._on_button_press,
            X.ButtonRelease: self._to_popup(Popup.released),
            X.MotionNotify: self._to_popup(Popup.moved),
            X.KeyPress: self._to_popup(Popup.typed),
        }

    def __del__(self) -> None:
        """The serving thread has let go of everything; pystray's own would close the display a second time."""

    def post(self, picture: Picture | None) -> None:
        """Show this picture soon; None ends the service. From any thread, also after the end."""
        self._inbox.put(picture)
        try:
            self._ring.send(b"\0")
        except BlockingIOError:
            pass  # so many are waiting already that the thread will come by
        except OSError:
            log.debug("the tray has ended")

    def _mainloop(self) -> None:
        try:
            self._display.screen().root.change_attributes(event_mask=X.StructureNotifyMask)  # brings MANAGER
            self._dock()
            while self._take_pictures():
                while self._display.pending_events():
                    self._on_event(self._display.next_event())
                self._display.flush()
                if not self._display.pending_events() and self._inbox.empty():
                    select.select([self._display, self._bell], [], [])
            self._close_popup()
            self._window.destroy()
            self._display.sync()
            self._display.close()
        except (error.ConnectionClosedError, OSError) as gone:
            log.info("the tray ends with the X server: %s", gone)
        finally:
            self.docked = False
            self._bell.close()
            self._ring.close()

    def _take_pictures(self) -> bool:
        """Bring the icon up to the last picture posted; False once the end was."""
        if select.select([self._bell], [], [], 0)[0]:
            self._bell.recv(4096)
        latest = None
        try:
            while True:
                latest = self._inbox.get_nowait()
                if latest is None:
                    return False
        except Empty:
            if latest is not None:
                self._show_picture(latest)
            return True

    def _show_picture(self, picture: Picture) -> None:
        if picture.face != self._face:
            self._face = picture.face
            self._draw()

    def _on_event(self, event: Any) -> None:
        try:
            self._message_handlers.get(event.type, lambda _: None)(event)
        except error.XError as gone:
            log.debug("not on the screen now: %s", gone)

    # Docking

    def _dock(self) -> None:
        """Ask the panel for a place, with a window of the kind it wants; without a panel, wait for its MANAGER."""
        self._undock()
        self._dock_window()
        if self._systray_manager is None:
            log.info("no tray on this screen yet; the icon appears as soon as one does")

    def _undock(self) -> None:
        """A new window for the next panel. The old one would be left on the bare screen when its panel dies."""
        self._close_popup()
        self.docked, self._systray_manager = False, None
        self._window.destroy()
        self._window = self._create_window()
        self._gc = self._window.create_gc()

    def _create_window(self) -> Any:
        screen = self._display.screen()
        visual = self._panel_visual()
        self._alpha = visual is not None
        if visual is None:
            depth, look = screen.root_depth, {"background_pixmap": X.ParentRelative}
        else:
            depth = 32
            colours = screen.root.create_colormap(visual, X.AllocNone)
            look = {"visual": visual, "colormap": colours, "background_pixel": 0, "border_pixel": 0}
        mask = X.ExposureMask | X.StructureNotifyMask | X.ButtonPressMask
        window = screen.root.create_window(-1, -1, 1, 1, 0, depth, X.InputOutput, event_mask=mask, **look)
        window.set_wm_class("reminder", "reminder")
        window.set_wm_name("reminder")  # never the tooltip: Xfce keeps a list of the names it has seen
        # Xfce 4.18 puts an icon that asks for less than two pixels where nobody sees it
        window.set_wm_normal_hints(flags=Xutil.PMinSize, min_width=16, min_height=16)
        window.change_property(self._xembed_info, self._xembed_info, 32, [self._XEMBED_VERSION, self._XEMBED_MAPPED])
        return window

    def _panel_visual(self) -> int | None:
        """The visual with an alpha channel that the panel wants icons to have; None: an ordinary one will do.

        Asked for only where a compositor runs: tint2 17 wishes for one without, and then shows it on a black square.
        """
        compositor = self._display.intern_atom(f"_NET_WM_CM_S{self._display.get_default_screen()}")
        if self._display.get_selection_owner(compositor) == X.NONE:
            return None
        manager = self._get_systray_manager()
        wish = self._display.intern_atom("_NET_SYSTEM_TRAY_VISUAL")
        try:
            value = manager.get_full_property(wish, Xatom.VISUALID) if manager else None
        except error.XError:
            return None
        deep = {
            visual.visual_id
            for depth in self._display.screen().allowed_depths
            if depth.depth == 32
            for visual in depth.visuals
        }
        return int(value.value[0]) if value and value.value[0] in deep else None

    def _on_client_message(self, event: Any) -> None:
        announced = event.client_type == self._display.intern_atom("MANAGER")
        if announced and event.data[1][1] == self._net_system_tray_sx:
            self._dock()

    def _on_destroy_notify(self, event: Any) -> None:
        manager = self._systray_manager
        if event.window.id == self._window.id or (manager is not None and event.window.id == manager.id):
            self._dock()

    def _on_reparent(self, event: Any) -> None:
        if event.window.id == self._window.id:
            self.docked = event.parent.id != self._display.screen().root.id

    # Painting

    def _on_expose(self, event: Any) -> None:
        if self._popup and self._popup.owns(event.window.id):
            self._popup.draw()
        elif event.window.id == self._window.id and self.docked:
            self._draw()

    def _draw(self) -> None:
        if not self.docked:
            return
        room = self._window.get_geometry()
        size = min(room.width, room.height)
        if size < SMALLEST:
            return  # the panel has not given it a place yet
        at = ((room.width - size) // 2, (room.height - size) // 2)
        behind = self._behind(room.width, room.height)
        picture = draw(self._face, size, dark=is_dark(behind))
        if self._alpha:
            self._window.clear_area()
            self._put_alpha(*at, picture)
        else:
            behind.paste(picture, at, picture)
            self._window.put_pil_image(self._gc, 0, 0, behind)

    def _put_alpha(self, x: int, y: int, picture: Image.Image) -> None:
        red, green, blue, alpha = picture.split()
        channels = [*(ImageChops.multiply(one, alpha) for one in (blue, green, red)), alpha]
        if self._display.display.info.image_byte_order:
            channels.reverse()
        data = Image.merge("RGBA", channels).tobytes()
        self._window.put_image(self._gc, x, y, *picture.size, X.ZPixmap, 32, 0, data)

    def _behind(self, width: int, height: int) -> Image.Image:
        """What the panel shows where the icon is; where the panel does not tell, what is beside it.

        Clearing the window ought to bring the panel through (ParentRelative). Xfce 4.18 paints over its background, so
        nothing comes: a shade off by one, put there before, is still there. tint2 17 gives a black ground whatever the
        panel looks like, and then lifts from the picture what has the colour of its top left corner.
        """
        beside = strip_beside(self._display, self._place()).resize((width, height), Image.Resampling.NEAREST)
        if self._alpha:
            return beside
        red, green, blue = (channel ^ 1 for channel in _corner(beside))
        self._gc.change(foreground=red << 16 | green << 8 | blue)
        self._window.fill_rectangle(self._gc, 0, 0, width, height)
        self._window.clear_area()
        seen = grab(self._window, Area(0, 0, width, height))
        nothing = seen.getcolors(1) and _corner(seen) in {(red, green, blue), (0, 0, 0)}
        return beside if nothing else seen

    # Menu

    def _on_button_press(self, event: Any) -> None:
        if self._popup and self._popup.is_open:
            self._popup.pressed(event)
        elif event.window.id == self._window.id and event.detail in (1, 3):
            self._open_popup()

    def _to_popup(self, answer: Callable[[Popup, Any], None]) -> Callable[[Any], None]:
        """A handler that gives the event to the menu, while one is open."""

        def handler(event: Any) -> None:
            if self._popup and self._popup.is_open:
                answer(self._popup, event)

        return handler

    def _open_popup(self) -> None:
        here = self._place()
        dark = is_dark(self._behind(here.width, here.height))
        self._draw()
        setting = Setting(here, monitor_of(self._display, here), dark, scale(self._display))
        self._popup = Popup(self._display, self._refresh().rows, setting, choose=self._act)

    def _close_popup(self) -> None:
        if self._popup:
            self._popup.close()
            self._popup = None

    def _place(self) -> Area:
        room = self._window.get_geometry()
        corner = self._display.screen().root.translate_coords(self._window, 0, 0)
        return Area(corner.x, corner.y, room.width, room.height)


def _windows_come_and_go(failure: error.XError, request: object) -> None:
    """A panel may die between any two requests; what follows from that arrives as an event."""
    log.debug("X refused a request: %s", failure)


def _corner(picture: Image.Image) -> tuple[int, int, int]:
    red, green, blue = picture.crop((0, 0, 1, 1)).tobytes()
    return red, green, blue
