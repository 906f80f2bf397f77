"""One service only, and the private channel on which the command line speaks to it: one JSON line there, one back."""

import contextlib
import json
import logging
import socket
import sys
import threading
from collections.abc import Awaitable, Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from reminder.lock_files import any_lock_file, lock_file, lock_files
from reminder.paths import make_ours, spare_channel
from reminder.patience import within
from reminder.peer import same_user

if TYPE_CHECKING:
    import asyncio

    from reminder.reception import Reception

if sys.platform == "win32":
    from reminder.named_pipe import connect, keep_to_user, pipe_name

log = logging.getLogger(__name__)

Request = dict[str, Any]
Reply = dict[str, Any]
Answer = Callable[[Request], Awaitable[Reply]]
"""Answers one request; called on the event loop's thread."""

SHOW = "show"
"""What a second start asks of the running service: to say on the screen what it does."""

LIMIT = 64 * 1024
LONGEST_REPLY = 16 * LIMIT
PATIENCE_SECONDS = 5.0
"""How long the other end may be silent: a service before it lets a command in, a visitor who has something to say."""

ANSWER_SECONDS = 60.0
"""How long a service that lives may take to answer: beside a hundred busy programs it has little of the processor."""

LET_IN = b" "
"""What a visitor hears at once, by which a service that is busy is told from one that hangs. JSON may begin with it."""

REPLY_SECONDS = 0.05
"""What a reply may take, where the service ends after it and closes the channel."""

LOCK_TRIES, LOCK_SECONDS = 20, 0.1

DEAF = "reminder is running, but does not answer. End it and start it again."
BROKEN_OFF = "reminder ended before it had answered."
STRANGE = "What answers there is not reminder: the reply is no JSON object."


class AlreadyRunning(Exception):  # noqa: N818 - a fact to tell, not an error of ours
    """Another service runs for the same user and folder."""


class NotRunning(Exception):  # noqa: N818 - a fact to tell, not an error of ours
    """No service answers on the channel; the message is a sentence for the user."""


class NotAnswering(NotRunning):
    """A service is there, but does not answer in time."""


class Unclear(NotRunning):
    """It was asked, and gave no reply that can be understood: nobody knows whether it has done it."""


class Lock:
    """Held by the one running service; the system lets go of it even when the service is killed."""

    def __init__(self, path: Path) -> None:
        """Take the lock.

        Raises:
            AlreadyRunning: somebody else holds it.
        """
        with contextlib.ExitStack() as files:
            for number in lock_files(path):
                file = files.enter_context(open(number, "rb"))  # noqa: PTH123 - held open
                try:
                    lock_file(file)
                except OSError as held:
                    raise AlreadyRunning from held
            self._files = files.pop_all()

    def release(self) -> None:
        """Let go."""
        self._files.close()


def held(path: Path) -> bool:
    """Whether somebody holds the lock there: a service, reachable or not. Nothing is made by looking."""
    if not any_lock_file(path):
        return False
    try:
        Lock(path).release()
    except AlreadyRunning:
        return True
    return False


def lock_of_service(path: Path, channel: Path) -> Lock:
    """The lock for as long as the service runs. A command that notes something has it for an instant, which is waited.

    Raises:
        AlreadyRunning: a service answers on the channel, or somebody else holds the lock for long.
    """
    for _ in range(LOCK_TRIES):
        try:
            return Lock(path)
        except AlreadyRunning:
            if _somebody_answers(channel):
                raise
            threading.Event().wait(LOCK_SECONDS)
    return Lock(path)


def _somebody_answers(channel: Path) -> bool:
    """Whether a service is there, be it ever so slow. One that is about to end is none."""
    try:
        told = ask(channel, {"verb": "status"}).get("status")
    except NotAnswering:
        return True
    except NotRunning:
        return False
    return not (isinstance(told, dict) and told.get("running") is False)


