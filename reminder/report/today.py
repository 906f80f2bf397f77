"""How the day goes so far, in two short lines, from what `status --json` has in `today`."""

from collections.abc import Callable, Iterator, Mapping
from datetime import timedelta
from typing import Any

from reminder.report.lengths import count

MINUTE = timedelta(minutes=1)

Length = Callable[[timedelta], str]
"""A duration as the place where it stands says it."""


def day_so_far(today: Mapping[str, Any], length: Length) -> tuple[str, ...]:
    """The breaks, and the sitting, each without its first capital.

    Nothing of breaks that are not asked for. The sitting is told from the first moment, so that no row of a menu comes
    and goes.
    """
    return (*_breaks(today), *_sitting(today, length))


def _breaks(today: Mapping[str, Any]) -> Iterator[str]:
    """Natural breaks stand beside those asked for, not in their number (C1)."""
    done, missed, natural = (today[f"breaks_{name}"] for name in ("done", "missed", "natural"))
    if done is None:
        return
    if done + missed:
        yield f"{done} of {count(done + missed, 'break')}" + (f" · {natural} unasked" if natural else "")
    else:
        yield f"{count(natural, 'break')} unasked" if natural else "no break asked for yet"


def _sitting(today: Mapping[str, Any], length: Length) -> Iterator[str]:
    """Where nobody could tell for a part of the day, what was seen is the least there was."""
    if today["sat_s"] is None:
        yield "how long you sat is not known"
        return
    sat, longest = (timedelta(seconds=today[key]) for key in ("sat_s", "longest_sat_s"))
    partly = today["unknown_s"] > 0
    line = f"you sat {'at least ' * partly}{length(sat)}"
    if MINUTE <= longest < sat:
        line += f" · longest {'seen ' * partly}{length(longest)}"
    elif longest >= max(sat, MINUTE) and not partly:
        line += " in one go"
    yield line
