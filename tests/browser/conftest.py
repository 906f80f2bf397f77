"""A real browser for the pages."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests.browser.player import Player, open_player
from tests.conftest import need

OpenGuide = Callable[..., Player]


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    """Debian's Chromium, without a window, in a home of its own.

    One for each file of tests and not for all: while Playwright is there, its loop runs in this thread, and whoever
    else wants to run one cannot. Without Chromium the tests are skipped; where REMINDER_REQUIRE_DESKTOP=1 says that it
    must be there (CI), they fail.
    """
    need("chromium")
    home = str(tmp_path_factory.mktemp("browser"))
    with sync_playwright() as playwright:
        # no sandbox: in a container, and as root, there is none to be had
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox"], env={"HOME": home, "PATH": "/usr/bin:/bin"}
        )
        yield browser
        browser.close()


@pytest.fixture
def open_guide(browser: Browser, tmp_path: Path) -> Iterator[OpenGuide]:
    """Opens the guide. Whatever a test does with it: nothing but the file was asked for, and nothing went wrong."""
    opened: list[Player] = []
    with ExitStack() as closing:

        def open_one(**how: object) -> Player:
            player = open_player(browser, tmp_path / f"guide-{len(opened)}.html", **how)
            opened.append(player)
            closing.callback(player.context.close)
            return player

        yield open_one
        for player in opened:
            assert {url.partition("#")[0] for url in player.asked_for} == {player.file.as_uri()}
            assert player.problems == []
