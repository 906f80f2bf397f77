"""A throw-away GNOME: the whole shell without a screen, with or without the extension that shows icons of programs.

It is started with --unsafe-mode, in which it takes JavaScript over the bus: that moves its mouse, tells where its
buttons are, and photographs it. Run with GNOME Shell 43.9 and AppIndicator 46 (Debian 12).
"""

import json
from dataclasses import dataclass
from pathlib import Path

from jeepney import DBusAddress
from PIL import Image

from tests.desktop.packages import program
from tests.desktop.panels import WATCHER
from tests.desktop.screen import Screen
from tests.desktop.session import wait_for
from tests.desktop.sight import Spot

GNOME = ("gnome-shell", "gsettings", "dconf-service", "dbus-daemon", "dbus-send")
EXTENSION = "appindicatorsupport"

SHELL = DBusAddress("/org/gnome/Shell", "org.gnome.Shell", "org.gnome.Shell")
CAMERA = DBusAddress("/org/gnome/Shell/Screenshot", "org.gnome.Shell.Screenshot", "org.gnome.Shell.Screenshot")

BAR_HEIGHT = 34
SLOW = 60.0
"""Seconds in which a shell is there on a busy machine."""

PLUG_IN = """
const {Clutter} = imports.gi, seat = Clutter.get_default_backend().get_default_seat();
global.mouse = seat.create_virtual_device(Clutter.InputDeviceType.POINTER_DEVICE);
global.keyboard = seat.create_virtual_device(Clutter.InputDeviceType.KEYBOARD_DEVICE);
true
"""

FIND = """
(() => {
    const found = [], walk = actor => {
        if (actor.visible && actor.reactive) {
            const [x, y] = actor.get_transformed_position(), [width, height] = actor.get_transformed_size();
            found.push([actor.label || actor.style_class || '', x + width / 2, y + height / 2]);
        }
        actor.get_children().forEach(walk);
    };
    const banner = Main.messageTray._banner;
    if (banner)
        walk(banner);
    return found;
})()
"""
"""What of the open banner can be clicked: its label or class, and where its middle is."""


