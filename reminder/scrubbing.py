"""What is private in a text for others' eyes, taken out of it: who, where, and words of the user's own."""

import getpass
import os
import re
import socket
from collections.abc import Iterable, Iterator
from pathlib import Path

SHORTEST = 3
"""Characters of a word that is looked for: shorter ones stand in any text."""

QUOTED = re.compile(r"""(?<!\w)['"](?:.*['"]|.*)""", re.DOTALL)
"""From the first quotation mark to the last: what is quoted may hold some itself. No apostrophe of a word begins it."""


def scrubbed(text: str, words: Iterable[str] = ()) -> str:
    """The text with ~ for the home folder, USER and HOST for their names, and … for these words."""
    for private, instead in _private(words):
        start, end = (r"(?<!\w)" if private[0].isalnum() else ""), (r"(?!\w)" if private[-1].isalnum() else "")
        text = re.sub(f"{start}{re.escape(private)}{end}", instead, text)
    return text


def _private(words: Iterable[str]) -> Iterator[tuple[str, str]]:
    """What to look for and what to put there, the longest of each first."""
    home = _home()
    homes = {str(home), os.path.realpath(home)} if home else set[str]()
    yield from ((home, "~") for home in sorted(homes, key=len, reverse=True) if len(home) > SHORTEST)
    own = sorted({word.strip() for word in words}, key=len, reverse=True)
    yield from ((word, "…") for word in own if len(word) >= SHORTEST)
    yield from ((name, "USER") for name in _users() if len(name) >= SHORTEST)
    yield from ((name, "HOST") for name in _hosts() if len(name) >= SHORTEST)


def _home() -> Path | None:
    """None: a number that nobody has, in a container say, and no $HOME."""
    try:
        return Path.home()
    except RuntimeError:
        return None


def _users() -> set[str]:
    home = _home()
    found = {home.name} if home else set[str]()
    try:
        return found | {getpass.getuser()}
    except (OSError, KeyError, ImportError):  # nobody by that number
        return found


def _hosts() -> list[str]:
    name = socket.gethostname()
    return sorted({name, name.partition(".")[0]} - {"localhost", "reminder"}, key=len, reverse=True)


def without_values(bug: BaseException) -> str:
    """An exception's own words; what is quoted in them, and numbers, may be the user's, unless they are about code."""
    if isinstance(bug, TypeError | AttributeError | NameError | ImportError | NotImplementedError | RecursionError):
        return str(bug)
    if isinstance(bug, OSError):
        return bug.strerror or ""
    names_out = scrubbed(str(bug))  # here, since a name with a number in it would not be known later
    return re.sub(r"\d+", "#", QUOTED.sub("'…'", names_out))
