"""A notification server that dies under an open prompt: the next one shows it again, and the answer still counts."""

import asyncio
import sys
from collections.abc import Callable, Coroutine
from contextlib import suppress
from datetime import timedelta
from typing import Any

import pytest

from reminder.backends import Unavailable
from reminder.core.events import Answer
from reminder.notify import Closed, Lost, Moved, NotDelivered, Opened, Reply, Text
from tests.notify.server import DISMISSED, NAME, ScriptedServer
from tests.private_bus import PrivateBus, until

if sys.platform in ("win32", "darwin"):
    pytest.skip("no session bus here", allow_module_level=True)

from reminder.notify import leaving
from reminder.notify.freedesktop import FreedesktopNotifier, open_freedesktop
from reminder.wire import Message

pytestmark = pytest.mark.desktop

PROMPT = Text("Stand up for two minutes", "31 minutes in the chair.")
SOON, NEVER = timedelta(seconds=0.3), timedelta(hours=1)


def run(story: Coroutine[Any, Any, None]) -> None:
    asyncio.run(asyncio.wait_for(story, 30))


async def meet(bus: PrivateBus, *, restart_limit: timedelta = NEVER) -> tuple[FreedesktopNotifier, ScriptedServer]:
    server = await ScriptedServer(bus.address).open()
    snooze = timedelta(minutes=10)
    notifier = await open_freedesktop(snooze=snooze, icon=None, environ=bus.environ, restart_limit=restart_limit)
    return notifier, server


def test_the_next_server_shows_the_prompt_again(bus: PrivateBus) -> None:
    """A desktop that restarts its shell must not cost a break; the new server may be able to do less."""

    async def story() -> None:
        notifier, server = await meet(bus)
        replies = list[Reply]()
        before = await notifier.show(PROMPT, replies.append)
        await server.close()
        server.capabilities = ("body",)
        await server.open()

        await until(lambda: server.screen)
        assert [PROMPT.title] == [notice.title for notice in server.screen.values()]
        await until(lambda: replies)
        (moved,) = replies
        assert isinstance(moved, Moved)
        assert moved.handle != before

        await server.press(1, "done")
        await until(lambda: len(replies) == 2)
        assert replies[1] == Answer.DONE
        await notifier.close()
        await server.close()

    run(story())


def test_what_is_shown_again_is_withdrawn_by_its_new_handle(bus: PrivateBus) -> None:
    """The old one named a server that is gone."""

    async def story() -> None:
        notifier, server = await meet(bus)
        replies = list[Reply]()
        await notifier.show(PROMPT, replies.append)
        await server.close()
        await server.open()
        await until(lambda: replies)
        assert isinstance(replies[0], Moved)

        await notifier.withdraw(replies[0].handle)

        await until(lambda: not server.screen)
        await notifier.close()
        await server.close()

    run(story())


def test_without_a_next_server_the_prompt_counts_as_gone_from_the_screen(bus: PrivateBus) -> None:
    """It goes on in the tray; nobody closed it, so nobody is said to have."""

    async def story() -> None:
        notifier, server = await meet(bus, restart_limit=SOON)
        replies = list[Reply]()
        await notifier.show(PROMPT, replies.append)
        await server.close()
        await until(lambda: replies)
        assert [Lost("no notification server has come in 0.3 s")] == replies

        with pytest.raises(NotDelivered, match="install one, for example dunst"):
            await notifier.show(PROMPT, replies.append)
        await server.open()
        await notifier.show(PROMPT, replies.append)
        assert [PROMPT.title] == [notice.title for notice in server.screen.values()]
        await notifier.close()
        await server.close()

    run(story())


def test_a_server_that_the_bus_can_start_is_started_for_it(bus: PrivateBus) -> None:
    """On most desktops nobody restarts a dead server; the bus does, for the next call."""
    started = bus.services.parent / "started"
    program = bus.services.parent / "start"
    program.write_text(f"#!/bin/sh\ntouch {started}\nexit 1\n")
    program.chmod(0o700)

    async def story() -> None:
        notifier, server = await meet(bus)
        (bus.services / "n.service").write_text(f"[D-BUS Service]\nName={NAME}\nExec={program}\n")
        await notifier._bus.ask_bus("ReloadConfig")
        await notifier.show(PROMPT, lambda reply: None)
        await server.close()

        await until(started.exists)
        await notifier.close()

    run(story())


