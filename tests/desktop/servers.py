"""The notification servers that tests start: how each is furnished, and how users answer and close what it shows."""

import signal
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from PIL import Image

from tests.desktop.screen import Screen
from tests.desktop.session import wait_for
from tests.desktop.sight import Spot, lowest_words

Server = Literal["dunst", "xfce4-notifyd", "lxqt-notificationd", "mate-notification-daemon", "mako"]

NAME = "org.freedesktop.Notifications"

SETTINGS = ("org.xfce.Xfconf",)
"""What every bus can start: some tests start servers later than the bus, and ask for what these have set."""

LEFT, MIDDLE, RIGHT = 1, 2, 3
"""Buttons of a mouse."""


@dataclass(frozen=True)
class Recipe:
    """How to start a server, and how to handle it. `furniture` names pieces and where below the root each belongs.

    `context` is the command that opens its own menu of answers where it draws no buttons; that menu is furniture, too,
    and chooses what is in the file "choice". `closes` is the mouse button that closes a notification, and how far from
    its right top corner it is pressed. `lacks` are the labels it draws no button for; `buttons` are how far left of its
    right bottom corner they are and how far above it, where its ground is too restless for finding them.
    """

    furniture: Mapping[str, str] = field(default_factory=dict)
    services: tuple[str, ...] = ()
    context: tuple[str, ...] = ()
    closes: tuple[int, int, int] = (LEFT, 60, 30)
    lacks: tuple[str, ...] = ()
    buttons: tuple[Spot, ...] = ()

    @property
    def draws_buttons(self) -> bool:
        return not self.context


RECIPES: dict[Server, Recipe] = {
    "dunst": Recipe({"dunst-menu": "menu", "dunstrc": "config/dunst/dunstrc"}, context=("dunstctl", "context")),
    "xfce4-notifyd": Recipe(services=("org.xfce.Xfconf",)),
    "lxqt-notificationd": Recipe(closes=(LEFT, 24, 28), lacks=("Skip",), buttons=((194, 41), (97, 41))),
    "mate-notification-daemon": Recipe(closes=(LEFT, 26, 24), buttons=((172, 27), (112, 27), (56, 27))),
    "mako": Recipe({"mako-menu": "menu", "mako": "config/mako/config"}, context=("makoctl", "menu", "menu!")),
}


@dataclass
class Served(Screen):
    """A session with a screen and a notification server; None: with none, or with one that came with the panel."""

    server: Server | None = None
    _serving: "subprocess.Popen[bytes] | None" = None

    def start_server(self, name: Server) -> "subprocess.Popen[bytes]":
        """Start a notification server and wait until it answers."""
        recipe = RECIPES[name]
        self.server, self.draws_buttons = name, recipe.draws_buttons
        for piece, where in recipe.furniture.items():
            self._place(piece, where, menu=self.root / "menu", choice=self.root / "choice").chmod(0o700)
        self._serving = self.spawn([name])
        wait_for(lambda: self.has_name(NAME), name)
        return self._serving

    def restart_server(self) -> None:
        """Kill it, and start it again."""
        assert self.server is not None, "there is no notification server of its own"
        assert self._serving is not None, "the notification server has not been started"
        self.end(self._serving, signal.SIGKILL)
        self.start_server(self.server)

    def press(self, before: Image.Image, label: str, number: int) -> None:
        """Press a button of the notification that has come since `before`: `number` from the left, named `label`.

        Where the server draws no buttons, choose it from the menu that the server opens instead.
        """
        context = RECIPES[self.server].context if self.server else ()
        if context:
            (self.root / "choice").write_text(label)
            self.run(*(str(self.root / "menu") if word == "menu!" else word for word in context))
            return
        self.aim(*self._button(before, number))  # a notification may move while it is laid out, and when pointed at
        self.click(*self._button(before, number))

    def _button(self, before: Image.Image, number: int) -> Spot:
        box = self.popup(before)
        buttons = RECIPES[self.server].buttons if self.server else ()
        if buttons:
            left, up = buttons[number]
            return box[2] - left, box[3] - up
        return lowest_words(self.pixels(), box)[number]

    def draws(self, label: str) -> bool:
        """Whether the server draws a button for this answer."""
        return self.draws_buttons and not (self.server and label in RECIPES[self.server].lacks)

    def dismiss(self, before: Image.Image) -> None:
        """Close the notification that has come since `before`, as its server wants it."""
        button, from_right, from_top = RECIPES[self.server].closes if self.server else (LEFT, 15, 15)
        _, top, right, _ = self.popup(before)
        self.aim(right - from_right, top + from_top)
        self.click(right - from_right, top + from_top, button)
