"""From a file or a text to `Settings`, or to a `ConfigError` with every mistake and its line."""

import errno
import os
import re
import stat
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

from reminder.config.checking import Finding, check
from reminder.config.locate import KeyPath, locate
from reminder.config.mistakes import ConfigError, Mistake, refuse
from reminder.config.settings import Settings, settings

LARGEST = 1_000_000
"""Bytes. No settings file is this big; whatever it is, it is not read into memory."""

_PLACE = re.compile(r" \(at (?:line (\d+), column \d+|end of document)\)$")

_HINTS = (
    (r"\0", "These are no letters, but zeros, which a power cut may leave: put a copy back, or delete the file."),
    (r"=\s*24:00", "The last time of a day is 23:59:59."),
    (
        r"=\s*\d{1,2}:\d\d(:\d\d)?\s*(#.*)?$",
        "Write a time with two digits each for hours, minutes and seconds: 09:00:00.",
    ),
    (r"=\s*\d+([.,]\d+)?\s*(?i:[mcd]?l|m?g|kg|lbs?)\b", 'Put an amount in quotes: "1.8 l".'),
    (r"=\s*\d+([.,]\d+)?\s*[A-Za-z]", 'Put a duration in quotes: "30 min".'),
    (r"=\s*(?i:true|false|yes|no|on|off)\s*(#.*)?$", "Write true or false in small letters."),
    (r"[“”„‘’]", 'Use straight quotes: "like this".'),
    (r"=\s*(#.*)?$", "A value is missing after the equals sign."),
    (r"=\s*[A-Za-z]", 'Put text in quotes: "standard".'),
)
"""Slips that TOML itself explains poorly: a pattern for the line, and what to do."""


def load(path: Path) -> Settings:
    """The settings in a file; a missing file means all defaults.

    Raises:
        ConfigError: the file cannot be read, or something in it is wrong. Never blocks on a pipe or a device.
    """
    text = read_text(path)
    return parse("" if text is None else text, path)


def parse(text: str, path: Path) -> Settings:
    """The settings in a text; `path` is only for what is said about it.

    Raises:
        ConfigError: with all mistakes at once, in the order of their lines.
    """
    checked, findings = check(toml_document(text, path))
    if findings:
        lines = locate(text)
        mistakes = [_mistake(finding, lines) for finding in findings]
        raise ConfigError(path, sorted(mistakes, key=lambda mistake: mistake.line or 0))
    return settings(checked)


def _mistake(finding: Finding, lines: dict[KeyPath, int]) -> Mistake:
    return Mistake(lines.get(finding.path), ".".join(map(str, finding.path)), finding.text)


def toml_document(text: str, path: Path) -> dict[str, Any]:
    """The document, still unchecked.

    Raises:
        ConfigError: it is not TOML; with tomllib's words, its line, and a hint for the usual slips.
    """
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise _syntax(text, str(error), path) from error
    except RecursionError as error:
        raise refuse(path, "its brackets are nested too deeply to be read.") from error
    except ValueError as error:  # Python's limit on the digits of an integer
        raise refuse(path, "it holds a number with too many digits to be read.") from error


def _syntax(text: str, message: str, path: Path) -> ConfigError:
    place = _PLACE.search(message)
    rows = text.rstrip("\r\n").split("\n")
    line = int(place[1]) if place and place[1] else len(rows)
    reason = message[: place.start()] if place else message
    row = rows[line - 1] if line <= len(rows) else ""
    if "overwrite" in reason or "twice" in reason:
        hint = "This stands in the file twice; delete one of the two."
    else:
        hint = next((hint for pattern, hint in _HINTS if re.search(pattern, row)), "")
    return refuse(path, f"this line cannot be read as TOML ({reason}). {hint}".rstrip(), line=line)


def read_text(path: Path) -> str | None:
    """The file's text; None when there is no file.

    Raises:
        ConfigError: it is not a regular file, too big, not UTF-8, or may not be read.
    """
    content = read_content(path)
    return None if content is None else text_of(content, path)


def read_content(path: Path) -> bytes | None:
    """What is in the file, to the byte; None when there is no file.

    Raises:
        ConfigError: it is not a regular file, too big, or may not be read.
    """
    try:
        _refuse_but_a_file(path.stat().st_mode, path)
        content = _read_bytes(path)
    except FileNotFoundError:
        if path.is_symlink():
            raise refuse(
                path, f"it is a link to {path.readlink()}, which is not there. Put that back, or remove {path}."
            ) from None
        return None
    except OSError as error:
        raise refuse(path, f"it cannot be read: {error.strerror or error}. {_unreadable(error, path)}") from error
    if len(content) > LARGEST:
        raise refuse(
            path, f"it is larger than 1 MB, so it is hardly a settings file; it was not read. Move {path} away."
        )
    return content


def _unreadable(error: OSError, path: Path) -> str:
    """What would help against what the system says."""
    if error.errno == errno.ELOOP:
        return f"A link leads back to itself: remove {path}."
    return f"Look at the permissions of {path}, and of the folders it is in."


def text_of(content: bytes, path: Path) -> str:
    """The text of a settings file, without the byte order mark that Windows editors like to begin with.

    Raises:
        ConfigError: it is not UTF-8.
    """
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise refuse(path, "this is not UTF-8 text; save the file as UTF-8 in your editor.", line=line) from error


def _refuse_but_a_file(mode: int, path: Path) -> None:
    if not stat.S_ISREG(mode):
        what = next((what for is_one, what in _NO_FILES.items() if is_one(mode)), "not a regular file")
        raise refuse(path, f"it is {what}; settings are read from a plain text file. Move {path} away.")


_NO_FILES: dict[Callable[[int], bool], str] = {
    stat.S_ISDIR: "a folder",
    stat.S_ISFIFO: "a pipe",
    stat.S_ISSOCK: "a socket",
    stat.S_ISCHR: "a device",
    stat.S_ISBLK: "a device",
}


def _read_bytes(path: Path) -> bytes:
    """At most one byte more than we accept. Opened so that a pipe put there in between cannot block us."""
    flags = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0) | getattr(os, "O_CLOEXEC", 0)
    with os.fdopen(os.open(path, flags), "rb") as file:
        _refuse_but_a_file(os.fstat(file.fileno()).st_mode, path)
        return file.read(LARGEST + 1)
