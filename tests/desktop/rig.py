"""A throw-away X11 desktop for tests: its own display, session, window manager, panel and notification server."""

import os
import select
import signal
import subprocess
from dataclasses import dataclass

from PIL import Image
from Xlib.display import Display

from tests.desktop import panels, servers
from tests.desktop.packages import PACKAGES, program
from tests.desktop.panels import Panel, has_x11_tray
from tests.desktop.servers import Served, Server
from tests.desktop.session import DEADLINE, FURNITURE, DeadlineError, wait_for
from tests.desktop.sight import picture

__all__ = [
    "BASE", "DEADLINE", "FURNITURE", "PACKAGES", "DeadlineError", "Desktop", "Panel", "Server", "program", "wait_for",
]  # fmt: skip

BASE = ("Xvfb", "dbus-daemon", "dbus-send", "openbox", "xdotool", "xwd", "xprop")

BACKGROUND = 0x335577
"""As on sway here: dark windows and light ones, with and without a frame, have an edge to be seen by."""

SLOW = 60.0
"""Seconds in which a whole desktop's panel appears on a busy machine."""


@dataclass
class Desktop(Served):
    """An X11 desktop with this panel and this notification server; None: with none."""

    panel: Panel | None = None
    dark: bool = True
    _showing: "subprocess.Popen[bytes] | None" = None

    def _start(self) -> None:
        services = servers.SETTINGS + (servers.RECIPES[self.server].services if self.server else ())
        if self.panel:
            recipe = panels.RECIPES[self.panel]
            self.environ |= recipe.environ
            services += recipe.services
            self.panel_at = recipe.place(self.size)
        self._start_display()
        self._start_bus(services)  # after the display, so that what the bus starts finds it
        self.spawn(["openbox"])
        wait_for(lambda: "window id" in self.run("xprop", "-root", "_NET_SUPPORTING_WM_CHECK"), "window manager")
        if self.panel:
            for beside in panels.RECIPES[self.panel].beside:
                self.spawn(beside)
            self._start_panel(self.panel)
        if self.server:
            self.start_server(self.server)

    # the panel

    def _start_panel(self, name: Panel) -> None:
        recipe = panels.RECIPES[name]
        for piece, where in recipe.furniture.items():
            self._place(piece, where, **recipe.words[self.dark])
        self._showing = self.spawn(recipe.argv)
        wait_for(lambda: all(self.has_name(each) for each in recipe.names), name, SLOW)
        if recipe.has_tray:
            wait_for(lambda: has_x11_tray(self.environ["DISPLAY"]), f"the tray of {name}", SLOW)

    def restart_panel(self) -> None:
        """Kill it, and start it again."""
        assert self.panel is not None, "there is no panel"
        assert self._showing is not None, "the panel has not been started"
        self.end(self._showing, signal.SIGKILL)
        self._start_panel(self.panel)

    def switch_theme(self, *, dark: bool) -> None:
        """Show the panel and all GTK programs that start from now on in a light or a dark theme."""
        assert self.panel is not None, "there is no panel"
        self.dark = dark
        self.environ |= {"GTK_THEME": "Adwaita:dark" if dark else "Adwaita"}
        self.restart_panel()

    # eyes

    def pixels(self) -> Image.Image:
        """The screen as it is now."""
        # xwd looks at every window, and fails where one goes away meanwhile
        return picture(wait_for(self._dump, "a picture of the screen"))

    def _dump(self) -> bytes:
        xwd = ["xwd", "-root", "-silent"]
        done = subprocess.run(xwd, env=self.environ, capture_output=True, timeout=DEADLINE, check=False)
        return b"" if done.returncode else done.stdout

    # hands

    def move(self, x: int, y: int) -> None:
        """Put the pointer there, and wait until it is there."""
        self.run("xdotool", "mousemove", str(x), str(y))

    def click(self, x: int, y: int, button: int = 1) -> None:
        """Click there."""
        self.move(x, y)
        self.run("xdotool", "click", str(button))

    def type(self, words: str) -> None:
        """Type into the window that has the focus."""
        self.run("xdotool", "type", words)

    def touch(self) -> None:
        """Press a key that does nothing."""
        self.run("xdotool", "key", "shift")

    def _start_display(self) -> None:
        ours, its = os.pipe()
        screen = "{}x{}x24".format(*self.size)
        # -noreset: otherwise it throws everybody out whenever its last client leaves, which may be an early xprop
        xvfb = ["Xvfb", "-displayfd", str(its), "-screen", "0", screen, "-nolisten", "tcp", "-noreset"]
        with os.fdopen(ours) as number:
            self.spawn(xvfb, pass_fds=(its,))
            os.close(its)
            if not select.select([number], [], [], DEADLINE)[0]:
                raise DeadlineError("Xvfb does not start")
            self.environ["DISPLAY"] = f":{number.readline().strip()}"
        paint(self.environ["DISPLAY"], BACKGROUND)


def paint(display: str, colour: int) -> None:
    """Give the screen behind all windows this colour."""
    screen = Display(display)
    try:
        screen.screen().root.change_attributes(background_pixel=colour)
        screen.screen().root.clear_area()
        screen.sync()
    finally:
        screen.close()
