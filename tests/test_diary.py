"""What can be told, and what is said back: the totals with it in them, or what is possible."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reminder.core.events import Ached, Drank, Exercised, Switch, Switched, TookCaffeine, Undone
from reminder.core.step import step
from reminder.diary import ENDED, GET_HELP, HEAT_EMERGENCY, NOT_ON, VERBS, Diary, diary_of
from reminder.replies import BadWordsError, Refused
from tests.core.story import Day
from tests.stage import settings

CAVEAT = "(rough estimate, not medical advice)"
HELP = "'reminder why' lists the signs for which to get help."


def diary(day: Day, when: str = "10:00", config: str = "") -> Diary:
    assert day.state is not None
    return diary_of(settings(config), day.state, day.moment(when))


@pytest.fixture
def day() -> Day:
    return Day(settings().plan).at("09:00").start()


@pytest.mark.parametrize(
    ("verb", "words", "event", "sentence"),
    [
        ("drink", "", Drank, "Noted: 200 ml of water. 200 ml of 1.8 l so far."),
        ("drink", "250ml", Drank, "Noted: 250 ml of water. 250 ml of 1.8 l so far."),
        ("drink", "juice", Drank, "Noted: 200 ml of juice. 200 ml of 1.8 l so far."),
        (
            "drink",
            "250ml tea",
            TookCaffeine,
            (
                "Noted: 250 ml of tea, 57 mg of caffeine. 250 ml of 1.8 l so far. "
                "Caffeine: 57 of 400 mg today, about 10 mg at 23:00: low (rough estimate, not medical advice)."
            ),
        ),
        (
            "caffeine",
            "80mg",
            TookCaffeine,
            f"Noted: 80 mg of caffeine. 80 of 400 mg today, about 15 mg at 23:00: low {CAVEAT}.",
        ),
        ("activity", "30", Exercised, "Noted: 30 min of activity. 30 of 150 min this week."),
        ("activity", "1 h 30 cycling", Exercised, "Noted: 90 min of cycling. 90 of 150 min this week."),
        ("activity", "30 min walking home", Exercised, "Noted: 30 min of walking home. 30 of 150 min this week."),
        ("ache", "0", Ached, "Noted: 0 of 10."),
        ("ache", "3", Ached, f"Noted: 3 of 10. {HELP}"),
        (
            "ache",
            "6",
            Ached,
            f"Noted: 6 of 10. Only the gentle set until 5 March 10:00; 'reminder flare off' ends it. {HELP}",
        ),
        (
            "flare",
            "on",
            Switched,
            f"Gentle set until 5 March 10:00: a short walk each 20 min, easy moves, and strengthening rests. {HELP}",
        ),
        (
            "heat",
            "on",
            Switched,
            (
                "Heat mode until tomorrow 04:00: 240 ml each 20 min, up to 2.7 l, never over 1.42 l in an hour. "
                "Confusion, collapse or hot skin in the heat is an emergency: cool the person, and get help."
            ),
        ),
        (
            "workout",
            "ON",
            Switched,
            "Workout day until tomorrow 04:00: 500 ml more, 2.3 l in all. Drink to thirst.",
        ),
        (
            "pseudoephedrine",
            "on",
            Switched,
            (
                "Noted until tomorrow 04:00: every caffeine is pointed out. It is better to leave it out today; ask a "
                "pharmacist about both together."
            ),
        ),
    ],
)
def test_what_is_told_is_said_back_with_what_it_comes_to(
    day: Day, verb: str, words: str, event: type, sentence: str
) -> None:
    """One look tells whether it was understood, and where one stands."""
    noted, said = diary(day).note(verb, words)

    assert type(noted) is event
    assert said == sentence


def test_tea_is_one_event_that_counts_for_both_accounts(day: Day) -> None:
    """Coffee and tea count as fluid (Killer 2014)."""
    event, _ = diary(day).note("drink", "250 ml tea")

    assert event == TookCaffeine(day.moment("10:00"), 56.8, 250, "tea")


def test_water_has_no_name_and_every_other_drink_has_its_own(day: Day) -> None:
    """So that the log can say what it was."""
    assert diary(day).note("drink", "water 250 ml")[0] == Drank(day.moment("10:00"), 250, "")
    assert diary(day).note("drink", "HERBAL tea")[0] == Drank(day.moment("10:00"), 220, "herbal-tea")


def test_the_usual_drink_is_the_one_of_the_settings(day: Day) -> None:
    """Who drinks from a pint need not say so each time; heat does not change the glass."""
    mine = '[hydration]\ndrink = "400 ml"\n'

    assert diary(day.switched(Switch.HEAT), config=mine).note("drink", "")[0] == Drank(day.moment("10:00"), 400)


@pytest.mark.parametrize(
    ("taken", "words", "more"),
    [
        (320, "80 mg", "That reaches your limit for the day."),
        (350, "80 mg", f"That is over your limit for the day. {GET_HELP}"),
        (420, "30 mg", f"That is over your limit for the day. {GET_HELP}"),
        (0, "1000 mg", f"That is over your limit for the day. It is more at once than is advised. {GET_HELP}"),
        (250, "240 mg", f"That is over your limit for the day. It is more at once than is advised. {GET_HELP}"),
        (210, "190 mg", "That reaches your limit for the day."),
        (0, "250 mg", "It is more at once than is advised."),
    ],
)
def test_a_dose_that_calls_for_a_word_gets_it_at_once(day: Day, taken: float, words: str, more: str) -> None:
    """It may be long until the prompt, and without a service there is none."""
    day.took(taken or 1)

    assert diary(day).note("caffeine", words)[1].endswith(more)


def test_a_dose_gets_its_own_word_whatever_was_told_and_answered_before(day: Day) -> None:
    """The prompt comes once; who has a third too many hears of it again."""
    day.took(350).at("09:05").done().at("09:10").took(100).at("09:15").done()

    assert diary(day).note("caffeine", "30 mg")[1].endswith(f"That is over your limit for the day. {GET_HELP}")


def test_the_walks_of_the_gentle_set_are_told_as_they_will_come(day: Day) -> None:
    """Who is reminded more often anyway stays with that; without movement there are none."""
    often, never = (f"[movement]\n{rest}\n" for rest in ('every = "10 min"', "enabled = false"))

    assert "a short walk each 10 min, easy moves" in diary(day, config=often).note("flare", "on")[1]
    assert "5 March 10:00: easy moves" in diary(day, config=never).note("flare", "on")[1]


def test_a_cup_of_decaf_beside_a_cold_remedy_gets_no_word(day: Day) -> None:
    """Two milligrams are no second stimulant."""
    day.switched(Switch.PSEUDOEPHEDRINE)

    assert "cold remedy" not in diary(day).note("drink", "decaf")[1]


def test_on_the_day_of_a_cold_remedy_every_dose_gets_a_word(day: Day) -> None:
    """The second as well."""
    day.switched(Switch.PSEUDOEPHEDRINE).at("09:30").took(40)

    assert "better to leave caffeine out today" in diary(day).note("drink", "tea")[1]


def test_a_dose_under_every_limit_gets_none(day: Day) -> None:
    """Also where there was something to say before."""
    day.took(250).at("09:30")

    assert diary(day).note("caffeine", "10 mg")[1].endswith("(rough estimate, not medical advice).")


def test_an_undo_says_what_it_took_back(day: Day) -> None:
    """The last one first; what it leaves is told."""
    day.exercised(30).took(80).took(90, 200, "coffee").drank(250)
    said = []

    for _ in range(4):
        event, sentence = diary(day).note("undo", "")
        assert event == Undone(day.moment("10:00"))
        said.append(sentence)
        day.undone()

    assert said == [
        "Taken back: 250 ml of water. 200 ml of 1.8 l so far.",
        (
            "Taken back: 200 ml of coffee, 90 mg of caffeine. 0 ml of 1.8 l so far. "
            "Caffeine: 80 of 400 mg today, about 10 mg at 23:00: low (rough estimate, not medical advice)."
        ),
        "Taken back: 80 mg of caffeine. 0 of 400 mg today.",
        "Taken back: 30 min of activity. 0 of 150 min this week.",
    ]


def test_with_nothing_of_today_there_is_nothing_to_take_back(day: Day) -> None:
    """Yesterday's day is closed: its totals were told."""
    day.drank(250)

    with pytest.raises(Refused, match="Nothing was noted today, so there is nothing to take back"):
        diary(day, "Tue 10:00").note("undo", "")


