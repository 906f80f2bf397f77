"""What the user's systemd says of itself and of this session."""

import re
import shlex
from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path

from reminder.autostart import SCREENS
from reminder.backends import Unavailable
from reminder.core.records import dataclass
from reminder.programs import Ended, run_program

PATIENCE = timedelta(seconds=3)
"""It answers in milliseconds; who asks for `doctor` waits five seconds at most."""


async def systemctl(*words: str, environ: Mapping[str, str]) -> Ended:
    """What `systemctl --user` says.

    Raises:
        Unavailable: it cannot be asked.
    """
    try:
        return await run_program("systemctl", "--user", *words, limit=PATIENCE, environ=environ)
    except FileNotFoundError:
        raise Unavailable("systemd is not installed") from None
    except TimeoutError:
        raise Unavailable(f"your systemd did not answer in {PATIENCE.total_seconds():g} s") from None
    except OSError as problem:
        raise Unavailable(f"systemctl cannot be started: {problem.strerror or problem}") from problem


@dataclass(frozen=True, slots=True)
class UserManager:
    """A running user's manager: its version, the folders it reads, and how far this session has got in it.

    `graphical`: graphical-session.target is active. `screen`: it knows which screen to give to what it starts.
    `entries`: it starts what lies in the autostart folders (xdg-desktop-autostart.target is active).
    """

    version: int
    folders: tuple[Path, ...]
    graphical: bool
    screen: bool
    entries: bool


async def user_manager(environ: Mapping[str, str]) -> UserManager:
    """Ask it.

    Raises:
        Unavailable: none runs for this user.
    """
    told = _properties(await _asked(environ, "show", "--property=Version", "--property=UnitPath"))
    targets = await _asked(
        environ,
        "show",
        "--property=ActiveState",
        "--value",
        "graphical-session.target",
        "xdg-desktop-autostart.target",
    )
    states = targets.split()
    variables = _properties(await _asked(environ, "show-environment"))
    return UserManager(
        version=_leading_number(told.get("Version", "")),
        folders=tuple(map(Path, shlex.split(told.get("UnitPath", "")))),  # quoted where they hold a space
        graphical=states[:1] == ["active"],
        screen=any(name in variables for name in SCREENS),
        entries=states[1:] == ["active"],
    )


async def _asked(environ: Mapping[str, str], *words: str) -> str:
    ended = await systemctl(*words, environ=environ)
    if ended.code:
        raise Unavailable(f"no systemd runs for you here ({ended.complained.strip() or f'it says {ended.code}'})")
    return ended.printed


def _properties(printed: str) -> dict[str, str]:
    return dict(line.partition("=")[::2] for line in printed.splitlines())


def _leading_number(version: str) -> int:
    """252 of "252.39-1~deb12u2"; 0 where it has no number."""
    found = re.match(r"[0-9]+", version)
    return int(found[0]) if found else 0
