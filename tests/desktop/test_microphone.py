"""Recorders and players on a real sound server: PulseAudio always, PipeWire where the heavy tests are asked for."""

import json
import shutil
import signal
import subprocess
import sys
from collections.abc import AsyncIterator, Iterator
from contextlib import ExitStack, asynccontextmanager
from pathlib import Path
from typing import Any, ClassVar

import pytest

from reminder.attention import Source
from reminder.attention.sound import MICROPHONE, SOUND
from tests.attention.contract import SourceContract, read, run, why_not
from tests.conftest import need
from tests.desktop.programs import printed, program, until
from tests.desktop.rig import FURNITURE

pytestmark = pytest.mark.desktop

PULSEAUDIO = (
    "pulseaudio",
    "-n",
    "--daemonize=no",
    "--exit-idle-time=-1",
    "--use-pid-file=no",
    "--log-target=stderr",
    "--load=module-null-sink sink_name=speakers",
    "--load=module-null-source source_name=microphone",
    "--load=module-native-protocol-unix",
)
"""A sound server without any device of the machine's, and with nothing loaded but what is named."""


class SoundServer(SourceContract):
    """The contract on a real server, with the means to record and to play there."""

    open_programs: ExitStack

    @pytest.fixture(autouse=True)
    def _programs(self) -> Iterator[None]:
        need("pactl", "parec", "pacat")
        with ExitStack() as self.open_programs:
            yield

    def start(self, *command: str) -> "subprocess.Popen[bytes]":
        log = self.root / f"{Path(command[0]).name}.log"
        environ = self.environ | {"LC_ALL": "C.UTF-8"}
        return self.open_programs.enter_context(program(*command, environ=environ, log=log))

    def record(self, name: str = "Meeting", device: str = "microphone") -> "subprocess.Popen[bytes]":
        return self.start("parec", f"--device={device}", f"--client-name={name}")

    def play(self, name: str = "Film") -> "subprocess.Popen[bytes]":
        return self.start("pacat", "--raw", "--device=speakers", f"--client-name={name}", "/dev/zero")

    async def listed(self, what: str) -> list[dict[str, Any]]:
        told = await printed(self.environ, "pactl", "--format=json", "list", what)
        return list(json.loads(told)) if told.startswith("[") else []

    async def flowing(self, what: str, number: int) -> None:
        """Wait until this many streams are there and none of them is held back any more."""

        async def so() -> bool:
            streams = await self.listed(what)
            return len(streams) == number and not any(stream["corked"] for stream in streams)

        await until(so, f"{number} {what}")

    @asynccontextmanager
    async def open_peer(self) -> AsyncIterator[None]:
        need("pulseaudio")
        with program(*PULSEAUDIO, environ=self.environ, log=self.root / "pulseaudio.log") as self.server:
            try:
                await until(self._answers, "the sound server")
                yield
            finally:
                self.open_programs.close()
        shutil.rmtree(self.root / "pulse", ignore_errors=True)

    async def _answers(self) -> bool:
        return "Server Name" in await printed(self.environ, "pactl", "info")

    async def fall_mute(self) -> None:
        self.server.send_signal(signal.SIGSTOP)


