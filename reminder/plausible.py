"""A simulated person at a desk: comes and goes, takes calls, and answers what is shown as people do.

It keeps its own account of what really happened (`Truth`), which knows nothing of the core, so that the log can be
compared with it. Everything follows from the seed: the same seed is the same life.
"""

import heapq
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, date, datetime, timedelta

from reminder.core.effects import Result, Show, WakeAt
from reminder.core.events import Answer, Answered, Dismissed, Drank, Event, InputPaused, Undelivered, Woken
from reminder.core.plan import DONE_WINDOW, INPUT_PAUSE, MAX_SNOOZES, HoldKind, Kind, PaceKind, Plan, SittingKind
from reminder.core.silence import wants_pause
from reminder.core.turn import Turn
from reminder.simulation import Moment, drive
from reminder.sitter import MINUTE, SECOND, Sitter

DAY = timedelta(days=1)
DRINKS = 0.6
"""How likely one has the glass one is asked to have."""
WORKS = 0.97
"""How likely one works on a day of the plan's hours."""


def live(plan: Plan, start: datetime, days: int, seed: int) -> Iterator[Moment]:
    """Every step of so many plausible days from the date of `start`, in its zone, with the answers to what is shown."""
    return drive(plan, Person(plan, start, days, seed))


def plausible_days(start: datetime, days: int, seed: int, plan: Plan) -> Iterator[Event]:
    """What happens on these days, without the wake-ups: a trace of a life lived with this plan."""
    return (moment.event for moment in live(plan, start, days, seed) if not isinstance(moment.event, Woken))


