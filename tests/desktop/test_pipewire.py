"""Who records, plays and watches on a real PipeWire: by its own tool and, where it is PulseAudio as well, by pactl."""

import json
import signal
import subprocess
import sys
from collections.abc import AsyncIterator
from contextlib import ExitStack, asynccontextmanager
from pathlib import Path
from typing import Any, ClassVar

import pytest

from reminder.attention import Source
from reminder.attention.camera import CAMERA
from reminder.attention.sound import MICROPHONE, SOUND
from tests.attention.contract import SourceContract, read, run
from tests.conftest import need
from tests.desktop.programs import printed, program, until
from tests.desktop.rig import FURNITURE

pytestmark = [pytest.mark.desktop, pytest.mark.heavy]

DEVICES = """
context.objects = [
  { factory = adapter
    args = { factory.name = support.null-audio-sink node.name = speakers media.class = Audio/Sink
             audio.position = [ FL FR ] } }
  { factory = adapter
    args = { factory.name = support.null-audio-sink node.name = microphone media.class = Audio/Source/Virtual
             audio.position = [ FL FR ] } }
]
"""
"""A part of PipeWire's configuration."""


class PipeWire(SourceContract):
    """The contract on a server without any device of the machine's."""

    stands_in_for_pulseaudio: ClassVar[bool] = False

    @asynccontextmanager
    async def open_peer(self) -> AsyncIterator[None]:
        need("pipewire", "wireplumber", "pw-dump", "pw-record", "pw-loopback")
        part = self.root / "config" / "pipewire" / "pipewire.conf.d" / "devices.conf"
        part.parent.mkdir(parents=True, exist_ok=True)
        part.write_text(DEVICES)
        with ExitStack() as self.programs:
            self.server = self.start("pipewire")
            await until(self.answers, "PipeWire")
            self.start("wireplumber")
            if self.stands_in_for_pulseaudio:
                need("pipewire-pulse", "pactl", "parec", "pacat")
                self.start("pipewire-pulse")
                await until(self.answers_as_pulseaudio, "pipewire-pulse")
            yield

    def start(self, *command: str) -> "subprocess.Popen[bytes]":
        environ = self.environ | {"LC_ALL": "C.UTF-8"}
        return self.programs.enter_context(
            program(*command, environ=environ, log=self.root / f"{Path(command[0]).name}.log")
        )

    def record(self, *more: str) -> "subprocess.Popen[bytes]":
        return self.start("pw-record", *more, str(self.root / "recorded.wav"))

    def gstreamer(self, *pipeline: str) -> "subprocess.Popen[bytes]":
        return self.start(sys.executable, str(FURNITURE / "gstreamer.py"), *pipeline)

    async def graph(self) -> list[dict[str, Any]]:
        told = await printed(self.environ, "pw-dump")
        return list(json.loads(told)) if told.startswith("[") else []

    async def answers(self) -> bool:
        return bool(await self.graph())

    async def answers_as_pulseaudio(self) -> bool:
        return "microphone" in await printed(self.environ, "pactl", "list", "short", "sources")

    async def flowing(self, number: int, kind: str = "Stream/Input/Audio") -> None:
        """Wait until sound goes through this many streams, and others are gone."""

        async def so() -> bool:
            infos = [row.get("info") or {} for row in await self.graph()]
            streams = [info for info in infos if (info.get("props") or {}).get("media.class") == kind]
            return [stream["state"] for stream in streams] == ["running"] * number

        await until(so, f"{number} {kind}")

    async def turn_on(self) -> None:
        self.stream = self.record("--target=microphone")
        await self.flowing(1)

    async def turn_off(self) -> None:
        self.stream.terminate()
        self.stream.wait()
        await self.flowing(0)

    async def fall_mute(self) -> None:
        self.server.send_signal(signal.SIGSTOP)


