"""Which way is tried when, and what the answers are called."""

import asyncio
import io
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from reminder.backends import choose
from reminder.core.events import Answer
from reminder.notify.labels import labels, later
from reminder.notify.table import table
from tests.notify.fake_center import Desk, system


def rows() -> tuple[str, ...]:
    return tuple(row.name for row in a_table())


def a_table():  # noqa: ANN201 - what table() gives
    return table(
        snooze=timedelta(minutes=10),
        icon=None,
        stream=io.StringIO(),
        stdin=None,
        now=lambda: datetime(2026, 3, 2, 14, 30, tzinfo=UTC),
    )


@pytest.mark.parametrize(
    ("platform", "names"),
    [
        ("linux", ("freedesktop", "plyer", "terminal")),
        ("freebsd14", ("freedesktop", "plyer", "terminal")),
        ("win32", ("desktop-notifier", "plyer", "terminal")),
        ("darwin", ("desktop-notifier", "osascript", "plyer", "terminal")),
    ],
)
def test_buttons_first_the_terminal_last(
    monkeypatch: pytest.MonkeyPatch, platform: str, names: tuple[str, ...]
) -> None:
    """An answer in the notification is worth most; the terminal is always there."""
    monkeypatch.setattr(sys, "platform", platform)
    assert rows() == names


@pytest.mark.parametrize(("platform", "used"), [("win32", "plyer"), ("darwin", "osascript")])
def test_where_the_notification_centre_refuses_the_next_way_serves(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, platform: str, used: str
) -> None:
    """On a Mac with Homebrew's Python, on a Windows where they are switched off; and `doctor` says why."""
    (tmp_path / "osascript").touch(mode=0o700)
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(sys, "platform", platform)
    monkeypatch.setattr("reminder.notify.plain._plyer_notify", lambda: None)

    with system(Desk(allows=False)):
        choice = asyncio.run(choose(a_table()))

    assert choice.name == used
    assert choice.refused[0].name == "desktop-notifier"
    assert choice.refused[0].reason
    assert not choice.backend.confirms


@pytest.mark.parametrize("platform", ["win32", "darwin"])
def test_the_notification_centre_comes_first_where_it_is(monkeypatch: pytest.MonkeyPatch, platform: str) -> None:
    """It alone brings an answer back there."""
    monkeypatch.setattr(sys, "platform", platform)

    with system(Desk()):
        choice = asyncio.run(choose(a_table()))

    assert choice.name == "desktop-notifier"
    assert choice.refused == ()
    assert choice.backend.answers
    assert choice.backend.confirms
    asyncio.run(choice.backend.close())


@pytest.mark.skipif(sys.platform in ("win32", "darwin"), reason="there plyer needs no session")
def test_without_a_session_the_terminal_serves_and_every_refusal_has_a_reason(monkeypatch: pytest.MonkeyPatch) -> None:
    """Over ssh `doctor` must say why there are no popups."""
    monkeypatch.delenv("DBUS_SESSION_BUS_ADDRESS", raising=False)
    monkeypatch.delenv("XDG_RUNTIME_DIR", raising=False)

    choice = asyncio.run(choose(a_table()))

    assert choice.name == "terminal"
    assert [refusal.name for refusal in choice.refused] == ["freedesktop", "plyer"]
    assert choice.refused[0].fix == "start reminder inside your desktop session"
    assert "same notification server" in choice.refused[1].reason


@pytest.mark.skipif(sys.platform in ("win32", "darwin"), reason="jeepney is not wanted there")
def test_a_missing_jeepney_is_a_refusal_and_not_a_crash() -> None:
    """Where jeepney is not installed, plyer takes over if it has notify-send."""
    program = (
        "import asyncio, io, sys; from datetime import timedelta\n"
        "sys.modules['jeepney'] = None\n"
        "from reminder.notify.table import table\n"
        "from reminder.backends import choose\n"
        "rows = table(snooze=timedelta(minutes=10), icon=None, stream=io.StringIO(), stdin=None, now=None)\n"
        "choice = asyncio.run(choose(rows))\n"
        "first = choice.refused[0]\n"
        "print(choice.name in ('plyer', 'terminal'), first.reason, first.fix, sep='\\n')\n"
    )
    ran = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, timeout=60, check=True)
    served, reason, fix = ran.stdout.splitlines()
    assert served == "True"
    assert "jeepney cannot be loaded" in reason
    assert fix == "pip install jeepney"
    assert ran.stderr == ""


def test_importing_the_table_loads_no_platform_library() -> None:
    """Nothing happens at import, and Windows has no jeepney."""
    program = (
        "import sys, reminder.notify.table\n"
        "print(sorted({'desktop_notifier', 'jeepney', 'plyer', 'termios'} & set(sys.modules)))"
    )
    ran = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, timeout=60, check=True)
    assert ran.stdout.strip() == "[]"


@pytest.mark.parametrize(
    ("snooze", "label"),
    [
        (timedelta(minutes=10), "In 10 min"),
        (timedelta(minutes=90), "In 90 min"),
        (timedelta(seconds=30), "In 30 s"),
        (timedelta(seconds=90), "In 1 min 30 s"),
        (timedelta(0), "In 0 s"),
    ],
)
def test_the_snooze_button_says_how_long(snooze: timedelta, label: str) -> None:
    """It is the user's own setting; "10" on the button and 5 in the config would be a lie."""
    assert later(snooze) == label


def test_the_buttons_stand_in_the_order_they_are_wanted() -> None:
    """Done first: what one hopes for lies nearest."""
    assert list(labels(timedelta(minutes=10)).items()) == [
        (Answer.DONE, "Done"),
        (Answer.SNOOZE, "In 10 min"),
        (Answer.SKIP, "Skip"),
    ]
