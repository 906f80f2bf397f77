"""The guide for everybody: whoever cannot see it, wants it calm, has a phone, no script, other settings, or paper."""

import json
import re
from collections.abc import Callable
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe

from reminder.report.guide_beats import beats
from tests.browser.conftest import OpenGuide
from tests.browser.player import GUIDE, READY, Player
from tests.report.test_guide_page import WITH_OWN

Act = Callable[[Player], None]
pytestmark = pytest.mark.desktop

HEARD = """
window.heard = [];
new MutationObserver(() => heard.push(document.getElementById("spoken").textContent))
  .observe(document.getElementById("spoken"), {childList: true, characterData: true, subtree: true});
"""

SOUNDS = """
window.contexts = 0;
window.tones = 0;
window.AudioContext = class extends AudioContext {
  constructor() { super(); window.contexts += 1; }
  createOscillator() { window.tones += 1; return super.createOscillator(); }
};
"""


def begin(player: Player) -> None:
    player.press("Space")


def help_open(player: Player) -> None:
    player.page.click(".safe a[href='#help']")


def reading(player: Player) -> None:
    for summary in player.page.locator("summary:visible").all():
        summary.click()


def ended(player: Player) -> None:
    player.press("n", "n", "n")


def nothing(player: Player) -> None:
    """It is left as it opens."""


def violations(player: Player) -> list[tuple[str, str]]:
    """What axe finds, each with the first place where it does."""
    found = Axe().run(player.page, options={"resultTypes": ["violations"]}).response["violations"]
    return [(each["id"], each["nodes"][0]["html"]) for each in found]


@pytest.mark.parametrize("act", [nothing, begin, help_open, reading, ended])
@pytest.mark.parametrize("width", [1280, 375])
def test_axe_finds_nothing(open_guide: OpenGuide, act: Act, width: int) -> None:
    """Names, roles, contrast, order: what a machine can check of who can use it, in light and in dark."""
    player = open_guide(clock=False, viewport={"width": width, "height": 800})
    act(player)

    for theme in ("light", "dark"):
        player.page.emulate_media(color_scheme=theme)

        assert violations(player) == []


def test_axe_finds_nothing_with_ones_own_exercises_and_without_a_script(open_guide: OpenGuide) -> None:
    """Those without a picture, and as those see it who let no script run."""
    player = open_guide(clock=False, guide=WITH_OWN, start="help")
    bare = open_guide(clock=False)
    bare.page.evaluate("document.documentElement.className = ''; document.getElementById('player').hidden = true")

    assert [violations(each) for each in (player, bare)] == [[], []]


def test_who_listens_is_told_what_matters_and_not_every_second(open_guide: OpenGuide) -> None:
    """In a minute of stretching: to get ready, then each move, hold, return and rest, with its number once."""
    player = open_guide()
    player.page.evaluate(HEARD)
    player.press("Space")
    player.wait(READY + 55)

    assert player.page.evaluate("heard") == [
        "Get ready: Chair-edge hamstring stretch, 1 of 3. Right leg out",
        *("Move. Right leg out · 1 of 3", "Hold", "Come back", "Rest"),
        *("Move. Right leg out · 2 of 3", "Hold", "Come back", "Rest"),
    ]


@pytest.mark.parametrize("each", GUIDE["exercises"], ids=[each["id"] for each in GUIDE["exercises"]])
def test_who_is_told_to_hold_is_told_when_to_let_go(open_guide: OpenGuide, each: dict[str, Any]) -> None:
    """With the eyes closed, by voice and by sound, as soon as it is over; in every exercise, on every side."""
    player = open_guide(start=each["id"], before=SOUNDS)
    player.press("s", "Space")
    player.skip(READY)
    told = [(player.page.text_content("#spoken").partition(".")[0], player.page.evaluate("tones"))]
    for beat in beats(each):
        player.skip(beat["until"] - beat["at"])
        told.append((player.page.text_content("#spoken").partition(".")[0], player.page.evaluate("tones")))

    held = [
        at for at, beat in enumerate(beats(each)) if beat["phase"] == "hold" and told[at][0] == each["cues"]["hold"]
    ]
    spoken_holds = sum(told[at] != told[at - 1] and words == each["cues"]["hold"] for at, (words, _) in enumerate(told))
    assert len(held) == spoken_holds == (each["tempo"]["hold"] > 0) * each["repeat"] * each["sides"]
    assert all(told[at + 1][0] == each["cues"]["back"] for at in held)
    assert all(told[at + 1][1] == told[at][1] + 1 for at in held)


