"""Peers on the bus that answer late, wrong or never, and say what makes no sense, to a service in its own process.

It must live, say no traceback, write no crash report, and serve as ever once they behave again.
"""

import asyncio
import os
import sys

import pytest

if sys.platform in ("win32", "darwin"):
    pytest.skip("no message bus here", allow_module_level=True)

from reminder.paths import Places
from tests.faults.bad_peers import GNOME, NASTY, OTHERS, SIGNALS, BadPeers, Ear, any_bodies, peers, unharmed, until
from tests.private_bus import PrivateBus
from tests.running import LATE, Start

pytestmark = pytest.mark.desktop

BODIES = int(os.environ.get("REMINDER_BODIES", "5"))
"""Of each signal, once to everybody and once to each connection of the service alone; many more by hand."""


async def prompt_answered(ear: Ear, played: BadPeers) -> None:
    """A prompt comes as a notification, and its answer counts."""
    shown = len(played.screen)
    await ear.ask("break")
    await until(lambda: len(played.screen) > shown)
    await played.press(played.screen[-1], "skip")
    while await ear.prompt():
        await played.in_turn()


@pytest.mark.parametrize("desktop", [(*GNOME, *OTHERS), OTHERS], ids=["GNOME", "logind"])
def test_nonsense_is_survived(
    on_the_bus: PrivateBus, start_service: Start, service_files: Places, desktop: tuple[str, ...]
) -> None:
    """Bodies of any type for every signal; then a prompt is shown and answered as ever."""
    ear = Ear(service_files)

    async def story() -> None:
        async with peers(on_the_bus.address, *desktop) as played:
            service = await asyncio.to_thread(start_service, LATE)
            await asyncio.to_thread(service.says, "is running")
            await prompt_answered(ear, played)
            await until(lambda: "GetSession" in played.asked)
            bodies = any_bodies(1)
            for signal in SIGNALS:
                for value in (*NASTY, *(next(bodies) for _ in range(BODIES))):
                    await played.say(*signal, value)
                    for client in set(played.callers.values()):
                        await played.say(*signal, value, to=client)
            await played.in_turn()
            await prompt_answered(ear, played)
            unharmed(service, service_files)

    asyncio.run(story())


def test_bad_answers_are_survived(on_the_bus: PrivateBus, start_service: Start, service_files: Places) -> None:
    """Errors, nonsense and silence for every call; a prompt comes in the terminal, and then as a notification again."""
    ear = Ear(service_files)

    async def story() -> None:
        async with peers(on_the_bus.address, *GNOME, *OTHERS) as played:
            service = await asyncio.to_thread(start_service, LATE)
            await asyncio.to_thread(service.says, "is running")
            for habit in (played.refuse, *(played.mumble(value) for value in NASTY)):
                played.habit = habit
                await played.come_back()
                await ear.ask("doctor")
                await ear.ask("break")
                assert await ear.prompt()
                await ear.ask("skip")
                await played.catch_up()
                await prompt_answered(ear, played)
                unharmed(service, service_files)

    asyncio.run(story())
