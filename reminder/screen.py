"""What is on the screen: shows, changes and takes back notifications in order, with the best way there is."""

import asyncio
import logging
import re
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace

from reminder.backends import Choice, Unavailable
from reminder.notify import Click, Moved, NotDelivered, Notifier, OnReply, Reply, Text, Unsure

log = logging.getLogger(__name__)

Choose = Callable[[], Awaitable[Choice[Notifier]]]


@dataclass(frozen=True, slots=True)
class Replied:
    """A reply to the prompt of this `number`."""

    number: int
    reply: Reply


@dataclass(frozen=True, slots=True)
class Failed:
    """The prompt of this `number` could not be shown."""

    number: int
    reason: str


Job = Callable[[], Awaitable[None]]

UNSHOWABLE = re.compile("[\0-\x09\x0b-\x1f\x7f-\x9f\ud800-\udfff]")
"""Control characters but the line's end, and halves of surrogate pairs.

The session bus hangs up on who sends NUL, Windows refuses a notification with any of them, a terminal obeys some.
"""


def clean(text: Text) -> Text:
    """The text without what no notifier can show. config.toml cannot hold it; the names of programs may."""
    return replace(text, title=UNSHOWABLE.sub("", text.title), body=UNSHOWABLE.sub("", text.body))


class Screen:
    """Carries out, in order, what the service wants on the screen.

    A way that is not the best one is given up for a better that has appeared by the next prompt; one that fails is
    replaced at once. `handle` outlives the process, so that a restart can take down what a crash has left standing.
    """

    def __init__(self, choose: Choose, tell: Callable[[Replied | Failed], None], keep: Callable[[str], None]) -> None:
        """`tell` takes replies and failures, `keep` the handle to remember; all on the event loop's thread."""
        self._choose = choose
        self._tell = tell
        self._keep = keep
        self._jobs: asyncio.Queue[Job] = asyncio.Queue()
        self._worker: asyncio.Task[None] | None = None
        self.choice: Choice[Notifier] | None = None
        self.handle = ""
        self._outdated = False

    async def open(self, handle: str) -> None:
        """Choose a way; `handle` is what an earlier process left on the screen, "" for nothing."""
        self.handle = handle
        await self._reopen()

    def begin(self) -> None:
        """Carry out what was asked for so far, and from now on."""
        self._worker = asyncio.create_task(self._work())

    async def close(self) -> None:
        """Finish what was asked for, and let go of the desktop."""
        if self._worker is not None:
            await self._jobs.join()
            self._worker.cancel()
            await asyncio.gather(self._worker, return_exceptions=True)
        if self.choice is not None:
            await self.choice.backend.close()
            self.choice = None

    def show(self, text: Text, number: int) -> None:
        """Show a prompt, or the same one (by its `number`) in other words."""
        self._jobs.put_nowait(lambda: self._show(clean(text), number))

    def withdraw(self) -> None:
        """Take the prompt off the screen."""
        self._jobs.put_nowait(self._withdraw)

    def tell(self, text: Text, click: Click | None = None) -> None:
        """Show a message that wants no answer; a click on it may lead somewhere."""
        self._jobs.put_nowait(lambda: self._message(clean(text), click))

    def renew(self) -> None:
        """What the buttons are called has changed: with the next prompt, the way to notify is opened anew."""
        self._outdated = True

    @property
    def on_terminal(self) -> bool:
        """Whether there is nothing better than the terminal, which the greeting has been told in."""
        return self.choice is None or self.choice.name == "terminal"

    async def _work(self) -> None:
        while True:
            job = await self._jobs.get()
            try:
                await job()
            except Exception:  # a bug must not end the line of notifications
                log.exception("A notification could not be handled")
            finally:
                self._jobs.task_done()

    async def _reopen(self) -> None:
        before, self.choice = self.choice, None
        self._outdated = False
        if before is not None:
            await before.backend.close()
        try:
            self.choice = await self._choose()
        except Unavailable as reason:
            log.warning("No way to notify: %s", reason)

    async def _show(self, text: Text, number: int) -> None:
        try:
            handle = await self._deliver(text, lambda reply: self._heard(number, reply))
        except NotDelivered as reason:
            self._tell(Failed(number, str(reason)))
        except Exception as bug:
            self._tell(Failed(number, f"an error in reminder itself: {bug!r}"))  # unseen is not ignored (P7)
            raise
        else:
            self._remember(handle)
            if not self._notifier().confirms:
                self._tell(Replied(number, Unsure()))

    def _heard(self, number: int, reply: Reply) -> None:
        if isinstance(reply, Moved):
            self._remember(reply.handle)
        else:
            self._tell(Replied(number, reply))

    async def _deliver(self, text: Text, on_reply: OnReply) -> str:
        """Show it with the best way there is now; where that fails, with the best of another choice.

        Raises:
            NotDelivered: that failed, too.
        """
        if self._outdated:
            await self._withdraw()  # which the next way could not replace by this one
        if self._outdated or self.choice is None or self.choice.refused:
            await self._reopen()
        try:
            return await self._notifier().show(text, on_reply)
        except NotDelivered as first:
            log.warning("Not delivered: %s; choosing again", first)
            await self._reopen()
            return await self._notifier().show(text, on_reply)

    def _notifier(self) -> Notifier:
        if self.choice is None:
            raise NotDelivered("nothing here can show a notification")
        return self.choice.backend

    def _remember(self, handle: str) -> None:
        self.handle = handle
        self._keep(handle)

    async def _withdraw(self) -> None:
        if self.choice is not None:
            await self.choice.backend.withdraw(self.handle)
        self._remember("")

    async def _message(self, text: Text, click: Click | None) -> None:
        try:
            await self._notifier().tell(text, click)
        except NotDelivered as reason:
            log.warning("Not delivered: %s (%s)", text.title, reason)
