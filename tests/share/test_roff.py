"""Text stays text in a man page, whatever is in it."""

import subprocess

import pytest

from reminder.share.roff import bold, escaped, literal, tagged
from tests.conftest import need

NASTY = ["a\\nb", ".so /etc/passwd", "'tis", "--dry-run", "back`tick", "a - b", "100%"]


@pytest.mark.parametrize("text", NASTY)
def test_a_formatter_prints_what_was_written(text: str) -> None:
    """A setting's explanation must not become a request, nor an option a dash that cannot be typed again."""
    need("man")
    page = "\n".join(['.TH X 1 "" ""', ".SH X", escaped(text), *tagged(bold(text), text), *literal(text)])

    done = subprocess.run(
        ["man", "--warnings", "-E", "ascii", "-l", "-"],
        input=page,
        capture_output=True,
        text=True,
        check=True,
        env={"MANWIDTH": "80", "MANROFFOPT": "-c", "PATH": "/usr/bin:/bin", "TERM": "dumb", "MAN_KEEP_FORMATTING": ""},
    )

    assert done.stderr == ""
    assert done.stdout.count(text) == 4
