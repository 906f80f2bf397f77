"""What the command line does where no service runs: what is told goes straight into the log."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from reminder import control, diary
from reminder.config import ConfigError, Settings, load
from reminder.core.state import State
from reminder.core.step import first_state
from reminder.core.told import told_apart
from reminder.diary import Diary, diary_of
from reminder.journal import Journal
from reminder.last_good import last_good
from reminder.log_trouble import DamagedError
from reminder.open_log import copy_of_log, open_log, read_log
from reminder.paths import Places
from reminder.recall import state_of
from reminder.replies import BadWordsError
from reminder.requests import replied, told
from reminder.status import without_service

Say = Callable[[str], None]


def answer(where: Places, request: Mapping[str, Any], now: datetime, say: Say) -> dict[str, Any]:
    """The reply that a service would give to this request of what is drunk, taken, done or felt.

    It is noted while nobody else can write. What is refused leaves no trace, and no file. `say` tells the user of a
    broken config; then the last good one counts, as for a service.

    Raises:
        control.AlreadyRunning: another command has the log at this moment, or a service that is starting or ending.
        ConfigError: the config is broken, and there never was a good one.
        JournalError: the log cannot be used.
    """
    verb, word = str(request["verb"]), str(request.get("word") or "")
    return replied(lambda: _reply(where, verb, word, now, say))


def status(where: Places, now: datetime, say: Say) -> dict[str, Any]:
    """What `status --json` tells without a service."""
    settings, state = _known(where, now, say)
    return without_service(state, settings.plan, now, settings.activity)


def _reply(where: Places, verb: str, word: str, now: datetime, say: Say) -> dict[str, Any]:
    settings, state = _known(where, now, say)
    so_far = diary_of(settings, state or first_state(now), now)
    if verb != "ask" and verb not in diary.VERBS:
        raise BadWordsError(f"There is no verb {verb!r}.")
    return told(so_far, verb, word) or {"say": _noted(where, so_far, verb, word, say)}


def _noted(where: Places, so_far: Diary, verb: str, word: str, say: Say) -> str:
    """Note it; `so_far` is the diary as it was read. Tried on that first, so that a refusal makes no file."""
    so_far.note(verb, word)
    lock = control.Lock(where.lock)
    try:
        with open_log(where, lambda title, sentences: say(f"{title}. {sentences}"), so_far.now) as journal:
            state = state_of(journal, so_far.plan, so_far.now, writing=True) or first_state(so_far.now)
            event, sentence = Diary(state, so_far.plan, so_far.own, so_far.active, so_far.now).note(verb, word)
            state, effects = told_apart(state, event, so_far.plan)
            journal.commit(effects, state)
            return sentence
    finally:
        lock.release()


def _read(where: Places, say: Say) -> Journal | None:
    """The log; of a damaged one, which whoever writes next will set aside, what can be read."""
    try:
        return read_log(where, say)
    except DamagedError:
        return copy_of_log(where)


def _known(where: Places, now: datetime, say: Say) -> tuple[Settings, State | None]:
    """The settings that count, and the state as it was saved; None where nothing was ever logged."""
    journal = _read(where, say)
    try:
        try:
            settings = load(where.config)
        except ConfigError as mistakes:
            settings = last_good(mistakes, where, journal, say)
        return settings, state_of(journal, settings.plan, now, writing=False) if journal is not None else None
    finally:
        if journal is not None:
            journal.close()
