"""Wake-ups come when they were asked for or later, but they come."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import apscheduler.schedulers.base
import pytest

from reminder.clock import now
from reminder.wakeups import Wakeups

BERLIN = ZoneInfo("Europe/Berlin")
SOON = timedelta(milliseconds=20)
DAY = timedelta(days=1)


class Ring:
    """Counts its calls, with the times they came at."""

    def __init__(self, clock: Callable[[], datetime]) -> None:
        self._clock = clock
        self.rung: list[datetime] = []

    def __call__(self) -> None:
        self.rung.append(self._clock())

    async def times(self, count: int) -> None:
        async with asyncio.timeout(10):
            while len(self.rung) < count:  # noqa: ASYNC110 - the timer under test is what wakes
                await asyncio.sleep(0.001)


class WallClock:
    """A wall clock that a test sets, for us and for APScheduler, while the loop's own clock runs on as it does."""

    def __init__(self, start: datetime) -> None:
        self.time = start

    def __call__(self) -> datetime:
        return self.time


@pytest.fixture
def wall(monkeypatch: pytest.MonkeyPatch) -> WallClock:
    clock = WallClock(datetime(2026, 3, 2, 8, tzinfo=BERLIN))

    class Frozen(datetime):
        @classmethod
        def now(cls, tz: object = None) -> datetime:  # type: ignore[override]
            return clock.time.astimezone(tz)  # type: ignore[arg-type]

    monkeypatch.setattr(apscheduler.schedulers.base, "datetime", Frozen)
    return clock


def play(story: Callable[[Wakeups, Ring], Awaitable[None]], clock: Callable[[], datetime] = now) -> list[datetime]:
    """Run a story with started wake-ups; returns the times that they came at."""

    async def told() -> Ring:
        ring = Ring(clock)
        wakeups = Wakeups(clock, ring)
        wakeups.start()
        try:
            await story(wakeups, ring)
        finally:
            wakeups.stop()
        return ring

    return asyncio.run(told()).rung


async def turns(count: int = 10) -> None:
    """Let the loop do all that is ready to be done."""
    for _ in range(count):
        await asyncio.sleep(0)


def test_the_wake_up_comes_at_its_moment_and_not_before() -> None:
    """The core counts on `at` being reached when it is woken for it."""
    when = now() + SOON

    async def story(wakeups: Wakeups, ring: Ring) -> None:
        wakeups.wake_at(when)
        await ring.times(1)

    (rung,) = play(story)

    assert rung >= when


def test_a_moment_that_has_passed_comes_at_once_but_never_from_within_the_call() -> None:
    """A step of the core that asks for it is still being carried out."""

    async def story(wakeups: Wakeups, ring: Ring) -> None:
        wakeups.wake_at(now() - timedelta(days=3))
        assert ring.rung == []
        await turns()
        assert len(ring.rung) == 1

    play(story)


def test_there_is_one_wake_up_and_the_last_word_on_it_counts() -> None:
    """The core asks anew with every event; what it asked for before no longer means anything."""
    when = now() + 2 * SOON

    async def story(wakeups: Wakeups, ring: Ring) -> None:
        wakeups.wake_at(now() + SOON)
        wakeups.wake_at(now() + timedelta(hours=1))
        wakeups.wake_at(when)
        await ring.times(1)

    (rung,) = play(story)

    assert rung >= when


def test_no_moment_means_no_wake_up() -> None:
    """Nothing can become due, for instance with all kinds switched off; asking so twice is fine."""

    async def story(wakeups: Wakeups, ring: Ring) -> None:
        wakeups.wake_at(now() + SOON)
        wakeups.wake_at(None)
        wakeups.wake_at(None)
        late = asyncio.Event()
        asyncio.get_running_loop().call_later(3 * SOON.total_seconds(), late.set)
        await late.wait()

    assert play(story) == []


def test_a_wake_up_asked_for_at_a_wake_up_is_never_lost() -> None:
    """APScheduler drops a job whose last run it has not yet put away."""
    left = 50

    async def story(wakeups: Wakeups, ring: Ring) -> None:
        done = asyncio.Event()

        def again() -> None:
            nonlocal left
            left -= 1
            if left:
                wakeups.wake_at(now())
            else:
                done.set()

        wakeups._on_wake = again
        wakeups.wake_at(now())
        await asyncio.wait_for(done.wait(), 10)

    play(story)

    assert left == 0


def test_a_wake_up_asked_for_while_one_is_on_its_way_comes_as_well() -> None:
    """An event right behind the due moment asks anew, before the call for that moment has been made."""

    async def story(wakeups: Wakeups, ring: Ring) -> None:
        wakeups.wake_at(now())
        asyncio.get_running_loop().call_soon(wakeups.wake_at, now())
        await turns()

    assert len(play(story)) == 2


def test_an_error_at_a_wake_up_reaches_the_loop() -> None:
    """A bug is reported with its traceback; APScheduler would log it and go on as if nothing had been."""
    errors: list[object] = []

    def bug() -> None:
        raise ZeroDivisionError

    async def story(wakeups: Wakeups, ring: Ring) -> None:
        asyncio.get_running_loop().set_exception_handler(lambda _loop, context: errors.append(context["exception"]))
        wakeups._on_wake = bug
        wakeups.wake_at(now())
        await turns()

    play(story)

    assert [type(error) for error in errors] == [ZeroDivisionError]


