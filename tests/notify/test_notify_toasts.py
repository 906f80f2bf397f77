"""What desktop-notifier leaves to its caller: no stacking, no reply lost or on the wrong thread, no silent failure."""

import asyncio
import io
import logging
import threading
from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import Any

import pytest

from reminder.core.events import Answer
from reminder.notify import Click, Closed, NotDelivered, Opened, Reply, Text
from reminder.notify.toasts import OURS, ToastNotifier
from tests.notify.fake_center import Desk, center_of, toasts
from tests.notify.library_on_bus import LibraryStage, library_stage
from tests.private_bus import PrivateBus, until

PROMPT = Text("Stand up for two minutes", "31 minutes in the chair.\nSit differently afterwards.")
OTHER = Text("Time to move after that call", "You sat through 58 minutes.")


def play(story: Callable[[ToastNotifier, Desk], Awaitable[None]]) -> None:
    async def whole() -> None:
        desk = Desk()
        async with toasts(desk) as notifier:
            await story(notifier, desk)

    asyncio.run(whole())


def test_a_prompt_has_three_buttons_that_say_what_they_do() -> None:
    """In the order they are wanted, by names that stay: macOS keeps a set of buttons for all prompts that follow."""

    async def story(notifier: ToastNotifier, desk: Desk) -> None:
        handle = await notifier.show(PROMPT, lambda reply: None)

        buttons = desk.shown[handle].buttons
        assert [button.title for button in buttons] == ["Done", "In 10 min", "Skip"]
        assert [button.identifier for button in buttons] == ["done", "snooze", "skip"]

    play(story)


@pytest.mark.parametrize("act", ["press", "click", "dismiss"])
def test_replies_come_on_the_thread_of_the_loop(act: str) -> None:
    """The main thread is where macOS calls back, and where the tray is; the service's state belongs to the loop's."""

    async def story(notifier: ToastNotifier, desk: Desk) -> None:
        threads = list[threading.Thread]()
        handle = await notifier.show(PROMPT, lambda reply: threads.append(threading.current_thread()))
        await getattr(center_of(notifier), act)(handle, *(["done"] if act == "press" else []))
        await until(lambda: threads)

        assert set(threads) == {threading.current_thread()}

    play(story)


def test_a_click_opens_and_leaves_the_prompt_to_the_tray() -> None:
    """The system takes the notification away at a click, so no button is left to answer with."""

    async def story(notifier: ToastNotifier, desk: Desk) -> None:
        replies = list[Reply]()
        handle = await notifier.show(PROMPT, replies.append)
        await center_of(notifier).click(handle)
        await until(lambda: len(replies) == 2)

        assert replies == [Opened(), Closed(by_user=True)]

    play(story)


def test_a_prompt_that_was_put_away_is_still_answered() -> None:
    """Windows moves it to the notification centre after some seconds, and the library forgets it there."""

    async def story(notifier: ToastNotifier, desk: Desk) -> None:
        replies = list[Reply]()
        handle = await notifier.show(PROMPT, replies.append)
        center_of(notifier).put_away(handle)
        await center_of(notifier).press(handle, "snooze")
        await until(lambda: replies)

        assert replies == [Answer.SNOOZE]

    play(story)


def test_an_older_prompt_answers_nothing() -> None:
    """A click that was under way when the next prompt came would answer the wrong question."""

    async def story(notifier: ToastNotifier, desk: Desk) -> None:
        old, new = list[Reply](), list[Reply]()
        before = await notifier.show(PROMPT, old.append)
        now = await notifier.show(OTHER, new.append)
        for act in (center_of(notifier).click(before), center_of(notifier).press(before, "done")):
            await act
        await center_of(notifier).press(now, "no such button")
        await center_of(notifier).press(now, "skip")
        await until(lambda: new)

        assert (old, new) == ([], [Answer.SKIP])

    play(story)


def test_messages_do_not_stack() -> None:
    """The week and a mistake in the config are news once."""

    async def story(notifier: ToastNotifier, desk: Desk) -> None:
        for text in (PROMPT, OTHER):
            await notifier.tell(text)

        assert desk.texts == [OTHER]
        assert not any(shown.buttons for shown in desk.shown.values())

    play(story)


def test_a_click_on_the_last_message_leads_where_it_says() -> None:
    """What it does stands in its words; an older one leads nowhere any more, and a prompt is not touched."""

    async def story(notifier: ToastNotifier, desk: Desk) -> None:
        clicks, replies = list[str](), list[Reply]()
        await notifier.show(PROMPT, replies.append)
        await notifier.tell(OTHER, Click("See it", lambda: clicks.append("old"), ""))
        (old,) = (key for key, shown in desk.shown.items() if not shown.buttons)
        await notifier.tell(OTHER, Click("See it", lambda: clicks.append("new"), ""))
        (new,) = (key for key, shown in desk.shown.items() if not shown.buttons)
        assert desk.texts[-1].body == f"{OTHER.body} See it."
        for key in (old, new):
            await center_of(notifier).click(key)
        await until(lambda: clicks)

        assert (clicks, replies) == (["new"], [])

    play(story)


