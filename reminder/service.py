"""The shell: event -> step() -> perform each effect, in order. It decides nothing about the desk day itself."""

import logging
from collections import deque
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Any, Protocol

from reminder.attention import SENSED, Attention
from reminder.config import Settings
from reminder.core.effects import Effect, Greet, Revise, Show, TellWeek, WakeAt, Withdraw
from reminder.core.events import (
    Answer,
    Answered,
    BreakAsked,
    ClockStepped,
    Dismissed,
    Event,
    Left,
    Replanned,
    Slept,
    Started,
    Stopped,
    Unconfirmed,
    Undelivered,
    Woken,
)
from reminder.core.holds import ALWAYS
from reminder.core.plan import LONGEST_IDLE, DailyKind, HoldKind
from reminder.core.records import dataclass
from reminder.core.silence import wants_pause
from reminder.core.state import Hold, State
from reminder.core.step import first_state, step
from reminder.core.switches import turn_at
from reminder.guidance.wording import Wording
from reminder.inbox import Inbox, Owner
from reminder.lately import noted
from reminder.logbook import Logbook
from reminder.notify import Closed, Text, Unsure
from reminder.presence import Presence
from reminder.recall import state_of
from reminder.routine import asked_for, picture
from reminder.screen import Failed, Replied, Screen

log = logging.getLogger(__name__)


class Timers(Protocol):
    """What the service needs of its wake-ups."""

    def wake_at(self, when: datetime | None) -> None:
        """Wake at this moment and no other."""

    def check(self) -> None:
        """The clock was set or the machine slept: look again."""


class ClockWatcher(Protocol):
    """What the service needs of the watch over clock steps and sleep."""

    def look(self) -> None:
        """Post what happened to the clock since the last look."""


@dataclass(frozen=True, slots=True)
class Desktop:
    """The outside world as the service sees it."""

    now: Callable[[], datetime]
    presence: Presence
    attention: Attention
    screen: Screen
    timers: Timers
    clock: ClockWatcher


