"""Whole desktops, each tried as the tour does it: nothing that a user may expect there is missing."""

from pathlib import Path

import pytest

from tests.desktop.desktops import DESKTOPS
from tests.desktop.packages import need
from tests.desktop.tour import NONE_HERE, cell, visit

pytestmark = [pytest.mark.desktop, pytest.mark.heavy]


@pytest.mark.parametrize("name", DESKTOPS)
def test_everything_a_user_may_expect_is_there(name: str, tmp_path: Path) -> None:
    """The table of the tour, without a "no" in it, and with a tray in every place where there is one."""
    need(*DESKTOPS[name].programs)

    findings = visit(name, DESKTOPS[name], tmp_path)

    assert {column: cell(finding) for column, finding in findings.items() if finding.good is False} == {}
    assert (findings["menu"] == NONE_HERE) is not DESKTOPS[name].has_tray
