"""The desktop's notifications against a server that plays every habit seen in the real ones, on a real bus."""

import asyncio
import logging
import sys
from collections.abc import AsyncIterator, Coroutine
from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from jeepney.low_level import MessageType

from reminder.backends import Unavailable
from reminder.core.events import Answer
from reminder.notify import Click, Closed, Lost, NotDelivered, Reply, Text
from tests.notify.server import CLOSED, DISMISSED, EXPIRED, NAME, UNDEFINED, ScriptedServer
from tests.private_bus import PrivateBus, until

if sys.platform in ("win32", "darwin"):
    pytest.skip("no session bus here", allow_module_level=True)

from reminder import wire
from reminder.bus import addresses
from reminder.notify.freedesktop import FreedesktopNotifier, open_freedesktop

pytestmark = pytest.mark.desktop

PROMPT = Text("Stand up for two minutes", "31 minutes in the chair.")
SHORT = timedelta(seconds=0.3)
"""Long enough for a server in the same process, short enough to wait for one that is mute."""

Session = tuple[FreedesktopNotifier, ScriptedServer]


async def open_on(
    bus: PrivateBus, *, limit: timedelta = timedelta(seconds=5), icon: Path | None = None
) -> FreedesktopNotifier:
    return await open_freedesktop(snooze=timedelta(minutes=10), icon=icon, environ=bus.environ, limit=limit)


@asynccontextmanager
async def session(bus: PrivateBus, *, limit: timedelta = timedelta(seconds=5), **server: Any) -> AsyncIterator[Session]:
    """A notifier and the server it has found."""
    serving = await ScriptedServer(bus.address, **server).open()
    notifier = await open_on(bus, limit=limit)
    try:
        yield notifier, serving
    finally:
        await notifier.close()
        await serving.close()


async def heard_everything(notifier: FreedesktopNotifier) -> None:
    """A bus keeps the order of what one server says: after its reply, all its signals before are here."""
    await notifier.tell(Text("Everything so far", ""))


def run(story: Coroutine[Any, Any, None]) -> None:
    asyncio.run(asyncio.wait_for(story, 30))


# What is asked for


def test_a_prompt_has_the_three_answers_and_stays_until_we_end_it(bus: PrivateBus) -> None:
    """Our own timer ends prompts: servers' time-outs differ from never to 4 s."""

    async def story() -> None:
        async with session(bus) as (notifier, server):
            await notifier.show(PROMPT, lambda reply: None)

            notice = server.screen[1]
            assert notice.buttons == {"default": "What is this?", "done": "Done", "snooze": "In 10 min", "skip": "Skip"}
            assert list(notice.buttons) == ["default", "done", "snooze", "skip"]
            assert notice.expires == 0
            assert notice.hints == {"desktop-entry": "reminder", "category": "x-reminder.prompt", "urgency": 1}
            assert (notice.app, notice.icon) == ("Reminder", "")

    run(story())


def test_a_server_is_asked_once_what_it_can_do(bus: PrivateBus) -> None:
    """Its abilities change only with the server."""

    async def story() -> None:
        async with session(bus) as (notifier, server):
            for _ in range(3):
                await notifier.show(PROMPT, lambda reply: None)
            assert server.calls == ["GetCapabilities", "GetServerInformation", "Notify", "Notify", "Notify"]

    run(story())


def test_a_message_has_no_buttons_and_goes_by_itself(bus: PrivateBus) -> None:
    """Nobody has to answer "config.toml has a mistake"."""

    async def story() -> None:
        async with session(bus) as (notifier, server):
            await notifier.tell(PROMPT)
            assert (server.screen[1].actions, server.screen[1].expires) == ([], -1)

    run(story())


@pytest.mark.parametrize("leaves", [True, False])
def test_a_click_on_a_message_leads_where_it_says_once(bus: PrivateBus, leaves: bool) -> None:  # noqa: FBT001 - a case
    """Dunst leaves it standing, so it is taken down; a second click, or what an older one was for, leads nowhere."""

    async def story() -> None:
        async with session(bus, leaves_answered=leaves) as (notifier, server):
            clicks = list[str]()
            for name in ("old", "new"):
                await notifier.tell(PROMPT, Click("See it", lambda name=name: clicks.append(name), ""))
            await server.press(1, "default")
            await until(lambda: clicks)
            await server.press(1, "default")
            await heard_everything(notifier)

            assert (clicks, list(server.screen)) == (["new"], [2])

    run(story())


