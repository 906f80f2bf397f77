"""What every notifier promises, told once and kept by the fake, the desktop's and the terminal's alike."""

import asyncio
import io
import os
import pty
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from html import unescape
from typing import Any, Protocol

import pytest

from reminder.core.events import Answer
from reminder.notify import Closed, NotDelivered, Notifier, Reply, Text
from reminder.notify.terminal import TerminalNotifier
from tests.notify.fake import FakeNotifier, FakeScreen
from tests.notify.fake_center import toast_stage
from tests.notify.library_on_bus import library_stage
from tests.notify.server import DISMISSED, EXPIRED, ScriptedServer
from tests.private_bus import until

PROMPT = Text("Stand up for two minutes", "31 minutes in the chair.\nWater on the way: 600 ml < 1.8 l & more.")
OTHER = Text("Time to move after that call", "You sat through 58 minutes.")
SNOOZE = timedelta(minutes=10)


class Stage(Protocol):
    """A notifier with its user and its screen."""

    notifier: Notifier

    def visible(self) -> list[Text]:
        """What the user sees, the prompts before the messages."""

    async def press(self, answer: Answer) -> None: ...

    async def dismiss(self) -> None: ...

    async def expire(self) -> None: ...

    def breaks(self) -> None:
        """From now on nothing can be shown."""

    def successor(self) -> AbstractAsyncContextManager[Notifier]:
        """The notifier of a later run, on the same screen."""


OpenStage = Callable[[], AbstractAsyncContextManager[Stage]]


@dataclass
class FakeStage:
    notifier: FakeNotifier

    def visible(self) -> list[Text]:
        return [*self.notifier.screen.prompts.values(), *self.notifier.screen.messages]

    async def press(self, answer: Answer) -> None:
        self.notifier.answer(answer)

    async def dismiss(self) -> None:
        self.notifier.dismiss()

    async def expire(self) -> None:
        self.notifier.expire()

    def breaks(self) -> None:
        self.notifier.failure = "the test says so"

    @asynccontextmanager
    async def successor(self) -> AsyncIterator[Notifier]:
        yield FakeNotifier(self.notifier.screen)


@asynccontextmanager
async def fake_stage() -> AsyncIterator[Stage]:
    yield FakeStage(FakeNotifier(FakeScreen()))


@dataclass
class DesktopStage:
    notifier: Notifier
    server: ScriptedServer

    def visible(self) -> list[Text]:
        shown = sorted(self.server.screen.values(), key=lambda notice: not notice.actions)
        return [Text(notice.title, unescape(notice.body)) for notice in shown]

    async def press(self, answer: Answer) -> None:
        for number, notice in list(self.server.screen.items()):
            if answer in notice.buttons:
                await self.server.press(number, answer)

    async def dismiss(self) -> None:
        await self._take_down(DISMISSED)

    async def expire(self) -> None:
        await self._take_down(EXPIRED)

    def breaks(self) -> None:
        self.server.errors["Notify"] = "too many notifications"

    @asynccontextmanager
    async def successor(self) -> AsyncIterator[Notifier]:
        async with desktop_notifier(self.server.address) as notifier:
            yield notifier

    async def _take_down(self, reason: int) -> None:
        for number in list(self.server.screen):
            await self.server.take_down(number, reason)


@asynccontextmanager
async def desktop_notifier(address: str) -> AsyncIterator[Notifier]:
    from reminder.notify.freedesktop import open_freedesktop

    environ = {"DBUS_SESSION_BUS_ADDRESS": address}
    notifier = await open_freedesktop(snooze=SNOOZE, icon=None, environ=environ, limit=timedelta(seconds=5))
    try:
        yield notifier
    finally:
        await notifier.close()


@asynccontextmanager
async def desktop_stage(address: str) -> AsyncIterator[Stage]:
    server = await ScriptedServer(address).open()
    async with desktop_notifier(address) as notifier:
        yield DesktopStage(notifier, server)
    await server.close()


