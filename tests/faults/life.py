"""A service that is killed at random moments and started again, and the account of what it must know after each kill.

Two users tell it things at the same time: one of themselves (drinks, doses, undo …), one of prompts (break, done, skip,
pause …). What had a reply must be in the log once; what was asked and had none, once or not at all.
"""

import json
import os
import shutil
import signal
import sqlite3
from collections import Counter
from collections.abc import Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from threading import Condition, Event
from typing import Any

from reminder import lifeline
from reminder.core.effects import Result
from reminder.core.plan import MOVEMENT, HoldKind
from reminder.core.state import State
from reminder.journal import Journal
from reminder.paths import places
from tests.faults.tellers import OF_PROMPTS, OF_THEMSELVES, Teller, Told, Words
from tests.running import DEADLINE_SECONDS, LATE, SOON, Running

CONFIGS = {"late": LATE, "soon": SOON}
"""Prompts come only if they are asked for, or every ten seconds besides."""

FILES = {"hard-end.txt", "journal.sqlite", "journal.sqlite-wal", "journal.sqlite-shm", "service.lock", "control.sock"}
START_SECONDS = 120.0
"""For a start and a few replies, on a machine that has much else to do."""

Row = Mapping[str, Any]


@dataclass
class Account:
    """What the log must have more than before: `counts` of what had a reply, and `maybe` of what had none."""

    counts: Counter[str] = field(default_factory=Counter)
    maybe: Counter[str] = field(default_factory=Counter)

    def allows(self, what: str, seen: int) -> bool:
        return self.counts[what] <= seen <= self.counts[what] + self.maybe[what]


class Violation(AssertionError):  # noqa: N818 - what it says of the service
    """Something was lost, doubled or torn, or does not start again."""


def need(true: object, what: str) -> None:
    if not true:
        raise Violation(what)


BECOMES = {"drink": "drank", "caffeine": "took_caffeine", "undo": "undone", "activity": "exercised", "ache": "ached"}
BECOMES |= {"heat": "switched"}


