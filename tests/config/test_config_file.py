"""From config.toml to the plan, or to every mistake at once."""

import os
import subprocess
import sys
from datetime import date, time, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reminder.config import ConfigError, Settings, load, parse
from reminder.config.options import GROUPS, OPTIONS, SECTIONS
from reminder.core.exercises import LIBRARY, Pool, Wishes, pool
from reminder.core.hours import FRI, TUE, Hours, Range
from reminder.core.plan import (
    APART,
    TIPS,
    Caffeine,
    DailyKind,
    HoldKind,
    LimitKind,
    PaceKind,
    Plan,
    SittingKind,
    Water,
)

FILE = Path("somewhere/config.toml")
MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)


def read(text: str) -> Settings:
    return parse(text, FILE)


def refused(text: str) -> str:
    """What the user is told about this file."""
    with pytest.raises(ConfigError) as error:
        parse(text, FILE)
    return str(error.value)


def pool_of(kind: str) -> Pool:
    """What takes turns in a kind for somebody who said nothing."""
    return pool(kind, LIBRARY, frozenset(), Wishes())


def test_an_empty_file_gives_the_plan_the_project_recommends() -> None:
    """The defaults are a promise: each is written down here once more, by hand."""
    plan = Plan(
        kinds=(
            SittingKind("movement", 30 * MINUTE, 2 * MINUTE),
            SittingKind("posture", 60 * MINUTE, 2 * MINUTE, observable=False),
            DailyKind("stretch", 2, rest=MINUTE, pool=pool_of("stretch")),
            DailyKind(
                "strengthen",
                1,
                frozenset({TUE, FRI}),
                2 * MINUTE,
                apart=APART,
                gentle=False,
                pool=pool_of("strengthen"),
            ),
            DailyKind("relax", 2, pool=pool_of("relax")),
            PaceKind("hydration"),
            LimitKind("caffeine"),
            DailyKind("tip", 1, variety=TIPS, gentle=False),
        ),
        hours=Hours((Range(frozenset(range(5)), time(9), time(18)),)),
        day_starts=time(4),
        bout_rest=2 * MINUTE,
        bout_every=30 * MINUTE,
        min_gap=10 * MINUTE,
        max_per_hour=2,
        max_per_day=18,
        wait_for_pause=5 * MINUTE,
        gather=10 * MINUTE,
        expires=10 * MINUTE,
        snooze=10 * MINUTE,
        water=Water(goal_ml=1800, drink_ml=200, every=90 * MINUTE, per_hour_ml=800, workout_ml=500),
        caffeine=Caffeine(limit_mg=400, single_mg=200, warn_share=0.75, cut_off=9 * HOUR, half_life=5 * HOUR),
        bedtime=time(23),
        wakes=time(7),
    )

    got = read("")

    assert plan == got.plan
    assert (time(23), 0, time(9)) == (got.bedtime, got.summary_day, got.summary_at)
    assert (timedelta(seconds=20), 150 * MINUTE) == (got.hold, got.activity)
    assert (frozenset(), (), {}, {}) == (got.given, got.warnings, got.own_texts, got.drinks)
    assert got.exercises == {}
    assert (frozenset(), {}) == (got.about, got.because)


