"""Ideas in words: what the log says and what could be tried, kindly, and never as a duty."""

import re

import pytest

from reminder.core.ideas import INTERVALS, Advice, Idea
from reminder.guidance.idea_words import NOUNS, offer, reason

IDEAS = [
    (
        Idea(Advice.FEWER, "stretch", 4, 19, (("stretch.per_day", "1"),)),
        "Stretch",
        "You did 4 of 19 stretches in two weeks, so fewer may suit you better.",
        "Stretch: once a day",
    ),
    (
        Idea(Advice.FEWER, "relax", 0, 16, (("relax.per_day", "2"),)),
        "Relax",
        "You did 0 of 16 moments to rest in two weeks, so fewer may suit you better.",
        "Relax: twice a day",
    ),
    (
        Idea(Advice.FEWER, "movement", 20, 80, (("movement.every", "45 min"),)),
        "Break",
        "You did 20 of 80 breaks in two weeks, so fewer may suit you better.",
        "Break: every 45 min",
    ),
    (
        Idea(Advice.FEWER, "eyes", 3, 40, (("own.eyes.per_day", "5"),)),
        "Look far away",
        "You did 3 of 40 “Look far away” in two weeks, so fewer may suit you better.",
        "Look far away: 5 times a day",
    ),
    (
        Idea(Advice.EARLIER, "strengthen", 4, 5, (("strengthen.until", "15:00:00"),), (15, 24), 1, 4),
        "Strengthen",
        "After 15:00 you missed 4 of 5 strength sessions; before that it was 1 of 4.",
        "Strengthen: before 15:00 only",
    ),
    (
        Idea(Advice.QUIET, "movement", 9, 12, (("hours.from", "11:00:00"),), (9, 11), 3, 20),
        "Break",
        "Between 09:00 and 11:00 you missed 9 of 12 breaks; at other hours it was 3 of 20. No kind would come then.",
        "No reminders from 09:00 to 11:00",
    ),
    (
        Idea(Advice.AFTER_CALLS, "movement", 8, 14, (("summary.if_then", "If a call ends, then I stand up"),)),
        "Break",
        "Calls held back 8 of 14 breaks. A plan for the moment a call ends may help.",
        "A plan for the end of a call",
    ),
    (
        Idea(Advice.HIGHER, "movement", 19, 20, (("summary.goal", "80"),)),
        "Break",
        "You took 19 of 20 breaks and reached your goal: it may be a bit higher.",
        "A goal of 80 %",
    ),
    (
        Idea(Advice.LOWER, "movement", 6, 20, (("summary.goal", "60"),)),
        "Break",
        "You took 6 of 20 breaks. A goal within reach helps more than a distant one.",
        "A goal of 60 %",
    ),
]


@pytest.mark.parametrize(("idea", "name", "why", "what"), IDEAS)
def test_an_idea_says_what_was_seen_and_what_could_be_tried(idea: Idea, name: str, why: str, what: str) -> None:
    """With the numbers it rests on, and in a few words for a menu."""
    assert reason(idea, name) == why
    assert offer(idea, name) == what
    assert len(what) <= 40


def test_every_advice_has_its_words() -> None:
    """None is told by the words of another."""
    assert {idea.advice for idea, *_ in IDEAS} == set(Advice)


def test_no_idea_blames_or_commands() -> None:
    """Kind wording: nobody "should", and nothing was "failed" (evidence, section 6)."""
    hard = re.compile(r"\b(should|must|fail\w*|bad|poor|only \d|lazy|never)\b", re.IGNORECASE)
    told = [said for idea, name, *_ in IDEAS for said in (reason(idea, name), offer(idea, name))]

    assert [said for said in told if hard.search(said)] == []


@pytest.mark.parametrize("kind", [*INTERVALS, "stretch", "relax", "strengthen"])
def test_every_built_in_kind_has_its_noun(kind: str) -> None:
    """Quotes are for names of the user's own."""
    assert kind in NOUNS
    assert "“" not in reason(Idea(Advice.FEWER, kind, 1, 9, ((f"{kind}.every", "60 min"),)), kind)
