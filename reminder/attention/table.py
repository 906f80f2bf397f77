"""Which sources each level has, and the attention that reads them on this system."""

import sys
from collections.abc import Callable, Mapping

from reminder.attention import Attention, Level, Source
from reminder.attention.heed import Heed
from reminder.attention.unread import UnreadAttention

SYSTEMS = {"win32": "Windows", "darwin": "macOS"}


def attention(
    environ: Mapping[str, str], *, heed: Callable[[], Heed], kept_awake: Callable[[], bool | None]
) -> Attention:
    """The attention of this system. `heed` and `kept_awake`: see `DesktopAttention`."""
    if sys.platform in SYSTEMS:
        return UnreadAttention(SYSTEMS[sys.platform])
    try:
        from reminder.attention.desktop import DesktopAttention
    except ImportError as error:
        return UnreadAttention(sys.platform, f"jeepney cannot be loaded ({error})", "pip install jeepney")
    return DesktopAttention(sources(), environ, heed=heed, kept_awake=kept_awake)


def sources() -> Mapping[Level, tuple[Source, ...]]:
    """The sources of Linux and its like, best first, in the order in which `doctor` tells of them."""
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
