"""CoreAudio's and CoreMediaIO's properties as names: who records, who only plays, and what nobody can tell."""

import os

import pytest

from reminder.attention.audio_objects import (
    DEVICES,
    GLOBAL,
    INPUT,
    OUTPUT,
    PLAYS,
    PROCESSES,
    RECORDS,
    RUNS_SOMEWHERE,
    SYSTEM,
    cameras,
    microphones,
    players,
    recorders,
)
from reminder.backends import Unavailable
from tests.attention.systems import FakeObjects


@pytest.fixture
def audio() -> FakeObjects:
    objects = FakeObjects()
    objects.set(SYSTEM, PROCESSES)
    objects.set(SYSTEM, DEVICES)
    return objects


def test_who_records_is_told_and_who_only_plays_is_not(audio: FakeObjects) -> None:
    """Music on a headset is no call, though its microphone is the same device."""
    audio.add_process(10, 500, "com.spotify.client", piro=1, piri=0)
    audio.add_process(11, 501, "us.zoom.xos", piro=1, piri=1)
    audio.titles = {500: "Spotify", 501: "zoom.us"}

    assert recorders(audio) == ("Zoom.us",)
    assert players(audio) == ("Spotify", "Zoom.us")


@pytest.mark.parametrize(
    ("title", "bundle", "name"),
    [
        ("Google Chrome Helper", "com.google.Chrome.helper", "Google Chrome"),
        ("Slack Helper (Renderer)", "com.tinyspeck.slackmacgap.helper", "Slack"),
        ("", "com.google.Chrome.helper.renderer", "Chrome"),
        ("", "com.vendor.SuperWhisper.Helper", "SuperWhisper"),
        ("Helper", "com.example.helpers", "Helper"),
        ("", "", "a program without a name"),
    ],
)
def test_a_helper_is_called_what_it_helps(audio: FakeObjects, title: str, bundle: str, name: str) -> None:
    """Browsers record in a process of its own; a daemon may have no name at all."""
    audio.add_process(10, 500, bundle, piri=1)
    audio.titles[500] = title

    assert recorders(audio) == (name,)


def test_what_waits_for_siri_is_in_no_call(audio: FakeObjects) -> None:
    """It records as long as the Mac is on."""
    audio.add_process(10, 500, "com.apple.CoreSpeech", piri=1)
    assert recorders(audio) == ()


def test_what_we_play_ourselves_is_nobodys(audio: FakeObjects) -> None:
    """The sound of a notification must not hold the next one back."""
    audio.add_process(10, os.getpid(), "org.python.python", piro=1)
    assert players(audio) == ()


def test_a_process_that_goes_meanwhile_records_no_more(audio: FakeObjects) -> None:
    """Between the list and the question it is gone, and with it its properties."""
    audio.set(SYSTEM, PROCESSES, 66)
    assert recorders(audio) == ()

    audio.set(66, RECORDS, 1)
    assert recorders(audio) == ("a program without a name",)


def test_before_macos_14_2_nobody_tells_who_records() -> None:
    """Then the microphones are asked, see below."""
    with pytest.raises(Unavailable, match=r"as it does from macOS 14\.2 on \('prs#' is not told: who\?\)"):
        recorders(FakeObjects())


def test_a_microphone_in_use_is_told_by_its_own_name(audio: FakeObjects) -> None:
    """Better than nothing: a program that records all day can still be put out of mind by this name."""
    audio.add_device(20, "MacBook Pro Microphone", INPUT)
    audio.add_device(21, "MacBook Pro Speakers", OUTPUT)
    assert microphones(audio) == ()

    audio.set(21, RUNS_SOMEWHERE, 1)
    assert microphones(audio) == ()

    audio.set(20, RUNS_SOMEWHERE, 1)
    assert microphones(audio) == ("MacBook Pro Microphone",)


def test_a_headset_in_use_may_only_play(audio: FakeObjects) -> None:
    """Silence needs a reason, and music is none; but it is not a no, either."""
    audio.add_device(20, "USB Headset", INPUT, OUTPUT)
    assert microphones(audio) == ()

    audio.set(20, RUNS_SOMEWHERE, 1)
    with pytest.raises(Unavailable, match=r"USB Headset is in use, and before macOS 14\.2 nobody can tell"):
        microphones(audio)

    audio.add_device(21, "Desk Microphone", INPUT)
    audio.set(21, RUNS_SOMEWHERE, 1)
    assert microphones(audio) == ("Desk Microphone",)


def test_a_camera_that_runs_is_told_by_its_own_name(audio: FakeObjects) -> None:
    """Who looks through it is not told."""
    audio.add_device(30, "FaceTime HD Camera")
    audio.add_device(31, "OBS Virtual\nCamera ")
    audio.set(30, RUNS_SOMEWHERE, 0)
    audio.set(31, RUNS_SOMEWHERE, 1)
    assert cameras(audio) == ("OBS Virtual Camera",)


def test_a_list_that_is_cut_off_is_read_as_far_as_it_goes(audio: FakeObjects) -> None:
    """A device may go between the question for the size and that for the list."""
    audio.add_device(30, "FaceTime HD Camera")
    audio.held[SYSTEM, DEVICES, GLOBAL] += b"\1\0"
    audio.set(30, RUNS_SOMEWHERE, 1)
    assert cameras(audio) == ("FaceTime HD Camera",)


def test_records_and_plays_are_two_properties() -> None:
    """By the letters of AudioHardware.h; a mistake in one would make every song a call."""
    assert (RECORDS, PLAYS, PROCESSES, RUNS_SOMEWHERE) == ("piri", "piro", "prs#", "gone")
