"""The command line: what each verb says, its exit codes, and never a traceback."""

import json
import os
import stat
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from reminder import cli, clock, control, installation
from reminder.cli import main
from reminder.cli_parser import parser
from reminder.core.effects import Record, RecordIntake, Result
from reminder.core.events import Drank
from reminder.core.step import first_state
from reminder.journal import Journal
from reminder.paths import places

BERLIN = ZoneInfo("Europe/Berlin")
NOW = datetime(2026, 3, 11, 12, tzinfo=BERLIN)
NOON = datetime(2026, 3, 3, 11, tzinfo=UTC)
RECORD = Record(NOON, "movement", Result.SKIPPED, NOON, NOON, timedelta(0), date(2026, 3, 3))


@pytest.fixture(autouse=True)
def _wednesday(reminder_home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is Wednesday, 11 March 2026, and everything lies in the test's own folder."""
    monkeypatch.setattr(clock, "now", lambda: NOW)
    monkeypatch.setenv("COLUMNS", "80")


@pytest.fixture
def say(capsys: pytest.CaptureFixture[str]) -> Iterator[Callable[..., tuple[int, str, str]]]:
    """Run a command; its exit code, output and errors. No traceback ever reaches the user."""

    def said(*words: str) -> tuple[int, str, str]:
        try:
            code = main(words)
        except SystemExit as end:  # argparse ends by itself
            code = int(end.code or 0)
        out, err = capsys.readouterr()
        assert "Traceback" not in out + err
        return code, out, err

    return said  # type: ignore[return-value]


Say = Callable[..., tuple[int, str, str]]


@pytest.fixture
def logged() -> Journal:
    """A log with one outcome of last week and one drink."""
    journal = Journal.open(places(os.environ).journal)
    journal.commit([RECORD, RecordIntake(Drank(NOON + timedelta(hours=1), 200), RECORD.day)], first_state(NOON))
    journal.close()
    return journal


# Without a service


def test_doctor_looks_for_itself_where_no_service_runs(say: Say) -> None:
    """It is asked for when nothing works."""
    code, out, _ = say("doctor")
    assert code == 0
    assert "not running" in out.splitlines()[1]

    code, out, _ = say("doctor", "--json")
    told = json.loads(out)
    assert (code, told["running"]) == (0, False)
    assert {"presence", "lock", "notifications"} <= {part["name"] for part in told["parts"]}


def test_doctor_does_not_speak_for_a_service_that_hangs(say: Say, monkeypatch: pytest.MonkeyPatch) -> None:
    """What another process would find is not what is wrong with this one."""

    def deaf(path: Path, request: object) -> None:
        raise control.NotAnswering("reminder is running, but does not answer.")

    monkeypatch.setattr(control, "ask", deaf)

    assert say("doctor") == (1, "", "reminder is running, but does not answer.\n")


@pytest.mark.parametrize(
    "words",
    [["status"], ["done"], ["snooze"], ["skip"], ["break"], ["pause", "1", "h"], ["resume"]],
)
def test_verbs_for_the_service_say_that_it_does_not_run(say: Say, words: list[str]) -> None:
    """Exit 1, one sentence, what to do; and nothing is made."""
    code, out, err = say(*words)

    assert (code, out) == (1, "")
    assert err == "reminder is not running. Start it with 'reminder'.\n"
    assert list(places(os.environ).config.parent.iterdir()) == []


def test_the_log_before_anything_was_logged(say: Say) -> None:
    """Exit 1: there is nothing to print, and that is not an empty log."""
    assert say("log") == (1, "", "Nothing is logged yet. Start reminder with 'reminder'.\n")


@pytest.mark.usefixtures("logged")
def test_the_log_for_programs_is_one_object_a_line(say: Say) -> None:
    """With the keys of the contract, outcomes and what was told alike."""
    code, out, _ = say("log", "--json")

    outcome, drink = map(json.loads, out.splitlines())
    assert code == 0
    assert list(outcome)[:7] == ["at", "kinds", "result", "due", "shown", "ended", "held_s"]
    assert (outcome["kinds"], outcome["result"], outcome["held_s"]) == (["movement"], "skipped", 0)
    assert outcome["at"] == outcome["ended"] == "2026-03-03T12:00:00+01:00"
    assert drink == {"at": "2026-03-03T13:00:00+01:00", "event": "drank", "ml": 200, "drink": ""}


@pytest.mark.usefixtures("logged")
@pytest.mark.parametrize(("since", "lines"), [("2026-03-03", 2), ("2026-03-04", 0)])
def test_the_log_since_a_day(say: Say, since: str, lines: int) -> None:
    """That day included."""
    code, out, _ = say("log", "--since", since)

    assert (code, len(out.splitlines())) == (0, lines)


def test_the_summary_of_an_empty_week_says_no_data(say: Say) -> None:
    """And makes no file by asking."""
    code, out, _ = say("summary")

    assert code == 0
    assert "No data for week " in out
    assert out.startswith("Week 11 of 2026 · 9 to 15 March")
    assert not places(os.environ).data.exists()


@pytest.mark.usefixtures("logged")
@pytest.mark.parametrize("words", ["last", "LAST", "2026-03-02", "2026-03-08", "2026-W10", "2026w10", "2026-w10"])
def test_a_week_can_be_named_in_several_ways(say: Say, words: str) -> None:
    """Last, a date in it, or by number."""
    code, out, _ = say("summary", words)

    assert code == 0
    assert out.startswith("Week 10 of 2026 · 2 to 8 March")
    assert "You got up for 0 of 1 break" in out


@pytest.mark.parametrize(
    "words", ["next", "2026-W54", "2026-W00", "2026-13-01", "2026-02-30", "W10", "0001-01-01", "9999-12-31", "9999-W52"]
)
def test_what_is_no_week_is_the_users_to_mend(say: Say, words: str) -> None:
    """Exit 2 and an example."""
    code, out, err = say("summary", words)

    assert (code, out) == (2, "")
    assert words in err
    assert err.count("\n") == 1


@pytest.mark.parametrize(
    "words",
    [
        ["log", "--since", "yesterday"],
        ["log", "--since", "2026-02-30"],
        ["nonsense"],
        ["summary", "week", "last"],
        ["simulate", "--days", "0"],
        ["simulate", "--days", "1e3"],
        ["simulate", "--trace", "no such file"],
        ["config"],
        ["config", "explain", "movement.evry"],
        ["config", "set", "movement.every", "often"],
    ],
    ids=" ".join,
)
def test_bad_arguments_are_exit_2(say: Say, words: list[str]) -> None:
    """Told apart from "could not" for scripts."""
    code, out, err = say(*words)

    assert (code, out) == (2, "")
    assert err


def test_a_broken_config_is_exit_2_with_line_and_key(say: Say, reminder_home: Path) -> None:
    """The file's own place, and what was probably meant."""
    (reminder_home / "config.toml").write_text('# mine\n[movement]\nevry = "30 min"\n')

    for words in (["config", "check"], ["summary"], ["simulate"]):
        code, out, err = say(*words)
        assert (code, out) == (2, "")
        assert "config.toml line 3" in err
        assert "Did you mean 'every'?" in err


@pytest.mark.parametrize(
    ("words", "shown"), [(["--help"], "reminder pause 1h"), (["--version"], "reminder "), (["config", "--help"], "set")]
)
def test_help_and_version_are_exit_0(say: Say, words: list[str], shown: str) -> None:
    """On the standard output, for pagers."""
    code, out, err = say(*words)

    assert (code, err) == (0, "")
    assert shown in out


def test_every_verb_has_help_and_a_function() -> None:
    """A verb without one would end in our bug."""
    named = parser(cli.VERBS)
    words = next(action.choices for action in named._actions if action.dest == "==SUPPRESS==" or action.choices)
    assert words is not None

    for word in words:
        extra = {"config": ["path"], "autostart": ["status"]}.get(word, [])
        assert callable(named.parse_args([word, *extra]).verb)
    assert callable(named.parse_args([]).verb)


# Simulation

MORNING = """
{"at": "2026-03-02T09:00:00+01:00", "event": "start"}
{"at": "2026-03-02T09:36:00+01:00", "event": "answered", "answer": "skip"}
"""


def test_a_trace_gives_its_transcript(say: Say, tmp_path: Path) -> None:
    """The real core; also with a byte order mark and Windows line ends."""
    for number, text in enumerate((MORNING, "\ufeff" + MORNING.replace("\n", "\r\n"))):
        path = tmp_path / f"{number}.jsonl"
        path.write_text(text, "utf-8", newline="")

        code, out, _ = say("simulate", "--trace", str(path), "--json")

        lines = [json.loads(line) for line in out.splitlines()]
        assert code == 0
        assert [line["do"] for line in lines] == ["show", "record", "record", "withdraw"]  # water rides along
        assert lines[0] == {
            "at": "2026-03-02T09:35:00+01:00",
            "do": "show",
            "kinds": ["movement", "hydration"],
            "sat_s": 2100,
            "held_s": 0,
        }


def test_a_separator_inside_a_text_is_no_new_line(say: Say, tmp_path: Path) -> None:
    """JSON allows U+2028 in a text; line numbers must not slip by it."""
    path = tmp_path / "trace.jsonl"
    path.write_text('{"at": "2026-03-02T09:00:00Z", "event": "undelivered", "reason": "a\u2028b"}\nnonsense\n', "utf-8")

    code, _, err = say("simulate", "--trace", str(path))

    assert code == 2
    assert "line 2" in err


@pytest.mark.parametrize(
    "line",
    [
        "nonsense",
        "[]",
        "{}",
        '{"at": "2026-03-02T09:00:00+01:00"}',
        '{"at": "2026-03-02T09:00:00+01:00", "event": "slept"}',
        '{"at": "2026-03-02T09:00:00+01:00", "event": "flew"}',
        '{"at": "2026-03-02T09:00:00", "event": "start"}',
        '{"at": "2026-03-01T09:00:00+01:00", "event": "returned"}',
        '{"at": 5, "event": "start"}',
        '{"at": "2026-03-02T10:00:00+01:00", "event": "answered", "answer": "maybe"}',
        '{"at": "2026-03-02T10:00:00+01:00", "event": "held", "hold": "outside_hours"}',
        '{"at": "2026-03-02T10:00:00+01:00", "event": "clock_stepped", "by_s": "5"}',
        '{"at": "2026-03-02T10:00:00+01:00", "event": "clock_stepped", "by_s": 1e300}',
    ],
)
def test_a_bad_line_of_a_trace_is_named(say: Say, tmp_path: Path, line: str) -> None:
    """Exit 2, file and line, and nothing is simulated before it."""
    path = tmp_path / "trace.jsonl"
    path.write_text('\n{"at": "2026-03-02T09:00:00+01:00", "event": "start"}\n' + line + "\n")

    code, out, err = say("simulate", "--trace", str(path))

    assert (code, out) == (2, "")
    assert f"{path} line 3: " in err
    assert err.count("\n") == 1


@pytest.mark.parametrize("year", ["0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-12:00"])
def test_a_trace_at_the_end_of_time_is_not_our_bug(say: Say, tmp_path: Path, year: str) -> None:
    """The calendar ends there."""
    path = tmp_path / "trace.jsonl"
    path.write_text(f'{{"at": "{year}", "event": "start"}}\n')

    code, _, err = say("simulate", "--trace", str(path))

    assert code == 2
    assert err.count("\n") == 1


def test_a_trace_from_standard_input(say: Say, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """`… | reminder simulate --trace -`."""
    path = tmp_path / "trace"
    path.write_text(MORNING)
    with path.open() as file:
        monkeypatch.setattr(sys, "stdin", file)
        code, out, _ = say("simulate", "--trace", "-")

    assert code == 0
    assert "▸ Movement break + Water (sitting 35 min)" in out


def test_a_trace_that_is_no_text_is_told(say: Say, tmp_path: Path) -> None:
    """A picture, say."""
    (tmp_path / "t").write_bytes(b"\x89PNG\xff")

    code, _, err = say("simulate", "--trace", str(tmp_path / "t"))

    assert code == 2
    assert "cannot be read" in err


def test_a_simulated_day_is_the_same_for_the_same_seed(say: Say) -> None:
    """And another for another."""
    first, again, other = (say("simulate", "--days", "2", "--seed", seed) for seed in ("1", "1", "2"))

    assert first == again
    assert first[0] == 0
    assert first[1] != other[1]
    assert "▸ " in first[1]


# The config


def test_explain_says_what_is_in_force_and_why(say: Say, reminder_home: Path) -> None:
    """Also where the file is broken it says what a setting does."""
    path = reminder_home / "config.toml"
    path.write_text("[about_you]\nlow_fitness = true\n")
    assert (
        "In force: 60 min, because you said that you are not used to exercise"
        in say("config", "explain", "movement.every")[1]
    )

    path.write_text("[movement]\nevry = 1\n")
    code, out, err = say("config", "explain", "movement.every")
    assert (code, err) == (0, "")
    assert "In force" not in out


def test_the_config_by_command(say: Say, reminder_home: Path) -> None:
    """Where it is, whether it is in order, a change, and what is in force then."""
    path = reminder_home / "config.toml"
    assert say("config", "path") == (0, f"{path}\n", "")
    assert "does not exist" in say("config", "check")[1]

    code, out, _ = say("config", "set", "movement.every", "45", "min")

    assert (code, out) == (0, 'movement.every is now "45 min" (was "30 min").\n')
    assert "is in order" in say("config", "check")[1]
    assert "45 min" in say("config", "show")[1]
    assert "break" in say("config", "explain", "movement.break")[1]
    assert json.loads(say("config", "schema")[1])["type"] == "object"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_the_config_in_an_editor_is_checked_afterwards(
    say: Say, reminder_home: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Made from the commented template, for its owner alone; a mistake is told at once."""
    editor = tmp_path / "editor"
    editor.write_text("#!/bin/sh\necho '[movement' >> \"$1\"\n")
    editor.chmod(0o700)
    monkeypatch.setenv("EDITOR", str(editor))
    monkeypatch.delenv("VISUAL", raising=False)

    code, _, err = say("config", "edit")

    path = reminder_home / "config.toml"
    assert code == 2
    assert "cannot be read as TOML" in err
    assert path.read_text().startswith("# Settings of reminder")
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_an_editor_that_is_no_command_is_told(say: Say, monkeypatch: pytest.MonkeyPatch) -> None:
    """A slip in somebody's shell profile is no bug of ours."""
    monkeypatch.setenv("EDITOR", "vi '")
    monkeypatch.delenv("VISUAL", raising=False)

    code, _, err = say("config", "edit")

    assert code == 1
    assert "a quotation mark is open" in err


def test_no_editor_is_told_with_the_way_out(say: Say, monkeypatch: pytest.MonkeyPatch) -> None:
    """Set EDITOR, or edit it in any program."""
    for name in ("VISUAL", "EDITOR"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("PATH", "")

    code, _, err = say("config", "edit")

    assert code == 1
    assert "EDITOR" in err


# What goes wrong


def test_a_log_that_is_none_is_exit_1_for_every_verb_that_reads_it(say: Say) -> None:
    """Half of it must not pass for all. The service sets it aside, and is what they lead to."""
    path = places(os.environ).journal
    path.parent.mkdir(parents=True)
    path.write_bytes(b"Dear diary, " * 1000)

    for words in (["log"], ["summary"]):
        code, out, err = say(*words)
        assert (code, out) == (1, "")
        assert "Start reminder: it sets it aside" in err
    assert path.read_bytes() == b"Dear diary, " * 1000


def test_a_bug_of_ours_is_exit_3_with_a_private_report(say: Say, monkeypatch: pytest.MonkeyPatch) -> None:
    """The traceback goes into a file, not to the user."""

    def broken(*_: object) -> int:
        raise ZeroDivisionError("deep inside")

    monkeypatch.setitem(cli.VERBS, "log", broken)
    code, out, err = say("log")

    report = places(os.environ).crash_report
    assert (code, out) == (3, "")
    assert str(report) in err
    assert "ZeroDivisionError: deep inside" in report.read_text()
    assert stat.S_IMODE(report.stat().st_mode) == 0o600


@pytest.mark.parametrize(
    ("source", "helps"),
    [("here", "this installs and starts it:\n"), ("lost", "Install reminder anew: that brings all")],
)
def test_a_library_that_is_not_installed_is_no_bug_of_ours(
    say: Say, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, source: str, helps: str
) -> None:
    """`python3 -m reminder` in a clone, before anything was installed: the line that does it, and no report to send."""

    def bare(*_: object) -> int:
        raise ModuleNotFoundError("No module named 'jeepney.auth'", name="jeepney.auth")

    if source == "lost":
        monkeypatch.setattr(installation, "CHECKOUT", tmp_path)
    monkeypatch.setitem(cli.VERBS, "log", bare)
    code, out, err = say("log")

    assert (code, out) == (1, "")
    assert err.startswith("jeepney is not installed here, and reminder needs it. ")
    assert helps in err
    assert not places(os.environ).crash_report.exists()


def test_a_module_of_ours_that_is_missing_is_our_bug(say: Say, monkeypatch: pytest.MonkeyPatch) -> None:
    """No user can install it."""

    def broken(*_: object) -> int:
        raise ModuleNotFoundError("No module named 'reminder.lost'", name="reminder.lost")

    monkeypatch.setitem(cli.VERBS, "log", broken)

    assert say("log")[0] == 3


def test_the_folder_alone_says_how_it_is_started() -> None:
    """`python3 reminder` in a clone: a module of ours named like one of Python's must not be what is told."""
    folder = Path(cli.__file__).parent
    done = subprocess.run([sys.executable, str(folder)], capture_output=True, text=True, check=False)

    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == "Say 'python3 -m reminder' where you said 'python3 reminder'.\n"


def test_ctrl_c_is_130(say: Say, monkeypatch: pytest.MonkeyPatch) -> None:
    """As shells expect it, and without a word."""

    def interrupted(*_: object) -> int:
        raise KeyboardInterrupt

    monkeypatch.setitem(cli.VERBS, "summary", interrupted)

    assert say("summary") == (130, "", "")


@pytest.mark.skipif(sys.platform == "win32", reason="modes are POSIX")
def test_a_home_that_cannot_be_used_is_a_sentence(say: Say, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file in its place, or nobody's folder."""
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("REMINDER_HOME", str(tmp_path / "file"))
    code, _, err = say()
    assert code == 2
    assert "it cannot be read: Not a directory" in err

    monkeypatch.setenv("REMINDER_HOME", "~no such user/r")
    code, _, err = say("status")
    assert code == 2
    assert "REMINDER_HOME" in err


# As a process of its own


def run(*words: str, **more: object) -> "subprocess.CompletedProcess[str]":
    command = [sys.executable, "-m", "reminder", *words]
    return subprocess.run(command, text=True, check=False, timeout=60, **{"capture_output": True, **more})  # type: ignore[call-overload,no-any-return]


def test_the_exit_code_reaches_the_shell() -> None:
    """`python -m reminder` is `reminder`."""
    assert run("config", "path").returncode == 0
    assert run("status").returncode == 1
    assert run("summary", "soon").returncode == 2


@pytest.mark.skipif(sys.platform == "win32", reason="POSIX pipes")
def test_a_reader_that_has_read_enough_is_no_error() -> None:
    """`reminder simulate | head -1`."""
    reading, writing = os.pipe()
    os.close(reading)

    for words in (["simulate", "--days", "20"], ["config", "path"]):
        done = run(*words, capture_output=False, stdout=writing, stderr=subprocess.PIPE)
        assert (done.returncode, done.stderr) == (0, "")
    os.close(writing)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full")
def test_output_that_cannot_be_written_is_exit_1() -> None:
    """A full disk must not look like success."""
    with Path("/dev/full").open("w") as full:
        done = run("config", "path", capture_output=False, stdout=full, stderr=subprocess.PIPE)

    assert done.returncode == 1
    assert done.stderr == "The output could not be written: No space left on device.\n"


@pytest.mark.usefixtures("logged")
def test_an_old_terminal_gets_question_marks_and_no_traceback() -> None:
    """One that knows no bars and no dots."""
    done = run("summary", "2026-W10", env={**os.environ, "PYTHONIOENCODING": "ascii", "LC_ALL": "C"})

    assert (done.returncode, done.stderr) == (0, "")
    assert "You got up for 0 of 1 break" in done.stdout


@pytest.mark.skipif(sys.platform != "linux", reason="XDG")
def test_without_a_runtime_folder_nothing_but_the_sentence_is_said() -> None:
    """In cron and over ssh XDG_RUNTIME_DIR is often missing."""
    bare = {name: value for name, value in os.environ.items() if name not in {"REMINDER_HOME", "XDG_RUNTIME_DIR"}}

    done = run("status", env=bare)

    assert (done.returncode, done.stderr) == (1, "reminder is not running. Start it with 'reminder'.\n")
