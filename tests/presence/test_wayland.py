"""Presence on a compositor in memory, one for each protocol there is: what no compositor of today's CI offers, too."""

import asyncio
import sys
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from reminder.core.events import InputPaused, Left, PresenceLost, Returned
from reminder.presence import PresenceEvent
from tests.presence.compositor import EXT, KDE, SEAT, FakeCompositor, compositor, quiet
from tests.presence.contract import Desk, PresenceContract

if sys.platform != "linux":
    pytest.skip("Wayland is on Linux", allow_module_level=True)
pytest.importorskip("pywayland")

from reminder.presence.wayland import WaylandPresence, open_wayland
from reminder.presence.wayland_idle import connect

V2 = {SEAT: 8, EXT: 2}
OFFERS = {"ext 2": V2, "ext 1": {SEAT: 8, EXT: 1}, "kde": {SEAT: 8, KDE: 1}}
AWAY = timedelta(minutes=2)


@dataclass
class WaylandDesk:
    """The compositor's own clock, which moves only when the story rests."""

    compositor: FakeCompositor
    presence: WaylandPresence

    def now(self) -> datetime:
        return self.compositor.now

    async def touch(self) -> None:
        await self.compositor.touch()

    async def rest(self, span: timedelta) -> None:
        await self.compositor.rest(span)

    async def unplug(self) -> None:
        await self.compositor.hang_up()


class OnWayland(PresenceContract):
    short = AWAY
    knows_the_past = False
    protocol: str

    @pytest.fixture(autouse=True)
    def _socket(self, socket: Path) -> None:
        self.socket = socket

    @asynccontextmanager
    async def open_desk(self) -> AsyncIterator[Desk]:
        async with compositor(self.socket, OFFERS[self.protocol]) as running:
            presence = WaylandPresence(await connect(), lambda: running.now, input_pause=self.short)
            yield WaylandDesk(running, presence)


class TestExtIdleNotify2(OnWayland):
    protocol = "ext 2"


class TestExtIdleNotify1(OnWayland):
    protocol = "ext 1"


class TestKdeIdle(OnWayland):
    protocol = "kde"