class TestMicrophoneOfPulseAudio(SoundServer):
    source: ClassVar[Source] = MICROPHONE[0]
    causes = ("Meeting",)

    async def turn_on(self) -> None:
        self.recorder = self.record()
        await self.flowing("source-outputs", 1)

    async def turn_off(self) -> None:
        self.open_programs.close()
        await self.flowing("source-outputs", 0)

    def test_what_a_loudspeaker_plays_is_no_microphone(self) -> None:
        """Screen recorders and level meters of the desktop listen there all day."""

        async def story() -> None:
            async with self.open_peer():
                self.record("Screen recorder", "speakers.monitor")
                await self.flowing("source-outputs", 1)
                assert await read(self.source, self.environ) == ()

                self.record("Meeting")
                await self.flowing("source-outputs", 2)
                assert await read(self.source, self.environ) == ("Meeting",)

        run(story())

    def test_a_muted_stream_records_nothing_and_a_muted_microphone_does(self) -> None:
        """Whoever mutes the microphone in a call sits in the call; a program muted by itself hears nothing."""

        async def story() -> None:
            async with self.open_peer():
                await self.turn_on()
                await printed(self.environ, "pactl", "set-source-mute", "microphone", "1")
                assert await read(self.source, self.environ) == ("Meeting",)

                (stream,) = await self.listed("source-outputs")
                await printed(self.environ, "pactl", "set-source-output-mute", str(stream["index"]), "1")
                assert await read(self.source, self.environ) == ()

        run(story())

    def test_a_stream_that_is_held_back_records_nothing(self) -> None:
        """Browsers keep their streams after a call, and would be in it for the rest of the day."""

        async def story() -> None:
            async with self.open_peer():
                self.start(sys.executable, str(FURNITURE / "corked.py"))

                async def there() -> bool:
                    return [stream["corked"] for stream in await self.listed("source-outputs")] == [True]

                await until(there, "a corked stream")
                assert await read(self.source, self.environ) == ()

        run(story())

    def test_the_servers_own_streams_are_nobody(self) -> None:
        """A loopback or an echo canceler runs all day, whoever uses it."""

        async def story() -> None:
            async with self.open_peer():
                loopback = ("module-loopback", "source=microphone", "sink=speakers")
                await printed(self.environ, "pactl", "load-module", *loopback)
                await self.flowing("source-outputs", 1)
                assert await read(self.source, self.environ) == ()
                assert await read(SOUND[0], self.environ) == ()

        run(story())

    def test_a_program_is_named_once_and_never_by_nothing(self) -> None:
        """For pactl 16.1 prints "(null)" for every name that is not all ASCII; the program's file has a better one."""

        async def story() -> None:
            async with self.open_peer():
                for name in ("Meeting", "Meeting", "Телефон"):
                    self.record(name)
                await self.flowing("source-outputs", 3)

                causes = await read(self.source, self.environ)

                assert sorted(causes) in (["Meeting", "Pacat"], ["Meeting", "Телефон"])

        run(story())

    def test_the_socket_of_a_server_that_was_killed_is_no_server(self) -> None:
        """It stays behind, and libpulse by itself would start a new server."""

        async def story() -> None:
            async with self.open_peer():
                self.server.kill()
                self.server.wait()
                assert (self.root / "pulse" / "native").is_socket()

                await why_not(self.source, self.environ)

        run(story())


class TestSoundOfPulseAudio(SoundServer):
    source: ClassVar[Source] = SOUND[0]
    causes = ("Film",)

    async def turn_on(self) -> None:
        self.player = self.play()
        await self.flowing("sink-inputs", 1)

    async def turn_off(self) -> None:
        self.open_programs.close()
        await self.flowing("sink-inputs", 0)

    def test_a_film_without_its_sound_is_watched_and_a_muted_tab_is_not(self) -> None:
        """At night the loudspeakers are muted, not the film."""

        async def story() -> None:
            async with self.open_peer():
                await self.turn_on()
                await printed(self.environ, "pactl", "set-sink-mute", "speakers", "1")
                assert await read(self.source, self.environ) == ("Film",)

                (stream,) = await self.listed("sink-inputs")
                await printed(self.environ, "pactl", "set-sink-input-mute", str(stream["index"]), "1")
                assert await read(self.source, self.environ) == ()

        run(story())

    def test_recording_is_not_playing(self) -> None:
        """A dictation in a full-screen editor is no film."""

        async def story() -> None:
            async with self.open_peer():
                self.record()
                await self.flowing("source-outputs", 1)
                assert await read(self.source, self.environ) == ()

        run(story())
