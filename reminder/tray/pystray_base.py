"""pystray's base classes, without the look for a desktop that importing pystray is otherwise.

`import pystray` initialises GTK where it finds it, opens an X connection, and fails with ValueError or an X error where
it finds half of either (0.19.5, __init__.py and _util/gtk.py). With its dummy back end it does nothing of the kind.
"""

import os
import sys
from types import ModuleType


def pystray_base() -> ModuleType:
    """The module `pystray._base`: `Icon` to derive a back end from, `Menu` and `MenuItem`. It imports no Pillow."""
    if "pystray" in sys.modules:
        return _base()
    before = os.environ.get("PYSTRAY_BACKEND")
    os.environ["PYSTRAY_BACKEND"] = "dummy"
    try:
        return _base()
    finally:
        if before is None:
            del os.environ["PYSTRAY_BACKEND"]
        else:
            os.environ["PYSTRAY_BACKEND"] = before


def _base() -> ModuleType:
    from pystray import _base

    return _base  # type: ignore[no-any-return]  # pystray is untyped
