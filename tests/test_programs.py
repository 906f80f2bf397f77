"""A short-lived program: what it said is told whatever its bytes are, and none outlives the wait for it."""

import asyncio
import os
import sys
from datetime import timedelta
from pathlib import Path

import pytest

from reminder import programs
from reminder.programs import Ended, at_home, run_program
from tests.private_bus import until

PLENTY = timedelta(seconds=30)


def ended(code: str, *words: str, folder: Path | None = None, environ: dict[str, str] | None = None) -> Ended:
    command = (sys.executable, "-c", code, *words)
    return asyncio.run(run_program(*command, limit=PLENTY, folder=folder, environ=environ))


def test_how_it_ended_and_what_it_said_is_told() -> None:
    """What is a failure, and what of its words is the reason, only who runs it can say."""
    code = "import sys; print('Film', end=''); print('oops', end='', file=sys.stderr); sys.exit(3)"

    assert ended(code) == Ended(3, "Film", "oops")


def test_bytes_that_are_no_text_are_no_traceback() -> None:
    """A window's title may be in any encoding."""
    assert ended(r"import os; os.write(1, b'Caf\xe9')").printed == "Caf�"


def test_it_has_nothing_to_read() -> None:
    """One that asks would wait for an answer on the service's own terminal."""
    assert ended("import sys; print(repr(sys.stdin.read()), end='')").printed == "''"


def test_it_gets_the_words_the_folder_and_the_variables_it_is_given(tmp_path: Path) -> None:
    """Each as it is: no shell reads them."""
    environ = {**os.environ, "WORD": "$HOME"}

    told = ended(
        "import os, sys; print(os.getcwd(), os.environ['WORD'], sys.argv[1], end='')",
        "* ;",
        folder=tmp_path,
        environ=environ,
    )

    assert told.printed == f"{tmp_path.resolve()} $HOME * ;"


def test_without_others_the_variables_are_ours(monkeypatch: pytest.MonkeyPatch) -> None:
    """A program needs its PATH."""
    monkeypatch.setenv("WORD", "ours")

    assert ended("import os; print(os.environ['WORD'], end='')").printed == "ours"


def test_one_that_is_not_there_is_an_error_to_catch(tmp_path: Path) -> None:
    """Who asked for it knows what to install."""
    with pytest.raises(FileNotFoundError):
        asyncio.run(run_program(str(tmp_path / "none"), limit=PLENTY))


@pytest.mark.parametrize("stream", ["stdout", "stderr"])
def test_one_that_prints_without_end_is_ended(stream: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A program that has gone mad fills gigabytes in the second that it has, and they would be the service's memory."""
    monkeypatch.setattr(programs, "MOST_BYTES", 1024 * 1024)

    with pytest.raises(OSError, match="prints without end, more than 1 MiB"):
        ended(f"import sys\nwhile True: print('again and again', file=sys.{stream})")


@pytest.mark.skipif(sys.platform == "win32", reason="its stand-in is a shell's")
@pytest.mark.parametrize("called_off", [False, True])
def test_none_outlives_the_wait_for_it(tmp_path: Path, *, called_off: bool) -> None:
    """A look is taken again and again; each time a process would be left behind."""
    number = tmp_path / "number"

    async def story() -> None:
        limit = PLENTY if called_off else timedelta(seconds=1)
        command = ("sh", "-c", "echo $$ > new; mv new number; exec sleep 600")
        running = asyncio.create_task(run_program(*command, limit=limit, folder=tmp_path))
        if called_off:
            await until(number.exists)
            running.cancel()
        with pytest.raises(asyncio.CancelledError if called_off else TimeoutError):
            await running

    asyncio.run(story())

    with pytest.raises(ProcessLookupError):
        os.kill(int(number.read_text()), 0)


@pytest.mark.parametrize(
    ("name", "given", "left"),
    [
        ("DBUS_SESSION_BUS_ADDRESS", "tcp:host=there,port=1;unix:path=/a;nonce-tcp:host=there", "unix:path=/a"),
        ("DBUS_SYSTEM_BUS_ADDRESS", "tcp:host=there,port=1", None),
        (
            "PULSE_SERVER",
            "there {id}tcp:there:4713 tcp6:there {id}unix:/run/pulse /run/native",
            "{id}unix:/run/pulse /run/native",
        ),
        ("PULSE_SERVER", "there", None),
        ("DISPLAY", "there:0", None),
        ("DISPLAY", "localhost:10.0", None),
        ("DISPLAY", "tcp/there:0", None),
        ("DISPLAY", ":0.1", ":0.1"),
        ("DISPLAY", "unix:0", "unix:0"),
        ("DISPLAY", "unix/:0", "unix/:0"),
        ("DISPLAY", "/private/tmp/com.apple.launchd.x/org.xquartz:0", "/private/tmp/com.apple.launchd.x/org.xquartz:0"),
        ("PATH", "tcp:there", "tcp:there"),
    ],
)
def test_it_is_told_of_nothing_that_is_reached_over_a_network(name: str, given: str, left: str | None) -> None:
    """Asked by us, systemctl and pactl would connect there, and we use no network."""
    assert at_home({name: given, "HOME": "/h"}) == ({name: left} if left else {}) | {"HOME": "/h"}


def test_what_is_run_is_run_at_home(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whether with an environment of its own, or with ours."""
    code, far = "import os; print(os.environ.get('PULSE_SERVER'), end='')", "tcp:there:4713"
    monkeypatch.setenv("PULSE_SERVER", far)

    assert ended(code).printed == "None"
    assert ended(code, environ={**os.environ, "PULSE_SERVER": far}).printed == "None"
