"""Taking back the last change that a command made of the settings; again, to have it after all."""

import re
import shlex
from collections.abc import Iterator, Sequence
from pathlib import Path

from reminder.config.before import Before, NoWayBack, WayBack, change, digest
from reminder.config.loading import parse, read_content, text_of
from reminder.config.mistakes import ConfigError
from reminder.config.telling import told_again, valid, value_in
from reminder.config.writing import write


def undo(path: Path, back: WayBack) -> str:
    """Put the file back as it was before the last change, to the byte, and say what was taken back.

    A file that was made is removed. This is a change like any other: taken back in its turn, it is made again.

    Raises:
        NoWayBack: there is nothing to take back, or the file is no longer what that change has made. It stays.
        ConfigError: the file cannot be read or written. It stays, too.
    """
    last = back.last()
    content = read_content(path)
    _refuse_if_changed(last, content, path)
    write(path, last.content, expected=content, keeping=back.keeping(change(content, last.content, last.keys)))
    sentences = [*_files(last, content, path), _told(last, content or b"", path), back.trouble]
    return " ".join(filter(None, sentences))


def _refuse_if_changed(last: Before, content: bytes | None, path: Path) -> None:
    if content == last.content:
        raise NoWayBack(f"{path.name} is already as it was before the last change by a command.")
    moved = last.content is None and path.is_symlink()  # to remove the link would not take back that it was made
    if moved or digest(content) != last.made:
        raise NoWayBack(_changed_since(last, path))


def _changed_since(last: Before, path: Path) -> str:
    """What was, so that it can be set by hand."""
    text = text_of(last.content or b"", path)
    values = {key: value_in(text, key, path) for key in last.keys}
    were = [f"{key} was {value or 'not set'}" for key, value in values.items()]
    ways = [f"  reminder config set {key} {_typed(value)}" for key, value in values.items() if value is not None]
    sentence = (
        f"{path.name} has changed since a command set {_listed(last.keys)}, so it was left alone. "
        f"Before that, {_listed(were)}."
    )
    return "\n".join([f"{sentence} To have that again:", *ways] if ways else [sentence])


PLAIN = re.compile(r'"[\w .:,()+-]*"|[\w.:-]+')
"""What every shell takes as one word that means itself."""


def _typed(value: str) -> str:
    """A value as one types it after a command."""
    return value if PLAIN.fullmatch(value) else shlex.quote(value)


def _listed(words: Sequence[str]) -> str:
    if not words:  # only a damaged note names no setting
        return "a setting"
    *first, last = words
    return f"{', '.join(first)} and {last}" if first else last


def _files(last: Before, content: bytes | None, path: Path) -> Iterator[str]:
    if last.content is None:
        yield f"{path.name}, which was made for it, is gone again."
    elif content is None:
        yield f"{path.name} is there again."


def _told(last: Before, content: bytes, path: Path) -> str:
    """The settings that are as before; and the mistakes, if the file had any."""
    text = text_of(last.content or b"", path)
    after, mistakes = None, ""
    try:
        after = parse(text, path)
    except ConfigError as error:
        mistakes = f"\n{error}"
    return told_again(last.keys, text, valid(text_of(content, path), path), after, path) + mistakes
