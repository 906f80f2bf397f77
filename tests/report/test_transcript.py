"""A simulated day in words: every line the simulation knows, and nothing lost on the way."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from reminder.core.effects import Result
from reminder.report.transcript import as_words
from reminder.simulation import transcript
from tests.core.story import Day, plan

BERLIN = ZoneInfo("Europe/Berlin")


@pytest.mark.parametrize(
    ("line", "words"),
    [
        (
            {"do": "show", "kinds": ["movement", "tip"], "sat_s": 1860, "held_s": 0},
            "Mon 09:30:00  ▸ MOVEMENT + TIP (sitting 31 min)",
        ),
        (
            {"do": "show", "kinds": ["movement"], "sat_s": 5400, "held_s": 600},
            "Mon 09:30:00  ▸ MOVEMENT (sitting 1 h 30, held back 10 min)",
        ),
        ({"do": "withdraw"}, ""),
        (
            {"do": "budget", "water_ml": 400, "caffeine_mg": 120, "caffeine_at_bedtime_mg": 14.9},
            "Mon 09:30:00    water 400 ml, caffeine 120 mg, about 15 mg of it at bedtime",
        ),
        (
            {"do": "budget", "water_ml": 1400, "caffeine_mg": 180, "caffeine_at_bedtime_mg": 43.2},
            "Mon 09:30:00    water 1.4 l, caffeine 180 mg, about 45 mg of it at bedtime",
        ),
        (
            {"do": "budget", "water_ml": 400, "caffeine_mg": 0, "caffeine_at_bedtime_mg": 0},
            "Mon 09:30:00    water 400 ml, caffeine 0 mg",
        ),
    ],
)
def test_each_line_of_a_transcript_has_its_words(line: dict[str, object], words: str) -> None:
    """Local time as the line has it."""
    assert as_words({"at": "2026-03-02T09:30:00+01:00", **line}, str.upper) == words


@pytest.mark.parametrize("result", Result, ids=str)
def test_every_way_to_end_has_words(result: Result) -> None:
    """A simulated week meets all of them."""
    line = {
        "at": datetime(2026, 3, 2, tzinfo=UTC).isoformat(),
        "do": "record",
        "kind": "movement",
        "result": str(result),
    }

    assert as_words(line, str.upper).startswith("Mon 00:00:00    MOVEMENT: ")


def test_a_simulated_morning_reads_as_a_story() -> None:
    """The simulation's own lines go through as they are."""
    day = Day(plan()).at("09:00").start().at("09:31").done().at("09:33").locked().at("09:37").unlocked()

    assert [as_words(line, str) for line in transcript(day.moments)] == [
        "Mon 09:30:00  ▸ movement (sitting 30 min)",
        "",
        "Mon 09:35:00    movement: seen",
    ]
    assert day.now - day.moment("09:30") == timedelta(minutes=7)


def test_in_a_terminal_a_long_line_goes_on_below_its_words() -> None:
    """The times stay in a column of their own."""
    line = {"at": "2026-03-02T09:30:00+01:00", "do": "show", "kinds": ["movement", "tip"], "sat_s": 1860, "held_s": 0}

    assert as_words(line, str.upper, 40).splitlines() == [
        "Mon 09:30:00  ▸ MOVEMENT + TIP (sitting",
        "                31 min)",
    ]
