"""What every page is made of: no text becomes a tag, and the policy lets in the page's own style and script alone."""

from base64 import b64encode
from hashlib import sha256

from reminder.report.markup import help_box, items, lines, paragraphs, policy
from tests.html_page import HOSTILE

ESCAPED = "&lt;script&gt;"


def test_a_text_stays_a_text_wherever_it_stands() -> None:
    """In a list, in a paragraph, in the box of signs."""
    box = help_box({"help": [{"when": HOSTILE, "signs": [HOSTILE]}], "none_fits": HOSTILE})

    for made, times in ((items([HOSTILE]), 1), (paragraphs([HOSTILE]), 1), (box, 3)):
        assert "<script" not in made
        assert made.count(ESCAPED) == times
    assert lines(["<p>", "</p>"]) == "<p>\n</p>"


def test_the_policy_knows_style_and_script_by_what_they_are() -> None:
    """Another byte, and the browser takes neither; a page without a script may run none."""
    known = b64encode(sha256(b"a { }").digest()).decode()

    assert policy(style="a { }") == (
        f"default-src 'none'; style-src 'sha256-{known}'; base-uri 'none'; form-action 'none'"
    )
    assert policy(style="", script="a { }").startswith(f"default-src 'none'; script-src 'sha256-{known}'; style-src ")
