"""How somebody finds their way at any desktop: the icon, the rows of its menu, an answer, and what doctor says."""

import json
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from jeepney import DBusAddress
from PIL import Image

from reminder.clock import now
from reminder.tray import SEPARATOR, Row
from reminder.tray.icon import ACCENTS
from reminder.tray.menu import View, picture
from tests.desktop.desktops import Kind
from tests.desktop.panels import WATCHER
from tests.desktop.screen import Throwaway
from tests.desktop.session import DeadlineError, wait_for
from tests.desktop.sight import Box, Spot, rows
from tests.desktop.user import CONFIG, OTHERS_OFF, User

SLOWLY, QUICKLY = 'every = "20 min"', 'every = "10 s"'
"""So that no prompt comes while the menu is tried; and so that one comes soon."""

PROPERTIES = "org.freedesktop.DBus.Properties"
NOTIFICATIONS = "org.freedesktop.Notifications"
ITEM = "org.kde.StatusNotifierItem"

TEAL, AMBER = zip(*ACCENTS.values(), strict=True)

SOON = 30.0
"""Seconds in which a prompt comes, and in which a break is seen."""

MARGIN = 12
"""Pixels around what is photographed."""


def texts(*, paused: bool = False, asked: bool = False) -> list[str]:
    """The rows of the menu from top to bottom, as far as they can be told without the service."""
    view = View(
        sitting=timedelta(),
        presence="at_desk",
        prompt_kinds=("movement",) if asked else (),
        paused_until="you resume" if paused else None,
        kinds=(("movement", "Move"),),
        cups=(Row("Water"), Row("Caffeine")),
        intervals=(Row("Move"),),
        today=("breaks", "sitting"),
    )
    return [row.text for row in picture(view).rows if row != SEPARATOR]


