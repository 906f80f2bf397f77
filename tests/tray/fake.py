"""A tray without a desktop: it remembers what it was asked to paint, and can be clicked."""

import threading
from collections.abc import Iterator, Sequence

from reminder.tray import Act, Picture, Row


class FakeTray:
    """Stands in for a tray; passes the same contract as the real ones."""

    needs_main_thread = False

    def __init__(self, act: Act) -> None:
        self.picture: Picture | None = None
        self._act = act
        self._closed = threading.Event()

    def run(self) -> None:
        self._closed.wait()

    def paint(self, picture: Picture) -> None:
        self.picture = picture

    def close(self) -> None:
        self._closed.set()
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
