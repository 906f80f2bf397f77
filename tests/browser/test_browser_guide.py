"""The guide in a real Chromium: it says first what to do, keeps time, and can be played by keyboard alone."""

import pytest

from tests.browser.conftest import OpenGuide
from tests.browser.player import BETWEEN, CHANGE, GUIDE, READY
from tests.report.test_guide_page import WITH_OWN

pytestmark = pytest.mark.desktop

EVERY = {each["id"]: each for each in GUIDE["exercises"]}
FRAMES = """
window.drawn = 0;
const asked = requestAnimationFrame;
window.requestAnimationFrame = (draw) => { window.drawn += 1; return asked(draw); };
null;
"""
SCREENS = {
    "desk": (1280, 720),
    "phone": (375, 667),
    "small phone": (320, 568),
    "phone on its side": (667, 375),
    "twice its size": (640, 360),
}


@pytest.mark.parametrize("size", SCREENS.values(), ids=SCREENS)
def test_the_first_screen_says_what_to_do_now(open_guide: OpenGuide, size: tuple[int, int]) -> None:
    """Its name, how much of it, the figure, the time, and one button: without moving the page."""
    width, height = size
    player = open_guide(viewport={"width": width, "height": height})
    boxes = [player.page.locator(each).bounding_box() for each in ("#head", "#picture", "#left", "#start")]

    assert player.text("head") == "Chair-edge hamstring stretch 20 seconds, three times a side"
    assert all(box is not None and box["y"] >= 0 and box["y"] + box["height"] <= height for box in boxes)
    assert player.shows == ("2:53", "When you are ready", "", "Right leg out")
    assert player.page.locator("button.main:visible").count() == 1


def test_a_routine_is_played_by_keyboard_alone(open_guide: OpenGuide) -> None:
    """From Tab and Space to the closing words; each exercise begins by itself, after a while to get ready."""
    player = open_guide()
    heard = []

    while player.focus != "start":
        player.press("Tab")
    player.press("Space")
    for _ in range(100):
        heard.append((player.text("head").partition(" ")[0], player.text("phase")))
        if player.stage == "over":
            break
        player.skip(5)

    names = list(dict.fromkeys(name for name, _ in heard))
    assert names == ["Chair-edge", "Paced", "Walk", "That"]
    assert ("Paced", "Get ready") in heard
    assert "This page records nothing." in player.text("text")
    assert "reminder done" in player.text("text")
    assert player.text("start") == "Start again"
    assert player.focus == "start"


def test_the_timer_is_right_to_a_second_over_a_minute(open_guide: OpenGuide) -> None:
    """Drawn frame by frame."""
    player = open_guide()

    player.press("Space")
    assert player.shows == ("2:53", "Get ready", "5", "Right leg out")
    player.wait(READY + 0.5)
    seen = [player.text("left")]
    for _ in range(6):
        player.wait(10)
        seen.append(player.text("left"))

    assert seen == ["2:53", "2:43", "2:33", "2:23", "2:13", "2:03", "1:53"]
    assert player.shows == ("1:53", "Hold", "19", "Right leg out · 3 of 3")


def test_a_tab_that_slept_is_where_it_would_have_been(open_guide: OpenGuide) -> None:
    """Browsers wake a hidden tab once a minute or not at all: time is read, and not counted."""
    player = open_guide()
    hide = "Object.defineProperty(document, 'hidden', {value: %s, configurable: true});"
    player.press("Space")
    player.wait(READY)

    player.page.evaluate(f"{hide % 'true'} document.dispatchEvent(new Event('visibilitychange'))")
    player.skip(60)
    after_a_minute = player.text("left")
    player.skip(173 - 60 + BETWEEN + 30)

    assert after_a_minute == "1:53"
    assert player.text("head").startswith("Paced breathing")
    assert player.shows == ("1:30", "Breathe in", "4", "4 of 12")


