"""The wheel is the same wherever and whenever it is built, and holds what it must and nothing more."""

import os
import shutil
import subprocess
import sys
import tarfile
import tomllib
import zipfile
from email import message_from_bytes
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
SOURCES = PROJECT["tool"]["hatch"]["build"]["targets"]["sdist"]["include"]
BUILD = """
import os, sys
from hatchling.build import build_sdist, build_wheel
os.umask(int(sys.argv[2], 8))
print(build_wheel(sys.argv[1]), build_sdist(sys.argv[1]))
"""

pytest.importorskip("hatchling", reason="of the extra `test`")


def copy(folder: Path, *, seconds: int) -> Path:
    """The sources in another folder, with other times, and with what lies about in a checkout."""
    for name in (*SOURCES, "pyproject.toml"):
        into = folder / name
        into.parent.mkdir(parents=True, exist_ok=True)
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, into, ignore=shutil.ignore_patterns("shots"))
        else:
            shutil.copyfile(ROOT / name, into)
    shutil.copyfile(ROOT / ".gitignore", folder / ".gitignore")
    litter = folder / "reminder/__pycache__/x.cpython-311.pyc"
    litter.parent.mkdir(exist_ok=True)
    litter.touch()
    for path in folder.rglob("*"):
        os.utime(path, (seconds, seconds))
    return folder


def build(folder: Path, into: Path, *, umask: str) -> tuple[Path, Path]:
    """The wheel and the source archive, built from there by the build back end itself: no network."""
    into.mkdir()
    words = [sys.executable, "-c", BUILD, str(into), umask]
    environ = {name: value for name, value in os.environ.items() if name != "SOURCE_DATE_EPOCH"}
    done = subprocess.run(words, cwd=folder, env=environ, capture_output=True, text=True, check=True)
    wheel, sdist = done.stdout.split()
    return into / wheel, into / sdist


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    folder = tmp_path_factory.mktemp("one")
    return build(copy(folder / "reminder", seconds=1_700_000_000), folder / "dist", umask="022")


def test_two_builds_are_the_same_to_the_byte(built: tuple[Path, Path], tmp_path: Path) -> None:
    """Another folder, other times, another umask: who builds it anew can see that nobody has put anything in."""
    again = build(copy(tmp_path / "other name", seconds=1_600_000_000), tmp_path / "dist", umask="077")

    assert [path.name for path in again] == [path.name for path in built]
    assert [path.read_bytes() for path in again] == [path.read_bytes() for path in built]


def test_the_source_archive_gives_the_same_wheel(built: tuple[Path, Path], tmp_path: Path) -> None:
    """Distributions build from it."""
    wheel, sdist = built
    with tarfile.open(sdist) as archive:
        archive.extractall(tmp_path, filter="data")

    again, _ = build(tmp_path / sdist.name.removesuffix(".tar.gz"), tmp_path / "dist", umask="022")

    assert again.read_bytes() == wheel.read_bytes()


def names(wheel: Path) -> set[str]:
    with zipfile.ZipFile(wheel) as archive:
        return set(archive.namelist())


def files_below(folder: Path) -> set[str]:
    paths = (path for path in folder.rglob("*") if path.is_file() and "__pycache__" not in path.parts)
    return {path.relative_to(folder).as_posix() for path in paths}


def test_the_wheel_holds_what_it_must_and_nothing_more(built: tuple[Path, Path]) -> None:
    """The package with its texts, the template of the config, the icons, what systems look for below share/."""
    name = f"reminder-{message(built[0])['Version']}"
    package = {f"reminder/{path}" for path in files_below(ROOT / "reminder")}
    icons = {f"reminder/files/icons/{path}" for path in files_below(ROOT / "icons")}
    share = {f"{name}.data/data/share/{path}" for path in files_below(ROOT / "share")}
    told = {
        f"{name}.dist-info/{path}" for path in ("METADATA", "WHEEL", "RECORD", "entry_points.txt", "licenses/LICENSE")
    }

    assert names(built[0]) == {*package, *icons, *share, *told, "reminder/files/config.toml"}


def test_no_index_of_icons_is_written_over(built: tuple[Path, Path]) -> None:
    """Below share/ stands the system's own icon theme, whose index is not ours to bring."""
    assert not any("data/share" in name and name.endswith("index.theme") for name in names(built[0]))


def message(wheel: Path) -> dict[str, str]:
    with zipfile.ZipFile(wheel) as archive:
        path = next(name for name in archive.namelist() if name.endswith(".dist-info/METADATA"))
        return dict(message_from_bytes(archive.read(path)).items())


def test_the_wheel_is_for_every_system(built: tuple[Path, Path]) -> None:
    """Pure Python, from 3.11 on."""
    assert built[0].name.endswith("-py3-none-any.whl")
    assert message(built[0])["Requires-Python"] == ">=3.11"


def test_what_was_built_runs_from_any_folder(built: tuple[Path, Path], tmp_path: Path) -> None:
    """By its files alone, with its template and its icons: nothing of the checkout is needed."""
    with zipfile.ZipFile(built[0]) as archive:
        archive.extractall(tmp_path)  # noqa: S202 - built by ourselves
    code = (
        "import reminder.files as files; from reminder.cli import main\n"
        "print(files.__file__, files.icon_file('reminder.png').is_file())\n"
        "main(['--version'])"
    )

    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(tmp_path)},
        capture_output=True,
        text=True,
        check=True,
    )

    lines = done.stdout.splitlines()
    assert lines[0] == f"{tmp_path}/reminder/files.py True"
    assert lines[1] == f"reminder {message(built[0])['Version']}"
