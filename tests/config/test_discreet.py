"""The settings for others' eyes: every key that is set, and a value only where it is nobody's business."""

from pathlib import Path

import pytest

from reminder.config import ConfigError, parse
from reminder.config.discreet import discreet, where_wrong, words_of
from reminder.config.options import NAMED, OPTIONS
from reminder.config.rendering import render

FILE = Path("config.toml")
MINE = """
day_starts = 05:00:00
about_you = { bedtime = 22:30:00, pregnant = true }
choice.exclude = ["E13"]
[hours]
days = ["mon", "tue"]
free = [2026-12-25]
[movement]
every = "45 min"
[caffeine]
limit = "300 mg"
[quiet]
ignore = ["Diary of Anna"]
calls = false
[summary]
if_then = "If Bob calls, I stand up"
[own.call-mum]
title = "Call Mum"
body = "She is ill."
per_day = 2
[own.pills]
title = "Pills"
every = "2 h"
[drinks.absinthe]
amount = "20 ml"
[exercise.limp]
title = "Limp"
steps = ["On the left."]
"""


def test_a_value_is_told_where_it_says_when_or_whether_and_nothing_of_anybody() -> None:
    """Enough to have the same rhythm elsewhere."""
    assert discreet(parse(MINE, FILE)) == [
        "about_you.bedtime = …",
        "about_you.pregnant = …",
        "caffeine.limit = …",
        "choice.exclude = …",
        "day_starts = 05:00:00",
        "drinks.1.amount = …",
        "exercise.2.steps = …",
        "exercise.2.title = …",
        'hours.days = ["mon", "tue"]',
        "hours.free = …",
        'movement.every = "45 min"',
        "own.3.body = …",
        "own.3.per_day = 2",
        "own.3.title = …",
        'own.4.every = "2 h"',
        "own.4.title = …",
        "quiet.calls = false",
        "quiet.ignore = …",
        "summary.if_then = …",
    ]


def test_every_word_of_the_users_own_is_known() -> None:
    """By these the whole report is searched once more."""
    words = set(words_of(parse(MINE, FILE)))

    assert {"Call Mum", "call mum", "call-mum", "She is ill.", "pills", "absinthe", "Limp", "On the left."} <= words
    assert {"Diary of Anna", "If Bob calls, I stand up"} <= words
    assert list(words_of(parse(render(), FILE))) == []


def test_a_new_setting_is_private_until_somebody_says_otherwise() -> None:
    """By the kind of its value, so that nobody has to remember."""
    told = {option.dotted for option in (*OPTIONS, *NAMED) if type(option.type).__name__ in {"Text", "Names", "Steps"}}

    assert {"own.NAME.title", "own.NAME.body", "quiet.ignore", "drinks.NAME.title"} <= told
    assert not any(line.endswith('"Call Mum"') for line in discreet(parse(MINE, FILE)))


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("movement.every = 'Call Mum'", ["line 1: movement.every"]),
        ("[own.call-mum]\ntitle = 3", ["line 1: in [own]", "line 2: in [own]"]),
        ("call_mum = 1", ["line 1: nothing that is known"]),
        ("[movement", ["line 1: the file as a whole"]),
    ],
)
def test_of_a_mistake_its_place_is_told(text: str, told: list[str]) -> None:
    """What stands there may be anything."""
    with pytest.raises(ConfigError) as mistakes:
        parse(text, FILE)

    assert where_wrong(mistakes.value) == told
