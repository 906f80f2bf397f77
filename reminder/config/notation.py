"""Values as TOML text, for the file and for sentences about it."""

from collections.abc import Mapping
from datetime import date, time

from reminder.config.mistakes import printable

_ESCAPES = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\t": "\\t", "\r": "\\r", "\b": "\\b", "\f": "\\f"}


def toml(raw: object) -> str:
    """A value in config notation as TOML text, on one line."""
    match raw:
        case bool():
            return str(raw).lower()
        case str():
            return '"' + "".join(_ESCAPES.get(char) or _escaped(char) for char in raw) + '"'
        case list():
            return f"[{', '.join(toml(item) for item in raw)}]"
        case dict():
            return "{ " + ", ".join(f"{key} = {toml(item)}" for key, item in raw.items()) + " }" if raw else "{}"
        case date() | time():
            return raw.isoformat()
        case _:
            return str(raw)


def _escaped(char: str) -> str:
    return char if char >= " " and char != "\x7f" else f"\\u{ord(char):04x}"


def shown(raw: object) -> str:
    """A value from a user's file, short and printable, for a sentence about it."""
    if isinstance(raw, Mapping):
        return "a table"
    if isinstance(raw, list) and not all(isinstance(item, (str, int, float, date, time)) for item in raw):
        return "a list"
    try:
        return printable(toml(raw))
    except ValueError:  # Python refuses to write out an integer of more than 4300 digits, which TOML can hold as hex
        return "a very long number"
