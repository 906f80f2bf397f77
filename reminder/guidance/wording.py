"""The words of a prompt: a title that invites, and at most two short lines."""

import re
import string
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import field
from datetime import timedelta, tzinfo

from reminder.core.effects import Caution, Revise, Show
from reminder.core.plan import HoldKind
from reminder.core.records import dataclass
from reminder.guidance import LINE_WIDTH
from reminder.guidance.catalogue import Text, catalogue, gentle_only, lists, rotation
from reminder.guidance.intake_words import blanks as blanks_of

CAUSE_WIDTH = 32
PLAN_EACH = 4
"""One break of so many shows the user's own plan."""

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
class Asked:
    """One kind of a prompt: in how many it has been by now, and the exercise it asks for ("": none in particular)."""

    kind: str
    nth: int = 1
    exercise: str = ""


def asked_for(show: Show | Revise) -> list[Asked]:
    """What a prompt asks for, kind by kind."""
    count = len(show.kinds)
    told = zip(show.kinds, show.nth or (1,) * count, show.exercises or ("",) * count, strict=True)
    return [Asked(*each) for each in told]


@dataclass(frozen=True, slots=True)
class Wording:
    """The catalogue together with the user's own texts (kind -> title, body) and what the texts have to know of them.

    `exercises` are the user's own ones, by name, with title, first step and safety. `rest` is the length of the
    movement break, `hold_for` how long a stretch is held; `about` are the answers of [about_you] that were given with
    yes, by key. `turns` says how many exercises take turns in a kind; nothing of a kind: as many as it has texts for.
    `if_then` is the user's own plan for their breaks, "" without one.
    """

    own: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    rest: timedelta = timedelta(minutes=2)
    hold_for: timedelta = timedelta(seconds=20)
    about: frozenset[str] = frozenset()
    exercises: Mapping[str, tuple[str, str, str]] = field(default_factory=dict)
    turns: Mapping[str, int] = field(default_factory=dict)
    if_then: str = ""

    def name(self, kind: str) -> str:
        """A kind's name for menus and tables."""
        if kind in self.own:
            return self.own[kind][0]
        return str(catalogue().get(kind, {}).get("name", kind))

    def hold(self, kind: str) -> str:
        """A hold's name for menus."""
        return HOLD_NAMES.get(kind, kind)

    def words(self, show: Show | Revise, zone: tzinfo | None = None) -> tuple[str, str]:
        """A title of at most 40 characters and a body of at most two lines of 80; a kind's wordings take turns.

        The body of a kind of the user's own stays as it is. Hours are told in `zone`; None: as they come. What does
        not fit with all its words comes along by its name.
        """
        blanks = self._blanks(show, zone)
        held, by = show.held, show.held_by
        first, *others = asked_for(show)
        title, line, then = self._lead(first, show, blanks, after_call=_hold_kind(by) is HoldKind.CALL)
        said = list(_said(then, held, by, self._plan(asked_for(show), by)))
        rides = [self._ride(each, show, blanks) for each in others]
        names = [self._name_in_a_line(each.kind) for each in others]
        return title, "\n".join(filter(None, [line, second_line(said, rides, names)]))

    def text(self, asked: Asked, show: Show | Revise, *, after_call: bool = False) -> Text:
        """The catalogue's text with which a built-in kind is in its `nth` prompt.

        Where that asks for an exercise, it is one of the texts for it: another one in each round of the exercises.
        """
        soft = show.sore or gentle_only(asked.kind, self.about)
        texts = rotation(asked.kind, _list(asked.kind, show, soft=soft, after_call=after_call), self.about)
        fitting = [text for text in texts if text.get("exercise") == asked.exercise]
        if not fitting:
            return texts[(asked.nth - 1) % len(texts)]
        turns = self.turns.get(asked.kind) or len({text.get("exercise") for text in texts})
        return fitting[(asked.nth - 1) // turns % len(fitting)]

    def _plan(self, asked: Sequence[Asked], by: str) -> str:
        """The user's own plan, where this prompt is to remind of it; "": it is not.

        A plan is rehearsed when its moment comes, so after what held a break back; else in one break of four, since
        what stands there every time is not read any more (Ancker 2017).
        """
        movement = next((each for each in asked if each.kind == "movement"), None)
        if not self.if_then or movement is None or not (by or movement.nth % PLAN_EACH == 1):
            return ""
        return self.if_then if self.if_then.endswith((".", "!", "?", "…")) else f"{self.if_then}."

    def _theirs(self, asked: Asked) -> tuple[str, str, str] | None:
        """What the user wrote for this: title, first line, and what begins the second; None: nothing."""
        if asked.kind in self.own:
            return *self.own[asked.kind], ""
        if asked.exercise not in self.exercises:
            return None
        title, step, safety = self.exercises[asked.exercise]
        return title, cut(step, LINE_WIDTH), cut(safety, LINE_WIDTH)

    def _lead(
        self, asked: Asked, show: Show | Revise, blanks: Mapping[str, str], *, after_call: bool
    ) -> tuple[str, str, str]:
        """Title, first line, and what begins the second; what its owner wrote has no blanks to fill."""
        theirs = self._theirs(asked)
        if theirs is not None:
            return theirs
        text = self.text(asked, show, after_call=after_call)
        return filled(text["title"], blanks), filled(text["body"], blanks), filled(text.get("then", ""), blanks)

    def _ride(self, asked: Asked, show: Show | Revise, blanks: Mapping[str, str]) -> str:
        kind, theirs = asked.kind, self._theirs(asked)
        if theirs is not None:
            return f"{theirs[0]} as well."
        text = self.text(asked, show)
        known = {**blanks, "title": filled(text["title"], blanks)}
        return filled(text.get("ride", ""), known) or filled(catalogue()[kind]["ride"], known)

    def _name_in_a_line(self, kind: str) -> str:
        name = self.name(kind)
        return name if kind in self.own else name[:1].lower() + name[1:]

    def _blanks(self, show: Show | Revise, zone: tzinfo | None) -> dict[str, str]:
        lengths = {"rest": spelled(self.rest), "hold": spelled(self.hold_for), "sat": in_words(show.sat)}
        firsts = {f"{name}_first": words[:1].upper() + words[1:] for name, words in lengths.items()}
        return {**lengths, **firsts, **blanks_of(show.today, zone)}


def _list(kind: str, show: Show | Revise, *, soft: bool, after_call: bool) -> str:
    """The list of texts from which a kind speaks now, the most fitting one that it has; `soft`: the gentle ones."""
    wanted = [show.caution, "sore" if soft else None, "after" if after_call else None, "text", Caution.CUT_OFF]
    return next(str(name) for name in wanted if name in lists(kind))


def _hold_kind(held_by: str) -> HoldKind | None:
    name = held_by.partition(":")[0]
    return next((kind for kind in HoldKind if kind == name), None)


def held_by(name: str) -> str:
    """A hold in a sentence: "a call (microphone: Firefox)"; a long cause is cut, so that the rest stays readable."""
    kind, (word, _, detail) = _hold_kind(name), name.partition(":")
    words, detail = HOLD_SENTENCES[kind] if kind is not None else word, detail.strip()
    return f"{words} ({cut(detail, CAUSE_WIDTH)})" if detail else words


def cut(text: str, width: int) -> str:
    """The text, and where it is longer than `width`, as much of it as fits with "…" at its end."""
    return text if len(text) <= width else f"{text[: width - 1].rstrip()}…"


def filled(text: str, blanks: Mapping[str, str]) -> str:
    """The text with its blanks filled, and without the sentences of which a blank is not known."""
    sentences = re.split(r"(?<=[.?!])\s+", text)
    return " ".join(sentence.format(**blanks) for sentence in sentences if _open(sentence) <= set(blanks))


def _open(sentence: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(sentence) if name is not None}


def _said(then: str, held: timedelta, by: str, plan: str) -> Iterator[str]:
    """What begins the second line, from all there is to say down to nothing: what comes along must have its place."""
    kept = f"Held back {in_words(held)} by {held_by(by)}." if held else ""
    short = f"Held back {in_words(held)} by {held_by(by.partition(':')[0])}." if held else ""
    whole = ((then, kept, plan), (then, short, plan), ("", kept, plan), ("", short, plan)) if plan else ()
    for words in (*whole, (then, kept), (then, short), (then, ""), ("", kept), ("", short), ("", "")):
        yield " ".join(filter(None, words))


def second_line(said: Sequence[str], rides: Sequence[str], names: Sequence[str]) -> str:
    """What is `said`, in the longest of its forms that leaves room, and everything that comes along.

    That is told in its own words as far as they fit, and by name where they do not; every kind is told of.
    """
    for words in said:
        for whole in range(len(rides), -1, -1):
            rest = [f"Also: {', '.join(names[whole:])}."] if names[whole:] else []
            line = " ".join(filter(None, [words, *rides[:whole], *rest]))
            if len(line) <= LINE_WIDTH:
                return line
    told = next(count for count in range(len(names), -1, -1) if len(_and_more(names, count)) <= LINE_WIDTH)
    return _and_more(names, told)


def _and_more(names: Sequence[str], told: int) -> str:
    return f"Also: {', '.join([*names[:told], f'{len(names) - told} more'])}."


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
