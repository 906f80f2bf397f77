"""The state as it was saved, and what is gathered from the log where it cannot be read."""

from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from reminder.core.events import Switch
from reminder.core.plan import Plan
from reminder.journal import STATE, Journal
from reminder.recall import LOST, state_of
from tests.core.story import Day

PLAN = Plan(())
NOON = datetime(2026, 3, 4, 12, tzinfo=ZoneInfo("Europe/Berlin"))


@pytest.fixture
def journal(tmp_path: Path) -> Journal:
    """The log of three days: coffee each morning, a mistake that was undone, and a back that aches."""
    journal = Journal.open(tmp_path / "journal.sqlite")
    day = Day(PLAN).at("2026-03-02 09:00").start().took(90, 200, "coffee")
    day.at("2026-03-03 09:00").took(90, 200, "coffee").drank(500).undone().at("2026-03-04 09:00").took(63).ached(5)
    for moment in day.moments:
        journal.commit(moment.effects, moment.state)
    return journal


def test_a_state_that_can_be_read_is_the_state(journal: Journal) -> None:
    """And nothing is gathered."""
    with journal:
        assert state_of(journal, PLAN, NOON, writing=True) == journal.state()
        assert journal.note(LOST) is None


def test_before_anything_was_saved_there_is_none(tmp_path: Path) -> None:
    """The first start makes one."""
    with Journal.open(tmp_path / "journal.sqlite") as journal:
        assert state_of(journal, PLAN, NOON, writing=True) is None


def test_what_was_told_outlives_a_state_that_cannot_be_read(journal: Journal) -> None:
    """The desk clock begins anew; today's caffeine does not, nor the gentle set."""
    with journal:
        whole = journal.state()
        journal.keep_note(STATE, "{")

        state = state_of(journal, PLAN, NOON, writing=True)

        assert whole is not None
        assert state is not None
        assert state.taken == whole.taken
        assert state.switches == whole.switches
        assert state.switches[Switch.FLARE].until - state.switches[Switch.FLARE].since == timedelta(days=3)
        assert state.desk.sat == timedelta(0)
        assert journal.note(LOST) == "{"


def test_who_only_reads_keeps_nothing(journal: Journal) -> None:
    """`reminder status` must not write."""
    with journal:
        journal.keep_note(STATE, "{")

        assert state_of(journal, PLAN, NOON, writing=False) is not None
        assert journal.note(LOST) is None
