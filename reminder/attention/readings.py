"""Reading every level once, side by side, and what the readings mean: which holds stand, and for what cause."""

import asyncio
import logging
from collections.abc import Mapping
from datetime import timedelta

from reminder.attention import LABELS, Cause, Causes, Level, Source
from reminder.attention.heed import Heed
from reminder.attention.look import Look
from reminder.backends import Absent, Known, Part, Refusal, Unavailable
from reminder.core.plan import HoldKind
from reminder.core.records import dataclass

log = logging.getLogger(__name__)

PATIENCE = timedelta(seconds=3)
"""What all sources of a level together may take."""

EVIDENCE = frozenset({Level.KEPT_AWAKE, Level.SOUND})
"""Levels that tell whether a full screen is watched (D4); where it cannot be seen, the first stands in for it."""

STAND_IN = "who keeps the screen awake stands in for it, unless quiet.kept_awake = false"

NAMED = 3
"""So many causes are named; a longer list would be read by nobody."""

ALL_THAT_CAN = frozenset({Level.KEPT_AWAKE, Level.CAMERA})
"""Levels of which every source is asked, since each sees its own share; of the others, the first that can tell."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What a level says: its `causes` (None: nobody here can tell), by which sources, and why not by the others.

    `troubled`: some source is there, and yet could not be read.
    """

    causes: Causes | None
    used: tuple[Source, ...] = ()
    refused: tuple[Refusal, ...] = ()
    troubled: bool = False


Readings = Mapping[Level, Reading]


async def read_all(sources: Mapping[Level, tuple[Source, ...]], environ: Mapping[str, str]) -> Readings:
    """One look at every level; a level whose sources hang costs the others nothing."""
    async with Look(environ) as look:
        return await _side_by_side(sources, look)


async def read_what_matters(sources: Mapping[Level, tuple[Source, ...]], environ: Mapping[str, str]) -> Readings:
    """The same, without the evidence of a film where no program fills the screen: most looks cost half of it."""
    async with Look(environ) as look:
        first = {level: rows for level, rows in sources.items() if level not in EVIDENCE}
        readings = dict(await _side_by_side(first, look))
        filling = readings.get(Level.FULL_SCREEN, Reading(None)).causes
        if filling != ():
            wanted = EVIDENCE if filling else EVIDENCE - {Level.SOUND}
            readings |= await _side_by_side({level: sources[level] for level in wanted & sources.keys()}, look)
    return readings


async def _side_by_side(sources: Mapping[Level, tuple[Source, ...]], look: Look) -> Readings:
    found = await asyncio.gather(*(_read(level, of_level, look) for level, of_level in sources.items()))
    return dict(zip(sources, found, strict=True))


async def _read(level: Level, sources: tuple[Source, ...], look: Look) -> Reading:
    causes: list[str] = []
    used: list[Source] = []
    refused: list[Refusal] = []
    troubled = False
    try:
        async with asyncio.timeout(PATIENCE.total_seconds()):
            for source in sources:
                answer = await _ask(source, look)
                if isinstance(answer, Unavailable):
                    refused.append(Refusal(source.name, str(answer), answer.fix))
                    troubled |= not isinstance(answer, Absent)
                    continue
                causes += answer
                used.append(source)
                if level not in ALL_THAT_CAN:
                    break
    except TimeoutError:
        untold = sources[len(used) + len(refused)]
        refused.append(Refusal(untold.name, f"no answer in {PATIENCE.total_seconds():g} s"))
        troubled = True
    return Reading(tuple(dict.fromkeys(causes)) if used else None, tuple(used), tuple(refused), troubled)


async def _ask(source: Source, look: Look) -> Causes | Unavailable:
    try:
        return await source.read(look)
    except Unavailable as reason:
        return reason
    except Exception as bug:  # a source in trouble must not cost the user a reminder
        log.exception("%s could not be read", Known(source.name))
        return Unavailable(f"an error in reminder itself ({type(bug).__name__})")


def holds_of(readings: Readings, heed: Heed, *, kept_awake: bool) -> dict[HoldKind, Cause]:
    """The holds that stand. `kept_awake`: the compositor says by itself that a program keeps the screen awake."""
    standing = {level: _heeded(reading.causes or (), heed) for level, reading in readings.items()}
    holds: dict[HoldKind, Cause] = {}
    quiet = standing.get(Level.DO_NOT_DISTURB)
    if quiet:
        holds[HoldKind.DO_NOT_DISTURB] = Cause(_listed(quiet), watching=False)
    devices = ((level, standing.get(level)) for level in (Level.MICROPHONE, Level.CAMERA))
    in_use = [f"{level}: {_listed(names)}" for level, names in devices if names]
    if in_use:
        holds[HoldKind.CALL] = Cause("; ".join(in_use))
    film = _film(readings, standing, heed, kept_awake=kept_awake)
    if film is not None:
        holds[HoldKind.FULL_SCREEN] = film
    return holds


def _film(readings: Readings, standing: Mapping[Level, Causes], heed: Heed, *, kept_awake: bool) -> Cause | None:
    """Full screen, watched if something keeps it awake, or if it is what plays sound (D4).

    Music beside an editor is no film, so the sound must be the same program's; who keeps the screen awake calls itself
    by other names, and has no other reason to.

    Where full screen cannot be seen (GNOME and KDE on Wayland), whoever keeps the screen awake stands for it: that is
    what players and calls do. Where it can be seen, that alone holds nothing: music in a browser does it, too.
    """
    awake = standing.get(Level.KEPT_AWAKE, ())
    seen = readings.get(Level.FULL_SCREEN)
    if seen is not None and seen.causes is not None:
        filling = standing[Level.FULL_SCREEN]
        watching = bool(awake) or kept_awake or _same_program(filling, standing.get(Level.SOUND, ()))
        return Cause(_listed(filling), watching=watching) if filling else None
    if not heed.kept_awake or not (awake or kept_awake):
        return None
    return Cause(f"{_listed(awake)} keeps the screen awake" if awake else "the screen is kept awake")


def _listed(names: Causes) -> str:
    """The first of them, and how many there are more."""
    more = len(names) - NAMED
    return ", ".join(names[:NAMED]) + (f" and {more} more" if more > 0 else "")


def _same_program(ours: Causes, theirs: Causes) -> bool:
    """Whether one of these may be one of those: "vlc" is "VLC media player", a window's class is the shorter name."""
    pairs = ((_letters(one), _letters(other)) for one in ours for other in theirs)
    return any(one and other and (one in other or other in one) for one, other in pairs)


def _letters(name: str) -> str:
    return "".join(char for char in name.casefold() if char.isalnum())


def _heeded(causes: Causes, heed: Heed) -> Causes:
    return tuple(name for name in causes if name.casefold() not in heed.ignored)


def parts_of(readings: Readings) -> tuple[Part, ...]:
    """A line of `doctor` for each level."""
    awake = readings.get(Level.KEPT_AWAKE)
    stand_in = awake is not None and awake.causes is not None
    return tuple(
        Part(
            LABELS[level],
            tuple(source.name for source in reading.used),
            reading.refused,
            STAND_IN if level is Level.FULL_SCREEN and reading.causes is None and stand_in else _says(reading),
        )
        for level, reading in readings.items()
    )


def _says(reading: Reading) -> str:
    if reading.causes is None:
        return ""
    return f"now: {_listed(reading.causes)}" if reading.causes else "now: no"
