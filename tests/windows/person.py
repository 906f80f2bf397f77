"""Somebody with reminder on Windows: what they type, see and press."""

import subprocess
from dataclasses import dataclass, field

from tests.desktop.session import wait_for
from tests.desktop.user import User
from tests.windows.console import Console
from tests.windows.wine import Wine, windows_path

STARTING_SECONDS = 60


@dataclass
class Person(User):
    """A user whose commands, service and home folder are those of a Windows."""

    windows: Wine = field(kw_only=True)
    console: Console | None = None

    @property
    def environ(self) -> dict[str, str]:
        return {"REMINDER_HOME": windows_path(self.home)}

    def reminder(self, *words: str) -> "subprocess.CompletedProcess[str]":
        return self.windows.run("-m", "reminder", *words, environ=self.environ)

    def start(self) -> None:
        self.console = self.open()
        wait_for(self.status, "the service", STARTING_SECONDS)

    def open(self, *words: str) -> Console:
        """Run it in a window of its own."""
        return Console(self.windows.argv("-m", "reminder", *words), {**self.windows.environ, **self.environ})

    def said(self) -> str:
        return self.console.text if self.console is not None else ""

    def leave(self) -> None:
        """End what has been started."""
        if self.console is not None:
            self.console.close()
