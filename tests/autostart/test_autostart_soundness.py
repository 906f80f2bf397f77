"""What is set up is compared with the program that runs."""

from pathlib import Path

import pytest

from reminder.autostart import Standing, Start
from reminder.autostart.soundness import troubles


@pytest.fixture
def venv(tmp_path: Path) -> Path:
    """An environment, with a link to its script elsewhere, and its Python a link out of it."""
    bin_folder = tmp_path / "venv" / "bin"
    bin_folder.mkdir(parents=True)
    (bin_folder / "reminder").write_text("")
    (bin_folder / "reminder").chmod(0o755)
    (bin_folder / "python").symlink_to("/bin/sh")
    (tmp_path / "reminder").symlink_to(bin_folder / "reminder")
    return tmp_path


def found(start: Start | None, now: Start, **more: object) -> list[str]:
    return list(troubles(Standing("xdg", "/f", start, **more), now))  # type: ignore[arg-type]


def test_a_script_a_link_to_it_and_its_python_are_one_installation(venv: Path) -> None:
    """Who says `python -m reminder status` must not be told to mend what is whole."""
    ways = [
        (str(venv / "venv" / "bin" / "reminder"),),
        (str(venv / "reminder"),),
        (str(venv / "venv" / "bin" / "python"), "-P", "-m", "reminder"),
    ]

    assert [found(Start(one), Start(other)) for one in ways for other in ways] == [[]] * 9


def test_a_program_that_is_gone_is_named(venv: Path) -> None:
    """The environment has moved, or was deleted."""
    now = Start((str(venv / "reminder"),))

    assert found(Start(("/old/path/reminder",)), now) == ["it starts /old/path/reminder, which is not there"]


def test_another_installation_is_named_beside_this_one(venv: Path) -> None:
    """The old version would go on being started after an update elsewhere."""
    other = venv / "other" / "reminder"
    other.parent.mkdir()
    other.write_text("")
    other.chmod(0o755)

    assert found(Start((str(other),)), Start((str(venv / "reminder"),))) == [
        f"it starts another installation: {other}; this one is {venv / 'reminder'}"
    ]


def test_a_program_without_its_folder_is_looked_for(venv: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As people write it into an entry by hand."""
    monkeypatch.setenv("PATH", str(venv))

    assert found(Start(("reminder",)), Start((str(venv / "venv" / "bin" / "reminder"),))) == []


def test_another_log_is_named(venv: Path) -> None:
    """REMINDER_HOME in this shell, and not at login, or the other way round."""
    words = (str(venv / "reminder"),)

    assert found(Start(words), Start(words, "/h")) == [
        "it keeps its settings and log in the usual place, and this command in /h"
    ]


def test_what_stands_in_the_way_comes_first(venv: Path) -> None:
    """As the way itself tells it."""
    words = Start((str(venv / "reminder"),))

    assert found(words, words, obstacle="switched off", ours=False) == ["reminder did not write it", "switched off"]
    assert found(None, words) == ["what it starts cannot be read"]
