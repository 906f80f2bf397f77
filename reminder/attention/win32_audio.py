"""Calls of Windows' sound system, and nothing else: which processes play or record. COM, by ctypes.

Interfaces are called by the place of a method in their table, as mmdeviceapi.h and audiopolicy.h list them.
"""

import sys

if sys.platform == "win32":
    import ctypes
    from contextlib import ExitStack
    from ctypes import wintypes
    from typing import Any
    from uuid import UUID

    _ole32 = ctypes.OleDLL("ole32")

    _CLASS_OF_ENUMERATOR = UUID("BCDE0395-E52F-467C-8E3D-C4579291692E")
    _ENUMERATOR = UUID("A95664D2-9614-4F35-A746-DE8DB63617E6")
    _SESSION_MANAGER = UUID("77AA99A0-1BD6-484F-8BC7-2C654C9A9B6F")
    _SESSION = UUID("BFB7FF88-7239-4FC9-8FA2-07C950BE9C6D")
    """IAudioSessionControl2."""

    _QUERY_INTERFACE, _RELEASE = 0, 2
    _ENDPOINTS, _ACTIVATE, _SESSIONS = 3, 3, 5
    _COUNT, _ITEM = 3, 4
    _STATE, _PROCESS = 3, 14

    _ANY_CONTEXT = 23
    _MANY_THREADS = 0
    _PRESENT = 1
    """DEVICE_STATE_ACTIVE: plugged in, and not switched off."""
    _RUNS = 1
    """AudioSessionStateActive."""

    def sounding(flow: int) -> list[int]:
        found = []
        with ExitStack() as held:
            _ole32.CoInitializeEx(None, _MANY_THREADS)
            held.callback(_ole32.CoUninitialize)
            devices = ctypes.c_void_p()
            _ole32.CoCreateInstance(
                _id(_CLASS_OF_ENUMERATOR), None, _ANY_CONTEXT, _id(_ENUMERATOR), ctypes.byref(devices)
            )
            held.callback(_call, devices, _RELEASE)
            for device in _items(held, _got(held, devices, _ENDPOINTS, ctypes.c_int(flow), wintypes.DWORD(_PRESENT))):
                wanted = (_id(_SESSION_MANAGER), wintypes.DWORD(_ANY_CONTEXT), ctypes.c_void_p())
                manager = _got(held, device, _ACTIVATE, *wanted)
                for listed in _items(held, _got(held, manager, _SESSIONS)):
                    session = _got(held, listed, _QUERY_INTERFACE, _id(_SESSION))
                    if _number(session, _STATE) == _RUNS:
                        found.append(_number(session, _PROCESS))
        return found

    def _id(number: UUID) -> "ctypes._Pointer[ctypes.Array[ctypes.c_ubyte]]":
        return ctypes.pointer((ctypes.c_ubyte * 16).from_buffer_copy(number.bytes_le))

    def _call(of: ctypes.c_void_p, place: int, *arguments: Any) -> None:
        """Call the method at this place of an object's table. What arguments it takes is told by their ctypes types."""
        table = ctypes.cast(of, ctypes.POINTER(ctypes.POINTER(ctypes.c_void_p))).contents
        method = ctypes.WINFUNCTYPE(ctypes.HRESULT, ctypes.c_void_p, *map(type, arguments))
        method(table[place] or 0)(of, *arguments)

    def _got(held: ExitStack, of: ctypes.c_void_p, place: int, *arguments: Any) -> ctypes.c_void_p:
        """The object that a method gives; let go of when `held` is closed."""
        given = ctypes.c_void_p()
        _call(of, place, *arguments, ctypes.pointer(given))
        held.callback(_call, given, _RELEASE)
        return given

    def _number(of: ctypes.c_void_p, place: int) -> int:
        told = wintypes.DWORD()
        _call(of, place, ctypes.pointer(told))
        return told.value

    def _items(held: ExitStack, collection: ctypes.c_void_p) -> list[ctypes.c_void_p]:
        return [_got(held, collection, _ITEM, wintypes.UINT(index)) for index in range(_number(collection, _COUNT))]
