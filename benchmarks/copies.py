"""Copies of the programs and libraries of one desk, mounted over their originals for that desk alone. Needs root.

PSS divides a page among all that map it, so what else runs on the machine makes a program look smaller than it is. On
its own copies a desk's programs share with each other, as on their user's machine, and with nobody else.
"""

import shutil
import subprocess
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from benchmarks.measuring import GONE, PROC, mapped_in
from tests.desktop.rig import Desktop, wait_for

APART = ("unshare", "--mount", "--pid", "--fork", "--kill-child", "--mount-proc")
"""Runs a program with mounts and process numbers of its own."""

NEVER_COPIED = (Path("/dev"), Path("/proc"), Path("/sys"), Path("/run"))
MOUNTING = """
while read -r copy original; do mount -n --bind "$copy" "$original" || exit 1; done < "$1"
: > "$2"
read -r over
"""
"""Mounts what the first file lists, makes the second, and keeps the place until its input ends."""


@cache
def may_mount() -> bool:
    """Whether this user may have such places: root may, but for a container that takes it away."""
    tried = [*APART, "mount", "-n", "--bind", "/usr", "/usr"]
    return bool(shutil.which("unshare")) and not subprocess.run(tried, capture_output=True, check=False).returncode


@dataclass
class Copies:
    """Copies in a folder, by their originals."""

    folder: Path
    of: dict[Path, Path] = field(default_factory=dict)

    def add(self, originals: Iterable[Path]) -> None:
        """Copy those that are not there yet."""
        self.folder.mkdir(exist_ok=True)
        for original in sorted(set(originals) - set(self.of)):
            copy = self.folder / f"{len(self.of)}-{original.name}"
            shutil.copy2(original, copy)
            self.of[original] = copy

    @contextmanager
    def mounted(self) -> Iterator[int]:
        """A place in which they are mounted over their originals; the number of a process in it."""
        listed, ready = self.folder / "mounts", self.folder / "ready"
        listed.write_text("".join(f"{copy} {original}\n" for original, copy in self.of.items()))
        command = ["unshare", "--mount", "sh", "-c", MOUNTING, "sh", str(listed), str(ready)]
        keeper = subprocess.Popen(command, stdin=subprocess.PIPE)
        try:
            wait_for(lambda: ready.exists() or keeper.poll() is not None, "the copies to be mounted")
            if not ready.exists():
                raise OSError("the copies cannot be mounted")
            yield keeper.pid
        finally:
            keeper.communicate()
            ready.unlink(missing_ok=True)


@dataclass
class DeskOnCopies(Desktop):
    """A desk whose programs run in the place that this process is in; None: where everything else runs."""

    inside: int | None = field(default=None, kw_only=True)

    def spawn(
        self, argv: Sequence[str], environ: Mapping[str, str] | None = None, **more: object
    ) -> "subprocess.Popen[bytes]":
        """Start a program there."""
        if self.inside is None:
            return super().spawn(argv, environ, **more)
        into = ["nsenter", f"--mount=/proc/{self.inside}/ns/mnt", f"--wd={self.root / 'home'}"]
        return super().spawn([*into, *argv], environ, **more)


def mapped_by(pids: Iterable[int], session: Path) -> set[Path]:
    """The files of the system's that these have mapped; what is their own, below their session's folder, is none."""
    found: set[Path] = set()
    for pid in pids:
        with suppress(*GONE):
            found |= mapped_in((PROC / str(pid) / "maps").read_text())
    return {path for path in found if _can_be_copied(path, session)}


def _can_be_copied(path: Path, session: Path) -> bool:
    kept = any(path.is_relative_to(folder) for folder in (*NEVER_COPIED, session))
    return not kept and path.is_file() and " " not in str(path)
