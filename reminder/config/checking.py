"""A document against the declared settings: what it means, and everything that is wrong with it."""

import contextlib
import re
from collections.abc import Iterable, Mapping
from datetime import time
from typing import Any

from reminder.config.amounts import mass, volume
from reminder.config.in_force import InForce, in_force
from reminder.config.locate import KeyPath
from reminder.config.mistakes import Wrong, closest, either, quoted
from reminder.config.notation import shown
from reminder.config.options import GROUPS, KINDS, OPTIONS, SECTIONS, Option, in_group, in_section
from reminder.config.texts import IN_LIBRARY
from reminder.core.records import dataclass


@dataclass(frozen=True, slots=True)
class Checked:
    """What a document says: the settings `in_force`, and the keys it has `given` itself.

    `own`, `drinks` and `exercises` are the names of the user's own kinds, drinks and exercises, in its order.
    """

    in_force: InForce
    given: frozenset[str]
    own: tuple[str, ...]
    drinks: tuple[str, ...]
    exercises: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Finding:
    """Something wrong at this place of the document."""

    path: KeyPath
    text: str


def check(document: Mapping[str, object]) -> tuple[Checked, list[Finding]]:
    """What the document says, and what is wrong in it; the first is good for use only when nothing is."""
    reading = _Reading()
    for key, raw in document.items():
        if key in GROUPS:
            reading.group(key, raw)
        elif key in SECTIONS:
            reading.section((key,), raw, in_section(key))
        else:
            reading.pair(("",), key, raw, in_section(""))
    reading.hours_run()
    reading.exercises_known()
    names = {group: tuple(found) for group, found in reading.names.items()}
    own = (names["own"], names["drinks"], names["exercise"])
    return Checked(in_force(reading.values), frozenset(reading.values), *own), reading.findings


def unknown(section: str, key: str, known: Iterable[str], *, table: bool = False) -> str:
    """The sentence about a key that we don't have in this section ("" is the top), with the likeliest cure."""
    if table and not section:
        near = closest(key, [*SECTIONS, *GROUPS])
        return f"[{quoted(key)[1:-1]}] is not a section. {f'Did you mean [{near}]?' if near else _list(SECTIONS)}"
    here = f"a setting of [{section}]" if section else "a setting"
    homes = [option.section for option in OPTIONS if option.key == key and option.section]
    known = [*known]
    near = closest(key, known)
    if near and not homes:
        cure = f"Did you mean {quoted(near)}?"
    elif homes:
        cure = f"It belongs under {either([f'[{home}]' for home in homes])}."
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


def bad_name(group: str, name: str) -> str | None:
    """Why a section of this group cannot have this name; None when it can."""
    usable = all(char.isascii() and (char.isalnum() or char in "-_") for char in name)
    if not name or not usable or name.startswith("-"):  # which a command would take for an option
        return (
            f"[{group}.{quoted(name)}] cannot be used as a name; use only letters, digits, - and _, with no - in "
            f"front, as in [{group}.{GROUPS[group].example[0]}]."
        )
    if group == "exercise" and name.upper() in IN_LIBRARY:
        return f"[exercise.{name}] takes the name of an exercise that comes with reminder; pick another name."
    if group == "own" and name.casefold() in KINDS:
        return f"[own.{name}] takes the name of a built-in kind; set that in [{name.casefold()}], or pick another name."
    return None


