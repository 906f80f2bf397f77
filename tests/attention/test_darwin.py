"""The calls of macOS: with a library in memory that takes the arguments of Apple's headers, and on a Mac for real."""

import ctypes
import importlib
import sys
from collections.abc import Iterator
from types import ModuleType
from typing import Any

import pytest

from reminder.attention.audio_objects import PROCESSES, SYSTEM

UNKNOWN = int.from_bytes(b"who?", "big")


class Library:
    """CoreAudio, CoreMediaIO and CoreFoundation in one. `held` has properties by object and name; `gone` what was let
    go of.
    """

    def __init__(self) -> None:
        self.held: dict[tuple[int, str], bytes | str] = {}
        self.gone: list[str] = []
        self.strings: dict[int, str] = {}
        self.CFStringGetLength = Function(lambda string: len(self.strings[string.value]))
        self.CFStringGetCString = Function(self._copied)
        self.CFRelease = Function(lambda string: self.gone.append(self.strings[string.value]))

    def _data(self, of: int, where: Any) -> bytes | None:
        address = where._obj
        names = [number.to_bytes(4, "big").decode() for number in (address.selector, address.scope)]
        assert (names[1], address.element) == ("glob", 0)
        value = self.held.get((of, names[0]))
        if not isinstance(value, str):
            return value
        self.strings[len(self.strings) + 1] = value
        return len(self.strings).to_bytes(ctypes.sizeof(ctypes.c_void_p), sys.byteorder)

    def AudioObjectGetPropertyDataSize(self, of: int, where: Any, size: int, what: None, told: Any) -> int:  # noqa: N802
        assert (size, what) == (0, None)
        data = self._data(of, where)
        told._obj.value = len(data or b"")
        return UNKNOWN if data is None else 0

    def AudioObjectGetPropertyData(  # noqa: N802, PLR0917 - Apple's arguments in Apple's order
        self, of: int, where: Any, size: int, what: None, used: Any, place: Any
    ) -> int:
        assert (size, what) == (0, None)
        assert used._obj.value, "a place for nothing"
        data = self._data(of, where)
        if data is None:
            return UNKNOWN
        used._obj.value = min(len(data), used._obj.value)
        ctypes.memmove(ctypes.addressof(getattr(place, "_obj", place)), data, used._obj.value)
        return 0

    def CMIOObjectGetPropertyData(  # noqa: N802, PLR0917 - Apple's arguments in Apple's order
        self, of: int, where: Any, size: int, what: None, room: int, used: Any, place: Any
    ) -> int:
        assert room == used._obj.value
        return self.AudioObjectGetPropertyData(of, where, size, what, used, place)

    CMIOObjectGetPropertyDataSize = AudioObjectGetPropertyDataSize

    def _copied(self, string: Any, place: Any, room: Any, encoding: Any) -> bool:
        text = self.strings[string.value].encode()
        assert (room.value > len(text), encoding.value) == (True, 0x08000100)
        place.value = text
        return True


class Function:
    """A function of a library, which may be told what it returns."""

    def __init__(self, act: Any) -> None:
        self.act = act

    def __call__(self, *arguments: Any) -> Any:
        return self.act(*arguments)


@pytest.fixture
def library(monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[ModuleType, Library]]:
    monkeypatch.delitem(sys.modules, "reminder.attention.darwin", raising=False)
    with monkeypatch.context() as on_a_mac:
        on_a_mac.setattr(sys, "platform", "darwin")
        darwin = importlib.import_module("reminder.attention.darwin")
    held = Library()
    monkeypatch.setattr(darwin, "_library", lambda framework: held)
    yield darwin, held
    sys.modules.pop("reminder.attention.darwin", None)


@pytest.mark.parametrize("kind", ["Audio", "Media"])
def test_properties_are_read_whole(library: tuple[ModuleType, Library], kind: str) -> None:
    """As bytes and as text; a string that is ours is let go of, or each look would leave one behind."""
    darwin, held = library
    held.held = {
        (SYSTEM, PROCESSES): b"\x29\0\0\0\x2a\0\0\0",
        (SYSTEM, "dev#"): b"",
        (41, "pbid"): "com.vendor.Zoë",
        (42, "pbid"): "",
    }
    objects = getattr(darwin, kind)()

    assert objects.read(SYSTEM, PROCESSES) == b"\x29\0\0\0\x2a\0\0\0"
    assert objects.read(SYSTEM, "dev#") == b""
    assert [objects.text(of, "pbid") for of in (41, 42)] == ["com.vendor.Zoë", ""]
    assert held.gone == ["com.vendor.Zoë", ""]


def test_a_property_that_is_not_there_is_an_error_with_its_code(library: tuple[ModuleType, Library]) -> None:
    """Four letters, which can be looked up."""
    darwin, _ = library
    for read in (darwin.Audio().read, darwin.Audio().text):
        with pytest.raises(OSError, match=r"'prs#' is not told: who\?"):
            read(SYSTEM, PROCESSES)


def test_a_status_without_letters_is_a_number(library: tuple[ModuleType, Library]) -> None:
    """Older errors of macOS are negative."""
    darwin, _ = library
    with pytest.raises(OSError, match="'prs#' is not told: -50"):
        darwin._check(-50, PROCESSES)


@pytest.mark.skipif(sys.platform != "darwin", reason="needs a Mac")
def test_a_mac_answers() -> None:
    """Whoever can tell is believed, and whoever cannot has a sentence: for each of the calls."""
    import asyncio

    from reminder.attention.readings import parts_of, read_all
    from reminder.attention.table import sources

    parts = parts_of(asyncio.run(read_all(sources(), {"PATH": "/usr/bin:/bin"})))

    assert [part.name for part in parts if not part.used] == ["do-not-disturb"]
