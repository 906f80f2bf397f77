"""Who is at the other end of a local socket, as the system knows it."""

import os
import socket
import struct
import sys
from typing import Any

LINUX = struct.Struct("3i")
"""struct ucred: process, user, group (unix(7), SO_PEERCRED)."""

DARWIN = struct.Struct("=IIh2x16I")
"""struct xucred of sys/ucred.h: version, user, how many groups, the groups."""

SOL_LOCAL, LOCAL_PEERCRED, XUCRED_VERSION = 0, 1, 0
"""sys/un.h and sys/ucred.h of macOS; Python names none of them there."""


def same_user(peer: Any) -> bool:
    """Whether the other end runs as the same user, where the system can say; the socket's own mode guards the rest.

    False as well where the system should know and does not, as macOS of an end that has gone.
    """
    if sys.platform == "win32" or peer is None:
        return True
    try:
        uid = _uid(peer)
    except OSError:
        return False
    return uid is None or uid == os.getuid()


def _uid(peer: socket.socket) -> int | None:
    """None: this system has no way to ask."""
    if sys.platform == "linux":
        _process, uid, _group = LINUX.unpack(peer.getsockopt(socket.SOL_SOCKET, socket.SO_PEERCRED, LINUX.size))
        return int(uid)
    if sys.platform == "darwin":
        return user_of(peer.getsockopt(SOL_LOCAL, LOCAL_PEERCRED, DARWIN.size))
    return None


def user_of(credentials: bytes) -> int:
    """The user of a struct xucred.

    Raises:
        OSError: it is of a version that nobody knows, or not whole.
    """
    if len(credentials) != DARWIN.size:
        raise OSError("the system told less of the other end than it should")
    version, uid = DARWIN.unpack(credentials)[:2]
    if version != XUCRED_VERSION:
        raise OSError(f"the system tells of the other end in a version ({version}) that is not known")
    return int(uid)
