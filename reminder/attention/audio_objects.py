"""Who records and who plays on a Mac, and whether a camera runs, as CoreAudio and CoreMediaIO tell it.

Both keep objects with properties, named by four letters (AudioHardware.h, CMIOHardwareObject.h). No permission is
asked for: nothing of the sound or the picture is touched. Neither gives signs here: what holds is read again.
"""

import os
import re
import struct
from collections.abc import Iterator
from typing import Protocol

from reminder.attention import Causes
from reminder.attention.app_names import causes_of
from reminder.backends import Unavailable

SYSTEM = 1
"""kAudioObjectSystemObject, and kCMIOObjectSystemObject."""

GLOBAL, INPUT, OUTPUT = "glob", "inpt", "outp"

DEVICES, STREAMS, NAME = "dev#", "stm#", "lnam"
RUNS_SOMEWHERE = "gone"
"""kAudioDevicePropertyDeviceIsRunningSomewhere, and CoreMediaIO's: in whichever program, in whichever direction."""

PROCESSES, PROCESS, BUNDLE = "prs#", "ppid", "pbid"
RECORDS, PLAYS = "piri", "piro"
"""kAudioProcessPropertyIsRunningInput and its twin. They came, with the list of processes, in macOS 14.2."""

LISTENERS = frozenset({"com.apple.corespeech"})
"""What waits for "Siri" records all day, and nobody is in a call."""

HELPER = re.compile(r" Helper( \(.+\))?$")
"""What browsers, and all that is built like them, add to the names of their processes."""


class Objects(Protocol):
    """A kind of objects and their properties, on a thread of ours. Everything raises `OSError` where a call fails."""

    def read(self, of: int, property_: str, scope: str = GLOBAL) -> bytes:
        """A property's value, as it lies in memory."""

    def text(self, of: int, property_: str) -> str:
        """A property that is a string."""


class AudioObjects(Objects, Protocol):
    """CoreAudio's, with the names of programs."""

    def title(self, process: int) -> str:
        """What a process's program calls itself in the language of the desktop; "": it is no program with windows."""


def recorders(audio: AudioObjects) -> Causes:
    """Programs that record, muted or not: who has muted a microphone in a call still sits in the call."""
    return _programs(audio, RECORDS)


def players(audio: AudioObjects) -> Causes:
    """Programs that play something."""
    return _programs(audio, PLAYS)


def microphones(audio: Objects) -> Causes:
    """Microphones in use, by their own names. A headset that is both counts for nothing: it may only play.

    Raises:
        Unavailable: such a headset is in use, so that nobody can tell.
    """
    running = [device for device in _numbers(audio, SYSTEM, DEVICES) if _is_on(audio, device, RUNS_SOMEWHERE)]
    able = [device for device in running if _if_there(audio, device, STREAMS, INPUT)]
    sure = [device for device in able if not _if_there(audio, device, STREAMS, OUTPUT)]
    if able and not sure:
        name = _text(audio, able[0], NAME)
        raise Unavailable(f"{name or 'a headset'} is in use, and before macOS 14.2 nobody can tell whether it records")
    return causes_of(_text(audio, device, NAME) for device in sure)


def cameras(media: Objects) -> Causes:
    """Cameras in use, by their own names: CoreMediaIO does not tell who uses them."""
    devices = _numbers(media, SYSTEM, DEVICES)
    return causes_of(_text(media, device, NAME) for device in devices if _is_on(media, device, RUNS_SOMEWHERE))


def _programs(audio: AudioObjects, doing: str) -> Causes:
    try:
        processes = _numbers(audio, SYSTEM, PROCESSES)
    except OSError as error:
        raise Unavailable(
            f"CoreAudio does not tell whose sound runs, as it does from macOS 14.2 on ({error})"
        ) from error
    return causes_of(_names(audio, (process for process in processes if _is_on(audio, process, doing))))


def _names(audio: AudioObjects, processes: Iterator[int]) -> Iterator[str]:
    for process in processes:
        bundle = _text(audio, process, BUNDLE)
        number = next(iter(_if_there(audio, process, PROCESS)), 0)
        if number != os.getpid() and bundle.casefold() not in LISTENERS:
            yield HELPER.sub("", audio.title(number)) or re.split(r"(?i)\.helper\b", bundle)[0]


def _numbers(objects: Objects, of: int, property_: str, scope: str = GLOBAL) -> tuple[int, ...]:
    """A property that is a list of 32-bit numbers; what is cut off at its end is none."""
    held = objects.read(of, property_, scope)
    return tuple(number for (number,) in struct.iter_unpack("=I", held[: len(held) // 4 * 4]))


def _if_there(objects: Objects, of: int, property_: str, scope: str = GLOBAL) -> tuple[int, ...]:
    """The same; none where there is no such property: the object has gone meanwhile."""
    try:
        return _numbers(objects, of, property_, scope)
    except OSError:
        return ()


def _is_on(objects: Objects, of: int, property_: str) -> bool:
    return any(_if_there(objects, of, property_))


def _text(objects: Objects, of: int, property_: str) -> str:
    """A text on one line; empty where there is no such property: daemons have no bundle."""
    try:
        return " ".join(objects.text(of, property_).split())
    except OSError:
        return ""
