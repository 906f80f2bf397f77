"""The page of the week for everybody: on a desk, on a phone, in the dark, on paper, and for who hears it."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import combinations
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, Request

from reminder.core.accounts import DayAccount
from reminder.core.period import Unit
from reminder.report.material import Material, Suggestion
from reminder.report.summary_page import as_html
from tests.report.made import HOUR, MINUTE, MONDAY, kind, lived, material, summary

pytestmark = pytest.mark.desktop

OWN = """
[own.eyes]
title = "<script>document.title='x'</script>"
every = "20 min"
[summary]
if_then = "If a call ends, then I stand up for two minutes"
"""
IDEA = Suggestion(
    "fewer-stretch",
    "You did 4 of 19 stretches in two weeks, so fewer may suit you better.",
    "Stretch: once a day",
    (("stretch.per_day", "1"),),
    ("2",),
    "reminder summary 2026-W14 --apply fewer-stretch",
)


@pytest.fixture(scope="module")
def weeks(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Material]:
    """A week of every sort, and a month and a year."""

    def folder() -> Path:
        return tmp_path_factory.mktemp("week")

    good = lived(folder(), OWN, days=35, seed=3)
    bad = summary(kind(due=40, ignored=28, skipped=9, withdrawn=3, unseen=2, undelivered=2), sat=9 * HOUR)
    (whole,) = bad.bouts
    bad = replace(bad, bouts=(whole, *(replace(whole, sat=length * MINUTE) for length in (45, 45, 48, 70, 120))))
    ache = DayAccount(MONDAY, 300, 480.0, ache=7, told=True, caffeine_limit_mg=400.0, at_bedtime_mg=120.0)
    return {
        "empty": material(summary()),
        "not begun": material(summary(), today=MONDAY),
        "first day": replace(lived(folder(), days=1), today=MONDAY),
        "good": replace(good, suggestions=(IDEA, replace(IDEA, name="higher-goal", offer="A goal of 80 %"))),
        "bad": material(replace(bad, goal_breaks=26, accounts=(ache,))),
        "month": lived(folder(), start=date(2026, 3, 1), days=31, seed=5, unit=Unit.MONTH),
        "year": lived(folder(), start=date(2026, 1, 1), days=120, seed=5, unit=Unit.YEAR),
    }


WEEKS = ("empty", "not begun", "first day", "good", "bad", "month", "year")


@dataclass
class Shown:
    """An open page, what it has asked for, and what the browser has complained of."""

    page: Page
    asked_for: list[str] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)


Show = Callable[..., Shown]


@pytest.fixture
def show(browser: Browser, weeks: dict[str, Material], tmp_path: Path) -> Iterator[Show]:
    """Opens a page. Whatever a test does with it: nothing but the file was asked for, and nothing went wrong."""
    opened: list[Shown] = []
    file = tmp_path / "summary.html"

    def show_one(name: str, width: int = 1280, **how: object) -> Shown:
        file.write_text(as_html(weeks[name]), "utf-8")
        context = browser.new_context(viewport={"width": width, "height": 900}, **how)  # type: ignore[arg-type]
        shown = Shown(context.new_page())
        opened.append(shown)

        def asked(request: Request) -> None:
            shown.asked_for.append(request.url)

        shown.page.on("request", asked)
        shown.page.on("console", lambda message: shown.problems.append(message.text))
        shown.page.on("pageerror", lambda error: shown.problems.append(str(error)))
        shown.page.goto(file.as_uri())
        return shown

    yield show_one
    for shown in opened:
        assert set(shown.asked_for) == {file.as_uri()}
        assert shown.problems == []
        shown.page.context.close()


def violations(page: Page) -> list[tuple[str, str]]:
    """What axe finds, each with the first place where it does."""
    found = Axe().run(page, options={"resultTypes": ["violations"]}).response["violations"]
    return [(each["id"], each["nodes"][0]["html"]) for each in found]


@pytest.mark.parametrize("name", WEEKS)
@pytest.mark.parametrize("width", [1280, 375])
def test_axe_finds_nothing(show: Show, name: str, width: int) -> None:
    """Names, roles, contrast, order, with every table open: in light and in dark."""
    page = show(name, width).page
    for each in page.locator("summary:visible").all():
        each.click()

    for theme in ("light", "dark"):
        page.emulate_media(color_scheme=theme)  # type: ignore[arg-type]
        assert violations(page) == []


@pytest.mark.parametrize("name", WEEKS)
@pytest.mark.parametrize("width", [320, 375, 721, 1280])
def test_no_width_needs_to_be_scrolled_across(show: Show, name: str, width: int) -> None:
    """A wide table scrolls by itself; and in no chart do words stand on each other."""
    page = show(name, width).page

    assert page.evaluate("document.documentElement.scrollWidth") <= width
    charts = page.evaluate(
        "[...document.querySelectorAll('.chart')].map(chart => [...chart.querySelectorAll('text')]"
        ".map(each => [each.textContent, each.getBoundingClientRect()]).filter(([, box]) => box.width)"
        ".map(([text, box]) => [text, box.left, box.right, box.top, box.bottom]))"
    )
    for boxes in charts:
        for (text, left, right, top, bottom), (other, *sides) in combinations(boxes, 2):
            apart = right <= sides[0] or sides[1] <= left or bottom <= sides[2] + 4 or sides[3] <= top + 4
            assert apart, (text, other)


def test_the_answer_stands_on_the_first_screen(show: Show) -> None:
    """The number, the goal, and a bar a day, without scrolling; also on a phone, but for the bars."""
    for width, what in ((1280, ".hero .days"), (375, ".goal-bar")):
        page = show("good", width).page
        box = page.locator(what).bounding_box()
        assert box is not None
        assert box["y"] + box["height"] <= 900
        assert page.locator(".number").is_visible()


def test_a_title_of_ones_own_is_not_obeyed(show: Show) -> None:
    """It is there, as what it is."""
    page = show("good").page

    assert "<script>document.title='x'</script>" in page.inner_text(".kinds")
    assert page.title() == "Week 14 of 2026 · 30 March to 5 April"


@pytest.mark.parametrize("name", WEEKS)
@pytest.mark.parametrize("paper", ["A4", "Letter"])
def test_it_prints_on_one_page(show: Show, name: str, paper: str, tmp_path: Path) -> None:
    """Whatever week it was; what can be done on the screen stays there."""
    page = show(name).page
    page.pdf(path=tmp_path / "week.pdf", format=paper, print_background=True)

    assert len(re.findall(rb"/Type\s*/Page\b", (tmp_path / "week.pdf").read_bytes())) == 1


def test_forced_colors_leave_the_bars_apart(show: Show) -> None:
    """Who has their own colors sees bars all the same, not shapes in one."""
    page = show("good", forced_colors="active").page

    fills = page.evaluate("[...document.querySelectorAll('.hero .days rect')].map(each => getComputedStyle(each).fill)")
    assert len(set(fills)) == 4


def test_the_numbers_open_by_the_keyboard(show: Show) -> None:
    """In their order, from the top."""
    page = show("good").page
    for _ in range(2):  # past the way to the numbers
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")

    assert page.locator(".hero details").get_attribute("open") is not None
    assert "Monday, March 30" in page.inner_text(".hero table")
