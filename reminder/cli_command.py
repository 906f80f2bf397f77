"""How a command explains itself: help that fits the terminal and ends in examples, and a mistake in one sentence."""

import argparse
import re
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from textwrap import wrap
from typing import Any, NoReturn

from reminder.cli_ending import BAD_INPUT, fail
from reminder.cli_terminal import terminal_width
from reminder.core.records import dataclass

NARROWEST, WIDEST = 40, 88
"""Columns of help. Narrower terminals break its lines themselves; wider ones leave room, so that the eye finds back."""

INDENT, GAP = "  ", 2
BESIDE = 30
"""Columns that what is explained may take, for its explanation to stand beside it and not below."""

UNBROKEN = "\0"
"""Stands for a space at which a line must not end."""

Example = tuple[str, str]
"""What to type, and what it does."""


@dataclass(frozen=True, slots=True)
class Group:
    """Verbs that one looks for together. `rows`: those that share a line of the help, and what it says of them.

    A verb of the group in no row has a line of its own.
    """

    title: str
    rows: tuple[tuple[tuple[str, ...], str], ...] = ()


class Formatter(argparse.RawDescriptionHelpFormatter):
    """argparse's own lines, as wide as the help."""

    def __init__(self, prog: str) -> None:
        """`prog` is the command with its verbs."""
        super().__init__(prog, max_help_position=24, width=columns())


class Command(argparse.ArgumentParser):
    """A command or one of its verbs."""

    def __init__(self, *, examples: Iterable[Example] = (), **options: Any) -> None:
        """`examples` close the help; each must be a command that works."""
        options["formatter_class"] = Formatter
        super().__init__(add_help=False, **options)
        self.color = False  # Python 3.14 would paint the help in colors of its own
        self.examples = tuple(examples)
        self.groups: dict[Group, list[str]] = {}
        self.asides: dict[str, str] = {}
        self.add_argument("-h", "--help", action="help", help="show this help")

    def format_help(self) -> str:
        """All of it, as wide as the terminal and no wider than one can read."""
        groups = {group.title: list(self._rows(group)) for group in self.groups}
        column = beside([row for rows in groups.values() for row in rows], columns())
        listings = [listed(title, rows, columns(), column) for title, rows in groups.items()]
        parts = [self.format_usage().rstrip(), *self._description(), *listings, *self._arguments()]
        if self.examples:
            parts.append(listed("Examples", self.examples, columns()))
        if self.epilog:
            parts.append("\n".join(wrap(self.epilog, columns())))
        return "\n\n".join(parts) + "\n"

    def format_usage(self) -> str:
        """What may be typed, broken between arguments; argparse would indent so far that little room is left."""
        words = " ".join(super().format_usage().split())
        whole = re.sub(r"\[[^\[\]]*\]", lambda option: option[0].replace(" ", UNBROKEN), words)
        lines = wrap(whole, columns(), subsequent_indent=2 * INDENT, break_long_words=False, break_on_hyphens=False)
        return "\n".join(lines).replace(UNBROKEN, " ") + "\n"

    def _description(self) -> Iterator[str]:
        if self.description:
            yield "\n".join(wrap(self.description, columns()))

    def _arguments(self) -> Iterator[str]:
        """What it takes, as argparse tells it; its verbs are told by group."""
        formatter = self._get_formatter()
        for group in self._action_groups:
            actions = [
                action
                for action in group._group_actions  # noqa: SLF001 - argparse's own help walks them the same way
                if not (self.groups and isinstance(action, argparse._SubParsersAction))  # noqa: SLF001
            ]
            formatter.start_section((group.title or "").capitalize())
            formatter.add_arguments(actions)
            formatter.end_section()
        told = formatter.format_help().strip()
        if told:
            yield told

    def _rows(self, group: Group) -> Iterator[Example]:
        """The lines of a group: those that several verbs share, each where the first of them was declared."""
        shared = {verb: (", ".join(verbs), text) for verbs, text in group.rows for verb in verbs}
        rows = [shared.get(verb, (verb, self.asides[verb])) for verb in self.groups[group]]
        yield from dict.fromkeys(rows)

    def _check_value(self, action: argparse.Action, value: Any) -> None:
        """A word that is none of those there are is told with the one that was probably meant."""
        if action.choices is not None and value not in action.choices:
            from reminder.cli_typos import no_such_value, no_such_verb

            known = [str(choice) for choice in action.choices]
            if isinstance(action, argparse._SubParsersAction):  # noqa: SLF001 - how argparse says that these are verbs
                self.refuse(no_such_verb(str(value), known, self.prog))
            self.refuse(no_such_value(str(value), known, str(action.metavar or action.dest)))

    def parse_args(self, args: Sequence[str] | None = None, namespace: Any = None) -> Any:  # type: ignore[override]
        """The words understood; an option that does not exist is told with the one that was probably meant."""
        read, unknown = self.parse_known_args(args, namespace)
        if unknown:
            from reminder.cli_typos import no_such_option

            verb = getattr(read, "command", self)
            verb.refuse(no_such_option(unknown[0], verb.options, verb.prog))
        return read

    def verb(self, word: str) -> "Command":
        """The verb of this name; where there is none, that is told, and it ends."""
        verbs = next((a for a in self._actions if isinstance(a, argparse._SubParsersAction)), None)  # noqa: SLF001
        if verbs is None:
            self.refuse(f"'{self.prog}' has no verbs of its own. '{self.prog} --help' tells what it takes.")
        self._check_value(verbs, word)
        found: Command = verbs.choices[word]
        return found

    @property
    def options(self) -> list[str]:
        """The names of its options, the long ones first."""
        return sorted(self._option_string_actions, key=lambda name: (not name.startswith("--"), name))

    def error(self, message: str) -> NoReturn:
        """Say in our words what argparse found, with an example, and end with exit code 2."""
        from reminder.cli_typos import in_our_words, needs_one_of

        if self.groups and message.startswith("the following arguments are required"):
            self.refuse(needs_one_of(list(self.asides), self.prog))
        example = f" For example: {self.examples[0][0]}" if self.examples else ""
        self.refuse(f"{in_our_words(message, self.prog)}{example}")

    def refuse(self, sentence: str) -> NoReturn:
        """Say what is wrong and how it would be right, and end with exit code 2."""
        sys.exit(fail(sentence, BAD_INPUT))


