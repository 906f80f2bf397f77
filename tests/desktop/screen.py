"""A throw-away session with a screen, and the one way in which tests look at any of them and use a mouse on it."""

import signal
import subprocess
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from PIL import Image

from tests.desktop.session import DeadlineError, Session, wait_for
from tests.desktop.sight import Box, Rgb, Spot, changed, middle_of

SIZE = (1000, 700)

AIM = 3.0
"""Seconds in which a screen that is pointed at comes to rest, or is taken for one that never does."""


class Throwaway(Protocol):
    """A desktop of a test's own, whichever it is. Open it with `with`.

    `panel_at` is where its panel is; None: it has none. `draws_buttons` tells whether its notification server does.
    """

    root: Path
    size: tuple[int, int]
    environ: dict[str, str]
    panel_at: Box | None
    draws_buttons: bool

    def spawn(
        self, argv: Sequence[str], environ: Mapping[str, str] | None = None, **more: object
    ) -> "subprocess.Popen[bytes]": ...

    def end(self, process: "subprocess.Popen[bytes]", sign: signal.Signals = signal.SIGTERM) -> None: ...

    def run(self, *argv: str) -> str: ...

    def log(self, name: str) -> str: ...

    def pixels(self) -> Image.Image:
        """The screen as it is now."""

    def screenshot(self, path: Path, box: Box | None = None) -> Path: ...

    def popup(self, before: Image.Image) -> Box: ...

    def icon(self, colours: Iterable[Rgb]) -> Spot | None: ...

    def move(self, x: int, y: int) -> None: ...

    def click(self, x: int, y: int, button: int = 1) -> None: ...

    def aim(self, x: int, y: int) -> None: ...

    def touch(self) -> None: ...

    def press(self, before: Image.Image, label: str, number: int) -> None:
        """Press a button of the notification that has come since `before`: `number` from the left, named `label`."""

    def draws(self, label: str) -> bool:
        """Whether the notification server draws a button for this answer."""

    def dismiss(self, before: Image.Image) -> None:
        """Close the notification that has come since `before`, as a user of this desktop does."""

    def restart_panel(self) -> None:
        """Kill the panel, and start it again."""

    def restart_server(self) -> None:
        """Kill the notification server, and start it again."""

    def switch_theme(self, *, dark: bool) -> None:
        """Show everything of the desktop in a light or a dark theme."""


@dataclass
class Screen(Session):
    """A session with a screen. Who builds on it says how to look and how to point."""

    size: tuple[int, int] = SIZE
    panel_at: Box | None = None
    draws_buttons: bool = True

    def pixels(self) -> Image.Image:
        raise NotImplementedError

    def move(self, x: int, y: int) -> None:
        raise NotImplementedError

    def draws(self, label: str) -> bool:
        """Whether there is a button for this answer."""
        return self.draws_buttons

    def screenshot(self, path: Path, box: Box | None = None) -> Path:
        """Save the screen, or a part of it, as PNG."""
        self.pixels().crop(box).save(path)
        return path

    def appeared(self, before: Image.Image) -> Box | None:
        """The box around everything outside the panel that has changed since `before`; None: nothing has."""
        return changed(before, self.pixels(), apart_from=self.panel_at)

    def popup(self, before: Image.Image) -> Box:
        """Where the window is that has opened since `before`, once it stands still."""
        seen: list[Box | None] = [None]

        def standing() -> Box | None:
            seen.append(self.appeared(before))
            return seen[-1] if seen[-1] == seen[-2] else None

        return wait_for(standing, "a window") or (0, 0, *self.size)

    def icon(self, colours: Iterable[Rgb]) -> Spot | None:
        """The middle of what the panel shows in one of these colours; None: it shows too little of any."""
        return middle_of(self.pixels(), colours, self.panel_at) if self.panel_at is not None else None

    def aim(self, x: int, y: int) -> None:
        """Put the pointer there, and wait until the desktop has seen it: a panel overlooks a click that comes along."""
        self.move(x, y)
        seen = [self.pixels()]

        def at_rest() -> bool:
            seen.append(self.pixels())
            return seen[-1].tobytes() == seen[-2].tobytes()

        try:
            wait_for(at_rest, "a screen at rest", AIM)
        except DeadlineError:
            return  # something on it moves by itself
