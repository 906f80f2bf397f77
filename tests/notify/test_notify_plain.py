"""plyer behind its wrapper: refused where it could only pretend, and never a traceback."""

import asyncio
import subprocess
import sys
import threading
import warnings
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from reminder.backends import Unavailable
from reminder.notify import Click, NotDelivered, Text
from reminder.notify.plain import Means, PlainNotifier, fit, open_plain

PROMPT = Text("Stand up for two minutes", "31 minutes in the chair.")


class Plyer:
    """What stands in for plyer's `notify`: remembers what it was given."""

    def __init__(self) -> None:
        self.calls: list[dict[str, Any]] = []

    def __call__(self, **words: Any) -> None:
        self.calls.append({**words, "thread": threading.current_thread()})


def means(platform: str, *has: str, flatpak: bool = False) -> Means:
    return Means(platform, has_module=has.__contains__, has_program=has.__contains__, flatpak=flatpak)


@pytest.mark.parametrize(
    "on",
    [
        means("win32"),
        means("darwin", "pyobjus"),
        means("linux", "notify-send"),
        means("linux", "dbus"),
        means("freebsd14", "notify-send"),
    ],
)
def test_it_serves_where_its_call_can_arrive(on: Means) -> None:
    """Better a prompt without buttons than none."""
    assert on.refusal() is None


@pytest.mark.parametrize(
    ("on", "reason", "fix"),
    [
        (means("darwin"), "needs pyobjus", "pip install pyobjus"),
        (means("linux", "jeepney", "notify-send"), "same notification server", ""),
        (means("linux"), "needs notify-send", "package libnotify-bin"),
        (means("linux", "notify-send", flatpak=True), "Flatpak", ""),
    ],
)
def test_elsewhere_it_is_refused_with_what_would_help(on: Means, reason: str, fix: str) -> None:
    """On Linux plyer reports success with no server at all; an unseen prompt must not count as shown."""
    refusal = on.refusal()

    assert refusal is not None
    assert reason in str(refusal)
    assert fix in refusal.fix
    assert refusal.fix or not fix


def test_a_refusal_is_unavailable() -> None:
    """So that the next row of the table is tried."""
    with pytest.raises(Unavailable, match="needs notify-send"):
        asyncio.run(open_plain(icon=None, means=means("linux")))


@pytest.mark.skipif(sys.platform in ("win32", "darwin"), reason="plyer's Linux file")
def test_the_real_plyer_reaches_notify_send_without_a_word_on_the_terminal(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    """Plyer warns about a missing dbus-python on first use; warnings are errors here, and noise to a user."""
    log = tmp_path / "given"
    program = tmp_path / "notify-send"
    program.write_text(f'#!/bin/sh\nprintf "%s\\n" "$1" "$2" > {log}\n')
    program.chmod(0o700)
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")

    async def story() -> None:
        notifier = await open_plain(icon=None, means=means("linux", "notify-send"))
        assert notifier.answers is False
        handle = await notifier.show(Text("-5 minutes", "1 < 2"), lambda reply: None)
        await notifier.withdraw(handle)
        await notifier.close()

    with warnings.catch_warnings():
        warnings.simplefilter("error")
        asyncio.run(story())
    assert log.read_text().splitlines() == ["–5 minutes", "1 &lt; 2"]
    assert capfd.readouterr() == ("", "")


def test_a_system_plyer_does_not_know_is_unavailable() -> None:
    """Plyer prints a traceback there, and fails only when called; run apart, since it chooses once per process."""
    program = (
        "import asyncio, sys; sys.platform = 'amiga'\n"
        "from reminder.backends import Unavailable\n"
        "from reminder.notify.plain import Means, open_plain\n"
        "means = Means('amiga', lambda name: name == 'dbus', lambda name: False, False)\n"
        "try: asyncio.run(open_plain(icon=None, means=means))\n"
        "except Unavailable as reason: print(reason)\n"
    )
    ran = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, timeout=60, check=True)
    assert ran.stderr == ""
    assert ran.stdout.startswith("plyer has no notifications for this system")


