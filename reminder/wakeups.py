"""When to be woken: one moment the core asked for, and what returns every day and every week.

APScheduler sleeps on a clock that stands still in a suspend and does not follow the wall clock when that is set, so
`check` must be called after either; and by default it drops what is late (its issue 794), which nothing here may do.
"""

import asyncio
import contextlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from apscheduler.jobstores.base import JobLookupError
from apscheduler.schedulers.asyncio import AsyncIOScheduler
from apscheduler.triggers.cron import CronTrigger
from apscheduler.triggers.date import DateTrigger

_WAKE = "wake"

_NEVER_DROPPED = {
    "misfire_grace_time": None,  # however late, it runs: a late wake-up is information
    "coalesce": True,  # and once, however many were missed
    "max_instances": 1000,  # else APScheduler drops a job asked for anew before its last run is put away
}


@dataclass(slots=True)
class _Calendar:
    """What returns at a local time of day, every day or on one weekday. `done` is the day last called for."""

    at: time
    weekday: int | None
    call: Callable[[], None]
    done: date | None = None

    def last_due(self, local: datetime) -> date:
        """The day of the latest occurrence up to this local moment."""
        day = local.date() if local.time() >= self.at else local.date() - timedelta(days=1)
        return day if self.weekday is None else day - timedelta(days=(day.weekday() - self.weekday) % 7)


class Wakeups:
    """The service's timers. Everything, the calls included, happens on the thread of the loop that `start` ran in.

    `now` gives the local zone, too: after a journey the calendar follows it at the next `check`.
    """

    def __init__(self, now: Callable[[], datetime], on_wake: Callable[[], None]) -> None:
        self._now = now
        self._on_wake = on_wake
        self._calendar: dict[str, _Calendar] = {}
        self._running = False
        self._scheduler = AsyncIOScheduler(timezone=now().tzinfo, job_defaults=_NEVER_DROPPED)

    def start(self) -> None:
        """Begin to wake; what was asked for before counts from now."""
        self._scheduler.start()
        self._running = True

    def wake_at(self, when: datetime | None) -> None:
        """Call `on_wake` once at `when`, at once if that has passed, in place of the moment asked for before.

        None: not at all. The call may be late, and comes in a later turn of the loop, never from within `wake_at`.
        """
        if when is not None:
            self._scheduler.add_job(self._wake, DateTrigger(when), id=_WAKE, replace_existing=True)
            return
        with contextlib.suppress(JobLookupError):
            self._scheduler.remove_job(_WAKE)

    def every_day(self, at: time, call: Callable[[], None]) -> None:
        """Call once each local day at `at`, or later where the machine slept; in place of what was asked for before."""
        self._return("day", _Calendar(at, None, call))

    def every_week(self, day: int, at: time, call: Callable[[], None]) -> None:
        """The same on one weekday, 0 is Monday."""
        self._return("week", _Calendar(at, day, call))

    def check(self) -> None:
        """Look at the clock again: to be called on resume, on a step of the clock, and when the zone has changed."""
        if not self._running:
            return
        for name, entry in self._calendar.items():
            due = self._scheduler.get_job(name).next_run_time
            if due > self._now():  # what is overdue runs first, and finds its next moment by itself
                self._schedule(name, entry)
        self._scheduler.wakeup()

    def stop(self) -> None:
        """Never wake again; effective in the loop's next turn."""
        if self._running:
            self._running = False
            self._scheduler.remove_all_jobs()
            self._scheduler.shutdown(wait=False)

    def _return(self, name: str, entry: _Calendar) -> None:
        known = self._calendar.get(name)
        if known is not None and (known.at, known.weekday) == (entry.at, entry.weekday):
            known.call = entry.call  # settings read again: a call that is overdue must not be lost
            return
        self._calendar[name] = entry
        self._schedule(name, entry)

    def _schedule(self, name: str, entry: _Calendar) -> None:
        trigger = CronTrigger(
            day_of_week=entry.weekday,
            hour=entry.at.hour,
            minute=entry.at.minute,
            second=entry.at.second,
            timezone=self._now().tzinfo,
        )
        self._scheduler.add_job(self._come_round, trigger, args=[entry], id=name, replace_existing=True)

    async def _wake(self) -> None:
        """Let the loop make the call: an error in it is for the loop's handler, and APScheduler would swallow it."""
        asyncio.get_running_loop().call_soon(self._on_wake)

    async def _come_round(self, entry: _Calendar) -> None:
        """Call, unless that day has had its call: when DST ends 02:30 comes twice, and a clock can be set back."""
        day = entry.last_due(self._now())
        if day != entry.done:
            entry.done = day
            asyncio.get_running_loop().call_soon(entry.call)
