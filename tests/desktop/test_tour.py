"""The pure parts of the tour: its table, and what decides its exit code."""

from tests.desktop.judging import Finding
from tests.desktop.tour import COLUMNS, NONE_HERE, Findings, both, cell, is_bad, table
from tests.desktop.visiting import texts

GOOD, BAD = Finding(good=True), Finding(good=False, note="an icon: not within 15 s")


def findings(**named: Finding) -> Findings:
    return dict.fromkeys(COLUMNS, GOOD) | named


def test_a_table_has_a_line_for_each_desktop_and_a_cell_for_each_column() -> None:
    """It is pasted as it is into a page."""
    first, rule, *lines = table({"xfce": findings(), "bare": findings(icon=NONE_HERE)}).splitlines()

    assert first == f"| desktop | {' | '.join(COLUMNS)} |"
    assert rule.count("---") == len(COLUMNS) + 1
    assert [line.split(" | ")[:2] for line in lines] == [["| xfce", "yes"], ["| bare", "—"]]


def test_a_note_stays_in_its_cell() -> None:
    """A traceback or a bar in it would break the table."""
    assert cell(Finding(good=False, note="a | b\nc")) == "**no**: a \\| b c"


def test_what_is_not_there_is_not_bad_and_what_fails_is() -> None:
    """A desktop without a tray has no icon to miss."""
    assert not is_bad(findings(icon=NONE_HERE))
    assert is_bad(findings(menu=BAD))


def test_two_findings_in_a_cell_are_good_only_together() -> None:
    """A prompt that does not come back is not made good by one that came."""
    assert both(GOOD, NONE_HERE) == GOOD
    assert both(GOOD, BAD) == BAD
    assert both(BAD, GOOD).good is False


def test_a_row_is_known_by_what_the_menu_really_says() -> None:
    """The tour counts rows on the screen by the menu's own text, which must name those it chooses."""
    assert "Resume" in texts(paused=True)
    assert {"Done", "Skip"} <= set(texts(asked=True))
    assert "Skip" not in texts()
