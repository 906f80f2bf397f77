"""Each prompt is for one exercise, from the moment it is shown until its outcome is in the log."""

from datetime import timedelta

from reminder.core.effects import Record, Result, Revise, Show
from reminder.core.events import Switch
from reminder.core.exercises import LIBRARY, Pool, Wishes, pool
from reminder.core.plan import DailyKind, HoldKind, Plan
from tests.core.story import MOVEMENT, Day, effects_of, minutes, plan


def with_pool(kind: str, *, wishes: Wishes | None = None) -> Pool:
    return pool(kind, LIBRARY, frozenset(), wishes or Wishes())


STRETCH = DailyKind("stretch", 2, rest=minutes(1), pool=with_pool("stretch"))
RELAX = DailyKind("relax", 2, pool=with_pool("relax"))


def day(*kinds: DailyKind) -> Day:
    return Day(plan(MOVEMENT, *(kinds or (STRETCH,)))).at("09:00").start()


def asked(story: Day, kind: str = "stretch") -> list[str]:
    """The exercises that the kind's prompts were for, in their order."""
    shows = effects_of(story.moments, Show)
    return [show.exercises[show.kinds.index(kind)] for show in shows if kind in show.kinds]


def recorded(story: Day) -> list[tuple[str, str]]:
    return [(each.exercise, str(each.result)) for each in effects_of(story.moments, Record) if each.kind == "stretch"]


def test_a_prompt_says_which_exercise_it_is_for_and_so_does_its_outcome() -> None:
    """The log can say what was done, not only how much."""
    story = day().at("09:10").ask("stretch").at("09:11").skip().at("10:30").ask("stretch").at("10:31").skip()

    assert asked(story) == ["E13", "E12"]
    assert recorded(story) == [("E13", "skipped"), ("E12", "skipped")]


def test_movement_is_for_no_exercise_in_particular() -> None:
    """Standing up is the point; what one does then is one's own affair."""
    (show, *_) = effects_of(day().at("09:31").look().at("09:40").look().moments, Show)

    assert (show.kinds, show.exercises) == (("movement",), ("",))


def test_a_snoozed_prompt_comes_back_with_the_same_exercise() -> None:
    """It was put off, not exchanged; nor is it counted twice."""
    story = day().at("09:10").ask("stretch").at("09:11").snooze().at("09:30").look()

    assert asked(story) == ["E13", "E13"]
    assert story.state is not None
    assert story.state.offered == {"stretch": ("E13",)}


def test_a_prompt_that_a_call_took_back_comes_back_with_the_same_exercise() -> None:
    """So does one that nobody could see, which does not count as offered."""
    called = day().at("09:10").ask("stretch").at("09:11").held(HoldKind.CALL).at("09:20").released(HoldKind.CALL)
    unseen = day().at("09:10").ask("stretch").undelivered()

    assert asked(called.at("09:40").look()) == ["E13", "E13"]
    assert unseen.state is not None
    assert unseen.state.offered == {"stretch": ()}
    assert asked(unseen.at("09:40").look()) == ["E13", "E13"]


def test_what_was_done_waits_longer_than_what_was_skipped() -> None:
    """Of two in the pool that had their turn, the one that was not done comes first."""
    three = tuple(each for each in STRETCH.pool.usual if each.name in {"E13", "E12", "E02"})
    story = day(DailyKind("stretch", 2, rest=minutes(1), pool=Pool(three)))
    for clock, answer in (("09:10", "skip"), ("10:10", "done"), ("11:10", "done")):
        story.at(clock).ask("stretch")
        story = story.skip() if answer == "skip" else story.done()
    story.at("12:10").ask("stretch")

    assert asked(story) == ["E13", "E12", "E02", "E13"]
    assert story.state is not None
    assert set(story.state.exercised) == {"E12", "E02"}


def test_an_absence_proves_the_exercise_that_was_asked_for() -> None:
    """Seen, not only said: the desk clock tells whether the routine was done."""
    story = day().at("09:10").ask("stretch").at("09:11").done().at("09:14").left("09:11:30").at("09:15").returned()

    assert ("E13", str(Result.OBSERVED)) in recorded(story.at("09:30").look())