class Life:
    """The files of one service, from its first start. `kill` is one round; `end` ends it in good order."""

    def __init__(self, home: Path, random: Random, config: str) -> None:
        self.where = places({"REMINDER_HOME": str(home)})
        self.said = ""
        self.counts = Counter[str]()
        self._random = random
        self._environ = {
            "PATH": os.environ["PATH"],
            "HOME": str(home),
            "REMINDER_HOME": str(home),
            "DBUS_SYSTEM_BUS_ADDRESS": f"unix:path={home / 'no-bus'}",
        }
        self._seen = Counter[str]()
        self._last = Counter[str]()
        self._taken: list[tuple[int, float, int]] = []
        self._ended_at = ""
        self.where.config.write_text(CONFIGS[config])

    # One round

    def kill(self) -> str:
        """Start it, let it be told things, kill it, and look at what is left. When it was killed, in a word."""
        moment = self._random.choice(["starting", "answering", "answering", "ending"])
        answered = Condition()
        service = Running(self.where.config.parent, python=(), env=self._environ)
        of_each = [Words(Random(self._random.random()), each) for each in (OF_THEMSELVES, OF_PROMPTS)]  # noqa: S311 - no secret
        tellers = [Teller(self.where, words, answered) for words in of_each]
        for teller in tellers:
            teller.start()
        try:
            self._wait(moment, service, tellers, answered)
        finally:
            service.process.kill()
            code = service.ended()
            for teller in tellers:
                teller.over.set()
            for teller in tellers:
                teller.join(DEADLINE_SECONDS)
        self.said = f"{moment}\n{service.said}"
        need(code == -signal.SIGKILL or (moment == "ending" and code == 0), f"it ended by itself, with {code}")
        self._check([teller.told for teller in tellers])
        return moment if code else "over"

    def _wait(self, moment: str, service: Running, tellers: list[Teller], answered: Condition) -> None:
        """Until the moment of the kill."""
        wait = Event().wait
        if moment == "starting":
            wait(self._random.uniform(0, 0.6))
            return
        replies = self._random.randint(1, 12)
        with answered:
            need(
                answered.wait_for(lambda: sum(len(each.told) for each in tellers) >= replies, START_SECONDS),
                f"it did not answer after a start; it said:\n{service.said}",
            )
        if moment == "ending":
            service.process.send_signal(self._random.choice([signal.SIGTERM, signal.SIGHUP]))
            wait(self._random.uniform(0, 0.1))
        else:
            wait(self._random.uniform(0, 0.006))

    def end(self) -> None:
        """Start it once more and end it in good order: everything is settled then, and one whole file is left."""
        service = Running(self.where.config.parent, python=(), env=self._environ)
        try:
            service.says("reminder is running")
            need(service.end() == 0, "it did not end in good order")
        finally:
            service.process.kill()
        self.said = service.said
        left = {path.name for path in self.where.data.iterdir()}
        need(left == {"journal.sqlite", "service.lock"}, f"left behind: {left}")
        need(lifeline._find(lifeline._key(self.where.data)) is None, "the kernel's note of its end is left behind")
        self._check([[], []])

    # The account

    def _check(self, told: list[list[Told]]) -> None:
        need("Traceback" not in self.said, "a traceback")
        need("Something went wrong" not in self.said, "a bug of ours, and a report of it")
        self.counts["told"] += sum(len(each) for each in told)
        left = {path.name for path in self.where.data.iterdir()} if self.where.data.exists() else set()
        need(left <= FILES, f"left behind: {left - FILES}")
        copy = self.where.config.parent / "copy"  # looked at there: what the killed one left is for the next to mend
        shutil.rmtree(copy, ignore_errors=True)
        copy.mkdir()
        for name in ("journal.sqlite", "journal.sqlite-wal"):
            if (self.where.data / name).exists():
                shutil.copy(self.where.data / name, copy)
        if not (copy / "journal.sqlite").exists():
            need(not any(told), "something was answered, and there is no log")
            return
        with Journal.open(copy / "journal.sqlite") as journal:
            state = journal.state()
        with closing(sqlite3.connect(copy / "journal.sqlite")) as log:
            log.row_factory = sqlite3.Row
            need(log.execute("PRAGMA integrity_check").fetchone()[0] == "ok", "the log is damaged")
            new = {table: self._new(log, table) for table in ("intake", "outcome", "hold", "span")}
        need(state is not None or not any(new.values()), "rows, and no state")
        if state is None:
            need(not any(each.reply for some in told for each in some), "something was noted, and there is no state")
            return
        self._check_intakes(new["intake"], told[0], state)
        self._check_prompts(new, told[1], state)
        self._check_spans(new["span"], state)

    def _new(self, log: sqlite3.Connection, table: str) -> list[Row]:
        rows = [dict(row) for row in log.execute(f"SELECT * FROM {table} WHERE id > ?", (self._last[table],))]  # noqa: S608 - ours
        self._last[table] = rows[-1]["id"] if rows else self._last[table]
        return rows

    def _check_intakes(self, rows: list[Row], told: list[Told], state: State) -> None:
        """What they said of themselves is there in its order, and the totals are those of the rows."""
        seen = [_in_a_word(row) for row in rows]
        need(fits([(_row_of(each), each.reply) for each in told], seen), f"told {told}, but logged {seen}")
        self.counts["unanswered"] += sum(each.reply is None for each in told)
        self.counts["noted all the same"] += len(seen) - sum(bool(each.reply) for each in told)
        for row in rows:
            what = json.loads(row["told"])
            if row["event"] == "undone":
                self._taken[-1:] = []
            elif row["event"] in {"drank", "took_caffeine", "exercised"}:
                self._taken.append((what.get("ml") or 0, what.get("mg") or 0.0, what.get("minutes") or 0))
        known = [(each.ml, each.mg, each.minutes) for each in state.taken]
        need(known == self._taken, f"by its rows {self._taken[-9:]}, by its state {known[-9:]}")

    def _check_prompts(self, new: Mapping[str, list[Row]], told: list[Told], state: State) -> None:
        """Each answer is there once, each prompt ends once, and the day's tally is that of the rows."""
        account, before = Account(), self._seen.copy()
        for each in told:
            _enter(account, each)
        outcomes = [row for row in new["outcome"] if row["shown"] is not None]
        self._seen.update(row["result"] for row in outcomes)
        self._seen["resumed"] += sum(row["hold"] == "user" for row in new["hold"])
        self._seen["prompts"], self._seen["said"] = state.number, len(state.said)
        more = Counter({key: self._seen[key] - before[key] for key in self._seen | before})
        more["done"] = sum(more[each] for each in ("said", Result.CLAIMED, Result.OBSERVED))
        for what in ("done", Result.SKIPPED, Result.SNOOZED, "resumed"):
            need(account.allows(what, more[what]), f"{what}: {account}, but {more}")
        need(more["prompts"] >= account.counts["prompts"], f"prompts: {account}, but {more}; told {told}")
        need(not _torn(told, state), f"paused or not: {told}, but {state.holds}")
        ended = sum(self._seen[each] for each in Result)
        need(state.number == ended + len(state.said) + (state.prompt is not None), f"prompts: {self._seen}, {state}")
        done = sum(self._seen[each] for each in (Result.CLAIMED, Result.OBSERVED, Result.LOGGED))
        missed = self._seen[Result.SKIPPED] + self._seen[Result.IGNORED]
        tally = [sum(each.done for each in state.tallies), sum(each.missed for each in state.tallies)]
        need(tally == [done, missed], f"the tally says {tally}, the rows {[done, missed]}")
        need(all(row["kind"] == MOVEMENT for row in outcomes), f"other kinds: {outcomes}")

    def _check_spans(self, rows: list[Row], state: State) -> None:
        """The stretches of the day follow one on the other, with no gap and nothing counted twice."""
        for row in rows:
            need(self._ended_at in ("", row["start"]), f"a stretch begins at {row['start']}, not {self._ended_at}")
            self._ended_at = row["end"]
        since = state.desk.span_since.isoformat(timespec="microseconds")
        need(self._ended_at in ("", since), f"the state's stretch begins at {since}, not {self._ended_at}")


