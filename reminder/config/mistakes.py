"""What is wrong with a config file, told so that its owner can mend it."""

from collections.abc import Iterable, Sequence
from pathlib import Path

from reminder.core.records import dataclass

LONGEST_QUOTE = 60
"""A file may hold a megabyte in one text; a sentence about it quotes no more than this."""


@dataclass(frozen=True, slots=True)
class Mistake:
    """One thing to mend.

    `line` counts from 1; None where no single line is to blame (a file that cannot be read, a command's argument).
    `key` is dotted ("movement.every"), "" for the file as a whole. `text` says what is wrong and what to do.
    """

    line: int | None
    key: str
    text: str


class Wrong(Exception):  # noqa: N818 - the second half of a sentence, not an error of ours
    """This value cannot stand here. The message says what to write instead, without naming the key."""


class ConfigError(Exception):
    """The settings cannot be used as they stand; the user can mend it. All mistakes at once, in the file's order.

    `path` is None when the mistake is in a question or an argument and not in a file.
    """

    def __init__(self, path: Path | None, mistakes: Iterable[Mistake]) -> None:
        self.path = path
        self.mistakes = tuple(mistakes)
        super().__init__("\n".join(self._sentence(mistake) for mistake in self.mistakes))

    def _sentence(self, mistake: Mistake) -> str:
        if self.path is None:
            return mistake.text
        place = self.path.name if mistake.line is None else f"{self.path.name} line {mistake.line}"
        return f"{place}: {mistake.text}"


def refuse(path: Path | None, text: str, key: str = "", line: int | None = None) -> ConfigError:
    """A `ConfigError` with one mistake."""
    return ConfigError(path, [Mistake(line, key, text)])


def quoted(name: str) -> str:
    """A key as the user wrote it, in single quotes, safe to print in a terminal."""
    return f"'{printable(name)}'"


def either(choices: Sequence[str]) -> str:
    """Choices in a sentence: "a", "a or b", "a, b or c"."""
    *first, last = choices
    return f"{', '.join(first)} or {last}" if first else last


def printable(text: str) -> str:
    """The text cut to a readable length, with control characters escaped."""
    cut = text if len(text) <= LONGEST_QUOTE else text[: LONGEST_QUOTE - 1] + "…"
    return "".join(char if char.isprintable() else char.encode("unicode_escape").decode() for char in cut)


def closest(word: str, known: Iterable[str]) -> str | None:
    """The known word that this one was probably meant to be; None when nothing is near."""
    import difflib  # only a mistake pays for it

    plain = {name.replace("_", ""): name for name in known}
    near = difflib.get_close_matches(word.casefold().replace("-", "").replace("_", "")[:LONGEST_QUOTE], plain, 1, 0.6)
    return plain[near[0]] if near else None
