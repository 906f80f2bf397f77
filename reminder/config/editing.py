"""Changing settings in the user's file: in place, checked first, all or nothing."""

import codecs
import re
import tomllib
from collections.abc import Iterable, Sequence
from contextlib import suppress
from copy import deepcopy
from pathlib import Path
from typing import Any

from reminder.config.before import WayBack, change
from reminder.config.checking import bad_name, check_value, unknown
from reminder.config.loading import parse, read_content, text_of, toml_document
from reminder.config.mistakes import ConfigError, Mistake, Wrong, refuse
from reminder.config.notation import toml
from reminder.config.options import GROUPS, Option, in_group
from reminder.config.rendering import option_of, render
from reminder.config.settings import Settings
from reminder.config.telling import told, valid
from reminder.config.texts import Text
from reminder.config.values import Switch
from reminder.config.writing import write
from reminder.core.exercises import UNSURE

CLEARED = ("about_you", "cleared")
ASK_AGAIN = (
    "The yes of a clinician that you told of was not for this, so about_you.cleared is false again: set it to true "
    "once one has said yes to this as well."
)
"""What is told with an answer for which nobody has asked a clinician yet (evidence, section 1c)."""


Change = tuple[tuple[str, ...], Any]
"""A setting's key in parts, and its new value in config notation."""


def set_value(path: Path, key: str, value_text: str, back: WayBack | None = None) -> str:
    """Set one setting in the file and say what changed, as `set_values` does with several."""
    return set_values(path, [(key, value_text)], back)


def set_values(path: Path, changes: Sequence[tuple[str, str]], back: WayBack | None = None) -> str:
    """Set these settings, keys and values, in the file, one after the other in one write, and say what changed.

    A value is in config notation; quotes around text may be left out. A missing file is created from the commented
    template. A whole section of a group is set as a table: "own.eyes" and `{ title = "…", per_day = 2 }`. `back` keeps
    what was there before; where it cannot, that is said.

    Raises:
        ConfigError: no such setting, a value it cannot have, a file that would not be valid afterwards, or one that
            cannot be written. The file is then as it was.
    """
    wanted = _all_wanted(changes)
    content = read_content(path)
    text = render() if content is None else text_of(content, path)
    changed = _all_changed(text, wanted, path)
    after = _accepted(changed, text, wanted, path)
    again = _needs_another_yes(after, text, wanted, path)
    if again:
        changed = _changed(changed, CLEARED, raw=False, path=path)
        after = _accepted(changed, text, wanted, path)
    given = {".".join(keys): raw for keys, raw in wanted}
    _write(path, changed, content, (*given, *([".".join(CLEARED)] if again else ())), back)
    sentences = (told(given, valid(text, path), after), ASK_AGAIN if again else "", back.trouble if back else "")
    return " ".join(filter(None, sentences))


def _write(path: Path, changed: str, content: bytes | None, keys: tuple[str, ...], back: WayBack | None) -> None:
    """Write the text, with the byte order mark that was there; a file that is so already is let be."""
    mark = codecs.BOM_UTF8 if content is not None and content.startswith(codecs.BOM_UTF8) else b""
    new = mark + changed.encode()
    if new != content:
        keeping = None if back is None else back.keeping(change(content, new, tuple(dict.fromkeys(keys))))
        write(path, new, expected=content, keeping=keeping)


def _needs_another_yes(after: Settings, text: str, wanted: Sequence[Change], path: Path) -> bool:
    """Whether this switches an answer on that waits for a clinician's yes, while one stands that was for another.

    A yes that is given after the answer is for it. `after` are the settings with the changes, `text` is the file
    without: it may be wrong elsewhere, and the yes is in it still.
    """
    names = [keys for keys, _ in wanted]
    since = names[names.index(CLEARED) + 1 :] if CLEARED in names else names
    return CLEARED[-1] in after.about and any(_newly_on(keys, after, text, path) for keys in since)


def _newly_on(keys: tuple[str, ...], after: Settings, text: str, path: Path) -> bool:
    section, answer = keys[0], keys[-1]
    if section != CLEARED[0] or answer not in UNSURE or answer not in after.about:
        return False
    with suppress(KeyError, Wrong):
        return not Switch().read(toml_document(text, path)[section][answer])
    return True


def _accepted(changed: str, text: str, wanted: Iterable[Change], path: Path) -> Settings:
    """The settings after the changes. If the file is wrong then, say what was wrong before, or what they do."""
    try:
        return parse(changed, path)
    except ConfigError as error:
        parse(text, path)
        hint = "Nothing was changed."
        if keys := next((keys for keys, _ in wanted if keys[0] in GROUPS), None):
            group = GROUPS[keys[0]]
            hint += f" To add a whole {group.one} at once, set {'.'.join(keys[:2])} to {group.whole}."
        mistakes = [Mistake(None, mistake.key, f"{mistake.text} {hint}") for mistake in error.mistakes]
        raise ConfigError(None, mistakes) from error


