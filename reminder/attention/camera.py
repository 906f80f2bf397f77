"""Who uses a camera: whoever has one open, by one scan of the open files of all processes, and whom PipeWire shows one.

Both are asked, since a program goes one way or the other. What others' processes hold is not seen, and is no concern
of whoever sits here.
"""

import asyncio
import glob
import os
import stat
import sys
from collections.abc import Iterator
from pathlib import Path

from reminder.attention import Causes, Source, pw_dump
from reminder.attention.app_names import causes_of
from reminder.attention.look import Look
from reminder.backends import Unavailable

DEVICES = "/dev/video*"
PROCESSES = Path("/proc")

COMM_LENGTH = 15
"""Characters of a program's name that the kernel keeps (TASK_COMM_LEN in linux/sched.h, less the zero)."""

SERVERS = frozenset({"pipewire", "pipewire-media-session", "wireplumber"})
"""They hold cameras open for others, and also when nobody looks (W-Floyd/ha-mqtt-iot#44); `pw-dump` says who does."""


def open_devices(devices: str = DEVICES, processes: Path = PROCESSES) -> Source:
    """The row for these devices (a pattern), looked for among the processes that a procfs mounted here shows."""

    async def read(look: Look) -> Causes:
        # in a thread: some 10 ms where 300 programs run
        return await asyncio.to_thread(_holders, devices, processes)

    return Source("open devices", read)


CAMERA = (open_devices(), Source("pw-dump", pw_dump.watchers))
"""Somebody is seen, in a call most likely, or shows their screen."""


def _holders(devices: str, processes: Path) -> Causes:
    try:
        folders = [folder for folder in processes.iterdir() if folder.name.isdecimal()]
    except OSError as error:
        raise Unavailable(
            f"{processes} cannot be read ({error.strerror}), so nothing tells who uses a camera"
        ) from error
    cameras = set(_cameras(devices))
    if not cameras:
        return ()
    folders.sort(key=lambda folder: int(folder.name))
    others = (folder for folder in folders if folder.name != str(os.getpid()))
    programs = (_program(folder) for folder in others if _holds(folder, cameras))
    return causes_of(program for program in programs if program not in SERVERS)


def _cameras(devices: str) -> Iterator[int]:
    """Their device numbers, since a sandbox may show them to a program by other names."""
    for path in glob.glob(devices):  # noqa: PTH207 - a pattern of the whole path, which pathlib does not take
        try:
            number = _number(path)
        except FileNotFoundError:
            continue  # pulled out a moment ago
        except OSError as error:
            raise Unavailable(f"{path} cannot be looked at ({error.strerror})") from error
        if number is not None:
            yield number


def _holds(process: Path, cameras: set[int]) -> bool:
    """Whether a process has one of them open; no if it is gone meanwhile, or not ours to look at."""
    try:
        with os.scandir(process / "fd") as files:
            return any(_device(file.path) in cameras for file in files)
    except OSError:
        return False


def _device(file: str) -> int | None:
    """The number of the device that a process has open there; None: it is none, or closed meanwhile.

    What is not below /dev is not looked at: on a network share that is down, that could hang.
    """
    try:
        return _number(file) if os.readlink(file).startswith("/dev/") else None  # noqa: PTH115 - of thousands, fast
    except OSError:
        return None


def _number(path: str) -> int | None:
    """A device's number; None: no device."""
    if sys.platform == "win32":
        return None
    status = os.stat(path)  # noqa: PTH116 - see above
    return status.st_rdev if stat.S_ISCHR(status.st_mode) else None


def _program(process: Path) -> str:
    """A process's name, in full where the kernel has cut it; "": it is gone."""
    try:
        name = (process / "comm").read_text(errors="replace").strip()
        started_as = (process / "cmdline").read_bytes().decode(errors="replace").partition("\0")[0].rpartition("/")[2]
    except OSError:
        return ""
    return started_as if len(name) == COMM_LENGTH and started_as.startswith(name) else name
