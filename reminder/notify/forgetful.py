"""Notifiers that show and forget: no answer comes back, and what is up goes down by itself."""

from reminder.notify import Notifier, OnReply, Text


class Forgetful(Notifier):
    """A notifier whose prompts are messages like any other: how it tells one is all that is left to say."""

    answers = False
    confirms = False

    async def show(self, text: Text, on_reply: OnReply) -> str:
        """Hand the words over; `on_reply` is never called."""
        await self.tell(text)
        return ""

    async def withdraw(self, handle: str) -> None:
        """Leave it to its own time-out: there is no name by which it could be taken down."""

    async def trouble(self) -> str:
        """None is told."""
        return ""

    async def close(self) -> None:
        """Nothing is held."""


def undashed(words: str) -> str:
    """The same words, but that no program they are handed to takes them for an option."""
    return "–" + words[1:] if words.startswith("-") else words
