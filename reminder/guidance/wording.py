"""The words of a prompt: a title that invites, and at most two short lines."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from functools import cache
from pathlib import Path
from typing import Any

from reminder.core.effects import Revise, Show
from reminder.core.plan import HoldKind

LINE_WIDTH = 80
CAUSE_WIDTH = 32
NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
HOLD_NAMES: Mapping[str, str] = {
    HoldKind.CALL: "in a call",
    HoldKind.FULL_SCREEN: "full screen",
    HoldKind.DO_NOT_DISTURB: "do-not-disturb",
    HoldKind.OUTSIDE_HOURS: "outside your hours",
}
HOLD_SENTENCES = {
    HoldKind.CALL: "a call",
    HoldKind.FULL_SCREEN: "a full screen",
    HoldKind.USER: "your pause",
    HoldKind.DO_NOT_DISTURB: "do-not-disturb",
    HoldKind.OUTSIDE_HOURS: "your hours",
}


@dataclass(frozen=True, slots=True)
class Wording:
    """The catalogue together with the user's own texts (kind -> title, body) and the length of the movement break."""

    own: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    rest: timedelta = timedelta(minutes=2)

    def name(self, kind: str) -> str:
        """A kind's name for menus and tables."""
        if kind in self.own:
            return self.own[kind][0]
        return str(catalogue().get(kind, {}).get("name", kind))

    def hold(self, kind: str) -> str:
        """A hold's name for menus."""
        return HOLD_NAMES.get(kind, kind)

    def words(self, show: Show | Revise) -> tuple[str, str]:
        """A title of at most 40 characters and a body of at most two lines of 80; a kind's wordings take turns."""
        first, *others = show.kinds
        held, by = (show.held, show.held_by) if isinstance(show, Show) else (timedelta(0), "")
        after_call = _hold_kind(by) is HoldKind.CALL and "after" in catalogue().get(first, {})
        title, line = self._text(first, show.nth[0] if show.nth else 1, after_call=after_call)
        blanks = self._blanks(show, capital=not after_call)
        if first not in self.own:
            title, line = title.format(**blanks), line.format(**blanks)
        phrases = [f"Held back {in_words(held)} by {held_by(by)}."] if held else []
        phrases += [self._ride(kind, blanks) for kind in others]
        return title, "\n".join(filter(None, [line, " ".join(_fitting(phrases))]))

    def _text(self, kind: str, nth: int, *, after_call: bool) -> tuple[str, str]:
        if kind in self.own:
            return self.own[kind]
        texts = catalogue()[kind]["after" if after_call else "text"]
        text = texts[(nth - 1) % len(texts)]
        return text["title"], text["body"]

    def _ride(self, kind: str, blanks: Mapping[str, str]) -> str:
        return f"{self.own[kind][0]} as well." if kind in self.own else str(catalogue()[kind]["ride"]).format(**blanks)

    def _blanks(self, show: Show | Revise, *, capital: bool) -> dict[str, str]:
        rest, sat = spelled(self.rest), in_words(show.sat)
        return {"rest": rest, "rest_first": rest.capitalize(), "sat": sat[:1].upper() + sat[1:] if capital else sat}


@cache
def catalogue() -> dict[str, Any]:
    """The catalogue as it stands in the package."""
    return tomllib.loads(Path(__file__).with_name("catalogue.toml").read_text("utf-8"))


def _hold_kind(held_by: str) -> HoldKind | None:
    name = held_by.partition(":")[0]
    return next((kind for kind in HoldKind if kind == name), None)


def held_by(name: str) -> str:
    """A hold in a sentence: "a call (microphone: Firefox)"; a long cause is cut, so that the rest stays readable."""
    kind, (word, _, detail) = _hold_kind(name), name.partition(":")
    words, detail = HOLD_SENTENCES[kind] if kind is not None else word, detail.strip()
    if len(detail) > CAUSE_WIDTH:
        detail = f"{detail[: CAUSE_WIDTH - 1].rstrip()}…"
    return f"{words} ({detail})" if detail else words


def _fitting(phrases: list[str]) -> list[str]:
    """As many phrases as one line takes."""
    kept: list[str] = []
    for phrase in phrases:
        if len(" ".join([*kept, phrase])) > LINE_WIDTH:
            break
        kept.append(phrase)
    return kept


def spelled(length: timedelta) -> str:
    """A break's length in words, small numbers spelled out: "two minutes", "90 seconds"."""
    seconds = round(length.total_seconds())
    if seconds % 60:
        return f"{seconds} seconds"
    minutes = seconds // 60
    number = NUMBERS[minutes] if minutes < len(NUMBERS) else str(minutes)
    return f"{number} minute" + ("" if minutes == 1 else "s")


def in_words(length: timedelta) -> str:
    """A length as people say it, without false precision: "31 minutes", "1 h 5 min", "under a minute"."""
    minutes = int(length.total_seconds() // 60)
    if minutes < 1:
        return "under a minute"
    if minutes < 60:
        return f"{minutes} minute" + ("" if minutes == 1 else "s")
    hours, minutes = divmod(minutes, 60)
    return f"{hours} h {minutes} min" if minutes else f"{hours} h"
