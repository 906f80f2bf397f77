"""The user unit of systemd as text: what restarts the service, what it is kept from, and how its words are quoted.

**Restarts.** Exit 3 (a bug of ours), a signal and the kernel's want of memory are crashes. Exit 0 is not (Quit in the
menu), nor 1 and 2 (the data or the settings cannot be used: starting again mends neither). After ten crashes in an hour
it stays down. The pauses grow from 5 s to 5 min where systemd knows how (254), and are 30 s before that.

**Kept from.** All that the service starts inherits its filters, which is right for pactl, pw-dump and itself, and wrong
for a browser or an editor: without new privileges neither snaps start nor Chrome's own sandbox where it is setuid, and
with the unit they would end. So those are started outside of it (`reminder/opening.py`), and the unit can be strict:
Unix sockets alone (X, Wayland, D-Bus, PipeWire), so that the kernel holds what we promise, that nothing leaves this
machine. A sound server or a display that is reached over TCP is not seen from within.

Left out, and why: whatever needs a mount or a user namespace (ProtectSystem=, PrivateTmp= ...), since Ubuntu 24.04 and
hardened kernels refuse those to users, and a unit that cannot be set up does not start (226/NAMESPACE); the capability
bounding set, which a user's manager may not drop (218/CAPABILITIES); MemoryDenyWriteExecute=, since libffi, by which
pywayland is called back, may need a page that it has written; MemoryMax=, a number that would be wrong on some machine.
"""

import shlex

from reminder.autostart import AT_LOGIN, Start
from reminder.autostart.command import HOME
from reminder.autostart.entry_file import sealed

GROWING_PAUSES = 254
"""The first systemd with RestartSteps=; an older one complains of the line at every start."""

ENV = "/usr/bin/env"

TEMPLATE = """\
[Unit]
Description=reminder: moves you, and keeps a truthful log
After=graphical-session.target
PartOf=graphical-session.target
StartLimitIntervalSec=1h
StartLimitBurst=10

[Service]
Type=exec
ExecStart=:{command}
{environment}
Restart=on-failure
RestartPreventExitStatus=1 2
{pauses}
TimeoutStopSec=10s
KillMode=mixed
LockPersonality=yes
NoNewPrivileges=yes
RestrictAddressFamilies=AF_UNIX
RestrictNamespaces=yes
RestrictRealtime=yes
RestrictSUIDSGID=yes
SystemCallArchitectures=native
SystemCallErrorNumber=EPERM
SystemCallFilter=@system-service
UMask=0077

[Install]
WantedBy=graphical-session.target
"""


def render(start: Start, version: int) -> str:
    """The unit that starts this, for that version of systemd."""
    variables = [f"{AT_LOGIN}=1", *([f"{HOME}={start.home}"] if start.home is not None else [])]
    pauses = "RestartSec=5s\nRestartSteps=5\nRestartMaxDelaySec=5min" if version >= GROWING_PAUSES else "RestartSec=30s"
    return sealed(
        TEMPLATE.format(
            command=" ".join(map(_quoted, _startable(start.words))),
            environment="\n".join(f"Environment={_quoted(each)}" for each in variables),
            pauses=pauses,
        )
    )


def read_start(text: str) -> Start | None:
    """What a unit starts, as far as it was written in our way; None: nothing, or who knows what."""
    words: tuple[str, ...] = ()
    home = None
    try:
        for line in text.splitlines():
            key, _, value = line.partition("=")
            if key == "ExecStart":
                words = _unquoted(value.removeprefix(":"))
            elif key == "Environment":
                named = dict(each.partition("=")[::2] for each in _unquoted(value))
                home = named.get(HOME, home)
    except ValueError:  # a quotation mark without its other
        return None
    words = words[1:] if words[:1] == (ENV,) else words
    return Start(words, home) if words else None


def _startable(words: tuple[str, ...]) -> tuple[str, ...]:
    """No program with quotes or backslashes in its path is taken, however escaped; as a word of env's it is."""
    return (ENV, *words) if set(words[0]) & set("\"'\\") else words


def _quoted(word: str) -> str:
    """A word in which systemd sees no specifier and no escape; the colon of `ExecStart=:` leaves "$" in peace."""
    escaped = word.replace("\\", "\\\\").replace('"', '\\"').replace("%", "%%")
    return f'"{escaped}"'


def _unquoted(value: str) -> tuple[str, ...]:
    return tuple(word.replace("%%", "%") for word in shlex.split(value))
