r"""Who uses the microphone or a camera on Windows, by what its privacy settings keep of it in the registry.

It is what lights the sign beside the clock, and documented by nobody: below ...\ConsentStore\webcam a key for every
package, and below NonPackaged one for every other program, named after its path with "#" for "\". While it makes use
of the thing, its LastUsedTimeStop is 0 (Windows 10 1903 and later).
"""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import PureWindowsPath
from typing import NamedTuple, Protocol

from reminder.attention import Causes
from reminder.attention.app_names import causes_of
from reminder.attention.windows_programs import Process, Programs, title_of
from reminder.backends import Unavailable

STORE = r"Software\Microsoft\Windows\CurrentVersion\CapabilityAccessManager\ConsentStore"
MICROPHONE, CAMERA = "microphone", "webcam"
NOT_PACKAGED = "NonPackaged"

HIVES = ("HKEY_CURRENT_USER", "HKEY_LOCAL_MACHINE")
"""On some machines it is in the one, on some in the other (sleevezipper/hass-workstation-service#18)."""

LEEWAY = 5 * 10_000_000
"""What the clock may have been set between a program's start and its first use, in 100 ns."""

Keys = Mapping[str, Mapping[str, object]]
"""The keys right below a key, by name, and their values."""


class ConsentStore(Programs, Protocol):
    """What is asked of the registry. Raises `OSError` where a call fails."""

    def keys(self, hive: str, path: str) -> Keys | None:
        """Those right below this one that may be read; None: this one is not there, or not ours to read."""


class Use(NamedTuple):
    """A use that has begun and, by the registry, not ended: by which program, and when (0: not told)."""

    program: str
    packaged: bool
    began: int

    def is_by(self, process: Process) -> bool:
        """Whether this is a process of that program, and was there when the use began."""
        ours = self.program.casefold()
        if self.packaged:
            same = process.package.casefold() == ours
        else:
            file = process.file.casefold().replace("\\", "#")
            same = ours == file if "#" in file else bool(file) and ours.endswith(f"#{file}")
        return same and not (process.started and self.began and process.started > self.began + LEEWAY)

    @property
    def name(self) -> str:
        """What the key tells of the name: "Microsoft.WindowsCamera_8wekyb3d8bbwe", "C:#Zoom#Zoom.exe"."""
        if self.packaged:
            return self.program.partition("_")[0].rpartition(".")[2]
        return PureWindowsPath(self.program.replace("#", "\\")).stem


def in_use(store: ConsentStore, capability: str) -> Causes:
    """The programs that use it now.

    One that was killed leaves its use without an end, which then seems to last for ever (issue 40 of the same project):
    a use counts only while a process of its program runs that was there when it began.

    Raises:
        Unavailable: this Windows keeps no such list.
    """
    found = [(hive, store.keys(hive, rf"{STORE}\{capability}")) for hive in HIVES]
    kept = [(hive, keys) for hive, keys in found if keys is not None]
    if not kept:
        raise Unavailable(f"this Windows does not list who uses the {capability}, as Windows 10 does from 1903 on")
    uses = [use for hive, keys in kept for use in _uses(store, hive, capability, keys)]
    processes = store.processes() if uses else ()
    return causes_of(name for use in uses if (name := _user(store, use, processes)) is not None)


def _uses(store: ConsentStore, hive: str, capability: str, packages: Keys) -> Iterator[Use]:
    others = store.keys(hive, rf"{STORE}\{capability}\{NOT_PACKAGED}") or {}
    for keys, packaged in ((packages, True), (others, False)):
        for program, values in keys.items():
            began = values.get("LastUsedTimeStart")
            if values.get("LastUsedTimeStop") == 0:
                yield Use(program, packaged, began if isinstance(began, int) else 0)


def _user(programs: Programs, use: Use, processes: Sequence[Process]) -> str | None:
    """The name of a program that makes this use; None: none does."""
    process = next(filter(use.is_by, processes), None)
    return None if process is None else title_of(programs, process) or use.name
