"""The shell does what the core says, in order, and commits before anything is seen."""

import asyncio
import sqlite3
from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path

import pytest

from reminder import logbook
from reminder.core.effects import Result
from reminder.core.events import (
    Answer,
    Answered,
    BreakAsked,
    ClockStepped,
    Drank,
    Event,
    Held,
    InputPaused,
    Locked,
    Released,
    Slept,
    Unlocked,
)
from reminder.core.plan import HoldKind
from reminder.journal import Journal
from reminder.notify import Closed
from reminder.screen import Failed, Replied
from tests.stage import EVER, MOVEMENT, Stage, settings

MINUTE = timedelta(minutes=1)
Story = Callable[[Stage], Awaitable[None]]


def play(folder: Path, story: Story, *, config: str = MOVEMENT, at: str = "09:00") -> None:
    """One run of the service, started and stopped around a story."""

    async def told() -> None:
        stage = await Stage(folder, config, at=at).open()
        try:
            await story(stage)
        finally:
            await stage.close()

    asyncio.run(told())


def test_a_little_day_from_start_to_stop(tmp_path: Path) -> None:
    """Sitting, a prompt, an answer with a walk, a break of one's own, and a prompt that the evening takes back."""

    async def story(day: Stage) -> None:
        await day.until("09:29:59")
        assert day.titles == []
        await day.until("09:30")
        assert day.titles == ["Stand up for two minutes"]
        day.notifier.answer(Answer.DONE)
        day.service.post(Locked(day.now()))
        await day.until("09:33")
        day.service.post(Unlocked(day.now()))
        await day.until("10:03")
        assert len(day.titles) == 1
        await day.until("10:04")

    play(tmp_path, story)

    with Journal.open(tmp_path / "journal.sqlite") as log:
        records = log.records(*EVER)
        state = log.state()
    assert [record.result for record in records] == [Result.OBSERVED, Result.WITHDRAWN]
    assert records[1].detail == "the service stopped"
    assert state is not None
    assert not state.running


def test_the_wake_up_asked_for_reaches_the_timers(tmp_path: Path) -> None:
    """It is the only timer there is."""

    async def story(day: Stage) -> None:
        assert day.timers.when == day.moment("09:30")
        day.service.post(Locked(day.now()))
        assert day.timers.when == day.moment("09:02")
        await day.until("09:10")
        day.service.post(Unlocked(day.now()))
        assert day.timers.when == day.moment("09:40")

    play(tmp_path, story)


def test_what_was_answered_is_on_disk_before_the_screen_changes(tmp_path: Path) -> None:
    """A kill between the two: the answer is there once, and the prompt is not shown again."""

    async def killed() -> None:
        day = await Stage(tmp_path).open()
        await day.until("09:30")

        def die() -> None:
            raise SystemExit("killed")

        day.screen.withdraw = die  # type: ignore[method-assign]
        with pytest.raises(SystemExit):
            day.service.post(Answered(day.now(), Answer.SKIP))
        day.screen._worker.cancel()  # type: ignore[union-attr]
        day.journal.close()

    async def started_again(day: Stage) -> None:
        assert day.results == [("movement", Result.SKIPPED)]
        assert day.state.prompt is None
        assert day.timers.when == day.moment("10:00")  # another `every` after the answer (P8)

    asyncio.run(killed())
    play(tmp_path, started_again, at="09:31")


def test_a_prompt_that_a_crash_left_on_the_screen_is_taken_down_at_the_next_start(tmp_path: Path) -> None:
    """Its answer could reach nobody; it is recorded as withdrawn, once."""
    left = []

    async def crashes() -> None:
        day = await Stage(tmp_path).open()
        await day.until("09:30")
        left.append(day.notifier.screen)
        day.screen._worker.cancel()  # type: ignore[union-attr]
        day.journal.close()

    async def starts_again() -> None:
        day = Stage(tmp_path, at="09:31")
        day.notifier.screen = left[0]
        assert len(day.titles) == 1
        await day.open(last_alive=day.moment("09:30:30"))
        assert day.titles == []
        assert day.results == [("movement", Result.WITHDRAWN)]
        await day.close()

    asyncio.run(crashes())
    asyncio.run(starts_again())


