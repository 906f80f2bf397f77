"""The man page reminder(1), from the parser: every verb with its words and options, examples, files and exit codes."""

import argparse
import textwrap
from collections.abc import Iterator, Mapping

from reminder.share.roff import BLANK, bold, escaped, literal, section, slanted, subsection, tagged

FILE = "man/man1/reminder.1"

ENVIRONMENT = {
    "REMINDER_HOME": "A folder that holds config and data, instead of the system's places.",
    "VISUAL, EDITOR": "The editor that 'config edit' opens.",
    "NO_COLOR": "If it is set, nothing is colored.",
    "FORCE_COLOR": "If it is set, colors come in a pipe, too.",
}


def as_man(
    top: argparse.ArgumentParser, version: str, summary: str, files: Mapping[str, str], exits: Mapping[int, str]
) -> str:
    """The page. `files` and `exits` say what each file and exit code is."""
    lines = [
        '.\\" Made by `python -m reminder.shared_files`.',
        f'.TH REMINDER 1 "" "reminder {version}" "User Commands"',
        section("Name"),
        f"reminder \\- {escaped(summary)}",
        section("Synopsis"),
        _synopsis(top),
        section("Description"),
        escaped(top.description or ""),
        section("Options"),
        *_arguments(top),
        *tagged(f"{bold('-h')}, {bold('--help')}", "Say what it takes, and give examples; also after a verb."),
        section("Verbs"),
        *(line for verb in _verbs(top) for line in _verb(*verb)),
    ]
    if more := list(_examples(top)):
        lines += [section("Examples"), *more]
    codes = {str(code): says for code, says in exits.items()}
    for title, terms in (("Exit status", codes), ("Environment", ENVIRONMENT)):
        lines += [section(title), *(line for term, says in terms.items() for line in tagged(bold(term), says))]
    lines += [section("Files"), *(line for path, says in files.items() for line in tagged(slanted(path), says))]
    lines += [section("See also"), f"{bold('reminder-config')}(5)"]
    return "\n".join(lines) + "\n"


def _verbs(top: argparse.ArgumentParser) -> Iterator[tuple[argparse.ArgumentParser, str]]:
    """Each verb with the line that its parent has for it; one that only has verbs of its own where it has examples."""
    for action in top._actions:  # noqa: SLF001 - argparse has no other way to ask
        if isinstance(action, argparse._SubParsersAction):  # noqa: SLF001
            told = {each.dest: each.help or "" for each in action._choices_actions}  # noqa: SLF001
            for name, each in action.choices.items():
                below = list(_verbs(each))
                if each.epilog or getattr(each, "examples", ()) or not below:
                    yield each, told.get(name, "")
                yield from below


def _verb(each: argparse.ArgumentParser, told: str) -> Iterator[str]:
    name = each.prog.partition(" ")[2]
    yield subsection(escaped(name))
    yield _synopsis(each)
    yield BLANK
    yield escaped(each.description or f"{told[:1].upper()}{told[1:]}.")
    yield from _arguments(each)
    yield from _examples(each)


def _examples(each: argparse.ArgumentParser) -> Iterator[str]:
    """What stands below its help: pairs of a command and what it does, lines as they are, or a sentence."""
    for command, says in getattr(each, "examples", ()):
        yield from tagged(bold(command), says)
    text = (each.epilog or "").strip("\n")
    if "\n" in text:
        yield from literal(_below_heading(text))
    elif text:
        yield from (BLANK, escaped(text))


def _synopsis(each: argparse.ArgumentParser) -> str:
    shown = [action for action in each._actions if action.help != argparse.SUPPRESS]  # noqa: SLF001
    options = [_option(action) for action in shown if action.option_strings and action.dest != "help"]
    words = [_word(action) for action in shown if not action.option_strings]
    return " ".join([bold(each.prog), *(f"[{option}]" for option in options), *words])


def _option(action: argparse.Action) -> str:
    value = "" if action.nargs == 0 else f" {slanted(_name(action))}"
    return ", ".join(bold(string) for string in action.option_strings) + value


def _word(action: argparse.Action) -> str:
    """As argparse's own usage has it: brackets where it may be left out, dots where it may be several."""
    name = slanted(_name(action))
    several = f"{name} ..." if action.nargs in {"*", "+"} else name
    verbs = isinstance(action, argparse._SubParsersAction)  # noqa: SLF001
    optional = action.nargs in {"*", "?"} or (verbs and not action.required)
    return f"[{several}]" if optional else several


def _name(action: argparse.Action) -> str:
    return str(action.metavar or action.dest.upper())


def _arguments(each: argparse.ArgumentParser) -> Iterator[str]:
    for action in each._actions:  # noqa: SLF001
        left_out = action.help in {None, argparse.SUPPRESS} or action.dest == "help"
        if left_out or isinstance(action, argparse._SubParsersAction):  # noqa: SLF001
            continue
        values = {"prog": each.prog, "default": action.default}
        yield from tagged(_option(action) if action.option_strings else _word(action), str(action.help) % values)


def _below_heading(text: str) -> str:
    """The examples without the word that is the section's title here."""
    lines = text.splitlines()
    return textwrap.dedent("\n".join(lines[1:] if lines[0].endswith(":") else lines))
