"""Runs Python under wine, with what reminder needs on Windows: `python -m tests.windows.rig -- -m reminder doctor`.

`--tree FOLDER` takes another checkout's reminder. It has a screen with a tray of its own, whose number it tells on
standard error, and makes the Windows and its Python in `.wine/` where they are not there yet.
"""

import argparse
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.desktop.rig import Desktop
from tests.windows.wine import CHECKOUT, wine


def main(argv: Sequence[str] | None = None) -> int:
    """Run it, and return its exit code."""
    options = argparse.ArgumentParser(prog="python -m tests.windows.rig", description=__doc__)
    options.add_argument("--tree", type=Path, default=CHECKOUT, help="the checkout whose reminder is run")
    options.add_argument("words", nargs="+", help="what python.exe is given, after --")
    asked = options.parse_args(argv)
    with TemporaryDirectory() as folder, Desktop(Path(folder) / "desktop", panel="xfce4-panel") as desktop:
        sys.stderr.write(f"The screen is DISPLAY={desktop.environ['DISPLAY']}\n")
        with wine(desktop, tree=asked.tree.resolve()) as windows:
            environ = {**windows.environ, "PYTHONIOENCODING": "utf-8"}
            return printed(windows.argv(*asked.words), environ, asked.tree)


def printed(argv: Sequence[str], environ: Mapping[str, str], folder: Path) -> int:
    """Run a program whose words come out here; through a pipe, since a file is no valid handle for wine."""
    pipes = {"stdin": subprocess.DEVNULL, "stdout": subprocess.PIPE, "stderr": subprocess.STDOUT}
    with subprocess.Popen(argv, env=environ, cwd=folder, **pipes) as process:  # type: ignore[call-overload]
        for line in process.stdout:
            sys.stdout.buffer.write(line)
            sys.stdout.flush()
    return process.returncode


if __name__ == "__main__":
    sys.exit(main())
