"""Claims of a locked screen: what any of them says, and what their silence does not say."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime

import pytest

from reminder.core.events import Locked, LockLost, Unlocked
from reminder.presence.session import Claims, LockEvent
from tests.presence.contract import settle

NINE = datetime(2026, 3, 2, 9, tzinfo=UTC)


def play(story: Callable[[Claims], Awaitable[None]], *, post: Callable[[LockEvent], None] | None = None) -> list[type]:
    told: list[LockEvent] = []

    async def run() -> None:
        claims = Claims(post or told.append, lambda: NINE)
        await story(claims)
        await settle()

    asyncio.run(run())
    return [type(event) for event in told]


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ([("a", True), ("a", False)], [Locked, Unlocked]),
        ([("a", True), ("b", True), ("a", False)], [Locked]),
        ([("a", True), ("b", True), ("a", False), ("b", False)], [Locked, Unlocked]),
        ([("a", True), ("a", None)], [Locked, LockLost]),
        ([("a", True), ("b", True), ("a", None), ("b", False)], [Locked, Unlocked]),
        ([("a", False), ("a", None)], []),
    ],
)
def test_it_is_locked_as_long_as_anybody_says_so(said: list[tuple[str, bool | None]], expected: list[type]) -> None:
    """And somebody has returned only if somebody says so."""

    async def story(claims: Claims) -> None:
        claims.begin()
        for claim in said:
            claims.take(*claim)

    assert play(story) == expected


def test_what_is_said_before_the_beginning_is_told_with_it() -> None:
    """What comes and goes meanwhile is nothing."""

    async def story(claims: Claims) -> None:
        claims.take("a", locked=True)
        claims.take("b", locked=True)
        claims.take("b", locked=False)
        await settle()
        assert claims.locked
        claims.begin()

    assert play(story) == [Locked]


def test_what_is_under_way_at_the_end_comes_to_nobody() -> None:
    """The service has stopped."""

    async def story(claims: Claims) -> None:
        claims.begin()
        claims.take("a", locked=True)
        claims.end()

    assert play(story) == []
