"""A file is opened with whatever the desktop has for it."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from reminder import opening
from reminder.opening import OPENERS, folder_for_pages, open_file

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="programs of a Linux desktop")


@pytest.fixture
def programs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of programs that each write down how they were called; nothing else can be found."""
    monkeypatch.setenv("PATH", str(tmp_path / "bin"))
    monkeypatch.setenv("DISPLAY", ":7")
    (tmp_path / "bin").mkdir()
    return tmp_path / "bin"


def install(programs: Path, name: str) -> None:
    told = programs.parent / "told"
    (programs / name).write_text(f'#!/bin/sh\necho "{name} $*" > "{told}"\n')
    (programs / name).chmod(0o700)


@pytest.mark.parametrize("opener", OPENERS)
def test_the_file_is_given_to_the_opener_there_is(programs: Path, monkeypatch: pytest.MonkeyPatch, opener: str) -> None:
    """By its path; `gio` wants a verb before it."""
    install(programs, opener)
    started: list[subprocess.Popen[bytes]] = []
    popen = subprocess.Popen
    monkeypatch.setattr(subprocess, "Popen", lambda *words, **more: started.append(popen(*words, **more)))

    assert open_file(Path("/c/my config.toml")) == ""

    assert started[0].wait(30) == 0
    verb = "open " if opener == "gio" else ""
    assert (programs.parent / "told").read_text() == f"{opener} {verb}/c/my config.toml\n"
    assert os.environ["PATH"] == str(programs)


def test_without_a_screen_it_is_said_and_nothing_is_started(programs: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An opener would be started, fail, and nobody would hear of it."""
    install(programs, "xdg-open")
    monkeypatch.delenv("DISPLAY")
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)

    assert open_file(Path("/c/page.html")) == "There is no screen here to open it on. The file is /c/page.html."

    assert not (programs.parent / "told").exists()


def test_the_desktops_own_choice_comes_first(programs: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """xdg-open knows what the user has set."""
    called: list[list[str]] = []
    for name in OPENERS:
        install(programs, name)
    monkeypatch.setattr(subprocess, "Popen", lambda words, **_: called.append(words))

    open_file(Path("/c"))

    assert called == [["xdg-open", "/c"]]


@pytest.mark.usefixtures("programs")
def test_without_any_opener_the_user_is_told_where_the_file_is() -> None:
    """So that it can be opened by hand."""
    assert open_file(Path("/c/config.toml")) == "No program to open files was found. The file is /c/config.toml."


def browser(programs: Path, says: str, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The default browser's desktop file is `says`; returns the home folder, with Firefox's own as a snap in it."""
    (programs / "xdg-settings").write_text(f"#!/bin/sh\necho {says}\n")
    (programs / "xdg-settings").chmod(0o700)
    home = programs.parent / "home"
    (home / "snap" / "firefox" / "common").mkdir(parents=True)
    monkeypatch.setenv("HOME", str(home))
    return home


def test_a_browser_from_a_snap_gets_its_pages_where_it_may_read(
    programs: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Ubuntu's Firefox is one: a page in ~/.local/share would be "access denied"."""
    home = browser(programs, "firefox_firefox.desktop", monkeypatch)

    assert folder_for_pages(home / ".local") == home / "snap" / "firefox" / "common" / "reminder"


def test_a_link_that_a_browser_has_laid_there_is_not_followed(programs: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A snap is kept out of the home folder, but may fill its own: through us it would write elsewhere."""
    home = browser(programs, "firefox_firefox.desktop", monkeypatch)
    (home / ".config").mkdir()
    (home / "snap" / "firefox" / "common" / "reminder").symlink_to(home / ".config")

    assert folder_for_pages(home / ".local") == home / ".local"


@pytest.mark.parametrize("says", ["firefox.desktop", "chromium_chromium.desktop", "''"])
def test_any_other_browser_reads_them_among_the_users_data(
    programs: Path, monkeypatch: pytest.MonkeyPatch, says: str
) -> None:
    """Snaps may be there while the browser is none of them."""
    home = browser(programs, says, monkeypatch)

    assert folder_for_pages(home / ".local") == home / ".local"


def test_where_nobody_can_tell_the_browser_it_is_the_users_data(
    programs: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No xdg-settings, or no snaps at all."""
    home = browser(programs, "firefox_firefox.desktop", monkeypatch)
    (programs / "xdg-settings").unlink()
    assert folder_for_pages(home / ".local") == home / ".local"

    monkeypatch.setenv("HOME", str(programs))
    assert folder_for_pages(home / ".local") == home / ".local"


GROUPS = [
    ("0::/user.slice/user-1000.slice/user@1000.service/app.slice/reminder.service\n", True),
    ("0::/user.slice/user-1000.slice/user@1000.service/app.slice/app-reminder@autostart.service\n", True),
    ("1:name=systemd:/user.slice/u/reminder.service\n0::/\n", True),
    ("0::/user.slice/user-1000.slice/session-2.scope\n", False),
    ("0::/user.slice/u/app.slice/app-org.gnome.Terminal.slice/vte-spawn-1.scope\n", False),
    ("", False),
]


@pytest.mark.parametrize(("group", "apart"), GROUPS)
def test_from_a_unit_of_ours_it_is_opened_outside_of_it(
    programs: Path,
    monkeypatch: pytest.MonkeyPatch,
    group: str,
    apart: bool,  # noqa: FBT001 - a table
) -> None:
    """Within, a browser would inherit what the service is kept from, and end with it (tried in tests/autostart)."""
    install(programs, "xdg-open")
    install(programs, "systemd-run")
    (programs.parent / "cgroup").write_text(group)
    monkeypatch.setattr(opening, "CGROUP", programs.parent / "cgroup")
    started: list[subprocess.Popen[bytes]] = []
    popen = subprocess.Popen
    monkeypatch.setattr(subprocess, "Popen", lambda *words, **more: started.append(popen(*words, **more)) or started[0])

    assert open_file(Path("/page.html")) == ""

    started[0].wait(30)
    told = (programs.parent / "told").read_text()
    assert told.startswith("systemd-run --user") is apart
    assert told.endswith("xdg-open /page.html\n")


def test_where_systemd_does_not_start_it_the_reason_is_told(programs: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Opened from within it would half work, which is worse."""
    install(programs, "xdg-open")
    (programs / "systemd-run").write_text("#!/bin/sh\necho 'Failed to start' >&2\nexit 1\n")
    (programs / "systemd-run").chmod(0o700)
    (programs.parent / "cgroup").write_text(GROUPS[0][0])
    monkeypatch.setattr(opening, "CGROUP", programs.parent / "cgroup")

    assert open_file(Path("/page.html")) == "/page.html could not be opened: Failed to start"


def test_where_no_cgroup_can_be_read_it_is_opened_as_ever(programs: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without /proc nothing has started us as a unit."""
    monkeypatch.setattr(opening, "CGROUP", programs / "nowhere")

    assert not opening.in_a_unit()
