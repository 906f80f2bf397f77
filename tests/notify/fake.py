"""A notifier for tests of what stands above it; it passes the same contract as the real ones."""

from dataclasses import dataclass, field
from itertools import count

from reminder.core.events import Answer
from reminder.notify import Click, Closed, Lost, Moved, NotDelivered, OnReply, Reply, Text


@dataclass
class FakeScreen:
    """What the user sees; it stays when a notifier is closed, and can be given to the next one."""

    prompts: dict[str, Text] = field(default_factory=dict)
    messages: list[Text] = field(default_factory=list)
    numbers: "count[int]" = field(default_factory=lambda: count(1))


@dataclass
class FakeNotifier:
    """Shows on a `FakeScreen`; the test is the user.

    `failure`: the reason why nothing can be delivered; None: it can. `shown` and `told` are everything so far.
    """

    screen: FakeScreen = field(default_factory=FakeScreen)
    answers: bool = True
    confirms: bool = True
    failure: str | None = None
    shown: list[Text] = field(default_factory=list)
    told: list[Text] = field(default_factory=list)
    withdrawn: list[str] = field(default_factory=list)
    closed: bool = False
    click: Click | None = None
    _open: tuple[str, OnReply] | None = None

    async def show(self, text: Text, on_reply: OnReply) -> str:
        before, self._open = self._open, None
        if before:
            del self.screen.prompts[before[0]]
        self._check()
        handle = f"fake/{next(self.screen.numbers)}"
        self.screen.prompts[handle] = text
        self.shown.append(text)
        self._open = (handle, on_reply)
        return handle

    async def withdraw(self, handle: str) -> None:
        self.withdrawn.append(handle)
        self.screen.prompts.pop(handle, None)
        if self._open and self._open[0] == handle:
            self._open = None

    async def tell(self, text: Text, click: Click | None = None) -> None:
        self._check()
        self.screen.messages.append(text)
        self.told.append(text)
        self.click = click

    async def trouble(self) -> str:
        return self.failure or ""

    async def close(self) -> None:
        self.closed = True
        self._open = None

    def answer(self, answer: Answer) -> None:
        """The user presses a button."""
        self._end(answer)

    def dismiss(self) -> None:
        """The user closes the prompt."""
        self._end(Closed(by_user=True))

    def restart(self) -> None:
        """The desktop shows the prompt anew, after something of its own has died."""
        if self._open is None:
            return
        old, on_reply = self._open
        handle = f"fake/{next(self.screen.numbers)}"
        self.screen.prompts[handle] = self.screen.prompts.pop(old)
        self._open = (handle, on_reply)
        on_reply(Moved(handle))

    def lose(self, reason: str = "hung up") -> None:
        """What shows it goes, and the prompt with it."""
        self.failure = reason
        self._end(Lost(reason))

    def expire(self) -> None:
        """The desktop takes the prompt down by itself."""
        self._end(Closed(by_user=False))

    def _check(self) -> None:
        if self.closed:
            raise NotDelivered("the notifier was closed")
        if self.failure is not None:
            raise NotDelivered(self.failure)

    def _end(self, reply: Reply) -> None:
        if self._open is None:
            return  # nothing to click on
        handle, on_reply = self._open
        self._open = None
        del self.screen.prompts[handle]
        on_reply(reply)
