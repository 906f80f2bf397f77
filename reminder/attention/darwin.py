"""Calls of macOS, and nothing else: properties of audio and camera objects by ctypes, windows by pyobjc.

pyobjc comes with pystray on a Mac. Calls may wait, and raise `OSError` where they fail.
"""

import sys

if sys.platform == "darwin":
    import ctypes
    from functools import cache
    from typing import Any

    from reminder.attention.audio_objects import GLOBAL
    from reminder.attention.mac_windows import Display, Listed
    from reminder.backends import Unavailable

    _UTF_8 = 0x08000100
    _MAIN = 0
    """kAudioObjectPropertyElementMain, and kCMIOObjectPropertyElementMain."""
    _MOST_DISPLAYS = 32

    class _Address(ctypes.Structure):
        _fields_ = (("selector", ctypes.c_uint32), ("scope", ctypes.c_uint32), ("element", ctypes.c_uint32))

    class _Objects:
        """What CoreAudio and CoreMediaIO have in common: objects, and properties with names of four letters."""

        framework: str
        prefix: str

        def __init__(self) -> None:
            library: Any = _library(self.framework)
            self._size_of = getattr(library, f"{self.prefix}GetPropertyDataSize")
            self._data_of = getattr(library, f"{self.prefix}GetPropertyData")

        def read(self, of: int, property_: str, scope: str = GLOBAL) -> bytes:
            size = ctypes.c_uint32()
            where = ctypes.byref(_address(property_, scope))
            _check(self._size_of(of, where, 0, None, ctypes.byref(size)), property_)
            if not size.value:
                return b""
            held = ctypes.create_string_buffer(size.value)
            used = self._fill(of, property_, scope, held, size.value)
            return held.raw[:used]

        def text(self, of: int, property_: str) -> str:
            held = ctypes.c_void_p()
            self._fill(of, property_, GLOBAL, ctypes.byref(held), ctypes.sizeof(held))
            return _taken(held) if held.value else ""

        def _fill(self, of: int, property_: str, scope: str, place: Any, size: int) -> int:
            """Have a property written to a place of this size; returns how much was."""
            used = ctypes.c_uint32(size)
            where = ctypes.byref(_address(property_, scope))
            _check(self._data_of(of, where, 0, None, *self._sizes(size, ctypes.byref(used)), place), property_)
            return used.value

        def _sizes(self, size: int, used: Any) -> tuple[Any, ...]:
            """The room there is and the room it takes, one argument to CoreAudio and two to CoreMediaIO."""
            return (used,)

    class Audio(_Objects):
        """CoreAudio's."""

        framework, prefix = "CoreAudio", "AudioObject"

        def title(self, process: int) -> str:
            try:
                from AppKit import NSRunningApplication
            except ImportError:
                return ""
            program = NSRunningApplication.runningApplicationWithProcessIdentifier_(process)
            return str(program.localizedName() or "") if program is not None else ""

    class Media(_Objects):
        """CoreMediaIO's."""

        framework, prefix = "CoreMediaIO", "CMIOObject"

        def _sizes(self, size: int, used: Any) -> tuple[Any, ...]:
            return size, used

    class Screen:
        """The windows and displays of this session."""

        def __init__(self) -> None:
            try:
                import AppKit
                import Quartz
            except ImportError as error:
                package = "pyobjc-framework-Quartz"
                raise Unavailable(
                    f"the package {package} cannot be loaded ({error})", f"pip install {package}"
                ) from error
            self._app_kit: Any = AppKit
            self._quartz: Any = Quartz

        def windows(self) -> list[Listed]:
            seen = self._quartz.kCGWindowListOptionOnScreenOnly | self._quartz.kCGWindowListExcludeDesktopElements
            listed = self._quartz.CGWindowListCopyWindowInfo(seen, self._quartz.kCGNullWindowID)
            if listed is None:
                raise Unavailable("there is no window server to ask in this session")
            return [{str(key): _plain(value) for key, value in window.items()} for window in listed]

        def displays(self) -> list[Display]:
            error, numbers, _ = self._quartz.CGGetActiveDisplayList(_MOST_DISPLAYS, None, None)
            if error:
                raise OSError(f"CGGetActiveDisplayList has failed with {error}")
            notches = dict(map(_notch, self._app_kit.NSScreen.screens()))
            return [self._display(number, notches.get(number, 0)) for number in numbers]

        def _display(self, number: int, notch: float) -> Display:
            place = self._quartz.CGDisplayBounds(number)
            return Display(place.origin.x, place.origin.y, place.size.width, place.size.height, notch)

    def _notch(screen: Any) -> tuple[int, float]:
        """A screen's number, and how far the camera reaches into it; told from macOS 12 on."""
        told = screen.respondsToSelector_("safeAreaInsets")
        return int(screen.deviceDescription()["NSScreenNumber"]), screen.safeAreaInsets().top if told else 0

    def _plain(value: Any) -> object:
        """A value as Python has it, dictionaries as such: pyobjc's are something else."""
        return {str(key): value[key] for key in value} if hasattr(value, "objectForKey_") else value

    @cache
    def _library(framework: str) -> ctypes.CDLL:
        """Raises `OSError` where there is none."""
        return ctypes.CDLL(f"/System/Library/Frameworks/{framework}.framework/{framework}")

    def _address(property_: str, scope: str) -> _Address:
        selector, where = (int.from_bytes(name.encode("ascii"), "big") for name in (property_, scope))
        return _Address(selector, where, _MAIN)

    def _check(status: int, property_: str) -> None:
        if status:
            code = (status & 0xFFFFFFFF).to_bytes(4, "big")
            told = code.decode("ascii") if code.isalnum() or code.endswith(b"?") else str(status)
            raise OSError(f"'{property_}' is not told: {told}")

    def _taken(string: ctypes.c_void_p) -> str:
        """A string of CoreFoundation's that is ours to let go of."""
        foundation = _library("CoreFoundation")
        foundation.CFStringGetLength.restype = ctypes.c_long
        foundation.CFStringGetCString.restype = ctypes.c_bool
        room = foundation.CFStringGetLength(string) * 4 + 1
        held = ctypes.create_string_buffer(room)
        told = foundation.CFStringGetCString(string, held, ctypes.c_long(room), ctypes.c_uint32(_UTF_8))
        foundation.CFRelease(string)
        return held.value.decode("utf-8", "replace") if told else ""
