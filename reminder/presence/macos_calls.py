"""The calls of macOS that presence and locks are made of: ctypes, and for notifications pyobjc, which pystray brings.

What they mean is decided elsewhere. Not run on a Mac yet; sources: developer.apple.com, by the names.
"""

import sys

if sys.platform == "darwin":
    import ctypes
    import threading
    from collections.abc import Callable, Iterable
    from typing import Any

    from reminder.presence.macos import MacSession

    _FRAMEWORK = "/System/Library/Frameworks/{0}.framework/{0}"
    _HID_SYSTEM_STATE = 1  # kCGEventSourceStateHIDSystemState: of devices, not what programs make up
    _ANY_INPUT_EVENT = 0xFFFFFFFF  # kCGAnyInputEventType
    _UTF_8 = 0x08000100  # kCFStringEncodingUTF8

    class MacCalls:
        """Idle time, the session, and notifications. `observe` and `forget` belong on the main thread."""

        def __init__(self) -> None:
            graphics = ctypes.CDLL(_FRAMEWORK.format("CoreGraphics"))
            self._idle = graphics.CGEventSourceSecondsSinceLastEventType
            self._idle.restype, self._idle.argtypes = ctypes.c_double, (ctypes.c_int32, ctypes.c_uint32)
            self._session = graphics.CGSessionCopyCurrentDictionary
            self._session.restype, self._session.argtypes = ctypes.c_void_p, ()
            foundation = ctypes.CDLL(_FRAMEWORK.format("CoreFoundation"))
            self._string = foundation.CFStringCreateWithCString
            self._string.restype = ctypes.c_void_p
            self._string.argtypes = (ctypes.c_void_p, ctypes.c_char_p, ctypes.c_uint32)
            self._value = foundation.CFDictionaryGetValue
            self._value.restype, self._value.argtypes = ctypes.c_void_p, (ctypes.c_void_p, ctypes.c_void_p)
            self._release = foundation.CFRelease
            self._release.restype, self._release.argtypes = None, (ctypes.c_void_p,)
            self._false = ctypes.c_void_p.in_dll(foundation, "kCFBooleanFalse").value

        def idle_seconds(self) -> float:
            """Since the last input of any device. Needs no permission."""
            return float(self._idle(_HID_SYSTEM_STATE, _ANY_INPUT_EVENT))

        def session(self) -> MacSession | None:
            """None outside a graphical session."""
            told = self._session()
            if not told:
                return None
            try:
                # there only while it is locked; not documented, and used by everybody
                locked = self._entry(told, b"CGSSessionScreenIsLocked") not in {None, self._false}
                on_console = self._entry(told, b"kCGSSessionOnConsoleKey") != self._false
            finally:
                self._release(told)
            return MacSession(locked=locked, on_console=on_console)

        def on_main_thread(self, work: Callable[[], None]) -> None:
            """At once where this is the main thread, else in its run loop, if that ever runs.

            Raises:
                ImportError: there is no pyobjc.
            """
            from PyObjCTools import AppHelper

            if threading.current_thread() is threading.main_thread():
                work()
            else:
                AppHelper.callAfter(work)

        def observe(self, names: Iterable[str], heard: Callable[[str], None]) -> object:
            """Have `heard` called with the name of each notification that comes; what is returned is for `forget`."""
            tokens: list[tuple[Any, Any]] = []
            for name in names:
                center, block = self._center(name), _block(heard, name)
                token = center.addObserverForName_object_queue_usingBlock_(_value_of(name), None, None, block)
                tokens.append((center, token))
            return tokens

        def forget(self, observation: Any) -> None:
            """The end of it."""
            for center, token in observation:
                center.removeObserver_(token)

        def _center(self, name: str) -> Any:
            """Each kind of notification has an office of its own; none of them is documented to send another's."""
            from AppKit import NSWorkspace
            from Foundation import NSDistributedNotificationCenter, NSNotificationCenter

            if name.startswith("com.apple."):
                return NSDistributedNotificationCenter.defaultCenter()
            if name.startswith("NSWorkspace"):
                return NSWorkspace.sharedWorkspace().notificationCenter()
            return NSNotificationCenter.defaultCenter()

        def _entry(self, dictionary: int, key: bytes) -> int | None:
            name = self._string(None, key, _UTF_8)
            try:
                found: int | None = self._value(dictionary, name)
                return found
            finally:
                self._release(name)

    def _value_of(name: str) -> str:
        """What a notification is called: what the constant of this name holds, which need not be its name.

        Foundation posts that of the time zone as "kCFTimeZoneSystemTimeZoneDidChangeNotification-2" (swift-foundation).
        What is not documented has no constant.
        """
        import AppKit

        return str(getattr(AppKit, name, name))

    def _block(heard: Callable[[str], None], name: str) -> Callable[[object], None]:
        """A block of exactly one argument, as pyobjc wants it."""

        def hear(notification: object) -> None:
            heard(name)

        return hear
