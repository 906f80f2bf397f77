"""The menu entry, icon, man pages and completions in the user's own folders, for a program that no desktop looks for.

A wheel brings them below share/. Where the installation's share/ is none that desktops read (a virtual environment, as
pipx makes one), they are copied to where each is looked for in a home folder. What was copied is listed beside the log
of a usual installation, with a digest of each, so that nothing of anybody else's is ever written over or removed. A
link is never ours: pipx makes links to man pages and completions, and takes them away itself.
"""

import contextlib
import hashlib
import json
import os
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from reminder.core.records import dataclass
from reminder.share.entry import FILE as ENTRY
from reminder.share.entry import started_by
from reminder.whole_file import OTHERS_READ, put_in_place

HICOLOR = "icons/hicolor"

NO_LIST = (FileNotFoundError, NotADirectoryError)
NO_SENSE = (ValueError, LookupError, TypeError, AttributeError, RecursionError)
"""What reading a list of another making comes to."""


class NotOurs(Exception):  # noqa: N818 - a fact to tell, not an error of ours
    """A file that is to be written is there already, and is somebody else's; the message names it."""


@dataclass(frozen=True, slots=True)
class DesktopFiles:
    """`home` is the user's share/ ($XDG_DATA_HOME), `notes` the list of what was copied there."""

    home: Path
    notes: Path

    def put(self, files: Mapping[str, bytes]) -> None:
        """Have these there, by copies of ours or by somebody's links to the same, and none of an older list.

        Raises:
            NotOurs: one of them is there, and we have not made it. Then nothing is changed.
            OSError: it cannot be written there.
        """
        noted = self._noted()
        files = {name: content for name, content in files.items() if not self._linked(name, content)}
        self._refuse(files, noted)
        for name in noted.files.keys() - files.keys():
            self._remove(name, noted)
        missing = self._missing(files)
        now = {name: (_digest(content),) for name, content in files.items()}
        either = {name: (*noted.files.get(name, ()), *digest) for name, digest in now.items()}
        self._note(_Noted(either, noted.folders | missing))  # whatever comes between, what lies there is known as ours
        for name, content in files.items():
            _write(self.home / name, content)
        self._note(_Noted(now, noted.folders | missing))
        self._icons_changed()

    def present(self) -> list[Path]:
        """What lies there of what was copied, and was not changed since."""
        noted = self._noted()
        return [self.home / name for name in noted.files if self._ours(name, noted)]

    def changed(self) -> list[Path]:
        """What was copied, and is somebody's own since."""
        noted = self._noted()
        paths = [self.home / name for name in noted.files if not self._ours(name, noted)]
        return [path for path in paths if os.path.exists(path)]  # noqa: PTH110 - what may not be looked at is no error

    def has(self, files: Mapping[str, bytes]) -> bool:
        """Whether all of these are there as they are."""
        return all(_content(self.home / name) == content for name, content in files.items())

    def take_out(self) -> list[Path]:
        """Remove what was copied, and the folders made for it that are empty now; returns what is gone.

        What somebody has changed stays, and is theirs from then on.

        Raises:
            OSError: something cannot be removed.
        """
        noted, there = self._noted(), self.present()
        for name in noted.files:
            self._remove(name, noted)
        for folder in sorted(noted.folders, key=len, reverse=True):
            with contextlib.suppress(OSError):  # somebody else's file is in it by now
                (self.home / folder).rmdir()
        self.notes.unlink(missing_ok=True)
        with contextlib.suppress(OSError):
            self.notes.parent.rmdir()
        self._icons_changed()
        return there

    def _linked(self, name: str, content: bytes) -> bool:
        return (self.home / name).is_symlink() and _content(self.home / name) == content

    def _refuse(self, files: Mapping[str, bytes], noted: "_Noted") -> None:
        for name, content in files.items():
            path = self.home / name
            others = os.path.lexists(path) and (path.is_symlink() or _content(path) != content)
            if others and not self._ours(name, noted):
                raise NotOurs(f"{path} is there already, and is not from here. Move it away, or keep it.")

    def _ours(self, name: str, noted: "_Noted") -> bool:
        path = self.home / name
        content = None if path.is_symlink() else _content(path)
        return content is not None and _digest(content) in noted.files.get(name, ())

    def _remove(self, name: str, noted: "_Noted") -> None:
        if self._ours(name, noted):
            (self.home / name).unlink()

    def _missing(self, files: Iterable[str]) -> frozenset[str]:
        """The folders that have to be made for these."""
        folders = {folder for name in files for folder in Path(name).parents if folder != Path()}
        return frozenset(folder.as_posix() for folder in folders if not (self.home / folder).exists())

    def _noted(self) -> "_Noted":
        """What the list says of what lies below `home`; nothing where there is none, or none that makes sense.

        Raises:
            OSError: it cannot be read, so it must not be lost.
        """
        try:
            told = json.loads(self.notes.read_text("utf-8"))
            files = {name: tuple(map(str, digests)) for name, digests in told["files"].items() if _is_below(name)}
            return _Noted(files, frozenset(filter(_is_below, told["folders"])))
        except (*NO_LIST, *NO_SENSE):
            return _Noted({}, frozenset())

    def _note(self, noted: "_Noted") -> None:
        told = {"files": dict(noted.files), "folders": sorted(noted.folders)}
        put_in_place(self.notes, json.dumps(told, indent=1).encode())

    def _icons_changed(self) -> None:
        """Icon caches are told by the time of the theme's folder (Icon Theme Specification, implementation notes)."""
        with contextlib.suppress(OSError):
            os.utime(self.home / HICOLOR)


