"""The log opened whatever has become of it, damaged or made by a newer version; and with all that waits for it."""

import logging
import re
from collections.abc import Callable, Iterator
from contextlib import ExitStack, suppress
from datetime import datetime
from pathlib import Path

from reminder.journal import STATE, Journal
from reminder.log_trouble import DamagedError, JournalError, NewerError, in_a_sentence
from reminder.paths import Places
from reminder.rows import Row
from reminder.schema import BUSY_SECONDS, MIGRATIONS, beside
from reminder.unsaved import TAKEN_OVER, left

log = logging.getLogger(__name__)

Tell = Callable[[str, str], None]
"""Takes a headline, and the sentences below it."""


def open_log(
    where: Places, tell: Tell, now: datetime, patience: float = BUSY_SECONDS, *, damaged: Path | None = None
) -> Journal:
    """The log, or the one that stands in for it. What had to be done to it is told.

    `damaged`: this one has proved to be so, although it looks whole.

    Raises:
        JournalError: it cannot be opened now; nothing of it was overwritten.
    """
    path = where.journal
    with in_a_sentence(path):
        if beside(path, ".salvaged").exists():
            from reminder.salvage import finish

            finish(path, now)
    with ExitStack() as unusable:
        try:
            journal = _whole(path, tell, now, patience, damaged)
        except NewerError as newer:
            side = beside_newer(path)
            tell("Your log is a newer version's", f"{newer} Until then it goes on in {side}.")
            journal = _whole(side, tell, now, patience, damaged)
        unusable.callback(journal.close)
        if journal.path == path:
            _take_over_older(journal, tell, now)
        _take_over_unsaved(journal, where)
        unusable.pop_all()
    return journal


def beside_newer(path: Path) -> Path:
    """Where this version goes on while the log is a newer one's."""
    return beside(path, f".schema-{len(MIGRATIONS)}")


def read_log(where: Places, say: Callable[[str], None]) -> Journal | None:
    """The log for reading only; that beside it, where a newer version has made it. None where nothing is logged.

    Raises:
        JournalError: it cannot be read. Nothing was changed.
    """
    for path in dict.fromkeys(unsaved.path for unsaved in left(where.unsaved)):
        say(f"Not all is in the log yet: the next start takes the rest over from {path}.")
    try:
        return Journal.read(where.journal)
    except DamagedError as damage:
        raise DamagedError(f"{damage} Start reminder: it sets it aside and goes on with what can be read.") from damage
    except NewerError as newer:
        journal = Journal.read(beside_newer(where.journal))
        if journal is None:
            raise
        say(f"{newer} This is what this version has logged in {journal.path}.")
        return journal
    except JournalError:
        return copy_of_log(where)


def copy_of_log(where: Places) -> Journal:
    """What can be read of the log and of what waits for it, in memory, where SQLite cannot open it.

    It wants a lock, and to lay files beside it. What cannot be read at all is left out.
    """
    from reminder.salvage import salvage

    rows, notes = list[Row](), dict[str, str]()
    try:
        saved = salvage(where.journal)
        rows, notes = [*saved.rows], {**saved.notes}
    except JournalError as problem:
        log.warning("%s Nothing is known of what was logged before.", problem)
    for unsaved in left(where.unsaved):
        if TAKEN_OVER + unsaved.name not in notes:
            rows += unsaved.rows
            notes |= unsaved.notes
    return Journal.in_memory(where.journal, rows, notes)


def _whole(path: Path, tell: Tell, now: datetime, patience: float, damaged: Path | None) -> Journal:
    """Open it; of a damaged one, a new one with all that could be saved."""
    if path != damaged:
        with suppress(DamagedError):
            return Journal.open(path, patience)
    from reminder import salvage

    saved = salvage.salvage(path)
    aside = salvage.in_its_place(path, saved, now)
    tell("Your log was damaged", f"{_saved(len(saved.rows), saved.missing)} The damaged file is now {aside}.")
    return Journal.open(path, patience)


def _saved(rows: int, missing: int) -> str:
    if not rows:
        return "Nothing in it could be read, so a new one is begun."
    lost = f"at least {missing} could not be read" if missing else "what stood at its end may be missing"
    return f"It goes on with the {rows} entries that could be read; {lost}."


def _take_over_unsaved(journal: Journal, where: Places) -> None:
    """What earlier runs could not write: each in one transaction with the note that it is there."""
    fits = dict[Path, bool]()
    for unsaved in left(where.unsaved):
        fits.setdefault(unsaved.path, True)
        try:
            if journal.note(TAKEN_OVER + unsaved.name) is None:
                journal.write(unsaved.rows, unsaved.all_notes)
        except DamagedError as problem:
            log.warning("%s does not fit into the log of this version, and stays: %s", unsaved.path, problem)
            fits[unsaved.path] = False
    for path in (path for path, all_of_it in fits.items() if all_of_it):
        try:
            path.unlink()
        except OSError as problem:  # the note keeps it from being taken twice
            log.warning("%s is in the log now, but cannot be removed: %s", path, problem)


def _take_over_older(journal: Journal, tell: Tell, now: datetime) -> None:
    """What an older version has written beside this log while it could not read it.

    The state is gathered anew from the rows of both (`recall`): neither of the two that were saved knows of all.
    """
    for older in _beside(journal.path):
        from reminder import salvage

        with in_a_sentence(older):
            done = {TAKEN_OVER + older.name: str(older.stat().st_ino)}
        if journal.note(*done) != done[TAKEN_OVER + older.name]:
            journal.write(salvage.salvage(older).rows, {STATE: "", **done})
        with in_a_sentence(older):
            aside = salvage.set_aside(older, "taken-over", now)
        tell("Your log is whole again", f"It has what an older version logged meanwhile; that file is now {aside}.")


def _beside(path: Path) -> Iterator[Path]:
    for each in sorted(path.parent.glob(f"{path.name}.schema-*")):
        number = re.fullmatch(r"\d+", each.name.removeprefix(f"{path.name}.schema-"))
        if number and int(number[0]) <= len(MIGRATIONS):
            yield each
