"""Presence on GNOME, Wayland or not, from the idle monitor of its shell, with no wake-up in between.

Every reading of the shell's idle counter goes to `_seen`, which alone decides what it means; a watch that fires only
says that it is time to look, so that one that fires early, late or twice does no harm. Two things the counter itself
does not tell (both seen in mutter 43):

* While an app keeps the session from going idle (a video, a call) idle watches do not fire, though the counter runs
  on and the watch for the return works. Then, and only then, it is looked at again when it could have got there.
* When what apps inhibit changes (a film ends), and when the shell restarts, the counter starts anew without any input.
  For who is away at such a moment only the watch for the return proves that somebody came; an absence not yet told
  is dated from it, too late by less than `away_after`.
"""

import logging
import math
import os
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from enum import Enum, auto
from typing import Any

from reminder.backends import Unavailable
from reminder.bus import ABSENT, BUS, CallFailed, Connection, connect, owner_rule
from reminder.core.events import InputPaused, PresenceLost, Returned
from reminder.core.plan import INPUT_PAUSE
from reminder.core.records import dataclass
from reminder.presence import Post
from reminder.presence.errand import PATIENCE, Errand
from reminder.presence.telling import Telling, absence
from reminder.wire import Message, Variant

_log = logging.getLogger(__name__)

MONITOR = "org.gnome.Mutter.IdleMonitor"
MONITOR_PATH = "/org/gnome/Mutter/IdleMonitor/Core"
SESSION_MANAGER = "org.gnome.SessionManager"
SESSION_MANAGER_PATH = "/org/gnome/SessionManager"

LIMIT = timedelta(seconds=2)
"""What the shell may take to answer; it takes some milliseconds."""

RULES = (
    # told to the one who set the watch alone, by mutter; the rule is for shells that tell everybody
    f"type='signal',sender='{MONITOR}',interface='{MONITOR}',member='WatchFired'",
    owner_rule(MONITOR),
    owner_rule(SESSION_MANAGER),
    f"type='signal',sender='{SESSION_MANAGER}',path='{SESSION_MANAGER_PATH}',member='PropertiesChanged'",
)

KEEPS_FROM_IDLE = 8
"""The bit of InhibitedActions that stands for "the session may not be marked idle" (gnome-session's Inhibit)."""

_MOST_MILLISECONDS = timedelta(days=3650) // timedelta(milliseconds=1)
"""What a counter may tell; of more no date could be made."""

_NEARLY = timedelta(milliseconds=250)
"""A watch that fires this much early, by the rounding of clocks, will not fire again: look again instead."""


async def open_mutter(
    now: Callable[[], datetime],
    environ: Mapping[str, str] = os.environ,
    limit: timedelta = LIMIT,
    *,
    input_pause: timedelta = INPUT_PAUSE,
    patience: timedelta = PATIENCE,
) -> "MutterPresence":
    """Connect to the session bus and find GNOME's idle monitor. `limit`: what any one peer may take to answer.

    Raises:
        Unavailable: no session bus, no GNOME Shell on it, or one that does not answer.
    """
    bus = await connect(environ, limit)
    try:
        for rule in RULES:
            await bus.subscribe(rule)
        await bus.query(MONITOR, MONITOR_PATH, f"{MONITOR}.GetIdletime")
    except CallFailed as failure:
        await bus.close()
        if failure.error in ABSENT:
            raise Unavailable("this is not GNOME: no GNOME Shell counts idle time on the session bus") from failure
        raise Unavailable(f"GNOME Shell's idle monitor cannot be used: {failure}") from failure
    return MutterPresence(bus, now, input_pause=input_pause, patience=patience)


class _For(Enum):
    """What a watch is for."""

    LEAVING = auto()
    PAUSE = auto()
    RETURN = auto()


@dataclass(frozen=True, slots=True)
class _Watch:
    """A watch the shell holds for us; `interval` None: it fires at the next input, once."""

    id: int
    interval: timedelta | None


