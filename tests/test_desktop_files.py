"""What is copied into a home folder is ours, and goes again; nothing of anybody else's is touched."""

import errno
import hashlib
import json
import os
from pathlib import Path

import pytest

from reminder import desktop_files
from reminder.desktop_files import DesktopFiles, NotOurs, contents, looked_at
from reminder.share.entry import FILE as ENTRY
from reminder.share.entry import desktop_entry
from reminder.whole_file import put_in_place

FILES = {"applications/reminder.desktop": b"entry", "man/man1/reminder.1": b"page"}


@pytest.fixture
def ours(tmp_path: Path) -> DesktopFiles:
    home = tmp_path / "share"
    (home / "applications").mkdir(parents=True)
    (home / "applications/other.desktop").write_text("somebody's")
    return DesktopFiles(home, home / "reminder" / "desktop.json")


def tree(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*")}


def test_what_was_put_in_comes_out_without_a_trace(ours: DesktopFiles) -> None:
    """Folders that were made for it as well; those that were there stay."""
    before = tree(ours.home)

    ours.put(FILES)
    assert ours.has(FILES)
    assert len(ours.present()) == 2
    assert len(ours.take_out()) == 2

    assert tree(ours.home) == before
    assert ours.present() == []


def test_twice_is_as_good_as_once(ours: DesktopFiles) -> None:
    """And takes out as well, folders included."""
    before = tree(ours.home)

    ours.put(FILES)
    once = tree(ours.home)
    ours.put(FILES)
    assert tree(ours.home) == once
    ours.take_out()
    ours.take_out()

    assert tree(ours.home) == before


def test_a_new_version_leaves_nothing_of_the_old_one(ours: DesktopFiles) -> None:
    """A page that is no more would tell of what is no more."""
    ours.put(FILES)

    ours.put({"applications/reminder.desktop": b"newer"})

    assert ours.has({"applications/reminder.desktop": b"newer"})
    assert not (ours.home / "man/man1/reminder.1").exists()


def test_a_file_of_somebody_else_is_not_written_over(ours: DesktopFiles) -> None:
    """The name is a common word. Then nothing is changed at all."""
    (ours.home / "man/man1").mkdir(parents=True)
    (ours.home / "man/man1/reminder.1").write_bytes(b"another reminder's")
    before = tree(ours.home)

    with pytest.raises(NotOurs, match=r"man1/reminder\.1 is there already"):
        ours.put(FILES)

    assert tree(ours.home) == before


def test_a_file_that_was_changed_is_somebody_s_own(ours: DesktopFiles) -> None:
    """It stays, is told, and is not written over either."""
    ours.put(FILES)
    changed = ours.home / "applications/reminder.desktop"
    changed.write_bytes(b"with my own icon")

    assert ours.changed() == [changed]
    with pytest.raises(NotOurs):
        ours.put(FILES)
    assert ours.take_out() == [ours.home / "man/man1/reminder.1"]
    assert changed.read_bytes() == b"with my own icon"


def test_links_of_pipx_to_the_same_are_used_and_left(ours: DesktopFiles, tmp_path: Path) -> None:
    """It makes them for man pages and completions, and takes them away with the program."""
    page, link = tmp_path / "venv/reminder.1", ours.home / "man/man1/reminder.1"
    page.parent.mkdir()
    page.write_bytes(FILES["man/man1/reminder.1"])
    link.parent.mkdir(parents=True)
    link.symlink_to(page)

    ours.put(FILES)
    assert ours.has(FILES)
    assert ours.take_out() == [ours.home / "applications/reminder.desktop"]

    assert link.is_symlink()
    assert page.read_bytes() == b"page"


@pytest.mark.parametrize("target", [b"another page", None])
def test_nothing_is_written_through_a_link_of_somebody_else(
    ours: DesktopFiles, tmp_path: Path, target: bytes | None
) -> None:
    """It leads to a file of theirs, or to none yet."""
    page, link = tmp_path / "theirs.1", ours.home / "man/man1/reminder.1"
    if target is not None:
        page.write_bytes(target)
    link.parent.mkdir(parents=True)
    link.symlink_to(page)

    with pytest.raises(NotOurs):
        ours.put(FILES)

    assert page.exists() == (target is not None)


def test_a_folder_that_others_use_by_now_stays(ours: DesktopFiles) -> None:
    """It is theirs, too."""
    ours.put(FILES)
    (ours.home / "man/man1/other.1").touch()

    ours.take_out()

    assert (ours.home / "man/man1/other.1").exists()


LISTS = [
    "",
    "[]",
    "{",
    '{"files": 3, "folders": []}',
    '{"files": {}}',
    '{"files": {"man/man1/reminder.1": 5}, "folders": []}',
    '{"files": {"a\\u0000b": ["x"]}, "folders": ["a\\u0000b", 5]}',
    '{"files": {"": ["x"]}, "folders": ["", "."]}',
    "[" * 100_000,
]


@pytest.mark.parametrize("list_", LISTS, ids=lambda text: text[:20])
def test_a_list_that_cannot_be_read_claims_nothing(ours: DesktopFiles, list_: str) -> None:
    """Better a file too many than one of somebody else's removed."""
    ours.put(FILES)
    ours.notes.write_text(list_)

    assert ours.take_out() == []
    assert (ours.home / "man/man1/reminder.1").exists()


@pytest.mark.parametrize("way_out", ["../", "man/../../", "{folder}/"])
def test_a_list_that_leads_elsewhere_removes_nothing(ours: DesktopFiles, tmp_path: Path, way_out: str) -> None:
    """It is a file like any other: whoever can write it must not have another's file, or folder, removed by us."""
    precious, empty = tmp_path / "precious", tmp_path / "empty"
    precious.write_bytes(b"the user's")
    empty.mkdir()
    (ours.home / "man").mkdir()
    out = way_out.format(folder=tmp_path)
    digest = hashlib.sha256(b"the user's").hexdigest()
    ours.notes.parent.mkdir()
    ours.notes.write_text(json.dumps({"files": {f"{out}precious": [digest]}, "folders": [f"{out}empty"]}))

    assert ours.take_out() == []

    assert precious.exists()
    assert empty.exists()


def test_a_list_that_cannot_be_opened_is_kept(ours: DesktopFiles) -> None:
    """Without it nobody would know any more what is ours."""
    ours.put(FILES)
    ours.notes.rename(ours.notes.with_name("list"))
    ours.notes.mkdir()

    with pytest.raises(OSError, match="directory"):
        ours.take_out()

    assert ours.notes.exists()


def test_a_full_disk_leaves_nothing_that_nobody_owns(ours: DesktopFiles, monkeypatch: pytest.MonkeyPatch) -> None:
    """Halfway through a new version: the next try succeeds, and what is there goes all the same."""
    before = tree(ours.home)
    ours.put(FILES)
    newer = {name: content + b", newer" for name, content in FILES.items()}

    def half(path: Path, content: bytes, *mode: int) -> None:
        if path.name == "reminder.1":
            raise OSError(errno.ENOSPC, "No space left on device")
        put_in_place(path, content, *mode)

    for repair in (ours.take_out, lambda: ours.put(newer)):
        ours.put(FILES)
        with monkeypatch.context() as full:
            full.setattr(desktop_files, "put_in_place", half)
            with pytest.raises(OSError, match="No space"):
                ours.put(newer)
        assert ours.changed() == []
        repair()

    assert ours.has(newer)
    ours.take_out()
    assert tree(ours.home) == before


def test_what_is_not_yet_written_anew_is_ours_still(ours: DesktopFiles, monkeypatch: pytest.MonkeyPatch) -> None:
    """The disk was full at the first of many files."""
    ours.put(FILES)

    def full(path: Path, content: bytes, *mode: int) -> None:
        if path != ours.notes:
            raise OSError(errno.ENOSPC, "No space left on device")
        put_in_place(path, content, *mode)

    with monkeypatch.context() as patch:
        patch.setattr(desktop_files, "put_in_place", full)
        with pytest.raises(OSError, match="No space"):
            ours.put(dict.fromkeys(FILES, b"newer"))

    assert ours.has(FILES)
    assert ours.changed() == []


def test_a_folder_in_the_place_of_a_file_is_somebody_else_s(ours: DesktopFiles) -> None:
    """It stays, is told, and hinders nothing."""
    ours.put(FILES)
    page = ours.home / "man/man1/reminder.1"
    page.unlink()
    page.mkdir()

    assert not ours.has(FILES)
    assert ours.changed() == [page]
    with pytest.raises(NotOurs):
        ours.put(FILES)
    assert ours.take_out() == [ours.home / "applications/reminder.desktop"]
    assert page.is_dir()


def test_icon_caches_are_told(ours: DesktopFiles) -> None:
    """They compare the time of the theme's folder, which does not change with what lies two folders deeper."""
    icon = "icons/hicolor/16x16/apps/reminder.png"
    (ours.home / icon).parent.mkdir(parents=True)
    theme = ours.home / "icons/hicolor"
    for change in (lambda: ours.put({icon: b"png"}), ours.take_out):
        os.utime(theme, (0, 0))

        change()

        assert theme.stat().st_mtime > 0


def test_the_entry_starts_this_program_and_the_rest_is_as_it_is(tmp_path: Path) -> None:
    """From a menu that knows no virtual environment."""
    for name, text in (("entry", desktop_entry("A clock", ["desk"])), ("page", "page")):
        (tmp_path / name).write_text(text)

    made = contents({ENTRY: tmp_path / "entry", "man/x": tmp_path / "page"}, ("/v/bin/reminder",), {})

    assert b"Exec=/v/bin/reminder guide\n" in made[ENTRY]
    assert made["man/x"] == b"page"
    assert contents({}, ("/v/bin/reminder",), {}) == {}


def test_an_installation_that_the_desktop_sees_is_known(tmp_path: Path) -> None:
    """Two entries for one program would stand in the menu."""
    system, venv = tmp_path / "usr/share", tmp_path / "venv/share"
    for folder in (system, venv):
        (folder / ENTRY).parent.mkdir(parents=True)
        (folder / ENTRY).touch()
    environ = {"XDG_DATA_DIRS": f"/nowhere:{system}"}

    assert looked_at({ENTRY: system / ENTRY}, environ) == system
    assert looked_at({ENTRY: venv / ENTRY}, environ) is None
    assert looked_at({}, environ) == system  # a distribution's own, without a list of files
    assert looked_at({}, {"XDG_DATA_DIRS": "/nowhere"}) is None
