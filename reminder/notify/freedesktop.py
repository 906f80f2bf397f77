"""Notifications with buttons through org.freedesktop.Notifications, the server every Linux and BSD desktop has.

Which server does what was found by running eight of them (GNOME 43, Plasma 5.27, xfce4-notifyd 0.7, MATE 1.26, LXQt
1.2, dunst 1.9, mako 1.7, swaync 0.7); where a line below looks odd, the server that needs it is named beside it.
"""

import asyncio
import html
import os
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from jeepney.low_level import MessageFlag

from reminder.backends import Unavailable
from reminder.bus import BUS, CallFailed, Connection, connect, owner_rule
from reminder.core.events import Answer
from reminder.notify import Closed, NotDelivered, OnReply, Reply, Text
from reminder.notify.labels import labels
from reminder.wire import Message, Variant

NAME = "org.freedesktop.Notifications"
PATH = "/org/freedesktop/Notifications"
WHO = "the notification server"

LIMIT = timedelta(seconds=5)
"""A server that takes longer hangs: the slowest seen answers in 0.1 s."""

START_LIMIT = timedelta(seconds=20)
"""What the bus may take to start a server, at login from a cold disk."""

SERVER_DECIDES = -1
NEVER = 0
"""Values of expire_timeout. Prompts stay: our own timer ends them, since no server's expiry signal can be relied upon
(GNOME, swaync send none)."""

DISMISSED = 2
"""The only reason in NotificationClosed that means a click. MATE reports a click as 1, expiry, too: there a dismissal
looks like the server's own time-out, and the prompt goes on in the tray either way (P5)."""


@dataclass(frozen=True, slots=True)
class Shown:
    """The prompt on the screen: its number, the unique bus name of the server that drew it, and who waits for it."""

    number: int
    server: str
    on_reply: OnReply


async def open_freedesktop(
    *,
    snooze: timedelta,
    icon: Path | None,
    environ: Mapping[str, str] = os.environ,
    limit: timedelta = LIMIT,
) -> "FreedesktopNotifier":
    """Connect to the session bus and find, or let it start, a notification server.

    Raises:
        Unavailable: no bus, no server, or one that hangs.
    """
    bus = await connect(environ, limit)
    try:
        await bus.subscribe(f"type='signal',sender='{NAME}',interface='{NAME}'")
        await bus.subscribe(owner_rule(NAME))
        guid = str((await bus.ask_bus("GetId")).body[0])
        notifier = FreedesktopNotifier(bus, guid, snooze=snooze, icon=icon)
        await notifier.meet_server()
    except CallFailed as failure:
        await bus.close()
        raise Unavailable(_why_not(failure)) from failure
    return notifier


