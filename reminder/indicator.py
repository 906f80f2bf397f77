"""The icon in the panel, kept up with the state: painted when something has changed, and at each step of its ring.

Nothing ticks: between two steps of the ring the icon is painted by events alone, and where no panel shows it there are
no steps. Menus ask for their rows when they open.
"""

import asyncio
import logging
from collections.abc import Callable
from datetime import datetime

from reminder.backends import Choice, Known, Part, Unavailable, choose
from reminder.clock import now
from reminder.tray import Act, Picture, Tray
from reminder.tray.table import table

log = logging.getLogger(__name__)

LATE_SECONDS = 0.05
"""A step is painted this much after its moment: a timer that is early by a hair would find it still to come."""


class Indicator:
    """The tray of this run, if there is one. Everything but `picture` is for the event loop's thread."""

    def __init__(self, picture: Callable[[], Picture], next_step: Callable[[], datetime | None]) -> None:
        """`picture` is that of this moment, from any thread; `next_step` is when it changes next if nothing happens."""
        self._picture = picture
        self._next_step = next_step
        self._painted: Picture | None = None
        self._choice: Choice[Tray] | None = None
        self._reason: Unavailable | None = None
        self._step: asyncio.TimerHandle | None = None
        self._was_shown = self._lost = False

    async def open(self, act: Act) -> Tray | None:
        """Choose the tray; None: there can be none here."""
        try:
            self._choice = await choose(table(act, self._picture, self._paint_anew))
        except Unavailable as reason:
            self._reason = reason
            return None
        return self._choice.backend

    async def part(self) -> Part:
        """What shows the icon now; asked for once that is known."""
        if self._choice is None:
            return Part("tray", (), self._reason.refused if self._reason is not None else ())
        await self._choice.backend.settled()
        return self._choice.backend.part()

    @property
    def used(self) -> str:
        """What shows the icon at this moment; "none"."""
        return next(iter(self._choice.backend.part().used), "none") if self._choice is not None else "none"

    @property
    def shown(self) -> bool:
        """Whether somebody shows the icon now."""
        return self._choice is not None and self._choice.backend.shown

    @property
    def fix(self) -> str:
        """What would get the icon shown; "" where it is, or nothing would."""
        if self._choice is None or self._choice.backend.shown:
            return ""
        return next((refused.fix for refused in self._choice.backend.part().refused if refused.fix), "")

    def repaint(self) -> None:
        """Show the picture of this moment, if it is another one, and be back when it changes by itself."""
        if self._choice is None:
            return
        self._tell_where()
        fresh = self._picture()
        if fresh != self._painted:
            self._painted = fresh
            try:
                self._choice.backend.paint(fresh)
            except Exception:  # a panel in trouble must not cost the user's answer
                log.exception("The tray could not be painted")
                self._painted = None
        self._wait_for_step(self._choice.backend)

    def _paint_anew(self) -> None:
        """A panel that shows the icon from now on must find the picture of now; `doctor` paints none at all."""
        if self._painted is not None:
            self._painted = None
            self.repaint()

    def _tell_where(self) -> None:
        """Say once that the icon has gone from the panel, and once that it is back."""
        shown = self.shown
        if self._was_shown and not shown:
            reasons = (refused.reason for refused in self._choice.backend.part().refused) if self._choice else iter(())
            log.warning("The icon is in no panel any more: %s", next(reasons, "no panel shows it"))
            self._lost = True
        elif shown and self._lost:
            log.warning("The icon is in a panel again: %s", Known(self.used))
            self._lost = False
        self._was_shown = shown

    async def close(self) -> None:
        """Take the icon out of the panel."""
        self._stop_waiting()
        self._was_shown = False  # what goes now is no loss
        if self._choice is not None:
            await self._choice.backend.close()

    def _wait_for_step(self, tray: Tray) -> None:
        self._stop_waiting()
        when = self._next_step() if tray.shown else None
        if when is not None:
            ahead = (when - now()).total_seconds() + LATE_SECONDS
            self._step = asyncio.get_running_loop().call_later(max(0, ahead), self.repaint)

    def _stop_waiting(self) -> None:
        if self._step is not None:
            self._step.cancel()
            self._step = None
