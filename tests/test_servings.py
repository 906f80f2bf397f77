"""What somebody means who says what they drank."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reminder.guidance.drinks import Drink
from reminder.replies import BadWordsError
from reminder.servings import dose, drink, own_drinks
from tests.stage import settings

OWN = {
    "mate": Drink("mate", "Mate", 500, 100),
    "Switchel": Drink("Switchel", "Switchel", 300, 0),
    "gum": Drink("gum", "Gum", None, 50),
    "7up": Drink("7up", "7up", 330, 0),
}


@pytest.mark.parametrize(
    ("words", "name", "ml", "mg"),
    [
        ("", "water", 200, 0),
        ("250ml", "water", 250, 0),
        ("0.5 l", "water", 500, 0),
        ("25 cl of water", "water", 250, 0),
        ("tea", "tea", 220, 50),
        ("250ml tea", "tea", 250, 56.8),
        ("250 ml  Green Tea", "green-tea", 250, 30.6),
        ("tea 250 ml", "tea", 250, 56.8),
        ("juice", "juice", 200, 0),
        ("double espresso", "espresso", 60, 126),
        ("mate", "mate", 500, 100),
        ("250 ml mate", "mate", 250, 50),
        ("switchel", "Switchel", 300, 0),
        ("7up", "7up", 330, 0),
        ("tablet", "tablet", None, 200),
        ("10 ml", "water", 10, 0),
        ("2 l", "water", 2000, 0),
    ],
)
def test_a_drink_as_people_say_it(words: str, name: str, ml: int | None, mg: float) -> None:
    """An amount alone is water, a name alone an ordinary serving, both are so much of that."""
    found = drink(words, OWN, 200)

    assert (found.name, found.ml, found.mg) == (name, ml, mg)


@pytest.mark.parametrize(
    ("words", "name", "ml", "mg"),
    [
        ("espresso", "espresso", 30, 63),
        ("double espresso", "espresso", 60, 126),
        ("80mg", "", None, 80),
        ("0.2 g", "", None, 200),
        ("62.5 mg", "", None, 62.5),
        ("250 ml tea", "tea", 250, 56.8),
        ("80 mg coffee", "coffee", 200, 80),
        ("gum", "gum", None, 50),
        ("dark chocolate", "dark-chocolate", None, 40),
        ("1 mg", "", None, 1),
        ("1000 mg", "", None, 1000),
    ],
)
def test_a_dose_as_people_say_it(words: str, name: str, ml: int | None, mg: float) -> None:
    """By what it is in, or by the milligrams that a label gives."""
    found = dose(words, OWN)

    assert (found.name, found.ml, found.mg) == (name, ml, mg)


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ("-3 l", "'-3 l' cannot be noted: an amount to drink cannot be below zero"),
        ("−3l", "'-3l' cannot be noted: an amount to drink cannot be below zero"),
        ("5 l", "A drink can have from 10 ml to 2 l at once, so '5 l' was not noted."),
        ("0 ml", "A drink can have from 10 ml to 2 l at once, so '0 ml' was not noted."),
        ("9 ml tea", "A drink can have from 10 ml to 2 l at once, so '9 ml tea' was not noted."),
        ("250", "a number needs a unit: ml, cl or l"),
        ("250 tea", '"tea" is not a unit here; use ml, cl or l'),
        ("2 l energy-shot", "2 l of that would have 6667 mg of caffeine; a dose can have from 1 mg to 1000 mg"),
        ("30 ml tablet", "Caffeine tablet is nothing to drink. 'reminder caffeine tablet' notes it."),
        ("cofee", "There is no drink 'cofee'. Did you mean 'coffee'? Known are mate, Switchel, gum, 7up, water, esp"),
        ("300ml kombucha", r'[drinks.kombucha] with amount = "300 ml", and caffeine = "30 mg" if it has some'),
        ("Blue Stuff!", r'[drinks.blue-stuff] with amount = "330 ml"'),
        ("!", r"[drinks.mine]"),
        ("\x1b[31m", r"There is no drink '\x1b[31m'"),
    ],
)
def test_what_is_no_drink_gets_a_sentence_with_what_is_possible(words: str, sentence: str) -> None:
    """Nothing is guessed that would then stand in the log."""
    with pytest.raises(BadWordsError) as refused:
        drink(words, OWN, 200)

    assert sentence in str(refused.value)


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ("3 g", "A dose can have from 1 mg to 1000 mg of caffeine, so '3 g' was not noted."),
        ("0 mg", "A dose can have from 1 mg to 1000 mg of caffeine, so '0 mg' was not noted."),
        ("-80mg", "'-80mg' cannot be noted: an amount of caffeine cannot be below zero"),
        ("80", "a number needs a unit: mg or g"),
        ("250 ml", "'250 ml' of what? Say '250 ml tea', or how much caffeine, as in '80 mg'."),
        ("water", "Water has no caffeine. 'reminder drink water' notes it as a drink."),
        ("200 ml juice", "Juice has no caffeine. 'reminder drink juice' notes it as a drink."),
        ("expresso", "Did you mean 'espresso'?"),
        ("80 mg kombucha", "There is no drink 'kombucha'."),
        ("5 l tea", "A drink can have from 10 ml to 2 l at once, so '5 l tea' was not noted."),
    ],
)
def test_what_is_no_dose_gets_a_sentence_with_what_is_possible(words: str, sentence: str) -> None:
    """Three grams would kill; a slip of the keyboard must not become a figure."""
    with pytest.raises(BadWordsError) as refused:
        dose(words, OWN)

    assert sentence in str(refused.value)


@given(st.text(max_size=25))
def test_whatever_is_typed_is_a_serving_within_bounds_or_refused(words: str) -> None:
    """In one line, since it is one sentence."""
    for read in (lambda: drink(words, OWN, 200), lambda: dose(words, OWN)):
        found, refused = None, ""
        try:
            found = read()
        except BadWordsError as no:
            refused = str(no)
        assert "\n" not in refused
        assert found is None or found.ml is None or 10 <= found.ml <= 2000
        assert found is None or 0 <= found.mg <= 1000


def test_ones_own_drinks_come_from_the_config() -> None:
    """By the name after `drinks.`, with the title that the menu shows."""
    config = (
        '[drinks.mate]\ntitle = "Club Mate"\namount = "500 ml"\ncaffeine = "100 mg"\n[drinks.broth]\namount = "1 l"'
    )

    assert own_drinks(settings(config)) == {
        "mate": Drink("mate", "Club Mate", 500, 100),
        "broth": Drink("broth", "Broth", 1000, 0),
    }


def test_twice_is_bounded_like_everything_else() -> None:
    """Two bottles in a word are still two bottles."""
    big = {"jug": Drink("jug", "Jug", 1500, 600.0), "pill": Drink("pill", "Pill", None, 600.0)}

    with pytest.raises(BadWordsError, match="'double jug' would be 3 l"):
        drink("double jug", big, 200)
    with pytest.raises(BadWordsError, match="'double pill' would have 1200 mg of caffeine"):
        drink("double pill", big, 200)


@pytest.mark.parametrize(
    ("section", "told", "ml", "mg"),
    [
        ("espresso", 'amount = "40 ml"', 40, 84),
        ("espresso", 'caffeine = "70 mg"', 30, 70),
        ("Green-Tea", 'caffeine = "20 mg"', 237, 20),
        ("black-tea", 'amount = "440 ml"', 440, 100),
        ("mine", 'title = "Filter coffee"\namount = "0.4 l"', 400, 180),
        ("tea", 'amount = "0.4 l"\ncaffeine = "0 mg"', 400, 0),
        ("tablet", 'amount = "200 ml"', 200, 200),
        ("tablet", 'caffeine = "100 mg"', None, 100),
        ("juice", 'amount = "0.5 l"', 500, 0),
        ("mate", 'amount = "0.5 l"', 500, 0),
        ("gum", 'caffeine = "50 mg"', None, 50),
    ],
)
def test_what_is_not_said_of_a_drink_that_everybody_has_is_as_in_that(
    section: str, told: str, ml: int | None, mg: float
) -> None:
    """A cup of one's own does not take the caffeine out of the espresso."""
    (found,) = own_drinks(settings(f"[drinks.{section}]\n{told}")).values()

    assert (found.ml, found.mg) == (ml, mg)


def test_a_bottle_of_something_strong_is_bounded_like_everything_else() -> None:
    """The file says only how much it is; what is in it then would be more than anybody survives."""
    own = own_drinks(settings('[drinks.energy-shot]\namount = "2 l"'))

    with pytest.raises(BadWordsError, match="'energy-shot' would have 6667 mg of caffeine; a dose can have from"):
        drink("energy-shot", own, 200)


def test_amounts_below_one_need_no_zero() -> None:
    """As one types it."""
    assert drink(".5 l", {}, 200).ml == 500
    assert drink("tea ,25l", {}, 200).ml == 250
    assert dose(".2 g", {}).mg == 200


def test_milligrams_of_a_drink_are_drunk_with_it() -> None:
    """A label says how strong it is; the cup is an ordinary one. A tablet stays a tablet."""
    assert dose("80 mg tea", OWN).ml == 220
    assert dose("150 mg mate", OWN).ml == 500
    assert dose("100 mg tablet", OWN).ml is None
