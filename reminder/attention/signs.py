"""The signs that something may have changed, heard on the session bus as long as they are wanted."""

import logging
from collections.abc import Callable, Mapping, Sequence
from contextlib import AsyncExitStack

from reminder.attention.look import LIMIT
from reminder.backends import Unavailable
from reminder.bus import BUS, CallFailed, Connection, connect
from reminder.wire import Message

log = logging.getLogger(__name__)


async def listen(
    rules: Sequence[str],
    environ: Mapping[str, str],
    open_things: AsyncExitStack,
    *,
    sign: Callable[[], None],
    lost: Callable[[], None],
) -> bool:
    """Call `sign` at everything that matches a rule, and `lost` when the bus is gone, until `open_things` are closed.

    Whether every sign will be told; never raises.
    """

    def heard(message: Message) -> None:
        if message.sender != BUS or message.member == "NameOwnerChanged":  # not that we have got our own name
            sign()

    try:
        bus: Connection = await connect(environ, LIMIT)
        open_things.push_async_callback(bus.close)
        bus.listen(heard, lost)
        for rule in rules:
            await bus.subscribe(rule)
    except (Unavailable, CallFailed) as reason:
        log.info("not everything can be followed: %s", reason)
        return False
    except Exception:  # then it is read again, as what gives no signs is
        log.exception("Nothing can be followed")
        return False
    return True
