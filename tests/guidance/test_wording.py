"""What one prompt says: short, in turn, with the day's numbers, and for whoever it is."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import pairwise, product
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reminder.config.durations import duration
from reminder.config.options import OPTIONS
from reminder.config.values import Duration
from reminder.core.effects import Caution, Revise, Show, Today
from reminder.core.plan import HoldKind
from reminder.guidance.catalogue import Text, built_in, lists
from reminder.guidance.wording import (
    HOLD_SENTENCES,
    Asked,
    Wording,
    asked_for,
    filled,
    held_by,
    in_words,
    second_line,
    spelled,
)
from reminder.plausible import live
from tests.core.story import DEFAULTS
from tests.guidance.test_catalogue import FLAGS, LISTS, PROFILES, TEXTS

MINUTE, SECOND = timedelta(minutes=1), timedelta(seconds=1)
HOUR = timedelta(hours=1)
SHOW = Show(datetime(2026, 3, 2, 9, tzinfo=UTC), ("movement",), 31 * MINUTE, timedelta(0), "", 1)
OWN = {"eyes": ("Look {far} away", "Twenty feet, {sat}, 100%")}
LONGEST_SAT = 23 * HOUR + 59 * MINUTE
RESTS = [5 * SECOND * n for n in range(1, 361)]
"""Every break that config.toml allows, from 5 s to 30 min, in steps of 5 s."""

HOLDS = [SECOND * n for n in range(10, 61)]
"""Every hold of a stretch that config.toml allows, from 10 s to 1 min."""

BERLIN = ZoneInfo("Europe/Berlin")
TODAY = Today(600, 1800, 190.0, 400.0, 100.0, 44.2, datetime(2026, 3, 2, 22, tzinfo=UTC))
MOST = Today(12_350, 4500, 9999.0, 400.0, 9999.0, 4321.0, TODAY.bedtime)
"""More than anybody lives to tell."""

LONGEST = Wording(
    rest=max(RESTS, key=lambda rest: len(spelled(rest))), hold_for=max(HOLDS, key=lambda hold: len(spelled(hold)))
)


# Every text in its place


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_every_title_fits_with_every_break_there_can_be(text: Text) -> None:
    """40 characters, which every notification server shows."""
    titles = {filled(text["title"], Wording(rest=rest)._blanks(SHOW, None)) for rest in RESTS}

    assert "" not in titles
    assert max(map(len, titles)) <= 40


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_every_line_fits_with_the_longest_sitting_and_the_most_of_anything(text: Text) -> None:
    """80 characters; and half a line is not much more than half."""
    blanks = LONGEST._blanks(replace(SHOW, sat=LONGEST_SAT, today=MOST), BERLIN)

    for part, most in (("body", 80), ("then", 80), ("ride", 45)):
        line = filled(text.get(part, ""), blanks)
        assert "\n" not in line
        assert len(line) <= most


@pytest.mark.parametrize(("kind", "name"), LISTS)
def test_every_text_says_something_when_nothing_is_known_of_the_day(kind: str, name: str) -> None:
    """A title with nothing under it looks broken; only numbers may be missing."""
    show = replace(SHOW, kinds=(kind,), caution=Caution(name) if kind == "caffeine" else None)

    for nth in range(1, len(lists(kind)[name]) + 1):
        title, body = Wording().words(replace(show, nth=(nth,)))
        assert title
        assert body or kind == "caffeine"


# The words of one prompt


def test_a_prompt_invites_and_says_why_it_comes() -> None:
    """Title, and how long one has sat."""
    assert Wording().words(SHOW) == (
        "Stand up for two minutes",
        "31 minutes in the chair. A lap of the room is enough.",
    )


def test_wordings_take_turns() -> None:
    """By how many prompts the kind was in, so that a restart goes on where it was; after the last comes the first."""
    titles = [Wording().words(replace(SHOW, nth=(nth,)))[0] for nth in range(1, 10)]

    assert len(set(titles[:8])) == 8
    assert titles[8] == titles[0]


def test_who_comes_along_has_its_own_turn() -> None:
    """Each kind by its own count; without any, each by its first."""
    show = replace(SHOW, kinds=("movement", "posture"))

    assert Wording().words(replace(show, nth=(1, 2)))[1].endswith("Lean back or stand a while after.")
    assert Wording().words(replace(show, nth=(2, 1)))[1].endswith("Sit differently afterwards.")
    assert Wording().words(show) == Wording().words(replace(show, nth=(1, 1)))


def test_the_prompts_of_other_kinds_take_no_turn() -> None:
    """Else a kind with two wordings that leads every other prompt would always have the same one."""
    assert Wording().words(replace(SHOW, number=7)) == Wording().words(SHOW)


CALLED_AND_SORE = st.tuples(st.sampled_from(["", "call: microphone: Firefox"]), st.booleans())


@given(st.sampled_from(built_in()), PROFILES, st.lists(CALLED_AND_SORE, max_size=30))
def test_no_wording_comes_twice_in_a_row(kind: str, about: frozenset[str], prompts: list[tuple[str, bool]]) -> None:
    """Whichever of a kind's prompts come after a call, or while the back is sore."""
    said = [
        Wording(about=about).words(replace(SHOW, kinds=(kind,), held=MINUTE, held_by=by, sore=sore, nth=(nth,)))[0]
        for nth, (by, sore) in enumerate(prompts, 1)
    ]

    assert all(first != next_ for first, next_ in pairwise(said))


