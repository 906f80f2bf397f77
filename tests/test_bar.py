"""What a bar is told of the state keeps step with the tray, in every state."""

from datetime import datetime
from typing import Any

import pytest

from reminder.bar import bar
from reminder.core.plan import HoldKind, SittingKind
from reminder.dashboard import view
from reminder.guidance.wording import Wording
from reminder.tray.menu import look, status_line
from tests.core.story import Day, minutes, plan

PLAN = plan(SittingKind("movement", minutes(30), minutes(2)))
WORDING = Wording({}, PLAN.bout_rest)
SITTING = Day(PLAN).at("09:00").start()


def told(day: Day, when: str) -> dict[str, Any]:
    assert day.state is not None
    return bar(day.state, PLAN, WORDING, "Stand up & go", day.moment(when))


@pytest.mark.parametrize(
    ("day", "when", "text", "classes", "percentage"),
    [
        (SITTING, "09:00", "30 min", ["working"], 0),
        (SITTING, "09:18", "12 min", ["working"], 60),
        (Day(PLAN).at("09:00").start().at("09:31").look(), "09:31", "due", ["due", "movement"], 100),
        (Day(PLAN).at("09:00").start().at("09:05").locked(), "09:06", "away", ["away"], 0),
        (Day(PLAN).at("09:00").start().at("09:05").lost_sight(), "09:06", "24 min", ["unknown"], 20),
        (Day(PLAN).at("09:00").start().at("09:05").held(HoldKind.CALL), "09:06", "call", ["held", "call"], 20),
        (
            *(Day(PLAN).at("09:00").start().at("09:05").held(HoldKind.FULL_SCREEN), "09:06"),
            *("screen", ["held", "full-screen"], 20),
        ),
    ],
)
def test_each_state_in_words_in_classes_and_as_a_part_of_the_ring(
    day: Day, when: str, text: str, classes: list[str], percentage: int
) -> None:
    """A style sheet goes by the classes, so these are a promise."""
    shown = told(day, when)

    assert (shown["text"], shown["class"], shown["percentage"]) == (text, classes, percentage)
    assert shown["alt"] == classes[0]


def test_it_says_what_the_tray_says() -> None:
    """Two that disagreed would both be doubted."""
    assert SITTING.state is not None
    now: datetime = SITTING.moment("09:18")
    seen = view(SITTING.state, PLAN, WORDING, "", now)

    shown = told(SITTING, "09:18")

    assert shown["alt"] == look(seen).face
    assert shown["tooltip"].splitlines()[0] == status_line(seen)


def test_what_is_asked_stands_in_the_tooltip_and_is_no_markup() -> None:
    """The title of a kind of one's own may hold anything."""
    assert "Stand up &amp; go" in told(Day(PLAN).at("09:00").start().at("09:31").look(), "09:31")["tooltip"]
    assert "Stand up" not in told(SITTING, "09:18")["tooltip"]
