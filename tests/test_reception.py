"""As many as there is room for are inside at once, and nobody who waits outside is forgotten."""

import asyncio
import errno
import os
import resource
import socket
import sys
from collections.abc import Awaitable, Callable
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from reminder import reception
from reminder.reception import Reception, bound

if sys.platform == "win32":
    pytest.skip("there it is a pipe", allow_module_level=True)

Visitor = tuple[asyncio.StreamReader, asyncio.StreamWriter]


@pytest.fixture
def path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A socket of a length that every system takes."""
    monkeypatch.chdir(tmp_path)
    return Path("control.sock")


class Host:
    """Serves one line each, and counts who is inside."""

    def __init__(self) -> None:
        self.inside = self.most = 0
        self.reception: Reception | None = None

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.inside += 1
        self.most = max(self.most, self.inside)
        try:
            writer.write(await reader.readline())
        finally:
            self.inside -= 1
            writer.close()


def told(path: Path, story: Callable[[Host], Awaitable[Any]]) -> Any:
    async def with_host() -> Any:
        host = Host()
        host.reception = Reception(bound(path), host.serve, 100)
        try:
            async with asyncio.timeout(20):
                return await story(host)
        finally:
            host.reception.close()
            for _ in range(20):
                await asyncio.sleep(0)

    return asyncio.run(with_host())


async def line(path: Path, said: bytes = b"hello\n") -> bytes:
    reader, writer = await asyncio.open_unix_connection(path)
    writer.write(said)
    heard = await reader.read()
    writer.close()
    return heard


def test_no_more_are_let_in_than_there_is_room_for(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The others wait outside, and have their turn."""
    monkeypatch.setattr(reception, "AT_ONCE", 3)

    async def story(host: Host) -> tuple[list[bytes], int]:
        return await asyncio.gather(*(line(path) for _ in range(20))), host.most

    assert told(path, story) == ([b"hello\n"] * 20, 3)


def test_who_says_nothing_makes_room_for_those_who_wait(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A script that has forgotten a thousand connections must not keep the command line out."""
    monkeypatch.setattr(reception, "AT_ONCE", 2)
    monkeypatch.setattr(reception, "STUCK_SECONDS", 0.01)

    async def story(host: Host) -> tuple[bytes, list[bytes]]:
        silent = [await asyncio.open_unix_connection(path) for _ in range(5)]
        heard = await line(path)
        gone = [await reader.read() for reader, _ in silent[:4]]
        for _, writer in silent:
            writer.close()
        return heard, gone

    assert told(path, story) == (b"hello\n", [b""] * 4)


def test_who_is_being_answered_is_not_sent_away(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is not they who keep the others waiting."""
    monkeypatch.setattr(reception, "AT_ONCE", 1)
    monkeypatch.setattr(reception, "STUCK_SECONDS", 0.01)
    done = asyncio.Event()

    async def story(host: Host) -> list[bytes]:
        async def thinks(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            assert host.reception is not None
            said = await reader.readline()
            async with host.reception.answering():
                if said == b"slow\n":
                    await asyncio.wait_for(done.wait(), 20)
            writer.write(said)
            writer.close()

        assert host.reception is not None
        host.reception._serve = thinks
        asyncio.get_running_loop().call_later(0.05, done.set)
        return await asyncio.gather(line(path, b"slow\n"), line(path))

    assert told(path, story) == [b"slow\n", b"hello\n"]


def test_who_comes_while_many_are_answered_is_let_in_before_the_last_of_them(path: Path) -> None:
    """By that a command knows that the service lives, and is patient."""
    answered, answered_before = 0, list[int]()

    async def story(host: Host) -> None:
        async def serves(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            nonlocal answered
            assert host.reception is not None
            writer.write(b" ")
            said = await reader.readline()
            async with host.reception.answering():
                answered += 1
            writer.write(said)
            writer.close()

        async def comes() -> None:
            while not answered:  # noqa: ASYNC110 - what is waited for tells nobody
                await asyncio.sleep(0)
            reader, writer = await asyncio.open_unix_connection(path)
            await reader.read(1)
            answered_before.append(answered)
            writer.close()

        assert host.reception is not None
        host.reception._serve = serves
        assert await asyncio.gather(*(line(path) for _ in range(100)), comes()) == [b" hello\n"] * 100 + [None]

    told(path, story)
    assert answered_before[0] < 50


def test_where_no_file_is_left_it_is_said_once_and_tried_again(
    path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """Without a busy loop: the system says each time that somebody waits."""
    monkeypatch.setattr(reception, "AGAIN_SECONDS", 0.01)
    refusals = [OSError(errno.EMFILE, os.strerror(errno.EMFILE)) for _ in range(5)]
    tried_at: list[float] = []

    async def story(host: Host) -> bytes:
        loop = asyncio.get_running_loop()
        accept = loop.sock_accept

        async def out_of_files(door: socket.socket) -> Any:
            if refusals:
                tried_at.append(loop.time())
                raise refusals.pop()
            return await accept(door)

        monkeypatch.setattr(loop, "sock_accept", out_of_files)
        return await line(path)

    assert told(path, story) == b"hello\n"
    assert refusals == []
    assert all(later - earlier > 0.005 for earlier, later in pairwise(tried_at))
    assert [record.getMessage() for record in caplog.records] == ["Commands have to wait: Too many open files."]


@pytest.mark.parametrize(("files", "inside"), [(-1, 400), (1024, 400), (256, 128), (30, 15), (1, 1)])
def test_visitors_never_take_all_files(monkeypatch: pytest.MonkeyPatch, files: int, inside: int) -> None:
    """Half of them, whatever the system gives; -1 is no limit."""
    monkeypatch.setattr(resource, "getrlimit", lambda _: (files, files))

    assert reception.room() == inside


def test_after_it_is_closed_nobody_is_let_in(path: Path) -> None:
    """Those who come are refused by the system."""

    async def story(host: Host) -> None:
        assert host.reception is not None
        host.reception.close()
        with pytest.raises(ConnectionError):
            await asyncio.open_unix_connection(path)
        host.reception = Reception(bound(path.with_suffix(".new")), host.serve, 100)

    told(path, story)


@pytest.mark.parametrize("umask", [0o000, 0o077])
def test_the_socket_is_its_owners_alone(path: Path, umask: int) -> None:
    """From its first moment on, whatever the umask, which is left as it was."""
    before = os.umask(umask)
    try:
        bound(path).close()
    finally:
        after = os.umask(before)

    assert path.stat().st_mode & 0o777 == 0o600
    assert after == umask


def test_a_place_that_is_taken_leaves_no_open_socket(path: Path) -> None:
    """A ResourceWarning would fail this test."""
    path.touch()

    with pytest.raises(OSError, match="in use"):
        bound(path)
