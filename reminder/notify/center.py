"""The system's notification centre, as desktop-notifier finds it: there and allowed to us, or why not.

The library raises nothing and only logs what went wrong, so its log is listened to. Where it knows no centre, or macOS
gives it none, it has a dummy that can do nothing.
"""

import asyncio
import logging
import warnings
from collections.abc import Awaitable, Callable
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from reminder.backends import Unavailable
from reminder.notify import said_by

if TYPE_CHECKING:
    from desktop_notifier import DesktopNotifier

APP_NAME = "Reminder"
"""What toasts are shown under. Windows keeps it in its registry, until `reminder uninstall`."""

T = TypeVar("T")
Reason = tuple[str, str]
"""Why not, and what would help."""

NO_BUTTONS: dict[str, Reason] = {
    "darwin": (
        "macOS lets only an app, or a Python installed as a framework, show notifications of its own",
        "use the Python from python.org (those of Homebrew and conda will not do)",
    ),
    "win32": ("notifications with buttons need Windows 10 or later", ""),
}
NOT_ALLOWED: dict[str, Reason] = {
    "darwin": ("macOS does not allow this Python to notify", "allow it in System Settings > Notifications > Python"),
    "win32": (
        "notifications of Reminder are switched off in Windows",
        "switch them on in Settings > System > Notifications",
    ),
}
NOT_ANSWERED: dict[str, Reason] = {
    "darwin": ("macOS still asks whether Python may notify", "answer its question with Allow"),
}
NOWHERE: Reason = ("desktop-notifier finds no notification centre with buttons here", "")
SILENT: Reason = ("the notification centre does not answer", "")


class LibraryLog(logging.Handler):
    """Hears what the library logs as gone wrong, which is the only way it tells; nothing of it reaches the terminal."""

    def __init__(self, tell: Callable[[str], None]) -> None:
        """`tell` is called on whatever thread something goes wrong."""
        super().__init__(logging.WARNING)
        self.tell = tell
        self._log = logging.getLogger("desktop_notifier")
        self._log.addHandler(self)
        self._log.propagate = False

    def emit(self, record: logging.LogRecord) -> None:
        """Tell the error's own words where there is one, not the library's about it."""
        error = record.exc_info[1] if record.exc_info else None
        self.tell(record.getMessage() if error is None else said_by(error))

    def close(self) -> None:
        """Hear no more."""
        self._log.removeHandler(self)
        self._log.propagate = not self._log.handlers  # unless another way has been opened meanwhile
        super().close()


async def allowed_center(icon: Path | None, *, platform: str, limit: timedelta) -> "DesktopNotifier":
    """The centre, once it is known that it shows buttons and that the user allows us to use it.

    Raises:
        Unavailable: it does not, or has not said so in time.
    """
    try:
        center = _open(icon)
        refusal = await _refusal(center, platform, limit)
    except ImportError as error:
        raise Unavailable(f"desktop-notifier cannot be loaded ({error})", "pip install desktop-notifier") from error
    except TimeoutError:
        raise Unavailable(*NOT_ANSWERED.get(platform, SILENT)) from None
    except Exception as error:  # whatever the library, and the system's own beneath it, raise
        raise Unavailable(f"desktop-notifier does not work here: {said_by(error)}") from error
    if refusal is not None:
        raise Unavailable(*refusal)
    return center


def _open(icon: Path | None) -> "DesktopNotifier":
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it asks for an event loop policy, which Python 3.14 finds outdated
        from desktop_notifier import DesktopNotifier, Icon

        picture = Icon(path=icon.absolute()) if icon is not None and icon.is_file() else None
        return DesktopNotifier(app_name=APP_NAME, app_icon=picture)


async def _refusal(center: "DesktopNotifier", platform: str, limit: timedelta) -> Reason | None:
    """Why this centre will not do; None: it will."""
    from desktop_notifier import Capability

    if Capability.BUTTONS not in await within(limit, center.get_capabilities()):
        return NO_BUTTONS.get(platform, NOWHERE)
    if not await within(limit, center.request_authorisation()):
        return NOT_ALLOWED.get(platform, NOWHERE)
    return None


async def within(limit: timedelta, work: Awaitable[T], too_late: Callable[[], object] = lambda: None) -> T:
    """What this work results in; it is not cancelled if it takes longer, since the system would answer into nothing.

    `too_late` is called once it has succeeded after all.

    Raises:
        TimeoutError: it is not done within the limit.
    """
    task = asyncio.ensure_future(work)
    await asyncio.wait({task}, timeout=limit.total_seconds())
    if not task.done():
        task.add_done_callback(lambda done: None if done.cancelled() or done.exception() else too_late())
        raise TimeoutError
    return task.result()
