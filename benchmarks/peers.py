"""The programs that are measured beside each other: Debian's break reminders, and this one as its user installs it."""

import shutil
import subprocess
import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from tests.running import ALL_DAY

CHECKOUT = Path(__file__).parents[1]
SYSTEM_PYTHON = Path("/usr/bin/python3")
OURS = "reminder"
OURS_HERE = "reminder-here"
"""Ours on the Python that runs the benchmark, where that is another one than the system's."""

NOTHING = "nothing"
"""The desk alone: what the others' use of it is compared with."""

TRAY_ALONE = """
[org/workrave/timers/micro-pause]
limit=3600
[org/workrave/gui/main-window]
enabled=false
start-in-tray=true
"""
"""Workrave at its cheapest, without its window, which doubles the CPU time; and no break comes while it is measured."""


@dataclass(frozen=True)
class Program:
    """How one is started. `files` are written below the session's folder before.

    `dialog` is the class of a window that greets its user and is closed by a key. `packages` are Debian's.
    """

    name: str
    argv: tuple[str, ...] = ()
    packages: tuple[str, ...] = ()
    environ: Mapping[str, str] = field(default_factory=dict)
    files: Mapping[str, str] = field(default_factory=dict)
    dialog: str = ""

    @property
    def title(self) -> str:
        """What the tables call it."""
        return TITLES[self.name]


TITLES = {
    OURS: "reminder",
    OURS_HERE: "reminder, other Python",
    "workrave": "Workrave",
    "safeeyes": "Safe Eyes",
    "rsibreak": "RSIBreak",
    NOTHING: "the desk alone",
}
RIVALS = (
    Program(
        "workrave",
        ("workrave",),
        ("workrave",),
        {"GSETTINGS_BACKEND": "keyfile"},
        {"config/glib-2.0/settings/keyfile": TRAY_ALONE},
    ),
    Program(
        "safeeyes",
        ("safeeyes",),
        ("safeeyes", "xprintidle", "gir1.2-ayatanaappindicator3-0.1"),
        files={"config/safeeyes/style/made": ""},  # it makes this folder below ~/.config, wherever that is said to be
    ),
    Program("rsibreak", ("rsibreak",), ("rsibreak",), dialog="rsibreak"),
)


def missing(programs: Iterable[Program]) -> list[str]:
    """Debian's packages that these need and that are not installed."""
    wanted = [package for program in programs for package in program.packages]
    return [package for package in wanted if not _version_of(package)]


def version(program: Program) -> str:
    """That of its package; ours: the commit it was built from and the Python it runs on."""
    if program.packages or not program.argv:
        return " ".join(_version_of(package) for package in program.packages[:1])
    commit = _printed(["git", "-C", str(CHECKOUT), "describe", "--always", "--dirty"])
    return f"{commit}, {_printed([str(Path(program.argv[0]).with_name('python')), '--version'])}"


def ours(folder: Path, names: Mapping[str, Path]) -> list[Program]:
    """This checkout, built into a wheel and installed for each of these Pythons, below this folder."""
    wheels = folder / "wheels"
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(wheels)]
    subprocess.run(build, cwd=CHECKOUT, check=True, capture_output=True)
    [wheel] = wheels.glob("*.whl")
    return [_installed(name, python, wheel, folder / name) for name, python in names.items()]


def pythons() -> dict[str, Path]:
    """The Pythons that ours is measured on: the system's, like the rivals, and this one, if it is another."""
    here = Path(sys.executable).resolve()
    found = {OURS: SYSTEM_PYTHON, OURS_HERE: here}
    return {OURS: here} if not SYSTEM_PYTHON.exists() or SYSTEM_PYTHON.resolve() == here else found


def _installed(name: str, python: Path, wheel: Path, into: Path) -> Program:
    """Into a venv, where pip compiles it, as it does for a user."""
    subprocess.run([python, "-m", "venv", into], check=True)
    subprocess.run([into / "bin" / "pip", "install", "-q", "--disable-pip-version-check", wheel], check=True)
    return Program(
        name, (str(into / "bin" / "reminder"),), files={"config/reminder/config.toml": ALL_DAY}
    )  # at work at whatever hour it is


def _version_of(package: str) -> str:
    """Empty: not installed, or no Debian."""
    if not shutil.which("dpkg-query"):
        return ""
    status, _, found = _printed(["dpkg-query", "-W", "-f=${db:Status-Status} ${Version}", package]).partition(" ")
    return found if status == "installed" else ""


def _printed(command: list[str]) -> str:
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    return "" if done.returncode else done.stdout.strip()
