"""The guide in a terminal: what to do now, then what else there is; never wider than asked for."""

import pytest

from reminder.guide import guide_of
from reminder.report.guide import as_words


def told(*routine: str, width: int = 80) -> str:
    return as_words(guide_of(None, routine), width=width)


def test_the_exercises_of_the_moment_come_first_in_full() -> None:
    """With numbered steps, and when not to do them."""
    text = told("E13", "E24")

    assert text.startswith("Chair-edge hamstring stretch (E13)\n───")
    assert "Legs · 20 seconds, three times a side · seated\n\n1  Sit on the front edge" in text
    assert "\n   Right leg out, then left leg out.\n\nNever force it." in text
    assert text.index("Walk ideas (E24)") < text.index("Others\n")


def test_all_others_are_named_with_how_much_of_them() -> None:
    """So that one can ask for one; those that were told are not named again."""
    text = told("E13")
    several = told("E13", "E24")

    assert "Others" not in text
    assert "  E01  Chin glide · 5 seconds, eight times\n" in several
    assert "  E13  " not in several


def test_where_nothing_is_left_to_do_the_exercises_are_no_others() -> None:
    """Who excluded all of today's, and the walk, still finds what there is."""
    assert told().startswith("Exercises\n  E01  Chin glide")


def test_it_ends_with_when_to_stop_and_where_to_read_on() -> None:
    """Whichever exercise it was."""
    assert told("E01").endswith(
        "Stop if it hurts, tingles or makes you dizzy.\n\n"
        "'reminder guide NAME' shows one of them, 'reminder why' when to get help."
    )


def test_strength_says_who_should_ask_a_doctor_first() -> None:
    """Whoever picks it has perhaps said nothing of themselves."""
    (plank,) = (each for each in guide_of(None, ())["exercises"] if each["id"] == "E20")

    assert plank["ask_first"][:20] in told("E20")
    assert plank["ask_first"][:20] not in told("E13")


def test_who_should_ask_first_is_told() -> None:
    """Before they try the others."""
    guide = {**guide_of(None, ("E22",)), "note": "Ask first."}

    assert "\n\nAsk first.\n\n" in as_words(guide, width=80)


@pytest.mark.parametrize("width", [1, 40, 60, 200])
def test_no_line_is_too_long(width: int) -> None:
    """Nor so long that one loses one's place."""
    assert max(map(len, told("E13", "E22", "E24", width=width).splitlines())) <= min(max(width, 40), 76)
