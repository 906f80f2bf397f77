"""Programs that say what a test wants them to, in a folder of their own that is the whole PATH."""

import json
import shutil
import socket
from pathlib import Path
from typing import Any

HANGS = "exec sleep 600"


class Scripted:
    """A world of a sound server's socket and of programs, none to begin with."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.programs = root / "bin"
        self.programs.mkdir()
        for tool in ("sleep", "cat", "echo"):
            real = shutil.which(tool)
            assert real
            (self.programs / tool).symlink_to(real)
        self.environ = {"PATH": str(self.programs), "XDG_RUNTIME_DIR": str(root)}

    def serve(self, *path: str) -> Path:
        """Leave a socket there."""
        place = self.root.joinpath(*path)
        place.parent.mkdir(exist_ok=True)
        if not place.exists():
            with socket.socket(socket.AF_UNIX) as ours:
                ours.bind(str(place))
        return place

    def install(self, name: str, script: str) -> None:
        """A program, in the words of the shell."""
        program = self.programs / name
        program.write_text(f"#!/bin/sh\n{script}\n")
        program.chmod(0o700)

    def install_lists(self, name: str, **lists: list[dict[str, Any]]) -> None:
        """A program that prints the list of the first of these names (`_` for `-`) that it is called with."""
        cases = []
        for what, rows in lists.items():
            file = self.programs / f"{what}.json"
            file.write_text(json.dumps(rows))
            cases.append(f'*{what.replace("_", "-")}*) cat "{file}" ;;')
        self.install(name, f'echo "$@" >> "{self.called(name)}"\ncase "$*" in\n' + "\n".join(cases) + "\nesac")

    def called(self, name: str) -> Path:
        """Where such a program writes down how it was called."""
        return self.root / f"{name}.called"
