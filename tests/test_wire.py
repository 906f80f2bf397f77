"""D-Bus on a socket: every type comes back as it went, and what is no D-Bus ends in a sentence, not a traceback."""

import asyncio
import logging
import sys
from collections.abc import Coroutine
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

if sys.platform in ("win32", "darwin"):
    pytest.skip("no session bus here", allow_module_level=True)

from jeepney.low_level import MessageType

from reminder import wire
from reminder.wire import Message, Variant, is_object_path, open_wire
from tests.private_bus import PrivateBus, until

NUMBERS = {"y": (0, 2**8), "n": (-(2**15), 2**15), "q": (0, 2**16), "i": (-(2**31), 2**31), "u": (0, 2**32),
           "x": (-(2**63), 2**63), "t": (0, 2**64)}  # fmt: skip
PLAIN = {
    **{sign: st.integers(low, high - 1) for sign, (low, high) in NUMBERS.items()},
    "b": st.booleans(),
    "d": st.floats(allow_nan=False),
    "s": st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0")),
    "o": st.sampled_from(["/", "/a", "/a/b_1"]),
    "g": st.sampled_from(["", "s", "a{sv}"]),
}


def run(story: Coroutine[Any, Any, None]) -> None:
    asyncio.run(asyncio.wait_for(story, 30))


def of_shape(signature: str) -> st.SearchStrategy[tuple[str, Any]]:
    return st.tuples(st.just(signature), PLAIN[signature])


@st.composite
def values(draw: st.DrawFn, depth: int = 3) -> tuple[str, Any]:
    """A signature and a value of it."""
    kind = draw(st.sampled_from(["plain", "array", "struct", "dict", "variant", "bytes"] if depth else ["plain"]))
    if kind == "plain":
        return draw(of_shape(draw(st.sampled_from(sorted(PLAIN)))))
    if kind == "bytes":
        return "ay", draw(st.binary())
    inner = draw(values(depth - 1))
    if kind == "array":
        return f"a{inner[0]}", [inner[1]] * draw(st.integers(0, 3)) if inner[0] != "y" else bytes([inner[1]])
    if kind == "struct":
        other = draw(values(depth - 1))
        return f"({inner[0]}{other[0]})", (inner[1], other[1])
    if kind == "dict":
        key = draw(of_shape(draw(st.sampled_from(["s", "u"]))))
        return f"a{{{key[0]}{inner[0]}}}", {key[1]: inner[1]}
    return "v", Variant(*inner)


@given(st.lists(values(), max_size=3), st.integers(1, 2**32 - 1))
def test_a_message_comes_back_as_it_went(parts: list[tuple[str, Any]], serial: int) -> None:
    """Whatever a peer sends: values of all types, nested, with their variants marked as such."""
    signature, body = "".join(sign for sign, _ in parts), [value for _, value in parts]
    message = Message(MessageType.signal, ":1.5", "/a", "b.c", "D", signature, body, sender=":1.6")
    came: list[Message] = []

    async def story() -> None:
        line = wire.Wire(came.append)
        line.let_in.set_result(None)
        raw = wire._to_jeepney(message).serialise(serial)
        for cut in (raw[:7], raw[7:]):
            line.data_received(cut)

    run(story())
    message.serial = serial
    assert [message] == came


def test_what_is_no_dbus_ends_the_connection_and_is_told_once(
    bus: PrivateBus, caplog: pytest.LogCaptureFixture
) -> None:
    """Behind bytes that mean nothing nobody knows where the next message begins."""

    async def story() -> None:
        line = await open_wire(bus.address, lambda message: None)
        line.data_received(b"no D-Bus message begins like this")
        await line.gone
        assert not line.is_open

    with caplog.at_level(logging.WARNING):
        run(story())
    assert caplog.text.count("no D-Bus message") == 1


def test_a_bug_in_one_handler_does_not_cost_the_bus(bus: PrivateBus) -> None:
    """It goes to the loop's handler, which writes a report; the next message is read as ever."""
    bugs: list[Any] = []
    came: list[Message] = []

    def take(message: Message) -> None:
        came.append(message)
        if len(came) == 1:
            raise ZeroDivisionError

    async def story() -> None:
        asyncio.get_running_loop().set_exception_handler(lambda _, trouble: bugs.append(trouble["exception"]))
        line = await open_wire(bus.address, take)
        for member in ("Hello", "GetId"):
            line.send(
                Message(destination="org.freedesktop.DBus", path="/", interface="org.freedesktop.DBus", member=member)
            )
        await until(lambda: sum(message.kind is MessageType.method_return for message in came) == 2)
        line.close()
        await line.gone

    run(story())
    assert [ZeroDivisionError] == [type(bug) for bug in bugs]


