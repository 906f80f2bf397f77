"""What is told of a change: each setting, what else it changes, and nothing twice."""

from pathlib import Path

import pytest

from reminder.config import parse
from reminder.config.telling import told, told_again, valid, value_in

PATH = Path("config.toml")


def test_each_setting_is_told_with_what_was() -> None:
    """By the default in force, where the file was silent."""
    before, after = (
        parse("[tip]\nper_day = 2\n", PATH),
        parse('[tip]\nper_day = 2\n[movement]\nevery = "40 min"\n', PATH),
    )

    assert told({"movement.every": "40 min", "tip.per_day": 2}, before, after) == (
        'movement.every is now "40 min" (was "30 min"). tip.per_day is now 2 (unchanged).'
    )


def test_nothing_is_compared_with_a_file_that_was_not_valid() -> None:
    """What it meant is not known."""
    assert told({"tip.per_day": 2}, None, parse("[tip]\nper_day = 2\n", PATH)) == "tip.per_day is now 2."


def test_what_two_answers_change_is_told_once() -> None:
    """And not what is set beside them."""
    before, after = parse("", PATH), parse("[about_you]\nhigh_stress = true\nlow_fitness = true\n", PATH)

    said = told({"about_you.high_stress": True, "about_you.low_fitness": True}, before, after)

    assert said.count("This changes") == 1
    assert "relax.per_day to 3" in said
    assert 'movement.every to "60 min"' in said


def test_a_warning_is_told_when_it_is_new() -> None:
    """Whoever sets 3 min should hear it then, and not again with every later change."""
    short, both = '[posture]\nevery = "3 min"\n', '[posture]\nevery = "3 min"\n[tip]\nper_day = 2\n'

    assert "is unusual" in told({"posture.every": "3 min"}, parse("", PATH), parse(short, PATH))
    assert "is unusual" not in told({"tip.per_day": 2}, parse(short, PATH), parse(both, PATH))


def test_what_a_bound_overrules_is_told_each_time() -> None:
    """It stands in the file and is not in force."""
    now = parse('[about_you]\npregnant = true\n[caffeine]\nlimit = "300 mg"\n', PATH)

    said = told({"caffeine.limit": "300 mg"}, now, now)

    assert said.startswith('The file now sets caffeine.limit to "300 mg". caffeine.limit is 200 mg, whatever the file')


def test_what_is_taken_back_is_told_by_what_is_there_again() -> None:
    """A value of the file, a default, or nothing."""
    text, was = '[movement]\nevery = "40 min"\n', '[own.tea]\ntitle = "Tea"\nper_day = 2\n[tip]\nper_day = 2\n'

    said = told_again(("movement.every", "tip.per_day", "own.tea"), text, parse(was, PATH), parse(text, PATH), PATH)

    assert said == 'movement.every is "40 min" again. tip.per_day is 1 again. own.tea is not set any more.'


@pytest.mark.parametrize(
    ("text", "key", "value"),
    [
        ('[movement]\nevery = "40min"\n', "movement.every", '"40min"'),
        ("", "movement.every", '"30 min"'),
        ('[own.tea]\ntitle = "Tea"\nper_day = 2\n', "own.tea", '{ title = "Tea", per_day = 2 }'),
        ("", "own.tea", None),
        ("", "own.tea.title", None),
        ("movement = 3\n", "movement.every", None),
        ("[movement\n", "movement.every", None),
        ("[tip]\nper_day = 9\n", "tip.per_day", "9"),
    ],
)
def test_the_value_of_a_setting_is_the_file_s_or_what_is_in_force_without(
    text: str, key: str, value: str | None
) -> None:
    """None where there is neither, or where the file cannot tell."""
    assert value_in(text, key, PATH) == value


def test_what_is_not_valid_has_no_settings() -> None:
    """And raises nothing."""
    assert valid("[tip]\nper_day = 9\n", PATH) is None
    assert valid("", PATH) == parse("", PATH)
