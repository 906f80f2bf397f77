"""The man page reminder-config(5): every setting of config.toml, from its rows."""

from collections.abc import Iterable, Mapping

from reminder.core.records import dataclass
from reminder.share.roff import BLANK, bold, escaped, section, slanted, subsection, tagged

FILE = "man/man5/reminder-config.5"

HEAD = (
    "The file is TOML, and need not be there: every setting has a default. A change is in force as soon as it is "
    "saved; a mistake is told with its line, and the last good settings stay in force."
)
COMMANDS = (
    "'reminder config set KEY VALUE' changes one and keeps your comments, 'reminder config undo' takes that back, and "
    "'reminder config show' says what is in force and why."
)


@dataclass(frozen=True, slots=True)
class Setting:
    """One setting. `default` is as it would stand in the file; "" where there is none."""

    key: str
    default: str
    possible: str
    text: str


def as_man(version: str, path: str, sections: Mapping[str, tuple[str, Iterable[Setting]]]) -> str:
    """The page. `sections` by the name in brackets, "" for what stands above them all, each with what it is about."""
    lines = [
        '.\\" Made by `python -m reminder.shared_files`.',
        f'.TH REMINDER\\-CONFIG 5 "" "reminder {version}" "File Formats"',
        section("Name"),
        "reminder\\-config \\- the settings of reminder",
        section("Synopsis"),
        slanted(path),
        section("Description"),
        escaped(HEAD),
        BLANK,
        escaped(COMMANDS),
        section("Settings"),
    ]
    for name, (about, settings) in sections.items():
        lines.append(subsection(escaped(f"[{name}]") if name else "Above all sections"))
        lines += [escaped(about)] if about else []
        for each in settings:
            default = f"Default: {each.default}." if each.default else "No default."
            lines += tagged(bold(each.key), f"{each.text} Possible: {each.possible}. {default}")
    return "\n".join([*lines, section("See also"), f"{bold('reminder')}(1)"]) + "\n"
