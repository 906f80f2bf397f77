"""Which thread does what: the event loop on the main one, or beside a tray that must have it."""

import asyncio
import signal
import socket
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from reminder.console_window import closed_in_good_order
from reminder.daemon import Daemon

ENDING = ("SIGINT", "SIGTERM", "SIGHUP", "SIGBREAK")
"""The signals that ask for the end, where the system has them."""


def serve(daemon: Daemon) -> None:
    """Run it, with the tray on the main thread where the system wants that.

    Raises:
        KeyboardInterrupt: Ctrl-C has ended it; in good order.
    """
    if sys.platform not in {"win32", "darwin"}:
        asyncio.run(daemon.run())
        return
    from concurrent.futures import ThreadPoolExecutor  # only these systems pay for it

    stop = daemon.stop
    with closed_in_good_order(stop), _ended_by_signals(stop), ThreadPoolExecutor(1, "reminder") as beside:
        run = beside.submit(lambda: asyncio.run(daemon.run()))
        try:
            tray = daemon.tray_ready.result()
            if tray is not None and tray.needs_main_thread:
                tray.run()  # returns when the run ends, or when the system takes the tray away
            else:
                run.result()
        finally:
            stop()
        run.result()


@contextmanager
def _ended_by_signals(stop: Callable[[], None]) -> Iterator[None]:
    """Call `stop` from a thread of its own when a signal asks for the end. What is set to be ignored stays so (nohup).

    Python's handlers run on the main thread, and only once it is back from the system: in the tray's loop that is when
    somebody next touches the icon. The number of a signal is written to the wake-up socket at once.
    """
    heard, told = socket.socketpair()
    told.setblocking(False)
    known = [getattr(signal, name) for name in ENDING if hasattr(signal, name)]
    handlers = {number: signal.getsignal(number) for number in known if signal.getsignal(number) is not signal.SIG_IGN}
    numbers = set[int]()

    def listen() -> None:
        while number := heard.recv(1):
            if number[0] in handlers:
                numbers.add(number[0])
                stop()

    listener = threading.Thread(target=listen, daemon=True)
    for number in handlers:
        signal.signal(number, lambda *_: None)
    before = signal.set_wakeup_fd(told.fileno(), warn_on_full_buffer=False)
    listener.start()
    try:
        yield
    finally:
        signal.set_wakeup_fd(before)
        for number, handler in handlers.items():
            signal.signal(number, handler)
        told.close()
        listener.join()
        heard.close()
    if signal.SIGINT in numbers:
        raise KeyboardInterrupt