def test_plyer_gets_what_it_can_take_and_waits_in_a_thread(tmp_path: Path) -> None:
    """Whole seconds (else TypeError with dbus-python), and the loop goes on while notify-send runs."""
    icon = tmp_path / "reminder.png"
    icon.touch()
    plyer = Plyer()
    notifier = PlainNotifier(plyer, platform="linux", icon=icon, limit=timedelta(seconds=5))
    assert asyncio.run(notifier.show(PROMPT, lambda reply: None)) == ""
    (call,) = plyer.calls
    assert call.pop("thread") is not threading.main_thread()
    assert call == {
        "title": PROMPT.title,
        "message": PROMPT.body,
        "app_name": "Reminder",
        "app_icon": str(icon),
        "timeout": 10,
    }
    assert isinstance(call["timeout"], int)


def test_a_message_that_leads_somewhere_says_how_to_get_there() -> None:
    """No click comes back from plyer."""
    plyer = Plyer()
    notifier = PlainNotifier(plyer, platform="darwin", icon=None, limit=timedelta(seconds=5))
    asyncio.run(notifier.tell(PROMPT, Click("See it", lambda: None, "'reminder summary' has it.")))
    assert plyer.calls[0]["message"] == f"{PROMPT.body}\n'reminder summary' has it."


def test_windows_gets_an_ico_or_none(tmp_path: Path) -> None:
    """Another format fails in a thread of plyer's, and the balloon never comes."""
    plyer = Plyer()
    icon = tmp_path / "reminder.png"
    icon.touch()
    for _ in range(2):
        notifier = PlainNotifier(plyer, platform="win32", icon=icon, limit=timedelta(seconds=5))
        asyncio.run(notifier.tell(PROMPT))
        (tmp_path / "reminder.ico").touch()
    assert [call["app_icon"] for call in plyer.calls] == ["", str(tmp_path / "reminder.ico")]


@pytest.mark.parametrize("words", ["word " * 60, "w" * 300, "a " + "w" * 300, "word " * 51, "x" * 255])
def test_windows_cuts_long_text_at_a_word(words: str) -> None:
    """A balloon holds 255 characters; longer text fails where nobody hears it."""
    fitted = fit(words, 255, "win32")
    assert 0 < len(fitted) <= 255
    if len(words) > 255:
        assert fitted.endswith("…")
        assert words.startswith(fitted[:-1])
        assert words[len(fitted) - 1] == " " or " " not in fitted[:-1].strip()
    else:
        assert fitted == words


@pytest.mark.parametrize("words", ["🧍" * 40, "🧍 " * 40, "a" + "🧍" * 40, "half \ud83d " * 20])
def test_windows_counts_an_emoji_twice(words: str) -> None:
    """A title of one's own may be forty of them; one too many fails where nobody hears it."""
    fitted = fit(words, 63, "win32")

    assert 0 < len(fitted.encode("utf-16-le", "surrogatepass")) // 2 <= 63
    assert words.startswith(fitted[:-1])


def test_other_systems_wrap_by_themselves() -> None:
    """Only Windows has the limit."""
    assert fit("word " * 60, 255, "linux") == "word " * 60


def fails(error: Exception) -> Callable[..., None]:
    def notify(**words: Any) -> None:
        raise error

    return notify


@pytest.mark.parametrize("error", [NotImplementedError(), OSError("no such program"), TypeError("odd"), KeyError("x")])
def test_whatever_plyer_raises_is_not_delivered(error: Exception) -> None:
    """Its platform files raise what they like; the reason goes to the log."""
    notifier = PlainNotifier(fails(error), platform="linux", icon=None, limit=timedelta(seconds=5))
    with pytest.raises(NotDelivered, match=r"plyer failed: \S+"):
        asyncio.run(notifier.show(PROMPT, lambda reply: None))


def test_plyer_is_not_waited_for_without_end() -> None:
    """notify-send waits for a server that hangs."""
    release = threading.Event()

    async def story() -> None:
        notifier = PlainNotifier(
            lambda **words: release.wait(30), platform="linux", icon=None, limit=timedelta(seconds=0.1)
        )
        try:
            with pytest.raises(NotDelivered, match=r"plyer did not answer in 0\.1 s"):
                await notifier.show(PROMPT, lambda reply: None)
        except BaseException:
            release.set()
            raise

    asyncio.run(story())  # ends, although the thread has not
    assert not release.is_set()
    release.set()