@dataclass
class Visitor:
    """Somebody with reminder at this desktop. `photograph` is given a name and a picture."""

    desktop: Throwaway
    kind: Kind
    home: Path
    photograph: Callable[[str, Image.Image], None] = lambda name, shot: None
    user: User = field(init=False)
    _spot: Spot = (0, 0)

    def __post_init__(self) -> None:
        self.home.mkdir(exist_ok=True)
        self._set(QUICKLY)
        self.user = User(self.desktop, self.home)

    def _set(self, every: str) -> None:
        (self.home / "config.toml").write_text(CONFIG.replace(QUICKLY, every) + OTHERS_OFF)

    def _be_left_alone(self) -> None:
        """Until there is to be a prompt again; the icon is where it was, but has no colour to find it by for long."""
        self._set(SLOWLY)
        self.user.reminder("skip")
        wait_for(lambda: self._next_in() > 60, "the longer interval")

    def doctor(self) -> list[dict[str, Any]]:
        """What it tells of this desktop."""
        return list(json.loads(self.user.reminder("doctor", "--json").stdout)["parts"])

    def _part(self, name: str) -> dict[str, Any]:
        return next(part for part in self.doctor() if part["name"] == name)

    def _icon(self) -> Spot:
        seen: list[Spot | None] = [None]

        def standing() -> Spot | None:
            seen.append(self.desktop.icon((*TEAL, *AMBER)))
            return seen[-1] if seen[-1] == seen[-2] else None

        return wait_for(standing, "an icon in the panel") or (0, 0)

    def _next_in(self) -> float:
        """Seconds until a prompt is due."""
        due = (self.user.status().get("next") or {}).get("due_at")
        return (datetime.fromisoformat(due) - now()).total_seconds() if due else 0.0

    def _titles(self) -> list[str]:
        """What the items of the desktop's watcher are called, where there is one."""
        if not self.desktop.has_name(WATCHER):
            return []
        watcher = DBusAddress("/StatusNotifierWatcher", WATCHER, PROPERTIES)
        ((_, items),) = self.desktop.call(watcher, "Get", "ss", WATCHER, "RegisteredStatusNotifierItems")
        places = [match.groups() for item in items if (match := re.fullmatch(r"(:[\d.]+)@?(/.*)", item))]
        items = [DBusAddress(path, name, PROPERTIES) for name, path in places]
        return [self.desktop.call(item, "Get", "ss", ITEM, "Title")[0][1] for item in items]

    def _servers(self) -> list[str]:
        """What the notification server calls itself, where there is one."""
        if "DBUS_SESSION_BUS_ADDRESS" not in self.desktop.environ:
            return []
        server = DBusAddress("/org/freedesktop/Notifications", NOTIFICATIONS, NOTIFICATIONS)
        name, _, version, _ = self.desktop.call(server, "GetServerInformation")
        return [f"{name} {version}"]

    def _open_menu(self, known: list[str]) -> tuple[Box, list[Spot]]:
        """Open the menu that has these rows; told are its place and theirs. The one next to the panel may be missing.

        A menu may begin on the panel, where nothing that has changed is looked at.
        """
        # others' icons may have come beside it meanwhile: LXQt's server has one for what was not looked at
        x, y = self._spot = self.desktop.icon((*TEAL, *AMBER)) or self._spot
        self.desktop.aim(x, y)
        before = self.desktop.pixels()
        self.desktop.click(x, y, button=3)
        seen: list[tuple[Box, list[Spot]]] = []

        def complete() -> bool:  # until then it may be a tooltip
            box = self.desktop.popup(before)
            seen.append((box, rows(self.desktop.pixels(), box)))
            return len(known) - 1 <= len(seen[-1][1]) <= len(known)

        try:
            wait_for(complete, "the menu")
        except DeadlineError as late:
            raise DeadlineError(f"{late}; {len(seen[-1][1]) if seen else 0} of {len(known)} rows") from late
        return seen[-1]

    @property
    def _nowhere(self) -> Spot:
        """Where nothing is, and nothing will open."""
        return self.desktop.size[0] // 4, self.desktop.size[1] // 2

    def _step_back(self) -> None:
        """Take the pointer away: what it is on may wait for it, and mako 1.7 does not survive what closes under it."""
        self.desktop.move(*self._nowhere)

    def _choose(self, text: str, *, paused: bool = False, asked: bool = False) -> None:
        """Choose a row of the menu, counted from where no panel hides one."""
        known = texts(paused=paused, asked=asked)
        _, seen = self._open_menu(known)
        from_below = (self.desktop.panel_at or (0, 0))[1] == 0
        self.desktop.click(*seen[known.index(text) - (len(known) if from_below else 0)])
        self._step_back()

    def _left_click(self, x: int, y: int) -> str:
        bare = self.desktop.pixels()
        self.desktop.aim(x, y)
        before = self.desktop.pixels()  # with the tooltip, where there is one
        self.desktop.click(x, y)
        box = self.desktop.popup(before)
        if len(rows(self.desktop.pixels(), box)) >= len(texts()) - 1:
            self.desktop.click(*self._nowhere)
            self._gone(bare)
            return "left opens the menu"
        self._keep("note", self._around(box))
        self.desktop.dismiss(before)
        self._step_back()
        self._gone(bare)
        return "left tells"

    def _gone(self, before: Image.Image) -> None:
        """Until nothing of it is left on the screen."""
        wait_for(lambda: self.desktop.appeared(before) is None, "the notification to go", SOON)

    def _answer(self, before: Image.Image, label: str, number: int) -> None:
        """As users of this desktop do it first: by a button, by the tray, by the server's own menu."""
        if not self.desktop.draws(label) and self.kind.has_tray:
            self._choose(label, asked=True)
        else:
            self.desktop.press(before, label, number)
            self._step_back()

    def _answered_by(self, label: str) -> str:
        if self.desktop.draws(label):
            return "its button"
        return "the menu of the tray" if self.kind.has_tray else "the server's menu" if self.kind.closes else "a key"

    def _is_paused(self) -> bool:
        return any(hold["hold"] == "user" for hold in self.user.status().get("holds", []))

    def _keep(self, name: str, box: Box) -> None:
        self.photograph(name, self.desktop.pixels().crop(box))

    def _around(self, box: Box, panel: Box | None = None) -> Box:
        """A box with some of what is around it, and the part of the panel beside it."""
        left, top, right, bottom = box
        width, height = self.desktop.size
        if panel is not None:
            top, bottom = min(top, panel[1]), max(bottom, panel[3])
        return (max(0, left - MARGIN), max(0, top - MARGIN), min(width, right + MARGIN), min(height, bottom + MARGIN))
