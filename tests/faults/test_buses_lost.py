"""Buses and notification servers that go and come back under a service in its own process, and what it says of that.

What is lost, and the line about it on standard error, at the level everybody has (the others need --verbose):

    session bus            "The session bus is gone, and with it the way to notify", and for each sense that was there
                           "Lock, by screen lockers: not heard any more", "GNOME Shell tells no idle time any more";
                           then "… heard again", "Presence is told by … from now on"
    system bus             "Lock and sleep, by logind: not heard any more", then "… heard again"
    an open prompt         "The prompt has gone from the screen: …", then "The prompt is on the screen again, by …"
    notification server    nothing where another shows the prompt within 10 s; else as above
    a server that fails    "Not delivered by freedesktop: …; choosing again"
    panel, tray            "The icon is in no panel any more: …", then "The icon is in a panel again: …"
    X server, compositor   "The X server is lost: …", "The Wayland compositor is gone: …", then
                           "Presence is told by … from now on" or "Presence is unknown: nothing here tells it"
    more than 256 KiB      ":1.7 on the bus said 60000004 bytes, which are passed over"
"""

import asyncio
import itertools
import os
import sys
from pathlib import Path

import pytest

if sys.platform in ("win32", "darwin"):
    pytest.skip("no message bus here", allow_module_level=True)

from jeepney import DBusAddress, HeaderFields, new_signal
from jeepney.io.blocking import open_dbus_connection

from reminder.paths import Places
from tests.faults.bad_peers import NOTIFICATIONS, NOTIFICATIONS_PATH, OTHERS, BadPeers, Ear, peers, unharmed, until
from tests.private_bus import PrivateBus
from tests.running import LATE, Running, Start

pytestmark = pytest.mark.desktop

KILLS, FLOOD = (int(os.environ.get(f"REMINDER_{what}", few)) for what, few in (("KILLS", 15), ("FLOOD", 1000)))
"""Many more by hand: see CONTRIBUTING."""

HUGE = "x" * 60_000_000


def switches(service: Running) -> int:
    """How often it has gone to sleep so far. What is busy with nothing does so without end, or burns its time."""
    told = Path(f"/proc/{service.process.pid}/status").read_text()
    return sum(int(line.split()[1]) for line in told.splitlines() if "ctxt_switches" in line)


def ticks(service: Running) -> int:
    """What it has had of a processor, in hundredths of a second."""
    fields = Path(f"/proc/{service.process.pid}/stat").read_text().rpartition(")")[2].split()
    return int(fields[11]) + int(fields[12])


def held(service: Running) -> tuple[int, int]:
    """Its open files and its threads."""
    process = Path(f"/proc/{service.process.pid}")
    return len(os.listdir(process / "fd")), len(os.listdir(process / "task"))  # noqa: PTH208 - counted only


def resident(service: Running) -> int:
    """Its memory, in KiB."""
    told = Path(f"/proc/{service.process.pid}/status").read_text()
    return next(int(line.split()[1]) for line in told.splitlines() if line.startswith("VmRSS"))


async def running(start_service: Start, config: str = LATE) -> Running:
    service = await asyncio.to_thread(start_service, config)
    await asyncio.to_thread(service.says, "is running")
    return service


async def says(service: Running, pattern: str, times: int = 1) -> None:
    await asyncio.to_thread(lambda: service.says(pattern, times=times))


def test_what_dies_with_both_buses_comes_back_with_them(
    on_the_bus: PrivateBus, start_service: Start, service_files: Places
) -> None:
    """The open prompt is shown again and its answer counts; icon and lock return; doctor tells what is so each time."""
    bus, ear = on_the_bus, Ear(service_files)

    async def story() -> None:
        async with peers(bus.address, *OTHERS) as played:
            service = await running(start_service)
            assert (await ear.part("notifications"))["used"] == ["freedesktop"]
            await ear.ask("break")
            await until(lambda: played.screen)

            bus.end()
            await says(service, "The prompt has gone from the screen: the session bus is gone")
            before = switches(service), ticks(service)
            told = await ear.parts()
            assert [told[name]["used"] for name in ("tray", "lock")] == [[], []]
            assert "freedesktop" not in told["notifications"]["used"]
            assert await ear.prompt()
            bus.start()

        async with peers(bus.address, *OTHERS) as played:
            await says(service, "The prompt is on the screen again, by (freedesktop|terminal)")
            if "again, by terminal" in service.said:  # a machine so slow that the bus was given up meanwhile
                await ear.ask("skip")
                await ear.ask("break")
            await until(lambda: played.screen)
            await says(service, "The icon is in a panel again: StatusNotifierItem")
            await says(service, ": heard again", 2)
            assert switches(service) - before[0] < 2000
            assert ticks(service) - before[1] < 300
            for name, used in (("notifications", "freedesktop"), ("tray", "StatusNotifierItem")):
                assert (await ear.part(name))["used"] == [used]
            await answered(ear, played)
            unharmed(service, service_files)

    asyncio.run(story())


