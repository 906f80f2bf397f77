"""A bug of ours, written down for whoever mends it: the user sees a sentence, the file has the traceback."""

import platform
import sys
import traceback

from reminder import __version__
from reminder.paths import Places
from reminder.whole_file import put_in_place


def write_report(where: Places, bug: BaseException) -> str:
    """Write what a bug report needs into the data folder, over an older one, and return the sentence for the user."""
    told = "".join(traceback.format_exception(bug))
    report = (
        f"reminder {__version__}, Python {platform.python_version()}, {sys.platform}\ncommand: {sys.argv[1:]}\n\n{told}"
    )
    try:
        put_in_place(where.crash_report, report.encode("utf-8", "backslashreplace"))  # a path may hold any bytes
    except OSError:
        return f"Something went wrong in reminder itself, and no report could be written:\n{report}"
    return f"Something went wrong in reminder itself. A report is in {where.crash_report}; please send it to us."
