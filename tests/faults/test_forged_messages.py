"""A bus passes on whatever is sent to one program alone: who claims to be logind there is not."""

import asyncio
import sys
from collections.abc import Coroutine
from datetime import timedelta
from typing import Any

import pytest

if sys.platform in ("win32", "darwin"):
    pytest.skip("no message bus here", allow_module_level=True)

from dbus_fast import Message as Sent
from dbus_fast import MessageType, Variant

from reminder.bus import BUS, BUS_PATH, CallFailed, connect
from reminder.presence.locks_logind import LogindLock
from reminder.presence.logind_session import MANAGER, MANAGER_PATH, SESSION
from tests.faults.bad_peers import NOTIFICATIONS, NOTIFICATIONS_PATH, PROPERTIES, peers
from tests.presence.fake_logind import FakeLogind, FakeSession
from tests.presence.peer import until
from tests.private_bus import PrivateBus

pytestmark = pytest.mark.desktop

LIMIT = timedelta(seconds=5)


def run(story: Coroutine[Any, Any, None]) -> None:
    asyncio.run(asyncio.wait_for(story, 30))


def test_another_users_word_locks_nothing(bus: PrivateBus) -> None:
    """On the system bus any user may signal to any program, by any path and interface."""
    said: list[tuple[str, bool | None]] = []
    resumed: list[None] = []
    environ = {"DBUS_SYSTEM_BUS_ADDRESS": bus.address, "XDG_SESSION_ID": "2"}

    async def story() -> None:
        logind, asked = FakeLogind(bus.address, FakeSession()), asyncio.Event()
        await logind.open()
        lock = LogindLock(lambda *claim: said.append(claim), lambda: resumed.append(None), environ, LIMIT)
        serving = asyncio.ensure_future(lock.serve(asked.set))
        await asked.wait()
        async with peers(bus.address) as stranger:
            known = {stranger.bus.unique_name, logind._bus.unique_name}
            (us,) = set(await names(stranger.bus)) - known
            path = FakeSession().path
            forged = ("sa{sv}as", [SESSION, {"LockedHint": Variant("b", True)}, []])
            await stranger.say(path, PROPERTIES, "PropertiesChanged", forged, to=us)
            await stranger.say(MANAGER_PATH, MANAGER, "PrepareForSleep", ("b", [False]), to=us)
        await logind.change("2", locked=True)
        await until(lambda: said[-1] == ("logind", True))
        serving.cancel()
        await asyncio.gather(serving, return_exceptions=True)
        await logind.close()

    run(story())
    assert [locked for _, locked in said] == [False, True]
    assert resumed == []


async def names(bus: Any) -> list[str]:
    """All who are on the bus, by their unique names."""
    found = await bus.call(Sent(destination=BUS, path=BUS_PATH, interface=BUS, member="ListNames"))
    return [name for name in found.body[0] if name.startswith(":")]


def test_a_strangers_reply_is_no_answer(bus: PrivateBus) -> None:
    """A bus passes on replies of whoever was asked, and drops all others; ours rely on that."""

    async def story() -> None:
        asking = await connect(bus.environ, timedelta(seconds=0.5))
        async with peers(bus.address, NOTIFICATIONS) as asked, peers(bus.address) as stranger:
            asked.habit = asked.dawdle
            call = asyncio.ensure_future(
                asking.query(NOTIFICATIONS, NOTIFICATIONS_PATH, f"{NOTIFICATIONS}.GetCapabilities")
            )
            await until(lambda: asked.late)
            forged = Sent(
                message_type=MessageType.METHOD_RETURN, destination=asking.unique_name,
                reply_serial=asked.late[0].serial, signature="as", body=[["forged"]],
            )  # fmt: skip
            await stranger.bus.send(forged)
            await stranger.in_turn()
            with pytest.raises(CallFailed, match="did not answer"):
                await call
        await asking.close()

    run(story())
