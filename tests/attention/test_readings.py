"""From what the levels say to what holds: side by side, within their time, and never more than is true."""

import asyncio
from collections.abc import Awaitable, Callable

import pytest

from reminder.attention import Cause, Causes, Level, Source
from reminder.attention import readings as readings_module
from reminder.attention.heed import Heed
from reminder.attention.look import Look
from reminder.attention.readings import Reading, holds_of, parts_of, read_all, read_what_matters
from reminder.backends import Absent, Refusal, Unavailable
from reminder.core.plan import HoldKind


def source(name: str, *causes: str) -> Source:
    async def read(look: Look) -> Causes:
        return causes

    return Source(name, read)


def failing(name: str, failure: Callable[[], Awaitable[None]]) -> Source:
    async def read(look: Look) -> Causes:
        await failure()
        raise AssertionError

    return Source(name, read)


async def absent() -> None:
    raise Unavailable("not running", "start it")


async def broken() -> None:
    raise ZeroDivisionError


async def hanging() -> None:
    await asyncio.Event().wait()


def read(**levels: list[Source]) -> dict[Level, Reading]:
    return dict(asyncio.run(read_all({Level(name): tuple(rows) for name, rows in levels.items()}, {})))


def holds(heed: Heed | None = None, *, kept_awake: bool = False, **levels: Causes | None) -> dict[HoldKind, Cause]:
    found = {Level(name): Reading(causes) for name, causes in levels.items()}
    return holds_of(found, heed or Heed(), kept_awake=kept_awake)


# Reading


def test_the_first_source_that_can_tell_is_believed() -> None:
    """Who is not there is no answer; who says no is one."""
    got = read(microphone=[failing("pactl", absent), source("pw-dump"), source("third", "never asked")])

    assert got[Level.MICROPHONE].causes == ()
    assert [used.name for used in got[Level.MICROPHONE].used] == ["pw-dump"]
    assert got[Level.MICROPHONE].refused == (Refusal("pactl", "not running", "start it"),)


def test_whoever_can_keep_the_screen_awake_is_asked() -> None:
    """A player may tell the session manager, a download the one of the machine; none speaks for the other."""
    got = read(kept_awake=[source("GNOME", "Totem"), failing("KDE", absent), source("logind", "dnf", "Totem")])

    assert got[Level.KEPT_AWAKE].causes == ("Totem", "dnf")
    assert [used.name for used in got[Level.KEPT_AWAKE].used] == ["GNOME", "logind"]


def test_whoever_can_tell_of_a_camera_is_asked() -> None:
    """Programs open it themselves or have PipeWire show it; that nobody does the one says nothing of the other."""
    got = read(camera=[source("open devices"), source("pw-dump", "Snapshot")])
    assert got[Level.CAMERA].causes == ("Snapshot",)

    got = read(camera=[source("open devices", "Cheese"), failing("pw-dump", absent)])
    assert got[Level.CAMERA].causes == ("Cheese",)
    assert [refused.name for refused in got[Level.CAMERA].refused] == ["pw-dump"]


def test_a_level_nobody_can_tell_is_not_known() -> None:
    """Not known is not no; and the reason is kept for `doctor`."""
    assert read(camera=[failing("devices", absent)])[Level.CAMERA].causes is None


def test_who_is_not_there_is_no_trouble(monkeypatch: pytest.MonkeyPatch) -> None:
    """A notification server that was ended has taken its do-not-disturb along; one that hangs has not."""

    async def gone() -> None:
        raise Absent("not running")

    assert not read(do_not_disturb=[failing("dunst", gone)])[Level.DO_NOT_DISTURB].troubled
    assert read(do_not_disturb=[failing("dunst", absent)])[Level.DO_NOT_DISTURB].troubled


def test_a_long_list_of_causes_is_cut() -> None:
    """It stands in a notification and in a menu."""
    assert holds(camera=("A", "B", "C", "D", "E")) == {HoldKind.CALL: Cause("camera: A, B, C and 2 more")}


def test_a_bug_in_a_source_costs_the_others_nothing(caplog: pytest.LogCaptureFixture) -> None:
    """It is written down and told, and the next source is asked."""
    got = read(microphone=[failing("pactl", broken), source("pw-dump", "OBS")])

    assert got[Level.MICROPHONE].causes == ("OBS",)
    assert "ZeroDivisionError" in got[Level.MICROPHONE].refused[0].reason
    assert "pactl could not be read" in caplog.text


def test_a_level_that_hangs_costs_the_others_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """A mute daemon must not silence reminder, nor make it wait for ever."""
    monkeypatch.setattr(readings_module, "PATIENCE", readings_module.PATIENCE / 100)
    got = read(
        do_not_disturb=[failing("mute", hanging), source("never asked", "x")], microphone=[source("pactl", "OBS")]
    )

    assert got[Level.DO_NOT_DISTURB] == Reading(None, (), (Refusal("mute", "no answer in 0.03 s"),), troubled=True)
    assert got[Level.MICROPHONE].causes == ("OBS",)


@pytest.mark.parametrize(
    ("full_screen", "asked"),
    [
        (source("X11"), set()),
        (source("X11", "mpv"), {"sound", "kept_awake"}),
        (failing("X11", absent), {"kept_awake"}),
    ],
    ids=["none", "some", "not to be seen"],
)
def test_evidence_of_a_film_is_asked_for_where_there_may_be_one(full_screen: Source, asked: set[str]) -> None:
    """Most looks find no full screen, and cost half as much."""
    told: set[str] = set()

    def asking(name: str) -> Source:
        async def note(look: Look) -> Causes:
            told.add(name)
            return ()

        return Source(name, note)

    sources = {
        Level.FULL_SCREEN: (full_screen,),
        Level.SOUND: (asking("sound"),),
        Level.KEPT_AWAKE: (asking("kept_awake"),),
        Level.CAMERA: (source("devices", "cheese"),),
    }
    readings = asyncio.run(read_what_matters(sources, {}))

    assert told == asked
    assert readings[Level.CAMERA].causes == ("cheese",)


