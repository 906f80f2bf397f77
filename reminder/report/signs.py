"""The characters of a summary in a terminal, and what stands for them where an encoding has none of them.

Only what old code pages and the Linux console have, too; nothing finer than half a column.
"""

import unicodedata

FULL, HALF, UNASKED, MISSED, TRACK, MARK, NOTHING = "█", "▌", "▒", "·", "─", "│", "·"
UNBROKEN = "\N{NO-BREAK SPACE}"
GLUE = "\ue000"
"""Stands for `UNBROKEN` while rich breaks lines, which takes that for a space like any other."""

SIMPLER = {
    FULL: "#",
    HALF: "=",
    UNASKED: "+",
    NOTHING: "-",
    TRACK: "-",
    MARK: "|",
    "–": "-",
    "—": "-",
    "“": '"',
    "”": '"',
    "‘": "'",
    "’": "'",
    "×": "x",
    "→": ">",
    "▸": ">",
    "●": "*",
    "◐": "o",
    "○": ".",
}


def held(text: str) -> str:
    """The text with its unbroken spaces made such that rich does not break a line at them."""
    return text.replace(UNBROKEN, GLUE)


def spelled(text: str, encoding: str) -> str:
    """The text in characters that this encoding has, one for one, so that columns stay where they are."""
    text = text.replace(GLUE, " ").replace(UNBROKEN, " ")
    missing = {sign for sign in set(text) if not _has(encoding, sign)}
    return text.translate({ord(sign): SIMPLER.get(sign) or _base(sign, encoding) for sign in missing})


def _has(encoding: str, sign: str) -> bool:
    try:
        sign.encode(encoding)
    except UnicodeEncodeError:
        return False
    return True


def _base(sign: str, encoding: str) -> str:
    """A letter without its accent."""
    base = unicodedata.normalize("NFKD", sign)[0]
    return base if _has(encoding, base) else "?"
