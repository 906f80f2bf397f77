"""Settings that work, but hardly as meant: a sentence about each, with the way out."""

from collections.abc import Iterable, Iterator
from datetime import date, time, timedelta
from math import ceil

from reminder.config.about import UNKNOWN_KG, Change, lifting
from reminder.config.checking import Checked
from reminder.config.durations import spell
from reminder.config.notation import toml
from reminder.config.options import PER_HOUR, declared
from reminder.config.values import DAYS as DAY_NAMES
from reminder.core.exercises import CHOOSING, LIBRARY, SOFTENED
from reminder.core.hours import Range
from reminder.core.plan import DailyKind, Plan, SittingKind
from reminder.quantities import amount

UNUSUAL = timedelta(minutes=5)
"""An interval shorter than this is allowed, and told as unusual."""

LONGEST_NIGHT = timedelta(hours=16)
"""Hours that go past midnight and last longer than this were hardly meant to."""

LONGEST_LEAVE = timedelta(days=183)
"""Days off in a row for longer than half a year are more often a slip of the year than a leave."""

MUCH_WATER_ML = 3000
"""A goal above this is allowed, and told as unusual: the highest that is advised (for men in the US, IOM 2005)."""

HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def doubts(plan: Plan, checked: Checked) -> Iterator[str]:
    """Everything in these settings that their owner should know, in sentences."""
    own = frozenset(checked.own)
    for kind in plan.kinds:
        if isinstance(kind, SittingKind):
            name = f"own.{kind.name}" if kind.name in own else kind.name
            if kind.every < UNUSUAL:
                yield f"[{name}] every {spell(kind.every)} is unusual: it works, but will interrupt you very often."
            yield from _over_budget(name, kind, plan)
            yield from _too_short(name, kind)
        elif isinstance(kind, DailyKind):
            if kind.apart > DAY:
                yield from _too_close(kind)
                yield from _off_hours(kind, _weekdays(plan))
            yield from _too_early(kind)
    yield from _about_hours(checked)
    yield from _about_days_off(plan)
    yield from _about_water(checked)
    yield from _about_exercises(plan, checked)
    yield from _about_you(checked)


def _over_budget(name: str, kind: SittingKind, plan: Plan) -> Iterator[str]:
    """A sentence where a kind alone asks for more than the budget allows, with both ways out (P2)."""
    affordable = max(plan.min_gap, HOUR / plan.max_per_hour)
    if kind.every >= affordable:
        return
    raises = []
    needed = ceil(HOUR / kind.every)
    if needed > plan.max_per_hour:
        raises.append(f"max_per_hour to {min(needed, PER_HOUR.high)}")
    if kind.every < plan.min_gap:
        raises.append(f"min_gap to {spell(kind.every)}")
    limits = f"{plan.max_per_hour} an hour, {spell(plan.min_gap)} apart"
    short = ", which still covers only one a minute," if needed > PER_HOUR.high else ""
    interval = spell(timedelta(seconds=ceil(affordable.total_seconds())))
    yield (
        f"[{name}] asks for a reminder every {spell(kind.every)}, but [interruptions] allows at most {limits}: "
        f"set {' and '.join(raises)} there{short} or set every in [{name}] to {interval} or more."
    )


def _too_short(name: str, kind: SittingKind) -> Iterator[str]:
    """A sentence where a kind's own hours last no longer than the sitting it waits for."""
    if kind.hours is None:
        return
    longest = max(_length(each.start, each.end) for each in kind.hours.ranges)
    if longest <= kind.every:
        yield (
            f"[{name}] comes every {spell(kind.every)}, but its hours last only {spell(longest)}, so it will hardly "
            "come: set a shorter every, or an earlier from or a later to."
        )


def _length(start: time, end: time) -> timedelta:
    """From one time of day to another, on the next day where that is not later."""
    into, out = (timedelta(hours=at.hour, minutes=at.minute, seconds=at.second) for at in (start, end))
    return out - into if out > into else out - into + DAY