def _comes_back(before: Asked, asked: Asked) -> bool:
    """The same prompt, changed, or again since nobody saw it, or since it was put off."""
    return before.nth == asked.nth or before.exercise == asked.exercise != ""


def test_a_plausible_quarter_repeats_no_wording() -> None:
    """The whole way: the core that counts, and the words it leads to, whether a kind leads or comes along."""
    said = dict[str, list[tuple[Asked, str]]]()

    for moment in live(DEFAULTS, datetime(2026, 1, 5, tzinfo=UTC), 90, seed=1):
        for effect in moment.effects:
            if isinstance(effect, Show | Revise):
                for asked in asked_for(effect):
                    told = said.setdefault(asked.kind, [])
                    again = bool(told) and _comes_back(told[-1][0], asked)
                    if not again:
                        told.append((asked, Wording().text(asked, effect)["title"]))

    assert {"movement", "posture", "stretch", "tip"} <= set(said)
    assert [kind for kind, texts in said.items() for one, next_ in pairwise(texts) if one[1] == next_[1]] == []


def test_the_break_asked_for_is_the_one_that_counts() -> None:
    """What the config says, in words."""
    assert Wording(rest=90 * SECOND).words(SHOW)[0] == "Stand up for 90 seconds"


def test_what_rides_along_has_half_a_line() -> None:
    """One prompt for several kinds (P1), the first in the title."""
    title, body = Wording().words(replace(SHOW, kinds=("movement", "posture", "tip")))

    assert title == "Stand up for two minutes"
    assert body.splitlines()[1] == "Sit differently afterwards. Tip: Pause and look before you lift."


def test_what_does_not_fit_comes_along_by_its_name() -> None:
    """What was counted as told has to be told."""
    all_of_it = replace(SHOW, kinds=("movement", "posture", "stretch", "hydration", "tip"), today=TODAY)

    line = Wording().words(all_of_it)[1].splitlines()[1]

    assert line == "Sit differently afterwards. Also: stretch, water, tip of the day."
    assert second_line(["x" * 70, ""], ["y" * 20], ["z" * 20]) == "y" * 20
    assert second_line(["x" * 70, "x" * 50, ""], ["y" * 30], ["zzz"]) == f"{'x' * 50} Also: zzz."
    assert second_line(["x" * 60, ""], ["y" * 30], ["zzz"]) == f"{'x' * 60} Also: zzz."
    assert second_line([""], [], []) == ""
    assert second_line([""], ["y" * 90] * 9, ["name" * 4] * 9) == f"Also: {', '.join(['name' * 4] * 3)}, 6 more."


def test_a_prompt_held_back_says_how_long_and_by_what() -> None:
    """P4: with the reason why it comes now."""
    held = replace(SHOW, held=45 * MINUTE, held_by="do_not_disturb")

    assert Wording().words(held)[1].splitlines()[1] == "Held back 45 minutes by do-not-disturb."