def test_what_is_quick_is_told_once(open_guide: OpenGuide) -> None:
    """A hundred steps of a walk would never be heard to their end; nor are they sounded."""
    player = open_guide(start="E24", before=SOUNDS)
    player.page.evaluate(HEARD)
    player.press("s", "Space")
    player.wait(READY + 30)

    assert player.page.evaluate("heard") == ["Get ready: Walk ideas, 3 of 3", "Walk"]
    assert player.page.evaluate("tones") == 3


def test_who_listens_knows_where_they_are_also_while_nothing_moves(open_guide: OpenGuide) -> None:
    """What was said before must not stand there as if it were true; to pause and to go on is heard as well."""
    player = open_guide()

    heard = []
    for key in ("n", "Space", "Space", "Space", "p"):
        player.press(key)
        heard.append(player.page.text_content("#spoken"))
    player.press("Space")
    player.page.evaluate("location.hash = '#E02'")
    player.page.locator("#head", has_text="Side neck").wait_for()

    assert heard == [
        "Paced breathing, 2 of 3",
        "Get ready: Paced breathing, 2 of 3",
        "Paused",
        "Going on. Get ready",
        "Get ready: Chair-edge hamstring stretch, 1 of 3. Right leg out",
    ]
    assert player.page.text_content("#spoken") == ""


def test_the_figure_is_an_image_with_words(open_guide: OpenGuide) -> None:
    """And the parts it is drawn of are silent."""
    player = open_guide()

    picture = player.page.get_by_role("img")

    assert picture.count() == 1
    assert picture.get_attribute("aria-label") == GUIDE["exercises"][12]["alt"]
    assert player.page.locator("svg:not([aria-hidden=true])").count() == 0


def test_who_wants_it_calm_has_the_still_figure_words_and_a_count(open_guide: OpenGuide) -> None:
    """Nothing moves; the way is shown by arrows, and the breath by its words."""
    player = open_guide(reduced_motion="reduce", start="E22")
    player.press("Space")
    player.wait(READY + 0.5)

    assert player.page.locator("#picture .still").is_visible()
    assert player.page.locator("#picture .moving").all() != []
    assert not any(each.is_visible() for each in player.page.locator("#picture .moving").all())
    assert player.shows == ("2:00", "Breathe in", "4", "1 of 12")
    player.wait(5)
    assert player.shows == ("1:55", "Breathe out", "5", "1 of 12")
    assert player.figure_at == 0


def test_the_wish_for_calm_can_come_and_go(open_guide: OpenGuide) -> None:
    """In the middle of an exercise; the timer goes on."""
    player = open_guide()
    player.press("Space")
    player.wait(READY + 1.5)
    still, moving = (player.page.locator(f"#picture .{way}") for way in ("still", "moving"))
    before = (still.is_visible(), moving.is_visible())

    player.page.emulate_media(reduced_motion="reduce")
    player.wait(2)
    calm = (still.is_visible(), moving.is_visible(), player.text("left"))
    stood_at = player.figure_at
    player.page.emulate_media(reduced_motion="no-preference")
    player.wait(1)

    assert before == (False, True)
    assert calm == (True, False, "2:50")
    assert stood_at == pytest.approx(1.5, abs=0.1)
    assert player.figure_at == pytest.approx(4.5, abs=0.1)


def test_without_a_script_it_is_all_there_and_moves_by_itself(open_guide: OpenGuide) -> None:
    """Steps, doses and safety of each exercise; buttons that could do nothing are not shown."""
    player = open_guide(java_script_enabled=False, clock=False)
    shown = " ".join(player.page.locator("article").all_text_contents())

    for each in GUIDE["exercises"]:
        for words in (each["name"], each["dose"], each["safety"], *each["steps"]):
            assert words in shown
    assert player.page.locator("button:visible").count() == 0
    assert player.page.locator(".exercise .moving:visible").count() == len(GUIDE["exercises"]) + 1
    assert not player.page.locator("#ending").is_visible()


@pytest.mark.parametrize("act", [nothing, begin, reading, ended])
def test_nothing_is_wider_than_the_screen(open_guide: OpenGuide, act: Act) -> None:
    """On no phone has one to move the page sideways; with long words of one's own neither."""
    for guide, start in ((GUIDE, "E13"), (WITH_OWN, "help")):
        player = open_guide(guide=guide, start=start)
        act(player)

        for width in (320, 375, 414, 640, 641, 700, 881, 1280):
            player.page.set_viewport_size({"width": width, "height": 700})
            assert not player.is_wide(), width


