"""Somebody with reminder installed, at a throw-away desktop: what they type, see and press."""

import json
import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from PIL import Image

from tests.desktop.screen import Throwaway
from tests.desktop.session import wait_for
from tests.desktop.sight import Box, Rgb

PANEL_HEIGHT = 34
CHECKOUT = Path(__file__).parents[2]
CONFIG = """
[hours]
days = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
from = 00:00:00
to = 23:59:59

[movement]
every = "10 s"      # the user's own remark
break = "5 s"

[interruptions]
max_per_hour = 60
max_per_day = 500
min_gap = "0 s"
wait_for_pause = "0 s"
gather = "0 s"
snooze = "10 s"

[quiet]
calls = false       # a camera in use on the machine that runs the tests is none of theirs
"""
OTHERS = ("posture", "stretch", "strengthen", "relax", "hydration", "caffeine", "tip")
OTHERS_OFF = "".join(f"[{kind}]\nenabled = false\n" for kind in OTHERS)


@dataclass
class User:
    """Somebody at the desktop, with reminder installed and a config of their own."""

    desktop: Throwaway
    home: Path
    typing: threading.Event = field(default_factory=threading.Event)
    service: "subprocess.Popen[bytes] | None" = None

    def start(self) -> None:
        self.service = self.desktop.spawn([sys.executable, "-m", "reminder", "-v"], self.environ)
        wait_for(self.status, "the service")

    @property
    def environ(self) -> dict[str, str]:
        return {"REMINDER_HOME": str(self.home), "PYTHONPATH": str(CHECKOUT)}

    def reminder(self, *words: str) -> "subprocess.CompletedProcess[str]":
        environ = {**self.desktop.environ, **self.environ}
        argv = [sys.executable, "-m", "reminder", *words]
        return subprocess.run(argv, env=environ, capture_output=True, text=True, timeout=20, check=False)

    def status(self) -> dict[str, Any]:
        answer = self.reminder("status", "--json")
        return json.loads(answer.stdout) if answer.returncode == 0 else {}

    def log(self) -> list[dict[str, Any]]:
        return [json.loads(line) for line in self.reminder("log", "--json").stdout.splitlines()]

    def results(self) -> list[str]:
        return [row["result"] for row in self.log()]

    def said(self) -> str:
        return self.desktop.log(Path(sys.executable).name)

    def asked(self) -> "Image.Image":
        """Wait for the next prompt; returns the screen as it was before."""
        before = self.desktop.pixels()
        wait_for(lambda: self.status().get("prompt"), "a prompt", 30)
        return before

    def press(self, before: Image.Image, number: int, label: str = "") -> None:
        """Press a button of the notification that has come since `before`: `number` from the left, named `label`."""
        self.desktop.press(before, label, number)

    def popup(self, before: Image.Image) -> Box:
        return self.desktop.popup(before)

    def icon_is(self, shades: tuple[Rgb, ...]) -> bool:
        """Whether the panel shows enough of one of these colours."""
        return self.desktop.icon(shades) is not None

    @contextmanager
    def at_the_keyboard(self) -> Iterator[None]:
        """Types a key every second."""
        over = threading.Event()

        def keys() -> None:
            while not over.wait(1):
                self.desktop.touch()

        typist = threading.Thread(target=keys)
        typist.start()
        try:
            yield
        finally:
            over.set()
            typist.join()


def keep(user: User, name: str) -> None:
    """Screenshots for those who want to look: REMINDER_SHOTS names a folder."""
    folder = os.environ.get("REMINDER_SHOTS")
    if folder:
        user.desktop.screenshot(Path(folder) / f"{name}.png")
