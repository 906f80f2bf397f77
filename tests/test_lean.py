"""The service's libraries without what it never uses: lighter, and whole all the same."""

import subprocess
import sys
from pathlib import Path

from reminder.lean import RARE

ROOT = Path(__file__).parents[1]
START = (
    "import sys; from reminder.lean import import_late, import_lean; import_late(); import reminder.cli; import_lean();"
)
LOADED = "print(*(name for name, module in sys.modules.items() if '__file__' in vars(module)))"
"""The modules that are there and not merely to come."""
AT_ONCE: set[str] = set()
"""What this version of Python itself uses as soon as it is imported, or (3.13) by the -c of these tests."""
if sys.version_info >= (3, 13):
    AT_ONCE = {"glob", "linecache"}
elif sys.version_info >= (3, 12):
    AT_ONCE = {"fnmatch"}


def told_by(code: str) -> list[str]:
    """What a fresh interpreter prints."""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    return done.stdout.split()


def test_what_is_never_used_is_not_loaded() -> None:
    """Each costs some MiB all day long; the service opens no network connection and starts no worker processes."""
    code = f"{START} import reminder.daemon; {LOADED}"

    loaded = set(told_by(code))

    assert {"asyncio", "apscheduler.schedulers.asyncio"} <= loaded
    assert {
        "ssl",
        "_hashlib",
        "importlib.metadata",
        "email",
        "multiprocessing",
        "PIL",
        "pystray",
        "plyer",
        "argparse",
        "watchdog",
        "uuid",
        "dis",
        "ast",
        "concurrent.futures.thread",
        *(set(RARE) - AT_ONCE),
        "difflib",
        "unicodedata",
        "reminder.one_more",
        "reminder.salvage",
        "reminder.sqlite_pages",
        "reminder.autostart.turning",
        "reminder.core.summary",
    } & loaded == set()


def test_who_wants_it_later_gets_the_real_thing() -> None:
    """What stands in is gone again: a library that reads a version must not be lied to."""
    code = (
        "from reminder.lean import import_lean; import_lean(); import ssl, multiprocessing\n"
        "from importlib.metadata import version; from concurrent.futures.process import BrokenProcessPool\n"
        "print(version('pystray'), BrokenProcessPool.__module__, multiprocessing.__name__, ssl.__name__)"
    )

    version, *names = told_by(code)

    assert version.startswith("0.19")
    assert names == ["concurrent.futures.process", "multiprocessing", "ssl"]


def test_what_is_rare_is_there_when_its_moment_comes() -> None:
    """Whole, for whoever asks in whatever way, before or after us, and it is the same for all."""
    code = (
        f"{START} import shutil, random, tokenize, inspect, uuid, ast, sysconfig, zoneinfo, pickle, copy\n"
        "from tempfile import gettempdir; from ipaddress import ip_address\n"
        "print(shutil.which('sh'), 0 <= random.random() < 1, bool(gettempdir()), ip_address('127.0.0.1').is_loopback)\n"
        "print(shutil.which is sys.modules['shutil'].which, shutil.__file__ == sys.modules['shutil'].__file__)\n"
        "print(inspect.signature(int.from_bytes).parameters['byteorder'].default, inspect.CO_VARARGS)\n"
        "print(uuid.UUID(int=1).int, ast.NodeVisitor.__name__, isinstance(sysconfig.get_config_var('TZPATH'), str))\n"
        "print(zoneinfo.ZoneInfo('Europe/Berlin').key, copy.copy([1]))"
    )

    program, *rest = told_by(code)

    assert program.endswith("/sh")
    assert " ".join(rest) == "True True True True True big 4 1 NodeVisitor True Europe/Berlin [1]"


def test_a_bug_is_written_down_with_its_source_lines() -> None:
    """What reads the source for that is among what comes late."""
    code = (
        f"{START} import traceback; from reminder import quantities\n"
        "try: quantities.amount(None)\nexcept TypeError: print(traceback.format_exc())"
    )

    told = " ".join(told_by(code))

    assert "in amount" in told
    assert "if ml" in told


def test_the_scheduler_wakes_as_ever() -> None:
    """What it goes without must not be missed when a job is due."""
    code = (
        "from reminder.lean import import_lean; import_lean()\n"
        "import asyncio; from datetime import time\n"
        "from reminder.clock import now; from reminder.wakeups import Wakeups\n"
        "async def day():\n"
        "    woken = asyncio.Event(); timers = Wakeups(now, woken.set); timers.every_day(time(4), woken.clear)\n"
        "    timers.start(); timers.wake_at(now()); await asyncio.wait_for(woken.wait(), 10); timers.stop()\n"
        "asyncio.run(day()); print('woken')"
    )

    assert told_by(code) == ["woken"]


def test_a_library_that_cannot_do_without_is_imported_as_it_is() -> None:
    """A later version may use what stands in, and must find the real thing then: its own number shows that it has."""
    code = (
        "import reminder.lean as lean\n"
        "lean._not_found = None\n"  # calling None is what no stand-in expects
        "lean.import_lean(); import apscheduler.schedulers.asyncio as found, apscheduler, importlib.metadata as real\n"
        "print(apscheduler.release, real.version('apscheduler'), found.AsyncIOScheduler.__name__)"
    )

    found, installed, scheduler = told_by(code)

    assert (found, scheduler) == (installed, "AsyncIOScheduler")
