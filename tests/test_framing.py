"""Bytes become messages however they are cut, and one that is too large costs nothing but its head."""

import asyncio
import logging
import sys
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

if sys.platform in ("win32", "darwin"):
    pytest.skip("no session bus here", allow_module_level=True)

from jeepney.low_level import MessageType

from reminder import wire
from reminder.framing import MOST_BYTES, Frames
from reminder.wire import Message

LARGE = Message(MessageType.signal, None, "/a", "b.c", "D", "as", [["one"] * (MOST_BYTES // 8)], sender=":1.6")
SMALL = Message(MessageType.signal, None, "/a", "b.c", "E", "s", ["two"], sender=":1.6")


def raw(message: Message) -> bytes:
    return bytes(wire._to_jeepney(message).serialise(7))


STREAM = raw(SMALL) + raw(LARGE) + raw(SMALL)


def taken(*pieces: bytes) -> list[Message]:
    """What a wire passes on of this."""
    came: list[Message] = []

    async def story() -> None:
        line = wire.Wire(came.append)
        line.let_in.set_result(None)
        for piece in pieces:
            line.data_received(piece)
            await asyncio.sleep(0)
        await asyncio.sleep(0)

    asyncio.run(story())
    return came


@given(st.lists(st.integers(0, len(STREAM)), max_size=6))
def test_a_message_that_is_too_large_says_nothing_and_the_next_is_read(cuts: list[int]) -> None:
    """Wherever the stream is cut; a session bus lets messages of a gigabyte through."""
    pieces = [STREAM[start:end] for start, end in pairwise([0, *sorted(cuts), len(STREAM)])]

    came = taken(*pieces)

    assert [(message.member, message.body) for message in came] == [("E", ["two"]), ("D", []), ("E", ["two"])]


def test_nothing_of_it_is_kept() -> None:
    """Sixty megabytes of somebody's mistake must not stay in the service's memory."""
    frames, stream = Frames(), raw(LARGE)
    for start in range(0, len(stream) - 1, 1000):
        frames.add(stream[start : min(start + 1000, len(stream) - 1)])
        frames.take()
        assert frames._buffer.bytes_buffered <= 1000


def test_a_reply_that_is_too_large_is_an_error_with_its_size(caplog: pytest.LogCaptureFixture) -> None:
    """Who has asked is told at once, and need not wait for its limit."""
    answer = Message(MessageType.method_return, signature="as", body=LARGE.body, reply_serial=3, sender=":1.6")

    with caplog.at_level(logging.WARNING):
        (came,) = taken(raw(answer))

    assert (came.kind, came.reply_serial) == (MessageType.error, 3)
    assert "too large" in came.body[0]
    assert ":1.6 on the bus said" in caplog.text


@given(st.data())
def test_damaged_bytes_end_in_one_warning_or_in_messages(data: st.DataObject) -> None:
    """Any byte of the stream may be another; a wire closes or goes on, and raises nothing."""
    stream: Any = bytearray(3 * raw(SMALL))
    for _ in range(data.draw(st.integers(1, 4))):
        stream[data.draw(st.integers(0, len(stream) - 1))] = data.draw(st.integers(0, 255))

    taken(bytes(stream))


@given(st.binary(max_size=300))
def test_bytes_that_were_never_a_message_raise_nothing(stream: bytes) -> None:
    """Somebody listens at the bus's address who is no bus."""
    taken(stream, stream)