def test_at_the_end_of_a_session_the_prompt_ends_with_the_bus(bus: PrivateBus) -> None:
    """The server goes first, then the bus; whoever waits for the answer must not wait for ever."""

    async def story() -> None:
        notifier, server = await meet(bus)
        replies = list[Reply]()
        await notifier.show(PROMPT, replies.append)
        await server.close()
        await until(lambda: notifier._restoring)
        bus.end()
        await until(lambda: replies)
        assert replies == [Lost("the session bus is gone")]
        await notifier.close()

    run(story())


@pytest.mark.parametrize("what", ["withdrawn", "replaced", "closed"])
def test_what_is_over_is_not_shown_again(bus: PrivateBus, what: str) -> None:
    """A prompt that was answered elsewhere while there was no server must not rise from the dead."""

    async def story() -> None:
        notifier, server = await meet(bus)
        replies = list[Reply]()
        handle = await notifier.show(PROMPT, replies.append)
        await server.close()
        await until(lambda: notifier._restoring)
        match what:
            case "withdrawn":
                await notifier.withdraw(handle)
            case "replaced":
                with pytest.raises(NotDelivered):
                    await notifier.show(Text("Another", ""), replies.append)
            case _:
                await notifier.close()
        await server.open()
        if what != "closed":
            await notifier.tell(Text("A note", ""))
            assert [notice.title for notice in server.screen.values()] == ["A note"]
            await notifier.close()
        assert replies == []
        await server.close()

    run(story())


def test_a_click_on_the_prompt_opens_and_ends_nothing(bus: PrivateBus) -> None:
    """What it is about is wanted; the answer may still come, or the server closes it after the click."""

    async def story() -> None:
        notifier, server = await meet(bus)
        replies = list[Reply]()
        await notifier.show(PROMPT, replies.append)

        await server.signal("ActionInvoked", "us", [1, "default"])
        await until(lambda: replies)
        assert [Opened()] == replies

        await server.take_down(1, DISMISSED)
        await until(lambda: len(replies) == 2)
        assert Closed(by_user=True) == replies[1]
        await notifier.close()
        await server.close()

    run(story())


def test_notes_do_not_stack(bus: PrivateBus) -> None:
    """Five clicks on the icon are one note on the screen; one that was closed is not called back."""

    async def story() -> None:
        notifier, server = await meet(bus)
        await notifier.show(PROMPT, lambda reply: None)
        for n in range(3):
            await notifier.tell(Text(f"Sitting {n} min", ""))
        assert [PROMPT.title, "Sitting 2 min"] == [notice.title for notice in server.screen.values()]

        await server.take_down(2, DISMISSED)
        await until(lambda: notifier._note is None)
        await notifier.tell(Text("Sitting 3 min", ""))
        assert list(server.screen) == [1, 3]
        await notifier.close()
        await server.close()

    run(story())


def test_what_a_hanging_server_shows_after_it_was_given_up_is_taken_down(bus: PrivateBus) -> None:
    """Nobody would hear its buttons, and nothing would ever end it."""

    async def story() -> None:
        server = await ScriptedServer(bus.address).open()
        notifier = await open_freedesktop(
            snooze=timedelta(minutes=10), icon=None, environ=bus.environ, limit=SOON, restart_limit=NEVER
        )
        server.mute = {"Notify"}
        with pytest.raises(NotDelivered, match="did not answer"):
            await notifier.show(PROMPT, lambda reply: None)
        await notifier.close()
        assert notifier._bus.connected

        await server.speak()
        await until(lambda: "CloseNotification" in server.calls)
        await until(lambda: not server.screen)
        await until(lambda: not notifier._bus.connected)
        await server.close()

    run(story())


@pytest.mark.parametrize("member", ["GetCapabilities", "GetServerInformation", "Notify"])
def test_an_answer_that_makes_no_sense_is_a_reason(bus: PrivateBus, member: str) -> None:
    """And no error of ours: the service starts, and tries the next way."""

    async def story() -> None:
        server = await ScriptedServer(bus.address).open()
        server.senseless = {member}
        if member == "GetCapabilities":
            with pytest.raises(Unavailable, match="something else than expected"):
                await open_freedesktop(snooze=timedelta(minutes=10), icon=None, environ=bus.environ)
            await server.close()
            return
        notifier = await open_freedesktop(snooze=timedelta(minutes=10), icon=None, environ=bus.environ)
        if member == "Notify":
            with pytest.raises(NotDelivered, match="something else than expected"):
                await notifier.show(PROMPT, lambda reply: None)
        else:
            await notifier.show(PROMPT, lambda reply: None)
        await notifier.close()
        await server.close()

    run(story())


