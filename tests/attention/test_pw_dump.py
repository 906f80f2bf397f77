"""What `pw-dump` may answer, or not; a real PipeWire is asked in tests/desktop/test_pipewire.py."""

import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any, ClassVar

import pytest

from reminder.attention import Source
from reminder.attention.camera import CAMERA
from reminder.attention.sound import MICROPHONE, SOUND
from tests.attention.contract import SourceContract, read, run, why_not
from tests.attention.scripted import HANGS, Scripted

if sys.platform in ("win32", "darwin"):
    pytest.skip("no PipeWire here", allow_module_level=True)

PW_DUMP: Source = MICROPHONE[1]
WATCHED: Source = CAMERA[1]
Row = dict[str, Any]


def node(number: int, media_class: str, state: str = "running", *, mute: bool = False, **properties: Any) -> Row:
    """A stream or a device as pw-dump 0.3.65 prints it; `a__b` in a property's name stands for `a.b`."""
    named = {key.replace("__", "."): value for key, value in properties.items()}
    info = {
        "state": state,
        "props": {"media.class": media_class, **named},
        "params": {"Props": [{"volume": 1.0, "mute": mute}, {"params": []}]},
    }
    return {"id": number, "type": "PipeWire:Interface:Node", "info": info}


def link(out: int, into: int) -> Row:
    return {"id": 100, "type": "PipeWire:Interface:Link", "info": {"output-node-id": out, "input-node-id": into}}


def client(number: int, **properties: Any) -> Row:
    named = {key.replace("__", "."): value for key, value in properties.items()}
    return {"id": number, "type": "PipeWire:Interface:Client", "info": {"props": named}}


def listener(number: int = 50, **properties: Any) -> Row:
    return node(number, "Stream/Input/Audio", **({"application__name": "Meeting"} | properties))


def watcher(number: int = 70, state: str = "running", **properties: Any) -> Row:
    return node(number, "Stream/Input/Video", state, **({"application__name": "Snapshot"} | properties))


DEVICES = [node(1, "Audio/Sink"), node(2, "Audio/Source"), node(3, "Audio/Duplex"), node(4, "Audio/Source/Virtual")]
PLAYING = [node(60, "Stream/Output/Audio", application__name="mpv"), link(60, 1)]
CAMERAS = [node(5, "Video/Source"), node(6, "Stream/Output/Video", application__name="gnome-shell")]
PULSE = client(31, application__name="pipewire", config__name="pipewire-pulse.conf")


@pytest.fixture
def world(tmp_path: Path) -> Scripted:
    """PipeWire's socket, and no pw-dump yet."""
    world = Scripted(tmp_path)
    world.serve("pipewire-0")
    return world


class TestPwDump(SourceContract):
    source: ClassVar[Source] = PW_DUMP
    causes = ("Meeting",)

    @pytest.fixture(autouse=True)
    def _world(self, tmp_path: Path) -> None:
        (tmp_path / "world").mkdir()
        self.scripted = Scripted(tmp_path / "world")

    @property
    def environ(self) -> dict[str, str]:
        return super().environ | self.scripted.environ

    @asynccontextmanager
    async def open_peer(self) -> AsyncIterator[None]:
        socket = self.scripted.serve("pipewire-0")
        await self.turn_off()
        yield
        socket.unlink()

    async def turn_on(self) -> None:
        self.scripted.install_lists("pw-dump", **{"": [*DEVICES, listener(), link(2, 50)]})

    async def turn_off(self) -> None:
        self.scripted.install_lists("pw-dump", **{"": [*DEVICES, *PLAYING]})

    async def fall_mute(self) -> None:
        self.scripted.install("pw-dump", HANGS)


class TestWatchers(TestPwDump):
    """Of a camera, or of the screen."""

    source: ClassVar[Source] = WATCHED
    causes = ("Snapshot",)

    async def turn_on(self) -> None:
        self.scripted.install_lists("pw-dump", **{"": [*DEVICES, *CAMERAS, watcher()]})

    async def turn_off(self) -> None:
        self.scripted.install_lists("pw-dump", **{"": [*DEVICES, *CAMERAS, *PLAYING, watcher(state="suspended")]})


@pytest.mark.parametrize(
    ("seen", "causes"),
    [
        ([listener()], ()),  # linked to nothing yet
        ([listener(), link(3, 50)], ("Meeting",)),
        ([listener(), link(4, 50)], ("Meeting",)),
        ([listener(), link(1, 50)], ()),  # what a loudspeaker plays
        ([listener(), link(1, 50), link(2, 50)], ("Meeting",)),  # both, as screen recorders do with a commentary
        ([listener(), link(60, 50)], ()),  # what one program plays
        ([listener(state="idle"), link(2, 50)], ()),
        ([listener(state="suspended"), link(2, 50)], ()),
        ([listener(mute=True), link(2, 50)], ()),
        ([listener(resample__peaks=True), link(2, 50)], ()),
        ([listener(node__link_group="x", **{"node.link-group": "loopback-1"}), link(2, 50)], ()),
        ([listener(50), listener(51), link(2, 50), link(2, 51)], ("Meeting",)),
        ([node(50, "Stream/Input/Audio", client__id=9), client(9, application__name="OBS"), link(2, 50)], ("OBS",)),
        ([listener(application__name=None, media__name=[]), link(2, 50)], ("a program without a name",)),
        ([listener(application__name=2048), link(2, 50)], ("2048",)),  # it prints every number as one
        ([node(50, "Stream/Input/Audio"), link(2, 50)], ("a program without a name",)),
    ],
)
def test_who_listens_to_a_microphone(world: Scripted, seen: list[Row], causes: tuple[str, ...]) -> None:
    """By the links: a stream's own wishes do not tell what it has got."""
    world.install_lists("pw-dump", **{"": [*DEVICES, *PLAYING, *seen]})

    async def story() -> None:
        assert await read(PW_DUMP, world.environ) == causes
        assert await read(SOUND[1], world.environ) == ("mpv",)

    run(story())


