"""When did the last run of the service end, even by kill -9 or a crash? The kernel notes it; nothing beats.

A process that attaches a System V shared memory segment and dies, however it dies, is detached by the kernel, which
writes the time into the segment (`shm_dtime`, shmctl(2)). The segment outlives us, until the next boot.
"""

import contextlib
import ctypes
import logging
import os
import sys
import zlib
from datetime import UTC, datetime
from pathlib import Path

from reminder.core.records import dataclass

_log = logging.getLogger(__name__)

_SEGMENTS = Path("/proc/sysvipc/shm")


class Lifeline:
    """Held while the service runs. One per data folder and user; a second service with it is kept out elsewhere.

    Linux only: on other systems `hold` does nothing and `died_at` is None, which means *not known*. The segment
    holds one page, and no content.

    A child process between fork and exec is attached, too; its exec detaches it, and our own death later writes the
    time again. A child that lives on *without* exec after us keeps the line held: `died_at` is None until that child
    ends, and then tells the child's end.
    """

    def __init__(self, folder: Path) -> None:
        self._key = _key(folder)
        self._address: int | None = None

    def died_at(self) -> datetime | None:
        """When the last run's hold ended, in UTC, to the second, by the wall clock of that moment; ask before `hold`.

        None: not known. A first run, a machine booted since, a user whose last session has ended (logind's RemoveIPC
        clears up after them), a line that is still held, a segment that is not ours, no System V IPC, no Linux.
        """
        segment = _find(self._key)
        if segment is None or not segment.ours or segment.attached or not segment.detached_at:
            return None
        return datetime.fromtimestamp(segment.detached_at, UTC)

    def hold(self) -> None:
        """From now on our end is noted. Where that is not possible nothing happens, and `died_at` will be None."""
        if self._address is not None or sys.platform != "linux":
            return
        try:
            self._address = _attach(self._key)
        except OSError as error:
            _log.info("the end of this run will not be noted: %s", error)

    def release(self) -> None:
        """Let go in good order; this, too, is an end that is noted."""
        if self._address is not None:
            _libc().shmdt(self._address)
            self._address = None

    def forget(self) -> None:
        """Let go for good: the log itself tells of an end in good order, so the system need keep nothing of it."""
        self.release()
        segment = _find(self._key)
        if segment is not None and segment.ours:
            ipc_rmid = 0
            _libc().shmctl(segment.id, ipc_rmid, None)


@dataclass(frozen=True, slots=True)
class _Segment:
    """One line of /proc/sysvipc/shm. `detached_at` is in seconds since 1970, 0: never."""

    id: int
    attached: int
    ours: bool
    detached_at: int


def _key(folder: Path) -> int:
    """A key_t for this user and data folder: 31 bits, never 0, which would mean a private segment."""
    name = f"reminder lifeline {_uid()} {folder.resolve()}"
    return zlib.crc32(name.encode(errors="surrogateescape")) >> 1 or 1


def _uid() -> int:
    if sys.platform == "win32":
        return 0
    return os.getuid()


def _find(key: int) -> _Segment | None:
    """The segment with this key; None: there is none, or the system does not tell."""
    with contextlib.suppress(OSError):
        lines = _SEGMENTS.read_text().splitlines()
        columns = lines[0].split() if lines else []
        for line in lines[1:]:
            row = dict(zip(columns, map(int, line.split()), strict=False))  # newer kernels may add columns
            if row["key"] == key:
                # The creator's uid counts: an owner can give a segment away, but nobody can create one as another.
                ours = row["uid"] == row["cuid"] == _uid()
                return _Segment(row["shmid"], row["nattch"], ours, row["dtime"])
    return None


def _attach(key: int) -> int:
    """Attach the segment with this key, made if need be, and return its address.

    Raises:
        OSError: no System V IPC, or the key is another user's.
    """
    libc = _libc()
    ipc_creat = 0o1000
    shmid = libc.shmget(key, 1, ipc_creat | 0o600)
    if shmid < 0:
        raise OSError(ctypes.get_errno(), "shmget")
    segment = _find(key)
    if segment is None or segment.id != shmid or not segment.ours:  # to root every segment opens
        raise PermissionError("the segment is another user's")
    address = libc.shmat(shmid, None, 0)
    if address in (None, ctypes.c_void_p(-1).value):
        raise OSError(ctypes.get_errno(), "shmat")
    return int(address)


def _libc() -> ctypes.CDLL:
    libc = ctypes.CDLL(None, use_errno=True)
    libc.shmget.argtypes = (ctypes.c_int, ctypes.c_size_t, ctypes.c_int)
    libc.shmat.argtypes = (ctypes.c_int, ctypes.c_void_p, ctypes.c_int)
    libc.shmat.restype = ctypes.c_void_p
    libc.shmdt.argtypes = (ctypes.c_void_p,)
    libc.shmctl.argtypes = (ctypes.c_int, ctypes.c_int, ctypes.c_void_p)
    return libc