def test_the_icon_goes_by_its_path(bus: PrivateBus) -> None:
    """A name would need the icon installed in a theme, which pip does not do."""

    async def story() -> None:
        server = await ScriptedServer(bus.address).open()
        notifier = await open_on(bus, icon=Path("/icons/reminder.png"))
        await notifier.show(PROMPT, lambda reply: None)
        assert server.screen[1].icon == "/icons/reminder.png"
        await notifier.close()
        await server.close()

    run(story())


@pytest.mark.parametrize(
    ("capabilities", "sent"),
    [(("actions", "body-markup"), "5 &lt; 6 &amp; 7 &gt; 6 \"'"), (("actions",), "5 < 6 & 7 > 6 \"'")],
)
def test_the_body_is_escaped_only_where_it_is_markup(bus: PrivateBus, capabilities: tuple[str, ...], sent: str) -> None:
    """Either way round the user would read something else than was written; a title is never markup."""

    async def story() -> None:
        async with session(bus, capabilities=capabilities) as (notifier, server):
            await notifier.show(Text("1 < 2", "5 < 6 & 7 > 6 \"'"), lambda reply: None)
            assert (server.screen[1].title, server.screen[1].body) == ("1 < 2", sent)

    run(story())


# What comes back


@pytest.mark.parametrize("leaves_answered", [True, False])
def test_an_answered_prompt_is_taken_down(bus: PrivateBus, leaves_answered: bool) -> None:  # noqa: FBT001 - parametrized
    """dunst, mako and LXQt leave it standing; the others close it themselves, and say "dismissed"."""

    async def story() -> None:
        async with session(bus, leaves_answered=leaves_answered) as (notifier, server):
            replies = list[Reply]()
            await notifier.show(PROMPT, replies.append)

            await server.press(1, "snooze")

            await until(lambda: "CloseNotification" in server.calls)
            await heard_everything(notifier)
            assert [notice.title for notice in server.screen.values()] == ["Everything so far"]
            assert replies == [Answer.SNOOZE]

    run(story())


@pytest.mark.parametrize(
    ("reason", "by_user"), [(EXPIRED, False), (DISMISSED, True), (CLOSED, False), (UNDEFINED, False), (77, False)]
)
def test_only_reason_2_is_the_user(bus: PrivateBus, reason: int, by_user: bool) -> None:  # noqa: FBT001 - parametrized
    """What a server does not know it must not be made to say; MATE says 1 also for a click."""

    async def story() -> None:
        async with session(bus) as (notifier, server):
            replies = list[Reply]()
            await notifier.show(PROMPT, replies.append)
            await server.take_down(1, reason)
            await heard_everything(notifier)
            assert replies == [Closed(by_user=by_user)]

    run(story())


def test_only_the_first_end_of_a_prompt_counts(bus: PrivateBus) -> None:
    """Swaync says everything twice; each prompt ends in exactly one outcome."""

    async def story() -> None:
        async with session(bus) as (notifier, server):
            replies = list[Reply]()
            await notifier.show(PROMPT, replies.append)
            for _ in range(2):
                await server.press(1, "done")
            await server.press(1, "skip")
            await heard_everything(notifier)
            assert replies == [Answer.DONE]

    run(story())


def test_strange_signals_are_left_alone(bus: PrivateBus) -> None:
    """Other programs' notifications, keys that are not ours, Plasma's tokens and wrong types end nothing."""

    async def story() -> None:
        async with session(bus) as (notifier, server):
            replies = list[Reply]()
            await notifier.show(PROMPT, replies.append)
            await server.signal("ActionInvoked", "us", [99, "done"])
            await server.signal("NotificationClosed", "uu", [99, DISMISSED])
            await server.signal("ActionInvoked", "us", [99, "default"])
            await server.signal("ActionInvoked", "us", [1, "inline-reply"])
            await server.signal("ActionInvoked", "ss", ["1", "done"])
            await server.signal("ActionInvoked", "", [])
            await server.signal("ActivationToken", "us", [1, "done"])
            await heard_everything(notifier)
            assert replies == []

            await server.press(1, "done")
            await until(lambda: replies)
            assert replies == [Answer.DONE]

    run(story())


def test_a_foreign_program_cannot_answer(bus: PrivateBus) -> None:
    """GNOME sends each signal from a second connection as well; and anybody on the bus could pretend."""

    async def story() -> None:
        async with session(bus) as (notifier, server):
            replies = list[Reply]()
            await notifier.show(PROMPT, replies.append)
            foreign = ScriptedServer(bus.address)
            await foreign.open()  # the name is taken: it stays a nobody
            await foreign.signal("ActionInvoked", "us", [1, "skip"])
            await foreign.signal("ActionInvoked", "us", [1, "skip"], to=notifier_name(notifier))
            await foreign.close()
            await heard_everything(notifier)
            assert replies == []

            await server.press(1, "done")
            await until(lambda: replies)
            assert replies == [Answer.DONE]

    run(story())


