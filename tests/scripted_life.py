"""Prompts and what becomes of them, told act by act; and whole days made of such acts.

Two kinds are asked for together, after each half hour of sitting: "movement", whose break can be seen, and "eyes", for
which there is only the user's word. An act begins at the desk, without a prompt, and ends so.
"""

from collections.abc import Sequence
from datetime import datetime, time, timedelta
from pathlib import Path
from random import Random

from reminder.core.events import Answer, Answered, Dismissed, Held, Released, Started, Stopped, Undelivered
from reminder.core.plan import HoldKind
from reminder.core.state import State
from reminder.core.step import step
from reminder.journal import Journal
from reminder.simulation import wake_up_before
from tests.script import KINDS, MINUTE, NONE, REST, SAID, SECOND, SEEN, Script

GRACE, RETRY, SNOOZE, EXPIRES, PROOF = 30 * SECOND, 10 * MINUTE, 10 * MINUTE, 10 * MINUTE, 7 * MINUTE
"""What follows a hold, an unseen prompt, a snooze; when a prompt ends unanswered, and a "done" unproven (P4 to P7)."""


class Life(Script):
    """The script with its prompts."""

    @property
    def asking(self) -> bool:
        """Whether a prompt is open."""
        return self._shown is not None

    def prompted(self) -> None:
        """Sit until both kinds are due, and shown at once."""
        self.sits(self._next - self._sat)
        self._due = self.now
        self._show()

    def _show(self) -> None:
        self._shown = self.local

    def _both(self, result: str, why: str = "") -> None:
        for kind in KINDS:
            self._end(kind, result, why)

    def _answer(self, answer: Answer, after: timedelta) -> None:
        self.sits(after)
        self._say(Answered(self.local, answer))
        self.ledger.answers.append((self.day, after))

    def _settled(self) -> None:
        """Asked for again after another interval from now (P8)."""
        self._next = self._sat + self.every
        self._due, self._shown, self._snoozes = None, None, 0

    def walks(self, after: timedelta, length: timedelta, how: str) -> None:
        """Get up without a word: the break is seen; that of the eyes leaves no trace."""
        self.sits(after)
        self._end(SEEN, "observed", at=self.now + REST)
        self._end(SAID, "withdrawn", at=self.now + REST)
        self.goes(length, how)

    def says_and_walks(self, after: timedelta, then: timedelta, length: timedelta) -> None:
        """Say "done", and get up within five minutes."""
        self._answer(Answer.DONE, after)
        self._end(SAID, "claimed")
        self.sits(then)
        self._end(SEEN, "observed", at=self.now + REST)
        self.goes(length)

    def walks_to_sleep(self, after: timedelta) -> None:
        """The prompt is still open when the machine is put to sleep for the day."""
        self.sits(after)
        self._end(SEEN, "observed", at=self.now + REST)
        self._end(SAID, "withdrawn", at=self.now + REST)
        self._sat = NONE
        self.sleeps()

    def says_and_sleeps(self, after: timedelta) -> None:
        """Say "done", and the machine is put to sleep for the day."""
        self._answer(Answer.DONE, after)
        self._end(SAID, "claimed")
        self._end(SEEN, "observed", at=self.now + REST)
        self._sat = NONE
        self.sleeps()

    def claims(self, after: timedelta) -> None:
        """Say "done", and stay."""
        self._answer(Answer.DONE, after)
        self._end(SAID, "claimed")
        due, shown, begun = self._due, self._shown, self._sat
        self.sits(PROOF)
        self._due, self._shown = due, shown
        self._end(SEEN, "claimed")
        self._settled()
        self._next = begun + self.every
        self.sits(SECOND)

    def skips(self, after: timedelta) -> None:
        """No, thank you."""
        self._answer(Answer.SKIP, after)
        self._both("skipped")
        self._settled()

    def ignores(self, *, dismissed_after: timedelta | None = None) -> None:
        """Nothing at all, or only out of sight with it."""
        if dismissed_after is not None:
            self.sits(dismissed_after)
            self._say(Dismissed(self.local))
        self.sits(EXPIRES - (dismissed_after or NONE))
        self._both("ignored")
        self._settled()
        self.sits(SECOND)  # whatever happened at that very moment would come first

    def snoozes(self, after: timedelta) -> None:
        """Later; the fourth time it is a no."""
        self._answer(Answer.SNOOZE, after)
        if self._snoozes == 3:
            self._both("skipped")
            self._settled()
            return
        self._both("snoozed")
        self._snoozes += 1
        self.sits(SNOOZE)
        self._show()

    def cannot_see(self, why: str = "the terminal is gone") -> None:
        """Shown to nobody; tried again later."""
        self.sits(SECOND)
        self._say(Undelivered(self.local, why))
        self._both("undelivered", why)
        self.sits(RETRY)
        self._show()

    def is_called(self, after: timedelta, length: timedelta) -> None:
        """A call takes the prompt off the screen; afterwards it comes back."""
        self.sits(after)
        self._say(Held(self.local, HoldKind.CALL, detail="microphone: Firefox"))
        self._both("withdrawn")
        self._kept_back(HoldKind.CALL)
        self.sits(length)
        self._say(Released(self.local, HoldKind.CALL))
        self.sits(GRACE)
        self._show()

    def updates(self, after: timedelta, gap: timedelta) -> None:
        """The service is started anew while it asks, and asks again; a short gap is sitting (D6)."""
        self.sits(after)
        self._say(Stopped(self.local))
        self._both("withdrawn")
        self.sits(gap)
        self._say(Started(self.local))
        self._show()

    # Silence

    def _kept_back(self, hold: str, kinds: Sequence[str] = KINDS) -> None:
        assert self._due is not None
        self.ledger.held |= {(kind, self._due): str(hold) for kind in kinds}

    def silenced(self, hold: HoldKind, before: timedelta, after: timedelta, *, ends_itself: bool = False) -> None:
        """A hold from so long before both kinds are due until so long after it; then they are asked for."""
        self._held_until_due(hold, before, after if ends_itself else None)
        self.sits(after)
        if not ends_itself:
            self._say(Released(self.local, hold))
        self._kept_back(hold)
        self.sits(GRACE)
        self._show()

    def _held_until_due(self, hold: HoldKind, before: timedelta, after: timedelta | None) -> None:
        self.sits(self._next - self._sat - before)
        self._say(Held(self.local, hold, None if after is None else self.local + before + after, "for once"))
        self.sits(before)
        self._due = self.now

    def begins_up_in_silence(self, hold: HoldKind, before: timedelta, after: timedelta, length: timedelta) -> None:
        """Held back, and up unasked before the hold has ended: a need that a natural break met."""
        self._held_until_due(hold, before, None)
        self.sits(after)
        self._kept_back(hold, [SEEN])
        self._natural()
        self.goes(length)

    def up_in_silence(self, hold: HoldKind, before: timedelta, after: timedelta, length: timedelta) -> None:
        """The same, and then the hold ends."""
        self.begins_up_in_silence(hold, before, after, length)
        self.is_let_go(hold)

    def is_let_go(self, hold: HoldKind) -> None:
        """A hold ends."""
        self._say(Released(self.local, hold))

    def waits_for_the_hours(self, clock: str) -> None:
        """Due before the hours begin, and asked for once they have."""
        self.sits(self._next - self._sat)
        self._due = self.now
        self._kept_back(HoldKind.OUTSIDE_HOURS)
        self.sits(datetime.combine(self.day, time.fromisoformat(clock), self.zone) - self.local + GRACE)
        self._show()

    def sits_after_hours(self, length: timedelta, away: timedelta) -> None:
        """Longer than the interval while nothing may come, and then up unasked."""
        self.sits(self._next - self._sat)
        self._due = self.now
        self._kept_back(HoldKind.OUTSIDE_HOURS, [SEEN])
        self.sits(length - self._sat)
        self._natural()
        self.goes(away)


