"""Windows' numbers as levels: believed where they mean something, and no further."""

import asyncio
import os

import pytest

from reminder.attention import LABELS, Causes, Level
from reminder.attention.readings import parts_of, read_all
from reminder.attention.windows import (
    BUSY,
    GAME,
    PRESENTATION,
    QUIET_TIME,
    RECORDS,
    Rectangle,
    Window,
    full_screen,
    kept_awake,
    players,
    quiet_time,
    recorders,
    sources,
)
from reminder.attention.windows_programs import Process
from reminder.backends import Absent, Unavailable
from tests.attention.systems import HD, FakeWindows

VLC = Process(77, r"C:\Program Files\VideoLAN\VLC\vlc.exe")


def filling(state: int, place: Rectangle = HD, monitor: Rectangle = HD, *, is_desktop: bool = False) -> Causes:
    """What is told with VLC in front, there, and Windows in this state."""
    windows = FakeWindows()
    windows.running = [VLC]
    windows.titles[VLC.file] = "VLC media player"
    windows.state, windows.front = state, Window(VLC.number, place, monitor, is_desktop)
    return full_screen(windows)


@pytest.mark.parametrize("state", [BUSY, GAME, PRESENTATION])
def test_a_full_screen_is_told_by_the_program_in_front(state: int) -> None:
    """So that it can be put into quiet.ignore; what its window shows is nobody's business."""
    assert filling(state) == ("VLC media player",)


@pytest.mark.parametrize("state", [1, 5, 6, 7])
def test_other_states_are_no_full_screen(state: int) -> None:
    """1 is a locked screen, which is absence; 7 is also said of an open Start menu."""
    assert filling(state) == ()


@pytest.mark.parametrize(
    "place", [(0, 0, 1920, 1040), (100, 0, 1920, 1080), (0, 30, 1920, 1080), (0, 0, 1900, 1080)], ids=str
)
def test_busy_is_not_believed_while_the_window_in_front_fills_nothing(place: Rectangle) -> None:
    """A graphics card's overlay has Windows say busy all day; reminder would never come again."""
    assert filling(BUSY, place) == ()


def test_busy_is_not_believed_of_the_desktop() -> None:
    """It fills the monitor, and shows icons."""
    assert filling(BUSY, is_desktop=True) == ()


def test_busy_is_not_believed_without_a_window() -> None:
    """The moment between two windows."""
    windows = FakeWindows()
    windows.state = BUSY
    assert full_screen(windows) == ()


@pytest.mark.parametrize(
    ("place", "monitor"),
    [
        ((1920, -200, 4480, 1240), (1920, -200, 4480, 1240)),
        ((-8, -8, 1928, 1088), HD),
        ((1, 0, 1919, 1079), HD),
    ],
    ids=["the second monitor", "over the edges", "scaled and rounded"],
)
def test_any_monitor_can_be_filled(place: Rectangle, monitor: Rectangle) -> None:
    """Coordinates may be negative, and are rounded where resolutions differ."""
    assert filling(BUSY, place, monitor) == ("VLC media player",)


def test_a_game_that_has_the_screen_to_itself_may_have_no_window_to_look_at() -> None:
    """It holds all the same."""
    windows = FakeWindows()
    windows.state = GAME
    assert full_screen(windows) == ("a program without a name",)


@pytest.mark.parametrize("state", [0, 8, -1])
def test_a_state_that_nobody_knows_is_not_told(state: int) -> None:
    """A later Windows may have more of them; none is guessed."""
    with pytest.raises(Unavailable, match=rf"not known here \({state}\)"):
        filling(state)


def test_the_first_hour_of_a_new_windows_is_quiet() -> None:
    """Microsoft asks for it, once in the life of an account."""
    windows = FakeWindows()
    windows.state = QUIET_TIME
    assert quiet_time(windows) == ("Windows",)


def test_do_not_disturb_is_nowhere_to_be_read() -> None:
    """And that is not the same as off; whoever waits for it hears why. Nobody to ask is no trouble on the way."""
    with pytest.raises(Absent, match="tells no program whether do not disturb is on"):
        quiet_time(FakeWindows())


@pytest.mark.parametrize(("bits", "told"), [(0, False), (1, False), (4, False), (2, True), (7, True)])
def test_only_a_screen_kept_on_is_kept_awake(bits: int, *, told: bool) -> None:
    """A download keeps the machine from sleeping, and shows nothing."""
    windows = FakeWindows()
    windows.required = bits
    assert bool(kept_awake(windows)) is told


def test_who_plays_and_who_records_are_two_questions() -> None:
    """Music is no call."""
    windows = FakeWindows()
    windows.running = [VLC]
    windows.sounds = {0: [VLC.number], 1: []}
    assert (players(windows), recorders(windows)) == (("vlc",), ())


def test_windows_own_sounds_and_ours_are_nobodys() -> None:
    """The chime of a notification of ours must not hold the next one back."""
    windows = FakeWindows()
    windows.sounds[RECORDS] = [0, os.getpid(), VLC.number]
    assert recorders(windows) == ("a program without a name",)


def test_doctor_has_a_row_for_each_level_and_a_reason_for_each_gap() -> None:
    """The same rows as elsewhere, in the same order."""
    windows = FakeWindows()
    parts = parts_of(asyncio.run(read_all(sources(windows), {})))

    assert [part.name for part in parts] == list(LABELS.values())
    assert all(part.used or part.refused for part in parts)
    windows.there = False
    parts = parts_of(asyncio.run(read_all(sources(windows), {})))
    assert {refusal.reason.partition(" cannot be asked")[2] for part in parts for refusal in part.refused} == {
        " (Access is denied)"
    }


def test_who_records_is_asked_of_the_registry_where_the_sound_system_is_silent() -> None:
    """It is the older way, and on the newest Windows it leaves programs out."""
    windows = FakeWindows()
    windows.running = [VLC]
    windows.use("microphone", r"NonPackaged\C:#Program Files#VideoLAN#VLC#vlc.exe")

    def deaf(flow: int) -> list[int]:
        raise OSError(22, "Not implemented")

    windows.sounding = deaf  # type: ignore[method-assign]
    reading = asyncio.run(read_all({Level.MICROPHONE: sources(windows)[Level.MICROPHONE]}, {}))[Level.MICROPHONE]

    assert (reading.causes, [source.name for source in reading.used]) == (("vlc",), ["consent store"])
