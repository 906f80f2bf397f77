"""The tray of Windows and macOS, by pystray's own back ends, which must have the process's main thread.

Tested with pystray and a double in place of the system calls; not yet on real hardware. Known limits of pystray 0.19.5:
on Windows it keeps the menu it was given, so a fresh one is made as it opens, and knows no middle click; on macOS any
click opens the menu, and nothing tells that it does, so it shows what was painted last.
"""

import asyncio
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import ModuleType
from typing import Any

from reminder.backends import Part, Unavailable
from reminder.tray import MIDDLE_CLICK, Act, Face, Look, Picture
from reminder.tray.icon import draw
from reminder.tray.pystray_menu import pystray_menu

LEAVE_SECONDS = 5.0
TOOLTIP_CHARACTERS = 127
"""What szTip of Windows' NOTIFYICONDATA holds; pystray passes more on to ctypes, which raises."""

ICON_SIZES = {"win32": 32, "darwin": 22}
"""What pystray asks the system for: LR_DEFAULTSIZE on Windows, the menu bar's points on macOS."""

RIGHT_BUTTON_UP, MIDDLE_BUTTON_UP = 0x0205, 0x0208
"""WM_RBUTTONUP and WM_MBUTTONUP."""


class NativeTray:
    """A tray icon by pystray. `run` holds the main thread; everything else is called beside it."""

    needs_main_thread = True

    def __init__(self, act: Act, refresh: Callable[[], Picture], *, pystray: ModuleType | None = None) -> None:
        self._act, self._refresh = act, refresh
        self._pystray = pystray or _import_pystray()
        self._lock = threading.RLock()
        self._icon: Any = None
        self._wanted: Picture | None = None
        self._shown: Picture | None = None
        self._is_open = self._leaving = False
        self._running, self._gone = threading.Event(), threading.Event()

    def run(self) -> None:
        """Serve the icon until `close`. Returns at once if that has been."""
        icon = self._opening_icon()(
            "reminder", icon=_image(Look(Face.UNKNOWN)), title="reminder", menu=self._pystray.Menu()
        )
        with self._lock:
            if self._leaving:
                return
            self._icon = icon
            self._running.set()
        try:
            icon.run(setup=lambda _: _on_main_thread(self._appear))
        finally:
            self._gone.set()

    def paint(self, picture: Picture) -> None:
        self._wanted = picture
        _on_main_thread(self._catch_up)

    @property
    def shown(self) -> bool:
        return self._icon is not None and bool(self._icon.visible)

    async def settled(self) -> None:
        """Nobody tells whether the system shows the icon; the one that is asked for is taken for shown."""

    def part(self) -> Part:
        return Part("tray", ("system tray",))

    async def close(self) -> None:
        with self._lock:
            self._leaving = True
        if self._running.is_set():
            _on_main_thread(self._icon.stop)
            await asyncio.to_thread(self._gone.wait, LEAVE_SECONDS)

    def _appear(self) -> None:
        if sys.platform == "darwin":
            _hear_ctrl_c_again()
        with self._lock:
            self._icon.visible = not self._leaving
        self._catch_up()
        if self._leaving:
            self._icon.stop()

    def _catch_up(self) -> None:
        """Show what is wanted, unless nothing is up yet, or the menu is open: it must not change under the pointer."""
        with self._lock:
            wanted, shown = self._wanted, self._shown
            if wanted is None or self._is_open or self._icon is None or not self._icon.visible:
                return
            self._shown = wanted
            if shown is None or wanted.look != shown.look:
                self._icon.icon = _image(wanted.look)
            self._icon.title = _cut(wanted.tooltip)
            if shown is None or wanted.rows != shown.rows:
                self._icon.menu = pystray_menu(wanted.rows, self._act, self._pystray)

    def _opening_icon(self) -> Any:
        """The icon of pystray, on Windows with a menu that is fresh as it opens, and with a middle click.

        A left click is pystray's own: it takes the default item, which is the first row.
        """
        base = self._pystray.Icon
        if not hasattr(base, "_on_notify"):
            return base
        tray = self

        class Icon(base):  # type: ignore[misc, valid-type]  # pystray is untyped
            def _on_notify(self, wparam: int, lparam: int) -> None:
                if lparam == MIDDLE_BUTTON_UP:
                    tray._act(MIDDLE_CLICK)
                elif lparam == RIGHT_BUTTON_UP:
                    tray.paint(tray._refresh())
                    with tray._opened():
                        super()._on_notify(wparam, lparam)
                else:
                    super()._on_notify(wparam, lparam)

        return Icon

    @contextmanager
    def _opened(self) -> Iterator[None]:
        """While the menu is open; what came meanwhile is shown afterwards."""
        with self._lock:
            self._is_open = True
        try:
            yield
        finally:
            with self._lock:
                self._is_open = False
            self._catch_up()


def _import_pystray() -> ModuleType:
    try:
        import pystray
    except Exception as failure:  # its back ends raise what their libraries raise
        raise Unavailable(f"pystray has no tray here: {failure}") from failure
    return pystray  # type: ignore[no-any-return]  # pystray is untyped


def _on_main_thread(work: Callable[[], None]) -> None:
    """Only there may the menu bar of macOS be touched; Windows does not mind."""
    if sys.platform == "darwin":
        from PyObjCTools import AppHelper

        AppHelper.callAfter(work)
    else:
        work()


def _hear_ctrl_c_again() -> None:
    """Put Python's own handler back, on the main thread.

    As its loop begins on macOS, pystray takes Ctrl-C for itself, below Python (PyObjCTools.MachSignals), and ends the
    process with it on the spot (NSApplication's terminate:).
    """
    signal.signal(signal.SIGINT, signal.getsignal(signal.SIGINT))


def _image(look: Look) -> Any:
    return draw(look, ICON_SIZES.get(sys.platform, 32), dark=None)


def _cut(tooltip: str) -> str:
    return tooltip if len(tooltip) <= TOOLTIP_CHARACTERS else tooltip[: TOOLTIP_CHARACTERS - 1] + "…"
