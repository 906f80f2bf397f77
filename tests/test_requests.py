"""What a user can say to the running service, and what it says back."""

from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reminder.core.events import Answer, Answered, BreakAsked, Drank, Event, Held, Released, Switch
from reminder.core.plan import DailyKind, HoldKind, LimitKind, Plan, SittingKind
from reminder.core.state import Hold, Item, On, Prompt, State
from reminder.core.step import first_state
from reminder.replies import Refused
from reminder.requests import Ear, pause_end
from tests.stage import settings

BERLIN = ZoneInfo("Europe/Berlin")
NOON = datetime(2026, 3, 2, 12, tzinfo=BERLIN)
HOUR, MINUTE = timedelta(hours=1), timedelta(minutes=1)
FOUR = time(4)
PLAN = Plan((SittingKind("movement", 30 * MINUTE, 2 * MINUTE), DailyKind("stretch", 2)))
QUIET = replace(first_state(NOON), running=True)


def asking(*snoozes: int) -> State:
    items = tuple(
        Item(kind, NOON.astimezone(UTC), n) for kind, n in zip(("movement", "stretch"), snoozes, strict=False)
    )
    return replace(QUIET, prompt=Prompt(items, tuple(item.kind for item in items), NOON.astimezone(UTC)))


@dataclass
class Told:
    """An ear, and what it posted."""

    state: State = QUIET
    plan: Plan = PLAN
    posted: list[Event] = field(default_factory=list)

    def say(self, verb: str, word: str = "") -> str:
        return self.ear.act(verb, word)

    @property
    def ear(self) -> Ear:
        mine = replace(settings(""), plan=self.plan)
        return Ear(lambda: NOON, lambda: self.state, lambda: mine, self.posted.append, lambda: {"notify": "fake"})


@pytest.mark.parametrize(
    ("verb", "words"),
    [("done", "Noted: done."), ("snooze", "It comes back in 10 minutes."), ("skip", "Skipped.")],
)
def test_an_answer_reaches_the_prompt_and_is_confirmed(verb: str, words: str) -> None:
    """Also where the notification has been closed: the tray and the terminal carry the answer (P5)."""
    told = Told(asking(0))

    assert told.say(verb) == words
    assert told.posted == [Answered(NOON, Answer(verb))]


@pytest.mark.parametrize("verb", ["done", "snooze", "skip"])
def test_an_answer_to_nothing_is_refused_and_says_what_helps(verb: str) -> None:
    """It must not count for a prompt that comes later."""
    told = Told()

    with pytest.raises(Refused, match="reminder break"):
        told.say(verb)
    assert told.posted == []


def test_one_snooze_too_many_is_told_as_the_skip_it_is() -> None:
    """P5: three times at most; saying that it comes back would be a lie."""
    assert "counts as skipped" in Told(asking(3)).say("snooze")
    assert Told(asking(2)).say("snooze") == "It comes back in 10 minutes."
    assert Told(asking(3, 1)).say("snooze") == "It comes back in 10 minutes."  # one of the two does


@pytest.mark.parametrize(("word", "kind"), [("", None), ("stretch", "stretch"), ("movement", "movement")])
def test_a_break_can_be_asked_for(word: str, kind: str | None) -> None:
    """Of any kind there is; without a word the core chooses."""
    told = Told()

    assert told.say("break", word) == "Here you are."
    assert told.posted == [BreakAsked(NOON, kind)]


@pytest.mark.parametrize(
    ("told", "word", "sentence"),
    [
        (Told(), "nap", "no kind 'nap'. The kinds are movement, stretch."),
        (Told(asking(0)), "", "open already"),
        (Told(plan=Plan(())), "", "switched off"),
    ],
)
def test_a_break_that_cannot_be_is_refused_with_the_reason(told: Told, word: str, sentence: str) -> None:
    """And what is possible is named."""
    with pytest.raises(Refused, match=sentence):
        told.say("break", word)
    assert told.posted == []


def test_what_rests_while_the_back_is_sore_is_refused_with_the_way_back() -> None:
    """To say "here you are", with nothing on the screen, would be a lie."""
    plan = replace(PLAN, kinds=(*PLAN.kinds, DailyKind("strengthen", 1, gentle=False)))
    sore = replace(QUIET, switches={Switch.FLARE: On(NOON, NOON + timedelta(days=1))})

    with pytest.raises(Refused, match="while the gentle set is on"):
        Told(sore, plan).say("break", "strengthen")


