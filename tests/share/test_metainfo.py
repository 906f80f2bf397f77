"""What software centers say is what README and CHANGELOG say."""

import subprocess
from pathlib import Path
from xml.etree import ElementTree as ET

from reminder.share.metainfo import bullets, metainfo, released
from tests.conftest import need

CHANGELOG = """# Changelog

## 0.3.0 (not released yet)

### Added
- Something to come.

## 0.2.0 (2026-12-01)

### Added
- A clock that is **true**,
  in `two` lines.

## 0.1.0 (2026-11-01)
"""


def test_only_what_is_out_is_a_release() -> None:
    """A version without a day cannot be had yet."""
    assert list(released(CHANGELOG)) == [
        ("0.2.0", "2026-12-01", ["A clock that is true, in two lines."]),
        ("0.1.0", "2026-11-01", []),
    ]


def test_a_list_in_markdown_becomes_lines() -> None:
    """Software centers show no Markdown."""
    assert bullets("text\n- **One** thing,\n  and more\n- two\n\nend") == ["One thing, and more", "two"]


def test_the_file_is_valid_and_tells_each_release(tmp_path: Path) -> None:
    """By the judgement of AppStream's own tool; no domain is ours, so of the id it can only say that."""
    need("appstreamcli")
    path = tmp_path / "reminder.metainfo.xml"
    path.write_text(metainfo("A clock", "MIT", "Ann & Ben", ["It is <true>"], CHANGELOG), "utf-8")

    words = ["appstreamcli", "validate", "--no-net", "--override=cid-desktopapp-is-not-rdns=info", str(path)]
    done = subprocess.run(words, capture_output=True, text=True, check=False)

    assert done.returncode == 0, done.stdout
    top = ET.fromstring(path.read_text("utf-8"))  # noqa: S314 - our own
    releases = top.findall("releases/release")
    assert [each.get("version") for each in releases] == ["0.2.0", "0.1.0"]