def test_every_setting_in_the_file_reaches_the_plan() -> None:
    """A setting that is read but goes nowhere would be a lie in the file."""
    got = read("""
        day_starts = 05:00:00
        about_you = { bedtime = 22:30:00, wakes = 06:30:00 }
        activity.goal = "3 h"
        summary = { day = "fri", at = 16:00:00 }
        [hours]
        days = ["mon"]
        from = 08:00:00
        to = 16:00:00
        free = [2026-12-25]
        [movement]
        every = "40 min"
        break = "3 min"
        [posture]
        every = "50 min"
        [stretch]
        per_day = 3
        break = "90 s"
        hold = "30 s"
        [strengthen]
        days = ["wed"]
        break = "5 min"
        [relax]
        per_day = 1
        [hydration]
        goal = "2.2 l"
        drink = "250 ml"
        every = "60 min"
        workout = "1 l"
        [caffeine]
        limit = "300 mg"
        single = "100 mg"
        warn_at = 50
        cut_off = "8 h"
        half_life = "6 h"
        [tip]
        per_day = 2
        [interruptions]
        max_per_hour = 5
        max_per_day = 30
        min_gap = "5 min"
        wait_for_pause = "1 min"
        gather = "2 min"
        expires = "20 min"
        snooze = "15 min"
    """)

    assert got.plan == Plan(
        kinds=(
            SittingKind("movement", 40 * MINUTE, 3 * MINUTE),
            SittingKind("posture", 50 * MINUTE, 3 * MINUTE, observable=False),
            DailyKind("stretch", 3, rest=1.5 * MINUTE, pool=pool_of("stretch")),
            DailyKind(
                "strengthen", 1, frozenset({2}), 5 * MINUTE, apart=APART, gentle=False, pool=pool_of("strengthen")
            ),
            DailyKind("relax", 1, pool=pool_of("relax")),
            PaceKind("hydration"),
            LimitKind("caffeine"),
            DailyKind("tip", 2, variety=TIPS, gentle=False),
        ),
        hours=Hours((Range(frozenset({0}), time(8), time(16)),), frozenset({date(2026, 12, 25)})),
        day_starts=time(5),
        bout_rest=3 * MINUTE,
        bout_every=40 * MINUTE,
        min_gap=5 * MINUTE,
        max_per_hour=5,
        max_per_day=30,
        wait_for_pause=MINUTE,
        gather=2 * MINUTE,
        expires=20 * MINUTE,
        snooze=15 * MINUTE,
        water=Water(goal_ml=2200, drink_ml=250, every=60 * MINUTE, workout_ml=1000),
        caffeine=Caffeine(limit_mg=300, single_mg=100, warn_share=0.5, cut_off=8 * HOUR, half_life=6 * HOUR),
        bedtime=time(22, 30),
        wakes=time(6, 30),
        week_day=4,
        week_at=time(16),
    )
    assert (got.hold, got.activity) == (timedelta(seconds=30), 180 * MINUTE)
    assert (got.bedtime, got.summary_day, got.summary_at) == (time(22, 30), 4, time(16))


def test_a_kind_switched_off_is_not_in_the_plan_but_movement_still_measures_bouts() -> None:
    """A summary of sitting bouts makes sense without a single reminder."""
    got = read('movement = { enabled = false, every = "45 min", break = "4 min" }\nrelax.enabled = false')

    assert [kind.name for kind in got.plan.kinds] == [
        *("posture", "stretch", "strengthen", "hydration", "caffeine", "tip"),
    ]
    assert (got.plan.bout_every, got.plan.bout_rest) == (45 * MINUTE, 4 * MINUTE)


@pytest.mark.parametrize(
    ("text", "every", "rest"),
    [
        ('preset = "evidence"', 30, 5),
        ('preset = "office"', 60, 5),
        ('preset = "office"\nevery = "50 min"', 50, 5),
        ('preset = "office"\nbreak = "10 min"', 60, 10),
    ],
)
def test_what_is_said_outright_wins_over_the_preset(text: str, every: int, rest: int) -> None:
    """A preset fills in what was left open, and no more."""
    got = read(f"[movement]\n{text}")

    assert got.plan.kinds[0] == SittingKind("movement", every * MINUTE, rest * MINUTE)
    assert (got.values["movement.break"], got.given) == (
        f"{rest} min",
        frozenset(f"movement.{line.split(' ')[0]}" for line in text.splitlines()),
    )


def test_holds_switched_off_are_not_obeyed_but_the_users_own_always_are() -> None:
    """Nobody can switch off the pause button."""
    got = read("quiet = { calls = false, full_screen = false, do_not_disturb = false }")

    assert got.plan.obeyed == {HoldKind.USER, HoldKind.OUTSIDE_HOURS}
    assert read("").plan.obeyed == set(HoldKind)


def test_programs_to_ignore_are_known_by_name_however_it_is_written() -> None:
    """The name in `reminder status` is the one to copy; nobody should have to mind its capitals."""
    got = read('[quiet]\nignore = ["Firefox", "easyeffects"]\nkept_awake = false')

    assert got.ignored == {"firefox", "easyeffects"}
    assert not got.kept_awake
    assert got.values["quiet.ignore"] == ["Firefox", "easyeffects"]
    assert (read("").ignored, read("").kept_awake) == (frozenset(), True)


