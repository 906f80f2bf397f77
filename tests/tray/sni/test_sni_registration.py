"""Where the icon is: with a watcher that is there, late, dead, back, deaf or without a panel."""

import asyncio
from datetime import timedelta
from typing import Any

import pytest
from jeepney.low_level import MessageType

from reminder.bus import BUS, connect
from reminder.tray.sni.icon import Place
from reminder.wire import Message
from tests.private_bus import PrivateBus, until
from tests.tray.sni_panel import WATCHER, Watcher, run, scene

pytestmark = pytest.mark.desktop

SHOWN, NO_HOST, NO_WATCHER = Place.SHOWN, Place.NO_HOST, Place.NO_WATCHER
SOON = 0.2
"""Seconds in which a watcher must answer that never does."""


def test_the_icon_is_registered_by_its_unique_name_and_shown_at_once(bus: PrivateBus) -> None:
    """A name of its own would be one that a sandbox does not let it have; all watchers take the unique one."""

    async def story() -> None:
        async with Watcher(bus.address) as watcher, scene(bus) as shown:
            assert watcher.taken == [shown.panel.owner]
            assert shown.icon.place is SHOWN
            await until(lambda: shown.places)
            assert shown.places == [SHOWN]

    run(story())


def test_without_a_watcher_the_icon_waits_and_is_registered_when_one_comes(bus: PrivateBus) -> None:
    """At login programs come before panels, and GNOME's extension may be enabled at noon."""

    async def story() -> None:
        async with scene(bus) as shown:
            assert shown.icon.place is NO_WATCHER
            assert WATCHER in shown.icon.problem
            async with Watcher(bus.address) as watcher:
                await until(lambda: shown.places == [SHOWN])
                assert watcher.taken == [shown.panel.owner]
                assert shown.icon.problem == ""

    run(story())


def test_a_watcher_that_dies_and_returns_is_given_the_icon_again(bus: PrivateBus) -> None:
    """Panels crash; nobody restarts us for that."""

    async def story() -> None:
        async with scene(bus) as shown:
            async with Watcher(bus.address):
                await until(lambda: shown.places == [SHOWN])
            await until(lambda: shown.places == [SHOWN, NO_WATCHER])
            async with Watcher(bus.address) as watcher:
                await until(lambda: shown.places == [SHOWN, NO_WATCHER, SHOWN])
                assert watcher.taken == [shown.panel.owner]

    run(story())


def test_a_watcher_that_replaces_another_is_given_the_icon(bus: PrivateBus) -> None:
    """The name changes hands without ever being free."""

    async def story() -> None:
        async with Watcher(bus.address) as first, scene(bus) as shown:
            await first._bus.release_name(WATCHER)
            await first._bus.request_name(WATCHER, 1)  # may be replaced
            await until(lambda: first.taken == [shown.panel.owner] * 2)
            async with Watcher(bus.address) as second:
                await until(lambda: second.taken)
                assert shown.icon.place is SHOWN

    run(story())


def test_a_desktop_that_takes_icons_and_has_no_panel_is_told_apart(bus: PrivateBus) -> None:
    """Plasma's kded lives on when its panel is gone: registered, and yet nobody sees it."""

    async def story() -> None:
        async with Watcher(bus.address, has_host=False) as watcher, scene(bus) as shown:
            assert shown.icon.place is NO_HOST
            await watcher.have_host(one=True)
            await until(lambda: shown.icon.place is SHOWN)
            await watcher.have_host(one=False)
            await until(lambda: shown.places == [NO_HOST, SHOWN, NO_HOST])
            assert watcher.taken == [shown.panel.owner]

    run(story())


def test_a_panel_announced_in_one_breath_with_the_watcher_does_not_keep_the_icon_from_registering(
    bus: PrivateBus,
) -> None:
    """Most watchers are panels, and both signals may be read from the socket before anything else can run."""

    async def story() -> None:
        async with scene(bus) as shown, Watcher(bus.address) as watcher:
            await until(lambda: shown.icon.place is SHOWN)
            watcher.taken.clear()
            for member, body, sender in (
                ("NameOwnerChanged", [WATCHER, "", ":1.99"], BUS),
                ("StatusNotifierHostRegistered", [], ":1.99"),
            ):
                signal = Message(MessageType.signal, member=member, body=body, sender=sender)
                shown.icon._registration.heard(signal)
            await until(lambda: watcher.taken)
            assert watcher.taken == [shown.panel.owner]

    run(story())


def test_a_panel_that_comes_while_the_watcher_still_thinks_is_found_when_it_has_the_icon(bus: PrivateBus) -> None:
    """And the icon is not registered twice: GNOME's extension would take it down and put it up again."""

    async def story() -> None:
        slow = Watcher(bus.address, mute={"RegisterStatusNotifierItem"})
        async with scene(bus) as shown, slow as watcher:
            await until(lambda: watcher.unanswered)
            await watcher.say("StatusNotifierHostRegistered")
            await watcher.say("StatusNotifierItemRegistered", "s", shown.panel.owner)
            await shown.panel.signals()
            await watcher.speak()
            await until(lambda: shown.icon.place is SHOWN)
            assert watcher.taken == [shown.panel.owner]

    run(story())


