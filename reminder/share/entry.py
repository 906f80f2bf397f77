"""The desktop entry: how menus and notification servers know the program, by the name `reminder.desktop`."""

import re
from collections.abc import Mapping, Sequence

from reminder.exec_line import escaped, exec_line

ID = "reminder"
"""What notifications are sent under as well (their hint `desktop-entry`), so that desktops show them as ours."""

FILE = f"applications/{ID}.desktop"

ACTIONS = (
    ("week", "Your Week", ("summary", "--open")),
    ("guide", "Exercises", ("guide",)),
    ("pause", "Pause for 30 Minutes", ("pause", "30min")),
    ("resume", "End the Pause", ("resume",)),
)
"""What the menu offers besides the start: what can be seen without a terminal, which no action has."""


STARTED = re.compile(rf"^(Try)?Exec={ID}\b", re.MULTILINE)
"""How the entry names the program: by a name that is looked for in PATH."""


def desktop_entry(summary: str, keywords: Sequence[str]) -> str:
    """The file, by the Desktop Entry Specification; what it holds is there since 1.1."""
    lines = [
        "[Desktop Entry]",
        "Type=Application",
        "Version=1.1",
        "Name=Reminder",
        "GenericName=Break Reminder",
        f"Comment={summary}",
        f"TryExec={ID}",  # a menu leaves it out where the program is gone
        f"Exec={ID}",
        "Icon=reminder",
        "Terminal=false",
        "StartupNotify=false",
        "Categories=Utility;",
        f"Keywords={''.join(f'{word};' for word in keywords)}",
        "X-GNOME-UsesNotifications=true",  # GNOME and Plasma list it among those whose notifications can be set
        f"Actions={''.join(f'{name};' for name, *_ in ACTIONS)}",
    ]
    for name, title, words in ACTIONS:
        lines += ["", f"[Desktop Action {name}]", f"Name={title}", f"Exec={' '.join((ID, *words))}"]
    return "\n".join(lines) + "\n"


def started_by(entry: str, program: Sequence[str], environment: Mapping[str, str]) -> str:
    """The entry for a program that is not in everybody's PATH: with the words that start it, and what it is told."""
    told = ["env", *(f"{name}={value}" for name, value in environment.items())] if environment else []
    words = exec_line((*told, *program))
    return STARTED.sub(lambda key: f"TryExec={escaped(program[0])}" if key[1] else f"Exec={words}", entry)
