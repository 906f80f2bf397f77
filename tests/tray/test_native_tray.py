"""The tray of Windows and macOS: pystray as it is, with a double below it where the system would be."""

import asyncio
import ctypes
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from queue import SimpleQueue
from types import SimpleNamespace
from typing import Any, ClassVar

import pytest

from reminder.core.plan import HoldKind
from reminder.tray import CLICK, MIDDLE_CLICK, SEPARATOR, Face, Look, Picture
from reminder.tray.icon import draw
from reminder.tray.menu import picture
from reminder.tray.native import MIDDLE_BUTTON_UP, RIGHT_BUTTON_UP, NativeTray
from tests.tray import contract

MOUSE_MOVED, LEFT_BUTTON_UP = 0x0200, 0x0202


@pytest.fixture
def pystray(monkeypatch: pytest.MonkeyPatch) -> SimpleNamespace:
    """pystray, with an icon that does what its back ends do, down to the system call."""
    monkeypatch.setenv("PYSTRAY_BACKEND", "dummy")
    from pystray import Menu, MenuItem, _base

    class Icon(_base.Icon):  # type: ignore[misc]  # pystray is untyped
        opened: ClassVar[list["Icon"]] = []

        def __init__(self, *given: Any, **named: Any) -> None:
            super().__init__(*given, **named)
            self.on_screen, self.menus = False, list[list[str]]()
            self._end = threading.Event()
            self.opened.append(self)

        def _run(self) -> None:
            self._mark_ready()
            self._end.wait(contract.DEADLINE)
            self.on_screen = False

        def _stop(self) -> None:
            self._end.set()

        def _show(self) -> None:
            self.on_screen = True

        def _hide(self) -> None:
            self.on_screen = False

        def _update_icon(self) -> None:
            self._icon_valid = True

        def _update_title(self) -> None:
            assert len(self.title) <= 127, "ctypes raises ValueError"

        def _update_menu(self) -> None:
            assert isinstance(self.menu, Menu), "0.19.5 keeps a raw tuple, and fails later"
            self.menus.append([item.text for item in self.menu])

    return SimpleNamespace(Menu=Menu, MenuItem=MenuItem, Icon=Icon)


@pytest.fixture
def service() -> contract.Service:
    return contract.Service()


@pytest.fixture
def tray(pystray: SimpleNamespace, service: contract.Service) -> Iterator[NativeTray]:
    """A tray on the screen; this test's own thread is beside it, as the event loop is."""
    tray = NativeTray(service.act, service.refresh, pystray=pystray)  # type: ignore[arg-type]
    main = threading.Thread(target=tray.run)
    tray.paint(service.now)
    main.start()
    assert eventually(lambda: pystray.Icon.opened and pystray.Icon.opened[-1].menus[-1:] == [texts(service.now)])
    yield tray
    asyncio.run(tray.close())
    main.join(contract.DEADLINE)
    assert not main.is_alive()


def eventually(condition: Callable[[], Any]) -> bool:
    looked = threading.Condition()
    with looked:
        return any(condition() or looked.wait(0.01) for _ in range(int(contract.DEADLINE * 100)))


def texts(shown: Picture) -> list[str]:
    return ["- - - -" if row == SEPARATOR else row.text for row in shown.rows]


def icon_of(pystray: SimpleNamespace) -> Any:
    return pystray.Icon.opened[-1]


def item(menu: Any, text: str) -> Any:
    return next(item for item in menu if item.text == text)


def test_a_chosen_row_reaches_the_service(
    pystray: SimpleNamespace, tray: NativeTray, service: contract.Service
) -> None:
    """Every tray does this; see the contract."""
    icon = icon_of(pystray)

    asyncio.run(contract.a_chosen_row_reaches_the_service(tray, service, lambda text: item(icon.menu, text)(icon)))


def test_a_closed_tray_is_quiet(tray: NativeTray, service: contract.Service) -> None:
    """Every tray does this; see the contract."""
    asyncio.run(contract.a_closed_tray_is_quiet(tray, service))


def test_a_tray_closed_before_it_ran_never_appears(pystray: SimpleNamespace, service: contract.Service) -> None:
    """The service may be told to stop while the main thread is still on its way."""
    tray = NativeTray(service.act, service.refresh, pystray=pystray)  # type: ignore[arg-type]

    asyncio.run(tray.close())
    tray.run()

    assert not icon_of(pystray).on_screen


def test_the_icon_is_drawn_for_an_unknown_background(pystray: SimpleNamespace, tray: NativeTray) -> None:
    """Nobody tells what the task bar looks like, so the colours must do on light and dark."""
    icon = icon_of(pystray)

    assert icon.on_screen
    assert draw(Look(Face.DUE), 32, dark=None).tobytes() == icon.icon.tobytes()


