"""What the answers about oneself have changed, and why a kind is off: sentences for `about`, `why` and refusals."""

from collections.abc import Iterator
from datetime import time

from reminder.config import Settings
from reminder.config.options import declared

TEXTS = {"tight_hamstrings": ("stretch",), "sway_back": ("stretch", "strengthen")}
"""The answers that choose among a kind's texts, and for which kinds; no setting shows them."""


def for_you(settings: Settings, kind: str | None = None) -> list[str]:
    """A sentence for each thing that is other than for everybody; of all kinds, or of one."""
    return [*_settings(settings, kind), *_texts(settings, kind)]


LIFTED = {
    "strengthen.enabled": "Once a clinician has said yes, 'reminder config set about_you.cleared true' brings it back.",
    "hydration.enabled": "If that is no longer so, 'reminder config set about_you.fluid_limit false' brings it back.",
}
"""How a kind that an answer has switched off comes back."""


def why_off(settings: Settings, kind: str) -> str | None:
    """Why a kind is off, and how it comes back; None: it is not off, or there is none of this name."""
    own = f"own.{kind}.enabled"
    key = own if own in settings.values else f"{kind}.enabled"
    if settings.values.get(key) is not False:
        return None
    if key in settings.because:
        return f"There is no {kind}, {settings.because[key]}. {LIFTED[key]}"
    return f"{kind} is switched off. 'reminder config set {key} true' brings it back."


def _settings(settings: Settings, kind: str | None) -> Iterator[str]:
    for key, because in settings.because.items():
        if kind is None or key.partition(".")[0] == kind:
            yield f"{key} is {_value(settings.values.get(key))}, {because}."


def _texts(settings: Settings, kind: str | None) -> Iterator[str]:
    for answer, kinds in TEXTS.items():
        option = declared(f"about_you.{answer}")
        if option is not None and answer in settings.about and (kind is None or kind in kinds):
            yield option.text


def _value(value: object) -> str:
    match value:
        case None:
            return "none"
        case bool():
            return "on" if value else "off"
        case list():
            return ", ".join(map(str, value))
        case time():
            return f"{value:%H:%M}"
        case _:
            return str(value)
