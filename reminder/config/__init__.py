"""The user's settings: every option declared once; loaded, checked, explained, changed in place, and watched.

Loading is all that a start needs, so the rest is imported when first asked for; tomlkit, watchdog and difflib never are
before that.
"""

from importlib import import_module
from typing import TYPE_CHECKING

from reminder.config.loading import load, parse
from reminder.config.mistakes import ConfigError, Mistake
from reminder.config.settings import Settings

if TYPE_CHECKING:
    from reminder.config.before import NoWayBack, WayBack
    from reminder.config.editing import set_value, set_values
    from reminder.config.rendering import explain, option_table, render, schema, show
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
    "undo",
]

_LATER = {
    **dict.fromkeys(("NoWayBack", "WayBack"), "before"),
    **dict.fromkeys(("set_value", "set_values"), "editing"),
    "undo": "undoing",
    **dict.fromkeys(("explain", "option_table", "render", "schema", "show"), "rendering"),
    "Watch": "watching",
}


def __getattr__(name: str) -> object:
    if name not in _LATER:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_LATER[name]}"), name)
