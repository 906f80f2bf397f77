"""Figures as SVG: well formed, harmless within any page, and moving without a script."""

import re
from itertools import pairwise
from xml.etree import ElementTree as ET

import pytest

from reminder.figure.figures import figures
from reminder.figure.svg import moving, still
from tests.figure.test_figures import BEAT

NAMES = list(figures())


def commands(outline: str) -> str:
    return re.sub(r"[-\d. ]+", " ", outline)


@pytest.mark.parametrize("name", NAMES)
def test_a_drawing_is_well_formed_and_asks_for_nothing(name: str) -> None:
    """It stands within a page that loads nothing."""
    for drawing in (moving(name, BEAT), still(name)):
        root = ET.fromstring(drawing)  # noqa: S314 - our own

        assert root.get("viewBox") == "0 0 100 100"
        assert root.get("aria-hidden") == "true"
        assert {each.tag for each in root.iter()} <= {"svg", "path", "animate"}
        assert not re.search(r"href|url\(|script|\bid=", drawing)


@pytest.mark.parametrize("name", NAMES)
def test_whatever_moves_can_be_followed_from_one_moment_to_the_next(name: str) -> None:
    """Browsers go from one outline to another only where both have the same commands, and as many as moments."""
    animations = list(ET.fromstring(moving(name, BEAT)).iter("animate"))  # noqa: S314 - our own

    assert animations
    for each in animations:
        outlines, moments = (
            str(each.get("values")).split(";"),
            [float(at) for at in str(each.get("keyTimes")).split(";")],
        )

        assert len(outlines) == len(moments)
        assert len({commands(outline) for outline in outlines}) == 1
        assert (moments[0], moments[-1]) == (0, 1)
        assert all(first <= last for first, last in pairwise(moments))
        assert each.get("dur") == "26s"


def test_a_still_picture_does_not_move() -> None:
    """For who wants less motion, and for paper."""
    assert "animate" not in "".join(map(still, NAMES))


def test_colors_are_the_pages() -> None:
    """Light or dark is known there; each has a color of its own to fall back on."""
    used = set(re.findall(r'(?:fill|stroke)="([^"]+)"', "".join(map(still, NAMES))))

    assert all(re.fullmatch(r"var\(--figure-[a-z]+, #[0-9a-f]{6}\)", color) for color in used - {"none"})


def test_all_figures_together_are_less_than_a_photograph() -> None:
    """They are in one page."""
    assert sum(len(moving(name, BEAT)) for name in NAMES) < 700_000
