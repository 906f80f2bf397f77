"""Windows in full screen on real desktops: openbox on Xvfb, sway, and KWin, which keeps its windows to itself."""

import asyncio
import json
import os
import signal
import sys
import threading
from collections.abc import AsyncIterator, Iterator
from contextlib import ExitStack, asynccontextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any, ClassVar

import pytest

if sys.platform in ("win32", "darwin"):
    pytest.skip("no X server and no Wayland here", allow_module_level=True)

pytest.importorskip("pywayland", reason="no wheel of pywayland for this machine")
from pywayland.client.display import Display as WaylandDisplay
from Xlib import Xatom

from reminder.attention import Source
from reminder.attention.full_screen import FULL_SCREEN
from tests.attention.contract import SourceContract, read, run, why_not
from tests.conftest import need
from tests.desktop.programs import printed, program, until
from tests.desktop.rig import BASE, Desktop
from tests.desktop.wayland_rig import Compositor, kwin, sway
from tests.desktop.x_windows import Windows

pytestmark = pytest.mark.desktop

EWMH, TOPLEVELS = FULL_SCREEN
ENOUGH = ("_NET_ACTIVE_WINDOW", "_NET_WM_STATE_FULLSCREEN")


class TestEwmh(SourceContract):
    """On openbox."""

    source: ClassVar[Source] = EWMH
    causes = ("Film",)
    desktop: Desktop | None = None

    @property
    def environ(self) -> dict[str, str]:
        return super().environ | ({"DISPLAY": self.desktop.environ["DISPLAY"]} if self.desktop else {})

    @asynccontextmanager
    async def open_peer(self) -> AsyncIterator[None]:
        need(*BASE)
        root = self.root / f"desktop-{len(list(self.root.iterdir()))}"
        with ExitStack() as opened:
            opened.callback(setattr, self, "desktop", None)
            self.desktop = opened.enter_context(Desktop(root))
            self.windows = opened.enter_context(Windows(self.desktop.environ["DISPLAY"]))
            self.server = self.desktop._running[0]
            opened.callback(self.server.send_signal, signal.SIGCONT)
            yield

    async def turn_on(self) -> None:
        self.film = self.windows.open(states=("FULLSCREEN",))
        await self.windows.settled(self.film, full_screen=True)

    async def turn_off(self) -> None:
        self.windows.ask_for_full_screen(self.film, on=False)
        await self.windows.settled(self.film, full_screen=False)

    async def fall_mute(self) -> None:
        self.server.send_signal(signal.SIGSTOP)

    def test_what_is_behind_another_window_is_not_watched(self) -> None:
        """A film that goes on behind the editor is a film behind the editor."""

        async def story() -> None:
            async with self.open_peer():
                await self.turn_on()
                editor = self.windows.open("editor")
                await self.windows.settled(editor, full_screen=False)

                assert await read(self.source, self.environ) == ()

        run(story())

    def test_a_window_that_is_gone_covers_nothing(self) -> None:
        """Window managers may go on naming it as the active one."""

        async def story() -> None:
            async with self.open_peer():
                await self.turn_on()
                self.film.destroy()
                self.windows.display.sync()

                async def gone() -> bool:
                    return await read(self.source, self.environ) == ()

                await until(gone, "no full screen")

        run(story())

    def test_whoever_asked_a_hung_server_has_gone_home(self) -> None:
        """A thread for each look, left behind all night, would be found in the morning."""

        async def story() -> None:
            async with self.open_peer():
                await self.fall_mute()
                await why_not(self.source, self.environ, timedelta(seconds=0.2))

                async def nobody() -> bool:
                    return not any(thread.name.startswith("asks") for thread in threading.enumerate())

                await until(nobody, "the end of the thread")

        run(story())


@pytest.fixture
def bare(tmp_path: Path) -> Iterator[Windows]:
    """An X server without a window manager; the test plays one."""
    need("Xvfb")
    ours, its = os.pipe()
    xvfb = ("Xvfb", "-displayfd", str(its), "-noreset", "-nolisten", "tcp")
    with os.fdopen(ours) as told, program(*xvfb, environ=os.environ, log=tmp_path / "Xvfb.log", pass_fds=(its,)):
        os.close(its)
        with Windows(f":{told.readline().strip()}") as windows:
            yield windows


def manage(windows: Windows, *supported: str) -> Any:
    """Be a window manager of few words; returns the window that shows it is there."""
    keeper = windows.open("keeper")
    for window in (windows.root, keeper):
        windows.set(window, "_NET_SUPPORTING_WM_CHECK", Xatom.WINDOW, keeper.id)
    windows.set(windows.root, "_NET_SUPPORTED", Xatom.ATOM, *map(windows.atom, supported))
    return keeper


