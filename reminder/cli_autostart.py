"""`reminder autostart`: whether it starts by itself at login, and what starts it."""

import argparse
import json

from reminder import __version__
from reminder.cli_ending import COULD_NOT, DONE, BadInput, CannotDo, complain
from reminder.cli_terminal import say
from reminder.paths import Places


def autostart(args: argparse.Namespace, where: Places) -> int:
    """Turn it on or off, or say how it stands."""
    import asyncio

    from reminder.autostart.turning import Autostart
    from reminder.backends import Unavailable

    ours = Autostart()
    if args.what == "status":
        return _status(args)
    if args.what == "on" and args.way not in {None, *ours.names()}:
        raise BadInput(f"There is no way {args.way!r} on this system, only: {', '.join(ours.names())}.")
    try:
        outcome = asyncio.run(ours.turn_on(__version__, args.way) if args.what == "on" else ours.turn_off())
    except Unavailable as reason:
        each = [f"{tried.name}: {tried.reason}" + (f" → {tried.fix}" if tried.fix else "") for tried in reason.refused]
        fix = f" To mend it: {reason.fix}." if reason.fix else ""
        raise CannotDo("\n  ".join([f"It is not turned on: {reason}.{fix}", *each])) from None
    for line in outcome.done:
        say(line)
    if args.what == "off" and not outcome.failed:
        say("reminder does not start by itself. One that runs now goes on.")
    for line in outcome.failed:
        complain(line)
    return COULD_NOT if outcome.failed else DONE


def _status(args: argparse.Namespace) -> int:
    import asyncio

    from reminder.autostart.telling import as_json, in_words
    from reminder.autostart.turning import Autostart

    account = asyncio.run(Autostart().account())
    if args.json:
        print(json.dumps(as_json(account)))
    else:
        say("\n".join(in_words(account)))
    return DONE if account.sound else COULD_NOT
