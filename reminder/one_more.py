"""May I still have one? What a dose of caffeine would come to today, and at bedtime: a rough estimate. Pure."""

from datetime import UTC, datetime
from typing import Any

from reminder.core import caffeine
from reminder.core.caffeine import Band
from reminder.core.effects import Today
from reminder.core.events import Switch
from reminder.core.intake import past_bedtime
from reminder.core.records import dataclass
from reminder.core.switches import turn_at
from reminder.diary import Diary, event_of
from reminder.guidance.drinks import Drink
from reminder.guidance.intake_words import ROUGH, any_left, at_bedtime, caffeine_total
from reminder.quantities import about, milligrams
from reminder.replies import BadWordsError, clock_words
from reminder.servings import dose


@dataclass(frozen=True, slots=True)
class OneMore:
    """What would be, if it were taken now.

    `today` are the accounts with it in them. `latest` is the last moment for it, so that at most `LOW_MG` is left at
    bedtime with what is in the body already; None: there is none any more before that bedtime. `peak` is when it is at
    its highest in the body, `peak_mg` with all that is in it then. `stimulant`: a cold remedy was noted today. `late`:
    the day's bedtime is over, so the next one is a day off and says nothing of tonight.
    """

    what: Drink
    today: Today
    single_mg: float
    latest: datetime | None
    peak: datetime
    peak_mg: float
    stimulant: bool
    late: bool

    @property
    def over_limit(self) -> bool:
        """Whether the day would have more than its limit."""
        return self.today.caffeine_mg > self.today.limit_mg

    @property
    def over_single(self) -> bool:
        """Whether it is more than is advised at once."""
        return self.what.mg > self.single_mg


def one_more(diary: Diary, words: str) -> OneMore:
    """What this dose would come to now.

    Raises:
        BadWordsError: the words mean no dose.
    """
    if not words.strip():
        raise BadWordsError("Ask for a drink or an amount, as in 'reminder caffeine --ask espresso'.")
    what = dose(words, diary.own)
    limits, turn = diary.plan.caffeine, turn_at(diary.state, diary.plan, diary.now)
    after = diary.after(event_of(what, diary.now))
    peak = turn.at + caffeine.peak_after(limits.half_life)
    return OneMore(
        what=what,
        today=after.today,
        single_mg=limits.single_mg,
        latest=_latest(diary, what.mg),
        peak=peak,
        peak_mg=caffeine.load(after.state.taken, peak, limits.half_life),
        stimulant=diary.until(Switch.PSEUDOEPHEDRINE) is not None,
        late=past_bedtime(turn),
    )


def _latest(diary: Diary, mg: float) -> datetime | None:
    """The last moment for it from now on, to the five minutes before, since it is an estimate; None: there is none."""
    today = diary.today
    room = caffeine.LOW_MG - today.at_bedtime_mg
    before = caffeine.before_bed(mg, room, diary.plan.caffeine.half_life)
    if before is None:
        return None
    latest = today.bedtime - before
    latest = latest.replace(minute=latest.minute // 5 * 5, second=0, microsecond=0)
    return latest if latest >= diary.now.astimezone(UTC) else None


def as_words(answer: OneMore, now: datetime) -> str:
    """The answer in a few sentences."""
    today = answer.today
    total = f"{today.caffeine_mg:.0f} of {today.limit_mg:.0f} mg today"
    name = f"{answer.what.title}, {milligrams(answer.what.mg)}" if answer.what.title else milligrams(answer.what.mg)
    parts = [f"{name}: with it {total}, {'over' if answer.over_limit else 'within'} your limit."]
    if answer.over_single:
        parts.append(f"At once at most {milligrams(answer.single_mg)} is advised.")
    if answer.stimulant and answer.what.mg >= caffeine.TRACE_MG:
        parts.append("You noted a cold remedy: better none today; a pharmacist knows more.")
    return " ".join([*parts, *(_late(answer, now) if answer.late else _bedtime(answer, now)), ROUGH])


def _late(answer: OneMore, now: datetime) -> list[str]:
    peak = clock_words(answer.peak, now)
    return [f"Your bedtime has passed: it would be at its most at {peak}, {about(answer.peak_mg)}."]


def _bedtime(answer: OneMore, now: datetime) -> list[str]:
    today = answer.today
    bedtime, left = clock_words(today.bedtime, now), about(today.at_bedtime_mg)
    parts = [f"{left[:1].upper()}{left[1:]} at bedtime, {bedtime}: {caffeine.band(today.at_bedtime_mg)}."]
    if answer.latest is not None and answer.latest < today.bedtime:
        parts.append(f"To have little left then, take it by {clock_words(answer.latest, now)}.")
    elif answer.latest is None and caffeine.band(today.at_bedtime_mg) is not Band.LOW:
        parts.append("It is too late today to have little left then.")
    return parts


def as_json(answer: OneMore, now: datetime) -> dict[str, Any]:
    """The answer for programs. Times are local; `latest` is null where it is too late."""
    today = answer.today
    return {
        "drink": answer.what.name,
        "mg": answer.what.mg,
        "ml": answer.what.ml,
        **_figures(today, now),
        "single_mg": answer.single_mg,
        "over_limit": answer.over_limit,
        "over_single": answer.over_single,
        "latest": _iso(answer.latest, now),
        "past_bedtime": answer.late,
        "pseudoephedrine": answer.stimulant,
    }


def so_far(diary: Diary) -> tuple[str, dict[str, Any]]:
    """What was taken today and what is left of it, in words and for programs."""
    today, now = diary.today, diary.now
    left = max(0.0, today.limit_mg - today.caffeine_mg)
    body = f"{about(today.body_mg)} in your body now" if today.body_mg else "none in your body"
    rest = f"{milligrams(left)} left of today's limit, {body}." if left else f"Nothing left of today's limit, {body}."
    left_then = f", {at_bedtime(today, now.tzinfo)}" if any_left(today) else ""
    words = f"{caffeine_total(today)}{left_then}. {rest} {ROUGH}"
    return words, {**_figures(today, now), "left_mg": left}


def _figures(today: Today, now: datetime) -> dict[str, Any]:
    return {
        "caffeine_mg": round(today.caffeine_mg, 4),
        "limit_mg": today.limit_mg,
        "body_mg": round(today.body_mg, 4),
        "at_bedtime_mg": round(today.at_bedtime_mg, 4),
        "band": str(caffeine.band(today.at_bedtime_mg)),
        "bedtime": _iso(today.bedtime, now),
    }


def _iso(moment: datetime | None, now: datetime) -> str | None:
    return None if moment is None else moment.astimezone(now.tzinfo).isoformat(timespec="seconds")
