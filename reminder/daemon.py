"""The running service, wired together: every backend chosen, connected, and let go of again at the end."""

import asyncio
import contextlib
import signal
import sys
import threading
from collections.abc import Mapping
from concurrent.futures import Future
from dataclasses import asdict
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any

from reminder import control
from reminder.acts import Acts
from reminder.backends import Choice, Part, Refusal, Unavailable, choose
from reminder.bar import bar
from reminder.clock import now
from reminder.config import Settings, Watch
from reminder.core.effects import Greet, TellWeek
from reminder.core.events import Event
from reminder.core.state import State
from reminder.dashboard import dashboard, next_step
from reminder.doctor import autostart_part, greeting, log_part, notify_part
from reminder.errands import prune
from reminder.files import icon_file
from reminder.guidance.wording import Wording
from reminder.indicator import Indicator
from reminder.journal import NOTICE
from reminder.last_good import Say, keep_good
from reminder.lifeline import Lifeline
from reminder.live_config import LiveConfig
from reminder.logbook import Logbook
from reminder.notify import Click, Notifier, Opened, Text
from reminder.notify.table import table as notifiers
from reminder.paths import Places, spare_channel
from reminder.requests import Ear
from reminder.screen import Failed, Replied, Screen
from reminder.senses import Senses, heeded
from reminder.service import Desktop, Service
from reminder.status_note import status_note
from reminder.tidying import Tidying
from reminder.told_once import ToldOnce
from reminder.tray import Picture, Tray
from reminder.wakeups import Wakeups
from reminder.welcome import to_settings, welcome
from reminder.witness import Witness
from reminder.your_week import YourWeek

PANELS_SECONDS = 30.0
"""What panels may take to appear at login."""


