"""Windows and macOS in memory: what is asked of them, answered from plain data that a test sets."""

import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from reminder.attention.audio_objects import BUNDLE, DEVICES, GLOBAL, NAME, PROCESS, PROCESSES, STREAMS, SYSTEM
from reminder.attention.consent_store import STORE
from reminder.attention.mac_windows import Display, Listed
from reminder.attention.windows import ACCEPTS, Window
from reminder.attention.windows_programs import Process
from reminder.backends import Unavailable

CAPABILITY = "ConsentStore"
HD = (0, 0, 1920, 1080)


class Asked:
    """What may not be there (`there`), or never answers (`mute`) until it is told to."""

    def __init__(self) -> None:
        self.there = True
        self.answering = threading.Event()
        self.answering.set()

    def ask(self) -> None:
        """Be asked for something."""
        self.answering.wait()
        if not self.there:
            raise OSError(5, "Access is denied")


class FakeWindows(Asked):
    """Keeps the Protocol `Windows`. `registry` has values by the path of their key, a hive's name first."""

    def __init__(self) -> None:
        super().__init__()
        self.state = ACCEPTS
        self.front: Window | None = None
        self.required = 0
        self.running: list[Process] = []
        self.titles: dict[str, str] = {}
        self.registry: dict[str, dict[str, object]] = {}
        self.sounds: dict[int, list[int]] = {0: [], 1: []}

    def allow(self, what: str, hive: str = "HKEY_CURRENT_USER") -> None:
        """Have the list of who uses this, empty."""
        self.registry[rf"{hive}\{STORE}\{what}"] = {"Value": "Allow"}
        self.registry[rf"{hive}\{STORE}\{what}\NonPackaged"] = {"Value": "Allow"}

    def use(
        self, what: str, program: str, *, hive: str = "HKEY_CURRENT_USER", began: object = 1000, ended: object = 0
    ) -> None:
        """Have a program's use of this in the list; `program` is below the key of this name."""
        self.allow(what, hive)
        times = {"LastUsedTimeStart": began, "LastUsedTimeStop": ended}
        self.registry[rf"{hive}\{STORE}\{what}\{program}"] = {
            name: value for name, value in times.items() if value is not None
        }

    def notification_state(self) -> int:
        self.ask()
        return self.state

    def active_window(self) -> Window | None:
        self.ask()
        return self.front

    def execution_state(self) -> int:
        self.ask()
        return self.required

    def sounding(self, flow: int) -> Sequence[int]:
        self.ask()
        return self.sounds[flow]

    def processes(self) -> Sequence[Process]:
        self.ask()
        return self.running

    def process(self, number: int) -> Process:
        self.ask()
        return next((process for process in self.running if process.number == number), Process(number, ""))

    def description(self, file: str) -> str:
        self.ask()
        return self.titles.get(file, "")

    def keys(self, hive: str, path: str) -> Mapping[str, Mapping[str, object]] | None:
        self.ask()
        here = rf"{hive}\{path}"
        below = {key.removeprefix(f"{here}\\"): values for key, values in self.registry.items() if key != here}
        return {name: below[name] for name in below if "\\" not in name} if here in self.registry else None


class FakeObjects(Asked):
    """Keeps the Protocols `Objects` and `AudioObjects`. `held` has properties by object, name and direction."""

    def __init__(self) -> None:
        super().__init__()
        self.held: dict[tuple[int, str, str], bytes] = {}
        self.texts: dict[tuple[int, str], str] = {}
        self.titles: dict[int, str] = {}

    def set(self, of: int, property_: str, *numbers: int, scope: str = GLOBAL) -> None:
        self.held[of, property_, scope] = b"".join(number.to_bytes(4, "little") for number in numbers)

    def add_process(self, object_: int, number: int, bundle: str = "", **doing: int) -> None:
        """A process that CoreAudio knows of, and what it does (`piri`, `piro`)."""
        self._add(PROCESSES, object_)
        self.set(object_, PROCESS, number)
        if bundle:
            self.texts[object_, BUNDLE] = bundle
        for property_, on in doing.items():
            self.set(object_, property_, on)

    def add_device(self, object_: int, name: str, *directions: str) -> None:
        """A device with a stream in each direction."""
        self._add(DEVICES, object_)
        self.texts[object_, NAME] = name
        for direction in directions:
            self.set(object_, STREAMS, object_ + 1000, scope=direction)

    def _add(self, list_: str, object_: int) -> None:
        before = self.held.get((SYSTEM, list_, GLOBAL), b"")
        self.held[SYSTEM, list_, GLOBAL] = before + object_.to_bytes(4, "little")

    def read(self, of: int, property_: str, scope: str = GLOBAL) -> bytes:
        self.ask()
        try:
            return self.held[of, property_, scope]
        except KeyError:
            raise OSError(f"'{property_}' is not told: who?") from None

    def text(self, of: int, property_: str) -> str:
        self.ask()
        try:
            return self.texts[of, property_]
        except KeyError:
            raise OSError(f"'{property_}' is not told: who?") from None

    def title(self, process: int) -> str:
        return self.titles.get(process, "")


@dataclass
class FakeScreen(Asked):
    """Keeps the Protocol `Screen`."""

    listed: list[Listed] = field(default_factory=list)
    lit: list[Display] = field(default_factory=lambda: [Display(0, 0, 1512, 982, notch=32)])

    def __post_init__(self) -> None:
        super().__init__()

    def windows(self) -> Sequence[Listed]:
        self.answering.wait()
        if not self.there:
            raise Unavailable("there is no window server to ask in this session")
        return self.listed

    def displays(self) -> Sequence[Display]:
        return self.lit


def window(
    owner: str, x: float, y: float, width: float, height: float, *, process: int = 500, layer: int = 0, alpha: float = 1
) -> Listed:
    """A window as CGWindowListCopyWindowInfo lists it."""
    return {
        "kCGWindowNumber": 42,
        "kCGWindowOwnerPID": process,
        "kCGWindowOwnerName": owner,
        "kCGWindowLayer": layer,
        "kCGWindowAlpha": alpha,
        "kCGWindowBounds": {"X": x, "Y": y, "Width": width, "Height": height},
    }
