"""A unit of the user's systemd: put in place, enabled, and what becomes of it in a real session, crash and logout."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from reminder.autostart import Start
from reminder.autostart.systemd import SystemdUnit
from reminder.autostart.user_manager import user_manager
from reminder.backends import Unavailable
from tests.autostart.running import awaited
from tests.autostart.scripted_systemd import ScriptedSystemd
from tests.autostart.user_systemd import DEADLINE_SECONDS, UserSystemd, until

START = Start(("/opt/reminder/bin/reminder",))
Session = ScriptedSystemd | UserSystemd


@pytest.fixture(params=["scripted", pytest.param("systemd", marks=pytest.mark.desktop)])
def session(request: pytest.FixtureRequest) -> Session:
    """The script and the real thing must be told apart by nothing that we ask."""
    found: Session = request.getfixturevalue(request.param)
    return found


def way(session: Session) -> SystemdUnit:
    return SystemdUnit(session.config, session.environ)


# The contract of a session


def test_it_is_asked_for_what_the_choice_rests_on(session: Session) -> None:
    """Version, folders, how far the session is, and whether it knows the screen."""
    before = awaited(user_manager(session.environ))
    session.log_in()
    after = awaited(user_manager(session.environ))

    assert before.version >= 250
    assert session.units in before.folders
    assert [(each.graphical, each.screen, each.entries) for each in (before, after)] == [
        (False, False, False),
        (True, True, False),
    ]


def test_it_fits_where_the_session_is_graphical_and_there_only(session: Session) -> None:
    """Xfce 4.18, LXQt and a bare sway never reach that target: a unit would be enabled, and never started."""
    with pytest.raises(Unavailable, match=r"does not reach graphical-session\.target"):
        awaited(way(session).fits())

    session.log_in()

    assert "starts it again after a crash" in awaited(way(session).fits())


def test_on_and_off_leave_what_was_there(session: Session) -> None:
    """Twice on is once on; off leaves no folder behind."""
    unit = way(session)
    for _ in range(2):
        assert awaited(unit.turn_on(START)) == []
        standing = awaited(unit.standing())
        assert standing is not None
        assert (standing.start, standing.ours, standing.edited, standing.obstacle) == (START, True, False, "")

    assert (session.units / "graphical-session.target.wants" / "reminder.service").resolve() == (
        session.units / "reminder.service"
    )
    removed = awaited(unit.turn_off())

    assert [line.partition(" ")[0] for line in removed] == ["Removed", "Removed"]
    assert awaited(unit.turn_off()) == []
    assert awaited(unit.standing()) is None
    left = [path.name for path in session.config.rglob("*") if "reminder" in path.name or "wants" in path.name]
    assert left == []


# What needs no systemd


def test_systemd_is_told_to_read_again(scripted: ScriptedSystemd) -> None:
    """Else `systemctl --user start reminder` would not know it before the next login."""
    awaited(way(scripted).turn_on(START))
    awaited(way(scripted).turn_off())

    assert scripted.told == ["daemon-reload", "daemon-reload"]
    assert list(scripted.config.iterdir()) == []


@pytest.mark.parametrize(
    ("answers", "reason"),
    [
        ({"version": "249.11-0ubuntu3"}, "older than 250"),
        ({"variables": "HOME=/h\n"}, "does not know the screen"),
    ],
)
def test_where_it_would_not_do_it_says_why(scripted: ScriptedSystemd, answers: dict[str, str], reason: str) -> None:
    """The reason is printed beside the way that is taken instead."""
    scripted.log_in()
    scripted.answer(**answers)

    with pytest.raises(Unavailable, match=reason):
        awaited(way(scripted).fits())


def test_a_folder_that_systemd_does_not_read_is_of_no_use(scripted: ScriptedSystemd) -> None:
    """XDG_CONFIG_HOME set in a shell alone moves our folder, not systemd's."""
    scripted.log_in()
    elsewhere = SystemdUnit(scripted.root / "elsewhere", scripted.environ)

    with pytest.raises(Unavailable, match="does not read"):
        awaited(elsewhere.fits())