class Server:
    """Listens on the channel and passes requests on."""

    def __init__(self, path: Path, answer: Answer) -> None:
        """Make a server for the socket at `path`; `start` begins to listen."""
        self._path = path
        self._answer = answer
        self._close: Callable[[], None] | None = None
        self._reception: Reception | None = None

    async def start(self) -> None:
        """Listen. A socket left behind by a killed service is replaced; the lock says that it is one.

        Raises:
            OSError: the socket cannot be made there.
        """
        import asyncio  # not above: who asks does without, which is a third of the time that asking takes

        if sys.platform == "win32":
            loop = asyncio.get_running_loop()
            assert isinstance(loop, asyncio.ProactorEventLoop)  # noqa: S101 - the default loop there
            pipes = await loop.start_serving_pipe(self._protocol, pipe_name(self._path))  # type: ignore[attr-defined, unused-ignore]
            self._close = pipes[0].close
            try:
                await asyncio.to_thread(keep_to_user, pipe_name(self._path))
            except OSError:
                self.stop()
                raise
        else:
            make_ours(self._path.parent)
            from reminder.reception import Reception, bound

            self._path.unlink(missing_ok=True)
            self._reception = Reception(bound(self._path), self._serve, LIMIT)
            self._close = self._reception.close

    def _protocol(self) -> "asyncio.StreamReaderProtocol":
        import asyncio

        reader = asyncio.StreamReader(limit=LIMIT)
        return asyncio.StreamReaderProtocol(reader, self._serve)

    def stop(self) -> None:
        """Stop listening and remove the socket."""
        if self._close is not None:
            self._close()
            self._close = None
        if sys.platform != "win32":
            self._path.unlink(missing_ok=True)

    async def finish(self) -> None:
        """Stop listening; those inside have their answers first, so that what was noted is told."""
        self.stop()
        if self._reception is not None:
            await self._reception.emptied()

    async def _serve(self, reader: "asyncio.StreamReader", writer: "asyncio.StreamWriter") -> None:
        import asyncio

        loop, transport = asyncio.get_running_loop(), writer.transport
        transport.set_write_buffer_limits(0)  # so that who never reads its reply is waited for here, and not for ever
        with contextlib.closing(writer), contextlib.suppress(ConnectionError, TimeoutError):
            try:
                async with asyncio.timeout(PATIENCE_SECONDS) as limit:
                    reply: Reply = {"error": "This service belongs to another user."}
                    if same_user(writer.get_extra_info("socket")):
                        writer.write(LET_IN)
                        line = await _line(reader)
                        limit.reschedule(loop.time() + ANSWER_SECONDS)
                        reply = await self._reply(line)
                        limit.reschedule(loop.time() + PATIENCE_SECONDS)
                    writer.write(json.dumps(reply).encode() + b"\n")
                    await writer.drain()
            except BaseException:
                transport.abort()  # closed, it would wait until somebody reads what is still to be sent
                raise

    async def _reply(self, line: bytes) -> Reply:
        try:
            request = json.loads(line)
        except (ValueError, RecursionError):  # not JSON, not UTF-8, longer than LIMIT, or nested without end
            return {"error": "The request is not one line of JSON."}
        if not isinstance(request, dict):
            return {"error": "The request is not a JSON object."}
        try:
            async with contextlib.nullcontext() if self._reception is None else self._reception.answering():
                return await self._answer(request)
        except Exception:  # a bug must not leave the user waiting
            log.exception("A request could not be answered")
            return {"error": "Something went wrong in the service; it says what on its standard error."}


async def _line(reader: "asyncio.StreamReader") -> bytes:
    with contextlib.suppress(ValueError):  # longer than LIMIT
        return await reader.readline()
    return b""


def ask(path: Path, request: Request) -> Reply:
    """Send one request to the running service and wait for its reply.

    Raises:
        NotRunning: nobody listens, nobody answers in time, or what answers is no reply.
    """
    line, alive = json.dumps(request).encode() + b"\n", threading.Event()
    try:
        exchange = partial(_exchange, path, line, alive.set)
        heard = within(PATIENCE_SECONDS, exchange, lambda: alive.is_set() * ANSWER_SECONDS)
    except TimeoutError as silence:
        raise NotAnswering(DEAF) from silence
    except OSError as silence:
        raise NotRunning("reminder is not running. Start it with 'reminder'.") from silence
    if not heard.endswith(b"\n") and len(heard) < LONGEST_REPLY:
        raise Unclear(BROKEN_OFF)
    try:
        reply = json.loads(heard)
    except (ValueError, RecursionError) as nonsense:
        raise Unclear(STRANGE) from nonsense
    if not isinstance(reply, dict):
        raise Unclear(STRANGE)
    return reply


def _exchange(path: Path, line: bytes, alive: Callable[[], None]) -> bytes:
    """What is said to this line. `alive` is called once anything is.

    Raises:
        OSError: nobody has heard it.
    """
    if sys.platform == "win32":
        return _over_pipe(pipe_name(path), line, alive)
    with socket.socket(socket.AF_UNIX) as channel:
        _connect(channel, path)
        if not same_user(channel):
            raise PermissionError("the socket is another user's")
        channel.sendall(line)
        return _whole(channel.recv, alive)


def _connect(channel: socket.socket, path: Path) -> None:
    """To where the service listens: there, or, where it cannot write to that folder, in one of the system's."""
    try:
        channel.connect(str(path))
    except (FileNotFoundError, ConnectionRefusedError):
        if not spare_channel(path).exists():
            raise
        channel.connect(str(spare_channel(path)))


if sys.platform == "win32":

    def _over_pipe(name: str, line: bytes, alive: Callable[[], None]) -> bytes:
        with connect(name) as pipe:
            pipe.write(line)
            return _whole(pipe.read, alive)


def _whole(read: Callable[[int], bytes | None], alive: Callable[[], None]) -> bytes:
    """All up to the end of the line; less where it breaks off, and where it is longer than any reply."""
    heard = bytearray()
    with contextlib.suppress(OSError):
        while len(heard) < LONGEST_REPLY and not heard.endswith(b"\n") and (part := read(LIMIT)):
            alive()
            heard += part
    return bytes(heard)
