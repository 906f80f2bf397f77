"""What is told about the settings, all of it made from the declarations: the commented file, the table, the schema."""

import re
import textwrap
from collections.abc import Iterable, Iterator, Mapping

from reminder.config.amounts import Mass, Volume, Weight
from reminder.config.checking import bad_name, unknown
from reminder.config.mistakes import quoted, refuse
from reminder.config.notation import toml
from reminder.config.options import GROUPS, NAMED, OPTIONS, SECTIONS, Option, in_group, in_section
from reminder.config.settings import Settings
from reminder.config.showing import origin
from reminder.config.texts import Text
from reminder.config.values import Count, Duration, LocalTime

_WIDTH = 100

_HEAD = (
    "Settings of reminder. Every setting is listed here with its default, switched off by the # in front of it. To "
    "change one, remove that # and edit the value, or let `reminder config set` do it. Save, and the change is in "
    "force; `reminder config check` tells you whether all is well."
)


def render() -> str:
    """The commented config.toml: every setting at its default and commented out, so that it parses to the defaults."""
    lines = [*_comment(_HEAD), ""]
    for section in ("", *SECTIONS):
        if section:
            lines += [*_comment(SECTIONS[section]), f"[{section}]"]
        for option in in_section(section).values():
            lines += [*_comment(_full(option)), f"#{option.key} = {written_default(option)}"]
        lines.append("")
    for group in GROUPS:
        lines += [*_example(group), ""]
    return "\n".join(lines[:-1]) + "\n"


def _example(group: str) -> Iterator[str]:
    name, values = GROUPS[group].example
    yield from _comment(GROUPS[group].text)
    yield f"#[{group}.{name}]"
    for option in GROUPS[group].options:
        yield from _comment(_full(option))
        yield f"#{option.key} = {toml(values.get(option.key, option.default))}"


def _comment(text: str) -> list[str]:
    """Comment lines of a readable width; a number is not torn from its unit."""
    bound = re.sub(r"(\d) (?=(?:s|min|h|ml|l|mg|kg|characters)\b)", "\\1\0", text)
    lines = textwrap.wrap(bound, _WIDTH - 2, break_on_hyphens=False)
    return [f"# {line}".replace("\0", " ") for line in lines]


def _full(option: Option) -> str:
    """The explanation, with what is possible where the default alone does not show it."""
    if not isinstance(option.type, Duration | Count | Text | Volume | Mass | Weight):
        return option.text
    says = option.type.says
    return f"{option.text} {says[0].upper()}{says[1:]}."


def written_default(option: Option) -> str:
    """The default as it would stand in the file; "" where there is none."""
    if option.default is None:
        return ""
    return toml(option.type.write(option.type.read(option.default)))


def option_table() -> str:
    """All settings as one Markdown table, for the README."""
    rows = ["| Setting | Default | Possible | What it does |", "| --- | --- | --- | --- |"]
    for option in (*OPTIONS, *NAMED):
        default = f"`{written_default(option)}`" if option.default is not None else "none"
        cells = (f"`{option.dotted}`", default, option.type.says, option.text)
        rows.append(f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in cells)} |")
    return "\n".join(rows) + "\n"


def explain(key: str | None = None, settings: Settings | None = None) -> str:
    """What a setting or a section ("movement.every", "movement", "own") is for; None: the list of all.

    With `settings` it also says what is in force, and where that comes from.

    Raises:
        ConfigError: there is no such setting; with the nearest one.
    """
    if key is None:
        return "\n".join(
            f"{option.dotted} = {written_default(option)}\n    {option.text}" for option in (*OPTIONS, *NAMED)
        )
    group, _, name = key.partition(".")
    if key in SECTIONS:
        head, options = f"[{key}] {SECTIONS[key]}", [*in_section(key).values()]
    elif group in GROUPS and "." not in name:
        reason = bad_name(group, name) if name not in {"", "NAME"} else None
        if reason:
            raise refuse(None, reason, key)
        head, options = f"[{group}.NAME] {GROUPS[group].text}", [*in_group(group, name or "NAME").values()]
    else:
        return _explained(option_of(key), settings)
    return "\n\n".join([head, *(_explained(option, settings) for option in options)])


def _explained(option: Option, settings: Settings | None) -> str:
    default = written_default(option)
    facts = [f"Possible: {option.type.says}.", f"Default: {default}." if default else "No default."]
    lines = [option.dotted, option.text, " ".join(facts)]
    if settings is not None and (now := _in_force(option, settings)):
        lines.append(now)
    return "\n    ".join(lines)


def _in_force(option: Option, settings: Settings) -> str:
    """The sentence about what is in force and why; "" where there is neither a value nor a reason for none."""
    key = option.dotted
    value, why = settings.values.get(key), origin(key, settings)
    if value is None:
        return f"In force: none, {why}." if key in settings.because else ""
    written = value if isinstance(value, str) and value and not isinstance(option.type, Text) else toml(value)
    return f"In force: {written}, {'the default' if why == 'default' else why}."


def option_of(key: str) -> Option:
    """The setting of this dotted key, one of a group's sections included.

    Raises:
        ConfigError: there is none; with the nearest one.
    """
    section, _, name = key.rpartition(".")
    group, dot, own = section.partition(".")
    grouped = bool(dot) and group in GROUPS
    if grouped and own != "NAME" and (reason := bad_name(group, own)):
        raise refuse(None, reason, key)
    options = in_group(group, own) if grouped else in_section(section)
    if name in options:
        return options[name]
    if section and not options:
        raise refuse(None, unknown("", section, (), table=True), key)
    if not section and name in {*SECTIONS, *GROUPS}:
        raise refuse(None, f"{quoted(name)} is a section; name one of its settings, such as {_first(name)}.", key)
    text = unknown(section, name, options) if section else unknown("", key, [option.dotted for option in OPTIONS])
    raise refuse(None, text, key)


def _first(section: str) -> str:
    if section in GROUPS:
        name, values = GROUPS[section].example
        return f"{section}.{name}.{next(iter(values))}"
    return f"{section}.{next(iter(in_section(section)))}"


_RULES: dict[str, dict[str, object]] = {
    "own": {
        "required": ["title"],
        "oneOf": [{"required": ["every"]}, {"required": ["per_day"]}],
        "dependentRequired": {"from": ["to"], "to": ["from"]},
    },
    "drinks": {"anyOf": [{"required": ["amount"]}, {"required": ["caffeine"]}]},
    "exercise": {"required": ["title", "steps"]},
}
"""What a section of a group needs, in the words of JSON Schema."""


def schema() -> dict[str, object]:
    """The settings as JSON Schema 2020-12, for editors that complete and check TOML by it.

    JSON has no local times, so these are described as text.
    """
    sections: dict[str, object] = {
        name: _object(in_section(name).values()) | {"description": text} for name, text in SECTIONS.items()
    }
    groups = {name: _named(name, rules) for name, rules in _RULES.items()}
    top = _object(in_section("").values())
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "reminder's config.toml",
        **top,
        "properties": {**_mapping(top["properties"]), **sections, **groups},
    }


def _named(group: str, rules: dict[str, object]) -> dict[str, object]:
    return {
        "type": "object",
        "description": GROUPS[group].text,
        "propertyNames": {"pattern": "^[A-Za-z0-9_][A-Za-z0-9_-]*$"},
        "additionalProperties": _object(GROUPS[group].options) | rules,
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
