"""Presence from logind's IdleHint: the last resort, where the desktop itself tells nobody when input stops.

The hint is set by the desktop, and many never set it: then "not idle" says nothing, and presence is unknown until the
hint is seen to be used. Where it is used it comes late, after the desktop's own delay (that of the screen saver), and
logind tells when the hint was set, not when the last input was: `Left.since` is too late by that delay.
"""

import asyncio
import logging
import os
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta

from reminder.backends import Unavailable
from reminder.bus import BUS, CallFailed, Connection, connect_system, owner_rule
from reminder.core.events import Left, PresenceLost, Returned
from reminder.presence import Post, PresenceEvent
from reminder.presence.errand import PATIENCE, Errand
from reminder.presence.logind_session import GRAPHICAL, LOGIND, Session, changes_of, find_session, properties_of
from reminder.presence.telling import Telling
from reminder.wire import Message

_log = logging.getLogger(__name__)

LIMIT = timedelta(seconds=2)
"""What logind may take to answer; it takes some milliseconds."""


async def open_logind(
    now: Callable[[], datetime],
    environ: Mapping[str, str] = os.environ,
    limit: timedelta = LIMIT,
    *,
    patience: timedelta = PATIENCE,
) -> "LogindPresence":
    """Connect to the system bus and find our session.

    Raises:
        Unavailable: no system bus, no logind, no session of a desktop that is ours, or no answer.
    """
    bus = await connect_system(environ, limit)
    try:
        await bus.subscribe(owner_rule(LOGIND))
        session = await find_session(bus, environ)
        _refuse_terminal(session)
        await bus.subscribe(changes_of(session))
        presence = LogindPresence(bus, session, now, patience=patience)
        await presence.read()
    except Unavailable:
        await bus.close()
        raise
    except CallFailed as failure:
        await bus.close()
        raise Unavailable(f"logind cannot be used: {failure}") from failure
    return presence


def _refuse_terminal(session: Session) -> None:
    """Its hint systemd works out from the last use of the terminal, and never tells (its session_get_idle_hint)."""
    if session.type not in GRAPHICAL:
        raise Unavailable(
            f"session {session.id} is one of a terminal, whose idle hint says nothing about a desktop",
            "start reminder inside your desktop session",
        )


class LogindPresence(Telling):
    """Edges of presence from IdleHint. All on the loop's thread; `post` is called from the loop.

    `known` is False until the hint is seen to be used, in this session or before; `PresenceLost` says so at the first
    `watch`. A restart of logind is bridged. A pause in the input cannot be told.
    """

    known: bool

    def __init__(
        self, bus: Connection, session: Session, now: Callable[[], datetime], *, patience: timedelta = PATIENCE
    ) -> None:
        super().__init__()
        self.known = False
        self._bus = bus
        self._session = session
        self._now = now
        self._lost = False
        self._hint: tuple[bool, int] = (False, 0)  # idle or not, and since when: realtime in µs, 0 if never set
        self._told: type[PresenceEvent] | None = None  # what was posted last
        self._errand = Errand(self.read, self._lose, patience)
        bus.listen(self._heard, lambda: self._lose("the system bus is gone"))

    def watch(self, post: Post, *, away_after: timedelta) -> None:
        """Begin to post; `away_after` is the desktop's own here, so an absence is told when the desktop sees it."""
        self._post = post
        asyncio.get_running_loop().call_soon(self._tell_change)

    def watch_pause(self, *, wanted: bool) -> None:
        """No input is seen here, so no pause in it either: the prompt comes when its wait is over (P3)."""

    def kept_awake(self) -> bool | None:
        """None: a desktop that is kept awake sets no hint, and does not say why."""
        return None

    async def close(self) -> None:
        self._post = None
        self._errand.end()
        await self._bus.close()

    async def read(self) -> None:
        """Ask for the hint. Raises `CallFailed`."""
        told = await properties_of(self._bus, self._session.path)
        hint = bool(told.get("IdleHint")), told.get("IdleSinceHint", 0)
        if hint != self._hint:
            self._hint, self.known = hint, True
            self._tell_change()

    def _heard(self, message: Message) -> None:
        match message.member, message.body:
            case "NameOwnerChanged", [name, _, _] if message.sender == BUS and name == LOGIND:
                self._errand.again()
            case "PropertiesChanged", [str(), dict(changed), list(invalidated)] if message.path == self._session.path:
                if "IdleHint" in changed or "IdleHint" in invalidated:
                    self._errand.again()
            case _:
                pass

    def _tell_change(self) -> None:
        """Post what is new to the service, if anything."""
        idle, since = self._hint
        if self._post is None or self._lost:
            return
        if not self.known:
            if self._told is None:
                self._tell(PresenceLost(self._now()))
        elif idle and self._told is not Left:
            now = self._now()
            self._tell(Left(now, _moment(since, now)))
        elif not idle and self._told in (Left, PresenceLost):
            self._tell(Returned(self._now()))

    def _lose(self, reason: str) -> None:
        if not self._lost:
            _log.warning("logind tells no idle hint any more: %s", reason)
            self._lost, self.known = True, False
            self._errand.end()
            if self._told is not PresenceLost:
                self._tell(PresenceLost(self._now()))

    def _tell(self, event: PresenceEvent) -> None:
        self._told = type(event)
        super()._tell(event)


def _moment(microseconds: int, now: datetime) -> datetime:
    """A moment of logind's; one that is still to come, or that no calendar has, is now."""
    ahead = microseconds > now.timestamp() * 1e6
    return now if ahead else datetime.fromtimestamp(microseconds / 1e6, UTC).astimezone(now.tzinfo)
