"""The exercises of the moment, and the picture that stands beside a prompt."""

from datetime import datetime
from pathlib import Path

import pytest

from reminder import routine as subject
from reminder.config import Settings, parse
from reminder.core.events import Switch
from reminder.files import icon_file
from reminder.routine import PROMPT_ICON, asked_for, picture, routine
from tests.core.story import BERLIN, Day

OWN = '[exercise.{name}]\ntitle = "Up"\nsteps = ["Up."]\n'
TUESDAY = datetime(2026, 3, 3, 10, tzinfo=BERLIN)
MONDAY = datetime(2026, 3, 2, 10, tzinfo=BERLIN)


def read(text: str = "") -> Settings:
    return parse(text, Path("config.toml"))


def test_it_is_what_the_open_prompt_asks_for_and_the_walk_comes_last() -> None:
    """A click on the notification shows just that."""
    story = Day(read().plan).at("09:00").start().at("10:52").look()
    assert story.state is not None
    assert story.state.prompt is not None

    assert story.state.prompt.kinds[0] == "movement"
    assert asked_for(story.state)[-1] == "E24"
    assert routine(story.state, read(), story.now) == asked_for(story.state)


def test_without_a_prompt_it_is_one_of_each_kind_whose_turn_it_is() -> None:
    """Strength only on its days; before the first start, each kind's first."""
    story = Day(read().plan).at("09:00").start().at("09:05").ask("stretch").at("09:06").skip()
    assert story.state is not None

    assert routine(story.state, read(), MONDAY) == ("E12", "E22", "E24")
    assert routine(story.state, read(), TUESDAY) == ("E12", "E18", "E22", "E24")
    assert routine(None, read(), TUESDAY) == ("E13", "E18", "E22", "E24")


@pytest.mark.parametrize("wish", ['exclude = ["E24"]', "seated = true"])
def test_who_does_not_want_to_walk_has_no_walk_at_the_end(wish: str) -> None:
    """As with every other exercise: excluded is excluded, and sitting down is not walking."""
    assert routine(None, read(f"[choice]\n{wish}"), MONDAY) == ("E13", "E22")


def test_a_movement_break_is_a_walk_for_everybody() -> None:
    """It asks to stand up, and has to show something."""
    settings = read('choice.exclude = ["E24"]')
    story = Day(settings.plan).at("09:00").start().at("09:40").ask("movement")
    assert story.state is not None

    assert routine(story.state, settings, story.now)[-1] == "E24"


def test_with_a_sore_back_it_is_the_gentle_set() -> None:
    """And no strength on its day."""
    story = Day(read().plan).at("Tue 09:00").start().at("09:05").switched(Switch.FLARE)
    assert story.state is not None

    assert routine(story.state, read(), TUESDAY) == ("E09", "E22", "E24")


def test_a_prompt_for_nothing_in_particular_leaves_the_routine_of_the_day() -> None:
    """Such as one for posture or water: the guide is not empty for them."""
    story = Day(read().plan).at("09:00").start().at("09:05").ask("hydration")
    assert story.state is not None

    assert asked_for(story.state) == ()
    assert routine(story.state, read(), MONDAY)[-1] == "E24"


def test_the_picture_is_that_of_the_first_exercise_that_has_one() -> None:
    """An exercise of one's own may lend one from the library; else it is the icon that stands up."""
    settings = read(OWN.format(name="plain") + OWN.format(name="lent") + 'picture = "E03"')

    assert picture(("E13", "E24"), settings.exercises) == icon_file("exercises/E13.png")
    assert picture(("plain", "lent"), settings.exercises) == icon_file("exercises/E03.png")
    assert picture(("plain",), settings.exercises) == icon_file(PROMPT_ICON)
    assert picture((), settings.exercises) == icon_file(PROMPT_ICON)


def test_an_installation_without_pictures_shows_prompts_without(monkeypatch: pytest.MonkeyPatch) -> None:
    """They are not worth a failure."""
    monkeypatch.setattr(subject, "icon_file", lambda _: None)

    assert picture(("E13",), {}) is None
