"""Colors of a terminal: codes around words, that can be read on black and on white."""

from reminder.report.inks import Ink, painter, plain

CUBE = (0, 95, 135, 175, 215, 255)
"""Shades of xterm's 256 colors from 16 on (ctlseqs, xterm)."""


def test_paint_stands_around_the_words_and_plain_leaves_them() -> None:
    """Whoever takes the codes out has the same words."""
    assert painter(deep=False)("due", Ink.DUE) == "\x1b[33mdue\x1b[0m"
    assert painter(deep=True)("due", Ink.DUE) == "\x1b[38;5;130mdue\x1b[0m"
    assert painter(deep=True)("", Ink.DUE) == ""
    assert plain("due", Ink.DUE) == "due"


def test_deep_colors_can_be_read_on_black_and_on_white() -> None:
    """Nobody knows which it is; 4:1 is more than marks need, and near what text does (WCAG 2.2, 1.4.3)."""
    for ink in (Ink.WORKS, Ink.DUE):
        number = int(ink.value[1].rpartition(";")[2]) - 16
        light = luminance(CUBE[number // 36], CUBE[number // 6 % 6], CUBE[number % 6])

        assert (light + 0.05) / 0.05 > 4
        assert 1.05 / (light + 0.05) > 4


def luminance(*rgb: int) -> float:
    """As WCAG has it."""
    linear = [c / 255 / 12.92 if c / 255 <= 0.04045 else ((c / 255 + 0.055) / 1.055) ** 2.4 for c in rgb]
    return sum(share * each for share, each in zip((0.2126, 0.7152, 0.0722), linear, strict=True))