def test_pause_stops_the_timer_and_the_figure(open_guide: OpenGuide) -> None:
    """And going on goes on from there."""
    player = open_guide()
    player.press("Space")
    player.wait(READY + 10.5)

    player.press("Space")
    before = (player.shows, player.figure_at)
    player.skip(30)
    player.wait(1)
    after = (player.shows, player.figure_at)
    player.press("Space")
    player.wait(5)

    assert before == after
    assert before[0] == ("2:43", "Paused", "", "Right leg out · 1 of 3")
    assert player.shows == ("2:38", "Hold", "8", "Right leg out · 1 of 3")


def test_the_figure_moves_with_the_timer(open_guide: OpenGuide) -> None:
    """Second by second of its repetition; and it is really drawn elsewhere."""
    player = open_guide()
    leg = "document.querySelector('#picture .moving path:has(animate)').getBBox().x"
    player.press("Space")
    player.wait(READY)
    upright = player.page.evaluate(leg)

    places = []
    for _ in range(3):
        player.wait(1)
        places.append(player.figure_at)

    assert places == pytest.approx([1, 2, 3], abs=0.05)
    assert player.page.evaluate(leg) != upright
    player.wait(28)
    assert player.figure_at == pytest.approx(3, abs=0.05)


def test_the_example_before_the_start_does_not_dwell(open_guide: OpenGuide) -> None:
    """Who only looks sees it all within eight seconds, not within half a minute."""
    player = open_guide()
    player.press("n", "p")
    places = []
    for _ in range(10):
        player.wait(1)
        places.append(round(player.figure_at))

    assert max(places) > 23
    assert len([at for at in places if 5 < at < 23]) == 0


def test_the_example_comes_to_rest_and_can_be_seen_again(open_guide: OpenGuide) -> None:
    """A page that was left open does not move for hours, nor keep a processor busy; pointing at it is asking again."""
    player = open_guide()
    player.press("n", "p")
    player.skip(70)
    player.wait(1)
    rests = player.figure_at
    player.page.evaluate(FRAMES)
    player.wait(5)
    drawn = player.page.evaluate("drawn")

    player.page.mouse.move(400, 250)
    player.wait(1)

    assert (rests, drawn) == (3, 0)
    assert player.figure_at == pytest.approx(1, abs=0.1)


def test_the_second_side_is_mirrored(open_guide: OpenGuide) -> None:
    """After a moment to change; the words say which side it is."""
    player = open_guide()
    seen = "getComputedStyle(document.querySelector('#picture .seen')).transform"
    player.press("Space")
    player.skip(READY + 83)
    first = (player.text("where"), player.page.evaluate(seen))
    player.skip(1)
    player.wait(1)
    change = player.shows
    player.wait(CHANGE)

    assert first == ("Right leg out · 3 of 3", "none")
    assert change == ("1:28", "Change sides", "4", "Left leg out")
    assert player.shows[1::2] == ("Move", "Left leg out · 1 of 3")
    assert player.page.evaluate(seen) == "matrix(-1, 0, 0, 1, 0, 0)"


def test_a_palm_turned_up_is_no_mirror_image_and_the_other_arm_is(open_guide: OpenGuide) -> None:
    """Twice palm down, twice palm up, and then the same with the other arm."""
    player = open_guide(start="E15")
    mirrored = "document.querySelector('#picture').classList.contains('mirrored')"
    player.press("Space")
    player.skip(READY)
    seen = []
    for _ in range(3):
        seen.append((player.text("where").partition(" · ")[0], player.page.evaluate(mirrored)))
        player.skip(50)
        player.wait(0.5)
        seen.append((player.text("phase"), player.page.evaluate(mirrored)))
        player.wait(CHANGE - 0.5)

    assert seen == [
        ("Right palm down", False),
        ("Change", False),
        ("Right palm up", False),
        ("Change sides", True),
        ("Left palm down", True),
        ("Change", True),
    ]


