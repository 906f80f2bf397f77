"""python-xlib is kept off the network: it speaks to the X server of this screen through its socket, or not at all."""

import socket
from pathlib import Path
from typing import Any

import pytest
from Xlib.display import Display
from Xlib.error import DisplayConnectionError

from reminder.xserver import Connection, stay_off_the_network


@pytest.fixture
def reached(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """The addresses to which a connection was tried, none of which answers."""
    tried: list[Any] = []

    def connect(channel: socket.socket, address: Any) -> None:
        tried.append(address)
        channel.close()  # python-xlib leaves it open
        raise ConnectionRefusedError(111, "Connection refused")

    monkeypatch.setattr(socket.socket, "connect", connect)
    return tried


@pytest.mark.parametrize("name", ["there:0", "tcp/there:0", "localhost:10.0", "127.0.0.1:0", "fe80--1:0"])
def test_a_display_that_is_reached_over_the_network_is_refused(name: str, reached: list[Any]) -> None:
    """`ssh -X` and old habits set one; nothing is looked up, nothing connected, and the user is told why."""
    with pytest.raises(DisplayConnectionError, match="over the network, which reminder does not use"):
        Connection(name)
    assert reached == []


@pytest.mark.parametrize("name", [":4711", "unix:4711", "unix/:4711"])
def test_a_server_that_is_gone_is_not_looked_for_on_a_port(
    name: str, reached: list[Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Any user of this machine may listen on 10711, and would be sent the cookie of our user's screen."""
    monkeypatch.setenv("DISPLAY", name)

    for open_display in (Connection, Display):  # ours, and the one that pystray opens
        stay_off_the_network()
        with pytest.raises(DisplayConnectionError):
            open_display()

    assert {Path(str(address).lstrip("\0")).name for address in reached} == {"X4711"}
