"""Is anybody at the desk? One Protocol, one small file per way, and the table that orders them.

Edges are subscribed all day (left, returned); the pause in the input is watched only while a prompt waits for one.
"""

from collections.abc import Callable
from datetime import timedelta
from typing import Protocol

from reminder.core.events import InputPaused, Left, PresenceLost, Returned

PresenceEvent = Left | Returned | InputPaused | PresenceLost
Post = Callable[[PresenceEvent], None]
"""Takes an event into the service; call it on the event loop's thread only."""


class Presence(Protocol):
    """Tells edges of presence. Everything is called on the event loop's thread and must not block it."""

    @property
    def known(self) -> bool:
        """False where this desktop cannot say. An event may make it True, and being lost makes it False."""

    def watch(self, post: Post, *, away_after: timedelta) -> None:
        """Begin to post `Left` after `away_after` without input, and `Returned` at the next input.

        Called again with another `away_after` when the settings change. Nobody there at the call: `Left` comes at once,
        that is in the loop's next turn, or, where the desktop does not tell what was before the call (Wayland), after
        `away_after`. `post` is never called from within a call of ours. An absence is told once.
        """

    def watch_pause(self, *, wanted: bool) -> None:
        """Post one `InputPaused` as soon as there is a pause of INPUT_PAUSE.

        At once if there is one now; where the desktop does not tell what was before the call, after another such pause.
        """

    def kept_awake(self) -> bool | None:
        """Whether some program is seen to keep the screen awake (an idle inhibitor) while there is no input.

        It shows only in an absence, from its `Left` to its `Returned`: True, one is held; False, none is, or one is at
        the desk, where none can be seen. None: this way to tell presence never shows it.
        """

    async def close(self) -> None:
        """Let go of the desktop."""
