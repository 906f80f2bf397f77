"""Whatever comes down the channel: a clear word or a closed connection, and the service goes on, as small as before."""

import asyncio
import json
import sys
from contextlib import suppress
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reminder import diary
from reminder.paths import Places
from reminder.requests import ANSWERS
from tests.faults.crowd import asked, connected, memory_kib, said
from tests.running import Start

if sys.platform != "linux":
    pytest.skip("/proc", allow_module_level=True)

MORE_KIB = 16 * 1024
PIECE = b"x" * 2**20

VERBS = (*ANSWERS, *diary.VERBS, "break", "pause", "resume", "ask", "status", "toggle-pause", "doctor", "", "fly")
"""All but those that end the service or open something on the desktop."""

ODD = st.sampled_from(["\0", "\ud800", "☕", "1e999", "-0", "nan", "9" * 400, "\n", "\x1b[2J"])
SCALARS = st.one_of(
    st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=40), ODD, st.just(10**400), st.just(-(2**63))
)
VALUES = st.recursive(
    SCALARS,
    lambda each: st.lists(each, max_size=4) | st.dictionaries(st.text(max_size=5), each, max_size=4),
    max_leaves=12,
)
AMOUNTS = st.tuples(
    st.one_of(st.integers().map(str), st.floats().map(str), ODD),
    st.sampled_from(["", "ml", "l", " mg", "min", "h", " x", "% coffee", "/10"]),
).map("".join)
REQUESTS = st.fixed_dictionaries(
    {},
    optional={
        "verb": st.one_of(st.sampled_from(VERBS), VALUES),
        "word": st.one_of(AMOUNTS, VALUES, st.text(max_size=30)),
        "more": VALUES,
    },
).filter(lambda request: request.get("verb") not in ("quit", "show"))
LINES = st.one_of(
    st.one_of(REQUESTS, VALUES).map(lambda value: json.dumps(value).encode() + b"\n"),
    st.one_of(REQUESTS, VALUES).map(lambda value: json.dumps(value).encode()[:-1] + b"\n"),
    REQUESTS.map(lambda value: json.dumps(value, ensure_ascii=False).encode("utf-8", "surrogatepass") + b"\n"),
    st.lists(REQUESTS, min_size=2, max_size=5).map(
        lambda many: b"".join(json.dumps(one).encode() + b"\n" for one in many)
    ),
    st.binary(max_size=300).map(lambda some: some + b"\n"),
)
LONG = (
    *(b'{"verb": ' + b"[" * depth + b"\n" for depth in (100, 990, 5000, 65_000)),
    *(b'{"verb": "drink", "word": ' + b"[" * depth + b"]" * depth + b"}\n" for depth in (100, 990, 1500, 30_000)),
    *(b'{"verb": "%s", "word": "%s"}\n' % (verb.encode(), b"9" * 5000) for verb in VERBS),
    *(b'{"verb": "%s", "word": "%s ml"}\n' % (verb.encode(), b"1" * 60_000) for verb in VERBS),
    *(b'{"verb": "drink", "word": "%s"}\n' % (b"x" * (length - 30)) for length in range(65_530, 65_545)),
    b'{"verb": %s}\n' % (b"9" * 60_000),
    b'{"verb": "%s"}\n' % ("☕" * 20_000).encode(),
)
"""Nested deeper than any parser goes, numbers longer than Python reads, and lines around the longest that is read."""


def test_whatever_is_said_there_is_a_reply_and_the_service_goes_on(start_service: Start, service_files: Places) -> None:
    """One JSON object, with what was done or what is wrong with it; no bug of ours shows, here or in its own words."""
    service = start_service()
    service.says("reminder is running")

    def try_it(line: bytes) -> None:
        async def story() -> bytes:
            async with asyncio.timeout(20):
                return await said(service_files.control, line)

        heard = asyncio.run(story())
        assert heard.endswith(b"\n")
        reply = json.loads(heard)
        assert {"say", "error", "status", "parts"} & set(reply)
        assert "went wrong" not in str(reply.get("error")), line[:99]

    settings(max_examples=150)(given(LINES)(try_it))()
    for line in LONG:
        try_it(line)

    assert "say" in asyncio.run(asked(service_files.control, verb="drink", word="20 ml"))
    assert service.end() == 0
    assert "Traceback" not in service.said
    assert "went wrong" not in service.said


def test_who_hangs_up_anywhere_in_a_line_hurts_nobody(start_service: Start, service_files: Places) -> None:
    """Before a word, in the middle, and after the last byte without waiting for the reply."""
    service = start_service()
    service.says("reminder is running")
    line = b'{"verb": "status", "word": ""}\n'

    async def story() -> dict[str, Any]:
        for end in range(len(line) + 1):
            _, writer = await connected(service_files.control)
            writer.write(line[:end])
            writer.transport.abort() if end % 2 else writer.close()
        return await asked(service_files.control, verb="drink", word="20 ml")

    assert "say" in asyncio.run(story())
    assert service.end() == 0
    assert "Traceback" not in service.said
    assert "went wrong" not in service.said


def test_a_hundred_megabytes_without_an_end_of_line_are_not_kept(start_service: Start, service_files: Places) -> None:
    """Who sends them is told that this is no line, and is not listened to any longer."""
    service = start_service(python=())
    service.says("reminder is running")
    asyncio.run(asked(service_files.control, verb="status"))
    before = memory_kib(service)

    async def story() -> tuple[int, bytes]:
        reader, writer = await connected(service_files.control)
        sent, heard = 0, b""
        with suppress(ConnectionError):
            while sent < 100 and not writer.is_closing():
                writer.write(PIECE)
                await writer.drain()
                sent += 1
        with suppress(ConnectionError):
            heard = await reader.read()
        writer.close()
        return sent, heard

    sent, heard = asyncio.run(story())

    assert sent < 100
    assert heard in (b"", b'{"error": "The request is not one line of JSON."}\n')
    assert memory_kib(service) - before < MORE_KIB
    assert "say" in asyncio.run(asked(service_files.control, verb="drink", word="20 ml"))
    assert service.end() == 0