class Service:
    """Owns the state. All methods are for the event loop's thread; `state` and `settings` may be read from any."""

    def __init__(
        self,
        logbook: Logbook,
        settings: Settings,
        desktop: Desktop,
        repaint: Callable[[], None],
        announce: Callable[[TellWeek | Greet], None],
    ) -> None:
        """`repaint` is called after every change: it shows the new state where there is a tray.

        `announce` tells what is no prompt: the week, or what a newcomer has to know.
        """
        self.settings = settings
        self.state: State | None = state_of(logbook, settings.plan, desktop.now(), writing=True)
        self.words: tuple[str, str] = ("", "")
        self._logbook = logbook
        self._desktop = desktop
        self._repaint = repaint
        self._announce = announce
        self._replans: deque[Settings] = deque()
        owner = Owner(self._take, self._matters, self._standing, desktop.clock.look)
        self._inbox = Inbox(desktop.attention, desktop.now, owner)
        self._pause_wanted = False
        self._away_after: timedelta | None = None

    @property
    def wording(self) -> Wording:
        """The texts in force."""
        settings = self.settings
        exercises = {name: (each.title, each.steps[0], each.safety) for name, each in settings.exercises.items()}
        daily = (kind for kind in settings.plan.kinds if isinstance(kind, DailyKind))
        turns = {kind.name: len(kind.pool.usual) for kind in daily}
        rest, hold = settings.plan.bout_rest, settings.hold
        return Wording(settings.own_texts, rest, hold, settings.about, exercises, turns, settings.if_then)

    def start(self, last_alive: datetime | None, *, new: bool = False) -> None:
        """Begin the day, or go on with it. There is a state from here on, even if a look comes before the start.

        `new`: for somebody who has never had it before.
        """
        self.state = self.state or first_state(self._desktop.now())
        self.post(Started(self._desktop.now(), last_alive, self._desktop.presence.known, new=new))

    def stop(self) -> None:
        """End in good order: nothing stays on the screen, and the log is whole."""
        self._inbox.stop()
        self.post(Stopped(self._desktop.now()))

    def post(self, event: Event) -> None:
        """Take an event in. What it brings about is taken in after it, in order.

        Where it matters what holds (a prompt is due, input stops), it and what follows waits for a look at that.
        """
        if not isinstance(event, Slept | ClockStepped):
            self._desktop.clock.look()
        self._inbox.post(event)

    @property
    def saved(self) -> bool:
        """Whether the log has everything that happened."""
        return self._logbook.saved

    def vouched(self, reply: dict[str, Any]) -> dict[str, Any]:
        """The reply, with a word of doubt while the disk does not take what it says was noted."""
        trouble = "" if self.saved else self._logbook.trouble
        if "status" in reply:
            return {**reply, "status": {**reply["status"], "log_trouble": trouble or None}}
        if not trouble or "say" not in reply:
            return reply
        return {**reply, "say": f"{reply['say']} It is not on disk yet, and would be lost with a crash: {trouble}"}

    def wake(self) -> None:
        """The wake-up that the core asked for, or any other."""
        self.post(Woken(self._desktop.now()))

    def apply(self, settings: Settings) -> None:
        """New settings are in force from now on; what happened before, and still waits, belongs to the old ones."""
        self._replans.append(settings)
        self.post(Replanned(self._desktop.now()))
        self._inbox.heed_anew()

    async def settled(self) -> None:
        """Wait until what was posted so far has been taken in."""
        await self._inbox.settled()

    def replied(self, news: Replied | Failed) -> None:
        """A reply from the screen; one to a prompt that is gone is too late."""
        prompt = self.state.prompt if self.state is not None else None
        if prompt is None or self.state is None or self.state.number != news.number:
            return
        now = self._desktop.now()
        match news:
            case Failed(reason=reason):
                self.post(Undelivered(now, reason))
            case Replied(reply=Answer() as answer):
                self.post(Answered(now, answer))
            case Replied(reply=Closed(by_user=by_user)):
                self.post(Dismissed(now, by_server=not by_user))
            case Replied(reply=Unsure()):
                self.post(Unconfirmed(now))

    def _matters(self, event: Event) -> bool:
        """Whether it matters to this event what holds: a prompt would be shown, or no input may be watching (D4).

        `step` is pure, so what would happen can be tried. A break that is asked for comes in any case; but a call that
        has begun before it must not take it back.
        """
        if isinstance(event, Left | BreakAsked):
            return True
        settings = self._replans[0] if isinstance(event, Replanned) else self.settings
        _, effects = step(self.state, event, settings.plan)
        return any(isinstance(effect, Show) for effect in effects)

    def _take(self, event: Event) -> None:
        noted(log, event)
        if isinstance(event, Replanned):
            before_it, self.settings = self.settings, self._replans.popleft()
            if before_it.plan.snooze != self.settings.plan.snooze:
                self._desktop.screen.renew()
        before = self.state
        self.state, effects = step(before, event, self.settings.plan)
        self._save(effects)
        bugs = [bug for effect in effects if (bug := self._attempt(effect)) is not None]
        if isinstance(event, Slept | ClockStepped) or (before is not None and before.offset != self.state.offset):
            self._desktop.timers.check()
        self._follow_pause(event)
        self._follow_levels()
        self._watch_presence()
        self._repaint()
        if bugs:
            raise bugs[0]

    def _save(self, effects: tuple[Effect, ...]) -> None:
        """Commit before anything is seen. What the disk refuses, the logbook keeps and tries again."""
        if self.state is not None:
            self._logbook.commit(effects, self.state)

    def _attempt(self, effect: Effect) -> Exception | None:
        """Perform it; a bug in one effect must not cost the others, least of all the next wake-up."""
        try:
            self._perform(effect)
        except Exception as bug:  # noqa: BLE001 - it is raised once everything else is done
            if isinstance(effect, Show):
                self._inbox.post(Undelivered(self._desktop.now(), f"an error in reminder itself: {bug!r}"))
            return bug
        return None

    def _perform(self, effect: Effect) -> None:
        match effect:
            case WakeAt(when=when):
                self._desktop.timers.wake_at(when)
            case Show():
                self.words = self._said(effect)
                noted(log, effect)
                self._desktop.screen.show(self._prompt(), effect.number)
            case Revise():
                self._revise(effect)
            case Withdraw():
                self._desktop.screen.withdraw()
            case TellWeek() | Greet():
                self._announce(effect)
            case _:
                noted(log, effect)

    def _said(self, prompt: Show | Revise) -> tuple[str, str]:
        """The words of a prompt, with hours as the clock on the wall shows them."""
        return self.wording.words(prompt, self._desktop.now().tzinfo)

    def _prompt(self) -> Text:
        asked = asked_for(self.state) if self.state is not None else ()
        return Text(*self.words, picture(asked, self.settings.exercises))

    def _revise(self, effect: Revise) -> None:
        if self.state is not None:
            self.words = self._said(effect)
            self._desktop.screen.show(self._prompt(), self.state.number)

    def _follow_pause(self, event: Event) -> None:
        """Have the input watched for a pause only while a prompt waits for one (P3)."""
        if self.state is None:
            return
        turn = turn_at(self.state, self.settings.plan, event.at)
        wanted = wants_pause(self.state, turn)
        if wanted is not self._pause_wanted:
            self._pause_wanted = wanted
            self._desktop.presence.watch_pause(wanted=wanted)

    def _standing(self) -> Mapping[HoldKind, Hold]:
        return self.state.holds if self.state is not None else {}

    def _follow_levels(self) -> None:
        """Follow what holds while it keeps something back: not while nobody is there, or it would be silent anyway."""
        if self.state is None or not self.state.running:
            return
        at_stake = self.state.desk.seated and ALWAYS.isdisjoint(self.state.holds)
        prompt, holding = self.state.prompt, not SENSED.isdisjoint(self.state.holds)
        open_prompt = prompt is not None and prompt.on_screen and self.state.desk.seated
        self._inbox.follow(holding=holding and at_stake, open_prompt=open_prompt)

    def _watch_presence(self) -> None:
        """Have absence told as late as the breaks allow: those of sitting kinds, and those that were asked for."""
        if self.state is None:
            return
        plan = self.settings.plan
        asked = self.state.prompt.items if self.state.prompt is not None else ()
        kinds = (plan.kind(item.kind) for item in (*asked, *(said.item for said in self.state.said)))
        rests = [kind.rest for kind in kinds if kind is not None and kind.rest is not None]
        away_after = min([LONGEST_IDLE, plan.shortest_rest, *rests])
        if away_after != self._away_after:
            self._away_after = away_after
            self._desktop.presence.watch(self.post, away_after=away_after)
