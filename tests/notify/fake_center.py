"""A notification centre with the habits of Windows' and macOS', behind the real desktop-notifier."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from unittest.mock import patch

from desktop_notifier import Capability, Icon, Notification
from desktop_notifier.backends.base import DesktopNotifierBackend

from reminder.core.events import Answer
from reminder.notify import Text
from reminder.notify.toasts import ToastNotifier, open_toasts


@dataclass
class Desk:
    """What the user sees and has decided; it outlives every process.

    `can`: what the centre offers; a dummy, nothing. `allows` is the user's answer to whether this may notify; None: not
    answered yet. `failure` is what the system raises at a notification, `stuck`: it does not return before it is set.
    """

    shown: dict[str, Notification] = field(default_factory=dict)
    can: frozenset[Capability] = frozenset({Capability.BUTTONS})
    allows: bool | None = True
    failure: Exception | None = None
    stuck: asyncio.Event | None = None
    icons: list[Icon | None] = field(default_factory=list)

    @property
    def texts(self) -> list[Text]:
        """The prompts before the messages."""
        shown = sorted(self.shown.values(), key=lambda each: not each.buttons)
        return [Text(each.title, each.message) for each in shown]


class Center(DesktopNotifierBackend):
    """Back end of the library, for one `Desk`. It calls back from another thread, and forgets what it has put away."""

    desk: Desk

    def __init__(self, app_name: str, app_icon: Icon | None = None) -> None:
        super().__init__(app_name, app_icon)
        self.desk.icons.append(app_icon)

    async def request_authorisation(self) -> bool:
        if self.desk.allows is None:
            await asyncio.Event().wait()
        return bool(self.desk.allows)

    async def has_authorisation(self) -> bool:
        raise AssertionError("on macOS this sets a result twice")

    async def _send(self, notification: Notification) -> None:
        if self.desk.stuck is not None:
            await self.desk.stuck.wait()
        if self.desk.failure is not None:
            raise self.desk.failure
        self.desk.shown[notification.identifier] = notification

    async def _clear(self, identifier: str) -> None:
        del self.desk.shown[identifier]

    async def _clear_all(self) -> None:
        raise AssertionError("other notifications are not ours to clear")

    async def _get_capabilities(self) -> frozenset[Capability]:
        return self.desk.can

    async def press(self, identifier: str, button: str) -> None:
        """The user presses a button; that puts the notification away."""
        self.desk.shown.pop(identifier, None)
        notification = self._clear_notification_from_cache(identifier)
        await asyncio.to_thread(self.handle_button, identifier, button, notification)

    async def click(self, identifier: str) -> None:
        """The user clicks beside the buttons; that puts it away, too."""
        self.desk.shown.pop(identifier, None)
        notification = self._clear_notification_from_cache(identifier)
        await asyncio.to_thread(self.handle_clicked, identifier, notification)

    async def dismiss(self, identifier: str) -> None:
        """The user closes it."""
        self.desk.shown.pop(identifier, None)
        notification = self._clear_notification_from_cache(identifier)
        await asyncio.to_thread(self.handle_dismissed, identifier, notification)

    def put_away(self, identifier: str) -> None:
        """It goes to where old notifications are, its buttons still working; nobody is told."""
        self._clear_notification_from_cache(identifier)


@contextmanager
def system(desk: Desk) -> Iterator[None]:
    """The library finds this centre, as if this were Windows or macOS."""
    center = type("Center", (Center,), {"desk": desk})
    with patch("desktop_notifier.main.get_backend_class", return_value=center):
        yield


def center_of(notifier: ToastNotifier) -> Center:
    """The double at the other end of this notifier."""
    backend = notifier._center._backend
    assert isinstance(backend, Center)
    return backend


@asynccontextmanager
async def toasts(desk: Desk) -> AsyncIterator[ToastNotifier]:
    """A notifier on this desk."""
    with system(desk):
        notifier = await open_toasts(snooze=timedelta(minutes=10), icon=None)
    try:
        yield notifier
    finally:
        await notifier.close()


@dataclass
class ToastStage:
    """What the contract of all notifiers needs."""

    notifier: ToastNotifier
    desk: Desk

    def visible(self) -> list[Text]:
        return self.desk.texts

    async def press(self, answer: Answer) -> None:
        for identifier, notification in list(self.desk.shown.items()):
            if notification.buttons:
                await center_of(self.notifier).press(identifier, answer.value)

    async def dismiss(self) -> None:
        for identifier in list(self.desk.shown):
            await center_of(self.notifier).dismiss(identifier)

    async def expire(self) -> None:
        raise NotImplementedError("nobody is told")

    def breaks(self) -> None:
        self.desk.failure = OSError("the notification platform is unavailable")

    @asynccontextmanager
    async def successor(self) -> AsyncIterator[ToastNotifier]:
        async with toasts(self.desk) as later:
            yield later


@asynccontextmanager
async def toast_stage() -> AsyncIterator[ToastStage]:
    desk = Desk()
    async with toasts(desk) as notifier:
        yield ToastStage(notifier, desk)
