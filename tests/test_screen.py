"""What is asked for comes on the screen in order, by the best way there is, and what cannot is told."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from reminder import screen as screen_module
from reminder.backends import Choice, Refusal, Unavailable
from reminder.core.events import Answer
from reminder.notify import Closed, Notifier, OnReply, Text, Unsure
from reminder.screen import Failed, Replied, Screen
from tests.notify.fake import FakeNotifier, FakeScreen

STAND = Text("Stand up", "please")
SIT = Text("Sit down", "again")


@dataclass
class Setting:
    """A screen whose ways are those in `ways`, best first; None refuses."""

    ways: list[FakeNotifier | None] = field(default_factory=lambda: [FakeNotifier()])
    news: list[Replied | Failed] = field(default_factory=list)
    kept: list[str] = field(default_factory=list)
    handle: str = ""
    chosen: int = 0

    async def choose(self, without: Mapping[str, str]) -> Choice[Notifier]:
        self.chosen += 1
        refused = []
        for number, way in enumerate(self.ways):
            if way is not None and str(number) not in without:
                way.closed = False
                return Choice(str(number), way, tuple(refused))
            refused.append(Refusal(str(number), without.get(str(number), "not here")))
        raise Unavailable("none of them")

    def play(self, story: Callable[[Screen], Awaitable[None]]) -> None:
        async def told() -> None:
            screen = Screen(self.choose, self.news.append, self.kept.append, returns=(0, 0))
            await screen.open(self.handle)
            screen.begin()
            await story(screen)
            await screen.close()

        asyncio.run(told())

    @property
    def way(self) -> FakeNotifier:
        assert self.ways[0] is not None
        return self.ways[0]


async def until(condition: Callable[[], bool]) -> None:
    async with asyncio.timeout(10):
        while not condition():  # noqa: ASYNC110 - what is waited for tells nobody
            await asyncio.sleep(0)


def test_things_happen_in_the_order_they_were_asked_for() -> None:
    """A withdrawal must not overtake the prompt it is for."""
    setting = Setting()

    async def story(screen: Screen) -> None:
        screen.show(STAND, 1)
        screen.withdraw()
        screen.show(SIT, 2)
        screen.tell(STAND)
        await screen._jobs.join()
        assert list(setting.way.screen.prompts.values()) == [SIT]

    setting.play(story)

    assert setting.way.shown == [STAND, SIT]
    assert setting.way.told == [STAND]
    assert setting.way.withdrawn == ["fake/1"]


@pytest.mark.parametrize(
    ("words", "cleaned"),
    [("a\0b\x1b[1m", "ab[1m"), ("two\nlines – 🧘…", "two\nlines – 🧘…"), ("half \ud83d", "half "), ("\r\n\x85", "\n")],
    ids=["control", "text", "surrogate", "line ends"],
)
def test_what_cannot_be_shown_is_left_out_whatever_shows_the_rest(words: str, cleaned: str) -> None:
    """A program's name may hold it: a bus hangs up on who sends it, Windows refuses it, a terminal would obey it."""
    setting = Setting()
    picture = Path("due.png")

    async def story(screen: Screen) -> None:
        screen.show(Text(words, words, picture), 1)
        screen.tell(Text(words, words, picture))

    setting.play(story)

    assert setting.way.shown == setting.way.told == [Text(cleaned, cleaned, picture)]


def test_closing_waits_for_what_was_asked_for() -> None:
    """At the end of the service the open prompt is taken down, not left behind."""
    setting = Setting()

    async def story(screen: Screen) -> None:
        screen.show(STAND, 1)
        screen.withdraw()

    setting.play(story)

    assert setting.way.screen.prompts == {}
    assert setting.way.closed


def test_a_server_that_hangs_holds_up_the_end_for_moments_only(monkeypatch: pytest.MonkeyPatch) -> None:
    """A log-out ends what does not end by itself, and then all else that was still to be done is lost."""
    monkeypatch.setattr(screen_module, "LAST_SECONDS", 0.01)
    shown = asyncio.Event()

    class Hangs(FakeNotifier):
        async def show(self, text: Text, on_reply: OnReply) -> str:
            shown.set()
            await asyncio.sleep(3600)
            raise AssertionError("nobody waits so long")

    setting = Setting(ways=[Hangs()])

    async def story(screen: Screen) -> None:
        screen.show(STAND, 1)
        await shown.wait()
        async with asyncio.timeout(10):
            await screen.close()

    setting.play(story)

    assert setting.way.closed


