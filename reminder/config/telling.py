"""What is told of a change: the settings in it, what else they change, and what there is to say about it."""

from collections.abc import Collection, Iterator, Mapping
from contextlib import suppress
from pathlib import Path

from reminder.config.loading import parse, toml_document
from reminder.config.mistakes import ConfigError
from reminder.config.notation import toml
from reminder.config.settings import Settings


def valid(text: str, path: Path) -> Settings | None:
    """The settings in a text; None when they are not valid."""
    try:
        return parse(text, path)
    except ConfigError:
        return None


def told(changes: Mapping[str, object], before: Settings | None, after: Settings) -> str:
    """What has been set, a sentence for each; `before` None: the file was not valid, so that this has mended it."""
    said = [_now(key, raw, before, after) for key, raw in changes.items()]
    return " ".join([*said, *_consequences(changes, before, after)])


def _now(key: str, raw: object, before: Settings | None, after: Settings) -> str:
    sentence = f"{key} is now {toml(raw)}"
    if before is not None and key in before.values:
        was = toml(before.values[key])
        sentence += " (unchanged)" if was == toml(raw) and key in before.given else f" (was {was})"
    if key in after.because:  # a bound for safety stands over what was set
        sentence = f"The file now sets {key} to {toml(raw)}"
    return f"{sentence}."


def told_again(keys: Collection[str], text: str, before: Settings | None, after: Settings | None, path: Path) -> str:
    """What has been taken back, a sentence for each: `text` is the file as it is again, with the settings `after`."""
    said = [_again(key, value_in(text, key, path), after) for key in keys]
    return " ".join([*said, *(() if after is None else _consequences(keys, before, after))])


def _again(key: str, value: str | None, after: Settings | None) -> str:
    if value is None:
        return f"{key} is not set any more."
    if after is not None and key in after.because and key in after.given:
        return f"The file sets {key} to {value} again."
    return f"{key} is {value} again."


def value_in(text: str, key: str, path: Path) -> str | None:
    """What a file sets, as TOML, else what is in force without it; None: neither, or the file cannot tell."""
    with suppress(ConfigError):
        found: object = toml_document(text, path)
        for part in key.split("."):
            found = found.get(part) if isinstance(found, dict) else None
        if found is not None:
            return toml(found)
        settings = parse(text, path)
        return toml(settings.values[key]) if key in settings.values else None
    return None


def _consequences(keys: Collection[str], before: Settings | None, after: Settings) -> Iterator[str]:
    """What these settings change elsewhere, and new warnings; those about one of them each time."""
    if before is not None:
        yield from _with_it(keys, before, after)
    old = frozenset(() if before is None else before.warnings)
    about = tuple(f"{key} is " for key in keys)
    yield from (warning for warning in after.warnings if warning not in old or warning.startswith(about))


def _with_it(keys: Collection[str], before: Settings, after: Settings) -> Iterator[str]:
    """A sentence about what an answer about oneself has changed elsewhere, if it has."""
    touched = [each for each in {**before.because, **after.because} if each not in keys]
    changed = [each for each in touched if before.values.get(each) != after.values.get(each)]
    changes = (f"{each} to {toml(after.values.get(each, 'none'))}" for each in changed)
    if changed:
        yield f"This changes {', '.join(changes)}."
