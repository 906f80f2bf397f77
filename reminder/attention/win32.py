"""Calls of Windows, and nothing else: the shell, the active window, processes, the registry. By ctypes and winreg.

Every call may wait, and raises `OSError` where it fails, unless it is said what it returns then.
"""

import sys

if sys.platform == "win32":
    import ctypes
    import winreg
    from collections.abc import Callable, Iterator
    from contextlib import contextmanager, suppress
    from ctypes import wintypes
    from itertools import count
    from typing import TypeVar

    from reminder.attention.win32_audio import sounding as sounding  # noqa: PLC0414 - so that this module is all of Windows
    from reminder.attention.windows import Rectangle, Window
    from reminder.attention.windows_programs import Process

    T = TypeVar("T")

    _user32 = ctypes.WinDLL("user32", use_last_error=True)
    _kernel32 = ctypes.WinDLL("kernel32", use_last_error=True)
    _version = ctypes.WinDLL("version", use_last_error=True)

    # without these, a handle would be cut to 32 bits
    _user32.GetForegroundWindow.restype = wintypes.HWND
    _user32.GetShellWindow.restype = wintypes.HWND
    _user32.FindWindowExW.restype = wintypes.HWND
    _user32.FindWindowExW.argtypes = [wintypes.HWND, wintypes.HWND, wintypes.LPCWSTR, wintypes.LPCWSTR]
    _user32.GetWindowThreadProcessId.argtypes = [wintypes.HWND, ctypes.POINTER(wintypes.DWORD)]
    _user32.GetWindowRect.argtypes = [wintypes.HWND, ctypes.POINTER(wintypes.RECT)]
    _user32.GetClassNameW.argtypes = [wintypes.HWND, wintypes.LPWSTR, ctypes.c_int]
    _user32.MonitorFromWindow.restype = wintypes.HMONITOR
    _user32.MonitorFromWindow.argtypes = [wintypes.HWND, wintypes.DWORD]
    _kernel32.OpenProcess.restype = wintypes.HANDLE
    _kernel32.CloseHandle.argtypes = [wintypes.HANDLE]
    _kernel32.CreateToolhelp32Snapshot.restype = wintypes.HANDLE
    _version.VerQueryValueW.argtypes = [
        ctypes.c_void_p, wintypes.LPCWSTR, ctypes.POINTER(ctypes.c_void_p), ctypes.POINTER(wintypes.UINT)
    ]  # fmt: skip

    _NEAREST_MONITOR = 2
    _LIMITED = 0x1000
    """PROCESS_QUERY_LIMITED_INFORMATION: granted for all of our own session, also what runs as administrator."""
    _ALL_PROCESSES = 2
    _LONGEST_PATH = 32_768
    _LONGEST_PACKAGE = 256
    _SYSTEM_EXECUTION_STATE = 16
    _READ = winreg.KEY_READ | winreg.KEY_WOW64_64KEY
    """A Python of 32 bits would be shown another part of the registry."""
    _IN_PIXELS = -4
    """DPI_AWARENESS_CONTEXT_PER_MONITOR_AWARE_V2."""
    _DESKTOPS = frozenset({"Progman", "WorkerW", "#32769"})
    """Classes of the windows behind all others, which fill every monitor."""
    _IN_A_FRAME = "Windows.UI.Core.CoreWindow"
    """A store app's own window, within one that belongs to a program by which all of them are framed."""

    class _MonitorInfo(ctypes.Structure):
        _fields_ = (
            ("cbSize", wintypes.DWORD),
            ("rcMonitor", wintypes.RECT),
            ("rcWork", wintypes.RECT),
            ("dwFlags", wintypes.DWORD),
        )

    class _ProcessEntry(ctypes.Structure):
        _fields_ = (
            ("dwSize", wintypes.DWORD),
            ("cntUsage", wintypes.DWORD),
            ("th32ProcessID", wintypes.DWORD),
            ("th32DefaultHeapID", ctypes.c_size_t),
            ("th32ModuleID", wintypes.DWORD),
            ("cntThreads", wintypes.DWORD),
            ("th32ParentProcessID", wintypes.DWORD),
            ("pcPriClassBase", wintypes.LONG),
            ("dwFlags", wintypes.DWORD),
            ("szExeFile", wintypes.WCHAR * 260),
        )

    _user32.GetMonitorInfoW.argtypes = [wintypes.HMONITOR, ctypes.POINTER(_MonitorInfo)]
    _kernel32.Process32FirstW.argtypes = [wintypes.HANDLE, ctypes.POINTER(_ProcessEntry)]
    _kernel32.Process32NextW.argtypes = [wintypes.HANDLE, ctypes.POINTER(_ProcessEntry)]

    def notification_state() -> int:
        state = ctypes.c_int()
        query = ctypes.OleDLL("shell32").SHQueryUserNotificationState  # raises OSError by itself
        query(ctypes.byref(state))
        return state.value

    def execution_state() -> int:
        state = wintypes.ULONG()
        asked = ctypes.WinDLL("powrprof").CallNtPowerInformation
        status = asked(_SYSTEM_EXECUTION_STATE, None, 0, ctypes.byref(state), ctypes.sizeof(state))
        if status:
            raise OSError(f"CallNtPowerInformation has failed with {status & 0xFFFFFFFF:#x}")
        return state.value

    def active_window() -> Window | None:
        with suppress(AttributeError):  # before Windows 10 1607 all is scaled as if there were one resolution
            _user32.SetThreadDpiAwarenessContext(ctypes.c_void_p(_IN_PIXELS))
        window = _user32.GetForegroundWindow()
        place, monitor = wintypes.RECT(), _MonitorInfo(cbSize=ctypes.sizeof(_MonitorInfo))
        if not window or not _user32.GetWindowRect(window, ctypes.byref(place)):
            return None
        if not _user32.GetMonitorInfoW(_user32.MonitorFromWindow(window, _NEAREST_MONITOR), ctypes.byref(monitor)):
            return None
        framed = _user32.FindWindowExW(window, None, _IN_A_FRAME, None)
        is_desktop = window == _user32.GetShellWindow() or _class_of(window) in _DESKTOPS
        return Window(_process_of(framed or window), _edges(place), _edges(monitor.rcMonitor), is_desktop)

    def _edges(place: wintypes.RECT) -> Rectangle:
        return place.left, place.top, place.right, place.bottom

    def _class_of(window: int) -> str:
        name = ctypes.create_unicode_buffer(256)
        _user32.GetClassNameW(window, name, len(name))
        return name.value

    def _process_of(window: int) -> int:
        number = wintypes.DWORD()
        _user32.GetWindowThreadProcessId(window, ctypes.byref(number))
        return number.value

    def processes() -> list[Process]:
        snapshot = _kernel32.CreateToolhelp32Snapshot(_ALL_PROCESSES, 0)
        if snapshot == wintypes.HANDLE(-1).value:
            raise ctypes.WinError(ctypes.get_last_error())
        try:
            return [_as_far_as_told(number, name) for number, name in _listed(snapshot)]
        finally:
            _kernel32.CloseHandle(snapshot)

    def _listed(snapshot: int) -> Iterator[tuple[int, str]]:
        entry = _ProcessEntry(dwSize=ctypes.sizeof(_ProcessEntry))
        more = _kernel32.Process32FirstW(snapshot, ctypes.byref(entry))
        while more:
            yield entry.th32ProcessID, entry.szExeFile
            more = _kernel32.Process32NextW(snapshot, ctypes.byref(entry))

    def process(number: int) -> Process:
        return _as_far_as_told(number, "")

    def _as_far_as_told(number: int, name: str) -> Process:
        with _opened(number) as handle:
            if handle is None:
                return Process(number, name)
            return Process(number, _path(handle) or name, _started(handle), _package(handle))

    @contextmanager
    def _opened(number: int) -> Iterator[wintypes.HANDLE | None]:
        """A handle of a process; None: it is gone, or may not be looked at."""
        handle = _kernel32.OpenProcess(_LIMITED, False, number)
        if not handle:
            yield None
            return
        try:
            yield wintypes.HANDLE(handle)
        finally:
            _kernel32.CloseHandle(handle)

    def _path(handle: wintypes.HANDLE) -> str:
        path, length = ctypes.create_unicode_buffer(_LONGEST_PATH), wintypes.DWORD(_LONGEST_PATH)
        return path.value if _kernel32.QueryFullProcessImageNameW(handle, 0, path, ctypes.byref(length)) else ""

    def _started(handle: wintypes.HANDLE) -> int:
        times = [wintypes.FILETIME() for _ in range(4)]
        told = _kernel32.GetProcessTimes(handle, *map(ctypes.byref, times))
        return times[0].dwHighDateTime << 32 | times[0].dwLowDateTime if told else 0

    def _package(handle: wintypes.HANDLE) -> str:
        name, length = ctypes.create_unicode_buffer(_LONGEST_PACKAGE), wintypes.UINT(_LONGEST_PACKAGE)
        return "" if _kernel32.GetPackageFamilyName(handle, ctypes.byref(length), name) else name.value

    def description(file: str) -> str:
        block = ctypes.create_string_buffer(_version.GetFileVersionInfoSizeW(file, None))
        if not len(block) or not _version.GetFileVersionInfoW(file, 0, len(block), block):
            return ""
        languages = _value(block, r"\VarFileInfo\Translation")
        if len(languages) < 4:
            return ""
        language, code_page = (int.from_bytes(languages[at : at + 2], "little") for at in (0, 2))
        told = _value(block, rf"\StringFileInfo\{language:04x}{code_page:04x}\FileDescription", width=2)
        return told.decode("utf-16-le", "replace").partition("\0")[0]

    def _value(block: "ctypes.Array[ctypes.c_char]", path: str, *, width: int = 1) -> bytes:
        """A value in a file's version, of so many characters of this width; empty: there is none."""
        at, length = ctypes.c_void_p(), wintypes.UINT()
        found = _version.VerQueryValueW(block, path, ctypes.byref(at), ctypes.byref(length))
        return ctypes.string_at(at, length.value * width) if found and at.value else b""

    def _each(ask: Callable[[winreg.HKEYType, int], T], key: winreg.HKEYType) -> Iterator[T]:
        """What is in a key, from the first to the last."""
        with suppress(OSError):  # that there is no more
            for index in count():
                yield ask(key, index)

    def keys(hive: str, path: str) -> dict[str, dict[str, object]] | None:
        found: dict[str, dict[str, object]] = {}
        try:
            with winreg.OpenKey(getattr(winreg, hive), path, access=_READ) as key:
                for name in _each(winreg.EnumKey, key):
                    # one may be gone meanwhile, or not ours to read
                    with suppress(OSError), winreg.OpenKey(key, name, access=_READ) as below:
                        found[name] = {value: held for value, held, _ in _each(winreg.EnumValue, below)}
        except (FileNotFoundError, PermissionError):
            return None
        return found
