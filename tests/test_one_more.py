"""May I still have one? The total with it, what is left at bedtime, and until when it would matter little."""

import json
from datetime import datetime, timedelta

import pytest

from reminder.core.events import Switch
from reminder.diary import diary_of
from reminder.one_more import OneMore, as_json, as_words, one_more, so_far
from reminder.replies import BadWordsError
from tests.core.story import Day
from tests.stage import settings


@pytest.fixture
def day() -> Day:
    return Day(settings().plan).at("09:00").start()


def asked(day: Day, words: str, when: str, config: str = "") -> OneMore:
    assert day.state is not None
    return one_more(diary_of(settings(config), day.state, day.moment(when)), words)


def said(day: Day, words: str, when: str, config: str = "") -> str:
    return as_words(asked(day, words, when, config), day.moment(when))


def test_in_the_morning_one_is_within_every_limit(day: Day) -> None:
    """The total, the bedtime, and until when; and that it is an estimate."""
    assert said(day, "espresso", "10:00") == (
        "Espresso, 63 mg: with it 63 of 400 mg today, within your limit. About 10 mg at bedtime, 23:00: low. "
        "To have little left then, take it by 18:35. Rough estimate, not medical advice."
    )


def test_in_the_evening_it_may_be_too_late(day: Day) -> None:
    """Then no time is told that has passed."""
    assert said(day, "espresso", "20:00") == (
        "Espresso, 63 mg: with it 63 of 400 mg today, within your limit. About 40 mg at bedtime, 23:00: may matter. "
        "It is too late today to have little left then. Rough estimate, not medical advice."
    )


def test_what_is_in_the_body_already_makes_it_too_late_sooner(day: Day) -> None:
    """Doses add up, also those of the day before."""
    fresh = asked(day, "espresso", "14:00").latest
    after = asked(day.at("12:00").took(60), "espresso", "14:00").latest

    assert fresh is not None
    assert after is not None
    assert after < fresh
    assert asked(day.at("13:00").took(200), "espresso", "14:00").latest is None


def test_the_latest_time_leaves_little_and_ten_minutes_later_more(day: Day) -> None:
    """It is what it says: at most 35 mg at bedtime, all doses counted."""
    day.at("12:00").took(60)
    latest = asked(day, "espresso", "13:00").latest

    assert latest is not None
    local = latest.astimezone(day.zone)
    assert asked(day, "espresso", f"{local:%H:%M}").today.at_bedtime_mg <= 35
    assert asked(day, "espresso", f"{local + timedelta(minutes=10):%H:%M}").today.at_bedtime_mg > 35


def test_so_little_that_it_never_matters_has_no_time(day: Day) -> None:
    """A cup of decaf is no reason to look at the clock."""
    assert "take it by" not in said(day, "decaf", "20:00")
    assert "too late" not in said(day, "decaf", "20:00")


def test_over_the_limit_and_over_a_single_dose(day: Day) -> None:
    """Both are said, in numbers."""
    words = said(day.took(300), "tablet", "09:30", '[caffeine]\nsingle = "150 mg"\n')

    assert "Caffeine tablet, 200 mg: with it 500 of 400 mg today, over your limit." in words
    assert "At once at most 150 mg is advised." in words


def test_on_the_day_of_a_cold_remedy_better_none(day: Day) -> None:
    """A pharmacist knows more than a table; but decaf is not what is meant."""
    day.switched(Switch.PSEUDOEPHEDRINE)

    assert "better none today; a pharmacist knows more" in said(day, "tea", "10:00")
    assert "cold remedy" not in said(day, "decaf", "10:00")


def test_after_bedtime_it_does_not_speak_of_the_next_one(day: Day) -> None:
    """At one in the night "low at 23:00" would be true, and useless."""
    words = said(day, "80 mg", "Tue 01:00")

    assert "Your bedtime has passed: it would be at its most at 01:44, about 70 mg." in words
    assert "23:00" not in words


def test_asking_for_programs_gives_every_figure(day: Day) -> None:
    """Null where it is too late."""
    now = day.moment("20:00")
    figures = as_json(asked(day, "250 ml tea", "20:00"), now)

    assert json.loads(json.dumps(figures)) == figures
    assert (figures["drink"], figures["ml"], figures["mg"], figures["caffeine_mg"]) == ("tea", 250, 56.8, 56.8)
    assert (figures["limit_mg"], figures["single_mg"]) == (400, 200)
    assert (figures["band"], figures["latest"], figures["bedtime"]) == ("may matter", None, "2026-03-02T23:00:00+01:00")
    assert [figures[key] for key in ("over_limit", "over_single", "past_bedtime", "pseudoephedrine")] == [False] * 4
    assert figures["at_bedtime_mg"] == pytest.approx(38.16, abs=0.01)
    assert figures["body_mg"] == 0


def test_a_time_is_told_to_programs_in_the_users_zone(day: Day) -> None:
    """ISO 8601 with its offset."""
    latest = as_json(asked(day, "espresso", "10:00"), day.moment("10:00"))["latest"]

    assert datetime.fromisoformat(latest) == day.moment("18:35")
    assert latest.endswith("+01:00")


@pytest.mark.parametrize("words", ["", "  ", "water", "3 g", "kombucha"])
def test_what_is_no_dose_cannot_be_asked_for(day: Day, words: str) -> None:
    """As when it is noted."""
    with pytest.raises(BadWordsError):
        asked(day, words, "10:00")


def test_what_was_taken_so_far_and_what_is_left(day: Day) -> None:
    """Of the limit, and in the body: the one is a sum, the other an estimate."""
    assert day.took(90, 200, "coffee").state is not None
    diary = diary_of(settings(), day.state, day.moment("10:00"))  # type: ignore[arg-type]

    words, figures = so_far(diary)

    assert words == (
        "90 of 400 mg today, about 15 mg at 23:00: low. 310 mg left of today's limit, "
        "about 80 mg in your body now. Rough estimate, not medical advice."
    )
    assert (figures["caffeine_mg"], figures["left_mg"], figures["band"]) == (90, 310, "low")


def test_with_nothing_left_of_the_limit_it_says_so(day: Day) -> None:
    """Never a negative rest."""
    assert day.took(450).state is not None
    words, figures = so_far(diary_of(settings(), day.state, day.moment("10:00")))  # type: ignore[arg-type]

    assert "Nothing left of today's limit" in words
    assert figures["left_mg"] == 0


def test_with_nothing_taken_nothing_is_in_the_body(day: Day) -> None:
    """And there is nothing to estimate."""
    assert day.state is not None

    words, _ = so_far(diary_of(settings(), day.state, day.moment("10:00")))

    assert words.startswith("0 of 400 mg today. 400 mg left of today's limit, none in your body.")
