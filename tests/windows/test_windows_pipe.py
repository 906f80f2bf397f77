"""The channel on a Windows: a named pipe that no client can block, crowd out or crash, and that is its user's alone."""

from pathlib import Path

import pytest

from reminder.control import LET_IN
from tests.windows.wine import Wine, windows_path

pytestmark = pytest.mark.windows

PIPE_END = windows_path(Path(__file__).with_name("pipe_end.py"))


def lines(windows: Wine, role: str) -> list[str]:
    """What one end of a pipe tells, having played its role to the end."""
    done = windows.run(PIPE_END, role)
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout.splitlines()


def test_many_clients_at_once_each_get_their_own_reply_in_one_piece(windows: Wine) -> None:
    """A pipe has one place at a time: whoever finds it taken waits, and is not told that nothing runs."""
    assert lines(windows, "many") == ["40", "NotRunning"]


def test_what_is_no_request_gets_a_sentence_and_the_service_goes_on(windows: Wine) -> None:
    """As on a socket."""
    *refused, after = lines(windows, "nonsense")

    assert len(refused) == 5
    assert all(line.startswith('{"error": ') for line in refused)
    assert after == '{"say": 7}'


def test_who_says_nothing_keeps_nobody_waiting(windows: Wine) -> None:
    """And is let go of: all it hears is that it was let in."""
    assert lines(windows, "silent") == ["{'say': 1}", str([LET_IN] * 5)]


@pytest.mark.parametrize("role", ["hung", "full"])
def test_a_service_that_hangs_is_not_said_to_be_stopped(windows: Wine, role: str) -> None:
    """Nor does the command hang with it: reads on a pipe have no limit of their own."""
    assert lines(windows, role) == ["NotAnswering"]


def test_nothing_is_said_to_another_users_pipe(windows: Wine) -> None:
    """Anybody can take the name before us; what one tells of oneself is not for them.

    The group of administrators stands in for the other user, of whom wine has none. That a service does not start on
    such a pipe (FILE_FLAG_FIRST_PIPE_INSTANCE) wine does not show.
    """
    assert lines(windows, "squatted") == ["NotRunning", "0 bytes heard"]


def test_the_pipe_is_its_users_alone(windows: Wine) -> None:
    """By the system's own account of it: without that, everybody may connect."""
    assert lines(windows, "rights") == ["True"]


def test_the_lock_of_the_service_is_one_only(windows: Wine) -> None:
    """By a range of bytes, where Linux has flock."""
    assert lines(windows, "lock") == ["refused", "free"]
