"""Starting at login on macOS: a LaunchAgent, which launchd reads at each login, and starts again after a crash.

Nothing is bootstrapped and nothing booted out: `launchctl bootstrap` would start a second service beside the one that
runs, and `bootout` would end it with all that is on its screen. The folder is read at the next login in any case.
"""

import os
import plistlib
import sys
from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path
from xml.parsers.expat import ExpatError

from reminder.autostart import AT_LOGIN, Standing, Start
from reminder.autostart.command import HOME
from reminder.autostart.entry_file import EntryFile, sealed
from reminder.backends import Unavailable
from reminder.programs import Ended, run_program

LABEL = "reminder.at-login"
PATIENCE = timedelta(seconds=10)
PAUSE_SECONDS = 60
"""Between two starts of a service that keeps crashing; launchd knows no growing pauses."""


class LaunchAgent:
    """The property list in ~/Library/LaunchAgents, and launchd's own list of what is switched off."""

    name = "launchd"

    def __init__(self, home: Path, environ: Mapping[str, str]) -> None:
        self._file = EntryFile(home / "Library" / "LaunchAgents" / f"{LABEL}.plist")
        self._environ = environ

    async def fits(self) -> str:
        return "launchd starts it at each login, and again after a crash"

    async def standing(self) -> Standing | None:
        """As the file says, and as launchd's own list says, which the system settings write."""
        text = self._file.read()
        if text is None:
            return None
        off = "macOS has it switched off (Login Items in the system settings)" if await self._disabled() else ""
        return self._file.standing(self.name, text, read_start(text), off)

    async def turn_on(self, start: Start) -> list[str]:
        """Write it, and take it off the list of what is switched off."""
        told = self._file.write(render(start))
        if await self._disabled():
            ended = await self._launchctl("enable", f"{_domain()}/{LABEL}")
            if ended.code:
                why = ended.complained.strip() or f"launchctl says {ended.code}"
                raise Unavailable(f"macOS keeps it switched off ({why})", "allow it under Login Items")
            told.append("It was switched off in macOS, and is on again.")
        return told

    async def turn_off(self) -> list[str]:
        return self._file.remove()

    async def _disabled(self) -> bool:
        try:
            printed = (await self._launchctl("print-disabled", _domain())).printed
        except Unavailable:
            return False
        lines = (line.strip() for line in printed.splitlines())
        return any(line in {f'"{LABEL}" => disabled', f'"{LABEL}" => true'} for line in lines)

    async def _launchctl(self, *words: str) -> Ended:
        try:
            return await run_program("launchctl", *words, limit=PATIENCE, environ=self._environ)
        except OSError as problem:
            raise Unavailable(f"launchctl cannot be asked: {problem.strerror or problem}") from problem


def render(start: Start) -> str:
    """The property list that starts this.

    launchd cannot tell exit codes apart, so KeepAlive takes every failure for a crash. That a service runs already is
    none for one with AT_LOGIN in its environment; what remains (no data folder) may have mended itself in a minute.
    """
    home = {} if start.home is None else {HOME: start.home}
    content = {
        "Label": LABEL,
        "ProgramArguments": list(start.words),
        "EnvironmentVariables": {AT_LOGIN: "1", **home},
        "RunAtLoad": True,
        "KeepAlive": {"SuccessfulExit": False},
        "ThrottleInterval": PAUSE_SECONDS,
        "LimitLoadToSessionType": "Aqua",
        "ProcessType": "Interactive",
    }
    text = plistlib.dumps(content, sort_keys=False).decode("utf-8")
    return sealed(text, comment="<!-- {} -->", line=2)  # below what XML wants to be first


def read_start(text: str) -> Start | None:
    """What an agent starts; None: nothing that can be read."""
    try:
        content = plistlib.loads(text.encode("utf-8", "surrogateescape"))
        words = content["ProgramArguments"]
        home = content.get("EnvironmentVariables", {}).get(HOME)
    except (plistlib.InvalidFileException, ExpatError, ValueError, LookupError, TypeError, AttributeError):
        return None
    return Start(tuple(map(str, words)), home) if words else None


def _domain() -> str:
    """The graphical session of this user."""
    if sys.platform == "win32":
        raise Unavailable("this is not macOS")
    return f"gui/{os.getuid()}"