def _too_close(kind: DailyKind) -> Iterator[str]:
    """A sentence where two of a kind's days follow each other, so that one of them will be left out."""
    if any((day + 1) % 7 in kind.weekdays for day in kind.weekdays):
        yield (
            f"[{kind.name}] has days that follow each other, but it comes no sooner than {spell(kind.apart)} after "
            "you have done it: choose days with at least one day between them."
        )


def _weekdays(plan: Plan) -> frozenset[int]:
    """The days on which the plan's hours begin."""
    return frozenset(day for each in plan.hours.ranges for day in each.weekdays)


def _too_early(kind: DailyKind) -> Iterator[str]:
    """A sentence where nothing is left of the hours of a kind that comes before a time of day only."""
    if kind.hours is not None and not kind.hours.ranges:
        yield (
            f"[{kind.name}] comes before its until only, and your [hours] begin no earlier, so it never comes: set a "
            "later until, or delete it."
        )


def _off_hours(kind: DailyKind, running: frozenset[int]) -> Iterator[str]:
    """A sentence where a kind has days on which no hours begin: it will not come then, and perhaps never."""
    missed = kind.weekdays - running
    if missed:
        never = "so it never comes" if missed == kind.weekdays else f"so it does not come on {_named(missed)}"
        yield (
            f"[{kind.name}] has the days {_named(kind.weekdays)}, and [hours] are on {_named(running)}, {never}: "
            "choose days for it that are among those of [hours]."
        )


def _named(days: Iterable[int]) -> str:
    return ", ".join(DAY_NAMES[day] for day in sorted(days))


def _about_days_off(plan: Plan) -> Iterator[str]:
    """A sentence for each time of more than half a year in which every day is off, so that nothing comes."""
    for first, last in _leaves(plan.hours.free, _weekdays(plan)):
        if last - first > LONGEST_LEAVE:
            yield (
                f"hours.free has all your days from {first} to {last}, so nothing comes in all that time: if that is "
                "not what you mean, look at its years."
            )


def _leaves(free: Iterable[date], running: frozenset[int]) -> Iterator[tuple[date, date]]:
    """From when to when there are nothing but days off; a day on which no hours would begin anyway ends no leave."""
    off = sorted(day for day in free if day.weekday() in running)
    first = last = None
    for day in off:
        if first is not None and last is not None and _works_between(last, day, running):
            yield first, last
            first = None
        first, last = first or day, day
    if first is not None and last is not None:
        yield first, last


def _works_between(before: date, after: date, running: frozenset[int]) -> bool:
    """Whether there is a day between these two on which hours begin."""
    days = (after - before).days
    return days > len(DAY_NAMES) or any((before + DAY * ahead).weekday() in running for ahead in range(1, days))


def _about_water(checked: Checked) -> Iterator[str]:
    """A sentence where somebody means to drink more than people do without heat or hard work (evidence, section 2)."""
    goal = checked.in_force.values.get("hydration.goal")
    if checked.in_force.values["hydration.enabled"] and goal is not None and goal > MUCH_WATER_ML:
        yield (
            f"[hydration] goal is {amount(goal)}: from 1.2 to 3 l a day are usual without heat or hard work, and far "
            "too much is dangerous. Set a lower goal, unless somebody who knows you has told you to."
        )


def _about_exercises(plan: Plan, checked: Checked) -> Iterator[str]:
    """A sentence where a kind that is on has nothing left to ask for, and for each wish that changes nothing."""
    yield from _vain_wishes(checked)
    yield from _gentle_strength(checked)
    for name in sorted(CHOOSING):
        if checked.in_force.values[f"{name}.enabled"] and plan.kind(name) is None:
            yield (
                f"[choice] leaves nothing for [{name}], so it does not come: exclude less, set seated = false, or say "
                f"so with enabled = false in [{name}]."
            )