def test_only_its_own_handles_are_cleared() -> None:
    """Others are those of another way, or of another day."""

    async def story(notifier: ToastNotifier, desk: Desk) -> None:
        handle = await notifier.show(PROMPT, lambda reply: None)
        assert handle.startswith(OURS)
        assert len(handle) <= 64
        await notifier.withdraw("fake/1")
        await notifier.withdraw(f"{OURS}unknown")

        assert desk.texts == [PROMPT]

    play(story)


def test_the_library_s_log_is_the_reason_and_not_the_user_s_terminal() -> None:
    """It logs a traceback and goes on, as if the prompt stood there; unseen is not ignored (P7)."""
    terminal = io.StringIO()
    handler = logging.StreamHandler(terminal)
    logging.getLogger().addHandler(handler)

    async def story(notifier: ToastNotifier, desk: Desk) -> None:
        desk.failure = OSError("the notification platform is unavailable")
        with pytest.raises(NotDelivered, match=r"^desktop-notifier failed: the notification platform is unavailable$"):
            await notifier.show(PROMPT, lambda reply: None)
        desk.failure = ZeroDivisionError()
        with pytest.raises(NotDelivered, match="ZeroDivisionError"):
            await notifier.tell(PROMPT)
        desk.failure = None
        assert await notifier.show(PROMPT, lambda reply: None)

    try:
        play(story)
    finally:
        logging.getLogger().removeHandler(handler)

    assert terminal.getvalue() == ""


def test_a_failure_that_windows_tells_afterwards_ends_the_prompt() -> None:
    """It has taken the notification, and says later that it could not show it: the prompt goes on in the tray."""

    async def story(notifier: ToastNotifier, desk: Desk) -> None:
        replies = list[Reply]()
        handle = await notifier.show(PROMPT, replies.append)
        library = logging.getLogger("desktop_notifier.backends.winrt")
        library.warning("Notification '%s' failed with error code %s", "another", 5)
        library.warning("Notification '%s' failed with error code %s", handle, -2143420140)
        await until(lambda: replies)

        assert [Closed(by_user=False)] == replies

    play(story)


def test_one_that_comes_too_late_is_taken_down() -> None:
    """It was logged as not delivered; its buttons would answer nothing."""

    async def whole() -> None:
        desk = Desk(stuck=asyncio.Event())
        async with toasts(desk) as notifier:
            notifier._limit = timedelta(seconds=0.05)
            with pytest.raises(NotDelivered, match=r"did not answer in 0\.05 s"):
                await notifier.show(PROMPT, lambda reply: None)
            notifier._limit = timedelta(seconds=5)
            assert desk.stuck is not None
            desk.stuck.set()
            cleared = list[str]()
            center = center_of(notifier)
            clear = center._clear

            async def heard(identifier: str) -> None:
                await clear(identifier)
                cleared.append(identifier)

            center._clear = heard  # type: ignore[method-assign]
            await until(lambda: cleared)
            assert desk.texts == []

    asyncio.run(whole())


def test_whatever_is_raised_is_not_delivered() -> None:
    """The library promises to raise nothing; the system's own modules have promised nothing."""

    async def story(notifier: ToastNotifier, desk: Desk) -> None:
        async def fails(*_: Any) -> None:
            raise RuntimeError("class not registered")

        notifier._center.send_notification = fails  # type: ignore[method-assign, assignment]
        with pytest.raises(NotDelivered, match="class not registered"):
            await notifier.tell(PROMPT)

    play(story)


def test_a_click_after_the_end_of_the_loop_is_no_traceback() -> None:
    """The process is about to end; the system does not know."""

    async def whole() -> ToastNotifier:
        async with toasts(Desk()) as notifier:
            return notifier

    asyncio.run(whole())._pressed(f"{OURS}1", "done")


@pytest.mark.desktop
def test_the_real_library_brings_a_click_beside_the_buttons(bus: PrivateBus, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its own dispatching, not a double's."""
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", bus.address)
    replies = list[Reply]()

    async def story(stage: LibraryStage) -> None:
        await stage.notifier.show(PROMPT, replies.append)
        await stage.click()
        await until(lambda: len(replies) == 2)

    async def whole() -> None:
        async with library_stage(bus.address) as stage:
            await story(stage)

    asyncio.run(whole())

    assert replies == [Opened(), Closed(by_user=True)]
