"""A file of ours among those of others: known again, replaced at once, and never at the cost of what a user wrote."""

import os
import stat
from pathlib import Path

import pytest

from reminder.autostart import entry_file
from reminder.autostart.entry_file import EntryFile, is_edited, is_ours, remove_if_empty, sealed
from reminder.backends import Unavailable

TEXT = sealed("[A]\nkey=value\n")


@pytest.fixture
def file(tmp_path: Path) -> EntryFile:
    return EntryFile(tmp_path / "deep" / "er" / "entry")


def names(file: EntryFile) -> list[str]:
    return sorted(path.name for path in file.path.parent.iterdir())


def test_what_we_wrote_is_known_again() -> None:
    """By its seal, wherever that stands: XML wants its own line to be the first."""
    page = sealed("<?xml?>\n<plist/>\n", comment="<!-- {} -->", line=1)

    assert page.splitlines()[1].startswith("<!-- ")
    assert [is_ours(text) for text in (TEXT, page, "[A]\nkey=value\n")] == [True, True, False]
    assert [is_edited(text) for text in (TEXT, page, "[A]\nkey=value\n")] == [False, False, False]


@pytest.mark.parametrize(
    "changed",
    [TEXT + "\n", TEXT.replace("value", "values"), TEXT.replace("Checksum: ", "Checksum: 0"), TEXT + TEXT, "#" + TEXT],
)
def test_a_change_of_any_byte_is_seen(changed: str) -> None:
    """Else what a user has written would be overwritten as if it were ours."""
    assert is_ours(changed)
    assert is_edited(changed)


def test_it_is_written_for_all_to_read_whatever_the_umask(file: EntryFile) -> None:
    """Session managers of the same user read it, and some complain of a unit that others cannot read."""
    before = os.umask(0o077)
    try:
        assert file.write(TEXT) == []
    finally:
        os.umask(before)

    assert file.read() == TEXT
    assert stat.S_IMODE(file.path.stat().st_mode) == 0o644
    assert names(file) == ["entry"]


def test_ours_is_replaced_without_a_word(file: EntryFile) -> None:
    """Mending what has moved leaves no litter."""
    file.write(TEXT)
    new = sealed("[A]\nkey=other\n")

    assert file.write(new) == []
    assert (file.read(), names(file)) == (new, ["entry"])


def test_what_a_user_changed_is_kept_beside_each_time(file: EntryFile) -> None:
    """Twice, so that the second copy is not bought with the first."""
    for word, copy in (("mine", "entry.before"), ("mine too", "entry.before-2")):
        file.write(TEXT)
        file.path.write_text(TEXT.replace("value", word))

        kept = file.write(TEXT)

        assert len(kept) == 1
        assert copy in kept[0]
        assert "had been edited" in kept[0]
        assert word in (file.path.parent / copy).read_text()
    assert file.read() == TEXT


def test_what_somebody_else_wrote_is_replaced_with_a_copy_and_never_removed(file: EntryFile) -> None:
    """`on` is asked for, and loses nothing; `off` has no business with it."""
    file.path.parent.mkdir(parents=True)
    file.path.write_text("theirs\xff\n", encoding="latin-1")

    with pytest.raises(Unavailable, match="did not write"):
        file.remove()
    kept = file.write(TEXT)

    assert "was not written by reminder" in kept[0]
    assert (file.path.parent / "entry.before").read_bytes() == b"theirs\xff\n"


def test_it_is_removed_once_and_a_second_time_is_fine(file: EntryFile) -> None:
    """Whoever says it twice meant it."""
    file.write(TEXT)

    assert file.remove() == [f"Removed {file.path}."]
    assert file.remove() == []
    assert names(file) == []


def test_removed_with_a_copy_of_what_was_edited(file: EntryFile) -> None:
    """The user's work is not ours to throw away."""
    file.write(TEXT)
    file.path.write_text(TEXT + "Mine=1\n")

    removed = file.remove()

    assert removed[0] == f"Removed {file.path}."
    assert names(file) == ["entry.before"]


@pytest.mark.parametrize("target", ["elsewhere", os.devnull])
def test_a_link_is_left_alone(file: EntryFile, target: str) -> None:
    """It is somebody's dotfiles, or how systemd masks a unit; replaced, it would be theirs no more."""
    file.path.parent.mkdir(parents=True)
    file.path.symlink_to(target)

    for act in (file.read, file.remove, lambda: file.write(TEXT)):
        with pytest.raises(Unavailable, match=str(file.path)):
            act()

    assert str(file.path.readlink()) == target


def test_a_folder_in_its_place_is_said(file: EntryFile) -> None:
    """No traceback, and nothing removed."""
    file.path.mkdir(parents=True)

    with pytest.raises(Unavailable, match="is a folder"):
        file.write(TEXT)

    assert file.path.is_dir()


def test_a_file_in_the_place_of_its_folder_is_said(tmp_path: Path) -> None:
    """As where somebody has a file ~/.config/autostart."""
    (tmp_path / "deep").write_text("")
    file = EntryFile(tmp_path / "deep" / "entry")

    assert file.read() is None
    with pytest.raises(Unavailable, match="deep"):
        file.write(TEXT)


def test_what_cannot_be_written_leaves_all_as_it_was(file: EntryFile, monkeypatch: pytest.MonkeyPatch) -> None:
    """A full disk, a read-only home: root may write anywhere, so the refusal is made here."""
    file.write(TEXT)

    def full(path: Path, content: bytes) -> None:
        raise OSError(28, "No space left on device", str(path))

    monkeypatch.setattr(entry_file.os, "fsync", lambda number: full(file.path, b""))
    with pytest.raises(Unavailable, match=r"cannot be changed: .*No space left on device"):
        file.write(sealed("[A]\nnew=1\n"))

    assert file.read() == TEXT
    assert names(file) == ["entry"]


def test_only_empty_folders_are_removed(tmp_path: Path) -> None:
    """Not one in which somebody has something."""
    (tmp_path / "a" / "b").mkdir(parents=True)
    (tmp_path / "a" / "theirs").write_text("")

    remove_if_empty(tmp_path / "a" / "b", tmp_path / "a", tmp_path / "never")

    assert [path.name for path in (tmp_path / "a").iterdir()] == ["theirs"]