def _vain_wishes(checked: Checked) -> Iterator[str]:
    """A sentence for each exercise that is preferred, and never asked for all the same."""
    value = checked.in_force.values
    upright = {each.name for each in LIBRARY if "seated" not in each.places}
    upright |= {name for name in checked.exercises if not value[f"exercise.{name}.seated"]}
    for name in value["choice.prefer"]:
        if name in value["choice.exclude"]:
            yield f"[choice] both prefers and excludes {name}, so it never comes: take it out of one of them."
        elif value["choice.seated"] and name in upright:
            yield (
                f"[choice] prefers {name}, which is done standing, and asks only for what can be done sitting down, so "
                "it never comes: set seated = false, or take it out of prefer."
            )


def _gentle_strength(checked: Checked) -> Iterator[str]:
    """A sentence for each strengthening exercise that is called gentle: all of them rest then."""
    value = checked.in_force.values
    for name in checked.exercises:
        if value[f"exercise.{name}.gentle"] and value[f"exercise.{name}.kind"] not in SOFTENED:
            yield (
                f"[exercise.{name}] is gentle, which changes nothing: strengthening rests while your back is sore, and "
                "until a clinician has said yes where one should. Take gentle out, or pick another kind."
            )


def _about_hours(checked: Checked) -> Iterator[str]:
    value = checked.in_force.values
    if value["hours.ranges"]:
        if {"hours.from", "hours.to"} & checked.given:
            yield "[hours] has ranges, so its from and to mean nothing: delete them, or the ranges."
        return
    hours = Range(value["hours.days"], value["hours.from"], value["hours.to"])
    if hours.end < hours.start and _length(hours.start, hours.end) > LONGEST_NIGHT:
        yield (
            f"[hours] go from {hours.start} to {hours.end} on the next day, {spell(_length(hours.start, hours.end))} "
            "in all: if that is not what you mean, set a later to or an earlier from."
        )


def _about_you(checked: Checked) -> Iterator[str]:
    value = checked.in_force.values
    if "under_18" in checked.in_force.said and value["about_you.weight"] is None:
        yield (
            f"You said that you are under 18, but not how much you weigh, so caffeine is limited as for "
            f'{UNKNOWN_KG:.0f} kg: set about_you.weight, such as "55 kg", for a limit of your own.'
        )
    if value["about_you.bedtime"] == value["about_you.wakes"]:
        yield "about_you.bedtime and about_you.wakes are the same, so nobody can tell your day from your night."
    elif (
        between := _cut_in_two(value["about_you.wakes"], value["about_you.bedtime"], value["day_starts"])
    ) is not None:
        yield (
            f"Your desk day begins at {value['day_starts']:%H:%M}, while you are up, so the day's water and caffeine "
            f"are counted anew in the middle of it: set day_starts to a time in your night, such as {between:%H:%M:%S}."
        )
    yield from (_overruled(bound, checked) for bound in checked.in_force.overruled)


def _cut_in_two(wakes: time, bedtime: time, day_starts: time) -> time | None:
    """The middle of the night, where the desk day begins in the waking day and not in it; None: all is well."""
    up, to_bed, begins = (DAY * (each.hour * 60 + each.minute) / 1440 for each in (wakes, bedtime, day_starts))
    day = (to_bed - up) % DAY
    if not timedelta(0) < (begins - up) % DAY < day:
        return None
    middle = (to_bed + (DAY - day) / 2) % DAY // timedelta(minutes=15) * 15
    return time(middle // 60, middle % 60)


def _overruled(bound: Change, checked: Checked) -> str:
    """What the file sets and is not so, why, and what would change that."""
    option = declared(bound.key)
    now = "none" if bound.value is None or option is None else toml(option.type.write(bound.value)).strip('"')
    return f"{bound.key} is {now}, whatever the file says, {bound.because}. {lifting(bound)}"