def test_a_restart_goes_on_with_the_desk_clock(tmp_path: Path) -> None:
    """D6: a short gap counts as sitting, so that a crash is no break."""

    async def first(day: Stage) -> None:
        await day.until("09:20")

    async def second(day: Stage) -> None:
        assert day.timers.when == day.moment("09:30")

    play(tmp_path, first)
    play(tmp_path, second, at="09:22")


def test_what_the_disk_refuses_is_kept_and_saved_with_the_next_commit_in_order(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """The service goes on meanwhile: prompts come, answers count, and the sentence is in the log of the program."""
    monkeypatch.setattr(logbook, "PATIENCE_SECONDS", 0.01)

    async def story(day: Stage) -> None:
        await day.until("09:30")
        backup = sqlite3.connect(tmp_path / "journal.sqlite", isolation_level=None)
        backup.execute("BEGIN IMMEDIATE")
        day.service.post(Drank(day.now(), 200))
        day.service.post(Answered(day.now(), Answer.SKIP))
        await day.calm()
        assert day.titles == []
        assert day.records == []
        assert "It is not on disk yet" in day.service.vouched({"say": "Noted."})["say"]
        assert "locked" in day.service.vouched({"status": {}})["status"]["log_trouble"]
        backup.execute("ROLLBACK")
        backup.close()
        await day.until("10:00")

        assert day.results == [("movement", Result.SKIPPED)]
        assert [told["event"] for told in day.journal.intakes(*EVER)] == ["drank"]
        assert day.journal.state() == day.state
        day.service.wake()
        assert day.results == [("movement", Result.SKIPPED)]  # saved once
        assert day.service.vouched({"say": "Noted."}) == {"say": "Noted."}
        assert day.service.vouched({"status": {}}) == {"status": {"log_trouble": None}}

    play(tmp_path, story)

    assert "Not saved, will try again" in caplog.text
    assert "locked" in caplog.text


def test_a_reply_to_a_prompt_that_is_gone_changes_nothing(tmp_path: Path) -> None:
    """A click on an old notification must not answer the new prompt."""

    async def story(day: Stage) -> None:
        await day.until("09:30")
        old = day.state.number
        day.service.post(Answered(day.now(), Answer.SNOOZE))
        for late in (Replied(old, Answer.DONE), Failed(old, "late")):
            before = day.state
            day.service.replied(late)
            assert day.state == before
        await day.until("09:40")
        assert day.state.number == old + 1
        day.service.replied(Replied(old, Answer.SKIP))
        assert day.state.prompt is not None
        day.service.replied(Replied(old + 1, Answer.SKIP))

        assert day.results == [("movement", Result.SNOOZED), ("movement", Result.SKIPPED)]

    play(tmp_path, story)


def test_an_answer_counts_although_the_clock_was_set_while_the_prompt_stood(tmp_path: Path) -> None:
    """The prompt is the same, whatever the clock on the wall says it was shown at."""

    async def story(day: Stage) -> None:
        await day.until("09:30")
        day.service.post(ClockStepped(day.now(), timedelta(hours=1)))
        day.time += timedelta(hours=1)

        day.notifier.answer(Answer.SKIP)

        assert day.results == [("movement", Result.SKIPPED)]

    play(tmp_path, story)


def test_a_prompt_that_could_not_be_shown_is_undelivered_with_the_reason(tmp_path: Path) -> None:
    """P7: unseen is not ignored. It is tried again later."""

    async def story(day: Stage) -> None:
        day.notifier.failure = "the server hung up"
        await day.until("09:30")
        assert [(record.result, record.detail) for record in day.records] == [
            (Result.UNDELIVERED, "the server hung up")
        ]
        day.notifier.failure = None
        await day.until("09:40")
        assert len(day.titles) == 1

    play(tmp_path, story)


def test_closing_the_notification_leaves_the_prompt_open_until_it_expires(tmp_path: Path) -> None:
    """P5: dismissed by the user, it goes on silently; P6: then nobody answered."""

    async def story(day: Stage) -> None:
        await day.until("09:30")
        day.notifier.dismiss()
        assert day.state.prompt is not None
        assert not day.state.prompt.on_screen
        await day.until("09:40")
        assert [(record.result, record.detail) for record in day.records] == [(Result.IGNORED, "dismissed")]

    play(tmp_path, story)


def test_what_nobody_may_have_seen_is_not_told_as_plainly_ignored(tmp_path: Path) -> None:
    """A balloon confirms nothing; it counts as before, and the log says so."""

    async def story(day: Stage) -> None:
        day.notifier.confirms = False
        await day.until("09:30")
        await day.until("09:40")
        assert [(record.result, record.detail) for record in day.records] == [(Result.IGNORED, "shown, unconfirmed")]

    play(tmp_path, story)


@pytest.mark.parametrize("by_user", [True, False])
def test_who_closed_the_notification_is_told_to_the_core(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, by_user: bool
) -> None:
    """A server's own time-out is not the user's hand."""

    async def story(day: Stage) -> None:
        await day.until("09:30")
        seen: list[Event] = []
        monkeypatch.setattr(day.service, "post", seen.append)
        day.service.replied(Replied(day.state.number, Closed(by_user=by_user)))
        assert [event.by_server for event in seen] == [not by_user]  # type: ignore[union-attr]
        monkeypatch.undo()

    play(tmp_path, story)


def test_new_settings_are_in_force_at_once(tmp_path: Path) -> None:
    """In the middle of the day: the plan, the wake-up, and how soon absence is told."""

    async def story(day: Stage) -> None:
        await day.until("09:10")
        assert day.presence.away_after == 2 * MINUTE
        day.service.apply(settings(MOVEMENT + '[movement]\nevery = "15 min"\nbreak = "1 min"\n'))
        assert day.timers.when == day.moment("09:15")
        assert day.presence.away_after == MINUTE
        await day.until("09:15")
        assert day.titles == ["Stand up for one minute"]

    play(tmp_path, story)


def test_a_snooze_of_another_length_renews_the_buttons(tmp_path: Path) -> None:
    """They said "In 10 min" for the rest of the day, and meant 25; any other setting leaves them as they are."""
    longer = 'snooze = "25 min"'

    async def story(day: Stage) -> None:
        renewed = list[str]()
        day.screen.renew = lambda: renewed.append("renewed")  # type: ignore[method-assign]
        day.service.apply(settings(MOVEMENT + '[movement]\nevery = "15 min"\n'))
        await day.calm()
        assert renewed == []
        day.service.apply(settings(MOVEMENT.replace("[interruptions]", f"[interruptions]\n{longer}")))
        await day.calm()
        assert renewed == ["renewed"]

    play(tmp_path, story)


def test_a_kind_switched_off_leaves_the_open_prompt(tmp_path: Path) -> None:
    """Nobody can answer for what is not asked any more."""

    async def story(day: Stage) -> None:
        await day.until("09:30")
        day.service.apply(settings(MOVEMENT + "[movement]\nenabled = false\n"))
        await day.calm()
        assert day.titles == []
        assert [(record.result, record.detail) for record in day.records] == [(Result.WITHDRAWN, "switched off")]

    play(tmp_path, story)


def test_an_event_that_fails_does_not_block_those_after_it(tmp_path: Path) -> None:
    """A bug in one step is bad enough; a service that never takes anything in again is worse."""

    async def story(day: Stage) -> None:
        screen = day.screen.withdraw
        await day.until("09:30")

        def broken() -> None:
            raise ZeroDivisionError

        day.screen.withdraw = broken  # type: ignore[method-assign]
        with pytest.raises(ZeroDivisionError):
            day.service.post(Answered(day.now(), Answer.SKIP))
        day.screen.withdraw = screen  # type: ignore[method-assign]
        day.service.post(Drank(day.now(), 100))

        assert len(day.journal.intakes(*EVER)) == 1
        assert day.results == [("movement", Result.SKIPPED)]

    play(tmp_path, story)


def test_a_sleep_is_told_before_the_event_that_revealed_it(tmp_path: Path) -> None:
    """D5: otherwise the night would be sitting, up to the first key of the morning."""

    async def story(day: Stage) -> None:
        await day.until("09:20")
        asleep = day.now()
        day.time = day.moment("11:00")
        slept = Slept(day.now(), asleep)
        day.clock.pending.append(lambda: day.service.post(slept))

        day.service.post(InputPaused(day.now()))
        await day.calm()

        assert day.titles == []
        assert day.results == [("movement", Result.NATURAL)]
        assert day.timers.when == day.moment("11:30")

    play(tmp_path, story)


def test_a_sleep_and_a_clock_step_have_the_timers_looked_at(tmp_path: Path) -> None:
    """They count on a clock that stood still."""

    async def story(day: Stage) -> None:
        before = day.timers.checks
        day.service.post(Slept(day.now(), day.now() - MINUTE))
        day.service.post(ClockStepped(day.now(), MINUTE))
        day.service.post(Drank(day.now(), 100))
        assert day.timers.checks == before + 2

    play(tmp_path, story)


def test_input_is_watched_for_a_pause_only_while_a_prompt_waits_for_one(tmp_path: Path) -> None:
    """P3: due, but no pause yet. All other time nothing is watched."""

    async def story(day: Stage) -> None:
        day.presence.touch()
        assert not day.presence.pause_wanted
        await day.until("09:30")
        assert day.presence.pause_wanted
        assert day.titles == []
        day.time += timedelta(seconds=9)
        day.presence.time_passes()
        await day.calm()
        assert day.titles == ["Stand up for two minutes"]
        assert not day.presence.pause_wanted

    play(tmp_path, story, config=MOVEMENT.replace('"0 s"', '"5 min"'))


def test_a_hold_lets_go_of_the_pause(tmp_path: Path) -> None:
    """While silence stands no pause would help."""

    async def story(day: Stage) -> None:
        await day.until("09:30")
        day.service.post(Held(day.now(), HoldKind.USER))
        assert not day.presence.pause_wanted
        day.service.post(Released(day.now(), HoldKind.USER))
        day.presence.touch()
        assert not day.presence.pause_wanted  # half a minute of quiet first (P4)

    play(tmp_path, story, config=MOVEMENT.replace('"0 s"', '"5 min"'))


def test_part_of_a_prompt_done_changes_its_words_where_it_stands(tmp_path: Path) -> None:
    """A walk proves movement; what is left is asked in its own words, and an answer still reaches it."""
    both = MOVEMENT.replace("[tip]\nenabled = false\n", "")

    async def story(day: Stage) -> None:
        await day.until("13:00")
        day.service.post(Locked(day.now()))
        await day.until("13:03")
        day.service.post(Unlocked(day.now()))
        await day.until("13:33")
        assert day.state.prompt is not None
        assert [item.kind for item in day.state.prompt.items] == ["movement", "tip"]
        day.service.post(Locked(day.now()))
        await day.until("13:36")
        assert len(day.titles) == 1
        assert day.service.words[0] == day.titles[0]
        day.service.post(Unlocked(day.now()))
        day.notifier.answer(Answer.DONE)
        await day.calm()
        assert day.results[-2:] == [("movement", Result.OBSERVED), ("tip", Result.CLAIMED)]

    play(tmp_path, story, config=both, at="12:58")


def test_nobody_at_the_keys_is_absence_from_the_last_key_on(tmp_path: Path) -> None:
    """D2: noticed after two minutes, counted from the beginning; the return begins a new half hour."""

    async def story(day: Stage) -> None:
        await day.until("09:20")
        day.time = day.moment("09:22")
        day.presence.time_passes()
        await day.calm()
        assert day.results == [("movement", Result.NATURAL)]
        day.presence.touch()
        assert day.timers.when == day.moment("09:52")

    play(tmp_path, story)


CALL = "microphone: Firefox"


def test_a_call_is_noticed_when_a_prompt_is_due(tmp_path: Path) -> None:
    """Never in a call: it is looked for at that moment and not all day, and named in the text that comes after it."""

    async def story(day: Stage) -> None:
        day.attention.begin(HoldKind.CALL, CALL)
        await day.until("09:29")
        assert day.attention.reads == 0
        await day.until("09:30")
        assert day.titles == []
        assert day.state.holds[HoldKind.CALL].detail == CALL

        await day.until("09:50")
        day.attention.end(HoldKind.CALL)
        await day.calm()
        await day.until("09:51")

        assert day.titles == ["Time to move after that call"]

    play(tmp_path, story)


def test_a_first_start_at_which_something_is_due_waits_for_the_look_with_a_state(tmp_path: Path) -> None:
    """A tip is due at noon: the tray and `status` are asked before the look is over, and must have an answer."""

    async def story() -> None:
        day = Stage(tmp_path, MOVEMENT.replace("[tip]\nenabled = false", "[tip]"), at="13:59")
        day.attention.begin(HoldKind.CALL, CALL)
        day.service.start(None)
        assert day.state.desk.seated
        await day.calm()

        assert day.state.running
        assert day.titles == []
        await day.close()

    asyncio.run(story())


def test_what_holds_is_followed_and_then_let_go_of(tmp_path: Path) -> None:
    """Nothing is watched all day; while it holds, its end is what the reminder waits for."""

    async def story(day: Stage) -> None:
        await day.until("09:29")
        assert not day.attention.followed
        day.attention.begin(HoldKind.DO_NOT_DISTURB, "dunst")
        await day.until("09:30")
        assert day.attention.followed

        day.attention.end(HoldKind.DO_NOT_DISTURB)
        await day.calm()

        assert day.state.holds == {}
        assert not day.attention.followed
        assert day.journal.holds(*EVER)[0].detail == "dunst"

    play(tmp_path, story)


def test_a_call_that_begins_under_an_open_prompt_takes_it_back(tmp_path: Path) -> None:
    """Nobody wants it in the picture that is shared; it comes again afterwards."""

    async def story(day: Stage) -> None:
        await day.until("09:31")
        assert len(day.titles) == 1

        day.attention.begin(HoldKind.CALL, CALL)
        await day.calm()

        assert day.titles == []
        assert day.results == [("movement", Result.WITHDRAWN)]

    play(tmp_path, story)


def test_a_break_asked_for_in_a_call_stays(tmp_path: Path) -> None:
    """P4: no hold stands against one's own wish, also where the call is noticed by that very look."""

    async def story(day: Stage) -> None:
        day.attention.begin(HoldKind.CALL, CALL)
        await day.until("09:10")
        day.service.post(BreakAsked(day.now()))
        await day.calm()
        day.time = day.moment("09:11")
        day.service.wake()
        await day.calm()

        assert day.titles == ["Stand up for two minutes"]

    play(tmp_path, story)


def test_a_silent_call_is_sitting(tmp_path: Path) -> None:
    """D4: input stops, and the look at what holds comes before the absence."""

    async def story(day: Stage) -> None:
        await day.until("09:10")
        day.attention.begin(HoldKind.CALL, CALL)
        day.time = day.moment("09:25")
        day.presence.time_passes()
        await day.calm()
        assert day.state.desk.seated

        day.attention.end(HoldKind.CALL)
        await day.calm()
        assert not day.state.desk.seated

    play(tmp_path, story)


def test_a_full_screen_that_nothing_keeps_awake_is_no_film(tmp_path: Path) -> None:
    """D4: whoever leaves an editor in full screen for lunch is at lunch."""

    async def story(day: Stage) -> None:
        await day.until("09:10")
        day.attention.begin(HoldKind.FULL_SCREEN, "editor", watching=False)
        day.time = day.moment("09:25")
        day.presence.time_passes()
        await day.calm()

        assert not day.state.desk.seated
        assert day.results == [("movement", Result.NATURAL)]

    play(tmp_path, story)


def test_whoever_comes_back_during_the_look_was_away_before(tmp_path: Path) -> None:
    """What comes in waits for the look that is under way: a return must not overtake its absence."""

    async def story(day: Stage) -> None:
        await day.until("09:10")
        day.time = day.moment("09:25")
        day.presence.time_passes()
        day.presence.touch()
        await day.calm()

        assert day.state.desk.seated
        assert day.results == [("movement", Result.NATURAL)]

    play(tmp_path, story)


def test_nothing_is_followed_while_nobody_is_there_and_it_is_looked_at_on_the_return(tmp_path: Path) -> None:
    """Do-not-disturb over lunch costs nothing; what has become of it is known before anything can come."""

    async def story(day: Stage) -> None:
        day.attention.begin(HoldKind.DO_NOT_DISTURB, "dunst")
        await day.until("09:30")
        assert day.attention.followed
        day.time = day.moment("09:40")
        day.presence.time_passes()
        await day.calm()
        assert not day.attention.followed

        day.attention.end(HoldKind.DO_NOT_DISTURB)
        day.time = day.moment("12:40")
        day.presence.touch()
        await day.calm()
        assert day.state.holds == {}

    play(tmp_path, story)


def test_nothing_is_followed_while_the_user_has_paused_it_all(tmp_path: Path) -> None:
    """It is silent in any case; the end of the pause is the time to look."""

    async def story(day: Stage) -> None:
        day.attention.begin(HoldKind.CALL, CALL)
        await day.until("09:30")
        day.service.post(Held(day.now(), HoldKind.USER))
        assert not day.attention.followed
        day.attention.end(HoldKind.CALL)
        await day.until("09:40")
        day.service.post(Released(day.now(), HoldKind.USER))
        await day.calm()

        assert day.state.holds == {}

    play(tmp_path, story)


def test_a_call_at_the_start_keeps_silent_from_the_start_on(tmp_path: Path) -> None:
    """Restarted in the middle of a call, with a break overdue: it is looked for before the first prompt."""

    async def story() -> None:
        day = await Stage(tmp_path).open()
        await day.until("09:29")
        await day.close()
        day = Stage(tmp_path, at="09:31")
        day.attention.begin(HoldKind.CALL, CALL)
        await day.open()
        assert day.titles == []
        assert day.state.holds[HoldKind.CALL].detail == CALL
        await day.close()

    asyncio.run(story())


def test_settings_that_come_during_a_look_count_from_their_own_moment(tmp_path: Path) -> None:
    """What happened before them, and still waits for the look, belongs to the old ones."""

    async def story(day: Stage) -> None:
        await day.until("09:20")
        day.time = day.moment("09:30")
        day.service.wake()
        day.service.apply(settings(MOVEMENT + '[movement]\nevery = "1 h"\n'))
        assert day.service.settings.plan.bout_every == 30 * MINUTE
        await day.calm()

        assert day.service.settings.plan.bout_every == 60 * MINUTE
        assert len(day.titles) == 1

    play(tmp_path, story)


def test_levels_that_cannot_be_read_cost_no_reminder(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    """A bug in a source is written down; the day goes on."""

    async def story(day: Stage) -> None:
        day.attention.failure = ZeroDivisionError("a source")
        await day.until("09:30")

        assert day.titles == ["Stand up for two minutes"]
        assert "could not be read" in caplog.text

    play(tmp_path, story)


def test_the_end_of_the_service_waits_for_no_look(tmp_path: Path) -> None:
    """Logout: whatever hangs, the log is closed, and nothing flashes up at the last moment."""

    async def story(day: Stage) -> None:
        day.time = day.moment("09:30")
        day.service.wake()
        day.service.stop()
        await day.calm()

        assert day.titles == []
        assert day.records == []
        assert not day.state.running

    play(tmp_path, story)


def test_a_break_asked_for_comes_at_once(tmp_path: Path) -> None:
    """`reminder break`, or the tray."""

    async def story(day: Stage) -> None:
        day.service.post(BreakAsked(day.now()))
        await day.calm()
        assert day.titles == ["Stand up for two minutes"]

    play(tmp_path, story)


def test_a_prompt_shows_the_picture_of_what_it_asks_for(tmp_path: Path) -> None:
    """An exercise, or the walk of a movement break; one's own words and picture for an exercise of one's own."""
    config = """
        choice.exclude = ["E22", "E23", "E04"]
        [exercise.doze]
        title = "Close your eyes"
        steps = ["Hands over them, for a while."]
        kind = "relax"
        picture = "E22"
    """

    async def story(day: Stage) -> None:
        for kind in ("movement", "stretch", "relax", "posture"):
            day.service.post(BreakAsked(day.now(), kind))
            await day.calm()
            day.notifier.answer(Answer.SKIP)
            await day.calm()
        assert [(text.title, text.picture.name if text.picture else "") for text in day.notifier.shown] == [
            ("Stand up for two minutes", "E24.png"),
            ("Stretch the backs of your legs", "E13.png"),
            ("Close your eyes", "E22.png"),
            ("Change how you sit", "reminder-due.png"),
        ]

    play(tmp_path, story, config=config)


def test_a_prompt_for_ones_own_exercise_says_when_to_stop(tmp_path: Path) -> None:
    """What its owner wrote for that, under the first step."""
    config = """
        choice.exclude = ["E22", "E23", "E04"]
        [exercise.doze]
        title = "Close your eyes"
        steps = ["Hands over them, for a while.", "Open them."]
        kind = "relax"
        safety = "Not with sore eyes."
    """

    async def story(day: Stage) -> None:
        day.service.post(BreakAsked(day.now(), "relax"))
        await day.calm()
        (shown,) = day.notifier.shown
        assert shown.body.startswith("Hands over them, for a while.\nNot with sore eyes.")

    play(tmp_path, story, config=config)


def test_who_has_one_exercise_left_has_its_wordings_in_turn(tmp_path: Path) -> None:
    """The rounds are counted by what takes turns, not by all that there are texts for."""

    async def story(day: Stage) -> None:
        for _ in range(4):
            day.service.post(BreakAsked(day.now(), "relax"))
            await day.calm()
            day.notifier.answer(Answer.SKIP)
            await day.calm()
        titles = [text.title for text in day.notifier.shown]
        assert all(first != next_ for first, next_ in pairwise(titles))

    play(tmp_path, story, config='choice.exclude = ["E23", "E04"]')


def test_the_week_is_told_once_whatever_restarts(tmp_path: Path) -> None:
    """Monday at nine, by the config: before it nothing, and a second run has nothing to tell again."""
    told: list[list[date]] = []

    async def first(day: Stage) -> None:
        await day.until("09:05")
        told.append([*day.weeks])

    async def second(day: Stage) -> None:
        await day.until("09:15")
        told.append([*day.weeks])

    config = MOVEMENT + "\n[hours]\nfrom = 06:00:00\nto = 22:00:00\n"
    play(tmp_path, first, config=config, at="08:50")
    play(tmp_path, second, config=config, at="09:06")

    assert told == [[date(2026, 2, 23)], []]


def test_every_event_repaints(tmp_path: Path) -> None:
    """The tray shows the state, not what it was."""

    async def story(day: Stage) -> None:
        before = day.repaints
        day.service.wake()
        day.service.post(Drank(day.now(), 100))
        assert day.repaints == before + 2

    play(tmp_path, story)


def test_a_week_of_runs_loses_and_doubles_nothing(tmp_path: Path) -> None:
    """Five days, each a run of its own, with an answer each: five rows, and the state of the last."""
    for name in ("Mon", "Tue", "Wed", "Thu", "Fri"):

        async def story(day: Stage, name: str = name) -> None:
            await day.until(f"{name} 09:30")
            day.notifier.answer(Answer.SKIP)

        play(tmp_path, story, at=f"{name} 09:00")

    with Journal.open(tmp_path / "journal.sqlite") as log:
        records = log.records(*EVER)
    assert [record.result for record in records] == [Result.SKIPPED] * 5
    assert [record.day for record in records] == [date(2026, 3, 2) + timedelta(days=n) for n in range(5)]
    assert replace(records[0], at=records[1].at) != records[1]


STRETCH = MOVEMENT.replace("[stretch]\nenabled = false\n", "") + '\n[movement]\nevery = "20 min"\n'


def test_a_break_shorter_than_the_longest_idle_is_seen_where_it_was_asked_for(tmp_path: Path) -> None:
    """A stretch takes a minute; reading for a minute is no absence. So a minute counts once a stretch was asked for."""

    async def story(day: Stage) -> None:
        assert day.presence.away_after == timedelta(minutes=2)
        await day.until("11:20")
        assert day.service.state is not None
        assert day.service.state.prompt is not None
        assert "stretch" in day.service.state.prompt.kinds
        assert day.presence.away_after == timedelta(minutes=1)

        day.service.post(Answered(day.now(), Answer.SKIP))

        assert day.presence.away_after == timedelta(minutes=2)

    play(tmp_path, story, config=STRETCH)


def test_a_bug_in_one_effect_costs_neither_the_next_wake_up_nor_the_truth(tmp_path: Path) -> None:
    """Words that cannot be made are our fault: the prompt was not seen, and the day goes on."""

    async def story(day: Stage) -> None:
        told: list[object] = []
        asyncio.get_running_loop().set_exception_handler(lambda loop, trouble: told.append(trouble["exception"]))

        def broken(text: object, number: int) -> None:
            raise ZeroDivisionError

        day.screen.show = broken  # type: ignore[method-assign]
        day.time = day.moment("09:30")
        day.service.wake()
        await day.calm()

        assert [type(bug) for bug in told] == [ZeroDivisionError]
        assert day.results == [("movement", Result.UNDELIVERED)]
        assert day.timers.when == day.moment("09:40")

    play(tmp_path, story)


def test_a_state_of_another_version_begins_a_new_day_and_is_kept(tmp_path: Path) -> None:
    """An update must not stop the reminders for want of one field; the log itself is whole."""
    with Journal.open(tmp_path / "journal.sqlite") as journal:
        journal.keep_note("state", '{"gone_field": 1}')

    async def story(day: Stage) -> None:
        assert day.service.state is not None
        assert day.journal.note("unreadable state") == '{"gone_field": 1}'

    play(tmp_path, story)