@dataclass(frozen=True, slots=True)
class _Noted:
    """What was copied, with the digests it may have, and the folders that were made for it."""

    files: Mapping[str, tuple[str, ...]]
    folders: frozenset[str]


def desktop_files() -> DesktopFiles:
    """Those of this user."""
    import platformdirs

    home = Path(platformdirs.user_data_dir())
    return DesktopFiles(home, home / "reminder" / "desktop.json")


def contents(shared: Mapping[str, Path], program: Sequence[str], environment: Mapping[str, str]) -> dict[str, bytes]:
    """What is to be there: the installation's files, and a menu entry that starts this very program."""
    read = {name: path.read_bytes() for name, path in shared.items()}
    entry = read.get(ENTRY, b"").decode()
    return read | ({ENTRY: started_by(entry, program, environment).encode()} if entry else {})


def looked_at(shared: Mapping[str, Path], environ: Mapping[str, str]) -> Path | None:
    """The folder in which the desktop finds the installation's own entry; None: it looks somewhere else.

    A package of a distribution may not tell its files; then an entry of the name, in the system's folders, is its own.
    """
    system = [Path(folder) for folder in (environ.get("XDG_DATA_DIRS") or "/usr/local/share:/usr/share").split(":")]
    own = shared.get(ENTRY)
    if own is None:
        return next((folder for folder in system if (folder / ENTRY).is_file()), None)
    folders = [desktop_files().home, *system]
    return next((folder for folder in folders if (folder / ENTRY).resolve() == own.resolve()), None)


def _is_below(name: object) -> bool:
    """A path that leads nowhere else: a list is a file like any other, and may have been tampered with."""
    if not isinstance(name, str) or "\0" in name:
        return False
    path = Path(name)
    return bool(path.parts) and not path.anchor and ".." not in path.parts


def _write(path: Path, content: bytes) -> None:
    """Have it there as a whole, or not at all: half of it would be nobody's."""
    if _content(path) == content:
        path.chmod(OTHERS_READ)
    else:
        put_in_place(path, content, OTHERS_READ)


def _content(path: Path) -> bytes | None:
    """None: there is no file that can be read."""
    try:
        return path.read_bytes()
    except OSError:
        return None


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
