"""Waiting for what the room promises, in a test that is no coroutine."""

import asyncio
from collections.abc import Coroutine
from typing import Any, TypeVar

T = TypeVar("T")


def awaited(promise: Coroutine[Any, Any, T]) -> T:
    """What it comes to."""
    return asyncio.run(promise)
