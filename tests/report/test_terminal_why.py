"""How long one sat, why prompts came late or not at all, and how soon they were answered."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from reminder.core.bouts import Bout
from reminder.core.summary import Summary
from reminder.report.terminal import render
from tests.report.made import BERLIN, HOUR, LIMIT, MINUTE, MONDAY, kind, material, summary

NINE = datetime(2026, 3, 2, 9, tzinfo=BERLIN)
SECOND = timedelta(seconds=1)


def section(of: Summary, heading: str, width: int = 80) -> list[str]:
    text = render(material(of), width=width)
    return text[text.index(heading) :].split("\n\n")[0].splitlines()[1:]


def sat(*minutes: int) -> Summary:
    bouts = tuple(Bout(NINE, MONDAY, length * MINUTE, LIMIT) for length in minutes)
    return replace(summary(kind(observed=1), sat=HOUR), bouts=bouts)


# Sitting


def test_bouts_are_bars_by_length_and_the_limit_is_told_in_words() -> None:
    """The most frequent fills the room; 0 is a dot, since that is known."""
    assert section(sat(5, 8, 35, 45), "Sitting") == [
        "4 sitting bouts, the longest 45 min. 1 ran longer than 40 min.",
        f" 0–10 min  {'█' * 24} 2",
        "10–20 min  ·",
        "20–30 min  ·",
        f"30–40 min  {'█' * 12} 1",
        "           past the limit:",
        f"40–50 min  {'█' * 12} 1",
    ]


def test_without_a_long_bout_no_limit_is_passed() -> None:
    """And it is said so; what is longer than all classes has one of its own."""
    short, long = section(sat(5), "Sitting"), section(sat(200, 5), "Sitting")

    assert short[0] == "1 sitting bout, the longest 5 min. None ran longer than 40 min."
    assert "past" not in "".join(short[1:])
    assert long[-1].startswith("over 110 min")


def test_every_limit_of_the_time_is_named() -> None:
    """Each bout was held against that of its day."""
    changed = replace(sat(5, 50), bout_limits=(LIMIT, 70 * MINUTE))

    assert section(changed, "Sitting")[0].endswith("1 ran longer than 40 min, later 1 h 10.")


def test_unknown_sitting_is_not_none() -> None:
    """No bouts, no section."""
    assert "Sitting" not in render(material(summary(kind(claimed=1), unknown=HOUR)))


# Silence


def test_reasons_are_told_in_words() -> None:
    """Why prompts were late, and why nobody saw them, most frequent first."""
    of = summary(kind(held={"outside_hours": 1, "call": 3, "unheard of": 2}, unseen=4, undelivered=4), sat=HOUR)

    assert section(of, "Held back by") == ["· Movement break: in a call 3, unheard of 2, outside your hours 1"]
    assert section(of, "Could not be shown") == ["· Movement break: the terminal is gone 4"]


def test_a_reason_stays_with_its_number() -> None:
    """A line breaks between reasons."""
    of = summary(kind(held={"outside_hours": 1, "call": 3, "do_not_disturb": 2}), sat=HOUR)

    assert section(of, "Held back by", width=40) == [
        "· Movement break: in a call 3,",
        "  do-not-disturb 2, outside your hours 1",
    ]


@pytest.mark.parametrize(
    ("answers", "words"),
    [
        ([20 * SECOND], "20 seconds, once."),
        ([4 * SECOND, 10 * SECOND, 8 * MINUTE], "Half of your 3 answers came within 10 seconds."),
        ([MINUTE, 90 * SECOND], "Half of your 2 answers came within 1 min."),
        ([0.2 * SECOND], "1 second, once."),
    ],
)
def test_the_time_to_answer_is_the_middle_one(answers: list[timedelta], words: str) -> None:
    """One long lunch would spoil a mean."""
    of = replace(summary(kind(claimed=1), sat=HOUR), answers=tuple(answers))

    assert section(of, "Time to answer") == [words]


def test_a_week_without_silence_says_nothing_of_it() -> None:
    """No heading stands over nothing."""
    text = render(material(summary(kind(observed=1), sat=HOUR)))

    assert not {"Held back by", "Could not be shown", "Time to answer"} & set(text.splitlines())