class MutterPresence(Telling):
    """Edges of presence from org.gnome.Mutter.IdleMonitor. All on the loop's thread; `post` is called from the loop.

    A restart of the shell is bridged; `PresenceLost` comes when it stays away for `patience`, or the bus is gone.
    """

    known: bool

    def __init__(
        self,
        bus: Connection,
        now: Callable[[], datetime],
        *,
        input_pause: timedelta = INPUT_PAUSE,
        patience: timedelta = PATIENCE,
    ) -> None:
        super().__init__()
        self.known = True
        self._bus = bus
        self._now = now
        self._input_pause = input_pause
        self._away_after: timedelta | None = None
        self._away_under: timedelta | None = None  # the threshold passed by the absence that was told; None: none was
        self._counts_on = True  # since that absence was told the counter has not been reset but by input
        self._pause_wanted = False
        self._watches: dict[_For, _Watch] = {}
        self._fired: set[int] = set()  # watches that fired before their id was told
        self._news = 0  # counts what the bus has told
        self._shell = 0  # counts restarts: an id of one shell is nothing to the next
        self._kept_from_idle: bool | None = None  # None: to be asked
        self._errand = Errand(self._arrange, self._lose, patience)
        # mutter tells of a watch the one who set it; what another could say so is no more than "look again", and "back"
        bus.listen(self._heard, lambda: self._lose("the session bus is gone"), to_us_alone=True)

    def watch(self, post: Post, *, away_after: timedelta) -> None:
        self._post, self._away_after = post, away_after
        self._errand.again()

    def watch_pause(self, *, wanted: bool) -> None:
        self._pause_wanted = wanted
        self._errand.again()

    def kept_awake(self) -> bool | None:
        """None: who keeps the screen awake is not told apart here."""
        return None

    async def close(self) -> None:
        self._post = None
        self._errand.end()
        await self._bus.close()  # the shell takes down the watches of who leaves the bus

    async def _arrange(self) -> None:
        """Look, and wait for what can come next. A watch says nothing about what was before it: then look again."""
        if self._away_after is None:
            return
        if self._kept_from_idle is None:
            await self._ask_session_manager()
        news = self._news
        idle = timedelta(milliseconds=min(await self._ask("GetIdletime"), _MOST_MILLISECONDS))
        if news != self._news:
            return  # told meanwhile of something newer than this answer, and asking again
        self._seen(idle)
        if await self._set_watches():
            self._errand.again()
        else:
            self._look_later(idle)

    def _seen(self, idle: timedelta) -> None:
        """Decide what a reading of idle time means."""
        if self._away_under is not None and idle < self._away_under and self._counts_on:
            self._returned()
        elif self._away_under is None and self._away_after is not None and idle >= self._away_after:
            self._away_under, self._counts_on = self._away_after, True
            self._tell(absence(self._now(), idle))
        if self._pause_wanted and idle >= self._input_pause:
            self._pause_wanted = False
            self._tell(InputPaused(self._now()))

    def _returned(self) -> None:
        if self._away_under is not None:
            self._away_under = None
            self._tell(Returned(self._now()))

    def _wanted(self) -> dict[_For, timedelta | None]:
        wanted: dict[_For, timedelta | None] = {_For.LEAVING: self._away_after}
        if self._pause_wanted:
            wanted[_For.PAUSE] = self._input_pause
        if self._away_under is not None:
            wanted[_For.RETURN] = None
        return wanted

    async def _set_watches(self) -> bool:
        """Have the shell hold the watches that are wanted and no others. Whether there is a new one."""
        wanted, new = self._wanted(), False
        for purpose, watch in list(self._watches.items()):
            if purpose not in wanted or wanted[purpose] != watch.interval:
                self._watches.pop(purpose, None)
                await self._query("RemoveWatch", "u", watch.id)
        for purpose, interval in wanted.items():
            if purpose not in self._watches:
                await self._add(purpose, interval)
                new = True
        return new

    async def _add(self, purpose: _For, interval: timedelta | None) -> None:
        shell = self._shell
        self._fired.clear()
        if interval is None:
            number = await self._ask("AddUserActiveWatch")
        else:
            number = await self._ask("AddIdleWatch", "t", math.ceil(interval / timedelta(milliseconds=1)))
        if shell != self._shell:
            return  # of a shell that is gone; its successor is being asked already
        if purpose is _For.RETURN and number in self._fired:
            self._returned()
        else:
            self._watches[purpose] = _Watch(number, interval)

    def _look_later(self, idle: timedelta) -> None:
        """Where no watch will tell, look again when idle time could have got to what is waited for."""
        ahead = [self._away_after] if self._away_under is None else []
        ahead += [self._input_pause] if self._pause_wanted else []
        left = min((span - idle for span in ahead if span is not None), default=None)
        if left is not None and (self._kept_from_idle or left <= _NEARLY):
            self._errand.later(left.total_seconds() + 0.002)

    async def _ask(self, member: str, signature: str = "", *body: object) -> int:
        """The number that this returns. Raises `CallFailed`, also where it is none."""
        match await self._query(member, signature, *body):
            case [int(number)]:
                return number
            case _:
                raise CallFailed(f"{MONITOR} answered {member} with something else than a number")

    async def _query(self, member: str, signature: str = "", *body: object) -> list[Any]:
        return await self._bus.query(MONITOR, MONITOR_PATH, f"{MONITOR}.{member}", signature, *body)

    async def _ask_session_manager(self) -> None:
        """Whether an app keeps the session from going idle; without a session manager none can."""
        try:
            actions = await self._bus.property(
                SESSION_MANAGER, SESSION_MANAGER_PATH, SESSION_MANAGER, "InhibitedActions"
            )
        except CallFailed as failure:
            _log.debug("idle inhibitors are not told: %s", failure)
            actions = 0
        if self._kept_from_idle is None:  # not told by a signal meanwhile, which would be newer
            self._kept_from_idle = _keeps_from_idle(actions)

    def _heard(self, message: Message) -> None:
        match message.member, message.body:
            case "WatchFired", [int(number)] if message.interface == MONITOR:
                self._watch_fired(number)
            case "NameOwnerChanged", [name, _, _] if message.sender == BUS and name == MONITOR:
                self._shell += 1
                self._watches.clear()
                self._counts_on = False
            case "NameOwnerChanged", [name, _, _] if message.sender == BUS and name == SESSION_MANAGER:
                self._kept_from_idle = None
            case "PropertiesChanged", [name, dict(changed), _] if name == SESSION_MANAGER:
                match changed.get("InhibitedActions"):
                    case Variant(value=actions):
                        self._kept_from_idle = _keeps_from_idle(actions)
                    case _:
                        self._kept_from_idle = None
                self._counts_on = False
            case _:
                return
        self._news += 1
        self._errand.again()

    def _watch_fired(self, number: int) -> None:
        watch = self._watches.get(_For.RETURN)
        if watch is not None and watch.id == number:
            del self._watches[_For.RETURN]
            self._returned()
        else:
            self._fired.add(number)

    def _lose(self, reason: str) -> None:
        if self.known:
            _log.warning("GNOME Shell tells no idle time any more: %s", reason)
            self.known = False
            self._errand.end()
            self._tell(PresenceLost(self._now()))


def _keeps_from_idle(actions: object) -> bool:
    """Whether these inhibited actions hold the session back; what is no number says nothing of it."""
    return isinstance(actions, int) and bool(actions & KEEPS_FROM_IDLE)
