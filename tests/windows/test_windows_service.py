"""The service on a Windows, as a person meets it: an icon in the panel, its menu, a balloon, and what ends it."""

from collections.abc import Callable
from typing import Any

import pytest
from PIL import Image

from reminder.tray.icon import ACCENTS
from tests.desktop.rig import Desktop
from tests.desktop.session import wait_for
from tests.desktop.sight import Box
from tests.desktop.user import CONFIG, OTHERS_OFF, keep
from tests.windows.person import STARTING_SECONDS, Person

pytestmark = pytest.mark.windows

_, AMBER = zip(*ACCENTS.values(), strict=True)
BLACK = ((0, 0, 0),)
"""On what wine draws every icon in a panel."""

SIDE, PAPER = 20, 200
"""The icon's inner side in pixels, and how bright the panel is at least."""

ROW = 20
"""Less than two rows of a menu, and more than half of one, in pixels; a tooltip is one row."""

QUIT_WITH_CTRL_C = 130


@pytest.fixture
def person(new_person: Callable[[str], Person]) -> Person:
    """Somebody whose service runs; it asks for nothing by itself, whose balloon would bring an icon of its own.

    Nobody types here, so an absence must not count as the break that was asked for.
    """
    seldom = CONFIG.replace('"10 s"      #', '"20 min"    #').replace('break = "5 s"', 'break = "30 min"')
    person = new_person(seldom + OTHERS_OFF)
    wait_for(lambda: person.desktop.icon(BLACK) is None, "the icons of the service before to go")
    person.start()
    return person


def find(person: Person, colours: tuple[Any, ...]) -> tuple[int, int]:
    return wait_for(lambda: person.desktop.icon(colours), "the icon", 30) or (0, 0)


def drawn(desktop: Desktop) -> tuple[int, int]:
    """A point of the icon on which something is drawn: through the rest of it wine lets clicks fall on the panel."""
    x, y = wait_for(lambda: desktop.icon(BLACK), "the icon", 30) or (0, 0)
    screen = desktop.pixels()

    def ink(spot: tuple[int, int]) -> int:
        brightness = min(screen.getpixel(spot))
        return brightness if brightness < PAPER else 0

    return max(((x + n % SIDE - SIDE // 2, y + n // SIDE - SIDE // 2) for n in range(SIDE * SIDE)), key=ink)


def press(person: Person, button: int) -> bool:
    """As a hand does, which comes from beside and rests on a button for a moment. False: nobody knows what it did."""
    desktop = person.desktop
    x, y = drawn(desktop)
    desktop.run("xdotool", "mousemove", str(x - 3), str(y), "sleep", "0.3")
    desktop.aim(x, y)
    desktop.run("xdotool", "sleep", "0.3", "mousedown", str(button), "sleep", "0.1", "mouseup", str(button))
    return False


def opened(desktop: Desktop, bare: Image.Image) -> Box:
    """Where the menu or the balloon is that has opened; a tooltip that was there before it is none."""

    def tall() -> Box | None:
        box, again = desktop.appeared(bare), desktop.appeared(bare)
        return box if box == again and box is not None and box[3] - box[1] > 2 * ROW else None

    return wait_for(tall, "a window that is more than a tooltip", 30) or (0, 0, 0, 0)


def menu(person: Person) -> Box | None:
    """Where the icon's menu has opened; None: it was the panel's own, which is shorter."""
    bare = person.desktop.pixels()
    press(person, 3)
    box = opened(person.desktop, bare)
    if box[3] - box[1] > 10 * ROW:
        return box
    person.desktop.run("xdotool", "key", "Escape")
    return None


def test_the_icon_pauses_by_its_middle_button_and_ends_it_by_its_menu(person: Person) -> None:
    """Rows act, and the last one is Quit; the menu is that of the moment, on which it is paused."""
    wait_for(
        lambda: press(person, 2) or person.status()["holds"], "the pause", 60
    )  # the icon may change under the hand

    left, _, _, bottom = wait_for(lambda: menu(person), "its menu", 60) or (0, 0, 0, 0)
    keep(person, "windows-menu")
    person.desktop.click(left + ROW, bottom - ROW // 2)

    assert person.console is not None
    assert person.console.process.wait(STARTING_SECONDS) == 0
    assert "Traceback" not in person.said()


def test_a_left_click_says_what_comes_next(person: Person) -> None:
    """In a note, as on every desktop."""
    bare = person.desktop.pixels()

    press(person, 1)

    opened(person.desktop, bare)
    keep(person, "windows-status")


def test_who_touches_nothing_is_away_and_back_at_a_touch(new_person: Callable[[str], Person]) -> None:
    """Windows' own idle time, asked for seldom; and raw input for the return."""
    person = new_person(CONFIG.replace('"10 s"      #', '"20 min"    #') + OTHERS_OFF)
    person.start()

    wait_for(lambda: person.status()["presence"] == "away", "the absence", 60)
    press(person, 2)
    wait_for(lambda: person.status()["presence"] == "at_desk", "the return", 60)
    person.desktop.move(500, 400)  # wine takes a pointer that rests on an icon for a hand that moves
    wait_for(lambda: person.status()["presence"] == "away", "the next absence", 60)

    assert person.status()["backends"]["presence"] == "windows"


def test_a_prompt_is_a_balloon_and_is_answered_by_a_command(person: Person) -> None:
    """The balloon has no buttons, and tells nobody whether it was seen: the log says as much."""
    before = person.desktop.pixels()
    assert person.reminder("break").stdout.strip() == "Here you are."
    find(person, AMBER)
    person.popup(before)
    keep(person, "windows-balloon")

    done = person.reminder("done")

    assert (done.returncode, done.stderr) == (0, "")
    assert not person.status()["prompt"]


def test_pause_resume_and_a_second_service(person: Person) -> None:
    """Over the pipe, with sentences and codes."""
    paused = person.reminder("pause", "30", "min")
    held = person.status()["holds"]
    second = person.reminder()
    resumed = person.reminder("resume")

    assert (paused.returncode, paused.stdout.partition(" ")[0]) == (0, "Paused")
    assert len(held) == 1
    assert (second.returncode, second.stderr.strip()) == (
        1,
        "reminder is running already. 'reminder status' shows what it is doing.",
    )
    assert (resumed.returncode, resumed.stdout.strip()) == (0, "Going on.")


def test_a_changed_config_is_in_force(person: Person) -> None:
    """Seen by the file events of Windows, in a folder with a name that is not ASCII."""
    config = person.home / "config.toml"
    config.write_text(config.read_text("utf-8").replace("[movement]\n", "[movement]\nenabled = false\n"), "utf-8")

    wait_for(lambda: person.status()["next"] is None, "a plan without movement", 30)


def test_ctrl_c_ends_it_in_good_order(person: Person) -> None:
    """The tray has the main thread and waits in the system; Ctrl-C must not wait for somebody to touch the icon."""
    assert person.console is not None

    assert person.console.press_ctrl_c() == QUIT_WITH_CTRL_C

    assert "Traceback" not in person.said()
    assert person.reminder("status").returncode == 1


def test_a_killed_service_loses_nothing(person: Person) -> None:
    """The lock, the pipe and the log are free for the next, which goes on with what was asked."""
    assert person.console is not None
    person.reminder("pause")
    person.console.terminate()
    assert person.reminder("status").returncode == 1

    person.start()

    assert len(person.status()["holds"]) == 1
