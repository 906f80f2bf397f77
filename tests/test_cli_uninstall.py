"""`reminder uninstall`: a whole life in a throw-away home folder, and nothing left of it but what is the user's own."""

import errno
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from reminder import cli_quit
from reminder.cli import main
from reminder.control import Lock
from reminder.crash_report import CrashReports
from reminder.installation import removal
from reminder.lifeline import Lifeline
from reminder.paths import Places, places

ROOT = Path(__file__).parents[1]
DEADLINE_SECONDS = 30.0

if sys.platform != "linux":
    pytest.skip("XDG folders and the lifeline of Linux", allow_module_level=True)


class Life:
    """A user with a home folder of their own, and what they run."""

    def __init__(self, home: Path) -> None:
        names = {key: value for key, value in os.environ.items() if not key.startswith(("XDG_", "REMINDER_"))}
        self.home = home
        self.environ = {**names, "HOME": str(home), "XDG_RUNTIME_DIR": str(home / "run"), "LANG": "C.UTF-8"}
        home.joinpath("run").mkdir(parents=True, mode=0o700)

    @property
    def where(self) -> Places:
        with pytest.MonkeyPatch.context() as patch:
            for name in list(os.environ):
                patch.delenv(name)
            for name, value in self.environ.items():
                patch.setenv(name, value)
            return places(os.environ)

    def says(self, *words: str, code: int = 0) -> str:
        command = [sys.executable, "-m", "reminder", *words]
        done = subprocess.run(
            command, cwd=ROOT, env=self.environ, capture_output=True, text=True, timeout=DEADLINE_SECONDS, check=False
        )
        assert done.returncode == code, done.stdout + done.stderr
        return done.stdout + done.stderr

    def starts(self) -> "subprocess.Popen[str]":
        """The service, once it runs."""
        process = subprocess.Popen(
            [sys.executable, "-m", "reminder"],
            cwd=ROOT,
            env=self.environ,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        assert process.stdout is not None
        for line in process.stdout:
            if "reminder is running" in line:
                break
        return process

    def tree(self) -> set[str]:
        return {path.relative_to(self.home).as_posix() for path in self.home.rglob("*") if not path.is_dir()}

    def folders(self) -> set[str]:
        return {path.relative_to(self.home).as_posix() for path in self.home.rglob("*") if path.is_dir()}


@pytest.fixture
def life(tmp_path: Path) -> Iterator[Life]:
    life = Life(tmp_path / "home")
    yield life
    Lifeline(life.where.data).forget()


def test_a_whole_life_leaves_the_settings_and_the_log(life: Life) -> None:
    """Installed, used for all it can do, and taken away while it runs: the rest of the home folder is as it was."""
    other = life.home / ".local/share/applications/other.desktop"
    other.parent.mkdir(parents=True)
    other.write_text("somebody's")
    life.says("config", "set", "movement.every", "45 min")
    life.says("desktop", "on")
    life.says("autostart", "on", "--way", "xdg")
    service = life.starts()
    life.says("drink", "250ml")
    for page in (["summary", "--open"], ["why", "--open"], ["guide", "--open"]):
        life.says(*page, code=1)  # written, and then there is no screen
    CrashReports(life.where).write(RuntimeError("a bug"))
    used = life.tree()

    told = life.says("uninstall")

    assert service.wait(DEADLINE_SECONDS) == 0
    assert service.stdout is not None
    service.stdout.close()
    data = ".local/share/reminder"
    pages = {f"{data}/{page}.html" for page in ("summary", "why", "guide")}
    assert {*pages, f"{data}/crash.txt", f"{data}/config_before.json", f"{data}/desktop.json"} <= used
    assert {
        ".config/autostart/reminder.desktop",
        "run/reminder/control.sock",
        ".local/share/man/man1/reminder.1",
    } <= used
    assert life.tree() == {
        ".config/reminder/config.toml",
        f"{data}/journal.sqlite",
        ".local/share/applications/other.desktop",
    }
    assert life.folders() == {
        ".config",
        ".config/reminder",
        ".local",
        ".local/share",
        ".local/share/applications",
        data,
        "run",
    }
    assert Lifeline(life.where.data).died_at() is None
    assert "The service has ended.\n" in told


def test_what_stays_is_named_with_what_deletes_it(life: Life) -> None:
    """Nobody has to look for their own data; and the last line is what is left to do."""
    life.says("config", "set", "movement.every", "45 min")
    life.says("drink", "250ml")

    lines = life.says("uninstall").splitlines()

    config, log = life.where.config, life.where.journal
    assert lines[lines.index("These stay, since they are yours:") + 1 :] == [
        f"  {config}  your settings",
        f"  {log}  your log",
        f"To delete them, too: rm {config} {log}",
        removal(),
    ]


@pytest.mark.parametrize("way", ["systemd", "xdg"])
def test_a_rehearsal_changes_nothing_and_tells_all(life: Life, way: str) -> None:
    """`--dry-run` names what `uninstall` removes, to the file, and the service goes on."""
    life.says("desktop", "on")
    life.says("autostart", "on", "--way", way)
    service = life.starts()
    before = life.tree()

    would = life.says("uninstall", "--dry-run").splitlines()

    assert life.tree() == before
    assert service.poll() is None
    assert would[:2] == [
        "Nothing has been changed. 'reminder uninstall' takes away:",
        "  the running service, which is ended first",
    ]
    did = life.says("uninstall").splitlines()
    service.wait(DEADLINE_SECONDS)
    assert service.stdout is not None
    service.stdout.close()
    named = {line.strip() for line in would[2 : would.index("")]}
    removed = {line.removeprefix("Removed ").removesuffix(".") for line in did if line.startswith("Removed ")}
    assert removed <= named
    assert named - removed <= {str(life.where.control), str(life.where.hard_end)}  # which the service takes away
    assert life.says("uninstall", "--dry-run").startswith("Nothing has been changed, and 'reminder uninstall' would")


def test_what_the_user_changed_is_theirs(life: Life) -> None:
    """A menu entry with an icon of one's own stays, and is named."""
    life.says("desktop", "on")
    entry = life.home / ".local/share/applications/reminder.desktop"
    entry.write_text("mine")

    told = life.says("uninstall")

    assert f"  {entry}  changed since reminder made it\n" in told
    assert entry.read_text() == "mine"


def test_without_anything_there_is_nothing(life: Life) -> None:
    """And nothing is made by it."""
    told = life.says("uninstall")

    assert told == f"There was nothing to take away.\n\n{removal()}\n"
    assert life.folders() == {"run"}


@pytest.mark.usefixtures("reminder_home")
def test_a_service_that_cannot_be_reached_stops_it(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """What it holds would come back, and its log must not be taken for one that nobody writes."""
    monkeypatch.setattr(cli_quit, "BETWEEN_SECONDS", 0)
    where = places(os.environ)
    lock = Lock(where.lock)
    page = where.data / "why.html"
    page.touch()

    code = main(["uninstall"])
    lock.release()

    assert code == 1
    assert capsys.readouterr() == ("", "A service runs that cannot be reached. End it, and say this again.\n")
    assert page.exists()


@pytest.mark.parametrize("words", [["uninstall"], ["uninstall", "--dry-run"]])
@pytest.mark.usefixtures("reminder_home")
def test_a_file_of_root_s_is_told(
    words: list[str], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """As `sudo reminder` leaves a lock: it is no bug of ours, and no report is written into what is to go."""
    where = places(os.environ)
    Lock(where.lock).release()
    opened = os.open

    def refused(path: object, flags: int, mode: int = 0o777) -> int:
        if path == where.lock:
            raise PermissionError(errno.EACCES, "Permission denied", str(path))
        return opened(path, flags, mode)  # type: ignore[arg-type]

    monkeypatch.setattr(os, "open", refused)

    code = main(words)

    assert code == 1
    assert capsys.readouterr() == ("", f"{where.lock} cannot be removed: Permission denied.\n")
    assert not where.crash_report.exists()
