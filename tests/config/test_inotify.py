"""What the kernel tells of files, down to its bytes; what comes of it is told in test_watching.py."""

import asyncio
import errno
import os
import struct
import sys
from pathlib import Path

import pytest

if sys.platform != "linux":
    pytest.skip("inotify is Linux's own", allow_module_level=True)

from reminder.config.inotify import LOST_SOME, Inotify, _events

CREATED, IGNORED = 0x100, 0x8000


def event(what: int, name: bytes = b"", padding: int = 0) -> bytes:
    """One event as the kernel writes it."""
    field = name + b"\0" * padding
    return struct.pack("iIII", 1, what, 0, len(field)) + field


def test_several_events_in_one_read_each_tell_their_name() -> None:
    """Names are padded with zeros, and some events have none."""
    heard = event(CREATED, b"config.toml", 5) + event(IGNORED) + event(CREATED, b"\xff", 15)

    assert list(_events(heard)) == [(CREATED, "config.toml"), (IGNORED, ""), (CREATED, "\udcff")]


def test_where_some_were_lost_it_may_have_been_any_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A queue that overflows, since a million files were written beside ours, must not hide a change of ours."""
    told: list[frozenset[str] | None] = []

    async def run() -> None:
        watch = Inotify(told.append, asyncio.get_running_loop())
        monkeypatch.setattr(os, "read", lambda fd, room: event(CREATED, b"other", 3) + event(LOST_SOME))
        watch._read()
        watch.close()

    asyncio.run(run())

    assert told == [None]


def test_a_folder_that_is_not_watched_any_more_tells_nothing(tmp_path: Path) -> None:
    """Where a link leads elsewhere now, the former place is of no interest, and costs no wake-up."""
    (before := tmp_path / "before").mkdir()
    (after := tmp_path / "after").mkdir()
    told: list[frozenset[str] | None] = []

    async def run() -> None:
        heard = asyncio.Event()
        watch = Inotify(lambda names: (told.append(names), heard.set()), asyncio.get_running_loop())
        watch.watch([str(before)])
        watch.watch([str(after)])
        (before / "old").touch()
        (after / "new").touch()
        await asyncio.wait_for(heard.wait(), 5)
        watch.close()
        watch.close()

    asyncio.run(run())

    assert frozenset().union(*told) - {""} == {"new"}


def test_a_file_that_may_be_read_again_is_noticed(tmp_path: Path) -> None:
    """Whoever is told to look at its permissions, and mends them, has mended it."""
    (path := tmp_path / "config.toml").touch(mode=0o200)
    told: list[frozenset[str] | None] = []

    async def run() -> None:
        heard = asyncio.Event()
        watch = Inotify(lambda names: (told.append(names), heard.set()), asyncio.get_running_loop())
        watch.watch([str(tmp_path)])
        path.chmod(0o600)
        await asyncio.wait_for(heard.wait(), 5)
        watch.close()

    asyncio.run(run())

    assert told == [{"config.toml"}]


@pytest.mark.parametrize(("what", "number"), [("nothing", errno.ENOENT), ("file", errno.ENOTDIR)])
def test_what_cannot_be_watched_is_an_error_of_the_system(tmp_path: Path, what: str, number: int) -> None:
    """With its number, of which `Watch` makes a sentence."""
    (tmp_path / "file").touch()

    async def run() -> None:
        watch = Inotify(lambda names: None, asyncio.get_running_loop())
        try:
            watch.watch([str(tmp_path / what)])
        finally:
            watch.close()

    with pytest.raises(OSError, match=os.strerror(number)) as problem:
        asyncio.run(run())
    assert problem.value.errno == number
