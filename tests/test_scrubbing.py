"""What is private in a text is taken out of it: the home folder, who it is, where it is, words of the user's own."""

import getpass
import socket
from pathlib import Path

import pytest

from reminder.scrubbing import scrubbed, without_values


@pytest.fixture(autouse=True)
def _anna(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Path, "home", lambda: Path("/home/anna"))
    monkeypatch.setattr(getpass, "getuser", lambda: "anna")
    monkeypatch.setattr(socket, "gethostname", lambda: "attic.example.org")


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("/home/anna/.config/reminder/config.toml", "~/.config/reminder/config.toml"),
        ("/home/annabel/x", "/home/annabel/x"),
        ("anna@attic and attic.example.org", "USER@HOST and HOST"),
        ("Hannah in the attics", "Hannah in the attics"),
        ("Call Mum, and mate beside MATE", "…, and … beside MATE"),
        ("ab stays", "ab stays"),
    ],
)
def test_what_is_private_is_replaced_and_nothing_else(text: str, left: str) -> None:
    """Words that only look like it stay, or nobody could read the rest."""
    assert scrubbed(text, ["Call Mum", "mate", "ab", ""]) == left


def test_the_home_behind_a_link_is_the_home_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where /home is a link, programs name one path or the other."""
    (tmp_path / "volume").mkdir()
    (tmp_path / "anna").symlink_to(tmp_path / "volume")
    monkeypatch.setattr(Path, "home", lambda: tmp_path / "anna")

    assert scrubbed(f"{tmp_path}/volume/x and {tmp_path}/anna/x") == "~/x and ~/x"


def test_of_two_words_the_longer_goes_first() -> None:
    """Or the rest of it would stay."""
    assert scrubbed("Call Mum now", ["Call", "Call Mum"]) == "… now"


@pytest.mark.parametrize("name", ["localhost", "reminder"])
def test_a_host_whose_name_says_nothing_keeps_it(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The program's own name stands all over a report."""
    monkeypatch.setattr(socket, "gethostname", lambda: name)

    assert scrubbed(f"{name} 0.1.0") == f"{name} 0.1.0"


def test_somebody_without_a_name_is_no_trouble(monkeypatch: pytest.MonkeyPatch) -> None:
    """A container may run us as a number that nobody has."""

    def nobody() -> str:
        raise KeyError("uid")

    monkeypatch.setattr(getpass, "getuser", nobody)

    assert scrubbed("/home/anna/x") == "~/x"


def test_somebody_without_a_home_is_no_trouble(monkeypatch: pytest.MonkeyPatch) -> None:
    """The same container without HOME: a report, and that of a crash, must come of it all the same."""

    def homeless() -> Path:
        raise RuntimeError("Could not determine home directory.")

    monkeypatch.setattr(Path, "home", homeless)

    assert scrubbed("anna@attic in /home/anna") == "USER@HOST in /home/USER"


@pytest.mark.parametrize(
    ("bug", "told"),
    [
        (KeyError("Call Mum"), "'…'"),
        (ValueError("level 7 of 'Call \"Mum\"' is no level"), "level # of '…' is no level"),
        (KeyError('Mum\'s "pill" at noon'), "'…'"),
        (ValueError("it isn't 'Call Mum' at 5"), "it isn't '…' at #"),
        (ValueError("Command '['call', 'Mum']' failed"), "Command '…' failed"),
        (ValueError("cut short: 'Call Mum"), "cut short: '…'"),
        (PermissionError(13, "Permission denied", "/home/anna/x"), "Permission denied"),
        (OSError("odd"), ""),
        (AttributeError("'NoneType' object has no attribute 'prompt'"), "'NoneType' object has no attribute 'prompt'"),
    ],
)
def test_of_what_an_exception_says_only_what_cannot_be_the_users_is_told(bug: Exception, told: str) -> None:
    """A title stands in quotes, an amount is a number; the names in our code say where the mistake is."""
    assert without_values(bug) == told


def test_a_name_with_a_number_in_it_is_taken_out_of_what_an_exception_says(monkeypatch: pytest.MonkeyPatch) -> None:
    """Half of it would be left, of which nobody could tell that it is one."""
    monkeypatch.setattr(Path, "home", lambda: Path("/home/anna42"))
    monkeypatch.setattr(socket, "gethostname", lambda: "attic7")

    assert without_values(ValueError("/home/anna42/x on attic7 is newer")) == "~/x on HOST is newer"
