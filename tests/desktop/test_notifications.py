"""The real thing: prompts under the notification servers people have, looked at and clicked."""

import asyncio
import signal
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import asynccontextmanager
from datetime import timedelta
from typing import Any, TypeVar

import pytest

from reminder.backends import Unavailable
from reminder.core.events import Answer
from reminder.notify import Closed, Lost, NotDelivered, Reply, Text
from reminder.notify.freedesktop import FreedesktopNotifier, open_freedesktop
from tests.desktop.rig import Desktop, Server, wait_for

pytestmark = pytest.mark.desktop

T = TypeVar("T")
PROMPT = Text("Stand up for two minutes", "31 minutes in the chair.\nWater on the way: 600 ml of 1.8 l so far.")
BOTH = pytest.mark.parametrize("server", ["dunst", "xfce4-notifyd"])
BUTTONS = [(0, "Done", Answer.DONE), (1, "In 10 min", Answer.SNOOZE), (2, "Skip", Answer.SKIP)]


@asynccontextmanager
async def notifier(desktop: Desktop, limit: timedelta = timedelta(seconds=5)) -> AsyncIterator[FreedesktopNotifier]:
    opened = await open_freedesktop(snooze=timedelta(minutes=10), icon=None, environ=desktop.environ, limit=limit)
    try:
        yield opened
    finally:
        await opened.close()


async def beside(slow: Callable[..., T], *given: Any) -> T:
    """The rig waits for the screen in a thread, so that the notifier's loop goes on."""
    return await asyncio.to_thread(slow, *given)


def run(story: Coroutine[Any, Any, None]) -> None:
    asyncio.run(asyncio.wait_for(story, 60))


@BOTH
@pytest.mark.parametrize(("number", "label", "answer"), BUTTONS)
def test_a_pressed_button_is_the_answer(
    open_desktop: Any, server: Server, number: int, label: str, answer: Answer
) -> None:
    """What the user presses is what is logged, and the prompt is gone afterwards (dunst leaves it standing)."""
    desktop = open_desktop(server=server)

    async def story() -> None:
        async with notifier(desktop) as on_desktop:
            before, replies = desktop.pixels(), list[Reply]()
            await on_desktop.show(PROMPT, replies.append)
            await beside(desktop.popup, before)

            await beside(desktop.press, before, label, number)

            await beside(wait_for, lambda: replies, "an answer")
            await beside(wait_for, lambda: desktop.appeared(before) is None, "an empty screen")
            assert replies == [answer]

    run(story())


def test_a_click_that_closes_is_no_answer(open_desktop: Any) -> None:
    """Closing the popup is not a skip: the prompt goes on in the tray (P5)."""
    desktop = open_desktop(server="dunst")

    async def story() -> None:
        async with notifier(desktop) as on_desktop:
            before, replies = desktop.pixels(), list[Reply]()
            await on_desktop.show(PROMPT, replies.append)
            left, top, *_ = await beside(desktop.popup, before)

            await beside(desktop.click, left + 30, top + 30)

            await beside(wait_for, lambda: replies, "the end of it")
            assert replies == [Closed(by_user=True)]

    run(story())


@BOTH
def test_a_new_prompt_takes_the_old_one_s_place(open_desktop: Any, server: Server) -> None:
    """Two prompts on the screen would be one too many (P1)."""
    desktop = open_desktop(server=server)

    async def story() -> None:
        async with notifier(desktop) as on_desktop:
            before, replies = desktop.pixels(), list[Reply]()
            first = await on_desktop.show(PROMPT, replies.append)
            place = await beside(desktop.popup, before)

            second = await on_desktop.show(PROMPT, replies.append)
            assert second == first
            assert await beside(desktop.popup, before) == place

            await on_desktop.withdraw(second)
            await beside(wait_for, lambda: desktop.appeared(before) is None, "an empty screen")
            assert replies == []

    run(story())


@BOTH
def test_a_prompt_of_a_run_before_can_be_taken_down(open_desktop: Any, server: Server) -> None:
    """After a crash the new run must clear the screen of what nobody listens to."""
    desktop = open_desktop(server=server)

    async def story() -> None:
        before = desktop.pixels()
        async with notifier(desktop) as first_run:
            handle = await first_run.show(PROMPT, lambda reply: None)
            await beside(desktop.popup, before)

        async with notifier(desktop) as second_run:
            await second_run.withdraw(handle)
            await beside(wait_for, lambda: desktop.appeared(before) is None, "an empty screen")

    run(story())


