"""Users who tell a service one thing after the other over its channel, as long as somebody answers."""

import json
import socket
from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass
from random import Random
from threading import Condition, Event, Thread

from reminder.paths import Places
from tests.running import DEADLINE_SECONDS

BETWEEN_SECONDS = 0.001
"""Between two attempts to reach one that does not listen."""


@dataclass(frozen=True)
class Told:
    """One request that was sent; None: there was no reply."""

    verb: str
    word: str
    reply: str | None


class Teller(Thread):
    """A user who says one thing after the other over the channel, as long as somebody answers."""

    def __init__(self, where: Places, words: "Words", answered: Condition) -> None:
        super().__init__(daemon=True)
        self.told: list[Told] = []
        self.over = Event()
        self._where, self._words, self._answered = where, words, answered

    def run(self) -> None:
        while not self.over.is_set():
            verb, word = self._words.next()
            if not self._tell(verb, word):
                self.over.wait(BETWEEN_SECONDS)

    def _tell(self, verb: str, word: str) -> bool:
        """Whether it could be said: somebody listened, and the whole line went out."""
        line = json.dumps({"verb": verb, "word": word}).encode() + b"\n"
        with closing(socket.socket(socket.AF_UNIX)) as channel:
            channel.settimeout(DEADLINE_SECONDS)
            try:
                channel.connect(str(self._where.control))
                channel.sendall(line)
            except OSError:
                return False
            reply = _reply(channel)
        with self._answered:
            self.told.append(Told(verb, word, reply))
            self._answered.notify_all()
        return reply is not None


def _reply(channel: socket.socket) -> str | None:
    """What it said, or "" for a refusal; None: nothing whole."""
    heard = b""
    try:
        while not heard.endswith(b"\n"):
            part = channel.recv(65536)
            if not part:
                return None
            heard += part
    except OSError:
        return None
    reply = json.loads(heard)
    return str(reply.get("say", ""))


class Words:
    """What a user says next; `random` decides."""

    def __init__(self, random: Random, choices: Mapping[str, tuple[str, ...]]) -> None:
        self._random, self._choices = random, choices

    def next(self) -> tuple[str, str]:
        verb = self._random.choice(list(self._choices))
        return verb, self._random.choice(self._choices[verb])


OF_THEMSELVES = {
    "drink": tuple(f"{ml} ml" for ml in range(10, 90)),
    "caffeine": tuple(f"{mg} mg" for mg in range(1, 9)),
    "undo": ("",),
    "activity": ("5 min", "20 min"),
    "ache": ("1", "2", "3"),
    "heat": ("on", "off"),
}
OF_PROMPTS = {
    "break": ("", "movement"),
    "done": ("",),
    "skip": ("",),
    "snooze": ("",),
    "pause": ("", "1 h"),
    "resume": ("",),
}
