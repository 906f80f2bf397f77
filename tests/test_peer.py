"""The other end of a socket is trusted if it runs as the same user, as far as the system can tell."""

import os
import socket
import sys
from typing import Any

import pytest

from reminder import peer
from reminder.peer import same_user, user_of

if sys.platform == "win32":
    pytest.skip("a pipe's rights tell there", allow_module_level=True)

MACS = peer.DARWIN.pack(0, 501, 2, *(20, 12, *[0] * 14))
"""What macOS tells of user 501 in two groups: 76 bytes (sizeof(struct xucred))."""


class Ended:
    """An end that has gone: macOS knows nothing of it any more."""

    def getsockopt(self, *_: object) -> bytes:
        raise OSError(57, "Socket is not connected")


class Mac:
    """The other end as macOS tells of it."""

    def __init__(self, told: bytes) -> None:
        self.told = told

    def getsockopt(self, level: int, option: int, length: int) -> bytes:
        assert (level, option, length) == (0, 1, 76)
        return self.told


@pytest.mark.skipif(sys.platform not in {"linux", "darwin"}, reason="no system that tells")
def test_oneself_is_the_same_user_and_nobody_else_is(monkeypatch: pytest.MonkeyPatch) -> None:
    """As the kernel of this machine tells it."""
    here, there = socket.socketpair()
    with here, there:
        assert same_user(here)

        uid = os.getuid()
        monkeypatch.setattr(os, "getuid", lambda: uid + 1)
        assert not same_user(here)


def test_where_nothing_can_be_told_the_sockets_mode_guards_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """A pipe of Windows, or a system without such a call."""
    assert same_user(None)
    monkeypatch.setattr(sys, "platform", "freebsd")
    assert same_user(Ended())


def test_macos_tells_the_user_and_whom_it_does_not_know_is_not_trusted(monkeypatch: pytest.MonkeyPatch) -> None:
    """LOCAL_PEERCRED, level SOL_LOCAL; an end that has gone is not known."""
    monkeypatch.setattr(sys, "platform", "darwin")
    others: list[Any] = [Mac(MACS.replace(b"\xf5\x01", b"\xf6\x01")), Ended()]

    monkeypatch.setattr(os, "getuid", lambda: 501)
    assert same_user(Mac(MACS))
    assert [same_user(other) for other in others] == [False, False]


@pytest.mark.parametrize("told", [b"", MACS[:-1], b"\1" + MACS[1:]], ids=["nothing", "half", "another version"])
def test_what_macos_may_tell_one_day_is_not_guessed_at(told: bytes) -> None:
    """The user stands where this version has it, and perhaps nowhere in another."""
    with pytest.raises(OSError, match="the other end"):
        user_of(told)


def test_a_user_is_read_from_where_it_stands() -> None:
    """Version 0, user, number of groups, groups; in the byte order of the machine."""
    assert len(MACS) == 76
    assert user_of(MACS) == 501
