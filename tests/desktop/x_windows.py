"""A program with windows on an X server, and what is known of them there."""

from typing import Any, Self

from Xlib import X, Xatom
from Xlib.display import Display
from Xlib.protocol.event import ClientMessage

from tests.desktop.programs import until


class Windows:
    """A program with windows on an X server."""

    def __init__(self, display: str) -> None:
        self.display = Display(display)
        self.root = self.display.screen().root

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.display.close()

    def open(self, name: str = "film", *, title: str = "", kind: str = "NORMAL", states: tuple[str, ...] = ()) -> Any:
        window = self.root.create_window(0, 0, 200, 100, 0, self.display.screen().root_depth)
        window.set_wm_class(name.lower(), name.capitalize())
        window.set_wm_name(title)
        self.set(window, "_NET_WM_WINDOW_TYPE", Xatom.ATOM, self.atom(f"_NET_WM_WINDOW_TYPE_{kind}"))
        self.set(window, "_NET_WM_STATE", Xatom.ATOM, *(self.atom(f"_NET_WM_STATE_{state}") for state in states))
        window.map()
        self.display.sync()
        return window

    def atom(self, name: str) -> int:
        return int(self.display.intern_atom(name))

    def set(self, window: Any, name: str, kind: int, *values: int) -> None:
        window.change_property(self.atom(name), kind, 32, values)
        self.display.sync()

    def ask_for_full_screen(self, window: Any, *, on: bool) -> None:
        """As a player does at F11."""
        self._wish(window, "_NET_WM_STATE", int(on), self.atom("_NET_WM_STATE_FULLSCREEN"), 0, 1, 0)

    def _wish(self, window: Any, what: str, *words: int) -> None:
        """Ask the window manager for something."""
        message = ClientMessage(window=window, client_type=self.atom(what), data=(32, [*words]))
        self.root.send_event(message, event_mask=X.SubstructureRedirectMask | X.SubstructureNotifyMask)
        self.display.sync()

    def values(self, window: Any, name: str) -> list[int]:
        told = window.get_full_property(self.atom(name), X.AnyPropertyType)
        return list(told.value) if told else []

    async def settled(self, window: Any, *, full_screen: bool) -> None:
        """Wait until the window manager has done it, and this window is the active one."""

        async def done() -> bool:
            if self.values(self.root, "_NET_ACTIVE_WINDOW") != [window.id]:
                # as a panel does: openbox gives no focus to a window that was there before it had started in full
                self._wish(window, "_NET_ACTIVE_WINDOW", 2, 0, 0, 0, 0)
                return False
            return full_screen == (self.atom("_NET_WM_STATE_FULLSCREEN") in self.values(window, "_NET_WM_STATE"))

        await until(done, "the window manager")
