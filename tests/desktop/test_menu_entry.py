"""A desktop that finds our entry shows what we send as ours, and lets its user switch it off by program."""

from pathlib import Path

import pytest

from reminder.desktop_files import DesktopFiles, contents
from reminder.installation import shared
from reminder.own_command import own_commands
from reminder.share.entry import ID
from tests.desktop.gnome_desktop import GNOME, GnomeDesktop
from tests.desktop.packages import need
from tests.desktop.session import wait_for

pytestmark = [pytest.mark.desktop, pytest.mark.heavy]

OWNERS = "Main.messageTray.getSources().map(each => [each.title, each.policy.id])"


class WithEntry(GnomeDesktop):
    """GNOME, after `reminder desktop on`."""

    def _start(self) -> None:
        home = Path(self.environ["XDG_DATA_HOME"])
        DesktopFiles(home, home / "reminder/desktop.json").put(contents(shared(), next(own_commands()), {}))
        super()._start()


@pytest.mark.parametrize(("desktop", "owner"), [(WithEntry, ID), (GnomeDesktop, "generic")])
def test_gnome_knows_whose_a_notification_is(desktop: type[GnomeDesktop], owner: str, tmp_path: Path) -> None:
    """By the hint that we send, which names the entry; without the entry it is a notification of anybody's."""
    need(*GNOME)
    with desktop(tmp_path) as gnome:
        gnome.run("notify-send", "-a", "Reminder", "-h", f"string:desktop-entry:{ID}", "Stand up", "for two minutes")
        wait_for(lambda: gnome.ask("Main.messageTray.getSources().length") == 1, "the notification")

        assert gnome.ask(OWNERS) == [["Reminder", owner]]
        listed = gnome.run("gsettings", "get", "org.gnome.desktop.notifications", "application-children")
        assert (ID in listed) is (owner == ID)
