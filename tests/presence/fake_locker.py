"""A screen locker on the session bus, with the habits of the real ones."""

from dbus_fast import Message

from reminder.presence.locks_screensaver import Locker
from tests.presence.peer import Peer, unknown


class FakeLocker(Peer):
    """`active` is what it says when asked. `says_it_twice_at`: another path at which it tells every change (Plasma)."""

    def __init__(self, address: str, locker: Locker, *, active: bool = False) -> None:
        super().__init__(address)
        self.name = locker.name
        self.locker = locker
        self.active = active
        self.says_it_twice_at = ""

    async def turn(self, *, active: bool) -> None:
        """The screen is locked, or unlocked."""
        self.active = active
        for path in filter(None, (self.says_it_twice_at, self.locker.path)):
            await self.signal(path, self.locker.interface, "ActiveChanged", "b", active)

    def answer(self, message: Message) -> Message:
        if (message.path, message.interface, message.member) == (self.locker.path, self.locker.interface, "GetActive"):
            return Message.new_method_return(message, "b", [self.active])
        return unknown(message)
