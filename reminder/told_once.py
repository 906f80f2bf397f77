"""What is told once in all the time with reminder: the greeting of the first run, and what would give a tray icon."""

from collections.abc import Callable
from typing import Protocol

from reminder.notify import Text

NO_TRAY = "no tray"
"""The note in the journal that the user was told what would give a tray."""


class Notes(Protocol):
    """Where it is noted what was told: the logbook."""

    def note(self, key: str) -> str | None:
        """What was noted; None: nothing."""

    def keep_note(self, key: str, value: str) -> None:
        """Note it."""


class Icon(Protocol):
    """The indicator, as far as it matters here."""

    @property
    def shown(self) -> bool:
        """Whether somebody shows the icon."""

    @property
    def fix(self) -> str:
        """What would get it shown; "": it is, or nothing would."""


class ToldOnce:
    """On the event loop's thread. `welcome` tells a newcomer all there is to know, with what would give a tray icon.

    `on_terminal`: notifications are lines in the terminal, in which the service has already told of the tray.
    """

    def __init__(
        self,
        notes: Notes,
        icon: Icon,
        tell: Callable[[Text], None],
        welcome: Callable[[str], None],
        on_terminal: Callable[[], bool],
    ) -> None:
        self._notes = notes
        self._icon = icon
        self._tell = tell
        self._welcome = welcome
        self._on_terminal = on_terminal
        self._to_be_greeted = self._begun = self._late = False

    def greet(self) -> None:
        """Greet a newcomer as soon as there is an icon to point at, or it is certain that there is none."""
        self._to_be_greeted = True
        self._go_on()

    def begin(self) -> None:
        """Everything is open by now; whether the icon is shown, too, is mostly known."""
        self._begun = True
        self._go_on()

    def panels_had_time(self) -> None:
        """Who shows no icon by now will not: that is told, in the greeting or by itself."""
        self._late = True
        if self._to_be_greeted:
            self._go_on()
            return
        fix = self._icon.fix
        if fix and not self._on_terminal() and not self._notes.note(NO_TRAY):
            self._tell(Text("There is no tray icon here", f"To have one, {fix}.\nIt works without: 'reminder --help'."))
            self._keep(fix)

    def _go_on(self) -> None:
        certain = self._late or (self._begun and (self._icon.shown or self._on_terminal()))
        if self._to_be_greeted and certain:
            self._to_be_greeted = False
            fix = self._icon.fix
            self._welcome(fix)
            self._keep(fix)

    def _keep(self, fix: str) -> None:
        if fix:
            self._notes.keep_note(NO_TRAY, fix)
