"""The user's settings: every option declared once; loaded, checked, explained, changed in place, and watched.

What a mistake is costs nothing, and every command may have to tell one; all else is imported when first asked for. The
service never comes to tomlkit and difflib before that.
"""

from importlib import import_module
from typing import TYPE_CHECKING

from reminder.config.mistakes import ConfigError, Mistake

if TYPE_CHECKING:
    from reminder.config.before import NoWayBack, WayBack
    from reminder.config.editing import set_value, set_values
    from reminder.config.loading import load, parse
    from reminder.config.rendering import explain, option_table, render, schema
    from reminder.config.settings import Settings
    from reminder.config.showing import show, shown
    from reminder.config.undoing import undo
    from reminder.config.watching import Watch

__all__ = [
    "ConfigError",
    "Mistake",
    "NoWayBack",
    "Settings",
    "Watch",
    "WayBack",
    "explain",
    "load",
    "option_table",
    "parse",
    "render",
    "schema",
    "set_value",
    "set_values",
    "show",
    "shown",
    "undo",
]

_LATER = {
    **dict.fromkeys(("load", "parse"), "loading"),
    "Settings": "settings",
    **dict.fromkeys(("NoWayBack", "WayBack"), "before"),
    **dict.fromkeys(("set_value", "set_values"), "editing"),
    "undo": "undoing",
    **dict.fromkeys(("explain", "option_table", "render", "schema"), "rendering"),
    **dict.fromkeys(("show", "shown"), "showing"),
    "Watch": "watching",
}


def __getattr__(name: str) -> object:
    if name not in _LATER:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_LATER[name]}"), name)
