"""Programs by the names users know, made of what programs call themselves on a bus.

What is seen there: "firefox" (Firefox), "org.gnome.Totem" (GTK, its application id), "/opt/google/chrome/chrome"
(Chromium and its kin), "org.telegram.desktop", "VLC media player", "".
"""

from collections.abc import Iterable

from reminder.attention import Causes
from reminder.backends import in_a_line

UNNAMED = "a program without a name"
LONGEST = 40
"""Characters; a menu's row and a notification's line have room for no more."""

ENDINGS = frozenset({"desktop", "app", "application", "client"})
"""Last parts of application ids and files that name nothing ("org.telegram.desktop", "firefox.desktop")."""


def causes_of(app_ids: Iterable[str]) -> Causes:
    """Their names, each once, in the order given."""
    return tuple(dict.fromkeys(app_name(each) for each in app_ids))


def app_name(app_id: str) -> str:
    """The name of a program, never empty: where there is no letter and no digit in it, nobody could read it."""
    words = in_a_line(app_id)
    if " " not in words:
        words = _last_part(words.rpartition("/")[2])
        words = " ".join(words.replace("_", "-").split("-"))
    words = " ".join(words.split())
    if words.islower() and len(words) > 3:  # mpv and vlc are called so
        words = words[0].upper() + words[1:]
    if len(words) > LONGEST:
        words = words[: LONGEST - 1].rstrip() + "…"
    return words if any(map(str.isalnum, words)) else UNNAMED


def _last_part(app_id: str) -> str:
    """Of an application id ("org.gnome.Totem"); a name with a single dot is none ("node.js")."""
    *before, last = app_id.split(".")
    if before and last.lower() in ENDINGS:
        return before[-1]
    return last if len(before) > 1 else app_id
