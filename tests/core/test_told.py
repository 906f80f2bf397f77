"""What a drink answers: the water prompt that is open, one that was just said to be done, or nothing (P7)."""

from story import HYDRATION, MOVEMENT, RELAX, Day, minutes, plan

from reminder.core.effects import Record, Revise, Withdraw
from reminder.core.events import Drank
from reminder.core.told import told_apart


def asked() -> Day:
    """At nine, water is asked for."""
    return Day(plan(HYDRATION, expires=minutes(30))).at("09:00").start()


def test_a_drink_answers_the_open_prompt() -> None:
    """Logged is more than said."""
    day = asked().at("09:04").drank(200)

    assert day.transcript == ["09:00 show hydration sat 0m", "09:04 hydration logged", "09:04 withdraw"]


def test_so_does_a_coffee() -> None:
    """It is a drink."""
    assert asked().at("09:04").took(63, 30).records() == ["09:04 hydration logged"]


def test_a_tablet_is_no_drink() -> None:
    """Nor is chocolate."""
    assert asked().at("09:04").took(200).records() == []


def test_a_drink_within_ten_minutes_after_done_proves_it() -> None:
    """P7: done was said on the way to the kitchen."""
    day = asked().at("09:01").done().at("09:11").drank(200).at("09:30").look()

    assert day.records() == ["09:11 hydration logged"]


def test_done_without_a_drink_stays_a_claim() -> None:
    """P7: told once the ten minutes are over."""
    day = asked().at("09:01").done().at("09:30").look().at("09:31").drank(200)

    assert day.records() == ["09:11 hydration claimed"]


def test_a_drink_after_a_skip_is_a_drink() -> None:
    """Every prompt ends once."""
    day = asked().at("09:01").skip().at("09:02").drank(200)

    assert day.records() == ["09:01 hydration skipped"]
    assert day.account.water_ml == 200


def test_the_rest_of_the_prompt_stays_on_the_screen() -> None:
    """It still asks for a break."""
    day = Day(plan(MOVEMENT, HYDRATION)).at("09:00").start().at("09:31").drank(200)

    assert day.transcript[1:] == ["09:31 hydration logged", "09:31 revise movement"]


def test_a_drink_answers_no_other_kind() -> None:
    """A glass of water is no moment to breathe."""
    day = Day(plan(RELAX)).at("11:14").start().at("11:16").drank(200)

    assert day.records() == []


def test_what_was_done_before_going_home_is_told_the_same_evening() -> None:
    """D7: no absence proves a drink, so none is waited for."""
    day = asked().at("09:01").done().at("09:02").left().at("Tue 09:00").returned()

    assert day.records() == ["09:11 hydration claimed"]


def killed(day: Day) -> Day:
    """What is told from now on, is told without a service."""
    assert day.state is not None
    return Day(day.plan, state=day.state).at(f"{day.now:%H:%M}")


def apart(day: Day, at: str, ml: int) -> list[str]:
    """A drink, told without a service: what it answers."""
    assert day.state is not None
    day.state, effects = told_apart(day.state, Drank(day.moment(at), ml), day.plan)
    assert not any(isinstance(effect, Revise | Withdraw) for effect in effects)
    return [f"{effect.kind} {effect.result}" for effect in effects if isinstance(effect, Record)]


def test_a_drink_after_done_counts_although_the_service_was_killed() -> None:
    """P7: it came within the ten minutes."""
    day = killed(asked().at("09:01").done())

    assert apart(day, "09:08", 200) == ["hydration logged"]
    assert day.at("09:09").start().at("09:30").look().records() == []


def test_a_drink_answers_the_prompt_that_a_killed_service_left_open() -> None:
    """P7: and an hour later it does not, for who knows what that prompt has come to."""
    assert apart(killed(asked()), "09:08", 200) == ["hydration logged"]
    assert apart(killed(asked()), "10:08", 200) == []


def test_the_numbers_on_the_screen_stay_true() -> None:
    """A mistake is undone while the prompt says how much was drunk."""
    day = Day(plan(HYDRATION)).at("12:00").start().at("12:01").drank(200).at("13:30").drank(20)
    day.at("13:35").look().at("15:01").look()
    shown = [line for line in day.transcript if "show" in line]

    day.undone()

    assert shown
    assert day.transcript[-1].endswith("revise hydration")


def test_stopping_settles_what_was_said() -> None:
    """P7: nothing is left to guess at the next start."""
    assert asked().at("09:01").done().at("09:02").stop().records() == ["09:02 hydration claimed"]
