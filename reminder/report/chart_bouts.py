"""How long one sat at a time: the bouts by their length, and the limit."""

from collections.abc import Iterator, Sequence
from datetime import timedelta

from reminder.core.bouts import Class, distribution
from reminder.core.summary import Summary
from reminder.report.chart import bar, columns, line, numbers, picture, table, words
from reminder.report.lengths import count, length

HEIGHT, ABOVE, BELOW = 112, 40, 28
"""Pixels; above there is room for the words to the limit, and under them for a number."""

MINUTE = timedelta(minutes=1)


def bouts(summary: Summary) -> str:
    """The chart and its table; "" where nobody sat."""
    classes = distribution(summary.bouts, summary.bout_limit)
    if not classes:
        return ""
    label = "Sitting bouts by length. " + " ".join(f"{spelled(each)}: {each.count}." for each in classes)
    drawn = picture(label, ABOVE + HEIGHT + BELOW, _drawn(classes, summary.bout_limit), "bouts")
    rows = [(spelled(each), str(each.count)) for each in classes]
    return f"{drawn}\n{numbers(table('Sitting bouts by length', ['length', 'bouts'], rows))}"


def _drawn(classes: Sequence[Class], limit: timedelta) -> Iterator[str]:
    most, floor = max(each.count for each in classes), ABOVE + HEIGHT
    wide = 100 / len(classes)
    yield line((0, floor + 0.5), (100, floor + 0.5), "floor")
    opened = classes[-1].high is None
    yield words(0, floor + 20, "0", "name", "start")
    for place, (each, (middle, left, broad)) in enumerate(zip(classes, columns(len(classes), 0.8), strict=True)):
        tall = HEIGHT * each.count / most
        yield bar(left, floor - tall, broad, tall, "overlong" if each.low >= limit else "sat")
        if each.count:
            yield words(middle, floor - tall - 6, str(each.count))
        if each.low == limit:
            yield line((wide * place, 0), (wide * place, floor), "goal")
            yield words(wide * place + 1, 12, f"your limit, {length(limit)}", "goal", "start")
        if each.high is None:
            yield words(100, floor + 20, f"{each.low // MINUTE}+", "name", "end")
        elif place and place % 2 == 0 and not (opened and place == len(classes) - 2):
            yield words(wide * place, floor + 20, str(each.low // MINUTE), "name")


def spelled(each: Class) -> str:
    """A class in words: "10 to 20 min", "over 2 h 00"."""
    if each.high is None:
        return f"over {length(each.low)}"
    return f"{each.low // MINUTE} to {each.high // MINUTE} min"


def bouts_in_words(summary: Summary) -> str:
    """How many bouts, the longest with its day and hour, and how many past the limit; "" where nobody sat."""
    longest = summary.longest
    if longest is None:
        return ""
    limits = " or ".join(length(limit) for limit in summary.bout_limits)
    when = f"{longest.day:%A}, {longest.day:%B} {longest.day.day}, from {longest.start:%H:%M}"
    if len(summary.bouts) == 1:
        ran = "It ran past" if summary.overlong else "It did not run past"
        return f"1 sitting bout: {length(longest.sat)} on {when}. {ran} {limits}."
    ran = f"{summary.overlong} of them ran past {limits}" if summary.overlong else f"none ran past {limits}"
    bouts_told = count(len(summary.bouts), "sitting bout")
    return f"{bouts_told}, {ran}. The longest, {length(longest.sat)}, was on {when}."
