"""pystray's X11 icon with what it lacks: clicks, transparency, a menu, and a panel that comes late or goes.

Importing this module opens an X connection, because pystray's module does; `xembed.py` imports it when it may.
pystray 0.19.5 selects no button events, so its icon cannot be clicked; pastes without a mask, so it sits on a black
square; and docks only if a panel is there at the start. Its window belongs to one thread; so does everything here but
`post` and `docked`.
"""

import logging
import select
import socket
import threading
from collections.abc import Callable
from queue import Empty, SimpleQueue
from typing import Any

from pystray import _xorg
from Xlib import X, Xutil, error

from reminder.tray import CLICK, MIDDLE_CLICK, Act, Face, Look, Picture
from reminder.tray.icon import draw
from reminder.tray.popup import Popup, Setting
from reminder.tray.x11_screen import ground_of, is_dark, monitor_of, panel_around, place_of, scale

log = logging.getLogger(__name__)

SMALLEST = 8
"""Pixels; less is no icon."""

SETTLE_SECONDS = 1.0
"""A panel gives the icon its place before it has painted itself; after this it has."""


class Icon(_xorg.Icon):  # type: ignore[misc]  # pystray is untyped
    """One icon in an XEmbed tray, served by `_run` on the thread that calls it, until `post(None)`."""

    _window: Any
    _gc: Any
    _systray_manager: Any

    def __init__(self, act: Act, refresh: Callable[[], Picture], moved: Callable[[], None]) -> None:
        self.docked = self.over = False
        self.was_docked = threading.Event()
        self._act, self._refresh, self._moved = act, refresh, moved
        self._look = Look(Face.UNKNOWN)
        self._popup: Popup | None = None
        self._unsettled = False
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
                    event = self._display.next_event()
                    self._try(self._message_handlers.get(event.type, _ignore), event)
                self._wait()
            self._close_popup()
            self._window.destroy()
            self._display.sync()
        except (error.ConnectionClosedError, OSError) as gone:
            log.info("the tray ends with the X server: %s", gone)
            self.docked, self.over = False, True
            self._moved()
        finally:
            self._let_go()

    def _wait(self) -> None:
        """Sleep until there is something to do. Once after every change, look again at what the panel has painted."""
        self._display.flush()
        if self._display.pending_events() or not self._inbox.empty():
            return
        woken = any(select.select([self._display, self._bell], [], [], SETTLE_SECONDS if self._unsettled else None))
        if not woken:
            self._unsettled = False
            self._try(self._draw)

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
            if latest is not None and latest.look != self._look:
                self._look = latest.look
                self._try(self._draw)
            return True

    def _try(self, work: Callable[..., None], *given: Any) -> None:
        """Do it, unless a window of the panel goes, or is moved off the screen, while we are at it."""
        try:
            work(*given)
        except error.XError as gone:
            log.debug("not on the screen now: %s", gone)
        except error.ConnectionClosedError:
            raise
        except (ValueError, AttributeError, LookupError):  # a screen of a depth we cannot draw on, a panel in pieces
            log.exception("the tray could not be drawn")

    def _let_go(self) -> None:
        """Whatever ended the service: an open connection would keep the icon, and the menu's hold of the pointer."""
        self.docked = False
        self._bell.close()
        self._ring.close()
        try:
            self._display.close()
        except (error.ConnectionClosedError, OSError):
            log.debug("the X server had closed the connection")

    # Docking

    def _dock(self) -> None:
        """Ask the panel for a place; where there is none, its MANAGER message will tell when."""
        self._undock()
        self._dock_window()
        if self._systray_manager is None:
            log.info("no tray on this screen yet; the icon appears as soon as one does")

    def _undock(self) -> None:
        """A new window for the next panel. The old one would be left on the bare screen when its panel dies."""
        self._close_popup()
        self._set_docked(False)
        self._systray_manager = None
        self._gc.free()
        self._window.destroy()
        self._window = self._create_window()
        self._gc = self._window.create_gc()

    def _create_window(self) -> Any:
        screen = self._display.screen()
        mask = X.ExposureMask | X.StructureNotifyMask | X.ButtonPressMask
        window = screen.root.create_window(
            -1, -1, 1, 1, 0, screen.root_depth, X.InputOutput, event_mask=mask, background_pixmap=X.NONE
        )
        window.set_wm_class("reminder", "reminder")
        window.set_wm_name("reminder")  # never the tooltip: Xfce keeps a list of the names it has seen
        # Xfce 4.18 puts an icon that asks for less than two pixels where nobody sees it
        window.set_wm_normal_hints(flags=Xutil.PMinSize, min_width=16, min_height=16)
        window.change_property(self._xembed_info, self._xembed_info, 32, [self._XEMBED_VERSION, self._XEMBED_MAPPED])
        return window

    def _on_client_message(self, event: Any) -> None:
        announced = event.client_type == self._display.intern_atom("MANAGER")
        if announced and event.data[1][1] == self._net_system_tray_sx:
            self._dock()

    def _on_destroy_notify(self, event: Any) -> None:
        manager = self._systray_manager
        if event.window.id == self._window.id or (manager is not None and event.window.id == manager.id):
            self._dock()

    def _set_docked(self, docked: bool) -> None:  # noqa: FBT001 - what it is set to
        if docked is self.docked:
            return
        self.docked = docked
        if docked:
            self.was_docked.set()
        self._moved()

    def _on_reparent(self, event: Any) -> None:
        if event.window.id == self._window.id:
            self._set_docked(event.parent.id != self._display.screen().root.id)

    # Painting

    def _on_expose(self, event: Any) -> None:
        if self._popup and self._popup.owns(event.window.id):
            self._popup.draw()
        elif event.window.id == self._window.id and self.docked:
            self._unsettled = True
            self._draw()

    def _draw(self) -> None:
        if not self.docked:
            return
        room = self._window.get_geometry()
        size = min(room.width, room.height)
        if size < SMALLEST:
            return  # the panel has not given it a place yet
        ground = ground_of(self._display, self._window)
        picture = draw(self._look, size, dark=is_dark(ground))
        ground.paste(picture, ((room.width - size) // 2, (room.height - size) // 2), picture)
        self._window.put_pil_image(self._gc, 0, 0, ground)

    # Menu

    def _on_button_press(self, event: Any) -> None:
        if self._popup and self._popup.is_open:
            self._popup.pressed(event)
        elif event.window.id == self._window.id:
            match event.detail:
                case 1:
                    self._act(CLICK)
                case 2:
                    self._act(MIDDLE_CLICK)
                case 3:
                    self._open_popup()

    def _to_popup(self, answer: Callable[[Popup, Any], None]) -> Callable[[Any], None]:
        """A handler that gives the event to the menu, while one is open."""

        def handler(event: Any) -> None:
            if self._popup and self._popup.is_open:
                answer(self._popup, event)

        return handler

    def _open_popup(self) -> None:
        here, panel = place_of(self._display, self._window), panel_around(self._display, self._window)
        dark = is_dark(ground_of(self._display, self._window))
        setting = Setting(here, panel, monitor_of(self._display, here), dark, scale(self._display))
        self._popup = Popup(self._display, self._refresh().rows, setting, choose=self._act)

    def _close_popup(self) -> None:
        if self._popup:
            self._popup.close()
            self._popup = None


def _ignore(event: object) -> None:
    """The root window tells more than we asked for."""


def _windows_come_and_go(failure: error.XError, request: object) -> None:
    """A panel may die between any two requests; what follows from that arrives as an event."""
    log.debug("X refused a request: %s", failure)
