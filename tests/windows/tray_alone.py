"""Run on Windows by the tests of the icon: the tray without a service; it prints what reaches it."""

import sys

from reminder.tray import Face, Look, Picture, Row
from reminder.tray.native import NativeTray


def say(word: str) -> None:
    sys.stdout.write(f"<{word}>\n")
    sys.stdout.flush()


def picture() -> Picture:
    say("asked")
    return Picture(Look(Face.DUE), "tip", (Row("First", act="first"), Row("Last", act="last")))


tray = NativeTray(say, picture)
tray.paint(picture())
tray.run()
