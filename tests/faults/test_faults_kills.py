"""kill -9 at any moment: what was answered is in the log once, rows and state agree, and it starts again by itself."""

import json
import os
import signal
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from reminder.paths import Places, places
from tests.faults.kills import kills
from tests.faults.life import fits
from tests.running import DEADLINE_SECONDS, LATE

if sys.platform != "linux":
    pytest.skip("signals and the lifeline of Linux", allow_module_level=True)


def test_a_sample_of_kills(tmp_path: Path) -> None:
    """In the middle of starts, commits, replies and ends. `python -m tests.faults.kills 5000` has more of them."""
    counts = kills(10, seed=1, folder=tmp_path)

    assert sum(counts[moment] for moment in ("starting", "answering", "ending", "over")) == 10
    assert counts["told"] > 10


@pytest.mark.parametrize(
    ("told", "seen", "right"),
    [
        ([("a", "yes"), ("b", "yes")], ["a", "b"], True),
        ([("a", "yes"), ("b", "yes")], ["a"], False),
        ([("a", "yes")], ["a", "a"], False),
        ([("a", "yes"), ("b", "yes")], ["b", "a"], False),
        ([("a", ""), ("b", None), ("c", None)], ["c"], True),
        ([("a", ""), ("b", None)], ["b", "b"], False),
        ([("a", "")], ["a"], False),
    ],
    ids=["all", "lost", "doubled", "out of order", "one of two unanswered", "unanswered twice", "refused, and noted"],
)
def test_the_account_finds_what_is_lost_or_doubled(
    told: list[tuple[str, str | None]],
    seen: list[str],
    right: bool,  # noqa: FBT001 - what the row is about
) -> None:
    """A judge that finds everything right would be of no use."""
    assert fits(told, seen) is right


DIES_AT = """
import os, signal, sys
home, steps = os.environ["REMINDER_HOME"], int(sys.argv.pop(1))
def step(event, arguments):
    global steps
    touches = event == "open" and arguments[1] is None or event in {"os.rename", "os.chmod", "os.remove", "os.mkdir"}
    touches = touches or event == "open" and isinstance(arguments[2], int) and arguments[2] & (os.O_WRONLY | os.O_RDWR)
    if touches and str(arguments[0]).startswith(home):
        steps -= 1
        if steps < 0:
            os.kill(os.getpid(), signal.SIGKILL)
from reminder.cli import main
sys.addaudithook(step)
sys.exit(main())
"""
"""A command that is killed just before it makes, opens for writing, renames, removes or changes one of our files."""


def set_and_die(where: Places, steps: int) -> int:
    words = ["config", "set", "movement.every", "41 min"]
    command = [sys.executable, "-c", DIES_AT, str(steps), *words]
    return subprocess.run(command, check=False, capture_output=True, timeout=DEADLINE_SECONDS).returncode


def test_a_command_killed_at_any_step_leaves_the_settings_whole(reminder_home: Path) -> None:
    """Old or new, never half, and so is what an undo would bring back."""
    where = places(os.environ)
    ends, deaths = set(), 0

    while True:
        where.config.write_text(LATE)
        if set_and_die(where, deaths) != -signal.SIGKILL:
            break
        deaths += 1
        text = where.config.read_text()
        ends.add(tomllib.loads(text)["movement"]["every"])
        assert text in (LATE, LATE.replace('every = "1 h"', 'every = "41 min"'))
        if where.config_before.exists():
            json.loads(where.config_before.read_text())

    assert deaths > 3
    assert ends <= {"1 h", "41 min"}
    assert tomllib.loads(where.config.read_text())["movement"]["every"] == "41 min"
