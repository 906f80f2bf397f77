"""The first run: settings are made, and one note tells a newcomer what comes, where it sits and how to change it."""

import sys
from dataclasses import replace
from datetime import time
from pathlib import Path

import pytest

from reminder.config import load
from reminder.core.effects import Show
from reminder.core.events import Started
from reminder.core.hours import Range
from reminder.core.plan import DailyKind, SittingKind
from reminder.guidance.wording import Wording
from reminder.notify import Text
from reminder.paths import Places
from reminder.welcome import is_first_run, to_settings, welcome
from tests.core.story import DEFAULTS, HYDRATION, MOVEMENT, STRETCH, Day, effects_of, minutes, plan

LONG = "Look at the far end of the street, twice"
WORDING = Wording({"eyes": (LONG, "")})
FIX = "install the GNOME extension AppIndicator and KStatusNotifierItem Support"


@pytest.fixture
def where(tmp_path: Path) -> Places:
    return Places(tmp_path / "config" / "config.toml", tmp_path / "data", tmp_path / "control.sock")


def told(day: Day, when: str, *, fix: str | None = None) -> Text:
    """The greeting of somebody who starts it at this moment."""
    day.at(when).happen(Started(day.now, new=True))
    assert day.state is not None
    return welcome(day.state, day.plan, WORDING, day.now, fix=fix)


def test_it_says_when_the_first_break_comes_and_what_comes_later_today() -> None:
    """What will happen today, in the order in which it does."""
    text = told(Day(DEFAULTS), "13:00")

    assert text.title == "Your first break comes at 13:30"
    assert text.body.splitlines()[0] == "Later: Change of posture 14:00, Water 14:30, Stretch 15:45, Relax 15:45."


@pytest.mark.parametrize(("start", "breaks"), [("13:25", "13:55"), ("15:20", "15:50"), ("11:13", "11:43")])
def test_what_waits_for_a_break_to_ride_on_is_not_announced_before_it(start: str, breaks: str) -> None:
    """A tip of half past one comes with the break at five to two; the note must not promise it for twenty-five to."""
    day = Day(plan(*DEFAULTS.kinds))
    text = told(day, start)

    day.at("17:00").look()

    first = effects_of(day.moments, Show)[0]
    assert (first.at, first.kinds[0]) == (day.moment(breaks), "movement")
    assert text.title == f"Your first break comes at {breaks}"


def test_without_a_break_in_time_it_comes_alone_and_that_is_told() -> None:
    """Breaks every two hours; the stretch waits for one until it has waited long enough."""
    day = Day(plan(SittingKind("movement", minutes(120), minutes(2)), STRETCH))
    text = told(day, "15:20")

    day.at("17:00").look()

    first = effects_of(day.moments, Show)[0]
    assert (first.at, first.kinds) == (day.moment("16:30"), ("stretch",))
    assert text.title == "The first reminder comes at 16:30"


def test_it_says_where_it_sits_and_offers_to_be_told_more() -> None:
    """No wizard stands in the way."""
    assert told(Day(DEFAULTS), "13:00").body.splitlines()[1] == (
        "The ring in your panel tells more. 'reminder about' fits it to you."
    )


def test_where_no_panel_shows_it_the_same_note_says_what_would_help() -> None:
    """Instead of pointing at a ring that nobody can see."""
    body = told(Day(DEFAULTS), "13:00", fix=FIX).body

    assert f"To have a tray icon, {FIX}." in body
    assert "ring" not in body


def test_where_nothing_would_give_an_icon_no_ring_is_pointed_at() -> None:
    """Some systems take none, whatever is installed."""
    text = told(Day(DEFAULTS), "13:00", fix="")

    assert text.body.splitlines()[1] == "'reminder status' tells more. 'reminder about' fits it to you."


@pytest.mark.parametrize(
    ("when", "title"),
    [
        ("07:30", "Reminders begin at 09:00"),
        ("20:00", "Reminders begin tomorrow 09:00"),
        ("Sat 12:00", "Reminders begin on 9 March 09:00"),
    ],
)
def test_outside_the_hours_it_says_when_they_begin(when: str, title: str) -> None:
    """Whoever tries it on a Saturday must not take it for broken."""
    text = told(Day(DEFAULTS), when)

    assert text.title == title
    assert text.body.splitlines()[0] == "Until then all is quiet: your hours stand in the settings."


