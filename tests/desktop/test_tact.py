"""When it keeps still, as a person meets it: a call, full screen, do-not-disturb and a locked screen."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.conftest import need
from tests.desktop.rig import Desktop, wait_for
from tests.desktop.test_microphone import PULSEAUDIO
from tests.desktop.user import CONFIG, OTHERS_OFF, User, keep
from tests.desktop.x_windows import Windows
from tests.presence.fake_logind import FakeLogind, FakeSession, beside

pytestmark = pytest.mark.desktop

NOTICED = 60
"""Seconds in which the end of a call must be noticed: it is read again every 45."""


@pytest.fixture
def user(open_desktop: Callable[..., Desktop], tmp_path: Path) -> User:
    """At a desktop with dunst, a sound server, and a logind on the session's own bus."""
    need("pulseaudio", "pactl", "parec")
    desktop = open_desktop(server="dunst")
    desktop.environ |= {
        "DBUS_SYSTEM_BUS_ADDRESS": desktop.environ["DBUS_SESSION_BUS_ADDRESS"],
        "XDG_SESSION_ID": "2",
    }
    home = tmp_path / "reminder"
    home.mkdir()
    (home / "config.toml").write_text(CONFIG + OTHERS_OFF)
    return User(desktop, home)


@pytest.fixture
def lock(user: User) -> Iterator[Callable[..., None]]:
    with beside(FakeLogind(user.desktop.environ["DBUS_SESSION_BUS_ADDRESS"], FakeSession(type="x11"))) as change:
        yield change


def held(user: User) -> dict[str, str]:
    """What holds now, and who causes it."""
    return {hold["hold"]: hold["detail"] for hold in user.status()["holds"]}


PRIVATE = "Offer-4711"
"""What somebody works on: it stands in titles, is typed, and is in what others show."""


def left_behind(user: User) -> str:
    """All that the service has said or kept, and all that it tells now."""
    files = [path.read_bytes().decode("latin-1") for path in user.home.rglob("*") if path.is_file()]
    asked = [user.reminder(*words.split()).stdout for words in ("status --json", "log --json", "doctor --json")]
    return "\n".join([user.said(), *files, *asked])


def is_silent(user: User) -> bool:
    return user.status()["prompt"] is None and user.results() == []


def test_a_call_is_noticed_named_and_waited_for(user: User) -> None:
    """Never in a call; `status` says whose it is, and its end is noticed with nobody's help."""
    config = user.home / "config.toml"
    config.write_text(config.read_text().replace("calls = false", "calls = true"))
    user.desktop.spawn(PULSEAUDIO)
    wait_for(lambda: user.desktop.run("pactl", "info"), "the sound server")
    call = user.desktop.spawn(["parec", "--device=microphone", "--client-name=Meeting", f"--stream-name={PRIVATE}"])
    wait_for(lambda: "Meeting" in user.desktop.run("pactl", "list", "source-outputs"), "a call")

    with user.at_the_keyboard():
        user.start()
        wait_for(lambda: held(user) == {"call": "microphone: Meeting"}, "the call", 30)
        assert is_silent(user)
        assert "a call (microphone: Meeting, since " in user.reminder("status").stdout
        assert PRIVATE not in left_behind(user)

        user.desktop.end(call)
        wait_for(lambda: held(user) == {}, "its end", NOTICED)
        assert user.status()["silent_because"] == ["settling"]


def test_do_not_disturb_is_obeyed_and_its_end_is_heard(user: User) -> None:
    """It says so by itself: nothing is read again and again meanwhile."""
    user.desktop.run("dunstctl", "set-paused", "true")
    with user.at_the_keyboard():
        user.start()
        wait_for(lambda: held(user) == {"do_not_disturb": "dunst"}, "do-not-disturb", 30)
        assert is_silent(user)

        user.desktop.run("dunstctl", "set-paused", "false")
        wait_for(lambda: held(user) == {}, "its end")


def test_do_not_disturb_takes_an_open_prompt_back(user: User) -> None:
    """Somebody is about to show their screen: nothing of ours may stay on it."""
    with user.at_the_keyboard():
        user.start()
        user.asked()

        user.desktop.run("dunstctl", "set-paused", "true")
        wait_for(lambda: held(user) == {"do_not_disturb": "dunst"}, "do-not-disturb")

        assert user.status()["prompt"] is None
        assert user.results() == ["withdrawn"]


def test_full_screen_is_respected(user: User) -> None:
    """A talk is being given when the prompt is due; it is told by the name of the window's program.

    Its title, what is typed and what others notify of is nowhere: not in the log, not in what `-v` says, in no answer.
    """
    with user.at_the_keyboard(), Windows(user.desktop.environ["DISPLAY"]) as windows:
        slides = windows.open("slides", title=PRIVATE, states=("FULLSCREEN",))
        user.start()
        user.desktop.type(PRIVATE)
        user.desktop.run("notify-send", PRIVATE, PRIVATE)

        wait_for(lambda: held(user) == {"full_screen": "Slides"}, "full screen", 30)
        assert is_silent(user)
        assert user.desktop.run("xprop", "-id", str(slides.id), "WM_NAME").count(PRIVATE) == 1
        told = left_behind(user)
        assert "Slides" in told
        assert PRIVATE not in told
        keep(user, "full-screen")


def test_a_locked_screen_is_absence_at_once(user: User, lock: Callable[..., None]) -> None:
    """Without the two minutes that it takes to notice an empty chair; typing the password is no return."""
    with user.at_the_keyboard():
        user.start()
        wait_for(lambda: user.status()["sat_s"] >= 1, "some sitting")

        lock(locked=True)
        wait_for(lambda: user.status()["presence"] == "away", "the lock")
        wait_for(lambda: user.results() == ["natural"], "the break", 30)
        assert user.status()["presence"] == "away"

        lock(locked=False)
        wait_for(lambda: user.status()["presence"] == "at_desk", "the return")
        assert user.status()["sat_s"] < 5


def test_doctor_tells_what_is_used_here(user: User, lock: Callable[..., None]) -> None:
    """The service's own findings, and the same without it."""

    def used(told: str) -> dict[str, str]:
        lines = [line for line in told.splitlines()[3:] if line and not line.startswith(" ")]
        return {line[:19].strip(): line[19:] for line in lines}

    alone = used(user.reminder("doctor").stdout)
    user.start()
    asked = used(user.reminder("doctor").stdout)

    assert alone == asked
    assert asked["presence"] == "x11"
    assert asked["lock"] == "logind (session 2)"
    assert asked["sleep"] == "timerfd · logind"
    assert asked["clock"] == "timerfd"
    assert asked["do-not-disturb"] == "dunst (now: no)"
    assert asked["full screen"].endswith("(now: no)")
    assert asked["call (microphone)"] == "–"
    assert asked["notifications"] == "freedesktop"