def test_kinds_of_ones_own_follow_the_built_in_ones_in_the_files_order() -> None:
    """With a break they can be observed; without one only claimed (P7)."""
    got = read("""
        [own.water-plants]
        title = "Water the plants"
        per_day = 1
        [own.eyes]
        title = "Look far away"
        body = "Out of the window."
        every = "30 min"
        [own.walk]
        title = "Walk"
        every = "2 h"
        break = "10 min"
        [own.nap]
        title = "Nap"
        per_day = 1
        break = "20 min"
        [own.off]
        title = "Off"
        per_day = 1
        enabled = false
    """)

    assert got.plan.kinds[8:] == (
        DailyKind("water-plants", 1),
        SittingKind("eyes", 30 * MINUTE, 2 * MINUTE, observable=False),
        SittingKind("walk", 120 * MINUTE, 10 * MINUTE, observable=True),
        DailyKind("nap", 1, rest=20 * MINUTE),
    )
    assert got.own_texts["eyes"] == ("Look far away", "Out of the window.")
    assert got.own_texts["off"] == ("Off", "")
    assert got.values["own.eyes.every"] == "30 min"
    assert "own.eyes.break" not in got.values


def test_all_mistakes_are_told_at_once_each_with_its_line() -> None:
    """Whoever mends a file wants to mend it once."""
    text = (
        """\
# """
        """ in a comment
day_starts = 4
bogus = '''
[movement]
evry = 1
'''
[movement]
evry = "30 min"
every = 30
break = "30 fortnights"
snooze = "1 min"
[movment]
[hours]
days = ["mon",
  "noday"]
"""
    )

    told = refused(text).splitlines()

    assert told == [
        "config.toml line 2: 'day_starts' is 4: write a time of day such as 09:00:00, without quotes.",
        "config.toml line 3: 'bogus' is not a setting. Possible here: day_starts.",
        "config.toml line 8: 'evry' is not a setting of [movement]. Did you mean 'every'?",
        (
            "config.toml line 9: 'every' in [movement] is 30: a duration needs a unit and quotes; "
            'write "30 min" or "30 s".'
        ),
        (
            'config.toml line 10: \'break\' in [movement] is "30 fortnights": "fortnights" is not a unit here; '
            'use h, min or s, as in "30 min".'
        ),
        "config.toml line 11: 'snooze' is not a setting of [movement]. It belongs under [interruptions].",
        "config.toml line 12: [movment] is not a section. Did you mean [movement]?",
        (
            'config.toml line 14: \'days\' in [hours] is ["mon", "noday"]: "noday" is not a day; '
            "the days are mon, tue, wed, thu, fri, sat, sun."
        ),
    ]


def test_a_mistake_knows_its_line_key_and_text() -> None:
    """An editor or the tray may want them apart."""
    with pytest.raises(ConfigError) as error:
        parse('[own.eyes]\nevery = "1 s"\ntitle = "x"', FILE)

    mistake = error.value.mistakes[0]
    assert (error.value.path, mistake.line, mistake.key) == (FILE, 2, "own.eyes.every")
    assert "from 10 s to 3 h" in mistake.text


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("[own.eyes]\nevery = '30 min'", "line 1: [own.eyes] needs a title"),
        ("[own.eyes]\ntitle = 'x'", "line 1: [own.eyes] needs a rhythm"),
        ("[own.eyes]\ntitle = 'x'\nevery = '30 min'\nper_day = 1", "line 4: [own.eyes] has both every and per_day"),
        ("[own.Posture]\ntitle = 'x'\nper_day = 1", "line 1: [own.Posture] takes the name of a built-in kind"),
        ("[own.caffeine]\ntitle = 'x'\nper_day = 1", "built-in kind"),
        ("[own.'my eyes']\ntitle = 'x'\nper_day = 1", "cannot be used as a name"),
        ('[own."\\u001b[2J"]\n', "'\\x1b[2J'"),
        ("[own]\nevery = '30 min'", "line 2: 'every' stands in [own], which needs a name"),
        ("own = 1", "line 1: own is a group of sections"),
        ("[own.eyes]\ntitle = 'x'\nper_day = 1\nevry = 1", "Did you mean 'every'?"),
        ("[own.eyes]\ntitle = 'x'\nper_day = 1\nfrom = 09:00:00", "line 4: [own.eyes] has from and no to"),
        ("[own.eyes]\ntitle = 'x'\nper_day = 1\nto = 09:00:00", "line 4: [own.eyes] has to and no from"),
        ("[own.eyes]\ntitle = 'x'\nper_day = 1\nfrom = 09:00:00\nto = 09:00:00", "line 5: [own.eyes] begin and end"),
        ("[own.eyes]\ntitle = 'x'\nper_day = 1\nfrom = 9\nto = 09:00:00", "'from' in [own.eyes] is 9"),
        ("[drinks.mate]\ntitle = 'x'", "line 1: [drinks.mate] needs an amount"),
        ("[drinks.mate]\ncaffeine = '0 mg'", "line 1: [drinks.mate] needs an amount"),
        (
            "[drinks.Mate]\namount = '1 l'\n[drinks.mate]\namount = '2 l'",
            "[drinks.mate] and [drinks.Mate] sound",
        ),
        (
            "[drinks.a-b]\namount = '1 l'\n[drinks.c]\ntitle = 'A b'\namount = '2 l'",
            "[drinks.c] and [drinks.a-b] sound the same, 'a b'",
        ),
        ("[drinks.250-ml]\namount = '1 l'", "line 1: [drinks.250-ml] sounds like an amount"),
        ("[drinks.Water]\ncaffeine = '50 mg'", "line 1: [drinks.Water] cannot be called water"),
        ("[drinks.'my mate']\namount = '1 l'", "line 1: [drinks.'my mate'] cannot be used as a name"),
        ("[drinks]\namount = '1 l'", "line 2: 'amount' stands in [drinks], which needs a name: write [drinks.mate]."),
        ("drinks = 1", "line 1: drinks is a group of sections: write [drinks.mate]"),
        ("[drinks.mate]\namount = '1 l'\ncafeine = '1 mg'", "line 3: 'cafeine' is not a setting of [drinks.mate]"),
    ],
)
def test_a_kind_of_ones_own_is_checked_as_a_whole(text: str, told: str) -> None:
    """Half a reminder would either never come or come without a word."""
    assert told in refused(text)


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("[hours]\nfrom = 18:00:00", 2),
        ("[hours]\nfrom = 09:00:00\nto = 09:00:00", 3),
        ("[hours]\nto = 21:00:00\nfrom = 21:00:00", 2),
    ],
)
def test_hours_that_end_when_they_begin_are_refused(text: str, line: int) -> None:
    """Nobody can tell whether that is nothing or a whole day, and silence all day would be the worse guess."""
    told = refused(text)

    assert f"line {line}:" in told
    assert "nothing would ever come" in told


