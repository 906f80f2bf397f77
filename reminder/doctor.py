"""What `doctor` tells of the ways to notify and of the tray; and all of it for a service that does not run."""

import contextlib
import sys
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from datetime import timedelta
from typing import Any

from reminder.attention.heed import Heed
from reminder.backends import Choice, Part, Refusal, Unavailable, choose
from reminder.clock import now
from reminder.config import ConfigError, load
from reminder.indicator import Indicator
from reminder.notify import Notifier
from reminder.notify.table import table as notifiers
from reminder.paths import Places
from reminder.senses import Senses, heeded
from reminder.tray import Face, Look, Picture


def greeting(used: Mapping[str, str], refused: Iterable[Refusal]) -> str:
    """Says at the start what is used for what, and why nothing better."""
    parts = " · ".join(f"{part}: {name}" for part, name in used.items())
    return "\n".join([f"reminder is running · {parts}", *(_refusal(each) for each in refused)])


def _refusal(refused: Refusal) -> str:
    return f"  no {refused.name}: {refused.reason}" + (f" → {refused.fix}" if refused.fix else "")


def notify_part(choice: Choice[Notifier] | Unavailable | None, trouble: str = "") -> Part:
    """How prompts come on the screen, or why they do not; None: not known yet. `trouble`: `Notifier.trouble`."""
    if not isinstance(choice, Choice):
        return Part("notifications", (), choice.refused if choice is not None else ())
    if trouble:
        refused = (*choice.refused, Refusal(choice.name, trouble))
        return Part("notifications", (), refused, "the next prompt looks for another way")
    says = [] if choice.backend.answers else ["no buttons: answer in the tray or with 'reminder done'"]
    says += [] if choice.backend.confirms else ["shown, unconfirmed: it cannot tell whether you could see it"]
    return Part("notifications", (choice.name,), choice.refused, "; ".join(says))


def log_part(places: Places, trouble: str) -> Part:
    """Where the log is, or why it cannot be written; "": it can."""
    used = () if trouble else (str(places.journal),)
    return Part("log", used, (Refusal(places.journal.name, trouble),) if trouble else ())


def _log(places: Places) -> Part:
    from reminder.journal import Journal  # the service has it open
    from reminder.log_trouble import JournalError

    try:
        journal = Journal.read(places.journal)
    except JournalError as problem:
        return log_part(places, str(problem))
    if journal is not None:
        journal.close()
    return log_part(places, "")


async def autostart_part() -> Part:
    """Whether it starts by itself at login, what is wrong with that, or how to have it."""
    from reminder.autostart.telling import part  # the service, which imports this module, is seldom asked

    return await part()


async def examine(places: Places) -> list[dict[str, Any]]:
    """What a service started here and now would use, as `doctor --json` prints it. Shows no more than a short icon."""
    heed = Heed()
    with contextlib.suppress(ConfigError):  # told by 'config check'; it decides nothing of what can be sensed
        heed = heeded(load(places.config))
    senses = await Senses(lambda event: None, heed=lambda: heed).open()
    try:
        await senses.attend(lambda: None, lambda: None)
        parts = [*await senses.parts(), await _notifications(), await _tray(), await autostart_part(), _log(places)]
    finally:
        await senses.close()
    return [asdict(part) for part in parts]


async def _notifications() -> Part:
    try:
        choice = await choose(notifiers(snooze=timedelta(0), icon=None, stream=sys.stdout, stdin=None, now=now))
    except Unavailable as reason:
        return notify_part(reason)
    await choice.backend.close()
    return notify_part(choice)


async def _tray() -> Part:
    def nothing() -> Picture:
        return Picture(Look(Face.UNKNOWN), "", ())

    indicator = Indicator(nothing, lambda: None)
    await indicator.open(lambda act: None)
    try:
        return await indicator.part()
    finally:
        await indicator.close()
