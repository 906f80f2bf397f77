"""Notifications with buttons on Windows and macOS, through desktop-notifier.

What the library leaves to its caller is done here. It replaces no notification, so the one before is cleared. It calls
back on whatever thread the system likes, so replies are brought to the event loop's. It forgets a notification that the
system has put away, whose buttons still work: so answers are taken by the notification's identifier.

macOS calls back only while the main thread has a run loop, which the tray's is. On Linux `freedesktop.py` can do more;
there the library serves the tests.
"""

import asyncio
import logging
import sys
import uuid
from contextlib import suppress
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from reminder.backends import Unavailable
from reminder.core.events import Answer
from reminder.core.records import dataclass
from reminder.notify import Click, Closed, NotDelivered, OnReply, Opened, Reply, Text, said_by
from reminder.notify.center import LibraryLog, allowed_center, within
from reminder.notify.labels import labels

if TYPE_CHECKING:
    from desktop_notifier import Button, DesktopNotifier

log = logging.getLogger(__name__)

LIMIT = timedelta(seconds=5)
"""How long the system may take; on macOS, also the user whom it asks, at the first start, whether this may notify."""

OURS = "reminder-"
"""How our identifiers begin; with a UUID behind it they fit into the 64 characters of a tag on Windows."""


@dataclass(frozen=True, slots=True)
class Shown:
    """The open prompt: by which identifier the library knows it, and who waits for its reply."""

    identifier: str
    on_reply: OnReply


@dataclass(frozen=True, slots=True)
class Note:
    """The last message: by which identifier the library knows it, and what a click on it does."""

    identifier: str
    click: Click | None


async def open_toasts(
    *, snooze: timedelta, icon: Path | None, platform: str = sys.platform, limit: timedelta = LIMIT
) -> "ToastNotifier":
    """Find the system's notification centre, and ask whether we may use it.

    Raises:
        Unavailable: there is none that shows buttons to us, or the user has not allowed it.
    """
    said: list[str] = []
    library_log = LibraryLog(said.append)
    try:
        center = await allowed_center(icon, platform=platform, limit=limit)
        return ToastNotifier(center, library_log, snooze=snooze, limit=limit)
    except Unavailable as reason:
        log.debug("%s; the library says: %s", reason, "; ".join(said) or "nothing")
        library_log.close()
        raise
    except BaseException:
        library_log.close()
        raise


class ToastNotifier:
    """One prompt at most and one message at most, each in the place of the one before.

    Handles are the library's identifiers, by which Windows and macOS know a notification also after a restart of ours.
    """

    answers = True
    confirms = True

    def __init__(
        self, center: "DesktopNotifier", library_log: LibraryLog, *, snooze: timedelta, limit: timedelta
    ) -> None:
        """Take the centre over from whoever has had it; on the event loop's thread."""
        self._center = center
        self._library_log = library_log
        self._limit = limit
        self._labels = labels(snooze)
        self._loop = asyncio.get_running_loop()
        self._shown: Shown | None = None
        self._note: Note | None = None
        self._sending: list[str] | None = None
        self._closed = False
        library_log.tell = self._trouble
        center.on_button_pressed = self._pressed
        center.on_clicked = self._clicked
        center.on_dismissed = self._dismissed

    async def show(self, text: Text, on_reply: OnReply) -> str:
        """Show a prompt; the one that is open goes, and its `on_reply` is not called any more."""
        from desktop_notifier import Button

        before, self._shown = self._shown, None
        if before is not None:
            await self._clear(before.identifier)
        identifier = f"{OURS}{uuid.uuid4()}"
        self._shown = Shown(identifier, on_reply)  # before it is on the screen: there may be a quick hand
        buttons = tuple(Button(title, identifier=answer.value) for answer, title in self._labels.items())
        try:
            await self._send(identifier, text, buttons)
        except NotDelivered:
            self._forget(identifier)
            raise
        return identifier

    async def withdraw(self, handle: str) -> None:
        """Take a prompt off the screen, if its handle is one of this way's."""
        if handle.startswith(OURS):
            self._forget(handle)
            await self._clear(handle)

    async def tell(self, text: Text, click: Click | None = None) -> None:
        """Show a message in the place of the one before."""
        before, self._note = self._note, Note(f"{OURS}{uuid.uuid4()}", click)
        if before is not None:
            await self._clear(before.identifier)
        await self._send(self._note.identifier, text if click is None else click.told_in(text))

    async def trouble(self) -> str:
        """The system does not tell."""
        return ""

    async def close(self) -> None:
        """Hear no more; what stands on the screen stays."""
        self._closed, self._shown, self._note = True, None, None
        self._library_log.close()

    async def _send(self, identifier: str, text: Text, buttons: "tuple[Button, ...]" = ()) -> None:
        from desktop_notifier import Notification

        if self._closed:
            raise NotDelivered("notifications were let go of already")
        notification = Notification(text.title, text.body, buttons=buttons, identifier=identifier)
        troubles = self._sending = list[str]()
        try:
            sending = self._center.send_notification(notification)
            await within(self._limit, sending, too_late=lambda: self._clear_soon(identifier))
        except TimeoutError:
            raise NotDelivered(f"the notification centre did not answer in {self._limit.total_seconds():g} s") from None
        except Exception as error:  # the library promises none; what the system's own raise is not in its hands
            raise NotDelivered(f"desktop-notifier failed: {said_by(error)}") from error
        finally:
            self._sending = None
        if troubles:
            raise NotDelivered(f"desktop-notifier failed: {'; '.join(troubles)}")

    async def _clear(self, identifier: str) -> None:
        try:
            await within(self._limit, self._center.clear(identifier))
        except Exception as error:  # noqa: BLE001 - it is gone already, or nobody knows it
            log.debug("%s could not be cleared: %r", identifier, error)

    def _clear_soon(self, identifier: str) -> None:
        """It came too late and was logged as not delivered: no buttons may stand there that nobody listens to."""
        self._late = self._loop.create_task(self._clear(identifier))

    def _forget(self, identifier: str) -> None:
        if self._shown is not None and self._shown.identifier == identifier:
            self._shown = None

    def _pressed(self, identifier: str, button: str) -> None:
        if button in set(Answer):
            self._soon(identifier, Answer(button))

    def _clicked(self, identifier: str) -> None:
        """A click takes it off the screen on both systems, and the prompt goes on in the tray."""
        self._soon(identifier, Opened(), Closed(by_user=True))

    def _dismissed(self, identifier: str) -> None:
        self._soon(identifier, Closed(by_user=True))

    def _trouble(self, reason: str) -> None:
        """Something went wrong; Windows may say so of a notification only after it has taken it."""
        if self._sending is not None:
            self._sending.append(reason)
        elif (shown := self._shown) is not None and shown.identifier in reason:
            self._soon(shown.identifier, Closed(by_user=False))

    def _soon(self, identifier: str, *replies: Reply) -> None:
        """From whatever thread: what has happened to this notification, on the event loop's."""
        with suppress(RuntimeError):  # the loop has ended
            self._loop.call_soon_threadsafe(self._reply, identifier, replies)

    def _reply(self, identifier: str, replies: tuple[Reply, ...]) -> None:
        shown, note = self._shown, self._note
        if note is not None and note.click is not None and note.identifier == identifier and Opened() in replies:
            note.click.act()
        if shown is None or shown.identifier != identifier:
            return  # an older one's, or a second end of this one
        self._shown = None
        for reply in replies:
            shown.on_reply(reply)
