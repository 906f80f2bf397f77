"""SECURITY is true where a machine can check it, and short enough to be read."""

import re
from pathlib import Path

ROOT = Path(__file__).parents[1]
PAGE = (ROOT / "SECURITY.md").read_text("utf-8")


def test_what_is_said_to_be_held_by_a_test_is() -> None:
    """A promise outlives the test that held it."""
    named = set(re.findall(r"`(tests/[\w/]+\.py)`", PAGE))

    assert len(named) >= 10
    assert {name for name in named if not (ROOT / name).is_file()} == set()


def test_each_row_names_its_tests() -> None:
    """What nobody has tried is no promise."""
    rows = [line for line in PAGE.splitlines() if line.startswith("| ")][2:]

    assert len(rows) == 6
    assert all("`tests/" in row.split("|")[3] for row in rows)


def test_it_fits_on_a_screen_and_says_how_to_report() -> None:
    """Who has found a hole looks for one thing."""
    assert len(PAGE.splitlines()) <= 50
    assert PAGE.index("Found a hole?") < PAGE.index("## ")


def test_who_has_the_source_has_the_page() -> None:
    """Also as an archive."""
    assert '"SECURITY.md"' in (ROOT / "pyproject.toml").read_text("utf-8")