@pytest.mark.parametrize(
    ("script", "reason"),
    [
        (None, "systemd is not installed"),
        ("#!/bin/sh\necho 'Failed to connect to bus' >&2; exit 1\n", r"no systemd runs for you here \(Failed to conn"),
        ("no program", "cannot be started"),
    ],
)
def test_without_a_manager_it_is_not_chosen(scripted: ScriptedSystemd, script: str | None, reason: str) -> None:
    """Void, Alpine, a container, a chroot."""
    scripted.environ["PATH"] = str(scripted.root / "bin")
    (scripted.root / "bin" / "systemctl").unlink()
    if script is not None:
        scripted.install("systemctl", script)

    with pytest.raises(Unavailable, match=reason):
        awaited(way(scripted).fits())


def test_it_is_taken_out_where_no_manager_runs(scripted: ScriptedSystemd) -> None:
    """Over ssh, or after an update to another init."""
    awaited(way(scripted).turn_on(START))
    scripted.install("systemctl", "#!/bin/sh\nexit 1\n")

    assert len(awaited(way(scripted).turn_off())) == 2


def test_one_that_was_disabled_by_hand_says_so(scripted: ScriptedSystemd) -> None:
    """`systemctl --user disable reminder` takes the link and leaves the unit; `on` puts it back."""
    unit = way(scripted)
    awaited(unit.turn_on(START))
    wanted = scripted.units / "graphical-session.target.wants" / "reminder.service"
    wanted.unlink()

    standing = awaited(unit.standing())
    assert standing is not None
    assert "it is not enabled" in standing.obstacle

    awaited(unit.turn_on(START))
    assert wanted.is_symlink()


def test_a_link_that_leads_elsewhere_is_mended(scripted: ScriptedSystemd) -> None:
    """Of a home that was moved."""
    wanted = scripted.units / "graphical-session.target.wants" / "reminder.service"
    wanted.parent.mkdir(parents=True)
    wanted.symlink_to("/old/home/reminder.service")

    awaited(way(scripted).turn_on(START))

    assert wanted.resolve() == scripted.units / "reminder.service"


def test_a_masked_unit_stays_masked(scripted: ScriptedSystemd) -> None:
    """`systemctl --user mask` is somebody's will."""
    scripted.units.mkdir(parents=True)
    (scripted.units / "reminder.service").symlink_to(os.devnull)

    with pytest.raises(Unavailable, match="masked"):
        awaited(way(scripted).turn_on(START))

    assert not (scripted.units / "graphical-session.target.wants").exists()


def test_where_the_link_cannot_be_made_it_is_said(scripted: ScriptedSystemd) -> None:
    """A file where the folder of links has to be."""
    scripted.units.mkdir(parents=True)
    (scripted.units / "graphical-session.target.wants").write_text("")

    with pytest.raises(Unavailable, match=r"graphical-session\.target\.wants.* cannot be made"):
        awaited(way(scripted).turn_on(START))

    assert not (scripted.units / "reminder.service").exists()


