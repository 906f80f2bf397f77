"""A week, a month or a year in one honest sentence, and what to look at next."""

from reminder.core.effects import Result
from reminder.core.period import Period, Unit
from reminder.core.summary import Summary
from reminder.report.lengths import count, length
from reminder.report.material import Material


def headline(summary: Summary) -> tuple[str, str]:
    """The period in one sentence, and what to look at next; as honest about no data as about the rest."""
    if not summary.has_data:
        return f"No data for {called(summary.period)}", "reminder did not run, so there is nothing to tell."
    movement = summary.movement
    natural = movement.results[Result.NATURAL]
    if movement.answered:
        first = f"You got up for {movement.done} of {count(movement.answered, 'break')}"
    elif natural:
        first = f"You took {count(natural, 'break')} unasked"
    elif movement.shown:
        first = f"No break came to an answer in {called(summary.period)}"
    else:
        first = f"No break was asked for in {called(summary.period)}"
    longest = summary.longest
    if longest is None:
        return first, "How long you sat is not known."
    when = f"{longest.day:%A}" if len(summary.days) == 7 else f"{longest.day:%B} {longest.day.day}"
    return first, f"Longest sit {length(longest.sat)} on {when}."


def message(summary: Summary) -> tuple[str, str]:
    """The same for a notification, in which nothing else says what was seen and what was said."""
    first, second = headline(summary)
    return first, " ".join(filter(None, [f"{known(summary)}." if known(summary) else "", second]))


def known(summary: Summary) -> str:
    """How the breaks taken are known: "26 seen, 7 as you said"; "" where none was."""
    movement = summary.movement
    seen = movement.results[Result.OBSERVED]
    told = ((seen, "seen"), (movement.done - seen, "as you said"))
    return ", ".join(f"{number} {how}" for number, how in told if number)


def kept(summary: Summary) -> str:
    """On how many days the goal was kept, and how many of them are enough: some are in reserve."""
    days, enough = f"{summary.kept or 'none'} of {count(summary.judged, 'day')}", summary.judged - summary.reserve
    if summary.kept >= enough:
        return f"You kept your goal on {days}" + (f"; {enough} are enough." if summary.reserve else ".")
    return f"Your goal was kept on {days}" + (f"; {enough} would have done." if summary.reserve else ".")


def title(period: Period) -> str:
    """What the period is called: "Week 10 of 2026 · 2 to 8 March", "March 2026", "2026"."""
    first, last = period.first, period.last
    match period.unit:
        case Unit.WEEK:
            year, week, _ = first.isocalendar()
            begins = f"{first.day}" if first.month == last.month else f"{first.day} {first:%B}"
            return f"Week {week} of {year} · {begins} to {last.day} {last:%B}"
        case Unit.MONTH:
            return f"{first:%B %Y}"
        case Unit.YEAR:
            return f"{first:%Y}"


def title_so_far(material: Material) -> str:
    """What the period is called, and whether it still goes on."""
    running = "" if material.over or not material.summary.has_data else " · so far"
    return title(material.summary.period) + running


def called(period: Period) -> str:
    """The period in a sentence, whenever that is read: "week 10", "March", "2026"."""
    match period.unit:
        case Unit.WEEK:
            return f"week {period.first.isocalendar().week}"
        case Unit.MONTH:
            return f"{period.first:%B}"
        case Unit.YEAR:
            return f"{period.first:%Y}"
