"""Clocks that are set, sleep, change their zone and wrap, through the whole service: no storm, no sitting invented."""

import asyncio
import sys
from collections import Counter
from collections.abc import Awaitable, Callable
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from reminder.core.effects import Stretch
from reminder.core.plan import HoldKind
from reminder.journal import Journal
from reminder.paths import Places
from reminder.retention import believable
from tests.ledger import by_day
from tests.running import EVER
from tests.stage import MOVEMENT
from tests.virtual.clockwork import SECOND, World
from tests.virtual.machine import Machine

if sys.platform != "linux":
    pytest.skip("the machine's clocks are those of Linux", allow_module_level=True)

MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
ALL_DAY = f'{MOVEMENT}[hours]\nranges = ["mon-sun 00:00-24:00"]\n'
BERLIN, TUESDAY = "Europe/Berlin", "2027-03-02 10:00"
ROUND = 40 * MINUTE
"""Half an hour of sitting, and ten minutes in which nobody answers: then it is all to do again (P6, P8)."""

Story = Callable[[World, Machine], Awaitable[None]]
Live = Callable[..., Machine]


@pytest.fixture
def live(service_files: Places, monkeypatch: pytest.MonkeyPatch) -> Live:
    """Tell a story of somebody at the desk of a machine, from this moment on the wall of this zone."""

    def lived(story: Story, start: str = TUESDAY, zone: str = BERLIN, since_boot: timedelta = timedelta(0)) -> Machine:
        monkeypatch.setenv("TZ", zone)
        service_files.config.write_text(ALL_DAY)
        world = World(datetime.fromisoformat(start).replace(tzinfo=ZoneInfo(zone)), since_boot=since_boot)
        machine = Machine(world, service_files)

        async def told() -> None:
            await machine.boot()
            try:
                await story(world, machine)
            finally:
                await machine.shut_down()

        world.run(told())
        assert not service_files.crash_report.exists(), service_files.crash_report.read_text()
        return machine

    return lived


async def sits(machine: Machine, length: timedelta) -> None:
    await asyncio.sleep(length / SECOND)
    await machine.calm()


async def sets_clock(world: World, machine: Machine, by: timedelta) -> None:
    world.sets_clock(world.wall + by)
    await asyncio.sleep(0)  # the alarm goes off
    await machine.calm()


def lengths(machine: Machine) -> Counter[tuple[date, Stretch]]:
    """How long each stretch of each desk day was, in seconds."""
    told: Counter[tuple[date, Stretch]] = Counter()
    with Journal.open(machine.where.journal) as journal:
        for span in journal.spans(*EVER):
            told[span.day, span.what] += round((span.end - span.start) / SECOND)
    return told


def sat(machine: Machine) -> timedelta:
    return sum(
        (length * SECOND for (_, what), length in lengths(machine).items() if what is Stretch.SITTING), 0 * SECOND
    )


# The clock is set


@pytest.mark.parametrize("by", [365 * DAY, 13 * 365 * DAY, DAY, -DAY, -3 * HOUR], ids=str)
def test_a_clock_that_is_set_and_set_right_again_costs_nothing(live: Live, by: timedelta) -> None:
    """No time passed (D5): as much was sat, as many prompts came, and the next is due when it would have been."""

    async def story(world: World, machine: Machine) -> None:
        await sits(machine, 25 * MINUTE)
        await machine.ask("drink", "200ml")
        await sets_clock(world, machine, by)
        await sits(machine, 25 * MINUTE)
        await machine.ask("drink", "300ml")
        await sets_clock(world, machine, -by)
        await sits(machine, 25 * MINUTE)
        status = (await machine.ask("status"))["status"]
        assert status["sat_s"] == pytest.approx(75 * 60, abs=1)
        assert status["water_ml"] == 500
        assert status["prompt"]["shown_at"][:19] == "2027-03-02T11:10:00"
        calendar = machine.daemon._wakeups._scheduler.get_job("day").next_run_time
        assert calendar == datetime(2027, 3, 3, 4, tzinfo=ZoneInfo(BERLIN))

    machine = live(story)

    assert sat(machine) == pytest.approx(75 * MINUTE, abs=SECOND)
    assert len(machine.notifier.shown) == 2
    assert machine.notifier.told == []