def activate(windows: Windows, window: int, *listed: int) -> None:
    """Say that this window is active, and that these are there."""
    windows.set(windows.root, "_NET_ACTIVE_WINDOW", Xatom.WINDOW, window)
    windows.set(windows.root, "_NET_CLIENT_LIST", Xatom.WINDOW, *listed)


def environ_of(windows: Windows) -> dict[str, str]:
    return {"DISPLAY": windows.display.get_display_name()}


def test_without_a_window_manager_nothing_tells(bare: Windows) -> None:
    """Nor after it has gone: what it said last stays, its own window does not."""

    async def story() -> None:
        assert "no window manager" in str(await why_not(EWMH, environ_of(bare)))

        keeper = manage(bare, *ENOUGH)
        assert await read(EWMH, environ_of(bare)) == ()

        keeper.destroy()
        bare.display.sync()
        assert "no window manager" in str(await why_not(EWMH, environ_of(bare)))

    run(story())


def test_a_window_manager_that_does_not_tell_is_a_reason(bare: Windows) -> None:
    """Some small ones know of no full screen."""
    manage(bare, "_NET_WM_NAME", "_NET_ACTIVE_WINDOW")

    async def story() -> None:
        assert "does not tell" in str(await why_not(EWMH, environ_of(bare)))

    run(story())


def test_a_number_that_was_given_out_again_is_another_window(bare: Windows) -> None:
    """The window manager has not noticed yet; a full screen that nobody has in front of them is none."""
    manage(bare, *ENOUGH)
    film = bare.open(states=("FULLSCREEN",))

    async def story() -> None:
        activate(bare, film.id, film.id)
        assert await read(EWMH, environ_of(bare)) == ("Film",)

        activate(bare, film.id)
        assert await read(EWMH, environ_of(bare)) == ()

        film.destroy()
        activate(bare, film.id, film.id)
        assert await read(EWMH, environ_of(bare)) == ()

        activate(bare, 0)
        assert await read(EWMH, environ_of(bare)) == ()

    run(story())


def test_a_window_that_has_been_put_away_is_not_watched(bare: Windows) -> None:
    """It is to be in full screen again when it comes back, and says so all the time."""
    manage(bare, *ENOUGH)
    film = bare.open(states=("FULLSCREEN", "HIDDEN"))
    activate(bare, film.id, film.id)

    async def story() -> None:
        assert await read(EWMH, environ_of(bare)) == ()

    run(story())


def test_the_desktop_itself_covers_the_screen_all_day(bare: Windows) -> None:
    """File managers draw the icons in a window of this kind, and some call it full screen."""
    manage(bare, *ENOUGH)
    icons = bare.open("desktop", kind="DESKTOP", states=("FULLSCREEN",))
    activate(bare, icons.id, icons.id)

    async def story() -> None:
        assert await read(EWMH, environ_of(bare)) == ()

    run(story())


def test_a_window_without_a_class_is_still_in_full_screen(bare: Windows) -> None:
    """Old games have none, and odd ones a property of another kind."""
    manage(bare, *ENOUGH)
    game = bare.open(states=("FULLSCREEN",))
    activate(bare, game.id, game.id)

    async def story() -> None:
        game.delete_property(Xatom.WM_CLASS)
        bare.display.sync()
        assert await read(EWMH, environ_of(bare)) == ("a program without a name",)

        bare.set(game, "WM_CLASS", Xatom.STRING, 1, 2)
        assert await read(EWMH, environ_of(bare)) == ("a program without a name",)

        game.change_property(Xatom.WM_CLASS, Xatom.STRING, 8, b"doom\0")
        bare.display.sync()
        assert await read(EWMH, environ_of(bare)) == ("Doom",)

    run(story())


@pytest.mark.parametrize(
    ("environ", "words"),
    [
        ({}, "DISPLAY is not set"),
        ({"DISPLAY": ":0", "WAYLAND_DISPLAY": "wayland-0"}, "Wayland session"),
        ({"DISPLAY": ":0", "XDG_SESSION_TYPE": "wayland"}, "Wayland session"),
        ({"DISPLAY": "unix:6553"}, "no X server to ask"),
        ({"DISPLAY": "what?"}, "no X server to ask"),
    ],
)
def test_where_x11_cannot_tell_it_says_so(environ: dict[str, str], words: str) -> None:
    """An X server inside a Wayland session answers, and knows few of the windows."""

    async def story() -> None:
        assert words in str(await why_not(EWMH, environ))

    run(story())


# Wayland


