"""Weeks of the running service hold on to nothing, and its log is what happened. `benchmarks.soak` lives a year."""

import sys
from collections import Counter
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from reminder.paths import Places
from tests.virtual.soaking import Footprint, footprint, results, soak

if sys.platform != "linux":
    pytest.skip("/proc and eventfd", allow_module_level=True)

START = datetime(2027, 3, 15, tzinfo=ZoneInfo("Europe/Berlin"))
"""Two weeks before the clocks change."""

SAME_DAYS = 5
"""Looked at every fifth working day, so that the settings in force, which change as often, are in turn each."""

TIMERS = 3
"""The next wake-up, and now and then the next step of the icon's ring, or the end of a desktop's patience."""

OBJECTS_A_DAY = 40
"""More of them in memory after each day would be a leak; what the core remembers of a week's drinks comes and goes."""


def test_weeks_of_it_hold_on_to_nothing(service_files: Places, monkeypatch: pytest.MonkeyPatch) -> None:
    """Restarts, suspends, calls, changed settings, doctor, the week told: descriptors, threads, tasks stay as many."""
    monkeypatch.setenv("TZ", "Europe/Berlin")
    looks: list[Footprint] = []

    life = soak(service_files, START, 19, lambda _: looks.append(footprint(service_files)), every=SAME_DAYS)

    cold, warm, last = ((look.descriptors, look.threads, look.tasks) for look in looks)
    assert cold == warm == last
    assert max(look.timers for look in looks) <= TIMERS
    assert looks[2].objects - looks[1].objects < OBJECTS_A_DAY * SAME_DAYS
    truth = Counter({ended: times for ended, times in life.person.truth.results.items() if times})
    assert results(service_files) == truth