@dataclass
class TerminalStage:
    notifier: TerminalNotifier
    output: io.StringIO
    keyboard: int

    def visible(self) -> list[Text]:
        blocks: list[list[str]] = []
        for line in self.output.getvalue().splitlines():
            words = line[7:]
            if line.startswith(" "):
                blocks[-1].append(words)
            else:
                blocks.append([words])
        return [Text(title, "\n".join(line for line in body if "then Enter" not in line)) for title, *body in blocks]

    async def press(self, answer: Answer) -> None:
        os.write(self.keyboard, {Answer.DONE: b"d\n", Answer.SNOOZE: b"s\n", Answer.SKIP: b"k\n"}[answer])

    async def dismiss(self) -> None:
        raise NotImplementedError("lines stay")

    async def expire(self) -> None:
        raise NotImplementedError("lines stay")

    def breaks(self) -> None:
        self.output.close()

    def successor(self) -> AbstractAsyncContextManager[Notifier]:
        raise NotImplementedError("a later run has its own lines")


@asynccontextmanager
async def terminal_stage() -> AsyncIterator[Stage]:
    ours, its = pty.openpty()
    output = io.StringIO()
    with os.fdopen(its) as stdin:
        notifier = TerminalNotifier(
            snooze=SNOOZE, stream=output, stdin=stdin, now=lambda: datetime(2026, 3, 2, 14, 30, tzinfo=UTC)
        )
        yield TerminalStage(notifier, output, ours)
        await notifier.close()
    os.close(ours)


@pytest.fixture
def open_stage(request: pytest.FixtureRequest) -> OpenStage:
    match request.param:
        case "fake":
            return fake_stage
        case "terminal":
            return terminal_stage
        case "toasts":
            return toast_stage
        case "library":
            address = request.getfixturevalue("bus").address
            request.getfixturevalue("monkeypatch").setenv("DBUS_SESSION_BUS_ADDRESS", address)
            return lambda: library_stage(address)
        case _:
            address = request.getfixturevalue("bus").address
            return lambda: desktop_stage(address)


DESKTOP = pytest.param("desktop", marks=pytest.mark.desktop)
LIBRARY = pytest.param("library", marks=pytest.mark.desktop)
"""The real desktop-notifier with its Linux back end, which tells of no expiry and knows nothing of earlier runs."""
on_every_way = pytest.mark.parametrize("open_stage", ["fake", DESKTOP, "terminal", "toasts", LIBRARY], indirect=True)
on_a_screen = pytest.mark.parametrize("open_stage", ["fake", DESKTOP, "toasts", LIBRARY], indirect=True)
"""Where prompts are windows that come and go; a terminal's lines stay."""
over_restarts = pytest.mark.parametrize("open_stage", ["fake", DESKTOP, "toasts"], indirect=True)
told_of_expiry = pytest.mark.parametrize("open_stage", ["fake", DESKTOP], indirect=True)


def play(story: Callable[[Stage], Any], open_stage: OpenStage) -> None:
    async def whole() -> None:
        async with open_stage() as stage:
            await story(stage)

    asyncio.run(whole())