@pytest.mark.parametrize(
    ("seen", "causes"),
    [
        ([], ()),  # the camera runs, and the screen is shown, to nobody
        ([watcher()], ("Snapshot",)),
        ([watcher(media__role="Screen", application__name="OBS Studio")], ("OBS Studio",)),
        ([watcher(70), watcher(71)], ("Snapshot",)),
        ([watcher(state="idle")], ()),
        ([watcher(state="suspended")], ()),
        ([node(70, "Stream/Input/Video", client__id=9), client(9, application__name="Firefox")], ("Firefox",)),
        ([node(70, "Stream/Input/Video")], ("a program without a name",)),
        ([watcher(application__process__binary={"odd": 1})], ("Snapshot",)),
        ([watcher(application__process__binary="gnome-remote-desktop-daemon")], ()),
        (
            [
                node(70, "Stream/Input/Video", client__id=9),
                client(9, application__name="KRdp", application__process__binary="krdpserver"),
            ],
            (),
        ),
    ],
)
def test_who_watches_a_camera_or_the_screen(world: Scripted, seen: list[Row], causes: tuple[str, ...]) -> None:
    """Not the camera, nor the desktop that shows itself; nor who works from afar, and would never be reminded."""
    world.install_lists("pw-dump", **{"": [*DEVICES, *CAMERAS, *PLAYING, *seen]})

    async def story() -> None:
        assert await read(WATCHED, world.environ) == causes

    run(story())


def test_cameras_go_through_pipewire_whoever_has_the_sound(world: Scripted) -> None:
    """Beside PulseAudio that is what PipeWire is there for."""
    world.serve("pulse", "native")
    world.install_lists("pw-dump", **{"": [*DEVICES, watcher()]})

    async def story() -> None:
        assert await read(WATCHED, world.environ) == ("Snapshot",)

    run(story())


def test_where_pulseaudio_has_the_sound_pipewire_knows_nothing(world: Scripted) -> None:
    """On such desktops PipeWire runs for shared screens alone, and would take every call for silence."""
    world.serve("pulse", "native")
    world.install_lists("pw-dump", **{"": DEVICES})

    async def story() -> None:
        reason = await why_not(PW_DUMP, world.environ)
        assert "PulseAudio" in str(reason)
        assert "pulseaudio-utils" in reason.fix

    run(story())


def test_where_pipewire_stands_in_for_pulseaudio_it_knows_all(world: Scripted) -> None:
    """The same socket, served by pipewire-pulse."""
    world.serve("pulse", "native")
    world.install_lists("pw-dump", **{"": [*DEVICES, PULSE, listener(), link(2, 50)]})

    async def story() -> None:
        assert await read(PW_DUMP, world.environ) == ("Meeting",)

    run(story())


def test_a_missing_pw_dump_comes_with_the_package_that_has_it(world: Scripted) -> None:
    """Not every distribution installs it with PipeWire."""

    async def story() -> None:
        reason = await why_not(PW_DUMP, world.environ)
        assert "pipewire-bin" in reason.fix

    run(story())


@pytest.mark.parametrize(
    "script",
    [
        'echo "can\'t connect: Host is down" >&2; exit 255',
        "echo",
        "echo '{}'",
        "echo '[1]'",
        "echo '[{'",
    ],
)
def test_what_is_no_list_of_objects_is_a_reason(world: Scripted, script: str) -> None:
    """Not a traceback, and not silence taken for a free microphone."""
    world.install("pw-dump", script)

    async def story() -> None:
        await why_not(PW_DUMP, world.environ)

    run(story())


def test_odd_objects_are_passed_over(world: Scripted) -> None:
    """PipeWire prints null where an object is just going, and newer versions print what older ones do not know."""
    odd: list[Row] = [
        {"id": 7, "info": None},
        {"type": "PipeWire:Interface:Node"},
        {"id": [7], "type": "PipeWire:Interface:Node", "info": {"state": 4, "props": {"client.id": {}}, "params": []}},
        {"id": 8, "type": "PipeWire:Interface:Link", "info": {"output-node-id": [2]}},
        {"id": 9, "type": "PipeWire:Interface:Node", "info": {"params": {"Props": [None, 3]}}},
    ]
    world.install_lists("pw-dump", **{"": [*odd, *DEVICES, listener(), link(2, 50)]})

    async def story() -> None:
        assert await read(PW_DUMP, world.environ) == ("Meeting",)

    run(story())
