"""Where config, log and control channel live: the platform's places, or one folder named by REMINDER_HOME."""

import errno
import os
import stat
import sys
import warnings
import zlib
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from reminder.core.records import dataclass

HOME = "REMINDER_HOME"
DATA = "data"
OTHERS = 0o077
"""What a mode gives to anybody but the owner."""
SOCKET_PATH_LIMIT = 100  # sun_path holds 104 bytes on macOS, 108 on Linux


@dataclass(frozen=True, slots=True)
class Places:
    """The files of one user's reminder. `data` is a folder (0700) that holds `journal` and `lock`."""

    config: Path
    data: Path
    control: Path

    @property
    def journal(self) -> Path:
        """The log and the saved state."""
        return self.data / "journal.sqlite"

    @property
    def lock(self) -> Path:
        """Held by the running service, so that there is one only."""
        return self.data / "service.lock"

    @property
    def unsaved(self) -> tuple[Path, ...]:
        """Where that is kept which the log did not take, for the next start: the first of these that takes it."""
        name = f"{self.journal.name}.unsaved.json"
        return (self.data / name, self.config.parent / name, self.spare / name)

    @property
    def spare(self) -> Path:
        """A private folder of the system's, for where nothing can be written to `data`."""
        return spare_folder(self.data)

    @property
    def crash_report(self) -> Path:
        """Where a bug of ours is written down."""
        return self.data / "crash.txt"

    @property
    def hard_end(self) -> Path:
        """Where Python writes of an end in C code; there while the service runs, and after such an end."""
        return self.data / "hard-end.txt"

    @property
    def config_before(self) -> Path:
        """What `config` was before the last change by a command."""
        return self.data / "config_before.json"


def places(environ: Mapping[str, str]) -> Places:
    """The files in force for this environment."""
    home = environ.get(HOME)
    if home:
        folder = Path(home).expanduser().absolute()
        data = folder / DATA  # apart, so that what watches the config does not wake with every row of the log
        return Places(folder / "config.toml", data, _control(data, data))
    import platformdirs

    dirs = platformdirs.PlatformDirs("reminder", appauthor=False)
    data = Path(dirs.user_data_dir)
    return Places(Path(dirs.user_config_dir) / "config.toml", data, _control(_runtime(), data))


def spare_folder(data: Path) -> Path:
    """A private folder of the system's, for where nothing can be written to `data`."""
    return _runtime() / f"data-{zlib.crc32(os.fsencode(data)):08x}"


def spare_channel(control: Path) -> Path:
    """Where the service listens if it cannot at `control`."""
    return spare_folder(control.parent) / control.name


def environment(where: Places, environ: Mapping[str, str]) -> dict[str, str]:
    """The environment in which a command finds these places, wherever it is started."""
    home = where.config.parent
    named = {HOME: str(home)} if where.data == home / DATA else {}
    return {name: value for name, value in environ.items() if name != HOME} | named


def _control(folder: Path, data: Path) -> Path:
    """The socket in this folder, or, where its path would be too long for one, in a private folder of the system's."""
    path = folder / "control.sock"
    if _fits(path):
        return path
    import hashlib  # 2 MiB, for the few who need it
    import tempfile

    digest = hashlib.sha256(os.fsencode(data)).hexdigest()[:16]
    bases = (_runtime(), Path(tempfile.gettempdir()), Path("/tmp"))  # noqa: S108 - the server looks whose the folder is
    elsewhere = [base / f"reminder-{digest}" / "control.sock" for base in bases]
    return next(filter(_fits, elsewhere), path)


def _runtime() -> Path:
    """The system's folder for sockets; where there is none for this session, what platformdirs takes instead."""
    import platformdirs

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it says so on standard error, at each command (RuntimeDirWarning)
        return Path(platformdirs.user_runtime_dir("reminder", appauthor=False))


def _fits(path: Path) -> bool:
    return len(os.fsencode(path)) <= SOCKET_PATH_LIMIT


def make_private(folder: Path) -> None:
    """Make a folder that only its owner may enter, and likewise whatever is missing above it.

    Windows has no such modes (nor has `whole_file` there): in the user's profile, where our files are unless
    REMINDER_HOME says otherwise, a folder inherits rights for its user, administrators and the system alone.
    """
    if not folder.is_dir():
        make_private(folder.parent)
        folder.mkdir(exist_ok=True, mode=0o700)


def keep_private(folder: Path) -> None:
    """Make such a folder, and let nobody else into it where it was made by other means: `mkdir`, a copy, an archive."""
    make_private(folder)
    shut_others_out(folder)


def make_ours(folder: Path) -> None:
    """Make such a folder where anybody may have made it first, as in a shared temporary one, or a link to one of ours.

    Raises:
        PermissionError: somebody else has.
    """
    make_private(folder)
    if sys.platform != "win32" and {folder.lstat().st_uid, folder.stat().st_uid} != {os.getuid()}:
        raise PermissionError(errno.EACCES, "the folder is another user's")
    shut_others_out(folder)


def shut_others_out(path: Path) -> None:
    """Take from a file or folder of ours whatever its mode gives to anybody else, where the file system has modes."""
    if sys.platform == "win32":
        return
    found = path.stat()
    if found.st_uid == os.getuid() and stat.S_IMODE(found.st_mode) & OTHERS:
        with suppress(OSError):  # FAT has none, on a memory stick say
            path.chmod(stat.S_IMODE(found.st_mode) & ~OTHERS)
