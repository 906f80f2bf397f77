"""How long an answer took: from zero to the longest, the middle half as a bar, and the middle answer as a line."""

from collections.abc import Iterator, Sequence
from datetime import timedelta

from reminder.report.chart import bar, dot, line, numbers, picture, table, words
from reminder.report.silence_words import FOUR, middle_half_in_words, quarters, soon

HEIGHT, MIDDLE = 40, 12
"""Pixels of the chart, and down to the line from zero to the longest."""

NAMES = ("shortest", "a quarter within", "half within", "three quarters within", "longest")


def answers(took: Sequence[timedelta]) -> str:
    """The strip and its table, the shortest answer first; "" where they are too few to have quarters."""
    if len(took) < FOUR or not took[-1]:
        return ""
    label = f"Time to answer, up to {soon(took[-1])}. {middle_half_in_words(took)}"
    told = zip(NAMES, (took[0], *quarters(took), took[-1]), strict=True)
    rows = [(name, soon(each)) for name, each in told]
    drawn = picture(label, HEIGHT, filter(None, _drawn(took)), "answers")
    return f"{drawn}\n{numbers(table('Time to answer', ['answers', 'time'], rows))}"


def _drawn(took: Sequence[timedelta]) -> Iterator[str]:
    first, middle, third = (100 * (each / took[-1]) for each in quarters(took))
    yield line((0, MIDDLE), (100, MIDDLE), "floor")
    yield bar(first, MIDDLE - 6, third - first, 12, "sat")
    yield line((middle, 0), (middle, 2 * MIDDLE), "goal")
    yield dot(100, MIDDLE, 3, "gap")
    yield words(0, HEIGHT, "0", "name", "start")
    yield words(100, HEIGHT, f"longest {soon(took[-1])}", "name", "end")
