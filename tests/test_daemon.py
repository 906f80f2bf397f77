"""The service as its user runs it: a real process, without display and bus, from the greeting to the end."""

import asyncio
import re
import signal
import sys
from collections.abc import Awaitable, Callable
from datetime import timedelta

import pytest

from reminder import control, daemon
from reminder.backends import Unavailable
from reminder.clock import now
from reminder.core.effects import Result
from reminder.daemon import Daemon
from reminder.last_good import settings_at_start
from reminder.logbook import Logbook
from reminder.paths import Places
from reminder.senses import Senses
from tests.running import ALWAYS, DEADLINE_SECONDS, LATE, SOON, Start, due, records, status, tell

if sys.platform != "linux":
    pytest.skip("signals, /proc and the lifeline of Linux", allow_module_level=True)

MINUTE = timedelta(minutes=1)


def test_a_morning_in_a_terminal(start_service: Start, service_files: Places) -> None:
    """Greets and says why nothing better is used, reminds, takes the answer, ends in good order."""
    service = start_service(SOON)

    said = service.says("reminder is running")
    greeting = next(line for line in said.splitlines() if line.startswith("reminder is running"))
    assert greeting == "reminder is running · presence: unknown · notify: terminal · tray: none"
    service.says("no x11: DISPLAY is not set")
    service.says("no freedesktop: ")
    service.says("no X11 tray: ")

    service.says(r"\d\d:\d\d  Stand up for 5 seconds")
    answered = tell("done")
    assert (answered.returncode, answered.stdout) == (0, "Noted: done.\n")
    service.says("No answer needed any more")
    assert tell("break").stdout == "Here you are.\n"
    service.says(r"\d\d:\d\d  Take your legs for a walk")

    assert service.end() == 0
    assert "Traceback" not in service.said
    assert "Warning" not in service.said.replace("[movement]", "")
    ended = records(service_files)
    assert ("movement", Result.WITHDRAWN, "the service stopped") in ended
    assert [result for _, result, _ in ended].count(Result.CLAIMED) == 1
    assert not service_files.control.exists()


def test_a_first_run_makes_the_settings_and_greets_once(start_service: Start, service_files: Places) -> None:
    """One note, at whatever hour it is; a second start has nothing new to say."""
    first = start_service(None)

    said = first.says(f"Your settings: {re.escape(str(service_files.config))}")
    assert f"Your settings are in {service_files.config}, each explained" in said
    assert re.search("^..:..  (Your first break|The first reminder|Reminders begin|Nothing more)", said, re.MULTILINE)
    assert "'reminder about' fits it to you" in said
    assert service_files.config.stat().st_mode & 0o777 == 0o600
    assert first.end() == 0
    second = start_service(None)
    second.says("reminder is running")
    assert tell("status").returncode == 0
    assert second.end() == 0
    assert "Your" not in second.said


def test_the_greeting_stands_above_the_first_prompt(start_service: Start) -> None:
    """What is due at once must not come before it is said who speaks."""
    service = start_service(
        LATE.replace("[tip]\nenabled = false", "[tip]\nper_day = 2") + '[own.now]\ntitle = "Now"\nper_day = 6\n'
    )

    said = service.says(r"\d\d:\d\d  ") if now().hour >= 3 else service.says("reminder is running")

    lines = [line for line in said.splitlines() if re.match(r"reminder is|\d\d:\d\d  ", line)]
    assert lines[0].startswith("reminder is running")


def test_the_status_has_every_key_of_the_contract(start_service: Start) -> None:
    """In JSON for programs, in words for people."""
    start_service().says("reminder is running")

    told = status()

    assert set(told) >= {
        "presence",
        "sat_s",
        "holds",
        "prompt",
        "next",
        "silent_because",
        "water_ml",
        "water_goal_ml",
        "caffeine_mg",
        "caffeine_limit_mg",
        "caffeine_at_bedtime_mg",
        "backends",
    }
    assert told["backends"] == {"presence": "unknown", "notify": "terminal", "tray": "none"}
    assert told["presence"] == "unknown"
    assert "unknown_presence" in told["silent_because"]
    assert "this desktop cannot say" in tell("status").stdout


def test_the_verbs_reach_the_service(start_service: Start) -> None:
    """Pause and resume, a break, and what makes no sense now, with its exit code."""
    service = start_service()
    service.says("reminder is running")

    assert "no pause" in tell("pause", "soon").stderr
    assert tell("done").returncode == 1
    assert tell("pause", "1", "h").stdout.startswith("Paused until ")
    assert [hold["hold"] for hold in status()["holds"]] == ["user"]
    assert tell("resume").stdout == "Going on.\n"
    assert status()["holds"] == []
    assert tell("break").stdout == "Here you are.\n"
    assert status()["prompt"]["kinds"] == ["movement"]
    assert tell("skip").stdout == "Skipped.\n"
    assert status()["prompt"] is None
    assert tell("summary").stdout.startswith("Week ")
    assert "skipped" in tell("log").stdout