class FreedesktopNotifier:
    """One prompt at a time on the user's notification server.

    Handles are "bus guid/server's unique name/number". A bus never gives a unique name twice, so a handle kept over a
    restart of ours, of the server or of the session can not close somebody else's notification.
    """

    answers = True

    def __init__(self, bus: Connection, guid: str, *, snooze: timedelta, icon: Path | None) -> None:
        self._bus = bus
        self._guid = guid
        self._icon = str(icon) if icon else ""
        self._actions = [part for answer, label in labels(snooze).items() for part in (answer.value, label)]
        self._capabilities: frozenset[str] | None = None
        self._shown: Shown | None = None
        bus.listen(self._heard, self._server_gone)

    async def meet_server(self) -> frozenset[str]:
        """What the running server can do; the bus starts one if there is none. Asked once per server.

        Raises:
            CallFailed: there is none, or it hangs.
        """
        if self._capabilities is None:
            running = (await self._bus.ask_bus("NameHasOwner", "s", [NAME])).body[0]
            # a call to a name that nobody owns makes the bus start its owner, where it knows how
            limit = None if running else START_LIMIT
            told = await self._bus.call(_to_server("GetCapabilities"), who=WHO, limit=limit)
            self._capabilities = frozenset(told.body[0])
        return self._capabilities

    async def show(self, text: Text, on_reply: OnReply) -> str:
        """Show a prompt, in the place of the one that is open; that one's `on_reply` is not called any more."""
        before, self._shown = self._shown, None
        waiting = True

        def put_up(reply: Message) -> None:
            number, server = reply.body[0], reply.sender or NAME
            if waiting:
                self._shown = Shown(number, server, on_reply)
            else:  # too late, it was logged as not delivered: no buttons may stand there that nobody listens to
                self._take_down(server, number)

        try:
            message = await self._compose(text, category="prompt", actions=self._actions, expires=NEVER, before=before)
            reply = await self._bus.call(message, who=WHO, on_return=put_up)
        except CallFailed as failure:
            if before:
                self._take_down(before.server, before.number)
            raise NotDelivered(_why_not(failure)) from failure
        finally:
            waiting = False
        return f"{self._guid}/{reply.sender}/{reply.body[0]}"

    async def withdraw(self, handle: str) -> None:
        """Take a prompt off the screen; one of another bus or of a server that is gone is gone already."""
        guid, _, rest = handle.partition("/")
        server, _, number = rest.partition("/")
        if guid != self._guid or not number.isdecimal():
            return
        if self._shown and (self._shown.server, self._shown.number) == (server, int(number)):
            self._shown = None
        self._take_down(server, int(number))

    async def tell(self, text: Text) -> None:
        """Show a message for as long as the server shows messages."""
        try:
            message = await self._compose(text, category="note", actions=[], expires=SERVER_DECIDES, before=None)
            await self._bus.call(message, who=WHO)
        except CallFailed as failure:
            raise NotDelivered(_why_not(failure)) from failure

    async def close(self) -> None:
        """Leave the bus."""
        await self._bus.close()

    async def _compose(
        self, text: Text, *, category: str, actions: list[str], expires: int, before: Shown | None
    ) -> Message:
        capabilities = await self.meet_server()
        # Unescaped, dunst swallows "< 6 & 7 >"; escaped, a server without markup shows "&lt;". A title is never markup.
        body = html.escape(text.body, quote=False) if "body-markup" in capabilities else text.body
        # "default" is left out: Xfce draws it as a fourth button, and a click has nothing useful to do yet
        hints = {
            "desktop-entry": Variant("s", "reminder"),
            "category": Variant("s", f"x-reminder.{category}"),
            "urgency": Variant("y", 1),
        }
        replaces = before.number if before else 0
        return _to_server(
            "Notify",
            "susssasa{sv}i",
            ["Reminder", replaces, self._icon, _clean(text.title), _clean(body), actions, hints, expires],
        )

    def _take_down(self, server: str, number: int) -> None:
        # to the server that drew it and no other; the reply is of no use (an error if it is gone already)
        message = _to_server("CloseNotification", "u", [number])
        message.destination = server
        message.flags = MessageFlag.no_reply_expected | MessageFlag.no_auto_start
        self._bus.post(message)

    def _heard(self, message: Message) -> None:
        match message.member, message.signature, message.body:
            case "NameOwnerChanged", "sss", [name, *_] if name == NAME and message.sender == BUS:
                self._server_gone()
            case "ActionInvoked", "us", [number, key] if key in set(Answer):
                self._answered(number, message.sender, Answer(key))
            case "NotificationClosed", "uu", [number, reason]:
                self._ended(number, message.sender, Closed(by_user=reason == DISMISSED))
            case _:
                pass  # ActivationToken, other programs' actions

    def _answered(self, number: int, server: str | None, answer: Answer) -> None:
        if server and self._ended(number, server, answer):
            self._take_down(server, number)  # dunst, mako and LXQt leave an answered notification standing

    def _ended(self, number: int, server: str | None, reply: Reply) -> bool:
        """Take the first end of the open prompt and no other.

        swaync closes twice, Plasma closes what was answered, GNOME sends every signal from a second connection too.
        """
        shown = self._shown
        if shown is None or (shown.number, shown.server) != (number, server):
            return False
        self._shown = None
        # call_soon: after `show` has returned its handle
        asyncio.get_running_loop().call_soon(shown.on_reply, reply)
        return True

    def _server_gone(self) -> None:
        """Forget a server that left or was replaced; a killed one says nothing about what it had open."""
        self._capabilities = None
        if self._shown:
            self._ended(self._shown.number, self._shown.server, Closed(by_user=False))


def _to_server(member: str, signature: str = "", body: list[object] | None = None) -> Message:
    return Message(destination=NAME, path=PATH, interface=NAME, member=member, signature=signature, body=body or [])


def _clean(text: str) -> str:
    """D-Bus has no zero byte: a bus drops the connection of who sends one, and TOML can hold it."""
    return text.replace("\0", "")


def _why_not(failure: CallFailed) -> str:
    if failure.error == "org.freedesktop.DBus.Error.ServiceUnknown":
        return (
            "no notification server is running or can be started; "
            "install one, for example dunst or xfce4-notifyd (mako on Wayland)"
        )
    return str(failure)
