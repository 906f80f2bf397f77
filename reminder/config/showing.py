"""The settings in force, each with where it comes from: as TOML for people, as JSON for programs."""

from typing import Any

from reminder.config.notation import toml
from reminder.config.settings import Settings

ORIGINS = 48
"""Columns before the remark that says where a setting comes from."""


def show(settings: Settings, width: int | None = None) -> str:
    """The settings in force as TOML, each line marked with where it comes from.

    Where a line with its mark is longer than `width`, the mark stands above it. None: it never is.
    """
    lines: list[str] = []
    last = ""
    for key, value in settings.values.items():
        section, _, name = key.rpartition(".")
        if section != last:
            lines += ["", f"[{section}]"]
            last = section
        lines += _line(f"{name} = {toml(value)}", f"# {origin(key, settings)}", width)
    return "\n".join(lines) + "\n"


def _line(setting: str, mark: str, width: int | None) -> list[str]:
    for line in (f"{setting:<{ORIGINS}} {mark}", f"{setting} {mark}"):
        if width is None or len(line) <= width:
            return [line]
    return [mark, setting]


def origin(key: str, settings: Settings) -> str:
    """Where the value that is in force for this setting comes from."""
    if key in settings.because:
        return settings.because[key]
    if key in settings.given:
        return "from the file"
    section = key.partition(".")[0]
    if key in {"movement.every", "movement.break", "hydration.goal"} and f"{section}.preset" in settings.given:
        return f"from the preset {settings.values[f'{section}.preset']}"
    return "default"


def shown(settings: Settings) -> dict[str, Any]:
    """The same for programs: each setting's value as config.toml has it, where times and dates are text."""
    return {
        "settings": {
            key: {"value": _plain(value), "from": origin(key, settings), "given": key in settings.given}
            for key, value in settings.values.items()
        },
        "warnings": list(settings.warnings),
    }


def _plain(value: object) -> object:
    if isinstance(value, list | tuple):
        return [_plain(each) for each in value]
    return value if isinstance(value, bool | int | float | str) else str(value)
