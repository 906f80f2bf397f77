"""The house rules that a machine can check: who may know whom, who reads the clock, and how big a room may get."""

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
SOURCE = ROOT / "reminder"
TESTS = ROOT / "tests"
MODULES = sorted(path for path in SOURCE.rglob("*.py"))
ROOMS = ("attention", "autostart", "config", "figure", "guidance", "notify", "presence", "report", "share", "tray")


def name_of(path: Path) -> str:
    """`reminder/core/summary.py` -> "reminder.core.summary"; a package by its own name."""
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


TREES = {name_of(path): ast.parse(path.read_text("utf-8")) for path in MODULES}


def imports(module: str) -> Iterator[str]:
    """Every module that this one imports, wherever in it, by its full name."""
    for node in ast.walk(TREES[module]):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert not node.level, f"{module} imports by dots, which hides from where"
            assert node.module is not None
            whole = (f"{node.module}.{alias.name}" for alias in node.names)
            yield from (name if name in TREES else node.module for name in whole)


def ours(module: str) -> set[str]:
    return {name for name in imports(module) if name.partition(".")[0] == "reminder"}


def within(name: str, *rooms: str) -> bool:
    return any(name == f"reminder.{room}" or name.startswith(f"reminder.{room}.") for room in rooms)


def of_room(room: str) -> list[str]:
    return [module for module in TREES if within(module, room)]


# Who may know whom


@pytest.mark.parametrize("module", of_room("core"))
def test_the_core_knows_nothing_but_itself(module: str) -> None:
    """Pure: the same events, the same outcome, on every machine and in every test."""
    assert {name for name in ours(module) if not within(name, "core")} == set()


IMPURE = {
    "asyncio",
    "ctypes",
    "logging",
    "os",
    "pathlib",
    "random",
    "socket",
    "sqlite3",
    "subprocess",
    "sys",
    "threading",
    "time",
}


@pytest.mark.parametrize("module", of_room("core"))
def test_the_core_is_made_of_the_standard_library_without_its_windows(module: str) -> None:
    """No clock, no I/O, no logging, no threads."""
    foreign = {name.partition(".")[0] for name in imports(module)} - {"reminder"}

    assert foreign <= sys.stdlib_module_names
    assert foreign & IMPURE == set()


@pytest.mark.parametrize("room", ROOMS)
def test_a_room_knows_the_core_and_itself_and_no_other(room: str) -> None:
    """So that a way to notify can be taken out, or written anew, without looking anywhere else."""
    shared = (
        "backends",
        "bus",
        "bus_objects",
        "exec_line",
        "files",
        "in_time",
        "own_command",
        "programs",
        "protocols",
        "whole_file",
        "wire",
        "xserver",
    )
    allowed = ("core", "quantities", room, *(() if room == "report" else shared))

    strangers = {(module, name) for module in of_room(room) for name in ours(module) if not within(name, *allowed)}

    assert strangers == set()


@pytest.mark.parametrize("module", ["reminder.service", "reminder.inbox", "reminder.screen"])
def test_the_shell_knows_of_the_desktop_by_protocol_alone(module: str) -> None:
    """A platform's own file is chosen by the table and named nowhere else."""
    rooms = {name for name in ours(module) if within(name, *ROOMS)}

    protocols = {"reminder.attention", "reminder.notify", "reminder.presence"}
    assert rooms <= {*protocols, "reminder.guidance.wording", "reminder.config"}


def test_only_the_wiring_opens_the_tables() -> None:
    """Whoever else chose a backend would choose another one."""
    tables = {f"reminder.{room}.table" for room in ("attention", "notify", "presence", "tray")}
    wiring = {"reminder.daemon", "reminder.doctor", "reminder.indicator", "reminder.senses"}

    assert {module for module in TREES if ours(module) & tables} <= wiring


def test_only_the_journal_speaks_sql() -> None:
    """The log has one writer; what is in it, what goes wrong with it, is saved of it or removed stands beside that."""
    speak = {"reminder.journal", "reminder.log_trouble", "reminder.retention", "reminder.salvage", "reminder.schema"}

    assert {module for module in TREES if "sqlite3" in set(imports(module))} == speak