def test_drinks_of_ones_own_are_known_by_name_title_amount_and_caffeine() -> None:
    """A title that was left out is the name, as one would write it; and a preset's name may be taken."""
    got = read("""
        [drinks.club-mate]
        amount = "0.5 l"
        caffeine = "100 mg"
        [drinks.tablet]
        title = "Caffeine tablet"
        caffeine = "0.2 g"
        [drinks.tea]
        amount = "40 cl"
    """)

    assert got.drinks == {
        "club-mate": ("Club mate", 500, 100),
        "tablet": ("Caffeine tablet", None, 200),
        "tea": ("Tea", 400, None),
    }
    assert got.values["drinks.tablet.caffeine"] == "200 mg"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("movement = 3", "line 1: movement is a section: write [movement]"),
        ("[[summary]]", "line 1: summary is a section"),
        ("every = '30 min'", "'every' is not a setting. It belongs under [movement], [posture] or [hydration]."),
        ("[quiet]\ncall = true", "Did you mean 'calls'?"),
        ("[quiet]\ndo-not-disturb = true", "Did you mean 'do_not_disturb'?"),
        ("[quiet]\nzzz = true", "Possible here: do_not_disturb, calls, full_screen, kept_awake, ignore."),
        ("[tip]\nper_day = 3", "'per_day' in [tip] is 3: it can be anything from 1 to 2."),
        ("[hydration]\ngoal = '9 l'", "'goal' in [hydration] is \"9 l\": it can be anything from 0.5 l to 5 l."),
        ("[hydration]\ngoal = 2", 'an amount to drink needs a unit and quotes; write "2 l".'),
        ("[caffeine]\nlimit = '3 g'", "it can be anything from 50 mg to 400 mg."),
        ("[hours]\nfree = [12]", "'free' in [hours] is [12]: write a list of dates"),
        ("[hours]\nfree = [2026-12-25, 'x']", '\'free\' in [hours] is [2026-12-25, "x"]: "x" is not a date'),
        ("[about_you]\npregant = true", "Did you mean 'pregnant'?"),
        ("[drinkz.mate]\namount = '1 l'", "[drinkz] is not a section. Did you mean [drinks]?"),
        ("[strengthen]\ndays = []", "at least one day"),
        ("[movement]\nevery = { x = 1 }", "'every' in [movement] is a table"),
        pytest.param("[movement]\nevery = 0x" + "f" * 9000, "a very long number", id="hex"),
    ],
)
def test_a_mistake_says_what_to_do(text: str, told: str) -> None:
    """What, where, and the way out."""
    assert told in refused(text)


