"""What can happen to a desk day. Past tense; each event carries the moment it happened.

`at` is aware: its instant is what counts, and its tzinfo is the user's local zone at that moment (so travel and DST
arrive with the events, and the core needs no zone of its own). All other datetimes are aware, in any zone.
"""

from datetime import datetime, timedelta
from enum import StrEnum

from reminder.core.plan import HoldKind
from reminder.core.records import dataclass


class Answer(StrEnum):
    """What the user says to a prompt (P5)."""

    DONE = "done"
    SNOOZE = "snooze"
    SKIP = "skip"


@dataclass(frozen=True, slots=True)
class Started:
    """The service began to run.

    `last_alive` is when the run before it ended, as far as the system can tell; None when it cannot, and then the last
    event counts (D6). None is also right for a first start ever. `known`: whether this desktop can say who is there.
    `holds`: what was found to hold, if anybody looked; they count from the start on. `new`: somebody who has
    never had it before has started it; of no account after the very first start.
    """

    at: datetime
    last_alive: datetime | None = None
    known: bool = True
    holds: "tuple[Held, ...]" = ()
    new: bool = False


@dataclass(frozen=True, slots=True)
class Stopped:
    """The service is about to end in good order."""

    at: datetime


@dataclass(frozen=True, slots=True)
class Woken:
    """The wake-up that the core asked for, or any other look at the clock."""

    at: datetime


@dataclass(frozen=True, slots=True)
class Left:
    """No input any more; `since` is the last input, not the moment it was noticed (D2)."""

    at: datetime
    since: datetime


@dataclass(frozen=True, slots=True)
class Returned:
    """Input again."""

    at: datetime


@dataclass(frozen=True, slots=True)
class PresenceLost:
    """This desktop cannot say any more, or never could, whether somebody is there: presence is unknown."""

    at: datetime


@dataclass(frozen=True, slots=True)
class Locked:
    """The screen is locked: absence from this moment (D1)."""

    at: datetime


@dataclass(frozen=True, slots=True)
class Unlocked:
    """The screen is unlocked: somebody is there."""

    at: datetime


@dataclass(frozen=True, slots=True)
class LockLost:
    """Nobody can tell any more whether the screen is locked: no sign that somebody is there, and none of the lock."""

    at: datetime


@dataclass(frozen=True, slots=True)
class Slept:
    """The machine was suspended from `since` until now (D5)."""

    at: datetime
    since: datetime


@dataclass(frozen=True, slots=True)
class ClockStepped:
    """The wall clock was set by `by` (forward is positive); `at` is still on the old clock (D5)."""

    at: datetime
    by: timedelta


@dataclass(frozen=True, slots=True)
class InputPaused:
    """No input for INPUT_PAUSE: a good moment (P3)."""

    at: datetime


@dataclass(frozen=True, slots=True)
class Held:
    """A reason to be silent began, or has another end or cause now. `until` ends it by itself; None: `Released` does.

    `detail` names the cause for the user ("microphone: Firefox"). `watching` is False for a call or full screen in
    which no input is absence as ever, since nothing there keeps the screen awake (D4).
    """

    at: datetime
    hold: HoldKind
    until: datetime | None = None
    detail: str = ""
    watching: bool = True


@dataclass(frozen=True, slots=True)
class Released:
    """A reason to be silent ended."""

    at: datetime
    hold: HoldKind


@dataclass(frozen=True, slots=True)
class Answered:
    """The user answered the open prompt."""

    at: datetime
    answer: Answer


@dataclass(frozen=True, slots=True)
class Dismissed:
    """The notification left the screen without an answer: the prompt goes on silently (P5).

    `by_server` tells a notification server's own time-out from the user closing it.
    """

    at: datetime
    by_server: bool = False


@dataclass(frozen=True, slots=True)
class Undelivered:
    """The prompt could not be put where anybody would see it."""

    at: datetime
    reason: str


@dataclass(frozen=True, slots=True)
class Unconfirmed:
    """The prompt was shown in a way that cannot tell whether anybody could see it."""

    at: datetime


@dataclass(frozen=True, slots=True)
class BreakAsked:
    """The user wants a break of this kind now; None means movement, or the first kind there is."""

    at: datetime
    kind: str | None = None


@dataclass(frozen=True, slots=True)
class Replanned:
    """The settings changed; the plan given to this step and later ones is the new one."""

    at: datetime


@dataclass(frozen=True, slots=True)
class Drank:
    """The user drank `ml` millilitres; `drink` names it, "" is water."""

    at: datetime
    ml: int
    drink: str = ""


@dataclass(frozen=True, slots=True)
class TookCaffeine:
    """The user took `mg` milligrams of caffeine in `ml` millilitres of drink (None: not a drink, or not said).

    `drink` names it, "" where nothing does.
    """

    at: datetime
    mg: float
    ml: int | None = None
    drink: str = ""


@dataclass(frozen=True, slots=True)
class Exercised:
    """The user was active for so many `minutes`, by their own account; `how` says what they did, "" if they don't."""

    at: datetime
    minutes: int
    how: str = ""


@dataclass(frozen=True, slots=True)
class Undone:
    """The last drink, dose or activity of this desk day was a mistake."""

    at: datetime


@dataclass(frozen=True, slots=True)
class Ached:
    """How the back feels, 0 (fine) to 10."""

    at: datetime
    level: int


class Switch(StrEnum):
    """What the user can say of a day. The first three end with the desk day, a flare after three days."""

    HEAT = "heat"
    WORKOUT = "workout"
    PSEUDOEPHEDRINE = "pseudoephedrine"
    FLARE = "flare"


@dataclass(frozen=True, slots=True)
class Switched:
    """The user switched one of these on or off."""

    at: datetime
    switch: Switch
    on: bool


Intake = Drank | TookCaffeine | Exercised | Undone | Ached | Switched
"""What the user tells of themselves, kept as told."""

Event = (
    Started
    | Stopped
    | Woken
    | Left
    | Returned
    | PresenceLost
    | Locked
    | Unlocked
    | LockLost
    | Slept
    | ClockStepped
    | InputPaused
    | Held
    | Released
    | Answered
    | Dismissed
    | Undelivered
    | Unconfirmed
    | BreakAsked
    | Replanned
    | Intake
)
