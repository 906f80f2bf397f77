"""Where everything on the card lies: texts and forms with their places, in pixels of a card of 1200 by 630.

Pillow is not needed for it: places are on a grid of 8, and the font that is drawn with is the same everywhere.
"""

from collections.abc import Iterator, Sequence

from reminder.core.period import Unit
from reminder.core.records import dataclass
from reminder.core.summary import Summary
from reminder.report.card_words import Answer, Bar, Stat, answer, bars, stats
from reminder.report.headline import title_so_far
from reminder.report.material import Material

Rgb = tuple[int, int, int]

WIDTH, HEIGHT = 1200, 630
EDGE = 64
"""What stays free on every side."""

GROUND: Rgb = (0xFB, 0xFC, 0xFB)
INK: Rgb = (0x1E, 0x25, 0x28)
QUIET: Rgb = (0x5A, 0x64, 0x68)
TEAL: Rgb = (0x0B, 0x7A, 0x75)
UNASKED: Rgb = (0x7C, 0x93, 0xA6)
RIM: Rgb = (0x84, 0x8E, 0x91)
EMPTY: Rgb = (0xEE, 0xF2, 0xF1)
"""What texts and forms are drawn in: text has at least 4.5:1 on its ground, other forms 3:1."""


@dataclass(frozen=True, slots=True)
class Label:
    """A text on its baseline `y`; `x` is where it begins ("l"), its middle ("m") or its end ("r")."""

    text: str
    x: float
    y: float
    size: int
    color: Rgb = QUIET
    bold: bool = False
    at: str = "l"


@dataclass(frozen=True, slots=True)
class Block:
    """A filled rectangle with round corners."""

    left: float
    top: float
    right: float
    bottom: float
    corner: float
    color: Rgb


@dataclass(frozen=True, slots=True)
class Vessel:
    """What was asked for, outlined, and filled up to what was taken: `share`, 0 to 1, from below or from the left."""

    left: float
    top: float
    right: float
    bottom: float
    corner: float
    share: float
    upright: bool


@dataclass(frozen=True, slots=True)
class Mark:
    """The mark of reminder, in a square."""

    left: float
    top: float
    size: float


Piece = Label | Block | Vessel | Mark

LEFT, MIDDLE, RIGHT = EDGE, 504, WIDTH - EDGE
"""The number and its goal stand between the first two."""

CHART = 600
"""Where the bars begin; they end at the right."""

NUMBERS, NAMES = 528, 560
"""The baselines of the numbers at the foot of the card, and of what they are."""


def lay_out(material: Material, *, detail: bool) -> list[Piece]:
    """All that is on the card, from the back to the front."""
    summary, told = material.summary, answer(material)
    beside = stats(summary, detail=detail)
    wide = len(beside) > 2
    pieces = [*_head(material), *_stats(beside, (RIGHT - LEFT) / 6 if wide else 224)]
    if told.number:
        base = 400 if wide else NUMBERS
        pieces += [*_number(told), *_goal(summary), *_chart(bars(material), summary.period.unit, base)]
    else:
        pieces += _sentence(told)
    return [piece for piece in pieces if not isinstance(piece, Label) or piece.text]


def _head(material: Material) -> list[Piece]:
    return [
        Label(title_so_far(material), LEFT, 88, 28, INK, bold=True),
        Label("reminder", RIGHT - 56, 88, 24, at="r"),
        Mark(RIGHT - 40, 60, 40),
    ]


def _number(told: Answer) -> Iterator[Piece]:
    yield Label(told.number, LEFT, 280, 176 if len(told.number) <= 4 else 136, TEAL, bold=True)
    yield Label(told.words, LEFT, 344, 40, INK, bold=True)
    yield Label(told.known, LEFT, 384, 24)


def _sentence(told: Answer) -> Iterator[Piece]:
    yield Mark(WIDTH / 2 - 72, 184, 144)
    yield Label(told.words, WIDTH / 2, 408, 48, INK, bold=True, at="m")
    yield Label(told.known, WIDTH / 2, 456, 24, at="m")