@pytest.mark.parametrize(
    ("text", "line", "told"),
    [
        ("a = 1\nb = 2\na = 3", 3, "delete one of the two"),
        ("[tip]\n[relax]\n[tip]", 3, "delete one of the two"),
        ("[movement]\nevery = 30 min", 2, 'Put a duration in quotes: "30 min".'),
        ("[hydration]\ngoal = 1.8 l", 2, 'Put an amount in quotes: "1.8 l".'),
        ("[caffeine]\nlimit = 300mg", 2, 'Put an amount in quotes: "1.8 l".'),
        ("[hours]\nfrom = 9:00", 2, "09:00:00"),
        ("[hours]\nto = 24:00:00", 2, "23:59:59"),
        ("[tip]\nenabled = True", 2, "small letters"),
        ("[tip]\nenabled = yes", 2, "true or false"),
        ("[movement]\npreset = office", 2, "Put text in quotes"),
        ("[movement]\nevery = “30 min”", 2, "straight quotes"),
        ("[movement]\nevery =\n", 2, "A value is missing"),
        ('x = """\n\n', 1, "cannot be read as TOML"),
        ("x = \0", 1, "cannot be read as TOML"),
    ],
)
def test_what_is_no_toml_is_told_with_its_line_and_a_hint(text: str, line: int, told: str) -> None:
    """TOML's own words seldom help somebody who forgot a pair of quotes."""
    answer = refused(text)

    assert answer.startswith(f"config.toml line {line}: ")
    assert told in answer


@pytest.mark.parametrize(
    "text",
    ["x = " + "[" * 100_000, "x = " + "{y=" * 5000, "x = " + "9" * 5000, "x" * 100_000],
    ids=["arrays", "tables", "digits", "key"],
)
def test_a_hostile_file_is_a_mistake_and_no_crash(text: str) -> None:
    """Python's own limits show as odd exceptions; the user gets a sentence."""
    assert refused(text).startswith("config.toml")


@settings(derandomize=True, database=None, max_examples=300, deadline=None)
@given(
    st.lists(
        st.one_of(
            st.sampled_from(
                [*(f"[{name}]" for name in [*SECTIONS, *GROUPS]), "[own.x]", "[drinks.x]", "[[tip]]", "own.y = 1"]
            ),
            st.tuples(
                st.sampled_from([*(option.key for option in OPTIONS), "title", "body", "evry", '"a\\nb"']),
                st.sampled_from(
                    [
                        *("1", "true", '"30 min"', '"2"', "[]", "{}", "09:00:00", "1e400", '["mon"]', "x", '"\\u0000"'),
                        *('"2 l"', '"200 mg"', '"60 kg"', "2026-12-25", '["09:00-12:00"]', "[2026-12-25]", '""'),
                    ]
                ),
            ).map(" = ".join),
        ),
        max_size=8,
    ).map("\n".join)
)
def test_any_file_gives_settings_or_mistakes(text: str) -> None:
    """There is no third way: whatever stands in the file, the service goes on."""
    try:
        got: Settings | ConfigError = read(text)
    except ConfigError as error:
        got = error

    assert isinstance(got, Settings) or got.mistakes
    assert all(line.startswith("config.toml") for line in str(got).splitlines() if isinstance(got, ConfigError))


def test_an_unusually_short_interval_is_a_warning_and_no_mistake() -> None:
    """Trying things out with seconds is fine; doing so by accident should be noticed."""
    got = read('posture.every = "4 min"\ninterruptions = { max_per_hour = 60, min_gap = "0 s" }')

    assert got.warnings == ("[posture] every 4 min is unusual: it works, but will interrupt you very often.",)


def test_a_kind_that_asks_for_more_than_the_budget_is_told_both_ways_out() -> None:
    """Otherwise most of its reminders would be held back without a word (P2)."""
    got = read(
        '[own.eyes]\ntitle = "Eyes"\nevery = "8 min"\n[own.off]\ntitle = "Off"\nevery = "8 min"\nenabled = false'
    )

    assert got.warnings == (
        (
            "[own.eyes] asks for a reminder every 8 min, but [interruptions] allows at most 2 an hour, 10 min apart: "
            "set max_per_hour to 8 and min_gap to 8 min there or set every in [own.eyes] to 30 min or more."
        ),
    )


