"""Connecting to a compositor: what the user reads where that cannot be, and that nothing waits for a hung one."""

import asyncio
import gc
import socket
import sys
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from reminder.backends import Unavailable
from tests.presence.compositor import EXT, KDE, SEAT, compositor, quiet

if sys.platform != "linux":
    pytest.skip("Wayland is on Linux", allow_module_level=True)
pytest.importorskip("pywayland")

from reminder.presence import wayland_idle
from reminder.presence.wayland_idle import connect


@pytest.fixture
def path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where this process looks for its compositor: by the names that all desktops set."""
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))
    monkeypatch.setenv("WAYLAND_DISPLAY", "wayland-7")
    return tmp_path / "wayland-7"


@pytest.fixture
def open_files() -> Iterator[None]:
    """What is opened in a test is closed in it."""
    before = set(Path("/proc/self/fd").iterdir())
    yield
    assert set(Path("/proc/self/fd").iterdir()) <= before


def refusal(path: Path, offers: dict[str, int], *, answers: bool = True) -> Unavailable:
    """Why this compositor is not taken."""

    async def story() -> None:
        async with compositor(path, offers, answers=answers):
            await connect()

    with pytest.raises(Unavailable) as refused:
        asyncio.run(story())
    return refused.value


@pytest.mark.usefixtures("open_files")
@pytest.mark.parametrize(
    ("offers", "word"),
    [({SEAT: 8}, EXT), ({SEAT: 8}, KDE), ({EXT: 2}, "seat"), ({}, "seat")],
)
def test_a_compositor_that_cannot_tell_idle_time_is_refused_by_what_it_lacks(
    path: Path, offers: dict[str, int], word: str
) -> None:
    """GNOME's has neither protocol, and there the next row of the table serves; a headless one may have no seat."""
    refused = refusal(path, offers)

    assert word in str(refused)
    assert bool(refused.fix) is (word == "seat")


@pytest.mark.usefixtures("open_files")
def test_a_compositor_that_never_answers_holds_up_the_start_for_two_seconds_at_most(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One that hangs accepts connections all the same: the system does it for it."""
    assert wayland_idle.ANSWER_SECONDS == 2
    monkeypatch.setattr(wayland_idle, "ANSWER_SECONDS", 0.05)

    assert "did not answer in 0.05 s" in str(refusal(path, {SEAT: 8, EXT: 2}, answers=False))


def test_the_loop_goes_on_while_a_compositor_is_waited_for(path: Path) -> None:
    """The service may have opened other parts already, and a user may press Ctrl-C."""

    async def story() -> None:
        async with compositor(path, {SEAT: 8, EXT: 2}, answers=False):
            opening = asyncio.create_task(connect())
            await quiet()
            assert not opening.done()
            opening.cancel()
            await asyncio.wait([opening])
            assert opening.cancelled()

    asyncio.run(story())


@pytest.mark.usefixtures("open_files")
def test_a_queue_that_nobody_takes_from_is_not_waited_for(path: Path) -> None:
    """A stopped compositor's queue of connections fills up, and then connecting itself would block for ever."""
    with socket.socket(socket.AF_UNIX) as hung, socket.socket(socket.AF_UNIX) as first:
        hung.bind(str(path))
        hung.listen(0)
        first.connect(str(path))

        with pytest.raises(Unavailable, match=r"wayland-7: Resource temporarily unavailable"):
            asyncio.run(connect())


@pytest.mark.usefixtures("open_files")
def test_a_compositor_that_hangs_up_is_a_refusal(path: Path) -> None:
    """It may be about to end, or not want us."""

    async def story() -> None:
        async with compositor(path, {SEAT: 8, EXT: 2}, answers=False) as desk:
            opening = asyncio.create_task(connect())
            await quiet()
            await desk.hang_up()
            await opening

    with pytest.raises(Unavailable, match="hung up"):
        asyncio.run(story())


@pytest.mark.usefixtures("open_files")
def test_a_compositor_that_denies_what_it_offers_is_a_refusal(path: Path) -> None:
    """Some keep certain protocols from certain programs; better to hear of it before the next row is given up."""
    assert "hung up" in str(refusal(path, {SEAT: 8, EXT: 0}))


@pytest.mark.usefixtures("open_files")
def test_a_connection_that_nobody_closed_is_closed_in_good_order(path: Path) -> None:
    """It crashes where a display is freed before what belongs to it, and Python frees in any order."""

    async def story() -> None:
        async with compositor(path, {SEAT: 8, EXT: 2}) as desk:
            notifier = await connect()
            notifier.watch(timedelta(seconds=1), input_only=True)
            del notifier
            gc.collect()
            await quiet()

            assert desk.clients == []

    asyncio.run(story())


@pytest.mark.usefixtures("open_files")
@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("WAYLAND_DISPLAY", "wayland-8", "wayland-8: No such file"),
        ("WAYLAND_DISPLAY", "/nowhere/wayland-0", "/nowhere/wayland-0: No such file"),
        ("WAYLAND_DISPLAY", "x" * 200, "too long"),
        ("WAYLAND_SOCKET", "4711", "WAYLAND_SOCKET"),
        ("WAYLAND_SOCKET", "nonsense", "WAYLAND_SOCKET"),
        ("XDG_RUNTIME_DIR", "", "XDG_RUNTIME_DIR is not set"),
    ],
)
def test_a_compositor_that_is_not_there_is_a_refusal_that_says_where_it_was_looked_for(
    path: Path, monkeypatch: pytest.MonkeyPatch, name: str, value: str, words: str
) -> None:
    """The environment outlives its session in a forgotten terminal, and a service may have been given none."""
    monkeypatch.setenv(name, value)

    with pytest.raises(Unavailable) as refused:
        asyncio.run(connect())

    assert words in str(refused.value)
    assert "import-environment" in refused.value.fix