def _goal(summary: Summary) -> Iterator[Piece]:
    """Breaks taken of those asked for, from zero, and a line at the goal with its value."""
    asked, done, goal = summary.movement.answered, summary.movement.done, summary.goal_breaks
    if not asked:
        return
    top, bottom, at = 416, 432, LEFT + (MIDDLE - LEFT) * min(1.0, goal / asked)
    yield Vessel(LEFT, top, MIDDLE, bottom, 8, done / asked, upright=False)
    yield Block(at - 5, top - 1, at + 5, bottom + 1, 0, GROUND)
    yield Block(at - 2, top - 8, at + 2, bottom + 8, 2, INK)
    yield Label(
        f"Goal {goal}", *((MIDDLE, 464, 20, INK, False, "r") if at > MIDDLE - 40 else (at, 464, 20, INK, False, "m"))
    )


def _stats(told: Sequence[Stat], step: float) -> Iterator[Piece]:
    for place, each in enumerate(told):
        x = LEFT + step * place
        yield Label(each.value, x, NUMBERS, 32, INK, bold=True)
        for line, words in enumerate(each.label.splitlines()):
            yield Label(words, x, NAMES + 24 * line, 20)


# The bars

ACROSS = {Unit.WEEK: 40, Unit.MONTH: 12, Unit.YEAR: 24}
"""How wide a bar is."""

HIGHEST = 40
"""How high a break is at most: a first day is no tower."""

TOP = 208
"""Where the highest bar and its number end."""

KEY = (("taken", 104), ("not taken", 136), ("unasked", 120), ("no data", 0))
"""What the bars are made of, and how much room a name and its sign take."""


def _chart(shown: Sequence[Bar], unit: Unit, base: int) -> Iterator[Piece]:
    step = (RIGHT - CHART - ACROSS[unit]) / (len(shown) - 1)
    each = min(HIGHEST, (base - TOP - 32) / max(bar.total for bar in shown))
    best = max(shown, key=lambda bar: bar.done)
    yield from _key(shown, unit)
    for place, bar in enumerate(shown):
        middle = CHART + ACROSS[unit] / 2 + step * place
        yield Label(bar.label, middle, base + 32, 20, at="m")
        if bar.has_data:
            yield from _bar(bar, middle, base, each, ACROSS[unit])
            yield Label(_worth(bar, unit, best), middle, base - each * bar.total - 12, 18, INK, at="m")
        elif not bar.ahead:
            yield from _gap(middle, base, unit)


def _worth(bar: Bar, unit: Unit, best: Bar) -> str:
    """The number above a bar; where there is no room for all of them, that of the day with most breaks taken."""
    if not bar.asked or (unit is Unit.MONTH and bar is not best):
        return ""
    both = f"{bar.done} of {bar.asked}"
    return both if unit is not Unit.YEAR and len(both) <= 8 else str(bar.done)


def _bar(bar: Bar, middle: float, base: float, each: float, across: float) -> Iterator[Piece]:
    left, right, top = middle - across / 2, middle + across / 2, base - each * bar.asked
    corner = min(8.0, across / 4)
    if bar.asked:
        yield Vessel(left, top, right, base, corner, bar.done / bar.asked, upright=True)
    if bar.natural:
        yield Block(left, top - each * bar.natural, right, top - 3 * bool(bar.asked), corner, UNASKED)
    if not bar.total:
        yield Block(left, base - 2, right, base, 0, RIM)


def _gap(middle: float, base: float, unit: Unit) -> Iterator[Piece]:
    """No data is not 0: it says so, or has a sign of its own where there is no room for words."""
    if unit is Unit.MONTH:
        yield Block(middle - 3, base - 6, middle + 3, base, 3, RIM)
    else:
        yield Label("no", middle, base - 24, 18, at="m")
        yield Label("data", middle, base - 4, 18, at="m")


def _key(shown: Sequence[Bar], unit: Unit) -> Iterator[Piece]:
    """What each sign means; of those that are there."""
    there = (
        any(bar.done for bar in shown),
        any(bar.missed for bar in shown),
        any(bar.natural for bar in shown),
        unit is Unit.MONTH and any(not bar.has_data and not bar.ahead for bar in shown),
    )
    x = float(CHART)
    for number, (name, room) in enumerate(KEY):
        if there[number]:
            yield _sign(number, x)
            yield Label(name, x + 24, 168, 20)
            x += room


def _sign(number: int, x: float) -> Piece:
    signs: tuple[Piece, ...] = (
        Vessel(x, 152, x + 16, 168, 4, 1.0, upright=True),
        Vessel(x, 152, x + 16, 168, 4, 0.0, upright=True),
        Block(x, 152, x + 16, 168, 4, UNASKED),
        Block(x + 5, 159, x + 11, 165, 3, RIM),
    )
    return signs[number]
