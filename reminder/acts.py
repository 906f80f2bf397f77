"""What a row of the menu does, and a click on the icon, on a prompt, or on the program in a menu of the desktop."""

import asyncio
import logging
from collections.abc import Callable, Coroutine
from dataclasses import dataclass, field
from datetime import date

from reminder.control import SHOW, Answer, Reply, Request
from reminder.core.state import State
from reminder.errands import change_setting, explain, guide
from reminder.files import config_at
from reminder.notify import Text
from reminder.opening import open_file
from reminder.paths import Places
from reminder.replies import Refused
from reminder.requests import Ear
from reminder.routine import asked_for
from reminder.tray import CLICK
from reminder.your_week import YourWeek

log = logging.getLogger(__name__)


@dataclass(slots=True)
class Acts:
    """Everything on the event loop's thread. `tell` shows a note, `status` is the note of this moment.

    What takes long, or a library that the service does without, is done by a command of its own.
    """

    places: Places
    ear: Callable[[], Ear]
    tell: Callable[[Text], None]
    status: Callable[[], Text]
    week: YourWeek
    quit: Callable[[], None]
    _errands: set[asyncio.Task[None]] = field(default_factory=set)
    _in_turn: asyncio.Lock = field(default_factory=asyncio.Lock)

    def do(self, act: str) -> None:
        """Do what a row of the menu says, or tell why not."""
        try:
            self._do(act)
        except (Refused, OSError) as reason:
            self.tell(Text("Not now", str(reason)))

    def answering(self, answer: Answer) -> Answer:
        """The answer to who asks that it shows itself; to all else what `answer` gives."""

        async def answered(request: Request) -> Reply:
            if request.get("verb") != SHOW:
                return await answer(request)
            self.do(CLICK)
            return {"say": ""}

        return answered

    def explain(self, kind: str) -> None:
        """Open the page that says what this kind is about; "": all of it."""
        self._send("The page could not be opened", explain(self.places, kind))

    def more(self, state: State) -> None:
        """The open prompt was clicked: how to do what it asks for, or else why it asks for it."""
        if asked_for(state):
            self.guide()
        else:
            self.explain(state.prompt.items[0].kind if state.prompt is not None else "")

    def guide(self) -> None:
        """Open the guide at the exercises of the moment."""
        self._send("The guide could not be opened", guide(self.places))

    def tell_week(self, monday: date) -> None:
        """Tell the week that began on this Monday."""
        self._send("Your week could not be counted", self._in_order(self.week.tell(monday)))

    def _do(self, act: str) -> None:
        verb, _, word = act.partition(" ")
        match verb:
            case "quit":
                self.quit()
            case "week":
                self._send("The week could not be shown", self.week.show(word))
            case "try":
                self._send("Nothing was changed", self._in_order(self.week.apply(word)))
            case "untry":
                self._send("Nothing was taken back", self._in_order(self.week.undo()))
            case "why":
                self.explain(word)
            case "guide":
                self.guide()
            case "config":
                self._open_config()
            case "set":
                self._send("The setting was not changed", self._in_order(change_setting(self.places, word)))
            case _ if verb == CLICK:
                self.tell(self.status())
            case _:
                self.ear().act(verb, word)

    async def _in_order(self, change: Coroutine[None, None, str]) -> str:
        """One change after the other: each reads the file that the one before has written."""
        async with self._in_turn:
            return await change

    def _open_config(self) -> None:
        problem = open_file(config_at(self.places.config))
        if problem:
            self.tell(Text("The config could not be opened", problem))

    def _send(self, title: str, errand: Coroutine[None, None, str]) -> None:
        """Have it done; what it could not do is told under this title."""

        async def done() -> None:
            problem = await errand
            if problem:
                self.tell(Text(title, problem))

        task = asyncio.get_running_loop().create_task(done())
        self._errands.add(task)  # a task that nobody holds may be collected before it is done
        task.add_done_callback(self._errands.discard)
