"""The Run key of Windows: what it starts, what the Task Manager says of it, and what is not ours."""

import subprocess

import pytest

from reminder.autostart import Start
from reminder.autostart.run_key import APPROVED, NAME, RUN, RunKey, words_of
from reminder.backends import Unavailable
from tests.autostart.fake_registry import FakeRegistry
from tests.autostart.nasty import NASTY
from tests.autostart.running import awaited

START = Start((r"C:\Program Files\Python\pythonw.exe", "-P", "-m", "reminder"))
OFF, ON = b"\x03" + bytes(11), b"\x02" + bytes(11)


@pytest.fixture
def registry() -> FakeRegistry:
    return FakeRegistry()


@pytest.fixture
def way(registry: FakeRegistry) -> RunKey:
    return RunKey(registry, {})


@pytest.mark.parametrize("nasty", [*NASTY, "ends in \\", 'a\\"b', "", 'two\\\\"'])
def test_a_command_line_is_read_as_it_was_written(nasty: str) -> None:
    """By the rules of the C runtime, which Python's own quoting follows."""
    words = [rf"C:\{nasty}\pythonw.exe", nasty, "-m", "reminder"]

    assert list(words_of(subprocess.list2cmdline(words))) == words


def test_on_and_off_leave_what_was_there(registry: FakeRegistry, way: RunKey) -> None:
    """Twice on is once on."""
    for _ in range(2):
        assert awaited(way.turn_on(START)) == []
        standing = awaited(way.standing())
        assert standing is not None
        assert (standing.start, standing.ours, standing.obstacle) == (START, True, "")
    assert registry.read(RUN, NAME) == r'"C:\Program Files\Python\pythonw.exe" -P -m reminder'

    assert awaited(way.turn_off()) == [rf"Removed HKCU\{RUN}\{NAME}."]
    assert awaited(way.turn_off()) == []
    assert awaited(way.standing()) is None
    assert registry.values == {}


@pytest.mark.parametrize(("approved", "off"), [(OFF, True), (b"\x07" + bytes(11), True), (ON, False), (b"", False)])
def test_the_task_manager_has_its_own_switch(
    registry: FakeRegistry,
    way: RunKey,
    approved: bytes,
    off: bool,  # noqa: FBT001 - a table
) -> None:
    """The value stays in the Run key, and is not started."""
    awaited(way.turn_on(START))
    registry.put(APPROVED, NAME, approved)

    standing = awaited(way.standing())
    assert standing is not None
    assert ("Task Manager" in standing.obstacle) is off

    told = awaited(way.turn_on(START))
    standing = awaited(way.standing())
    assert bool(told) is off
    assert standing is not None
    assert standing.obstacle == ""


def test_what_stood_there_before_is_told_since_nothing_else_keeps_it(registry: FakeRegistry, way: RunKey) -> None:
    """A value has no copy beside it."""
    registry.put(RUN, NAME, r"C:\other\reminder.exe /tray")

    assert awaited(way.turn_on(START)) == [r"It stood there before: C:\other\reminder.exe /tray"]


def test_what_is_not_ours_is_left_alone(registry: FakeRegistry, way: RunKey) -> None:
    """Another program may be called the same."""
    registry.put(RUN, NAME, r"C:\other\reminder.exe /tray")

    standing = awaited(way.standing())
    assert standing is not None
    assert standing.ours is False
    with pytest.raises(Unavailable, match="did not write"):
        awaited(way.turn_off())

    assert registry.read(RUN, NAME) == r"C:\other\reminder.exe /tray"


def test_a_command_that_windows_would_cut_is_refused(registry: FakeRegistry, way: RunKey) -> None:
    """It would start nothing, and say nothing."""
    with pytest.raises(Unavailable, match="260"):
        awaited(way.turn_on(Start(("C:\\" + "x" * 260, *START.words[1:]))))

    assert registry.values == {}


def test_the_folder_of_its_data_must_be_the_account_s(registry: FakeRegistry, way: RunKey) -> None:
    """A value of the Run key has no variables of its own."""
    mine = Start(START.words, "C:/mine")
    with pytest.raises(Unavailable) as refusal:
        awaited(way.turn_on(mine))
    assert refusal.value.fix == "run 'setx REMINDER_HOME \"C:/mine\"' first"

    registry.put("Environment", "REMINDER_HOME", "C:/mine/")
    assert awaited(way.turn_on(mine)) == []


def test_a_registry_that_refuses_is_told(registry: FakeRegistry, way: RunKey) -> None:
    """Under a group policy."""
    registry.refuses = True

    with pytest.raises(Unavailable, match="Access is denied"):
        awaited(way.turn_on(START))