@pytest.mark.parametrize("way_out", ["max_per_hour = 8\nmin_gap = '8 min'", "max_per_hour = 60\nmin_gap = '0 s'"])
def test_the_way_out_that_a_warning_names_silences_it(way_out: str) -> None:
    """Advice that does not work is worse than none."""
    assert read(f"[movement]\nevery = '8 min'\n[interruptions]\n{way_out}").warnings == ()
    assert read("[movement]\nevery = '30 min'").warnings == ()


def test_a_missing_file_means_all_defaults(tmp_path: Path) -> None:
    """The file is optional."""
    assert load(tmp_path / "config.toml") == read("")


def test_a_byte_order_mark_is_forgiven(tmp_path: Path) -> None:
    """Notepad writes one, and nobody can see it."""
    path = tmp_path / "config.toml"
    path.write_bytes(b"\xef\xbb\xbf[tip]\r\nper_day = 2\r\n")

    assert load(path).values["tip.per_day"] == 2


def unreadable(path: Path) -> str:
    with pytest.raises(ConfigError) as error:
        load(path)
    assert error.value.path == path
    return str(error.value)


def test_text_that_is_not_utf_8_is_told_with_its_line(tmp_path: Path) -> None:
    """An old editor's Latin-1 is a mistake that one can mend."""
    path = tmp_path / "config.toml"
    path.write_bytes(b"[own.tea]\ntitle = 'Caf\xe9'\n")

    assert unreadable(path) == "config.toml line 2: this is not UTF-8 text; save the file as UTF-8 in your editor."


def test_a_folder_is_no_settings_file(tmp_path: Path) -> None:
    """Somebody made the folder where the file belongs."""
    assert "it is a folder" in unreadable(tmp_path)


def test_a_file_in_place_of_the_folder_is_told(tmp_path: Path) -> None:
    """The path leads through a file."""
    (tmp_path / "reminder").write_text("")

    assert "it cannot be read" in unreadable(tmp_path / "reminder" / "config.toml")


def test_a_huge_file_is_not_read(tmp_path: Path) -> None:
    """A log that grew over the settings must not fill the memory."""
    path = tmp_path / "config.toml"
    with path.open("wb") as file:
        file.truncate(2_000_000_000)

    assert "larger than 1 MB" in unreadable(path)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no named pipes here")
def test_a_pipe_does_not_block(tmp_path: Path) -> None:
    """Opening one for reading would wait for a writer for ever."""
    path = tmp_path / "config.toml"
    os.mkfifo(path)

    assert "it is a pipe" in unreadable(path)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no named pipes here")
def test_a_pipe_put_there_at_the_last_moment_does_not_block_either(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Looking first and opening later are two steps; somebody else may act in between."""
    regular, path = tmp_path / "regular", tmp_path / "config.toml"
    regular.write_text("")
    os.mkfifo(path)
    looked = regular.stat()
    monkeypatch.setattr(Path, "stat", lambda *_, **__: looked)

    assert "it is a pipe" in unreadable(path)


def test_a_link_to_nowhere_is_told(tmp_path: Path) -> None:
    """Somebody's dotfiles moved; silently using the defaults would hide it."""
    path = tmp_path / "config.toml"
    path.symlink_to(tmp_path / "gone.toml")

    assert "gone.toml, which is not there" in unreadable(path)


def test_a_ring_of_links_is_told(tmp_path: Path) -> None:
    """The system refuses to follow it, in words of its own."""
    path = tmp_path / "config.toml"
    path.symlink_to(path)

    assert "it cannot be read" in unreadable(path)


def test_a_file_one_may_not_read_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Tests may run as root, who may read everything; so the refusal is the system's own exception, staged."""
    path = tmp_path / "config.toml"
    path.write_text("")

    def deny(*_: object) -> int:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(os, "open", deny)

    assert "Permission denied" in unreadable(path)


def test_loading_imports_nothing_heavy(tmp_path: Path) -> None:
    """tomlkit, watchdog and difflib would be paid for by every start."""
    code = (
        "import sys; from pathlib import Path; import reminder.config as c; c.load(Path(sys.argv[1]));"
        "print(sorted({'tomlkit', 'watchdog', 'difflib', 'json', 'tempfile'} & set(sys.modules)))"
    )
    root = Path(__file__).parents[2]

    done = subprocess.run(
        [sys.executable, "-c", code, tmp_path / "config.toml"], cwd=root, capture_output=True, text=True, check=True
    )

    assert done.stdout == "[]\n"
