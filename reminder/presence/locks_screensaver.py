"""Lock as the desktop's own locker tells it on the session bus.

One shape, five names: a method GetActive and a signal ActiveChanged. GNOME's is the odd one: the shell emits the
signals of org.gnome.ScreenSaver under a name of its own, and the name org.gnome.ScreenSaver belongs to a helper that
any call would start (27 MB, seen in GNOME 43); so it is never called.
"""

import asyncio
from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Never

from reminder.backends import Refusal, Unavailable
from reminder.bus import ABSENT, BUS, CallFailed, Connection, connect, owner_rule
from reminder.core.records import dataclass
from reminder.presence.locks_logind import Claim
from reminder.wire import Message


@dataclass(frozen=True, slots=True)
class Locker:
    """A program that locks the screen and says so. `name` is its name on the bus."""

    name: str
    path: str
    interface: str

    @property
    def rules(self) -> tuple[str, str]:
        """Match rules for its changes, and for its coming and going."""
        told = f"type='signal',sender='{self.name}',path='{self.path}',interface='{self.interface}'"
        return f"{told},member='ActiveChanged'", owner_rule(self.name)


LOCKERS = (
    # Plasma sends every change from /ScreenSaver, too: one path is enough
    Locker("org.freedesktop.ScreenSaver", "/org/freedesktop/ScreenSaver", "org.freedesktop.ScreenSaver"),
    Locker("org.gnome.Shell.ScreenShield", "/org/gnome/ScreenSaver", "org.gnome.ScreenSaver"),
    Locker("org.xfce.ScreenSaver", "/org/xfce/ScreenSaver", "org.xfce.ScreenSaver"),
    Locker("org.cinnamon.ScreenSaver", "/org/cinnamon/ScreenSaver", "org.cinnamon.ScreenSaver"),
    Locker("org.mate.ScreenSaver", "/org/mate/ScreenSaver", "org.mate.ScreenSaver"),
)
_BY_NAME = {locker.name: locker for locker in LOCKERS}
_BY_ORIGIN = {(locker.path, locker.interface): locker for locker in LOCKERS}


class ScreenSavers:
    """Claims "locked" for each locker on the session bus that says so; one that leaves the bus claims nothing."""

    title = "Lock, by screen lockers"

    def __init__(self, claim: Claim, environ: Mapping[str, str], limit: timedelta) -> None:
        self.reached = False
        self._claim = claim
        self._environ = environ
        self._limit = limit
        self._serving: set[Locker] = set()
        self._refusals: dict[Locker, Refusal] = {}
        self._unreachable: Refusal | None = Refusal("screen locker", "none has been asked yet")
        self._to_ask: set[Locker] = set()
        self._changes = dict.fromkeys(LOCKERS, 0)
        self._news = asyncio.Event()
        self._lost = False

    @property
    def used(self) -> tuple[str, ...]:
        return tuple(locker.name for locker in LOCKERS if locker in self._serving)

    @property
    def refused(self) -> tuple[Refusal, ...]:
        """Lockers in trouble; that most of the five are not there is told only where none is."""
        if self._unreachable:
            return (self._unreachable,)
        found = tuple(self._refusals[locker] for locker in LOCKERS if locker in self._refusals)
        if found or self._serving:
            return found
        names = ", ".join(locker.name for locker in LOCKERS)
        return (Refusal("screen locker", f"none that tells its state is on the session bus ({names})"),)

    async def serve(self, asked: Callable[[], None]) -> Never:
        """Tell until the bus is lost. `asked` is called when the state has been asked.

        Raises:
            Unavailable: always in the end, with the reason.
        """
        bus = await connect(self._environ, self._limit)
        self.reached, self._lost, self._to_ask = True, False, set(LOCKERS)
        bus.listen(self._heard, self._bus_lost)
        try:
            for locker in LOCKERS:
                for rule in locker.rules:
                    await bus.subscribe(rule)
            while not self._lost:
                self._news.clear()
                to_ask, self._to_ask = self._to_ask, set()
                await asyncio.gather(*(self._ask(bus, locker) for locker in to_ask))
                self._unreachable = None
                asked()
                await self._news.wait()
        except CallFailed as failure:
            raise Unavailable(str(failure)) from failure
        finally:
            await bus.close()
        raise Unavailable("the session bus is gone")

    def drop(self, reason: Unavailable) -> None:
        """Nothing is told any more; what was is not true any more."""
        self._unreachable = Refusal("screen locker", str(reason), reason.fix)
        for locker in LOCKERS:
            self._leave(locker)

    async def _ask(self, bus: Connection, locker: Locker) -> None:
        changes = self._changes[locker]
        try:
            active = _yes_or_no(await bus.query(locker.name, locker.path, f"{locker.interface}.GetActive"))
        except CallFailed as failure:
            self._refuse(locker, failure)
            return
        if changes == self._changes[locker]:  # a change told in between is newer than what was asked for
            self._said(locker, active=active)

    def _refuse(self, locker: Locker, failure: CallFailed) -> None:
        """One that cannot be asked may still tell: its signals stay subscribed.

        One that does not serve this is not there: GNOME's stand-in for org.freedesktop.ScreenSaver takes inhibitors and
        supports nothing else (gsd-screensaver-proxy).
        """
        self._leave(locker)
        if failure.error not in ABSENT:
            self._refusals[locker] = Refusal(locker.name, f"it does not say whether it is active: {failure}")

    def _said(self, locker: Locker, *, active: bool) -> None:
        self._refusals.pop(locker, None)
        self._serving.add(locker)
        self._claim(locker.name, active)

    def _leave(self, locker: Locker) -> None:
        self._serving.discard(locker)
        self._refusals.pop(locker, None)
        self._claim(locker.name, None)

    def _heard(self, message: Message) -> None:
        match message.member, message.body:
            case "ActiveChanged", [bool(active)]:
                locker = _BY_ORIGIN.get((message.path or "", message.interface or ""))
                if locker is not None:
                    self._changes[locker] += 1
                    self._said(locker, active=active)
            case "NameOwnerChanged", [name, _, owner] if message.sender == BUS and name in _BY_NAME:
                locker = _BY_NAME[name]
                self._changes[locker] += 1
                if owner:
                    self._to_ask.add(locker)
                    self._news.set()
                else:
                    self._leave(locker)
            case _:
                pass

    def _bus_lost(self) -> None:
        self._lost = True
        self._news.set()


def _yes_or_no(answer: list[object]) -> bool:
    match answer:
        case [bool(active)]:
            return active
        case _:
            raise CallFailed("the answer is neither yes nor no")
