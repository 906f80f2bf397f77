"""The folder `share/`, made from what is declared: the parser, the settings, the drawing. `python -m …` writes it anew.

    python -m reminder.shared_files

It is written in a checkout, whose pyproject.toml, README and CHANGELOG it reads, too; a wheel carries what it made.
"""

import tomllib
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from reminder import __version__
from reminder.cli import VERBS
from reminder.cli_ending import BAD_INPUT, COULD_NOT, DONE, INTERRUPTED, OUR_BUG
from reminder.cli_parser import parser
from reminder.config.options import GROUPS, KINDS, OPTIONS, SECTIONS, Option, in_section
from reminder.config.rendering import written_default
from reminder.core.exercises import LIBRARY
from reminder.files import PACKAGE
from reminder.guidance.drinks import presets
from reminder.paths import Places
from reminder.share import config_page, entry, man_page, metainfo
from reminder.share.completions import completions
from reminder.share.config_page import Setting
from reminder.share.entry import desktop_entry

ROOT = PACKAGE.parent

CONFIG = Path("~/.config/reminder/config.toml")
PLACES = Places(CONFIG, Path("~/.local/share/reminder"), Path("$XDG_RUNTIME_DIR/reminder/control.sock"))
"""Where everything is on a Linux whose user has chosen no other places."""

EXITS = {
    DONE: "Done.",
    COULD_NOT: "It could not be done; a sentence says why.",
    BAD_INPUT: "Your config or arguments have a mistake.",
    OUR_BUG: "A bug of ours; a report file is written.",
    INTERRUPTED: "Ended with Ctrl-C.",
}
ICON_SIZES = (16, 22, 24, 32, 48, 64, 128, 256)


def texts() -> dict[str, str]:
    """Every text below share/ by its file."""
    from reminder.tray.icon_files import svg

    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    return {
        man_page.FILE: man_page.as_man(parser(VERBS), __version__, project["description"], files(), EXITS),
        config_page.FILE: config_page.as_man(__version__, CONFIG.as_posix(), sections()),
        entry.FILE: desktop_entry(project["description"], project["keywords"]),
        metainfo.FILE: about(project),
        "icons/hicolor/scalable/apps/reminder.svg": svg(),
        **completions(parser(VERBS), words()),
    }


def icons() -> dict[str, Any]:
    """The program's own icon in the sizes of the icon theme, each drawn on its own pixels."""
    from reminder.tray.icon import draw
    from reminder.tray.icon_files import APP

    return {f"icons/hicolor/{size}x{size}/apps/reminder.png": draw(APP, size, dark=None) for size in ICON_SIZES}


def write(folder: Path) -> None:
    """Write the whole folder."""
    from reminder.tray.icon_files import png

    pictures = {name: png(picture.width, picture.height, picture.tobytes()) for name, picture in icons().items()}
    for name, content in {**{name: text.encode() for name, text in texts().items()}, **pictures}.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)


def words() -> dict[str, Sequence[str]]:
    """What may stand for each metavar of the parser, as far as it is declared. What is a user's own is not in it."""
    return {
        "KIND": KINDS,
        "KEY": [option.dotted for option in OPTIONS],
        "EXERCISE": [exercise.name for exercise in LIBRARY],
        "WHAT": list(presets()),
        "FOR": ("15min", "30min", "1h", "2h", "until"),
        "PERIOD": ("last", "month", "year"),
        "WAY": ("systemd", "xdg"),
    }


def files() -> dict[str, str]:
    """Which file is what, for the man page."""
    return {
        PLACES.config.as_posix(): "Your settings, as reminder-config(5) has them; 'reminder config path' says where.",
        PLACES.journal.as_posix(): "The log, and what is remembered over a restart.",
        PLACES.crash_report.as_posix(): "The last bug of ours, written down; crash-2.txt and crash-3.txt have others.",
        PLACES.control.as_posix(): "The private channel to the running service.",
    }


def sections() -> dict[str, tuple[str, Iterable[Setting]]]:
    """The settings by section, as the man page has them."""
    plain = {name: (SECTIONS.get(name, ""), map(_setting, in_section(name).values())) for name in ("", *SECTIONS)}
    groups = {f"{name}.NAME": (group.text, map(_setting, group.options)) for name, group in GROUPS.items()}
    return {**plain, **groups}


def _setting(option: Option) -> Setting:
    return Setting(option.key, written_default(option), option.type.says, option.text)


def about(project: dict[str, Any]) -> str:
    """The metainfo, with what the README says it does."""
    readme, changelog = ((ROOT / name).read_text("utf-8") for name in ("README.md", "CHANGELOG.md"))
    does = readme.partition("## What it does\n")[2].partition("\n## ")[0]
    makers = ", ".join(author["name"] for author in project["authors"])
    return metainfo.metainfo(project["description"], project["license"], makers, metainfo.bullets(does), changelog)


if __name__ == "__main__":
    write(ROOT / "share")
