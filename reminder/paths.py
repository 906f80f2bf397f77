"""Where config, log and control channel live: the platform's places, or one folder named by REMINDER_HOME."""

import hashlib
import os
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

HOME = "REMINDER_HOME"
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


def places(environ: Mapping[str, str]) -> Places:
    """The files in force for this environment."""
    home = environ.get(HOME)
    if home:
        folder = Path(home).expanduser().absolute()
        data = folder / "data"  # apart, so that what watches the config does not wake with every row of the log
        return Places(folder / "config.toml", data, _control(data, data))
    import platformdirs

    dirs = platformdirs.PlatformDirs("reminder", appauthor=False)
    data = Path(dirs.user_data_dir)
    return Places(Path(dirs.user_config_dir) / "config.toml", data, _control(Path(dirs.user_runtime_dir), data))


def _control(folder: Path, data: Path) -> Path:
    """The socket in this folder, or, where its path would be too long for one, in a private folder of the system's."""
    path = folder / "control.sock"
    if len(os.fsencode(path)) <= SOCKET_PATH_LIMIT:
        return path
    digest = hashlib.sha256(os.fsencode(data)).hexdigest()[:16]
    base = os.environ.get("XDG_RUNTIME_DIR") or tempfile.gettempdir()
    return Path(base) / f"reminder-{digest}" / "control.sock"


def make_private(folder: Path) -> None:
    """Make a folder that only its owner may enter, with whatever is missing above it."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
