"""The icon on the session bus as our pictures fill it: drawn files by name and as pixels, and reasons in words."""

import sys
from datetime import timedelta
from pathlib import Path

import pytest

if sys.platform in ("win32", "darwin"):
    pytest.skip("trays of a Linux desktop", allow_module_level=True)

from reminder.backends import Unavailable
from reminder.tray import LOOKS
from reminder.tray import status_notifier as module
from reminder.tray.menu import picture
from reminder.tray.pixels import FOLDERS
from reminder.tray.status_notifier import StatusNotifier, drawing
from tests.private_bus import PrivateBus
from tests.tray import contract
from tests.tray.sni_panel import Panel, Watcher, run


def test_every_look_has_a_file_of_its_name_in_every_size() -> None:
    """A panel loads the size it needs by name, or takes the nearest of the pixmaps."""
    for look in LOOKS:
        drawn = drawing(look)
        theme = Path(drawn.theme_path) / "hicolor"
        assert len(drawn.pixmaps) == len(FOLDERS)
        assert all((theme / folder / "status" / f"{drawn.name}.png").is_file() for folder in FOLDERS.values())


@pytest.mark.desktop
def test_a_panel_gets_the_name_the_folder_and_the_pixels(bus: PrivateBus) -> None:
    """Whichever it prefers shows the same icon."""
    service = contract.Service()

    async def story() -> None:
        notifier = StatusNotifier(service.act, service.refresh, lambda: None)
        async with Watcher(bus.address) as watcher:
            await notifier.open(bus.environ)
            notifier.paint(service.now)
            async with Panel(bus.address, watcher.taken[0]) as panel:
                wanted = drawing(service.now.look)
                assert await panel.get("IconName") == wanted.name
                assert await panel.get("IconThemePath") == wanted.theme_path
                pixmaps = [tuple(pixmap) for pixmap in await panel.get("IconPixmap")]
                assert pixmaps == wanted.pixmaps
        await notifier.close()

    run(story())


@pytest.mark.desktop
def test_a_desktop_that_refuses_the_icon_is_quoted(bus: PrivateBus) -> None:
    """What it said is the only hint there is."""
    service = contract.Service()

    async def story() -> None:
        notifier = StatusNotifier(service.act, service.refresh, lambda: None)
        async with Watcher(bus.address, refusal="org.example.Full"):
            await notifier.open(bus.environ)
            assert not notifier.shown
            assert "nobody on the session bus takes tray icons" in notifier.reason
            assert "not here" in notifier.reason
        await notifier.close()

    run(story())


@pytest.mark.desktop
def test_a_bus_that_is_mute_is_a_reason(bus: PrivateBus, monkeypatch: pytest.MonkeyPatch) -> None:
    """And no connection is left behind; a menu that cannot be made leaves none either."""
    service = contract.Service()
    monkeypatch.setattr(module, "LIMIT", timedelta(0))

    async def mute() -> None:
        with pytest.raises(Unavailable):
            await StatusNotifier(service.act, service.refresh, lambda: None).open(bus.environ)

    def broken() -> None:
        raise ZeroDivisionError

    async def no_menu() -> None:
        monkeypatch.setattr(module, "LIMIT", timedelta(seconds=5))
        with pytest.raises(ZeroDivisionError):
            await StatusNotifier(service.act, broken, lambda: None).open(bus.environ)  # type: ignore[arg-type]

    run(mute())
    run(no_menu())


@pytest.mark.desktop
def test_an_equal_picture_says_nothing_and_a_new_text_only_itself(bus: PrivateBus) -> None:
    """Each signal wakes the panel, and some draw the icon anew."""
    service = contract.Service()

    async def story() -> None:
        notifier = StatusNotifier(service.act, service.refresh, lambda: None)
        async with Watcher(bus.address) as watcher:
            await notifier.open(bus.environ)
            notifier.paint(picture(contract.CALM))
            async with Panel(bus.address, watcher.taken[0]) as panel:
                await panel.signals()
                notifier.paint(picture(contract.CALM))
                assert await panel.signals() == []
                calm = picture(contract.CALM)
                notifier.paint(type(calm)(calm.look, "Sitting 6 min", calm.rows))
                assert {name for name, _ in await panel.signals()} == {"NewTitle", "NewToolTip"}
        await notifier.close()

    run(story())
