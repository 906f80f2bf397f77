"""The state survives being written down, whatever is in it, and a damaged text is refused."""

from dataclasses import fields, replace
from datetime import UTC, date, datetime, timedelta
from types import MappingProxyType
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reminder.codec import dumps, loads
from reminder.core.effects import Caution, RecordAims, Stretch
from reminder.core.events import Switch
from reminder.core.plan import HoldKind
from reminder.core.state import (
    Asked,
    Begun,
    DailyCount,
    Desk,
    HeldBack,
    Hold,
    Item,
    On,
    OpenBout,
    Prompt,
    Said,
    SittingClock,
    State,
    Taken,
    Tally,
    Wait,
    Warned,
)
from reminder.core.step import first_state

NOON = datetime(2026, 3, 2, 12, 0, 0, 123456, UTC)
MINUTE = timedelta(minutes=1)
ITEM = Item("movement", NOON, 2, "E24")
PROMPT = Prompt(
    (ITEM,), ("movement", "own-é"), NOON, MINUTE, 2 * MINUTE, on_screen=False, confirmed=False, held_by="call: x"
)

FULL = State(
    now=NOON,
    offset=timedelta(hours=5, minutes=45),
    desk=Desk(Stretch.AWAY, NOON, 7 * MINUTE, NOON, NOON - MINUTE, NOON + MINUTE, NOON, NOON, known=False),
    clocks={"movement": SittingClock(MINUTE, 2 * MINUTE, NOON, discharged=True), "posture": SittingClock()},
    daily={"stretch": DailyCount(date(2026, 3, 2), 1)},
    waits={"relax": Wait(NOON, NOON - MINUTE, 3, "E22")},
    offered={"stretch": ("E13", "E12")},
    exercised={"E13": NOON - MINUTE},
    prompt=PROMPT,
    said=(Said(ITEM, PROMPT, NOON), Said(ITEM, PROMPT, NOON + timedelta(microseconds=1))),
    holds={HoldKind.CALL: Hold(NOON, NOON + MINUTE, 'microphone: "Ünïcode"'), HoldKind.USER: Hold(NOON)},
    held_since=NOON,
    held=(HeldBack(NOON, NOON + MINUTE, "call: x"),),
    quiet_until=NOON,
    shows=(NOON, NOON + MINUTE),
    wake_at=NOON + MINUTE,
    number=41,
    turns={"movement": 12, "own-é": 3},
    taken=(Taken(NOON, date(2026, 3, 2), 250, 56.75, 0, "tea"), Taken(NOON, date(2026, 3, 1), minutes=30)),
    asked=(Asked(NOON, 200),),
    warned=Warned(Caution.SHARE, NOON, date(2026, 3, 2), NOON - MINUTE),
    done={"strengthen": NOON},
    told={"tip": (NOON - MINUTE, NOON)},
    switches={Switch.FLARE: On(NOON, NOON + MINUTE)},
    begun=Begun(date(2026, 3, 2), NOON),
    arrived=NOON,
    calm_until=NOON + timedelta(minutes=10),
    greeted=False,
    week_told=date(2026, 3, 2),
    aims=RecordAims(date(2026, 3, 2), None, 400.0, NOON, 60 * MINUTE, 30 * MINUTE, MINUTE, 0.7, {"tip": 1.0}),
    tallies=(Tally(date(2026, 3, 1)), Tally(date(2026, 3, 2), 7, 2, 1, 60 * MINUTE, 40 * MINUTE, MINUTE)),
    bout=OpenBout(date(2026, 3, 2), 40 * MINUTE, MINUTE),
    running=False,
)


def test_a_state_with_everything_in_it_comes_back_the_same() -> None:
    """What a restart forgets, the desk clock gets wrong."""
    assert loads(dumps(FULL)) == FULL


