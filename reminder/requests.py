"""What a user can ask of the running service, from the command line or the tray: words in, events and answers out."""

import contextlib
import re
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, time, timedelta
from typing import Any

from reminder import diary, tray
from reminder.config import Settings
from reminder.config.durations import duration
from reminder.config.mistakes import Wrong, closest
from reminder.core.events import Answer, Answered, BreakAsked, Event, Held, Released
from reminder.core.plan import MAX_SNOOZES, HoldKind, LimitKind, Plan
from reminder.core.records import dataclass
from reminder.core.state import State
from reminder.core.switches import turn_at
from reminder.diary import Diary, diary_of
from reminder.for_you import why_off
from reminder.guidance.wording import in_words
from reminder.replies import BadWordsError, Refused, clock_words
from reminder.status import as_json, read

ANSWERS = {answer.value: answer for answer in Answer}
ANSWER_WORDS = {Answer.DONE: "Noted: done.", Answer.SNOOZE: "It comes back in {snooze}.", Answer.SKIP: "Skipped."}
SHORT_PAUSE = "30 min"
"""What a middle click on the icon gives."""

NOT_RUNNING = "reminder is just starting or ending, so that would be lost. Say it once more in a moment."
SPENT = f"Put off {MAX_SNOOZES} times before, so this counts as skipped."


def replied(reply: Callable[[], dict[str, Any]]) -> dict[str, Any]:
    """The reply, or the reason why there is none: `{"error": …}`, with "bad_input" where the words were wrong."""
    try:
        return reply()
    except Refused as reason:
        return {"error": str(reason)} | ({"bad_input": True} if isinstance(reason, BadWordsError) else {})


def told(diary: Diary, verb: str, word: str) -> dict[str, Any] | None:
    """The reply to a question of caffeine, which changes nothing: `{"say": …, "told": …}`; None: this is no question.

    Raises:
        BadWordsError: the words mean no dose.
    """
    from reminder import one_more  # only a question pays for it

    if verb == "ask":
        answer = one_more.one_more(diary, word)
        return {"say": one_more.as_words(answer, diary.now), "told": one_more.as_json(answer, diary.now)}
    if verb == "caffeine" and not word.strip():
        say, figures = one_more.so_far(diary)
        return {"say": say, "told": figures}
    return None


