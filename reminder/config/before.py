"""What a settings file was before a command changed it: kept beside the log, until the next change."""

import hashlib
import json
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from reminder.core.records import dataclass
from reminder.whole_file import put_in_place


class NoWayBack(Exception):  # noqa: N818 - a sentence for the user, not an error of ours
    """The last change cannot be taken back; the message says why and what would help."""


@dataclass(frozen=True, slots=True)
class Before:
    """A change of a settings file, by what was there before it.

    `text` is the whole file before, a byte order mark included; None: there was none. `made` is the digest of what the
    change has made of it; None: it removed the file. `keys` are the settings that it changed, in their order.
    """

    text: str | None
    made: str | None
    keys: tuple[str, ...]

    @property
    def content(self) -> bytes | None:
        """The file before, to the byte."""
        return None if self.text is None else self.text.encode()

    def and_then(self, later: "Before") -> "Before":
        """This change and a later one as one; the later one alone, if something else happened in between."""
        if self.made != digest(later.content):
            return later
        return Before(self.text, later.made, tuple(dict.fromkeys((*self.keys, *later.keys))))


def change(was: bytes | None, now: bytes | None, keys: tuple[str, ...]) -> Before:
    """The change of a file from one content to another; `was` has to be UTF-8."""
    return Before(None if was is None else was.decode(), digest(now), keys)


def digest(content: bytes | None) -> str | None:
    """What a content is known by; None: there is no file."""
    return None if content is None else hashlib.sha256(content).hexdigest()


def as_json(before: Before) -> str:
    """The change as it is kept."""
    return json.dumps({"text": before.text, "made": before.made, "keys": before.keys})


def from_json(text: str | bytes) -> Before | None:
    """The change that was kept so; None: this is none."""
    try:
        read = json.loads(text)
        before = Before(read["text"], read["made"], tuple(read["keys"]))
    except (ValueError, KeyError, TypeError, RecursionError):
        return None
    plain = all(isinstance(each, str | None) for each in (before.text, before.made))
    named = all(isinstance(key, str) for key in before.keys)
    return before if plain and named and _encodable(before.text or "") else None


def _encodable(text: str) -> bool:
    """Whether it can have stood in a file: half of a surrogate pair cannot."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


class WayBack:
    """Keeps, in the file `place`, what was there before the changes of one command, which count as one.

    `trouble` is a sentence: why the last of them cannot be undone by a command; "": it can.
    """

    def __init__(self, place: Path) -> None:
        self.trouble = ""
        self._place = place
        self._so_far: Before | None = None

    @contextmanager
    def keeping(self, before: Before) -> Iterator[None]:
        """Keep this while the change is made, so that a crash in between leaves an undo that refuses.

        If the change fails, what was kept until now comes back.
        """
        together = before if self._so_far is None else self._so_far.and_then(before)
        earlier = self._content()
        self.trouble = self._keep(as_json(together).encode())
        try:
            yield
        except BaseException:
            with suppress(OSError):
                self._back_to(earlier)
            raise
        self._so_far = together

    def last(self) -> Before:
        """The last change of a command.

        Raises:
            NoWayBack: there was none, or it cannot be read.
        """
        try:
            before = from_json(self._place.read_bytes())
        except FileNotFoundError:
            raise NoWayBack("There is nothing to take back: no command has changed your settings yet.") from None
        except OSError as problem:
            raise NoWayBack(self._unread(problem.strerror or str(problem))) from problem
        if before is None:
            raise NoWayBack(self._unread("it is damaged"))
        return before

    def _unread(self, reason: str) -> str:
        return (
            f"What your settings were before the last change cannot be read from {self._place}: {reason}. Nothing was "
            "changed; 'reminder config edit' opens them."
        )

    def _content(self) -> bytes | None:
        try:
            return self._place.read_bytes()
        except OSError:
            return None

    def _keep(self, content: bytes) -> str:
        try:
            put_in_place(self._place, content)
        except OSError as problem:
            reason = problem.strerror or problem
            return f"This cannot be undone by a command: {self._place} cannot be written ({reason})."
        return ""

    def _back_to(self, earlier: bytes | None) -> None:
        if earlier is None:
            self._place.unlink(missing_ok=True)
        elif earlier != self._content():
            put_in_place(self._place, earlier)
