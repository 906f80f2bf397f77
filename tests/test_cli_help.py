"""What a command says of itself: by what one looks for, no wider than the terminal, with examples that work."""

import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import pytest

from reminder.cli import VERBS, main
from reminder.cli_command import Command
from reminder.cli_parser import parser
from reminder.cli_parser_day import NOTED, readable
from reminder.report.columns import cells


def commands(command: Command | None = None) -> Iterator[Command]:
    """Every command, the whole program first."""
    command = command or parser(VERBS)
    yield command
    for names in command.groups.values():
        for name in names:
            yield from commands(command.verb(name))


COMMANDS = {command.prog: command for command in commands()}
EXAMPLES = [what for command in COMMANDS.values() for what, _ in command.examples]


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_teaches_by_an_example_of_its_own(name: str) -> None:
    """One example tells more than a table of options."""
    examples = COMMANDS[name].examples

    assert examples
    assert all(what.startswith(name) and meaning for what, meaning in examples)


@pytest.mark.parametrize("example", EXAMPLES)
def test_every_example_is_a_command_that_is_understood(example: str) -> None:
    """Who copies it must not be told that it is wrong."""
    words = shlex.split(example)[1:]

    assert callable(parser(VERBS).parse_args(readable(words)).verb)


@pytest.mark.parametrize("columns", [30, 40, 60, 80, 200])
@pytest.mark.parametrize("name", COMMANDS)
def test_no_line_is_wider_than_the_terminal(name: str, columns: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """And none so long that the eye does not find back. Below forty columns a terminal breaks lines itself."""
    monkeypatch.setenv("COLUMNS", str(columns))

    lines = COMMANDS[name].format_help().splitlines()

    too_wide = [line for line in lines if cells(line) > min(max(columns, 40), 88)]
    assert [line for line in too_wide if not line.startswith("  reminder ")] == []  # to be copied in one piece


def test_verbs_are_told_by_what_one_looks_for(monkeypatch: pytest.MonkeyPatch) -> None:
    """A wall of verbs in no order is read by nobody; and each has its place."""
    monkeypatch.setenv("COLUMNS", "80")
    told = parser(VERBS).format_help()

    titles = re.findall(r"^(\S.*):$", told, re.MULTILINE)
    assert titles == ["Your day", "What was, and why", "Your settings", "The program", "Options", "Examples"]
    assert "  done, snooze, skip  answer the prompt on the screen\n" in told
    verbs = [verb for names in parser(VERBS).groups.values() for verb in names]
    assert verbs[-1] == "help"  # what tells of the others closes the list
    assert len(told.splitlines()) <= 52


def test_narrow_help_has_its_explanations_below(monkeypatch: pytest.MonkeyPatch) -> None:
    """Beside each other, two words a line would be left."""
    monkeypatch.setenv("COLUMNS", "40")

    assert "  reminder pause 30min\n      for half an hour\n" in COMMANDS["reminder pause"].format_help()


@pytest.mark.parametrize(
    ("words", "begins"),
    [
        (["help"], "usage: reminder [-v] [VERB …]"),
        (["help", "pause"], "usage: reminder pause "),
        (["help", "config", "set"], "usage: reminder config set "),
    ],
)
def test_help_can_be_asked_for_in_words(
    capsys: pytest.CaptureFixture[str], reminder_home: Path, words: list[str], begins: str
) -> None:
    """Who comes from git or cargo tries that first."""
    assert main(words) == 0
    assert capsys.readouterr().out.startswith(begins)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["help", "puase"], "There is no 'puase'. Did you mean 'pause'? 'reminder --help' lists all.\n"),
        (
            ["help", "status", "now"],
            "'reminder status' has no verbs of its own. 'reminder status --help' tells what it takes.\n",
        ),
    ],
)
def test_help_for_what_is_no_verb_says_so(
    capsys: pytest.CaptureFixture[str], reminder_home: Path, words: list[str], said: str
) -> None:
    """As with the verb itself: exit 2, and what was probably meant."""
    with pytest.raises(SystemExit, match="2"):
        main(words)
    assert capsys.readouterr() == ("", said)


@pytest.mark.parametrize("verb", [name for name, *_ in NOTED])
def test_a_minus_before_an_amount_is_no_option(verb: str) -> None:
    """An amount of "-3l" can be refused in words; elsewhere a dash is a dash."""
    assert readable([verb, "-3l"]) == [verb, "\N{MINUS SIGN}3l"]
    assert readable(["summary", "-3l"]) == ["summary", "-3l"]
