"""The command line on a Windows, without a service: every verb's words, files and exit codes, run for real."""

import json

import pytest

from tests.windows.console import Console
from tests.windows.person import Person
from tests.windows.wine import CHECKOUT, Wine

pytestmark = pytest.mark.windows

IMPORTS = """
import importlib, sys
for name in sys.argv[1:]:
    try:
        importlib.import_module(name)
    except BaseException as error:
        print(name, type(error).__name__, error)
"""

OF_LINUX = {"dbus", "jeepney", "Xlib", "pywayland", "fcntl"}
"""What a module may miss on Windows, if it is for Linux alone."""


def modules() -> list[str]:
    """All of ours."""
    files = sorted((CHECKOUT / "reminder").rglob("*.py"))
    parts = [path.relative_to(CHECKOUT).with_suffix("").parts for path in files]
    return [".".join(each) for each in parts if each[-1] not in {"__init__", "__main__"}]


def test_every_module_loads_but_for_those_of_linux(windows: Wine) -> None:
    """A name that only Linux has, at the top of a module, ends the program on Windows before its first word."""
    done = windows.run("-c", IMPORTS, *modules())

    failed = [line for line in done.stdout.splitlines() if not any(f"'{name}" in line for name in OF_LINUX)]
    assert (done.returncode, done.stderr, failed) == (0, "", [])


def test_the_files_are_where_windows_keeps_them(windows: Wine) -> None:
    """In the profile, which no other user may read: that is what stands for 0600 there."""
    profile = windows.run("-c", "import os; print(os.environ['USERPROFILE'])").stdout.strip()

    told = windows.run("-m", "reminder", "config", "path").stdout.strip()

    assert told == rf"{profile}\AppData\Local\reminder\config.toml"


def test_help_is_there(person: Person) -> None:
    """The first thing that anybody types."""
    done = person.reminder("--help")

    assert (done.returncode, done.stderr) == (0, "")
    assert "usage: reminder" in done.stdout


def test_a_setting_is_changed_and_taken_back(person: Person) -> None:
    """To the byte: what Windows does with the ends of lines must not get into the user's file."""
    before = "# Zoë’s own\r\n[movement]\r\nevery = '40 min'\r\n".encode()
    (person.home / "config.toml").write_bytes(before)

    assert person.reminder("config", "check").returncode == 0
    assert person.reminder("config", "set", "movement.every", "35 min").returncode == 0
    changed = (person.home / "config.toml").read_bytes()
    assert person.reminder("config", "undo").returncode == 0

    assert changed == before.replace(b"'40 min'", b'"35 min"')
    assert (person.home / "config.toml").read_bytes() == before


def test_a_mistake_in_the_config_is_a_sentence_with_its_place(person: Person) -> None:
    """And exit code 2, as everywhere."""
    (person.home / "config.toml").write_text("[movement]\nevery = 'often'\n")

    done = person.reminder("config", "check")

    assert done.returncode == 2
    assert "movement" in done.stderr + done.stdout
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("words", "code", "sentence"),
    [
        (("pause",), 1, "reminder is not running. Start it with 'reminder'."),
        (("status",), 1, "reminder is not running. Start it with 'reminder'."),
        (("simulate", "--trace", "no such file"), 2, "cannot be read"),
        (("log", "--since", "yesterday"), 2, "is no date"),
    ],
)
def test_what_cannot_be_done_is_a_sentence_and_a_code(
    person: Person, words: tuple[str, ...], code: int, sentence: str
) -> None:
    """1: it failed; 2: the words or the config are wrong. Scripts go by them."""
    done = person.reminder(*words)

    assert done.returncode == code
    assert sentence in done.stderr + done.stdout
    assert "Traceback" not in done.stderr


def test_a_day_is_simulated(person: Person) -> None:
    """The whole core, with the zones that Windows does not have itself."""
    done = person.reminder("simulate")

    assert (done.returncode, done.stderr) == (0, "")
    assert len(done.stdout.splitlines()) > 20


def test_a_drink_is_noted_without_a_service_and_counted(person: Person) -> None:
    """Into the log, by a process that has it for an instant; the next finds it there."""
    assert person.reminder("drink", "250ml", "tea").returncode == 0
    assert person.reminder("drink", "200ml").returncode == 0

    rows = person.log()
    summary = person.reminder("summary")

    assert [row["ml"] for row in rows] == [250, 200]
    assert (summary.returncode, summary.stderr) == (0, "")


def test_doctor_tries_everything(person: Person) -> None:
    """It is what somebody at a real Windows is asked to run and to send."""
    done = person.reminder("doctor", "--json")

    told = json.loads(done.stdout)
    parts = {part["name"]: part for part in told["parts"]}
    assert (done.returncode, told["running"]) == (0, False)
    assert parts["tray"]["used"] == ["system tray"]
    assert parts["notifications"]["used"] == ["plyer"]
    assert [refused["name"] for refused in parts["notifications"]["refused"]] == ["desktop-notifier"]
    assert [name for name, part in parts.items() if not part["used"] and not part["refused"]] == []


def test_two_processes_at_one_log_wait_for_each_other(person: Person, windows: Wine) -> None:
    """SQLite's locks and ours, on the files of Windows: nothing that is said gets lost."""
    code = "from reminder.cli import main; [main(['drink', '100ml']) for _ in range(5)]"
    environ = {**windows.environ, **person.environ}

    consoles = [Console(windows.argv("-c", code), environ) for _ in range(2)]
    codes = [console.process.wait(120) for console in consoles]
    for console in consoles:
        console.close()

    assert codes == [0, 0]
    assert len(person.log()) == 10