def test_what_is_told_is_counted_at_once_and_outlives_the_service(start_service: Start) -> None:
    """One account, whoever writes it: the service while it runs, the command line before and after."""
    assert tell("drink").stdout.startswith("Noted: 200 ml of water. 200 ml")
    service = start_service()
    service.says("reminder is running")

    assert tell("drink", "250ml", "tea").stdout.startswith("Noted: 250 ml of tea, 57 mg of caffeine. 450 ml")
    assert (status()["water_ml"], status()["caffeine_mg"]) == (450, 56.8)
    assert tell("drink", "-3l").returncode == 2
    assert tell("undo").stdout.startswith("Taken back: 250 ml of tea")

    assert service.end() == 0
    assert tell("drink", "100 ml").stdout.startswith("Noted: 100 ml of water. 300 ml")
    assert tell("log").stdout.count("drank") == 3


def test_a_change_of_the_config_is_in_force_at_once(start_service: Start, service_files: Places) -> None:
    """Also one saved as editors do, by a new file in place of the old."""
    service = start_service()
    service.says("reminder is running")

    fresh = service_files.config.with_suffix(".new")
    before = due()
    fresh.write_text(ALWAYS + 'every = "4 min"\n')
    fresh.replace(service_files.config)

    service.says("every 4 min is unusual")
    assert before - due() == 56 * MINUTE


def test_a_broken_config_is_told_once_and_the_last_good_one_stays(start_service: Start, service_files: Places) -> None:
    """With line and key; mended, the new settings count."""
    service = start_service()
    service.says("reminder is running")
    before = due()
    broken = LATE + 'evry = "5 min"\n'
    line = len(broken.splitlines())

    for _ in range(3):
        service_files.config.write_text(broken)
    service.says("Your last good settings stay in force")
    assert f"config.toml line {line}: 'evry'" in service.said
    assert "Did you mean 'every'?" in service.said
    assert due() == before
    service_files.config.write_text(ALWAYS + 'every = "4 min"\n')
    service.says("every 4 min is unusual")

    assert service.said.count("'evry'") == 2  # once as a line, once as a message on the screen, which is this terminal
    assert service.end() == 0


def test_a_start_with_a_broken_config_goes_on_with_the_last_good_one(
    start_service: Start, service_files: Places
) -> None:
    """Saved with a byte order mark, too, as Windows editors do; the file itself is left alone."""
    service_files.config.write_bytes(b"\xef\xbb\xbf" + LATE.encode())
    first = start_service(None)
    first.says("reminder is running")
    assert first.end() == 0

    second = start_service("[movement\n")
    second.says("reminder is running")

    assert "config.toml line 1" in second.said
    assert "Your last good settings stay in force." in second.said
    assert service_files.config.read_text() == "[movement\n"


def test_a_first_start_with_a_broken_config_is_exit_2(start_service: Start) -> None:
    """There is no last good one, and guessing would not be what the user asked for."""
    service = start_service('[movement]\nevry = "5 min"\n')

    service.says("config.toml line 2: 'evry'")
    assert service.ended() == 2


def test_a_second_service_is_refused_and_the_first_goes_on(start_service: Start) -> None:
    """Exit 1, a sentence, and no harm done."""
    service = start_service()
    service.says("reminder is running")

    second = tell()

    assert (second.returncode, second.stdout) == (1, "")
    assert "running already" in second.stderr
    assert status()["presence"] == "unknown"


def test_it_can_be_ended_by_a_command(start_service: Start, service_files: Places) -> None:
    """Without a tray there was none but `kill`. In good order: what is open is taken back, and the next may start."""
    service = start_service(SOON)
    service.says("Stand up")

    ended = tell("quit")

    assert (ended.returncode, ended.stdout) == (0, "reminder has ended. 'reminder' starts it again.\n")
    assert service.ended() == 0
    assert Result.WITHDRAWN in {result for _, result, _ in records(service_files)}
    again = tell("quit")
    assert (again.returncode, again.stderr) == (1, "reminder is not running, so there is nothing to end.\n")


def test_a_second_start_that_nobody_can_read_makes_the_first_show_itself(start_service: Start) -> None:
    """Who clicks on it in a menu once more sees that it runs, and what comes next."""
    service = start_service()
    service.says("reminder is running")

    assert tell().returncode == 1

    service.says("Next: ")


def test_killed_and_started_again_the_desk_clock_goes_on(start_service: Start, service_files: Places) -> None:
    """D6: kill -9 is no break. What was due then still is, the open prompt is recorded once, the log is whole."""
    first = start_service()
    first.says("reminder is running")
    before, sat = due(), status()["sat_s"]
    tell("break")
    first.says(r"\d\d:\d\d  Stand up")
    first.end(signal.SIGKILL)
    assert service_files.control.exists()

    second = start_service()
    second.says("reminder is running")

    assert sat <= status()["sat_s"] <= sat + DEADLINE_SECONDS
    tell("skip")
    assert abs(due() - before) < MINUTE
    assert second.end() == 0
    assert records(service_files)[0] == ("movement", Result.WITHDRAWN, "the service ended without notice")