def test_an_end_in_the_same_breath_is_not_lost_and_comes_after_the_handle(bus: PrivateBus) -> None:
    """A server may close at once (mako in do-not-disturb): reply and signal then arrive together."""

    async def story() -> None:
        async with session(bus) as (notifier, server):
            told = list[Any]()
            server.mute = {"Notify"}

            async def show() -> None:
                told.append(await notifier.show(PROMPT, told.append))

            showing = asyncio.ensure_future(show())
            await until(lambda: server.unanswered)

            (asked,) = server.unanswered
            closed = server.message("NotificationClosed", "uu", [1, EXPIRED], sender=server.unique_name)
            notifier._bus._wire.data_received(
                raw(
                    MessageType.method_return, reply_serial=asked.serial, sender=server.unique_name,
                    signature="u", body=[1],
                )
                + raw(
                    MessageType.signal, path=closed.path, interface=closed.interface, member=closed.member,
                    signature=closed.signature, body=closed.body, sender=closed.sender,
                )
            )  # fmt: skip

            await showing
            await until(lambda: len(told) == 2)
            assert told == [f"{notifier._guid}/{server.unique_name}/1", Closed(by_user=False)]

    run(story())


def test_an_exception_in_what_we_call_is_not_swallowed(bus: PrivateBus) -> None:
    """A bug above must reach the loop's handler, and not end as a line in a library's log."""

    async def story() -> None:
        async with session(bus) as (notifier, server):

            def fails(reply: Reply) -> None:
                raise IndexError(reply)

            caught = list[dict[str, Any]]()
            asyncio.get_running_loop().set_exception_handler(lambda loop, context: caught.append(context))
            await notifier.show(PROMPT, fails)
            await server.press(1, "done")
            await until(lambda: caught)
            assert isinstance(caught[0]["exception"], IndexError)

    run(story())


# Replacing and withdrawing


def test_an_open_prompt_is_replaced_a_closed_one_is_not(bus: PrivateBus) -> None:
    """In place while it is open; a closed number may meanwhile be another program's."""

    async def story() -> None:
        async with session(bus) as (notifier, server):
            first = await notifier.show(PROMPT, lambda reply: None)
            assert await notifier.show(PROMPT, lambda reply: None) == first

            await server.take_down(1, DISMISSED)
            await heard_everything(notifier)
            assert await notifier.show(PROMPT, lambda reply: None) != first

    run(story())


def test_a_prompt_that_is_being_replaced_answers_for_nobody(bus: PrivateBus) -> None:
    """A click in that moment was meant for the old words; the core has left them already."""

    async def story() -> None:
        async with session(bus) as (notifier, server):
            replies = list[Reply]()
            await notifier.show(PROMPT, replies.append)
            server.mute = {"Notify"}
            replacing = asyncio.ensure_future(notifier.show(PROMPT, replies.append))
            await until(lambda: server.unanswered)
            await server.signal("ActionInvoked", "us", [1, "skip"])
            await server.speak()
            await replacing
            await heard_everything(notifier)
            assert replies == []

    run(story())


def test_a_handle_of_another_bus_closes_nothing_here(bus: PrivateBus) -> None:
    """Every bus begins its names with :1.0; after a new login the same name is another program."""

    async def story() -> None:
        async with session(bus) as (notifier, server):
            handle = await notifier.show(PROMPT, lambda reply: None)
            await notifier.withdraw("0" * 32 + handle[32:])
            await heard_everything(notifier)
            assert "CloseNotification" not in server.calls

    run(story())


def test_withdrawing_is_no_reply(bus: PrivateBus) -> None:
    """The server's "closed, as you said" is our own doing."""

    async def story() -> None:
        async with session(bus) as (notifier, server):
            replies = list[Reply]()
            handle = await notifier.show(PROMPT, replies.append)
            await notifier.withdraw(handle)
            await notifier.withdraw(handle)
            await until(lambda: not server.screen)
            await heard_everything(notifier)
            assert replies == []

    run(story())


def test_a_handle_of_a_server_that_is_gone_closes_nobody_elses_notification(bus: PrivateBus) -> None:
    """After a restart the numbers begin again: number 1 may be somebody's mail."""

    async def story() -> None:
        async with session(bus) as (notifier, server):
            handle = await notifier.show(PROMPT, lambda reply: None)
            await notifier.withdraw(handle)
            await server.close()
            await server.open()
            await notifier.tell(Text("Mail", "from somebody"))
            await notifier.withdraw(handle)
            await heard_everything(notifier)
            assert list(server.screen) == [1]

    run(story())