def test_breathing_has_a_circle_that_grows_for_four_seconds_and_shrinks_for_six(open_guide: OpenGuide) -> None:
    """Six breaths a minute, with words and a count."""
    player = open_guide(start="E22")
    size = "document.querySelector('#picture .breath circle').r.animVal.value"
    player.press("Space")
    player.wait(READY + 0.02)
    sizes, told = [], []
    for _ in range(10):
        sizes.append(player.page.evaluate(size))
        told.append(f"{player.text('phase')} {player.text('count')}")
        player.wait(1)

    assert sizes[:5] == sorted(sizes[:5])
    assert sizes[4:] == sorted(sizes[4:], reverse=True)
    assert max(sizes) == pytest.approx(48, abs=0.1)
    assert told == [
        *(f"Breathe in {left}" for left in (4, 3, 2, 1)),
        *(f"Breathe out {left}" for left in (6, 5, 4, 3, 2, 1)),
    ]
    assert player.text("where") == "2 of 12"


def test_keys_go_forth_and_back_and_to_the_end(open_guide: OpenGuide) -> None:
    """Letters and arrows; past the ends there is nothing to fall off."""
    player = open_guide()

    names = []
    for key in ("n", "ArrowRight", "p", "ArrowLeft", "P", "N", "n", "n", "n", "p"):
        player.press(key)
        names.append(player.text("head").partition(" ")[0])

    ends = ["Paced", "Walk", "That", "That", "Walk"]
    assert names == ["Paced", "Walk", "Paced", "Chair-edge", "Chair-edge", *ends]


def test_who_is_in_the_middle_of_it_goes_on_in_the_next(open_guide: OpenGuide) -> None:
    """Forth and back do not stop the timer."""
    player = open_guide()
    player.press("Space")
    player.wait(READY + 2)

    player.press("n")

    assert player.shows == ("2:00", "Get ready", "5", "")
    player.wait(READY + 1.5)
    assert player.shows == ("1:59", "Breathe in", "3", "1 of 12")


def test_space_on_a_button_presses_it_once(open_guide: OpenGuide) -> None:
    """The page's key and the button's own must not undo each other; on another button it is that one's."""
    player = open_guide()
    player.page.focus("#start")
    player.press("Space")
    once = player.text("start")
    player.press("Enter")
    twice = player.text("start")
    player.page.focus("#next")
    player.press("Space")

    assert (once, twice) == ("Pause", "Go on")
    assert player.text("head").startswith("Paced")
    assert player.text("start") == "Start"


def test_keys_with_control_and_keys_switched_off_do_nothing(open_guide: OpenGuide) -> None:
    """Ctrl+P prints, Ctrl+S saves; and who dictates can have the letters for themselves."""
    player = open_guide()
    player.press("Control+s", "Alt+n", "Meta+p")
    untouched = (player.text("head"), player.page.get_attribute("#sound", "aria-pressed"))
    player.page.click("text=Keys >> visible=true")
    player.page.uncheck("#keys")
    player.page.evaluate("document.activeElement.blur()")
    player.press("n", "Space")

    assert untouched == (player.text("head"), "false")
    assert player.text("start") == "Start"


def test_any_exercise_can_be_picked_and_the_routine_waits(open_guide: OpenGuide) -> None:
    """Its card loads it, by mouse and by keyboard; next leads back to where one was."""
    player = open_guide()
    player.press("n")
    player.page.locator(".areas .card", has_text="Chin glide").focus()
    player.press("Enter")
    player.page.locator("#head", has_text="Chin glide").wait_for()

    assert player.text("head") == "Chin glide 5 seconds, eight times"
    assert player.focus == "playing"
    assert player.page.url.endswith("#E01")
    assert player.page.locator(".card[aria-current]").all_inner_texts()[0].startswith("Chin glide")

    player.press("Space")
    player.skip(READY + 80)
    assert player.text("head") == "That is all for now."
    player.press("Space")
    assert player.text("head").startswith("Chin glide")
    assert player.page.get_attribute("#next", "aria-disabled") == "false"
    player.press("n")
    assert player.text("head").startswith("Paced")


