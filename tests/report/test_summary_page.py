"""The page of the week: the answer first, nothing loaded, no text obeyed, nothing claimed that nobody knows."""

import re
from base64 import b64encode
from collections import Counter
from dataclasses import replace
from datetime import date, timedelta
from hashlib import sha256
from importlib.resources import files
from itertools import product
from pathlib import Path
from typing import Any

import pytest

from reminder.core.accounts import DayAccount
from reminder.core.comparison import Compared, Measure
from reminder.core.moments import Slot
from reminder.core.period import Period, Unit
from reminder.core.summary import RULE
from reminder.report.material import Material, Suggestion
from reminder.report.summary_page import as_html
from tests.html_page import HOSTILE, Page
from tests.report.made import HOUR, MINUTE, MONDAY, day, kind, lived, material, of_days, summary
from tests.wcag import contrast, rgb

IDEA = Suggestion(HOSTILE, HOSTILE, HOSTILE, ((HOSTILE, HOSTILE),), (HOSTILE,), HOSTILE)
RICH = replace(
    summary(
        kind(due=40, observed=20, claimed=6, skipped=3, ignored=2, natural=9, held={"call": 5, HOSTILE: 2}, unseen=1),
        replace(kind("eyes", claimed=2, logged=1, snoozed=4, withdrawn=3), hours={(0, 9): Slot(2, 1)}),
        sat=3 * HOUR,
    ),
    answers=(MINUTE, 2 * MINUTE),
    goal_breaks=22,
    accounts=(DayAccount(MONDAY, 1250, 190.0, 30, 3, told=True, water_goal_ml=1800, caffeine_limit_mg=400.0),),
)
HOSTILE_WEEK = material(
    RICH,
    name=lambda kind: HOSTILE if kind == "eyes" else kind.capitalize(),
    if_then=HOSTILE,
    suggestions=(IDEA,),
    compared=(Compared(Measure.RATE, 0.8, (0.7, 0.6, 0.7)),),
    version=HOSTILE,
)
STYLE = files("reminder.report").joinpath("summary.css").read_text("utf-8")


def words(told: Material) -> str:
    """What stands on the page, without the style, on one line."""
    html = as_html(told)
    shown = re.sub(r"<style>.*?</style>|<[^>]+>", " ", html, flags=re.DOTALL)
    return re.sub(r"\s+", " ", shown.replace("\N{NO-BREAK SPACE}", " "))


def test_nothing_is_loaded_from_anywhere_and_no_script_runs() -> None:
    """The promise is that everything stays on the machine; the only address is that of a pattern on the page."""
    html = as_html(HOSTILE_WEEK)
    page = Page(html)

    assert not {tag for tag, _ in page.elements} & {"script", "link", "img", "iframe", "base", "object", "form"}
    assert not re.search(r"https?:|//\w|@import|src=|javascript:", html)
    assert set(re.findall(r"url\([^)]*\)", html)) == {"url(#hatch)"}
    assert not any(name.startswith("on") or name == "style" for _, found in page.elements for name in found)
    (policy,) = (each["content"] for each in page.all("meta") if each.get("http-equiv") == "Content-Security-Policy")
    hashed = b64encode(sha256(page.inside["style"].encode()).digest()).decode()
    assert policy == f"default-src 'none'; style-src 'sha256-{hashed}'; base-uri 'none'; form-action 'none'"


def test_a_text_of_ones_own_stays_a_text() -> None:
    """A kind's title, a plan, a reason, a command: shown, and not obeyed; and a blank in them stays one."""
    page = Page(as_html(HOSTILE_WEEK))

    assert "script" not in {tag for tag, _ in page.elements}
    assert page.inside["h3"].count(HOSTILE) == 3  # the idea, the plan, the kind
    assert page.inside["code"].count(HOSTILE) == 4  # the setting, its values, and the command
    assert all(HOSTILE in page.inside[tag] for tag in ("th", "span", "p"))


