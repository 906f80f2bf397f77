"""What is in a cup: the figures of the table, found by whatever people type."""

import pytest

from reminder.guidance.drinks import Drink, find, nearest, presets, scaled

TABLE = {
    "espresso": (30, 63),
    "large-espresso": (60, 80),
    "coffee": (200, 90),
    "instant": (237, 62),
    "decaf": (237, 2),
    "tea": (220, 50),
    "green-tea": (237, 29),
    "cola": (355, 40),
    "energy-drink": (250, 80),
    "energy-shot": (60, 200),
    "dark-chocolate": (None, 40),
    "milk-chocolate": (None, 10),
    "tablet": (None, 200),
    "pre-workout": (None, 217.5),
}
"""Servings and milligrams as the evidence has them (section 2b)."""

MATE = Drink("mate", "Mate tea", 500, 150)


def test_the_figures_are_those_of_the_evidence() -> None:
    """A slip of the pen here is wrong in every sum."""
    with_caffeine = {name: (drink.ml, drink.mg) for name, drink in presets().items() if drink.mg}

    assert with_caffeine == TABLE


def test_what_has_no_caffeine_is_a_drink() -> None:
    """Else it would be nothing at all."""
    assert all(drink.ml for drink in presets().values() if not drink.mg)
    assert next(iter(presets())) == "water"


def test_every_drink_says_who_gives_its_figures_and_when() -> None:
    """No source, no figure; and what has no date says so."""
    assert all("no date given" in drink.source or "20" in drink.source for drink in presets().values())
    assert all(drink.name == name and drink.title for name, drink in presets().items())


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("espresso", "espresso"),
        (" Green_Tea ", "green-tea"),
        ("green tea", "green-tea"),
        ("black-tea", "tea"),
        ("FILTER COFFEE", "coffee"),
        ("instant coffee", "instant"),
        ("decaf  coffee", "decaf"),
        ("caffeine pill", "tablet"),
        ("mineral water", "water"),
        ("Dark chocolate, 50 g", "dark-chocolate"),
    ],
)
def test_a_drink_is_found_as_people_type_it(typed: str, name: str) -> None:
    """Capitals, spaces, hyphens and underscores are the keyboard's business."""
    assert find(typed) == presets()[name]


def test_no_name_means_two_drinks() -> None:
    """Whichever came first in the file would win, and nobody would know."""
    meant = [{find(words) for words in (name, drink.title)} for name, drink in presets().items()]

    assert all(len(each) == 1 for each in meant)
    assert len(set.union(*meant)) == len(presets())


def test_ones_own_drinks_come_first() -> None:
    """By name or by title; who has measured their own mug knows it better than any table."""
    mug = Drink("coffee", "My mug", 350, 120)
    own = {"mate": MATE, "coffee": mug}

    assert find("Mate-Tea", own) == MATE
    assert find("coffee", own) == mug
    assert find("my mug", own) == mug
    assert find("filter coffee", own) == presets()["coffee"]


def test_what_is_unknown_is_not_guessed() -> None:
    """A dose that nobody took would stand in the log; but the question may be put."""
    assert find("expresso") is None
    assert find("") is None
    assert nearest("expresso") == "espresso"
    assert nearest("blck tea") == "tea"
    assert nearest("matte", {"mate": MATE}) == "mate"
    assert nearest("xyzzy") == ""


def test_another_amount_has_caffeine_in_proportion() -> None:
    """A bigger cup of the same; the rest of it stays."""
    big = scaled(presets()["tea"], 250)

    assert (big.ml, big.mg) == (250, 56.8)
    assert (big.name, big.source) == ("tea", presets()["tea"].source)
    assert scaled(presets()["water"], 330).mg == 0


def test_a_tablet_has_no_other_amount() -> None:
    """250 ml of it are a mistake of who asks, not half a dose."""
    with pytest.raises(ValueError, match="nothing to drink"):
        scaled(presets()["tablet"], 250)