@pytest.mark.parametrize("when", ["17:31", "17:55"])
def test_who_begins_shortly_before_the_hours_end_is_promised_nothing_that_cannot_come(when: str) -> None:
    """A break is due after half an hour, and by then nothing may come any more."""
    text = told(Day(DEFAULTS), when)

    assert text.title == "Reminders begin tomorrow 09:00"
    assert text.body.splitlines()[0] == "Today your hours, which stand in the settings, end before one is due."


def test_what_is_due_after_the_hours_is_not_listed() -> None:
    """The change of posture is due at 18:20, when it is over for today."""
    text = told(Day(DEFAULTS), "17:20")

    assert text.title == "Your first break comes at 17:50"
    assert len(text.body.splitlines()) == 1


def test_what_is_due_at_lunch_is_told_with_the_hour_at_which_it_can_come() -> None:
    """Nothing comes between the ranges."""
    lunch = (Range(end=time(12)), Range(start=time(13)))
    day = Day(replace(DEFAULTS, hours=replace(DEFAULTS.hours, ranges=lunch)))

    assert told(day, "11:45").title == "Your first break comes at 13:00"


def test_without_any_hours_it_says_so() -> None:
    """Days that are all taken out leave nothing to wait for."""
    never = replace(DEFAULTS, hours=replace(DEFAULTS.hours, ranges=()))

    assert told(Day(never), "13:00").title == "Your hours are empty"


def test_without_breaks_it_says_what_comes_first_instead() -> None:
    """Movement may be switched off."""
    text = told(Day(plan(HYDRATION)), "13:00")

    assert text.title == "The first reminder comes at 14:30"
    assert text.body.splitlines()[0] == "Today: Water 14:30."


def test_when_nothing_more_comes_it_says_that() -> None:
    """A tip at noon, and it is three."""
    text = told(Day(plan(DailyKind("tip", 1))), "15:00")

    assert text.title == "Nothing more comes today"
    assert len(text.body.splitlines()) == 1


@pytest.mark.parametrize("hour", range(24))
def test_it_fits_into_a_notification_at_any_hour(hour: int) -> None:
    """A title of forty, two lines of eighty."""
    kinds = (MOVEMENT, *DEFAULTS.kinds[1:], DailyKind("eyes", 6))

    text = told(Day(plan(*kinds)), f"{hour:02}:00")

    assert len(text.title) <= 40
    assert len(text.body.splitlines()) <= 2
    assert max(map(len, text.body.splitlines())) <= 80


def test_a_click_opens_the_settings_and_where_none_comes_their_place_is_told(where: Places) -> None:
    """How to change it is one step away on every desktop."""
    acts: list[str] = []

    click = to_settings(where, acts.append)
    click.act()

    assert acts == ["config"]
    assert str(where.config) in click.otherwise


def test_a_first_run_makes_the_settings_and_says_where(where: Places) -> None:
    """Each option is explained in the file, and none is set: a later default is still everybody's."""
    said: list[str] = []

    assert is_first_run(where, said.append)

    assert load(where.config).values == load(where.config.with_name("none.toml")).values
    assert "movement" in where.config.read_text("utf-8")
    assert str(where.config) in said[0]
    assert "'reminder autostart on'" in said[1]


@pytest.mark.skipif(sys.platform == "win32", reason="a script there is an .exe")
def test_a_first_run_out_of_an_environment_says_what_to_type(
    where: Places, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Every hint names a command that begins with 'reminder', and in a new terminal there is none of that name."""
    script, said = tmp_path / "reminder", list[str]()
    script.touch(0o755)
    monkeypatch.setattr(sys, "argv", [str(script)])
    monkeypatch.setenv("PATH", str(tmp_path / "bin"))

    is_first_run(where, said.append)

    assert said[-1] == f"Where it says 'reminder', type {script}"


def test_a_second_run_leaves_them_alone(where: Places) -> None:
    """They are the user's from now on."""
    where.config.parent.mkdir(parents=True)
    where.config.write_text("# mine\n", "utf-8")

    assert not is_first_run(where, pytest.fail)
    assert where.config.read_text("utf-8") == "# mine\n"


@pytest.mark.skipif(
    sys.platform == "win32", reason="a file stands in the way as on any system, but says it differently"
)
def test_settings_that_cannot_be_made_are_told_and_the_service_runs(where: Places) -> None:
    """A file where the folder should be; the defaults are in force."""
    where.config.parent.write_text("", "utf-8")
    said: list[str] = []

    assert is_first_run(where, said.append)

    assert said[0] == f"{where.config} could not be made (File exists), so nothing can be set yet."
