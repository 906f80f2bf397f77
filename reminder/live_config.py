"""config.toml while the service runs: read again when it changes; a mistake in it is told, and changes nothing."""

import asyncio
import contextlib
from collections.abc import Callable
from pathlib import Path

from reminder.config import ConfigError, Settings, load
from reminder.last_good import STAYS, Say
from reminder.notify import Text

SAVING_SECONDS = 0.3
"""How long an editor may take to put a file back that it removed to save it."""


class LiveConfig:
    """Reads the file anew at each `changed`, on the event loop's thread."""

    def __init__(self, path: Path, say: Say, tell: Callable[[Text], None], use: Callable[[Settings], None]) -> None:
        """`use` is given what it says; of a mistake `say` tells all, and `tell` notes the first line on the screen."""
        self._path = path
        self._say = say
        self._tell = tell
        self._use = use
        self._told = ""

    def changed(self) -> None:
        """Read it again. One that is gone or empty may be in the middle of being saved, so it gets a moment."""
        with contextlib.suppress(OSError):
            if self._path.stat().st_size:
                self._read()
                return
        asyncio.get_running_loop().call_later(SAVING_SECONDS, self._read)

    def _read(self) -> None:
        try:
            settings = load(self._path)
        except ConfigError as mistakes:
            self._complain(str(mistakes))
            return
        self._told = ""
        self._use(settings)

    def _complain(self, mistakes: str) -> None:
        """Once, however often a file with the same mistakes is saved."""
        if mistakes == self._told:
            return
        self._told = mistakes
        self._say(f"{mistakes}\n{STAYS}")
        self._tell(Text("config.toml has a mistake", f"{mistakes.splitlines()[0]}\n{STAYS}"))
