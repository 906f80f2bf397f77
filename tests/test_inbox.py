"""Events in order, and a look at what holds before those to which it matters."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

import pytest

from reminder.core.events import (
    Answer,
    Answered,
    BreakAsked,
    Drank,
    Event,
    Held,
    InputPaused,
    Left,
    Released,
    Slept,
    Started,
    Woken,
)
from reminder.core.plan import HoldKind
from reminder.core.state import Hold
from reminder.inbox import Inbox, Owner
from tests.attention.fake import FakeAttention

START = datetime(2026, 3, 2, 9, tzinfo=UTC)
SECOND = timedelta(seconds=1)


@dataclass
class Somebody:
    """Takes events in; those of the kinds that `matter` want a look first."""

    matter: tuple[type, ...] = ()
    taken: list[Event] = field(default_factory=list)
    standing: dict[HoldKind, Hold] = field(default_factory=dict)
    on_take: Callable[[Event], None] = lambda event: None
    on_clock: Callable[[], None] = lambda: None
    now: datetime = START + SECOND

    def take(self, event: Event) -> None:
        self.taken.append(event)
        match event:
            case Held(hold=hold):
                self.standing[hold] = Hold(event.at, detail=event.detail, watching=event.watching)
            case Released(hold=hold):
                del self.standing[hold]
            case _:
                pass
        self.on_take(event)

    def look_at_clock(self) -> None:
        self.on_clock()

    def kinds(self) -> list[type]:
        return [type(event) for event in self.taken]


Story = Callable[[Somebody, FakeAttention, Inbox], Awaitable[None]]


def play(story: Story, *matter: type) -> None:
    async def told() -> None:
        owner, attention = Somebody(matter), FakeAttention()
        wants = Owner(
            owner.take,
            lambda event: isinstance(event, owner.matter),
            lambda: owner.standing,
            owner.look_at_clock,
        )
        await story(owner, attention, Inbox(attention, lambda: owner.now, wants))

    asyncio.run(told())


async def calm() -> None:
    for _ in range(8):
        await asyncio.sleep(0)


def test_what_an_event_brings_about_is_taken_in_after_it() -> None:
    """A notifier that answers from within a repaint, say: each event is finished before the next begins."""

    async def story(owner: Somebody, attention: FakeAttention, inbox: Inbox) -> None:
        def brings_about(event: Event) -> None:
            if isinstance(event, Woken):
                inbox.post(Drank(START, 100))
                inbox.post(InputPaused(START))
                assert owner.kinds() == [Woken]

        owner.on_take = brings_about
        inbox.post(Woken(START))

        assert owner.kinds() == [Woken, Drank, InputPaused]

    play(story)


def test_an_event_to_which_holds_do_not_matter_waits_for_nothing() -> None:
    """A look costs a few milliseconds of everybody's time; most events need none."""

    async def story(owner: Somebody, attention: FakeAttention, inbox: Inbox) -> None:
        inbox.post(Answered(START, Answer.DONE))

        assert owner.kinds() == [Answered]
        assert attention.reads == 0

    play(story, Woken)


def test_what_is_found_comes_before_the_event_it_was_looked_for() -> None:
    """And counts as having begun before it: a break asked for in a call was asked for in spite of it."""

    async def story(owner: Somebody, attention: FakeAttention, inbox: Inbox) -> None:
        attention.begin(HoldKind.CALL, "microphone: Firefox")

        inbox.post(BreakAsked(START))
        assert owner.taken == []
        await calm()

        held, asked = owner.taken
        assert isinstance(held, Held)
        assert (held.hold, held.detail) == (HoldKind.CALL, "microphone: Firefox")
        assert held.at < asked.at == START

    play(story, BreakAsked)


def test_what_happens_during_a_look_waits_for_its_end() -> None:
    """In the order it happened, and each that needs it with a look of its own."""

    async def story(owner: Somebody, attention: FakeAttention, inbox: Inbox) -> None:
        for event in (Left(START, START), Drank(START, 100), Left(START, START)):
            inbox.post(event)
        assert owner.taken == []
        await calm()

        assert owner.kinds() == [Left, Drank, Left]
        assert attention.reads == 2

    play(story, Left)


def test_what_has_not_changed_is_not_told_again() -> None:
    """Every `Held` is a line in the history of a hold."""

    async def story(owner: Somebody, attention: FakeAttention, inbox: Inbox) -> None:
        attention.begin(HoldKind.CALL, "microphone: Firefox")
        for _ in range(2):
            inbox.post(Woken(START))
            await calm()
        attention.begin(HoldKind.CALL, "camera: Cheese")
        inbox.post(Woken(START))
        await calm()

        assert [event.detail for event in owner.taken if isinstance(event, Held)] == [
            "microphone: Firefox",
            "camera: Cheese",
        ]

    play(story, Woken)


def test_one_hold_that_follows_another_leaves_no_gap() -> None:
    """The call ends with do-not-disturb still on: nothing may slip through between the two."""

    async def story(owner: Somebody, attention: FakeAttention, inbox: Inbox) -> None:
        attention.begin(HoldKind.CALL)
        inbox.post(Woken(START))
        await calm()
        attention.end(HoldKind.CALL)
        attention.begin(HoldKind.DO_NOT_DISTURB)
        inbox.post(Woken(START))
        await calm()

        assert owner.kinds() == [Held, Woken, Held, Released, Woken]

    play(story, Woken)


def test_the_users_own_pause_is_nothing_the_desktop_could_end() -> None:
    """Only what is sensed is released by looking."""

    async def story(owner: Somebody, attention: FakeAttention, inbox: Inbox) -> None:
        owner.standing[HoldKind.USER] = Hold(START)
        inbox.post(Woken(START))
        await calm()

        assert owner.kinds() == [Woken]

    play(story, Woken)