class Daemon:
    """One run of the service. `run` is for the event loop; `stop` and `picture` may be called from any thread."""

    def __init__(self, places: Places, logbook: Logbook, settings: Settings, say: Say, *, new: bool = False) -> None:
        """`say` tells the user a line; `new`: they have never had it before. `witness` may be another until `run`.

        `tray_ready` becomes the tray to serve on the main thread, or None.
        """
        self.tray_ready: Future[Tray | None] = Future()
        self._places = places
        self._logbook = logbook
        self._settings = settings
        self._say = say
        self._stop = asyncio.Event()
        self._config = LiveConfig(places.config, say, self._tell, self._use)
        self._new = new
        self.witness = Witness(places)
        self._indicator = Indicator(self.picture, self._next_step)
        self._once = ToldOnce(logbook, self._indicator, self._tell, self._welcome, self._on_terminal)
        keep, asking = (lambda: self._settings.keep), (lambda: self._state().prompt is not None)
        self._tidying = Tidying(keep, asking, lambda: prune(places))
        self._week = YourWeek(places, logbook, self._tell, self._act, self._indicator.repaint)
        self._acts = Acts(places, self._ear, self._tell, self._status, self._week, self._stop.set)

    async def run(self) -> None:
        """Run until a signal, the tray or `stop` ends it. The log stays open."""
        self.witness.backends = self._backends
        self._loop = asyncio.get_running_loop()
        self._loop.set_exception_handler(self._survive)
        self._catch_signals()
        lifeline = Lifeline(self._places.data)
        died_at = lifeline.died_at()
        lifeline.hold()
        async with contextlib.AsyncExitStack() as open_things:
            open_things.callback(lifeline.release)
            open_things.callback(self._no_more_tray)
            await self._connect(open_things)
            self._service.start(died_at, new=self._new)
            open_things.callback(self._service.stop)
            await self._show_icon(open_things)
            await self._screen.open(self._logbook.note(NOTICE) or "")
            await self._serve(open_things)
            self._screen.begin()
            self._say(await self._greeting())
            self._logbook.attend(self._loop.call_later, lambda title, body: self._tell(Text(title, body)))
            self._once.begin()
            self._loop.call_later(PANELS_SECONDS, self._once.panels_had_time)
            self._tidying.due(PANELS_SECONDS)
            open_things.callback(self._tidying.close)
            await self._senses.attend(self._zone_changed, self._stop.set)
            open_things.callback(self._service.stop)  # before all else, since a system that shuts down may not wait
            await self._stop.wait()
        if self._service.saved:
            lifeline.forget()

    async def _connect(self, open_things: contextlib.AsyncExitStack) -> None:
        """Choose what senses, and put together what will show. What is opened last is closed first."""
        self._senses = await Senses(self._post, heed=lambda: heeded(self._settings)).open()
        open_things.push_async_callback(self._senses.close)
        self._screen = Screen(self._choose_notifier, self._replied, partial(self._logbook.keep_note, NOTICE))
        open_things.push_async_callback(self._screen.close)
        self._wakeups = Wakeups(now, lambda: self._service.wake())  # noqa: PLW0108 - there is none yet
        senses = self._senses
        desktop = Desktop(now, senses.presence, senses.attention, self._screen, self._wakeups, senses.clock)
        self._service = Service(self._logbook, self._settings, desktop, self._indicator.repaint, self._announce)
        self._wakeups.start()
        open_things.callback(self._wakeups.stop)
        self._set_calendar()

    async def _show_icon(self, open_things: contextlib.AsyncExitStack) -> None:
        """First of all: by the icon one sees that it runs."""
        tray = await self._indicator.open(self._act_from_tray)
        self.tray_ready.set_result(tray)
        open_things.push_async_callback(self._indicator.close)
        self._indicator.repaint()

    async def _serve(self, open_things: contextlib.AsyncExitStack) -> None:
        """Open the other doors through which the user speaks: the channel, the config file."""
        at = self._places.control
        try:
            open_things.push_async_callback((await self._listening(at)).finish)
        except OSError as problem:
            try:
                open_things.push_async_callback((await self._listening(spare_channel(at))).finish)
            except OSError:
                self._say(f"The command line cannot reach this service: {at}: {problem.strerror or problem}")
        try:
            watch = Watch(self._places.config, self._config.changed, self._loop)
        except Unavailable as reason:
            self._say(str(reason))
        else:
            open_things.callback(watch.close)

    async def _listening(self, at: Path) -> control.Server:
        server = control.Server(at, self._acts.answering(self._answer))
        await server.start()
        return server

    def _survive(self, _: asyncio.AbstractEventLoop, trouble: Mapping[str, Any]) -> None:
        """A bug in one event must not end the day: it is written down, and the service goes on."""
        bug = trouble.get("exception") or RuntimeError(trouble.get("message"))
        if sentence := self.witness.bug(bug):
            self._say(sentence)

    def _no_more_tray(self) -> None:
        """Whoever waits for the tray need not wait any more: the run ended before there was one."""
        if not self.tray_ready.done():
            self.tray_ready.set_result(None)

    def stop(self) -> None:
        """End the run in good order."""
        with contextlib.suppress(RuntimeError, AttributeError):  # not begun yet, or over already
            self._loop.call_soon_threadsafe(self._stop.set)

    def _catch_signals(self) -> None:
        """Logout and shutdown end the run in good order; Ctrl-C does so by itself (asyncio cancels `run`).

        In a side thread that is for the main one to do. What the caller has set to be ignored stays so (nohup).
        """
        if sys.platform == "win32" or threading.current_thread() is not threading.main_thread():
            return
        for number in (signal.SIGTERM, signal.SIGHUP):
            if signal.getsignal(number) is not signal.SIG_IGN:
                self._loop.add_signal_handler(number, self._stop.set)

    async def _choose_notifier(self, without: Mapping[str, str]) -> Choice[Notifier]:
        stdin = sys.stdin if sys.stdin is not None and sys.stdin.isatty() else None
        icon, snooze = icon_file("reminder.png"), self._settings.plan.snooze
        return await choose(notifiers(snooze=snooze, icon=icon, stream=sys.stdout, stdin=stdin, now=now), without)

    def _post(self, event: Event) -> None:
        self._service.post(event)

    def _new_day(self) -> None:
        self._service.wake()
        self._tidying.due()

    def _zone_changed(self) -> None:
        """The hours and the calendar are those of the new zone from now on (D7)."""
        self._service.wake()
        self._wakeups.check()

    def _replied(self, news: Replied | Failed) -> None:
        if isinstance(news, Replied) and isinstance(news.reply, Opened):
            self._acts.more(self._state())
        else:
            self._service.replied(news)

    def _state(self) -> State:
        state = self._service.state
        if state is None:
            raise RuntimeError("asked before the start")
        return state

    def _ear(self) -> Ear:
        def shown() -> dict[str, Any]:
            return bar(self._state(), self._settings.plan, *self._telling())

        return Ear(now, self._state, lambda: self._settings, self._post, self._backends, shown)

    async def _answer(self, request: Mapping[str, Any]) -> dict[str, Any]:
        if request.get("verb") == "doctor":
            return {"parts": [asdict(part) for part in await self._parts()], "lately": self.witness.told()}
        if request.get("verb") == "quit":
            self._loop.call_later(control.REPLY_SECONDS, self._stop.set)
            return {"say": "The service is ending."}
        await self._service.settled()
        reply = self._ear().answer(request)
        await self._service.settled()  # who is told "paused" must find it so
        return self._service.vouched(reply)

    async def _parts(self) -> list[Part]:
        """What `doctor` tells: what everything is done with here, and why not otherwise."""
        senses, trouble = await self._senses.parts(), await self._screen.trouble()
        screen, log = notify_part(self._screen.choice, trouble), log_part(self._places, self._logbook.trouble)
        return [*senses, screen, await self._indicator.part(), await autostart_part(), log]

    def _backends(self) -> dict[str, str]:
        screen = self._screen.choice
        return {
            "presence": self._senses.presence.choice.name,
            "notify": screen.name if screen is not None else "none",
            "tray": self._indicator.used,
        }

    async def _greeting(self) -> str:
        refused: list[Refusal] = []
        if not self._senses.presence.known:
            refused += self._senses.presence.choice.refused
        if self._screen.choice is not None:
            refused += self._screen.choice.refused
        tray = await self._indicator.part()
        if not tray.used:
            refused += tray.refused
        return greeting(self._backends(), refused)

    def _set_calendar(self) -> None:
        self._wakeups.every_day(self._settings.plan.day_starts, self._new_day)

    def _tell(self, text: Text, click: Click | None = None) -> None:
        self._screen.tell(text, click)

    def _act(self, act: str) -> None:
        self._acts.do(act)

    def _announce(self, news: TellWeek | Greet) -> None:
        if isinstance(news, TellWeek):
            self._acts.tell_week(news.monday)
        else:
            self._once.greet()

    def _on_terminal(self) -> bool:
        return self._screen.on_terminal

    def _welcome(self, fix: str) -> None:
        known = self._state(), self._settings.plan, self._service.wording, now()
        text = welcome(*known, fix=None if self._indicator.shown else fix)
        self._tell(text, to_settings(self._places, self._act))

    def _use(self, settings: Settings) -> None:
        """Put these settings in force, if they are others than those that are."""
        if settings.values == self._settings.values:
            return
        self._settings = settings
        self._set_calendar()
        self._service.apply(settings)
        keep_good(self._places, self._logbook)
        for warning in settings.warnings:
            self._say(warning)

    def picture(self) -> Picture:
        """What the tray shows at this moment."""
        return dashboard(self._settings, self._state(), *self._telling(), ideas=self._week.rows)

    def _telling(self) -> tuple[Wording, str, datetime]:
        return self._service.wording, self._service.words[0], now()

    def _next_step(self) -> datetime | None:
        return next_step(self._state(), self._settings.plan, now())

    def _status(self) -> Text:
        return Text(*status_note(self._state(), self._settings.plan, *self._telling()))

    def _act_from_tray(self, act: str) -> None:
        self._loop.call_soon_threadsafe(self._act, act)