Add = Callable[..., Command]
"""Declares a verb: `add(name, what it is for, its function's name if that is another, examples=…, group=…)`."""


def for_programs(each: Command) -> Command:
    """The verb, with an option for output that programs read."""
    each.add_argument("--json", action="store_true", help="for programs")
    return each


def beside(rows: Sequence[Example], width: int) -> int:
    """The column at which the explanations of these can stand beside them; 0: it is too narrow for that."""
    room = max((len(what) for what, _ in rows), default=0) + len(INDENT) + GAP
    return room if room <= min(BESIDE, width // 2) else BESIDE if width >= 2 * BESIDE else 0


def listed(title: str, rows: Sequence[Example], width: int, column: int | None = None) -> str:
    """A list under a title: what is explained, and beside it, or below where that is too narrow, what it means."""
    at = beside(rows, width) if column is None else column
    return "\n".join([f"{title}:", *(line for what, text in rows for line in _row(what, text, at, width))])


def _row(what: str, text: str, column: int, width: int) -> Iterator[str]:
    """One entry; `column` is that of explanations, 0: they stand below."""
    if not column or len(INDENT) + len(what) + GAP > column:
        yield INDENT + what
        indent = " " * (column or 3 * len(INDENT))
        yield from wrap(text, width, initial_indent=indent, subsequent_indent=indent)
        return
    first = f"{INDENT}{what}".ljust(column)
    yield from wrap(text, width, initial_indent=first, subsequent_indent=" " * column)


def columns() -> int:
    """How wide help is."""
    return min(max(terminal_width(), NARROWEST), WIDEST)
