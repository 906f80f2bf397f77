"""What every tray promises, as stories that take any tray: a double, pystray on a double, the real one."""

import asyncio
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Protocol

from reminder.tray import Picture
from reminder.tray.menu import View, picture

PROMPT = View(
    timedelta(minutes=38),
    "at_desk",
    overdue=timedelta(minutes=8),
    prompt_kinds=("movement",),
    prompt_title="Stand up for two minutes",
    kinds=(("movement", "Stand up"), ("posture", "Change how you sit")),
)
CALM = View(timedelta(minutes=5), "at_desk", "movement", timedelta(minutes=25), kinds=PROMPT.kinds, step=2)
DEADLINE = 10.0
"""Seconds."""


@dataclass
class Service:
    """The service's end of a tray: it hears acts, from whatever thread, and knows the picture of the moment."""

    now: Picture = field(default_factory=lambda: picture(PROMPT))
    acts: list[str] = field(default_factory=list)
    moves: int = 0
    _heard: threading.Condition = field(default_factory=threading.Condition)

    def act(self, name: str) -> None:
        with self._heard:
            self.acts.append(name)
            self._heard.notify_all()

    def moved(self) -> None:
        self.moves += 1

    def refresh(self) -> Picture:
        return self.now

    def hears(self, *acts: str) -> bool:
        """Whether exactly these acts have come, in this order, within the deadline."""
        with self._heard:
            return self._heard.wait_for(lambda: self.acts == list(acts), DEADLINE)


class Painted(Protocol):
    """What every tray has, and the X11 tray below the one for Linux."""

    def paint(self, picture: Picture) -> None: ...

    async def close(self) -> None: ...


async def a_chosen_row_reaches_the_service(tray: Painted, service: Service, click: Callable[[str], None]) -> None:
    """`click` chooses the row with this text, as a user does; in a thread, since a tray may need the loop for it."""
    tray.paint(service.now)

    await asyncio.to_thread(click, "Skip")
    assert await asyncio.to_thread(service.hears, "skip")

    await asyncio.to_thread(click, "Quit")
    assert await asyncio.to_thread(service.hears, "skip", "quit")


async def a_closed_tray_is_quiet(tray: Painted, service: Service) -> None:
    """The service may paint once more while it ends, and may end twice; neither may fail or block."""
    tray.paint(service.now)

    await tray.close()
    await tray.close()
    tray.paint(picture(CALM))

    assert service.acts == []
