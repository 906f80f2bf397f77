"""What is told while no service runs is in the log, once, and whole."""

from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from reminder import control
from reminder.config import ConfigError
from reminder.core.state import State
from reminder.journal import STATE, Journal
from reminder.last_good import GOOD_CONFIG
from reminder.paths import Places
from reminder.without_service import answer, status
from tests.core.story import Day
from tests.stage import settings

NOON = datetime(2026, 3, 2, 12, tzinfo=ZoneInfo("Europe/Berlin"))
MATE = '[drinks.mate]\namount = "500 ml"\ncaffeine = "100 mg"\n'
BROKEN = "[movement]\nevry = 1\n"


def tell(where: Places, verb: str, word: str = "", said: list[str] | None = None) -> dict[str, Any]:
    return answer(where, {"verb": verb, "word": word}, NOON, (said if said is not None else []).append)


def saved(where: Places) -> State:
    with Journal.open(where.journal) as journal:
        state = journal.state()
    assert state is not None
    return state


def test_the_desk_clock_stays_as_the_last_run_left_it(where: Places) -> None:
    """The next start must still know for how long nobody watched (D6)."""
    before = Day(settings().plan).at("09:00").start().at("09:20").stop().state
    assert before is not None
    with Journal.open(where.journal) as journal:
        journal.commit([], before)

    tell(where, "drink", "250 ml")

    assert saved(where).now == before.now
    assert saved(where).desk == before.desk
    assert [taken.ml for taken in saved(where).taken] == [250]


def test_also_after_a_service_that_was_killed(where: Places) -> None:
    """Its state says that it runs, but nobody holds the lock: what is told must not wake its prompts."""
    before = Day(settings().plan).at("09:00").start().at("09:31").look().state
    assert before is not None
    assert before.running
    assert before.prompt is not None
    with Journal.open(where.journal) as journal:
        journal.commit([], before)

    tell(where, "drink", "250 ml")

    assert saved(where).running
    assert saved(where).prompt == before.prompt


def test_a_refusal_writes_nothing(where: Places) -> None:
    """Not even the lock."""
    assert tell(where, "drink", "5 l")["bad_input"]
    assert "error" in tell(where, "undo")
    assert not where.data.exists()


@pytest.mark.parametrize("verb", ["done", "break", "fly"])
def test_what_needs_a_service_is_not_done_without_one(where: Places, verb: str) -> None:
    """Nobody is there to be paused."""
    assert "error" in tell(where, verb)
    assert not where.data.exists()


def test_the_lock_is_let_go_of_again(where: Places) -> None:
    """A service can start in the next moment."""
    tell(where, "drink")

    control.Lock(where.lock).release()


def test_nothing_is_written_while_a_service_holds_the_log(where: Places) -> None:
    """It would save its own state over it."""
    lock = control.Lock(where.lock)

    with pytest.raises(control.AlreadyRunning):
        tell(where, "drink")

    lock.release()
    assert not where.journal.exists()


def test_with_a_broken_config_the_last_good_one_counts_and_it_is_said(where: Places) -> None:
    """As for a service that runs: a slip in the file must not cost a cup."""
    with Journal.open(where.journal) as journal:
        journal.keep_note(GOOD_CONFIG, MATE)
    where.config.write_text(BROKEN)
    said: list[str] = []

    assert tell(where, "drink", "mate", said)["say"].startswith("Noted: 500 ml of mate, 100 mg of caffeine.")
    assert "config.toml line 2" in said[0]


def test_without_a_last_good_config_the_mistake_is_told(where: Places) -> None:
    """Nobody knows then whose limits count."""
    where.config.write_text(BROKEN)

    with pytest.raises(ConfigError, match="line 2"):
        tell(where, "drink")


def test_every_desk_day_is_logged_on_its_own_day(where: Places) -> None:
    """As with a service (D7)."""
    tell(where, "drink", "250 ml")

    with Journal.open(where.journal) as journal:
        assert len(journal.intakes(date(2026, 3, 2), date(2026, 3, 2))) == 1


def test_the_status_is_what_the_log_knows(where: Places) -> None:
    """And null before there is one."""
    assert status(where, NOON, [].append)["water_ml"] is None

    tell(where, "drink", "250 ml")

    assert status(where, NOON, [].append)["water_ml"] == 250


def test_a_state_that_cannot_be_read_costs_no_drink(where: Places) -> None:
    """What was told stands in the log; a limit that is forgotten would be a lie."""
    tell(where, "drink", "500 ml")
    tell(where, "caffeine", "380 mg")
    with Journal.open(where.journal) as journal:
        journal.keep_note(STATE, "{")

    assert tell(where, "drink", "100 ml")["say"] == "Noted: 100 ml of water. 600 ml of 1.8 l so far."
    assert status(where, NOON, [].append)["caffeine_mg"] == 380
