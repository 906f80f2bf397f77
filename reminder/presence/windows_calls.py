"""The calls of Windows that presence and locks are made of, by ctypes; what they mean is decided elsewhere.

Sizes and argument types are given for each, since ctypes takes every argument it knows nothing of for a 32-bit int.
Everything that fails raises `OSError` with the system's own words. Sources: learn.microsoft.com, by the names.
"""

import sys

if sys.platform == "win32":
    import ctypes
    import itertools
    from collections.abc import Callable
    from ctypes import wintypes
    from typing import Any

    from reminder.presence.windows_window import Procedure

    _LRESULT = ctypes.c_ssize_t
    _WNDPROC = ctypes.WINFUNCTYPE(_LRESULT, wintypes.HWND, wintypes.UINT, wintypes.WPARAM, wintypes.LPARAM)
    _NOTIFY_FOR_THIS_SESSION = 0
    _WTS_CURRENT_SESSION = 0xFFFFFFFF
    _WTS_SESSION_INFO_EX = 25
    _GENERIC_DESKTOP, _MOUSE, _KEYBOARD = 1, 2, 6
    _RIDEV_REMOVE, _RIDEV_INPUTSINK = 0x1, 0x100
    _names = itertools.count(1)

    class _WNDCLASSW(ctypes.Structure):
        _fields_ = (
            ("style", wintypes.UINT),
            ("lpfnWndProc", _WNDPROC),
            ("cbClsExtra", ctypes.c_int),
            ("cbWndExtra", ctypes.c_int),
            ("hInstance", wintypes.HINSTANCE),
            ("hIcon", wintypes.HANDLE),
            ("hCursor", wintypes.HANDLE),
            ("hbrBackground", wintypes.HANDLE),
            ("lpszMenuName", wintypes.LPCWSTR),
            ("lpszClassName", wintypes.LPCWSTR),
        )

    class _LASTINPUTINFO(ctypes.Structure):
        _fields_ = (("cbSize", wintypes.UINT), ("dwTime", wintypes.DWORD))

    class _RAWINPUTDEVICE(ctypes.Structure):
        _fields_ = (
            ("usUsagePage", wintypes.USHORT),
            ("usUsage", wintypes.USHORT),
            ("dwFlags", wintypes.DWORD),
            ("hwndTarget", wintypes.HWND),
        )

    class _WTSINFOEX(ctypes.Structure):
        """The beginning of WTSINFOEXW, level 1. Its union holds 64-bit integers, hence the gap after the level."""

        _fields_ = (
            ("Level", wintypes.DWORD),
            ("_gap", wintypes.DWORD),
            ("SessionId", wintypes.ULONG),
            ("SessionState", ctypes.c_int),
            ("SessionFlags", wintypes.LONG),
        )

    class WindowsCalls:
        """Idle time, windows without a face, raw input and sessions. Windows belong to the thread that opened them."""

        def __init__(self) -> None:
            user = ctypes.WinDLL("user32", use_last_error=True)
            kernel = ctypes.WinDLL("kernel32", use_last_error=True)
            wts = ctypes.WinDLL("wtsapi32", use_last_error=True)
            handle, uint, word = wintypes.HWND, wintypes.UINT, wintypes.DWORD
            long_parameters = (wintypes.WPARAM, wintypes.LPARAM)
            instance, text, number = wintypes.HINSTANCE, wintypes.LPCWSTR, ctypes.c_int
            self._last_input = _declared(user.GetLastInputInfo, wintypes.BOOL, ctypes.POINTER(_LASTINPUTINFO))
            self._ticks = _declared(kernel.GetTickCount, word)
            self._module = _declared(kernel.GetModuleHandleW, wintypes.HMODULE, text)
            self._register = _declared(user.RegisterClassW, wintypes.ATOM, ctypes.POINTER(_WNDCLASSW))
            self._unregister = _declared(user.UnregisterClassW, wintypes.BOOL, text, instance)
            places, owners = (number,) * 4, (handle, wintypes.HMENU, instance, wintypes.LPVOID)
            self._create = _declared(user.CreateWindowExW, handle, word, text, text, word, *places, *owners)
            self._destroy = _declared(user.DestroyWindow, wintypes.BOOL, handle)
            self._default = _declared(user.DefWindowProcW, _LRESULT, handle, uint, *long_parameters)
            message = ctypes.POINTER(wintypes.MSG)
            self._get = _declared(user.GetMessageW, number, message, handle, uint, uint)
            self._dispatch = _declared(user.DispatchMessageW, _LRESULT, message)
            self._quit = _declared(user.PostQuitMessage, None, number)
            self._post = _declared(user.PostMessageW, wintypes.BOOL, handle, uint, *long_parameters)
            devices = ctypes.POINTER(_RAWINPUTDEVICE)
            self._raw_input = _declared(user.RegisterRawInputDevices, wintypes.BOOL, devices, uint, uint)
            self._hear_session = _declared(wts.WTSRegisterSessionNotification, wintypes.BOOL, handle, word)
            self._no_session = _declared(wts.WTSUnRegisterSessionNotification, wintypes.BOOL, handle)
            buffer = ctypes.POINTER(ctypes.c_void_p)
            self._query = _declared(
                wts.WTSQuerySessionInformationW,
                wintypes.BOOL,
                *(wintypes.HANDLE, word, number, buffer, ctypes.POINTER(word)),
            )
            self._free = _declared(wts.WTSFreeMemory, None, ctypes.c_void_p)
            self._classes: dict[int, tuple[str, object]] = {}  # a window's class, and what Windows calls through it

        def last_input(self) -> int:
            """When there was input in this session, in 32-bit milliseconds since the start of Windows."""
            found = _LASTINPUTINFO(cbSize=ctypes.sizeof(_LASTINPUTINFO))
            _succeeded(self._last_input(ctypes.byref(found)))
            return int(found.dwTime)

        def ticks(self) -> int:
            """Now, on the same clock; time in which the machine slept is counted."""
            return int(self._ticks())

        def open_window(self, hear: Procedure) -> int:
            """A top-level window that is never shown: broadcasts do not reach message-only windows."""
            name = f"reminder-{next(_names)}"
            module = self._module(None)

            def procedure(window: int, message: int, wparam: int, lparam: int) -> int:
                answer = hear(message, wparam, lparam)
                return int(self._default(window, message, wparam, lparam)) if answer is None else answer

            called = _WNDPROC(procedure)
            _succeeded(
                self._register(
                    ctypes.byref(_WNDCLASSW(lpfnWndProc=called, hInstance=module, lpszClassName=name)),
                )
            )
            window = self._create(0, name, "reminder", 0, 0, 0, 0, 0, None, None, module, None)
            if not window:
                failure = ctypes.WinError(ctypes.get_last_error())
                self._unregister(name, module)
                raise failure
            self._classes[window] = name, called
            return int(window)

        def run(self) -> None:
            """Hand this thread's windows their messages, asleep in between, until `quit`."""
            message = wintypes.MSG()
            while (got := self._get(ctypes.byref(message), None, 0, 0)) != 0:
                _succeeded(got != -1)
                self._dispatch(ctypes.byref(message))

        def quit(self) -> None:
            """Have `run` return, on the same thread."""
            self._quit(0)

        def post(self, window: int, message: int) -> None:
            """Send it a message without waiting; from any thread."""
            self._post(window, message, 0, 0)

        def close_window(self, window: int) -> None:
            """On its own thread."""
            self._destroy(window)
            name, _called = self._classes.pop(window)
            self._unregister(name, self._module(None))

        def hear_input(self, window: int, *, wanted: bool) -> None:
            """Send this window every input of mouse and keyboard, whoever it is for. A process has one such window."""
            flag, target = (_RIDEV_INPUTSINK, window) if wanted else (_RIDEV_REMOVE, None)
            devices = [_RAWINPUTDEVICE(_GENERIC_DESKTOP, usage, flag, target) for usage in (_MOUSE, _KEYBOARD)]
            array = (_RAWINPUTDEVICE * len(devices))(*devices)
            _succeeded(self._raw_input(array, len(devices), ctypes.sizeof(_RAWINPUTDEVICE)))

        def hear_session(self, window: int, *, wanted: bool) -> None:
            """Send this window what becomes of its session."""
            done = self._hear_session(window, _NOTIFY_FOR_THIS_SESSION) if wanted else self._no_session(window)
            _succeeded(done)

        def session(self) -> tuple[int, int]:
            """This session's state (WTS_CONNECTSTATE_CLASS) and flags (WTS_SESSIONSTATE_…).

            Windows 7 has the flags the wrong way round; no Python from 3.9 on runs there.
            """
            buffer, length = ctypes.c_void_p(), wintypes.DWORD()
            _succeeded(
                self._query(
                    None, _WTS_CURRENT_SESSION, _WTS_SESSION_INFO_EX, ctypes.byref(buffer), ctypes.byref(length)
                )
            )
            try:
                if buffer.value is None or length.value < ctypes.sizeof(_WTSINFOEX):
                    raise OSError(f"an answer of {length.value} bytes is too short")
                told = _WTSINFOEX.from_address(buffer.value)
                return int(told.SessionState), int(told.SessionFlags)
            finally:
                self._free(buffer)

    def _declared(function: Any, result: object, *arguments: object) -> Callable[..., Any]:
        function.restype, function.argtypes = result, arguments
        return function  # type: ignore[no-any-return]  # a function of ctypes

    def _succeeded(result: object) -> None:
        if not result:
            raise ctypes.WinError(ctypes.get_last_error())
