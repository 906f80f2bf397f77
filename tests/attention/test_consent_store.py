"""The list of who uses the camera, with all that has been found in it: leftovers, gaps, and other people's keys."""

import pytest

from reminder.attention import Causes
from reminder.attention.consent_store import CAMERA, LEEWAY, MICROPHONE, STORE, in_use
from reminder.attention.windows_programs import Process
from reminder.backends import Unavailable
from tests.attention.systems import FakeWindows

TEAMS = r"C:\Users\Zoë\AppData\Local\Microsoft\Teams\current\Teams.exe"
KEY = r"NonPackaged\C:#Users#Zoë#AppData#Local#Microsoft#Teams#current#Teams.exe"
CAMERA_APP = "Microsoft.WindowsCamera_8wekyb3d8bbwe"


def told(windows: FakeWindows, capability: str = CAMERA) -> Causes:
    return in_use(windows, capability)


def running(*processes: Process) -> FakeWindows:
    windows = FakeWindows()
    windows.allow(CAMERA)
    windows.running = list(processes)
    return windows


@pytest.mark.parametrize("hive", ["HKEY_CURRENT_USER", "HKEY_LOCAL_MACHINE"])
def test_a_program_that_uses_it_now_is_named(hive: str) -> None:
    """On some machines the list is the user's, on others the machine's."""
    windows = FakeWindows()
    windows.running = [Process(1, TEAMS, started=900)]
    windows.use(CAMERA, KEY, hive=hive)
    windows.titles[TEAMS] = "Microsoft Teams"

    assert told(windows) == ("Microsoft Teams",)


def test_the_other_thing_is_not_meant() -> None:
    """Who records is not seen."""
    windows = running(Process(1, TEAMS))
    windows.use(MICROPHONE, KEY)

    assert (told(windows, CAMERA), told(windows, MICROPHONE)) == ((), ("Teams",))


def test_in_both_lists_it_is_named_once() -> None:
    """One call, one name."""
    windows = running(Process(1, TEAMS))
    for hive in ("HKEY_CURRENT_USER", "HKEY_LOCAL_MACHINE"):
        windows.use(CAMERA, KEY, hive=hive)

    assert told(windows) == ("Teams",)


def test_a_package_is_found_by_its_family() -> None:
    """Its files lie in a folder with the version in its name."""
    windows = running(Process(1, r"C:\Program Files\WindowsApps\x\WindowsCamera.exe", package=CAMERA_APP.upper()))
    windows.use(CAMERA, CAMERA_APP)

    assert told(windows) == ("WindowsCamera",)


def test_a_package_that_does_not_show_its_file_has_the_name_of_its_family() -> None:
    """Better than no name; the publisher's number says nothing to anybody."""
    windows = running(Process(1, "", package=CAMERA_APP))
    windows.use(CAMERA, CAMERA_APP)

    assert told(windows) == ("WindowsCamera",)


def test_what_has_ended_is_no_use() -> None:
    """Most entries are history."""
    windows = running(Process(1, TEAMS))
    windows.use(CAMERA, KEY, ended=133_000_000_000_000_000)

    assert told(windows) == ()


def test_what_a_killed_program_left_behind_is_no_use() -> None:
    """Else it would be a call until Windows is installed anew."""
    windows = running(Process(1, r"C:\Windows\explorer.exe"))
    windows.use(CAMERA, KEY)

    assert told(windows) == ()


@pytest.mark.parametrize(
    ("started", "began", "expected"),
    [
        (900, 1000, ("Teams",)),
        (1000 + LEEWAY, 1000, ("Teams",)),
        (1001 + LEEWAY, 1000, ()),
        (0, 1000, ("Teams",)),
        (10**18, None, ("Teams",)),
        (10**18, b"\0\0", ("Teams",)),
    ],
    ids=["before", "the clock was set", "crashed and started again", "not told when", "no time of use", "no number"],
)
def test_a_use_from_before_the_program_ran_is_a_leftover(started: int, began: object, expected: Causes) -> None:
    """Teams crashes in a call, is started again, and sits in the tray for the rest of the day."""
    windows = running(Process(1, TEAMS, started))
    windows.use(CAMERA, KEY, began=began)

    assert told(windows) == expected


def test_one_of_several_processes_is_enough() -> None:
    """Browsers start helpers as they go."""
    windows = running(Process(1, TEAMS, 10**18), Process(2, TEAMS, 900))
    windows.use(CAMERA, KEY)

    assert told(windows) == ("Teams",)


@pytest.mark.parametrize(("name", "expected"), [("teams.exe", ("Teams",)), ("eams.exe", ()), ("", ())])
def test_a_process_that_hides_its_path_is_known_by_its_files_name(name: str, expected: Causes) -> None:
    """Of other users' processes, and protected ones, no more than that is shown."""
    windows = running(Process(1, name))
    windows.use(CAMERA, KEY)

    assert tuple(map(str.title, told(windows))) == expected


def test_a_number_sign_in_a_path_is_no_riddle() -> None:
    """The key's name is not taken apart; the path is put together the same way."""
    windows = running(Process(1, r"D:\C#\Cam#.exe"))
    windows.use(CAMERA, r"NonPackaged\D:#C##Cam#.exe")

    assert told(windows) == ("Cam#",)


@pytest.mark.parametrize("ended", [None, "0", b"\0" * 8, -1], ids=["missing", "a text", "bytes", "negative"])
def test_what_is_no_number_is_no_use(ended: object) -> None:
    """Anybody may write there; of a program that was only allowed to, there is no time at all."""
    windows = running(Process(1, TEAMS))
    windows.use(CAMERA, KEY, ended=ended)

    assert told(windows) == ()


def test_a_name_that_is_no_text_is_told_without_breaking() -> None:
    """Windows takes half a surrogate for a file's name."""
    windows = running(Process(1, "C:\\\ud83d.exe"))
    windows.use(CAMERA, "NonPackaged\\C:#\ud83d.exe")

    assert told(windows) == ("a program without a name",)


def test_an_empty_list_is_a_no() -> None:
    """A fresh machine."""
    assert told(running()) == ()
    windows = FakeWindows()
    windows.registry[rf"HKEY_CURRENT_USER\{STORE}\webcam"] = {}
    assert told(windows) == ()


def test_without_any_list_nobody_can_tell() -> None:
    """Not known is not no."""
    with pytest.raises(Unavailable, match="does not list who uses the webcam"):
        told(FakeWindows())
