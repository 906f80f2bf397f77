"""What the user told, in words that they would use themselves."""

import pytest

from reminder.core.events import Switch
from reminder.report.told import SWITCHES, entry, milligrams, phrase


@pytest.mark.parametrize(
    ("told", "words"),
    [
        ({"event": "drank", "ml": 250, "drink": ""}, "drank 250 ml of water"),
        ({"event": "drank", "ml": 1000, "drink": ""}, "drank 1 l of water"),
        ({"event": "drank", "ml": 200, "drink": "herbal-tea"}, "drank 200 ml of herbal tea"),
        (
            {"event": "took_caffeine", "mg": 56.8, "ml": 250, "drink": "tea"},
            "drank 250 ml of tea, 57 mg of caffeine",
        ),
        ({"event": "took_caffeine", "mg": 200, "ml": None, "drink": "tablet"}, "tablet, 200 mg of caffeine"),
        ({"event": "took_caffeine", "mg": 80, "ml": None, "drink": ""}, "80 mg of caffeine"),
        ({"event": "took_caffeine", "mg": 80, "ml": 250}, "drank 250 ml of a drink, 80 mg of caffeine"),
        ({"event": "exercised", "minutes": 30, "how": "cycling"}, "30 min of cycling"),
        ({"event": "exercised", "minutes": 30, "how": ""}, "30 min of activity"),
        ({"event": "undone"}, "undid the last entry"),
        ({"event": "ached", "level": 6}, "ache 6 of 10"),
        ({"event": "switched", "switch": "heat", "on": True}, "heat mode on"),
        ({"event": "switched", "switch": "flare", "on": False}, "gentle set off"),
    ],
)
def test_each_thing_told_reads_as_people_say_it(told: dict[str, object], words: str) -> None:
    """A log that is read by its owner."""
    assert phrase(told) == words


def test_what_a_newer_version_logged_is_shown_as_it_stands() -> None:
    """The log outlives the version that reads it."""
    assert phrase({"at": 1, "event": "weighed_in", "kg": 70, "note": ""}) == "weighed in kg 70"


@pytest.mark.parametrize("switch", Switch, ids=str)
def test_every_switch_has_a_name(switch: Switch) -> None:
    """A new one must be told, too."""
    assert SWITCHES[switch]


def test_a_trace_of_caffeine_is_not_rounded_to_none() -> None:
    """Ten milliliters of decaf hold a little."""
    assert milligrams(0.1) == "under 1 mg"
    assert entry(10, 0.1, 0, "decaf") == "10 ml of decaf, under 1 mg of caffeine"
    assert milligrams(0) == "0 mg"