def test_a_year_ahead_and_back_does_not_cost_a_year_of_summaries(live: Live) -> None:
    """The week that was told then is still to come; that of now is told on its Monday as ever."""

    async def story(world: World, machine: Machine) -> None:
        await sits(machine, HOUR)
        await sets_clock(world, machine, 365 * DAY)
        await sits(machine, MINUTE)
        await sets_clock(world, machine, -365 * DAY)
        machine.locks()
        world.suspends(6 * DAY)
        await machine.calm()
        machine.unlocks()
        await sits(machine, MINUTE)

    machine = live(story)

    assert [text.title for text in machine.notifier.told] == ["You got up for 0 of 1 break"]


def test_what_was_told_on_a_clock_of_next_year_is_not_of_today(live: Live) -> None:
    """The machine was off when its clock was set right: those drinks are of a day to come, and no prompt is owed."""

    async def story(world: World, machine: Machine) -> None:
        await machine.ask("drink", "900ml")
        await machine.ask("drink", "200ml coffee")
        await sits(machine, 20 * MINUTE)
        await machine.shut_down()
        world.sets_clock(datetime(2027, 3, 2, 10, tzinfo=ZoneInfo(BERLIN)))
        await machine.boot()
        status = (await machine.ask("status"))["status"]
        assert (status["water_ml"], status["caffeine_mg"]) == (0, 0)
        assert status["sat_s"] <= 20 * 60
        await sits(machine, 5 * MINUTE)

    machine = live(story, "2028-03-02 10:00")

    assert machine.notifier.shown == []
    assert sat(machine) == pytest.approx(25 * MINUTE, abs=SECOND)


def test_a_battery_that_ran_out_begins_in_1970(live: Live) -> None:
    """Until the time server is asked; the log of then is readable, and none of those years was sat."""

    async def story(world: World, machine: Machine) -> None:
        await sits(machine, 25 * MINUTE)
        world.sets_clock(datetime(2027, 3, 2, 10, tzinfo=ZoneInfo(BERLIN)))
        await sits(machine, 10 * MINUTE)
        assert (await machine.ask("status"))["status"]["sat_s"] == pytest.approx(35 * 60, abs=1)

    machine = live(story, "1970-01-01 01:00:05")

    assert len(machine.notifier.shown) == 1
    assert machine.notifier.told == []
    assert lengths(machine) == {
        (date(1969, 12, 31), Stretch.SITTING): 25 * 60,
        (date(2027, 3, 2), Stretch.SITTING): 10 * 60,
    }
    assert not believable(machine.where.journal, date(2027, 3, 2))


def test_what_held_before_the_clock_was_set_back_is_looked_at_again(live: Live) -> None:
    """Do-not-disturb that ended while nobody was there must not stand until the clock is where it was."""

    async def story(world: World, machine: Machine) -> None:
        machine.attention.begin(HoldKind.DO_NOT_DISTURB)
        await sits(machine, 35 * MINUTE)
        assert machine.notifier.shown == []
        machine.locks()
        await machine.calm()
        machine.attention.end(HoldKind.DO_NOT_DISTURB)
        await sets_clock(world, machine, -365 * DAY)
        machine.unlocks()
        await sits(machine, 5 * MINUTE)
        assert (await machine.ask("status"))["status"]["holds"] == []

    assert len(live(story).notifier.shown) == 1


# The machine sleeps


@pytest.mark.parametrize("locked", [True, False])
def test_a_suspended_week_is_absence_of_its_true_length(live: Live, locked: bool) -> None:  # noqa: FBT001
    """Whether the lid was closed on a locked screen or on an open prompt: nothing greets, and the week is asleep."""

    async def story(world: World, machine: Machine) -> None:
        await sits(machine, (25 if locked else 35) * MINUTE)
        if locked:
            machine.locks()
        world.suspends(7 * DAY)
        await sits(machine, 5 * SECOND)
        if locked:
            machine.unlocks()
        await sits(machine, 5 * MINUTE)
        assert machine.notifier.screen.prompts == {}
        assert (await machine.ask("status"))["status"]["sat_s"] < 6 * 60

    told = lengths(live(story))

    asleep = sum(length for (_, what), length in told.items() if what is Stretch.ASLEEP)
    assert asleep == pytest.approx(7 * 24 * 3600, abs=5)
    assert max(told.values()) == 24 * 3600


