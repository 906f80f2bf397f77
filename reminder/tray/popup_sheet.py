"""The popup menu as a drawing: where its rows lie and how they look. Pillow only; no window system here.

A menu that is longer than its monitor shows a part of itself, with an arrow where there is more.
"""

from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from PIL import Image, ImageDraw, ImageFont

from reminder.core.records import dataclass
from reminder.tray import SEPARATOR, Row
from reminder.tray.icon import Rgb
from reminder.tray.popup_marks import MARK, arrow, check_box, light, radio_dot

Font = ImageFont.FreeTypeFont | ImageFont.ImageFont

FONTS = ("NotoSans-Regular.ttf", "DejaVuSans.ttf", "LiberationSans-Regular.ttf", "Cantarell-VF.otf", "Ubuntu-R.ttf")
"""Looked for by file name in the system's font folders, in this order; each has the signs we use."""

TEXT, ROW, LINE, EDGE, PAD, ARROW, MORE = 13, 28, 11, 6, 14, 18, 20
"""Height of text, row, separator and rim; room beside the text; room for an arrow; height of the strip that tells of
more rows. In pixels at 96 dpi."""

GUTTER = MARK + 9
"""Room for a mark, or the arrow that leads back, before the text."""

NARROWEST, WIDEST = 180, 420


@dataclass(frozen=True, slots=True)
class Palette:
    """The colours of a menu. Text has at least 4.5:1 on its ground, `hot_text` on `hot`; marks at least 3:1.

    `on` fills the mark of what is on, with a tick in the colour of the ground; `off` outlines what is not.
    """

    ground: Rgb
    text: Rgb
    quiet: Rgb
    line: Rgb
    rim: Rgb
    hot: Rgb
    hot_text: Rgb
    on: Rgb
    off: Rgb


LIGHT = Palette(
    ground=(0xFC, 0xFC, 0xFB),
    text=(0x1E, 0x25, 0x28),
    quiet=(0x5A, 0x64, 0x68),
    line=(0xE1, 0xE5, 0xE5),
    rim=(0xBC, 0xC3, 0xC4),
    hot=(0x0B, 0x7A, 0x75),
    hot_text=(0xFF, 0xFF, 0xFF),
    on=(0x0B, 0x7A, 0x75),
    off=(0x84, 0x8E, 0x91),
)
DARK = Palette(
    ground=(0x25, 0x2A, 0x2C),
    text=(0xEC, 0xEF, 0xEF),
    quiet=(0xA6, 0xB0, 0xB3),
    line=(0x3B, 0x43, 0x46),
    rim=(0x50, 0x5A, 0x5D),
    hot=(0x4F, 0xD1, 0xC5),
    hot_text=(0x0C, 0x1D, 0x1C),
    on=(0x4F, 0xD1, 0xC5),
    off=(0x85, 0x90, 0x94),
)


@dataclass(frozen=True, slots=True)
class PlacedRow:
    """One row and where it lies. `choosable` is False for a separator and for a line that only tells."""

    row: Row
    top: int
    bottom: int
    back: bool = False

    @property
    def line(self) -> bool:
        return self.row == SEPARATOR

    @property
    def choosable(self) -> bool:
        return self.back or bool(self.row.act or self.row.rows)