def test_the_example_leaves_nothing_at_its_default() -> None:
    """A field added to the state must be added to the example, or the test above says nothing about it."""
    empty = State(NOON, timedelta(0), first_state(NOON).desk)

    same = [field.name for field in fields(State) if getattr(FULL, field.name) == getattr(empty, field.name)]

    assert same == ["now"]


def test_a_state_saved_before_wordings_were_counted_by_kind_is_still_one() -> None:
    """An update must not cost the desk clock: every kind begins with its first wording again."""
    old = dumps(FULL).replace(',"turns":{"movement":12,"own-\\u00e9":3}', "")

    assert '"turns"' not in old
    assert loads(old) == replace(FULL, turns={})


def test_a_state_saved_before_days_were_tallied_begins_with_an_empty_day() -> None:
    """An update in the middle of a day tells what was counted since."""
    old = dumps(FULL)
    begin, end = old.index(',"tallies":'), old.index(',"running":')

    assert loads(old[:begin] + old[end:]) == replace(FULL, tallies=(), bout=None)


def test_a_whole_number_of_milligrams_is_one() -> None:
    """Nobody's desk clock begins anew because a dose was told as 90 and not as 90.0."""
    whole = replace(FULL, taken=(Taken(NOON, date(2026, 3, 2), mg=90),))

    assert loads(dumps(whole)) == whole


def test_what_another_version_saved_beside_what_we_know_is_left_out() -> None:
    """A field that was renamed, or one of a newer version, must not cost the desk clock either."""
    other = dumps(FULL).replace('"turns":', '"led":{"movement":3},"turns":')

    assert loads(other) == FULL


def test_the_first_state_comes_back_the_same() -> None:
    """Empty mappings, None and defaults, too."""
    state = first_state(NOON)

    assert loads(dumps(state)) == state


@given(
    st.datetimes(min_value=datetime(1970, 1, 1), max_value=datetime(2200, 1, 1)),  # noqa: DTZ001 - hypothesis wants them naive
    st.timedeltas(min_value=timedelta(0), max_value=timedelta(days=9000)),
    st.text(),
)
def test_no_instant_length_or_text_is_lost(moment: datetime, length: timedelta, text: str) -> None:
    """To the microsecond: a rounded instant would be another prompt's."""
    at = moment.replace(tzinfo=UTC)
    state = State(at, timedelta(0), Desk(Stretch.SITTING, at, length), holds={HoldKind.USER: Hold(at, None, text)})

    assert loads(dumps(state)) == state


def test_a_state_taken_in_another_zone_is_the_same_instant() -> None:
    """Instants are kept with their offset."""
    at = NOON.astimezone(ZoneInfo("Asia/Kathmandu"))
    state = State(at, timedelta(0), Desk(Stretch.SITTING, at))

    assert loads(dumps(state)).now == NOON


def test_nothing_mutable_of_the_original_is_shared() -> None:
    """Reading back gives new values; a read-only mapping is written like any other."""
    state = State(NOON, MINUTE, FULL.desk, clocks=MappingProxyType({"movement": SittingClock()}))

    assert dict(state.clocks) == loads(dumps(state)).clocks


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        "null",
        "[]",
        "3",
        '"x"',
        "{}",
        '{"now":1}',
        dumps(FULL)[:-1],
        dumps(FULL).replace('"away"', '"elsewhere"'),
        dumps(FULL).replace('"number":41', '"number":"41"'),
        dumps(FULL).replace('"offset":20700000000', '"offset":1e999'),
        dumps(FULL).replace('"offset":20700000000', '"offset":' + "9" * 40),
        dumps(FULL).replace('"call"', '"no such hold"'),
        dumps(FULL).replace("2026-03-02T12", "2026-03-32T12"),
        "[" * 100_000,
    ],
    ids=lambda text: text[:20] or "empty",
)
def test_what_is_no_saved_state_is_refused_as_such(text: str) -> None:
    """The journal turns it into one sentence; any other error would be a crash at start."""
    assert text != dumps(FULL)

    with pytest.raises(ValueError):  # noqa: PT011 - each has its own words
        loads(text)
