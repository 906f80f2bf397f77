"""Changing one setting in the user's file: in place, checked first, all or nothing."""

import os
import re
import tomllib
from collections.abc import Iterator
from contextlib import suppress
from copy import deepcopy
from pathlib import Path
from typing import Any

from reminder.config.checking import bad_name, check_value, unknown
from reminder.config.loading import parse, read_text, toml_document
from reminder.config.mistakes import ConfigError, Mistake, Wrong, refuse
from reminder.config.notation import toml
from reminder.config.options import GROUPS, Option, in_group
from reminder.config.rendering import option_of, render
from reminder.config.settings import Settings
from reminder.config.texts import Text
from reminder.config.values import Switch
from reminder.core.exercises import UNSURE

OWNER_ONLY = 0o600
"""The mode of a file we create; one that is there keeps its own."""

CLEARED = ("about_you", "cleared")
ASK_AGAIN = (
    "The yes of a clinician that you told of was not for this, so about_you.cleared is false again: set it to true "
    "once one has said yes to this as well."
)
"""What is told with an answer for which nobody has asked a clinician yet (evidence, section 1c)."""


def set_value(path: Path, key: str, value_text: str) -> str:
    """Set one setting in the file and say what changed.

    `value_text` is in config notation; quotes around text may be left out. A missing file is created from the
    commented template. A whole section of a group is set as a table: "own.eyes" and `{ title = "…", per_day = 2 }`.

    Raises:
        ConfigError: no such setting, a value it cannot have, a file that would not be valid afterwards, or one that
            cannot be written. The file is then as it was.
    """
    keys, raw = _wanted(key, value_text)
    found = read_text(path)
    text = render() if found is None else found
    changed = _changed(text, keys, raw, path)
    after = _accepted(changed, text, keys, path)
    again = _needs_another_yes(after, text, keys, path)
    if again:
        changed = _changed(changed, CLEARED, raw=False, path=path)
        after = _accepted(changed, text, keys, path)
    _write(path, changed, expected=found)
    return _told(key, raw, _valid(text, path), after) + (f" {ASK_AGAIN}" if again else "")


def _needs_another_yes(after: Settings, text: str, keys: tuple[str, ...], path: Path) -> bool:
    """Whether this switches an answer on that waits for a clinician's yes, while one stands that was for another.

    `after` are the settings with it, `text` is the file without: it may be wrong elsewhere, and the yes is in it still.
    """
    section, answer = keys[0], keys[-1]
    if section != CLEARED[0] or answer not in UNSURE or not {answer, CLEARED[-1]} <= after.about:
        return False
    with suppress(KeyError, Wrong):
        return not Switch().read(toml_document(text, path)[section][answer])
    return True


def _accepted(changed: str, text: str, keys: tuple[str, ...], path: Path) -> Settings:
    """The settings after the change. If the file is wrong then, say what was wrong before, or what the change does."""
    try:
        return parse(changed, path)
    except ConfigError as error:
        parse(text, path)
        hint = "Nothing was changed."
        if group := GROUPS.get(keys[0]):
            hint += f" To add a whole {group.one} at once, set {'.'.join(keys[:2])} to {group.whole}."
        mistakes = [Mistake(None, mistake.key, f"{mistake.text} {hint}") for mistake in error.mistakes]
        raise ConfigError(None, mistakes) from error


def _wanted(key: str, value_text: str) -> tuple[tuple[str, ...], Any]:
    """The key in parts, and the value in config notation, both checked as far as one setting can be on its own."""
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


def _write(path: Path, text: str, *, expected: str | None) -> None:
    """Replace the file at once, keeping its mode; where it is a link, the file it leads to.

    Raises:
        ConfigError: the file may not be written, or has changed since it was read as `expected`.
    """
    target = Path(os.path.realpath(path))
    try:
        target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        if expected is not None and not os.access(target, os.W_OK):
            raise refuse(path, "it is read-only, so it was left as it is.")
        mode = target.stat().st_mode & 0o7777 if expected is not None else OWNER_ONLY
        _replace(path, target, text.encode(), mode, expected)
    except OSError as error:
        raise refuse(path, f"it cannot be written: {error.strerror or error}.") from error


def _replace(path: Path, target: Path, content: bytes, mode: int, expected: str | None) -> None:
    import tempfile  # only a change pays for it

    number, name = tempfile.mkstemp(prefix=f".{target.name}.", dir=target.parent)
    new = Path(name)
    try:
        with os.fdopen(number, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        new.chmod(mode)
        _still(path, expected)
        new.replace(target)
    except BaseException:
        with suppress(OSError):
            new.unlink()
        raise


def _still(path: Path, expected: str | None) -> None:
    if read_text(path) != expected:
        raise refuse(path, "somebody else changed it just now, so it was left alone; please try again.")


def _valid(text: str, path: Path) -> Settings | None:
    """The settings before the change; None when they were not valid, so that the change has mended them."""
    try:
        return parse(text, path)
    except ConfigError:
        return None


def _told(key: str, raw: object, before: Settings | None, after: Settings) -> str:
    sentence = f"{key} is now {toml(raw)}"
    if before is not None and key in before.values:
        was = toml(before.values[key])
        sentence += " (unchanged)" if was == toml(raw) and key in before.given else f" (was {was})"
    if key in after.because:  # a bound for safety stands over what was set
        sentence = f"The file now sets {key} to {toml(raw)}"
    old = frozenset(() if before is None else before.warnings)
    new = [warning for warning in after.warnings if warning not in old or warning.startswith(f"{key} is ")]
    return " ".join([f"{sentence}.", *_with_it(key, before, after), *new])


def _with_it(key: str, before: Settings | None, after: Settings) -> Iterator[str]:
    """A sentence about what an answer about oneself has changed elsewhere, if it has."""
    if before is None:
        return
    touched = [each for each in {**before.because, **after.because} if each != key]
    changed = [each for each in touched if before.values.get(each) != after.values.get(each)]
    changes = (f"{each} to {toml(after.values.get(each, 'none'))}" for each in changed)
    if changed:
        yield f"This changes {', '.join(changes)}."
