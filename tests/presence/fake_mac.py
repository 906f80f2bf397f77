"""macOS reduced to what presence and locks ask of it; its run loop runs when a test lets it, on a thread of its own."""

import threading
from collections.abc import Callable, Iterable

from reminder.presence.macos import MacSession


class FakeMac:
    """`run_loop`: what waits for the main thread is done, as it comes (True) or when `run` is called (False)."""

    def __init__(self, *, run_loop: bool = True, pyobjc: bool = True) -> None:
        self.run_loop = run_loop
        self.seconds = 0.0
        self.session_told: MacSession | None = MacSession(locked=False, on_console=True)
        self.observers: dict[int, tuple[frozenset[str], Callable[[str], None]]] = {}
        self._pyobjc = pyobjc
        self._waiting: list[Callable[[], None]] = []
        self._numbers = 0

    # What a test does

    def run(self) -> None:
        """The run loop begins, and from now on runs."""
        self.run_loop = True
        waiting, self._waiting = self._waiting, []
        for work in waiting:
            _elsewhere(work)

    def notify(self, name: str) -> None:
        """The system posts it; the main thread hears it."""
        for names, heard in list(self.observers.values()):
            if name in names:
                _elsewhere(lambda heard=heard: heard(name))  # type: ignore[misc]

    # What macOS has

    def idle_seconds(self) -> float:
        return self.seconds

    def session(self) -> MacSession | None:
        return self.session_told

    def on_main_thread(self, work: Callable[[], None]) -> None:
        if not self._pyobjc:
            raise ImportError("No module named 'PyObjCTools'")
        if self.run_loop:
            _elsewhere(work)
        else:
            self._waiting.append(work)

    def observe(self, names: Iterable[str], heard: Callable[[str], None]) -> object:
        assert threading.current_thread().name == "main of a Mac"
        self._numbers += 1
        self.observers[self._numbers] = frozenset(names), heard
        return self._numbers

    def forget(self, observation: object) -> None:
        assert threading.current_thread().name == "main of a Mac"
        assert isinstance(observation, int)
        del self.observers[observation]


def _elsewhere(work: Callable[[], None]) -> None:
    thread = threading.Thread(target=work, name="main of a Mac")
    thread.start()
    thread.join()