def test_the_page_answers_first_did_i_move() -> None:
    """One number, how it is known, the goal and its days; the chart says the same to who hears it."""
    told = words(material(RICH))

    assert "You got up for 26 of 31 breaks 20 seen, 6 as you said. 9 more unasked." in told
    assert "Your goal: 22 of 31, 70 % of the breaks you were asked for. You kept your goal on 1 of 1 day." in told
    labels = [str(each["aria-label"]) for each in Page(as_html(material(RICH))).all("svg") if "aria-label" in each]
    assert labels[0] == "26 of 31 breaks taken, the goal is 22."
    assert labels[1].startswith(
        "Breaks by day. Monday, March 2: 26 of 31 breaks taken, 9 unasked. Tuesday, March 3: no"
    )


def test_every_chart_has_its_words_and_its_numbers() -> None:
    """For who hears the page, and for who wants to know exactly."""
    page = Page(as_html(material(RICH)))
    charts = [each for each in page.all("svg") if "chart" in str(each.get("class"))]

    assert all(each["role"] == "img" and each["aria-label"] for each in charts)
    assert all(each.get("aria-hidden") == "true" for each in page.all("svg") if each not in charts)
    assert len(page.all("table")) == len(page.all("caption")) == 5  # no hours: none of movement's are known


def test_the_rate_stands_with_its_rule() -> None:
    """C1, one click away; a kind that came to no answer has none."""
    told = words(material(RICH))

    assert "How the rate is counted" in told
    assert RULE[1:] in told
    assert "Movement break 84 %" in told
    assert "eyes 100 %" in told
    assert words(material(summary(kind(natural=2)))).count("%") == 0


def test_a_week_without_data_says_so_and_no_number() -> None:
    """And, while it goes on, when there will be something."""
    over, running = (words(material(summary(), today=today)) for today in (date.max, MONDAY))

    assert "No data for week 10 Reminder did not run, so there is nothing to tell." in over
    assert "Once it has run for a while" in running
    assert "so far" not in running
    assert not Page(as_html(material(summary()))).all("table")


@pytest.mark.parametrize(
    ("told", "said"),
    [
        (summary(kind(natural=3), sat=HOUR), "You took 3 breaks unasked You got up before you were asked, every time."),
        (summary(kind(natural=1), sat=HOUR), "You took 1 break unasked"),
        (summary(kind(withdrawn=2), sat=HOUR), "No break was asked for in week 10"),
        (summary(kind(observed=1), unknown=HOUR), "How long you sat is not known here."),
        (summary(kind(observed=1)), "You got up for 1 of 1 break 1 seen."),
    ],
)
def test_what_is_not_known_is_not_made_up(told: Any, said: str) -> None:
    """No rate of nothing, no sitting that nobody saw."""
    assert said in words(material(told))


def test_days_that_are_to_come_are_not_without_data() -> None:
    """And the title says that the week goes on."""
    told = words(material(of_days([day(done=1)]), today=MONDAY + timedelta(days=2)))

    assert "Week 10 of 2026 · 2 to 8 March · so far" in told
    assert told.count("to come") >= 4
    assert "Tuesday, March 3 no data" in told


def test_ideas_come_with_the_change_and_the_way_back() -> None:
    """The exact setting, the command that makes the change, and the one that takes it back."""
    idea = Suggestion(
        "n", "You did 4 of 19.", "Stretch: once a day", (("stretch.per_day", "1"),), ("2",), "reminder … --apply n"
    )
    told = words(material(RICH, suggestions=(idea,)))

    assert "What you could try Stretch: once a day You did 4 of 19. stretch.per_day: 2 -&gt; 1" in told
    assert "reminder … --apply n" in told
    assert "reminder config undo takes back the change that was made last." in told


def test_a_plan_is_shown_or_invited() -> None:
    """Evidence, section 6: if-then plans; one may do without."""
    assert "If a call ends, then I stand Your plan." in words(material(RICH, if_then="If a call ends, then I stand"))
    assert "reminder config set summary.if_then" in words(material(RICH))


