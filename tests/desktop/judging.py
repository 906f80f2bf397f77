"""What somebody at a desktop finds of reminder there: each finding is what was seen, pressed and read."""

import subprocess
from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Concatenate, ParamSpec

from tests.desktop.session import wait_for
from tests.desktop.visiting import QUICKLY, SOON, Visitor, texts

P = ParamSpec("P")


@dataclass(frozen=True)
class Finding:
    """Whether something is as a user expects it, and what there is to say. None: there is nothing of the kind here."""

    good: bool | None
    note: str = ""


def judged(look: Callable[Concatenate["Visit", P], str]) -> Callable[Concatenate["Visit", P], Finding]:
    """What this looks for and its note are the finding; what it waits for in vain, or cannot press, is one, too."""

    @wraps(look)
    def judge(visit: "Visit", *given: P.args, **named: P.kwargs) -> Finding:
        try:
            return Finding(good=True, note=look(visit, *given, **named))
        except (AssertionError, LookupError, OSError, ValueError, subprocess.TimeoutExpired) as failure:
            return Finding(good=False, note=str(failure) or type(failure).__name__)

    return judge


class Visit(Visitor):
    """Somebody starts reminder at this desktop and tries everything."""

    @judged
    def start(self) -> str:
        """Start the service."""
        self.user.start()
        return ""

    # the tray

    @judged
    def icon(self) -> str:
        """It is in the panel, in its working colour, and the bus has its words."""
        left, top, right, bottom = self.desktop.panel_at or (0, 0, 0, 0)
        with self.user.at_the_keyboard():  # who types nothing is away soon, which has no colour
            x, _ = self._spot = self._icon()
            self._keep("icon", (max(left, x - 150), top, min(right, x + 150), bottom))
            self._be_left_alone()
        way = self._part("tray")["used"]
        return " ".join([*way, *(f"“{title}”" for title in self._titles())])

    @judged
    def no_icon(self) -> str:
        """There is no tray here, as doctor says."""
        used = self._part("tray")["used"]
        assert not used, f"an icon nobody expected: {used}"
        return ""

    @judged
    def menu(self) -> str:
        """A right click opens it, with all its rows."""
        with self.user.at_the_keyboard():
            bare = self.desktop.pixels()
            box, seen = self._open_menu(texts())
            self._keep("menu", self._around(box, self.desktop.panel_at))
            self.desktop.click(*self._nowhere)
            self._gone(bare)
        return f"{len(seen)} rows"

    @judged
    def clicks(self) -> str:
        """The middle button pauses, a row of the menu ends that, and the left button tells how it stands."""
        x, y = self._spot
        with self.user.at_the_keyboard():
            self.desktop.aim(x, y)
            self.desktop.click(x, y, button=2)
            wait_for(self._is_paused, "the pause, by the middle button")
            self._choose("Resume", paused=True)
            wait_for(lambda: not self._is_paused(), "the end of the pause, by a row of the menu")
            return f"middle pauses, row arrives, {self._left_click(x, y)}"

    @judged
    def panel_restarted(self) -> str:
        """A panel that was killed and started again has the icon as before."""
        with self.user.at_the_keyboard():
            self.desktop.restart_panel()
            self._spot = self._icon()
        return ""

    # prompts

    @judged
    def answers(self) -> str:
        """Skip is in the log, and Done with the break that was seen after it."""
        self._set(QUICKLY)
        with self.user.at_the_keyboard():
            before = self.user.asked()
            box = self.desktop.popup(before)
            self._keep("prompt", self._around(box))
            self._answer(before, "Skip", 2)
            wait_for(lambda: self.user.results()[-1:] == ["skipped"], "Skip in the log")
            if self.kind.closes:
                self._gone(before)
            before = self.user.asked()
            self._answer(before, "Done", 0)
            wait_for(lambda: not self.user.status()["prompt"], "the end of the prompt by Done")
        if self._part("presence")["used"]:
            wait_for(lambda: self.user.results()[-1:] == ["observed"], "the break after Done in the log", SOON)
        return f"Skip by {self._answered_by('Skip')}, Done by {self._answered_by('Done')}"

    @judged
    def dismissed(self) -> str:
        """A prompt that is closed without an answer is still open: in the tray, and for the command line."""
        self._set(QUICKLY)
        with self.user.at_the_keyboard():
            before = self.user.asked()
            rows_before = len(self.user.log())
            self.desktop.popup(before)
            self.desktop.dismiss(before)
            self._step_back()
            self._gone(before)
            assert self.user.status()["prompt"], f"the prompt ended: {self.user.results()[rows_before:]}"
            if self.kind.has_tray:
                self._choose("Skip", asked=True)
            else:
                self.user.reminder("skip")
            wait_for(lambda: self.user.results()[-1:] == ["skipped"], "Skip in the log")
            by = "the menu" if self.kind.has_tray else "the command line"
            return f"goes on; skipped by {by}"

    @judged
    def server_restarted(self) -> str:
        """A prompt whose server was killed is there again when the server is."""
        with self.user.at_the_keyboard():
            before = self.user.asked()
            self.desktop.popup(before)
            self.desktop.restart_server()
            self.desktop.popup(before)
            self.user.reminder("skip")
        return "back after its restart"

    @judged
    def prompt_by(self) -> str:
        """What doctor says of the ways to notify."""
        used = self._part("notifications")["used"]
        assert used, "doctor knows no way to notify"
        return " ".join([*used, *(f"({server})" for server in self._servers())])
