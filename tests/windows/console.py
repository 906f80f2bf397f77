"""A program of Windows in a console window, as far as wine has one: what it prints, and Ctrl-C."""

import os
import pty
import signal
import subprocess
import threading
from collections.abc import Mapping, Sequence
from contextlib import suppress

ENDING_SECONDS = 30
CTRL_C = b"\x03"


class Console:
    """Runs it until it ends by itself, or is ended here."""

    def __init__(self, argv: Sequence[str], environ: Mapping[str, str]) -> None:
        ours, its = pty.openpty()
        self._hand = ours
        self._shown = bytearray()
        # only of the terminal that controls it does a program get Ctrl-C
        command = ["setsid", "--ctty", *argv]
        self.process = subprocess.Popen(command, env=dict(environ), stdin=its, stdout=its, stderr=its)
        os.close(its)
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    @property
    def text(self) -> str:
        """What has been printed so far, with what makes a terminal out of it; wine folds lines at 80 characters."""
        return self._shown.decode(errors="replace")

    def press_ctrl_c(self) -> int:
        """Press it, wait for the end, and tell with which code."""
        os.write(self._hand, CTRL_C)
        return self.process.wait(ENDING_SECONDS)

    def terminate(self) -> None:
        """End it at once, without a word to it, as the task manager does."""
        self.process.send_signal(signal.SIGKILL)
        self.process.wait(ENDING_SECONDS)

    def close(self) -> None:
        """End it, if it has not ended."""
        if self.process.poll() is None:
            self.terminate()
        self._reader.join(ENDING_SECONDS)
        os.close(self._hand)

    def _read(self) -> None:
        with suppress(OSError):  # the last one to write has gone
            while part := os.read(self._hand, 4096):
                self._shown += part
