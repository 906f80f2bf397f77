"""What one says of oneself changes defaults, never what the file sets; but for a few bounds that keep one safe."""

from datetime import time, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reminder.config import Settings, parse, show
from reminder.config.about import DEFAULTS, SAID, key_of
from reminder.config.about_options import ABOUT
from reminder.config.options import declared
from reminder.config.values import Switch

FILE = Path("config.toml")
EVERY_DAY = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
TIRED = "your back or belly tires early (about_you.weak_core)"
TEENAGER = 'age = "under_18", weight = "50 kg"'
SWITCHES = [key for key, kind, _, _ in ABOUT if isinstance(kind, Switch)]


def told(answers: str, rest: str = "") -> Settings:
    """The settings of somebody who said this of themselves, and nothing else."""
    return parse(f"about_you = {{ {answers} }}\n{rest}", FILE)


@pytest.mark.parametrize(
    ("answer", "key", "value", "why"),
    [
        ("low_fitness = true", "movement.every", "60 min", "you are not used to exercise (about_you.low_fitness)"),
        ("low_fitness = true", "activity.goal", "50 min", "you are not used to exercise (about_you.low_fitness)"),
        ("weak_core = true", "strengthen.days", ["mon", "wed", "fri"], TIRED),
        ("high_stress = true", "relax.per_day", 3, "you are under a lot of stress (about_you.high_stress)"),
        ('age = "65_or_over"', "stretch.hold", "30 s", "you are 65 or over (about_you.age)"),
        ("static_hobby = true", "hours.days", EVERY_DAY, "you sit still for a hobby (about_you.static_hobby)"),
        ("static_hobby = true", "hours.to", time(21), "you sit still for a hobby (about_you.static_hobby)"),
        ("smoker = true", "caffeine.half_life", "3 h 30 min", "you smoke (about_you.smoker)"),
        ("pill = true", "caffeine.half_life", "10 h 42 min", "you take a pill with estrogen (about_you.pill)"),
        ("pregnant = true", "caffeine.half_life", "10 h 30 min", "you are pregnant (about_you.pregnant)"),
        ("pregnant = true", "hydration.goal", "2.1 l", "you are pregnant (about_you.pregnant)"),
        ("breastfeeding = true", "hydration.goal", "2.5 l", "you breastfeed (about_you.breastfeeding)"),
        ("breastfeeding = true", "caffeine.half_life", "10 h 30 min", "you breastfeed (about_you.breastfeeding)"),
        ("pregnant = true", "caffeine.limit", "200 mg", "you are pregnant (about_you.pregnant)"),
        ("breastfeeding = true", "caffeine.limit", "200 mg", "you breastfeed (about_you.breastfeeding)"),
        ('age = "under_18", weight = "55 kg"', "caffeine.limit", "165 mg", "you are under 18 (about_you.age)"),
        ('age = "under_18", weight = "55 kg"', "caffeine.single", "165 mg", "you are under 18 (about_you.age)"),
        ("condition = true", "strengthen.enabled", False, "a clinician should say yes first (about_you.condition)"),
        ("fluid_limit = true", "hydration.enabled", False, "you have to limit what you drink (about_you.fluid_limit)"),
    ],
)  # fmt: skip
def test_an_answer_changes_what_it_names_and_says_so(answer: str, key: str, value: object, why: str) -> None:
    """Nobody should have to guess why their plan is another one than in the README."""
    got = told(answer)

    assert (got.values[key], got.because[key]) == (value, f"because you said that {why}")


@pytest.mark.parametrize("switch", SWITCHES)
def test_what_an_answer_does_not_name_stays_as_it_is(switch: str) -> None:
    """Also the answers that change no setting: they only choose among exercises and tips."""
    got, plain = told(f"{switch} = true"), parse("", FILE)

    changed = {key for key in plain.values if got.values.get(key) != plain.values[key]}
    assert changed == {f"about_you.{switch}", *got.because}
    assert got.about == {switch}
    assert got.warnings == ()


