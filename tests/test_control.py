"""One service only, and a channel that no client can block, crowd out or crash."""

import asyncio
import contextlib
import json
import os
import signal
import socket
import stat
import subprocess
import sys
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest

from reminder import control, reception
from reminder.control import AlreadyRunning, Lock, NotAnswering, NotRunning, Server, Unclear, ask

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="there it is a pipe")

Story = Callable[[Path], Awaitable[Any]]


async def echo(request: dict[str, Any]) -> dict[str, Any]:
    return {"say": request.get("verb")}


@pytest.fixture
def path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A socket of a length that every system takes."""
    monkeypatch.chdir(tmp_path)
    return Path("run/control.sock")


def serve(path: Path, story: Story, answer: control.Answer = echo) -> Any:
    """Tell a story to a running server."""

    async def told() -> Any:
        server = Server(path, answer)
        await server.start()
        try:
            async with asyncio.timeout(20):
                return await story(path)
        finally:
            server.stop()
            await turns()

    return asyncio.run(told())


async def turns() -> None:
    """Let the loop finish with connections whose client has gone already."""
    for _ in range(20):
        await asyncio.sleep(0)


async def send(path: Path, line: bytes) -> dict[str, Any]:
    reader, writer = await asyncio.open_unix_connection(path)
    writer.write(line)
    reply = await reader.readline()
    writer.close()
    await writer.wait_closed()
    loaded: dict[str, Any] = json.loads(reply)
    return loaded


def test_whether_the_lock_is_held_is_told_without_making_it(tmp_path: Path) -> None:
    """Who only asks must leave nothing behind."""
    path = tmp_path / "data/service.lock"
    assert not control.held(path)
    assert not path.parent.exists()

    lock = control.Lock(path)
    assert control.held(path)
    lock.release()
    assert not control.held(path)


def test_a_service_waits_for_a_command_that_has_the_log_for_an_instant(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """At login one must not be without reminders because of a click; where nobody answers for long, it is refused."""
    monkeypatch.setattr(control, "LOCK_SECONDS", 0)
    command = Lock(tmp_path / "lock")
    asked: list[Path] = []

    def over_soon(channel: Path, request: dict[str, Any]) -> dict[str, Any]:
        asked.append(channel)
        if len(asked) == 3:
            command.release()
        raise NotRunning

    monkeypatch.setattr(control, "ask", over_soon)
    with contextlib.closing(control.lock_of_service(tmp_path / "lock", tmp_path / "socket")._files):
        assert len(asked) == 3
        with pytest.raises(AlreadyRunning):
            control.lock_of_service(tmp_path / "lock", tmp_path / "socket")


def test_a_service_that_is_about_to_end_is_waited_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It still answers; who ends it and starts it again would be left without any."""
    monkeypatch.setattr(control, "LOCK_SECONDS", 0)
    ending = Lock(tmp_path / "lock")

    def last_words(channel: Path, request: dict[str, Any]) -> dict[str, Any]:
        ending.release()
        return {"status": {"running": False}}

    monkeypatch.setattr(control, "ask", last_words)

    control.lock_of_service(tmp_path / "lock", tmp_path / "socket").release()


@pytest.mark.parametrize("silence", [None, NotAnswering("busy")])
def test_a_service_that_is_there_is_not_waited_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, silence: Exception | None
) -> None:
    """It would be for ever, and a slow one is one as well."""

    def there(channel: Path, request: dict[str, Any]) -> dict[str, Any]:
        if silence is not None:
            raise silence
        return {"status": {}}

    monkeypatch.setattr(control, "ask", there)
    first = Lock(tmp_path / "lock")

    with pytest.raises(AlreadyRunning):
        control.lock_of_service(tmp_path / "lock", tmp_path / "socket")
    first.release()


def test_a_request_gets_its_reply(path: Path) -> None:
    """One line there, one line back."""

    async def story(path: Path) -> Any:
        return await asyncio.to_thread(ask, path, {"verb": "über"})

    assert serve(path, story) == {"say": "über"}


