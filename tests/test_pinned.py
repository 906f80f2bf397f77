"""What CI installs is known to the byte: `.ci/requirements.txt`, made of what `pyproject.toml` allows."""

import re
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[1]
FILE = ROOT / ".ci" / "requirements.txt"
LISTED = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
PROJECT = LISTED["project"]
HEAD = "-m uv pip compile -q --universal --generate-hashes --python-version 3.11 --extra dev pyproject.toml"


def pinned() -> dict[str, list[str]]:
    """By the name of each package: its version, and the hashes of its files."""
    found: dict[str, list[str]] = {}
    for line in FILE.read_text("utf-8").replace("\\\n", " ").splitlines():
        if line.strip() and not line.lstrip().startswith("#"):
            told = re.match(r"(?P<name>[\w.-]+)==(?P<version>[\w.]+)(?P<rest>.*)", line)
            assert told, f"not pinned: {line}"
            found[canonicalize_name(told["name"])] = [told["version"], *re.findall(r"--hash=(\S+)", told["rest"])]
    return found


WANTED = [
    *PROJECT["dependencies"],
    *PROJECT["optional-dependencies"]["test"],
    *PROJECT["optional-dependencies"]["dev"],
    *LISTED["build-system"]["requires"],
]


@pytest.mark.parametrize("wanted", [each for each in WANTED if not each.startswith("reminder[")])
def test_what_the_project_needs_is_pinned_within_its_range(wanted: str) -> None:
    """A range that has changed needs the file made anew; its first lines say how."""
    need = Requirement(wanted)

    version, *_ = pinned()[canonicalize_name(need.name)]

    assert need.specifier.contains(version, prereleases=True), f"{need} is pinned to {version}"


def test_each_file_of_a_package_is_known_by_its_hash() -> None:
    """Then pip takes no other, whoever has put it into the index meanwhile; and no package without one."""
    wrong = {name: hashes for name, (_, *hashes) in pinned().items() if not hashes or not all(map(_is_sha, hashes))}

    assert len(pinned()) > len(WANTED)
    assert wrong == {}


def _is_sha(text: str) -> bool:
    return re.fullmatch(r"sha256:[0-9a-f]{64}", text) is not None


def test_ci_installs_from_it_and_from_nothing_else() -> None:
    """Not even what builds the project itself."""
    run = (ROOT / ".ci" / "run").read_text("utf-8")

    assert "pip install -q --require-hashes -r .ci/requirements.txt" in run
    assert "pip install -q --no-deps --no-build-isolation -e ." in run


def test_the_file_and_the_page_for_contributors_say_how_it_is_made() -> None:
    """Whoever changes a dependency must find the command."""
    assert HEAD in FILE.read_text("utf-8").splitlines()[1]
    assert HEAD in (ROOT / "CONTRIBUTING.md").read_text("utf-8")
