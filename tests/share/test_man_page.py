"""reminder(1) tells every verb, option and word that the parser has."""

import argparse
import re
import subprocess
from pathlib import Path

import pytest

from reminder.cli import VERBS
from reminder.cli_parser import parser
from reminder.share.completions import parsers
from reminder.share.man_page import as_man
from tests.conftest import need

SHARE = Path(__file__).parents[2] / "share"


def page(top: argparse.ArgumentParser) -> str:
    return as_man(top, "1.2", "a clock", {"~/config.toml": "Settings."}, {0: "Done.", 2: "Not done."})


def test_every_verb_and_option_is_told() -> None:
    """What `--help` has, and the page has not, is lost to whoever reads the page."""
    plain = re.sub(r"\\f[BIR]", "", page(parser(VERBS))).replace("\\-", "-").replace("\\(aq", "'").replace("\\(ga", "`")

    for each in parsers(parser(VERBS)):
        for action in each._actions:
            told = action.option_strings or ([action.metavar] if action.metavar else [])
            assert all(str(word) in plain for word in told if action.help != argparse.SUPPRESS), (each.prog, told)
            if action.help and action.help != argparse.SUPPRESS and action.dest != "help":
                assert action.help in plain


def test_what_may_be_left_out_and_what_may_be_several_is_shown() -> None:
    """As in a usage line: brackets, and dots."""
    top = argparse.ArgumentParser("reminder", add_help=False)
    one = top.add_subparsers(metavar="VERB").add_parser("set", add_help=False)
    one.add_argument("--now", action="store_true")
    one.add_argument("--to", metavar="FILE")
    one.add_argument("key", metavar="KEY")
    one.add_argument("value", metavar="VALUE", nargs="+")
    one.add_argument("more", metavar="MORE", nargs="?")

    lines = page(top).splitlines()

    plain = [re.sub(r"\\f[BIR]", "", line).replace("\\-", "-") for line in lines]
    assert "reminder [VERB]" in plain
    assert "reminder set [--now] [--to FILE] KEY VALUE ... [MORE]" in plain


@pytest.mark.parametrize(
    ("epilog", "lines"),
    [
        (
            "examples:\n  reminder set  so\n  reminder  so\n",
            [".RS", ".nf", "reminder set  so", "reminder  so", ".fi", ".RE"],
        ),
        ("One sentence.", [".PP", "One sentence."]),
    ],
)
def test_lines_of_examples_stay_lines(epilog: str, lines: list[str]) -> None:
    """A command that is broken in two is no command."""
    top = argparse.ArgumentParser("reminder", add_help=False, epilog=epilog)
    top.add_subparsers().add_parser("set", add_help=False, epilog=epilog)

    text = page(top)

    assert text.count("\n".join(lines)) == 2


def test_examples_in_pairs_are_told_with_what_they_do() -> None:
    """Where a parser has them so."""
    top = argparse.ArgumentParser("reminder", add_help=False)
    one = top.add_subparsers().add_parser("set", add_help=False)
    one.examples = (("reminder set 3", "three"),)  # type: ignore[attr-defined]

    assert ".TP\n\\fBreminder set 3\\fR\nthree\n" in page(top)


def test_examples_of_verbs_that_belong_together_are_told_above_them() -> None:
    """`config` is no command, and may have examples all the same."""
    top = argparse.ArgumentParser("reminder", add_help=False)
    one = top.add_subparsers().add_parser("config", epilog="Set it so.")
    one.add_subparsers().add_parser("set", help="change one")

    lines = page(top).splitlines()

    assert lines.index(".SS config") < lines.index("Set it so.") < lines.index(".SS config set")


def test_a_verb_without_a_description_is_told_by_its_line() -> None:
    """`config` has such verbs."""
    top = argparse.ArgumentParser("reminder", add_help=False)
    top.add_subparsers().add_parser("path", help="where it is")

    assert "Where it is." in page(top).splitlines()


def test_man_finds_both_pages_where_they_are() -> None:
    """By their names, from share/man, as from any other folder of man pages."""
    need("man")
    for name in ("reminder", "reminder-config"):
        done = subprocess.run(
            ["man", "-M", str(SHARE / "man"), "--warnings", name], capture_output=True, text=True, check=True
        )

        assert done.stderr == ""
        assert f"{name.upper()}(" in done.stdout
