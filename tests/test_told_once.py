"""What is told once, and when: a newcomer is greeted in one note; who has no tray hears once what would give one."""

from dataclasses import dataclass, field

import pytest

from reminder.notify import Text
from reminder.told_once import NO_TRAY, ToldOnce

FIX = "start a panel"


@dataclass
class FakeNotes:
    """The logbook's notes."""

    kept: dict[str, str] = field(default_factory=dict)

    def note(self, key: str) -> str | None:
        return self.kept.get(key)

    def keep_note(self, key: str, value: str) -> None:
        self.kept[key] = value


@dataclass
class FakeIcon:
    """An icon that comes when the test says so."""

    shown: bool = False
    would_help: str = FIX

    @property
    def fix(self) -> str:
        return "" if self.shown else self.would_help


class Told:
    """`ToldOnce`, and everything it has told."""

    def __init__(self, *, notes: FakeNotes | None = None, icon: FakeIcon | None = None, terminal: bool = False) -> None:
        self.notes, self.icon = notes or FakeNotes(), icon or FakeIcon()
        self.texts: list[Text] = []
        self.greetings: list[str] = []
        self.once = ToldOnce(self.notes, self.icon, self.texts.append, self.greetings.append, lambda: terminal)


@pytest.mark.parametrize(
    ("fix", "terminal", "told_before", "told"),
    [(FIX, False, "", True), ("", False, "", False), (FIX, True, "", False), (FIX, False, "x", False)],
)
def test_what_would_give_a_tray_is_said_once(
    fix: str,
    terminal: bool,  # noqa: FBT001 - parametrized
    told_before: str,
    told: bool,  # noqa: FBT001 - the same
) -> None:
    """Who started it at login has no terminal to read the reason in; who knows it does not want to hear it daily."""
    kept = {NO_TRAY: told_before} if told_before else {}
    each = Told(notes=FakeNotes(kept), icon=FakeIcon(would_help=fix), terminal=terminal)

    each.once.begin()
    for _ in range(2):
        each.once.panels_had_time()

    assert len(each.texts) == told
    assert all(fix in note.body and len(note.title) <= 40 for note in each.texts)
    assert each.greetings == []


def test_a_newcomer_is_greeted_as_soon_as_the_icon_is_there_to_point_at() -> None:
    """The greeting says where the ring sits; before everything is open nobody knows whether there is one."""
    each = Told(icon=FakeIcon(shown=True))

    each.once.greet()
    assert each.greetings == []
    each.once.begin()
    each.once.panels_had_time()

    assert each.greetings == [""]
    assert each.texts == []


def test_one_note_is_enough_for_a_newcomer_without_a_tray() -> None:
    """Panels get their time; then the greeting says what would help, and no second note does, ever."""
    each = Told()

    each.once.begin()
    each.once.greet()
    assert each.greetings == []
    each.once.panels_had_time()
    each.once.panels_had_time()

    assert each.greetings == [FIX]
    assert each.texts == []
    assert each.notes.kept == {NO_TRAY: FIX}


def test_on_a_terminal_nothing_needs_to_be_waited_for() -> None:
    """There the greeting is a line among the others."""
    each = Told(terminal=True)

    each.once.greet()
    each.once.begin()

    assert each.greetings == [FIX]


def test_who_was_in_a_call_at_first_is_greeted_after_it() -> None:
    """The core holds the greeting back; by then the panels have had their time."""
    each = Told(icon=FakeIcon(would_help=""))
    each.once.begin()
    each.once.panels_had_time()

    each.once.greet()

    assert each.greetings == [""]