def test_a_watcher_that_does_not_answer_holds_nothing_up_and_is_believed_late(bus: PrivateBus) -> None:
    """A desktop that starts has much to do. The answer says that it has the icon, whenever it comes."""

    async def story() -> None:
        silent = Watcher(bus.address, mute={"RegisterStatusNotifierItem"})
        async with silent as watcher, scene(bus, limit=SOON) as shown:
            assert shown.icon.place is NO_WATCHER
            assert "did not answer" in shown.icon.problem
            await watcher.speak()
            await until(lambda: shown.icon.place is SHOWN)

    run(story())


@pytest.mark.parametrize("mute", [True, False])
def test_who_takes_the_icon_and_does_not_say_for_whom_shows_it(bus: PrivateBus, *, mute: bool) -> None:
    """Small watchers lack the property, or ask a panel that hangs; the icon has been taken all the same."""

    async def story() -> None:
        watcher = Watcher(bus.address, mute={"Get"} if mute else set())
        if not mute:
            watcher._received = without_properties(watcher._received)  # type: ignore[method-assign]
        async with watcher, scene(bus, limit=SOON) as shown:
            assert shown.icon.place is SHOWN

    run(story())


def without_properties(received: Any) -> Any:
    return lambda message: None if message.member == "Get" else received(message)


def test_a_watcher_that_refuses_is_quoted_and_asked_again_when_it_has_a_panel(bus: PrivateBus) -> None:
    """Its own words are the only hint the user can get."""

    async def story() -> None:
        async with Watcher(bus.address, refusal="org.example.Full") as watcher, scene(bus) as shown:
            assert shown.icon.place is NO_WATCHER
            assert "not here" in shown.icon.problem
            watcher.refusal = ""
            await watcher.have_host(one=True)
            await until(lambda: shown.icon.place is SHOWN)

    run(story())


def test_a_watcher_that_dies_before_it_says_whether_there_is_a_panel_shows_nothing(bus: PrivateBus) -> None:
    """The bus answers in its place, with an error, after it has told of its death: what came last is not the truth."""

    async def story() -> None:
        async with scene(bus) as shown:
            async with Watcher(bus.address, mute={"Get"}) as watcher:
                await until(lambda: watcher.unanswered)
                looking = shown.icon._registration._settling
            await until(lambda: looking and looking.done())
            assert shown.icon.place is NO_WATCHER
            assert shown.places == []

    run(story())


def test_the_session_bus_may_die_under_the_icon(bus: PrivateBus) -> None:
    """At the end of a session it goes first. Whatever is set then is told to nobody."""

    async def story() -> None:
        async with Watcher(bus.address), scene(bus, title="before") as shown:
            await until(lambda: shown.places == [SHOWN])
            bus.end()
            await until(lambda: shown.places == [SHOWN, NO_WATCHER])
            assert shown.icon.problem == "the session bus is gone"
            shown.icon.title = "after"
            shown.icon.visible = False
            shown.icon.update_menu()

    run(story())


def test_a_session_bus_that_dies_while_a_panel_is_looked_for_shows_nothing(bus: PrivateBus) -> None:
    """That call ends with an error, too, and must not be taken for a watcher that keeps its panels to itself."""

    async def story() -> None:
        async with scene(bus) as shown, Watcher(bus.address, mute={"Get"}) as watcher:
            await until(lambda: watcher.unanswered)
            looking = shown.icon._registration._settling
            bus.end()
            await until(lambda: looking and looking.done())
            assert shown.icon.problem == "the session bus is gone"
            assert shown.icon.place is NO_WATCHER

    run(story())


def test_an_icon_let_go_of_is_shown_nowhere_and_can_be_attached_again(bus: PrivateBus) -> None:
    """Nobody is told of what he did himself."""

    async def story() -> None:
        async with Watcher(bus.address) as watcher, scene(bus) as shown:
            await until(lambda: shown.places == [SHOWN])
            await shown.icon.detach()
            await shown.icon.detach()
            assert shown.icon.place is NO_WATCHER
            assert shown.places == [SHOWN]
            await shown.icon.attach(await connect(bus.environ, timedelta(seconds=5)))
            assert shown.icon.place is SHOWN
            assert len(set(watcher.taken)) == 2

    run(story())


def test_a_callback_that_raises_is_a_matter_of_the_loop_and_costs_no_panel(bus: PrivateBus) -> None:
    """The next panel is noticed as ever."""

    async def story() -> None:
        bugs: list[Any] = []
        asyncio.get_running_loop().set_exception_handler(lambda loop, context: bugs.append(context["exception"]))

        def fail(place: Place) -> None:
            raise LookupError(place)

        async with scene(bus) as shown:
            shown.icon._registration._on_place = fail
            async with Watcher(bus.address):
                await until(lambda: bugs)
                assert shown.icon.place is SHOWN
            await until(lambda: len(bugs) == 2)
        assert [type(bug) for bug in bugs] == [LookupError] * 2

    run(story())
