"""The channel on Windows: a named pipe that its user alone can open, and a client that speaks to no other user's.

asyncio makes its pipes with the system's own rights: everybody may connect and read, also over the network
(learn.microsoft.com, "Named Pipe Security and Access Rights"). So the running service's pipe is given its user as
owner, and rights for nobody else; and a client looks at the owner before it says a word, since anybody can take the
name first. .NET's PipeOptions.CurrentUserOnly does both.
"""

import hashlib
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import IO, TypeVar

T = TypeVar("T")

PIPE_BUSY = 231
"""ERROR_PIPE_BUSY: somebody is being served, and the place for the next one is not open yet."""


def pipe_name(path: Path) -> str:
    """The name of the pipe that stands for this socket."""
    return rf"\\.\pipe\reminder-{hashlib.sha256(str(path).encode()).hexdigest()[:16]}"


def rights(user: str) -> str:
    """Owner and rights of the pipe, in SDDL: all for this user (a SID), nothing for others or over the network."""
    return f"O:{user}D:P(D;;GA;;;NU)(A;;GA;;;{user})"


def when_free(connect: Callable[[], T], wait: Callable[[], None]) -> T:
    """What `connect` returns once the pipe has a place; `wait` returns when there may be one."""
    while True:
        try:
            return connect()
        except OSError as refusal:
            if getattr(refusal, "winerror", None) != PIPE_BUSY:
                raise
        wait()


if sys.platform == "win32":
    import ctypes
    import msvcrt
    from ctypes import wintypes

    _GENERIC_READ, _GENERIC_WRITE, _WRITE_DAC, _WRITE_OWNER = 0x80000000, 0x40000000, 0x40000, 0x80000
    _OPEN_EXISTING = 3
    _NO_IMPERSONATION = 0x00100000  # SECURITY_SQOS_PRESENT with SECURITY_ANONYMOUS: who serves may not act as we
    _OWNER, _DACL, _PROTECTED_DACL = 1, 4, 0x80000000
    _KERNEL_OBJECT = 6
    _TOKEN_QUERY, _TOKEN_USER = 8, 1
    _THIS_PROCESS = -1
    _POINTERS = 128
    _WAIT_MILLISECONDS, _SEM_TIMEOUT = 1000, 121

    def connect(name: str) -> IO[bytes]:
        """Open the pipe of a service of our own; where it serves others at this moment, once it has a place.

        Raises:
            OSError: there is none, or it is another user's.
        """
        handle = when_free(lambda: _open(name, _GENERIC_READ | _GENERIC_WRITE), lambda: _wait(name))
        pipe = open(msvcrt.open_osfhandle(handle, os.O_RDWR | os.O_BINARY), "r+b", buffering=0)  # noqa: SIM115, PTH123
        try:
            _refuse_strangers(handle)
        except BaseException:
            pipe.close()
            raise
        return pipe

    def keep_to_user(name: str) -> None:
        """Let nobody else open the pipe that this process serves: its rights are one for all its instances.

        Raises:
            OSError: the system does not allow it.
        """
        handle = when_free(lambda: _open(name, _GENERIC_READ | _WRITE_DAC | _WRITE_OWNER), lambda: _wait(name))
        with open(msvcrt.open_osfhandle(handle, os.O_RDONLY), "rb", buffering=0):  # noqa: PTH123 - closes it
            described = ctypes.c_void_p()
            words = wintypes.LPCWSTR(rights(_user()))
            _done(_advapi().ConvertStringSecurityDescriptorToSecurityDescriptorW(words, 1, _at(described), None))
            try:
                what = wintypes.DWORD(_OWNER | _DACL | _PROTECTED_DACL)
                _done(_advapi().SetKernelObjectSecurity(wintypes.HANDLE(handle), what, described))
            finally:
                _free(described)

    def _open(name: str, access: int) -> int:
        create = _kernel().CreateFileW
        create.restype = wintypes.HANDLE
        shared, by = wintypes.DWORD(0), wintypes.DWORD(_OPEN_EXISTING)
        handle = create(name, wintypes.DWORD(access), shared, None, by, wintypes.DWORD(_NO_IMPERSONATION), None)
        _done(handle != wintypes.HANDLE(-1).value)
        return int(handle)

    def _refuse_strangers(handle: int) -> None:
        if _owner(handle) != _user():
            raise PermissionError("the pipe is another user's")

    def _wait(name: str) -> None:
        if not _kernel().WaitNamedPipeW(name, wintypes.DWORD(_WAIT_MILLISECONDS)):
            problem = ctypes.get_last_error()
            if problem != _SEM_TIMEOUT:
                raise ctypes.WinError(problem)

    def _owner(handle: int) -> str:
        """Whose the object is, as a SID in words."""
        owner, described = ctypes.c_void_p(), ctypes.c_void_p()
        get = _advapi().GetSecurityInfo  # returns the error itself
        wanted = wintypes.DWORD(_OWNER)
        problem = get(wintypes.HANDLE(handle), _KERNEL_OBJECT, wanted, _at(owner), None, None, None, _at(described))
        if problem:
            raise ctypes.WinError(problem)
        try:
            return _in_words(owner) if owner.value else ""
        finally:
            _free(described)

    def _user() -> str:
        """Who runs this process, as a SID in words."""
        token, room, size = wintypes.HANDLE(), (ctypes.c_void_p * _POINTERS)(), wintypes.DWORD()
        _done(_advapi().OpenProcessToken(wintypes.HANDLE(_THIS_PROCESS), wintypes.DWORD(_TOKEN_QUERY), _at(token)))
        try:
            _done(_advapi().GetTokenInformation(token, _TOKEN_USER, room, ctypes.sizeof(room), _at(size)))
        finally:
            _kernel().CloseHandle(token)
        return _in_words(ctypes.c_void_p(room[0]))  # TOKEN_USER begins with the pointer to its SID

    def _in_words(sid: ctypes.c_void_p) -> str:
        words = wintypes.LPWSTR()
        _done(_advapi().ConvertSidToStringSidW(sid, _at(words)))
        try:
            return words.value or ""
        finally:
            _free(words)

    def _free(memory: "ctypes.c_void_p | wintypes.LPWSTR") -> None:
        free = _kernel().LocalFree
        free.restype = ctypes.c_void_p
        free(memory)

    def _done(yes: object) -> None:
        if not yes:
            raise ctypes.WinError(ctypes.get_last_error())

    def _kernel() -> ctypes.WinDLL:
        return ctypes.WinDLL("kernel32", use_last_error=True)

    def _advapi() -> ctypes.WinDLL:
        return ctypes.WinDLL("advapi32", use_last_error=True)

    _at = ctypes.byref