class _Reading:
    """One walk over a document, gathering values and findings."""

    def __init__(self) -> None:
        self.values: dict[str, Any] = {}
        self.names: dict[str, list[str]] = {group: [] for group in GROUPS}
        self.findings: list[Finding] = []
        self.spoken: dict[str, str] = {}

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

    def group(self, group: str, raw: object) -> None:
        """Every section of a group, each checked as a whole: half of one would never come, or come without a word."""
        like = f"[{group}.{GROUPS[group].example[0]}]"
        if not isinstance(raw, dict):
            self.wrong((group,), f"{group} is a group of sections: write {like}, and its settings below it.")
            return
        for name, section in raw.items():
            path = (group, name)
            if not isinstance(section, dict):
                self.wrong(path, f"{quoted(name)} stands in [{group}], which needs a name: write {like}.")
            elif reason := bad_name(group, name):
                self.wrong(path, reason)
            else:
                self.names[group].append(name)
                self.section(path, section, in_group(group, name))
                whole = {"own": self._own, "drinks": self._drink, "exercise": self._exercise}
                whole[group](path, section)

    def _own(self, path: KeyPath, section: Mapping[str, object]) -> None:
        here = f"[{'.'.join(map(str, path))}]"
        if "title" not in section:
            self.wrong(path, f'{here} needs a title, such as title = "Look far away".')
        if "every" in section and "per_day" in section:
            self.wrong((*path, "per_day"), f"{here} has both every and per_day; keep one and delete the other.")
        if "every" not in section and "per_day" not in section:
            self.wrong(path, f'{here} needs a rhythm: write every = "20 min" or per_day = 2.')
        start, end = (self.values.get(f"{'.'.join(map(str, path))}.{key}") for key in ("from", "to"))
        if ("from" in section) != ("to" in section):
            has, lacks = ("from", "to") if "from" in section else ("to", "from")
            self.wrong(
                (*path, has), f"{here} has {has} and no {lacks}; give both, or neither for the times of [hours]."
            )
        elif start is not None and start == end:
            self.wrong((*path, "to"), f"{here} {_never(start)}")

    def _exercise(self, path: KeyPath, section: Mapping[str, object]) -> None:
        for key, example in (("title", 'title = "Look up"'), ("steps", 'steps = ["Sit tall.", "Look up."]')):
            if key not in section:
                self.wrong(path, f"[{'.'.join(map(str, path))}] needs {key}, such as {example}.")

    def _drink(self, path: KeyPath, section: Mapping[str, object]) -> None:
        key = ".".join(map(str, path))
        if "amount" not in section and not self.values.get(f"{key}.caffeine", "caffeine" in section):
            self.wrong(path, f'[{key}] needs an amount, such as amount = "330 ml", its caffeine, or both.')
        for name in dict.fromkeys((path[-1], self.values.get(f"{key}.title", path[-1]))):
            self._spoken(path, str(name))

    def _spoken(self, path: KeyPath, name: str) -> None:
        """Each drink must be told from the others by what one says: case, spaces, - and _ are alike."""
        here, plain = f"[{'.'.join(map(str, path))}]", " ".join(re.split(r"[\s_-]+", name.casefold().strip()))
        other = self.spoken.setdefault(plain, here)
        if plain == "water":
            self.wrong(path, f"{here} cannot be called water: that is what 'reminder drink' notes without a name.")
        elif other != here:
            self.wrong(path, f"{here} and {other} sound the same, {quoted(plain)}; give one of them another name.")
        elif _reads_as_amount(plain):
            self.wrong(path, f"{here} sounds like an amount, {quoted(plain)}; give it another name.")

    def exercises_known(self) -> None:
        """What is excluded or preferred is there: a slip would leave it as it was, without a word."""
        own = self.names["exercise"]
        for key in ("exclude", "prefer"):
            for name in self.values.get(f"choice.{key}", ()):
                if name not in IN_LIBRARY and name not in own:
                    near = closest(name, [*sorted(IN_LIBRARY), *own])
                    cure = f"Did you mean {quoted(near)}?" if near else "'reminder guide' shows those that there are."
                    self.wrong(
                        ("choice", key),
                        f"{quoted(key)} in [choice] has {quoted(name)}, which is not an exercise. {cure}",
                    )

    def hours_run(self) -> None:
        """They begin and end at different times, told at the one that was given."""
        if any(finding.path[0] == "hours" for finding in self.findings):
            return
        values = in_force(self.values).values
        if values["hours.from"] == values["hours.to"] and not values["hours.ranges"]:
            key = "to" if "hours.to" in self.values else "from"
            self.wrong(("hours", key), f"[hours] {_never(values['hours.from'])}")


def _reads_as_amount(name: str) -> bool:
    for read in (volume, mass):
        with contextlib.suppress(Wrong):
            read(name)
            return True
    return False


def _never(at: time) -> str:
    return f"begin and end at {at}, so nothing would ever come; pick an earlier from or a later to."


def _list(known: Iterable[str]) -> str:
    return f"Possible here: {', '.join(known)}."
