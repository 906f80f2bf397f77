"""What is told about the settings, all of it made from the declarations: the commented file, the table, the schema."""

import re
import textwrap
from collections.abc import Iterable, Iterator, Mapping

from reminder.config.checking import bad_name, unknown
from reminder.config.mistakes import quoted, refuse
from reminder.config.notation import toml
from reminder.config.options import OPTIONS, OWN, OWN_TEXT, SECTIONS, Option, in_section, of_own
from reminder.config.settings import Settings
from reminder.config.texts import Text
from reminder.config.values import Count, Duration, LocalTime

_WIDTH = 100

_HEAD = (
    "Settings of reminder. Every setting is listed here with its default, switched off by the # in front of it. To "
    "change one, remove that # and edit the value, or let `reminder config set` do it. Save, and the change is in "
    "force; `reminder config check` tells you whether all is well."
)

_OWN_EXAMPLE = {
    "title": "Look far away",
    "body": "Rest your eyes on something far away for a while.",
    "every": "30 min",
    "per_day": 4,
    "break": "1 min",
}


def render() -> str:
    """The commented config.toml: every setting at its default and commented out, so that it parses to the defaults."""
    lines = [*_comment(_HEAD), ""]
    for section in ("", *SECTIONS):
        if section:
            lines += [*_comment(SECTIONS[section]), f"[{section}]"]
        for option in in_section(section).values():
            lines += [*_comment(_full(option)), f"#{option.key} = {_default(option)}"]
        lines.append("")
    return "\n".join([*lines, *_own_example()]) + "\n"


def _own_example() -> Iterator[str]:
    yield from _comment(OWN_TEXT)
    yield "#[own.eyes]"
    for option in OWN:
        yield from _comment(_full(option))
        yield f"#{option.key} = {toml(_OWN_EXAMPLE.get(option.key, option.default))}"


def _comment(text: str) -> list[str]:
    """Comment lines of a readable width; a number is not torn from its unit."""
    bound = re.sub(r"(\d) (?=(?:s|min|h|characters)\b)", "\\1\0", text)
    lines = textwrap.wrap(bound, _WIDTH - 2, break_on_hyphens=False)
    return [f"# {line}".replace("\0", " ") for line in lines]


def _full(option: Option) -> str:
    """The explanation, with what is possible where the default alone does not show it."""
    if not isinstance(option.type, Duration | Count | Text):
        return option.text
    says = option.type.says
    return f"{option.text} {says[0].upper()}{says[1:]}."


def _default(option: Option) -> str:
    """The default as it would stand in the file; "" where there is none."""
    if option.default is None:
        return ""
    return toml(option.type.write(option.type.read(option.default)))


def option_table() -> str:
    """All settings as one Markdown table, for the README."""
    rows = ["| Setting | Default | Possible | What it does |", "| --- | --- | --- | --- |"]
    for option in (*OPTIONS, *OWN):
        default = f"`{_default(option)}`" if option.default is not None else "none"
        cells = (f"`{option.dotted}`", default, option.type.says, option.text)
        rows.append(f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in cells)} |")
    return "\n".join(rows) + "\n"


def explain(key: str | None = None) -> str:
    """What a setting or a section ("movement.every", "movement", "own") is for; None: the list of all.

    Raises:
        ConfigError: there is no such setting; with the nearest one.
    """
    if key is None:
        return "\n".join(f"{option.dotted} = {_default(option)}\n    {option.text}" for option in (*OPTIONS, *OWN))
    if key in SECTIONS:
        return "\n\n".join([f"[{key}] {SECTIONS[key]}", *(_explained(option) for option in in_section(key).values())])
    if key in {"own", "own.NAME"} or (key.count(".") == 1 and key.startswith("own.")):
        return "\n\n".join([f"[own.NAME] {OWN_TEXT}", *(_explained(option) for option in OWN)])
    return _explained(option_of(key))


def _explained(option: Option) -> str:
    default = _default(option)
    facts = [f"Possible: {option.type.says}.", f"Default: {default}." if default else "No default."]
    return f"{option.dotted}\n    {option.text}\n    {' '.join(facts)}"


def option_of(key: str) -> Option:
    """The setting of this dotted key, an own kind's included.

    Raises:
        ConfigError: there is none; with the nearest one.
    """
    section, _, name = key.rpartition(".")
    own = section.removeprefix("own.") if section.startswith("own.") else None
    if own is not None and own != "NAME" and (reason := bad_name(own)):
        raise refuse(None, reason, key)
    options = in_section(section) if own is None else of_own(own)
    if name in options:
        return options[name]
    if section and not options:
        raise refuse(None, unknown("", section, (), table=True), key)
    if not section and name in {*SECTIONS, "own"}:
        raise refuse(None, f"{quoted(name)} is a section; name one of its settings, such as {_first(name)}.", key)
    text = unknown(section, name, options) if section else unknown("", key, [option.dotted for option in OPTIONS])
    raise refuse(None, text, key)


def _first(section: str) -> str:
    return f"{section}.{next(iter(in_section(section)), 'eyes.every')}"


def show(settings: Settings) -> str:
    """The settings in force as TOML, each line marked with where it comes from."""
    lines: list[str] = []
    last = ""
    for key, value in settings.values.items():
        section, _, name = key.rpartition(".")
        if section != last:
            lines += ["", f"[{section}]"]
            last = section
        lines.append(f"{f'{name} = {toml(value)}':<48} # {_origin(key, settings)}")
    return "\n".join(lines) + "\n"


def _origin(key: str, settings: Settings) -> str:
    if key in settings.given:
        return "from the file"
    if key in {"movement.every", "movement.break"} and "movement.preset" in settings.given:
        return f"from the preset {settings.values['movement.preset']}"
    return "default"


def schema() -> dict[str, object]:
    """The settings as JSON Schema 2020-12, for editors that complete and check TOML by it.

    JSON has no local times, so these are described as text.
    """
    own = _object(OWN) | {"required": ["title"], "oneOf": [{"required": ["every"]}, {"required": ["per_day"]}]}
    sections: dict[str, object] = {
        name: _object(in_section(name).values()) | {"description": text} for name, text in SECTIONS.items()
    }
    top = _object(in_section("").values())
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "reminder's config.toml",
        **top,
        "properties": {
            **_mapping(top["properties"]),
            **sections,
            "own": {
                "type": "object",
                "description": OWN_TEXT,
                "propertyNames": {"pattern": "^[A-Za-z0-9_-]+$"},
                "additionalProperties": own,
            },
        },
    }


def _mapping(value: object) -> Mapping[str, object]:
    if not isinstance(value, Mapping):
        raise TypeError(value)
    return value


def _object(options: Iterable[Option]) -> dict[str, object]:
    return {
        "type": "object",
        "properties": {option.key: _property(option) for option in options},
        "additionalProperties": False,
    }


def _property(option: Option) -> dict[str, object]:
    described: dict[str, object] = {"description": option.text, **option.type.schema()}
    if option.default is None:
        return described
    default = option.type.write(option.type.read(option.default))
    return described | {"default": str(default) if isinstance(option.type, LocalTime) else default}