def test_the_command_line_starts_without_what_most_verbs_do_not_need() -> None:
    """`reminder status` in a prompt must not take half a second, and `--help` works where a library is missing."""
    heavy = {"apscheduler", "PIL", "pystray", "plyer", "tomlkit", "watchdog", "Xlib", "jeepney", "sqlite3", "asyncio"}
    code = "import sys, reminder.cli; print(*sys.modules)"

    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)

    assert heavy & {name.partition(".")[0] for name in done.stdout.split()} == set()


# Who does what


CLOCKS = {
    "datetime": {"now", "today", "utcnow"},
    "date": {"today"},
    "time": {"time", "monotonic", "perf_counter", "time_ns", "monotonic_ns", "sleep", "localtime", "gmtime"},
}


def calls(module: str) -> Iterator[tuple[str, str]]:
    """Every call, as what it is called on ("" for a plain name) and its name."""
    for node in ast.walk(TREES[module]):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            yield "", node.func.id
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            yield ast.unparse(node.func.value).rpartition(".")[2], node.func.attr


@pytest.mark.parametrize("module", [module for module in TREES if module != "reminder.clock"])
def test_only_the_clock_reads_the_time(module: str) -> None:
    """Everybody else is given it, so that a test can give another."""
    read = {f"{on}.{name}" for on, name in calls(module) if name in CLOCKS.get(on, ())}

    assert read == set()
    assert "time" not in set(imports(module))


@pytest.mark.parametrize("module", [module for module in TREES if not module.startswith("reminder.cli")])
def test_only_the_command_line_prints(module: str) -> None:
    """What a service says goes through the one who knows whether there is a terminal."""
    assert ("", "print") not in set(calls(module))


# How it is written


@pytest.mark.parametrize("module", TREES)
def test_every_module_says_in_one_line_what_it_is_for(module: str) -> None:
    """One reason to be opened."""
    told = ast.get_docstring(TREES[module])

    assert told
    assert told.splitlines()[0].endswith((".", ":", "?"))


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_no_module_is_longer_than_300_lines(path: Path) -> None:
    """A longer one has two reasons to be opened."""
    assert len(path.read_text("utf-8").splitlines()) <= 300


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_no_module_is_named_after_nothing(path: Path) -> None:
    """A name says what is in it."""
    assert path.stem not in {"utils", "helpers", "manager", "common", "data", "info", "misc", "base"}


def test_every_module_can_be_imported_on_every_system() -> None:
    """What belongs to one system stands behind a look at it: types and tests of the others need the module, too."""
    names = sorted(set(TREES) - {"reminder.tray.xembed_icon"})  # pystray's X11 back end wants a display at once
    code = f"import importlib\nfor name in {names}: importlib.import_module(name)"

    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False, cwd=ROOT)

    assert (done.returncode, done.stderr) == (0, "")


def test_frozen_dataclasses_are_lean() -> None:
    """The standard library's would cost the service 10 KB more for each (core/records.py)."""
    heavy = [
        module
        for module, tree in TREES.items()
        if any(isinstance(node, ast.keyword) and ast.unparse(node) == "frozen=True" for node in ast.walk(tree))
        and any(
            isinstance(node, ast.ImportFrom)
            and node.module == "dataclasses"
            and "dataclass" in {name.name for name in node.names}
            for node in tree.body
        )
    ]

    assert heavy == []


def test_nothing_happens_at_import() -> None:
    """No connection, no backend, no logging set up by being imported."""
    doing = [
        (module, ast.unparse(statement))
        for module, tree in TREES.items()
        for statement in tree.body
        if isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Call)
    ]

    assert doing == []


# The tests


def stories_of(module: str) -> list[Path]:
    """Where the tests of a module are looked for: under its own name, in the folder that mirrors its own."""
    *rooms, name = module.split(".")[1:]
    names = [
        f"test_{name}.py",
        *(f"test_{room}_{name}.py" for room in rooms),
        *(f"test_{name}_{room}.py" for room in rooms),
    ]
    return [TESTS.joinpath(*rooms, each) for each in names]