@pytest.fixture
def socket(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where this process looks for its compositor."""
    monkeypatch.setenv("WAYLAND_DISPLAY", str(tmp_path / "wayland-0"))
    return tmp_path / "wayland-0"


Story = Callable[[FakeCompositor, WaylandPresence, list[PresenceEvent]], Awaitable[None]]


def play(socket: Path, story: Story, offers: dict[str, int] = V2) -> list[type[PresenceEvent]]:
    """Tell a story with somebody at the desk and the watch set; gives the kinds of events that it told."""

    async def told() -> list[PresenceEvent]:
        async with compositor(socket, offers) as running:
            presence, events = await open_wayland(lambda: running.now), list[PresenceEvent]()
            presence.watch(events.append, away_after=AWAY)
            await quiet()
            await story(running, presence, events)
            await presence.close()
            return events

    return [type(event) for event in asyncio.run(told())]


def test_with_version_2_who_watches_a_video_has_no_input_all_the_same(socket: Path) -> None:
    """Whether an inhibitor means that one sits and watches is decided elsewhere (D4), and needs both facts."""

    async def story(desk: FakeCompositor, presence: WaylandPresence, told: list[PresenceEvent]) -> None:
        await desk.inhibit(held=True)
        presence.watch_pause(wanted=True)
        await desk.rest(AWAY)

        assert presence.kept_awake() is True

    assert play(socket, story) == [InputPaused, Left]


def test_an_inhibitor_is_known_by_the_time_the_absence_is_told(socket: Path) -> None:
    """The question is asked while `Left` is decided; an answer that comes a moment later comes too late."""

    async def story(desk: FakeCompositor, presence: WaylandPresence, told: list[PresenceEvent]) -> None:
        answers = list[bool | None]()
        for held in (False, True):
            await desk.touch()
            await desk.inhibit(held=held)
            presence.watch(lambda _: answers.append(presence.kept_awake()), away_after=AWAY)
            await desk.rest(AWAY)

        assert answers == [False, False, True]  # at Left, Returned, Left

    play(socket, story)


def test_kept_awake_follows_the_inhibitor_through_an_absence(socket: Path) -> None:
    """A film ends, or begins by itself, with nobody in front of it. One who is back shows nothing of inhibitors."""

    async def story(desk: FakeCompositor, presence: WaylandPresence, told: list[PresenceEvent]) -> None:
        seen = [presence.kept_awake()]
        await desk.rest(AWAY)
        seen.append(presence.kept_awake())
        await desk.inhibit(held=True)
        seen.append(presence.kept_awake())
        await desk.inhibit(held=False)
        await desk.rest(AWAY)
        seen.append(presence.kept_awake())
        await desk.inhibit(held=True)
        await desk.touch()
        seen.append(presence.kept_awake())

        assert seen == [False, False, True, False, False]

    assert play(socket, story) == [Left, Returned]


def test_a_new_threshold_forgets_what_the_old_one_knew_of_inhibitors(socket: Path) -> None:
    """It came when the absence was a moment away; a new watch counts anew, and so must what we know of it."""

    async def story(desk: FakeCompositor, presence: WaylandPresence, told: list[PresenceEvent]) -> None:
        await desk.rest(AWAY - timedelta(milliseconds=50))
        presence.watch(told.append, away_after=2 * AWAY)
        await desk.inhibit(held=True)
        await desk.rest(2 * AWAY)

        assert presence.kept_awake() is True

    assert play(socket, story) == [Left]


@pytest.mark.parametrize("protocol", ["ext 1", "kde"])
def test_the_older_protocols_cannot_say_whether_something_keeps_the_screen_awake(socket: Path, protocol: str) -> None:
    """They are silent then as they are when there is input; no answer is not "no"."""

    async def story(desk: FakeCompositor, presence: WaylandPresence, told: list[PresenceEvent]) -> None:
        await desk.inhibit(held=True)
        await desk.rest(AWAY)

        assert presence.kept_awake() is None

    assert play(socket, story, OFFERS[protocol]) == []


def test_without_a_compositor_nothing_is_known_of_inhibitors(socket: Path) -> None:
    """What it said last may be long over."""

    async def story(desk: FakeCompositor, presence: WaylandPresence, told: list[PresenceEvent]) -> None:
        await desk.inhibit(held=True)
        await desk.rest(AWAY)
        await desk.hang_up()

        assert presence.kept_awake() is None

    assert play(socket, story) == [Left, PresenceLost]


def test_a_pause_is_there_at_once_in_an_absence(socket: Path) -> None:
    """A prompt that becomes due while nobody is there need not wait for what is known already."""

    async def story(desk: FakeCompositor, presence: WaylandPresence, told: list[PresenceEvent]) -> None:
        await desk.rest(AWAY)
        presence.watch_pause(wanted=True)
        await quiet()

    assert play(socket, story) == [Left, InputPaused]


def test_two_edges_in_one_breath_make_no_third(socket: Path) -> None:
    """A busy loop hears of the absence and of the pause at once; the absence alone tells of the pause already."""

    async def story(desk: FakeCompositor, presence: WaylandPresence, told: list[PresenceEvent]) -> None:
        presence.watch_pause(wanted=True)
        await quiet()
        for watch in sorted(desk.watches, key=lambda each: -each.threshold):
            watch.say(idle=True)
        await quiet()

    assert play(socket, story) == [Left, InputPaused]


def test_only_the_watches_that_are_needed_stand(socket: Path) -> None:
    """Each one left behind would wake us for nothing, all day."""

    async def story(desk: FakeCompositor, presence: WaylandPresence, told: list[PresenceEvent]) -> None:
        counts = [len(desk.watches)]
        for minutes, pause in ((2, True), (3, True), (3, False)):
            presence.watch(told.append, away_after=timedelta(minutes=minutes))
            presence.watch_pause(wanted=pause)
            await quiet()
            counts.append(len(desk.watches))

        assert counts == [2, 3, 3, 2]  # the absence once with inhibitors and once without, and the pause

    assert play(socket, story) == []


def test_an_absence_that_began_under_a_threshold_now_replaced_is_not_told(socket: Path) -> None:
    """The settings changed while `idled` was on its way: under the new ones nobody has left."""

    async def story(desk: FakeCompositor, presence: WaylandPresence, told: list[PresenceEvent]) -> None:
        presence.watch(told.append, away_after=2 * AWAY)
        for watch in desk.watches:
            watch.say(idle=True)
        await quiet()

    assert play(socket, story) == []


def test_absences_over_the_change_of_dst_have_their_true_length(socket: Path) -> None:
    """Nine hours before nine in the morning was eleven in the evening, by the clock on the wall."""

    async def story() -> PresenceEvent:
        async with compositor(socket, V2) as desk:
            told = list[PresenceEvent]()
            morning = datetime(2026, 3, 29, 9, tzinfo=ZoneInfo("Europe/Berlin"))
            presence = await open_wayland(lambda: morning)
            presence.watch(told.append, away_after=timedelta(hours=9))
            await desk.rest(timedelta(hours=9))
            await presence.close()
            return told[0]

    left = asyncio.run(story())

    assert isinstance(left, Left)
    assert f"{left.since:%d %H:%M}" == "28 23:00"


@pytest.mark.parametrize(
    "end",
    [
        FakeCompositor.hang_up,
        FakeCompositor.protocol_error,
        lambda desk: desk.withdraw(EXT),
        lambda desk: desk.withdraw(SEAT),
    ],
    ids=["hangs up", "protocol error", "no more idle time", "no more seat"],
)
def test_however_it_ends_presence_is_unknown_from_then_on(
    socket: Path, end: Callable[[FakeCompositor], Awaitable[None]]
) -> None:
    """A silent compositor would look like somebody who sits there for ever."""

    async def story(desk: FakeCompositor, presence: WaylandPresence, told: list[PresenceEvent]) -> None:
        await end(desk)
        presence.watch(told.append, away_after=2 * AWAY)
        presence.watch_pause(wanted=True)
        await quiet()

        assert not presence.known
        assert desk.clients == []

    assert play(socket, story) == [PresenceLost]


def test_a_compositor_that_hangs_is_noticed_when_something_is_asked_of_it(socket: Path) -> None:
    """It says nothing, as if somebody sat there; stopped, or swapping for minutes. One that answers late is no loss."""

    async def story() -> list[PresenceEvent]:
        told: list[PresenceEvent] = []
        async with compositor(socket, V2) as desk:
            presence = WaylandPresence(await connect(), lambda: desk.now, answer_limit=timedelta(seconds=0.2))
            presence.watch(told.append, away_after=AWAY)
            await quiet()
            assert presence._limit is None  # it has answered
            desk.answers = False
            presence.watch_pause(wanted=True)
            async with asyncio.timeout(10):
                while not told:  # noqa: ASYNC110 - a list has no event
                    await asyncio.sleep(0.01)
            assert not presence.known
            await presence.close()
        return told

    assert [type(event) for event in asyncio.run(story())] == [PresenceLost]


def test_what_was_said_before_the_end_is_heard(socket: Path) -> None:
    """The compositor tells of the absence and ends with the session, in one breath."""

    async def story(desk: FakeCompositor, presence: WaylandPresence, told: list[PresenceEvent]) -> None:
        for watch in desk.watches:
            watch.say(idle=True)
        await desk.hang_up()

    assert play(socket, story) == [Left, PresenceLost]


def test_an_error_of_the_service_does_not_end_the_watch(socket: Path) -> None:
    """It is written down by the loop, and the next edge is told."""

    async def story(desk: FakeCompositor, presence: WaylandPresence, told: list[PresenceEvent]) -> None:
        def post(event: PresenceEvent) -> None:
            told.append(event)
            raise RuntimeError("a bug")

        asyncio.get_running_loop().set_exception_handler(lambda *_: None)
        presence.watch(post, away_after=AWAY)
        await desk.rest(AWAY)
        await desk.touch()

    assert play(socket, story) == [Left, Returned]