def test_nobody_waits_for_the_best_way_at_the_end() -> None:
    """In a log-out the bus goes first, and does not come back."""
    setting = Setting()

    async def told() -> None:
        screen = Screen(setting.choose, setting.news.append, setting.kept.append, returns=(0, 3600))
        await screen.open("")
        screen.begin()
        screen.show(STAND, 1)
        await screen._jobs.join()
        chosen, way, setting.ways = setting.chosen, setting.way, []
        way.lose()
        await until(lambda: setting.chosen > chosen)
        started = asyncio.get_running_loop().time()
        await screen.close()
        assert asyncio.get_running_loop().time() - started < 1

    asyncio.run(told())


def test_nothing_comes_before_the_beginning() -> None:
    """The greeting stands above the first prompt; and an end before any beginning does not hang."""
    setting = Setting()

    async def told() -> None:
        screen = Screen(setting.choose, setting.news.append, setting.kept.append)
        await screen.open("")
        screen.show(STAND, 1)
        await asyncio.sleep(0)
        assert setting.way.shown == []
        await screen.close()

    asyncio.run(told())

    assert setting.way.closed


@pytest.mark.parametrize(
    ("act", "reply"),
    [
        (lambda way: way.answer(Answer.SNOOZE), Answer.SNOOZE),
        (lambda way: way.dismiss(), Closed(by_user=True)),
        (lambda way: way.expire(), Closed(by_user=False)),
    ],
    ids=["answer", "dismissed", "expired"],
)
def test_a_reply_comes_with_the_number_of_its_prompt(
    act: Callable[[FakeNotifier], None], reply: Answer | Closed
) -> None:
    """So that a late one can be told from one in time."""
    setting = Setting()

    async def story(screen: Screen) -> None:
        screen.show(STAND, 41)
        await screen._jobs.join()
        act(setting.way)

    setting.play(story)

    assert setting.news == [Replied(41, reply)]


def test_the_handle_is_kept_while_a_prompt_stands() -> None:
    """A process that comes after a crash can take it down."""
    setting = Setting()

    async def story(screen: Screen) -> None:
        screen.show(STAND, 1)
        await screen._jobs.join()
        assert setting.kept == ["fake/1"]
        screen.withdraw()

    setting.play(story)

    assert setting.kept == ["fake/1", ""]


def test_a_prompt_that_was_shown_anew_is_remembered_by_its_new_handle() -> None:
    """It is by that handle that it is withdrawn, now or after a crash; nobody else needs to know."""
    setting = Setting()

    async def story(screen: Screen) -> None:
        screen.show(STAND, 1)
        await screen._jobs.join()
        setting.way.restart()
        screen.withdraw()

    setting.play(story)

    assert setting.way.withdrawn == ["fake/2"]
    assert setting.kept == ["fake/1", "fake/2", ""]
    assert setting.news == []


def test_what_is_shown_without_confirmation_is_told_as_such() -> None:
    """Unanswered, it must not pass for ignored as if somebody had surely seen it."""
    setting = Setting(ways=[FakeNotifier(confirms=False)])

    async def story(screen: Screen) -> None:
        screen.show(STAND, 41)
        await screen._jobs.join()

    setting.play(story)

    assert [Replied(41, Unsure())] == setting.news


def test_what_an_earlier_process_left_is_taken_down_by_its_handle() -> None:
    """Its own process is gone; the desktop still shows it."""
    screen = FakeScreen(prompts={"fake/7": STAND})
    setting = Setting(ways=[FakeNotifier(screen)], handle="fake/7")

    async def story(screen: Screen) -> None:
        screen.withdraw()

    setting.play(story)

    assert screen.prompts == {}


def test_a_way_that_fails_is_replaced_at_once() -> None:
    """The notification server went away between two prompts."""
    broken, other = FakeNotifier(failure="hung up"), FakeNotifier()
    setting = Setting(ways=[broken])

    async def story(screen: Screen) -> None:
        setting.ways = [other]
        screen.show(STAND, 1)

    setting.play(story)

    assert other.shown == [STAND]
    assert broken.closed
    assert setting.news == []