@dataclass(frozen=True, slots=True)
class Ear:
    """What requests work on: the service's state, settings and time, and where events go.

    `bar` is what a bar shows of the state, told beside it.
    """

    now: Callable[[], datetime]
    state: Callable[[], State]
    settings: Callable[[], Settings]
    post: Callable[[Event], None]
    backends: Callable[[], dict[str, str]]
    bar: Callable[[], dict[str, Any]] = dict

    def answer(self, request: Mapping[str, Any]) -> dict[str, Any]:
        """The reply to one request: `{"say": …}`, `{"status": …}` or `{"error": …}`."""
        verb, word = str(request.get("verb", "")), str(request.get("word") or "")
        return replied(lambda: self._reply(verb, word))

    def _reply(self, verb: str, word: str) -> dict[str, Any]:
        if verb == "status":
            settings = self.settings()
            known = as_json(read(self.state(), settings.plan, self.now()), self.backends(), settings.activity)
            return {"status": known | self.bar()}
        return told(self._diary, verb, word) or {"say": self.act(verb, word)}

    def act(self, verb: str, word: str) -> str:
        """Do what is asked, and say what was done.

        Raises:
            Refused: it cannot be done now, or is not known.
        """
        if verb in diary.VERBS:
            event, sentence = self._diary.note(verb, word)
            self.post(event)
            return sentence
        if not self.state().running:
            raise Refused(NOT_RUNNING)
        if verb in ANSWERS:
            return self._answered(ANSWERS[verb])
        match verb:
            case "break":
                return self._break(word)
            case "pause":
                return self._pause(word)
            case "resume":
                return self._resume()
            case tray.MIDDLE_CLICK:
                return self._resume() if HoldKind.USER in self.state().holds else self._pause(SHORT_PAUSE)
            case _:
                raise Refused(f"The service does not know {verb!r}. It may be older than this command: restart it.")

    @property
    def _plan(self) -> Plan:
        return self.settings().plan

    @property
    def _diary(self) -> Diary:
        return diary_of(self.settings(), self.state(), self.now())

    def _answered(self, answer: Answer) -> str:
        prompt = self.state().prompt
        if prompt is None:
            raise Refused("Nothing is being asked right now. 'reminder break' gives you a break.")
        spent = answer is Answer.SNOOZE and all(item.snoozes >= MAX_SNOOZES for item in prompt.items)
        self.post(Answered(self.now(), answer))
        return SPENT if spent else ANSWER_WORDS[answer].format(snooze=in_words(self._plan.snooze))

    def _break(self, word: str) -> str:
        now = turn_at(self.state(), self._plan, self.now()).plan
        names = [kind.name for kind in now.kinds if not isinstance(kind, LimitKind)]
        if word in {kind.name for kind in self._plan.kinds} - {kind.name for kind in now.kinds}:
            raise Refused(f"There is no {word} while the gentle set is on. 'reminder flare off' ends that.")
        if (off := why_off(self.settings(), word)) is not None:
            raise Refused(off)
        if word and word not in names:
            near = closest(word, names)
            meant = f" Did you mean {near!r}?" if near else ""
            raise BadWordsError(f"There is no kind {word!r}.{meant} The kinds are {', '.join(names)}.")
        if self.state().prompt is not None:
            raise Refused("A prompt is open already. Answer it with 'reminder done', 'snooze' or 'skip'.")
        if not names:
            raise Refused("Every kind is switched off in config.toml.")
        self.post(BreakAsked(self.now(), word or None))
        return "Here you are."

    def _pause(self, word: str) -> str:
        now = self.now()
        until = pause_end(word, now, self._plan.day_starts)
        self.post(Held(now, HoldKind.USER, until))
        return "Paused until you resume." if until is None else f"Paused until {clock_words(until, now)}."

    def _resume(self) -> str:
        if HoldKind.USER not in self.state().holds:
            raise Refused("reminder is not paused.")
        self.post(Released(self.now(), HoldKind.USER))
        return "Going on."


LONGEST_PAUSE = timedelta(days=7)
UNTIL = re.compile(r"(?:until\s+)?(\d{1,2}):(\d{2})")


def pause_end(words: str, now: datetime, day_starts: time) -> datetime | None:
    """When a pause ends that the user asked for as "30 min", "1 h", "until 15:00", "until tomorrow"; "": None, open.

    Tomorrow begins where the desk day does.

    Raises:
        Refused: the words say nothing of the kind, or no time at all.
    """
    words = words.strip().lower()
    if words in {"", "until i resume"}:
        return None
    if words in {"tomorrow", "until tomorrow"}:
        return _next(day_starts, now)
    clock = UNTIL.fullmatch(words)
    if clock and int(clock[1]) < 24 and int(clock[2]) < 60:
        return _next(time(int(clock[1]), int(clock[2])), now)
    with contextlib.suppress(Wrong):
        span = duration(words.removeprefix("for "))
        if timedelta(0) < span <= LONGEST_PAUSE:
            return (now.astimezone(UTC) + span).astimezone(now.tzinfo)  # an hour is an hour, also on a night of DST
    raise BadWordsError(
        f"{words!r} is no pause. Say '30 min', '1h30', 'until 15:00' or 'until tomorrow'; nothing: until you resume."
    )


def _next(at: time, now: datetime) -> datetime:
    """The next local moment with this time of day."""
    today = datetime.combine(now.date(), at.replace(fold=now.fold), now.tzinfo)
    moment = today if today > now else datetime.combine(now.date() + timedelta(days=1), at, now.tzinfo)
    return moment.astimezone(UTC).astimezone(now.tzinfo)  # a time that DST leaves out is told as what it is instead
