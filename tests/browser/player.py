"""The guide in a real browser, as a person has it: what it shows, its keys, and a clock that a test moves on."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, BrowserContext, Page, Request

from reminder.guide import guide_of, with_figures
from reminder.report.guide_page import as_html

GUIDE = with_figures(guide_of(None, ("E13", "E22", "E24")))

READY, BETWEEN, CHANGE = 5, 8, 5
"""Seconds: before the first exercise, before each of the others, and from one side to the other."""


@dataclass
class Player:
    """One page, on which time stands still until `wait`."""

    context: BrowserContext
    page: Page
    file: Path
    asked_for: list[str] = field(default_factory=list)
    """What the page has requested from anywhere."""

    problems: list[str] = field(default_factory=list)
    """What the browser has complained of."""

    def press(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)

    def wait(self, seconds: float) -> None:
        """So much time goes by, and the browser draws it all."""
        self.page.clock.run_for(round(seconds * 1000))

    def skip(self, seconds: float) -> None:
        """So much time goes by at once, as for a tab that the browser has put to sleep."""
        self.page.clock.fast_forward(round(seconds * 1000))

    def text(self, name: str) -> str:
        """What stands in this part of the player, on one line."""
        return re.sub(r"\s+", " ", self.page.inner_text(f"#{name}")).strip()

    @property
    def shows(self) -> tuple[str, str, str, str]:
        """The time left, the phase, its own seconds, and the side and repetition."""
        left, phase, count, where = map(self.text, ("left", "phase", "count", "where"))
        return left, phase, count, where

    @property
    def stage(self) -> str:
        """Where one is: "idle", "ready", "going", or "over"."""
        return str(self.page.get_attribute("#player", "data-stage"))

    @property
    def figure_at(self) -> float:
        """Where in its repetition the figure is, in seconds."""
        return float(self.page.evaluate("document.querySelector('#picture .figure.moving').getCurrentTime()"))

    @property
    def focus(self) -> str:
        """The id of what has the focus; "" for what has none."""
        return str(self.page.evaluate("document.activeElement.id"))

    def is_wide(self) -> bool:
        """Whether one would have to move it sideways."""
        return bool(self.page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"))


def open_player(
    browser: Browser,
    file: Path,
    *,
    guide: Mapping[str, Any] = GUIDE,
    start: str | None = None,
    place: str = "",
    clock: bool = True,
    before: str = "",
    **context: Any,
) -> Player:
    """Write the page, open it in a window of its own, and stop its clock, unless time is of no matter.

    `place` is the end of its address, `before` a script to run first; `context` is what the browser is to pretend.
    """
    file.write_text(as_html(guide, version="1.2.3", start=start), "utf-8")
    opened = browser.new_context(**{"viewport": {"width": 1280, "height": 800}, **context})
    player = Player(opened, opened.new_page(), file)

    def asked(request: Request) -> None:
        player.asked_for.append(request.url)

    opened.on("request", asked)
    player.page.on("console", lambda message: player.problems.append(f"{message.type}: {message.text}"))
    player.page.on("pageerror", lambda problem: player.problems.append(str(problem)))
    player.page.on("dialog", lambda dialog: player.problems.append(f"dialog: {dialog.message}"))
    if before:
        player.page.add_init_script(before)
    if clock:
        player.page.clock.install(time=0)
    player.page.goto(f"{file.as_uri()}{place}")
    if clock:
        player.page.clock.pause_at(60_000)
    return player