class TestPwDumpOnPipeWire(PipeWire):
    source: ClassVar[Source] = MICROPHONE[1]
    causes = ("Pw record",)

    def test_what_a_loudspeaker_plays_is_no_microphone(self) -> None:
        """Screen recorders listen there."""

        async def story() -> None:
            async with self.open_peer():
                self.record("--target=speakers", "-P", "{ stream.capture.sink=true }")
                await self.flowing(1)
                assert await read(self.source, self.environ) == ()

        run(story())

    def test_a_filter_is_nobody(self) -> None:
        """Noise suppression listens all day, whoever uses it."""

        async def story() -> None:
            async with self.open_peer():
                self.start("pw-loopback", "--capture=microphone", "--playback=speakers")
                await self.flowing(1)
                assert await read(self.source, self.environ) == ()
                assert await read(SOUND[1], self.environ) == ()

        run(story())


class TestPactlOnPipeWire(PipeWire):
    """A native program, as pipewire-pulse tells of it."""

    source: ClassVar[Source] = MICROPHONE[0]
    causes = ("Pw record",)
    stands_in_for_pulseaudio = True

    def test_both_tools_tell_the_same(self) -> None:
        """Whichever is installed: who listens, who plays, and not who listens to a loudspeaker."""

        async def story() -> None:
            async with self.open_peer():
                self.start("parec", "--device=microphone", "--client-name=Meeting")
                self.start("parec", "--device=speakers.monitor", "--client-name=Recorder")
                self.start("pacat", "--raw", "--device=speakers", "--client-name=Film", "/dev/zero")
                await self.flowing(2)
                await self.flowing(1, "Stream/Output/Audio")

                for row in (0, 1):
                    assert await read(MICROPHONE[row], self.environ) == ("Meeting",)
                    assert await read(SOUND[row], self.environ) == ("Film",)

        run(story())

    def test_its_own_loopback_is_nobody(self) -> None:
        """Loaded by whoever wants to hear themselves, and left there."""

        async def story() -> None:
            async with self.open_peer():
                loopback = ("module-loopback", "source=microphone", "sink=speakers")
                await printed(self.environ, "pactl", "load-module", *loopback)
                await self.flowing(1)

                for row in (0, 1):
                    assert await read(MICROPHONE[row], self.environ) == ()
                    assert await read(SOUND[row], self.environ) == ()

        run(story())


class TestSoundOnPipeWire(PipeWire):
    source: ClassVar[Source] = SOUND[0]
    causes = ("Film",)
    stands_in_for_pulseaudio = True

    async def turn_on(self) -> None:
        self.stream = self.start("pacat", "--raw", "--device=speakers", "--client-name=Film", "/dev/zero")
        await self.flowing(1, "Stream/Output/Audio")

    async def turn_off(self) -> None:
        self.stream.terminate()
        self.stream.wait()
        await self.flowing(0, "Stream/Output/Audio")


class TestCameraOnPipeWire(PipeWire):
    """GStreamer's test picture is the camera, as PipeWire's own programs would show a real one."""

    source: ClassVar[Source] = CAMERA[1]
    causes = ("Snapshot",)

    @asynccontextmanager
    async def open_peer(self) -> AsyncIterator[None]:
        async with super().open_peer():
            shown = "mode=provide stream-properties=p,media.class=Video/Source,node.name=camera"
            picture = "video/x-raw,format=RGB,width=32,height=24"
            self.camera = self.gstreamer(f"videotestsrc is-live=true ! {picture} ! pipewiresink {shown}")
            await until(self.is_there, "the camera")
            yield

    async def is_there(self) -> bool:
        if self.camera.poll() is not None:
            pytest.skip("not installed: gstreamer1.0-pipewire")
        infos = [row.get("info") or {} for row in await self.graph()]
        return any((info.get("props") or {}).get("node.name") == "camera" for info in infos)

    async def turn_on(self) -> None:
        asked = "target-object=camera stream-properties=p,application.name=Snapshot"
        self.stream = self.gstreamer(f"pipewiresrc {asked} ! video/x-raw ! fakesink")
        await self.flowing(1, "Stream/Input/Video")

    async def turn_off(self) -> None:
        self.stream.terminate()
        self.stream.wait()
        await self.flowing(0, "Stream/Input/Video")
