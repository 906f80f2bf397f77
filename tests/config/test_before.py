"""What was there before a change by a command is kept beside the log, and never in the way of the change."""

import json
import os
import stat
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reminder.config import ConfigError, NoWayBack, WayBack, load, set_value, undo
from reminder.config.before import Before, as_json, change, digest, from_json
from tests.config.conftest import MINE


@given(st.none() | st.text(), st.none() | st.binary(), st.lists(st.text()))
def test_what_is_kept_is_read_as_it_was(text: str | None, made: bytes | None, keys: list[str]) -> None:
    """Every character of the file, a byte order mark and the line ends of Windows included."""
    was = None if text is None else text.encode()
    before = change(was, made, tuple(keys))

    assert from_json(as_json(before)) == before
    assert before.content == was
    assert before.made == digest(made)


@pytest.mark.parametrize(
    "kept", ["", "{", "3", "[]", "{}", '{"text": 1, "made": null, "keys": []}', '{"text": "", "made": "", "keys": [1]}']
)
def test_what_is_no_change_is_not_taken_for_one(path: Path, place: Path, kept: str) -> None:
    """A damaged file must not put nonsense in the place of the settings."""
    place.parent.mkdir()
    place.write_text(kept)

    with pytest.raises(NoWayBack, match="it is damaged"):
        undo(path, WayBack(place))
    assert path.read_text() == MINE


def test_two_changes_of_one_command_are_one() -> None:
    """They follow each other without anything in between; else only the later one can be taken back."""
    one, two, apart = change(b"a", b"b", ("x",)), change(b"b", b"c", ("x", "y")), change(b"B", b"c", ("y",))

    assert one.and_then(two) == Before("a", digest(b"c"), ("x", "y"))
    assert one.and_then(apart) == apart


def test_it_is_for_its_owner_alone(path: Path, place: Path) -> None:
    """It may hold what somebody said about their health."""
    set_value(path, "about_you.pregnant", "true", WayBack(place))

    assert json.loads(place.read_text())["text"] == MINE
    if os.name == "posix":
        assert stat.S_IMODE(place.stat().st_mode) == 0o600
        assert stat.S_IMODE(place.parent.stat().st_mode) == 0o700


def test_it_is_kept_before_the_file_is_changed(path: Path, place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A crash in between leaves an undo that says that all is as before, and not a wrong one."""
    seen: list[str] = []
    real = Path.replace

    def replaced(self: Path, target: Path) -> Path:
        seen.append(target.name)
        return real(self, target)

    monkeypatch.setattr(Path, "replace", replaced)
    set_value(path, "movement.every", "50 min", WayBack(place))
    path.write_text(MINE)

    assert seen == [place.name, path.name]
    with pytest.raises(NoWayBack, match=r"^config\.toml is already as it was before"):
        undo(path, WayBack(place))


@pytest.mark.parametrize("earlier", ["50 min", None])
def test_a_change_that_fails_leaves_the_undo_of_the_one_before(
    path: Path, place: Path, monkeypatch: pytest.MonkeyPatch, earlier: str | None
) -> None:
    """It changed nothing, so it takes nothing away."""
    if earlier is not None:
        set_value(path, "movement.every", earlier, WayBack(place))
    kept, real = place.read_bytes() if earlier is not None else None, Path.replace

    def replaced(self: Path, target: Path) -> Path:
        if target == path:
            raise OSError(28, "No space left on device")
        return real(self, target)

    monkeypatch.setattr(Path, "replace", replaced)
    with pytest.raises(ConfigError, match="No space left"):
        set_value(path, "tip.per_day", "2", WayBack(place))

    assert (place.read_bytes() if place.exists() else None) == kept
    assert [path.name] == [file.name for file in path.parent.iterdir()]


def test_a_change_that_cannot_be_kept_is_made_all_the_same(path: Path, place: Path) -> None:
    """The setting matters more than the way back; and that there is none is said."""
    place.parent.write_text("a file where the folder should be")

    said = set_value(path, "movement.every", "50 min", WayBack(place))

    assert said.startswith('movement.every is now "50 min" (was "40 min"). This cannot be undone by a command: ')
    assert load(path).values["movement.every"] == "50 min"
    with pytest.raises(NoWayBack, match="cannot be read from"):
        undo(path, WayBack(place))


def test_setting_what_is_so_already_takes_no_way_back_away(path: Path, place: Path) -> None:
    """Nothing is written, so the change before it can still be taken back."""
    set_value(path, "movement.every", "50 min", WayBack(place))

    set_value(path, "movement.every", "50 min", WayBack(place))

    assert undo(path, WayBack(place)) == 'movement.every is "40 min" again.'


@pytest.mark.parametrize(
    "kept", ['{"text": "\\ud800", "made": null, "keys": ["a"]}', '{"text": 3, "made": null, "keys": []}']
)
def test_what_no_file_can_have_held_is_no_change(kept: str) -> None:
    """Half of a surrogate pair, say: the note is damaged."""
    assert from_json(kept) is None