class TestToplevels(SourceContract):
    """On sway."""

    source: ClassVar[Source] = TOPLEVELS
    causes = ("Film",)
    compositor: Compositor | None = None

    @property
    def environ(self) -> dict[str, str]:
        return super().environ | ({"WAYLAND_DISPLAY": str(self.compositor.socket)} if self.compositor else {})

    @asynccontextmanager
    async def open_peer(self) -> AsyncIterator[None]:
        need("sway", "swaymsg", "foot")
        with ExitStack() as self.opened:
            self.opened.callback(setattr, self, "compositor", None)
            self.compositor = await asyncio.to_thread(self.opened.enter_context, sway())
            yield

    async def say(self, *words: str) -> str:
        """Tell sway something, or ask it."""
        assert self.compositor
        (line,) = self.compositor.socket.parent.glob("sway-ipc.*.sock")
        return await printed(self.environ | {"SWAYSOCK": str(line)}, "swaymsg", "--raw", *words)

    async def turn_on(self) -> None:
        self.show("film")
        await self.shown(full_screen=True)

    def show(self, app_id: str) -> None:
        """A window in full screen, of a program that calls itself so."""
        foot = ("foot", "--config=/dev/null", f"--app-id={app_id}", "--fullscreen", "sleep", "600")
        environ = self.environ | {"LC_ALL": "C.UTF-8"}
        self.opened.enter_context(program(*foot, environ=environ, log=self.root / "foot.log"))

    async def turn_off(self) -> None:
        await self.say("fullscreen", "disable")
        await self.shown(full_screen=False)

    async def shown(self, *, full_screen: bool) -> None:
        async def so() -> bool:
            tree = await self.say("-t", "get_tree")
            film = next((node for node in nodes(json.loads(tree or "{}")) if node.get("app_id") == "film"), {})
            return bool(film.get("focused")) and film.get("fullscreen_mode") == int(full_screen)

        await until(so, "sway")

    async def fall_mute(self) -> None:
        assert self.compositor
        self.compositor.process.send_signal(signal.SIGSTOP)

    def test_another_connection_of_the_process_is_left_alone(self) -> None:
        """Presence has one all day; pywayland would give it our windows, and free them when they are not there."""

        async def story() -> None:
            async with self.open_peer():
                await self.turn_on()
                assert self.compositor
                with WaylandDisplay(str(self.compositor.socket)) as other:
                    registry = other.get_registry()
                    other.roundtrip()
                    for _ in range(3):
                        assert await read(self.source, self.environ) == self.causes
                    assert {*other._children} == {registry}

        run(story())

    def test_a_program_that_does_not_say_who_it_is_is_still_in_full_screen(self) -> None:
        """Small players and games never set an application id."""

        async def story() -> None:
            async with self.open_peer():
                self.show("")

                async def told() -> bool:
                    return await read(self.source, self.environ) == ("a program without a name",)

                await until(told, "a full screen")

        run(story())

    def test_a_film_on_another_workspace_is_not_watched(self) -> None:
        """It is in full screen there, and one works here."""

        async def story() -> None:
            async with self.open_peer():
                await self.turn_on()
                await self.say("workspace", "2")

                async def elsewhere() -> bool:
                    return await read(self.source, self.environ) == ()

                await until(elsewhere, "an empty workspace")

        run(story())


def nodes(tree: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Everything on sway's screens."""
    yield tree
    for node in tree.get("nodes", []):
        yield from nodes(node)


def test_a_compositor_that_keeps_its_windows_to_itself_is_a_reason(tmp_path: Path) -> None:
    """KWin and mutter show them to their own panels only."""
    need("kwin_wayland")

    async def story(socket: Path) -> None:
        assert "does not show" in str(await why_not(TOPLEVELS, {"WAYLAND_DISPLAY": str(socket)}))

    with kwin(tmp_path) as compositor:
        run(story(compositor.socket))


def test_a_compositor_that_hangs_up_is_a_reason(tmp_path: Path) -> None:
    """A logout may come in the middle of the question."""

    async def story() -> None:
        async def hang_up(_reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            writer.close()

        async with await asyncio.start_unix_server(hang_up, tmp_path / "wayland-0"):
            environ = {"WAYLAND_DISPLAY": "wayland-0", "XDG_RUNTIME_DIR": str(tmp_path)}
            assert "hung up" in str(await why_not(TOPLEVELS, environ))

    run(story())


@pytest.mark.parametrize(
    ("environ", "words"),
    [
        ({}, "WAYLAND_DISPLAY is not set"),
        ({"WAYLAND_DISPLAY": "wayland-0"}, "no Wayland compositor answers"),
        ({"WAYLAND_DISPLAY": "/" + "far/" * 40}, "no Wayland compositor answers"),
    ],
)
def test_where_wayland_cannot_tell_it_says_so(environ: dict[str, str], words: str) -> None:
    """Outside of a session, or with a variable from one that has ended."""

    async def story() -> None:
        assert words in str(await why_not(TOPLEVELS, environ))

    run(story())
