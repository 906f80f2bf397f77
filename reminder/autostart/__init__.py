"""Started by itself at login: what a way to be started offers, and what is told of one that is set up.

`table.py` has the ways of this system, best first; `turning.py` turns them on and off. One is on at a time.
"""

from typing import Protocol

from reminder.core.records import dataclass

UNIT = "reminder.service"
"""The user unit of systemd."""
ENTRY = "reminder.desktop"
"""The entry in the desktop's folder of what starts at login."""
SCREENS = ("DISPLAY", "WAYLAND_DISPLAY")
"""One of these variables names the screen; over ssh and in a container there is none."""
AT_LOGIN = "REMINDER_AT_LOGIN"
"""Set for a service that a supervisor starts: one that runs already is all it could wish for, and no failure."""


@dataclass(frozen=True, slots=True)
class Start:
    """What is started: the words of the command, and what REMINDER_HOME is to name for it (None: nothing)."""

    words: tuple[str, ...]
    home: str | None = None


@dataclass(frozen=True, slots=True)
class Standing:
    """A way that is set up, as it stands.

    `file` is where (on Windows, a value of the registry). `start` is None where that cannot be read. `ours`: we wrote
    it; `edited`: and somebody has changed it since. `obstacle` says why it starts nothing all the same ("": it does).
    `more`: what else is taken out with it.
    """

    way: str
    file: str
    start: Start | None
    ours: bool = True
    edited: bool = False
    obstacle: str = ""
    more: tuple[str, ...] = ()


class Way(Protocol):
    """One way to be started at login. Nothing of it starts or ends a service now."""

    name: str

    async def fits(self) -> str:
        """The reason why it is right for this session.

        Raises:
            Unavailable: it would start nothing here, and why.
        """
        ...

    async def standing(self) -> Standing | None:
        """How it stands; None: it is not set up.

        Raises:
            Unavailable: what lies in its place cannot be read.
        """
        ...

    async def turn_on(self, start: Start) -> list[str]:
        """Set it up, or mend it. Returns what has to be told beside that, such as what it replaced.

        Raises:
            Unavailable: it cannot be set up, and why; what was there is there still.
        """
        ...

    async def turn_off(self) -> list[str]:
        """Take out what is ours. Returns a sentence for each thing that was done; none where there was nothing.

        Raises:
            Unavailable: what is there is not ours, or cannot be removed.
        """
        ...
