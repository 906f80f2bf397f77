"""The service on a Windows, as a person meets it: an icon in the panel, its menu, a balloon, and what ends it."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from reminder.tray.icon import ACCENTS
from tests.desktop.session import wait_for
from tests.desktop.user import CONFIG, OTHERS_OFF, keep
from tests.windows.console import Console
from tests.windows.person import Person
from tests.windows.wine import Wine, windows_path

pytestmark = pytest.mark.windows

_, AMBER = zip(*ACCENTS.values(), strict=True)
BLACK = ((0, 0, 0),)
"""On what wine draws every icon in a panel."""

QUIT_WITH_CTRL_C = 130


@pytest.fixture
def person(new_person: Callable[[str], Person]) -> Person:
    """Somebody whose service runs; it asks for nothing by itself, whose balloon would bring an icon of its own."""
    person = new_person(CONFIG.replace('"10 s"      #', '"20 min"    #') + OTHERS_OFF)
    wait_for(lambda: person.desktop.icon(BLACK) is None, "the icons of the service before to go")
    person.start()
    return person


def find(person: Person, colours: tuple[Any, ...]) -> tuple[int, int]:
    return wait_for(lambda: person.desktop.icon(colours), "the icon", 30) or (0, 0)


def press(windows: Wine, spot: tuple[int, int], button: int) -> None:
    """As a hand does, which comes from beside and rests on a button for a moment."""
    x, y = spot
    windows.desktop.run("xdotool", "mousemove", str(x - 3), str(y), "sleep", "0.3")
    windows.desktop.aim(x, y)
    windows.desktop.run("xdotool", "sleep", "0.3", "mousedown", str(button), "sleep", "0.1")
    windows.desktop.run("xdotool", "mouseup", str(button))


def test_the_icon_hears_its_buttons_and_opens_its_menu(windows: Wine) -> None:
    """The middle one acts at once; the right one opens a menu that is asked for at that moment.

    It is the tray without a service: beside one, some of the clicks that the panel hands to an icon of wine's get lost.
    """
    desktop = windows.desktop
    wait_for(lambda: desktop.icon(BLACK) is None, "the icons of before to go")
    console = Console(windows.argv(windows_path(Path(__file__).with_name("tray_alone.py"))), windows.environ)
    try:
        wait_for(lambda: desktop.icon(AMBER) is not None, "the icon", 30)
        spot = desktop.icon(BLACK) or (0, 0)
        press(windows, spot, 2)
        wait_for(lambda: "<toggle-pause>" in console.text, "the middle button")
        asked, bare = console.text.count("<asked>"), desktop.pixels()
        press(windows, spot, 3)
        wait_for(lambda: console.text.count("<asked>") > asked, "the right button")
        wait_for(lambda: desktop.appeared(bare), "the menu")
    finally:
        console.close()


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