async def answered(ear: Ear, played: BadPeers) -> None:
    await played.press(played.screen[-1], "skip")
    while await ear.prompt():
        await played.in_turn()


def test_a_service_that_starts_before_its_bus_finds_it(
    on_the_bus: PrivateBus, start_service: Start, service_files: Places
) -> None:
    """Autostart may be earlier than everything else; until then the terminal serves, and that is said."""
    bus, ear = on_the_bus, Ear(service_files)
    bus.end()

    async def story() -> None:
        service = await running(start_service)
        assert (await ear.part("notifications"))["used"] == ["terminal"]
        bus.start()
        async with peers(bus.address, *OTHERS) as played:
            await ear.ask("break")
            await until(lambda: played.screen)
            await until(lambda: "RegisterStatusNotifierItem" in played.asked)
            assert (await ear.part("notifications"))["used"] == ["freedesktop"]
            await answered(ear, played)
            unharmed(service, service_files)

    asyncio.run(story())


def test_however_often_the_server_is_killed_the_prompt_stands_and_nothing_is_left_behind(
    on_the_bus: PrivateBus, start_service: Start, service_files: Places
) -> None:
    """Each server gives the same numbers again; what it says of one before it has ours is about somebody else's."""
    ear = Ear(service_files)

    async def story() -> None:
        async with peers(on_the_bus.address, NOTIFICATIONS) as played:
            service = await running(start_service)
            await ear.ask("break")
            await until(lambda: played.screen)
        for number in range(KILLS):
            async with peers(on_the_bus.address, NOTIFICATIONS) as played:
                played.numbers = itertools.repeat(1)
                await played.press(1, "skip")
                await until(lambda played=played: played.screen)
                if number == KILLS // 3:
                    first, memory = held(service), resident(service)
        async with peers(on_the_bus.address, NOTIFICATIONS) as played:
            await until(lambda: played.screen)
            await until(lambda: held(service) <= first)
            assert resident(service) - memory < 2048
            assert await ear.prompt()
            await answered(ear, played)
        unharmed(service, service_files)
        assert "gone from the screen" not in service.said

    asyncio.run(story())


def test_a_flood_and_sixty_megabytes_cost_neither_the_answer_nor_the_memory(
    on_the_bus: PrivateBus, start_service: Start, service_files: Places
) -> None:
    """A session bus lets through what is below a gigabyte, and whatever somebody sends in a mad loop."""
    ear = Ear(service_files)

    async def story() -> None:
        async with peers(on_the_bus.address, *OTHERS) as played:
            service = await running(start_service)
            await ear.ask("break")
            await until(lambda: played.screen)
            before = resident(service)
            await asyncio.to_thread(flood, on_the_bus.address, played.callers["Notify"])
            await until(lambda: "said 60000005 bytes, which are passed over" in service.said, 30 + FLOOD / 500)
            assert resident(service) - before < 16 * 1024
            await answered(ear, played)
            unharmed(service, service_files)

    asyncio.run(story())


def flood(address: str, client: str) -> None:
    """A stranger says to this client that its prompt is answered, again and again, and then very much."""
    server = DBusAddress(NOTIFICATIONS_PATH, interface=NOTIFICATIONS)
    connection = open_dbus_connection(address)
    try:
        for signature, body, times in (("us", (1, "done"), FLOOD), ("s", (HUGE,), 1)):
            message = new_signal(server, "ActionInvoked", signature, body)
            message.header.fields[HeaderFields.destination] = client
            for _ in range(times):
                connection.send(message)
    finally:
        connection.close()
