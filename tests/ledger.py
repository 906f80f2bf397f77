"""What really happened, kept by plain arithmetic, and every number that a truthful summary has to tell of it.

Nothing here knows the code that sums up: days, bouts, rates, goals and caffeine are worked out anew.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from fractions import Fraction
from math import ceil, exp, log
from typing import Any

from reminder.core.period import Period
from reminder.core.summary import KindSummary, Summary

NONE, HOUR, DAY = timedelta(0), timedelta(hours=1), timedelta(days=1)
DAY_STARTS = timedelta(hours=4)
OVERRUN = timedelta(minutes=10)
ANSWERED = {"observed": 0, "claimed": 0, "logged": 0, "skipped": 1, "ignored": 1}
"""The results that are an answer, and whether that is a miss (C1)."""


def desk_day(at: datetime, zone: tzinfo) -> date:
    """Until four in the morning it is still the day before."""
    return (at.astimezone(zone).replace(tzinfo=None) - DAY_STARTS).date()


def by_day(start: datetime, length: timedelta, zone: tzinfo) -> Iterator[tuple[date, timedelta]]:
    """A stretch of time, cut at four in the morning."""
    end = start + length
    while start < end:
        day = desk_day(start, zone)
        four = datetime.combine(day + DAY, time(4), zone).astimezone(UTC)
        yield day, min(end, four) - start
        start = min(end, four)


def in_body(mg: float, hours: float, half_life_h: float) -> float:
    """The formula of the evidence brief, section 3: F = 0.99, ka = 5 per hour."""
    ke = log(2) / half_life_h
    return 0.99 * mg * 5 / (5 - ke) * (exp(-ke * hours) - exp(-5 * hours)) if hours > 0 else 0.0


@dataclass(frozen=True)
class Rule:
    """What held on a day: the settings, and the zone of its bedtime."""

    every: timedelta
    percent: int
    zone: tzinfo
    rhythms: tuple[tuple[str, float], ...]


@dataclass
class Sat:
    """A bout in the making."""

    day: date
    start: datetime
    length: timedelta = NONE


@dataclass(frozen=True)
class Ended:
    """How a need ended for one kind, on which day, and when it had been shown (None: never), on the wall then."""

    day: date
    kind: str
    result: str
    due: datetime | None
    shown: datetime | None
    why: str = ""


@dataclass
class Ledger:
    """The account. `held` says of a need, by kind and due, what kept it back; `told` is what was drunk and taken."""

    ended: list[Ended] = field(default_factory=list)
    sat: Counter[date] = field(default_factory=Counter)
    unknown: Counter[date] = field(default_factory=Counter)
    bouts: list[Sat] = field(default_factory=list)
    answers: list[tuple[date, timedelta]] = field(default_factory=list)
    held: dict[tuple[str, datetime], str] = field(default_factory=dict)
    rules: dict[date, Rule] = field(default_factory=dict)
    told: dict[date, list[tuple[datetime, int, float, int]]] = field(default_factory=lambda: defaultdict(list))
    aches: dict[date, int] = field(default_factory=dict)
    water_goal_ml: int = 0
    caffeine_limit_mg: float = 0
    half_life_h: float = 5
    kinds: tuple[str, ...] = ()
    first: Rule | None = None

    def rule(self, day: date) -> Rule:
        """The one of this day or, where nobody was at the desk, of the last day on which somebody was."""
        known = max((each for each in self.rules if each <= day), default=None)
        assert self.first is not None
        return self.first if known is None else self.rules[known]

    def day_numbers(self, day: date) -> dict[str, Any]:
        """Everything that is told of one day."""
        results = Counter(each.result for each in self.ended if each.day == day and each.kind == "movement")
        done = results["observed"] + results["claimed"] + results["logged"]
        missed = results["skipped"] + results["ignored"]
        rule = self.rule(day)
        mine = [bout.length for bout in self.bouts if bout.day == day]
        sat, unknown = timedelta(seconds=self.sat[day]), timedelta(seconds=self.unknown[day])
        kept = 100 * done >= rule.percent * (done + missed) if done + missed else (results["natural"] > 0 or None)
        return {
            "sitting": sat,
            "unknown": unknown,
            "done": done,
            "missed": missed,
            "natural": results["natural"],
            "longest": max(mine, default=NONE),
            "overlong": sum(length > rule.every + OVERRUN for length in mine),
            "goal": rule.percent / 100,
            "has_data": bool(sat or done or missed or results["natural"] or (unknown and day in self.rules)),
            "kept": kept,
        }

    def kind_numbers(self, kind: str, period: Period) -> dict[str, Any]:
        """Everything that is told of one kind."""
        mine = [each for each in self.ended if each.kind == kind and period.first <= each.day <= period.last]
        results = Counter(each.result for each in mine)
        done = sum(results[result] for result, missed in ANSWERED.items() if not missed)
        answered = sum(results[result] for result in ANSWERED)
        needs = {each.due for each in mine if each.due is not None}
        hours: dict[tuple[int, int], tuple[int, int]] = defaultdict(lambda: (0, 0))
        for each in mine:
            if each.result in ANSWERED and each.shown is not None:
                slot = each.day.weekday(), each.shown.hour
                hours[slot] = hours[slot][0] + 1, hours[slot][1] + ANSWERED[each.result]
        return {
            "results": dict(results),
            "due": len(needs),
            "shown": len({each.shown for each in mine if each.shown is not None and each.result != "undelivered"}),
            "rate": done / answered if answered else None,
            "held": dict(Counter(self.held[kind, due] for due in needs if (kind, due) in self.held)),
            "unseen": dict(Counter(each.why for each in mine if each.result == "undelivered")),
            "hours": dict(hours),
        }

    def account(self, day: date) -> dict[str, Any]:
        """What was drunk, taken and done, and what is left of it at bedtime."""
        entries, rule = self.told[day], self.rule(day)
        bed = datetime.combine(day, time(23), rule.zone)
        left = sum(
            in_body(mg, (bed - at) / HOUR, self.half_life_h) for all_ in self.told.values() for at, _, mg, _ in all_
        )
        return {
            "water_ml": sum(ml for _, ml, _, _ in entries),
            "caffeine_mg": sum(mg for _, _, mg, _ in entries),
            "active_minutes": sum(minutes for _, _, _, minutes in entries),
            "ache": self.aches.get(day),
            "water_goal_ml": self.water_goal_ml,
            "caffeine_limit_mg": self.caffeine_limit_mg,
            "at_bedtime_mg": round(left, 6),
        }

    def numbers(self, period: Period) -> dict[str, Any]:
        """Every number of a period."""
        days = {day: self.day_numbers(day) for day in period.days}
        told = [day for day in period.days if self.told[day] or day in self.aches]
        goals = sum(Fraction(self.rule(day).percent, 100) * (n["done"] + n["missed"]) for day, n in days.items())
        rules = [self.rule(day) for day in period.days if min(self.rules, default=date.max) <= day]
        steady = set.intersection(*(set(rule.rhythms) for rule in rules)) if rules else set[tuple[str, float]]()
        return {
            "days": days,
            "kinds": {kind: self.kind_numbers(kind, period) for kind in self.kinds},
            "bouts": [
                (each.day, each.start, each.length, self.rule(each.day).every + OVERRUN)
                for each in self.bouts
                if period.first <= each.day <= period.last
            ],
            "accounts": {day: self.account(day) for day in told},
            "answers": sorted(took for day, took in self.answers if period.first <= day <= period.last),
            "kept": sum(n["kept"] is True for n in days.values()),
            "judged": sum(n["kept"] is not None for n in days.values()),
            "goal_breaks": ceil(goals),
            "steady": dict(steady),
        }


def differences(truth: Any, told: Any, where: str = "") -> list[str]:
    """Every number in which the two differ, with its place: "days 2026-03-02 done: 3, not 4"."""
    if not isinstance(truth, dict) or not isinstance(told, dict):
        return [f"{where.strip()}: {told!r}, not {truth!r}"] if truth != told else []
    keys = {**truth, **told}
    return [each for key in keys for each in differences(truth.get(key), told.get(key), f"{where} {key}")]


def numbers_of(summary: Summary) -> dict[str, Any]:
    """The same numbers, as the summary tells them."""
    of_day = ("sitting", "unknown", "done", "missed", "natural", "longest", "overlong", "goal", "has_data", "kept")
    of_account = ("water_ml", "caffeine_mg", "active_minutes", "ache", "water_goal_ml", "caffeine_limit_mg")
    return {
        "days": {day.day: {name: getattr(day, name) for name in of_day} for day in summary.days},
        "kinds": {kind.kind: _kind_numbers(kind) for kind in summary.kinds},
        "bouts": [(bout.day, bout.start, bout.sat, bout.limit) for bout in summary.bouts],
        "accounts": {
            each.day: {
                **{name: getattr(each, name) for name in of_account},
                "at_bedtime_mg": each.at_bedtime_mg and round(each.at_bedtime_mg, 6),
            }
            for each in summary.accounts
        },
        "answers": list(summary.answers),
        "kept": summary.kept,
        "judged": summary.judged,
        "goal_breaks": summary.goal_breaks,
        "steady": dict(summary.steady),
    }


def _kind_numbers(kind: KindSummary) -> dict[str, Any]:
    assert kind.held_back == sum(kind.held_reasons.values())
    return {
        "results": {str(result): count for result, count in kind.results.items()},
        "due": kind.due,
        "shown": kind.shown,
        "rate": kind.rate,
        "held": dict(kind.held_reasons),
        "unseen": dict(kind.undelivered_reasons),
        "hours": {hour: (slot.answered, slot.missed) for hour, slot in kind.hours.items()},
    }
