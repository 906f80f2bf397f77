"""A tray without a desktop: it remembers what it was asked to paint, and can be clicked."""

from collections.abc import Iterator, Sequence

from reminder.backends import Part
from reminder.tray import Act, Picture, Row


class FakeTray:
    """Stands in for a tray; passes the same contract as the real ones."""

    needs_main_thread = False

    def __init__(self, act: Act) -> None:
        self.picture: Picture | None = None
        self._act = act
        self._closed = False

    @property
    def shown(self) -> bool:
        return self.picture is not None

    async def settled(self) -> None:
        """It is known at once."""

    def part(self) -> Part:
        return Part("tray", ("fake",))

    def run(self) -> None:
        """It needs no thread."""

    def paint(self, picture: Picture) -> None:
        self.picture = None if self._closed else picture

    async def close(self) -> None:
        self._closed = True
        self.picture = None

    def clicks(self, act: str) -> None:
        """Choose the row that does this; LookupError if the menu does not offer it."""
        if self.picture is None or act not in (row.act for row in all_rows(self.picture.rows)):
            raise LookupError(act)
        self._act(act)


def all_rows(rows: Sequence[Row]) -> Iterator[Row]:
    """Every row, those of submenus behind their own."""
    for row in rows:
        yield row
        yield from all_rows(row.rows)