def test_withdrawing_starts_no_server(bus: PrivateBus) -> None:
    """The bus starts a server for a call, even for one that only wants to take something away."""
    started = bus.services.parent / "started"
    program = bus.services.parent / "start"
    program.write_text(f"#!/bin/sh\ntouch {started}\nexit 1\n")
    program.chmod(0o700)

    async def story() -> None:
        async with session(bus) as (notifier, server):
            handle = await notifier.show(PROMPT, lambda reply: None)
            await server.close()
            (bus.services / "n.service").write_text(f"[D-BUS Service]\nName={NAME}\nExec={program}\n")
            await bus_reload(notifier)

            await notifier.withdraw(handle)
            with pytest.raises(NotDelivered, match="notification server failed"):  # show does start it, and it fails
                await notifier.show(PROMPT, lambda reply: None)
            assert started.exists()
            started.unlink()
            await notifier.withdraw(handle)
            await notifier.close()
            assert not started.exists()
            await server.open()

    run(story())


# What goes wrong


@pytest.mark.parametrize("mute", ["GetCapabilities", "Notify"])
def test_a_server_that_hangs_is_given_up(bus: PrivateBus, mute: str) -> None:
    """The desk day must go on."""

    async def story() -> None:
        async with session(bus, limit=SHORT) as (notifier, server):
            notifier._server_gone()  # so that it asks for the abilities again
            server.mute = {mute}
            with pytest.raises(NotDelivered, match="notification server did not answer"):
                await notifier.show(PROMPT, lambda reply: None)
            with pytest.raises(NotDelivered, match="notification server did not answer"):
                await notifier.tell(PROMPT)

    run(story())


def test_what_is_shown_too_late_is_taken_down(bus: PrivateBus) -> None:
    """It was logged as not delivered: buttons that nobody listens to would be a lie."""

    async def story() -> None:
        async with session(bus, limit=SHORT) as (notifier, server):
            replies = list[Reply]()
            server.mute = {"Notify"}
            with pytest.raises(NotDelivered):
                await notifier.show(PROMPT, replies.append)

            await server.speak()
            await until(lambda: "CloseNotification" in server.calls)
            await heard_everything(notifier)
            assert [notice.title for notice in server.screen.values()] == ["Everything so far"]
            assert replies == []

    run(story())


def test_a_prompt_that_could_not_be_replaced_does_not_stay(bus: PrivateBus) -> None:
    """Its answers would go nowhere, since the core has given it up."""

    async def story() -> None:
        async with session(bus) as (notifier, server):
            await notifier.show(PROMPT, lambda reply: None)
            server.errors = {"Notify": "Exceeded maximum number of notifications"}
            with pytest.raises(NotDelivered, match="Exceeded maximum number"):
                await notifier.show(PROMPT, lambda reply: None)
            await until(lambda: not server.screen)

    run(story())


def test_a_server_that_dies_over_the_call_is_a_reason(bus: PrivateBus) -> None:
    """Some texts have crashed servers; the bus tells at once."""

    async def story() -> None:
        async with session(bus) as (notifier, server):
            server.mute = {"Notify"}
            showing = asyncio.ensure_future(notifier.show(PROMPT, lambda reply: None))
            await until(lambda: "Notify" in server.calls)
            await server.close()
            with pytest.raises(NotDelivered, match="notification server failed"):
                await showing
            await server.open()

    run(story())


def test_the_end_of_the_session_is_no_traceback(bus: PrivateBus, caplog: pytest.LogCaptureFixture) -> None:
    """The bus goes at every logout, with calls under way or without."""

    async def story() -> None:
        server = await ScriptedServer(bus.address).open()
        notifier = await open_on(bus)
        replies = list[Reply]()
        handle = await notifier.show(PROMPT, replies.append)
        server.mute = {"Notify"}
        telling = asyncio.ensure_future(notifier.tell(PROMPT))
        await until(lambda: server.calls.count("Notify") == 2)

        bus.end()

        with pytest.raises(NotDelivered, match="session bus is gone"):
            await telling
        await until(lambda: replies)
        assert replies == [Lost("the session bus is gone")]
        with pytest.raises(NotDelivered, match="session bus is gone"):
            await notifier.show(PROMPT, replies.append)
        await notifier.withdraw(handle)
        await notifier.close()

    with caplog.at_level(logging.WARNING):
        run(story())
    assert caplog.text.count("\n") == 1, caplog.text
    assert "session bus is gone" in caplog.text


