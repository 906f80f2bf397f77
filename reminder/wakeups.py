"""When to be woken: one moment the core asked for, and what returns every day.

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

_WAKE, _DAY = "wake", "day"

_NEVER_DROPPED = {
    "misfire_grace_time": None,  # however late, it runs: a late wake-up is information
    "coalesce": True,  # and once, however many were missed
    "max_instances": 1000,  # else APScheduler drops a job asked for anew before its last run is put away
}


@dataclass(slots=True)
class _Daily:
    """What returns every day at a local time. `done` is the day last called for."""

    at: time
    call: Callable[[], None]
    done: date | None = None

    def last_due(self, local: datetime) -> date:
        """The day of the latest occurrence up to this local moment."""
        return local.date() if local.time() >= self.at else local.date() - timedelta(days=1)


class Wakeups:
    """The service's timers. Everything, the calls included, happens on the thread of the loop that `start` ran in.

    `now` gives the local zone, too: after a journey the calendar follows it at the next `check`.
    """

    def __init__(self, now: Callable[[], datetime], on_wake: Callable[[], None]) -> None:
        self._now = now
        self._on_wake = on_wake
        self._daily: _Daily | None = None
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
        if self._daily is not None and self._daily.at == at:
            self._daily.call = call  # settings read again: a call that is overdue must not be lost
            return
        self._daily = _Daily(at, call)
        self._schedule(self._daily)

    def check(self) -> None:
        """Look at the clock again: to be called on resume, on a step of the clock, and when the zone has changed."""
        if not self._running:
            return
        if self._daily is not None:
            due = self._scheduler.get_job(_DAY).next_run_time
            if due > self._now():  # what is overdue runs first, and finds its next moment by itself
                self._schedule(self._daily)
        self._scheduler.wakeup()

    def stop(self) -> None:
        """Never wake again; effective in the loop's next turn."""
        if self._running:
            self._running = False
            self._scheduler.remove_all_jobs()
            self._scheduler.shutdown(wait=False)

    def _schedule(self, daily: _Daily) -> None:
        trigger = CronTrigger(
            hour=daily.at.hour,
            minute=daily.at.minute,
            second=daily.at.second,
            timezone=self._now().tzinfo,
        )
        self._scheduler.add_job(self._come_round, trigger, args=[daily], id=_DAY, replace_existing=True)

    async def _wake(self) -> None:
        """Let the loop make the call: an error in it is for the loop's handler, and APScheduler would swallow it."""
        asyncio.get_running_loop().call_soon(self._on_wake)

    async def _come_round(self, daily: _Daily) -> None:
        """Call, unless that day has had its call: when DST ends 02:30 comes twice, and a clock can be set back."""
        day = daily.last_due(self._now())
        if day != daily.done:
            daily.done = day
            asyncio.get_running_loop().call_soon(daily.call)
