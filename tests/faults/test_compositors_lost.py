"""A Wayland compositor that is late, mute, gone and back, under a service in its own process: nothing is made up."""

import asyncio
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

if sys.platform != "linux":
    pytest.skip("Wayland is on Linux", allow_module_level=True)
pytest.importorskip("pywayland")

from reminder.paths import Places
from tests.faults.bad_peers import Ear, unharmed, until
from tests.presence.compositor import EXT, SEAT, compositor
from tests.running import LATE, Start

pytestmark = pytest.mark.desktop

OFFERS = {SEAT: 8, EXT: 2}


@asynccontextmanager
async def mute(path: Path) -> AsyncIterator[list[asyncio.StreamWriter]]:
    """Takes connections and says nothing."""
    taken: list[asyncio.StreamWriter] = []
    server = await asyncio.start_unix_server(lambda reader, writer: taken.append(writer), path)
    try:
        yield taken
    finally:
        server.close()
        for writer in taken:
            writer.close()
        path.unlink()  # noqa: ASYNC240 - of a test's own folder


def test_presence_comes_with_the_compositor_goes_with_it_and_comes_back(
    start_service: Start, service_files: Places, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """First its socket is mute, then it serves, is killed in an upgrade, and serves again."""
    path, ear = tmp_path / "wayland-0", Ear(service_files)
    monkeypatch.setenv("WAYLAND_DISPLAY", str(path))

    async def presence() -> tuple[str, str]:
        told = (await ear.ask("status"))["status"]
        return told["presence"], told["backends"]["presence"]

    async def becomes(*wanted: str) -> None:
        async with asyncio.timeout(30):
            while await presence() != wanted:  # noqa: ASYNC110 - another process has no event of ours
                await asyncio.sleep(0.05)

    async def story() -> None:
        async with mute(path) as taken:
            service = await asyncio.to_thread(start_service, LATE)
            await asyncio.to_thread(service.says, "the Wayland compositor did not answer in 2 s")
            assert await presence() == ("unknown", "unknown")
            assert taken
        async with compositor(path, OFFERS):
            await becomes("at_desk", "wayland")
        await asyncio.to_thread(service.says, "The Wayland compositor is gone")
        path.unlink(missing_ok=True)
        async with compositor(path, OFFERS) as back:
            await asyncio.to_thread(service.says, "Presence is told by wayland from now on")
            assert await presence() == ("at_desk", "wayland")
            await until(lambda: back.watches)
            await back.rest(back.watches[0].threshold)
            await becomes("away", "wayland")
            unharmed(service, service_files)

    asyncio.run(story())