def test_after_a_reply_who_awaits_it_goes_on_before_what_came_behind_it() -> None:
    """A signal about what the reply names must not be heard before its name is known."""
    told: list[str] = []

    async def story() -> None:
        answer: asyncio.Future[None] = asyncio.get_running_loop().create_future()

        def take(message: Message) -> None:
            if message.kind is MessageType.signal:
                told.append("signal")
            else:
                answer.set_result(None)

        line = wire.Wire(take)
        line.let_in.set_result(None)

        async def ask() -> None:
            await answer
            told.append("answer")

        asking = asyncio.create_task(ask())
        await asyncio.sleep(0)
        reply = Message(MessageType.method_return, reply_serial=1)
        signal = Message(MessageType.signal, path="/a", interface="b.c", member="D")
        line.data_received(b"".join(wire._to_jeepney(one).serialise(n) for n, one in enumerate((reply, signal), 1)))
        line.data_received(wire._to_jeepney(signal).serialise(3))
        await asking
        await until(lambda: len(told) == 3)

    run(story())
    assert told == ["answer", "signal", "signal"]


@pytest.mark.parametrize(
    ("address", "error"),
    [
        ("", ValueError),
        ("nonsense", ValueError),
        ("unix:path=/nowhere/at/all", FileNotFoundError),
        ("tcp:host=localhost,port=1", ValueError),
        ("unix:x=1", ValueError),
    ],
)
def test_an_address_that_leads_nowhere_is_an_error_to_catch(address: str, error: type[Exception]) -> None:
    """Each is what a broken session may have in its environment."""

    async def story() -> None:
        with pytest.raises(error):
            await open_wire(address, lambda message: None)

    run(story())


def test_a_bus_that_hangs_up_or_will_not_let_us_in_is_an_error_to_catch(tmp_path: Path) -> None:
    """Another user's bus rejects us; one that is ending closes the door."""

    async def story(answer: bytes, error: type[Exception]) -> None:
        async def guard(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            await reader.readline()
            writer.write(answer)
            writer.close()

        socket = tmp_path / str(len(answer))
        async with await asyncio.start_unix_server(guard, socket):
            with pytest.raises(error):
                await open_wire(f"unix:path={socket}", lambda message: None)

    run(story(b"", EOFError))
    run(story(b"REJECTED KERBEROS_V4\r\n", ValueError))
    run(story(b"x" * 9000, ValueError))


@pytest.mark.parametrize(
    "before", ["unix:path=/nowhere", "autolaunch:", "tcp:host=here,port=1", "unix:runtime=yes", ""]
)
def test_the_second_address_is_tried_where_the_first_is_of_no_use(bus: PrivateBus, before: str) -> None:
    """A bus may name several ways to it."""

    async def story() -> None:
        line = await open_wire(f"{before};{bus.address}", lambda message: None)
        assert line.is_open
        line.close()
        await line.gone

    run(story())


def test_a_folder_may_have_any_name(tmp_path: Path) -> None:
    """An address spells the bytes of a letter that is not plain one by one."""
    socket = tmp_path / "für, mich~;b"

    async def story() -> None:
        over = asyncio.Event()

        async def welcome(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            await reader.readline()
            writer.write(b"OK 1234\r\n")
            await reader.read()
            writer.close()
            await writer.wait_closed()
            over.set()

        async with await asyncio.start_unix_server(welcome, socket):
            line = await open_wire("unix:path=" + quote(str(socket)), lambda message: None)
            line.close()
            await line.gone
            await over.wait()

    run(story())


def test_an_object_path_is_told_from_other_text() -> None:
    """A peer's list of paths is not to be trusted: asking for another kind of text would end our connection."""
    assert [is_object_path(text) for text in ("/", "/a/b_1", "", "a", "/a/", "/ä")] == [
        True,
        True,
        False,
        False,
        False,
        False,
    ]
