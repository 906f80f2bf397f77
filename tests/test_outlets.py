"""Whatever somebody calls a reminder of theirs, it comes out as these words, and as nothing that is obeyed.

Each outlet is tried with the same texts: markup, templates, commands, formulas, and whatever else a setting may hold.
"""

import csv
import io
import json
import tempfile
import tomllib
from pathlib import Path
from types import SimpleNamespace
from unicodedata import category
from xml.etree import ElementTree as ET

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from reminder.backends import Unavailable, in_a_line
from reminder.bus import CallFailed
from reminder.config import WayBack, set_value
from reminder.config.mistakes import Wrong
from reminder.config.texts import Text as TextOption
from reminder.core.effects import RecordIntake
from reminder.core.events import Drank
from reminder.journal import Journal
from reminder.notify import Text
from reminder.notify.freedesktop_message import Server, note
from reminder.report.bar_words import escaped
from reminder.report.guide_page import as_html
from reminder.report.log_csv import FORMULA, as_csv
from reminder.tray.sni.menu import _properties
from tests.html_page import Page
from tests.report.made import kind, material, summary
from tests.report.test_guide_page import GUIDE, MINE
from tests.report.test_report_terminal import render
from tests.test_journal import DAY, NOON, STATE

ATTACKS = (
    *("<b>bold</b>", "&amp;", '"><script>alert(1)</script>', "</style>", "<img src=x onerror=alert(1)>", "]]>", "<!--"),
    *(
        "javascript:alert(1)",
        "&#x3c;",
        "<a href='https://there.example'>",
        "[red]",
        "[/]",
        "[link=https://there.example]",
    ),
    *("**bold**", "$title", "${HOME}", "$(id)", "`id`", "%s", "%n", "{}", "{0.__class__}", "'; DROP TABLE outcome; --"),
    *("\\", '"', "'", "-", "--version", "=1+1", "@SUM(A1)", "_File", "&File", "#", "|", "~", "*"),
    *("\u202e", "\u2066", "\u200b", "\u0301", "日本", "\U0001f9d8\u200d\u2640\ufe0f"),
)
ANY = st.lists(st.sampled_from(ATTACKS) | st.text(max_size=8), min_size=1, max_size=4).map("".join)
LINE = TextOption(200)


def _allowed(text: str) -> bool:
    try:
        return LINE.read(text) == text
    except Wrong:
        return False


WORDS = ANY.filter(_allowed)
"""What may stand in a setting: one line, not empty, without what nobody can see or a terminal would obey."""

few = settings(max_examples=60)


@few
@given(ANY)
@example("\x1b]0;title\x07")
@example("\x9b31m")
@example("\u202eabc")
@example("a\0b")
@example("two\nlines")
@example("\ud800")
def test_a_setting_holds_no_character_that_is_obeyed(text: str) -> None:
    """A terminal obeys escapes, a log takes a line's end for one more line, an override turns the words beside it."""
    assert not _allowed(text) or not any(category(sign) in {"Cc", "Cs"} or sign in "\u202d\u202e" for sign in text)


@few
@given(ANY)
@example("\x1b]0;title\x07two\nlines \u202e\ud800")
def test_what_others_say_of_themselves_comes_in_one_line(text: str) -> None:
    """A program's name, an error's text: from the session bus, where any program of the user's may speak."""
    line = in_a_line(text)

    assert line.isprintable()
    assert [sign for sign in line if sign != " "] == [sign for sign in text if sign.isprintable() and sign != " "]
    assert str(Unavailable(text)) == str(CallFailed(text)) == line


@few
@given(WORDS)
def test_a_notification_says_the_words_with_markup_and_without(words: str) -> None:
    """Servers that read markup show the same as those that do not; a title never is any."""
    for can in ({"body"}, {"body", "body-markup"}):
        _, _, _, title, body, *_ = note(Text(words, words), Server("any", frozenset(can)), icon="", replaces=0).body
        shown = ET.fromstring(f"<body>{body}</body>") if "body-markup" in can else None  # noqa: S314 - our own

        assert title == words
        assert (body if shown is None else shown.text) == words
        assert shown is None or not len(shown)