def test_where_the_unit_cannot_be_written_it_is_not_wanted_either(
    scripted: ScriptedSystemd, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Half of it would be found by systemd at each login, and complained of."""

    def full(number: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(Unavailable, match="No space left"):
        awaited(way(scripted).turn_on(START))

    assert [path for path in scripted.units.rglob("*") if not path.is_dir()] == []


# A life under a real systemd

SOON = "[Service]\nRestartSec=0\n"


@pytest.fixture
def enabled(systemd: UserSystemd) -> UserSystemd:
    """A session whose next login starts this very program, which is put up again at once after a crash."""
    script = systemd.root / "bin" / "reminder"
    script.write_text(f'#!/bin/sh\nPYTHONPATH="{Path.cwd()}" exec "{sys.executable}" -P -m reminder "$@"\n')
    script.chmod(0o755)
    awaited(way(systemd).turn_on(Start((str(script),), str(systemd.root / "home"))))
    drop_in(systemd, SOON)
    return systemd


def drop_in(systemd: UserSystemd, text: str) -> None:
    folder = systemd.units / "reminder.service.d"
    folder.mkdir(exist_ok=True)
    (folder / f"{len(list(folder.iterdir()))}.conf").write_text(text)
    systemd.systemctl("daemon-reload")


def state(systemd: UserSystemd) -> tuple[str, str]:
    return systemd.show("reminder.service", "ActiveState"), systemd.show("reminder.service", "Result")


def serves(systemd: UserSystemd) -> bool:
    """It answers, so it is not only started but well."""
    asked = systemd.run(str(systemd.root / "bin" / "reminder"), "status", REMINDER_HOME=str(systemd.root / "home"))
    return asked.returncode == 0


@pytest.mark.desktop
def test_a_login_starts_it_a_crash_starts_it_again_and_a_logout_ends_it(enabled: UserSystemd) -> None:
    """The whole promise, kept by the real service under the real systemd."""
    enabled.log_in()
    until(lambda: serves(enabled))
    first = int(enabled.show("reminder.service", "MainPID"))

    os.kill(first, signal.SIGKILL)
    until(lambda: enabled.show("reminder.service", "NRestarts") == "1" and serves(enabled))
    assert int(enabled.show("reminder.service", "MainPID")) != first

    enabled.log_out()
    until(lambda: state(enabled) == ("inactive", "success"))


@pytest.mark.desktop
def test_one_that_is_quit_stays_away_until_the_next_login(enabled: UserSystemd) -> None:
    """Quit in the menu means it."""
    enabled.log_in()
    until(lambda: serves(enabled))

    os.kill(int(enabled.show("reminder.service", "MainPID")), signal.SIGTERM)

    until(lambda: state(enabled) == ("inactive", "success"))
    assert enabled.show("reminder.service", "NRestarts") == "0"


@pytest.mark.desktop
def test_one_that_finds_another_running_is_no_failure(enabled: UserSystemd) -> None:
    """Started by hand before: the unit ends well and is not tried again, and the other goes on."""
    home = {"REMINDER_HOME": str(enabled.root / "home")}
    other = subprocess.Popen([enabled.root / "bin" / "reminder"], env=enabled.environ | home, stdout=subprocess.DEVNULL)
    until(lambda: serves(enabled))

    enabled.log_in()

    until(lambda: enabled.show("reminder.service", "ExecMainCode") == "1")  # CLD_EXITED
    until(lambda: state(enabled) == ("inactive", "success"))
    assert enabled.show("reminder.service", "NRestarts") == "0"
    assert serves(enabled)
    other.terminate()
    assert other.wait(DEADLINE_SECONDS) == 0


@pytest.mark.desktop
@pytest.mark.parametrize(("code", "restarts"), [(1, False), (2, False), (3, True)])
def test_only_a_bug_of_ours_is_a_crash(enabled: UserSystemd, code: int, restarts: bool) -> None:  # noqa: FBT001 - a table
    """What a user has to mend is not mended by starting again."""
    drop_in(enabled, f"[Service]\nExecStart=\nExecStart=/bin/sh -c 'exit {code}'\n")

    enabled.log_in()

    until(lambda: state(enabled)[0] == "failed")  # also after ten restarts, within the hour
    assert (enabled.show("reminder.service", "NRestarts") != "0") is restarts


BROWSER = """#!/bin/sh
{ grep NoNewPrivs /proc/self/status; cat /proc/self/cgroup; } > "$HOME/told.new"
sleep 600 &
echo $! > "$HOME/browser"
mv "$HOME/told.new" "$HOME/told"
"""


@pytest.mark.desktop
def test_what_it_opens_is_outside_and_outlives_it(enabled: UserSystemd) -> None:
    """A browser must neither inherit what the service is kept from, nor end with it."""
    opener = enabled.root / "bin" / "xdg-open"
    opener.write_text(BROWSER)
    opener.chmod(0o755)
    told, browser = (Path(enabled.environ["HOME"]) / name for name in ("told", "browser"))
    opening = "from reminder.opening import open_file; open_file(pathlib.Path('/page'))"
    code = f"import pathlib, signal; {opening}; signal.pause()"
    within = f'Environment=PYTHONPATH={Path.cwd()}\nExecStart=\nExecStart="{sys.executable}" -c "{code}"\n'
    drop_in(enabled, f"[Service]\n{within}")

    enabled.log_in()
    until(told.exists)
    enabled.log_out()
    until(lambda: state(enabled)[0] in {"inactive", "failed"})

    assert "NoNewPrivs:\t0" in told.read_text()
    assert "reminder.service" not in told.read_text()
    os.kill(int(browser.read_text()), 0)  # it is there still
