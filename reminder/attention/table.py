"""Which sources each level has, and the attention that reads them on this system."""

import sys
from collections.abc import Callable, Mapping

from reminder.attention import Attention, Level, Source
from reminder.attention.desktop import DesktopAttention
from reminder.attention.heed import Heed
from reminder.attention.unread import UnreadAttention


def attention(
    environ: Mapping[str, str], *, heed: Callable[[], Heed], kept_awake: Callable[[], bool | None]
) -> Attention:
    """The attention of this system. `heed` and `kept_awake`: see `DesktopAttention`."""
    try:
        rows = sources()
    except ImportError as error:
        return UnreadAttention(sys.platform, f"jeepney cannot be loaded ({error})", "pip install jeepney")
    return DesktopAttention(rows, environ, heed=heed, kept_awake=kept_awake)


def sources() -> Mapping[Level, tuple[Source, ...]]:
    """The sources of this system, best first, in the order in which `doctor` tells of them."""
    if sys.platform == "win32":
        from reminder.attention import win32, windows

        return windows.sources(win32)
    if sys.platform == "darwin":
        from reminder.attention import darwin, mac

        return mac.sources(darwin.Audio, darwin.Media, darwin.Screen)
    from reminder.attention.camera import CAMERA
    from reminder.attention.do_not_disturb import DO_NOT_DISTURB
    from reminder.attention.full_screen import FULL_SCREEN
    from reminder.attention.inhibitors import KEPT_AWAKE
    from reminder.attention.sound import MICROPHONE, SOUND

    return {
        Level.DO_NOT_DISTURB: DO_NOT_DISTURB,
        Level.FULL_SCREEN: FULL_SCREEN,
        Level.KEPT_AWAKE: KEPT_AWAKE,
        Level.SOUND: SOUND,
        Level.MICROPHONE: MICROPHONE,
        Level.CAMERA: CAMERA,
    }
