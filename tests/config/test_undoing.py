"""The last change by a command is taken back to the byte, or what was there is told and nothing touched."""

import os
import stat
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reminder.config import ConfigError, NoWayBack, WayBack, load, set_value, set_values, undo
from reminder.config.notation import toml
from reminder.config.options import OPTIONS, Option
from tests.config.conftest import MINE


def another(option: Option) -> str:
    """Its default as one would type it; "" where it has none."""
    value = option.type.write(option.type.read(option.default)) if option.default is not None else ""
    return value if isinstance(value, str) else toml(value)


FILES = st.sampled_from(
    [None, b"", MINE.encode(), MINE.replace("\n", "\r\n").encode(), b"\xef\xbb\xbf" + MINE.encode()]
)
CHANGES = st.lists(st.sampled_from([(option.dotted, another(option)) for option in OPTIONS]), min_size=1, max_size=3)


@given(FILES, st.lists(CHANGES, min_size=1, max_size=3))
def test_after_any_changes_undo_gives_the_same_bytes(
    tmp_path_factory: pytest.TempPathFactory, content: bytes | None, commands: list[list[tuple[str, str]]]
) -> None:
    """Those before the last command that changed anything; and again, those after it."""
    folder = tmp_path_factory.mktemp("any")
    path, place = folder / "config.toml", folder / "before.json"
    if content is not None:
        path.write_bytes(content)
    states = [content]
    for changes in commands:
        set_values(path, changes, WayBack(place))
        if path.read_bytes() != states[-1]:
            states.append(path.read_bytes())

    if len(states) > 1:
        for state in (states[-2], states[-1], states[-2]):
            undo(path, WayBack(place))
            assert (path.read_bytes() if path.exists() else None) == state


def test_what_one_command_writes_is_taken_back_at_once(path: Path, place: Path) -> None:
    """However often it wrote; and what is told has each setting once."""
    back = WayBack(place)
    for value in ("50 min", "55 min"):
        set_value(path, "movement.every", value, back)
    set_value(path, "tip.per_day", "2", back)

    assert undo(path, WayBack(place)) == 'movement.every is "40 min" again. tip.per_day is 1 again.'
    assert path.read_text() == MINE


def test_an_edit_between_two_answers_of_one_command_stays(path: Path, place: Path) -> None:
    """Only what came after it is taken back."""
    back = WayBack(place)
    set_value(path, "movement.every", "50 min", back)
    path.write_text(MINE + "# edited\n")
    set_value(path, "tip.per_day", "2", back)

    undo(path, WayBack(place))

    assert path.read_text() == MINE + "# edited\n"


def test_a_file_that_was_made_is_removed_and_made_again(tmp_path: Path, place: Path) -> None:
    """Who never wrote one has none afterwards."""
    path = tmp_path / "new" / "config.toml"
    set_value(path, "tip.per_day", "2", WayBack(place))
    made = path.read_bytes()

    gone = undo(path, WayBack(place))

    assert gone == "config.toml, which was made for it, is gone again. tip.per_day is 1 again."
    assert list(path.parent.iterdir()) == []
    assert undo(path, WayBack(place)) == "config.toml is there again. tip.per_day is 2 again."
    assert path.read_bytes() == made
    if os.name == "posix":
        assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_a_made_file_that_has_become_a_link_is_not_removed(tmp_path: Path, place: Path) -> None:
    """Its owner has put it among their dotfiles since: it is theirs now."""
    path = tmp_path / "config.toml"
    set_value(path, "tip.per_day", "2", WayBack(place))
    path.rename(tmp_path / "dotfiles.toml")
    path.symlink_to("dotfiles.toml")

    with pytest.raises(NoWayBack, match="has changed since"):
        undo(path, WayBack(place))
    assert load(path).values["tip.per_day"] == 2


def test_a_link_and_the_mode_of_its_file_stay(tmp_path: Path, place: Path) -> None:
    """Both ways."""
    target, path = tmp_path / "dotfiles.toml", tmp_path / "config.toml"
    target.write_text(MINE)
    target.chmod(0o640)
    path.symlink_to(target.name)
    set_value(path, "movement.every", "50 min", WayBack(place))

    undo(path, WayBack(place))

    assert path.is_symlink()
    assert target.read_text() == MINE
    assert stat.S_IMODE(target.stat().st_mode) == (0o640 if os.name == "posix" else 0o666)