@pytest.mark.parametrize(
    ("file", "word", "reason", "cure"),
    [
        (
            "[about_you]\npregnant = true",
            "strengthen",
            "There is no strengthen, because you said that you are pregnant (about_you.pregnant).",
            "Once a clinician has said yes, 'reminder config set about_you.cleared true'",
        ),
        (
            "[about_you]\nfluid_limit = true",
            "hydration",
            "because you said that you have to limit what you drink",
            "'reminder config set about_you.fluid_limit false'",
        ),
        (
            "[stretch]\nenabled = false",
            "stretch",
            "stretch is switched off.",
            "'reminder config set stretch.enabled true'",
        ),
        (
            '[own.eyes]\ntitle = "Look up"\nevery = "20 min"\nenabled = false',
            "eyes",
            "eyes is switched off.",
            "'reminder config set own.eyes.enabled true'",
        ),
        (
            'choice.exclude = ["E22", "E23", "E04"]',
            "relax",
            "There is no relax: [choice] leaves nothing for it.",
            "exclude less",
        ),
    ],
)
def test_what_is_off_is_refused_with_the_reason_and_the_way_back(file: str, word: str, reason: str, cure: str) -> None:
    """That there is no such kind would send the user looking for a slip where there is none."""
    mine, posted = settings(file), list[Event]()
    ear = Ear(lambda: NOON, lambda: QUIET, lambda: mine, posted.append, dict)

    with pytest.raises(Refused) as refused:
        ear.act("break", word)

    assert type(refused.value) is Refused
    assert reason in str(refused.value)
    assert cure in str(refused.value)
    assert posted == []


def test_a_clinicians_yes_lets_strengthening_be_asked_for_again() -> None:
    """The way back that the refusal names leads back."""
    mine, posted = settings("[about_you]\npregnant = true\ncleared = true"), list[Event]()
    ear = Ear(lambda: NOON, lambda: QUIET, lambda: mine, posted.append, dict)

    assert ear.act("break", "strengthen") == "Here you are."
    assert posted == [BreakAsked(NOON, "strengthen")]


def test_no_break_can_be_had_of_caffeine() -> None:
    """It is told of, and asks for nothing that one could do."""
    told = Told(plan=replace(PLAN, kinds=(*PLAN.kinds, LimitKind())))

    with pytest.raises(Refused, match=r"no kind 'caffeine'. The kinds are movement, stretch."):
        told.say("break", "caffeine")


def test_what_is_told_is_posted_and_said_back() -> None:
    """The sentence has the totals with it in them."""
    told = Told()

    assert told.say("drink", "250 ml") == "Noted: 250 ml of water. 250 ml of 1.8 l so far."
    assert told.posted == [Drank(NOON, 250)]


def test_a_question_of_caffeine_posts_nothing() -> None:
    """Asking is not taking; programs get the figures with the words."""
    told = Told()

    asked = told.ear.answer({"verb": "ask", "word": "espresso"})
    so_far = told.ear.answer({"verb": "caffeine"})

    assert (asked["told"]["mg"], so_far["told"]["caffeine_mg"]) == (63, 0)
    assert asked["say"].endswith("Rough estimate, not medical advice.")
    assert so_far["say"].endswith("Rough estimate, not medical advice.")
    assert told.posted == []


def test_a_pause_is_a_hold_until_its_end() -> None:
    """The user's own hold, with the time said back."""
    told = Told()

    assert told.say("pause", "1h") == "Paused until 13:00."
    assert told.posted == [Held(NOON, HoldKind.USER, NOON + HOUR)]


def test_a_pause_without_an_end_lasts_until_resumed() -> None:
    """And resuming ends it; where there is none, that is said."""
    told = Told()
    assert told.say("pause") == "Paused until you resume."
    assert told.posted == [Held(NOON, HoldKind.USER, None)]
    with pytest.raises(Refused, match="not paused"):
        told.say("resume")

    told.state = replace(QUIET, holds={HoldKind.USER: Hold(NOON.astimezone(UTC))})
    assert told.say("resume") == "Going on."
    assert told.posted[-1] == Released(NOON, HoldKind.USER)


def test_a_middle_click_pauses_for_a_while_and_the_next_one_goes_on() -> None:
    """One act for both ways, since a click cannot say which it means."""
    told = Told()
    assert told.say("toggle-pause") == "Paused until 12:30."
    assert told.posted == [Held(NOON, HoldKind.USER, NOON + 30 * MINUTE)]

    told.state = replace(QUIET, holds={HoldKind.USER: Hold(NOON.astimezone(UTC))})
    assert told.say("toggle-pause") == "Going on."
    assert told.posted[-1] == Released(NOON, HoldKind.USER)

    told.state = replace(QUIET, holds={HoldKind.CALL: Hold(NOON.astimezone(UTC))})
    assert told.say("toggle-pause") == "Paused until 12:30."


@pytest.mark.parametrize(
    ("words", "end"),
    [
        ("", None),
        ("until I resume", None),
        ("30 min", NOON + 30 * MINUTE),
        ("  1H30 ", NOON + 90 * MINUTE),
        ("for 2 hours", NOON + 2 * HOUR),
        ("until 15:00", NOON + 3 * HOUR),
        ("15:00", NOON + 3 * HOUR),
        ("9:05", datetime(2026, 3, 3, 9, 5, tzinfo=BERLIN)),
        ("12:00", datetime(2026, 3, 3, 12, tzinfo=BERLIN)),
        ("tomorrow", datetime(2026, 3, 3, 4, tzinfo=BERLIN)),
        ("until tomorrow", datetime(2026, 3, 3, 4, tzinfo=BERLIN)),
        ("168 h", NOON + timedelta(days=7)),
    ],
)
def test_a_pause_as_people_say_it(words: str, end: datetime | None) -> None:
    """A time of day that has passed is tomorrow's; tomorrow begins where the desk day does."""
    assert pause_end(words, NOON, FOUR) == end


