"""Text as man(7) wants it: escaped, and in its macros."""

import re

BLANK = ".PP"


def escaped(text: str) -> str:
    """Plain text that no formatter takes for a request. A hyphen is the one that can be typed again."""
    plain = text.replace("\\", "\\e").replace("-", "\\-").replace("'", "\\(aq").replace("`", "\\(ga")
    return re.sub(r"^(?=\.)", r"\\&", plain, flags=re.MULTILINE)


def bold(text: str) -> str:
    """What is typed as it stands."""
    return f"\\fB{escaped(text)}\\fR"


def slanted(text: str) -> str:
    """What stands for something else."""
    return f"\\fI{escaped(text)}\\fR"


def section(title: str) -> str:
    return f".SH {title.upper()}"


def subsection(title: str) -> str:
    return f".SS {title}"


def tagged(tag: str, text: str) -> list[str]:
    """A term, already in its fonts, and what it means."""
    return [".TP", tag, escaped(text)]


def literal(text: str) -> list[str]:
    """Lines that stay as they are."""
    return [".RS", ".nf", *(escaped(line) or "\\&" for line in text.splitlines()), ".fi", ".RE"]