@dataclass(frozen=True, slots=True)
class Sheet:
    """A laid-out menu. `scale` is 1 at 96 dpi; `gutter` is the room for marks before every text.

    Places count from the top of the whole menu, which is `length` long; `height` of it is shown, from `offset` on.
    """

    places: tuple[PlacedRow, ...]
    width: int
    height: int
    scale: float
    palette: Palette
    gutter: int = 0
    length: int = 0
    offset: int = 0

    def at(self, x: int, y: int) -> int | None:
        """The choosable row at this point of the window; None: there is none."""
        if not 0 <= x < self.width or self.strip(y):
            return None
        y += self.offset
        return next((n for n, p in enumerate(self.places) if p.choosable and p.top <= y < p.bottom), None)

    def next(self, now: int | None, by: int) -> int | None:
        """The choosable row after (`by` 1) or before (-1) `now`, round the ends; None: nothing can be chosen."""
        choosable = [n for n, place in enumerate(self.places) if place.choosable]
        if not choosable:
            return None
        if now not in choosable:
            return choosable[0 if by > 0 else -1]
        return choosable[(choosable.index(now) + by) % len(choosable)]

    def strip(self, y: int) -> int:
        """Whether this height is in the strip that tells of more rows above (-1) or below (1); 0: in neither."""
        more = _px(MORE, self.scale)
        if self.offset > 0 and y < more:
            return -1
        return 1 if self.offset + self.height < self.length and y >= self.height - more else 0

    def scrolled(self, rows: int) -> "Sheet":
        """The sheet some rows further down, or up (negative), as far as there are any."""
        offset = self.offset + rows * _px(ROW, self.scale)
        return replace(self, offset=max(0, min(offset, self.length - self.height)))

    def paged(self, way: int) -> "Sheet":
        """The sheet a page further down (1) or up (-1), with one row of the page before."""
        return self.scrolled(way * max(1, (self.height - 2 * _px(MORE, self.scale)) // _px(ROW, self.scale) - 1))

    def showing(self, number: int) -> "Sheet":
        """The sheet scrolled no more than it takes to see this row."""
        place, more = self.places[number], _px(MORE, self.scale)
        down = max(self.offset, place.bottom + more - self.height)
        return replace(self, offset=max(0, min(down, place.top - more, self.length - self.height)))

    def draw(self, hot: int | None) -> Image.Image:
        """The menu as RGB, with row `hot` under the pointer."""
        whole = Image.new("RGB", (self.width, self.length), self.palette.ground)
        for number, place in enumerate(self.places):
            if place.line:
                pad, middle = _px(PAD, self.scale), (place.top + place.bottom) // 2
                ImageDraw.Draw(whole).line((pad, middle, self.width - pad - 1, middle), self.palette.line)
            else:
                self._row(whole, place, hot=number == hot)
        picture = whole.crop((0, self.offset, self.width, self.offset + self.height))
        self._strips(picture)
        rim = (0, 0, self.width - 1, self.height - 1)
        ImageDraw.Draw(picture).rectangle(rim, outline=self.palette.rim, width=max(1, int(self.scale)))
        return picture

    def _row(self, picture: Image.Image, place: PlacedRow, *, hot: bool) -> None:
        look, scale, pad = self.palette, self.scale, _px(PAD, self.scale)
        colour = look.hot_text if hot else look.text if place.choosable else look.quiet
        if hot:
            rim = _px(4, scale)
            light(picture, (rim, place.top, self.width - rim, place.bottom), scale, look.hot)
        font, middle = _font(_px(TEXT, scale)), (place.top + place.bottom) / 2
        leads_on = bool(place.row.rows) and not place.back
        room = self.width - self.gutter - 2 * pad - (_px(ARROW, scale) if leads_on else 0)
        text = _fitted(place.row.text, font, room)
        ImageDraw.Draw(picture).text((pad + self.gutter, middle), text, colour, font, anchor="lm")
        if place.back:
            arrow(picture, (pad + _px(MARK, scale) / 2, middle), scale, colour, (-1, 0))
        elif leads_on:
            arrow(picture, (self.width - pad - _px(3, scale), middle), scale, colour, (1, 0))
        elif place.row.checked is not None:
            self._mark(picture, place, hot=hot, on=place.row.checked)

    def _mark(self, picture: Image.Image, place: PlacedRow, *, hot: bool, on: bool) -> None:
        look, side = self.palette, _px(MARK, self.scale)
        corner = (_px(PAD, self.scale), place.top + (place.bottom - place.top - side) // 2)
        filled, tick, empty = (look.hot_text, look.hot, look.hot_text) if hot else (look.on, look.ground, look.off)
        if place.row.radio:
            radio_dot(picture, corner, self.scale, (filled, empty), on=on)
        else:
            check_box(picture, corner, self.scale, (filled, tick, empty), on=on)

    def _strips(self, picture: Image.Image) -> None:
        """An arrow at either end beyond which there is more."""
        more = _px(MORE, self.scale)
        for top, way in ((0, -1), (self.height - more, 1)):
            if self.strip(top) == way:
                picture.paste(self.palette.ground, (0, top, self.width, top + more))
                arrow(picture, (self.width / 2, top + more / 2), self.scale, self.palette.quiet, (0, way))


def lay_out(
    rows: Sequence[Row], *, dark: bool, scale: float = 1.0, back: str = "", tallest: int | None = None
) -> Sheet:
    """Place the rows under each other, in a window of at most `tallest` pixels; None: however long they are.

    `back` names the menu one came from, as a first row that leads there.
    """
    font = _font(_px(TEXT, scale))
    shown = [(Row(back), True), (SEPARATOR, False)] if back else []
    shown += [(row, False) for row in rows]
    places, top = [], _px(EDGE, scale)
    for row, leads_back in shown:
        bottom = top + _px(LINE if row == SEPARATOR else ROW, scale)
        places.append(PlacedRow(row, top, bottom, leads_back))
        top = bottom
    length = top + _px(EDGE, scale)
    gutter = _px(GUTTER, scale) if back or any(row.checked is not None for row in rows) else 0
    text = max((font.getlength(row.text) for row, _ in shown if row != SEPARATOR), default=0.0)
    width = round(text) + gutter + 2 * _px(PAD, scale) + _px(ARROW, scale)
    width = min(max(width, _px(NARROWEST, scale)), _px(WIDEST, scale))
    height = length if tallest is None else min(length, tallest)
    return Sheet(tuple(places), width, height, scale, DARK if dark else LIGHT, gutter, length)


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
