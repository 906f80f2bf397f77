"""May we interrupt, as macOS tells it: the sources of each level. None gives signs: what holds is read again."""

from collections.abc import Callable, Mapping
from typing import TypeVar

from reminder.attention import Causes, Level, Source
from reminder.attention.audio_objects import AudioObjects, Objects, cameras, microphones, players, recorders
from reminder.attention.look import Look
from reminder.attention.mac_windows import Screen, full_screen
from reminder.attention.pmset import kept_awake
from reminder.attention.silent_systems import silenced_by
from reminder.attention.system_calls import ask_system

T = TypeVar("T")


def sources(
    audio: Callable[[], AudioObjects], media: Callable[[], Objects], screen: Callable[[], Screen]
) -> Mapping[Level, tuple[Source, ...]]:
    """The sources of macOS, best first, in the order in which `doctor` tells of them.

    Each is opened when it is asked, on the thread that may wait, and may raise `Unavailable`.
    """

    def asking(name: str, whom: str, opened: Callable[[], T], question: Callable[[T], Causes]) -> Source:
        async def read(look: Look) -> Causes:
            return await ask_system(look, whom, lambda: question(opened()))

        return Source(name, read)

    return {
        Level.DO_NOT_DISTURB: (Source("Focus", focus),),
        Level.FULL_SCREEN: (asking("window list", "the window server", screen, full_screen),),
        Level.KEPT_AWAKE: (Source("pmset", kept_awake),),
        Level.SOUND: (asking("audio processes", "CoreAudio", audio, players),),
        Level.MICROPHONE: (
            asking("audio processes", "CoreAudio", audio, recorders),
            asking("microphones", "CoreAudio", audio, microphones),
        ),
        Level.CAMERA: (asking("cameras", "CoreMediaIO", media, cameras),),
    }


async def focus(look: Look) -> Causes:
    """Its file is behind the permission to read the whole disk, which is too much to ask for."""
    raise silenced_by("macOS", "a Focus")
