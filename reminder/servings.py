"""What is meant by "250 ml tea", "double espresso" or "80 mg": words in, a drink with its amount and caffeine out."""

import re
from collections.abc import Mapping
from dataclasses import replace

from reminder import quantities
from reminder.config import Settings
from reminder.config.amounts import mass, volume
from reminder.config.mistakes import Wrong, printable
from reminder.guidance.drinks import Drink, find, nearest, presets, scaled
from reminder.replies import BadWordsError

Own = Mapping[str, Drink]
"""The user's own drinks, by name."""

LEAST_ML, MOST_ML = 10, 2000
LEAST_MG, MOST_MG = 1, 1000
AT_ONCE = "A drink can have from 10 ml to 2 l at once"
IN_A_DOSE = "a dose can have from 1 mg to 1000 mg of caffeine"

WATER = "water"
_NUMBER = r"([-+]?[\d.,]*\d)\s*([^\W\d_]*)\.?"
FIRST = re.compile(rf"{_NUMBER}(?:\s+of)?(?:\s+(.+))?")
LAST = re.compile(rf"(.+?)\s+{_NUMBER}")


def own_drinks(settings: Settings) -> dict[str, Drink]:
    """The drinks of [drinks.NAME] in config.toml."""
    return {name: _own(name, *told) for name, told in settings.drinks.items()}


def _own(name: str, title: str, ml: int | None, mg: float | None) -> Drink:
    """What the file does not say of a drink is as in the one that everybody has by this name or title.

    A bigger cup for espresso does not take the caffeine out of it: that goes by the amount.
    """
    like = find(name) or find(title)
    if like is None:
        return Drink(name, title, ml, mg or 0.0)
    if mg is None:
        mg = like.mg if ml is None or like.ml is None else scaled(like, ml).mg
    return Drink(name, title, like.ml if ml is None else ml, mg)


def drink(words: str, own: Own, usual_ml: int) -> Drink:
    """The drink that is meant: "" is a usual one of water, an amount alone is water, a name alone an ordinary serving.

    Raises:
        BadWordsError: the words mean no drink, or more of it than anybody drinks at once.
    """
    words = _plain(words)
    if not words:
        return replace(presets()[WATER], ml=usual_ml)
    named = _named(words, own)
    if named is not None:
        return named
    amount, name = _parted(words)
    if not amount:
        raise BadWordsError(_unknown(words, own))
    ml = _volume(amount, words)
    found = _named(name, own) if name else presets()[WATER]
    if found is None:
        raise BadWordsError(_unknown(name, own, ml))
    return _so_much(found, ml)


def dose(words: str, own: Own) -> Drink:
    """The dose of caffeine that is meant: a drink by its name, with or without an amount, or milligrams.

    Raises:
        BadWordsError: the words mean no dose, what they mean has no caffeine, or more than anybody takes at once.
    """
    words = _plain(words)
    amount, name = _parted(words)
    if amount and _named(words, own) is None and not (name and _is_volume(amount)):
        found = _named(name, own) if name else Drink("", "", None, 0)
        if found is None:
            raise BadWordsError(_unknown(name, own))
        return replace(found, mg=_mass(amount, words))
    found = drink(words, own, LEAST_ML)
    if not found.mg:
        raise BadWordsError(f"{found.title} has no caffeine. 'reminder drink {found.name}' notes it as a drink.")
    return found


def _plain(words: str) -> str:
    return " ".join(words.replace("−", "-").split())


def _parted(words: str) -> tuple[str, str]:
    """The amount in these words and the name; "" for what is not there."""
    first = FIRST.fullmatch(words)
    if first is not None:
        return f"{first[1]} {first[2]}".strip(), first[3] or ""
    last = LAST.fullmatch(words)
    return (f"{last[2]} {last[3]}".strip(), last[1]) if last is not None else ("", words)


def _named(name: str, own: Own) -> Drink | None:
    """The drink of this name, or twice the one whose double it is; None: there is none."""
    found = find(name, own) or _twice(name, own)
    if found is not None and (found.ml or 0) > MOST_ML:
        raise BadWordsError(f"{AT_ONCE}, and '{printable(name)}' would be {quantities.amount(found.ml or 0)}.")
    if found is not None and found.mg > MOST_MG:
        raise BadWordsError(f"'{printable(name)}' would have {found.mg:.0f} mg of caffeine; {IN_A_DOSE}.")
    return found


def _twice(name: str, own: Own) -> Drink | None:
    first, _, rest = name.partition(" ")
    single = find(rest, own) if first.casefold() == "double" and rest else None
    if single is None:
        return None
    return replace(single, ml=None if single.ml is None else 2 * single.ml, mg=2 * single.mg)


def _so_much(found: Drink, ml: int) -> Drink:
    """The drink in this amount; a dose of caffeine that nobody survives is a slip of the keyboard."""
    if found.ml is None:
        raise BadWordsError(f"{found.title} is nothing to drink. 'reminder caffeine {found.name}' notes it.")
    wanted = scaled(found, ml)
    if wanted.mg > MOST_MG:
        raise BadWordsError(f"{quantities.amount(ml)} of that would have {wanted.mg:.0f} mg of caffeine; {IN_A_DOSE}.")
    return wanted


def _volume(amount: str, words: str) -> int:
    try:
        ml = volume(amount)
    except Wrong as wrong:
        raise BadWordsError(f"'{printable(words)}' cannot be noted: {wrong}.") from wrong
    if not LEAST_ML <= ml <= MOST_ML:
        raise BadWordsError(f"{AT_ONCE}, so '{printable(words)}' was not noted.")
    return ml


def _mass(amount: str, words: str) -> float:
    if _is_volume(amount):
        raise BadWordsError(f"'{printable(words)}' of what? Say '{amount} tea', or how much caffeine, as in '80 mg'.")
    try:
        mg = mass(amount)
    except Wrong as wrong:
        raise BadWordsError(f"'{printable(words)}' cannot be noted: {wrong}.") from wrong
    if not LEAST_MG <= mg <= MOST_MG:
        raise BadWordsError(f"{IN_A_DOSE[:1].upper()}{IN_A_DOSE[1:]}, so '{printable(words)}' was not noted.")
    return mg


def _is_volume(amount: str) -> bool:
    try:
        volume(amount)
    except Wrong:
        return False
    return True


def _unknown(name: str, own: Own, ml: int | None = None) -> str:
    """What is known instead, and how to make this one known."""
    near = nearest(name, own)
    meant = f" Did you mean '{near}'?" if near else ""
    known = ", ".join(dict.fromkeys([*own, *presets()]))
    section = re.sub(r"[^a-z0-9]+", "-", name.casefold()).strip("-")[:20] or "mine"
    example = (
        f'[drinks.{section}] with amount = "{quantities.amount(ml or 330)}", and caffeine = "30 mg" if it has some'
    )
    return (
        f"There is no drink '{printable(name)}'.{meant} Known are {known}; to add it, put {example} into config.toml."
    )
