"""Settings that went wrong in any way: a sample of what `python -m tests.faults.mutants` tries by the thousand."""

import io
import os
import re
import sys
from collections.abc import Callable
from pathlib import Path
from random import Random

import pytest

from reminder import control
from reminder.cli import main
from reminder.config import ConfigError, WayBack, load, set_value
from reminder.config.mistakes import Mistake
from reminder.config.options import NAMED, OPTIONS
from reminder.config.rendering import written_default
from reminder.last_good import STAYS
from reminder.paths import Places, places
from tests.faults import mutants as rig
from tests.faults.mutants import broken, fate, shrunk
from tests.faults.mutations import FEW, KEYS, VALUES, dropped, mutants, number, pasted, unit
from tests.running import Start

if sys.platform == "win32":
    pytest.skip("a limit of processor time", allow_module_level=True)

SAMPLE = 800
STRANGE = ("", " ", "\udc80", "\ud800\udfff", "\0", "\x1b[2J", "\u202e", "é" * 5000, "[" * 3000, "a\nb", "--", "=", "'")
"""What may stand behind a command; the shell passes on whatever bytes there are."""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "config.toml"


def test_any_file_gives_settings_that_work_or_a_sentence_that_helps(path: Path) -> None:
    """File, line and key; never a traceback, never a hang."""
    failed = [(why, content[:500]) for content in mutants(SAMPLE, seed=3) if (why := broken(content, path))]

    assert failed == []


def test_the_sample_reaches_both_ends_and_is_the_same_for_everybody(path: Path) -> None:
    """A mutator of which nothing is accepted tries no plan; and what one machine has found another must find again."""
    fates = []
    for content in mutants(60, seed=4):
        path.write_bytes(content)
        fates.append(fate(path))

    assert min(fates.count("in force"), fates.count("refused")) > 5
    assert list(mutants(50, 5)) == list(mutants(50, 5)) != list(mutants(50, 6))


def nothing_told(path: Path) -> None:
    raise ConfigError(path, [])


def no_line(path: Path) -> None:
    raise ConfigError(path, [Mistake(None, "movement.every", "'every' is wrong.")])


def no_key(path: Path) -> None:
    raise ConfigError(path, [Mistake(1, "movement.every", "this is wrong.")])


def raw(path: Path) -> None:
    raise ConfigError(path, [Mistake(1, "movement.every", "'every' is \x1b[31m.")])


def too_deep(path: Path) -> None:
    too_deep(path)


def endless(path: Path) -> None:
    while path:
        len(path.name)


@pytest.mark.parametrize("load", [nothing_told, no_line, no_key, raw, too_deep, endless])
def test_what_breaks_the_promise_is_found(
    load: Callable[[Path], None], path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Else a hundred thousand files prove nothing."""
    monkeypatch.setattr(rig, "load", load)
    monkeypatch.setattr(rig, "CPU_SECONDS", 0.2)

    assert broken(b"", path)


def test_a_find_is_shrunk_to_the_lines_that_make_it(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody reads three hundred lines of noise."""

    def picky(path: Path) -> None:
        if "posture" in path.read_text():
            raise KeyError("posture")

    monkeypatch.setattr(rig, "load", picky)
    monkeypatch.setattr(rig, "_works", lambda _: None)

    assert shrunk(b"# a\n[posture]\n" + b"# b\n" * 50, path) == b"[posture]"


def test_any_key_and_value_is_set_or_refused_with_nothing_changed(path: Path) -> None:
    """By the command, the tray or an answer: afterwards the file is valid, or the same to the byte."""
    chance, done = Random(6), 0  # noqa: S311 - the same every time is the point

    for _ in range(250):
        key, value = _wish(chance)
        path.write_text(FEW)
        try:
            said = set_value(path, key, value, WayBack(path.with_name("before")))
        except ConfigError as error:
            said = str(error)
            assert path.read_text() == FEW
        else:
            done += 1
            load(path)
        assert said.encode()
        assert not any(char < " " or "\x7f" <= char <= "\x9f" for char in said.replace("\n", ""))
    assert 30 < done < 220


def _wish(chance: Random) -> tuple[str, str]:
    option = chance.choice((*OPTIONS, *NAMED))
    key = option.dotted.replace("NAME", chance.choice(("eyes", "new", "plants", "cola", "door", "x y")))
    value = written_default(option) or chance.choice(VALUES)
    match chance.randrange(5):
        case 0:
            return chance.choice((chance.choice(KEYS), chance.choice(STRANGE))), chance.choice(VALUES)
        case 1:
            return key, chance.choice(STRANGE)
        case 2:
            return key, chance.choice(VALUES).strip('"')
        case _:
            return key, chance.choice((number, dropped, pasted, unit))(chance, value)


class Typing(io.StringIO):
    """What somebody types into a terminal."""

    def isatty(self) -> bool:
        return True


def test_any_answers_about_oneself_are_taken_or_asked_again(
    reminder_home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Whoever types nonsense gets a hint, and the file stays whole."""
    chance = Random(7)  # noqa: S311 - the same every time is the point
    config = places(os.environ).config
    answers = (
        *VALUES,
        *STRANGE,
        "y",
        "n",
        "y",
        "34",
        "17 years old",
        "72",
        "11 st",
        "22:30",
        "6",
        "older",
        "-1",
        "999",
    )

    for _ in range(10):
        config.write_text("")
        monkeypatch.setattr(sys, "stdin", Typing("\n".join(chance.choice(answers) for _ in range(60))))
        assert main(["about"]) == 0
        load(config)
    out, err = capsys.readouterr()

    assert err == ""
    assert "Say a time of day" in out


def test_the_running_service_takes_each_or_keeps_what_it_has(start_service: Start, service_files: Places) -> None:
    """One after the other, saved under it; it says of each wrong one what a command would, and never falls over."""
    service, config = start_service(), service_files.config
    service.says("reminder is running")
    refused = 0

    for content in mutants(25, seed=8):
        new = config.with_name("new")
        new.write_bytes(content)
        new.replace(config)
        try:
            load(config)
        except ConfigError as error:
            refused += 1
            service.says(re.escape(f"{error}\n{STAYS}"))
        assert "status" in control.ask(service_files.control, {"verb": "status"})
    config.write_text("nonsense = 1")
    service.says("'nonsense' is not a setting")
    assert refused > 5
    assert service.end() == 0
    assert "Traceback" not in service.said
