"""What `pactl` may answer, or not; on a real sound server it is asked in tests/desktop/test_microphone.py."""

import sys
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from reminder.attention import Source
from reminder.attention.sound import MICROPHONE, SOUND
from tests.attention.contract import read, run, why_not
from tests.attention.scripted import HANGS, Scripted

if sys.platform in ("win32", "darwin"):
    pytest.skip("no sound server of this kind here", allow_module_level=True)

PACTL: Source = MICROPHONE[0]
RUNNING = {"source": 1, "client": "5", "corked": False, "mute": False, "resample_method": "copy"}
SOURCES = [{"index": 0, "name": "speakers.monitor"}, {"index": 1, "name": "alsa_input.pci-0000_00_1f.3.analog-stereo"}]


@pytest.fixture
def world(tmp_path: Path) -> Scripted:
    """A sound server's socket, and no pactl yet."""
    world = Scripted(tmp_path)
    world.serve("pulse", "native")
    return world


def stream(name: str = "Firefox", **different: Any) -> dict[str, Any]:
    return {**RUNNING, "properties": {"application.name": name}, **different}


def test_without_a_server_nothing_is_asked(tmp_path: Path) -> None:
    """To ask could start one."""
    world = Scripted(tmp_path)
    world.install_lists("pactl", source_outputs=[])

    async def story() -> None:
        reason = await why_not(PACTL, world.environ)
        assert "no sound server runs here" in str(reason)
        assert not world.called("pactl").exists()

    run(story())


def test_the_server_is_named_so_that_none_is_started(world: Scripted) -> None:
    """Left to itself, libpulse starts a server where a killed one has left its socket; a named one is not started."""
    world.install_lists("pactl", source_outputs=[])

    async def story() -> None:
        assert await read(PACTL, world.environ) == ()
        assert f"--server=unix:{world.root}/pulse/native" in world.called("pactl").read_text()

        assert await read(PACTL, world.environ | {"PULSE_SERVER": "tcp:den.example unix:/mnt/wslg/PulseServer"}) == ()
        assert "--server=unix:/mnt/wslg/PulseServer" in world.called("pactl").read_text()

    run(story())


def test_a_server_on_another_machine_is_not_asked(world: Scripted) -> None:
    """Nothing leaves this machine, also where somebody's sound does; and pactl would wait for it."""
    world.install_lists("pactl", source_outputs=[])

    async def story() -> None:
        reason = await why_not(PACTL, world.environ | {"PULSE_SERVER": "tcp:den.example"})
        assert "over the network, which reminder does not use" in str(reason)
        assert not world.called("pactl").exists()

    run(story())


def test_a_missing_pactl_comes_with_the_package_that_has_it(world: Scripted) -> None:
    """`reminder doctor` shows the sentence, and the user wants to know what to do."""

    async def story() -> None:
        reason = await why_not(PACTL, world.environ)
        assert str(reason) == "pactl is not installed"
        assert "pulseaudio-utils" in reason.fix

    run(story())


def test_an_old_pactl_is_told_from_one_that_fails(world: Scripted) -> None:
    """Debian 11 and Ubuntu 22.04 have one that knows no JSON; there an update helps."""
    world.install("pactl", "echo \"pactl: unrecognized option '--format=json'\" >&2; exit 1")

    async def story() -> None:
        reason = await why_not(PACTL, world.environ)
        assert "older than 16" in str(reason)
        assert "pulseaudio-utils 16" in reason.fix

    run(story())


@pytest.mark.parametrize(
    "script",
    [
        "echo 'Connection failure: Connection refused' >&2; exit 1",
        'echo \'[{"balance":0,00,"corked":false}]\'',  # 15.99 where decimals have a comma (py3status#2140)
        "echo 'Source Output #7'",
        "echo",
        "echo '{}'",
        "echo '[null]'",
        "echo '[[]]'",
        """echo '[{"source": 1}]'""",
        """echo '[{"source": [1], "corked": {}, "client": {}}]'""",
        "kill -9 $$",
    ],
)
def test_what_is_no_list_of_streams_is_a_reason(world: Scripted, script: str) -> None:
    """Not a traceback, and not silence taken for a free microphone."""
    world.install("pactl", script)

    async def story() -> None:
        await why_not(PACTL, world.environ)
        await why_not(SOUND[0], world.environ)

    run(story())


def test_a_hanging_pactl_is_ended(world: Scripted) -> None:
    """A server on another machine that is off does not even refuse."""
    world.install("pactl", HANGS)

    async def story() -> None:
        reason = await why_not(PACTL, world.environ | {"PULSE_SERVER": "unix:/off"}, timedelta(seconds=0.3))
        assert "did not answer in 0.3 s" in str(reason)

    run(story())


@pytest.mark.parametrize(
    ("seen", "causes"),
    [
        ([], ()),
        ([stream()], ("Firefox",)),
        ([stream(), stream(), stream("Zoom")], ("Firefox", "Zoom")),
        ([stream(corked=True)], ()),
        ([stream(mute=True)], ()),
        ([stream(source=0)], ()),
        ([stream(source=4294967295)], ("Firefox",)),
        ([stream(client=None)], ()),
        ([stream(client="n/a")], ()),
        ([stream(resample_method="peaks")], ()),
        ([stream(properties={"application.name": "Sound settings", "resample.peaks": "true"})], ()),
        ([stream(properties={"media.name": "noise filter", "node.link-group": "filter-7"})], ()),
        ([stream(properties={"application.process.binary": "zoom.real", "media.name": "x"})], ("Zoom.real",)),
        ([stream(properties={"application.name": "(null)", "media.name": "  record\nstream "})], ("Record stream",)),
        ([stream(properties={})], ("a program without a name",)),
        ([stream(properties={"application.name": None, "media.name": {}})], ("a program without a name",)),
        ([stream(properties={"application.name": "", "media.name": " "})], ("a program without a name",)),
        ([stream(properties=None)], ("a program without a name",)),
    ],
)
def test_who_listens_and_who_does_not(world: Scripted, seen: list[dict[str, Any]], causes: tuple[str, ...]) -> None:
    """Held back, muted, a loudspeaker's, the server's own, a level meter: none of them is a call. "?" names nobody."""
    world.install_lists("pactl", source_outputs=seen, sources=SOURCES)

    async def story() -> None:
        assert await read(PACTL, world.environ) == causes

    run(story())


def test_sources_are_asked_for_only_where_somebody_records(world: Scripted) -> None:
    """All day nobody does, and one program is started instead of two."""
    world.install_lists("pactl", source_outputs=[stream(corked=True)])

    async def story() -> None:
        await read(PACTL, world.environ)
        assert len(world.called("pactl").read_text().splitlines()) == 1

    run(story())