def test_a_back_that_is_fine_ends_the_gentle_set_and_a_little_ache_does_not(day: Day) -> None:
    """It says which, since nobody remembers the rule."""
    day.ached(6)

    assert diary(day).note("ache", "2")[1] == f"Noted: 2 of 10. The gentle set goes on until 5 March 09:00. {HELP}"
    assert diary(day).note("ache", "0")[1] == "Noted: 0 of 10. The gentle set has ended: everything comes again."


@pytest.mark.parametrize(("verb", "words"), [("ache", "6"), ("flare", "on")])
def test_the_gentle_set_leaves_ones_own_reminders_and_says_so_to_who_has_some(day: Day, verb: str, words: str) -> None:
    """That only the gentle set comes would be untrue for them; for everybody else it is a sentence too many."""
    own = diary(day, config='[own.eyes]\ntitle = "Look far away"\nevery = "20 min"\n')

    assert "Your own reminders come as ever." in own.note(verb, words)[1]
    assert "Your own reminders" not in diary(day).note(verb, words)[1]


@pytest.mark.parametrize("switch", Switch, ids=str)
def test_what_is_not_on_cannot_be_switched_off(day: Day, switch: Switch) -> None:
    """Whoever tries thinks that it is on, and should know."""
    with pytest.raises(Refused) as refused:
        diary(day).note(switch, "off")
    assert not isinstance(refused.value, BadWordsError)
    assert str(refused.value) == NOT_ON[switch]

    day.switched(switch)

    assert diary(day).note(switch, "off") == (Switched(day.moment("10:00"), switch, on=False), ENDED[switch])


