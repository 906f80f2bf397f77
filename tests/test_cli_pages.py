"""What the verbs with a page share: whose settings they go by, and where the page goes."""

import os
import stat
from collections.abc import Callable
from pathlib import Path

import pytest

from reminder import opening
from reminder.cli_ending import CannotDo
from reminder.cli_pages import settings_or_last_good, show_page, tell_left_out, write_page
from reminder.journal import Journal
from reminder.last_good import GOOD_CONFIG
from reminder.paths import places

BROKEN = "[movement]\nevry = 1\n"


@pytest.mark.usefixtures("reminder_home")
def test_a_broken_config_leaves_the_last_good_settings_and_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    """Those that a running service goes by; without any, what is missing is said."""
    where = places(os.environ)
    where.config.write_text(BROKEN, "utf-8")

    assert settings_or_last_good(where, "much is left out") is None
    assert capsys.readouterr().err.endswith("\nUntil that is mended, much is left out.\n")

    with Journal.open(where.journal) as journal:
        journal.keep_note(GOOD_CONFIG, "tip.per_day = 2")
    found = settings_or_last_good(where, "much is left out")

    assert found is not None
    assert found.values["tip.per_day"] == 2
    assert capsys.readouterr().err.endswith("\nUntil that is mended, this goes by your last good settings.\n")


def test_what_is_left_out_of_a_log_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Half a log must not be taken for the whole."""
    tell_left_out(None)
    with Journal.open(tmp_path / "journal.sqlite") as journal:
        tell_left_out(journal)
        assert capsys.readouterr().err == ""
        journal.left_out = 3
        tell_left_out(journal)

    assert capsys.readouterr().err.startswith("3 entries of ")


@pytest.mark.usefixtures("reminder_home")
def test_a_page_of_ours_is_private_and_a_file_of_the_users_is_theirs(tmp_path: Path) -> None:
    """Where they say it goes, with the rights that their files have."""
    where = places(os.environ)
    ours, theirs = write_page("ours", None, "page.html", where), write_page("theirs", str(tmp_path / "x"), "", where)

    assert (ours, theirs) == (where.data / "page.html", tmp_path / "x")
    assert (ours.read_text("utf-8"), theirs.read_text("utf-8")) == ("ours", "theirs")
    if os.name == "posix":
        assert stat.S_IMODE(ours.stat().st_mode) == 0o600


@pytest.mark.usefixtures("reminder_home")
@pytest.mark.parametrize("lay", [Path.symlink_to, Path.hardlink_to])
def test_a_link_that_was_laid_at_a_page_of_ours_is_replaced(tmp_path: Path, lay: Callable[[Path, Path], None]) -> None:
    """A browser's own folder, in which it lies for a snap, is one that the browser may fill."""
    where, precious = places(os.environ), tmp_path / "precious"
    precious.write_text("somebody's")
    where.data.mkdir(parents=True)
    lay(where.data / "page.html", precious)

    page = write_page("ours", None, "page.html", where)

    assert (precious.read_text(), page.read_text()) == ("somebody's", "ours")
    if os.name == "posix":
        assert stat.S_IMODE(page.stat().st_mode) == 0o600


@pytest.mark.usefixtures("reminder_home")
def test_what_cannot_be_written_or_opened_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """With the file, and why."""
    monkeypatch.setattr(opening, "open_file", lambda path: f"no browser for {path}")

    with pytest.raises(CannotDo, match=r"x cannot be written: "):
        write_page("", str(tmp_path / "none" / "x"), "", places(os.environ))
    with pytest.raises(CannotDo, match="no browser for /x"):
        show_page(Path("/x"))
