"""Turning it on and off, whatever the way, and taking account of how it stands."""

import os
import sys
from collections.abc import Mapping, Sequence
from dataclasses import field

from reminder.autostart import SCREENS, Standing, Start, Way
from reminder.autostart.bare_sessions import shell_command
from reminder.autostart.command import find_start, likely_start
from reminder.autostart.soundness import troubles
from reminder.autostart.table import ways
from reminder.backends import Refusal, Unavailable
from reminder.core.records import dataclass


@dataclass(frozen=True, slots=True)
class Outcome:
    """What was done, in sentences, and what could not be."""

    done: tuple[str, ...]
    failed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Setup:
    """A way that is set up, with all that is wrong with it. `standing` is None where it could not be read."""

    way: str
    standing: Standing | None
    troubles: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Right:
    """The way that is right for this session and why; `way` is None where none is. `refused`: those that are better."""

    way: Way | None
    because: str
    refused: tuple[Refusal, ...]


@dataclass(frozen=True, slots=True)
class Account:
    """What is set up, and what would be right here."""

    setups: tuple[Setup, ...]
    right: Right

    @property
    def sound(self) -> bool:
        """From the next login on it starts by itself, and in the way that it should."""
        return bool(self.setups) and not any(setup.troubles for setup in self.setups)


@dataclass(slots=True)
class Autostart:
    """Of the user whose environment this is, for the program that was started so."""

    environ: Mapping[str, str] = field(default_factory=lambda: os.environ)
    started_as: str = field(default_factory=lambda: sys.argv[0])
    python: str = field(default_factory=lambda: sys.executable)

    def names(self) -> tuple[str, ...]:
        """The ways that this system has, best first."""
        return tuple(way.name for way in self._ways(self._likely()))

    async def turn_on(self, version: str, name: str | None = None) -> Outcome:
        """Set up the best way, or the one of this name, for this `version` of ours, and take out the others.

        Raises:
            Unavailable: no way can serve here, or it cannot be set up; nothing has changed then.
        """
        start = await find_start(version, self.environ, self.started_as, self.python)
        table = self._ways(start)
        right = await _right(table)
        way, because = (right.way, right.because) if name is None else await _asked_for(table, name)
        if way is None:
            raise Unavailable("nothing here would start it", refused=right.refused)
        told = await way.turn_on(start)
        others = await _turn_off([each for each in table if each is not way])
        standing = await way.standing()
        where = standing.file if standing is not None else way.name
        return Outcome(
            (
                f"From your next login on reminder starts by itself: {where}",
                f"It starts {shell_command(start)}",
                f"By {way.name}: {because}.",
                *(f"Not by {each.name}: {each.reason}." for each in right.refused if name is None),
                *told,
                *others.done,
                "One that runs now goes on as it is.",
            ),
            others.failed,
        )

    async def turn_off(self) -> Outcome:
        """Take out all that is ours, whichever way it was."""
        return await _turn_off(self._ways(self._likely()))

    async def account(self) -> Account:
        """How it stands."""
        start = self._likely()
        table = self._ways(start)
        verdicts = {way.name: await _verdict(way) for way in table}
        setups = [setup for way in table if (setup := await self._setup(way, start, verdicts[way.name])) is not None]
        return Account(tuple(setups), _first(table, verdicts))

    async def present(self) -> tuple[str, ...]:
        """Where `turn_off` would find something."""
        account = await self.account()
        ours = [each.standing for each in account.setups if each.standing is not None and each.standing.ours]
        return tuple(path for each in ours for path in (each.file, *each.more))

    def _likely(self) -> Start:
        return likely_start(self.environ, self.started_as, self.python)

    def _ways(self, start: Start) -> tuple[Way, ...]:
        return ways(self.environ, start)

    async def _setup(self, way: Way, start: Start, verdict: str | Unavailable) -> Setup | None:
        try:
            standing = await way.standing()
        except Unavailable as reason:
            return Setup(way.name, None, (with_fix(reason),))
        if standing is None:
            return None
        found = [*troubles(standing, start)]
        if isinstance(verdict, Unavailable) and any(map(self.environ.get, SCREENS)):  # else one is not in the session
            found.append(f"it would not be started in this session: {verdict}")
        return Setup(way.name, standing, tuple(found))


def take_out() -> Outcome:
    """Turn it off, for whoever takes out all of reminder. Not to be called on an event loop."""
    import asyncio

    return asyncio.run(Autostart().turn_off())


def with_fix(reason: Unavailable) -> str:
    """It, and what would help."""
    return f"{reason} ({reason.fix})" if reason.fix else str(reason)


async def _verdict(way: Way) -> str | Unavailable:
    try:
        return await way.fits()
    except Unavailable as reason:
        return reason


def _first(table: Sequence[Way], verdicts: Mapping[str, str | Unavailable]) -> Right:
    refused: list[Refusal] = []
    for way in table:
        verdict = verdicts[way.name]
        if isinstance(verdict, str):
            return Right(way, verdict, tuple(refused))
        refused.append(Refusal(way.name, str(verdict), verdict.fix))
    return Right(None, "", tuple(refused))


async def _right(table: Sequence[Way]) -> Right:
    return _first(table, {way.name: await _verdict(way) for way in table})


async def _asked_for(table: Sequence[Way], name: str) -> tuple[Way, str]:
    """The way of this name, one of `names`, with what speaks against it."""
    way = next(each for each in table if each.name == name)
    verdict = await _verdict(way)
    return way, f"you asked for it; but {verdict}" if isinstance(verdict, Unavailable) else verdict


async def _turn_off(table: Sequence[Way]) -> Outcome:
    done: list[str] = []
    failed: list[str] = []
    for way in table:
        try:
            done += await way.turn_off()
        except Unavailable as reason:
            failed.append(f"{with_fix(reason)}.")
    return Outcome(tuple(done), tuple(failed))
