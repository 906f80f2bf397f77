"""No network: neither the service nor any verb so much as makes a socket that could leave this machine.

Two look at it. Python tells an audit hook of every socket and of every name that is looked up. The kernel tells strace
of every call of every thread and child, libraries in C among them, in a network namespace that has no network at all.
"""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import need
from tests.desktop.session import wait_for
from tests.running import DEADLINE_SECONDS, Running, Start

if sys.platform != "linux":
    pytest.skip("strace and network namespaces of Linux", allow_module_level=True)

ROOT = Path(__file__).parents[2]
HOOK = """
import os, sys

LOCAL = {LOCAL}

def heard(event, args):
    name = event.removeprefix("socket.")
    far = name == "__new__" and int(args[1]) not in LOCAL
    if far or name in ("getaddrinfo", "gethostbyname", "gethostbyaddr", "getnameinfo"):
        with open(os.environ["HEARD"], "a") as file:
            file.write(f"{event} {args[1:]} {sys.argv}\\n")

sys.addaudithook(heard)
"""
LOCAL_FAMILIES = {"AF_UNIX", "AF_NETLINK"}
"""NETLINK is a talk with the kernel."""


class Ear:
    """What Python and the kernel tell of sockets; `environ` is for the process that is listened to."""

    def __init__(self, root: Path) -> None:
        self._heard, self._traces = root / "heard", root / "traces"
        self._traces.mkdir()
        hook = root / "hook" / "sitecustomize.py"
        hook.parent.mkdir()
        hook.write_text(HOOK.replace("{LOCAL}", "{1, 16}"))
        self.environ = {**os.environ, "PYTHONPATH": str(hook.parent), "HEARD": str(self._heard)}

    def under(self, name: str) -> list[str]:
        """The tracer lets the program be our own child (-D), so that it is the program that we wait for and end."""
        trace = ["strace", "-D", "-f", "-q", "-e", "trace=network", "-o", str(self._traces / name)]
        return [*(["unshare", "--net"] if os.getuid() == 0 else []), *trace]

    def told_by_python(self) -> list[str]:
        return self._heard.read_text().splitlines() if self._heard.exists() else []

    def told_by_kernel(self, name: str, pid: int) -> set[str]:
        """The families of the sockets that were made, once the tracer has seen the end."""
        file = self._traces / name
        wait_for(lambda: re.search(rf"^{pid} +\+\+\+ ", file.read_text(), re.MULTILINE), "the end of the trace")
        return set(re.findall(r"\bsocket(?:pair)?\((\w+)", file.read_text()))


@pytest.fixture
def ear(tmp_path: Path) -> Ear:
    need("strace", "unshare")
    return Ear(tmp_path)


def test_what_reaches_for_the_network_is_heard(ear: Ear) -> None:
    """Who hears nothing may be deaf."""
    code = "import socket; socket.socket(); socket.getaddrinfo('127.0.0.1', 9)"
    process = subprocess.Popen([*ear.under("loud"), sys.executable, "-W", "ignore", "-c", code], env=ear.environ)

    assert process.wait(DEADLINE_SECONDS) == 0
    assert [line.split()[0] for line in ear.told_by_python()] == ["socket.__new__", "socket.getaddrinfo"]
    assert "AF_INET" in ear.told_by_kernel("loud", process.pid)


def test_neither_the_service_nor_a_verb_makes_a_socket_that_leaves_this_machine(
    ear: Ear, start_service: Start, tmp_path: Path
) -> None:
    """Not where display, buses and sound server are said to be elsewhere, either; and all works without a network.

    What opens a page is the user's own program, and goes where it likes.
    """
    browser = tmp_path / "bin" / "xdg-open"
    browser.parent.mkdir()
    browser.write_text("#!/bin/sh\n")
    browser.chmod(0o700)
    elsewhere = {
        "DISPLAY": "127.0.0.1:4711",
        "DBUS_SESSION_BUS_ADDRESS": "tcp:host=127.0.0.1,port=4711;nonce-tcp:host=127.0.0.1,port=4711,noncefile=/x",
        "DBUS_SYSTEM_BUS_ADDRESS": "tcp:host=127.0.0.1,port=4711",
        "PULSE_SERVER": "tcp:127.0.0.1:4711",
        "XDG_SESSION_TYPE": "x11",
        "PATH": f"{browser.parent}:{os.environ['PATH']}",
    }
    environ = {**ear.environ, **elsewhere}
    service: Running = start_service(under=ear.under("service"), env=environ)
    said = service.says("reminder is running")

    verbs = subprocess.Popen(
        [*ear.under("verbs"), sys.executable, "-m", "tests.faults.every_verb", str(tmp_path), "--all"],
        cwd=ROOT,
        env=environ,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
    )
    endings = verbs.communicate(timeout=2 * DEADLINE_SECONDS)[1]
    ended = service.ended()

    assert "over the network, which reminder does not use" in said
    assert (ended, endings.splitlines()[-1]) == (0, "0 quit")
    assert re.findall(r"^3 .*", endings, re.MULTILINE) == []
    assert ear.told_by_python() == []
    assert ear.told_by_kernel("service", service.process.pid) <= LOCAL_FAMILIES
    assert ear.told_by_kernel("verbs", verbs.pid) <= LOCAL_FAMILIES
