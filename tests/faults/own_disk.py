"""A disk for one folder, in a mount namespace of its own: it can get full, be read-only, or be taken away."""

import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
HOLDS = 'mount -t tmpfs -o size={size},mode=700 none "$0" && echo up && exec cat'


class CannotMount(Exception):  # noqa: N818 - a statement about this machine
    """No disk can be had here; the message says why."""


class OwnDisk:
    """`inside` is what a command needs before it, to see it; `here` is how the test itself sees it."""

    def __init__(self, folder: Path, *, size: str = "2m") -> None:
        """An empty disk at `folder`, which is made.

        Raises:
            CannotMount: the rights are missing.
        """
        if sys.platform != "linux" or os.getuid() != 0:
            raise CannotMount("only root may mount a disk")
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        command = ["unshare", "--mount", "--propagation", "private", "sh", "-c", HOLDS.format(size=size), str(folder)]
        self._holder = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        assert self._holder.stdout is not None
        if self._holder.stdout.readline() != "up\n":
            self.end()
            raise CannotMount("no mount namespace can be had")
        self.folder = folder
        self.here = Path(f"/proc/{self._holder.pid}/root{folder}")
        self.inside: Sequence[str] = (
            *("nsenter", "--target", str(self._holder.pid), "--mount"),
            *("env", f"PYTHONPATH={ROOT}"),
        )

    def run(self, *command: str) -> None:
        subprocess.run([*self.inside, *command], check=True, capture_output=True)

    def fill(self) -> None:
        """Leave not one page."""
        with (self.here / "ballast").open("ab", buffering=0) as ballast:
            try:
                while True:
                    ballast.write(bytes(4096))
            except OSError:
                return

    def empty(self) -> None:
        """There is room again."""
        (self.here / "ballast").unlink()

    def read_only(self) -> None:
        """For as long as nobody has a file of it open for writing."""
        self.run("mount", "-o", "remount,ro", str(self.folder))

    def writable(self) -> None:
        self.run("mount", "-o", "remount,rw", str(self.folder))

    def cover(self) -> None:
        """Another disk lies over it, empty and read-only."""
        self.run("mount", "-t", "tmpfs", "-o", "ro,size=4k", "none", str(self.folder))

    def uncover(self) -> None:
        self.run("umount", str(self.folder))

    def end(self) -> None:
        assert self._holder.stdin is not None
        assert self._holder.stdout is not None
        self._holder.stdin.close()
        self._holder.wait()
        self._holder.stdout.close()