# Whole days, and the journal they are lived through


def some(chance: Random, least: int, most: int) -> timedelta:
    """So many seconds."""
    return SECOND * chance.randint(least, most)


def works(life: Life, chance: Random, until: str = "16:15") -> None:
    """A day at the desk: one act after the other, whatever comes."""
    while life.local.time() < time.fromisoformat(until):
        if chance.random() < 0.3:
            _in_between(life, chance)
        if chance.random() < 0.25:
            life.strolls(some(chance, 60, 1000), some(chance, 240, 900), chance.choice(["locked", "walked", "slept"]))
        elif chance.random() < 0.1:
            life.up_in_silence(HoldKind.DO_NOT_DISTURB, some(chance, 60, 900), some(chance, 60, 900), 5 * MINUTE)
        else:
            _asked(life, chance)


def _asked(life: Life, chance: Random) -> None:
    if chance.random() < 0.3:
        hold = chance.choice([HoldKind.CALL, HoldKind.USER, HoldKind.DO_NOT_DISTURB, HoldKind.FULL_SCREEN])
        life.silenced(hold, some(chance, 1, 900), some(chance, 1, 1200), ends_itself=chance.random() < 0.3)
    else:
        life.prompted()
    while life.asking and chance.random() < 0.3:
        _put_off(life, chance)
    if life.asking:
        _answered(life, chance)


def _put_off(life: Life, chance: Random) -> None:
    acts = (
        lambda: life.snoozes(some(chance, 1, 500)),
        life.cannot_see,
        lambda: life.is_called(some(chance, 1, 500), some(chance, 60, 1200)),
        lambda: life.updates(some(chance, 1, 500), some(chance, 5, 300)),
    )
    chance.choice(acts)()


def _answered(life: Life, chance: Random) -> None:
    how = chance.choice(["locked", "walked", "slept"])
    acts = (
        lambda: life.walks(some(chance, 1, 500), some(chance, 180, 900), how),
        lambda: life.says_and_walks(some(chance, 1, 500), some(chance, 0, 300), some(chance, 180, 900)),
        lambda: life.claims(some(chance, 1, 500)),
        lambda: life.skips(some(chance, 1, 500)),
        life.ignores,
        lambda: life.ignores(dismissed_after=some(chance, 1, 500)),
    )
    chance.choice(acts)()


def _in_between(life: Life, chance: Random) -> None:
    acts = (
        lambda: life.drinks(chance.randint(50, 500)),
        lambda: life.takes(chance.choice([63.0, 90.0, 2.5]), 200),
        lambda: life.exercises(chance.randint(5, 60)),
        life.undoes,
        lambda: life.aches(chance.randint(0, 3)),
        life.errand,
    )
    chance.choice(acts)()


def through_the_journal(life: Life, folder: Path) -> Journal:
    """The real core driven through the script, each step committed; who asks closes the journal."""
    journal = Journal.open(folder / "journal.sqlite")
    state: State | None = None
    zone, plan = None, life.plan
    for event, in_force in life.events:
        while (woken := wake_up_before(event, state, zone)) is not None:
            state, effects = step(state, woken, plan)
            journal.commit(effects, state)
        plan, zone = in_force, event.at.tzinfo
        state, effects = step(state, event, plan)
        journal.commit(effects, state)
    return journal