def with_the_reply(notifier: FreedesktopNotifier, before: Callable[[], None], after: Callable[[], None]) -> None:
    """Have something happen in the very turn of the loop in which the next reply comes."""
    wire = notifier._bus._wire
    take = wire._take

    def both(message: Message) -> None:
        if message.reply_serial is None:
            take(message)
            return
        wire._take = take
        before()
        take(message)
        after()

    wire._take = both


@pytest.mark.parametrize("what", ["withdrawn", "too late"])
def test_what_is_over_as_it_is_shown_again_does_not_stay(
    bus: PrivateBus, monkeypatch: pytest.MonkeyPatch, what: str
) -> None:
    """It has a handle that nobody was told, so nobody but us can take it down."""
    limits = dict[float | None, asyncio.Timeout]()
    real = asyncio.timeout

    def seen(delay: float | None) -> asyncio.Timeout:
        return limits.setdefault(delay, real(delay))

    async def story() -> None:
        notifier, server = await meet(bus)
        replies = list[Reply]()
        handle = await notifier.show(PROMPT, replies.append)
        await server.close()
        server.calls.clear()
        server.mute = {"Notify"}
        with monkeypatch.context() as patched:
            patched.setattr(asyncio, "timeout", seen)
            await server.open()
            await until(lambda: "Notify" in server.calls)
        match what:
            case "withdrawn":
                with_the_reply(notifier, lambda: None, lambda: at_once(notifier.withdraw(handle)))
            case _:
                with_the_reply(notifier, lambda: limits[NEVER.total_seconds()].reschedule(0), lambda: None)

        await server.speak()
        await until(lambda: "CloseNotification" in server.calls)
        await until(lambda: not server.screen)
        assert replies == ([Lost("no notification server has come in 3600 s")] if what == "too late" else [])
        await notifier.close()
        await server.close()

    run(story())


def at_once(act: Coroutine[Any, Any, None]) -> None:
    """Do this up to its first wait, in this turn of the loop."""
    with suppress(StopIteration):
        act.send(None)


def test_what_is_shown_in_the_turn_it_was_given_up_in_does_not_stay(bus: PrivateBus) -> None:
    """It was logged as not delivered, and no handle of it is known."""

    async def story() -> None:
        notifier, server = await meet(bus)
        server.mute = {"Notify"}
        showing = asyncio.ensure_future(notifier.show(PROMPT, lambda reply: None))
        await until(lambda: "Notify" in server.calls)
        ((_, failed),) = notifier._bus._calls.values()
        with_the_reply(notifier, lambda: failed("too late"), lambda: None)

        await server.speak()
        with pytest.raises(NotDelivered, match="too late"):
            await showing
        await until(lambda: not server.screen)
        await notifier.close()
        await server.close()

    run(story())


def test_a_server_that_hangs_does_not_keep_the_service_from_ending(
    bus: PrivateBus, caplog: pytest.LogCaptureFixture
) -> None:
    """Logout does not wait: with the loop ends the wait for what it might yet show, without a word."""

    async def story() -> None:
        server = await ScriptedServer(bus.address).open()
        notifier = await open_freedesktop(snooze=timedelta(minutes=10), icon=None, environ=bus.environ, limit=SOON)
        server.mute = {"Notify"}
        with pytest.raises(NotDelivered):
            await notifier.show(PROMPT, lambda reply: None)
        await notifier.close()
        assert notifier._bus.connected

        (waiting,) = leaving._leaving
        waiting.cancel()  # as asyncio does with what is left when the loop ends
        await asyncio.wait([waiting])
        assert not notifier._bus.connected
        await server.close()

    run(story())

    assert caplog.text == ""


def test_who_has_left_hears_and_restores_nothing(bus: PrivateBus) -> None:
    """While the connection still waits for a late reply, the prompt on the screen is no longer its business."""

    async def story() -> None:
        server = await ScriptedServer(bus.address).open()
        notifier = await open_freedesktop(snooze=timedelta(minutes=10), icon=None, environ=bus.environ, limit=SOON)
        replies = list[Reply]()
        await notifier.show(PROMPT, replies.append)
        server.mute = {"Notify"}
        with pytest.raises(NotDelivered):
            await notifier.tell(PROMPT)
        await notifier.close()
        await server.press(1, "done")
        await server.speak()
        await until(lambda: not notifier._bus.connected)
        assert replies == []
        await server.close()

    run(story())