class Person(Sitter):
    """Somebody who works at a desk in the plan's hours; an `Actor` of the simulation.

    One thing is done at a time: while a prompt is being answered (or ignored), a call taken or a coffee drunk, the
    rest of the day waits. So the outcome of a prompt is known to the person as soon as it has made up its mind.
    """

    def __init__(self, plan: Plan, start: datetime, days: int, seed: int) -> None:
        super().__init__(plan, start, seed)
        dates = (start.date() + timedelta(days=number) for number in range(days))
        self._work = deque(day for day in dates if self._works(day))
        self._agenda: deque[tuple[datetime, Callable[[datetime], None]]] = deque()
        self._look: Woken | None = None

    def _works(self, day: date) -> bool:
        """Whether there are hours to work in, and it is no holiday."""
        return bool(self._plan.hours.on(day, self._zone)) and self._random.random() < WORKS

    # The actor

    def upcoming(self) -> Event | None:
        """What was decided upon, or a look at the clock when the next thing of the day is to begin.

        No look at a machine that is off or asleep.
        """
        if not self._agenda and not self._events and self._work:
            self._plan_day(self._work.popleft())
        begins = max(self._agenda[0][0], self.free) if self._agenda else None
        if self._off and begins is not None and not self._events:
            self._agenda.popleft()[1](begins)
            return self._events[0][2]
        if self._events and (begins is None or self._events[0][0] <= begins):
            return self._events[0][2]
        if begins is None:
            return None
        if self._look is None or self._look.at != begins:
            self._look = Woken(self._local(begins))
        return self._look

    def saw(self, moment: Moment) -> None:
        """Take note of what happened and react to what is shown."""
        looked = moment.event is self._look
        if looked:
            self._look = None
        elif self._events and moment.event is self._events[0][2]:
            heapq.heappop(self._events)
        for effect in moment.effects:
            if isinstance(effect, Show):
                self._prompted(effect)
            elif isinstance(effect, WakeAt):
                self._rest_the_hands(moment)
        now = moment.event.at.astimezone(UTC)
        if looked and self.free <= now:
            self._agenda.popleft()[1](now)

    def _rest_the_hands(self, moment: Moment) -> None:
        """A pause in the input comes sooner or later; it is told only while a prompt waits for one (P3)."""
        now = moment.event.at.astimezone(UTC)
        if wants_pause(moment.state, Turn(self._plan, now, self._zone)):
            self._say(InputPaused(self._local(now + SECOND * self._random.randint(9, 240))))

    # A day

    def _plan_day(self, day: date) -> None:
        periods = self._plan.hours.on(day, self._zone)
        quarter = (periods[-1][1] - periods[0][0]) / MINUTE / 4
        comes = periods[0][0] + self._some(-20, min(25, quarter))
        goes = periods[-1][1] + self._some(-min(50, quarter), 15)
        minutes = (goes - comes) / MINUTE
        habits = ((self._coffee, 2), (self._stroll, 2), (self._call, 2), (self._focus, 1), (self._errand, 1))
        seldom = ((self._pause, 0.3), (self._restart, 0.03))
        doings = [
            (comes + self._some(0.02 * minutes, 0.95 * minutes), doing)
            for doing, times in (*habits, *seldom)
            for _ in range(int(times + self._random.random()))
        ]
        doings += [(comes, self._arrive), (comes + self._some(0.38 * minutes, 0.5 * minutes), self._lunch)]
        nights = (self._shut_down, self._lock_up, self._suspend)
        goes_how = self._random.choice(nights) if self._work else self._shut_down
        self._agenda.extend([*sorted(doings, key=lambda entry: entry[0]), (goes, goes_how)])

    # What one makes of a prompt

    def _prompted(self, prompt: Show) -> None:
        kinds = [kind for kind in self._plan.kinds if kind.name in prompt.kinds]
        if self._away is not None and self._away[0] <= prompt.at < self._away[1]:
            self._missed(prompt.at, kinds, *self._away)
        elif prompt.at < self.free or self._hours_end(prompt.at) - prompt.at < 20 * MINUTE:
            self._refuse(prompt.at, kinds, self._soon(0.02, 0.1))
        else:
            answers = (self._walk, self._walk_after_done, self._claim, self._snooze, self._refuse, self._ignore)
            rare = (self._dismiss, self._called, self._unseen)
            chosen = self._random.choices([*answers, *rare], [34, 18, 14, 10, 8, 7, 3, 4, 1])[0]
            if chosen != self._unseen:
                kinds = self._drink(prompt.at, kinds)
            chosen(prompt.at, kinds, self._soon(0.1, 1.5))

    def _drink(self, shown: datetime, kinds: list[Kind]) -> list[Kind]:
        """Have the glass that is asked for, more often than not, and say so; the kinds that still ask for something."""
        water = [kind for kind in kinds if isinstance(kind, PaceKind)]
        if not water or self._random.random() > DRINKS:
            return kinds
        self.free = shown + 2 * SECOND
        self._say(Drank(self._local(self.free), self._plan.water.drink_ml))
        self._all_ended(water, Result.LOGGED)
        return [kind for kind in kinds if kind not in water]

    def _said(self, at: datetime, kinds: Sequence[Kind]) -> None:
        """Say that all is done."""
        self._say(Answered(self._local(at), Answer.DONE))
        if any(isinstance(kind, PaceKind) for kind in kinds):
            self._claimed = at

    def _soon(self, least: float, most: float) -> timedelta:
        """So many minutes, but well before a prompt expires."""
        return min(self._some(least, most), self._plan.expires / 4)

    def _hours_end(self, at: datetime) -> datetime:
        today = self._local(at).date()
        periods = (period for day in (today - DAY, today) for period in self._plan.hours.on(day, self._zone))
        return next((end for start, end in periods if start <= at < end), at)

    def _missed(self, shown: datetime, kinds: list[Kind], left: datetime, back: datetime) -> None:
        """Shown to nobody: the desktop had not noticed yet. What the absence leaves of it is skipped afterwards."""
        answers = left >= shown - INPUT_PAUSE
        rest = []
        for kind in kinds:
            enough = kind.rest is not None and back - left >= kind.rest
            if enough and answers and kind.provable:
                self.truth.results[kind.name, Result.NATURAL] -= isinstance(kind, SittingKind)
                self._ended(kind.name, Result.OBSERVED)
            elif enough and isinstance(kind, SittingKind):
                self._ended(kind.name, Result.WITHDRAWN)
            else:
                rest.append(kind)
        if rest:
            self._refuse(back, rest, self._soon(0.1, 0.5))

    def _walk(self, shown: datetime, kinds: list[Kind], delay: timedelta) -> None:
        """Get up at once. A tip cannot be read on the way: it is answered afterwards."""
        at, back = self._trip(shown + delay, kinds)
        go = self._lock_and_go if self._plan.expires < 5 * MINUTE or self._random.random() < 0.5 else self._walk_off
        go(at, back, asked=kinds)
        self._all_ended((kind for kind in kinds if kind.rest is not None and not kind.provable), Result.WITHDRAWN)
        rest = [kind for kind in kinds if kind.rest is None]
        if rest:
            self.free = back + self._soon(0.1, 1)
            self._said(self.free, rest)
            self._all_ended(rest, Result.CLAIMED)

    def _trip(self, at: datetime, kinds: list[Kind]) -> tuple[datetime, datetime]:
        """From when to when one is away, long enough for all that was asked."""
        rests = [kind.rest for kind in kinds if kind.rest is not None]
        return at, at + max([2 * MINUTE, *rests]) + self._some(0.2, 5)

    def _walk_after_done(self, shown: datetime, kinds: list[Kind], delay: timedelta) -> None:
        self._said(shown + delay, kinds)
        self._all_ended((kind for kind in kinds if not kind.provable), Result.CLAIMED)
        at, back = self._trip(shown + delay + self._some(0.1, 3), kinds)
        go = self._lock_and_go if self._random.random() < 0.5 else self._walk_off
        go(at, back, asked=kinds)

    def _claim(self, shown: datetime, kinds: list[Kind], delay: timedelta) -> None:
        self._said(shown + delay, kinds)
        self._all_ended(kinds, Result.CLAIMED)
        self.free = shown + delay + DONE_WINDOW + SECOND

    def _snooze(self, shown: datetime, kinds: list[Kind], delay: timedelta) -> None:
        self._say(Answered(self._local(shown + delay), Answer.SNOOZE))
        for kind in kinds:
            once_more = self._snoozes[kind.name] < MAX_SNOOZES
            self._snoozes[kind.name] += once_more
            self._ended(kind.name, Result.SNOOZED if once_more else Result.SKIPPED)
        self.free = shown + delay

    def _refuse(self, shown: datetime, kinds: list[Kind], delay: timedelta) -> None:
        """Skip, unless the end of the hours has taken the prompt away before."""
        ends = self._hours_end(shown)
        in_time = shown + delay < ends
        if in_time:
            self._say(Answered(self._local(shown + delay), Answer.SKIP))
        self._all_ended(kinds, Result.SKIPPED if in_time else Result.WITHDRAWN)
        self.free = max(self.free, min(shown + delay, ends))

    def _ignore(self, shown: datetime, kinds: list[Kind], delay: timedelta) -> None:
        self._all_ended(kinds, Result.IGNORED)
        self.free = shown + self._plan.expires + SECOND

    def _dismiss(self, shown: datetime, kinds: list[Kind], delay: timedelta) -> None:
        self._say(Dismissed(self._local(shown + delay)))
        self._ignore(shown, kinds, delay)

    def _called(self, shown: datetime, kinds: list[Kind], delay: timedelta) -> None:
        """The telephone rings."""
        if HoldKind.CALL not in self._plan.obeyed:
            self._ignore(shown, kinds, delay)
            return
        self._call(shown + delay)
        self._all_ended(kinds, Result.WITHDRAWN)

    def _unseen(self, shown: datetime, kinds: list[Kind], delay: timedelta) -> None:
        self._say(Undelivered(self._local(shown + SECOND), "the notification server is gone"))
        self._all_ended(kinds, Result.UNDELIVERED)
        self.free = shown + SECOND