@few
@given(WORDS)
def test_a_bar_shows_the_words(words: str) -> None:
    """Waybar reads Pango's markup in a tooltip."""
    shown = ET.fromstring(f"<tooltip>{escaped(words)}</tooltip>")  # noqa: S314 - our own

    assert (shown.text, len(shown)) == (words, 0)


@few
@given(WORDS)
def test_a_menu_shows_the_words(words: str) -> None:
    """One _ would be eaten, and underline the letter behind it."""
    item = SimpleNamespace(text=words, enabled=True, checked=None, submenu=None)

    label = _properties(item)["label"].value

    assert label.replace("__", "\0").count("_") == 0
    assert label.replace("__", "_") == words


def page_with(words: str) -> Page:
    mine = MINE | dict.fromkeys(("id", "name", "dose", "alt", "safety"), words)
    return Page(as_html({**GUIDE, "exercises": [mine]}, version="1"))


@pytest.mark.parametrize("words", ["".join(filter(_allowed, ATTACKS)), "".join(filter(_allowed, reversed(ATTACKS)))])
def test_a_page_has_no_element_and_no_attribute_more(words: str) -> None:
    """Whatever stands in the words; and the policy would let nothing of it run."""
    page, plain = page_with(words), page_with("plain")

    assert [(tag, [*given]) for tag, given in page.elements] == [(tag, [*given]) for tag, given in plain.elements]
    assert words in page.inside["h2"]


@few
@given(WORDS)
def test_a_table_has_the_words_and_no_formula(words: str) -> None:
    """Files are passed on, and a spreadsheet runs what begins as a formula does."""
    table = as_csv([], [{"at": NOON, "event": "drank", "ml": 250, "drink": words}])

    (row,) = csv.DictReader(io.StringIO(table, newline=""))
    assert row["name"] == (f"'{words}" if words.startswith(FORMULA) else words)


def test_the_log_keeps_the_words(tmp_path: Path) -> None:
    """They go to SQLite beside its language, never in it."""
    with Journal.open(tmp_path / "data" / "journal.sqlite") as journal:

        @few
        @given(WORDS)
        def kept(words: str) -> None:
            journal.commit([RecordIntake(Drank(NOON, 200, words), DAY)], STATE)

            assert journal.told(DAY, DAY)[-1] == Drank(NOON, 200, words)

        kept()


@settings(max_examples=25)
@given(WORDS)
def test_a_setting_that_a_command_writes_is_read_as_it_was_said(words: str) -> None:
    """As TOML, in which quotes, escapes and headings have meanings."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "config.toml"
        path.write_text('[own.eyes]\nevery = "20 min"\ntitle = "x"\n')

        try:
            set_value(path, "own.eyes.body", words, WayBack(Path(folder) / "before.json"))
        except Exception as refused:
            raise AssertionError(f"{words!r}: {refused}") from refused

        assert tomllib.loads(path.read_text("utf-8"))["own"]["eyes"]["body"].strip() == words.strip()


@pytest.mark.parametrize("words", ["[red]rest[/red]", "[link=a]rest", "[/]", "[bold", "%s {}", "{0!r}"])
def test_a_terminal_shows_the_words(words: str) -> None:
    """The summary is laid out by a library that has a markup of its own."""
    week = material(summary(kind("eyes", due=2, observed=1)), name=lambda _: words)

    shown = render(week, width=160, color=False, encoding="utf-8")

    assert words in shown
    assert "\x1b" not in shown


@few
@given(WORDS)
def test_json_is_one_line_of_ascii(words: str) -> None:
    """As `--json` prints it: whatever reads it, and whatever terminal shows it."""
    line = json.dumps({"title": words})

    assert line.isascii()
    assert line.isprintable()
    assert json.loads(line) == {"title": words}
