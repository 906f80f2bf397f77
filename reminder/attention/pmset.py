"""Who keeps the screen awake on a Mac, as `pmset -g assertions` prints it, which every Mac has.

A program of the system, and not IOPMCopyAssertionsByProcess: that answers with a dictionary of numbers, arrays and
dictionaries of CoreFoundation's, much to take apart for the same words.
"""

import os
import re

from reminder.attention import Causes
from reminder.attention.app_names import causes_of
from reminder.attention.audio_objects import HELPER
from reminder.attention.look import Look
from reminder.backends import Unavailable

COMMAND = ("pmset", "-g", "assertions")

TOTAL = re.compile(r"^\s*PreventUserIdleDisplaySleep\s+(\d+)\s*$", re.MULTILINE)
"""In the list by kind, which counts both names of it."""

OWNED = re.compile(
    r"^\s*pid (\d+)\((.*?)\): \[\w+\] (?:[\d:]+ )?(?:PreventUserIdleDisplaySleep|NoDisplaySleepAssertion) named:",
    re.MULTILINE,
)
"""In the list by process. The second name is the older one, and what browsers and VLC use."""


async def kept_awake(look: Look) -> Causes:
    """Players and calls, and whoever else has the screen stay on; not what only keeps the machine from sleeping."""
    printed = await look.run(*COMMAND)
    total = TOTAL.search(printed)
    if total is None:
        raise Unavailable("pmset has answered, but not in a form that is known here")
    owners = [HELPER.sub("", name) for number, name in OWNED.findall(printed) if int(number) != os.getpid()]
    return causes_of(owners) or causes_of([""] if int(total[1]) else [])
