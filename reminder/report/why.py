"""Why these reminders, in a terminal: what each may say, what that rests on, and what nobody claims."""

from collections.abc import Iterator, Mapping, Sequence
from textwrap import wrap
from typing import Any

NARROWEST, WIDEST = 40, 76
"""Columns: a line of prose that is longer than 76 is hard to come back from."""

FOR_YOU = "For you"
"""The heading of what is other than for everybody, because of what the user said of themselves."""

OFF = "switched off in your settings"
"""Why a kind does not come, where nothing else is known of it."""


def as_words(told: Mapping[str, Any], *, width: int = 80) -> str:
    """Everything told, one kind after the other, as plain text; no wider than `width`, if that is 40 or more."""
    width = min(max(width, NARROWEST), WIDEST)
    parts = [list(_kind(kind, width)) for kind in told["kinds"]]
    if not all(kind["own"] for kind in told["kinds"]):
        parts.append(_prose([told["about"], *told["limits"]], width))
    parts.append(_prose(told["disclaimer"], width))
    if len(told["kinds"]) > 1:
        parts += [_signs(each, width) for each in told["help"]]
        parts.append(wrap(told["none_fits"], width))
    else:
        mine = {kind["kind"] for kind in told["kinds"]}
        parts += [_signs(each, width) for each in told["help"] if mine & set(each.get("about", ()))]
        parts.append(wrap("'reminder why' without a kind lists the signs for which to get help.", width))
    return "\n\n".join("\n".join(part) for part in parts)


def _prose(sentences: Sequence[str], width: int) -> list[str]:
    return [line for sentence in sentences for line in wrap(sentence, width)]


def _signs(each: Mapping[str, Any], width: int) -> list[str]:
    return [*wrap(f"{each['when']}:", width), *_items(each["signs"], width)]


def _kind(kind: Mapping[str, Any], width: int) -> Iterator[str]:
    off = f" · {reason}" if (reason := why_off(kind)) else ""
    name = kind["kind"] if kind["name"].casefold() == kind["kind"].casefold() else f"{kind['name']} ({kind['kind']})"
    heading = f"{name[:1].upper()}{name[1:]}{off}"
    yield from wrap(heading, width)
    yield "─" * min(width, len(heading))
    for number, paragraph in enumerate(kind["why"]):
        yield from ([""] if number else [])
        yield from wrap(paragraph, width)
    yield from _list(FOR_YOU, kind.get("for_you", ()), width)
    for claim, texts in by_claim(kind["texts"]):
        yield ""
        for text in texts:
            yield from wrap(f"“{text['title']}”", width)
            yield from wrap(text["body"], width, initial_indent="  ", subsequent_indent="  ")
        if claim is not None:
            yield from _indented(claim_in_words(claim), width)
            for source in dict.fromkeys(text["source"] for text in texts):
                yield from _indented(f"Source: {source}", width)
    rest = [source for source in kind["sources"] if source not in {text["source"] for text in kind["texts"]}]
    yield from _list("Also read", rest, width)
    yield from _list("What this does not say", kind["limits"], width)
    if kind["ask_first"]:
        yield from ("", *wrap(kind["ask_first"], width))


def why_off(kind: Mapping[str, Any]) -> str:
    """Why the kind does not come, where it has a reason of its own under `off`; "": it comes."""
    return "" if kind["on"] else kind.get("off") or OFF


def claim_in_words(claim: Mapping[str, str]) -> str:
    """What the article says, and how research outside it sees that."""
    if not claim["says"]:
        return f"It rests on claim {claim['id']} of the article."
    return f"The article says ({claim['id']}): {claim['says']} {claim['stands']}"


def by_claim(texts: Sequence[Mapping[str, Any]]) -> list[tuple[Any, list[Mapping[str, Any]]]]:
    """The texts that rest on the same claim together, in the order in which claims first come."""
    found: dict[str, tuple[Any, list[Mapping[str, Any]]]] = {}
    for text in texts:
        claim = text["claim"]
        found.setdefault(claim["id"] if claim else "", (claim, []))[1].append(text)
    return list(found.values())


def _indented(text: str, width: int) -> list[str]:
    return wrap(text, width, initial_indent="    ", subsequent_indent="    ", break_on_hyphens=False)


def _list(title: str, items: Sequence[str], width: int) -> Iterator[str]:
    if items:
        yield from ("", title, *_items(items, width))


def _items(items: Sequence[str], width: int) -> Iterator[str]:
    for item in items:
        yield from wrap(item, width, initial_indent="  · ", subsequent_indent="    ", break_on_hyphens=False)
