"""Clients by the hundred on one channel, and what a service has open and in memory meanwhile."""

import asyncio
import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from tests.running import Running

Client = tuple[asyncio.StreamReader, asyncio.StreamWriter]


async def connected(path: Path) -> Client:
    return await asyncio.open_unix_connection(path, limit=2**20)


async def said(path: Path, line: bytes) -> bytes:
    """Everything that comes back for this; nothing where the connection is closed without a word."""
    reader, writer = await connected(path)
    try:
        writer.write(line)
        return await reader.read()
    except ConnectionError:
        return b""
    finally:
        writer.close()


async def asked(path: Path, **request: Any) -> dict[str, Any]:
    reply: dict[str, Any] = json.loads(await said(path, json.dumps(request).encode() + b"\n"))
    return reply


async def all_asked(path: Path, requests: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    return list(await asyncio.gather(*(asked(path, **request) for request in requests)))


def open_files(service: Running) -> int:
    return len(list(Path(f"/proc/{service.process.pid}/fd").iterdir()))


def memory_kib(service: Running) -> int:
    """What it has in memory now (VmRSS, proc(5))."""
    return _number(service, "VmRSS")


def _number(service: Running, name: str) -> int:
    lines = Path(f"/proc/{service.process.pid}/status").read_text().splitlines()
    return int(next(line for line in lines if line.startswith(name)).split()[1])


def ticks(service: Running) -> int:
    """What it has had of the processor, in hundredths of a second (utime and stime, proc(5))."""
    after_name = Path(f"/proc/{service.process.pid}/stat").read_text().rpartition(")")[2].split()
    return int(after_name[11]) + int(after_name[12])


async def until_open_files(service: Running, most: int) -> None:
    """What is closed by the other end is closed here a turn of its loop later."""
    async with asyncio.timeout(20):
        while open_files(service) > most:  # noqa: ASYNC110 - what is waited for tells nobody
            await asyncio.sleep(0.01)
