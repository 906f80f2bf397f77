"""The tray icon and its menu: one Protocol, one small file per way, and the table that orders them."""

from collections.abc import Callable
from enum import StrEnum
from typing import Protocol

from reminder.backends import Part
from reminder.core.plan import HoldKind
from reminder.core.records import dataclass

STEPS = 12
"""The working face's ring fills in this many steps: a redraw every twelfth of the interval is enough."""


class Face(StrEnum):
    """What the icon tells at a glance; each differs in shape first, in colour second."""

    WORKING = "working"
    DUE = "due"
    HELD = "held"
    AWAY = "away"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Look:
    """The icon in full. `step`: how far the ring of the working face is filled, 0 to `STEPS`. `hold`: why it is held.

    0 and None for the other faces, so that equal looks are drawn alike.
    """

    face: Face
    step: int = 0
    hold: HoldKind | None = None

    @property
    def name(self) -> str:
        """The icon's name in the folder `icons/`: "reminder-working-03", "reminder-held-call", "reminder-due"."""
        more = {Face.WORKING: f"-{self.step:02}", Face.HELD: f"-{self.hold}".replace("_", "-")}
        return f"reminder-{self.face}{more.get(self.face, '')}"


LOOKS = (
    *(Look(Face.WORKING, step) for step in range(STEPS + 1)),
    Look(Face.DUE),
    *(Look(Face.HELD, hold=hold) for hold in HoldKind),
    Look(Face.AWAY),
    Look(Face.UNKNOWN),
)
"""Every look there is."""


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the menu. `act` names what it does ("done", "pause 30 min"); "" is a line that only tells.

    A row with `rows` is a submenu. `checked` is None for a plain row; else the row shows whether it is on, as one of
    several that exclude each other where `radio`.
    """

    text: str
    act: str = ""
    rows: tuple["Row", ...] = ()
    checked: bool | None = None
    radio: bool = False


SEPARATOR = Row("-")
"""The line between two groups of rows."""


@dataclass(frozen=True, slots=True)
class Picture:
    """Everything a tray shows: the icon, the tooltip and the menu. Equal pictures need no repaint."""

    look: Look
    tooltip: str
    rows: tuple[Row, ...]


Act = Callable[[str], None]
"""Takes a row's `act` into the service; a tray calls it from any thread."""

CLICK, MIDDLE_CLICK = "status", "toggle-pause"
"""The acts of a left and of a middle click on the icon."""


class Tray(Protocol):
    """A tray icon. `paint` is called on the event loop's thread, only when the picture has changed."""

    needs_main_thread: bool
    """Whether `run` must have the process's main thread; the event loop then runs beside it."""

    @property
    def shown(self) -> bool:
        """Whether somebody shows the icon now."""

    async def settled(self) -> None:
        """Wait until it is known who shows the icon, if anybody does."""

    def part(self) -> Part:
        """The line of `doctor`: what shows the icon now, and why nothing better does."""

    def run(self) -> None:
        """Serve the icon until `close`. Blocks where `needs_main_thread`; else there is nothing to do."""

    def paint(self, picture: Picture) -> None:
        """Show this picture from now on."""

    async def close(self) -> None:
        """Take the icon out of the tray; returns when it is gone."""
