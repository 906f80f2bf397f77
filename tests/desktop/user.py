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

from PIL import Image, ImageChops

from tests.desktop.rig import Desktop, wait_for
from tests.desktop.sight import Box, lowest_words

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
OTHERS_OFF = "".join(f"[{kind}]\nenabled = false\n" for kind in ("posture", "stretch", "strengthen", "relax", "tip"))


@dataclass
class User:
    """Somebody at the desktop, with reminder installed and a config of their own."""

    desktop: Desktop
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

    def press(self, before: Image.Image, number: int) -> None:
        """Press a button of the notification, found by looking below the panel."""
        self.desktop.click(*lowest_words(self.desktop.pixels(), self.popup(before))[number])

    def popup(self, before: Image.Image) -> Box:
        seen: list[Box | None] = [None]

        def standing() -> Box | None:
            below = (0, PANEL_HEIGHT, *self.desktop.size)
            box = ImageChops.difference(before.crop(below), self.desktop.pixels().crop(below)).getbbox()
            seen.append(box and (box[0], box[1] + PANEL_HEIGHT, box[2], box[3] + PANEL_HEIGHT))
            return seen[-1] if seen[-1] == seen[-2] else None

        return wait_for(standing, "a notification") or (0, 0, 0, 0)

    def icon_is(self, shades: tuple[tuple[int, int, int], ...]) -> bool:
        """Whether the panel shows enough of one of these colours."""
        panel = self.desktop.pixels().crop((0, 0, self.desktop.size[0], PANEL_HEIGHT)).convert("RGB")
        colours: list[tuple[int, Any]] = panel.getcolors(maxcolors=1 << 20) or []
        return any(
            sum(n for n, seen in colours if max(abs(a - b) for a, b in zip(seen, shade, strict=True)) < 24) >= 12
            for shade in shades
        )

    @contextmanager
    def at_the_keyboard(self) -> Iterator[None]:
        """Types a key every second."""
        over = threading.Event()

        def keys() -> None:
            while not over.wait(1):
                self.desktop.run("xdotool", "key", "shift")

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
