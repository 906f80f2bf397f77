"""What the sources of one look share: connections opened once, programs that may fail, and an end to all of it."""

import asyncio
import sys
from collections.abc import Coroutine
from datetime import timedelta
from typing import Any

import pytest

from reminder.backends import Unavailable
from tests.private_bus import PrivateBus

if sys.platform in ("win32", "darwin"):
    pytest.skip("no message bus here", allow_module_level=True)

from reminder.attention.look import Look


def run(story: Coroutine[Any, Any, None]) -> None:
    asyncio.run(asyncio.wait_for(story, 30))


def test_sources_side_by_side_share_one_connection(bus: PrivateBus) -> None:
    """Five sources are five questions, not five logins."""

    async def story() -> None:
        async with Look(bus.environ) as look:
            first, second = await asyncio.gather(look.session(), look.session())
            assert first is second
            assert first.connected
        assert not first.connected

    run(story())


def test_a_source_that_gives_up_takes_the_connection_from_no_other(bus: PrivateBus) -> None:
    """The others are still asking."""

    async def story() -> None:
        async with Look(bus.environ) as look:
            waiting = asyncio.ensure_future(look.session())
            await asyncio.sleep(0)
            waiting.cancel()
            assert (await look.session()).connected

    run(story())


def test_without_a_bus_every_source_hears_why() -> None:
    """The sentence ends up in `reminder doctor`."""

    async def story() -> None:
        async with Look({"DBUS_SYSTEM_BUS_ADDRESS": "unix:path=/nowhere"}) as look:
            with pytest.raises(Unavailable, match="no session bus"):
                await look.session()
            with pytest.raises(Unavailable, match="the system bus cannot be reached"):
                await look.system()

    run(story())


@pytest.mark.parametrize(
    ("command", "words"),
    [
        (["/nowhere/pactl"], "cannot be run"),
        (["sh", "-c", "echo no such schema >&2; exit 3"], "sh failed: no such schema"),
        (["sh", "-c", "exit 3"], "sh failed: exit code 3"),
        (["sh", "-c", "read nothing < /dev/zero"], "did not answer in 0.2 s"),
    ],
)
def test_a_program_that_does_not_answer_is_a_reason(command: list[str], words: str) -> None:
    """Missing, failing or hanging: the level is not known here, and the sentence says why."""

    async def story() -> None:
        async with Look({"PATH": "/usr/bin:/bin"}, limit=timedelta(seconds=0.2 if "0.2" in words else 10)) as look:
            with pytest.raises(Unavailable, match=words):
                await look.run(*command)

    run(story())


def test_what_a_program_prints_is_told() -> None:
    """In the look's own environment, whatever ours is."""

    async def story() -> None:
        async with Look({"PATH": "/usr/bin:/bin", "WORD": "hello"}) as look:
            assert await look.run("sh", "-c", 'echo "$WORD"') == "hello\n"

    run(story())
