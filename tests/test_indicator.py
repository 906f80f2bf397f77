"""The icon is painted when something has changed, and at the steps of its ring; never by a clock of its own."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import pytest

from reminder import indicator
from reminder.backends import Candidate, Part, Refusal, Unavailable
from reminder.clock import now
from reminder.indicator import Indicator
from reminder.tray import Act, Face, Look, Picture, Tray
from tests.private_bus import until
from tests.tray.fake import FakeTray

SOON = timedelta(milliseconds=30)
MUCH_LATER = timedelta(hours=1)


def picture(step: int) -> Picture:
    return Picture(Look(Face.WORKING, step), f"Sitting {step}", ())


class PaintedTray(FakeTray):
    """Counts what it is asked to paint; `fails` as a panel in trouble does; `hidden` where no panel shows it."""

    def __init__(self, act: Act) -> None:
        super().__init__(act)
        self.paintings: list[Picture] = []
        self.fails = self.hidden = False

    @property
    def shown(self) -> bool:
        return not self.hidden

    def paint(self, picture: Picture) -> None:
        self.paintings.append(picture)
        if self.fails:
            raise RuntimeError("a panel in pieces")
        super().paint(picture)


@dataclass
class Scene:
    """A panel whose picture and next step the test decides."""

    monkeypatch: pytest.MonkeyPatch
    step: int = 0
    ahead: timedelta | None = None
    moved: Callable[[], None] = lambda: None
    acts: list[str] = field(default_factory=list)
    refuses: bool = False
    tray: PaintedTray = field(init=False)

    def next_step(self) -> datetime | None:
        return None if self.ahead is None else now() + self.ahead

    def play(self, story: Callable[[Indicator], Awaitable[None]]) -> None:
        async def opened() -> Tray:
            if self.refuses:
                raise Unavailable("no tray here")
            return self.tray

        def table(act: Act, refresh: Callable[[], Picture], moved: Callable[[], None]) -> tuple[Candidate[Tray], ...]:
            self.tray, self.moved = PaintedTray(act), moved
            return (Candidate("fake", opened),)

        async def told() -> None:
            shown = Indicator(lambda: picture(self.step), self.next_step)
            await shown.open(self.acts.append)
            await story(shown)
            await shown.close()

        self.monkeypatch.setattr(indicator, "table", table)
        asyncio.run(told())

    @property
    def steps(self) -> list[int]:
        return [each.look.step for each in self.tray.paintings]


@pytest.fixture
def scene(monkeypatch: pytest.MonkeyPatch) -> Scene:
    return Scene(monkeypatch)


def test_equal_pictures_are_painted_once(scene: Scene) -> None:
    """Most events change nothing that can be seen, and each repaint wakes the panel as well."""

    async def story(shown: Indicator) -> None:
        for scene.step in (1, 1, 2, 2):
            shown.repaint()

    scene.play(story)
    assert scene.steps == [1, 2]


def test_the_next_step_paints_itself(scene: Scene) -> None:
    """Nothing else happens while somebody types on, and the ring fills all the same."""

    async def story(shown: Indicator) -> None:
        scene.ahead = SOON
        shown.repaint()
        scene.step, scene.ahead = 1, None
        await until(lambda: scene.steps == [0, 1])

    scene.play(story)


def test_there_is_one_timer_and_none_where_nothing_is_to_come_or_nobody_looks(scene: Scene) -> None:
    """Each wake-up costs; an icon that no panel shows needs no steps."""

    async def story(shown: Indicator) -> None:
        scene.ahead = MUCH_LATER
        shown.repaint()
        first = shown._step
        shown.repaint()
        assert first is not None
        assert first.cancelled()
        assert shown._step is not None
        scene.ahead = None
        shown.repaint()
        assert shown._step is None
        scene.tray.hidden, scene.ahead = True, SOON
        shown.repaint()
        assert shown._step is None

    scene.play(story)


def test_a_panel_that_comes_is_shown_the_picture_of_now(scene: Scene) -> None:
    """Though it is the one that was painted last, for nobody."""

    async def story(shown: Indicator) -> None:
        shown.repaint()
        scene.moved()

    scene.play(story)
    assert scene.steps == [0, 0]


def test_a_panel_in_trouble_costs_nothing_but_its_picture(scene: Scene, caplog: pytest.LogCaptureFixture) -> None:
    """The answer that led to the repaint is in the log already; the same picture is tried again."""

    async def story(shown: Indicator) -> None:
        scene.tray.fails = True
        shown.repaint()
        scene.tray.fails = False
        shown.repaint()

    scene.play(story)
    assert scene.steps == [0, 0]
    assert "could not be painted" in caplog.text


def test_an_icon_that_goes_and_comes_back_is_told_once_each(scene: Scene, caplog: pytest.LogCaptureFixture) -> None:
    """A panel was killed. That the first one comes at login is no news."""

    async def story(shown: Indicator) -> None:
        for scene.tray.hidden in (True, False, False, True, True, False):
            shown.repaint()
            scene.moved()

    scene.play(story)
    assert [message.partition(":")[0] for message in caplog.messages] == [
        "The icon is in no panel any more", "The icon is in a panel again",
    ]  # fmt: skip


def test_what_shows_the_icon_is_told(scene: Scene) -> None:
    """To doctor and to `status --json`."""

    async def story(shown: Indicator) -> None:
        assert shown.used == "fake"
        assert await shown.part() == Part("tray", ("fake",))

    scene.play(story)


def test_without_any_tray_there_are_reasons_and_nothing_to_paint(scene: Scene) -> None:
    """The service goes on without."""
    scene.refuses = True

    async def story(shown: Indicator) -> None:
        shown.repaint()
        assert shown.used == "none"
        assert await shown.part() == Part("tray", (), (Refusal("fake", "no tray here"),))

    scene.play(story)
