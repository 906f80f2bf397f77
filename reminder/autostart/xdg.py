"""Starting at login by an entry in the autostart folder, which session managers read, or systemd for them."""

from collections.abc import Mapping
from pathlib import Path

from reminder.autostart import ENTRY, SCREENS, Standing, Start
from reminder.autostart.bare_sessions import advice
from reminder.autostart.desktop_entry import read_start, render, switched_off
from reminder.autostart.entry_file import EntryFile, remove_if_empty
from reminder.autostart.user_manager import user_manager
from reminder.backends import Unavailable

READERS = frozenset(
    {
        "Budgie",
        "Cinnamon",
        "DDE",
        "Deepin",
        "GNOME",
        "GNOME-Flashback",
        "KDE",
        "LXDE",
        "LXQt",
        "MATE",
        "Pantheon",
        "UKUI",
        "Unity",
        "X-Cinnamon",
        "XFCE",
    }
)
"""Desktops, by their names in XDG_CURRENT_DESKTOP, whose session manager starts what lies in the folder."""


class AutostartEntry:
    """The entry in $XDG_CONFIG_HOME/autostart."""

    name = "xdg"

    def __init__(self, config_home: Path, environ: Mapping[str, str], likely: Start) -> None:
        """`likely` is what would be started, for the advice where nothing reads the folder."""
        self._file = EntryFile(config_home / "autostart" / ENTRY)
        self._environ = environ
        self._likely = likely

    async def fits(self) -> str:
        """Where somebody reads the folder: a session manager that is known to, or systemd."""
        desktops = self._environ.get("XDG_CURRENT_DESKTOP", "").split(":")
        reader = next(filter(READERS.__contains__, desktops), None)
        if reader is not None:
            return f"{reader} starts what lies in {self._file.path.parent}"
        if await self._systemd_reads():
            return f"your systemd starts what lies in {self._file.path.parent}"
        if not any(map(self._environ.get, SCREENS)):
            raise Unavailable(
                "this is no terminal of a graphical session, so it cannot be told what starts one",
                "run 'reminder autostart on' on your desktop, or name the way: '--way systemd' or '--way xdg'",
            )
        session, fix = advice(self._environ, self._likely)
        raise Unavailable(f"{session} starts nothing from {self._file.path.parent} by itself", fix)

    async def standing(self) -> Standing | None:
        """As the file says."""
        text = self._file.read()
        if text is None:
            return None
        line = switched_off(text)
        off = f"your desktop's settings have switched it off ({line})" if line else ""
        return self._file.standing(self.name, text, read_start(text), off)

    async def turn_on(self, start: Start) -> list[str]:
        return self._file.write(render(start))

    async def turn_off(self) -> list[str]:
        removed = self._file.remove()
        if removed:
            remove_if_empty(self._file.path.parent)
        return removed

    async def _systemd_reads(self) -> bool:
        try:
            return (await user_manager(self._environ)).entries
        except Unavailable:
            return False
