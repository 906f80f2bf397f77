"""An entry of the autostart folder as text, by the Desktop Entry Specification 1.5 and its Autostart sibling."""

import re
from collections.abc import Iterator, Mapping

from reminder.autostart import Start
from reminder.autostart.command import HOME
from reminder.autostart.entry_file import sealed
from reminder.exec_line import escaped, exec_line

TEMPLATE = """\
[Desktop Entry]
Type=Application
Name=reminder
Comment=Reminds you to move, and knows when not to
Icon=reminder
TryExec={program}
Exec={command}
Terminal=false
StartupNotify=false
"""
WORD = re.compile(r'"((?:[^"\\]|\\.)*)"|(\S+)')
OFF = {"Hidden": "true", "X-GNOME-Autostart-enabled": "false"}
"""How a desktop's settings switch an entry off, and keep it."""


def render(start: Start) -> str:
    """The entry that starts this. No delay: the icon is to be there from the beginning."""
    words = start.words if start.home is None else ("env", f"{HOME}={start.home}", *start.words)
    return sealed(TEMPLATE.format(program=escaped(start.words[0]), command=exec_line(words)))


def read_start(text: str) -> Start | None:
    """What an entry starts; None: nothing that can be read."""
    words = list(_words(_unescaped(fields(text).get("Exec", ""))))
    home = None
    if len(words) > 2 and words[0] == "env" and words[1].startswith(f"{HOME}="):
        home = words[1].partition("=")[2]
        words = words[2:]
    return Start(tuple(words), home) if words else None


def switched_off(text: str) -> str:
    """The line by which it is switched off; "": it is not."""
    found = fields(text)
    return next((f"{key}={value}" for key, value in OFF.items() if found.get(key) == value), "")


def fields(text: str) -> Mapping[str, str]:
    """The keys of the entry itself, not those of its actions."""
    found: dict[str, str] = {}
    inside = False
    for line in text.splitlines():
        if line.startswith("["):
            inside = line.strip() == "[Desktop Entry]"
        elif inside and not line.startswith("#"):
            key, _, value = line.partition("=")
            found.setdefault(key.strip(), value.strip())
    return found


def _words(command: str) -> Iterator[str]:
    for quoted, bare in WORD.findall(command):
        yield (re.sub(r"\\(.)", r"\1", quoted) if quoted else bare).replace("%%", "%")


def _unescaped(value: str) -> str:
    return re.sub(r"\\(.)", lambda found: {"s": " ", "n": "\n", "t": "\t", "r": "\r"}.get(found[1], found[1]), value)
