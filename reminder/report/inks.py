"""Colors of a terminal by what they tell, never by color alone: whoever has none reads the same words."""

from collections.abc import Callable
from enum import Enum


class Ink(Enum):
    """What a piece of text is, as the numbers that ANSI and the 256-color palette have for it.

    The deep ones are the project's teal and amber as they can be read on black and on white: at least 4.1:1 on both.
    The others are the terminal's own, which its theme makes fit.
    """

    WORKS = ("36", "38;5;30")
    DUE = ("33", "38;5;130")
    STRONG = ("1", "1")
    QUIET = ("2", "2")


Paint = Callable[[str, Ink], str]
"""The text in this ink."""


def plain(text: str, ink: Ink) -> str:
    """The text as it is, where there are no colors."""
    return text


def painter(*, deep: bool) -> Paint:
    """Paints for a terminal; `deep`: it has 256 colors."""

    def paint(text: str, ink: Ink) -> str:
        return f"\x1b[{ink.value[deep]}m{text}\x1b[0m" if text else text

    return paint
