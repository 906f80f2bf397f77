"""Settings files that went wrong in any way, by the hundred thousand, and what has to become of each.

    python -m tests.faults.mutants 300000 --seed 7

tells what broke a promise, shrunk to the few lines that do. The same number and seed give the same files anywhere.
"""

import argparse
import json
import re
import signal
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from reminder import codec
from reminder.bar import bar
from reminder.config import ConfigError, Settings, explain, load, show, shown
from reminder.core.effects import Revise, Show
from reminder.core.events import Ached, Answer, Answered, BreakAsked, Drank, Held, Left, Released, Returned, Started
from reminder.core.plan import HoldKind
from reminder.dashboard import dashboard
from reminder.for_you import for_you
from reminder.guidance.wording import Wording
from reminder.guide import guide_of
from reminder.routine import routine
from reminder.simulation import simulate
from reminder.status import as_json, read
from reminder.status_note import status_note
from reminder.welcome import welcome
from tests.faults.mutations import mutants


class BrokenPromiseError(AssertionError):
    """What became of a file is neither settings that work nor a sentence that helps."""


ZONE = ZoneInfo("Europe/Berlin")
WEDNESDAY = datetime(2026, 3, 11, 9, 30, tzinfo=ZONE)
MINUTE = timedelta(minutes=1)
MOST_STEPS = 3000
"""Of the core in two hours; some hundreds are usual with the most restless settings."""
CALLS_PER_BYTE = 40
"""What reading a large file may call; it takes a tenth of that. Small files may do as they like."""
LARGE = 40_000
"""Bytes."""
CPU_SECONDS = 20
"""A pattern that is tried in endless ways calls nothing."""


def fate(path: Path) -> str:
    """What becomes of the file: "in force" or "refused".

    Raises:
        BrokenPromiseError: neither, or not as promised.
    """
    with _bounded(path):
        try:
            settings = load(path)
        except ConfigError as error:
            _tells(error, path)
            return "refused"
    _works(settings)
    return "in force"


def _tells(error: ConfigError, path: Path) -> None:
    """File, line and key, in characters that a terminal can show."""
    if not error.mistakes:
        raise BrokenPromiseError("no mistake is told")
    for mistake, sentence in zip(error.mistakes, str(error).split("\n"), strict=True):
        name = mistake.key.rpartition(".")[2]
        place = f"{path.name} line {mistake.line}: " if mistake.line is not None else f"{path.name}: "
        if not sentence.startswith(place) or not sentence.isprintable():
            raise BrokenPromiseError(f"not plainly told: {sentence!r}")
        if mistake.line is None and (mistake.key or not WHOLE.search(sentence)):
            raise BrokenPromiseError(f"told without its line: {sentence!r}")
        if name.isascii() and name.isalnum() and len(name) < 50 and name not in sentence:
            raise BrokenPromiseError(f"told without its key {mistake.key!r}: {sentence!r}")


WHOLE = re.compile(r"larger than 1 MB|nested too deeply|too many digits|not UTF-8")
"""What is wrong with a file as a whole."""


def _works(settings: Settings) -> None:
    """Whatever the service and the commands make of settings can be made of these."""
    show(settings, 80)
    json.dumps(shown(settings))
    explain(None, settings)
    for_you(settings)
    wording = _wording(settings)
    state = None
    for steps, moment in enumerate(simulate(settings.plan, _two_hours())):
        if steps > MOST_STEPS:
            raise BrokenPromiseError("the core never comes to rest")
        state, at = moment.state, moment.event.at
        for effect in moment.effects:
            if isinstance(effect, Show | Revise):
                wording.words(effect, at.tzinfo)
    if state is None:
        raise BrokenPromiseError("nothing happened")
    now = WEDNESDAY + 120 * MINUTE
    dashboard(settings, state, wording, "", now)
    status_note(state, settings.plan, wording, "", now)
    welcome(state, settings.plan, wording, now, fix=None)
    json.dumps(as_json(read(state, settings.plan, now), {}, settings.activity))
    json.dumps(bar(state, settings.plan, wording, "", now))
    json.dumps(guide_of(settings, routine(state, settings, now)))
    if codec.loads(codec.dumps(state)) != state:
        raise BrokenPromiseError("the state does not outlive a restart")


def _wording(settings: Settings) -> Wording:
    exercises = {name: (each.title, each.steps[0], each.safety) for name, each in settings.exercises.items()}
    rest = settings.plan.bout_rest
    return Wording(settings.own_texts, rest, settings.hold, settings.about, exercises, {}, settings.if_then)


def _two_hours() -> list[object]:
    def at(minutes: float) -> datetime:
        return WEDNESDAY + minutes * MINUTE

    return [
        Started(at(0)),
        Returned(at(1)),
        BreakAsked(at(2)),
        Answered(at(3), Answer.SNOOZE),
        Drank(at(5), 200),
        Left(at(36), since=at(35)),
        Returned(at(41)),
        Held(at(50), HoldKind.CALL, detail="microphone: Firefox"),
        Released(at(85), HoldKind.CALL),
        Ached(at(90), 6),
        Answered(at(95), Answer.DONE),
        Returned(at(120)),
    ]


@contextmanager
def _bounded(path: Path) -> Iterator[None]:
    """Whoever goes on and on is stopped: by the calls that are made, else by the time of the processor."""
    left = CALLS_PER_BYTE * (size := path.stat().st_size)

    def count(*_: object) -> None:
        nonlocal left
        left -= 1
        if not left:
            raise BrokenPromiseError("it goes on and on")

    def over(*_: object) -> None:
        raise BrokenPromiseError("it goes on and on, in one call")

    before = signal.signal(signal.SIGVTALRM, over)
    signal.setitimer(signal.ITIMER_VIRTUAL, CPU_SECONDS)
    sys.setprofile(count if size > LARGE else None)
    try:
        yield
    finally:
        sys.setprofile(None)
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)


def broken(content: bytes, path: Path) -> str:
    """How this file breaks the promise; "": it does not."""
    path.write_bytes(content)
    try:
        fate(path)
    except (Exception, MemoryError) as problem:  # noqa: BLE001 - whatever it is, it must not be
        return f"{type(problem).__name__}: {problem}"[:300]
    return ""


def shrunk(content: bytes, path: Path) -> bytes:
    """The fewest lines that break it in the same way, as far as leaving pieces out finds them."""
    kind = broken(content, path).partition(":")[0]
    rows, size = content.split(b"\n"), len(content.split(b"\n")) // 2
    while size:
        at = 0
        while at < len(rows):
            fewer = rows[:at] + rows[at + size :]
            if broken(b"\n".join(fewer), path).partition(":")[0] == kind:
                rows = fewer
            else:
                at += size
        size //= 2
    return b"\n".join(rows)


def main() -> int:
    """Try so many; 1 where one of them breaks a promise."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("count", type=int)
    parser.add_argument("--seed", type=int, default=0)
    wanted = parser.parse_args()
    told, fates = set[str](), Counter[str]()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "config.toml"
        for number, content in enumerate(mutants(wanted.count, wanted.seed), 1):
            path.write_bytes(content)
            try:
                fates[fate(path)] += 1
            except Exception:  # noqa: BLE001 - found
                fates["broken"] += 1
                why = broken(content, path)
                if (kind := re.sub(r"\d+|'.*?'", "…", why)[:60]) not in told:
                    told.add(kind)
                    print(f"\n{number}: {why}\n{shrunk(content, path)[:1500]!r}", flush=True)  # noqa: T201
    print(dict(fates))  # noqa: T201
    return 1 if fates["broken"] else 0


if __name__ == "__main__":
    sys.exit(main())