def test_with_a_sore_back_it_becomes_a_gentle_one_where_it_stands() -> None:
    """The open prompt is for another one at once, and so is its outcome."""
    story = day().at("09:10").ask("stretch").at("09:11").switched(Switch.FLARE)
    (revised,) = effects_of(story.moments, Revise)

    assert revised.exercises == ("E09",)
    assert recorded(story.at("09:12").skip()) == [("E09", "skipped")]
    assert asked(story.at("11:30").ask("stretch"))[-1] in {"E22", "E23", "E24"}


def test_when_the_back_is_well_again_the_usual_ones_go_on() -> None:
    """With the one whose turn it is."""
    story = day().at("09:10").ask("stretch").at("09:11").skip().at("09:20").switched(Switch.FLARE)
    story.at("10:30").ask("stretch").at("10:31").skip().at("10:40").switched(Switch.FLARE, on=False)

    assert asked(story.at("12:00").ask("stretch")) == ["E13", "E09", "E12"]


def test_an_exercise_that_is_excluded_while_its_prompt_is_snoozed_does_not_come_back() -> None:
    """The settings have the last word."""
    story = day().at("09:10").ask("stretch").at("09:11").snooze()
    without = with_pool("stretch", wishes=Wishes(without=frozenset({"E13"})))
    story.at("09:15").replan(Plan((MOVEMENT, DailyKind("stretch", 2, rest=minutes(1), pool=without))))

    assert asked(story.at("09:40").look()) == ["E13", "E12"]


def test_a_day_of_prompts_asks_for_two_different_parts_of_the_body() -> None:
    """By itself, along with movement."""
    story = day(STRETCH, RELAX)
    for half_hour in range(1, 17):
        at = timedelta(hours=9) + half_hour * timedelta(minutes=35)
        hours, rest = divmod(int(at.total_seconds()) // 60, 60)
        if hours < 18:
            story.at(f"{hours:02}:{rest:02}").look()
            story = story.skip() if story.state is not None and story.state.prompt is not None else story

    assert asked(story) == ["E13", "E12"]
    assert asked(story, "relax") == ["E22", "E23"]


def test_an_exercise_that_is_excluded_while_it_is_on_the_screen_makes_way() -> None:
    """A change of the settings is in force at once."""
    story = day().at("09:10").ask("stretch")
    without = with_pool("stretch", wishes=Wishes(without=frozenset({"E13"})))
    story.at("09:11").replan(Plan((MOVEMENT, DailyKind("stretch", 2, rest=minutes(1), pool=without))))
    (revised,) = effects_of(story.moments, Revise)

    assert revised.exercises == ("E12",)
    assert recorded(story.at("09:12").skip()) == [("E12", "skipped")]


def test_no_prompt_asks_for_the_same_exercise_twice() -> None:
    """While the back is sore, several kinds have the same gentle ones; a walk goes with the movement break anyway."""
    story = day(STRETCH, RELAX).at("09:01").switched(Switch.FLARE)
    for hour in range(9, 18):
        story.at(f"{hour:02}:55").look()
        story = story.skip() if story.state is not None and story.state.prompt is not None else story
    shows = effects_of(story.moments, Show)

    assert any({"stretch", "relax"} <= set(show.kinds) for show in shows)
    for show in shows:
        named = [name for name in show.exercises if name]
        assert len(set(named)) == len(named)
        assert not {"movement"} & set(show.kinds) or "E24" not in named


def test_where_one_is_left_the_kinds_share_it() -> None:
    """Rather than asking for what was excluded."""
    one = Wishes(without=frozenset({"E09", "E23", "E24"}))
    kinds = (
        DailyKind("stretch", 2, rest=minutes(1), pool=with_pool("stretch", wishes=one)),
        DailyKind("relax", 2, pool=with_pool("relax", wishes=one)),
    )
    story = day(*kinds).at("09:01").switched(Switch.FLARE).at("09:10").ask("stretch").at("12:00").look()

    assert set(asked(story)) | set(asked(story, "relax")) == {"E22"}


def test_a_kind_without_gentle_exercises_rests_while_the_back_is_sore() -> None:
    """Whoever excluded them all must not be asked for them by name."""
    none = with_pool("relax", wishes=Wishes(without=frozenset({"E22", "E23"})))
    story = day(STRETCH, DailyKind("relax", 2, pool=none)).at("09:01").switched(Switch.FLARE)

    assert story.turn.plan.kind("relax") is None
    assert story.turn.plan.kind("stretch") is not None