def test_a_sign_is_looked_into_at_once_and_once_more_where_it_came_during_a_look() -> None:
    """What changed after it was read would otherwise go unseen until the next sign."""

    async def story(owner: Somebody, attention: FakeAttention, inbox: Inbox) -> None:
        inbox.follow(holding=False, open_prompt=True)
        await calm()
        attention.reads = 0
        attention.begin(HoldKind.CALL)
        attention.begin(HoldKind.FULL_SCREEN)
        await calm()

        assert {event.hold for event in owner.taken if isinstance(event, Held)} == {
            HoldKind.CALL,
            HoldKind.FULL_SCREEN,
        }
        assert attention.reads == 2

    play(story)


def test_following_ends_with_its_reason() -> None:
    """Nothing holds and nothing is open: nobody is asked any more."""

    async def story(owner: Somebody, attention: FakeAttention, inbox: Inbox) -> None:
        inbox.follow(holding=True, open_prompt=False)
        assert attention.followed
        inbox.follow(holding=False, open_prompt=False)
        assert not attention.followed

    play(story)


def test_new_settings_are_heeded_at_once() -> None:
    """Whoever tells reminder to ignore a program waits for nothing; and where nothing holds, nothing is asked."""

    async def story(owner: Somebody, attention: FakeAttention, inbox: Inbox) -> None:
        inbox.heed_anew()
        await calm()
        assert attention.reads == 0

        inbox.follow(holding=True, open_prompt=False)
        await calm()
        attention.reads = 0
        inbox.heed_anew()
        await calm()
        assert attention.reads == 1

    play(story)


def test_a_suspend_that_is_just_over_comes_before_what_a_sign_revealed() -> None:
    """The call ended while the machine slept: told first, its end would be a wake-up missed for hours (D6)."""

    async def story(owner: Somebody, attention: FakeAttention, inbox: Inbox) -> None:
        owner.standing[HoldKind.CALL] = Hold(START)
        inbox.follow(holding=True, open_prompt=False)
        await calm()
        owner.taken.clear()
        owner.standing[HoldKind.CALL] = Hold(START)
        owner.now = START + timedelta(hours=9)
        owner.on_clock = lambda: inbox.post(Slept(owner.now, START + SECOND))
        inbox.heed_anew()
        await calm()

        assert owner.kinds() == [Slept, Released]
        assert owner.taken[1].at == owner.now

    play(story)


def test_what_waits_from_before_a_suspend_stays_before_it() -> None:
    """Somebody left, the machine slept: in that order, whatever a look finds meanwhile."""

    async def story(owner: Somebody, attention: FakeAttention, inbox: Inbox) -> None:
        inbox.post(Left(START, START))
        inbox.post(Slept(START + timedelta(hours=9), START + SECOND))
        attention.begin(HoldKind.CALL)
        await calm()

        assert owner.kinds() == [Held, Left, Slept]
        assert owner.taken[0].at < START

    play(story, Left)


def test_a_start_takes_along_what_holds() -> None:
    """Before it nobody runs to whom it could be told."""

    async def story(owner: Somebody, attention: FakeAttention, inbox: Inbox) -> None:
        attention.begin(HoldKind.CALL, "microphone: Firefox")
        owner.standing[HoldKind.CALL] = Hold(START - timedelta(hours=1), detail="microphone: Firefox")
        inbox.post(Started(START))
        await calm()

        (started,) = owner.taken
        assert isinstance(started, Started)
        assert [(held.hold, held.detail) for held in started.holds] == [(HoldKind.CALL, "microphone: Firefox")]

    play(story, Started)


def test_whoever_asks_for_an_answer_can_wait_until_it_is_taken_in() -> None:
    """`reminder pause` says "paused" when it is."""

    async def story(owner: Somebody, attention: FakeAttention, inbox: Inbox) -> None:
        inbox.post(Left(START, START))
        inbox.post(Drank(START, 100))
        assert owner.taken == []
        await inbox.settled()

        assert owner.kinds() == [Left, Drank]

    play(story, Left)


def test_the_end_takes_in_what_waits_and_shows_nothing() -> None:
    """The log is whole; a prompt that was just about to come does not."""

    async def story(owner: Somebody, attention: FakeAttention, inbox: Inbox) -> None:
        for event in (Woken(START), Left(START, START), InputPaused(START), Drank(START, 100)):
            inbox.post(event)
        inbox.stop()
        inbox.post(Answered(START, Answer.DONE))
        await calm()

        assert owner.kinds() == [Left, Drank, Answered]

    play(story, Woken, Left, InputPaused)


def test_an_error_in_one_event_holds_up_no_other() -> None:
    """It is told to the loop, and the rest is taken in."""

    async def story(owner: Somebody, attention: FakeAttention, inbox: Inbox) -> None:
        def broken(event: Event) -> None:
            if isinstance(event, Woken):
                inbox.post(Drank(START, 100))
                raise ZeroDivisionError

        owner.on_take = broken
        with pytest.raises(ZeroDivisionError):
            inbox.post(Woken(START))
        await calm()

        assert owner.kinds() == [Woken, Drank]

    play(story)


def test_levels_that_cannot_be_read_hold_nothing_up() -> None:
    """A bug in a source must not stop the day."""

    async def story(owner: Somebody, attention: FakeAttention, inbox: Inbox) -> None:
        attention.failure = ZeroDivisionError()
        inbox.post(Woken(START))
        await calm()

        assert owner.kinds() == [Woken]

    play(story, Woken)