def test_only_what_changed_is_painted(pystray: SimpleNamespace, tray: NativeTray, service: contract.Service) -> None:
    """A rebuilt menu flickers, or closes under the pointer."""
    icon = icon_of(pystray)
    menus, image = len(icon.menus), icon.icon

    tray.paint(Picture(service.now.look, "another tooltip", service.now.rows))

    assert ("another tooltip", menus, image) == (icon.title, len(icon.menus), icon.icon)


def test_a_long_tooltip_is_cut_to_what_windows_takes(pystray: SimpleNamespace, tray: NativeTray) -> None:
    """128 characters raise ValueError in ctypes, and the tray would die of a long window title."""
    tray.paint(Picture(Look(Face.HELD, hold=HoldKind.CALL), "Held: " + "x" * 200, ()))

    assert len(icon_of(pystray).title) == 127
    assert icon_of(pystray).title.endswith("x…")


class WindowsDouble:
    """What pystray's icon of Windows does with a message: the left button takes the default item."""

    def __init__(self, pystray: SimpleNamespace, service: contract.Service) -> None:
        self.seen: list[tuple[str, list[str]]] = []
        self.while_open: Callable[[], None] = lambda: None
        double = self

        class Icon(pystray.Icon):  # type: ignore[name-defined, misc]
            def _on_notify(self, wparam: int, lparam: int) -> None:
                double.seen.append((f"{lparam:#x}", self.menus[-1]))
                if lparam == LEFT_BUTTON_UP:
                    self()
                elif lparam == RIGHT_BUTTON_UP:
                    double.while_open()
                    double.seen.append(("still open", self.menus[-1]))

        pystray.Icon = Icon
        self.tray = NativeTray(service.act, service.refresh, pystray=pystray)  # type: ignore[arg-type]
        self._main = threading.Thread(target=self.tray.run)
        self._main.start()
        self.tray.paint(picture(contract.CALM))
        assert eventually(lambda: Icon.opened and icon_of(pystray).menus[-1:] == [texts(picture(contract.CALM))])
        self.icon = icon_of(pystray)

    def close(self) -> None:
        asyncio.run(self.tray.close())
        self._main.join(contract.DEADLINE)


@pytest.fixture
def windows(pystray: SimpleNamespace, service: contract.Service) -> Iterator[WindowsDouble]:
    double = WindowsDouble(pystray, service)
    yield double
    double.close()


def test_on_windows_the_right_button_opens_a_menu_of_this_moment(
    windows: WindowsDouble, service: contract.Service
) -> None:
    """Pystray opens the menu it was given, minutes old; and one that is open must not change under the pointer."""
    windows.while_open = lambda: windows.tray.paint(picture(contract.CALM))  # a prompt is answered elsewhere

    windows.icon._on_notify(0, RIGHT_BUTTON_UP)

    assert [("0x205", texts(service.now)), ("still open", texts(service.now))] == windows.seen
    assert texts(picture(contract.CALM)) == windows.icon.menus[-1]


def test_on_windows_a_left_click_shows_the_status_and_a_middle_click_pauses(
    windows: WindowsDouble, service: contract.Service
) -> None:
    """As everywhere else: the left one is pystray's own, by the default item; the middle one it does not know."""
    windows.icon._on_notify(0, LEFT_BUTTON_UP)
    windows.icon._on_notify(0, MIDDLE_BUTTON_UP)
    windows.icon._on_notify(0, MOUSE_MOVED)

    assert service.hears(CLICK, MIDDLE_CLICK)
    assert [message for message, _ in windows.seen] == ["0x202", "0x200"]


@pytest.mark.skipif(sys.platform == "win32", reason="a Mac's way to take a signal")
def test_on_a_mac_ctrl_c_is_still_heard_by_python(
    pystray: SimpleNamespace, service: contract.Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Pystray takes it below Python as its loop begins, and would end the process with it, in no good order."""
    main_thread: SimpleQueue[Callable[[], None]] = SimpleQueue()
    helper = SimpleNamespace(AppHelper=SimpleNamespace(callAfter=main_thread.put))
    monkeypatch.setitem(sys.modules, "PyObjCTools", helper)
    heard: list[int] = []

    class MacDouble(pystray.Icon):  # type: ignore[misc, name-defined]  # pystray is untyped
        def _run(self) -> None:
            self._mark_ready()
            taken = ctypes.c_void_p(signal.SIG_IGN)
            ctypes.CDLL(None).signal(signal.SIGINT, taken)
            main_thread.get(timeout=contract.DEADLINE)()
            signal.raise_signal(signal.SIGINT)

    pystray.Icon = MacDouble
    before = signal.signal(signal.SIGINT, lambda number, _: heard.append(number))
    try:
        monkeypatch.setattr(sys, "platform", "darwin")
        NativeTray(service.act, service.refresh, pystray=pystray).run()  # type: ignore[arg-type]
    finally:
        signal.signal(signal.SIGINT, before)

    assert heard == [signal.SIGINT]
