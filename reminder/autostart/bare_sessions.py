"""Sessions that start nothing by themselves: which line to put into which file of theirs."""

import shlex
from collections.abc import Mapping

from reminder.autostart import Start
from reminder.autostart.command import HOME
from reminder.core.records import dataclass


@dataclass(frozen=True, slots=True)
class Bare:
    """A compositor or window manager, the variable by which it is known, its own file and the line for it."""

    name: str
    variable: str
    file: str
    line: str


BARE = (
    Bare("sway", "SWAYSOCK", "~/.config/sway/config", "exec {}"),
    Bare("Hyprland", "HYPRLAND_INSTANCE_SIGNATURE", "~/.config/hypr/hyprland.conf", "exec-once = {}"),
    Bare("i3", "I3SOCK", "~/.config/i3/config", "exec --no-startup-id {}"),
    Bare("labwc", "LABWC_PID", "~/.config/labwc/autostart", "{} &"),
)


def advice(environ: Mapping[str, str], start: Start) -> tuple[str, str]:
    """What the session is called, and what would help, in the imperative."""
    command = shell_command(start)
    either = "or, if something there starts such entries (dex, say), run 'reminder autostart on --way xdg'"
    for bare in BARE:
        if environ.get(bare.variable):
            return bare.name, f"add the line '{bare.line.format(command)}' to {bare.file}, {either}"
    name = environ.get("XDG_CURRENT_DESKTOP") or "this session"
    return name, f"add '{command} &' to what it runs at its start (~/.xprofile or ~/.xinitrc, say), {either}"


def shell_command(start: Start) -> str:
    """The command as one types it."""
    variables = [f"{HOME}={shlex.quote(start.home)}"] if start.home is not None else []
    return " ".join([*variables, shlex.join(start.words)])
