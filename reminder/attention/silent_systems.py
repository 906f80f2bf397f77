"""Systems that tell no program whether they are silenced, in words for `doctor`."""

from reminder.backends import Absent


def silenced_by(system: str, setting: str) -> Absent:
    """Why a `setting` of a `system` is not read. It works without us: the system keeps the notification back itself."""
    return Absent(f"{system} tells no program whether {setting} is on; it then silences notifications by itself")
