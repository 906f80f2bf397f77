"""The sources of Windows and macOS keep what every source promises, on systems in memory."""

import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import ClassVar

import pytest

if sys.platform in ("win32", "darwin"):
    pytest.skip("the contract brings a message bus", allow_module_level=True)

from reminder.attention import Level, Source, mac, windows
from reminder.attention.audio_objects import RECORDS, RUNS_SOMEWHERE
from reminder.attention.windows import ACCEPTS, BUSY, DISPLAY_REQUIRED, Window
from reminder.attention.windows_programs import Process
from tests.attention.contract import SourceContract
from tests.attention.scripted import HANGS, Scripted
from tests.attention.systems import HD, Asked, FakeObjects, FakeScreen, FakeWindows, window

WINDOWS, AUDIO, MEDIA, SCREEN = FakeWindows(), FakeObjects(), FakeObjects(), FakeScreen()
ON_WINDOWS = windows.sources(WINDOWS)
ON_MAC = mac.sources(lambda: AUDIO, lambda: MEDIA, lambda: SCREEN)

ZOOM = Process(77, r"C:\Zoom\bin\Zoom.exe", started=900)
WINDOWS.running.append(ZOOM)
WINDOWS.titles[ZOOM.file] = "Zoom Meetings"
WINDOWS.allow("webcam")
AUDIO.add_process(10, 500, "us.zoom.xos")
AUDIO.titles[500] = "zoom.us"
AUDIO.add_device(20, "MacBook Pro Microphone", "inpt")
MEDIA.add_device(30, "FaceTime HD Camera")


class SystemContract(SourceContract):
    """A system that may hang and refuse."""

    system: ClassVar[Asked]

    @asynccontextmanager
    async def open_peer(self) -> AsyncIterator[None]:
        self.system.there = True
        try:
            yield
        finally:
            await self.turn_off()
            self.system.there = False
            self.system.answering.set()

    async def fall_mute(self) -> None:
        self.system.answering.clear()

    @pytest.fixture(autouse=True)
    def _not_there_at_first(self) -> None:
        self.system.there = False


class TestFullScreenOnWindows(SystemContract):
    source, causes, system = ON_WINDOWS[Level.FULL_SCREEN][0], ("Zoom Meetings",), WINDOWS

    async def turn_on(self) -> None:
        WINDOWS.state, WINDOWS.front = BUSY, Window(ZOOM.number, HD, HD, is_desktop=False)

    async def turn_off(self) -> None:
        WINDOWS.state = ACCEPTS


class TestKeptAwakeOnWindows(SystemContract):
    source, causes, system = ON_WINDOWS[Level.KEPT_AWAKE][0], ("a program without a name",), WINDOWS

    async def turn_on(self) -> None:
        WINDOWS.required = DISPLAY_REQUIRED | 1

    async def turn_off(self) -> None:
        WINDOWS.required = 1


class TestMicrophoneOnWindows(SystemContract):
    source, causes, system = ON_WINDOWS[Level.MICROPHONE][0], ("Zoom Meetings",), WINDOWS

    async def turn_on(self) -> None:
        WINDOWS.sounds[1] = [ZOOM.number]

    async def turn_off(self) -> None:
        WINDOWS.sounds[1] = []


class TestCameraOnWindows(SystemContract):
    source, causes, system = ON_WINDOWS[Level.CAMERA][0], ("Zoom Meetings",), WINDOWS

    async def turn_on(self) -> None:
        WINDOWS.use("webcam", r"NonPackaged\C:#Zoom#bin#Zoom.exe")

    async def turn_off(self) -> None:
        WINDOWS.use("webcam", r"NonPackaged\C:#Zoom#bin#Zoom.exe", ended=2000)


class TestFullScreenOnAMac(SystemContract):
    source, causes, system = ON_MAC[Level.FULL_SCREEN][0], ("Keynote",), SCREEN

    async def turn_on(self) -> None:
        SCREEN.listed[:] = [window("Keynote", 0, 0, 1512, 982)]

    async def turn_off(self) -> None:
        SCREEN.listed.clear()


class TestMicrophoneOnAMac(SystemContract):
    source, causes, system = ON_MAC[Level.MICROPHONE][0], ("Zoom.us",), AUDIO

    async def turn_on(self) -> None:
        AUDIO.set(10, RECORDS, 1)

    async def turn_off(self) -> None:
        AUDIO.set(10, RECORDS, 0)


class TestMicrophoneOnAnOldMac(SystemContract):
    source, causes, system = ON_MAC[Level.MICROPHONE][1], ("MacBook Pro Microphone",), AUDIO

    async def turn_on(self) -> None:
        AUDIO.set(20, RUNS_SOMEWHERE, 1)

    async def turn_off(self) -> None:
        AUDIO.set(20, RUNS_SOMEWHERE, 0)


class TestCameraOnAMac(SystemContract):
    source, causes, system = ON_MAC[Level.CAMERA][0], ("FaceTime HD Camera",), MEDIA

    async def turn_on(self) -> None:
        MEDIA.set(30, RUNS_SOMEWHERE, 1)

    async def turn_off(self) -> None:
        MEDIA.set(30, RUNS_SOMEWHERE, 0)


class TestKeptAwakeOnAMac(SourceContract):
    """A program that prints; without it, the same sentence as for every program that is not installed."""

    source: ClassVar[Source] = ON_MAC[Level.KEPT_AWAKE][0]
    causes = ("Arc",)

    @pytest.fixture(autouse=True)
    def _programs(self, _stage: None) -> None:
        self.scripted = Scripted(self.root)

    @property
    def environ(self) -> dict[str, str]:
        return {**super().environ, "PATH": str(self.scripted.programs)}

    @asynccontextmanager
    async def open_peer(self) -> AsyncIterator[None]:
        await self.turn_off()
        yield
        (self.scripted.programs / "pmset").unlink()

    async def turn_on(self) -> None:
        self._prints("1", 'pid 1800(Arc): [0x0001] 00:02:25 NoDisplaySleepAssertion named: "Video Wake Lock"')

    async def turn_off(self) -> None:
        self._prints("0", 'pid 535(powerd): [0x0002] 03:54:06 PreventUserIdleSystemSleep named: "Powerd"')

    async def fall_mute(self) -> None:
        self.scripted.install("pmset", HANGS)

    def _prints(self, total: str, line: str) -> None:
        listed = f"   PreventUserIdleDisplaySleep    {total}\nListed by owning process:\n   {line}"
        self.scripted.install("pmset", f"cat <<'END'\n{listed}\nEND")
