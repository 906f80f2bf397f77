"""A thousand requests at once, clients that only sit there, and no file left: the service answers, and is as before."""

import asyncio
import resource
import sys
from concurrent.futures import ThreadPoolExecutor

import pytest

from reminder.control import LET_IN
from reminder.paths import Places
from tests.faults.crowd import all_asked, asked, connected, memory_kib, open_files, ticks, until_open_files
from tests.faults.logged import drunk
from tests.running import Running, Start, tell

if sys.platform != "linux":
    pytest.skip("/proc", allow_module_level=True)

MORE_KIB = 8 * 1024
"""What may stay in the allocator's hands."""

FREE_FILES = 5
"""What is left to the service, which has been told at its start that it may have many more."""


def settled_files(service: Running, where: Places) -> int:
    """What it has open once it has begun to answer."""
    asyncio.run(asked(where.control, verb="status"))
    return open_files(service)


def test_a_thousand_requests_at_once_are_all_answered_and_each_is_done_once(
    start_service: Start, service_files: Places
) -> None:
    """A script gone wild, or a bar that asks too often; files and memory are as before."""
    service = start_service(python=())  # with -X dev each call has its traceback
    service.says("reminder is running")
    drinks = [{"verb": "drink", "word": f"{ml} ml"} for ml in range(10, 110)]
    others = [{"verb": "status"}, {"verb": "resume"}, {"verb": "fly"}]
    requests = [drinks[number // 10] if number % 10 == 0 else others[number % 3] for number in range(1000)]
    asyncio.run(all_asked(service_files.control, others))
    files, memory = open_files(service), memory_kib(service)

    replies = asyncio.run(all_asked(service_files.control, requests))

    assert [list(reply) for reply in replies[::10]] == [["say"]] * 100
    assert {key for reply in replies for key in reply} == {"say", "status", "error"}
    assert all(reply["say"].startswith("Noted: ") for reply in replies[::10])
    asyncio.run(until_open_files(service, files))
    assert memory_kib(service) - memory < MORE_KIB
    assert service.end() == 0
    assert sorted(drunk(service_files)) == list(range(10, 110))


def test_commands_at_once_each_have_their_reply(start_service: Start, service_files: Places) -> None:
    """Real ones, each with an interpreter of its own. `python -m tests.faults.commands calls 1000` has a thousand."""
    service = start_service()
    service.says("reminder is running")

    with ThreadPoolExecutor(12) as pool:
        ended = list(pool.map(lambda ml: tell("drink", f"{ml} ml"), range(10, 22)))

    assert {(done.returncode, done.stderr) for done in ended} == {(0, "")}
    assert service.end() == 0
    assert sorted(drunk(service_files)) == list(range(10, 22))


def test_clients_that_say_nothing_or_half_a_line_keep_nobody_waiting(
    start_service: Start, service_files: Places
) -> None:
    """Each of them is let go of in time, and no connection stays behind."""
    service = start_service()
    service.says("reminder is running")
    files = settled_files(service, service_files)

    async def story() -> list[bytes]:
        silent = [await connected(service_files.control) for _ in range(256)]
        for _, writer in silent[::2]:
            writer.write(b'{"verb": "drink", "word": ')
        async with asyncio.timeout(5):  # a command's own patience
            assert (await asked(service_files.control, verb="drink", word="20 ml"))["say"].startswith("Noted: 20 ml")
        for _, writer in silent[:200]:
            writer.close()
        heard = [await reader.read() for reader, _ in silent[200:]]
        for _, writer in silent[200:]:
            writer.close()
        await until_open_files(service, files)
        return heard

    assert set(asyncio.run(story())) <= {b"", LET_IN}
    assert service.end() == 0
    assert "Traceback" not in service.said
    assert drunk(service_files) == [20]


def test_more_clients_than_files_are_told_of_and_the_service_goes_on(
    start_service: Start, service_files: Places
) -> None:
    """It says once what is the matter, does not spin, and answers again."""
    service = start_service()
    service.says("reminder is running")
    files, before = settled_files(service, service_files), ticks(service)
    resource.prlimit(service.process.pid, resource.RLIMIT_NOFILE, (files + FREE_FILES, files + FREE_FILES))

    async def story() -> None:
        silent = [await connected(service_files.control) for _ in range(6 * FREE_FILES)]
        async with asyncio.timeout(20):
            assert (await asked(service_files.control, verb="drink", word="20 ml"))["say"].startswith("Noted: 20 ml")
        for _, writer in silent:
            writer.close()
        await until_open_files(service, files)

    asyncio.run(story())

    assert ticks(service) - before < 100
    assert service.end() == 0
    assert service.said.count("Commands have to wait: Too many open files.") == 1
    assert "went wrong" not in service.said
    assert drunk(service_files) == [20]
