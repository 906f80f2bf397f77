"""One text fit for a bug report: what runs here and how, what is set, what happened lately; and nothing private.

Private things are not asked for in the first place; the whole text is scrubbed once more at the end.
"""

import os
import platform
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from reminder import __version__
from reminder.config import ConfigError, load
from reminder.config.discreet import discreet, where_wrong, words_of
from reminder.crash_report import kept_reports
from reminder.installation import CHECKOUT, removal
from reminder.journal import Journal
from reminder.paths import Places
from reminder.report.doctor import as_words
from reminder.scrubbing import scrubbed, without_values

WIDTH = 100
OS_RELEASE = (Path("/etc/os-release"), Path("/usr/lib/os-release"))
"""os-release(5)."""
LIBRARIES = (
    *("apscheduler", "desktop-notifier", "jeepney", "pillow", "platformdirs", "plyer", "pystray", "python-xlib"),
    *("pywayland", "rich", "tomlkit", "tzdata", "tzlocal", "watchdog"),
)
SESSION = ("XDG_SESSION_TYPE", "XDG_CURRENT_DESKTOP", "XDG_SESSION_DESKTOP", "DESKTOP_SESSION")
PRESENT = (
    "DISPLAY",
    "WAYLAND_DISPLAY",
    "DBUS_SESSION_BUS_ADDRESS",
    "XDG_RUNTIME_DIR",
    "REMINDER_HOME",
    "SSH_TTY",
)
"""Whether they are set matters, and not to what."""

Service = Mapping[str, Any] | str
"""What the running service told of itself, or the sentence that says why it did not."""


def bug_report(where: Places, service: Service, at: datetime) -> str:
    """The whole text. What cannot be told says so, and costs nothing else."""
    words = _words(where)
    sections: dict[str, Callable[[], Iterable[str]]] = {
        "Versions": _versions,
        "Session": _session,
        "Installed and started": lambda: _installed(service),
        "What works here": lambda: _parts(service, words),
        "Settings that are set": lambda: _settings(where),
        "The log": lambda: _log(where),
        "What happened lately": lambda: _lately(service, "events"),
        "Warnings": lambda: _lately(service, "warnings"),
        "Crashes": lambda: _crashes(where),
    }
    head = (
        f"Report of reminder {__version__}, made on {at:%Y-%m-%d}\n\nIt was sent nowhere. Of you it holds no name, no "
        "text, no amount and nothing you have told;\nwhen reminders came, and how they ended, is in it. Read it before "
        "you send it, and take out what you like.\n"
    )
    told = "\n".join([head, *(f"## {title}\n\n{_section(tell)}\n" for title, tell in sections.items())])
    return scrubbed(told, words)


def _section(tell: Callable[[], Iterable[str]]) -> str:
    """Its lines, as far as they can be told."""
    lines: list[str] = []
    try:
        lines.extend(tell())
    except Exception as problem:  # noqa: BLE001 - a report is made when something is wrong
        lines.append(f"This could not be told: {type(problem).__name__}: {without_values(problem)}")
    return "\n".join(lines) or "Nothing."


def _words(where: Places) -> list[str]:
    try:
        return list(words_of(load(where.config)))
    except Exception:  # noqa: BLE001 - nothing of a file that cannot be read is in the report
        return []


def _versions() -> Iterator[str]:
    yield f"reminder {__version__}"
    yield f"Python {platform.python_version()} ({platform.python_implementation()}, {platform.architecture()[0]})"
    yield f"{_distribution()}, {platform.system()} {platform.release()}, {platform.machine()}"
    for name in LIBRARIES:
        try:
            yield f"{name} {version(name)}"
        except PackageNotFoundError:
            yield f"{name}: not installed"


def _distribution() -> str:
    """Its name and version, as it says itself."""
    for path in OS_RELEASE:
        if path.is_file():
            rows = (line.partition("=") for line in path.read_text("utf-8", "replace").splitlines())
            found = {key: value.strip("\"'") for key, _, value in rows}
            return found.get("PRETTY_NAME") or found.get("NAME", "Linux")
    return platform.platform()


def _session() -> Iterator[str]:
    yield from (f"{name}: {os.environ.get(name) or 'not set'}" for name in SESSION)
    yield from (f"{name}: {'set' if os.environ.get(name) else 'not set'}" for name in PRESENT)


def _installed(service: Service) -> Iterator[str]:
    yield f"It runs from {CHECKOUT}, by {sys.executable}."
    yield removal()
    if isinstance(service, str) or "lately" not in service:
        yield _silent(service)
        return
    lately = service["lately"]
    yield f"The service has run for {lately['running_s'] // 60} min, and was started by {lately['begun_by']}."
    yield f"It uses {', '.join(f'{part}: {name}' for part, name in lately['backends'].items())}."


def _parts(service: Service, words: list[str]) -> Iterator[str]:
    """As 'reminder doctor' tells it, but for who it is that records, fills the screen, or keeps it awake."""
    if isinstance(service, str):
        yield service
        return

    def clean(refusal: Mapping[str, str]) -> dict[str, str]:  # before lines are folded, in the middle of a path perhaps
        return {key: scrubbed(text, words) for key, text in refusal.items()}

    parts = [{**part, "says": "", "refused": [*map(clean, part["refused"])]} for part in service["parts"]]
    yield as_words(parts, version=__version__, running=service["running"], width=WIDTH)


def _settings(where: Places) -> Iterator[str]:
    """What the file sets; of a file with mistakes, where they are."""
    if not where.config.exists():
        yield "There is no config.toml: every setting has its default."
        return
    try:
        yield from discreet(load(where.config)) or ["None: every setting has its default."]
    except ConfigError as mistakes:
        yield "config.toml has mistakes, so the last good settings are in force:"
        yield from where_wrong(mistakes)


def _log(where: Places) -> Iterator[str]:
    """How much of it there is, and whether it is whole."""
    for path in sorted(where.data.glob(f"{where.journal.name}*")):
        yield f"{path.name}: {path.lstat().st_size} bytes"
    journal = Journal.read(where.journal)
    if journal is None:
        yield "Nothing is logged yet."
        return
    with journal:
        yield from (f"{name}: {figure}" for name, figure in journal.figures().items())


def _lately(service: Service, what: str) -> Iterator[str]:
    """Each with how long before the report it was."""
    if isinstance(service, str) or "lately" not in service:
        yield _silent(service)
        return
    for ago, text in service["lately"][what]:
        yield f"-{ago // 3600}:{ago % 3600 // 60:02}:{ago % 60:02} {text}"


def _silent(service: Service) -> str:
    """Why no running service tells of itself."""
    return service if isinstance(service, str) else "No service is running that could tell."


def _crashes(where: Places) -> Iterator[str]:
    """Every report that is kept, the newest first."""
    for path in kept_reports(where):
        if path.is_file():
            yield f"{path.name}:\n{path.read_text('utf-8', 'replace')}"