@pytest.mark.parametrize(
    ("answers", "half_life"),
    [
        ("smoker = true", timedelta(hours=3, minutes=30)),
        ("smoker = true, pregnant = true", timedelta(hours=10, minutes=30)),
        ("smoker = true, pregnant = true, pill = true", timedelta(hours=10, minutes=42)),
        ("pill = true, smoker = true", timedelta(hours=10, minutes=42)),
    ],
)
def test_of_several_half_lives_the_longest_holds(answers: str, half_life: timedelta) -> None:
    """Too careful costs a cup, too careless a night."""
    assert told(answers).plan.caffeine.half_life == half_life


def test_of_two_additions_to_the_goal_for_water_the_larger_holds() -> None:
    """One does not drink for both; and it is added to whichever preset was chosen."""
    got = told("pregnant = true, breastfeeding = true", 'hydration.preset = "women"')

    assert (got.values["hydration.goal"], got.plan.water.goal_ml) == ("2.3 l", 2300)


@pytest.mark.parametrize(
    ("answers", "file", "key"),
    [
        ("low_fitness = true", 'movement.every = "45 min"', "movement.every"),
        ("low_fitness = true", 'activity.goal = "3 h"', "activity.goal"),
        ("weak_core = true", 'strengthen.days = ["thu"]', "strengthen.days"),
        ("high_stress = true", "relax.per_day = 1", "relax.per_day"),
        ('age = "65_or_over"', 'stretch.hold = "15 s"', "stretch.hold"),
        ("smoker = true", 'caffeine.half_life = "6 h"', "caffeine.half_life"),
        ("pregnant = true", 'hydration.goal = "1.5 l"', "hydration.goal"),
        ("pregnant = true", 'caffeine.limit = "150 mg"', "caffeine.limit"),
        ("static_hobby = true", "hours.to = 20:00:00", "hours.to"),
        ("condition = true", "strengthen.enabled = false", "strengthen.enabled"),
    ],
)
def test_what_the_file_sets_stands(answers: str, file: str, key: str) -> None:
    """An answer is a hint, a setting is a wish."""
    got = told(answers, file)

    assert got.values[key] == parse(file, FILE).values[key]
    assert key not in got.because
    assert got.warnings == ()


def test_a_preset_is_a_wish_too() -> None:
    """Whoever chose a rhythm chose it."""
    assert told("low_fitness = true", 'movement.preset = "evidence"').values["movement.every"] == "30 min"


def test_hours_in_ranges_are_a_wish_too() -> None:
    """A hobby does not stretch hours that were written down one by one."""
    got = told("static_hobby = true", 'hours.ranges = ["09:00-12:00"]')

    assert (got.plan.hours, got.because) == (parse('hours.ranges = ["09:00-12:00"]', FILE).plan.hours, {})


@pytest.mark.parametrize(
    ("answers", "file", "key", "value", "way_out"),
    [
        ("pregnant = true", "strengthen.enabled = true", "strengthen.enabled", False, "about_you.cleared = true"),
        ("breastfeeding = true", "strengthen.enabled = true", "strengthen.enabled", False, "about_you.cleared = true"),
        ("condition = true", "strengthen.enabled = true", "strengthen.enabled", False, "about_you.cleared = true"),
        ("pregnant = true", 'caffeine.limit = "300 mg"', "caffeine.limit", "200 mg", "about_you.pregnant = false"),
        ("fluid_limit = true", "hydration.enabled = true", "hydration.enabled", False, "about_you.fluid_limit = false"),
        (TEENAGER, 'caffeine.limit = "200 mg"', "caffeine.limit", "150 mg", 'age = "adult"'),
        (TEENAGER, 'caffeine.single = "200 mg"', "caffeine.single", "150 mg", 'age = "adult"'),
    ],
)  # fmt: skip
def test_a_bound_holds_against_the_file_and_says_how_to_lift_it(
    answers: str, file: str, key: str, value: object, way_out: str
) -> None:
    """What a clinician would not leave to a file is not left to it; but nobody is shut out."""
    got = told(answers, file)

    assert got.values[key] == value
    (warning,) = got.warnings
    shown = value if isinstance(value, str) else str(value).lower()
    assert warning.startswith(f"{key} is {shown}, whatever the file says, because you said that ")
    assert way_out in warning


