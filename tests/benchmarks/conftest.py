"""What tests of the benchmarks share: a session without a screen or a bus."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.desktop.session import Session


class EmptySession(Session):
    """Its folders alone."""

    def _start(self) -> None:
        pass


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    with EmptySession(tmp_path / "session") as found:
        yield found