@pytest.mark.parametrize("before", [MINE, None])
def test_a_read_only_file_stays_as_it_is(
    path: Path, place: Path, monkeypatch: pytest.MonkeyPatch, before: str | None
) -> None:
    """Also where it would be removed."""
    if before is None:
        path.unlink()
    set_value(path, "movement.every", "50 min", WayBack(place))
    content, kept = path.read_bytes(), place.read_bytes()
    monkeypatch.setattr(os, "access", lambda *_: False)

    with pytest.raises(ConfigError, match="it is read-only"):
        undo(path, WayBack(place))
    assert (path.read_bytes(), place.read_bytes()) == (content, kept)


def test_a_change_made_meanwhile_is_not_lost(path: Path, place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An editor saved while the file was put back."""
    set_value(path, "movement.every", "50 min", WayBack(place))
    kept, real = place.read_bytes(), os.fsync

    def meanwhile(number: int) -> None:
        path.write_text("# saved by the editor\n")
        real(number)

    monkeypatch.setattr(os, "fsync", meanwhile)

    with pytest.raises(ConfigError, match="somebody else changed it just now"):
        undo(path, WayBack(place))
    assert path.read_text() == "# saved by the editor\n"
    assert place.read_bytes() == kept


def test_a_mistake_that_was_mended_comes_back_and_is_told(path: Path, place: Path) -> None:
    """To the byte is to the byte."""
    path.write_text("[tip]\nper_day = 9\n")
    set_value(path, "tip.per_day", "2", WayBack(place))

    said = undo(path, WayBack(place))

    assert said.startswith("tip.per_day is 9 again.\nconfig.toml line 2: ")
    assert path.read_text() == "[tip]\nper_day = 9\n"


def test_what_was_not_there_and_what_has_no_force_is_told_so(path: Path, place: Path) -> None:
    """A reminder that is gone, and a value above which a bound for safety stands."""
    set_value(path, "own.tea", '{ title = "Tea", per_day = 2 }', WayBack(place))
    assert undo(path, WayBack(place)) == "own.tea is not set any more."

    path.write_text('[about_you]\npregnant = true\n[caffeine]\nlimit = "300 mg"\n')
    set_value(path, "caffeine.limit", "150 mg", WayBack(place))
    said = undo(path, WayBack(place))
    assert said.startswith(
        'The file sets caffeine.limit to "300 mg" again. caffeine.limit is 200 mg, whatever the file'
    )


def test_what_an_answer_had_changed_elsewhere_is_told(path: Path, place: Path) -> None:
    """As it was when the answer was given."""
    set_value(path, "about_you.high_stress", "true", WayBack(place))

    assert undo(path, WayBack(place)) == "about_you.high_stress is false again. This changes relax.per_day to 2."


def test_a_clinicians_yes_that_was_taken_back_is_back_with_the_answer(path: Path, place: Path) -> None:
    """It was for what stands there again; and both are told."""
    path.write_text("[about_you]\ncondition = true\ncleared = true\n")
    set_value(path, "about_you.pregnant", "true", WayBack(place))

    said = undo(path, WayBack(place))

    assert said.startswith("about_you.pregnant is false again. about_you.cleared is true again.")
    assert load(path).about == {"condition", "cleared"}


@pytest.mark.parametrize(
    ("key", "value", "told"),
    [
        ("movement.every", "50 min", 'movement.every was "40 min". To have that again:\n  reminder config set mo'),
        ("hours.days", "mon", 'To have that again:\n  reminder config set hours.days \'["mon", "tue", "wed", '),
        ("own.tea", '{ title = "Tea", per_day = 2 }', "Before that, own.tea was not set."),
    ],
)  # fmt: skip
@pytest.mark.parametrize("since", ["edited", "removed"])
def test_a_file_that_was_changed_since_is_left_alone_and_what_was_is_told(  # noqa: PLR0917 - two tables
    path: Path, place: Path, key: str, value: str, told: str, since: str
) -> None:
    """So that one can set it by hand."""
    set_value(path, key, value, WayBack(place))
    kept = place.read_bytes()
    if since == "edited":
        path.write_text(path.read_text() + "# by hand\n")
    else:
        path.unlink()
    found = path.read_bytes() if path.exists() else None

    with pytest.raises(NoWayBack) as refusal:
        undo(path, WayBack(place))

    assert str(refusal.value).startswith(f"config.toml has changed since a command set {key}, so it was left alone.")
    assert told in str(refusal.value)
    assert (path.read_bytes() if path.exists() else None) == found
    assert place.read_bytes() == kept


def test_with_nothing_to_take_back_it_says_so(path: Path, place: Path) -> None:
    """And makes no file by asking."""
    with pytest.raises(NoWayBack, match="no command has changed your settings yet"):
        undo(path, WayBack(place))
    assert not place.parent.exists()
