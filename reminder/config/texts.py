"""Values that are words: a text, and lists of names, of exercises, of steps."""

from reminder.config.mistakes import Wrong
from reminder.core.exercises import LIBRARY
from reminder.core.records import dataclass

IN_LIBRARY = frozenset(each.name for each in LIBRARY)
"""The names of the exercises that come with the program: E01 to E24."""


@dataclass(frozen=True, slots=True)
class Text:
    """Text of at most `longest` characters; on one line, and not empty, unless it is a `body`."""

    longest: int
    body: bool = False

    def read(self, raw: object) -> str:
        if not isinstance(raw, str):
            raise Wrong("write text in quotes")
        if not self.body and not raw.strip():
            raise Wrong("it cannot be empty")
        if len(raw) > self.longest:
            raise Wrong(f"it has {len(raw)} characters; the most is {self.longest}")
        # Notification servers and terminals must get text, not control characters or half of a surrogate pair.
        if any(_control(char) and not (self.body and char == "\n") for char in raw):
            raise Wrong("it holds a character that cannot be shown" + ("" if self.body else ", or more than one line"))
        return raw

    def write(self, value: str) -> str:
        return value

    @property
    def says(self) -> str:
        return f"text, at most {self.longest} characters"

    def schema(self) -> dict[str, object]:
        return {"type": "string", "minLength": 0 if self.body else 1, "maxLength": self.longest}


@dataclass(frozen=True, slots=True)
class Names:
    """Any number of names, each a line of text. Text such as "Firefox, OBS" is understood too."""

    most: int = 100
    longest: int = 80

    def read(self, raw: object) -> tuple[str, ...]:
        names: object = [name.strip() for name in raw.split(",") if name.strip()] if isinstance(raw, str) else raw
        if not isinstance(names, list):
            raise Wrong('write a list of names such as ["Firefox", "OBS"]')
        if len(names) > self.most:
            raise Wrong(f"these are {len(names)} names; the most is {self.most}")
        return tuple(dict.fromkeys(Text(self.longest).read(name).strip() for name in names))

    def write(self, value: tuple[str, ...]) -> list[str]:
        return list(value)

    @property
    def says(self) -> str:
        return "a list of names"

    def schema(self) -> dict[str, object]:
        return {"type": "array", "items": Text(self.longest).schema(), "maxItems": self.most}


@dataclass(frozen=True, slots=True)
class Exercises:
    """Any number of exercises by name; those of the library, such as E13, in either case."""

    def read(self, raw: object) -> tuple[str, ...]:
        try:
            names = Names().read(raw)
        except Wrong as wrong:
            raise Wrong(str(wrong).replace('["Firefox", "OBS"]', '["E13", "E15"]')) from None
        return tuple(dict.fromkeys(name.upper() if name.upper() in IN_LIBRARY else name for name in names))

    def write(self, value: tuple[str, ...]) -> list[str]:
        return list(value)

    @property
    def says(self) -> str:
        return "a list of exercises"

    def schema(self) -> dict[str, object]:
        return Names().schema()


@dataclass(frozen=True, slots=True)
class Steps:
    """What to do, step by step: a list of lines, or a single one."""

    most: int = 8
    longest: int = 160

    def read(self, raw: object) -> tuple[str, ...]:
        lines = [raw] if isinstance(raw, str) else raw
        if not isinstance(lines, list) or not lines:
            raise Wrong('write a list of steps such as ["Sit tall.", "Look up."]')
        if len(lines) > self.most:
            raise Wrong(f"these are {len(lines)} steps; the most is {self.most}")
        return tuple(Text(self.longest).read(line).strip() for line in lines)

    def write(self, value: tuple[str, ...]) -> list[str]:
        return list(value)

    @property
    def says(self) -> str:
        return f"up to {self.most} steps, each of at most {self.longest} characters"

    def schema(self) -> dict[str, object]:
        return {"type": "array", "items": Text(self.longest).schema(), "minItems": 1, "maxItems": self.most}


def _control(char: str) -> bool:
    """Whether a character is a control character, a line end, or half of a surrogate pair; joined emoji are neither.

    An override of direction (U+202D, U+202E) is one, too: words of ours beside it would be shown backwards.
    """
    return char < " " or "\x7f" <= char <= "\x9f" or char in "\u2028\u2029\u202d\u202e" or "\ud800" <= char <= "\udfff"
