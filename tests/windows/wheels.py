"""What reminder needs on Windows, installed there from wheels by a pip that runs elsewhere.

pip evaluates every marker for the machine it runs on, whatever `--platform` says. So the requirements are read here,
with the markers of Windows, until none is left that pip has not been told of by name.
"""

import json
import subprocess
import sys
import tomllib
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

VERSION = "3.13"
WINDOWS = {
    "implementation_name": "cpython",
    "implementation_version": "3.13.2",
    "os_name": "nt",
    "platform_machine": "AMD64",
    "platform_python_implementation": "CPython",
    "platform_release": "10",
    "platform_system": "Windows",
    "platform_version": "10.0.19045",
    "python_full_version": "3.13.2",
    "python_version": VERSION,
    "sys_platform": "win32",
    "extra": "",
}
"""The environment markers (PEP 508) of the interpreter that `interpreter.py` unpacks."""

FOR_WINDOWS = ("--platform", "win_amd64", "--python-version", VERSION, "--only-binary", ":all:")


def declared(pyproject: Path) -> set[str]:
    """What pyproject.toml lists for Windows."""
    return on_windows(tomllib.loads(pyproject.read_text("utf-8"))["project"]["dependencies"])


def on_windows(requirements: Iterable[str]) -> set[str]:
    """Those of the requirements that hold on Windows, without their markers."""
    needed = set()
    for requirement in map(Requirement, requirements):
        if requirement.marker is None or requirement.marker.evaluate(WINDOWS):
            requirement.marker = None
            needed.add(str(requirement))
    return needed


def install(requirements: set[str], folder: Path) -> None:
    """Put wheels for these and for all that they need on Windows into a folder, and nothing else."""
    known = set(requirements)
    while new := needed_by(packages := resolved(known)) - known:
        known |= new
    named = {canonicalize_name(Requirement(each).name) for each in known}
    pins = [f"{each['name']}=={each['version']}" for each in packages if canonicalize_name(each["name"]) in named]
    for_windows("--no-deps", "--target", str(folder), *pins)


def resolved(requirements: set[str]) -> list[dict[str, Any]]:
    """The metadata of what pip would install for them, including what only the system that pip runs on needs."""
    asked = for_windows("--dry-run", "--ignore-installed", "--target", "unused", "--report", "-", *sorted(requirements))
    return [each["metadata"] for each in json.loads(asked)["install"]]


def needed_by(packages: list[dict[str, Any]]) -> set[str]:
    """What the packages say they need on Windows."""
    return on_windows(line for package in packages for line in package.get("requires_dist", ()))


def fetch_source(requirement: str, folder: Path) -> Path:
    """Download the source distribution of one package; where it is then."""
    run_pip("download", "--no-deps", "--no-binary", ":all:", "--dest", str(folder), requirement)
    return next(folder.iterdir())


def for_windows(*words: str) -> str:
    """What `pip install` prints when it does this for Windows."""
    return run_pip("install", *FOR_WINDOWS, *words)


def run_pip(verb: str, *words: str) -> str:
    argv = [sys.executable, "-m", "pip", verb, "--quiet", "--disable-pip-version-check", *words]
    return subprocess.run(argv, check=True, stdout=subprocess.PIPE, text=True).stdout
