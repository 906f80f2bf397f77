"""What a drink answers: the water prompt that is open, one that was just said to be done, or nothing (P7)."""

from story import HYDRATION, MOVEMENT, RELAX, Day, minutes, plan


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


def test_stopping_settles_what_was_said() -> None:
    """P7: nothing is left to guess at the next start."""
    assert asked().at("09:01").done().at("09:02").stop().records() == ["09:02 hydration claimed"]