def test_after_a_call_the_title_says_so() -> None:
    """Where the kind has words for it; how long it was held and by whom is told in any case (P4)."""
    call = replace(SHOW, held=20 * MINUTE, held_by="call: microphone: Firefox")

    assert Wording().words(call) == (
        "Time to move after that call",
        (
            "You sat through 31 minutes. A short walk counts as your break.\n"
            "Held back 20 minutes by a call (microphone: Firefox)."
        ),
    )
    assert "by a call (microphone: Firefox)." in Wording().words(replace(call, kinds=("posture",)))[1]
    revised = Revise(call.at, call.kinds, call.sat, call.held, call.held_by)
    assert Wording().words(revised) == Wording().words(call)


@pytest.mark.parametrize("kind", HoldKind)
def test_every_hold_has_words_in_a_sentence(kind: HoldKind) -> None:
    """Held back 20 minutes by …"""
    assert held_by(kind) == HOLD_SENTENCES[kind]
    assert "_" not in held_by(kind)
    assert "_" not in Wording().hold(kind) or kind is HoldKind.USER


def test_a_long_cause_is_cut_and_not_the_sentence() -> None:
    """P4 asks for the reason; a window title of two lines must not cost it."""
    held = replace(SHOW, held=HOUR, held_by="full_screen: " + "A Very Long Film " * 10)

    line = Wording().words(held)[1].splitlines()[1]

    assert line.startswith("Held back 1 h by a full screen (A Very Long Film")
    assert line.endswith("…).")
    assert len(line) <= 80


DEFAULT_KINDS = [kind.name for kind in DEFAULTS.kinds]
PROMPTS = st.builds(
    Show,
    st.just(SHOW.at),
    st.permutations([*DEFAULT_KINDS, "eyes"]).map(tuple),
    st.sampled_from([timedelta(0), 31 * MINUTE, LONGEST_SAT]),
    st.sampled_from([timedelta(0), 47 * HOUR]),
    st.sampled_from(["do_not_disturb: " + "x" * 200, "call: microphone", "user"]),
    st.just(1),
    st.lists(st.integers(1, 500), min_size=len(DEFAULT_KINDS) + 1, max_size=len(DEFAULT_KINDS) + 1).map(tuple),
    st.sampled_from([None, TODAY, MOST, replace(TODAY, goal_ml=None)]),
    st.sampled_from([None, *Caution]),
    st.booleans(),
)


@given(PROMPTS, PROFILES, st.sampled_from(RESTS), st.sampled_from(HOLDS))
def test_every_prompt_fits_whatever_comes_together(
    show: Show, about: frozenset[str], rest: timedelta, hold: timedelta
) -> None:
    """All kinds at once, for anybody, on any day, held by the longest cause: a title of 40, two lines of 80."""
    own = {"eyes": ("y" * 40, "z" * 80)}

    title, body = Wording(own, rest, hold, about).words(show, BERLIN)

    assert 0 < len(title) <= 40
    assert len(body.splitlines()) <= 2
    assert all(0 < len(line) <= 80 for line in body.splitlines())
    assert "{" not in title + body
    assert "  " not in body


@pytest.mark.parametrize("caution", list(Caution))
@pytest.mark.parametrize("held_by", ["", "call: microphone: Firefox", "do_not_disturb: xfce4-notifyd"])
@pytest.mark.parametrize("lead", ["movement", "caffeine"])
def test_whatever_comes_along_is_told_of(caution: Caution, held_by: str, lead: str) -> None:
    """Who is not told that a break is asked for cannot say that it was done."""
    others = [kind for kind in ("movement", "posture", "hydration") if kind != lead]
    show = replace(SHOW, kinds=(lead, *others), held=MINUTE * 75 if held_by else MINUTE * 0, held_by=held_by)
    show = replace(show, nth=(), today=MOST, caution=caution)

    _title, body = Wording().words(show, BERLIN)

    second = body.splitlines()[1]
    told = {
        "movement": ("up for", "movement break", "stand", "Walk", "walk"),
        "posture": ("differently", "posture", "position"),
    }
    told["hydration"] = ("water", "Water", "drink", "glass", "Refill")
    for kind in others:
        assert any(word in second for word in told[kind]), f"{kind} is missing in {second!r}"


def test_a_kind_of_ones_own_says_what_its_owner_wrote() -> None:
    """Braces and all; it is no template."""
    wording = Wording(OWN)

    assert wording.words(replace(SHOW, kinds=("eyes",))) == OWN["eyes"]
    assert wording.name("eyes") == "Look {far} away"
    assert wording.words(replace(SHOW, kinds=("movement", "eyes")))[1].endswith("\nLook {far} away as well.")


