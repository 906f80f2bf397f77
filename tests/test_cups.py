"""The menu's drinks: what was drunk so far, one click for each, and the last one back."""

import pytest

from reminder.core.events import Switch
from reminder.cups import END_FLARE, cup_rows
from reminder.tray import SEPARATOR, Row
from tests.core.story import Day
from tests.stage import settings

OWN = """
[drinks.mate]
title = "Club Mate"
amount = "500 ml"
caffeine = "100 mg"
[drinks.broth]
amount = "300 ml"
"""


def menu(day: Day, when: str, config: str = "") -> dict[str, tuple[Row, ...]]:
    """The submenus by their names."""
    assert day.state is not None
    return {row.text: row.rows for row in cup_rows(settings(config), day.state, day.moment(when))}


@pytest.fixture
def day() -> Day:
    return Day(settings().plan).at("09:00").start()


def test_the_water_menu_in_order(day: Day) -> None:
    """The day's line first, then the glasses, then what the day is like."""
    assert menu(day.drank(250), "09:10")["Water"] == (
        Row("250 ml of 1.8 l so far"),
        SEPARATOR,
        *(Row(f"{ml} ml", f"drink {ml} ml") for ml in (150, 200, 250, 330, 500)),
        SEPARATOR,
        Row("Undo: 250 ml of water", "undo"),
        Row("Heat today", "heat on", checked=False),
        Row("Workout today", "workout on", checked=False),
    )


def test_the_caffeine_menu_in_order(day: Day) -> None:
    """Each dose with its milligrams, so that one learns what is in a cup."""
    rows = menu(day.took(63, 30, "espresso"), "09:10")["Caffeine"]

    assert rows[:2] == (
        Row("63 of 400 mg today"),
        Row("About 10 mg at 23:00: low. Rough estimate, not medical advice."),
    )
    assert rows[2:-3] == (
        SEPARATOR,
        Row("Espresso, 63 mg", "caffeine espresso"),
        Row("Coffee, 90 mg", "caffeine coffee"),
        Row("Instant coffee, 62 mg", "caffeine instant"),
        Row("Tea, 50 mg", "caffeine tea"),
        Row("Green tea, 29 mg", "caffeine green-tea"),
        Row("Cola, 40 mg", "caffeine cola"),
        Row("Energy drink, 80 mg", "caffeine energy-drink"),
    )
    assert rows[-3:] == (
        SEPARATOR,
        Row("Undo: 30 ml of espresso, 63 mg of caffeine", "undo"),
        Row("Cold remedy today", "pseudoephedrine on", checked=False),
    )


def test_ones_own_drinks_stand_where_they_belong(day: Day) -> None:
    """By whether there is caffeine in them."""
    shown = menu(day, "09:10", OWN)

    assert Row("Broth, 300 ml", "drink broth") in shown["Water"]
    assert Row("Club Mate, 100 mg", "caffeine mate") in shown["Caffeine"]


def test_a_drink_of_ones_own_takes_the_place_of_one_of_the_same_name(day: Day) -> None:
    """One coffee in the menu, with the milligrams that the user's own cup has."""
    rows = menu(day, "09:10", '[drinks.coffee]\namount = "400 ml"\ncaffeine = "180 mg"\n')["Caffeine"]

    assert [row.text for row in rows if row.act == "caffeine coffee"] == ["Coffee, 180 mg"]


def test_an_entry_is_taken_back_where_it_belongs(day: Day) -> None:
    """Coffee is both, a walk neither; and with nothing there is nothing to take back."""
    day.exercised(30).took(80).took(90, 200, "coffee").drank(200)
    offered = []

    for _ in range(4):
        offered.append([row.text for rows in menu(day, "09:10").values() for row in rows if row.act == "undo"])
        day.undone()

    assert offered == [
        ["Undo: 200 ml of water"],
        ["Undo: 200 ml of coffee, 90 mg of caffeine"] * 2,
        ["Undo: 80 mg of caffeine"],
        [],
    ]


def test_what_is_on_is_checked_and_its_row_switches_it_off(day: Day) -> None:
    """Until it ends by itself."""
    day.switched(Switch.HEAT).switched(Switch.PSEUDOEPHEDRINE)

    assert Row("Heat today", "heat off", checked=True) in menu(day, "09:10")["Water"]
    assert Row("Cold remedy today", "pseudoephedrine off", checked=True) in menu(day, "09:10")["Caffeine"]
    assert Row("Heat today", "heat on", checked=False) in menu(day, "Tue 09:10")["Water"]


def test_the_gentle_set_can_be_ended_while_it_is_on(day: Day) -> None:
    """At the top, and only then."""
    assert day.state is not None
    assert END_FLARE not in cup_rows(settings(), day.state, day.moment("09:10"))

    day.ached(6)

    assert END_FLARE in cup_rows(settings(), day.state, day.moment("09:10"))
    assert END_FLARE not in cup_rows(settings(), day.state, day.moment("Fri 09:10"))


@pytest.mark.parametrize("config", ["[hydration]\nenabled = false\n[caffeine]\nenabled = false\n", ""])
def test_who_is_not_reminded_can_still_log(day: Day, config: str) -> None:
    """The switch is for reminders, not for the account."""
    shown = menu(day, "09:10", config)

    assert shown["Water"][0].text == "0 ml of 1.8 l so far"
    assert shown["Caffeine"][0].text == "0 of 400 mg today"


def test_without_a_goal_only_what_was_drunk_is_told(day: Day) -> None:
    """Whoever has to limit fluid must not be shown a mark to reach."""
    assert menu(day.drank(250), "09:10", "[about_you]\nfluid_limit = true\n")["Water"][0].text == "250 ml so far"


def test_equal_moments_give_equal_rows_whatever_the_minute(day: Day) -> None:
    """Nothing here counts by the clock, so nothing is repainted in between."""
    day.took(90, 200, "coffee")
    assert day.state is not None

    assert cup_rows(settings(), day.state, day.moment("09:10")) == cup_rows(settings(), day.state, day.moment("17:59"))
