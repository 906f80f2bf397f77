"""`reminder config`: show, check, explain or change config.toml."""

import argparse
import json
import os
import shlex
import subprocess
import sys
from typing import TYPE_CHECKING

from reminder.cli_ending import DONE, CannotDo, why
from reminder.cli_terminal import room, say
from reminder.files import config_at
from reminder.paths import Places

if TYPE_CHECKING:
    from reminder.config import Settings


def config(args: argparse.Namespace, where: Places) -> int:
    """Show, check, explain or change config.toml."""
    from reminder.config import WayBack, explain, load, schema, set_value, show, shown

    match args.what:
        case "path":
            print(where.config)
        case "check":
            settings = load(where.config)
            there = "is in order" if where.config.exists() else "does not exist: every setting has its default"
            say("\n".join([f"{where.config} {there}.", *settings.warnings]))
        case "show":
            settings = load(where.config)
            print(json.dumps(shown(settings)) if args.json else show(settings, room(sys.stdout)).rstrip())
        case "explain":
            say(explain(args.key, _in_force(where)).rstrip())
        case "set":
            say(set_value(where.config, args.key, " ".join(args.value), WayBack(where.config_before)))
        case "undo":
            say(_undone(where))
        case "schema":
            print(json.dumps(schema(), indent=2))
        case _:
            return _edit(where)
    return DONE


def _undone(where: Places) -> str:
    from reminder.config import NoWayBack, WayBack, undo

    try:
        return undo(where.config, WayBack(where.config_before))
    except NoWayBack as reason:
        raise CannotDo(str(reason)) from None


def _in_force(where: Places) -> "Settings | None":
    """The settings in force; None where the file has mistakes: what a setting means can be told all the same."""
    from reminder.config import ConfigError, load

    try:
        return load(where.config)
    except ConfigError:
        return None


def _edit(where: Places) -> int:
    """Open the config in the user's editor, and check it when the editor ends."""
    import shutil  # not above: it costs the service a megabyte

    from reminder.config import load

    try:
        path = config_at(where.config)
    except OSError as problem:
        raise CannotDo(f"{where.config} cannot be made: {problem.strerror or problem}.") from problem
    named = (os.environ.get("VISUAL") or os.environ.get("EDITOR") or "").strip()
    known = [name for name in ("sensible-editor", "nano", "vi", "notepad") if shutil.which(name)]
    if not named and not known:
        raise CannotDo(f"No editor was found. Set EDITOR, or edit {path} in any program.")
    try:
        words = shlex.split(named) if named else known[:1]
    except ValueError as problem:
        raise CannotDo(f"EDITOR is {named}, which cannot be read as a command: a quotation mark is open.") from problem
    try:
        subprocess.run([*words, str(path)], check=True)  # noqa: S603 - the user's own editor
    except (OSError, subprocess.CalledProcessError) as problem:
        raise CannotDo(f"The editor {words[0]} did not end well: {why(problem)}.") from problem
    load(path)
    print(f"{path} is in order.")
    return DONE
