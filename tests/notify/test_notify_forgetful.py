"""What a notifier promises that shows and forgets."""

import asyncio

import pytest

from reminder.notify import Reply, Text
from reminder.notify.forgetful import Forgetful, undashed

PROMPT = Text("Stand up for two minutes", "31 minutes in the chair.")


class Loudspeaker(Forgetful):
    """What it says cannot be taken back."""

    def __init__(self) -> None:
        self.said: list[Text] = []

    async def tell(self, text: Text) -> None:
        self.said.append(text)


def test_it_promises_no_answer_and_no_certainty() -> None:
    """The tray has to carry the answers, and a prompt without one may have been seen by nobody."""
    assert (Loudspeaker().answers, Loudspeaker().confirms) == (False, False)


def test_a_prompt_is_a_message_like_any_other() -> None:
    """There is nothing to keep: no handle, no reply, and nothing to take down."""
    speaker, replies = Loudspeaker(), list[Reply]()

    async def story() -> str:
        handle = await speaker.show(PROMPT, replies.append)
        await speaker.withdraw(handle)
        assert await speaker.trouble() == ""
        await speaker.close()
        return handle

    assert asyncio.run(story()) == ""
    assert speaker.said == [PROMPT]
    assert replies == []


@pytest.mark.parametrize(
    ("words", "safe"), [("-5 minutes", "–5 minutes"), ("--help", "–-help"), ("a - b", "a - b"), ("", "")]
)
def test_no_program_takes_words_for_an_option(words: str, safe: str) -> None:
    """notify-send would print its help instead of the reminder."""
    assert undashed(words) == safe
