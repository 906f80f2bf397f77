"""A file of ours in a folder that others read: sealed, so that what a user has changed in it is never lost."""

import os
import re
import zlib
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from reminder.autostart import Standing, Start
from reminder.backends import Unavailable
from reminder.core.records import dataclass
from reminder.whole_file import OTHERS_READ, put_in_place

SEAL = "'reminder autostart on' wrote this, 'reminder autostart off' takes it out again. Checksum:"


def sealed(text: str, *, comment: str = "# {}", line: int = 0) -> str:
    """The text with a comment before that line, by which we know it again, changed or not."""
    lines = text.splitlines(keepends=True)
    lines.insert(line, comment.format(f"{SEAL} {_checksum(text)}") + "\n")
    return "".join(lines)


def is_ours(text: str) -> bool:
    """We wrote it, whatever has become of it since."""
    return SEAL in text


def is_edited(text: str) -> bool:
    """We wrote it, and somebody has changed it since, be it by a byte."""
    if not is_ours(text):
        return False
    lines = text.splitlines(keepends=True)
    seals = [each for each in lines if SEAL in each]
    rest = "".join(each for each in lines if SEAL not in each)
    told = re.fullmatch(rf"(# |<!-- ){re.escape(SEAL)} (?P<sum>[0-9a-f]+)( -->)?\n", "".join(seals))
    return told is None or told["sum"] != _checksum(rest)


def _checksum(text: str) -> str:
    return f"{zlib.crc32(text.encode('utf-8', 'surrogateescape')):08x}"


@dataclass(frozen=True, slots=True)
class EntryFile:
    """One such file. What is no plain file at its place is left alone."""

    path: Path

    def read(self) -> str | None:
        """What it holds, bytes that are no UTF-8 included; None: it is not there.

        Raises:
            Unavailable: something else is at its place, or it cannot be read.
        """
        try:
            if self.path.is_symlink():
                raise self._linked()
            return self.path.read_bytes().decode("utf-8", "surrogateescape")
        except (FileNotFoundError, NotADirectoryError):
            return None
        except IsADirectoryError:
            raise Unavailable(f"{self.path} is a folder, where a file should be", f"move {self.path} away") from None
        except OSError as problem:
            raise Unavailable(f"{self.path} cannot be read: {problem.strerror or problem}") from problem

    def standing(
        self, way: str, text: str, start: Start | None, obstacle: str = "", more: tuple[str, ...] = ()
    ) -> Standing:
        """How this way stands, by the text that was read here; the rest as in `Standing`."""
        return Standing(way, str(self.path), start, is_ours(text), is_edited(text), obstacle, more)

    def write(self, text: str) -> list[str]:
        """Put it in place, all of it at once; what was not ours alone is kept beside it, and told.

        Raises:
            Unavailable: it cannot be written; what was there is there still.
        """
        before = self.read()
        try:
            if before == text:
                self.path.chmod(OTHERS_READ)
                return []
            kept = self._keep(before)
            put_in_place(self.path, text.encode("utf-8"), OTHERS_READ)
        except OSError as problem:
            raise self._unwritable(problem) from problem
        return kept

    def remove(self) -> list[str]:
        """Take it away; a copy of one that was edited stays. Nothing to tell where it was not there.

        Raises:
            Unavailable: it is not ours, or cannot be removed.
        """
        before = self.read()
        if before is None:
            return []
        if not is_ours(before):
            raise Unavailable(f"reminder did not write {self.path}", "remove it yourself, if it starts reminder")
        try:
            kept = self._keep(before)
            self.path.unlink()
        except OSError as problem:
            raise self._unwritable(problem) from problem
        return [f"Removed {self.path}.", *kept]

    def _keep(self, text: str | None) -> list[str]:
        """A copy of what somebody else has written, under a name that nobody reads."""
        if text is None or (is_ours(text) and not is_edited(text)):
            return []
        kept = next(path for path in self._names_for_a_copy() if not os.path.lexists(path))
        with kept.open("xb") as file:
            file.write(text.encode("utf-8", "surrogateescape"))
        whose = "had been edited" if is_ours(text) else "was not written by reminder"
        return [f"{self.path.name} {whose}. As it was, it is kept as {kept}."]

    def _names_for_a_copy(self) -> Iterable[Path]:
        yield self.path.with_name(f"{self.path.name}.before")
        number = 2
        while True:
            yield self.path.with_name(f"{self.path.name}.before-{number}")
            number += 1

    def _linked(self) -> Unavailable:
        target = self.path.readlink()
        if str(target) == os.devnull:
            return Unavailable(f"{self.path} leads to {target}: somebody has masked it", f"remove {self.path}")
        return Unavailable(f"{self.path} is a link to {target}, and reminder changes only files of its own")

    def _unwritable(self, problem: OSError) -> Unavailable:
        place = problem.filename or self.path
        return Unavailable(f"{self.path} cannot be changed: {place}: {problem.strerror or problem}")


def remove_if_empty(*folders: Path) -> None:
    """Leave no empty folders behind, the innermost first."""
    for folder in folders:
        with suppress(OSError):  # something is in it, or it is a link, or not there
            folder.rmdir()
