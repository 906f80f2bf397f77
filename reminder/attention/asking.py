"""A question to a D-Bus service as sources put it: an answer of the expected type, or a sentence why there is none."""

from typing import Any, TypeVar

from reminder.backends import Absent, Unavailable
from reminder.bus import ABSENT, GONE, PROPERTIES, CallFailed, Connection
from reminder.core.records import dataclass
from reminder.wire import Variant

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Served:
    """An interface of a service, what to say where it does not run, and where it runs and does not serve this.

    `fix`: what would help where it does not run ("": nothing).
    """

    name: str
    path: str
    interface: str
    gone: str
    lacking: str
    fix: str = ""

    async def ask(self, bus: Connection, method: str, kind: type[T], signature: str = "", *body: object) -> T:
        """The one value that a method returns.

        Raises:
            Absent: nobody serves it here.
            Unavailable: an error, nothing in time, or something of another type.
        """
        return _one(await self._query(bus, f"{self.interface}.{method}", signature, *body), kind, method)

    async def property(self, bus: Connection, key: str, kind: type[T]) -> T:
        """A property's value. Raises like `ask`."""
        match await self._query(bus, f"{PROPERTIES}.Get", "ss", self.interface, key):
            case [Variant() as boxed]:
                return _one([boxed.value], kind, key)
            case answer:
                return _one(answer, kind, key)  # bare, against the specification

    async def _query(self, bus: Connection, method: str, signature: str, *body: object) -> list[Any]:
        try:
            return await bus.query(self.name, self.path, method, signature, *body)
        except CallFailed as failure:
            if failure.error in ABSENT:
                gone = failure.error in GONE
                raise (Absent(self.gone, self.fix) if gone else Absent(self.lacking)) from failure
            raise not_told(failure) from failure


def not_told(failure: CallFailed) -> Unavailable:
    """A failed call as a statement about a source, on one line whatever the error's text."""
    return Unavailable(" ".join(str(failure).split()))


def _one(answer: list[Any], kind: type[T], asked: str) -> T:
    match answer:
        case [value] if isinstance(value, kind):
            return value
        case _:
            raise Unavailable(f"{asked} was answered with something else than expected")
