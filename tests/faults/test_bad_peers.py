"""Peers on the bus that answer late, wrong or never, and say what makes no sense, to a service in its own process.

It must live, say no traceback, write no crash report, and serve as ever once they behave again.
"""

import asyncio
import sys
from typing import Any

import pytest

if sys.platform in ("win32", "darwin"):
    pytest.skip("no message bus here", allow_module_level=True)

from reminder import control
from reminder.paths import Places
from tests.faults.bad_peers import GNOME, NASTY, OTHERS, SIGNALS, BadPeers, any_bodies, peers, until
from tests.private_bus import PrivateBus
from tests.running import LATE, Running, Start

pytestmark = pytest.mark.desktop

BODIES = 12
"""Of each signal, and twice as many: to everybody, and to the service alone."""


class Ear:
    """Asks the service on its channel, beside the loop on which the peers answer it."""

    def __init__(self, places: Places) -> None:
        self._channel = places.control

    async def ask(self, verb: str, **more: Any) -> dict[str, Any]:
        return await asyncio.to_thread(control.ask, self._channel, {"verb": verb, **more})

    async def prompt(self) -> Any:
        return (await self.ask("status"))["status"]["prompt"]


@pytest.fixture
def on_the_bus(bus: PrivateBus, monkeypatch: pytest.MonkeyPatch, tmp_path: Any) -> PrivateBus:
    """Both buses of the service are this one."""
    for name, value in bus.environ.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setenv("DBUS_SYSTEM_BUS_ADDRESS", bus.address)
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))
    return bus


async def prompt_answered(ear: Ear, played: BadPeers) -> None:
    """A prompt comes as a notification, and its answer counts."""
    shown = len(played.screen)
    await ear.ask("break")
    await until(lambda: len(played.screen) > shown)
    await played.press(played.screen[-1], "skip")
    while await ear.prompt():
        await played.in_turn()


def unharmed(service: Running, places: Places) -> None:
    report = places.crash_report.read_text() if places.crash_report.exists() else ""
    assert report == ""
    assert "Traceback" not in service.said
    assert service.process.poll() is None


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
                    for client in played.clients:
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
