"""Notifications with buttons through org.freedesktop.Notifications, the server every Linux and BSD desktop has.

Which server does what was found by running eight of them (GNOME 43, Plasma 5.27, xfce4-notifyd 0.7, MATE 1.26, LXQt
1.2, dunst 1.9, mako 1.7, swaync 0.7); where a line below looks odd, the server that needs it is named beside it.
"""

import asyncio
import logging
import os
from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path

from jeepney.low_level import MessageFlag

from reminder.backends import Unavailable
from reminder.bus import BUS, CallFailed, Connection, connect, owner_rule
from reminder.core.events import Answer
from reminder.notify import Click, Closed, Lost, Moved, NotDelivered, OnReply, Opened, Reply, Text
from reminder.notify.freedesktop_message import NAME, OPEN, Note, Prompt, Server, Shown, note, prompt, to_server
from reminder.notify.labels import labels
from reminder.notify.leaving import leave_late
from reminder.notify.server_trouble import WHO, trouble_on, why_not
from reminder.wire import Message

log = logging.getLogger(__name__)

LIMIT = timedelta(seconds=5)
"""A server that takes longer hangs: the slowest seen answers in 0.1 s."""

START_LIMIT = timedelta(seconds=20)
"""What the bus may take to start a server, at login from a cold disk."""

RESTART_LIMIT = timedelta(seconds=10)
"""How long a server that died may take to come back before the prompt it had open counts as gone from the screen."""

DISMISSED = 2
"""The only reason in NotificationClosed that means a click. MATE reports a click as 1, expiry, too: there a dismissal
looks like the server's own time-out, and the prompt goes on in the tray either way (P5)."""