def test_two_clients_at_once_each_get_their_own(path: Path) -> None:
    """The tray's menu and a script."""

    async def story(path: Path) -> Any:
        return await asyncio.gather(*(asyncio.to_thread(ask, path, {"verb": n}) for n in range(5)))

    assert serve(path, story) == [{"say": n} for n in range(5)]


def test_a_client_that_says_nothing_does_not_keep_the_others_waiting(path: Path) -> None:
    """Nor does one that says half a line."""

    async def story(path: Path) -> Any:
        silent = await asyncio.open_unix_connection(path)
        halfway = await asyncio.open_unix_connection(path)
        halfway[1].write(b'{"verb": ')
        reply = await send(path, b'{"verb": 1}\n')
        for _, writer in (silent, halfway):
            writer.close()
        return reply

    assert serve(path, story) == {"say": 1}


def test_a_client_that_says_nothing_is_let_go_in_the_end(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A thousand of them must not pile up over a month."""
    monkeypatch.setattr(control, "PATIENCE_SECONDS", 0.02)

    async def story(path: Path) -> Any:
        reader, writer = await asyncio.open_unix_connection(path)
        rest = await reader.read()
        writer.close()
        return rest

    assert serve(path, story) == control.LET_IN


def test_who_is_let_in_waits_longer_than_for_a_service_that_hangs(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Beside a hundred busy programs an answer takes its time; whoever is told "does not answer" says it twice."""
    monkeypatch.setattr(control, "PATIENCE_SECONDS", 0.1)

    async def slow(request: dict[str, Any]) -> dict[str, Any]:
        await asyncio.sleep(0.3)
        return {"say": "Noted."}

    async def story(path: Path) -> Any:
        return await asyncio.to_thread(ask, path, {"verb": "drink"})

    assert serve(path, story, slow) == {"say": "Noted."}


def test_who_has_asked_when_the_service_ends_is_answered(path: Path) -> None:
    """It was noted, and the user would say it again."""
    asked = asyncio.Event()

    async def late(request: dict[str, Any]) -> dict[str, Any]:
        asked.set()
        await asyncio.sleep(0.05)
        return {"say": "Noted."}

    async def story() -> bytes:
        server = Server(path, late)
        await server.start()
        with socket.socket(socket.AF_UNIX) as client:
            client.connect(str(path))
            client.sendall(b"{}\n")
            await asked.wait()
            await server.finish()  # what comes later, comes never: the service's loop ends with it
            return client.recv(100)

    assert asyncio.run(story()) == control.LET_IN + b'{"say": "Noted."}\n'


def test_a_silent_client_does_not_hold_up_the_end_for_long(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A log-out does not wait for a script that has forgotten its connection."""
    monkeypatch.setattr(reception, "LAST_SECONDS", 0.01)

    async def story() -> None:
        server = Server(path, echo)
        await server.start()
        _, writer = await asyncio.open_unix_connection(path)
        await asyncio.sleep(0.01)
        async with asyncio.timeout(4):
            await server.finish()
        writer.close()

    asyncio.run(story())


@pytest.mark.parametrize(
    "line",
    [
        b"\n",
        b"hello\n",
        b'{"verb": "done"\n',
        b"\xff\xfe\n",
        b'{"verb": "' + b"x" * (2 * control.LIMIT) + b'"}\n',
        b"[" * 60_000 + b"\n",
        b'{"verb": ' + b"9" * 5000 + b"}\n",
        b"[]\n",
        b'"done"\n',
        b"null\n",
    ],
    ids=["empty", "words", "half", "not UTF-8", "oversized", "deep", "a number without end", "list", "text", "null"],
)
def test_what_is_no_request_gets_a_sentence_and_the_service_goes_on(path: Path, line: bytes) -> None:
    """Whatever comes down the socket, it is not the end of the day's log."""

    async def story(path: Path) -> Any:
        return await send(path, line), await send(path, b'{"verb": 2}\n')

    refused, after = serve(path, story)

    assert list(refused) == ["error"]
    assert after == {"say": 2}


def test_a_client_that_hangs_up_early_hurts_nobody(path: Path) -> None:
    """Ctrl-C at the wrong moment."""

    async def story(path: Path) -> Any:
        for line in (b"", b"{", b'{"verb": 1}\n'):
            _, writer = await asyncio.open_unix_connection(path)
            writer.write(line)
            writer.transport.abort()
        return await send(path, b'{"verb": 3}\n')

    assert serve(path, story) == {"say": 3}


def test_a_bug_in_an_answer_is_told_to_who_asked(path: Path, caplog: pytest.LogCaptureFixture) -> None:
    """At once, instead of silence until patience ends; and it is in the service's own log."""

    def broken(request: dict[str, Any]) -> dict[str, Any]:
        raise ZeroDivisionError

    async def story(path: Path) -> Any:
        return await send(path, b"{}\n")

    assert "went wrong in the service" in serve(path, story, broken)["error"]
    assert "ZeroDivisionError" in caplog.text


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells who the other end is")
def test_another_user_is_refused(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Even with a socket that somebody made readable for all."""
    uid = os.getuid()

    async def served(path: Path) -> Any:
        monkeypatch.setattr(os, "getuid", lambda: uid + 1)
        reply = await send(path, b'{"verb": "done"}\n')
        monkeypatch.setattr(os, "getuid", lambda: uid)
        return reply

    assert serve(path, served) == {"error": "This service belongs to another user."}


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells who the other end is")
def test_nothing_is_asked_of_another_users_service(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever made a folder in /tmp before us could listen in on what the user says."""
    path.parent.mkdir()
    uid = os.getuid()
    with socket.socket(socket.AF_UNIX) as theirs:
        theirs.bind(str(path))
        theirs.listen()
        monkeypatch.setattr(os, "getuid", lambda: uid + 1)
        with pytest.raises(NotRunning):
            ask(path, {"verb": "ache", "word": "7"})

        heard, _ = theirs.accept()
        assert heard.recv(1000) == b""
        heard.close()


@pytest.mark.parametrize("umask", [0o000, 0o077])
def test_the_socket_is_its_owners_alone(path: Path, umask: int) -> None:
    """Whatever the umask, which is left as it was."""

    async def story(path: Path) -> Any:
        return [stat.S_IMODE(os.stat(each).st_mode) for each in (path, path.parent)]  # noqa: PTH116 - asks no disk

    before = os.umask(umask)
    try:
        modes = serve(path, story)
    finally:
        after = os.umask(before)

    assert modes == [0o600, 0o700]
    assert after == umask


def test_a_folder_that_another_user_has_put_there_is_not_trusted(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """In /tmp anybody can make the folder first; what is asked there would be theirs to answer."""
    path.parent.mkdir()
    uid = os.getuid()
    monkeypatch.setattr(os, "getuid", lambda: uid + 1)

    async def story() -> None:
        with pytest.raises(PermissionError):
            await Server(path, echo).start()

    asyncio.run(story())
    assert not path.exists()


@pytest.mark.skipif(sys.platform != "linux" or os.getuid() != 0, reason="only root can give a link to another user")
def test_a_link_that_another_user_has_put_there_is_not_followed(path: Path, tmp_path: Path) -> None:
    """Into a folder of ours: there we would remove whatever is called as the socket is."""
    ours = tmp_path / "ours"
    ours.mkdir(mode=0o700)
    (ours / path.name).write_text("precious")
    path.parent.symlink_to(ours)
    os.chown(path.parent, 12345, 12345, follow_symlinks=False)

    async def story() -> None:
        with pytest.raises(PermissionError, match="another user's"):
            await Server(path, echo).start()

    asyncio.run(story())
    assert (ours / path.name).read_text() == "precious"


def test_a_folder_of_ours_that_others_may_enter_is_shut(path: Path) -> None:
    """Made by `mkdir -p`, say, under a usual umask."""
    path.parent.mkdir()
    path.parent.chmod(0o755)

    async def story(path: Path) -> Any:
        return stat.S_IMODE(os.stat(path.parent).st_mode)  # noqa: PTH116 - asks no disk

    assert serve(path, story) == 0o700


def test_a_socket_that_a_killed_service_left_is_replaced(path: Path) -> None:
    """It stays in the file system and nobody answers on it."""
    path.parent.mkdir()
    with socket.socket(socket.AF_UNIX) as left:
        left.bind(str(path))
    with pytest.raises(NotRunning, match="is not running"):
        ask(path, {})

    async def story(path: Path) -> Any:
        return await send(path, b'{"verb": 4}\n')

    assert serve(path, story) == {"say": 4}


def test_a_stopped_server_leaves_nothing(path: Path) -> None:
    """No socket, and an answer that says what to do."""

    async def story(path: Path) -> Any:
        return await send(path, b"{}\n")

    serve(path, story)

    assert not path.exists()
    with pytest.raises(NotRunning, match="Start it with 'reminder'"):
        ask(path, {})


def test_a_service_that_hangs_is_not_said_to_be_stopped(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Starting another would only say that one is running."""
    monkeypatch.setattr(control, "PATIENCE_SECONDS", 0.02)
    path.parent.mkdir()
    with socket.socket(socket.AF_UNIX) as deaf:
        deaf.bind(str(path))
        deaf.listen()

        with pytest.raises(NotAnswering, match="running, but does not answer"):
            ask(path, {})


@pytest.mark.parametrize(
    "reply", [b"", b"\n", b"[]\n", b"nonsense\n", b'{"say": "Noted', b"[" * 60_000 + b"\n", b"\xff\n"]
)
def test_what_is_no_reply_is_no_service(path: Path, reply: bytes) -> None:
    """Something else listens there, or it died while answering: whether it has done it is not known."""

    async def other(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readline()
        writer.write(reply)
        await writer.drain()
        writer.close()

    async def story() -> None:
        path.parent.mkdir()
        server = await asyncio.start_unix_server(other, path)
        with pytest.raises(Unclear):
            await asyncio.to_thread(ask, path, {})
        server.close()
        await turns()

    asyncio.run(story())


async def asked_of_other(path: Path, piece: bytes, pause: float) -> tuple[BaseException, int]:
    """What it is to ask one who says this again and again, and how much was heard of it."""
    said, serving = 0, list[asyncio.Task[None] | None]()
    over = asyncio.Event()

    async def other(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        nonlocal said
        serving.append(asyncio.current_task())
        with contextlib.suppress(ConnectionError):
            while not over.is_set():
                writer.write(piece)
                await writer.drain()
                said += len(piece)
                await asyncio.sleep(pause)
        writer.transport.abort()

    path.parent.mkdir()
    server = await asyncio.start_unix_server(other, path)
    with pytest.raises(NotRunning) as told:
        await asyncio.to_thread(ask, path, {})
    over.set()
    await asyncio.gather(*filter(None, serving))
    server.close()
    await turns()
    return told.value, said


def test_a_reply_without_end_is_not_read_for_ever(path: Path) -> None:
    """Nor kept: a service that has gone mad must not take a command's memory, or its evening."""
    told, said = asyncio.run(asked_of_other(path, b"x" * 10_000, 0))

    assert isinstance(told, Unclear)
    assert said < 2 * control.LONGEST_REPLY


def test_a_reply_that_comes_in_drops_is_not_waited_for(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each of them in time, and all together never."""
    monkeypatch.setattr(control, "PATIENCE_SECONDS", 0.1)
    monkeypatch.setattr(control, "ANSWER_SECONDS", 0.1)

    told, _ = asyncio.run(asked_of_other(path, b"x", 0.01))

    assert isinstance(told, NotAnswering)


@pytest.mark.skipif(sys.platform != "linux", reason="/proc")
def test_who_is_sent_away_with_a_reply_unread_leaves_no_open_file(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A socket that is closed with something still to send stays open until it is read: for ever, that is."""
    monkeypatch.setattr(reception, "room", lambda: 1)
    monkeypatch.setattr(reception, "STUCK_SECONDS", 0.01)

    async def long(request: dict[str, Any]) -> dict[str, Any]:
        return {"say": "x" * 10_000_000 if "long" in request else ""}

    async def story(path: Path) -> None:
        before = len(os.listdir("/proc/self/fd"))  # noqa: PTH208 - asks no disk
        with socket.socket(socket.AF_UNIX) as reads_nothing:
            reads_nothing.connect(str(path))
            reads_nothing.sendall(b'{"long": 1}\n')
            assert await send(path, b"{}\n") == {"say": ""}
            await turns()
            assert len(os.listdir("/proc/self/fd")) == before + 1  # noqa: PTH208 - the same

    serve(path, story, long)


@pytest.mark.skipif(sys.platform != "linux", reason="/proc")
def test_who_never_reads_a_long_reply_is_let_go_of(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What does not fit into the socket waits in the service's memory, with an open file."""
    monkeypatch.setattr(control, "PATIENCE_SECONDS", 0.05)

    def files() -> int:
        return len(os.listdir("/proc/self/fd"))  # noqa: PTH208 - asks no disk

    async def long(request: dict[str, Any]) -> dict[str, Any]:
        return {"say": "x" * 10_000_000}

    async def story(path: Path) -> None:
        before = files()
        with socket.socket(socket.AF_UNIX) as reads_nothing:
            reads_nothing.connect(str(path))
            reads_nothing.sendall(b"{}\n")
            while not any(served) or files() > before + 1:
                served.append(files() > before + 1)
                await asyncio.sleep(0.001)

    served: list[bool] = []
    serve(path, story, long)
    assert any(served)  # and the file was closed, or the story would have had no end


def test_a_path_too_long_for_a_socket_is_not_running(tmp_path: Path) -> None:
    """paths.py chooses a shorter one; if somebody else does not, it is a sentence and no crash."""
    with pytest.raises(NotRunning):
        ask(tmp_path / ("x" * 120), {})


# The lock


def test_a_second_lock_is_refused_and_the_first_stays(tmp_path: Path) -> None:
    """Two services would write one log."""
    first = Lock(tmp_path / "data" / "service.lock")
    for _ in range(2):
        with pytest.raises(AlreadyRunning):
            Lock(tmp_path / "data" / "service.lock")

    first.release()
    Lock(tmp_path / "data" / "service.lock").release()


def test_the_lock_is_its_owners_alone(tmp_path: Path) -> None:
    """Nobody else may hold up the service."""
    lock = Lock(tmp_path / "data" / "service.lock")

    assert stat.S_IMODE((tmp_path / "data" / "service.lock").stat().st_mode) == 0o600
    assert stat.S_IMODE((tmp_path / "data").stat().st_mode) == 0o700
    lock.release()


HOLDER = """
import sys
from pathlib import Path
from reminder.control import Lock
lock = Lock(Path(sys.argv[1]))
print("held", flush=True)
sys.stdin.read()
"""


def test_a_lock_outlives_nobody_even_who_was_killed(tmp_path: Path) -> None:
    """While another process holds it there is no second; kill -9 lets go of it, and the next may start."""
    path = tmp_path / "service.lock"
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
    with subprocess.Popen([sys.executable, "-c", HOLDER, str(path)], text=True, **pipes) as holder:  # type: ignore[call-overload]
        assert holder.stdout.readline() == "held\n"
        with pytest.raises(AlreadyRunning):
            Lock(path)
        holder.send_signal(signal.SIGKILL)
        holder.wait()

        Lock(path).release()
