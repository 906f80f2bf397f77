"""Where config, log and control channel live: the platform's places, or one folder named by REMINDER_HOME."""

import os
import warnings
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

HOME = "REMINDER_HOME"
DATA = "data"
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
    def crash_report(self) -> Path:
        """Where a bug of ours is written down."""
        return self.data / "crash.txt"

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

    Windows has no such modes (nor has `write_private` there): in the user's profile, where our files are unless
    REMINDER_HOME says otherwise, a folder inherits rights for its user, administrators and the system alone.
    """
    if not folder.is_dir():
        make_private(folder.parent)
        folder.mkdir(exist_ok=True, mode=0o700)


def write_private(path: Path, text: str) -> None:
    """Write a file that only its owner may read, in place of what it held."""
    make_private(path.parent)
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="utf-8") as file:
        file.write(text)
