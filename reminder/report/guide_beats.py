"""An exercise as the guide plays it: one beat after the other, from the first move to the last rest."""

from collections.abc import Iterator, Mapping
from math import ceil
from typing import Any

PHASES = ("out", "hold", "back", "rest")

CHANGE = 5.0
"""Seconds to get from one side to the other."""


def rounds(each: Mapping[str, Any]) -> int:
    """How often it is repeated on each side; where it is given by its length, as often as that takes."""
    if each["lasts"] is None:
        return int(each["repeat"])
    return ceil(float(each["lasts"] / each["sides"]) / _cycle(each))


def beats(each: Mapping[str, Any]) -> list[dict[str, Any]]:
    """What comes when, in seconds from its start: `at` to `until`.

    `phase` is one of a repetition's, or "change" before another side; `round` counts from 1, `side` from 0; `into` is
    how far into its repetition a phase begins. No beat is without length, and none reaches beyond the exercise's own.
    """
    found: list[dict[str, Any]] = []
    for side in range(each["sides"]):
        at = found[-1]["until"] if found else 0.0
        if side:
            found.append({"phase": "change", "side": side, "round": 0, "into": 0, "at": at, "until": at + CHANGE})
            at += CHANGE
        end = at + (each["lasts"] or _cycle(each) * each["repeat"]) / (each["sides"] if each["lasts"] else 1)
        found += _side(each, side, at, end)
    return found


def _side(each: Mapping[str, Any], side: int, start: float, end: float) -> Iterator[dict[str, Any]]:
    tempo = _tempo(each)
    for number in range(rounds(each)):
        into = 0.0
        for phase in PHASES:
            at = round(start + number * _cycle(each) + into, 3)
            until = round(min(end, at + tempo[phase]), 3)
            if at < until:
                yield {"phase": phase, "side": side, "round": number + 1, "into": into, "at": at, "until": until}
            into = round(into + tempo[phase], 3)


def _cycle(each: Mapping[str, Any]) -> float:
    """One repetition in seconds."""
    return sum(_tempo(each).values())


def _tempo(each: Mapping[str, Any]) -> dict[str, float]:
    """The seconds of each phase; what takes no time at all rests for a second, so that it ends."""
    tempo = {phase: float(each["tempo"][phase]) for phase in PHASES}
    return tempo if any(tempo.values()) else {**tempo, "rest": 1.0}
