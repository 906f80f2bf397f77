"""A document against the declared settings: what it means, and everything that is wrong with it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from reminder.config.locate import KeyPath
from reminder.config.mistakes import Wrong, closest, quoted
from reminder.config.notation import shown
from reminder.config.options import KINDS, OPTIONS, PRESETS, SECTIONS, Option, in_section, of_own


@dataclass(frozen=True, slots=True)
class Checked:
    """The values in force, by dotted key, defaults and the movement preset included.

    An own kind's `every`, `per_day` and `break` are there only where given. `given` are the keys the document sets,
    `own` the names of the user's own kinds in the document's order.
    """

    values: Mapping[str, Any]
    given: frozenset[str]
    own: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Finding:
    """Something wrong at this place of the document."""

    path: KeyPath
    text: str


def check(document: Mapping[str, object]) -> tuple[Checked, list[Finding]]:
    """What the document says, and what is wrong in it; the first is good for use only when nothing is."""
    reading = _Reading()
    for key, raw in document.items():
        if key == "own":
            reading.own_sections(raw)
        elif key in SECTIONS:
            reading.section((key,), raw, in_section(key))
        else:
            reading.pair(("",), key, raw, in_section(""))
    reading.hours_in_order()
    return Checked(_with_defaults(reading.values), frozenset(reading.values), tuple(reading.own)), reading.findings


def unknown(section: str, key: str, known: Iterable[str], *, table: bool = False) -> str:
    """The sentence about a key that we don't have in this section ("" is the top), with the likeliest cure."""
    if table and not section:
        near = closest(key, [*SECTIONS, "own"])
        return f"[{quoted(key)[1:-1]}] is not a section. {f'Did you mean [{near}]?' if near else _list(SECTIONS)}"
    here = f"a setting of [{section}]" if section else "a setting"
    homes = [option.section for option in OPTIONS if option.key == key and option.section]
    known = [*known]
    near = closest(key, known)
    if near and not homes:
        cure = f"Did you mean {quoted(near)}?"
    elif homes:
        cure = f"It belongs under {' or '.join(f'[{home}]' for home in homes)}."
    else:
        cure = _list(known)
    return f"{quoted(key)} is not {here}. {cure}"


def check_value(option: Option, raw: object) -> Any:
    """The value of one setting; `Wrong` with the whole sentence when it cannot be."""
    try:
        return option.type.read(raw)
    except Wrong as wrong:
        place = f" in [{option.section}]" if option.section else ""
        raise Wrong(f"{quoted(option.key)}{place} is {shown(raw)}: {wrong}.") from None


def bad_name(name: str) -> str | None:
    """Why a kind of one's own cannot have this name; None when it can."""
    usable = all(char.isascii() and (char.isalnum() or char in "-_") for char in name)
    if not name or not usable or name.startswith("-"):  # which a command would take for an option
        return (
            f"[own.{quoted(name)}] cannot be used as a name; use only letters, digits, - and _, with no - in front, "
            "as in [own.eyes]."
        )
    if name.casefold() in KINDS:
        return f"[own.{name}] takes the name of a built-in kind; set that in [{name.casefold()}], or pick another name."
    return None


class _Reading:
    """One walk over a document, gathering values and findings."""

    def __init__(self) -> None:
        self.values: dict[str, Any] = {}
        self.own: list[str] = []
        self.findings: list[Finding] = []

    def wrong(self, path: KeyPath, text: str) -> None:
        self.findings.append(Finding(path, text))

    def section(self, path: KeyPath, raw: object, options: Mapping[str, Option]) -> None:
        """Every setting of one section, own ones included."""
        name = ".".join(map(str, path))
        if not isinstance(raw, dict):
            self.wrong(path, f"{name} is a section: write [{name}] on a line of its own, and its settings below it.")
            return
        for key, value in raw.items():
            self.pair(path, key, value, options)

    def pair(self, section: KeyPath, key: str, raw: object, options: Mapping[str, Option]) -> None:
        """One setting; `section` is ("",) at the top of the file."""
        name = ".".join(map(str, section))
        path = (*section, key) if name else (key,)
        option = options.get(key)
        if option is None:
            table = isinstance(raw, dict) or (isinstance(raw, list) and bool(raw) and isinstance(raw[0], dict))
            self.wrong(path, unknown(name, key, options, table=table))
            return
        try:
            self.values[option.dotted] = check_value(option, raw)
        except Wrong as wrong:
            self.wrong(path, str(wrong))

    def own_sections(self, raw: object) -> None:
        if not isinstance(raw, dict):
            self.wrong(("own",), "own is a group of sections: write [own.eyes], and its settings below it.")
            return
        for name, section in raw.items():
            if not isinstance(section, dict):
                self.wrong(("own", name), f"{quoted(name)} stands in [own], which needs a name: write [own.eyes].")
            elif reason := bad_name(name):
                self.wrong(("own", name), reason)
            else:
                self._own(name, section)

    def _own(self, name: str, section: Mapping[str, object]) -> None:
        path = ("own", name)
        self.own.append(name)
        self.section(path, section, of_own(name))
        if "title" not in section:
            self.wrong(path, f'[own.{name}] needs a title, such as title = "Look far away".')
        if "every" in section and "per_day" in section:
            self.wrong((*path, "per_day"), f"[own.{name}] has both every and per_day; keep one and delete the other.")
        if "every" not in section and "per_day" not in section:
            self.wrong(path, f'[own.{name}] needs a rhythm: write every = "20 min" or per_day = 2.')

    def hours_in_order(self) -> None:
        """`from` before `to`, told at the one that was given."""
        if any(finding.path[0] == "hours" for finding in self.findings):
            return
        values = _with_defaults(self.values)
        start, end = values["hours.from"], values["hours.to"]
        if start >= end:
            key = "to" if "hours.to" in self.values else "from"
            self.wrong(
                ("hours", key),
                f"[hours] go from {start} to {end}: to has to be later than from. Hours past midnight are not possible "
                "yet; pick an earlier from or a later to.",
            )


def _with_defaults(given: Mapping[str, Any]) -> dict[str, Any]:
    """Every setting's value in the table's order, then those of the user's own kinds."""
    rhythm = dict(zip(("every", "break"), PRESETS[given.get("movement.preset", "standard")], strict=True))
    values: dict[str, Any] = {}
    for option in OPTIONS:
        default = rhythm.get(option.key, option.default) if option.section == "movement" else option.default
        values[option.dotted] = given[option.dotted] if option.dotted in given else option.type.read(default)
    for name in dict.fromkeys(key.split(".")[1] for key in given if key.startswith("own.")):
        for option in of_own(name).values():
            if option.dotted in given:
                values[option.dotted] = given[option.dotted]
            elif option.default is not None:
                values[option.dotted] = option.type.read(option.default)
    return values


def _list(known: Iterable[str]) -> str:
    return f"Possible here: {', '.join(known)}."