# What it means


def test_nothing_that_stands_holds_nothing() -> None:
    """Neither does what nobody can tell: silence needs a reason."""
    assert holds(do_not_disturb=(), microphone=(), full_screen=()) == {}
    assert holds(do_not_disturb=None, microphone=None, camera=None, full_screen=None) == {}


def test_do_not_disturb_is_not_watching() -> None:
    """D4: whoever wants quiet may still stand up."""
    assert holds(do_not_disturb=("dunst",)) == {HoldKind.DO_NOT_DISTURB: Cause("dunst", watching=False)}


@pytest.mark.parametrize(
    ("levels", "detail"),
    [
        ({"microphone": ("Firefox",)}, "microphone: Firefox"),
        ({"camera": ("cheese",)}, "camera: cheese"),
        ({"microphone": ("Zoom", "OBS"), "camera": ("Zoom",)}, "microphone: Zoom, OBS; camera: Zoom"),
    ],
)
def test_a_microphone_or_a_camera_in_use_is_a_call(levels: dict[str, Causes], detail: str) -> None:
    """And says whose it is, so that a wrong one can be ignored."""
    assert holds(**levels) == {HoldKind.CALL: Cause(detail)}


@pytest.mark.parametrize(
    ("evidence", "watching"),
    [
        ({}, False),
        ({"sound": ("mpv",)}, True),
        ({"sound": ("Spotify", "MPV Media Player")}, True),
        ({"sound": ("Spotify",)}, False),
        ({"kept_awake": ("mpv",)}, True),
        ({"kept_awake": ()}, False),
    ],
)
def test_full_screen_is_watched_if_something_plays_or_keeps_it_awake(
    evidence: dict[str, Causes], *, watching: bool
) -> None:
    """D4: a film, and not an editor that fills the screen over lunch, with music beside it."""
    levels = {"full_screen": ("mpv",), **evidence}

    assert holds_of({Level(name): Reading(causes) for name, causes in levels.items()}, Heed(), kept_awake=False) == {
        HoldKind.FULL_SCREEN: Cause("mpv", watching=watching)
    }


def test_the_compositors_own_word_is_evidence_too() -> None:
    """Who sees both kinds of idle time knows that something is held, if not by whom."""
    assert holds(full_screen=("mpv",), kept_awake=True)[HoldKind.FULL_SCREEN].watching


def test_music_holds_nothing_where_full_screen_can_be_seen() -> None:
    """Some browsers keep the screen awake for it; it would silence reminder all day."""
    assert (
        holds_of(
            {
                Level.FULL_SCREEN: Reading(()),
                Level.KEPT_AWAKE: Reading(("Firefox",)),
                Level.SOUND: Reading(("Firefox",)),
            },
            Heed(),
            kept_awake=False,
        )
        == {}
    )


@pytest.mark.parametrize(
    ("awake", "compositor", "detail"),
    [(("Totem",), False, "Totem keeps the screen awake"), ((), True, "the screen is kept awake")],
)
def test_whoever_keeps_the_screen_awake_stands_for_a_full_screen_that_cannot_be_seen(
    awake: Causes, *, compositor: bool, detail: str
) -> None:
    """GNOME and KDE on Wayland; it can be switched off."""
    found = {Level.FULL_SCREEN: Reading(None), Level.KEPT_AWAKE: Reading(awake)}

    assert holds_of(found, Heed(), kept_awake=compositor) == {HoldKind.FULL_SCREEN: Cause(detail)}
    assert holds_of(found, Heed(kept_awake=False), kept_awake=compositor) == {}


def test_a_program_the_user_ignores_holds_nothing_by_whatever_it_does() -> None:
    """A noise filter that always records, an editor in full screen: by the name shown, however it is written."""
    found = {
        Level.MICROPHONE: Reading(("EasyEffects", "Zoom")),
        Level.FULL_SCREEN: Reading(("Code",)),
        Level.DO_NOT_DISTURB: Reading(()),
    }

    assert holds_of(found, Heed(frozenset({"easyeffects", "code"})), kept_awake=False) == {
        HoldKind.CALL: Cause("microphone: Zoom")
    }


def test_doctor_tells_each_level_with_what_it_says_now() -> None:
    """Yes, no, and nobody can tell are three answers."""
    told = parts_of(
        {
            Level.MICROPHONE: Reading(("Zoom",), (source("pactl"),)),
            Level.CAMERA: Reading((), (source("open devices"),)),
            Level.FULL_SCREEN: Reading(None, (), (Refusal("X11", "no display"),)),
        }
    )

    assert [(part.name, part.used, part.says) for part in told] == [
        ("call (microphone)", ("pactl",), "now: Zoom"),
        ("call (camera)", ("open devices",), "now: no"),
        ("full screen", (), ""),
    ]


def test_doctor_says_what_stands_in_for_a_full_screen_that_cannot_be_seen() -> None:
    """On GNOME and KDE under Wayland: else one would think that films are not noticed."""
    told = parts_of({Level.FULL_SCREEN: Reading(None), Level.KEPT_AWAKE: Reading((), (source("GNOME"),))})

    assert "keeps the screen awake" in told[0].says
    assert "quiet.kept_awake" in told[0].says
