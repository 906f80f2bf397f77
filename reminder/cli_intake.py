"""The verbs for what the user says of themselves: drinks, caffeine, activity, aches, and what kind of day it is.

Each works with the service and without; what the words mean is decided in one place for both.
"""

import argparse
import json

from reminder.cli_asking import ask_or_do, said
from reminder.cli_ending import DONE
from reminder.cli_terminal import say
from reminder.paths import Places


def note(args: argparse.Namespace, where: Places) -> int:
    """Note what the words say, or answer what they ask."""
    verb = "ask" if getattr(args, "ask", False) else args.name
    reply = ask_or_do(where, {"verb": verb, "word": " ".join(getattr(args, "word", []))})
    if getattr(args, "json", False):
        print(json.dumps(reply.get("told") or {"say": said(reply)}))
    else:
        say(said(reply))
    return DONE
