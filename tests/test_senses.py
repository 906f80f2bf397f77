"""All that is sensed, opened and let go of together, on a desktop that has next to nothing."""

import asyncio
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from reminder import clock
from reminder import senses as senses_module
from reminder.attention import Level
from reminder.attention.heed import Heed
from reminder.backends import Part
from reminder.config import parse
from reminder.core.events import Event, Locked, Unlocked
from reminder.presence.session import Hearers
from reminder.senses import Senses, heeded
from tests.presence.fake_logind import FakeLogind, FakeSession
from tests.private_bus import PrivateBus, until

linux = pytest.mark.skipif(sys.platform != "linux", reason="the senses of Linux")


def test_what_is_heeded_is_what_the_settings_say() -> None:
    """Names in lower case, since that is how they are compared."""
    settings = parse('[quiet]\nignore = ["Firefox"]\nkept_awake = false', Path("config.toml"))

    assert heeded(settings) == Heed(frozenset({"firefox"}), kept_awake=False)


def test_do_not_disturb_that_is_not_obeyed_need_not_be_read() -> None:
    """A call that is not obeyed must be: no input in it is watching (D4)."""
    settings = parse("quiet = { do_not_disturb = false, calls = false }", Path("config.toml"))

    assert heeded(settings).unread == {Level.DO_NOT_DISTURB}


@linux
def test_a_new_time_zone_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The system replaces the file as a whole, by renaming or by a new link; nobody looks at it in between."""
    zone = tmp_path / "etc" / "localtime"
    zone.parent.mkdir()
    zone.symlink_to("/usr/share/zoneinfo/Europe/Berlin")
    monkeypatch.setattr(senses_module, "LOCAL_TIME", zone)

    async def story() -> None:
        told: list[str] = []
        senses = await Senses(lambda event: None, heed=Heed).open()
        try:
            await senses.attend(lambda: told.append("changed"), lambda: None)
            fresh = tmp_path / "etc" / "fresh"
            fresh.symlink_to("/usr/share/zoneinfo/America/New_York")
            fresh.rename(zone)
            await until(lambda: told)
        finally:
            await senses.close()

    asyncio.run(story())


@linux
@pytest.mark.desktop
def test_lock_and_resume_reach_the_service(bus: PrivateBus, monkeypatch: pytest.MonkeyPatch) -> None:
    """A locked screen is absence at once; a resume is a reason to look at the clocks."""
    monkeypatch.setenv("DBUS_SYSTEM_BUS_ADDRESS", bus.address)

    async def story() -> None:
        told: list[Event] = []
        monkeypatch.setenv("XDG_SESSION_ID", "2")
        logind = FakeLogind(bus.address, FakeSession())
        await logind.open()
        senses = await Senses(told.append, heed=Heed).open()
        try:
            await senses.attend(lambda: None, lambda: None)
            await logind.change("2", locked=True)
            await until(lambda: any(isinstance(event, Locked) for event in told))
            await logind.change("2", locked=False)
            await until(lambda: any(isinstance(event, Unlocked) for event in told))
            parts = {part.name: part.used for part in await senses.parts()}
            assert any("logind" in name for name in parts["lock"])
            assert "logind" in parts["sleep"]
        finally:
            await senses.close()
            await logind.close()

    asyncio.run(story())


class Watch:
    """A watch over the session in which a test tells what happens."""

    parts = (Part("lock", ("locks",)), Part("sleep", ("sleeps",)), Part("clock", ("clocks",)))

    def __init__(self, hearers: Hearers) -> None:
        self.hearers = hearers
        self.opened = 0

    async def open(self) -> None:
        self.opened += 1

    async def close(self) -> None:
        self.opened -= 1


def test_what_a_session_watch_hears_reaches_everybody_it_is_for(monkeypatch: pytest.MonkeyPatch) -> None:
    """The lock the service and the presence; a resume the clock; zone and end whoever asked for them."""
    watches: list[Watch] = []

    def watched(hearers: Hearers, now: object) -> Watch:
        watches.append(Watch(hearers))
        return watches[0]

    monkeypatch.setattr(senses_module, "session_watch", watched)

    async def story() -> None:
        told: list[object] = []
        senses = await Senses(told.append, heed=Heed).open()
        monkeypatch.setattr(senses.presence, "unlocked", lambda: told.append("presence"))
        try:
            await senses.attend(lambda: told.append("zone"), lambda: told.append("end"))
            (watch,) = watches
            unlocked = Unlocked(datetime(2026, 3, 2, 9, tzinfo=UTC))
            watch.hearers.post(unlocked)
            monkeypatch.setattr(clock, "jumps", lambda before, after: ["jump"])
            watch.hearers.clock_moved()
            watch.hearers.zone_changed()
            watch.hearers.ending()
            assert told == [unlocked, "presence", "jump", "zone", "end"]
            assert watch.opened == 1
            used = {part.name: part.used for part in await senses.parts()}
            assert (used["lock"], used["sleep"], used["clock"]) == (("locks",), ("sleeps",), ("clocks",))
        finally:
            await senses.close()
        assert watch.opened == 0

    asyncio.run(story())