def test_a_way_that_takes_nothing_is_passed_over_for_the_next_best(caplog: pytest.LogCaptureFixture) -> None:
    """A notification server may say what it can do, and fail at every notification: a terminal is better than that."""
    broken, other = FakeNotifier(failure="out of memory"), FakeNotifier()
    setting = Setting(ways=[broken, other])

    async def story(screen: Screen) -> None:
        screen.show(STAND, 1)
        screen.tell(SIT)
        await screen._jobs.join()
        assert screen.choice is not None
        assert screen.choice.refused == (Refusal("0", "out of memory"),)
        broken.failure = None
        screen.show(SIT, 2)

    setting.play(story)

    assert (other.shown, other.told, broken.shown) == ([STAND], [SIT], [SIT])
    assert setting.news == []
    assert "Not delivered by 0: out of memory" in caplog.text


def test_a_prompt_that_goes_with_its_way_is_shown_again_by_what_is_left(caplog: pytest.LogCaptureFixture) -> None:
    """The session bus has died: nobody has closed the prompt, and nobody can answer it where it was."""
    lost, left = FakeNotifier(), FakeNotifier()
    setting = Setting(ways=[lost, left])

    async def story(screen: Screen) -> None:
        screen.show(STAND, 1)
        await screen._jobs.join()
        lost.lose("the bus is gone")
        setting.ways = [None, left]
        await until(lambda: left.shown == [STAND])
        left.answer(Answer.DONE)

    with caplog.at_level(logging.WARNING):
        setting.play(story)

    assert setting.news == [Replied(1, Answer.DONE)]
    assert setting.kept == ["fake/1", "fake/1"]
    assert "gone from the screen: the bus is gone" in caplog.text
    assert "on the screen again, by 1" in caplog.text


def test_the_best_way_is_waited_for_before_a_lesser_one_will_do() -> None:
    """A bus that is restarted is back in a second, and a terminal may be where nobody looks."""
    lost, left = FakeNotifier(), FakeNotifier()
    setting = Setting(ways=[lost, left])

    async def story(screen: Screen) -> None:
        screen.show(STAND, 1)
        await screen._jobs.join()
        chosen = setting.chosen
        lost.lose()
        setting.ways = [None, left]
        await until(lambda: setting.chosen == chosen + 1)
        lost.failure, setting.ways = None, [lost, left]
        await screen._jobs.join()

    setting.play(story)

    assert (lost.shown, left.shown) == ([STAND, STAND], [])


@pytest.mark.parametrize("instead", ["withdrawn", "ended"])
def test_what_is_wanted_no_more_is_not_shown_again(instead: str) -> None:
    """It was answered in the tray meanwhile, or the session ends, in which the bus goes first."""
    lost, left = FakeNotifier(), FakeNotifier()
    setting = Setting(ways=[lost, left])

    async def story(screen: Screen) -> None:
        screen.show(STAND, 1)
        await screen._jobs.join()
        setting.ways = [left]
        lost.lose()
        if instead == "withdrawn":
            screen.withdraw()
            await screen._jobs.join()

    setting.play(story)

    assert left.shown == []
    assert setting.news == []


def test_an_answer_to_the_prompt_before_does_not_end_the_wish_for_this_one() -> None:
    """It may come in the same turn in which the next prompt is asked for."""
    lost = FakeNotifier()
    setting = Setting(ways=[lost])

    async def story(screen: Screen) -> None:
        screen.show(STAND, 2)
        await screen._jobs.join()
        screen._heard(1, Answer.DONE)
        lost.lose()
        lost.failure = None
        await until(lambda: lost.shown == [STAND, STAND])

    setting.play(story)


def test_a_prompt_that_nothing_can_show_again_goes_on_in_the_tray() -> None:
    """It was seen, so that it is not undelivered (P7); there is still the tray to answer it in (P5)."""
    setting = Setting()

    async def story(screen: Screen) -> None:
        screen.show(STAND, 1)
        await screen._jobs.join()
        setting.way.lose()
        setting.ways = []
        await until(lambda: setting.news != [])

    setting.play(story)

    assert setting.news == [Replied(1, Closed(by_user=False))]


