"""The words of a bar: short, never "now" for what is to come, and no markup of anybody's."""

from datetime import timedelta

import pytest

from reminder.core.plan import HoldKind
from reminder.report.bar_words import HOLDS, OFF, RING, SIGNS, escaped, short, sign, text
from reminder.tray import Face


@pytest.mark.parametrize(
    ("seconds", "words"),
    [(0, "1 min"), (1, "1 min"), (60, "1 min"), (61, "2 min"), (3540, "59 min"), (3541, "1 h 00"), (5400, "1 h 30")],
)
def test_a_wait_is_rounded_up(seconds: int, words: str) -> None:
    """What is still to come is not told as now: a bar is read every half minute."""
    assert short(timedelta(seconds=seconds)) == words


@pytest.mark.parametrize(
    ("face", "hold", "words"),
    [
        ("working", None, "12 min"),
        ("unknown", None, "12 min"),
        ("due", None, "due"),
        ("away", None, "away"),
        *(("held", hold.value, HOLDS[hold.value]) for hold in HoldKind),
        ("held", "something new", "held"),
    ],
)
def test_each_face_has_a_word(face: str, hold: str | None, words: str) -> None:
    """In a few characters: why it is silent comes before when it would speak."""
    assert text(face, hold, timedelta(minutes=12)) == words


def test_where_nothing_comes_there_is_a_dash() -> None:
    """Not a number that nobody counts."""
    assert text("working", None, None) == "–"


def test_every_face_has_a_sign_of_its_own() -> None:
    """What is told by color, is told by shape as well."""
    faces = {face.value for face in Face} - {"working"}

    assert faces | {"off"} == set(SIGNS)
    assert len({SIGNS[face] for face in faces}) == len(faces)


@pytest.mark.parametrize(("percentage", "shown"), [(0, "○"), (24, "○"), (25, "◔"), (50, "◑"), (99, "◕"), (100, "●")])
def test_the_ring_fills_and_is_full_only_at_its_end(percentage: int, shown: str) -> None:
    """As the icon's."""
    assert sign("working", percentage) == shown
    assert shown in RING


def test_what_somebody_wrote_is_no_markup() -> None:
    """A bar that reads `<cake>` as a tag shows nothing at all."""
    assert escaped("Tea & <cake>") == "Tea &amp; &lt;cake&gt;"


def test_off_has_every_key_that_a_bar_reads() -> None:
    """It is an answer, too."""
    assert set(OFF) == {"text", "alt", "tooltip", "class", "percentage"}
