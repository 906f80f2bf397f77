"""What `doctor` says of a notification server is so at that moment, and asking for it shows and starts nothing."""

import asyncio
import sys
from datetime import timedelta

import pytest

if sys.platform in ("win32", "darwin"):
    pytest.skip("no session bus here", allow_module_level=True)

from reminder.bus import Connection, connect
from reminder.notify import server_trouble
from reminder.notify.server_trouble import NONE, trouble_on
from tests.notify.server import NAME, ScriptedServer
from tests.private_bus import PrivateBus

pytestmark = pytest.mark.desktop


async def on(bus: PrivateBus) -> Connection:
    return await connect(bus.environ, timedelta(seconds=5))


def test_a_server_that_answers_is_no_trouble_whatever_it_answers(bus: PrivateBus) -> None:
    """Also one that does not tell its name: that is not asked for to show anything."""

    async def story() -> None:
        server, asking = await ScriptedServer(bus.address).open(), await on(bus)
        assert await trouble_on(asking) == ""
        server.errors = {"GetServerInformation": "I have no name"}
        assert await trouble_on(asking) == ""
        assert set(server.calls) == {"GetServerInformation"}
        await asking.close()
        await server.close()

    asyncio.run(story())


def test_one_that_hangs_has_left_or_has_no_bus_any_more_is_trouble(
    bus: PrivateBus, monkeypatch: pytest.MonkeyPatch
) -> None:
    """That it was chosen this morning says nothing of now."""
    monkeypatch.setattr(server_trouble, "LOOK_LIMIT", timedelta(seconds=0.1))

    async def story() -> None:
        server, asking = await ScriptedServer(bus.address, mute={"GetServerInformation"}).open(), await on(bus)
        assert await trouble_on(asking) == "the notification server did not answer in 0.1 s"
        await server.close()
        assert await trouble_on(asking) == NONE
        bus.end()
        assert await trouble_on(asking) == "the session bus is gone"
        await asking.close()

    asyncio.run(story())


def test_one_that_the_bus_would_start_is_no_trouble_and_is_not_started(bus: PrivateBus) -> None:
    """Some servers leave when they have nothing to show, and come with the next notification."""
    started = bus.services.parent / "started"

    async def story() -> None:
        (bus.services / "n.service").write_text(f"[D-BUS Service]\nName={NAME}\nExec=/bin/touch {started}\n")
        asking = await on(bus)
        await asking.ask_bus("ReloadConfig")
        assert await trouble_on(asking) == ""
        await asking.close()

    asyncio.run(story())
    assert not started.exists()