def test_a_write_to_a_bus_that_has_just_gone_is_not_delivered(bus: PrivateBus) -> None:
    """The write fails before the loop has heard of the end, and dbus-fast stumbles over its own closed socket."""

    async def story() -> None:
        async with session(bus) as (notifier, _):
            bus.end()
            with pytest.raises(NotDelivered, match="session bus is gone"):
                await notifier.show(PROMPT, lambda reply: None)

    run(story())


# Opening


def test_without_a_server_the_reason_says_what_to_install(bus: PrivateBus) -> None:
    """It is what `doctor` prints."""

    async def story() -> None:
        with pytest.raises(Unavailable, match="install one, for example dunst or xfce4-notifyd"):
            await open_on(bus)

    run(story())


def test_a_server_that_the_bus_can_start_is_started(bus: PrivateBus) -> None:
    """On most desktops nothing runs until the first notification."""
    here = Path(__file__).parents[2]
    program = bus.services.parent / "start"
    program.write_text(
        f"#!{sys.executable}\nimport asyncio, os, sys\nsys.path.insert(0, {str(here)!r})\n"
        "from tests.notify.server import ScriptedServer\n"
        "async def main():\n"
        "    server = await ScriptedServer(os.environ['DBUS_SESSION_BUS_ADDRESS']).open()\n"
        "    await server.ended()\n"
        "asyncio.run(main())\n"
    )
    program.chmod(0o700)
    (bus.services / "n.service").write_text(f"[D-BUS Service]\nName={NAME}\nExec={program}\n")

    async def story() -> None:
        notifier = await open_on(bus)
        assert await notifier.show(PROMPT, lambda reply: None)
        await notifier.close()

    run(story())


def test_a_server_that_hangs_at_the_start_is_unavailable(bus: PrivateBus) -> None:
    """The next way may still work."""

    async def story() -> None:
        server = await ScriptedServer(bus.address, mute={"GetCapabilities"}).open()
        with pytest.raises(Unavailable, match="notification server did not answer"):
            await open_on(bus, limit=SHORT)
        await server.close()

    run(story())


def test_without_a_bus_the_reason_says_where_to_start(tmp_path: Path) -> None:
    """Started from cron or over ssh there is no session."""

    async def story() -> None:
        with pytest.raises(Unavailable, match="there is no session bus") as refused:
            await open_freedesktop(snooze=timedelta(minutes=10), icon=None, environ={"XDG_RUNTIME_DIR": str(tmp_path)})
        assert refused.value.fix == "start reminder inside your desktop session"

    run(story())


@pytest.mark.parametrize("address", ["unix:path=/nonexistent/bus", "nonsense", "autolaunch:", "unix:path=/dev/null"])
def test_a_bus_that_does_not_answer_is_unavailable(address: str) -> None:
    """An old address in the environment is common after a new login (tmux, screen)."""

    async def story() -> None:
        with pytest.raises(Unavailable, match="the session bus cannot be reached"):
            await open_freedesktop(
                snooze=timedelta(minutes=10), icon=None, environ={"DBUS_SESSION_BUS_ADDRESS": address}
            )

    run(story())


def test_a_dead_address_does_not_hide_the_living_bus(bus: PrivateBus) -> None:
    """Tmux keeps the address of a session that is long over; XDG_RUNTIME_DIR/bus is the one of now."""

    async def story() -> None:
        server = await ScriptedServer(bus.address).open()
        environ = {"DBUS_SESSION_BUS_ADDRESS": "unix:path=/nonexistent", "XDG_RUNTIME_DIR": str(bus.socket.parent)}
        notifier = await open_freedesktop(snooze=timedelta(minutes=10), icon=None, environ=environ)
        assert await notifier.show(PROMPT, lambda reply: None)
        await notifier.close()
        await server.close()

    run(story())


def test_a_runtime_folder_with_odd_characters_is_escaped_as_the_bus_wants_it(tmp_path: Path) -> None:
    """An unescaped comma would end the address."""
    folder = tmp_path / "a, b~é"
    folder.mkdir()
    (folder / "bus").touch()
    (address,) = addresses({"XDG_RUNTIME_DIR": str(folder)})
    assert address.endswith("/a%2C%20b%7E%C3%A9/bus")


def raw(kind: MessageType, **fields: Any) -> bytes:
    """A message as it comes over the wire."""
    return bytes(wire._to_jeepney(wire.Message(kind, **fields)).serialise(1001))


def notifier_name(notifier: FreedesktopNotifier) -> str:
    return str(notifier._bus.unique_name)


async def bus_reload(notifier: FreedesktopNotifier) -> None:
    await notifier._bus.ask_bus("ReloadConfig")