def test_whoever_has_to_limit_what_they_drink_has_no_goal_and_no_reminders() -> None:
    """A goal would be the wrong advice, even unspoken in the tray."""
    got = told("fluid_limit = true, pregnant = true", 'hydration.goal = "3 l"')

    assert got.plan.water.goal_ml is None
    assert got.plan.kind("hydration") is None
    assert "hydration.goal" not in got.values
    assert got.warnings == (
        (
            "hydration.goal is none, whatever the file says, because you said that you have to limit what you drink "
            "(about_you.fluid_limit). If that is no longer so, set about_you.fluid_limit = false."
        ),
    )


@pytest.mark.parametrize("answer", ["pregnant", "breastfeeding", "condition"])
def test_strengthening_comes_back_once_a_clinician_has_said_yes(answer: str) -> None:
    """And only that: the limit for caffeine stays."""
    got = told(f"{answer} = true, cleared = true")

    assert got.plan.kind("strengthen") is not None
    assert (got.plan.caffeine.limit_mg == 200) is (answer != "condition")


@pytest.mark.parametrize(("answers", "mg"), [('weight = "20 kg"', 60), ('weight = "250 kg"', 400), ("", 120)])
def test_under_18_the_limit_goes_by_weight_and_never_over_an_adults(answers: str, mg: float) -> None:
    """3 mg a kilogram; whoever does not say their weight is taken for light, and told so once."""
    got = told(f'age = "under_18"{answers and f", {answers}"}')

    assert got.plan.caffeine.limit_mg == mg
    assert got.plan.caffeine.single_mg == min(mg, 200)
    assert ["not how much you weigh" in warning for warning in got.warnings] == [True] * (not answers)


def test_the_lowest_of_two_limits_holds() -> None:
    """Each is a most, so both are kept."""
    got = told('age = "under_18", weight = "50 kg", pregnant = true', 'caffeine.limit = "300 mg"')

    assert (got.plan.caffeine.limit_mg, got.because["caffeine.limit"]) == (
        *(150, "because you said that you are under 18 (about_you.age)"),
    )


def test_a_weight_alone_changes_nothing() -> None:
    """Adults may say it or not."""
    assert told('weight = "50 kg"').plan == parse("", FILE).plan


@settings(derandomize=True, database=None, deadline=None)
@given(
    st.sets(st.sampled_from(SWITCHES)),
    st.sampled_from(["under_18", "adult", "65_or_over"]),
    st.sampled_from(["", 'hydration.preset = "men"', 'caffeine.limit = "300 mg"', "strengthen.enabled = true"]),
)
def test_whatever_was_said_what_is_shown_can_be_pasted_as_a_file(said: set[str], age: str, file: str) -> None:
    """And every change has its reason, and every reason its answer."""
    got = told(f'age = "{age}"' + "".join(f", {switch} = true" for switch in sorted(said)), file)

    assert parse(show(got), FILE).values == got.values
    assert all(why.startswith("because you said that ") for why in got.because.values())
    plain = parse(file, FILE).values
    changed = {key for key in plain if got.values.get(key) != plain[key] and not key.startswith("about_you.")}
    assert changed <= got.because.keys()


def test_every_answer_that_changes_a_setting_has_words_and_a_place() -> None:
    """A table with a hole would be found by a user."""
    assert {each.answer for each in DEFAULTS} <= SAID.keys()
    assert all(declared(key_of(answer)) is not None for answer in SAID)
    assert all(declared(each.key) is not None for each in DEFAULTS)


def test_an_evening_that_begins_when_the_hobby_would_end_stays_as_it_is() -> None:
    """An answer about oneself must not turn hours that are well into a mistake, or into a whole day."""
    late = told("static_hobby = true", "hours.from = 21:00:00")

    assert "hours.to" not in late.because
    assert late.values["hours.to"] == time(18)
