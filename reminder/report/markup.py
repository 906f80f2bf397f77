"""What the pages are made of: texts that stay texts, and a page that loads nothing."""

from base64 import b64encode
from collections.abc import Iterable, Mapping
from hashlib import sha256
from html import escape
from typing import Any


def policy(*, style: str, script: str | None = None) -> str:
    """The page's Content-Security-Policy: its own style and script, by their hashes, and nothing else from anywhere."""
    own = [f"script-src '{_hash(script)}'"] if script is not None else []
    return "; ".join(
        ["default-src 'none'", *own, f"style-src '{_hash(style)}'", "base-uri 'none'", "form-action 'none'"]
    )


def _hash(text: str) -> str:
    return f"sha256-{b64encode(sha256(text.encode()).digest()).decode()}"


def lines(parts: Iterable[str]) -> str:
    """One part a line, so that a page can be read as it is."""
    return "\n".join(parts)


def items(sentences: Iterable[str]) -> str:
    """The sentences as the items of a list."""
    return lines(f"<li>{escape(sentence)}</li>" for sentence in sentences)


def paragraphs(sentences: Iterable[str]) -> str:
    """The sentences, a paragraph each."""
    return lines(f"<p>{escape(sentence)}</p>" for sentence in sentences)


def help_box(told: Mapping[str, Any]) -> str:
    """The signs for which to get help, group by group, and what to do where none of them fits."""
    groups = (
        f'<div>\n<p>{escape(each["when"])}</p>\n<ul class="points">\n{items(each["signs"])}\n</ul>\n</div>'
        for each in told["help"]
    )
    return lines([*groups, f'<p class="last">{escape(told["none_fits"])}</p>'])
