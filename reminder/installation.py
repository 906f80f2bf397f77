"""How this program was installed: what it has below share/, and how to take it off again."""

import json
import os
import shlex
import sys
import sysconfig
from collections.abc import Mapping
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path

from reminder.files import PACKAGE

NAME = "reminder"
CHECKOUT = PACKAGE.parent

TOOLS = {"pipx_metadata.json": f"pipx uninstall {NAME}", "uv-receipt.toml": f"uv tool uninstall {NAME}"}
"""What makes an environment for one program leaves a file in it."""


def shared() -> Mapping[str, Path]:
    """What the installation has below share/, by its path there; empty where that was left out or is not known."""
    folder = CHECKOUT / "share"
    if (CHECKOUT / "pyproject.toml").is_file():
        found = {path.relative_to(folder).as_posix(): path for path in folder.rglob("*") if path.is_file()}
    else:
        found = _recorded()
    return dict(sorted(found.items()))


def _recorded() -> dict[str, Path]:
    """From the list of files that an installer keeps; a distribution's packages may come without."""
    whole = _distribution()
    found = {}
    for file in (whole.files if whole is not None else None) or ():
        _, below, rest = f"/{file.as_posix()}".partition("/share/")
        path = Path(os.path.normpath(str(file.locate())))
        if below and file.parts[0] != NAME and path.is_file():
            found[rest] = path
    return found


def removal() -> str:
    """What takes the program itself off, as a sentence."""
    prefix = Path(sys.prefix)
    for receipt, command in TOOLS.items():
        if (prefix / receipt).is_file():
            return f"{command} takes the program itself off."
    whole = _distribution()
    if whole is None and (CHECKOUT / "pyproject.toml").is_file():
        return f"The program itself runs from {CHECKOUT}, and is installed nowhere else."
    installer = (whole.read_text("INSTALLER") or "").strip() if whole is not None else ""
    if whole is None or installer not in {"pip", "uv"}:
        return "Take the program itself off the way it was installed, with your distribution's packages, say."
    command = f"{_word(sys.executable)} -m pip uninstall {NAME}"
    if installer == "uv":  # an environment that it makes has no pip
        command = f"uv pip uninstall --python {_word(sys.executable)} {NAME}"
    if sys.prefix == sys.base_prefix:
        return f"{command}{_breaking()} takes the program itself off."
    checkout = _checkout(whole)
    more = f" It runs from {checkout}, which stays." if checkout else ""
    return f"{command} takes the program itself off; or delete {prefix}, if nothing else is in it.{more}"


def _breaking() -> str:
    """What pip and uv want to hear where a distribution keeps its Python to itself (PEP 668); "" elsewhere."""
    marked = Path(sysconfig.get_path("stdlib")) / "EXTERNALLY-MANAGED"
    return " --break-system-packages" if marked.is_file() else ""


def _checkout(whole: Distribution) -> str:
    """The folder of the source from which it runs; "" if it is installed as a whole."""
    told = json.loads(whole.read_text("direct_url.json") or "{}")
    return str(CHECKOUT) if told.get("dir_info", {}).get("editable") else ""


def _word(text: str) -> str:
    """As a shell takes it."""
    return shlex.quote(text) if os.name == "posix" else f'"{text}"'


def _distribution() -> Distribution | None:
    try:
        return distribution(NAME)
    except PackageNotFoundError:
        return None
