"""What the service says about itself is what the state says, in the words of the contract."""

import json
from dataclasses import replace
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from reminder.core.events import Switch
from reminder.core.plan import DailyKind, HoldKind, Plan, SittingKind
from reminder.core.state import Hold
from reminder.status import as_json, read, without_service
from tests.core.story import Day, minutes, plan

BERLIN = ZoneInfo("Europe/Berlin")
KEYS = {
    "running",
    "presence",
    "sat_s",
    "holds",
    "prompt",
    "next",
    "silent_because",
    "silent_since",
    "log_trouble",
    "today",
    "water_ml",
    "water_goal_ml",
    "caffeine_mg",
    "caffeine_limit_mg",
    "caffeine_in_body_mg",
    "caffeine_at_bedtime_mg",
    "bedtime",
    "active_minutes",
    "active_goal_minutes",
    "switches",
    "backends",
}
PLAN = plan(SittingKind("movement", minutes(30), minutes(2)), DailyKind("tip", 1))


def told(day: Day, when: str) -> dict[str, object]:
    assert day.state is not None
    backends = {"presence": "x", "notify": "y", "tray": "none"}
    return as_json(read(day.state, day.plan, day.moment(when)), backends, minutes(150))


def test_the_status_has_every_key_of_the_contract_and_is_json() -> None:
    """Programs rely on each of them, whatever the moment."""
    day = Day(PLAN).at("09:00").start()

    status = told(day, "09:10")

    assert set(status) == KEYS
    assert json.loads(json.dumps(status)) == status


def test_an_ordinary_moment_between_two_prompts() -> None:
    """Ten minutes sat, twenty to go, and nothing due yet; read after the last event, without one."""
    day = Day(PLAN).at("09:00").start()

    status = told(day, "09:10")

    assert status["presence"] == "at_desk"
    assert status["sat_s"] == 600
    assert status["holds"] == []
    assert status["prompt"] is None
    assert status["next"] == {"kind": "movement", "due_at": "2026-03-02T09:30:00+01:00"}
    assert status["silent_because"] == ["not_due"]


def test_an_open_prompt_is_told_with_what_comes_after_it() -> None:
    """What is being asked already is not what comes next."""
    day = Day(PLAN).at("09:00").start().at("09:31").look()

    status = told(day, "09:31")

    assert status["prompt"] == {"kinds": ["movement"], "shown_at": "2026-03-02T09:30:00+01:00"}
    assert status["next"] == {"kind": "tip", "due_at": "2026-03-02T13:30:00+01:00"}
    assert status["silent_because"] == ["prompt_open"]
    assert status["silent_since"] == ["2026-03-02T09:30:00+01:00"]


def test_a_hold_is_told_with_its_cause_and_since_when() -> None:
    """P9: the silence is explainable."""
    day = Day(PLAN).at("09:00").start().at("09:20").held(HoldKind.CALL, detail="microphone: Firefox")
    day.at("09:35").look()

    status = told(day, "09:40")

    since = "2026-03-02T09:20:00+01:00"
    assert status["holds"] == [{"hold": "call", "since": since, "detail": "microphone: Firefox"}]
    assert status["silent_because"] == ["call"]
    assert status["sat_s"] == 2400  # sitting is sitting


def test_a_hold_the_user_does_not_want_obeyed_is_no_reason() -> None:
    """It is not in force."""
    unheeding = replace(PLAN, obeyed=frozenset({HoldKind.USER}))
    day = Day(unheeding).at("09:00").start().at("09:20").held(HoldKind.CALL)

    assert told(day, "09:20")["holds"] == []


def test_away_and_unknown_are_told_apart() -> None:
    """This desktop cannot say is not the same as nobody there."""
    away = Day(PLAN).at("09:00").start().at("09:05").locked()
    unknown = Day(PLAN).at("09:00").start().at("09:05").lost_sight()

    assert told(away, "09:10")["presence"] == "away"
    assert told(away, "09:06")["sat_s"] == 300
    assert told(unknown, "09:10")["presence"] == "unknown"
    assert told(unknown, "09:10")["silent_because"] == ["unknown_presence", "not_due"]


def test_nothing_due_ever_is_null() -> None:
    """With every kind switched off."""
    day = Day(Plan(())).at("09:00").start()

    assert told(day, "09:10")["next"] is None


def test_what_waits_is_overdue_until_it_is_shown() -> None:
    """The tray turns its face by it."""
    day = Day(PLAN).at("09:00").start().at("09:20").held(HoldKind.USER, until="10:00")
    day.at("09:35").look()
    assert day.state is not None

    status = read(day.state, day.plan, day.moment("09:40"))

    assert status.overdue == minutes(10)
    assert status.paused_until == datetime(2026, 3, 2, 9, tzinfo=UTC)
    assert read(day.state, day.plan, day.moment("09:30")).overdue == minutes(5)  # not before the last event, 09:35


def test_a_pause_without_an_end_has_none() -> None:
    """None, not a made-up time."""
    day = Day(PLAN).at("09:00").start()
    assert day.state is not None
    held = replace(day.state, holds={HoldKind.USER: Hold(day.state.now)})

    assert read(held, PLAN, day.moment("09:01")).paused_until is None


