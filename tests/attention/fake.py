"""A desktop in memory whose levels a test sets, and which gives signs to whoever follows them."""

from collections.abc import Callable

from reminder.attention import Cause, Holds
from reminder.backends import Part
from reminder.core.plan import HoldKind


class FakeAttention:
    """Keeps the contract of the real one. Say what happens on the desktop: `begin`, `end`."""

    def __init__(self) -> None:
        self.reads = 0
        self.failure: Exception | None = None
        self.closed = False
        self._holds: dict[HoldKind, Cause] = {}
        self._told: set[HoldKind] = set()
        self._changed: Callable[[], None] | None = None
        self._beginnings = False

    @property
    def followed(self) -> bool:
        return self._changed is not None

    def begin(self, kind: HoldKind, detail: str = "", *, watching: bool = True) -> None:
        self._holds[kind] = Cause(detail, watching)
        if self._beginnings or kind in self._told:
            self._sign()

    def end(self, kind: HoldKind) -> None:
        del self._holds[kind]
        if kind in self._told:
            self._sign()

    async def read(self) -> Holds:
        self.reads += 1
        if self.failure is not None:
            raise self.failure
        self._told = set(self._holds)
        return dict(self._holds)

    def follow(self, changed: Callable[[], None] | None, *, beginnings: bool = False) -> None:
        self._changed, self._beginnings = changed, beginnings

    async def parts(self) -> tuple[Part, ...]:
        return (Part("call", ("fake",)),)

    async def close(self) -> None:
        self.follow(None)
        self.closed = True

    def _sign(self) -> None:
        if self._changed is not None:
            self._changed()