class TestEveryNotifier:
    @on_every_way
    def test_shows_the_words_it_is_given(self, open_stage: OpenStage) -> None:
        """Somebody must be able to read it, angle brackets and all."""

        async def story(stage: Stage) -> None:
            await stage.notifier.show(PROMPT, lambda reply: None)
            assert stage.visible() == [PROMPT]

        play(story, open_stage)

    @on_every_way
    @pytest.mark.parametrize("answer", list(Answer))
    def test_brings_the_answer_back_once(self, open_stage: OpenStage, answer: Answer) -> None:
        """An answer is what the log is made of: none lost, none twice."""

        async def story(stage: Stage) -> None:
            replies = list[Reply]()
            await stage.notifier.show(PROMPT, replies.append)

            await stage.press(answer)
            await until(lambda: replies)
            await stage.press(answer)
            await stage.notifier.tell(OTHER)

            assert [answer] == replies

        play(story, open_stage)

    @on_every_way
    def test_hears_nothing_of_what_it_has_withdrawn(self, open_stage: OpenStage) -> None:
        """The core has closed that prompt; an answer to it would go to the next one."""

        async def story(stage: Stage) -> None:
            replies = list[Reply]()
            handle = await stage.notifier.show(PROMPT, replies.append)
            await stage.notifier.withdraw(handle)
            await stage.press(Answer.DONE)

            await stage.notifier.show(OTHER, replies.append)
            await stage.press(Answer.SKIP)
            await until(lambda: replies)

            assert replies == [Answer.SKIP]

        play(story, open_stage)

    @on_every_way
    @pytest.mark.parametrize("handle", ["", "nonsense", "fake/99", "a/:1.5/7", "a/b/c/d", "//"])
    def test_does_not_mind_a_handle_it_does_not_know(self, open_stage: OpenStage, handle: str) -> None:
        """It may come from a state file of another version, or another day."""
        play(lambda stage: stage.notifier.withdraw(handle), open_stage)

    @on_every_way
    def test_tells_without_touching_the_prompt(self, open_stage: OpenStage) -> None:
        """A message about the config must not take the prompt's place or its answer."""

        async def story(stage: Stage) -> None:
            replies = list[Reply]()
            await stage.notifier.show(PROMPT, replies.append)
            await stage.notifier.tell(OTHER)
            assert stage.visible() == [PROMPT, OTHER]

            await stage.press(Answer.DONE)
            await until(lambda: replies)
            assert replies == [Answer.DONE]

        play(story, open_stage)

    @on_every_way
    def test_says_why_it_could_not_deliver(self, open_stage: OpenStage) -> None:
        """Undelivered is an outcome with a reason (P7), for prompts and messages alike."""

        async def story(stage: Stage) -> None:
            stage.breaks()
            with pytest.raises(NotDelivered, match=r"\w+ \w+"):
                await stage.notifier.show(PROMPT, lambda reply: None)
            with pytest.raises(NotDelivered, match=r"\w+ \w+"):
                await stage.notifier.tell(OTHER)

        play(story, open_stage)


class TestEveryNotifierWithAScreen:
    @on_a_screen
    def test_tells_that_the_user_has_closed_it(self, open_stage: OpenStage) -> None:
        """The prompt goes on in the tray (P5)."""

        async def story(stage: Stage) -> None:
            replies = list[Reply]()
            await stage.notifier.show(PROMPT, replies.append)
            await stage.dismiss()
            await until(lambda: replies)
            assert [Closed(by_user=True)] == replies

        play(story, open_stage)

    @told_of_expiry
    def test_tells_the_server_s_own_time_out_from_a_click(self, open_stage: OpenStage) -> None:
        """Dismissed by the user and expired are different things to know (P5)."""

        async def story(stage: Stage) -> None:
            replies = list[Reply]()
            await stage.notifier.show(PROMPT, replies.append)
            await stage.expire()
            await until(lambda: replies)
            assert [Closed(by_user=False)] == replies

        play(story, open_stage)

    @on_a_screen
    def test_has_one_prompt_at_most(self, open_stage: OpenStage) -> None:
        """P1; and the one that was there before does not answer for the new one."""

        async def story(stage: Stage) -> None:
            old, new = list[Reply](), list[Reply]()
            await stage.notifier.show(PROMPT, old.append)
            await stage.notifier.show(OTHER, new.append)
            assert stage.visible() == [OTHER]

            await stage.press(Answer.DONE)
            await until(lambda: new)
            assert (old, new) == ([], [Answer.DONE])

        play(story, open_stage)

    @over_restarts
    def test_takes_down_what_an_earlier_run_has_shown(self, open_stage: OpenStage) -> None:
        """Nobody listens to that one any more; `close` alone leaves it, since a restart is no reason to flicker."""

        async def story(stage: Stage) -> None:
            handle = await stage.notifier.show(PROMPT, lambda reply: None)
            await stage.notifier.close()
            assert stage.visible() == [PROMPT]

            async with stage.successor() as later:
                await later.withdraw(handle)
                await until(lambda: not stage.visible())

        play(story, open_stage)

    @on_a_screen
    def test_shows_nothing_once_closed(self, open_stage: OpenStage) -> None:
        """A late wake-up must become an undelivered prompt, not a traceback."""

        async def story(stage: Stage) -> None:
            await stage.notifier.close()
            with pytest.raises(NotDelivered):
                await stage.notifier.show(PROMPT, lambda reply: None)
            assert stage.visible() == []

        play(story, open_stage)
