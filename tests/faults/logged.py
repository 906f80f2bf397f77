"""What a log at rest holds of what was told, read without the program's own code."""

import json
import sqlite3
from contextlib import closing

from reminder.paths import Places


def drunk(where: Places) -> list[int]:
    """The millilitres of each drink, in the order of the log, which is whole."""
    with closing(sqlite3.connect(where.journal)) as log:
        assert log.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        rows = log.execute("SELECT told FROM intake WHERE event = 'drank' ORDER BY id").fetchall()
    return [json.loads(told)["ml"] for (told,) in rows]
