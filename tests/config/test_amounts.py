"""Amounts are understood however people write them, or refused with what is possible."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reminder.config.amounts import Mass, Volume, Weight, mass, spell_mass, spell_volume, volume
from reminder.config.mistakes import Wrong


@pytest.mark.parametrize(
    ("text", "ml"),
    [
        ("250 ml", 250),
        ("250ml", 250),
        (" 250 ML. ", 250),
        ("25 cl", 250),
        ("2 dl", 200),
        ("1.8 l", 1800),
        ("0,33 L", 330),
        (".5 l", 500),
        (",25l", 250),
        ("1.801 l", 1801),
        ("2 liters", 2000),
        ("1 litre", 1000),
        ("0 ml", 0),
        ("5 l", 5000),
    ],
)
def test_a_volume_is_understood_however_people_write_it(text: str, ml: int) -> None:
    """Bottles, glasses and recipes each have their own unit."""
    assert volume(text) == ml


@pytest.mark.parametrize(
    ("text", "mg"), [("400 mg", 400), ("62.5mg", 62.5), ("0.4 g", 400), ("0,2 G", 200), ("3 g", 3000)]
)
def test_a_mass_is_understood_however_people_write_it(text: str, mg: float) -> None:
    """Labels say mg, pharmacists say g."""
    assert mass(text) == mg


VOLUMES = '"250 ml" or "1.8 l"'


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("-3 l", f"an amount to drink cannot be below zero; write it like {VOLUMES}"),
        ("−3 l", f"an amount to drink cannot be below zero; write it like {VOLUMES}"),
        ("250", f"a number needs a unit: ml, cl or l, as in {VOLUMES}"),
        ("2 cups", f'"cups" is not a unit here; use ml, cl or l, as in {VOLUMES}'),
        ("80 mg", f'"mg" is not a unit here; use ml, cl or l, as in {VOLUMES}'),
        ("", f"this is not an amount to drink; write it like {VOLUMES}"),
        ("a glass", f"this is not an amount to drink; write it like {VOLUMES}"),
        ("1 l 200 ml", f"this is not an amount to drink; write it like {VOLUMES}"),
        ("9999999 ml", f"this is not an amount to drink; write it like {VOLUMES}"),
        ("0.5 ml", "what is drunk is counted in whole ml"),
    ],
)
def test_what_is_no_volume_is_refused_with_what_is_possible(text: str, told: str) -> None:
    """The sentence is shown as it is, at the command line too."""
    with pytest.raises(Wrong) as wrong:
        volume(text)

    assert str(wrong.value) == told


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("-80 mg", 'an amount of caffeine cannot be below zero; write it like "80 mg" or "0.2 g"'),
        ("80", 'a number needs a unit: mg or g, as in "80 mg" or "0.2 g"'),
        ("80 ml", '"ml" is not a unit here; use mg or g, as in "80 mg" or "0.2 g"'),
        ("espresso", 'this is not an amount of caffeine; write it like "80 mg" or "0.2 g"'),
    ],
)
def test_what_is_no_mass_is_refused_with_what_is_possible(text: str, told: str) -> None:
    """Three grams for three hundred milligrams would be a grave slip, so the unit has to be said."""
    with pytest.raises(Wrong) as wrong:
        mass(text)

    assert str(wrong.value) == told


@pytest.mark.parametrize(
    ("kind", "raw", "told"),
    [
        (Volume("50 ml", "500 ml"), 250, 'an amount to drink needs a unit and quotes; write "250 ml"'),
        (Volume("50 ml", "500 ml"), "20", 'an amount to drink needs a unit and quotes; write "20 cl"'),
        (Volume("0.5 l", "5 l"), ".5", 'an amount to drink needs a unit and quotes; write ".5 l"'),
        (Volume("0.5 l", "5 l"), 1.5, 'an amount to drink needs a unit and quotes; write "1.5 l"'),
        (Volume("0.5 l", "5 l"), -3, 'an amount to drink needs a unit and quotes; write it like "5 l"'),
        (Volume("0.5 l", "5 l"), float("nan"), 'an amount to drink needs a unit and quotes; write it like "5 l"'),
        (Volume("0.5 l", "5 l"), "6 l", "it can be anything from 0.5 l to 5 l"),
        (Volume("0.5 l", "5 l"), True, "write an amount to drink in quotes, from 0.5 l to 5 l"),
        (Volume("0.5 l", "5 l"), [], 'write an amount to drink in quotes, such as "0.5 l", from 0.5 l to 5 l'),
        (Mass("50 mg", "400 mg"), 300, 'an amount of caffeine needs a unit and quotes; write "300 mg"'),
        (Mass("50 mg", "400 mg"), "3 g", "it can be anything from 50 mg to 400 mg"),
        (Weight("20 kg", "250 kg"), 55, 'a body weight needs a unit and quotes; write "55 kg"'),
        (Weight("20 kg", "250 kg"), "300 kg", "it can be anything from 20 kg to 250 kg, or empty"),
        (Weight("20 kg", "250 kg"), "9 stone", '"stone" is not a unit here; use kg or lb, as in "60 kg" or "132 lb"'),
    ],
)
def test_a_setting_says_which_amounts_it_takes(kind: Volume | Mass | Weight, raw: object, told: str) -> None:
    """TOML can hold all of these, and a user can write them."""
    with pytest.raises(Wrong) as wrong:
        kind.read(raw)

    assert str(wrong.value) == told


@pytest.mark.parametrize("text", ["250 ml", "0,5 l", ".5 l", " ,25L. "])
def test_an_editor_takes_what_is_understood(text: str) -> None:
    """The schema must not underline what works."""
    kind = Volume("10 ml", "2 l")

    assert kind.read(text)
    assert re.search(str(kind.schema()["pattern"]), text)
    assert re.search(str(Weight("20 kg", "250 kg").schema()["pattern"]), "62,5 kg")


@pytest.mark.parametrize("raw", ["50 ml", "500 ml", "0.5 l", "5 cl"])
def test_a_range_includes_its_ends(raw: str) -> None:
    """The text says "from 50 ml to 500 ml", and both are meant."""
    assert Volume("50 ml", "500 ml").read(raw) in {50, 500}


@pytest.mark.parametrize(("raw", "kg"), [("", None), ("  ", None), ("60 kg", 60), ("110 lb", 49.9), ("62,5kg", 62.5)])
def test_a_weight_may_be_left_empty(raw: str, kg: float | None) -> None:
    """Nobody has to say it; None is "not said", and no number stands in for it."""
    kind = Weight("20 kg", "250 kg")

    assert kind.read(raw) == kg
    assert kind.read(kind.write(kg)) == kg


@pytest.mark.parametrize(
    ("spelled", "text"),
    [
        (spell_volume(0), "0 ml"),
        (spell_volume(999), "999 ml"),
        (spell_volume(1000), "1 l"),
        (spell_volume(1875), "1.875 l"),
        (spell_mass(400), "400 mg"),
        (spell_mass(62.5), "62.5 mg"),
        (spell_mass(0.0), "0 mg"),
    ],
)
def test_amounts_are_spelled_as_on_a_label(spelled: str, text: str) -> None:
    """In the unit in which one thinks of them, and without digits that say nothing."""
    assert spelled == text


@settings(derandomize=True, database=None)
@given(st.integers(0, 20_000), st.integers(0, 4_000_000))
def test_our_own_spelling_means_the_same_amount(ml: int, tenth_micrograms: int) -> None:
    """What `config set` writes has to be read back unchanged."""
    mg = tenth_micrograms / 10_000

    assert volume(spell_volume(ml)) == ml
    assert mass(spell_mass(mg)) == pytest.approx(mg)


@settings(derandomize=True, database=None, max_examples=300)
@given(st.text(alphabet="0123456789 .,-−lmgck½é\n", max_size=12))
def test_any_text_is_an_amount_or_refused_and_nothing_else(text: str) -> None:
    """A typing slip must never end in a traceback."""
    for read in (volume, mass, Weight("0 kg", "9 kg").read):
        try:
            got: float | Wrong | None = read(text)
        except Wrong as wrong:
            got = wrong

        assert re.search(r"\w+ \w+", str(got)) if isinstance(got, Wrong) else got is None or got >= 0
