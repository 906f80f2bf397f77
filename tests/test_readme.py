"""The README is true where a machine can check it."""

import re
from pathlib import Path

from reminder.cli import VERBS
from reminder.cli_ending import ON_POSIX, ON_WINDOWS
from reminder.cli_parser import parser
from reminder.config import option_table

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text("utf-8")


def test_the_option_table_is_the_declared_one() -> None:
    """Nobody edits the table by hand: `python -m reminder.config --table` makes it."""
    told = re.search(r"<!-- options:.*?-->\n(.*?)<!-- /options -->", README, re.DOTALL)

    assert told is not None
    assert option_table().strip() == told[1].strip()


def test_every_verb_is_in_the_readme() -> None:
    """A verb that is not told of does not exist for a user."""
    verbs = [verb for names in parser(VERBS).groups.values() for verb in names]

    assert verbs
    for verb in verbs:
        assert re.search(rf"reminder .*\b{verb}\b", README), verb


def test_ci_runs_the_readme_s_test_command() -> None:
    """What a newcomer is told to run is what every change has passed."""
    command = re.search(r"\*\*Test it\*\*\n\n    (.+)\n", README)

    assert command is not None
    assert command[1] in (ROOT / ".ci" / "run").read_text("utf-8")


def test_a_library_that_is_missing_is_answered_with_the_readme_s_line() -> None:
    """Both tell the same way to run it."""
    assert f"**Run it**\n\n    {ON_POSIX}\n" in README
    assert f"`{ON_WINDOWS}`" in README


def test_pictures_and_links_lead_somewhere() -> None:
    """A README with holes looks abandoned."""
    links = [link for link in re.findall(r"\]\(([^)]+)\)", README) if "://" not in link]

    assert links
    assert [link for link in links if not (ROOT / link).exists()] == []
