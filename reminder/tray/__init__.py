"""The tray icon and its menu: one Protocol, one small file per way, and the table that orders them."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol


class Face(StrEnum):
    """What the icon tells at a glance; each differs in shape first, in colour second."""

    WORKING = "working"
    DUE = "due"
    HELD = "held"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the menu. `act` names what it does ("done", "pause 30 min"); "" is a line that only tells.

    A row with `rows` is a submenu. A separator has the text "-".
    """

    text: str
    act: str = ""
    rows: tuple["Row", ...] = ()


SEPARATOR = Row("-")


@dataclass(frozen=True, slots=True)
class Picture:
    """Everything a tray shows: the icon's face, the tooltip and the menu. Equal pictures need no repaint."""

    face: Face
    tooltip: str
    rows: tuple[Row, ...]


Act = Callable[[str], None]
"""Takes a row's `act` into the service; a tray calls it from any thread."""


class Tray(Protocol):
    """A tray icon. `paint` is called on the event loop's thread, only when the picture has changed."""

    needs_main_thread: bool
    """Whether `run` must have the process's main thread; the event loop then runs beside it."""

    def run(self) -> None:
        """Serve the icon until `close`. Blocks. Where `needs_main_thread` is False it merely waits for the end."""

    def paint(self, picture: Picture) -> None:
        """Show this picture from now on."""

    def close(self) -> None:
        """Take the icon out of the tray; returns when it is gone."""
