"""A session bus of a test's own, and waiting for what others do on it."""

import asyncio
import select
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

CONFIG = """<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <type>session</type>
  <listen>unix:path={socket}</listen>
  <servicedir>{services}</servicedir>
  <limit name="max_message_size">1000000000</limit>
  <limit name="max_incoming_bytes">1000000000</limit>
  <limit name="max_outgoing_bytes">1000000000</limit>
  <policy context="default"><allow send_destination="*"/><allow receive_sender="*"/><allow own="*"/></policy>
</busconfig>
"""


class PrivateBus:
    """A dbus-daemon that can start nothing but what is put into `services`."""

    def __init__(self, root: Path) -> None:
        self.socket = root / "bus"
        self.services = root / "services"
        self.services.mkdir()
        self.address = f"unix:path={self.socket}"
        self.environ = {"DBUS_SESSION_BUS_ADDRESS": self.address}
        self._config = root / "bus.conf"
        self._config.write_text(CONFIG.format(socket=self.socket, services=self.services))

    def start(self) -> None:
        daemon = ["dbus-daemon", f"--config-file={self._config}", "--nofork", "--nopidfile", "--print-address"]
        self.process = subprocess.Popen(daemon, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
        assert self.process.stdout
        assert select.select([self.process.stdout], [], [], 10)[0], "dbus-daemon does not start"
        self.process.stdout.readline()

    def end(self) -> None:
        self.process.kill()
        self.process.communicate(timeout=10)
        self.socket.unlink(missing_ok=True)


async def until(condition: Callable[[], Any]) -> None:
    """Let the others run until something is true; fails after 10 s."""
    async with asyncio.timeout(10):
        while not condition():  # noqa: ASYNC110 - other programs' doings have no event
            await asyncio.sleep(0.005)
