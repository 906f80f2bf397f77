"""A mistake on the command line is one sentence that helps: what was probably meant, or what would do."""

import shlex
from collections.abc import Callable
from pathlib import Path

import pytest

from reminder.cli import VERBS, main
from reminder.cli_parser import parser
from reminder.cli_typos import KINDS, MEANT, in_our_words, no_such_value, no_such_verb
from reminder.config.options import KINDS as ALL_KINDS

Said = Callable[..., str]
LISTS = "'reminder --help' lists all.\n"


@pytest.fixture
def said(capsys: pytest.CaptureFixture[str], reminder_home: Path) -> Said:
    """Run a command that is wrong; its sentence. Nothing is on the standard output, and the exit code is 2."""

    def told(line: str) -> str:
        try:
            code = main(shlex.split(line))
        except SystemExit as end:
            code = int(end.code or 0)
        out, err = capsys.readouterr()
        assert (code, out) == (2, "")
        assert err.count("\n") == 1
        return err

    return told


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ("stauts", f"There is no 'stauts'. Did you mean 'status'? {LISTS}"),
        ("brake", f"There is no 'brake'. Did you mean 'break'? {LISTS}"),
        ("Status", f"There is no 'Status'. Did you mean 'status'? {LISTS}"),
        ("zzz", f"There is no 'zzz'. {LISTS}"),
        (
            "config sett",
            "There is no 'sett' in 'reminder config'. Did you mean 'set'? 'reminder config --help' lists all.\n",
        ),
        ("config get", "There is no 'get' in 'reminder config'. Did you mean 'reminder config show'?\n"),
        (
            "status --jason",
            "'reminder status' has no '--jason'. Did you mean '--json'? 'reminder status --help' lists all.\n",
        ),
        (
            "status --since=2026",
            "'reminder status' has no '--since'. 'reminder status --help' lists all.\n",
        ),
        (
            "status now",
            "'reminder status' makes nothing of 'now'. 'reminder status --help' says what it takes.\n",
        ),
    ],
)
def test_what_was_probably_meant_is_named(said: Said, line: str, sentence: str) -> None:
    """A slip of the finger costs one look."""
    assert said(line) == sentence


@pytest.mark.parametrize(
    ("line", "helps"),
    [
        ("start", "'reminder' alone starts the service."),
        ("run", "'reminder' alone starts the service."),
        ("remove", "Did you mean 'reminder uninstall'?"),
        ("stop", "'reminder quit' ends the service, 'reminder pause' keeps it silent for a while."),
        ("restart", "'reminder quit' ends the service, 'reminder' alone starts it."),
        ("next", "Did you mean 'reminder status'?"),
        ("stats", "Did you mean 'reminder summary'?"),
        ("water", "Did you mean 'reminder drink'?"),
        ("coffee", "Did you mean 'reminder drink coffee'?"),
        ("stand", "Did you mean 'reminder break'?"),
        ("stretch", "'reminder break stretch' gives you one now, 'reminder why stretch' says what it is for."),
        ("version", "Did you mean 'reminder --version'?"),
    ],
)
def test_a_word_that_people_would_try_leads_to_what_does_it(said: Said, line: str, helps: str) -> None:
    """They know what they want, and not what we call it."""
    assert said(line) == f"There is no '{line}'. {helps}\n"


MORE = "'reminder {name} --help' tells more. For example: reminder {name}"
AFTER_SET = "'reminder config set --help' tells more. For example: reminder config set movement.every 45 min"
WORDS = "path, check, show, explain, set, undo, edit or schema"


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ("config", f"'reminder config' needs one more word: {WORDS}. 'reminder config --help' tells what each does."),
        ("config set movement.every", f"'reminder config set' needs a VALUE. {AFTER_SET}"),
        ("config set", f"'reminder config set' needs a KEY and a VALUE. {AFTER_SET}"),
        ("simulate --days many", "'reminder simulate --days' needs a whole number, and 'many' is none. {simulate}"),
        ("log --since", "'reminder log --since' needs a word. {log}"),
        ("status --json --line", "One form at a time, please: --json or --line. {status}"),
        ("status --json=yes", "'--json' takes no word, and 'yes' is one. {status}"),
    ],
)
def test_what_is_missing_is_told_in_our_words(said: Said, line: str, sentence: str) -> None:
    """Not in those of a library, and with an example."""
    after = {name: MORE.format(name=name) for name in ("simulate", "log", "status")}

    assert said(line) == sentence.format(**after) + "\n"


def test_an_option_that_could_be_several_is_asked_back(said: Said) -> None:
    """Rather than taken for the first."""
    assert said("guide --h").startswith("'--h' could be --help or --html.")


def test_what_a_later_argparse_says_is_passed_on() -> None:
    """In its words, better than nothing."""
    assert in_our_words("something new", "reminder log") == "Something new. 'reminder log --help' tells more."


@pytest.mark.parametrize("word", ["\x1b[31mred", "a" * 500])
def test_what_was_typed_is_quoted_safely(word: str) -> None:
    """It may come from a script, and hold anything."""
    told = no_such_verb(word, ["status"], "reminder")

    assert "\x1b" not in told
    assert len(told) < 150


def test_a_value_of_few_is_told_with_all_of_them() -> None:
    """So that nobody has to look them up; of many only the near one is named."""
    assert no_such_value("onn", ["on", "off"], "STATE") == "'onn' is no STATE. Did you mean 'on'? Possible: on or off."
    assert no_such_value("zz", [f"{n:02}" for n in range(20)], "NUMBER") == "'zz' is no NUMBER."


@pytest.mark.parametrize("command", [command for command in MEANT if command not in {"run", "autostart on"}])
def test_every_command_that_is_named_instead_is_understood(command: str) -> None:
    """A suggestion that is refused in turn would be a mockery; `config` and `config set` need more words."""
    more = {"config": ["show"], "config set": ["movement.every", "45"]}
    words = [*command.split(), *more.get(command, ())]

    if command == "--version":
        with pytest.raises(SystemExit, match="0"):
            parser(VERBS).parse_args(words)
    else:
        assert callable(parser(VERBS).parse_args(words).verb)


def test_no_word_is_meant_twice_and_none_hides_a_verb() -> None:
    """The first would always win."""
    words = [word for each in MEANT.values() for word in each]

    assert len(words) == len(set(words))
    assert not set(words) & set(parser(VERBS).asides)
    assert set(KINDS) < set(ALL_KINDS)
