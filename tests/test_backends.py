"""A table is tried from the top, and every refusal keeps its reason."""

import asyncio
from collections.abc import Awaitable, Callable

import pytest

from reminder.backends import Candidate, Refusal, Unavailable, choose


def works(name: str) -> Callable[[], Awaitable[str]]:
    async def opened() -> str:
        return f"{name} opened"

    return opened


def refuses(reason: str) -> Callable[[], Awaitable[str]]:
    async def opened() -> str:
        raise Unavailable(reason)

    return opened


def test_the_first_that_can_serve_is_chosen_and_the_reasons_before_it_are_kept() -> None:
    """So that the greeting can say why nothing better is used; what comes after it is not even tried."""

    async def never() -> str:
        raise AssertionError("tried although a better one was open")

    table = (Candidate("best", refuses("not here")), Candidate("next", works("next")), Candidate("last", never))

    choice = asyncio.run(choose(table))

    assert (choice.name, choice.backend) == ("next", "next opened")
    assert choice.refused == (Refusal("best", "not here"),)


def test_a_library_that_is_missing_is_a_reason_with_what_to_install() -> None:
    """By the package's name, which is not always the module's."""

    async def imports() -> str:
        raise ModuleNotFoundError("No module named 'Xlib'", name="Xlib.display")

    choice = asyncio.run(choose((Candidate("best", imports), Candidate("next", works("next")))))

    (refused,) = choice.refused
    assert "the package python-xlib cannot be loaded" in refused.reason
    assert refused.fix == "pip install python-xlib"


def test_where_none_can_serve_every_reason_is_told() -> None:
    """One of them is the one that the user can mend."""
    table = (Candidate("a", refuses("no bus")), Candidate("b", refuses("no display")))

    with pytest.raises(Unavailable, match="a: no bus; b: no display"):
        asyncio.run(choose(table))


def test_an_empty_table_can_serve_nobody() -> None:
    """It is no way at all, not a crash."""
    empty: tuple[Candidate[str], ...] = ()

    with pytest.raises(Unavailable):
        asyncio.run(choose(empty))


def test_a_bug_in_a_backend_is_not_taken_for_a_refusal() -> None:
    """Passing over it would hide it for years."""

    async def buggy() -> str:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        asyncio.run(choose((Candidate("a", buggy), Candidate("b", works("b")))))


def test_what_is_ruled_out_is_not_opened_and_keeps_its_reason() -> None:
    """What has just failed would say that it can serve, and fail again."""
    table = (Candidate("best", works("best")), Candidate("next", works("next")))

    choice = asyncio.run(choose(table, {"best": "it took nothing"}))

    assert choice.backend == "next opened"
    assert choice.refused == (Refusal("best", "it took nothing"),)
