"""What is on the screen: shows, changes and takes back notifications in order, with the best way there is."""

import asyncio
import contextlib
import logging
import re
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType
from typing import TypeVar

from reminder.backends import Choice, Known, Unavailable
from reminder.core.events import Answer
from reminder.core.records import dataclass
from reminder.notify import Click, Closed, Lost, Moved, NotDelivered, Notifier, Reply, Text, Unsure

log = logging.getLogger(__name__)

T = TypeVar("T")

Choose = Callable[[Mapping[str, str]], Awaitable[Choice[Notifier]]]
"""Chooses a way, but none of these: their names, and why not."""

RETURNS = (0, 1, 2, 5)
"""Seconds between the looks for the best way after one is lost, before a lesser one will do: a session bus or a server
that is restarted is back in a second or two."""


LAST_SECONDS = 3.0
"""What is still asked for at the end has this long: a notification server that hangs must not hold up a log-out."""


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

NOBODY: Mapping[str, str] = MappingProxyType({})

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
    replaced at once, and if it fails again, by the next best. A prompt that went with its way is shown again.
    `handle` outlives the process, so that a restart can take down what a crash has left standing.
    """

    def __init__(
        self,
        choose: Choose,
        tell: Callable[[Replied | Failed], None],
        keep: Callable[[str], None],
        *,
        returns: Sequence[float] = RETURNS,
    ) -> None:
        """`tell` takes replies and failures, `keep` the handle to remember; all on the event loop's thread."""
        self._returns = returns
        self._closing = asyncio.Event()
        self._wanted: tuple[Text, int] | None = None  # the prompt that is to be on the screen
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
        """Finish what was asked for, as far as the desktop lets us, and let go of it."""
        self._closing.set()
        if self._worker is not None:
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(LAST_SECONDS):
                    await self._jobs.join()
            self._worker.cancel()
            await asyncio.gather(self._worker, return_exceptions=True)
        if self.choice is not None:
            await self.choice.backend.close()
            self.choice = None

    def show(self, text: Text, number: int) -> None:
        """Show a prompt, or the same one (by its `number`) in other words."""
        self._wanted = clean(text), number
        self._jobs.put_nowait(lambda: self._show(clean(text), number))

    def withdraw(self) -> None:
        """Take the prompt off the screen."""
        self._wanted = None
        self._jobs.put_nowait(self._take_down)

    def tell(self, text: Text, click: Click | None = None) -> None:
        """Show a message that wants no answer; a click on it may lead somewhere."""
        self._jobs.put_nowait(lambda: self._message(clean(text), click))

    def renew(self) -> None:
        """What the buttons are called has changed: with the next prompt, the way to notify is opened anew."""
        self._outdated = True

    async def trouble(self) -> str:
        """Why the way in use would show nothing now; "": as far as it can tell, it would."""
        return await self.choice.backend.trouble() if self.choice is not None else ""

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

    async def _reopen(self, without: Mapping[str, str] = NOBODY) -> None:
        before, self.choice = self.choice, None
        self._outdated = False
        if before is not None:
            await before.backend.close()
        try:
            self.choice = await self._choose(without)
        except Unavailable as reason:
            log.warning("No way to notify: %s", reason)

    async def _show(self, text: Text, number: int) -> None:
        try:
            await self._put_up(text, number)
        except NotDelivered as reason:
            self._tell(Failed(number, str(reason)))
        except Exception as bug:
            self._tell(Failed(number, f"an error in reminder itself: {bug!r}"))  # unseen is not ignored (P7)
            raise

    async def _put_up(self, text: Text, number: int) -> None:
        if self._outdated:
            await self._take_down()  # which the next way could not replace by this one
        if self._outdated or self.choice is None or self.choice.refused:
            await self._reopen()
        self._remember(await self._by_some_way(lambda way: way.show(text, lambda reply: self._heard(number, reply))))
        if not self._notifier().confirms:
            self._tell(Replied(number, Unsure()))

    def _heard(self, number: int, reply: Reply) -> None:
        match reply:
            case Moved(handle=handle):
                self._remember(handle)
            case Lost(reason=reason):
                log.warning("The prompt has gone from the screen: %s; it is shown again", reason)
                self._jobs.put_nowait(lambda: self._show_again(number))
            case _:
                if isinstance(reply, Answer | Closed) and self._is_wanted(number):
                    self._wanted = None
                self._tell(Replied(number, reply))

    def _is_wanted(self, number: int) -> bool:
        return self._wanted is not None and self._wanted[1] == number

    async def _show_again(self, number: int) -> None:
        """By the best way, which may soon be back, or else by what is left; unless it is wanted no more."""
        for seconds in self._returns:
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(seconds):
                    await self._closing.wait()
            if self._closing.is_set() or not self._is_wanted(number):
                return
            await self._reopen()
            if self.choice is not None and not self.choice.refused:
                break
        if self._wanted is None or not self._is_wanted(number):
            return
        try:
            await self._put_up(*self._wanted)
        except NotDelivered:
            self._tell(Replied(number, Closed(by_user=False)))  # it was seen once, and goes on in the tray
        else:
            by = self.choice.name if self.choice else "nobody"
            log.warning("The prompt is on the screen again, by %s", Known(by))

    async def _by_some_way(self, put_up: Callable[[Notifier], Awaitable[T]]) -> T:
        """What comes of it with the way in use, with the best of another choice, and then with those that are left.

        Raises:
            NotDelivered: all failed, with the last reason.
        """
        failed: list[str] = []
        without: dict[str, str] = {}
        while True:
            try:
                return await put_up(self._notifier())
            except NotDelivered as reason:
                if self.choice is None:
                    raise
                name = self.choice.name
                log.warning("Not delivered by %s: %s; choosing again", Known(name), reason)
                if name in failed:
                    without[name] = str(reason)
                failed.append(name)
                await self._reopen(without)
                if self.choice is None:
                    raise

    def _notifier(self) -> Notifier:
        if self.choice is None:
            raise NotDelivered("nothing here can show a notification")
        return self.choice.backend

    def _remember(self, handle: str) -> None:
        self.handle = handle
        self._keep(handle)

    async def _take_down(self) -> None:
        if self.choice is not None:
            await self.choice.backend.withdraw(self.handle)
        self._remember("")

    async def _message(self, text: Text, click: Click | None) -> None:
        if self.choice is None or self.choice.refused:
            await self._reopen()
        try:
            await self._by_some_way(lambda way: way.tell(text, click))
        except NotDelivered as reason:
            log.warning("Not delivered: %s (%s)", text.title, reason)
