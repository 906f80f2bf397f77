"""Exercises of one's own, and which of all of them one wants."""

from datetime import timedelta
from pathlib import Path

import pytest

from reminder.config import ConfigError, Settings, parse
from reminder.config.settings import OwnExercise
from reminder.core.exercises import Exercise
from reminder.core.plan import DailyKind

CEILING = """
[exercise.ceiling]
title = "Look at the ceiling"
steps = ["Sit tall.", "Let your eyes climb the wall."]
area = "neck"
hold = "5 s"
repeat = 5
"""


def read(text: str) -> Settings:
    return parse(text, Path("config.toml"))


def refused(text: str) -> str:
    with pytest.raises(ConfigError) as mistakes:
        read(text)
    return str(mistakes.value)


def pool(settings: Settings, kind: str) -> tuple[Exercise, ...]:
    found = settings.plan.kind(kind)
    assert isinstance(found, DailyKind)
    return found.pool.usual


def test_an_exercise_of_ones_own_takes_turns_with_the_others() -> None:
    """As the last of them; its words are kept for the guide."""
    settings = read(CEILING)

    assert pool(settings, "stretch")[-1] == Exercise("ceiling", "stretch", "neck")
    assert settings.exercises == {
        "ceiling": OwnExercise(
            title="Look at the ceiling",
            kind="stretch",
            area="neck",
            seated=True,
            steps=("Sit tall.", "Let your eyes climb the wall."),
            move=timedelta(seconds=3),
            hold=timedelta(seconds=5),
            repeat=5,
            sides=1,
            safety="",
            picture=None,
        )
    }


def test_one_that_is_gentle_also_comes_while_the_back_is_sore() -> None:
    """Its owner says so; others of one's own do not."""
    settings = read(CEILING + "gentle = true\nkind = 'relax'\nseated = false\npicture = 'e03'")
    relax = settings.plan.kind("relax")

    assert isinstance(relax, DailyKind)
    assert relax.pool.sore[-1].name == "ceiling"
    assert relax.pool.usual[-1].places == {"standing"}
    assert settings.exercises["ceiling"].picture == "E03"


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ('[exercise.up]\nsteps = ["Up."]', '[exercise.up] needs title, such as title = "Look up"'),
        ('[exercise.up]\ntitle = "Up"', "[exercise.up] needs steps"),
        ('[exercise.up]\ntitle = "Up"\nsteps = []', "write a list of steps"),
        (f'[exercise.up]\ntitle = "Up"\nsteps = {["a"] * 9}', "these are 9 steps; the most is 8"),
        ('[exercise.up]\ntitle = "Up"\nsteps = ["Up."]\narea = "tail"', "line 4: 'area' in [exercise.up] is"),
        ('[exercise.e13]\ntitle = "Up"\nsteps = ["Up."]', "takes the name of an exercise that comes with reminder"),
        ('[exercise.up]\ntitle = "Up"\nsteps = ["Up."]\nreps = 3', "'reps' is not a setting of [exercise.up]"),
        ('exercise.up = "Up"', "needs a name: write [exercise.ceiling]"),
        ('[choice]\nexclude = ["E31"]', "line 2: 'exclude' in [choice] has 'E31', which is not an exercise. 'rem"),
        ('[choice]\nexclude = ["celing"]' + CEILING, "'celing', which is not an exercise. Did you mean 'ceiling'?"),
        ('[choice]\nprefer = ["yoga"]', "'prefer' in [choice] has 'yoga', which is not an exercise."),
        ("[choice]\nexclude = 3", 'write a list of names such as ["E13", "E15"]'),
    ],
)
def test_what_is_wrong_is_told_with_its_line_and_the_way_out(text: str, says: str) -> None:
    """And nothing of the file is taken."""
    assert says.replace("'", '"') in refused(text).replace("'", '"')


def test_exercises_are_left_out_or_preferred_by_name() -> None:
    """Those of the library in either case; one's own as they are called."""
    settings = read('choice = { exclude = ["e15"], prefer = "ceiling, E02" }' + CEILING)
    stretch = settings.plan.kind("stretch")

    assert isinstance(stretch, DailyKind)
    assert "E15" not in {each.name for each in stretch.pool.usual}
    assert stretch.pool.favored == ({"E02", "ceiling"},)
    assert (settings.values["choice.exclude"], settings.values["choice.prefer"]) == (["E15"], ["ceiling", "E02"])


def test_who_stays_seated_is_asked_for_nothing_else() -> None:
    """Where standing up to stretch would be seen by forty people."""
    settings = read("choice.seated = true")

    assert all("seated" in each.places for kind in ("stretch", "strengthen", "relax") for each in pool(settings, kind))


def test_a_kind_of_which_nothing_is_left_does_not_come_and_it_is_said() -> None:
    """Asking for nothing in particular would ask for what was excluded."""
    settings = read('choice.exclude = ["E22", "E23", "E04"]')

    assert settings.plan.kind("relax") is None
    (warning,) = settings.warnings
    assert warning.startswith("[choice] leaves nothing for [relax], so it does not come: exclude less,")
    assert read('choice.exclude = ["E22", "E23", "E04"]\nrelax.enabled = false').warnings == ()


EXCLUDED = "[choice] both prefers and excludes E02, so it never comes: take it out of one of them."
UPRIGHT = (
    "[choice] prefers {}, which is done standing, and asks only for what can be done sitting down, so it never comes: "
    "set seated = false, or take it out of prefer."
)
GENTLE = (
    "[exercise.plank] is gentle, which changes nothing: strengthening rests while your back is sore, and until a "
    "clinician has said yes where one should. Take gentle out, or pick another kind."
)
PLANK = '\n[exercise.plank]\ntitle = "Plank"\nsteps = ["Lean in."]\nkind = "strengthen"\nseated = false\n'


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('choice = { prefer = ["E02"], exclude = ["E02"] }', EXCLUDED),
        ('choice = { prefer = ["E12", "E13"], seated = true }', UPRIGHT.format("E12")),
        ('choice = { prefer = ["plank"], seated = true }' + PLANK, UPRIGHT.format("plank")),
        (PLANK + "gentle = true", GENTLE),
    ],
)
def test_a_wish_that_changes_nothing_is_told(text: str, told: str) -> None:
    """Silence would look as if it had been heard."""
    assert read(text).warnings == (told,)


def test_a_wish_that_is_heard_needs_no_word() -> None:
    """What is preferred and can come, what is gentle and rests for nobody."""
    heard = 'choice = { prefer = ["E13", "E12"], exclude = ["E02"] }' + PLANK.replace("strengthen", "relax")

    assert read(heard + "gentle = true").warnings == ()


def test_what_one_said_of_oneself_counts_here_too() -> None:
    """Tight hamstrings: their stretch every other time; a condition: nothing that bends the back."""
    settings = read("about_you = { tight_hamstrings = true, condition = true, cleared = true }")
    stretch = settings.plan.kind("stretch")

    assert isinstance(stretch, DailyKind)
    assert stretch.pool.favored == ({"E13"},)
    assert not {each.name for each in stretch.pool.usual} & {"E09", "E10"}