@pytest.mark.parametrize("switch", [Switch.HEAT, Switch.WORKOUT])
@pytest.mark.parametrize("config", ["[hydration]\nenabled = false\n", "[about_you]\nfluid_limit = true\n"])
def test_where_no_water_is_asked_for_a_hot_day_changes_nothing(day: Day, switch: Switch, config: str) -> None:
    """A goal must not come back by a side door."""
    said = diary(day, config=config).note(switch, "on")[1]

    none = "Noted until tomorrow 04:00. Your settings ask for no water, so none is asked for now."
    assert said == (f"{none} {HEAT_EMERGENCY}" if switch is Switch.HEAT else none)


@pytest.mark.parametrize(
    ("verb", "words", "sentence"),
    [
        ("drink", "-3 l", "cannot be below zero"),
        ("drink", "5 l", "A drink can have from 10 ml to 2 l at once"),
        ("drink", "300ml kombucha", "[drinks.kombucha]"),
        ("caffeine", "3 g", "A dose can have from 1 mg to 1000 mg of caffeine"),
        ("caffeine", "juice", "Juice has no caffeine"),
        ("ache", "11", "'11' is no level. Say how your back feels, from 0 (fine) to 10."),
        ("ache", "-1", "is no level"),
        ("ache", "bad", "is no level"),
        ("ache", "٣", "is no level"),
        ("ache", "", "Say how your back feels, from 0 (fine) to 10."),
        ("heat", "", "Say 'reminder heat on' or 'reminder heat off'."),
        ("flare", "maybe", "Say 'reminder flare on' or 'reminder flare off'."),
        ("activity", " ", "Say how long and, if you like, what: '30 min walking'."),
        ("activity", "walking", "is no activity"),
        ("activity", "-30", "is no activity"),
        ("activity", "99999", "is no activity"),
        ("activity", "0", "Activity can be from 1 min to 12 h, in whole minutes, so '0' was not noted."),
        ("activity", "13 h", "Activity can be from 1 min to 12 h"),
        ("activity", "90 s", "in whole minutes"),
        ("undo", "coffee", "takes back the last entry, and needs no more words"),
    ],
)
def test_what_makes_no_sense_gets_a_sentence_with_what_is_possible(
    day: Day, verb: str, words: str, sentence: str
) -> None:
    """Nothing is noted by halves."""
    with pytest.raises(BadWordsError) as refused:
        diary(day.drank(200)).note(verb, words)

    assert sentence in str(refused.value)
    assert "\n" not in str(refused.value)


@given(st.sampled_from(sorted(VERBS)), st.text(max_size=25))
def test_whatever_is_typed_is_noted_whole_or_refused(verb: str, words: str) -> None:
    """What is noted is what the core can take in."""
    mine = settings()
    state = Day(mine.plan).at("09:00").start().drank(200).state
    now = Day().moment("10:00")
    assert state is not None
    try:
        event, said = diary_of(mine, state, now).note(verb, words)
    except Refused:
        return

    step(state, event, mine.plan)
    assert said
    assert "\n" not in said
