"""The popup menu's window on X11: an override-redirect window that holds pointer and keyboard while it is open.

Submenus are entered in place, with a row that leads back: no second window, no pointer races across a corner.
Everything here runs on the tray's thread.
"""

import logging
from collections.abc import Callable
from typing import Any

from Xlib import XK, X

from reminder.core.records import dataclass
from reminder.tray import Row
from reminder.tray.popup_sheet import Sheet, lay_out
from reminder.tray.x11_screen import Area

log = logging.getLogger(__name__)

POINTER = X.ButtonPressMask | X.ButtonReleaseMask | X.PointerMotionMask
BUTTONS = (1, 2, 3)
WHEEL = {4: -3, 5: 3}
"""The wheel comes as buttons too; it neither chooses nor closes, but scrolls by so many rows."""


def beside(icon: Area, panel: Area, monitor: Area, width: int, height: int) -> tuple[int, int]:
    """Where a menu of this size opens: at the panel's inner edge, in line with the icon, within the monitor."""
    left, top = monitor.x + monitor.width - width, monitor.y + monitor.height - height
    if panel.width >= panel.height:
        is_above = panel.y + panel.height // 2 < monitor.y + monitor.height // 2
        x, y = icon.x, panel.y + panel.height if is_above else panel.y - height
    else:
        is_left = panel.x + panel.width // 2 < monitor.x + monitor.width // 2
        x, y = panel.x + panel.width if is_left else panel.x - width, icon.y
    return max(monitor.x, min(x, left)), max(monitor.y, min(y, top))


def room(panel: Area, monitor: Area) -> int:
    """How tall a menu may be that covers neither the panel nor what is beyond the monitor."""
    return monitor.height - panel.height if panel.width >= panel.height else monitor.height


@dataclass(frozen=True, slots=True)
class Setting:
    """Where and how a menu opens: for this icon in this panel, dark or light. `scale` is 1 at 96 dpi."""

    icon: Area
    panel: Area
    monitor: Area
    dark: bool
    scale: float


class Popup:
    """An open menu. `choose` gets the act of the chosen row, once, after the window is gone."""

    def __init__(self, display: Any, rows: tuple[Row, ...], setting: Setting, *, choose: Callable[[str], None]) -> None:
        self._display, self._setting, self._choose = display, setting, choose
        self._path: list[tuple[Row, ...]] = [rows]
        self._names: list[str] = []
        self._hot: int | None = None
        self._moved = False
        self._sheet = self._laid_out()
        self._window = self._open_window()
        self._pen = self._window.create_gc()
        self.is_open = True
        self._grab()

    def owns(self, window_id: int) -> bool:
        return self.is_open and bool(self._window.id == window_id)

    def close(self) -> None:
        """Take the menu off the screen; no error if it is already gone."""
        if not self.is_open:
            return
        self.is_open = False
        self._display.ungrab_pointer(X.CurrentTime)
        self._display.ungrab_keyboard(X.CurrentTime)
        self._pen.free()
        self._window.destroy()
        self._display.flush()

    def draw(self) -> None:
        self._window.put_pil_image(self._pen, 0, 0, self._sheet.draw(self._hot))

    def pressed(self, event: Any) -> None:
        """A press outside closes, as every menu does; inside, the release decides. The wheel scrolls."""
        if event.detail in BUTTONS and not self._inside(event):
            self.close()
            return
        self._moved = True
        if event.detail in WHEEL:
            self._scroll(self._sheet.scrolled(WHEEL[event.detail]), event)

    def released(self, event: Any) -> None:
        if not self._moved or event.detail not in BUTTONS or not self._inside(event):
            return  # the release of the click that opened the menu
        number = self._sheet.at(event.event_x, event.event_y)
        if number is not None:
            self._take(number)
        elif way := self._sheet.strip(event.event_y):
            self._scroll(self._sheet.paged(way), event)

    def moved(self, event: Any) -> None:
        self._moved = True
        self._light(self._sheet.at(event.event_x, event.event_y) if self._inside(event) else None)

    def typed(self, event: Any) -> None:
        match self._display.keycode_to_keysym(event.detail, 0):
            case XK.XK_Escape:
                self.close()
            case XK.XK_Down | XK.XK_Tab:
                self._step(1)
            case XK.XK_Up:
                self._step(-1)
            case XK.XK_Return | XK.XK_KP_Enter | XK.XK_space if self._hot is not None:
                self._take(self._hot)
            case XK.XK_Right if self._hot is not None and self._sheet.places[self._hot].row.rows:
                self._take(self._hot)
            case XK.XK_Left if self._names:
                self._leave_submenu()

    def _inside(self, event: Any) -> bool:
        return self.owns(event.window.id) and (
            0 <= event.event_x < self._sheet.width and 0 <= event.event_y < self._sheet.height
        )

    def _step(self, by: int) -> None:
        """Light the next row by the keyboard, and scroll to where it is."""
        number = self._sheet.next(self._hot, by)
        if number is not None:
            self._sheet = self._sheet.showing(number)
            self._hot = number
            self.draw()

    def _scroll(self, sheet: Sheet, event: Any) -> None:
        """Show another part of the menu, with the row lit that is under the pointer now."""
        if sheet != self._sheet:
            self._sheet = sheet
            self._hot = sheet.at(event.event_x, event.event_y) if self._inside(event) else None
            self.draw()

    def _light(self, number: int | None) -> None:
        if number != self._hot:
            self._hot = number
            self.draw()

    def _take(self, number: int) -> None:
        place = self._sheet.places[number]
        if place.back:
            self._leave_submenu()
        elif place.row.rows:
            self._path.append(place.row.rows)
            self._names.append(place.row.text)
            self._turn_page()
        else:
            self.close()
            self._choose(place.row.act)

    def _leave_submenu(self) -> None:
        self._path.pop()
        self._names.pop()
        self._turn_page()

    def _turn_page(self) -> None:
        self._sheet, self._hot = self._laid_out(), None
        x, y = self._corner()
        self._window.configure(x=x, y=y, width=self._sheet.width, height=self._sheet.height)
        self.draw()

    def _laid_out(self) -> Sheet:
        back = self._names[-1] if self._names else ""
        here = self._setting
        tallest = room(here.panel, here.monitor)
        return lay_out(self._path[-1], dark=here.dark, scale=here.scale, back=back, tallest=tallest)

    def _corner(self) -> tuple[int, int]:
        where = self._setting
        return beside(where.icon, where.panel, where.monitor, self._sheet.width, self._sheet.height)

    def _open_window(self) -> Any:
        root = self._display.screen().root
        window = root.create_window(
            *self._corner(),
            self._sheet.width,
            self._sheet.height,
            0,
            X.CopyFromParent,
            override_redirect=True,
            save_under=True,
            event_mask=POINTER | X.ExposureMask | X.KeyPressMask,
        )
        window.set_wm_class("reminder-menu", "reminder")
        window.map()
        return window

    def _grab(self) -> None:
        """Hold pointer and keyboard. Without the pointer no click elsewhere could close the menu: then none opens."""
        held = self._window.grab_pointer(True, POINTER, X.GrabModeAsync, X.GrabModeAsync, X.NONE, X.NONE, X.CurrentTime)
        if held != X.GrabSuccess:
            log.info("the tray menu did not open: another program holds the pointer")
            self.close()
            return
        self._window.grab_keyboard(True, X.GrabModeAsync, X.GrabModeAsync, X.CurrentTime)
