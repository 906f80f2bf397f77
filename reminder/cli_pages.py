"""What the verbs that show a page have in common: whose settings it goes by, and how it comes to the browser."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from reminder.cli_ending import CannotDo, complain, why
from reminder.config.mistakes import ConfigError
from reminder.paths import Places
from reminder.whole_file import put_in_place

if TYPE_CHECKING:
    from reminder.config import Settings
    from reminder.journal import Journal

Answer = TypeVar("Answer")


def settings_in_force(where: Places) -> "Settings":
    """What the user wants; with a broken config what was wanted before, and it is said.

    Raises:
        ConfigError: it is broken, and there never was a good one.
    """
    from reminder.config import load

    try:
        return load(where.config)
    except ConfigError as mistakes:
        settings = _last_good(where)
        if settings is None:
            raise
        _tell(mistakes, "this goes by your last good settings")
        return settings


def settings_or_last_good(where: Places, without: str) -> "Settings | None":
    """The same, or nothing, where there never was a good one; and that is said.

    `without` is what comes of it where there is none: "reminders of your own are left out".
    """
    try:
        return settings_in_force(where)
    except ConfigError as mistakes:
        _tell(mistakes, without)
        return None


def _tell(mistakes: ConfigError, instead: str) -> None:
    complain(f"{mistakes}\nUntil that is mended, {instead}.")


def _last_good(where: Places) -> "Settings | None":
    """The settings that a service would go by now; None where there are none, or the log cannot be read."""
    from reminder.config import parse
    from reminder.last_good import GOOD_CONFIG

    good = from_log(where, lambda journal: journal.note(GOOD_CONFIG))
    try:
        return None if good is None else parse(good, where.config)
    except ConfigError:
        return None


def from_log(where: Places, ask: "Callable[[Journal], Answer | None]") -> "Answer | None":
    """What the log answers; None where it has nothing to say, is not there yet, or cannot be read."""
    from reminder.log_trouble import JournalError
    from reminder.open_log import read_log

    try:
        journal = read_log(where, complain)
        if journal is None:
            return None
        with journal:
            return ask(journal)
    except JournalError:
        return None


def tell_left_out(journal: "Journal | None") -> None:
    """Say so, if some of what was read makes no sense: half a log must not be taken for the whole."""
    if journal is not None and journal.left_out:
        rows = "1 entry" if journal.left_out == 1 else f"{journal.left_out} entries"
        complain(f"{rows} of {journal.path} cannot be understood any more, and left out here. A disk that fails?")


def write_page(page: str, file: str | None, name: str, where: Places) -> Path:
    """Write the page into this file of the user's, or, without one, by its name into a folder that browsers may read.

    Raises:
        CannotDo: the disk does not take it.
    """
    from reminder.opening import folder_for_pages

    path = Path(file).absolute() if file is not None else folder_for_pages(where.data) / name
    with writing(path):
        if file is None:
            put_in_place(path, page.encode())
        else:
            path.write_text(page, "utf-8")
    return path


@contextmanager
def writing(path: Path) -> Iterator[None]:
    """Write the file within this.

    Raises:
        CannotDo: the disk does not take it.
    """
    try:
        yield
    except OSError as problem:
        raise CannotDo(f"{path} cannot be written: {why(problem)}.") from problem


def show_page(path: Path) -> None:
    """Open the page in the browser.

    Raises:
        CannotDo: there is none, or nobody to ask for one.
    """
    from reminder.opening import open_file

    failure = open_file(path)
    if failure:
        raise CannotDo(failure)