def test_names_for_menus() -> None:
    """From the catalogue; what is unknown keeps its own."""
    assert Wording().name("movement") == "Movement break"
    assert Wording().name("gone since") == "gone since"


# What the day and the user add


def test_water_says_how_far_the_day_is() -> None:
    """Whether it leads or comes along; without a goal there is only what was drunk."""
    water = replace(SHOW, kinds=("hydration",), today=TODAY)
    beside = replace(SHOW, kinds=("movement", "hydration"), today=TODAY)

    assert Wording().words(water) == ("Have a glass of water", "600 ml of 1.8 l so far. A few sips are fine, too.")
    assert Wording().words(beside)[1].splitlines()[1] == "Water on the way: 600 ml of 1.8 l so far."
    assert "600 ml so far." in Wording().words(replace(water, today=replace(TODAY, goal_ml=None)))[1]


def test_without_numbers_water_is_asked_for_all_the_same() -> None:
    """Nobody is told of nought where nobody knows."""
    assert Wording().words(replace(SHOW, kinds=("hydration",))) == (
        "Have a glass of water",
        "A few sips are fine, too.",
    )
    assert Wording().words(replace(SHOW, kinds=("movement", "hydration")))[1].endswith("\nWater on the way.")


def test_the_last_coffee_is_told_with_what_is_left_at_bedtime() -> None:
    """By the user's own clock, in steps of 5 mg, as a band, and as what it is."""
    late = replace(SHOW, kinds=("caffeine",), today=TODAY, caution=Caution.CUT_OFF)

    title, body = Wording().words(late, BERLIN)

    assert title == "Coffee now stays with you until bedtime"
    assert body.splitlines()[1] == "About 45 mg at 23:00: may matter. Rough estimate, not medical advice."
    assert Wording().words(late)[1].splitlines()[1].startswith("About 45 mg at 22:00")


@pytest.mark.parametrize("caution", Caution)
@pytest.mark.parametrize("nth", [1, 2])
def test_every_word_about_caffeine_says_that_it_is_a_rough_estimate(caution: Caution, nth: int) -> None:
    """Each reason in its own words."""
    show = replace(SHOW, kinds=("caffeine",), today=TODAY, caution=caution, nth=(nth,))

    title, body = Wording().words(show, BERLIN)

    assert title == lists("caffeine")[caution][nth - 1]["title"]
    assert body.endswith("Rough estimate, not medical advice.")


def test_the_limit_is_told_with_its_sum() -> None:
    """And what came before it, with what is left."""
    show = replace(SHOW, kinds=("caffeine",), today=replace(TODAY, caffeine_mg=310.0))

    assert "310 of 400 mg." in Wording().words(replace(show, caution=Caution.LIMIT))[1]
    assert "90 mg are left" in Wording().words(replace(show, caution=Caution.SHARE))[1]
    assert "310 of 400 mg today" in Wording().words(replace(show, caution=Caution.SINGLE))[1]


def test_a_stretch_is_held_as_long_as_the_user_wants() -> None:
    """Older muscles want longer; the config says how long."""
    show = replace(SHOW, kinds=("stretch",))

    assert "20 seconds a side" in Wording().words(show)[1]
    assert "45 seconds a side" in Wording(hold_for=45 * SECOND).words(show)[1]


def test_a_sore_back_is_asked_for_little() -> None:
    """A short walk, a small range, a slow breath; and nothing is said of it in other kinds."""
    sore = replace(SHOW, sore=True)

    assert Wording().words(sore)[0] == "Take a short, gentle walk"
    assert Wording().words(replace(sore, kinds=("stretch",)))[0] == "Rock your pelvis, small and slow"
    assert Wording().words(replace(sore, held=MINUTE, held_by="call"))[0] == "Take a short, gentle walk"
    assert Wording().words(replace(sore, kinds=("posture",))) == Wording().words(replace(SHOW, kinds=("posture",)))


