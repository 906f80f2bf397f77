"""Notifications without answers through plyer: what is left where nothing better works.

plyer cannot tell whether anybody saw anything, so this way opens only where its call can at least arrive:
Windows, always (a balloon beside the clock). macOS, with pyobjus installed, which plyer needs and does not bring.
Linux and BSD, only where jeepney is not installed: plyer talks, through dbus-python or notify-send, to the very server
that `freedesktop.py` talks to, and reports success also with no server. What freedesktop.py has refused, plyer would
refuse silently.
"""

import contextlib
import html
import importlib.util
import io
import shutil
import sys
import warnings
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

from reminder.backends import Unavailable
from reminder.core.records import dataclass
from reminder.in_time import OnOpened, in_time
from reminder.notify import Click, NotDelivered, Text, said_by
from reminder.notify.forgetful import Forgetful, undashed

LIMIT = timedelta(seconds=10)
"""plyer waits for notify-send, which waits for the server."""

STAYS_SECONDS = 10
"""How long plyer keeps it up; whole seconds, or it fails with dbus-python."""

TITLE_MOST = 63
BODY_MOST = 255
"""What a Windows balloon holds; a longer text fails in a thread of plyer's, where nobody hears it."""

FLATPAK = Path("/app")
"""Where this folder exists plyer believes in Flatpak, and loses every text with an apostrophe."""


@dataclass(frozen=True, slots=True)
class Means:
    """What this machine offers to plyer."""

    platform: str
    has_module: Callable[[str], bool]
    has_program: Callable[[str], bool]
    flatpak: bool

    def refusal(self) -> Unavailable | None:
        """Why plyer cannot serve here; None: it can."""
        if self.platform == "win32":
            return None
        if self.platform == "darwin":
            return None if self.has_module("pyobjus") else Unavailable("plyer needs pyobjus", "pip install pyobjus")
        if self.has_module("jeepney"):
            return Unavailable("plyer would ask the same notification server, and could not tell that it is missing")
        if self.flatpak:
            return Unavailable("plyer takes this machine for a Flatpak, because there is a folder /app")
        if self.has_module("dbus") or self.has_program("notify-send"):
            return None
        fix = "install notify-send (the package libnotify-bin, or libnotify)"
        return Unavailable("plyer needs notify-send or dbus-python", fix)


def look_around() -> Means:
    """What this machine offers."""
    return Means(
        platform=sys.platform,
        has_module=_imports,
        has_program=lambda name: shutil.which(name) is not None,
        flatpak=FLATPAK.is_dir(),
    )


async def open_plain(*, icon: Path | None, means: Means | None = None, limit: timedelta = LIMIT) -> "PlainNotifier":
    """Find plyer's implementation for this system.

    Raises:
        Unavailable: it has none here, or none that could reach anybody.
    """
    means = means or look_around()
    if (refusal := means.refusal()) is not None:
        raise refusal
    return PlainNotifier(_plyer_notify(), platform=means.platform, icon=icon, limit=limit)


class PlainNotifier(Forgetful):
    """Hands every notification to plyer."""

    def __init__(self, notify: Callable[..., Any], *, platform: str, icon: Path | None, limit: timedelta) -> None:
        self._notify = notify
        self._platform = platform
        self._icon = _icon_for(platform, icon)
        self._limit = limit

    async def tell(self, text: Text, click: Click | None = None) -> None:
        """Hand the words to plyer, in a thread because it waits for a program."""
        text = text if click is None else click.told_without(text)
        words = {"title": fit(text.title, TITLE_MOST, self._platform), "message": self._body(text.body)}

        def call(_: OnOpened) -> None:
            self._notify(**words, app_name="Reminder", app_icon=self._icon, timeout=STAYS_SECONDS)

        try:
            await in_time(call, whom="plyer", limit=self._limit)
        except Unavailable as reason:
            raise NotDelivered(str(reason)) from reason
        except Exception as error:  # whatever its platform files raise, NotImplementedError among them
            raise NotDelivered(f"plyer failed: {said_by(error)}") from error

    def _body(self, body: str) -> str:
        body = fit(body, BODY_MOST, self._platform)
        # notify-send and dbus-python pass it on as markup, which all but two of eight servers interpret
        return body if self._platform in ("win32", "darwin") else html.escape(body, quote=False)


def fit(words: str, most: int, platform: str) -> str:
    """The words as this system can take them: cut at a word on Windows, and never looking like an option.

    notify-send loses a title that starts with "-".
    """
    words = undashed(words)
    if platform != "win32" or _units(words) <= most:
        return words
    end = most - 1
    while _units(words[:end]) >= most:
        end -= 1
    cut = words[:end]
    if not words[end].isspace():
        cut = cut.rpartition(" ")[0] or cut
    return cut.rstrip() + "…"


def _units(words: str) -> int:
    """The length as Windows counts it, where an emoji is two."""
    return len(words.encode("utf-16-le", "surrogatepass")) // 2


def _imports(name: str) -> bool:
    """Whether a module is there and its compiled parts load; a wheel for another processor is found, but fails."""
    if importlib.util.find_spec(name) is None:
        return False
    try:
        importlib.import_module(name)
    except Exception:  # noqa: BLE001 - whatever a broken library raises, it is of no use
        return False
    return True


def _plyer_notify() -> Callable[..., Any]:
    # plyer chooses its implementation on first access, warns there about what it does not find, and prints a traceback
    # where the choice fails: none of it is news to the user, the reason is.
    printed = io.StringIO()
    with warnings.catch_warnings(), contextlib.redirect_stderr(printed):
        warnings.simplefilter("ignore")
        try:
            from plyer import notification

            notify: Callable[..., Any] = notification.notify
        except Exception as error:
            raise Unavailable(f"plyer cannot be loaded: {said_by(error)}") from error
    if type(getattr(notify, "__self__", None)).__module__.startswith("plyer.facades"):
        last = printed.getvalue().strip().rpartition("\n")[2]
        raise Unavailable("plyer has no notifications for this system" + (f" ({last})" if last else ""))
    return notify


def _icon_for(platform: str, icon: Path | None) -> str:
    if icon is not None and platform == "win32":
        icon = icon.with_suffix(".ico")  # another format fails in plyer's thread, and the balloon with it
    return str(icon) if icon is not None and icon.is_file() else ""