def test_what_troubles_the_way_in_use_is_told() -> None:
    """`doctor` asks for it: that a way was chosen this morning says nothing of now."""
    setting = Setting()

    async def story(screen: Screen) -> None:
        assert await screen.trouble() == ""
        setting.way.failure = "hung up"
        assert await screen.trouble() == "hung up"

    setting.play(story)


def test_a_prompt_that_no_way_can_show_is_failed_with_the_last_reason() -> None:
    """It becomes *undelivered* in the log."""
    setting = Setting(ways=[FakeNotifier(failure="hung up")])

    async def story(screen: Screen) -> None:
        screen.show(STAND, 3)

    setting.play(story)

    assert setting.news == [Failed(3, "hung up")]
    assert setting.kept == []


def test_without_any_way_a_prompt_is_failed_and_a_better_day_is_noticed() -> None:
    """The service runs on without a screen, and looks again with each prompt."""
    setting = Setting(ways=[None])

    async def story(screen: Screen) -> None:
        screen.show(STAND, 1)
        screen.tell(STAND)
        screen.withdraw()
        await screen._jobs.join()
        assert setting.news == [Failed(1, "nothing here can show a notification")]
        setting.ways = [FakeNotifier()]
        screen.show(SIT, 2)

    setting.play(story)

    assert setting.way.shown == [SIT]


def test_a_better_way_that_has_appeared_is_taken_for_the_next_prompt() -> None:
    """The panel with the notification server starts after us at login."""
    poor, good = FakeNotifier(), FakeNotifier()
    setting = Setting(ways=[None, poor])

    async def story(screen: Screen) -> None:
        screen.show(STAND, 1)
        await screen._jobs.join()
        setting.ways = [good, poor]
        screen.show(SIT, 2)

    setting.play(story)

    assert (poor.shown, good.shown) == ([STAND], [SIT])
    assert poor.closed


def test_a_bug_in_a_way_is_undelivered_too_and_the_next_prompt_comes(caplog: pytest.LogCaptureFixture) -> None:
    """Unseen is not ignored, whatever the reason; and one bug must not silence the rest of the day."""

    class Buggy(FakeNotifier):
        async def show(self, text: Text, on_reply: OnReply) -> str:
            if text == STAND:
                raise ZeroDivisionError("oops")
            return await super().show(text, on_reply)

    setting = Setting(ways=[Buggy()])

    async def story(screen: Screen) -> None:
        screen.show(STAND, 1)
        screen.show(SIT, 2)

    setting.play(story)

    assert [type(news) for news in setting.news] == [Failed]
    assert "ZeroDivisionError" in setting.news[0].reason  # type: ignore[union-attr]
    assert setting.way.shown == [SIT]
    assert "could not be handled" in caplog.text


def test_a_message_that_cannot_be_shown_is_only_logged(caplog: pytest.LogCaptureFixture) -> None:
    """It wants no answer, so nothing waits for it."""
    setting = Setting(ways=[FakeNotifier(failure="hung up")])

    async def story(screen: Screen) -> None:
        screen.tell(STAND)

    setting.play(story)

    assert setting.news == []
    assert "Stand up" in caplog.text


def test_a_snooze_of_another_length_is_on_the_button_of_the_next_prompt() -> None:
    """A way knows what its buttons are called from when it was opened; two prompts must not stand side by side."""
    old, new, screen_of_both = FakeNotifier(), FakeNotifier(), FakeScreen()
    old.screen = new.screen = screen_of_both
    setting = Setting(ways=[old])

    async def story(screen: Screen) -> None:
        screen.show(STAND, 1)
        await screen._jobs.join()
        setting.ways = [new]
        screen.renew()
        assert not old.closed
        screen.show(SIT, 2)
        await screen._jobs.join()
        assert list(screen_of_both.prompts.values()) == [SIT]
        assert old.closed
        new.answer(Answer.DONE)
        setting.ways = [None]
        screen.show(STAND, 3)

    setting.play(story)

    assert new.shown == [SIT, STAND]  # opened anew once, and not with every prompt
    assert [Replied(2, Answer.DONE)] == setting.news
