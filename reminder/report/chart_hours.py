"""When breaks work: each hour of the week as a cell of a table that says how many were missed, and shows it."""

from html import escape

from reminder.core.moments import Slot
from reminder.core.summary import KindSummary
from reminder.report.lengths import count
from reminder.report.markup import lines

DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
SHADES = 4
"""Of an hour in which breaks were missed, from few to all; an hour in which none was has another one."""


def hours(kind: KindSummary) -> str:
    """The grid of the hours in which something was asked for, and those between; "" where nothing was."""
    if not kind.hours:
        return ""
    first, last = min(hour for _, hour in kind.hours), max(hour for _, hour in kind.hours)
    days = range(max(4, *(day for day, _ in kind.hours)) + 1)
    heads = "".join(f'<th scope="col"><span>{hour:02}</span></th>' for hour in range(first, last + 1))
    rows = (_row(day, kind, range(first, last + 1)) for day in days)
    return lines(
        [
            '<div class="wide" tabindex="0" role="group" aria-label="Hours of the week">\n<table class="hours">',
            "<caption>Breaks missed of those asked for, by the hour on your clock</caption>",
            f"<thead><tr><td></td>{heads}</tr></thead>\n<tbody>",
            *rows,
            "</tbody>\n</table>\n</div>",
        ]
    )


def _row(day: int, kind: KindSummary, shown: range) -> str:
    cells = "".join(_cell(kind.hours.get((day, hour))) for hour in shown)
    return f'<tr><th scope="row"><abbr title="{DAYS[day]}">{DAYS[day][:3]}</abbr></th>{cells}</tr>'


def _cell(slot: Slot | None) -> str:
    if slot is None:
        return '<td><span class="unseen">none asked for</span></td>'
    shade = -(-SHADES * slot.missed // slot.answered)
    if slot.missed == 1:  # may be chance
        shade = min(shade, SHADES // 2)
    told = f"{slot.missed} of {count(slot.answered, 'break')} missed"
    seen = f"{slot.missed}/{slot.answered}" if slot.missed else "·"
    return f'<td class="m{shade}"><span aria-hidden="true">{seen}</span><span class="unseen">{escape(told)}</span></td>'


def hours_in_words(kind: KindSummary) -> str:
    """The time of day at which most breaks are missed, if one stands out; "" else."""
    by_hour: dict[int, list[int]] = {}
    for (_, hour), slot in kind.hours.items():
        both = by_hour.setdefault(hour, [0, 0])
        both[0] += slot.missed
        both[1] += slot.answered
    telling = {hour: both for hour, both in by_hour.items() if both[0] >= 2 and both[0] * 2 >= both[1]}
    if not telling:
        return ""
    hour = max(telling, key=lambda each: (telling[each][0] / telling[each][1], telling[each][0]))
    missed, asked = telling[hour]
    return f"Around {hour:02}:00 it is hardest: {missed} of {asked} were missed then."
