"""What may stand in config.toml as a value, and how it is refused."""

from datetime import time, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reminder.config.durations import duration, spell
from reminder.config.mistakes import Wrong
from reminder.config.notation import toml
from reminder.config.texts import Names, Text
from reminder.config.values import Choice, Count, Duration, LocalTime, Switch, Type, Weekday, Weekdays


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("30 min", 1800),
        ("30min", 1800),
        ("30 minutes", 1800),
        ("1h30", 5400),
        ("1 h 30 min", 5400),
        ("1 hour and 30 minutes", 5400),
        ("1 h, 30 min", 5400),
        ("1m30", 90),
        ("90 s", 90),
        ("90sec.", 90),
        ("2 H", 7200),
        ("0.5 h", 1800),
        ("0,5 h", 1800),
        (" 45 min ", 2700),
        ("0 s", 0),
        ("1.3 min", 78),
    ],
)
def test_a_duration_is_understood_however_people_write_it(text: str, seconds: int) -> None:
    """Nobody should have to look up whether it is min, mins or minutes."""
    assert duration(text) == timedelta(seconds=seconds)


@pytest.mark.parametrize(
    "text",
    ["", " ", "min", "30", "1:30", "-5 min", "30 fortnights", "30 min 1 h", "5 min 5 min", "1h 30 5", "1.5 s", "½ h"],
)
def test_what_is_no_clear_duration_is_refused(text: str) -> None:
    """A guess would silently change how often somebody is reminded."""
    with pytest.raises(Wrong):
        duration(text)


@settings(derandomize=True, database=None)
@given(st.integers(0, 48 * 3600).map(lambda seconds: timedelta(seconds=seconds)))
def test_our_own_spelling_of_a_duration_means_the_same_duration(span: timedelta) -> None:
    """What `config set` writes has to be read back unchanged."""
    assert duration(spell(span)) == span


@settings(derandomize=True, database=None, max_examples=300)
@given(st.text(alphabet="0123456789 .,hmins½-:andxé\n", max_size=20))
def test_any_text_is_a_duration_or_refused_and_nothing_else(text: str) -> None:
    """A typing slip must never end in a traceback."""
    try:
        got: timedelta | Wrong = duration(text)
    except Wrong as wrong:
        got = wrong

    assert str(got) if isinstance(got, Wrong) else got >= timedelta(0)


@pytest.mark.parametrize(
    ("raw", "cure"),
    [(30, '"30 min" or "30 s"'), (2, '"2 min" or "2 h"'), ("45", '"45 min" or "45 s"'), (0.5, '"0.5 min" or "0.5 h"')],
)
def test_a_number_without_unit_is_answered_with_the_right_spelling(raw: object, cure: str) -> None:
    """Only spellings that are in range help."""
    with pytest.raises(Wrong, match="needs a unit") as wrong:
        Duration("10 s", "3 h").read(raw)

    assert cure in str(wrong.value)


@pytest.mark.parametrize(
    "raw", [True, pytest.param(10**5000, id="huge"), float("nan"), float("inf"), [], {}, time(1), "9 s", "3 h 1 s"]
)
def test_other_values_and_spans_out_of_range_are_no_duration(raw: object) -> None:
    """TOML can hold all of these, and a user can write them."""
    with pytest.raises(Wrong):
        Duration("10 s", "3 h").read(raw)


@pytest.mark.parametrize("edge", ["10 s", "3 h"])
def test_a_range_includes_its_ends(edge: str) -> None:
    """The text says "from 10 s to 3 h", and both are meant."""
    assert duration(edge) == Duration("10 s", "3 h").read(edge)


@pytest.mark.parametrize(
    ("kind", "raw", "value"),
    [
        (Switch(), True, True),
        (Switch(), "off", False),
        (Switch(), " Yes ", True),
        (Count(1, 6), 6, 6),
        (Count(1, 6), "2", 2),
        (LocalTime(), time(9), time(9)),
        (LocalTime(), "9:05", time(9, 5)),
        (LocalTime(), "23:59:59", time(23, 59, 59)),
        (Weekday(), "Monday", 0),
        (Weekday(), "SUN", 6),
        (Weekdays(), ["fri", "tue"], frozenset({1, 4})),
        (Weekdays(), "mon, wed", frozenset({0, 2})),
        (Weekdays(), "mon-fri", frozenset(range(5))),
        (Weekdays(), ["sat-mon"], frozenset({5, 6, 0})),
        (Choice(("evidence", "office")), "Office", "office"),
        (Names(), [" Firefox ", "OBS", "OBS"], ("Firefox", "OBS")),
        (Names(), "Firefox, OBS Studio,", ("Firefox", "OBS Studio")),
        (Names(), [], ()),
        (Text(40), "Look 👩‍💻 away", "Look 👩‍💻 away"),
        (Text(40, body=True), "two\nlines", "two\nlines"),
    ],
)
def test_a_value_with_only_one_meaning_is_accepted(kind: Type, raw: object, value: Any) -> None:
    """Forgiving where nothing can be misunderstood."""
    assert kind.read(raw) == value


@pytest.mark.parametrize(
    ("kind", "raw"),
    [
        (Switch(), 1),
        (Switch(), "maybe"),
        (Count(1, 6), 0),
        (Count(1, 6), 7),
        (Count(1, 6), 2.0),
        (Count(1, 6), True),
        (Count(1, 6), "two"),
        (LocalTime(), "25:00"),
        (LocalTime(), "24:00:00"),
        (LocalTime(), 9),
        (Weekday(), "someday"),
        (Weekday(), 0),
        (Weekdays(), []),
        (Weekdays(), ""),
        (Weekdays(), [1]),
        (Weekdays(), ["mon", []]),
        (Weekdays(), 5),
        (Choice(("evidence", "office")), "sloth"),
        (Choice(("evidence", "office")), None),
        (Names(), 5),
        (Names(), ["Firefox", 1]),
        (Names(), ["two\nlines"]),
        (Names(), ["x"] * 101),
        (Text(40), ""),
        (Text(40), "  "),
        (Text(40), "x" * 41),
        (Text(40), "two\nlines"),
        (Text(40), "bell\a"),
        (Text(40), "\udcff"),
        (Text(40), 42),
    ],
)
def test_a_value_without_a_clear_meaning_is_refused_with_a_cure(kind: Type, raw: object) -> None:
    """The sentence has to say something; its wording is shown to the user as it is."""
    with pytest.raises(Wrong, match=r"\w+ \w+"):
        kind.read(raw)


@settings(derandomize=True, database=None)
@given(st.text(st.characters(codec="utf-8"), max_size=30))
def test_any_text_survives_being_written_as_toml(text: str) -> None:
    """A title with quotes, backslashes or emoji must come back as it was typed."""
    import tomllib

    assert tomllib.loads(f"text = {toml(text)}") == {"text": text}


def test_a_slip_in_a_name_is_told_with_the_one_that_was_meant() -> None:
    """Of few names, too."""
    with pytest.raises(Wrong, match=r"\(did you mean office\?\)"):
        Choice(("evidence", "office")).read("ofice")
