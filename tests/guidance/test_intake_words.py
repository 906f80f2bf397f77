"""Water and caffeine in words: amounts as people say them, estimates that do not pretend to be more."""

from dataclasses import replace
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from reminder.core.effects import Today
from reminder.guidance.intake_words import amount, blanks, caffeine_line, estimate, water_line

BEDTIME = datetime(2026, 3, 2, 22, tzinfo=UTC)
BERLIN = ZoneInfo("Europe/Berlin")
TODAY = Today(600, 1800, 190.0, 400.0, 100.0, 44.2, BEDTIME)


@pytest.mark.parametrize(
    ("ml", "words"),
    [
        (0, "0 ml"),
        (200, "200 ml"),
        (999, "999 ml"),
        (1000, "1 l"),
        (1200, "1.2 l"),
        (1250, "1.25 l"),
        (1999, "2 l"),
        (10_000, "10 l"),
    ],
)
def test_an_amount_as_people_say_it(ml: int, words: str) -> None:
    """Milliliters below a liter; above, as many digits as it needs."""
    assert amount(ml) == words


def test_the_days_water_stands_beside_its_goal() -> None:
    """Without a goal there is none to be behind."""
    assert water_line(TODAY) == "600 ml of 1.8 l so far"
    assert water_line(replace(TODAY, goal_ml=None)) == "600 ml so far"


def test_the_days_caffeine_is_a_sum_and_a_rough_estimate() -> None:
    """The hour is the user's own."""
    assert (
        caffeine_line(TODAY, BERLIN)
        == "190 of 400 mg today, about 45 mg at 23:00: may matter (rough estimate, not medical advice)"
    )
    assert caffeine_line(TODAY).endswith("about 45 mg at 22:00: may matter (rough estimate, not medical advice)")


def test_without_caffeine_there_is_nothing_to_estimate() -> None:
    """What was taken yesterday and is still there counts."""
    none = replace(TODAY, caffeine_mg=0.0, body_mg=0.0, at_bedtime_mg=0.0)

    assert caffeine_line(none, BERLIN) == "0 of 400 mg today"
    assert estimate(none, BERLIN) == ""
    assert caffeine_line(replace(none, body_mg=4.0, at_bedtime_mg=1.0), BERLIN) == (
        "0 of 400 mg today, under 5 mg at 23:00: low (rough estimate, not medical advice)"
    )


@pytest.mark.parametrize(
    ("mg", "words"),
    [
        (0.0, "under 5 mg at 23:00: low"),
        (12.2, "about 10 mg at 23:00: low"),
        (35.0, "about 35 mg at 23:00: low"),
        (75.1, "75 mg at 23:00: likely to disturb sleep"),
    ],
)
def test_an_estimate_is_told_in_steps_with_its_band(mg: float, words: str) -> None:
    """A digit more would look measured; the band goes by the figure itself."""
    told = estimate(replace(TODAY, at_bedtime_mg=mg), BERLIN)

    assert told == f"{words[:1].upper()}{words[1:]}. Rough estimate, not medical advice."


def test_texts_may_say_what_is_known_and_nothing_else() -> None:
    """A blank without words would be read as nought."""
    assert blanks(None) == {}
    assert blanks(TODAY, BERLIN)["left"] == "210"
    assert blanks(replace(TODAY, caffeine_mg=500.0))["left"] == "0"
    assert "estimate" not in blanks(replace(TODAY, caffeine_mg=0.0, body_mg=0.0, at_bedtime_mg=0.0))
