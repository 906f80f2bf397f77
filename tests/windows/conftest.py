"""One Windows for all its tests, on a screen with Xfce's panel, and a person with a home of their own for each."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.desktop.packages import need
from tests.desktop.rig import BASE, Desktop
from tests.windows.person import Person
from tests.windows.wine import PROGRAMS, Wine, wine

PANEL = "xfce4-panel"
"""tint2 takes the icon of wine's as well, but leaves it black now and then."""

NewPerson = Callable[[str], Person]


@pytest.fixture(scope="session")
def windows(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Wine]:
    """A Windows with reminder. Without wine its tests are skipped; REMINDER_REQUIRE_DESKTOP=1 lets them fail (CI)."""
    need(*BASE, *PROGRAMS, PANEL)
    with Desktop(tmp_path_factory.mktemp("windows") / "desktop", panel=PANEL) as desktop, wine(desktop) as opened:
        yield opened


@pytest.fixture
def new_person(windows: Wine, tmp_path: Path) -> Iterator[NewPerson]:
    """Makes a person, given their config.toml."""
    people: list[Person] = []

    def make(config: str) -> Person:
        home = tmp_path / f"Zoë’s home {len(people)}"
        home.mkdir()
        (home / "config.toml").write_text(config, "utf-8")
        people.append(Person(windows.desktop, home, windows=windows))
        return people[-1]

    yield make
    for person in people:
        person.leave()


@pytest.fixture
def person(new_person: NewPerson) -> Person:
    """Somebody who has set nothing."""
    return new_person("")
