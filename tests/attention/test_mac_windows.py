"""A list of windows as an answer: does the program in front fill a display?"""

import pytest

from reminder.attention import Causes
from reminder.attention.mac_windows import Display, Listed, full_screen
from reminder.backends import Unavailable
from tests.attention.systems import FakeScreen, window

NOTCHED = Display(0, 0, 1512, 982, notch=32)
BESIDE = Display(1512, -200, 2560, 1440)

MENU_BAR = window("Window Server", 0, 0, 1512, 37, process=1, layer=24)
DOCK = window("Dock", 0, 0, 1512, 982, process=2, layer=20)


def filling(*windows: Listed, displays: tuple[Display, ...] = (NOTCHED, BESIDE)) -> Causes:
    return full_screen(FakeScreen(list(windows), list(displays)))


@pytest.mark.parametrize(
    ("place", "fills"),
    [
        ((0, 0, 1512, 982), True),
        ((0, 32, 1512, 950), True),
        ((0, 33, 1512, 949), True),
        ((1512, -200, 2560, 1440), True),
        ((1512.5, -200, 2559.5, 1440), True),
        ((0, 37, 1512, 945), False),
        ((0, 32, 1512, 880), False),
        ((0, 0, 1400, 982), False),
        ((100, 0, 1512, 982), False),
        ((1512, -168, 2560, 1408), False),
        ((0, 0, 4072, 982), False),
    ],
    ids=[
        "all of it", "below the notch", "below the notch, rounded", "the other display", "scaled",
        "enlarged below the menu bar", "above the Dock", "too narrow", "half outside", "no notch there", "over both",
    ],
)  # fmt: skip
def test_a_window_fills_a_display_or_does_not(place: tuple[float, ...], *, fills: bool) -> None:
    """Beside the notch macOS leaves the corners black; an enlarged window is still somebody at work."""
    assert filling(MENU_BAR, window("Keynote", *place)) == (("Keynote",) if fills else ())


def test_only_the_program_in_front_counts() -> None:
    """A film on the other display is not what somebody works at."""
    film = window("VLC", *BESIDE[:4], process=600)
    editor = window("Code", 10, 40, 800, 600)

    assert filling(MENU_BAR, editor, film) == ()
    assert filling(film, editor) == ("VLC",)


def test_any_window_of_the_program_in_front_counts() -> None:
    """Players lay their buttons over the film as a window of its own."""
    buttons = window("VLC", 500, 900, 400, 60)

    assert filling(buttons, window("VLC", *NOTCHED[:4])) == ("VLC",)


def test_what_is_no_programs_window_does_not_count() -> None:
    """Dock, menu bar, and what lies over everything unseen."""
    assert filling(DOCK, MENU_BAR, window("Overlay", *NOTCHED[:4], alpha=0)) == ()
    assert filling() == ()


def test_the_list_need_not_tell_a_name() -> None:
    """It holds all the same."""
    nameless = {key: value for key, value in window("", *NOTCHED[:4]).items() if key != "kCGWindowOwnerName"}
    assert filling(nameless) == ("a program without a name",)


@pytest.mark.parametrize("bounds", [None, {}, {"X": 0, "Y": 0, "Width": None, "Height": 982}, "all of it"], ids=str)
def test_a_window_of_another_shape_fills_nothing(bounds: object) -> None:
    """What a later macOS might list."""
    assert filling({**window("Keynote", *NOTCHED[:4]), "kCGWindowBounds": bounds}) == ()


def test_without_a_display_nobody_can_tell() -> None:
    """The lid is closed, or it is a session over the network."""
    with pytest.raises(Unavailable, match="no display is on"):
        filling(window("Keynote", *NOTCHED[:4]), displays=())
