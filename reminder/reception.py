"""Who comes to the service's socket is let in, as many at once as there is room for; the others wait outside."""

import asyncio
import logging
import os
import socket
import sys
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path

log = logging.getLogger(__name__)

Serve = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]

AT_ONCE = 400
"""And never more than half of the files that the service may have open: 1024 on Linux and 256 on macOS, as a rule."""

OUTSIDE = 4096
"""How many may wait; the system takes what it allows itself (net.core.somaxconn, listen(2))."""

STUCK_SECONDS = 1.0
"""For so long may all inside keep the service waiting while others wait outside. A command says its line at once, but
a thousand of them leave each little of the processor."""

AGAIN_SECONDS = 1.0
"""After which it is tried again, where the system has no room; asyncio's own servers wait as long."""

LAST_SECONDS = 1.0
"""What those inside have for their last words when the service ends."""

TELL_AGAIN_SECONDS = 600.0
"""After which it is told again that there is none."""

PIPE = "on Windows the channel is a pipe, and no socket"


class Reception:
    """Lets in whoever connects to a bound socket, on the event loop's thread, until it is closed.

    asyncio's own server lets in as many as come, which takes the files from everything else; and where none are left,
    it reports a hundred errors a second (github.com/python/cpython/issues/151615). Whom it lets in while it is
    closed is an error, too (an assertion in `_attach` of Python 3.11).
    """

    def __init__(self, door: socket.socket, serve: Serve, limit: int) -> None:
        """`serve` has a connection to itself and closes it; `limit` is how long a line may be, in bytes."""
        self._door = door
        self._serve = serve
        self._limit = limit
        self._at_once = room()
        self._inside = set[asyncio.Task[None]]()
        self._busy = set[asyncio.Task[None] | None]()
        self._next = asyncio.Lock()
        door.setblocking(False)
        door.listen(OUTSIDE)
        self._letting_in = asyncio.get_running_loop().create_task(self._let_in())

    @asynccontextmanager
    async def answering(self) -> AsyncIterator[None]:
        """Within it, it is not the visitor who keeps the service waiting.

        One visitor in each turn of the loop gets in, so that who comes meanwhile is heard at once, however many wait.
        """
        task = asyncio.current_task()
        self._busy.add(task)
        try:
            async with self._next:
                await asyncio.sleep(0)
            yield
        finally:
            self._busy.discard(task)

    def close(self) -> None:
        """Let nobody in any more; those inside are served to their end."""
        asyncio.get_running_loop().remove_reader(self._door)
        self._letting_in.cancel()
        self._door.close()

    async def emptied(self) -> None:
        """Wait until those inside have left, but not for long: they may be silent, and a log-out is to be quick."""
        if self._inside:
            await asyncio.wait(self._inside, timeout=LAST_SECONDS)

    async def _let_in(self) -> None:
        loop, told_at = asyncio.get_running_loop(), -TELL_AGAIN_SECONDS
        while True:
            while len(self._inside) >= self._at_once:
                await self._make_room()
            try:
                visitor, _ = await loop.sock_accept(self._door)
            except ConnectionError:  # gone before it was let in
                continue
            except OSError as refusal:  # no file left, most of all: the door stays ready, so that one must wait oneself
                if loop.time() - told_at > TELL_AGAIN_SECONDS:
                    log.warning("Commands have to wait: %s.", refusal.strerror)
                    told_at = loop.time()
                await (self._make_room() if self._inside else asyncio.sleep(AGAIN_SECONDS))
                continue
            task = loop.create_task(self._attend(visitor))
            self._inside.add(task)
            task.add_done_callback(self._inside.discard)

    async def _make_room(self) -> None:
        """Wait for somebody to leave. Where nobody does, those go who neither speak nor read."""
        waited_for = self._inside - self._busy
        left, _ = await asyncio.wait(self._inside, timeout=STUCK_SECONDS, return_when=asyncio.FIRST_COMPLETED)
        if not left:
            for visit in waited_for - self._busy:
                visit.cancel()

    async def _attend(self, visitor: socket.socket) -> None:
        if sys.platform == "win32":
            raise NotImplementedError(PIPE)
        try:
            reader, writer = await asyncio.open_unix_connection(sock=visitor, limit=self._limit)
        except OSError:  # gone already
            visitor.close()
            return
        except asyncio.CancelledError:
            visitor.close()
            raise
        await self._serve(reader, writer)


def room() -> int:
    """How many may be inside at once."""
    if sys.platform == "win32":
        raise NotImplementedError(PIPE)
    import resource

    files, _ = resource.getrlimit(resource.RLIMIT_NOFILE)
    return AT_ONCE if files == resource.RLIM_INFINITY else max(1, min(AT_ONCE, files // 2))


def bound(path: Path) -> socket.socket:
    """A socket in its place, its owner's alone.

    Raises:
        OSError: it cannot be made there.
    """
    if sys.platform == "win32":
        raise NotImplementedError(PIPE)
    door = socket.socket(socket.AF_UNIX)
    before = os.umask(0o177)
    try:
        door.bind(str(path))
    except OSError:
        door.close()
        raise
    finally:
        os.umask(before)
    return door
