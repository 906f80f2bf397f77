"""What a click on the icon tells."""

from reminder.core.hours import THU
from reminder.core.plan import DailyKind, HoldKind, SittingKind
from reminder.guidance.wording import Wording
from reminder.status_note import status_note
from tests.core.story import Day, minutes, plan

PLAN = plan(SittingKind("movement", minutes(30), minutes(2)), DailyKind("eyes", 1))
WORDING = Wording({"eyes": ("Look far away", "")})


def note(day: Day, when: str, title: str = "") -> tuple[str, str]:
    assert day.state is not None
    return status_note(day.state, day.plan, WORDING, title, day.moment(when))


def test_a_quiet_moment_says_what_comes_next_and_when() -> None:
    """Two questions, two lines: what do you know of me, and when will you speak?"""
    day = Day(PLAN).at("09:00").start()

    assert note(day, "09:10") == ("Sitting 10 min · break in 20 min", "Next: Movement break at 09:30.")


def test_an_open_prompt_says_what_it_asks_and_how_to_answer() -> None:
    """Its notification may be long gone (P5)."""
    day = Day(PLAN).at("09:00").start().at("09:31").dismissed()

    title, body = note(day, "09:35", "Stand up for two minutes")

    assert title == "Sitting 35 min · due now"
    assert body.splitlines() == [
        "Since 09:30: Stand up for two minutes. The menu has Done, In 10 min and Skip.",
        "Next: Look far away at 14:15.",  # 13:30, and 45 minutes to ride on a break
    ]


def test_a_silence_is_explained_with_its_cause_and_since_when() -> None:
    """P9; and what waits behind it is told, too."""
    day = Day(PLAN).at("09:00").start().at("09:20").held(HoldKind.CALL, detail="microphone: Firefox")
    day.at("09:35").look()

    title, body = note(day, "09:45")

    assert title == "Held: microphone, Firefox · 15 min overdue"
    assert body.splitlines() == [
        "Silent: a call (microphone: Firefox, since 09:20).",
        "Movement break has been due since 09:30.",
    ]


def test_several_reasons_are_all_told() -> None:
    """The line above has room for one."""
    day = Day(PLAN).at("09:00").start().held(HoldKind.USER, until="10:15").at("09:05").held(HoldKind.DO_NOT_DISTURB)

    title, body = note(day, "09:10")

    assert title == "Paused until 10:15 · sitting 10 min"
    assert "Silent: you paused it (since 09:00) · do-not-disturb (since 09:05)." in body


def test_no_time_is_promised_that_a_pause_will_not_keep() -> None:
    """What is due then comes once the pause ends."""
    day = Day(PLAN).at("09:00").start().held(HoldKind.USER, until="10:15")

    _, body = note(day, "09:10")

    assert body.splitlines()[-1] == "Movement break is due at 09:30, and comes once this ends."


def test_past_midnight_it_is_due_tomorrow() -> None:
    """And not "at tomorrow"."""
    _, body = note(Day(PLAN).at("23:40").start(), "23:41")

    assert body.splitlines()[-1] == "Movement break is due tomorrow 00:10, and comes once this ends."


def test_a_snooze_says_when_it_ends() -> None:
    """The next moment is the one that was promised."""
    day = Day(PLAN).at("09:00").start().at("09:31").snooze()

    title, body = note(day, "09:35")

    assert title == "Sitting 35 min · break in 6 min"
    assert body.splitlines()[-1] == "Next: Movement break at 09:41."


def test_with_nothing_to_come_there_is_one_line() -> None:
    """An empty second line would look like a mistake."""
    day = Day(plan(DailyKind("eyes", 1))).at("Sat 12:00").start()

    assert note(day, "Sat 12:00") == (
        "Held: outside your hours · sitting under a minute",
        "Silent: outside your hours (since 12:00).",
    )


def test_with_nothing_to_tell_the_title_stands_alone() -> None:
    """On a Monday there is nothing of what is for Thursdays, and no reason to be silent either."""
    day = Day(plan(DailyKind("strengthen", 1, frozenset({THU})))).at("09:00").start()

    assert note(day, "09:10") == ("Sitting 10 min", "")
