"""Services started at the same moment, or while another ends or a command has the log: one runs, nothing is lost."""

import sys
from concurrent.futures import ThreadPoolExecutor
from threading import Timer

import pytest

from reminder.autostart import AT_LOGIN
from reminder.control import Lock
from reminder.paths import Places
from tests.faults.commands import one_of
from tests.faults.logged import drunk
from tests.running import Start, tell

if sys.platform != "linux":
    pytest.skip("signals of POSIX", allow_module_level=True)


def test_of_services_started_at_once_one_runs(start_service: Start, service_files: Places) -> None:
    """The others say so and end with 1. `python -m tests.faults.commands starts 20` has twenty such moments."""
    tell("drink", "20 ml")
    services = [start_service() for _ in range(3)]

    assert one_of(services) == [1, 1]

    assert drunk(service_files) == [20]


def test_of_services_started_at_login_one_runs_and_the_others_complain_of_nothing(
    start_service: Start, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A desktop may have two ways that start it, and neither has failed."""
    monkeypatch.setenv(AT_LOGIN, "1")

    assert one_of([start_service() for _ in range(3)]) == [0, 0]


def test_a_service_started_while_the_one_before_ends_runs(start_service: Start, service_files: Places) -> None:
    """Who ends it and starts it again must not be left without."""
    before = start_service()
    before.says("reminder is running")
    tell("drink", "20 ml")
    before.process.terminate()

    after = start_service()

    after.says("reminder is running ·")
    assert before.ended() == 0
    assert after.end() == 0
    assert drunk(service_files) == [20]


def test_a_service_started_while_a_command_has_the_log_waits_for_it(
    start_service: Start, service_files: Places
) -> None:
    """A click on a drink in the moment of the login must not cost the day's reminders."""
    lock = Lock(service_files.lock)
    letting_go = Timer(0.8, lock.release)
    letting_go.start()

    start_service().says("reminder is running ·")

    letting_go.join()


def test_what_is_told_while_a_service_starts_is_noted_once_or_refused(
    start_service: Start, service_files: Places
) -> None:
    """By the service or straight into the log, whoever has it at that moment."""
    service = start_service()
    with ThreadPoolExecutor(6) as pool:
        ended = list(pool.map(lambda ml: (ml, tell("drink", f"{ml} ml")), range(10, 16)))
    service.says("reminder is running ·")

    assert {done.returncode for _, done in ended} <= {0, 1}
    assert "Traceback" not in "".join(done.stderr for _, done in ended)
    assert service.end() == 0
    assert sorted(drunk(service_files)) == [ml for ml, done in ended if done.returncode == 0]
