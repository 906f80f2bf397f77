"""A change of the file is noticed, whoever makes it and however, and nothing else is."""

import asyncio
import errno
import os
import threading
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest
from watchdog.observers import polling

from reminder.backends import Unavailable
from reminder.config import Watch
from reminder.config import watching as subject
from reminder.config.watching import Watchdog

SOON = 5.0
"""Seconds. It takes milliseconds; this is for a machine that is busy with something else."""


@pytest.fixture(autouse=True, params=["this system's", "watchdog"])
def _way(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Linux has a way of its own; the other one, which other systems have, must notice the same."""
    if request.param == "watchdog":
        monkeypatch.setattr(subject, "open_folders", lambda told, loop: Watchdog(told))


class Seen:
    """Counts the calls, and waits for the next."""

    def __init__(self) -> None:
        self.event = asyncio.Event()

    def __call__(self) -> None:
        self.event.set()

    async def after(self, change: Callable[[], object]) -> bool:
        """Make a change; whether it was noticed."""
        self.event.clear()
        change()
        try:
            await asyncio.wait_for(self.event.wait(), SOON)
        except TimeoutError:
            return False
        return True


def watching(path: Path, story: Callable[[Seen], Awaitable[None]]) -> None:
    """Run a story with the file being watched."""

    async def run() -> None:
        seen = Seen()
        watch = Watch(path, seen, asyncio.get_running_loop())
        try:
            await story(seen)
        finally:
            watch.close()

    asyncio.run(run())


def replace(path: Path, text: str) -> None:
    """Save as careful editors do: a new file beside it takes its place."""
    beside = path.with_name(".new")
    beside.write_text(text)
    beside.replace(path)


def test_a_file_is_noticed_when_created_written_replaced_moved_and_deleted(tmp_path: Path) -> None:
    """Every editor saves in its own way, and all of them count."""
    path = tmp_path / "config" / "config.toml"

    async def story(seen: Seen) -> None:
        assert await seen.after(lambda: path.write_text("a"))
        assert await seen.after(lambda: path.write_text("b"))
        assert await seen.after(lambda: replace(path, "c"))
        assert await seen.after(lambda: path.replace(path.with_name("config.toml~")))
        assert await seen.after(lambda: path.write_text("d"))
        assert await seen.after(path.unlink)

    watching(path, story)


def test_the_file_behind_a_link_is_watched_wherever_the_link_leads(tmp_path: Path) -> None:
    """Dotfiles are kept elsewhere, and the folder itself may be a link."""
    for folder in ("real", "dots", "other"):
        (tmp_path / folder).mkdir()
    (tmp_path / "config").symlink_to(tmp_path / "real")
    path = tmp_path / "config" / "config.toml"
    dots, other = tmp_path / "dots" / "mine.toml", tmp_path / "other" / "theirs.toml"
    dots.write_text("")
    other.write_text("")

    async def story(seen: Seen) -> None:
        assert await seen.after(lambda: path.symlink_to(dots))
        assert await seen.after(lambda: dots.write_text("a"))
        assert await seen.after(lambda: replace(dots, "b"))
        path.with_name("new").symlink_to(other)
        assert await seen.after(lambda: path.with_name("new").replace(path))
        assert await seen.after(lambda: other.write_text("c"))

    watching(path, story)


def test_a_link_into_a_folder_that_may_not_be_listed_is_watched_itself(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The settings are read through it; that the link leads elsewhere now is noticed, as the system lets us."""
    (closed := tmp_path / "closed").mkdir()
    (path := tmp_path / "config" / "config.toml").parent.mkdir()
    (closed / "mine.toml").write_text("")
    path.symlink_to(closed / "mine.toml")
    way: Callable[..., subject.Folders] = subject.open_folders

    def without_leave(told: subject.Told, loop: asyncio.AbstractEventLoop) -> subject.Folders:
        folders = way(told, loop)
        watch = folders.watch

        def refused(wanted: frozenset[str]) -> None:
            if str(closed) in wanted:
                raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
            watch(wanted)

        monkeypatch.setattr(folders, "watch", refused)
        return folders

    monkeypatch.setattr(subject, "open_folders", without_leave)

    async def story(seen: Seen) -> None:
        assert await seen.after(lambda: (path.unlink(), path.write_text("a")))

    watching(path, story)


def test_other_files_and_mere_reading_are_not_noticed(tmp_path: Path) -> None:
    """The journal may lie in the same folder and is written all day; and the service reads the file itself.

    Events come in order, so that once the last one is seen, the earlier ones would have been.
    """
    path = tmp_path / "config.toml"
    path.write_text("a")
    calls: list[str] = []

    async def run() -> None:
        done = asyncio.Event()

        def changed() -> None:
            calls.append(path.read_text())
            done.set()

        watch = Watch(path, changed, asyncio.get_running_loop())
        path.read_text()
        (tmp_path / "journal.db").write_text("x")
        (tmp_path / "config.toml.bak").write_text("x")
        path.write_text("b")
        await asyncio.wait_for(done.wait(), SOON)
        watch.close()

    asyncio.run(run())

    assert calls == ["b"]


class HeldUp:
    """A loop that has been told of a change and has not come round to it."""

    def __init__(self) -> None:
        self.told = threading.Event()

    def add_reader(self, _fd: int, read: Callable[[], None]) -> None:
        self.read = read

    def remove_reader(self, _fd: int) -> None:
        self.read = lambda: None

    def call_soon_threadsafe(self, callback: Callable[[], None]) -> None:
        self.run = callback
        self.told.set()


def test_nothing_is_called_after_close(tmp_path: Path) -> None:
    """Even if the event was on its way already."""
    path = tmp_path / "config.toml"
    calls: list[None] = []
    loop = HeldUp()
    watch = Watch(path, lambda: calls.append(None), loop)
    path.write_text("a")
    if hasattr(loop, "read"):
        loop.read()
    assert loop.told.wait(SOON)

    watch.close()
    loop.run()

    assert calls == []


def test_a_folder_that_vanishes_is_no_crash(tmp_path: Path) -> None:
    """Its deletion is noticed as the file's; closing afterwards works."""
    path = tmp_path / "config" / "config.toml"

    async def story(seen: Seen) -> None:
        assert await seen.after(lambda: path.write_text("a"))
        assert await seen.after(lambda: (path.unlink(), path.parent.rmdir()))

    watching(path, story)


def unavailable(path: Path) -> str:
    """Why the file cannot be watched."""

    async def run() -> None:
        Watch(path, lambda: None, asyncio.get_running_loop())

    with pytest.raises(Unavailable) as reason:
        asyncio.run(run())
    return str(reason.value)


def test_a_system_without_file_events_is_told_and_not_polled(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The library would quietly look every second; nothing ticks here."""
    monkeypatch.setattr(subject, "open_folders", lambda told, loop: Watchdog(told))
    monkeypatch.setattr("watchdog.observers.Observer", polling.PollingObserver)

    assert "no file events" in unavailable(tmp_path / "config.toml")


def test_a_place_that_cannot_be_watched_is_told(tmp_path: Path) -> None:
    """The service then goes on with the settings it has."""
    (tmp_path / "file").write_text("")

    assert "not noticed by themselves" in unavailable(tmp_path / "file" / "config.toml")