TOLD_ELSEWHERE = {
    "reminder.__main__": "test_cli.py",
    "reminder.cli_config": "test_cli.py",
    "reminder.cli_ending": "test_cli.py",
    "reminder.cli_parser": "test_cli_help.py",
    "reminder.cli_parser_day": "test_cli_help.py",
    "reminder.cli_command": "test_cli_help.py",
    "reminder.last_good": "test_daemon.py",
    "reminder.sitter": "test_plausible.py",
    "reminder.report.material": "test_summing.py",
    "reminder.core.effects": "core/test_step.py",
    "reminder.core.events": "core/test_step.py",
    "reminder.core.plan": "core/test_step.py",
    "reminder.core.state": "test_codec.py",
    "reminder.core.turn": "core/test_step.py",
    "reminder.attention.asking": "attention/test_bad_habits.py",
    "reminder.attention.notification_server": "attention/test_bad_habits.py",
    "reminder.notify.leaving": "notify/test_notification_server_restart.py",
    "reminder.notify.labels": "notify/test_notify_table.py",
    "reminder.autostart.user_manager": "autostart/test_autostart_systemd.py",
    "reminder.attention.heed": "attention/test_readings.py",
    "reminder.attention.mac": "attention/test_system_sources.py",
    "reminder.attention.signs": "attention/test_attention_desktop.py",
    "reminder.attention.silent_systems": "attention/test_attention_windows.py",
    "reminder.attention.win32_audio": "attention/test_win32.py",
    "reminder.bus": "notify/test_notify_freedesktop.py",
    "reminder.protocols": "desktop/test_wayland_presence.py",
    "reminder.tray.x11_trays": "desktop/test_tray.py",
    "reminder.presence.kde_idle": "presence/test_wayland.py",
    "reminder.presence.errand": "presence/test_mutter.py",
    "reminder.presence.locks_logind": "presence/test_locks.py",
    "reminder.presence.locks_screensaver": "presence/test_locks.py",
    "reminder.attention.camera": "desktop/test_camera.py",
    "reminder.attention.ewmh": "desktop/test_full_screen.py",
    "reminder.attention.full_screen": "desktop/test_full_screen.py",
    "reminder.attention.sound": "desktop/test_microphone.py",
    "reminder.attention.streams": "attention/test_pactl.py",
    "reminder.attention.toplevels": "desktop/test_full_screen.py",
    "reminder.presence.x11": "desktop/test_x11_presence.py",
    "reminder.presence.xsync": "desktop/test_x11_presence.py",
    "reminder.tray.x11_screen": "desktop/test_tray.py",
    "reminder.tray.xembed": "desktop/test_tray.py",
    "reminder.tray.xembed_icon": "desktop/test_tray.py",
    **{
        f"reminder.config.{name}": "config/test_config_file.py"
        for name in ("checking", "loading", "mistakes", "settings", "durations", "notation", "texts")
    },
    **{
        f"reminder.config.{name}": "config/test_generated.py"
        for name in ("__main__", "named_options", "options", "rendering", "showing")
    },
}
"""Modules that are words, a door or a platform's own, and the stories in which they are tried."""


@pytest.mark.parametrize("path", [path for path in MODULES if path.stem != "__init__"], ids=name_of)
def test_every_module_has_its_tests(path: Path) -> None:
    """`tests/` mirrors `reminder/`: who changes a file knows where its stories are."""
    module = name_of(path)
    elsewhere = TOLD_ELSEWHERE.get(module)
    places = [TESTS / elsewhere] if elsewhere is not None else stories_of(module)

    assert any(place.is_file() for place in places), f"none of {[str(place.relative_to(ROOT)) for place in places]}"


def test_what_is_told_elsewhere_is_still_there() -> None:
    """A list of exceptions must not outlive them."""
    assert set(TOLD_ELSEWHERE) <= set(TREES)


def test_every_test_says_why() -> None:
    """Its name tells the rule, its docstring the reason."""
    silent = [
        f"{path.name}: {node.name}"
        for path in sorted(TESTS.rglob("test_*.py"))
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.FunctionDef) and node.name.startswith("test_") and not ast.get_docstring(node)
    ]

    assert silent == []


def test_no_file_names_a_machine_it_was_written_on() -> None:
    """Paths of ours mean nothing to anybody else."""
    texts = [path for folder in (SOURCE, TESTS) for path in folder.rglob("*") if path.suffix in {".py", ".toml"}]

    named = [
        path.name
        for path in texts
        if re.search(r"/(work|home/\w+/src)/", path.read_text("utf-8")) and path != Path(__file__)
    ]

    assert named == []
