"""The channel on Windows, up to the system's own calls; those are run for real in tests/windows."""

from pathlib import Path

import pytest

from reminder.named_pipe import PIPE_BUSY, pipe_name, rights, when_free


def refusal(number: int) -> OSError:
    """As Windows raises it; elsewhere an OSError has no `winerror`."""
    error = OSError("as Windows says it")
    error.winerror = number  # type: ignore[attr-defined, unused-ignore]
    return error


def test_the_pipe_is_named_after_the_socket() -> None:
    """Two homes, two services; the same home, the same pipe."""
    assert pipe_name(Path("/a")) == pipe_name(Path("/a"))
    assert pipe_name(Path("/a")) != pipe_name(Path("/b"))
    assert pipe_name(Path("/a")).startswith(r"\\.\pipe\reminder-")


def test_the_pipe_is_its_users_alone() -> None:
    """P: nothing is inherited; the network is refused first; one single allowance; and the user is the owner."""
    assert rights("S-1-5-21-1") == "O:S-1-5-21-1D:P(D;;GA;;;NU)(A;;GA;;;S-1-5-21-1)"


def test_a_busy_pipe_is_waited_for() -> None:
    """Five scripts at once, and one place: 'reminder is not running' would be wrong for four of them."""
    answers: list[str | OSError] = [refusal(PIPE_BUSY), refusal(PIPE_BUSY), "connected"]
    waits: list[int] = []

    def connect() -> str:
        answer = answers.pop(0)
        if isinstance(answer, OSError):
            raise answer
        return answer

    assert when_free(connect, lambda: waits.append(1)) == "connected"
    assert len(waits) == 2


@pytest.mark.parametrize("problem", [FileNotFoundError("no such pipe"), refusal(5)], ids=["none", "access denied"])
def test_a_pipe_that_is_not_there_is_not_waited_for(problem: OSError) -> None:
    """Nobody serves, or it is another user's: that will not change by itself."""

    def connect() -> str:
        raise problem

    with pytest.raises(type(problem)) as raised:
        when_free(connect, lambda: pytest.fail("waited"))
    assert raised.value is problem