def _all_wanted(changes: Iterable[tuple[str, str]]) -> list[Change]:
    """The changes that are asked for, each checked as far as it can be on its own; all their mistakes at once."""
    wanted: list[Change] = []
    mistakes: list[Mistake] = []
    for key, value_text in changes:
        try:
            wanted.append(_wanted(key, value_text))
        except ConfigError as error:
            mistakes += error.mistakes
    if mistakes:
        raise ConfigError(None, mistakes)
    return wanted


def _wanted(key: str, value_text: str) -> Change:
    keys = tuple(key.split("."))
    try:
        if len(keys) == 2 and keys[0] in GROUPS:
            return keys, _whole(keys[0], keys[1], value_text)
        option = option_of(key)
        return keys, _written(option, _raw(option, value_text))
    except Wrong as wrong:
        raise refuse(None, str(wrong), key) from wrong


def _raw(option: Option, value_text: str) -> object:
    """What the user typed as TOML would give it; text that is not TOML is text whose quotes were left out."""
    value = _toml_value(value_text)
    return value_text if value is None or (isinstance(option.type, Text) and not isinstance(value, str)) else value


def _written(option: Option, raw: object) -> object:
    return option.type.write(check_value(option, raw))


def _toml_value(text: str) -> object:
    """The value of a TOML expression; None when the text is none, or more than one."""
    try:
        document = tomllib.loads(f"value = {text}")
    except (ValueError, RecursionError):
        return None
    return document["value"] if document.keys() == {"value"} else None


def _whole(group: str, name: str, value_text: str) -> dict[str, object]:
    """A whole section of a group, from a table."""
    if reason := bad_name(group, name):
        raise Wrong(reason)
    table, here = _toml_value(value_text), f"{group}.{name}"
    if not isinstance(table, dict):
        one, whole = GROUPS[group].one, GROUPS[group].whole
        raise Wrong(f"{here} is a whole {one}; set one of its settings, or write a table such as {whole}.")
    options = in_group(group, name)
    for key in table:
        if key not in options:
            raise Wrong(unknown(here, key, options))
    return {key: _written(options[key], raw) for key, raw in table.items()}


def _all_changed(text: str, wanted: Iterable[Change], path: Path) -> str:
    for keys, raw in wanted:
        text = _changed(text, keys, raw, path)
    return text


def _changed(text: str, keys: tuple[str, ...], raw: object, path: Path) -> str:
    """The text with this one change, and no other: the result is read back and compared."""
    wanted = _with(toml_document(text, path), keys, raw, path)
    plain = text.replace("\r\n", "\n")
    for edit in (_beside_its_comment, _by_tomlkit):
        changed = edit(plain, keys, raw)
        if changed is not None and _means(changed, wanted):
            return changed if plain == text else changed.replace("\n", "\r\n")
    raise refuse(path, f"{'.'.join(keys)} cannot be changed by a command in this file; please edit it by hand.")


def _with(document: dict[str, Any], keys: tuple[str, ...], raw: object, path: Path) -> dict[str, Any]:
    changed = deepcopy(document)
    table = changed
    for key in keys[:-1]:
        table = table.setdefault(key, {})
        if not isinstance(table, dict):
            raise refuse(path, f"{key} has to be a section before a setting in it can be changed.", ".".join(keys))
    table[keys[-1]] = raw
    return changed


def _means(text: str, wanted: dict[str, Any]) -> bool:
    try:
        return tomllib.loads(text) == wanted
    except ValueError:
        return False


def _beside_its_comment(text: str, keys: tuple[str, ...], raw: object) -> str | None:
    """Put a setting that is not there yet below its commented-out default; None where there is no such line."""
    section, key = ".".join(keys[:-1]), re.escape(keys[-1])
    header = rf"^\[[ \t]*{re.escape(section)}[ \t]*\][^\n]*\n" if section else r"\A"
    before_next = rf"(?:(?!\[|[ \t]*{key}[ \t]*=)[^\n]*\n)*?"
    found = re.search(rf"{header}{before_next}#[ \t]?{key}[ \t]*=[^\n]*\n", text, re.MULTILINE)
    if found is None or isinstance(raw, dict):
        return None
    return f"{text[: found.end()]}{keys[-1]} = {toml(raw)}\n{text[found.end() :]}"


def _by_tomlkit(text: str, keys: tuple[str, ...], raw: object) -> str | None:
    """Change or add a setting wherever it stands; None where tomlkit cannot."""
    import tomlkit  # 60 ms that only a change pays for
    from tomlkit.exceptions import TOMLKitError

    try:
        document = tomlkit.parse(text)
        table: Any = document
        for key in keys[:-1]:
            if key not in table:
                table.add(key, tomlkit.table(is_super_table=key in GROUPS))
            table = table[key]
        table[keys[-1]] = raw
        return tomlkit.dumps(document)
    except (TOMLKitError, ValueError, TypeError):
        return None
