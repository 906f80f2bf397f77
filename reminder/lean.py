"""What we do not need of what we import, kept out of memory. Figures: Python 3.11 on Debian 12, private memory.

asyncio without TLS: 4 MiB less (libssl, libcrypto). APScheduler without the list of installed packages, which it reads
for a version number and for plugins, and without processes to run jobs in: 4 MiB and 25 ms of CPU less. What the
standard library imports for its rare moments, loaded when such a moment comes: 1.7 MiB and 15 ms less.
"""

import importlib
import os
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from types import ModuleType

RARE = (
    "asyncio.sslproto",
    "asyncio.staggered",
    "copy",
    "fnmatch",
    "glob",
    "ipaddress",
    "linecache",
    "locale",
    "ntpath",
    "platform",
    "queue",
    "random",
    "shutil",
    "tempfile",
    "textwrap",
    "tokenize",
    "tzlocal.windows_tz",
)
"""Imported by much that is always there, and used by hardly anything of it."""

FLAGS = {
    1 << place: name
    for place, name in enumerate(
        (
            "OPTIMIZED",
            "NEWLOCALS",
            "VARARGS",
            "VARKEYWORDS",
            "NESTED",
            "GENERATOR",
            "NOFREE",
            "COROUTINE",
            "ITERABLE_COROUTINE",
            "ASYNC_GENERATOR",
        )
    )
}
"""Those of a code object, by which `inspect` names its constants; `dis` knows them beside all of Python's byte code."""

ZONES = ("/usr/share/zoneinfo", "/usr/lib/zoneinfo", "/usr/share/lib/zoneinfo", "/etc/zoneinfo")
"""Where Python looks for time zones unless it was built to look elsewhere."""


def import_late() -> None:
    """Have what is rare loaded at its first use; before anything else is imported."""
    for name in RARE:
        sys.modules.setdefault(name, _late(name))
    with _standing_in({"ast": _late("ast", NodeVisitor=object), "dis": _late("dis", COMPILER_FLAG_NAMES=FLAGS)}):
        _import("inspect")  # for dataclasses, asyncio and APScheduler; it reads source files by these two


def import_lean() -> None:
    """Import asyncio and APScheduler without what the service never uses; before anything else imports them.

    Where a version of theirs cannot do without it, they are imported as they are.
    """
    with _standing_in({"ssl": None}):  # then asyncio does without, as on a Python that was built without
        _import("asyncio")
    if os.sep == "/" and os.path.isdir(ZONES[0]):  # noqa: PTH112 - loads nothing
        with _standing_in({"sysconfig": _late("sysconfig", get_config_var=lambda _: os.pathsep.join(ZONES))}):
            _import("zoneinfo")  # which asks there where to look for zones
    nothing_installed = _module(version=_not_found, entry_points=lambda **_: (), PackageNotFoundError=LookupError)
    no_processes = _module(BrokenProcessPool=RuntimeError)
    with _standing_in({
        "importlib.metadata": nothing_installed,
        "concurrent.futures.process": no_processes,
        "multiprocessing": _module(),
        "uuid": _late("uuid", uuid4=_uuid4),  # names a job that was given no name
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
        for name, module in absent.items():
            if sys.modules[name] is module:
                del sys.modules[name]


def _module(**contents: object) -> ModuleType:
    module = ModuleType("a stand-in of reminder's")
    vars(module).update(contents)
    return module


def _late(name: str, **ready: object) -> ModuleType:
    """Stands for the module of this name, which is loaded when anything but what is `ready` is asked of it."""
    stand_in = ModuleType(name)

    def load(wanted: str) -> object:
        if wanted == "__path__":  # `from … import` asks by it whether this is a package, which none of ours is
            raise AttributeError(wanted)
        if sys.modules.get(name) is stand_in:
            del sys.modules[name]
        real = importlib.import_module(name)
        vars(stand_in).update({key: value for key, value in vars(real).items() if key not in ready})
        return getattr(real, wanted)

    vars(stand_in).update(ready, __getattr__=load)
    return stand_in


def _uuid4() -> object:
    make: Callable[[], object] = importlib.import_module("uuid").uuid4
    return make()


def _not_found(name: str) -> str:
    raise LookupError(name)
