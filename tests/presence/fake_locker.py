"""A screen locker on the session bus, with the habits of the real ones."""

import asyncio

from dbus_fast import Message

from reminder.presence.locks_screensaver import Locker
from tests.presence.peer import Peer, unknown


class FakeLocker(Peer):
    """`active` is what it says when asked.

    `says_it_twice_at`: another path at which it tells every change (Plasma). `turns_while_asked`: once, it is locked or
    unlocked just when it is asked, and the answer, which is older, comes after that.
    """

    def __init__(self, address: str, locker: Locker, *, active: bool = False) -> None:
        super().__init__(address)
        self.name = locker.name
        self.locker = locker
        self.active = active
        self.says_it_twice_at = ""
        self.turns_while_asked = False

    async def turn(self, *, active: bool) -> None:
        """The screen is locked, or unlocked."""
        self.active = active
        for path in filter(None, (self.says_it_twice_at, self.locker.path)):
            await self.signal(path, self.locker.interface, "ActiveChanged", "b", active)

    async def _turn_and_answer(self, answer: Message) -> None:
        await self.turn(active=not self.active)
        await self._bus.send(answer)

    def answer(self, message: Message) -> Message | bool:
        if (message.path, message.interface, message.member) == (self.locker.path, self.locker.interface, "GetActive"):
            answer = Message.new_method_return(message, "b", [self.active])
            if not self.turns_while_asked:
                return answer
            self.turns_while_asked = False
            asyncio.ensure_future(self._turn_and_answer(answer))  # noqa: RUF006 - sent before it could be collected
            return True
        return unknown(message)
