"""Desktop notifications with answers: one Protocol, one small file per way, and the table that orders them."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Protocol

from reminder.core.events import Answer
from reminder.core.records import dataclass


@dataclass(frozen=True, slots=True)
class Text:
    """A notification's words: a title of at most 40 characters and a body of at most two lines of 80.

    What cannot be shown is left out of them before a notifier gets them (`screen.clean`). `picture` stands beside them
    where the way to notify can show one.
    """

    title: str
    body: str
    picture: Path | None = None


@dataclass(frozen=True, slots=True)
class Opened:
    """The notification itself was clicked, beside its buttons: what it is about is wanted. It may stay, or close."""


@dataclass(frozen=True, slots=True)
class Moved:
    """The notification was shown anew, after its server had died; it has this handle from now on."""

    handle: str


@dataclass(frozen=True, slots=True)
class Closed:
    """The notification left the screen without an answer; `by_user` tells a click from the server's own time-out."""

    by_user: bool


@dataclass(frozen=True, slots=True)
class Lost:
    """The notification went with its server, or with the way to it, and does not come back there; nobody closed it."""

    reason: str


@dataclass(frozen=True, slots=True)
class Unsure:
    """The notification was given to a way that does not confirm what it shows (`Notifier.confirms`)."""


Reply = Answer | Opened | Moved | Closed | Lost | Unsure
OnReply = Callable[[Reply], None]
"""Called on the event loop's thread. An answer, `Closed` or `Lost` is the last one for a notification."""


@dataclass(frozen=True, slots=True)
class Click:
    """What a click on a message does. `label` says it in three words ("See your week"), `otherwise` how else to get it.

    `act` is called on the event loop's thread, once for each click.
    """

    label: str
    act: Callable[[], None]
    otherwise: str

    def told_in(self, text: Text) -> Text:
        """The message with what a click does, for where nothing else shows that."""
        return replace(text, body=f"{text.body} {self.label}.".lstrip())

    def told_without(self, text: Text) -> Text:
        """The message where it cannot be clicked: with how else to get there."""
        return replace(text, body=f"{text.body}\n{self.otherwise}".lstrip())


class NotDelivered(Exception):  # noqa: N818 - it becomes an event and an outcome, not an error of ours
    """The notification could not be put on the screen; the message is the reason kept in the log."""


def said_by(error: BaseException) -> str:
    """What an error of a library's says of itself; where it says nothing, what it is called."""
    return str(error) or type(error).__name__


class Notifier(Protocol):
    """Puts prompts on the screen, one at most, and brings the answer back. Called on the event loop's thread."""

    answers: bool
    """Whether a reply can come back; False: the tray and the command line must carry the answers."""

    confirms: bool
    """Whether what `show` takes without `NotDelivered` is on the screen, as far as its desktop says.

    False: it reports success whatever becomes of it, and who does not answer may have seen nothing.
    """

    async def show(self, text: Text, on_reply: OnReply) -> str:
        """Show a prompt with Done, In 10 min, Skip; returns a handle that outlives this process ("" where none does).

        Raises:
            NotDelivered: nobody can see it, with the reason.
        """

    async def withdraw(self, handle: str) -> None:
        """Take a prompt off the screen, also one that an earlier process has shown; no error if it is gone."""

    async def tell(self, text: Text, click: Click | None = None) -> None:
        """Show a message that wants no answer (a broken config, the week). Raises `NotDelivered` like `show`.

        Where a click cannot come back, the message says how else to get what `click` leads to.
        """

    async def trouble(self) -> str:
        """Why a prompt would not be shown at this moment, asked anew and showing nothing; "": nothing known against it.

        For `doctor`, which waits 2 s at most.
        """

    async def close(self) -> None:
        """Let go of the desktop. An open notification stays as it is."""
