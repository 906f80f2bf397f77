"""Lock and resume as logind tells them: our session's LockedHint, whether it is in front, and PrepareForSleep."""

import asyncio
from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import timedelta
from typing import Any, Never

from reminder.backends import Refusal, Unavailable
from reminder.bus import BUS, CallFailed, Connection, connect_system, owner_rule
from reminder.presence.logind_session import (
    GRAPHICAL,
    LOGIND,
    MANAGER,
    Session,
    changes_of,
    find_session,
    has_ended,
    properties_of,
    values_of,
)
from reminder.wire import Message, Variant

Claim = Callable[[str, bool | None], None]
"""Takes what a source says: its name, and whether the screen is locked (None: it says nothing any more)."""

NAME = "logind"

GRACE = timedelta(seconds=5)
"""How long what logind said stands when it leaves the bus: an upgrade restarts it within a second."""

_MANAGER_RULE = f"type='signal',sender='{LOGIND}',interface='{MANAGER}',member="
RULES = (
    owner_rule(LOGIND),
    *(f"{_MANAGER_RULE}'{member}'" for member in ("PrepareForSleep", "SessionNew", "SessionRemoved")),
)


class LogindLock:
    """Claims "locked" while LockedHint is set, or somebody else's session is in front of ours (`Active` is false).

    A session of a remote desktop has no seat, and logind holds it active as long as it lives. One of a terminal may
    have its X server on another console, at which one works while it is not active (`startx -- vt7`).
    """

    title = "Lock and sleep, by logind"

    def __init__(
        self,
        claim: Claim,
        on_resume: Callable[[], None],
        environ: Mapping[str, str],
        limit: timedelta,
        grace: timedelta = GRACE,
    ) -> None:
        self.reached = False
        self.used: tuple[str, ...] = ()
        self.refused: tuple[Refusal, ...] = (Refusal(NAME, "it has not answered yet"),)
        self.sleep_refused: Refusal | None = self.refused[0]
        """Why a resume cannot be told; None: it can."""
        self._claim = claim
        self._on_resume = on_resume
        self._environ = environ
        self._limit = limit
        self._grace = grace
        self._session: Session | None = None
        self._told: dict[str, Any] = {}
        self._news = asyncio.Event()
        self._changes = 0
        self._gone = False
        self._ended = False
        self._lost = False

    async def serve(self, asked: Callable[[], None]) -> Never:
        """Tell until the bus is lost or logind in trouble. `asked` is called when the state has been asked.

        Raises:
            Unavailable: always in the end, with the reason.
        """
        bus = await connect_system(self._environ, self._limit)
        self.reached, self._session, self._lost = True, None, False
        bus.listen(self._heard, self._bus_lost)
        try:
            for rule in RULES:
                await bus.subscribe(rule)
            while not self._lost:
                self._news.clear()
                await self._ask(bus)
                asked()
                await self._something_new()
        except CallFailed as failure:
            raise Unavailable(f"logind cannot be used: {failure}") from failure
        finally:
            await bus.close()
        raise Unavailable("the system bus is gone")

    def drop(self, reason: Unavailable) -> None:
        """Nothing is told any more; what was is not true any more."""
        self._refuse(reason)
        self.sleep_refused = self.refused[0]
        self._claim(NAME, None)

    def _refuse(self, reason: Unavailable) -> None:
        self.used, self.refused = (), (Refusal(NAME, str(reason), reason.fix),)

    async def _ask(self, bus: Connection) -> None:
        """Find our session, where it is not known, and read it. That there is none yet is told by `SessionNew`."""
        self._gone, self.sleep_refused = False, None
        try:
            session = await self._read(bus)
        except Unavailable as reason:
            if not await bus.has_owner(LOGIND):
                self.drop(reason)
                return
            self._refuse(reason)
            self._claim(NAME, True if self._ended else None)  # nobody sits in a session that has ended
            return
        self._ended = False
        self.used, self.refused = (f"{NAME} (session {session.id})",), ()
        self._claim_told()

    async def _read(self, bus: Connection) -> Session:
        """Ask for the state of our session, after finding it where it is not known, or has ended."""
        while True:
            session, changes = self._session, self._changes
            if session is None:
                self._session = session = await find_session(bus, self._environ)
                await bus.subscribe(changes_of(session))
            self._told = await properties_of(bus, session.path)
            if has_ended(self._told):
                self._session, self._ended = None, True
            elif self._session is session and changes == self._changes:  # else what was told in between is newer
                return session

    def _claim_told(self) -> None:
        behind = not self._told.get("Active", True) and self._told.get("Type") in GRAPHICAL
        self._claim(NAME, bool(self._told.get("LockedHint")) or behind)

    async def _something_new(self) -> None:
        """Wait for what makes it worth asking again; a logind that just left gets the time to come back."""
        await self._news.wait()
        if self._gone and self.used:
            self._news.clear()
            with suppress(TimeoutError):
                async with asyncio.timeout(self._grace.total_seconds()):
                    await self._news.wait()

    def _heard(self, message: Message) -> None:
        match message.member, message.body:
            case "PrepareForSleep", [False]:
                asyncio.get_running_loop().call_soon(self._on_resume)
            case "PropertiesChanged", [str(), dict(changed), list(invalidated)] if self._is_of_session(message.path):
                self._changed(changed, invalidated)
            case "NameOwnerChanged", [name, _, owner] if message.sender == BUS and name == LOGIND:
                self._gone = not owner
                self._news.set()
            case "SessionRemoved", [_, path] if self._is_of_session(path):
                self._session, self._ended = None, True
                self._news.set()
            case "SessionNew", _:
                self._news.set()  # that ours has ended is not told as long as a program is left of it
            case _:
                pass

    def _changed(self, changed: Mapping[str, Variant], invalidated: list[str]) -> None:
        self._changes += 1
        try:
            self._told |= values_of(changed)
        except CallFailed:
            self._news.set()  # it is asked for instead
        if self.used:
            self._claim_told()
        if "LockedHint" in invalidated or "Active" in invalidated:
            self._news.set()

    def _is_of_session(self, path: str | None) -> bool:
        return self._session is not None and path == self._session.path

    def _bus_lost(self) -> None:
        self._lost = True
        self._news.set()
