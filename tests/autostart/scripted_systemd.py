"""A session in which a script answers as the user's systemctl does; the contract in test_autostart_systemd holds it."""

from pathlib import Path

SCRIPT = """#!/bin/sh
cd "{root}" || exit
shift  # --user
case "$1" in
    show-environment) cat variables;;
    daemon-reload) echo "$*" >> told;;
    show)
        case "$*" in
            *Version*) printf 'Version=%s\\nUnitPath="{units}" /usr/lib/systemd/user\\n' "$(cat version)";;
            *) printf '%s\\n\\n%s\\n' "$(cat graphical)" inactive;;
        esac;;
    *) echo "nobody asks $*" >&2; exit 64;;
esac
"""


class ScriptedSystemd:
    """`environ` is for whoever wants to be in this session."""

    def __init__(self, root: Path, version: str = "252.39-1~deb12u2") -> None:
        self.root = root
        self.config = root / "my config"
        self.units = self.config / "systemd" / "user"
        self.environ = {
            "PATH": f"{root / 'bin'}:/usr/bin:/bin",
            "HOME": str(root / "home"),
            "XDG_CONFIG_HOME": str(self.config),
        }
        for folder in (root / "bin", root / "home", self.config):
            folder.mkdir()
        self.install("systemctl", SCRIPT.format(root=root, units=self.units))
        self.answer(version=version, graphical="inactive", variables="HOME=/h\n")

    def answer(self, **answers: str) -> None:
        """What it says from now on: `version`, `graphical` (a state), `variables`."""
        for name, text in answers.items():
            (self.root / name).write_text(text)

    def install(self, name: str, text: str) -> Path:
        """A program of this session."""
        program = self.root / "bin" / name
        program.write_text(text)
        program.chmod(0o755)
        return program

    def log_in(self) -> None:
        self.answer(graphical="active", variables="HOME=/h\nDISPLAY=:9\n")

    def log_out(self) -> None:
        self.answer(graphical="inactive")

    @property
    def told(self) -> list[str]:
        """What it was told to do."""
        told = self.root / "told"
        return told.read_text().splitlines() if told.exists() else []
