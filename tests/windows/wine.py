"""Programs of Windows, run by wine on a screen of the tests' own, in a copy of a Windows made once."""

import os
import shutil
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import mkdtemp

from tests.desktop.rig import Desktop
from tests.windows.interpreter import SITE, interpreter, made_whole

CHECKOUT = Path(__file__).resolve().parents[2]
CACHE = CHECKOUT / ".wine"

PROGRAMS = ("wine", "wineboot", "wineserver")
QUIET = {
    "WINEDEBUG": "-all",
    "WINEDLLOVERRIDES": "mscoree,mshtml=;winemenubuilder.exe=d;winedbg.exe=d",
}
"""No log on standard error, no Mono and Gecko, no entries in the desktop's menus, and no debugger after a crash."""

MAKING_SECONDS = 120
RUNNING_SECONDS = 60


@dataclass(frozen=True)
class Wine:
    """A Windows for as long as a test session lasts. `tree` is the checkout whose reminder runs there."""

    desktop: Desktop
    prefix: Path
    python: Path
    tree: Path

    @property
    def environ(self) -> dict[str, str]:
        """What a program of Windows needs to find its Windows, and Python its modules."""
        modules = ";".join(map(windows_path, (self.tree, self.python / SITE)))
        kept = {name: os.environ[name] for name in ("LANG", "LC_ALL") if name in os.environ}
        return {**self.desktop.environ, **kept, **QUIET, "WINEPREFIX": str(self.prefix), "PYTHONPATH": modules}

    def argv(self, *words: str) -> list[str]:
        """The command line of a Python program there."""
        return ["wine", str(self.python / "python.exe"), *words]

    def wake(self) -> None:
        """Start what every Windows has running. It would keep the pipes of the first program that shows a window."""
        desktop = self.argv("-c", "import ctypes; ctypes.WinDLL('user32').GetDesktopWindow()")
        pipes = {"stdin": subprocess.DEVNULL, "stdout": subprocess.PIPE, "stderr": subprocess.STDOUT}
        with subprocess.Popen(desktop, env=self.environ, **pipes) as process:  # type: ignore[call-overload]
            assert process.wait(MAKING_SECONDS) == 0, "the Windows Python does not start"

    def run(
        self, *words: str, environ: Mapping[str, str] | None = None, stdin: str = "", seconds: float = RUNNING_SECONDS
    ) -> "subprocess.CompletedProcess[str]":
        """Run a Python program to its end. What it prints goes through pipes: a file is no valid handle for wine."""
        return subprocess.run(
            self.argv(*words),
            env={**self.environ, **(environ or {})},
            cwd=self.desktop.root / "home",
            input=stdin,
            capture_output=True,
            encoding="utf-8" if (environ or {}).get("PYTHONUTF8") else "cp1252",  # what Python takes for pipes there
            timeout=seconds,
            check=False,
        )


@contextmanager
def wine(desktop: Desktop, *, tree: Path = CHECKOUT, cache: Path = CACHE) -> Iterator[Wine]:
    """Open a Windows of one's own on this desktop; it is gone afterwards, with all that runs in it."""
    made = ready_prefix(cache)
    python = interpreter(cache, tree / "pyproject.toml")
    own = Path(mkdtemp(prefix="session-", dir=cache))
    opened = Wine(desktop, own, python, tree)
    try:
        shutil.copytree(made, own, symlinks=True, copy_function=linked, dirs_exist_ok=True)
        in_prefix(own, "wineserver", "-p")  # else it goes, and comes again, with each program
        opened.wake()
        yield opened
    finally:
        in_prefix(own, "wineserver", "-k")
        in_prefix(own, "wineserver", "-w")
        shutil.rmtree(own, ignore_errors=True)


def ready_prefix(cache: Path) -> Path:
    """A Windows 10 as wine makes it, from the cache where it is there. It takes 4 s and 700 MB."""
    version = subprocess.run(["wine", "--version"], capture_output=True, text=True, check=True).stdout.split()[0]
    folder = cache / f"prefix-{version}"
    if not folder.is_dir():
        with made_whole(folder) as growing:
            in_prefix(growing, "wineboot", "-i")
            windows_10 = ("reg", "add", r"HKCU\Software\Wine", "/v", "Version", "/d", "win10", "/f")
            in_prefix(growing, "wine", *windows_10)
            in_prefix(growing, "wineserver", "-w")
    return folder


def in_prefix(prefix: Path, *argv: str) -> None:
    """Run a program of wine's own, without a screen."""
    environ = {name: value for name, value in os.environ.items() if name not in {"DISPLAY", "WAYLAND_DISPLAY"}}
    environ |= {**QUIET, "WINEPREFIX": str(prefix)}
    pipes = {"stdin": subprocess.DEVNULL, "stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    subprocess.run(argv, env=environ, timeout=MAKING_SECONDS, check=False, **pipes)  # type: ignore[call-overload]


def linked(source: str, target: str) -> str:
    """The same file at another place, but for the registry, into which wine writes where it stands."""
    if source.endswith(".reg"):
        return shutil.copy2(source, target)
    os.link(source, target)
    return target


def windows_path(path: Path) -> str:
    """What a program there calls this file: wine shows it the whole machine as drive Z."""
    return "Z:" + str(path.resolve()).replace("/", "\\")
