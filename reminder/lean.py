"""What the service does not need of what it imports, kept out of its memory. Figures: Debian 12's Python 3.11, PSS.

asyncio without TLS: 4 MiB less (libssl, libcrypto). APScheduler without the list of installed packages, which it reads
for a version number and for plugins, and without processes to run jobs in: 4 MiB and 25 ms of CPU less.
"""

import importlib
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from types import ModuleType


def import_lean() -> None:
    """Import asyncio and APScheduler without what the service never uses; before anything else imports them.

    Where a version of theirs cannot do without it, they are imported as they are.
    """
    with _standing_in({"ssl": None}):  # then asyncio does without, as on a Python that was built without
        _import("asyncio")
    nothing_installed = _module(version=_not_found, entry_points=lambda **_: (), PackageNotFoundError=LookupError)
    no_processes = _module(BrokenProcessPool=RuntimeError)
    with _standing_in({
        "importlib.metadata": nothing_installed,
        "concurrent.futures.process": no_processes,
        "multiprocessing": _module(),
    }):  # fmt: skip
        _import("apscheduler.schedulers.asyncio", "apscheduler.triggers.cron", "apscheduler.triggers.date")


def _import(*names: str) -> None:
    try:
        for name in names:
            importlib.import_module(name)
    except Exception:  # noqa: BLE001 - a later version may want more of what stands in than there is
        package = names[0].partition(".")[0]
        for name in [name for name in sys.modules if name.partition(".")[0] == package]:
            del sys.modules[name]


@contextmanager
def _standing_in(modules: Mapping[str, ModuleType | None]) -> Iterator[None]:
    """Whoever imports one of these meanwhile gets the module given here; None: finds that it is not installed."""
    absent = {name: module for name, module in modules.items() if name not in sys.modules}
    sys.modules.update(absent)  # type: ignore[arg-type]  # None is allowed, and means just that
    try:
        yield
    finally:
        for name in absent:
            del sys.modules[name]


def _module(**contents: object) -> ModuleType:
    module = ModuleType("a stand-in of reminder's")
    vars(module).update(contents)
    return module


def _not_found(name: str) -> str:
    raise LookupError(name)
