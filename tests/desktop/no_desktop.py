"""No desktop at all: neither a display nor a session bus, only the terminal that a program was started from."""

import os
import subprocess
import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from PIL import Image, ImageDraw

from tests.desktop.screen import Screen

LINES = 40
"""As many as a terminal of this size has."""


@dataclass
class NoDesktop(Screen):
    """A terminal. What is on its screen is the end of what programs have written."""

    draws_buttons: bool = False
    _terminals: list[int] = field(default_factory=list)
    _written: bytes = b""

    def _start(self) -> None:
        del self.environ["DBUS_SESSION_BUS_ADDRESS"]

    def _end_all(self) -> None:
        super()._end_all()
        for terminal in self._terminals:
            os.close(terminal)
        self._terminals.clear()

    def spawn(
        self, argv: Sequence[str], environ: Mapping[str, str] | None = None, **more: object
    ) -> "subprocess.Popen[bytes]":
        """Start a program in a terminal of its own."""
        ours, its = os.openpty()
        try:
            process = super().spawn(argv, environ, stdin=its, stdout=its, stderr=its, **more)
        finally:
            os.close(its)
        self._terminals.append(ours)
        log = self.root / "logs" / f"{Path(argv[0]).name}.log"
        threading.Thread(target=self._read, args=(ours, log), daemon=True).start()
        return process

    def _read(self, terminal: int, log: Path) -> None:
        with log.open("ab", buffering=0) as kept:
            while True:
                try:
                    more = os.read(terminal, 4096)
                except OSError:  # the program has ended
                    return
                kept.write(more)
                self._written += more

    def pixels(self) -> Image.Image:
        """The terminal's last lines, drawn."""
        screen = Image.new("RGB", self.size, "black")
        lines = self._written.decode(errors="replace").replace("\r", "").splitlines()
        words = "\n".join(lines[-LINES:]).encode("latin-1", "replace").decode("latin-1")
        ImageDraw.Draw(screen).multiline_text((10, 10), words, fill="white")
        return screen

    def move(self, x: int, y: int) -> None:
        """There is no pointer."""

    def touch(self) -> None:
        """There is nobody to see a key that does nothing."""

    def press(self, before: Image.Image, label: str, number: int) -> None:
        """Type the key that the prompt has for this answer, and Enter."""
        os.write(self._terminals[0], f"{'dsk'[number]}\n".encode())