@dataclass
class GnomeDesktop(Screen):
    """GNOME Shell, which is display, panel and notification server in one."""

    extension: bool = True

    def _start(self) -> None:
        width, height = self.size
        self.environ |= {
            "GSETTINGS_BACKEND": "dconf",
            "LIBGL_ALWAYS_SOFTWARE": "1",
            "XDG_CURRENT_DESKTOP": "GNOME",
            "XDG_SESSION_TYPE": "wayland",
            # it wants a system bus wherever there is a systemd; which one does not matter
            "DBUS_SYSTEM_BUS_ADDRESS": self.environ["DBUS_SESSION_BUS_ADDRESS"],
        }
        self._start_bus(["ca.desrt.dconf", "org.gnome.Shell.Notifications"])
        extensions = [self._extension_id] if self.extension else []
        for schema, key, value in (
            ("org.gnome.shell", "enabled-extensions", repr(extensions) if extensions else "@as []"),
            ("org.gnome.shell", "welcome-dialog-last-shown-version", "'999'"),
            ("org.gnome.desktop.interface", "enable-animations", "false"),
        ):
            self.run("gsettings", "set", schema, key, value)
        screen = ["--headless", "--virtual-monitor", f"{width}x{height}", "--wayland-display", "wayland-gnome"]
        self.spawn(["gnome-shell", *screen, "--unsafe-mode", "--no-x11"])
        wait_for(lambda: self.has_name(CAMERA.bus_name or ""), "the shell", SLOW)
        self.environ["WAYLAND_DISPLAY"] = "wayland-gnome"
        self.panel_at = (0, 0, width, BAR_HEIGHT)
        self.ask(PLUG_IN)
        wait_for(lambda: self.ask("!Main.layoutManager._startingUp"), "the end of the shell's start", SLOW)
        wait_for(self._is_bare, "an empty screen", SLOW)
        if self.extension:
            wait_for(lambda: self.has_name(WATCHER), "the extension", SLOW)

    @property
    def _extension_id(self) -> str:
        return Path(program(EXTENSION) or "").parent.name

    def _is_bare(self) -> bool:
        """Leave the overview, in which it starts, and close what it has to say about itself."""
        self.ask("Main.messageTray.getSources().forEach(source => source.destroy())")
        self.ask("Main.overview.hide()")
        return self.ask("!Main.overview.visible && !Main.messageTray._banner") is True

    def ask(self, code: str) -> object:
        """What this JavaScript evaluates to inside the shell, where `Main` is its main module; None: to nothing."""
        done, told = self.call(SHELL, "Eval", "s", code)
        if not done:
            raise AssertionError(f"the shell: {told}")
        return json.loads(told) if told else None

    # what can be restarted

    def restart_panel(self) -> None:
        """Take the extension away and bring it back: the shell itself ends with the session."""
        self.ask(f"Main.extensionManager.disableExtension({self._extension_id!r})")
        wait_for(lambda: not self.has_name(WATCHER), "the end of the extension")
        self.ask(f"Main.extensionManager.enableExtension({self._extension_id!r})")
        wait_for(lambda: self.has_name(WATCHER), "the extension")

    def restart_server(self) -> None:
        raise AssertionError("the server is the shell, which ends with the session")

    def switch_theme(self, *, dark: bool) -> None:
        """Show programs in a light or a dark theme; the bar of the shell is dark in both."""
        self.run(
            "gsettings", "set", "org.gnome.desktop.interface", "color-scheme", "prefer-dark" if dark else "default"
        )

    # eyes and hands

    def pixels(self) -> Image.Image:
        """The screen as it is now, without the pointer."""
        path = self.root / "screen.png"
        self.call(CAMERA, "Screenshot", "bbs", False, False, str(path))
        with Image.open(path) as shot:
            return shot.convert("RGB")

    def move(self, x: int, y: int) -> None:
        """Put the pointer there."""
        self.ask(f"global.mouse.notify_absolute_motion(global.get_current_time(), {x}, {y})")

    def click(self, x: int, y: int, button: int = 1) -> None:
        """Click there."""
        self.aim(x, y)
        for state in (1, 0):
            self.ask(f"global.mouse.notify_button(imports.gi.GLib.get_monotonic_time(), {button}, {state})")

    def touch(self) -> None:
        """Press a key that does nothing."""
        for state in (1, 0):
            key = "imports.gi.Clutter.KEY_Shift_L"
            self.ask(f"global.keyboard.notify_keyval(imports.gi.GLib.get_monotonic_time(), {key}, {state})")

    def press(self, before: Image.Image, label: str, number: int) -> None:
        """Press the button of the open banner, which shows its buttons to who points at it."""
        self._click(label)

    def dismiss(self, before: Image.Image) -> None:
        """Close the open banner."""
        self._found("Done")  # of a prompt, that is
        self._click("message-close-button")

    def _click(self, what: str) -> None:
        self.aim(*self._found(what))  # a banner that is pointed at grows
        self.click(*self._found(what))

    def _found(self, what: str) -> Spot:
        """Wait for the banner that has this, and for its place there; it has one once the banner is pointed at.

        What else the program has to say may come first, and stays for as long as the pointer is on it.
        """

        def seen() -> Spot | None:
            places = self.ask(FIND)
            assert isinstance(places, list)
            spot = next(((x, y) for name, x, y in places if name == what), None)
            if spot is None:
                self.move(0, self.size[1] - 1)
            elif None in spot:
                self.move(self.size[0] // 2, BAR_HEIGHT + 30)
            else:
                return round(spot[0]), round(spot[1])
            return None

        return wait_for(seen, f"{what!r} in a banner") or (0, 0)
