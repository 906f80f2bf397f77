"""The characters of a terminal: every bar in every encoding, one for one."""

import pytest

from reminder.report.signs import FULL, HALF, MARK, MISSED, SIMPLER, TRACK, UNASKED, UNBROKEN, held, spelled


def test_what_an_encoding_has_stays_as_it_is() -> None:
    """Old code pages have blocks, and Windows has dots and dashes."""
    assert spelled("█▒ · – │", "utf-8") == "█▒ · – │"
    assert spelled("█▌▒·─│", "cp437") == "█▌▒·─│"
    assert spelled("█▒ · –", "cp1252") == "#+ · –"


@pytest.mark.parametrize("sign", [FULL, HALF, UNASKED, MISSED, TRACK, MARK, *SIMPLER])
def test_every_sign_has_one_in_ascii(sign: str) -> None:
    """Of the same width, and no question mark."""
    plain = spelled(sign, "ascii")

    assert plain.isascii()
    assert len(plain) == 1
    assert plain != "?"


def test_what_a_bar_is_made_of_stays_apart_in_ascii() -> None:
    """Taken, not taken and unasked are still three things."""
    assert len({spelled(sign, "ascii") for sign in (FULL, MISSED, UNASKED)}) == 3


def test_a_word_loses_its_accents_and_not_its_letters() -> None:
    """A title of one's own is still read; what has no letter at all is a question mark."""
    assert spelled("Café über Señor 窓", "ascii") == "Cafe uber Senor ?"


def test_what_is_held_together_is_told_with_a_plain_space() -> None:
    """So that one finds it with a search."""
    assert spelled(held(f"82{UNBROKEN}%"), "utf-8") == "82 %"