def test_without_any_prompt_a_kill_moves_no_due_moment(start_service: Start) -> None:
    """To the second: not one of them was lost, and none invented."""
    first = start_service()
    first.says("reminder is running")
    before = due()
    first.end(signal.SIGKILL)

    start_service().says("reminder is running")

    assert due() == before


def test_ctrl_c_ends_in_good_order_with_130(start_service: Start, service_files: Places) -> None:
    """As any command does; the open prompt is recorded all the same."""
    service = start_service()
    service.says("reminder is running")
    tell("break")
    service.says(r"\d\d:\d\d  Stand up")

    assert service.end(signal.SIGINT) == 130
    assert "Traceback" not in service.said
    assert records(service_files) == [("movement", Result.WITHDRAWN, "the service stopped")]


def test_a_hang_up_ends_it_unless_it_was_told_to_ignore_that(start_service: Start) -> None:
    """A terminal that closes takes the service with it; under nohup it stays."""
    service = start_service()
    service.says("reminder is running")
    assert service.end(signal.SIGHUP) == 0

    before = signal.signal(signal.SIGHUP, signal.SIG_IGN)
    try:
        kept = start_service()
    finally:
        signal.signal(signal.SIGHUP, before)
    kept.says("reminder is running")
    kept.process.send_signal(signal.SIGHUP)
    assert status()["presence"] == "unknown"
    assert kept.end() == 0


Story = Callable[[Daemon], Awaitable[None]]


def beside(service_files: Places, story: Story) -> list[str]:
    """Tell a story to a service in this process; what it said."""
    said: list[str] = []

    async def told(logbook: Logbook) -> None:
        one = Daemon(service_files, logbook, settings_at_start(service_files, logbook, said.append), said.append)
        run = asyncio.create_task(one.run())
        async with asyncio.timeout(DEADLINE_SECONDS):
            await until(lambda: run.done() or any("is running" in line for line in said))
            await story(one)
        one.stop()
        await run

    with Logbook(service_files, lambda *news: said.append(". ".join(news)), now) as logbook:
        asyncio.run(told(logbook))
    return said


async def until(true: Callable[[], bool]) -> None:
    while not true():  # noqa: ASYNC110 - what is waited for tells nobody
        await asyncio.sleep(0.001)


def test_the_end_of_the_users_session_ends_it_in_good_order(
    service_files: Places, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Windows has no signal for it, but a message that a sense hears."""
    endings: list[Callable[[], None]] = []

    async def attend(self: Senses, zone_changed: Callable[[], None], ending: Callable[[], None]) -> None:
        endings.append(ending)

    async def story(one: Daemon) -> None:
        await until(lambda: endings != [])
        endings[0]()
        await until(lambda: one._service.state is not None and not one._service.state.running)

    monkeypatch.setattr(Senses, "attend", attend)

    beside(service_files, story)


def test_without_file_events_and_without_a_channel_it_runs_all_the_same(
    service_files: Places, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Out of inotify watches, or a socket that cannot be made: each is said, and the reminders come."""

    def no_watch(*_: object) -> None:
        raise Unavailable("changes of config.toml are not noticed by themselves (too many watches)")

    async def no_socket(self: object) -> None:
        raise PermissionError(13, "Permission denied")

    async def story(one: Daemon) -> None:
        assert one._state().running

    monkeypatch.setattr(daemon, "Watch", no_watch)
    monkeypatch.setattr(control.Server, "start", no_socket)

    said = beside(service_files, story)

    assert any("too many watches" in line for line in said)
    assert any("The command line cannot reach this service" in line for line in said)
    assert "reminder is running" in said[-1]
    assert capsys.readouterr().err == ""


@pytest.mark.parametrize("half_saved", ["emptied", "gone"])
def test_a_config_in_the_middle_of_being_saved_does_not_put_the_defaults_in_force(
    service_files: Places, half_saved: str
) -> None:
    """Editors empty the file or take it away before they write it; what was in force stays until they have."""
    service_files.config.write_text(LATE)

    async def story(one: Daemon) -> None:
        before = one._settings
        service_files.config.unlink()
        if half_saved == "emptied":
            service_files.config.touch()
        one._config.changed()
        assert one._settings is before

        service_files.config.write_text(SOON)
        one._config.changed()
        assert one._settings.values["movement.every"] == "10 s"

    assert not any("every 30 min" in line for line in beside(service_files, story))


def test_a_config_that_stays_away_means_the_defaults(service_files: Places) -> None:
    """Who deletes the file wants them; within a second."""
    service_files.config.write_text(LATE)

    async def story(one: Daemon) -> None:
        service_files.config.unlink()
        await until(lambda: one._settings.values["movement.every"] == "30 min")

    beside(service_files, story)
