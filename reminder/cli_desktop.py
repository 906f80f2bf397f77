"""`reminder desktop on|off|status`: the entry in the applications menu, with icon, man pages and completions."""

import argparse
import os
import shlex
import shutil
import sys
from collections.abc import Sequence
from pathlib import Path

from reminder import __version__
from reminder.cli_ending import DONE, CannotDo, why
from reminder.own_command import own_commands
from reminder.paths import HOME, Places

ELSEWHERE = {
    "win32": "Windows keeps its start menu itself: a shortcut to {program} can be put there by hand.",
    "darwin": "macOS shows only apps that come as a bundle, which this is not; it is started by {program}.",
}
UNFOUND = (
    " But its menu shows it only once {folder} is in your PATH, also for your session: log in again, or add it there."
)
"""As `pip install --user` may leave it: the entry names the program, and no folder."""
ZSH = "zsh looks there once ~/.zshrc has this before compinit: fpath=({folder} $fpath)"


def desktop(args: argparse.Namespace, where: Places) -> int:
    """Put them in, take them out, or say what is there."""
    if sys.platform in ELSEWHERE:
        raise CannotDo(ELSEWHERE[sys.platform].format(program=" ".join(next(own_commands()))))
    try:
        said = {"on": _on, "off": _off, "status": _status}[args.word](where)
    except OSError as problem:
        from reminder.desktop_files import desktop_files

        place = problem.filename or desktop_files().home  # a full disk names no file
        raise CannotDo(f"{place} cannot be changed: {why(problem)}.") from problem
    print(said)
    return DONE


def _on(where: Places) -> str:
    from reminder.desktop_files import NotOurs, desktop_files

    if brought := _brought():
        return brought + _unfound()
    files, ours = _wanted(where, _tried()), desktop_files()
    if not files:
        raise CannotDo("This installation came without menu entry, icon and man pages, so there is nothing to put in.")
    try:
        ours.put(files)
    except NotOurs as reason:
        raise CannotDo(str(reason)) from None
    done = f"Reminder is in your applications menu. {len(ours.present())} files are below {ours.home}: {WHAT}."
    return "\n".join([done, "'reminder desktop off' takes them out again.", *_for_zsh(ours.home)])


WHAT = "the menu's entry, the icon, man pages, and what bash, fish and zsh complete"


def _for_zsh(home: Path) -> list[str]:
    folder = shlex.quote(str(home / "zsh/site-functions"))
    return [ZSH.format(folder=folder)] if os.environ.get("SHELL", "").endswith("/zsh") else []


def _off(where: Places) -> str:
    from reminder.desktop_files import desktop_files

    ours = desktop_files()
    changed = ours.changed()
    if gone := ours.take_out():
        stay = [f"{path} was changed since, so it stays." for path in changed]
        return "\n".join([f"Reminder is out of your applications menu: {len(gone)} files are gone.", *stay])
    if brought := _brought():
        raise CannotDo(f"{brought} They go when that is uninstalled.")
    return "Reminder was not in your applications menu."


def _status(where: Places) -> str:
    from reminder.desktop_files import desktop_files

    if brought := _brought():
        return brought + _unfound()
    ours = desktop_files()
    if not ours.present():
        return "Reminder is not in your applications menu. 'reminder desktop on' puts it in."
    if not any(ours.has(_wanted(where, program)) for program in own_commands()):
        return "Reminder is in your applications menu, as another version or place: 'reminder desktop on' renews it."
    return f"Reminder is in your applications menu. {len(ours.present())} files are below {ours.home}."


def _brought() -> str:
    """Where the installation itself has put them for the desktop to find; "" if it has not."""
    from reminder.desktop_files import looked_at
    from reminder.installation import shared

    folder = looked_at(shared(), os.environ)
    return f"The installation itself has put them where your desktop looks: {folder}." if folder else ""


def _unfound() -> str:
    if shutil.which("reminder"):
        return ""
    return UNFOUND.format(folder=Path(next(own_commands())[0]).parent)


def _tried() -> tuple[str, ...]:
    """What starts this program from a menu, too; where nothing does, the entry would be there and do nothing."""
    import asyncio

    from reminder.autostart.command import find_start
    from reminder.backends import Unavailable

    try:
        return asyncio.run(find_start(__version__, os.environ, sys.argv[0], sys.executable)).words
    except Unavailable as reason:
        raise CannotDo(f"It is not put in: {reason}. To mend it: {reason.fix}.") from None


def _wanted(where: Places, program: Sequence[str]) -> dict[str, bytes]:
    from reminder.desktop_files import contents
    from reminder.installation import shared
    from reminder.paths import environment

    home = {name: value for name, value in environment(where, {}).items() if name == HOME}
    return contents(shared(), program, home)
