"""How it was installed is found out, so that what to do is told in the user's own terms."""

import json
import sys
import sysconfig
from collections.abc import Mapping
from importlib.metadata import Distribution
from pathlib import Path, PurePosixPath

import pytest

from reminder import installation
from reminder.installation import removal, shared


class Installed(Distribution):
    """A distribution as an installer leaves it: its metadata by name, and its files from a folder."""

    def __init__(self, folder: Path, texts: Mapping[str, str], files: tuple[str, ...] = ()) -> None:
        self._folder, self._texts = folder, texts
        self._list = "".join(f"{name},,\n" for name in files) or None

    def read_text(self, filename: str) -> str | None:
        return self._list if filename == "RECORD" else self._texts.get(filename)

    def locate_file(self, path: object) -> Path:
        return self._folder / PurePosixPath(str(path))


@pytest.fixture
def prefix(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An environment of its own, with Python in it."""
    (tmp_path / "bin").mkdir()
    monkeypatch.setattr(sys, "prefix", str(tmp_path))
    monkeypatch.setattr(sys, "base_prefix", "/usr")
    monkeypatch.setattr(sys, "executable", str(tmp_path / "bin/python"))
    monkeypatch.setattr(sys, "argv", ["/elsewhere/__main__.py"])
    return tmp_path


def installed(monkeypatch: pytest.MonkeyPatch, whole: Distribution | None) -> None:
    monkeypatch.setattr(installation, "_distribution", lambda: whole)


def test_pip_is_asked_to_uninstall_what_pip_installed(prefix: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """By the very Python it runs with, since there may be many; and a folder for it alone can simply go."""
    installed(monkeypatch, Installed(prefix, {"INSTALLER": "pip\n"}))

    assert removal() == (
        f"{prefix}/bin/python -m pip uninstall reminder takes the program itself off; "
        f"or delete {prefix}, if nothing else is in it."
    )

    monkeypatch.setattr(sys, "base_prefix", sys.prefix)
    monkeypatch.setattr(sysconfig, "get_path", lambda name: str(prefix / name))
    assert removal() == f"{prefix}/bin/python -m pip uninstall reminder takes the program itself off."


def test_a_python_of_a_distribution_s_wants_to_hear_more(prefix: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Debian's pip refuses to take off what it has put on with that word (PEP 668)."""
    installed(monkeypatch, Installed(prefix, {"INSTALLER": "pip\n"}))
    monkeypatch.setattr(sys, "base_prefix", sys.prefix)
    monkeypatch.setattr(sysconfig, "get_path", lambda name: str(prefix / name))
    (prefix / "stdlib").mkdir()
    (prefix / "stdlib/EXTERNALLY-MANAGED").touch()

    assert removal().startswith(f"{prefix}/bin/python -m pip uninstall reminder --break-system-packages takes")


def test_uv_takes_off_what_uv_installed(prefix: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """There is no pip in an environment that it has made."""
    installed(monkeypatch, Installed(prefix, {"INSTALLER": "uv\n"}))

    assert removal().startswith(f"uv pip uninstall --python {prefix}/bin/python reminder takes the program itself off;")


def test_a_checkout_that_is_not_installed_is_named(prefix: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """There are no packages of a distribution to look for."""
    installed(monkeypatch, None)

    assert str(installation.CHECKOUT) in removal()
    assert "distribution" not in removal()


def test_a_checkout_is_named_and_stays(prefix: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is somebody's work."""
    url = json.dumps({"url": "file:///src", "dir_info": {"editable": True}})
    installed(monkeypatch, Installed(prefix, {"INSTALLER": "pip\n", "direct_url.json": url}))

    assert removal().endswith(f"It runs from {installation.CHECKOUT}, which stays.")


@pytest.mark.parametrize(
    ("receipt", "command"),
    [("pipx_metadata.json", "pipx uninstall reminder"), ("uv-receipt.toml", "uv tool uninstall reminder")],
)
def test_what_made_the_environment_takes_it_away(prefix: Path, receipt: str, command: str) -> None:
    """Without it, its own list would still have the program."""
    (prefix / receipt).touch()

    assert removal() == f"{command} takes the program itself off."


@pytest.mark.parametrize("texts", [None, {}, {"INSTALLER": "debian\n"}])
def test_a_package_of_a_distribution_is_left_to_that(
    prefix: Path, monkeypatch: pytest.MonkeyPatch, texts: dict[str, str] | None
) -> None:
    """Pip would tear holes into it."""
    monkeypatch.setattr(installation, "CHECKOUT", prefix)
    installed(monkeypatch, None if texts is None else Installed(prefix, texts))

    assert "your distribution's packages" in removal()


def test_a_checkout_has_its_share(monkeypatch: pytest.MonkeyPatch) -> None:
    """Also where it was installed with `pip install -e`, whose list may be an old one."""
    files = shared()

    assert files["applications/reminder.desktop"] == installation.CHECKOUT / "share/applications/reminder.desktop"
    assert "man/man1/reminder.1" in files


def test_an_installation_has_what_its_installer_noted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """In an environment's share/ there are files of others, and among ours some that are gone."""
    packages, share = tmp_path / "lib/python3/site-packages", tmp_path / "share"
    for name in ("applications/reminder.desktop", "man/man1/other.1"):
        (share / name).parent.mkdir(parents=True)
        (share / name).touch()
    (packages / "reminder/share").mkdir(parents=True)
    (packages / "reminder/share/entry.py").touch()
    record = (
        "../../../share/applications/reminder.desktop",
        "../../../share/man/man1/reminder.1",
        "reminder/share/entry.py",
    )
    monkeypatch.setattr(installation, "CHECKOUT", packages)
    installed(monkeypatch, Installed(packages, {}, record))

    assert shared() == {"applications/reminder.desktop": share / "applications/reminder.desktop"}


def test_without_a_list_there_is_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A distribution's package may come without one, or somebody has unpacked it by hand."""
    monkeypatch.setattr(installation, "CHECKOUT", tmp_path)
    for whole in (None, Installed(tmp_path, {})):
        installed(monkeypatch, whole)
        assert shared() == {}
