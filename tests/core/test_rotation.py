"""A kind's wordings take turns: each prompt that it leads has the next one, whatever else happens in between."""

from hypothesis import given
from lives import Life, lives
from story import MOVEMENT, POSTURE, TIP, Day, effects_of, plan
from test_properties import bounded, run

from reminder import codec
from reminder.core.effects import Revise, Show
from reminder.core.events import Undelivered
from reminder.core.rotation import numbered
from reminder.core.step import first_state


def turns(day: Day) -> list[str]:
    """Who was in each prompt that was shown or changed, and in the how manieth of its own."""
    shows = effects_of(day.moments, Show | Revise)
    return ["+".join(f"{kind} {nth}" for kind, nth in zip(each.kinds, each.nth, strict=True)) for each in shows]


def test_every_kind_counts_its_own() -> None:
    """By the number of all prompts, a kind with two wordings could have the same one every time."""
    day = Day(plan(MOVEMENT, POSTURE, max_per_hour=9))

    day.at("09:00").start()
    for moment, kind in (("09:01", "movement"), ("09:03", "posture"), ("09:05", "movement"), ("09:07", "posture")):
        day.at(moment).ask(kind).skip()

    assert turns(day) == ["movement 1", "posture 1", "movement 2", "posture 2"]


def test_who_comes_along_has_its_turn_and_keeps_its_words_when_it_leads_what_is_left() -> None:
    """A tip that was seen as half a line is no fresh tip any more; one that changes under the eye is read twice."""
    day = Day(plan(MOVEMENT, TIP))

    day.at("13:00").start().at("13:32").left().at("13:35").returned().at("13:36").done()
    day.at("13:50").ask("tip")

    assert [line for line in day.transcript if " show " in line or " revise " in line] == [
        "13:30 show movement+tip sat 30m",
        "13:34 revise tip",
        "13:50 show tip sat 15m",
    ]
    assert turns(day) == ["movement 1+tip 1", "tip 1", "tip 2"]


def test_what_nobody_saw_takes_no_turn() -> None:
    """With two wordings, the next one to be seen would be the one that was seen last."""
    day = Day(plan(MOVEMENT))

    day.at("09:00").start().at("09:31").undelivered("no server").at("09:50").look()

    assert turns(day) == ["movement 1", "movement 1"]


def test_a_restart_goes_on_where_it_was() -> None:
    """The count is saved with the state."""
    day = Day(plan(MOVEMENT))
    day.at("09:00").start().at("09:31").skip()

    state = codec.loads(codec.dumps(day.state))

    assert state.turns == {"movement": 1}


def test_a_step_that_shows_nothing_changes_no_count() -> None:
    """Most steps."""
    state = first_state(Day().moment("09:00"))

    assert numbered(state, ()) == (state, ())


@bounded
@given(lives(jumpy=True))
def test_each_prompt_a_kind_is_in_is_one_further(life: Life) -> None:
    """So that with two wordings or more, none is seen twice in a row: over restarts, failures and changed prompts."""
    seen, before, on_screen = dict[str, int](), dict[str, int](), False

    for moment, _plan in run(life, through_text=True):
        if isinstance(moment.event, Undelivered) and on_screen:
            seen = before
        for effect in moment.effects:
            if isinstance(effect, Show):
                before, seen = seen, {**seen, **{kind: seen.get(kind, 0) + 1 for kind in effect.kinds}}
            if isinstance(effect, Show | Revise):
                assert effect.nth == tuple(seen[kind] for kind in effect.kinds)
        on_screen = moment.state.prompt is not None and moment.state.prompt.on_screen