def test_next_leads_from_what_was_picked_back_to_the_routine_also_at_its_end(open_guide: OpenGuide) -> None:
    """What was picked is done; the routine goes on where it was."""
    player = open_guide(place="#E01")
    player.press("Space")
    player.skip(READY + 80)
    over = player.stage

    player.page.click("#next")

    assert over == "over"
    assert player.text("head").startswith("Chair-edge")


def test_the_ends_of_the_routine_are_told_by_the_buttons(open_guide: OpenGuide) -> None:
    """And the head of the page says where in it one is."""
    player = open_guide()
    seen = []
    for _ in range(4):
        ends = [player.page.get_attribute(f"#{each}", "aria-disabled") for each in ("previous", "next")]
        seen.append((player.text("place"), *ends))
        player.press("n")

    assert seen == [
        ("1 of", "true", "false"),
        ("2 of", "false", "false"),
        ("3 of", "false", "false"),
        ("", "false", "true"),
    ]


def test_a_card_of_the_routine_goes_on_as_next_does_and_another_waits(open_guide: OpenGuide) -> None:
    """Whoever is in the middle of it does not want to press start again."""
    player = open_guide()
    player.press("Space")
    player.wait(READY + 2)

    player.page.click(".strip .card >> nth=1")
    player.page.locator("#head", has_text="Paced").wait_for()
    going = player.stage
    player.page.click(".areas .card >> text=Chin glide")
    player.page.locator("#head", has_text="Chin glide").wait_for()

    assert (going, player.stage) == ("ready", "idle")


def test_a_reload_shows_what_was_on_the_stage(open_guide: OpenGuide) -> None:
    """Forth and back write the address, without filling the way back; an empty one is the routine."""
    player = open_guide()
    player.press("n")
    player.page.reload()
    again = player.text("head")
    player.page.evaluate("location.hash = ''")
    player.page.locator("#head", has_text="Chair-edge").wait_for()

    assert again.startswith("Paced")
    assert "#" not in player.page.url


def test_at_the_end_it_shows_what_was_done(open_guide: OpenGuide) -> None:
    """The figures of the routine, at rest; of a picked one its own; the mark where there is no figure."""
    player = open_guide()
    bare = open_guide(guide=WITH_OWN, start="help")
    figures = "#picture svg:visible"

    player.press("n", "n", "n")
    bare.press("n")
    routine = player.page.locator(figures).count()
    player.page.evaluate("location.hash = '#E01'")
    player.page.locator("#head", has_text="Chin glide").wait_for()
    player.press("Space")
    player.skip(READY + 80)

    assert (routine, player.page.locator(figures).count(), bare.page.locator(figures).count()) == (3, 1, 1)
    assert player.page.locator("#picture animate").count() == 0


def test_the_address_says_which(open_guide: OpenGuide) -> None:
    """`guide.html#E05` opens it; what is not an exercise changes nothing."""
    player = open_guide(place="#E05")
    picked = player.text("head")
    player.page.evaluate("location.hash = '#safety'")
    player.page.evaluate("location.hash = '#constructor'")
    player.wait(1)

    assert picked.startswith("Shoulder-blade squeeze")
    assert player.text("head") == picked


def test_each_exercise_can_be_played_to_its_end(open_guide: OpenGuide) -> None:
    """With its own words and length, and from there to the closing words; here there is no routine to go on with."""
    player = open_guide(start="E01")
    for name, each in EVERY.items():
        player.page.evaluate(f"location.hash = '{name}'")
        player.page.locator(f"#head h2:text-is('{each['name']}')").wait_for()
        whole = each["seconds"] + CHANGE * (each["sides"] - 1)
        minutes, seconds = player.text("left").split(":")
        player.press("Space")
        player.skip(READY + 0.1)
        begun = player.text("phase")
        player.skip(whole - 0.2)
        stages = [player.stage]
        player.skip(0.2)
        stages.append(player.stage)

        assert int(minutes) * 60 + int(seconds) == round(whole)
        assert begun == each["cues"]["out"]
        assert stages == ["going", "over"]
