"""The menu's intervals: every kind with its switch and its rhythm, as `reminder config set` takes them."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reminder.config import Settings, load, parse, set_value
from reminder.config.options import KINDS
from reminder.guidance.wording import Wording
from reminder.intervals import interval_rows
from reminder.tray import SEPARATOR, Row

OWN = """
[own.eyes]
title = "Look far away"
every = "20 min"
[own.walk]
title = "Walk round the block"
per_day = 2
enabled = false
"""


def settings_of(text: str = "") -> Settings:
    return parse(text, Path("config.toml"))


def rows_of(text: str = "") -> dict[str, tuple[Row, ...]]:
    found = settings_of(text)
    return {row.text: row.rows for row in interval_rows(found, Wording(found.own_texts).name)}


def in_force(rows: tuple[Row, ...]) -> list[str]:
    return [row.text for row in rows if row.radio and row.checked]


def test_every_kind_has_a_submenu_under_its_name() -> None:
    """One's own too, and those switched off."""
    built_in = [Wording({}).name(kind) for kind in KINDS]

    assert list(rows_of(OWN + "[posture]\nenabled = false")) == [*built_in, "Look far away", "Walk round the block"]


def test_caffeine_has_a_switch_and_no_rhythm() -> None:
    """It goes by what one takes, so there is nothing to choose; nor an empty part of the menu below a line."""
    assert interval_rows(settings_of(), str)[KINDS.index("caffeine")].rows == (
        Row("On", "set caffeine.enabled false", checked=True),
    )


@pytest.mark.parametrize(
    ("text", "name", "switch"),
    [
        ("", "Movement break", Row("On", "set movement.enabled false", checked=True)),
        ("[tip]\nenabled = false", "Tip of the day", Row("On", "set tip.enabled true", checked=False)),
        (OWN, "Look far away", Row("On", "set own.eyes.enabled false", checked=True)),
        (OWN, "Walk round the block", Row("On", "set own.walk.enabled true", checked=False)),
    ],
)
def test_the_switch_stands_first_and_turns_to_the_other_side(text: str, name: str, switch: Row) -> None:
    """It shows how things are, and does the opposite."""
    assert rows_of(text)[name][:2] == (switch, SEPARATOR)


@pytest.mark.parametrize(
    ("text", "name", "acts"),
    [
        ("", "Movement break", [f"movement.every {minutes} min" for minutes in (15, 20, 30, 45, 60, 90)]),
        ("", "Stretch", [f"stretch.per_day {times}" for times in range(1, 7)]),
        ("", "Tip of the day", ["tip.per_day 1", "tip.per_day 2"]),
        (
            "",
            Wording({}).name("hydration"),
            [f"hydration.every {spelled}" for spelled in ("45 min", "60 min", "90 min", "2 h")],
        ),
        ("", "Strength", [f"strengthen.days {days}" for days in ("mon,thu", "tue,thu", "tue,fri", "mon,wed,fri")]),
        (OWN, "Look far away", [f"own.eyes.every {minutes} min" for minutes in (15, 20, 30, 45, 60, 90)]),
        (OWN, "Walk round the block", [f"own.walk.per_day {times}" for times in range(1, 7)]),
    ],
)
def test_the_choices_are_those_the_setting_allows(text: str, name: str, acts: list[str]) -> None:
    """Each sets one setting, of the sort that the kind goes by."""
    assert [row.act for row in rows_of(text)[name] if row.radio] == [f"set {act}" for act in acts]


@pytest.mark.parametrize(
    ("text", "name", "now"),
    [
        ("", "Movement break", "Every 30 min"),
        ('[movement]\npreset = "office"', "Movement break", "Every 60 min"),
        ('[movement]\npreset = "office"\nevery = "20 min"', "Movement break", "Every 20 min"),
        ("", "Stretch", "Twice a day"),
        ("", "Relax", "Twice a day"),
        ("", "Tip of the day", "Once a day"),
        ("", "Strength", "Tue and Fri"),
        ("[stretch]\nenabled = false\nper_day = 4", "Stretch", "4 times a day"),
    ],
)
def test_the_rhythm_in_force_is_checked_and_no_other(text: str, name: str, now: str) -> None:
    """Whether it comes from the file, a preset or a default, and also while the kind is off."""
    assert in_force(rows_of(text)[name]) == [now]


@pytest.mark.parametrize(
    ("text", "name", "around"),
    [
        ('[movement]\nevery = "40 min"', "Movement break", ["Every 30 min", "Every 40 min", "Every 45 min"]),
        ('[posture]\nevery = "2 h 30 min"', "Change of posture", ["Every 90 min", "Every 2 h 30 min"]),
        ('[movement]\nevery = "10 s"', "Movement break", ["Every 10 s", "Every 15 min"]),
        ('[strengthen]\ndays = ["sat"]', "Strength", ["Sat", "Mon and Thu"]),
        ('[strengthen]\ndays = ["mon-sun"]', "Strength", ["Mon, Wed and Fri", "Every day"]),
    ],
)
def test_a_value_of_ones_own_stands_in_its_place_among_the_choices(text: str, name: str, around: list[str]) -> None:
    """Otherwise the menu would show no choice in force, and the first click would lose it."""
    texts = [row.text for row in rows_of(text)[name] if row.radio]

    first = texts.index(around[0])
    assert texts[first : first + len(around)] == around
    assert len(texts) == len(set(texts))


ALL_ACTS = sorted(
    row.act.removeprefix("set ") for rows in rows_of(OWN).values() for row in rows if row.act and row.radio
)


@settings(derandomize=True, database=None, deadline=None, max_examples=60)
@given(st.lists(st.sampled_from(ALL_ACTS), min_size=1, max_size=3))
def test_whatever_is_chosen_is_in_force_afterwards(tmp_path_factory: pytest.TempPathFactory, chosen: list[str]) -> None:
    """The rows speak the language of `reminder config set`, and are checked once they are chosen."""
    path = tmp_path_factory.mktemp("chosen") / "config.toml"
    path.write_text(OWN)

    for act in chosen:
        key, _, value = act.partition(" ")
        set_value(path, key, value)

        now = load(path)
        rows = [row for each in interval_rows(now, str) for row in each.rows]
        assert [row.checked for row in rows if row.act == f"set {act}"] == [True]


def test_labels_are_short() -> None:
    """A menu as wide as the screen cannot be read at a glance."""
    assert all(len(row.text) <= 40 for rows in rows_of(OWN).values() for row in rows)
