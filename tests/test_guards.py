"""The guards of conftest.py hold: what a test must not do, it cannot."""

import os
import socket
import time
from pathlib import Path

import pytest

from reminder.paths import places


def test_no_place_of_ours_lies_in_the_users_home(tmp_path_factory: pytest.TempPathFactory) -> None:
    """A test run must not touch the log and the settings of whoever runs it."""
    ours = tmp_path_factory.getbasetemp()

    where = places(os.environ)

    assert Path.home().is_relative_to(ours)
    assert all(path.is_relative_to(ours) for path in (where.config, where.data, where.control))


def test_a_test_sees_no_desktop() -> None:
    """Nobody wants the notifications of a test run on the screen."""
    assert not {"DISPLAY", "WAYLAND_DISPLAY", "DBUS_SESSION_BUS_ADDRESS"} & set(os.environ)


@pytest.mark.parametrize("family", [socket.AF_INET, socket.AF_INET6])
def test_the_network_cannot_be_reached(family: socket.AddressFamily) -> None:
    """Not even this machine's own ports."""
    with socket.socket(family) as channel:
        with pytest.raises(AssertionError, match="network"):
            channel.connect(("localhost", 9))
        with pytest.raises(AssertionError, match="network"):
            channel.bind(("localhost", 0))


def test_a_local_socket_works(tmp_path: Path) -> None:
    """The control channel and D-Bus are sockets, too."""
    with socket.socket(socket.AF_UNIX) as channel:
        channel.bind(str(tmp_path / "s"))

        assert (tmp_path / "s").is_socket()


def test_sleeping_is_an_error() -> None:
    """A fixed wait is too long on one machine and too short on another."""
    with pytest.raises(AssertionError, match="slept"):
        time.sleep(0.001)  # noqa: TID251 - the point
