"""Which thread does what: the event loop on the main one, or beside a tray that must have it."""

import asyncio
import signal
import sys
from concurrent.futures import ThreadPoolExecutor

from reminder.daemon import Daemon


def serve(daemon: Daemon) -> None:
    """Run it, with the tray on the main thread where the system wants that."""
    if sys.platform not in {"win32", "darwin"}:
        asyncio.run(daemon.run())
        return
    signal.signal(signal.SIGTERM, lambda *_: daemon.stop())
    with ThreadPoolExecutor(1, "reminder") as beside:
        run = beside.submit(lambda: asyncio.run(daemon.run()))
        try:
            tray = daemon.tray_ready.result()
            if tray is not None and tray.needs_main_thread:
                tray.run()  # returns when the run ends, or when the system takes the tray away
            else:
                run.result()
        finally:
            daemon.stop()
        run.result()