def test_after_stopping_nothing_wakes() -> None:
    """Also when asked again, and when stopped again."""

    async def story(wakeups: Wakeups, ring: Ring) -> None:
        wakeups.wake_at(now() + SOON)
        wakeups.stop()
        wakeups.stop()
        wakeups.check()
        late = asyncio.Event()
        asyncio.get_running_loop().call_later(3 * SOON.total_seconds(), late.set)
        await late.wait()

    assert play(story) == []


def test_after_a_suspend_or_a_step_a_check_makes_the_late_wake_up_come_at_once(wall: WallClock) -> None:
    """The loop's clock stood still, or knows nothing of the step: by itself the wake-up would be hours late."""

    async def story(wakeups: Wakeups, ring: Ring) -> None:
        wakeups.wake_at(wall.time + timedelta(minutes=30))
        await turns()
        wall.time += timedelta(hours=9)
        await turns()
        assert ring.rung == []
        wakeups.check()
        await turns()
        assert len(ring.rung) == 1

    play(story, wall)


def test_every_day_is_once_a_day(wall: WallClock) -> None:
    """However often the clock is looked at."""

    async def story(wakeups: Wakeups, ring: Ring) -> None:
        wakeups.every_day(time(9), ring)
        for step in (timedelta(minutes=59), timedelta(minutes=1), timedelta(minutes=1), DAY, timedelta(hours=1)):
            wall.time += step
            wakeups.check()
            await turns()

    assert [f"{rung:%d %H:%M}" for rung in play(story, wall)] == ["02 09:00", "03 09:01"]


def test_days_slept_through_are_one_late_call(wall: WallClock) -> None:
    """Coming back from a week off is one summary, not seven."""

    async def story(wakeups: Wakeups, ring: Ring) -> None:
        wakeups.every_day(time(9), ring)
        await turns()
        wall.time += 7 * DAY
        wakeups.check()
        wakeups.check()
        await turns()

    assert len(play(story, wall)) == 1


def test_another_time_takes_the_place_of_the_one_before(wall: WallClock) -> None:
    """The user has moved the summary."""

    async def story(wakeups: Wakeups, ring: Ring) -> None:
        wakeups.every_day(time(9), ring)
        wakeups.every_day(time(10), ring)
        for _ in range(4):
            wall.time += timedelta(hours=1)
            wakeups.check()
            await turns()

    assert [rung.hour for rung in play(story, wall)] == [10]


def test_settings_read_again_do_not_lose_a_call_that_is_overdue(wall: WallClock) -> None:
    """The config file is touched while the machine sleeps through the moment; the time in it is the same."""

    async def story(wakeups: Wakeups, ring: Ring) -> None:
        wakeups.every_day(time(9), lambda: pytest.fail("the call was replaced"))
        await turns()
        wall.time += timedelta(hours=2)
        wakeups.every_day(time(9), ring)
        wakeups.check()
        await turns()

    assert len(play(story, wall)) == 1


@pytest.mark.parametrize(
    ("eve", "expected"),
    [
        (datetime(2026, 3, 28, 12, tzinfo=BERLIN), ["29 03:30"]),  # 02:30 does not exist
        (datetime(2026, 10, 24, 12, tzinfo=BERLIN), ["25 02:30"]),  # 02:30 comes twice
    ],
)
def test_a_time_that_dst_takes_or_doubles_comes_once(wall: WallClock, eve: datetime, expected: list[str]) -> None:
    """APScheduler's cron calls twice in the night that has the hour twice."""
    wall.time = eve

    async def story(wakeups: Wakeups, ring: Ring) -> None:
        wakeups.every_day(time(2, 30), ring)
        for _ in range(40):
            wall.time = (wall.time.astimezone(UTC) + timedelta(minutes=30)).astimezone(BERLIN)
            wakeups.check()
            await turns()

    assert [f"{rung:%d %H:%M}" for rung in play(story, wall)] == expected


def test_a_clock_set_back_does_not_repeat_the_day(wall: WallClock) -> None:
    """The user corrects the clock at half past nine; the day has had its call."""

    async def story(wakeups: Wakeups, ring: Ring) -> None:
        wakeups.every_day(time(9), ring)
        for step in (90, -60, 60, 24 * 60):
            wall.time += timedelta(minutes=step)
            wakeups.check()
            await turns()

    assert [f"{rung:%d %H:%M}" for rung in play(story, wall)] == ["02 09:30", "03 09:30"]


def test_a_clock_that_was_years_ahead_does_not_silence_the_days_after(wall: WallClock) -> None:
    """An empty hardware battery, then NTP: the next moment may not stay where the wrong clock put it."""
    wall.time = datetime(2099, 1, 1, 8, tzinfo=BERLIN)

    async def story(wakeups: Wakeups, ring: Ring) -> None:
        wakeups.every_day(time(9), ring)
        await turns()
        for moment in (datetime(2026, 3, 2, 8, tzinfo=BERLIN), datetime(2026, 3, 2, 9, tzinfo=BERLIN)):
            wall.time = moment
            wakeups.check()
            await turns()

    assert [rung.year for rung in play(story, wall)] == [2026]


def test_the_calendar_travels_along(wall: WallClock) -> None:
    """Nine is nine where the user is."""
    kolkata = ZoneInfo("Asia/Kolkata")

    async def story(wakeups: Wakeups, ring: Ring) -> None:
        wakeups.every_day(time(9), ring)
        await turns()
        wall.time = datetime(2026, 3, 3, 8, tzinfo=kolkata)
        wakeups.check()
        await turns()
        ring.rung.clear()  # the call of the day slept through in the air
        wall.time += timedelta(hours=1)
        wakeups.check()
        await turns()

    assert [f"{rung:%d %H:%M %Z}" for rung in play(story, wall)] == ["03 09:00 IST"]