def test_a_session_that_says_only_that_it_is_wayland_has_the_usual_compositor(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What starts early in a session may not have got WAYLAND_DISPLAY yet."""
    monkeypatch.delenv("WAYLAND_DISPLAY")

    async def story() -> None:
        async with compositor(path.with_name("wayland-0"), {SEAT: 8, EXT: 2}) as desk:
            notifier = await connect()
            assert len(desk.clients) == 1
            notifier.close()

    asyncio.run(story())


def test_a_connection_that_was_handed_over_is_used(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A compositor that starts us itself may give us one that has rights of its own."""

    async def story() -> None:
        async with compositor(path, {SEAT: 8, EXT: 2}) as desk:
            ours = socket.socket(socket.AF_UNIX)
            ours.connect(str(path))
            monkeypatch.setenv("WAYLAND_SOCKET", str(ours.detach()))
            monkeypatch.setenv("WAYLAND_DISPLAY", "nowhere")
            notifier = await connect()
            assert len(desk.clients) == 1
            notifier.close()

    asyncio.run(story())


@pytest.mark.parametrize(
    ("offers", "inhibitors"),
    [
        ({SEAT: 8, EXT: 3, KDE: 1}, True),
        ({SEAT: 1, EXT: 2, KDE: 1}, True),
        ({SEAT: 8, EXT: 1, KDE: 1}, False),
        ({SEAT: 8, KDE: 2}, False),
    ],
)
def test_the_best_protocol_is_taken_in_a_version_that_is_offered_and_known(
    path: Path,
    offers: dict[str, int],
    inhibitors: bool,  # noqa: FBT001 - a parameter of the table above
) -> None:
    """A version too new ends the connection, one too old does not see through inhibitors."""

    async def story() -> None:
        async with compositor(path, offers) as desk:
            notifier = await connect()
            watch = notifier.watch(timedelta(seconds=1), input_only=True)
            notifier.send()
            await desk.rest(timedelta(seconds=1))

            assert [(watch, True)] == list(notifier.changes())
            assert notifier.sees_inhibitors is inhibitors
            assert [each.input_only for each in desk.watches] == [inhibitors]
            notifier.close()

    asyncio.run(story())


def test_a_threshold_of_months_is_one_of_weeks(path: Path) -> None:
    """The protocol's number ends at 49 days; a smaller one by overflow would tell of absences that are none."""

    async def story() -> None:
        async with compositor(path, {SEAT: 8, EXT: 2}) as desk:
            notifier = await connect()
            notifier.watch(timedelta(days=300), input_only=True)
            notifier.send()
            await quiet()

            assert [each.threshold.days for each in desk.watches] == [49]
            notifier.close()

    asyncio.run(story())
