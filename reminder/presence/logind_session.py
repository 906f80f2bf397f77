"""Which of the sessions that logind knows is ours, and how to read it."""

import os
import sys
from collections.abc import Mapping
from typing import Any

from reminder.backends import Unavailable
from reminder.bus import GONE, PROPERTIES, CallFailed, Connection
from reminder.core.records import dataclass
from reminder.wire import Variant

LOGIND = "org.freedesktop.login1"
MANAGER = f"{LOGIND}.Manager"
MANAGER_PATH = "/org/freedesktop/login1"
SESSION = f"{LOGIND}.Session"

_SHAPES = {
    "Id": "s",
    "User": "(uo)",
    "Seat": "(so)",
    "Active": "b",
    "Class": "s",
    "Type": "s",
    "State": "s",
    "LockedHint": "b",
    "IdleHint": "b",
    "IdleSinceHint": "t",
}
"""What is read of a session, and of which type it is (org.freedesktop.login1(5))."""

GRAPHICAL = frozenset({"x11", "wayland", "mir"})
"""Types of a session in which a desktop tells logind what it does; all others are terminals (systemd, login.h)."""


@dataclass(frozen=True, slots=True)
class Session:
    """A session of ours. `id` is its name for people ("2", "c1"), `seat` "" in a remote desktop, `type` "x11" or so."""

    id: str
    path: str
    seat: str
    type: str


def changes_of(session: Session) -> str:
    """The match rule for changes of the session's properties."""
    return f"type='signal',sender='{LOGIND}',path='{session.path}',interface='{PROPERTIES}',member='PropertiesChanged'"


async def find_session(bus: Connection, environ: Mapping[str, str]) -> Session:
    """The session that this process belongs to, else one of the same user.

    Raises:
        Unavailable: no logind, or no session of this user.
        CallFailed: logind is in trouble; that it does not know a session is none.
    """
    for name in (environ.get("XDG_SESSION_ID"), "auto"):
        # "auto" (systemd 243) is the caller's own, or the user's graphical one for a service of systemd --user
        if name and (session := await _named(bus, name)):
            return session
    return await _listed(bus, environ.get("XDG_SEAT", ""))


async def properties_of(bus: Connection, path: str) -> dict[str, Any]:
    """What is read of a session. Raises `CallFailed`."""
    match await bus.query(LOGIND, path, f"{PROPERTIES}.GetAll", "s", SESSION):
        case [dict(told)]:
            return values_of(told)
        case _:
            raise _garbled("GetAll")


def values_of(told: Mapping[str, Variant]) -> dict[str, Any]:
    """What is read of a session among these properties, Variants taken off.

    Raises:
        CallFailed: one of them is not of its type.
    """
    values = {}
    for key in _SHAPES.keys() & told.keys():
        if not isinstance(told[key], Variant) or told[key].signature != _SHAPES[key]:
            raise _garbled(key)
        values[key] = told[key].value
    return values


async def _named(bus: Connection, name: str) -> Session | None:
    """The session that logind knows by this name, if it is one of ours.

    A stale XDG_SESSION_ID (tmux) names none, or one that has ended.
    """
    try:
        answer = await bus.query(LOGIND, MANAGER_PATH, f"{MANAGER}.GetSession", "s", name)
    except CallFailed as failure:
        _unless_refused(failure)
        return None
    match answer:
        case [str(path)]:
            told = await _read(bus, path)
            return _session(path, told) if told and _is_ours(told) else None
        case _:
            raise _garbled("GetSession")


async def _listed(bus: Connection, seat: str) -> Session:
    """The user's session on `seat`, on any seat, in front, graphical: the more of these, in this order, the better."""
    mine = await _paths_of_ours(bus)
    known = [(path, told) for path in mine if (told := await _read(bus, path)) and _is_ours(told)]
    if not known:
        raise Unavailable(
            "logind knows of no session of this user in which one can sit",
            "start reminder inside your desktop session",
        )

    def worth(candidate: tuple[str, dict[str, Any]]) -> tuple[bool, bool, bool, bool]:
        session, told = _session(*candidate), candidate[1]
        on_seat = bool(session.seat)
        return on_seat and session.seat == seat, on_seat, bool(told.get("Active")), told.get("Type") in GRAPHICAL

    return _session(*max(known, key=worth))


async def _paths_of_ours(bus: Connection) -> list[str]:
    """Where this user's sessions are; none where it is forbidden to ask."""
    try:
        answer = await bus.query(LOGIND, MANAGER_PATH, f"{MANAGER}.ListSessions")
    except CallFailed as failure:
        _unless_refused(failure)
        return []
    match answer:
        case [[*rows]]:
            return [path for uid, path in map(_user_and_path, rows) if uid == _uid()]
        case _:
            raise _garbled("ListSessions")


def _user_and_path(row: object) -> tuple[int, str]:
    match row:
        case [str(), int(uid), str(), str(), str(path)]:
            return uid, path
        case _:
            raise _garbled("ListSessions")


async def _read(bus: Connection, path: str) -> dict[str, Any] | None:
    """What is told about a session; None when it has ended, or never was (some doubles of logind invent paths)."""
    try:
        return await properties_of(bus, path)
    except CallFailed as failure:
        _unless_refused(failure)
        return None


def _is_ours(told: Mapping[str, Any]) -> bool:
    """Whether it is a session of this user in which one can sit: no greeter, no service manager, none that is over."""
    uid, _ = told.get("User", (_uid(), ""))
    return uid == _uid() and str(told.get("Class", "user")).startswith("user") and not has_ended(told)


def has_ended(told: Mapping[str, Any]) -> bool:
    """Whether its user has logged out, and logind keeps it only because programs are left of it (tmux, a service)."""
    return told.get("State") == "closing"


def _session(path: str, told: Mapping[str, Any]) -> Session:
    seat, _ = told.get("Seat", ("", "/"))
    return Session(told.get("Id") or path.rpartition("/")[2], path, seat, told.get("Type", ""))


def _unless_refused(failure: CallFailed) -> None:
    """Pass over an error that is logind's answer; no logind, and no answer, end the search."""
    if failure.error in GONE:
        raise Unavailable(
            "neither systemd-logind nor elogind runs on the system bus", "install elogind, on a system without systemd"
        ) from failure
    if not failure.error:
        raise failure


def _garbled(asked: str) -> CallFailed:
    return CallFailed(f"{LOGIND} answered {asked} with something else than expected")


def _uid() -> int:
    if sys.platform == "win32":
        return 0
    return os.getuid()
