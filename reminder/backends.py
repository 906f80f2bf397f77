"""Choosing a backend: a table is tried from the top, and every refusal keeps its reason."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from types import MappingProxyType
from typing import Generic, TypeVar

from reminder.core.records import dataclass

T = TypeVar("T")


def in_a_line(text: str) -> str:
    """What others have said, in one line, and without what a terminal would obey or nobody can see.

    It may be any program's: the name it gives itself, the reason of an error. It comes to be read in a terminal, in a
    log of lines and between words of ours: an escape, a line's end or an override of direction (U+202E) would forge
    them.
    """
    seen = (sign if sign.isprintable() else " " if sign.isspace() else "" for sign in text)
    return " ".join("".join(seen).split())


class Known(str):
    """A word of ours in a message of the log, which says nothing of anybody: what all can read in the source."""

    __slots__ = ()


class Unavailable(Exception):  # noqa: N818 - it is a statement about this desktop, not an error of ours
    """This backend cannot be used here. The message says why, in words a user can act on.

    `fix` is what would help, in the imperative ("install pulseaudio-utils"); "": nothing would, or the reason says it.
    `refused`: the backends of a table, where none of them can serve.
    """

    def __init__(self, reason: str, fix: str = "", refused: "tuple[Refusal, ...]" = ()) -> None:
        super().__init__(in_a_line(reason))
        self.fix = fix
        self.refused = refused


class Absent(Unavailable):
    """Nobody is there to serve this: not trouble on the way, but an answer of a kind."""


@dataclass(frozen=True, slots=True)
class Candidate(Generic[T]):
    """One row of a backend table: its name, and how to open it.

    `open` raises `Unavailable` when the backend cannot serve here. Imports of platform libraries belong inside it.
    """

    name: str
    open: Callable[[], Awaitable[T]]


@dataclass(frozen=True, slots=True)
class Refusal:
    """A backend that was tried and why it cannot serve, and what would help ("": nothing, or the reason says it)."""

    name: str
    reason: str
    fix: str = ""


@dataclass(frozen=True, slots=True)
class Part:
    """One line of `doctor`: what serves a purpose here (empty: nothing does), what it says now, what was tried and why
    it does not serve.
    """

    name: str
    used: tuple[str, ...]
    refused: tuple[Refusal, ...] = ()
    says: str = ""


@dataclass(frozen=True, slots=True)
class Choice(Generic[T]):
    """The backend in use with its name, and those that were tried before it."""

    name: str
    backend: T
    refused: tuple[Refusal, ...]


PACKAGES = {"Xlib": "python-xlib", "PIL": "pillow"}
"""What to install for a module, where it is not called the same."""


def _missing(name: str, error: ImportError) -> Refusal:
    module = (error.name or "").partition(".")[0]
    package = PACKAGES.get(module, module)
    return Refusal(name, f"the package {package} cannot be loaded ({error})", f"pip install {package}")


async def choose(table: Sequence[Candidate[T]], without: Mapping[str, str] = MappingProxyType({})) -> Choice[T]:
    """Open the first candidate that can serve; `without`: names of those that are not to be tried, and why not.

    Raises:
        Unavailable: no row of the table can serve; the message lists every reason.
    """
    refused: list[Refusal] = []
    for candidate in table:
        if candidate.name in without:
            refused.append(Refusal(candidate.name, without[candidate.name]))
            continue
        try:
            backend = await candidate.open()
        except Unavailable as reason:
            refused.append(Refusal(candidate.name, str(reason), reason.fix))
        except ImportError as missing:  # also where it is there, but was built for another system
            refused.append(_missing(candidate.name, missing))
        else:
            return Choice(candidate.name, backend, tuple(refused))
    reasons = "; ".join(f"{tried.name}: {tried.reason}" for tried in refused)
    raise Unavailable(reasons, refused=tuple(refused))
