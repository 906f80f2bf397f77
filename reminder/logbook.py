"""The log as the service keeps it: what the disk does not take stays in memory, and is written as soon as it does."""

import logging
import os
from collections.abc import Callable, Iterable
from contextlib import ExitStack
from datetime import date, datetime
from pathlib import Path
from typing import Self

from reminder import codec
from reminder.core.effects import Effect
from reminder.core.events import Intake
from reminder.core.state import State
from reminder.journal import STATE, Journal, rows_of, state_in
from reminder.log_trouble import DamagedError, JournalError, in_a_sentence
from reminder.open_log import Tell, copy_of_log, open_log
from reminder.paths import Places
from reminder.rows import Row
from reminder.schema import beside
from reminder.unsaved import keep

log = logging.getLogger(__name__)

Later = Callable[[float, Callable[[], None]], object]
"""Calls back after so many seconds."""

PATIENCE_SECONDS = 0.2
"""How long a commit waits for a program that has locked the log: nothing else happens in the service meanwhile."""

FIRST_RETRY_SECONDS, LONGEST_RETRY_SECONDS = 1.0, 60.0
TOLD_AFTER = 2
"""After so many retries in vain, which take three seconds, the user is told: most locks are shorter."""


class Logbook:
    """What `commit` and `keep_note` are given is there for whoever reads here, and never lost while the service runs.

    On the event loop's thread. A log that is damaged, or gone, or made by a newer version, is dealt with at the next
    writing; of that, and of trouble that lasts, the user is told.
    """

    def __init__(self, where: Places, say: Tell, now: Callable[[], datetime]) -> None:
        """`say` tells the user on the terminal, all the time."""
        self._where = where
        self._say = say
        self._now = now
        self._screen: Tell | None = None
        self._untold: list[tuple[str, str]] = []
        self._rows: list[Row] = []
        self._notes: dict[str, str] = {}
        self._later: Later | None = None
        self._retrying = False
        self._retries = 0
        self._salvaged = False
        self.trouble = ""
        self._disk: Journal | None = None
        self._lies: tuple[object, object] = (None, None)
        try:
            self._journal = self._open()
        except JournalError as problem:
            self._troubled(problem)
            self._journal = copy_of_log(where)

    def __enter__(self) -> Self:
        """Nothing to do: it is open."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close."""
        self.close()

    @property
    def saved(self) -> bool:
        """Whether the disk has everything that happened."""
        return not self._rows and not self._notes

    def attend(self, later: Later, tell: Tell) -> None:
        """From now on what is not saved is tried again by itself, and `tell` tells the user on the screen, too."""
        self._later, self._screen = later, tell
        for news in self._untold:
            tell(*news)
        if self.trouble:
            self._try_later()

    def state(self) -> State | None:
        """The state as last saved; None before the first start.

        Raises:
            UnreadableStateError: it was saved by a version whose state this one cannot read, or is damaged.
        """
        return state_in(self._where.journal, self.note(STATE))

    def note(self, key: str) -> str | None:
        """A small thing to remember beside the state; None if it was never kept, or cannot be read."""
        if key in self._notes:
            return self._notes[key]
        try:
            return self._journal.note(key)
        except JournalError as problem:
            log.warning("What was remembered as %r cannot be read: %s", key, problem)
            return None

    def keep_note(self, key: str, value: str) -> None:
        """Remember a small thing beside the state."""
        self._notes[key] = value
        self._flush()

    def told(self, first: date, last: date) -> list[Intake]:
        """What the user told on these desk days; nothing, where that cannot be read."""
        try:
            return self._journal.told(first, last)
        except JournalError as problem:
            log.warning("What was told cannot be read: %s", problem)
            return []

    def commit(self, effects: Iterable[Effect], state: State) -> None:
        """Append what the effects record, and save the state: both or neither, now or with the next that is taken."""
        self._rows += rows_of(effects, state)
        self._notes[STATE] = codec.dumps(state)
        self._flush()

    def close(self) -> None:
        """Try once more; what is not taken is kept elsewhere for the next start, or told as lost."""
        self._later = self._screen = None
        if not self.saved:
            self._flush()
        if not self.saved:
            self._keep_elsewhere()
        self._journal.close()

    def _tell(self, title: str, sentences: str) -> None:
        self._say(title, sentences)
        if self._screen is not None:
            self._screen(title, sentences)
        else:
            self._untold.append((title, sentences))

    def _flush(self) -> None:
        """Write all that waits, in one transaction."""
        try:
            self._write()
        except JournalError as problem:
            self._troubled(problem)
            return
        self._rows.clear()
        self._notes.clear()
        if self._retries >= TOLD_AFTER:
            self._tell("Your log is written again", "It has everything that you answered and told meanwhile.")
        self._retries, self.trouble, self._salvaged = 0, "", False

    def _write(self) -> None:
        """Write it where the log lies by now; if it is damaged, into a new one with what could be saved."""
        for _ in range(2):
            journal = self._reach()
            try:
                journal.write(self._rows, self._notes)
            except DamagedError:
                if self._salvaged:  # what is wrong then is not the file
                    raise
                journal.leave()
                self._begin_anew(journal.path)
                continue
            if self._took_it(journal):
                return

    def _took_it(self, journal: Journal) -> bool:
        """Whether what was written is in the log that lies there, and not in one that was taken away just then."""
        try:
            return _lies(journal.path) == self._lies
        except OSError:  # the next writing deals with that; to write this once more would double it
            return True

    def _begin_anew(self, damaged: Path) -> None:
        self._disk = None
        try:
            self._journal = self._open(damaged)
        except JournalError:
            self._journal = copy_of_log(self._where)
            raise
        self._salvaged = True

    def _reach(self) -> Journal:
        """The log at its place: opened anew where there was none, or where it was taken away or replaced."""
        journal = self._disk
        if journal is not None:
            with in_a_sentence(journal.path):
                there = _lies(journal.path)
            if there == self._lies:
                return journal
            self._part_from(journal, *there)
        before, self._journal = self._journal, self._open()
        before.close()
        return self._disk or self._journal

    def _part_from(self, journal: Journal, there: object, _: object) -> None:
        """What was remembered goes along, since the state does. Days before this one were taken away by somebody."""
        try:
            self._notes = journal.notes() | self._notes
        except JournalError as problem:
            log.warning("What was remembered is lost: %s", problem)
        journal.part_from()
        self._disk = None
        self._journal = Journal.in_memory(journal.path, (), self._notes)
        if there is None:
            sentence = "It goes on in a new one, which knows today's drinks but not the days before."
            self._tell("Your log was taken away", f"{journal.path} is gone. {sentence}")
        elif there != self._lies[0]:
            self._tell("Your log was replaced", f"{journal.path} is another file than before. It goes on in that one.")

    def _open(self, damaged: Path | None = None) -> Journal:
        with ExitStack() as unusable:
            journal = open_log(self._where, self._tell, self._now(), PATIENCE_SECONDS, damaged=damaged)
            unusable.callback(journal.close)
            with in_a_sentence(journal.path):
                self._lies = _lies(journal.path)
            unusable.pop_all()
        self._disk = journal
        return journal

    def _troubled(self, problem: JournalError) -> None:
        if not self.trouble:
            log.error("Not saved, will try again: %s", problem)
        self.trouble = str(problem)
        self._try_later()

    def _try_later(self) -> None:
        """Something waits, so this may wake the machine, ever more seldom; it is no ticking."""
        if self._later is None or self._retrying:
            return
        self._retrying = True
        seconds = min(FIRST_RETRY_SECONDS * 2 ** (self._retries), LONGEST_RETRY_SECONDS)
        self._later(seconds, self._retry)

    def _retry(self) -> None:
        self._retrying = False
        if self._later is None or not self.trouble:
            return
        self._retries += 1
        self._flush()
        if self.trouble and self._retries == TOLD_AFTER:
            kept = "Reminders go on; what you answer is kept, and written as soon as that is possible."
            self._tell("Your log cannot be written", f"{self.trouble} {kept}")

    def _keep_elsewhere(self) -> None:
        kept = keep(self._where.unsaved, self._rows, self._notes)
        if kept is not None:
            self._tell("Not all is in the log yet", f"{self.trouble} The next start takes the rest over from {kept}.")
        else:
            lost = f"{len(self._rows)} entries are lost, for no other place took them either."
            self._tell("Not all is in the log", f"{self.trouble} {lost}")


def _lies(path: Path) -> tuple[object, object]:
    """Which files lie there: the log and its side file, without which it would lack what was committed last.

    Raises:
        OSError: it cannot be told, since the disk fails, or nobody may look into the folder.
    """
    return _file(path), _file(beside(path, "-wal"))


def _file(path: Path) -> tuple[int, int] | None:
    try:
        found = os.stat(path)  # noqa: PTH116 - after each commit
    except (FileNotFoundError, NotADirectoryError):
        return None
    return found.st_dev, found.st_ino
