"""CONTRIBUTING is true where a machine can check it."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
CONTRIBUTING = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
FILES = sorted(set(re.findall(r"`((?:\w+/)+\w+\.(?:py|toml|html))`", CONTRIBUTING)))


@pytest.mark.parametrize("name", FILES)
def test_every_file_that_is_named_is_there(name: str) -> None:
    """Whoever follows a recipe must not end at nothing; a name in capitals stands for any."""
    places = [ROOT / name, ROOT / "reminder" / name]

    assert re.search(r"\b[A-Z]+\b", name) or any(place.exists() for place in places)


@pytest.mark.parametrize(
    ("before", "made"),
    [
        ("`SittingKind` or `DailyKind` in ", r"\bSittingKind\("),
        ("into `Plan` in ", r"\bPlan\("),
        ("`Settings` in\n", r"\bSettings\("),
    ],
)
def test_things_are_made_where_it_says(before: str, made: str) -> None:
    """A recipe outlives the file it was written for."""
    named = re.search(rf"{re.escape(before)}`([\w/]+\.py)`", CONTRIBUTING)

    assert named is not None
    assert re.search(made, (ROOT / "reminder" / named[1]).read_text("utf-8"))
