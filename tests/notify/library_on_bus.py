"""The real desktop-notifier with its Linux back end, on a bus and a notification server of the test's."""

from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta

from dbus_fast import Message, MessageType

from reminder.core.events import Answer
from reminder.notify import Notifier, Text
from reminder.notify.toasts import ToastNotifier, open_toasts
from tests.notify.server import DISMISSED, NAME, ScriptedServer

TOLD = f"""<!DOCTYPE node PUBLIC "-//freedesktop//DTD D-BUS Object Introspection 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/introspect.dtd">
<node><interface name="{NAME}">
  <method name="Notify">
    <arg type="s" direction="in"/><arg type="u" direction="in"/><arg type="s" direction="in"/>
    <arg type="s" direction="in"/><arg type="s" direction="in"/><arg type="as" direction="in"/>
    <arg type="a{{sv}}" direction="in"/><arg type="i" direction="in"/><arg type="u" direction="out"/>
  </method>
  <method name="CloseNotification"><arg type="u" direction="in"/></method>
  <method name="GetCapabilities"><arg type="as" direction="out"/></method>
  <method name="GetServerInformation">
    <arg type="s" direction="out"/><arg type="s" direction="out"/><arg type="s" direction="out"/>
    <arg type="s" direction="out"/>
  </method>
  <signal name="NotificationClosed"><arg type="u"/><arg type="u"/></signal>
  <signal name="ActionInvoked"><arg type="u"/><arg type="s"/></signal>
</interface></node>"""


@dataclass
class ToldServer(ScriptedServer):
    """A server that says what it can be asked, as the library wants to know first."""

    def _received(self, message: Message) -> Message | bool | None:
        if message.message_type is MessageType.METHOD_CALL and message.member == "Introspect":
            return Message.new_method_return(message, "s", [TOLD])
        return super()._received(message)


@dataclass
class LibraryStage:
    """What the contract of all notifiers needs. The library sends the body as it is, so nothing is unescaped here."""

    notifier: ToastNotifier
    server: ToldServer

    def visible(self) -> list[Text]:
        shown = sorted(self.server.screen.values(), key=lambda notice: len(notice.actions) <= 2)
        return [Text(notice.title, notice.body) for notice in shown]

    async def press(self, answer: Answer) -> None:
        for number, notice in list(self.server.screen.items()):
            if answer in notice.buttons:
                await self.server.press(number, answer)

    async def click(self) -> None:
        """The user clicks beside the buttons."""
        for number in list(self.server.screen):
            await self.server.press(number, "default")

    async def dismiss(self) -> None:
        for number in list(self.server.screen):
            await self.server.take_down(number, DISMISSED)

    async def expire(self) -> None:
        raise NotImplementedError("the library tells nobody")

    def breaks(self) -> None:
        self.server.errors["Notify"] = "too many notifications"

    def successor(self) -> AbstractAsyncContextManager[Notifier]:
        raise NotImplementedError("the library knows only what it has shown itself")


@asynccontextmanager
async def library_stage(address: str) -> AsyncIterator[LibraryStage]:
    """The notifier on this bus, which $DBUS_SESSION_BUS_ADDRESS must name."""
    server = ToldServer(address)
    await server.open()
    notifier = await open_toasts(snooze=timedelta(minutes=10), icon=None)
    try:
        yield LibraryStage(notifier, server)
    finally:
        await notifier.close()
        bus = notifier._center._backend.bus  # type: ignore[attr-defined] # kept for the life of the process
        bus.disconnect()
        await bus.wait_for_disconnect()
        await server.close()