def fits(told: Sequence[tuple[str, str | None]], seen: Sequence[str]) -> bool:
    """Whether the rows are what was told, in its order: replied to, once; refused (""), never; else perhaps."""
    if not told:
        return not seen
    row, reply = told[0]
    without = not reply and fits(told[1:], seen)
    return without or (reply != "" and bool(seen) and seen[0] == row and fits(told[1:], seen[1:]))


def _row_of(told: Told) -> str:
    number = "".join(filter(str.isdigit, told.word)) if told.verb != "heat" else told.word
    return f"{BECOMES[told.verb]} {number}".strip()


def _in_a_word(row: Row) -> str:
    told = json.loads(row["told"])
    values = [told[key] for key in ("ml", "mg", "minutes", "level") if told.get(key)]
    if "on" in told:
        values = ["on" if told["on"] else "off"]
    return " ".join([row["event"], *(f"{value:g}" if isinstance(value, float) else str(value) for value in values)])


ENTERS = {
    "done": ("Noted: done.", ("done",)),
    "skip": ("Skipped.", (Result.SKIPPED,)),
    "snooze": ("It comes back", (Result.SNOOZED,)),
    "resume": ("Going on.", ("resumed",)),
    "break": ("Here you are.", ("prompts",)),
}


def _enter(account: Account, told: Told) -> None:
    if told.verb == "snooze" and (told.reply is None or told.reply.startswith("Put off")):
        (account.counts if told.reply else account.maybe)[Result.SKIPPED] += 1
    if told.verb in ENTERS:
        begins, whats = ENTERS[told.verb]
        if told.reply is None or told.reply.startswith(begins):
            (account.maybe if told.reply is None else account.counts).update(whats)


def _torn(told: list[Told], state: State) -> bool:
    """Whether the last that was said of a pause, and answered, is not what the state says."""
    about = [each for each in told if each.verb in {"pause", "resume"} and each.reply != ""]
    if not about or about[-1].reply is None:
        return False
    return (about[-1].verb == "pause") is not (HoldKind.USER in state.holds)
