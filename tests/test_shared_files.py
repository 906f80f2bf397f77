"""The folder `share/` is what the declarations give; nobody edits it by hand."""

import subprocess
from pathlib import Path

from PIL import Image

from reminder.config.options import NAMED, OPTIONS
from reminder.shared_files import ROOT, icons, sections, texts, words, write
from tests.conftest import need

SHARE = ROOT / "share"


def there(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


def test_the_files_in_the_repository_are_the_made_ones() -> None:
    """`python -m reminder.shared_files` writes them. A verb, an option or a setting that is new is new there, too."""
    assert there(SHARE) == {*texts(), *icons()}
    for name, text in texts().items():
        assert (SHARE / name).read_text("utf-8") == text, f"{name}: python -m reminder.shared_files"
    for name, picture in icons().items():
        with Image.open(SHARE / name) as stored:
            assert stored.convert("RGBA").tobytes() == picture.tobytes(), name


def test_what_is_written_is_what_is_compared(tmp_path: Path) -> None:
    """Else the repository could be right and the command wrong."""
    write(tmp_path)

    assert there(tmp_path) == there(SHARE)
    assert all((tmp_path / name).read_bytes() == text.encode() for name, text in texts().items())


def test_each_icon_has_the_size_of_its_folder() -> None:
    """An icon theme believes its folders."""
    for name, picture in icons().items():
        width, _, height = name.split("/")[2].partition("x")
        assert picture.size == (int(width), int(height))


def test_the_metadata_is_valid() -> None:
    """As it is made from today's README and CHANGELOG."""
    need("appstreamcli", "desktop-file-validate")
    metadata, entry = SHARE / "metainfo/reminder.metainfo.xml", SHARE / "applications/reminder.desktop"
    words = ["appstreamcli", "validate", "--no-net", "--override=cid-desktopapp-is-not-rdns=info", str(metadata)]

    assert subprocess.run(words, capture_output=True, check=False).returncode == 0
    assert subprocess.run(["desktop-file-validate", str(entry)], capture_output=True, check=False).returncode == 0


def test_every_setting_is_on_its_man_page() -> None:
    """Those with a name of one's own as well."""
    told = [f"{name}.{each.key}" if name else each.key for name, (_, rows) in sections().items() for each in rows]

    assert told == [option.dotted for option in (*OPTIONS, *NAMED)]


def test_what_is_offered_is_what_is_declared() -> None:
    """A drink or a kind that is new is offered at once."""
    offered = words()

    assert "espresso" in offered["WHAT"]
    assert "movement" in offered["KIND"]
    assert "movement.every" in offered["KEY"]
    assert "E24" in offered["EXERCISE"]
