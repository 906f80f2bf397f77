"""One look at the desktop: what its sources share while it lasts, opened when first needed and let go of at its end."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from contextlib import AsyncExitStack
from datetime import timedelta
from types import TracebackType
from typing import TYPE_CHECKING, Self

from reminder.backends import Unavailable
from reminder.programs import run_program

if TYPE_CHECKING:
    from reminder.bus import Connection

LIMIT = timedelta(seconds=1)
"""What a peer may take to answer; the slowest seen takes 0.1 s."""


class Look:
    """Use it as an async context manager. Sources run side by side and share the connections."""

    def __init__(self, environ: Mapping[str, str], *, limit: timedelta = LIMIT) -> None:
        """`limit`: how long any one peer may take to answer."""
        self.environ = environ
        self.limit = limit
        self._open_things = AsyncExitStack()
        self._opening: dict[str, asyncio.Task[Connection]] = {}

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for task in self._opening.values():
            task.cancel()
        await asyncio.gather(*self._opening.values(), return_exceptions=True)
        await self._open_things.aclose()

    async def session(self) -> "Connection":
        """The session bus. Raises `Unavailable` without one."""
        from reminder.bus import connect  # loads jeepney, which Windows and macOS do without

        return await self._bus("session", connect)

    async def system(self) -> "Connection":
        """The system bus. Raises `Unavailable` without one."""
        from reminder.bus import connect_system

        return await self._bus("system", connect_system)

    async def run(self, *command: str, package: str = "") -> str:
        """What a short-lived program prints. `package`: where it is, for the fix if it is not installed.

        Raises:
            Unavailable: it is not installed, fails, or takes longer than `limit`.
        """
        name = command[0]
        try:
            ended = await run_program(*command, limit=self.limit, environ={**self.environ, "LC_ALL": "C.UTF-8"})
        except TimeoutError:
            raise Unavailable(f"{name} did not answer in {self.limit.total_seconds():g} s") from None
        except OSError as error:
            if package and isinstance(error, FileNotFoundError):
                raise Unavailable(f"{name} is not installed", f"install {package}, which has {name}") from error
            raise Unavailable(f"{name} cannot be run ({error.strerror or error})") from error
        if ended.code:
            raise Unavailable(f"{name} failed: {' '.join(ended.complained.split()) or f'exit code {ended.code}'}")
        return ended.printed

    async def _bus(self, which: str, open_it: Callable[..., "Awaitable[Connection]"]) -> "Connection":
        """Opened once, however many ask at the same time."""

        async def opened() -> "Connection":
            connection = await open_it(self.environ, self.limit)
            self._open_things.push_async_callback(connection.close)
            return connection

        if which not in self._opening:
            self._opening[which] = asyncio.create_task(opened())
        return await asyncio.shield(self._opening[which])