@BOTH
def test_a_killed_server_takes_the_prompt_with_it_and_a_new_one_shows_the_next(
    open_desktop: Any, server: Server
) -> None:
    """A killed server says nothing about what it had open; the bus tells us that it is gone."""
    desktop = open_desktop()
    running = desktop.start_server(server)

    async def story() -> None:
        async with notifier(desktop) as on_desktop:
            before, replies = desktop.pixels(), list[Reply]()
            old = await on_desktop.show(PROMPT, replies.append)
            await beside(desktop.popup, before)

            await beside(desktop.end, running, signal.SIGKILL)
            await beside(wait_for, lambda: replies, "word of its end")
            assert replies == [Lost("no notification server has come in 10 s")]
            with pytest.raises(NotDelivered, match="dunst or xfce4-notifyd"):
                await on_desktop.show(PROMPT, replies.append)

            await beside(desktop.start_server, server)
            await on_desktop.show(PROMPT, replies.append)
            shown = await beside(desktop.popup, before)
            await on_desktop.withdraw(old)
            await on_desktop.tell(Text("Another", "message"))  # answered after the withdrawal has been dealt with
            assert desktop.pixels().crop(shown).getextrema() != before.crop(shown).getextrema()
            assert replies == [Lost("no notification server has come in 10 s")]

    run(story())


def test_a_server_that_hangs_is_not_waited_for(open_desktop: Any) -> None:
    """A stopped server must not stop the service; what it shows too late is taken down again."""
    desktop = open_desktop()
    running = desktop.start_server("dunst")

    async def story() -> None:
        async with notifier(desktop, limit=timedelta(seconds=0.5)) as on_desktop:
            before, replies = desktop.pixels(), list[Reply]()

            running.send_signal(signal.SIGSTOP)
            with pytest.raises(NotDelivered, match="did not answer"):
                await on_desktop.show(PROMPT, replies.append)

            running.send_signal(signal.SIGCONT)
            handle = await on_desktop.show(PROMPT, replies.append)
            await beside(desktop.popup, before)
            assert desktop.run("dunstctl", "count", "displayed").strip() == "1"
            await on_desktop.withdraw(handle)
            await beside(wait_for, lambda: desktop.appeared(before) is None, "an empty screen")

    run(story())


def test_a_session_that_ends_is_no_traceback(open_desktop: Any, caplog: pytest.LogCaptureFixture) -> None:
    """The bus goes at every logout."""
    desktop = open_desktop(server="dunst")

    async def story() -> None:
        async with notifier(desktop) as on_desktop:
            replies = list[Reply]()
            handle = await on_desktop.show(PROMPT, replies.append)

            desktop.end_bus()

            await beside(wait_for, lambda: replies, "the end")
            assert replies == [Lost("the session bus is gone")]
            with pytest.raises(NotDelivered, match="session bus is gone"):
                await on_desktop.show(PROMPT, replies.append)
            await on_desktop.withdraw(handle)

    run(story())
    assert caplog.messages == ["The session bus is gone, and with it the way to notify"]


def test_a_desktop_without_a_server_says_what_to_install(open_desktop: Any) -> None:
    """The reason is what `doctor` prints, so it must help."""
    desktop = open_desktop()

    async def story() -> None:
        with pytest.raises(Unavailable, match="install one, for example dunst or xfce4-notifyd"):
            await open_freedesktop(snooze=timedelta(minutes=10), icon=None, environ=desktop.environ)

    run(story())


@BOTH
def test_text_with_angle_brackets_is_seen_as_written(open_desktop: Any, server: Server) -> None:
    """Unescaped, a server takes it for markup and hides it: the popup would be as low as one without it."""
    desktop = open_desktop(server=server)

    async def height(on_desktop: FreedesktopNotifier, body: str) -> int:
        before = desktop.pixels()
        handle = await on_desktop.show(Text("Sizes", body), lambda reply: None)
        _, top, _, bottom = await beside(desktop.popup, before)
        await on_desktop.withdraw(handle)
        await beside(wait_for, lambda: desktop.appeared(before) is None, "an empty screen")
        return bottom - top

    async def story() -> None:
        async with notifier(desktop) as on_desktop:
            assert await height(on_desktop, "<i>x</i> " * 20) > await height(on_desktop, "x " * 20) + 20

    run(story())