@pytest.mark.parametrize(
    "words",
    ["soon", "0 min", "-5 min", "169 h", "until 24:00", "until 12:60", "15.00", "30", "1e9 h", "until", "\x1b[31m"],
)
def test_what_is_no_pause_is_refused_with_examples(words: str) -> None:
    """No pause by accident, and none that nobody remembers next week."""
    with pytest.raises(Refused, match="Say '30 min'"):
        pause_end(words, NOON, FOUR)


@pytest.mark.parametrize("day", [(2026, 3, 29), (2026, 10, 25)])
def test_an_hour_is_an_hour_on_a_night_of_dst(day: tuple[int, int, int]) -> None:
    """The clock on the wall jumps in it, the pause does not."""
    midnight = datetime(*day, 1, 30, tzinfo=BERLIN)

    end = pause_end("2 h", midnight, FOUR)

    assert end is not None
    assert end.astimezone(UTC) - midnight.astimezone(UTC) == 2 * HOUR


def test_a_pause_until_a_time_that_comes_twice_is_until_the_next_of_them() -> None:
    """At 02:10 for the second time, 02:15 is five minutes off, not fifty-five ago."""
    second = datetime(2026, 10, 25, 2, 10, fold=1, tzinfo=BERLIN)

    end = pause_end("until 02:15", second, FOUR)

    assert end is not None
    assert end.astimezone(UTC) - second.astimezone(UTC) == 5 * MINUTE


def test_a_pause_until_a_time_that_is_left_out_says_when_it_really_ends() -> None:
    """02:30 does not happen in the night to summer time."""
    end = pause_end("until 02:30", datetime(2026, 3, 29, 1, tzinfo=BERLIN), FOUR)

    assert end is not None
    assert f"{end:%H:%M}" == "03:30"


@given(st.text(max_size=30))
def test_whatever_is_typed_is_a_time_to_come_or_refused(words: str) -> None:
    """Nothing else ever: a crash would end the service."""
    try:
        end = pause_end(words, NOON, FOUR)
    except Refused:
        return
    assert end is None or NOON < end <= NOON + timedelta(days=7)


@pytest.mark.parametrize(
    ("request_", "key"),
    [
        ({"verb": "status"}, "status"),
        ({"verb": "pause", "word": "1 h"}, "say"),
        ({"verb": "pause", "word": "nonsense"}, "error"),
        ({"verb": "fly"}, "error"),
        ({}, "error"),
        ({"verb": ["status"]}, "error"),
        ({"verb": "drink", "word": "250 ml"}, "say"),
        ({"verb": "drink", "word": "5 l"}, "error"),
        ({"verb": "undo"}, "error"),
        ({"verb": None, "word": {"a": 1}}, "error"),
    ],
)
def test_every_request_gets_one_reply(request_: dict[str, object], key: str) -> None:
    """Words, a status or a reason; an unknown verb may come from a newer command."""
    assert set(Told().ear.answer(request_)) - {"bad_input"} == {key}


def test_the_status_comes_with_the_backends_in_use() -> None:
    """What `reminder status` prints is what the service has."""
    assert Told().ear.answer({"verb": "status"})["status"]["backends"] == {"notify": "fake"}


def test_a_reply_says_whether_the_words_were_wrong_or_the_moment() -> None:
    """The command line ends with 2 for the one and with 1 for the other."""
    wrong_words = Told().ear.answer({"verb": "pause", "word": "nonsense"})
    wrong_moment = Told().ear.answer({"verb": "done"})

    assert wrong_words.get("bad_input")
    assert not wrong_moment.get("bad_input")


def test_a_slip_in_a_kind_is_told_with_the_one_that_was_meant() -> None:
    """One look, and it is mended."""
    with pytest.raises(Refused, match=r"no kind 'strech'. Did you mean 'stretch'\? The kinds are movement, stretch."):
        Told().say("break", "strech")


def test_what_a_bar_shows_is_told_beside_the_status() -> None:
    """In one answer, since a bar asks once."""
    mine = replace(settings(""), plan=PLAN)
    ear = Ear(lambda: NOON, lambda: QUIET, lambda: mine, [].append, dict, lambda: {"text": "12 min"})

    told = ear.answer({"verb": "status"})["status"]

    assert (told["text"], told["presence"]) == ("12 min", "at_desk")


@pytest.mark.parametrize("verb", ["done", "break", "pause", "resume", "toggle-pause"])
def test_what_would_be_lost_while_the_service_ends_is_not_said_to_be_done(verb: str) -> None:
    """The core takes no notice of it any more; who was told "Paused" would find it not so at the next start."""
    told = Told(replace(asking(0), running=False))

    with pytest.raises(Refused, match="just starting or ending"):
        told.say(verb)
    assert told.posted == []


def test_a_drink_is_noted_while_the_service_ends() -> None:
    """As it is where none runs."""
    told = Told(replace(QUIET, running=False))

    assert told.say("drink", "200 ml").startswith("Noted: 200 ml")
    assert told.posted == [Drank(NOON, 200)]
