"""What the Windows under wine is given is what pyproject.toml lists for Windows, and no list of its own."""

from tests.windows.wheels import declared, needed_by, on_windows
from tests.windows.wine import CHECKOUT


def test_markers_are_those_of_windows_and_not_of_this_machine() -> None:
    """Pip would take those of the machine it runs on."""
    lines = ["a>=1", "b; sys_platform == 'win32'", "c; sys_platform == 'linux'", "d; extra == 'test'"]

    assert on_windows(lines) == {"a>=1", "b"}


def test_what_a_package_needs_on_windows_is_found_in_its_metadata() -> None:
    """So that what comes along only there is not forgotten; some packages need nothing."""
    assert needed_by([{"requires_dist": ["e; os_name == 'nt'", "f; os_name == 'posix'"]}, {}]) == {"e"}


def test_our_own_list_is_read() -> None:
    """Windows has no zones of its own, and no D-Bus."""
    names = {line.partition("<")[0].partition(">")[0] for line in declared(CHECKOUT / "pyproject.toml")}

    assert {"tzdata", "winrt-runtime", "pystray"} <= names
    assert not {"jeepney", "pywayland", "python-xlib"} & names
