"""An exchange with a peer that is done again whenever something changed: one at a time, and with patience."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import timedelta

from reminder.bus import ABSENT, CallFailed

PATIENCE = timedelta(seconds=10)
"""How long a peer may be gone before it is given up: GNOME Shell on Xorg is back within 3 s of a restart."""

MUTE = 6
"""A peer that is there but does not answer (a machine that swaps) is waited for so many times longer."""


class Errand:
    """Runs `do` once for every `again`, or once for many of them, never twice at the same time.

    When `do` raises `CallFailed` it is tried again at growing distances; `give_up` is called with the reason, once and
    from the loop, when it has failed for all of `patience`.
    """

    def __init__(
        self, do: Callable[[], Awaitable[None]], give_up: Callable[[str], None], patience: timedelta = PATIENCE
    ) -> None:
        self._do = do
        self._give_up = give_up
        self._patience_seconds = patience.total_seconds()
        self._asked = False
        self._over = False
        self._failing_since: float | None = None
        self._pause_seconds = 0.0
        self._task: asyncio.Task[None] | None = None
        self._timer: asyncio.TimerHandle | None = None

    @property
    def at_rest(self) -> bool:
        """Whether nothing is being done or about to be; a look planned for later is none."""
        return not self._asked and (self._task is None or self._task.done())

    def again(self) -> None:
        """Do it in the loop's next turn, or once more after the time that is under way."""
        if self._over:
            return
        self._asked = True
        if self._task is None or self._task.done():
            self._task = asyncio.get_running_loop().create_task(self._run())

    def later(self, seconds: float) -> None:
        """Do it after so long, unless it is done before."""
        self._cancel_timer()
        self._timer = asyncio.get_running_loop().call_later(seconds, self.again)

    def end(self) -> None:
        """Do nothing any more; what is under way is broken off."""
        self._over, self._asked = True, False
        self._cancel_timer()
        if self._task is not None:
            self._task.cancel()

    async def _run(self) -> None:
        while self._asked:
            self._asked = False
            self._cancel_timer()
            try:
                await self._do()
            except CallFailed as failure:
                self._failed(failure)
            else:
                self._failing_since = None

    def _failed(self, failure: CallFailed) -> None:
        moment = asyncio.get_running_loop().time()
        if self._failing_since is None:
            self._failing_since, self._pause_seconds = moment, self._patience_seconds / 20
        patience = self._patience_seconds * (1 if failure.error in ABSENT else MUTE)
        if moment - self._failing_since >= patience:
            self._over = True
            self._give_up(str(failure))
            return
        self.later(self._pause_seconds)
        self._pause_seconds = min(2 * self._pause_seconds, self._patience_seconds / 2)

    def _cancel_timer(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
