"""Starting at login as a unit of the user's systemd: after the session is graphical, again after a crash."""

from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from reminder.autostart import UNIT, Standing, Start
from reminder.autostart.entry_file import EntryFile, remove_if_empty
from reminder.autostart.unit import read_start, render
from reminder.autostart.user_manager import systemctl, user_manager
from reminder.backends import Unavailable
from reminder.whole_file import make_folder

TARGET = "graphical-session.target"
OLDEST = 250
"""The first systemd with ExitType=cgroup, by which a browser outlives the command that opened it."""


class SystemdUnit:
    """The unit and the link by which the session's target wants it, as `systemctl --user enable` makes it.

    Both are made here: so they can be taken out where no manager runs to be asked.
    """

    name = "systemd"

    def __init__(self, config_home: Path, environ: Mapping[str, str]) -> None:
        self._folder = config_home / "systemd" / "user"
        self._file = EntryFile(self._folder / UNIT)
        self._wanted = self._folder / f"{TARGET}.wants" / UNIT
        self._environ = environ

    async def fits(self) -> str:
        """Only where the session reaches graphical-session.target: Xfce 4.18, LXQt and a bare sway never do."""
        manager = await user_manager(self._environ)
        if manager.version < OLDEST:
            raise Unavailable(f"your systemd is older than {OLDEST}, and would end your browser with reminder")
        if self._folder not in manager.folders:
            raise Unavailable(f"your systemd does not read {self._folder}", "set XDG_CONFIG_HOME for the whole session")
        if not manager.graphical:
            raise Unavailable(f"this session does not reach {TARGET}")
        if not manager.screen:
            raise Unavailable("your systemd does not know the screen: neither DISPLAY nor WAYLAND_DISPLAY")
        return f"this session reaches {TARGET}, and systemd starts it again after a crash"

    async def standing(self) -> Standing | None:
        """As the files say, whether a manager runs or not."""
        text = self._file.read()
        if text is None:
            return None
        wanted = self._wanted.is_symlink()
        obstacle = "" if wanted else f"it is not enabled: {self._wanted} is gone"
        more = (str(self._wanted),) if wanted else ()
        return self._file.standing(self.name, text, read_start(text), obstacle, more)

    async def turn_on(self, start: Start) -> list[str]:
        """Write both, and have the manager read them."""
        version = OLDEST
        with suppress(Unavailable):  # where it was asked for by name; the plainest unit is right for each version
            version = (await user_manager(self._environ)).version
        self._file.read()  # what may not be replaced is refused before anything is changed
        enabled = self._wanted.is_symlink()
        try:
            self._want()
            kept = self._file.write(render(start, version))
        except OSError as problem:
            raise Unavailable(f"{self._wanted} cannot be made: {problem.strerror or problem}") from problem
        except Unavailable:
            if not enabled:
                self._wanted.unlink()
            raise
        await self._reread()
        return kept

    async def turn_off(self) -> list[str]:
        """Take both out. A service that runs goes on, and is not started again."""
        removed = self._file.remove()
        if self._wanted.is_symlink():
            try:
                self._wanted.unlink()
            except OSError as problem:
                raise Unavailable(f"{self._wanted} cannot be removed: {problem.strerror or problem}") from problem
            removed.append(f"Removed {self._wanted}.")
        if not removed:
            return []
        remove_if_empty(self._wanted.parent, self._folder, self._folder.parent)
        await self._reread()
        return removed

    def _want(self) -> None:
        make_folder(self._wanted.parent)
        if not self._wanted.is_symlink() or self._wanted.resolve() != self._file.path.resolve():
            with suppress(FileNotFoundError):
                self._wanted.unlink()
            self._wanted.symlink_to(self._file.path)

    async def _reread(self) -> None:
        with suppress(Unavailable):  # it reads them at the next login in any case
            await systemctl("daemon-reload", environ=self._environ)
