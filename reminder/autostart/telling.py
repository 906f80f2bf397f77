"""How it stands: in lines for people, as an object for programs, as a part of `doctor`."""

from collections.abc import Iterator
from typing import Any

from reminder.autostart.bare_sessions import shell_command
from reminder.autostart.turning import Account, Autostart, Setup
from reminder.backends import Part, Refusal

MEND = "run 'reminder autostart on'"


def in_words(account: Account) -> Iterator[str]:
    """The lines of `status`."""
    for setup in account.setups:
        yield _head(setup)
        if setup.standing is not None and setup.standing.edited:
            yield "  It has been edited since: 'on' would write it anew, and keep a copy."
        yield from (f"  But {trouble}." for trouble in setup.troubles)
    if not account.setups:
        yield "reminder does not start by itself."
    right = account.right
    yield from (f"Not by {each.name}: {each.reason}.{_then(each.fix)}" for each in right.refused)
    if right.way is not None:
        yield f"Right for this session is {right.way.name}: {right.because}."
        if not account.sound:
            yield f"To have it start at your next login, {MEND}."


def as_json(account: Account) -> dict[str, Any]:
    """The same for programs. `here` is the way that `on` would take, null where none is."""
    right = account.right
    return {
        "on": account.sound,
        "ways": [_json_of(setup) for setup in account.setups],
        "here": right.way.name if right.way is not None else None,
        "because": right.because,
        "refused": [{"way": each.name, "reason": each.reason, "fix": each.fix} for each in right.refused],
    }


async def part() -> Part:
    """A line of `doctor`."""
    account = await Autostart().account()
    if account.setups:
        wrong = [Refusal(each.way, "; ".join(each.troubles), MEND) for each in account.setups if each.troubles]
        return Part("autostart", tuple(each.way for each in account.setups if not each.troubles), tuple(wrong))
    right = account.right
    if right.way is None:
        return Part("autostart", (), right.refused)
    return Part("autostart", (), (Refusal(right.way.name, "it is not turned on", MEND),))


def _json_of(setup: Setup) -> dict[str, Any]:
    standing = setup.standing
    start = standing.start if standing is not None else None
    return {
        "way": setup.way,
        "file": standing.file if standing is not None else None,
        "command": list(start.words) if start is not None else None,
        "reminder_home": start.home if start is not None else None,
        "edited": standing.edited if standing is not None else None,
        "troubles": list(setup.troubles),
    }


def _head(setup: Setup) -> str:
    if setup.standing is None:
        return f"{setup.way} cannot start it."
    start = setup.standing.start
    what = shell_command(start) if start is not None else "something"
    return f"{setup.way} starts {what} at each login: {setup.standing.file}"


def _then(fix: str) -> str:
    return f" → {fix}" if fix else ""
