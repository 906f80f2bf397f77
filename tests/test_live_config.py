"""A config that changes under a running service: used when it is whole, told when it is wrong."""

import asyncio
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from reminder import live_config
from reminder.config import Settings
from reminder.live_config import LiveConfig
from reminder.notify import Text


class Heard:
    """What became of each change."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.said: list[str] = []
        self.notes: list[Text] = []
        self.used: list[Settings] = []
        self.in_use = asyncio.Event()
        self.config = LiveConfig(path, self.said.append, self.notes.append, self._use)

    def _use(self, settings: Settings) -> None:
        self.used.append(settings)
        self.in_use.set()

    def save(self, text: str) -> None:
        self.path.write_text(text)
        self.config.changed()


@pytest.fixture
def heard(tmp_path: Path) -> Heard:
    return Heard(tmp_path / "config.toml")


def test_what_is_saved_is_used(heard: Heard) -> None:
    """At once, without a restart."""
    heard.save('movement.every = "45 min"')

    assert [used.values["movement.every"] for used in heard.used] == ["45 min"]
    assert (heard.said, heard.notes) == ([], [])


def test_the_same_mistake_is_told_once_and_again_after_it_was_mended(heard: Heard) -> None:
    """Editors save often; whoever breaks it anew wants to know."""
    for text in ("movement.evry = 1", "movement.evry = 1", "", "movement.evry = 1"):
        heard.path.write_text(text)
        heard.config._read()

    assert len(heard.used) == 1
    assert [note.title for note in heard.notes] == ["config.toml has a mistake"] * 2
    assert all("Did you mean 'every'?" in said for said in heard.said)


@pytest.mark.parametrize("leave", [Path.unlink, lambda path: path.write_text("")])
def test_a_file_that_is_gone_or_empty_gets_a_moment(
    heard: Heard, monkeypatch: pytest.MonkeyPatch, leave: Callable[[Path], Any]
) -> None:
    """Many editors remove a file to save it; the defaults would be in force in between."""
    monkeypatch.setattr(live_config, "SAVING_SECONDS", 0.01)

    async def story() -> None:
        heard.path.write_text("")
        leave(heard.path)
        heard.config.changed()
        assert heard.used == []
        heard.path.write_text('movement.every = "45 min"')
        await asyncio.wait_for(heard.in_use.wait(), 10)

    asyncio.run(story())

    assert [used.values["movement.every"] for used in heard.used] == ["45 min"]
