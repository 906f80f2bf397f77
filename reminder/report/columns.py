"""Text in columns of a terminal: how many a text takes, and lines that break between words.

The summary has rich for that; what is asked for many times a day does without its 17 ms.
"""

UNSEEN = frozenset({"Mn", "Me", "Cf"})
"""Categories of signs that take no column of their own: accents that combine, joiners, and what selects a variant."""


def cells(text: str) -> int:
    """Columns that the text takes: two for a CJK sign or an emoji, none for what combines with the sign before it."""
    if text.isascii():
        return len(text)
    from unicodedata import category, east_asian_width  # not above: the service, which never needs it, would carry it

    wide = (2 if east_asian_width(sign) in {"W", "F"} else 1 for sign in text if category(sign) not in UNSEEN)
    return sum(wide)


def folded(text: str, width: int | None, first: str = "", rest: str = "") -> list[str]:
    """The text in lines of at most `width` columns, broken at spaces alone: paths and commands are to be copied.

    The first line begins with `first`, the others with `rest`. A word that is too long for a line has one of its own.
    None: all in one line.
    """
    if width is None or cells(first) + cells(text) <= width:
        return [first + text]
    first_word, *words = text.split(" ")
    lines, line = [], first + first_word
    for word in words:
        if cells(line) + 1 + cells(word) <= width:
            line += f" {word}"
        else:
            lines.append(line.rstrip())
            line = rest + word
    return [*lines, line]
