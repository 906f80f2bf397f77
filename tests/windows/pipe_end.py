"""Run on Windows by the tests of the named pipe: its two ends, one of which does not behave. `pipe_end.py ROLE`."""

import asyncio
import contextlib
import ctypes
import os
import sys
from collections.abc import Awaitable, Callable
from ctypes import wintypes
from pathlib import Path

from reminder import control, named_pipe
from reminder.control import AlreadyRunning, NotRunning, Server, ask

HERE = Path("control.sock")
LOCK = Path("lock") / "service.lock"
NAME = named_pipe.pipe_name(HERE)
ADMINISTRATORS = "BA"

Serve = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]


async def echo(request: control.Request) -> control.Reply:
    return {"say": request.get("verb")}


def say(*words: object) -> None:
    sys.stdout.write(" ".join(map(str, words)) + "\n")


def outcome(request: control.Request) -> str:
    """What becomes of a request, in a word."""
    try:
        return str(ask(HERE, request))
    except NotRunning as silence:
        return type(silence).__name__


async def answered(*lines: bytes) -> list[bytes]:
    """What the service writes back to a client that sends these bytes as they are."""

    def raw(line: bytes) -> bytes:
        with named_pipe.connect(NAME) as pipe:
            pipe.write(line)
            return control._whole(pipe.read, lambda: None)

    return [await asyncio.to_thread(raw, line) for line in lines]


async def many() -> None:
    """Forty clients at once, each with more to say than a pipe holds, and each with a long reply."""
    server = Server(HERE, echo)
    await server.start()
    replies = await asyncio.gather(
        *(asyncio.to_thread(ask, HERE, {"verb": f"{number} {'x' * 20_000}"}) for number in range(40))
    )
    say([reply["say"].partition(" ")[0] == str(number) for number, reply in enumerate(replies)].count(True))
    server.stop()
    say(await asyncio.to_thread(outcome, {}))


async def nonsense() -> None:
    """What is no request gets a sentence, and the service goes on."""
    server = Server(HERE, echo)
    await server.start()
    lines = (b"\n", b"hello\n", b"\xff\xfe\n", b'{"a": "' + b"x" * 2 * control.LIMIT + b'"}\n', b"[]\n")
    for reply in await answered(*lines, b'{"verb": 7}\n'):
        say(reply.decode().strip())
    server.stop()


async def silent() -> None:
    """Who connects and says nothing keeps nobody waiting, and is let go of in the end."""
    control.PATIENCE_SECONDS = 1.0
    server = Server(HERE, echo)
    await server.start()

    def mute() -> bytes:
        with named_pipe.connect(NAME) as pipe:
            return b"".join(iter(lambda: pipe.read(100), b""))

    waiting = [asyncio.create_task(asyncio.to_thread(mute)) for _ in range(5)]
    say(await asyncio.to_thread(outcome, {"verb": 1}))
    say(await asyncio.gather(*waiting))
    server.stop()


async def hung() -> None:
    """A service that takes the request and never answers."""
    control.PATIENCE_SECONDS = 1.0

    async def never(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with contextlib.closing(writer):  # or it complains at the end that its loop is gone
            await asyncio.Event().wait()

    await serve(never)
    say(await asyncio.to_thread(outcome, {"verb": 1}))


async def full() -> None:
    """A service that has no place for another client, and makes none."""
    control.PATIENCE_SECONDS = 1.0
    pipe = own_pipe(NAME, named_pipe.rights(named_pipe._user()), places=1)
    with named_pipe.connect(NAME):
        say(await asyncio.to_thread(outcome, {"verb": 1}))
    ctypes.WinDLL("kernel32").CloseHandle(wintypes.HANDLE(pipe))


async def squatted() -> None:
    """Another user had the name first."""
    pipe = own_pipe(NAME, f"O:{ADMINISTRATORS}D:(A;;GA;;;WD)", places=5)
    say(await asyncio.to_thread(outcome, {"verb": "ache", "word": "7"}))
    room, got = ctypes.create_string_buffer(100), wintypes.DWORD()
    read = ctypes.WinDLL("kernel32").ReadFile
    read(wintypes.HANDLE(pipe), room, 100, ctypes.byref(got), None)
    say(got.value, "bytes heard")


async def rights() -> None:
    """Whose the pipe is, and who may do what with it, as the system has it."""
    server = Server(HERE, echo)
    await server.start()

    def look() -> str:
        with named_pipe.connect(NAME) as pipe:
            return described(pipe.fileno())

    say(await asyncio.to_thread(look) == named_pipe.rights(named_pipe._user()))
    server.stop()


async def lock() -> None:
    """One only, and let go of."""
    first = control.Lock(LOCK)
    try:
        control.Lock(LOCK)
    except AlreadyRunning:
        say("refused")
    first.release()
    control.Lock(LOCK).release()
    say("free")


async def serve(client: Serve) -> None:
    """As our service's pipe, but with somebody else behind it."""
    loop = asyncio.get_running_loop()
    assert sys.platform == "win32"
    await loop.start_serving_pipe(lambda: asyncio.StreamReaderProtocol(asyncio.StreamReader(), client), NAME)  # type: ignore[attr-defined]
    await asyncio.to_thread(named_pipe.keep_to_user, NAME)


def own_pipe(name: str, rights: str, *, places: int) -> int:
    """Make a pipe with this owner and these rights."""

    class SecurityAttributes(ctypes.Structure):
        _fields_ = (("size", wintypes.DWORD), ("descriptor", ctypes.c_void_p), ("inherited", wintypes.BOOL))

    descriptor = ctypes.c_void_p()
    convert = ctypes.WinDLL("advapi32").ConvertStringSecurityDescriptorToSecurityDescriptorW
    assert convert(rights, 1, ctypes.byref(descriptor), None)
    attributes = SecurityAttributes(ctypes.sizeof(SecurityAttributes), descriptor, False)
    create = ctypes.WinDLL("kernel32", use_last_error=True).CreateNamedPipeW
    create.restype = wintypes.HANDLE
    duplex, bytewise, size = 3, 0, 4096
    handle = create(name, duplex, bytewise, places, size, size, 0, ctypes.byref(attributes))
    assert handle != wintypes.HANDLE(-1).value, ctypes.get_last_error()
    return int(handle)


def described(number: int) -> str:
    """Owner and rights of an open file, in SDDL."""
    import msvcrt

    descriptor, words = ctypes.c_void_p(), wintypes.LPWSTR()
    advapi = ctypes.WinDLL("advapi32")
    owner_and_rights, kernel_object = 5, 6
    handle = wintypes.HANDLE(msvcrt.get_osfhandle(number))
    get = advapi.GetSecurityInfo
    assert get(handle, kernel_object, owner_and_rights, None, None, None, None, ctypes.byref(descriptor)) == 0
    put = advapi.ConvertSecurityDescriptorToStringSecurityDescriptorW
    assert put(descriptor, 1, owner_and_rights, ctypes.byref(words), None)
    return words.value or ""


ROLES = {each.__name__: each for each in (many, nonsense, silent, hung, full, squatted, rights, lock)}

if __name__ == "__main__":
    asyncio.run(ROLES[sys.argv[1]]())
    sys.stdout.flush()
    os._exit(0)  # an end that hangs on purpose is not waited for
