"""An icon is there when the panel has taken it, whichever of the two ways it comes; and windows are no icons."""

from collections.abc import Iterator

import pytest
from jeepney import DBusAddress, new_signal
from jeepney.io.blocking import open_dbus_connection
from Xlib import X, Xatom
from Xlib.display import Display

from benchmarks.icons import REGISTERED, IconWatch, NoIconError
from tests.desktop.packages import need
from tests.desktop.panels import WATCHER
from tests.desktop.rig import BASE, Desktop

pytestmark = pytest.mark.desktop


@pytest.fixture(scope="module")
def at(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desktop]:
    """A desk without a panel: the tests do what a panel does."""
    need(*BASE)
    with Desktop(tmp_path_factory.mktemp("desk") / "root") as found:
        yield found


@pytest.fixture
def screen(at: Desktop) -> Iterator[Display]:
    found = Display(at.environ["DISPLAY"])
    yield found
    found.close()


def docked(screen: Display, *, marked: bool) -> None:
    """A window goes from the root into another one, as a panel does with an icon and a window manager with a window."""
    root = screen.screen().root
    holder, window = (root.create_window(0, 0, 9, 9, 0, X.CopyFromParent) for _ in range(2))
    if marked:
        window.change_property(screen.intern_atom("_XEMBED_INFO"), Xatom.CARDINAL, 32, [0, 1])
    window.reparent(holder, 0, 0)
    screen.sync()


def test_a_window_that_the_panel_takes_is_an_icon(at: Desktop, screen: Display) -> None:
    """XEmbed: Workrave's way."""
    with IconWatch(at) as icons:
        docked(screen, marked=True)

        assert icons.wait(5) == "XEmbed"


def test_an_item_that_the_watcher_tells_of_is_an_icon(at: Desktop) -> None:
    """StatusNotifierItem: the way of everybody else, and ours."""
    told = new_signal(DBusAddress("/StatusNotifierWatcher", interface=WATCHER), REGISTERED, "s", (":1.9/item",))

    with IconWatch(at) as icons, open_dbus_connection(at.environ["DBUS_SESSION_BUS_ADDRESS"]) as bus:
        bus.send(told)

        assert icons.wait(5) == "SNI"


def test_a_window_that_gets_its_frame_is_no_icon(at: Desktop, screen: Display) -> None:
    """RSIBreak's greeting would end the watch before the icon is there."""
    with IconWatch(at) as icons:
        docked(screen, marked=False)

        with pytest.raises(NoIconError):
            icons.wait(0.2)
