"""Our rows as a menu of pystray's, for every back end of its."""

import sys
from collections.abc import Callable, Sequence
from dataclasses import field
from typing import Any

from reminder.core.records import dataclass
from reminder.tray import CLICK, SEPARATOR, Act, Row


@dataclass(frozen=True, slots=True)
class _Chosen:
    """Does what a row says. Equal for equal rows, by which a menu that is made anew is known to be the same one."""

    name: str
    act: Act = field(compare=False)

    def __call__(self, icon: Any, item: Any) -> None:
        self.act(self.name)


def pystray_menu(rows: Sequence[Row], act: Act, pystray: Any) -> Any:
    """A `pystray.Menu` whose items do what the rows say, by `act`.

    `pystray` is whatever has its `Menu` and `MenuItem`: the module, or `pystray._base`, which looks for no desktop when
    it is imported. The row that does what a click on the icon does is the default item: pystray takes a click for it.
    """
    return pystray.Menu(*(_item(row, act, pystray) for row in rows))


def _item(row: Row, act: Act, pystray: Any) -> Any:
    if row == SEPARATOR:
        return pystray.Menu.SEPARATOR
    text = row.text.replace("&", "&&") if sys.platform == "win32" else row.text  # one & underlines a letter there
    if row.rows:
        return pystray.MenuItem(text, pystray_menu(row.rows, act, pystray))
    return pystray.MenuItem(
        text,
        _Chosen(row.act, act),
        checked=_mark(row.checked),
        radio=row.radio,
        default=row.act == CLICK,
        enabled=bool(row.act),
    )


def _mark(checked: bool | None) -> Callable[[object], bool] | None:  # noqa: FBT001 - a row's own value
    """What pystray asks for a mark; None: the item has none."""
    return None if checked is None else lambda _: checked