def test_hostile_names_do_nothing(open_guide: OpenGuide) -> None:
    """Not on the page, not in the announcements, not from the address; the fixture would have seen an alert."""
    hostile = WITH_OWN["exercises"][-2]
    player = open_guide(guide=WITH_OWN, start=hostile["id"])
    player.press("Space")
    player.wait(READY + 1)

    assert player.page.inner_text("#head h2") == hostile["name"]
    assert hostile["name"] in player.page.inner_text("#phase")
    assert hostile["name"] in player.page.text_content("#spoken")
    assert player.page.locator("script").count() == 2


def test_whatever_came_into_the_page_would_not_run(open_guide: OpenGuide) -> None:
    """The browser holds the page to its own script: that is the second lock behind the escaping."""
    player = open_guide()
    refused = []
    player.page.on("requestfailed", lambda request: refused.append(request.failure))
    player.page.evaluate(
        "document.body.insertAdjacentHTML('beforeend', '<img src=x onerror=\"window.hacked = 1\">');"
        "document.body.append(Object.assign(document.createElement('script'), {textContent: 'window.hacked = 2'}))"
    )

    player.wait(1)

    assert player.page.evaluate("typeof hacked") == "undefined"
    assert refused == ["csp"]
    assert len(player.problems) == 3
    assert all("Content Security Policy" in each for each in player.problems)
    del player.asked_for[1:], player.problems[:]


def test_there_is_no_sound_until_it_is_switched_on(open_guide: OpenGuide) -> None:
    """Not even a device is opened; then one soft tone at each change."""
    player = open_guide(before=SOUNDS)
    player.press("Space")
    player.wait(READY + 24)
    silent = player.page.evaluate("[contexts, tones]")

    player.press("s")
    on = player.page.evaluate("[contexts, tones]")
    player.wait(8)
    heard = player.page.evaluate("[contexts, tones]")
    player.press("s")
    player.wait(30)

    assert silent == [0, 0]
    assert on == [1, 1]
    assert heard == [1, 4]
    assert player.page.evaluate("[contexts, tones]") == heard
    assert player.page.get_attribute("#sound", "aria-pressed") == "false"


def test_nothing_is_kept(open_guide: OpenGuide) -> None:
    """A page that remembers what one did would be a log of its own."""
    player = open_guide()
    player.press("Space")
    player.wait(READY + 20)

    state = player.context.storage_state()

    assert state == {"cookies": [], "origins": []}
    assert json.loads(player.page.evaluate("JSON.stringify(history.state)")) is None


def test_help_and_disclaimer_are_one_click_away(open_guide: OpenGuide) -> None:
    """And what comes back to the exercise by the keyboard is not lost."""
    player = open_guide(viewport={"width": 375, "height": 667})
    folds = [player.page.locator(each) for each in ("#help", "#disclaimer")]
    hidden = [each.is_visible() for each in folds]
    links = player.page.locator(".safe a").all()
    boxes = [each.bounding_box() for each in links]

    for link in links:
        link.click()

    assert hidden == [False, False]
    assert [each.is_visible() for each in folds] == [True, True]
    assert all(box is not None and box["y"] + box["height"] <= 667 for box in boxes)
    assert "Call your emergency number" in player.page.inner_text("#help")


def pages(paper: bytes) -> int:
    return len(re.findall(rb"/Type\s*/Page\b", paper))


@pytest.mark.parametrize("size", ["A4", "Letter"])
def test_it_prints_on_one_page(open_guide: OpenGuide, size: str) -> None:
    """The routine, even a long one, or the exercise that was picked, with when to stop and when to get help."""
    player = open_guide(guide={**GUIDE, "routine": ["E13", "E20", "E22", "E24"]})
    routine = player.page.pdf(format=size)
    player.page.evaluate("location.hash = '#E02'")
    player.page.locator("#head", has_text="Side neck").wait_for()
    one = player.page.pdf(format=size)
    player.page.emulate_media(media="print")

    assert (pages(routine), pages(one)) == (1, 1)
    assert player.page.locator("article:visible h2").all_inner_texts() == ["Side neck stretch"]
    assert player.page.locator(":is(button, input, .card, .player):visible").count() == 0