@pytest.mark.parametrize("answer", ["pregnant", "breastfeeding", "condition"])
def test_until_a_clinician_has_said_yes_stretches_are_gentle_ones(answer: str) -> None:
    """Whichever exercise was chosen, and whether it leads or comes along; with the yes it is as for everybody."""
    unsure, sure = (Wording(about=frozenset(said)) for said in ({answer}, {answer, "cleared"}))
    sore = {text["title"] for name in ("stretch", "relax") for text in lists(name)["sore"]}

    for kind, exercise in product(("stretch", "relax"), ("E13", "E22", "")):
        shown = replace(SHOW, kinds=(kind,), exercises=(exercise,))
        titles = {nth: unsure.words(replace(shown, nth=(nth,)))[0] for nth in range(1, 9)}
        assert set(titles.values()) <= sore
        assert sure.words(shown)[0] not in sore
    assert unsure.words(replace(SHOW, kinds=("movement", "stretch"), exercises=("", "E13"), nth=(1, 4)))[1].endswith(
        ("Rock your pelvis, small and slow.", "A few slow breaths will do.", "Let go of hands and shoulders.")
        if answer != "condition"
        else "A few slow breaths will do."
    )


def test_a_prompt_speaks_of_the_exercise_that_it_is_for() -> None:
    """Which one that is, the core has chosen; each round of them has other words, where there are others."""
    wording = Wording()
    stretch = replace(SHOW, kinds=("stretch",), exercises=("E02",))
    relax = [replace(SHOW, kinds=("relax",), exercises=("E22",), nth=(nth,)) for nth in (1, 4, 7)]
    rides = replace(SHOW, kinds=("movement", "stretch"), exercises=("", "E02"))

    assert {wording.words(replace(stretch, nth=(nth,)))[0] for nth in (1, 2, 9)} == {"Let one ear sink to the shoulder"}
    assert [wording.words(each)[0] for each in relax] == [
        "Breathe slowly for two minutes",
        "Breathe out, and let it take its time",
        "Breathe slowly for two minutes",
    ]
    assert wording.words(rides)[1].endswith("Let each ear sink to its shoulder.")


def test_an_exercise_of_ones_own_speaks_in_its_owners_words() -> None:
    """As they are, braces and all; when to stop stands on the second line."""
    wording = Wording(exercises={"ceiling": ("Look at the {ceiling}", "Sit tall. 100%", "Stop if you {sway}.")})
    shown = replace(SHOW, kinds=("stretch",), exercises=("ceiling",))

    assert wording.words(shown) == ("Look at the {ceiling}", "Sit tall. 100%\nStop if you {sway}.")
    rides = wording.words(replace(shown, kinds=("movement", "stretch"), exercises=("", "ceiling")))
    assert rides[1].endswith("Look at the {ceiling} as well.")


def test_an_exercise_of_ones_own_fits_however_much_there_is_to_it() -> None:
    """A step may have 160 characters, and so may its warning: two lines of 80 is what every server shows."""
    wording = Wording(exercises={"long": ("t" * 40, "Reach up " * 17, "Stop early " * 14), "plain": ("Up", "Up.", "")})
    shown = replace(SHOW, kinds=("stretch",), exercises=("long",))
    body = wording.words(shown)[1]
    among = wording.words(replace(shown, kinds=("stretch", "posture"), exercises=("long", "")))[1]

    assert [(len(line) <= 80, line[-1]) for line in body.splitlines()] == [(True, "…"), (True, "…")]
    assert len(among.splitlines()[1]) <= 80
    assert wording.words(replace(shown, exercises=("plain",)))[1] == "Up."


def test_when_to_stop_is_more_than_how_long_it_was_kept_back() -> None:
    """Where there is no room for both, the warning stays."""
    wording = Wording(exercises={"long": ("Up", "Up.", "No further. " * 6 + "Stop.")})
    shown = replace(SHOW, kinds=("stretch",), exercises=("long",), held=31 * MINUTE, held_by="call: microphone")

    assert wording.words(shown)[1].splitlines()[1] == "No further. " * 6 + "Stop."


@pytest.mark.parametrize("turns", [1, 2, 3, 12])
def test_an_exercise_has_other_words_each_time_that_it_comes(turns: int) -> None:
    """However many others take turns with it: some were left out, others are the user's own."""
    shown = replace(SHOW, kinds=("relax",), exercises=("E22",))
    said = [Wording(turns={"relax": turns}).words(replace(shown, nth=(nth,)))[0] for nth in range(1, 99, turns)]

    assert all(first != next_ for first, next_ in pairwise(said))


