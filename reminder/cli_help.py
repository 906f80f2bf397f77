"""`reminder help`: what `--help` says of a verb, for those who ask in words."""

import argparse

from reminder.cli_command import Command
from reminder.cli_ending import DONE
from reminder.paths import Places


def tell_of(args: argparse.Namespace, where: Places) -> int:
    """Print the help of the command that these words name; without words, that of all."""
    command: Command = args.top
    for word in args.word:
        command = command.verb(word)
    print(command.format_help(), end="")
    return DONE