async def open_freedesktop(
    *,
    snooze: timedelta,
    icon: Path | None,
    environ: Mapping[str, str] = os.environ,
    limit: timedelta = LIMIT,
    restart_limit: timedelta = RESTART_LIMIT,
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
        notifier = FreedesktopNotifier(bus, guid, snooze=snooze, icon=icon, restart_limit=restart_limit)
        await notifier.meet_server()
    except CallFailed as failure:
        await bus.close()
        raise Unavailable(why_not(failure)) from failure
    return notifier


class FreedesktopNotifier:
    """One prompt at a time on the user's notification server.

    Handles are "bus guid/server's unique name/number". A bus never gives a unique name twice, so a handle kept over a
    restart of ours, of the server or of the session can not close somebody else's notification.
    """

    answers = True
    confirms = True

    def __init__(
        self, bus: Connection, guid: str, *, snooze: timedelta, icon: Path | None, restart_limit: timedelta
    ) -> None:
        self._bus = bus
        self._guid = guid
        self._restart_limit = restart_limit
        self._icon = str(icon) if icon else ""
        self._actions = [part for answer, label in labels(snooze).items() for part in (answer.value, label)]
        self._server: Server | None = None
        self._shown: Prompt | None = None
        self._lost: Prompt | None = None
        self._note: Note | None = None
        self._asked: object | None = None  # the one request whose prompt is still wanted
        self._restoring: asyncio.Task[None] | None = None
        self._came = asyncio.Event()
        bus.listen(self._heard, self._bus_gone, to_us_alone=True)  # as some servers answer; `_ended` knows theirs

    async def meet_server(self) -> Server:
        """Who the running server is; the bus starts one if there is none. Asked once per server.

        Raises:
            CallFailed: there is none, or it hangs.
        """
        if self._server is None:
            running = await self._bus.has_owner(NAME)
            # a call to a name that nobody owns makes the bus start its owner, where it knows how
            limit = None if running else START_LIMIT
            told = await self._bus.call(to_server("GetCapabilities"), who=WHO, limit=limit, returns="as")
            self._server = Server(await self._name(), frozenset(told.body[0]))
        return self._server

    async def _name(self) -> str:
        try:
            told = await self._bus.call(to_server("GetServerInformation"), who=WHO, returns="ssss")
        except CallFailed as failure:
            log.debug("The notification server does not tell its name: %s", failure)
            return ""
        return str(told.body[0])

    async def show(self, text: Text, on_reply: OnReply) -> str:
        """Show a prompt, in the place of the one that is open; that one's `on_reply` is not called any more."""
        self._stop_restoring()
        try:
            return await self._put_up(text, on_reply)
        except CallFailed as failure:
            raise NotDelivered(why_not(failure)) from failure

    async def _put_up(self, text: Text, on_reply: OnReply) -> str:
        before, self._shown = self._shown, None
        asked = self._asked = object()

        def stands(reply: Message) -> None:
            shown = Prompt(reply.body[0], reply.sender or NAME, text, on_reply)
            if self._asked is asked:
                self._shown = shown
            else:  # too late, it was logged as not delivered: no buttons may stand there that nobody listens to
                self._take_down(shown)

        try:
            server = await self.meet_server()
            message = prompt(text, server, self._actions, icon=self._icon, replaces=before.number if before else 0)
            reply = await self._bus.call(message, who=WHO, returns="u", on_return=stands)
        except CallFailed:
            if before:
                self._take_down(before)
            self._give_up()
            raise
        return f"{self._guid}/{reply.sender}/{reply.body[0]}"

    async def withdraw(self, handle: str) -> None:
        """Take a prompt off the screen; one of another bus or of a server that is gone is gone already."""
        guid, _, rest = handle.partition("/")
        server, _, number = rest.partition("/")
        if guid != self._guid or not number.isdecimal():
            return
        self._stop_restoring()
        if self._shown and (self._shown.server, self._shown.number) == (server, int(number)):
            self._shown = None
        self._take_down(Shown(int(number), server))

    async def tell(self, text: Text, click: Click | None = None) -> None:
        """Show a message for as long as the server shows messages, in the place of the one before."""
        before, self._note = self._note, None
        try:
            server = await self.meet_server()
            message = note(text, server, click, icon=self._icon, replaces=before.number if before else 0)
            reply = await self._bus.call(message, who=WHO, returns="u")
        except CallFailed as failure:
            raise NotDelivered(why_not(failure)) from failure
        self._note = Note(reply.body[0], reply.sender or NAME, click)

    async def trouble(self) -> str:
        """Why the server of this session, or the bus, would show nothing now."""
        return await trouble_on(self._bus)

    async def close(self) -> None:
        """Leave the bus; where a prompt was asked for and nothing has come back, once that is here and taken down."""
        self._stop_restoring()
        self._shown = None  # what stands is not heard any more, nor shown again
        if self._bus.unanswered:
            await leave_late(self._bus)
        else:
            await self._bus.close()

    def _take_down(self, shown: Shown) -> None:
        # to the server that drew it and no other; the reply is of no use (an error if it is gone already)
        message = to_server("CloseNotification", "u", [shown.number])
        message.destination = shown.server
        message.flags = MessageFlag.no_reply_expected | MessageFlag.no_auto_start
        self._bus.post(message)

    def _heard(self, message: Message) -> None:
        match message.member, message.signature, message.body:
            case "NameOwnerChanged", "sss", [name, _, owner] if name == NAME and message.sender == BUS:
                self._server_gone()
                if owner:
                    self._came.set()
            case "ActionInvoked", "us", [number, key] if key == OPEN:
                self._opened(number, message.sender)
            case "ActionInvoked", "us", [number, key] if key in set(Answer):
                self._answered(number, message.sender, Answer(key))
            case "NotificationClosed", "uu", [number, reason]:
                self._ended(number, message.sender, Closed(by_user=reason == DISMISSED))
                if self._note and (self._note.number, self._note.server) == (number, message.sender):
                    self._note = None
            case _:
                pass  # ActivationToken, other programs' actions

    def _opened(self, number: int, server: str | None) -> None:
        if self._shown and (self._shown.number, self._shown.server) == (number, server):
            self._tell(self._shown, Opened())
        note = self._note
        if note and note.click and (note.number, note.server) == (number, server):
            self._note = None
            asyncio.get_running_loop().call_soon(note.click.act)
            self._take_down(note)  # like an answered one: some servers leave it standing

    def _answered(self, number: int, server: str | None, answer: Answer) -> None:
        shown = self._ended(number, server, answer)
        if shown is not None:
            self._take_down(shown)  # dunst, mako and LXQt leave an answered notification standing

    def _ended(self, number: int, server: str | None, reply: Reply) -> Prompt | None:
        """Take the first end of the open prompt and no other.

        swaync closes twice, Plasma closes what was answered, GNOME sends every signal from a second connection too.
        """
        shown = self._shown
        if shown is None or (shown.number, shown.server) != (number, server):
            return None
        self._shown = None
        self._tell(shown, reply)
        return shown

    def _tell(self, prompt: Prompt, reply: Reply) -> None:
        asyncio.get_running_loop().call_soon(prompt.on_reply, reply)  # after `show` has returned its handle

    def _server_gone(self) -> None:
        """Forget a server that left or was replaced; a killed one says nothing about what it had open."""
        self._server = self._note = None
        self._came.clear()
        log.info("The notification server has left the session bus, or another has come")
        if self._shown is not None:
            self._lost, self._shown = self._shown, None
            self._restoring = asyncio.get_running_loop().create_task(self._restore(self._lost))

    async def _restore(self, prompt: Prompt) -> None:
        """Have the next server show the prompt: one that the bus starts, or one that comes by itself in time."""
        try:
            async with asyncio.timeout(self._restart_limit.total_seconds()):
                handle = await self._put_up_again(prompt)
        except TimeoutError:
            self._give_up()
            self._tell(prompt, Lost(f"no notification server has come in {self._restart_limit.total_seconds():g} s"))
        else:
            prompt.on_reply(Moved(handle))
        self._lost = None

    async def _put_up_again(self, prompt: Prompt) -> str:
        while True:
            try:
                return await self._put_up(prompt.text, prompt.on_reply)
            except CallFailed as failure:
                log.info("The prompt is not shown again yet: %s", failure)
            await self._came.wait()
            self._came.clear()

    def _stop_restoring(self) -> None:
        self._lost = None
        if self._restoring is not None and not self._restoring.done():
            self._restoring.cancel()
            self._give_up()
        self._restoring = None

    def _give_up(self) -> None:
        """Nobody waits for what was asked for last: down with it, be it to come or come in this very turn."""
        shown, self._shown, self._asked = self._shown, None, None
        if shown is not None:
            self._take_down(shown)

    def _bus_gone(self) -> None:
        prompt = self._shown or self._lost
        self._stop_restoring()
        self._shown = self._server = None
        log.warning("The session bus is gone, and with it the way to notify")
        if prompt is not None:
            self._tell(prompt, Lost("the session bus is gone"))