def test_a_sentence_that_knows_too_little_is_left_out() -> None:
    """The others stay."""
    assert filled("{sat_first} in the chair. A lap will do.", {}) == "A lap will do."
    assert filled("{water} so far. A {size} one? Yes.", {"water": "1.8 l"}) == "1.8 l so far. Yes."


@pytest.mark.parametrize(
    ("length", "words"),
    [
        (timedelta(0), "under a minute"),
        (59 * SECOND, "under a minute"),
        (MINUTE, "1 minute"),
        (31 * MINUTE + 59 * SECOND, "31 minutes"),
        (HOUR, "1 h"),
        (65 * MINUTE, "1 h 5 min"),
    ],
)
def test_a_length_as_people_say_it(length: timedelta, words: str) -> None:
    """Without false precision."""
    assert in_words(length) == words


@pytest.mark.parametrize(
    ("length", "words"),
    [
        (5 * SECOND, "5 seconds"),
        (90 * SECOND, "90 seconds"),
        (MINUTE, "one minute"),
        (2 * MINUTE, "two minutes"),
        (12 * MINUTE, "twelve minutes"),
        (13 * MINUTE, "13 minutes"),
    ],
)
def test_a_break_is_spelled_out(length: timedelta, words: str) -> None:
    """Small numbers as words."""
    assert spelled(length) == words


@pytest.mark.parametrize(
    ("key", "tried"),
    [("movement.break", RESTS), ("strengthen.break", RESTS), ("stretch.break", RESTS), ("stretch.hold", HOLDS)],
)
def test_the_lengths_tried_here_are_those_that_can_be_set(key: str, tried: list[timedelta]) -> None:
    """If the config allows more, the titles must be measured with more."""
    option = next(option for option in OPTIONS if option.dotted == key)

    assert isinstance(option.type, Duration)
    assert (duration(option.type.low), duration(option.type.high)) == (tried[0], tried[-1])


def test_every_answer_that_moves_a_text_is_one_that_can_be_given() -> None:
    """A key of the catalogue that the config does not know would never count; age is asked in one."""
    asked = {option.dotted.removeprefix("about_you.") for option in OPTIONS}

    assert set(FLAGS) - {"older", "under_18"} <= asked


# The user's own plan

PLAN = "If a call ends, then I stand up for two minutes"
MINE = Wording(if_then=PLAN)


def second(wording: Wording, **parts: object) -> str:
    """The second line of a prompt; "" where there is none."""
    body = wording.words(replace(SHOW, **parts))[1]  # type: ignore[arg-type]
    return body.partition("\n")[2]


def test_one_break_of_four_shows_the_users_own_plan() -> None:
    """What stands there every time is not read any more."""
    lines = [second(MINE, nth=(nth,)) for nth in range(1, 10)]

    assert [PLAN in line for line in lines] == [True, False, False, False] * 2 + [True]
    assert lines[0].endswith(f"{PLAN}.")
    assert PLAN not in second(Wording(), nth=(1,))


def test_it_is_shown_when_something_held_the_break_back() -> None:
    """The moment it was made for; and how long it was held is told as well, as far as both fit."""
    after_call = second(MINE, nth=(2,), held=31 * MINUTE, held_by="call: microphone: Firefox")
    too_long = second(replace(MINE, if_then="x" * 72), nth=(2,), held=31 * MINUTE, held_by="call: microphone: Firefox")

    assert after_call == f"Held back 31 minutes by a call. {PLAN}."
    assert too_long == "Held back 31 minutes by a call (microphone: Firefox)."


@pytest.mark.parametrize("kind", ["posture", "hydration", "tip"])
def test_it_is_for_breaks_and_no_other_kind(kind: str) -> None:
    """It was written about getting up."""
    assert PLAN not in MINE.words(replace(SHOW, kinds=(kind,), nth=(1,), today=TODAY))[1]


def test_what_comes_along_has_its_place_before_it() -> None:
    """A plan that leaves no room for the water is not shown this time."""
    line = second(MINE, kinds=("movement", "posture", "hydration", "tip"), nth=(1, 1, 1, 1), today=TODAY)

    assert PLAN not in line
    assert "water" in line.casefold()


def test_a_plan_with_its_own_end_gets_no_second_one() -> None:
    """Written as people write."""
    assert second(replace(MINE, if_then=f"{PLAN}!"), nth=(1,)).endswith(f"{PLAN}!")
