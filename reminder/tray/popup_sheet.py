"""The popup menu as a drawing: where its rows lie and how they look. Pillow only; no window system here."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from PIL import Image, ImageDraw, ImageFont

from reminder.tray import SEPARATOR, Row

Rgb = tuple[int, int, int]
Font = ImageFont.FreeTypeFont | ImageFont.ImageFont

FONTS = ("NotoSans-Regular.ttf", "DejaVuSans.ttf", "LiberationSans-Regular.ttf", "Cantarell-VF.otf", "Ubuntu-R.ttf")
"""Looked for by file name in the system's font folders, in this order; each has the signs we use."""

TEXT, ROW, LINE, EDGE, PAD, ARROW = 13, 28, 11, 6, 14, 18
"""Height of text, row, separator and rim; room beside the text; room for an arrow. In pixels at 96 dpi."""

NARROWEST, WIDEST = 180, 420


@dataclass(frozen=True, slots=True)
class Palette:
    """The colours of a menu. Text has at least 4.5:1 on its ground, `hot_text` on `hot`."""

    ground: Rgb
    text: Rgb
    quiet: Rgb
    line: Rgb
    rim: Rgb
    hot: Rgb
    hot_text: Rgb


LIGHT = Palette(
    ground=(0xFC, 0xFC, 0xFB),
    text=(0x1E, 0x25, 0x28),
    quiet=(0x5A, 0x64, 0x68),
    line=(0xE1, 0xE5, 0xE5),
    rim=(0xBC, 0xC3, 0xC4),
    hot=(0x0B, 0x7A, 0x75),
    hot_text=(0xFF, 0xFF, 0xFF),
)
DARK = Palette(
    ground=(0x25, 0x2A, 0x2C),
    text=(0xEC, 0xEF, 0xEF),
    quiet=(0xA6, 0xB0, 0xB3),
    line=(0x3B, 0x43, 0x46),
    rim=(0x50, 0x5A, 0x5D),
    hot=(0x4F, 0xD1, 0xC5),
    hot_text=(0x0C, 0x1D, 0x1C),
)


@dataclass(frozen=True, slots=True)
class Place:
    """One row and where it lies. `choosable` is False for a separator and for a line that only tells."""

    row: Row
    top: int
    bottom: int
    back: bool = False

    @property
    def line(self) -> bool:
        return self.row.text == "-"

    @property
    def choosable(self) -> bool:
        return self.back or bool(self.row.act or self.row.rows)


@dataclass(frozen=True, slots=True)
class Sheet:
    """A laid-out menu. `scale` is 1 at 96 dpi."""

    places: tuple[Place, ...]
    width: int
    height: int
    scale: float
    palette: Palette

    def at(self, x: int, y: int) -> int | None:
        """The choosable row at this point; None: there is none."""
        if not 0 <= x < self.width:
            return None
        return next((n for n, p in enumerate(self.places) if p.choosable and p.top <= y < p.bottom), None)

    def next(self, now: int | None, by: int) -> int | None:
        """The choosable row after (`by` 1) or before (-1) `now`, round the ends; None: nothing can be chosen."""
        choosable = [n for n, place in enumerate(self.places) if place.choosable]
        if not choosable:
            return None
        if now not in choosable:
            return choosable[0 if by > 0 else -1]
        return choosable[(choosable.index(now) + by) % len(choosable)]

    def draw(self, hot: int | None) -> Image.Image:
        """The menu as RGB, with row `hot` under the pointer."""
        picture = Image.new("RGB", (self.width, self.height), self.palette.ground)
        pen = ImageDraw.Draw(picture)
        pen.rectangle((0, 0, self.width - 1, self.height - 1), outline=self.palette.rim)
        for number, place in enumerate(self.places):
            if place.line:
                middle = (place.top + place.bottom) // 2
                pen.line(
                    (_px(PAD, self.scale), middle, self.width - _px(PAD, self.scale) - 1, middle), self.palette.line
                )
            else:
                self._row(pen, place, hot=number == hot, first=number == 0)
        return picture

    def _row(self, pen: ImageDraw.ImageDraw, place: Place, *, hot: bool, first: bool) -> None:
        look, pad, arrow = self.palette, _px(PAD, self.scale), _px(ARROW, self.scale)
        colour = look.hot_text if hot else look.text if place.choosable or first else look.quiet
        if hot:
            rim = _px(4, self.scale)
            pen.rounded_rectangle(
                (rim, place.top, self.width - rim - 1, place.bottom - 1), _px(4, self.scale), look.hot
            )
        font, middle = _font(_px(TEXT, self.scale)), (place.top + place.bottom) / 2
        left = pad + (arrow if place.back else 0)
        room = self.width - left - pad - (arrow if place.row.rows and not place.back else 0)
        pen.text((left, middle), _fitted(place.row.text, font, room), colour, font, anchor="lm")
        if place.back:
            self._arrow(pen, pad + _px(4, self.scale), middle, -1, colour)
        elif place.row.rows:
            self._arrow(pen, self.width - pad - _px(3, self.scale), middle, 1, colour)

    def _arrow(self, pen: ImageDraw.ImageDraw, x: float, y: float, way: int, colour: Rgb) -> None:
        size = _px(4, self.scale)
        points = [(x - way * size, y - size), (x, y), (x - way * size, y + size)]
        pen.line(points, colour, width=max(1, round(1.5 * self.scale)), joint="curve")


def lay_out(rows: Sequence[Row], *, dark: bool, scale: float = 1.0, back: str = "") -> Sheet:
    """Place the rows under each other. `back` names the menu one came from, as a first row that leads there."""
    font = _font(_px(TEXT, scale))
    shown = [(Row(back), True), (SEPARATOR, False)] if back else []
    shown += [(row, False) for row in rows]
    places, top = [], _px(EDGE, scale)
    for row, leads_back in shown:
        bottom = top + _px(LINE if row.text == "-" else ROW, scale)
        places.append(Place(row, top, bottom, leads_back))
        top = bottom
    text = max((font.getlength(row.text) for row, _ in shown if row.text != "-"), default=0.0)
    width = round(text) + 2 * _px(PAD, scale) + _px(ARROW, scale)
    width = min(max(width, _px(NARROWEST, scale)), _px(WIDEST, scale))
    return Sheet(tuple(places), width, top + _px(EDGE, scale), scale, DARK if dark else LIGHT)


def _px(length: float, scale: float) -> int:
    return round(length * scale)


def _fitted(text: str, font: Font, room: float) -> str:
    """The text, cut with an ellipsis where there is no room for all of it."""
    if font.getlength(text) <= room:
        return text
    while text and font.getlength(text + "…") > room:
        text = text[:-1]
    return text.rstrip() + "…"


@cache
def _font(height: int) -> Font:
    for name in FONTS:
        try:
            return ImageFont.truetype(name, height)
        except OSError:
            continue
    return ImageFont.load_default(height)