def test_aches_stand_beside_sitting_without_a_cause() -> None:
    """Nor are they there where none was told."""
    assert "not because of each other: a few weeks cannot prove a cause" in words(material(RICH))
    assert "aches from 0 to 10" not in words(material(replace(RICH, accounts=())))


def test_one_compares_with_oneself() -> None:
    """In words; nothing is said where there is nothing before."""
    assert "Beside your last weeks You took 80 % of the breaks you were asked for: more than" in words(HOSTILE_WEEK)
    assert "Beside" not in words(material(RICH))


@pytest.mark.parametrize("unit", Unit)
def test_every_period_has_its_page(unit: Unit) -> None:
    """From the same parts: a day a bar, or a month a bar."""
    period = Period.of(unit, MONDAY)
    told = replace(summary(kind(observed=9, skipped=1), sat=HOUR, period=period), goal_breaks=7)
    page = Page(as_html(material(told)))

    assert Counter(tag for tag, _ in page.elements)["tr"] > {Unit.WEEK: 7, Unit.MONTH: 28, Unit.YEAR: 12}[unit]
    titles = {Unit.WEEK: "Week 10 of 2026 · 2 to 8 March", Unit.MONTH: "March 2026", Unit.YEAR: "2026"}
    assert page.inside["h1"] == titles[unit]


def test_a_lived_week_has_every_section(tmp_path: Path) -> None:
    """Out of a real log, with four weeks before it."""
    told = lived(tmp_path, days=35)
    headings = re.findall(r"<h2>([^<]*)</h2>", as_html(told))

    assert {"Beside your last weeks", "When breaks are missed", "Sitting", "Every kind of reminder"} <= set(headings)
    assert {"Held back, and answered", "Water", "Caffeine"} <= set(headings)


# The looks


def palettes() -> list[dict[str, str]]:
    """The colors in light, in dark and on paper."""
    found = [
        dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6})", block))
        for block in re.findall(r":root \{(.*?)\}", STYLE, re.DOTALL)
    ]
    return [found[0], {**found[0], **found[1]}, {**found[0], **found[2]}]


@pytest.mark.parametrize("colors", palettes(), ids=["light", "dark", "paper"])
def test_texts_and_marks_stand_out(colors: dict[str, str]) -> None:
    """4.5 to 1 for text, 3 to 1 for what a chart is read by (WCAG 1.4.3, 1.4.11)."""
    for text, ground in product(("text", "muted", "accent"), ("surface", "tint", "ground")):
        assert contrast(rgb(colors[text]), rgb(colors[ground])) >= 4.5, (text, ground)
    for text, ground in (("on-m0", "m0"), *product(("on-m",), ("m1", "m2", "m3", "m4"))):
        assert contrast(rgb(colors[text]), rgb(colors[ground])) >= 4.5, (text, ground)
    marks = ("observed", "claimed", "natural", "snoozed", "mark", "sat", "overlong", "water", "caffeine", "held")
    for mark in marks:
        assert contrast(rgb(colors[mark]), rgb(colors["surface"])) >= 3, mark


def test_every_class_has_its_style() -> None:
    """What has no color would be drawn in black."""
    drawn = {
        name
        for html in map(as_html, (HOSTILE_WEEK,))
        for name in re.findall(r'<(?:rect|circle|line) class="([\w-]+)"', html)
    }

    assert drawn
    assert all(re.search(rf"\.{name}\b[^{{]*\{{", STYLE) for name in drawn)


def test_no_bar_leaves_its_chart() -> None:
    """Places are in percent of the width, from 0 to 100, and nothing has a length below zero."""
    html = as_html(material(RICH))
    bars = re.findall(r'x="([\d.-]+)%" y="([\d.-]+)" width="([\d.-]+)%" height="([\d.-]+)"', html)

    assert bars
    for x, y, wide, tall in ([float(number) for number in each] for each in bars):
        assert x >= 0
        assert x + wide <= 100.01
        assert y >= 0
        assert min(wide, tall) > 0
