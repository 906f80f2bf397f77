"""A throw-away desktop on sway: waybar with its tray, and mako. Run with sway 1.7, waybar 0.9.17 and mako 1.7."""

import io
import signal
import subprocess
from contextlib import ExitStack
from dataclasses import dataclass, field

from PIL import Image

from tests.desktop.panels import WATCHER
from tests.desktop.servers import Served, Server
from tests.desktop.session import DEADLINE, wait_for
from tests.desktop.wayland_hand import Hand
from tests.desktop.wayland_rig import INVISIBLE, hide_pointer, sway

SWAY = ("sway", "waybar", "mako", "makoctl", "grim", "wtype", "dbus-daemon", "dbus-send")
BAR_HEIGHT = 30
DRAWING = 60.0
"""Seconds in which a bar has been drawn on a busy machine."""


@dataclass
class SwayDesktop(Served):
    """sway without a screen. It may run as somebody else, so that its socket is known by its whole path.

    `module` is one of the bar's, as it stands in waybar's config, and `style` its look; it is shown on the left.
    """

    module: str = ""
    style: str = ""
    server: Server | None = "mako"
    dark: bool = True
    _opened: ExitStack = field(default_factory=ExitStack)
    _bar: "subprocess.Popen[bytes] | None" = None

    def _start(self) -> None:
        width, height = self.size
        compositor = self._opened.enter_context(
            sway(f"output HEADLESS-1 resolution {width}x{height} bg #335577 solid_color\nxwayland disable\n")
        )
        hide_pointer(self.root / "icons")
        self._place("settings", "config/glib-2.0/settings/keyfile", pointers=INVISIBLE)
        self.environ |= {
            "XCURSOR_THEME": INVISIBLE,
            "XCURSOR_PATH": str(self.root / "icons"),
            "GSETTINGS_BACKEND": "keyfile",
            "WAYLAND_DISPLAY": str(compositor.socket),
            "XDG_SESSION_TYPE": "wayland",
            "XDG_CURRENT_DESKTOP": "sway",
            "GDK_BACKEND": "wayland",
        }
        self._hand = self._opened.enter_context(Hand(compositor.socket, self.size))
        self._start_bus()
        self.panel_at = (0, 0, width, BAR_HEIGHT)
        self._start_bar()
        if self.server:
            self.start_server(self.server)

    def _end_all(self) -> None:
        super()._end_all()
        self._opened.close()

    def _start_bar(self) -> None:
        ground, ink = ("#222222", "#eeeeee") if self.dark else ("#eeeeee", "#222222")
        name, more = self.module.partition(":")[0], f", {self.module}" if self.module else ""
        self._place("waybar", "config/waybar/config", height=BAR_HEIGHT, left=name, module=more)
        self._place("waybar.css", "config/waybar/style.css", ground=ground, ink=ink, style=self.style)
        bare = self.pixels()
        self._bar = self.spawn(["waybar"])
        wait_for(lambda: self.has_name(WATCHER), "waybar", DRAWING)
        strip = self.panel_at or (0, 0, 0, 0)
        wait_for(lambda: self.pixels().crop(strip).tobytes() != bare.crop(strip).tobytes(), "waybar's bar", DRAWING)

    def restart_panel(self) -> None:
        """Kill waybar, and start it again."""
        assert self._bar is not None, "waybar has not been started"
        self.end(self._bar, signal.SIGKILL)
        self._start_bar()

    def switch_theme(self, *, dark: bool) -> None:
        """Show the bar, its menus and all GTK programs that start from now on in a light or a dark theme."""
        self.dark = dark
        self.environ |= {"GTK_THEME": "Adwaita:dark" if dark else "Adwaita"}
        self.restart_panel()

    def pixels(self) -> Image.Image:
        """The screen as it is now."""
        return Image.open(io.BytesIO(wait_for(self._shot, "a picture of the screen"))).convert("RGB")

    def _shot(self) -> bytes:
        grim = ["grim", "-t", "ppm", "-"]
        done = subprocess.run(grim, env=self.environ, capture_output=True, timeout=DEADLINE, check=False)
        return b"" if done.returncode else done.stdout

    def move(self, x: int, y: int) -> None:
        """Put the pointer there."""
        self._hand.move(x, y)

    def click(self, x: int, y: int, button: int = 1) -> None:
        """Click there."""
        self._hand.move(x, y)
        self._hand.click(button)

    def touch(self) -> None:
        """Press a key that does nothing."""
        self.run("wtype", "-k", "Shift_L")
