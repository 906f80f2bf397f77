"""Who has a camera open, with real processes; a pseudo-terminal, a device of the test's own, stands in for it."""

import os
import shutil
import subprocess
import sys
from collections.abc import AsyncIterator, Iterator
from contextlib import ExitStack, asynccontextmanager
from pathlib import Path

import pytest

if sys.platform != "linux":
    pytest.skip("cameras are looked for on Linux only", allow_module_level=True)

from reminder.attention.camera import CAMERA, open_devices
from tests.attention.contract import SourceContract, read, run, why_not
from tests.desktop.programs import end

pytestmark = pytest.mark.desktop

PROC = Path("/proc")


class Camera:
    """A device, and programs that have it open until this is closed."""

    def __init__(self) -> None:
        self._open = ExitStack()
        ours, its = os.openpty()
        self._open.callback(os.close, ours)
        self.path = Path(os.ttyname(its))
        os.close(its)

    def used_by(self, program: str = "sleep") -> "subprocess.Popen[bytes]":
        device = os.open(self.path, os.O_RDWR | os.O_NOCTTY)
        try:
            process = subprocess.Popen([program, "600"], stdin=device, start_new_session=True)
        finally:
            os.close(device)
        self._open.callback(end, process)
        return process

    def close(self) -> None:
        self._open.close()


@pytest.fixture
def camera() -> Iterator[Camera]:
    camera = Camera()
    yield camera
    camera.close()


async def users(camera: Camera, processes: Path = PROC) -> tuple[str, ...]:
    return await read(open_devices(str(camera.path), processes), {})


class TestCamera(SourceContract):
    """What can be absent here is the view of the processes."""

    source = CAMERA[0]  # of other devices, see below
    causes = ("Sleep",)

    @pytest.fixture(autouse=True)
    def _camera(self, camera: Camera, tmp_path: Path) -> None:
        self.camera = camera
        self.source = open_devices(str(camera.path), tmp_path / "proc")

    @asynccontextmanager
    async def open_peer(self) -> AsyncIterator[None]:
        (self.root / "proc").symlink_to(PROC)
        yield
        (self.root / "proc").unlink()

    async def turn_on(self) -> None:
        self.user = self.camera.used_by()

    async def turn_off(self) -> None:
        end(self.user)


def test_without_a_camera_there_is_nobody_who_uses_it() -> None:
    """That is a fact, and no reason to ask another source."""

    async def story() -> None:
        assert await read(open_devices("/dev/no-such-camera*"), {}) == ()

    run(story())


def test_this_machines_cameras_can_be_asked_for() -> None:
    """The row as it is, whatever cameras there are."""

    async def story() -> None:
        await read(CAMERA[0], {})

    run(story())


def test_our_own_process_never_counts(camera: Camera) -> None:
    """A reminder that keeps itself silent would be a joke."""

    async def story() -> None:
        device = os.open(camera.path, os.O_RDWR | os.O_NOCTTY)
        try:
            assert await users(camera) == ()
        finally:
            os.close(device)

    run(story())


def test_a_server_that_holds_cameras_for_others_is_nobody(camera: Camera, tmp_path: Path) -> None:
    """PipeWire's programs may hold one all day, and it would be a call for ever (W-Floyd/ha-mqtt-iot#44)."""
    sleep = shutil.which("sleep")
    assert sleep

    async def story() -> None:
        for server in ("pipewire", "pipewire-media-session", "wireplumber"):
            camera.used_by(str(shutil.copy(sleep, tmp_path / server)))
        assert await users(camera) == ()

        camera.used_by(str(shutil.copy(sleep, tmp_path / "pipewire-viewer")))
        assert await users(camera) == ("Pipewire viewer",)

    run(story())


def test_every_program_is_named_once_and_in_full(camera: Camera, tmp_path: Path) -> None:
    """The kernel cuts names after 15 characters; a browser's processes have one name."""
    sleep = shutil.which("sleep")
    assert sleep
    long = shutil.copy(sleep, tmp_path / "videoconferencing-program")

    async def story() -> None:
        for program in ("sleep", "sleep", str(long)):
            camera.used_by(program)

        assert sorted(await users(camera)) == ["Sleep", "Videoconferencing program"]

    run(story())


def test_a_device_is_a_device_by_any_name(camera: Camera, tmp_path: Path) -> None:
    """A sandbox, or a rule of udev, may give it another one."""
    (tmp_path / "video0").symlink_to(camera.path)

    async def story() -> None:
        camera.used_by()
        assert await read(open_devices(f"{tmp_path}/video*"), {}) == ("Sleep",)

    run(story())


def test_files_that_are_no_devices_are_no_cameras(tmp_path: Path) -> None:
    """Nor is a link to a camera that has been pulled out."""
    (tmp_path / "video0").write_text("")
    (tmp_path / "video1").symlink_to("/dev/no-such-camera")

    async def story() -> None:
        assert await read(open_devices(f"{tmp_path}/video*"), {}) == ()

    run(story())


def test_a_device_that_cannot_be_looked_at_is_a_reason(tmp_path: Path) -> None:
    """A link that leads to itself does to everybody what missing rights do to a user."""
    (tmp_path / "video0").symlink_to(tmp_path / "video0")

    async def story() -> None:
        reason = await why_not(open_devices(f"{tmp_path}/video*"), {})
        assert "video0 cannot be looked at" in str(reason)

    run(story())


def test_processes_that_are_going_or_not_ours_are_passed_over(camera: Camera, tmp_path: Path) -> None:
    """They come and go in the middle of a scan, and those of other users never show their files."""
    user = camera.used_by()
    (tmp_path / "1").mkdir()
    (tmp_path / "2").mkdir()
    (tmp_path / "2" / "fd").write_text("")
    (tmp_path / "3").mkdir()
    (tmp_path / "3" / "fd").symlink_to(PROC / str(user.pid) / "fd")  # its name is gone by the time it is asked for
    (tmp_path / "self").symlink_to("1")

    async def story() -> None:
        assert await users(camera, tmp_path) == ("a program without a name",)

    run(story())
