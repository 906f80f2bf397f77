"""Starting at login on Windows: a value in the user's Run key, and what the Task Manager says about it."""

import re
import subprocess
from collections.abc import Iterator, Mapping
from pathlib import Path

from reminder.autostart import Standing, Start
from reminder.autostart.command import HOME
from reminder.autostart.registry import Registry
from reminder.backends import Unavailable
from reminder.own_command import MODULE

NAME = "reminder"
RUN = r"Software\Microsoft\Windows\CurrentVersion\Run"
APPROVED = r"Software\Microsoft\Windows\CurrentVersion\Explorer\StartupApproved\Run"
"""Twelve bytes for each that was ever switched in the Task Manager or the settings; the first is odd for "off"."""
LONGEST = 260
"""Characters of a command that Windows starts from there, so its documentation ("Run and RunOnce Registry Keys")."""


class RunKey:
    """The value `reminder`. It is ours if it starts our module in our way."""

    name = "Run key"

    def __init__(self, registry: Registry, environ: Mapping[str, str]) -> None:
        self._registry = registry
        self._environ = environ

    async def fits(self) -> str:
        return "Windows starts what stands there at each login"

    async def standing(self) -> Standing | None:
        command = self._read()
        if command is None:
            return None
        words = tuple(words_of(command))
        return Standing(
            self.name,
            rf"HKCU\{RUN}\{NAME}",
            Start(words, self._home()) if words else None,
            ours=_is_ours(words),
            obstacle="it is switched off in the Task Manager (Startup apps)" if self._disabled() else "",
        )

    async def turn_on(self, start: Start) -> list[str]:
        """Write it; what stood there and was not the same is told, since nothing else keeps it."""
        command = subprocess.list2cmdline(start.words)
        if len(command) > LONGEST:
            raise Unavailable(f"Windows starts no command of more than {LONGEST} characters: {command}")
        if _folder(start.home) != _folder(self._home()):
            raise Unavailable(
                f"{HOME} is set here, and not for your account, from which a login takes it",
                f"run 'setx {HOME} \"{start.home}\"' first" if start.home else f"take {HOME} out of your account",
            )
        before = self._read()
        try:
            self._registry.write(RUN, NAME, command)
            approved = self._disabled() and self._registry.delete(APPROVED, NAME)
        except OSError as problem:
            raise self._unwritable(problem) from problem
        told = [] if before in {None, command} else [f"It stood there before: {before}"]
        return [*told, *(["It was switched off in the Task Manager, and is on again."] if approved else [])]

    async def turn_off(self) -> list[str]:
        command = self._read()
        if command is None:
            return []
        if not _is_ours(tuple(words_of(command))):
            raise Unavailable(f"reminder did not write {RUN}\\{NAME}: {command}", "remove it yourself (regedit)")
        try:
            self._registry.delete(RUN, NAME)
            self._registry.delete(APPROVED, NAME)
        except OSError as problem:
            raise self._unwritable(problem) from problem
        return [rf"Removed HKCU\{RUN}\{NAME}."]

    def _read(self) -> str | None:
        try:
            value = self._registry.read(RUN, NAME)
        except OSError as problem:
            raise Unavailable(f"the registry cannot be read: {problem.strerror or problem}") from problem
        return None if value is None else str(value)

    def _disabled(self) -> bool:
        try:
            value = self._registry.read(APPROVED, NAME)
        except OSError:
            return False
        return isinstance(value, bytes) and bool(value) and value[0] % 2 == 1

    def _home(self) -> str | None:
        """What the account's own variables name; a login gives no others."""
        try:
            value = self._registry.read("Environment", HOME)
        except OSError:
            return None
        return value if isinstance(value, str) and value else None

    def _unwritable(self, problem: OSError) -> Unavailable:
        return Unavailable(rf"HKCU\{RUN} cannot be changed: {problem.strerror or problem}")


def words_of(command: str) -> Iterator[str]:
    """The words of a command line, as the Microsoft C runtime parses them.

    Backslashes are plain but before a quotation mark: there two stand for one, and an odd one makes the mark plain.
    """
    word, quoted, begun = "", False, False
    for slashes, letter in re.findall(r"(\\*)(.|\Z)", command, re.DOTALL):
        if letter == '"':
            word += slashes[: len(slashes) // 2]
            begun = True
            if len(slashes) % 2:
                word += letter
            else:
                quoted = not quoted
            continue
        word += slashes
        begun = begun or bool(slashes)
        if letter in {" ", "\t", ""} and not (quoted and letter):
            if begun:
                yield word
            word, begun = "", False
        else:
            word, begun = word + letter, True


def _folder(home: str | None) -> Path | None:
    return Path(home) if home else None


def _is_ours(words: tuple[str, ...]) -> bool:
    return words[1:] == MODULE