# The zone of the machine


@pytest.mark.parametrize(
    ("zone", "start"),
    [
        (BERLIN, "2027-03-27 22:00"),
        (BERLIN, "2027-10-30 22:00"),
        ("America/New_York", "2027-03-13 22:00"),
        ("America/New_York", "2027-11-06 22:00"),
        ("Australia/Lord_Howe", "2027-04-03 22:00"),
        ("Australia/Lord_Howe", "2027-10-02 22:00"),
        ("Africa/Casablanca", "2027-02-06 22:00"),
        ("Africa/Casablanca", "2027-03-13 22:00"),
        ("Asia/Kolkata", "2027-03-27 22:00"),
        ("UTC", "2028-02-28 22:00"),
        (BERLIN, "2028-02-28 22:00"),
        (BERLIN, "2040-03-24 22:00"),
        ("Pacific/Apia", "2027-12-31 22:00"),
    ],
)
def test_a_night_has_the_hours_that_it_has(live: Live, zone: str, start: str) -> None:
    """Summer time, half hours, Ramadan, a leap day: eight hours are eight hours, each on its desk day, once (D7)."""

    async def story(world: World, machine: Machine) -> None:
        await sits(machine, 8 * HOUR)

    machine = live(story, start, zone)

    begun = datetime.fromisoformat(start).replace(tzinfo=ZoneInfo(zone)).astimezone(UTC)
    days = {(day, Stretch.SITTING): round(length / SECOND) for day, length in by_day(begun, 8 * HOUR, ZoneInfo(zone))}
    assert lengths(machine) == days
    assert len(days) == 2
    assert len(machine.notifier.shown) == 8 * HOUR // ROUND


@pytest.mark.parametrize("there", ["Pacific/Honolulu", "Pacific/Apia", "Asia/Kolkata", "UTC"])
def test_a_journey_across_the_date_line_is_no_time(live: Live, there: str) -> None:
    """From Kiribati, where the day begins, and on to where it is still yesterday."""

    async def story(world: World, machine: Machine) -> None:
        await sits(machine, 25 * MINUTE)
        machine.travels(there)
        await sits(machine, 35 * MINUTE)
        due = machine.daemon._wakeups._scheduler.get_job("day").next_run_time
        assert (due.hour, str(due.tzinfo)) == (4, there)
        assert timedelta(0) < due - world.wall <= DAY

    machine = live(story, zone="Pacific/Kiritimati")

    assert sat(machine) == pytest.approx(HOUR, abs=SECOND)
    assert len(machine.notifier.shown) == 1


# Numbers that grow too large


@pytest.mark.parametrize("bits", [31, 32])
def test_clocks_past_what_fits_into_so_many_bits_of_milliseconds(live: Live, bits: int) -> None:
    """25 and 50 days after the machine was started: timers count from there."""

    async def story(world: World, machine: Machine) -> None:
        await sits(machine, HOUR)

    machine = live(story, since_boot=timedelta(milliseconds=2**bits) - 20 * MINUTE)

    assert sat(machine) == pytest.approx(HOUR, abs=SECOND)
    assert len(machine.notifier.shown) == 1


@pytest.mark.parametrize("start", ["1970-01-02 00:00", "2038-01-19 03:00", "2106-02-07 06:00", "9998-12-30 23:00"])
def test_dates_at_the_ends_of_somebodys_calendar(live: Live, start: str) -> None:
    """32 bits of seconds, with a sign and without; and years that no machine will see."""

    async def story(world: World, machine: Machine) -> None:
        await sits(machine, 2 * HOUR)

    machine = live(story, start, "UTC")

    assert sat(machine) == pytest.approx(2 * HOUR, abs=SECOND)
    assert len(machine.notifier.shown) == 2 * HOUR // ROUND
