"""`reminder uninstall`: all that the program has made is taken away; the user's own settings and log stay."""

import argparse
import contextlib
import shlex
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from reminder import control
from reminder.cli_ending import COULD_NOT, DONE, CannotDo, complain, why
from reminder.cli_quit import ended
from reminder.paths import Places

NOTHING = "There was nothing to take away."


def uninstall(args: argparse.Namespace, where: Places) -> int:
    """Take everything away, or say what that would be; then say what stays, where, and what is left to do."""
    from reminder.autostart.turning import take_out
    from reminder.desktop_files import desktop_files
    from reminder.installation import removal
    from reminder.leftovers import kept

    with _told():
        changed = desktop_files().changed()
    failed: Sequence[str] = ()
    if args.dry_run:
        with _told():
            would = _would(where)
        _print(would)
    else:
        at_login = take_out()  # first: what starts it again when it ends must be gone by then
        failed = at_login.failed
        _print(at_login.done)
        with _told():
            done = _done(where)
        _print(done or ([] if at_login.done else [NOTHING]))
    for line in failed:
        complain(line)
    print("\n".join(["", *_yours(kept(where), changed), removal()]))
    return COULD_NOT if failed else DONE


@contextlib.contextmanager
def _told() -> Iterator[None]:
    """A file that cannot be looked at or removed (root's, after a `sudo reminder`) is told. Nothing is printed within.

    Raises:
        CannotDo: which one, and why.
    """
    try:
        yield
    except OSError as problem:
        raise CannotDo(f"{problem.filename} cannot be removed: {why(problem)}.") from problem


def _print(lines: Sequence[str]) -> None:
    for line in lines:
        print(line)


def _would(where: Places) -> list[str]:
    import asyncio

    from reminder.autostart.turning import Autostart
    from reminder.desktop_files import desktop_files
    from reminder.leftovers import own_files

    ends = ["  the running service, which is ended first"] if control.held(where.lock) else []
    files = [*asyncio.run(Autostart().present()), *desktop_files().present(), *own_files(where)]
    if not ends and not files:
        return ["Nothing has been changed, and 'reminder uninstall' would find nothing to take away."]
    return ["Nothing has been changed. 'reminder uninstall' takes away:", *ends, *(f"  {path}" for path in files)]


def _done(where: Places) -> list[str]:
    from reminder.desktop_files import desktop_files
    from reminder.leftovers import forget_elsewhere, own_files, remove

    told = ["The service has ended."] if ended(where) else []
    files = own_files(where)
    gone = [*desktop_files().take_out(), *files]
    remove(files, where)
    forget_elsewhere(where)
    return [*told, *(f"Removed {path}" for path in gone)]


def _yours(kept: dict[str, list[Path]], changed: list[Path]) -> list[str]:
    """What stays, and how to delete it."""
    lines = [f"  {path}  {what}" for what, paths in kept.items() for path in paths]
    lines += [f"  {path}  changed since reminder made it" for path in changed]
    if not lines:
        return []
    paths = [*(path for paths in kept.values() for path in paths), *changed]
    return ["These stay, since they are yours:", *lines, f"To delete them, too: {_deleting(paths)}"]


def _deleting(paths: list[Path]) -> str:
    if sys.platform == "win32":
        return "del " + " ".join(f'"{path}"' for path in paths)
    return shlex.join(["rm", *map(str, paths)])
