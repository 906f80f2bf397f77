"""May we interrupt, as Windows tells it. What is asked of it stands here, how it is asked in `win32`.

What the numbers mean: SHQueryUserNotificationState (shellapi.h), SYSTEM_EXECUTION_STATE (winnt.h), EDataFlow
(mmdeviceapi.h), as documented by Microsoft. Nothing gives signs: what holds is read again.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple, Protocol

from reminder.attention import Causes, Level, Source
from reminder.attention.app_names import UNNAMED, causes_of
from reminder.attention.consent_store import CAMERA, MICROPHONE, ConsentStore, in_use
from reminder.attention.look import Look
from reminder.attention.silent_systems import silenced_by
from reminder.attention.system_calls import ask_system
from reminder.attention.windows_programs import Programs, names_of
from reminder.backends import Unavailable

NOT_PRESENT, BUSY, GAME, PRESENTATION, ACCEPTS, QUIET_TIME, STORE_APP = range(1, 8)
"""Notification states. STORE_APP means nothing here: an open Start menu is one (flexits/HotCornersWin#14)."""

DISPLAY_REQUIRED = 2
"""ES_DISPLAY_REQUIRED: a program keeps the screen on. Which one, `powercfg /requests` tells administrators alone."""

PLAYS, RECORDS = 0, 1
"""eRender and eCapture: which devices a program's sound goes to, or comes from."""

SLACK = 2
"""Pixels by which coordinates may be off where Windows scales them."""

SHELL = "the Windows shell"
SOUND_SYSTEM = "the sound system of Windows"

Rectangle = tuple[int, int, int, int]
"""Left, top, right, bottom, in pixels; the last two are the first outside."""


class Window(NamedTuple):
    """The active window: whose process, where, on which monitor, and whether it is the desktop itself."""

    process: int
    place: Rectangle
    monitor: Rectangle
    is_desktop: bool

    @property
    def fills_its_monitor(self) -> bool:
        left, top, right, bottom = self.place
        edges = self.monitor
        inside = left > edges[0] + SLACK or top > edges[1] + SLACK
        return not (self.is_desktop or inside or right < edges[2] - SLACK or bottom < edges[3] - SLACK)


class Windows(ConsentStore, Programs, Protocol):
    """What is asked of Windows, on a thread of ours. Everything raises `OSError` where a call fails."""

    def notification_state(self) -> int:
        """Whether the shell finds it fitting to show a notification."""

    def active_window(self) -> Window | None:
        """None: no window is active, or it has gone meanwhile."""

    def execution_state(self) -> int:
        """What programs require of the machine together, as bits."""

    def sounding(self, flow: int) -> Sequence[int]:
        """The processes whose sound runs, that they play or record, on all devices."""


def sources(windows: Windows) -> Mapping[Level, tuple[Source, ...]]:
    """The sources of Windows, best first, in the order in which `doctor` tells of them."""

    def asking(name: str, whom: str, question: Callable[[Windows], Causes]) -> Source:
        async def read(look: Look) -> Causes:
            return await ask_system(look, whom, lambda: question(windows))

        return Source(name, read)

    def consent(capability: str) -> Source:
        return asking("consent store", "the registry", lambda windows: in_use(windows, capability))

    return {
        Level.DO_NOT_DISTURB: (asking("quiet time", SHELL, quiet_time),),
        Level.FULL_SCREEN: (asking("notification state", SHELL, full_screen),),
        Level.KEPT_AWAKE: (asking("execution state", "the power manager", kept_awake),),
        Level.SOUND: (asking("audio sessions", SOUND_SYSTEM, players),),
        # the consent store leaves out programs on the newest Windows (hass-agent/HASS.Agent#476)
        Level.MICROPHONE: (asking("audio sessions", SOUND_SYSTEM, recorders), consent(MICROPHONE)),
        Level.CAMERA: (consent(CAMERA),),
    }


def quiet_time(windows: Windows) -> Causes:
    """The first hour of a new account, and after an upgrade, in which Windows wants little to be shown.

    Do-not-disturb and Focus are another thing, which is not to be read.
    """
    if windows.notification_state() == QUIET_TIME:
        return ("Windows",)
    raise silenced_by("Windows", "do not disturb")


def full_screen(windows: Windows) -> Causes:
    """What the shell takes for a full screen, by the name of the program in front; a locked screen is none.

    BUSY alone is not believed: the overlay of a graphics card has it say so all day (microsoft/PowerToys#41225).
    """
    state = windows.notification_state()
    if not NOT_PRESENT <= state <= STORE_APP:
        raise Unavailable(f"the Windows shell gives a notification state that is not known here ({state})")
    if state not in {BUSY, GAME, PRESENTATION}:
        return ()
    front = windows.active_window()
    if state == BUSY and (front is None or not front.fills_its_monitor):
        return ()
    return names_of(windows, [front.process]) if front is not None else (UNNAMED,)


def kept_awake(windows: Windows) -> Causes:
    """Whether some program keeps the screen on. Before Windows 11 it says so for two minutes more (wakepy#367)."""
    return causes_of([""] if windows.execution_state() & DISPLAY_REQUIRED else [])


def players(windows: Windows) -> Causes:
    """Programs that play something, be it to a muted loudspeaker."""
    return names_of(windows, windows.sounding(PLAYS))


def recorders(windows: Windows) -> Causes:
    """Programs that record, muted or not: who has muted a microphone in a call still sits in the call."""
    return names_of(windows, windows.sounding(RECORDS))