def test_times_are_told_in_the_zone_of_the_asker() -> None:
    """After a journey, too."""
    day = Day(PLAN).at("09:00").start()
    assert day.state is not None
    there = day.moment("09:10").astimezone(ZoneInfo("Asia/Tokyo"))

    status = as_json(read(day.state, plan(), there), {}, minutes(150))

    assert status["next"] == {"kind": "movement", "due_at": "2026-03-02T17:30:00+09:00"}
    assert status["sat_s"] == 600


def test_what_is_snoozed_or_waits_for_a_ride_wants_nothing_yet() -> None:
    """The user has put it off, or it comes along with the next break: an icon that insists would shout (P1, P5)."""
    day = Day(PLAN).at("09:00").start().at("09:31").snooze()
    assert day.state is not None
    snoozed, again = (read(day.state, day.plan, day.moment(when)) for when in ("09:35", "09:41"))

    assert snoozed.overdue is None
    assert (snoozed.due, snoozed.comes) == (("movement", day.moment("09:30")), day.moment("09:41"))
    assert again.overdue == minutes(11)

    short = Day(plan(SittingKind("movement", minutes(60), minutes(2)), DailyKind("tip", 1))).at("13:00").start()
    assert short.state is not None
    assert read(short.state, short.plan, short.moment("13:40")).overdue is None


def test_what_could_not_be_shown_is_wanted_at_once() -> None:
    """P7: without a notification the tray is where one sees it."""
    day = Day(PLAN).at("09:00").start().at("09:31").undelivered()
    assert day.state is not None

    assert read(day.state, day.plan, day.moment("09:32")).overdue == minutes(2)


def test_what_was_drunk_and_taken_is_told_with_what_is_left_of_it() -> None:
    """All of it in numbers; the estimate comes with the bedtime it is for."""
    day = Day(PLAN).at("09:00").start().drank(250).took(90, 200, "coffee").exercised(40)

    status = told(day, "15:00")

    assert (status["water_ml"], status["water_goal_ml"]) == (450, 1800)
    assert (status["caffeine_mg"], status["caffeine_limit_mg"]) == (90, 400)
    assert status["bedtime"] == "2026-03-02T23:00:00+01:00"
    assert (status["caffeine_at_bedtime_mg"], status["caffeine_in_body_mg"]) == (13.1585, 39.889)
    assert (status["active_minutes"], status["active_goal_minutes"]) == (40, 150)


def test_what_is_on_is_told_until_it_ends_by_itself() -> None:
    """A switch of yesterday is none, also where no event came since."""
    day = Day(PLAN).at("09:00").start().switched(Switch.HEAT)

    assert told(day, "10:00")["switches"] == [{"switch": "heat", "until": "2026-03-03T04:00:00+01:00"}]
    assert told(day, "10:00")["water_goal_ml"] == 2700
    assert told(day, "Tue 10:00")["switches"] == []
    assert told(day, "Tue 10:00")["water_goal_ml"] == 1800


def test_without_a_service_only_what_was_told_is_known() -> None:
    """The same keys, null for the rest: where somebody sits now is not in the log."""
    day = Day(PLAN).at("09:00").start().drank(250).stop()

    status = without_service(day.state, PLAN, day.moment("10:00"), minutes(150))

    assert set(status) == KEYS
    assert (status["running"], status["water_ml"], status["caffeine_mg"]) == (False, 250, 0)
    assert [status[key] for key in ("presence", "sat_s", "holds", "prompt", "next", "backends")] == [None] * 6
    assert json.loads(json.dumps(status)) == status


def test_before_anything_was_logged_nothing_is_known() -> None:
    """Not even that nothing was drunk."""
    status = without_service(None, PLAN, Day(PLAN).moment("10:00"), minutes(150))

    assert set(status) == KEYS
    assert [key for key, value in status.items() if value is not None] == ["running"]


def test_the_day_so_far_is_told_in_numbers() -> None:
    """Up to now, with what is open; a program need not add anything up."""
    day = Day(PLAN).at("09:00").start().at("09:31").left().at("09:34").returned().at("10:05").skip()

    assert told(day, "10:10")["today"] == {
        "day": "2026-03-02",
        "breaks_done": 1,
        "breaks_missed": 1,
        "breaks_natural": 0,
        "sat_s": 67 * 60,
        "longest_sat_s": 36 * 60,
        "unknown_s": 0,
    }


def test_of_the_day_null_is_what_nobody_asks_for_or_knows() -> None:
    """Neither is a zero."""
    unasked = told(Day(plan(DailyKind("tip", 1))).at("09:00").start(), "09:10")["today"]
    blind = told(Day(PLAN).at("09:00").start().lost_sight(), "09:10")["today"]

    assert isinstance(unasked, dict)
    assert isinstance(blind, dict)
    assert [key for key, value in unasked.items() if value is None] == [
        "breaks_done",
        "breaks_missed",
        "breaks_natural",
    ]
    assert [key for key, value in blind.items() if value is None] == ["sat_s", "longest_sat_s"]
    assert blind["unknown_s"] == 600


def test_breaks_that_were_counted_are_told_though_no_more_are_asked_for() -> None:
    """Who switches them off at noon has had those of the morning."""
    day = Day(PLAN).at("09:00").start().at("09:31").skip().replan(plan(DailyKind("tip", 1)))

    today = told(day, "09:40")["today"]

    assert isinstance(today, dict)
    assert (today["breaks_done"], today["breaks_missed"]) == (0, 1)
