"""`config set` changes one setting, or several at once, keeps everything else, and never leaves a broken file."""

import os
import stat
from datetime import date, time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reminder.config import ConfigError, load, parse, render, set_value, set_values
from reminder.config.amounts import Mass, Volume
from reminder.config.editing import ASK_AGAIN
from reminder.config.notation import toml
from reminder.config.options import OPTIONS, Option
from reminder.config.values import Count, Duration, Switch

MINE = """\
# my settings
day_starts = 05:00:00   # early bird

[movement]  # legs
# I like 40
every   =   "40 min"    # not 30
break = '3 min'

[own.eyes]
title = "Look far away" # 👀
per_day = 3
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A settings file with a style of its own."""
    file = tmp_path / "config.toml"
    file.write_text(MINE)
    return file


def refused(path: Path, key: str, value: str) -> str:
    """What is said when the change is refused; the file has to be as it was, and nothing beside it."""
    before = path.read_bytes() if path.exists() else None
    with pytest.raises(ConfigError) as error:
        set_value(path, key, value)
    assert before == (path.read_bytes() if path.exists() else None)
    assert [path.name] * (before is not None) == [file.name for file in path.parent.iterdir()]
    return str(error.value)


def test_a_change_keeps_comments_order_and_spacing(path: Path) -> None:
    """The file is its owner's; one value in it changes."""
    said = set_value(path, "movement.every", "50 min")

    assert said == 'movement.every is now "50 min" (was "40 min").'
    assert path.read_text() == MINE.replace('"40 min"', '"50 min"')


@pytest.mark.parametrize(
    ("key", "typed", "value"),
    [
        ("movement.every", "45min", "45 min"),
        ("movement.every", '"1h30"', "90 min"),
        ("movement.enabled", "off", False),
        ("hours.days", "mon-wed", ["mon", "tue", "wed"]),
        ("hours.days", '["sat"]', ["sat"]),
        ("interruptions.max_per_hour", "4", 4),
        ("movement.preset", "office", "office"),
        ("hours.ranges", "9:00-12:30, mon-fri 13:30 - 18:00", ["09:00-12:30", "mon-fri 13:30-18:00"]),
        ("hours.ranges", '["sat 22:00-02:00"]', ["sat 22:00-02:00"]),
        ("hours.free", "2026-12-25", [date(2026, 12, 25)]),
        ("hours.free", "[2026-12-25]", [date(2026, 12, 25)]),
        ("hours.free", "2026-12-24 to 2027-01-01, 2027-01-06", ["2026-12-24 to 2027-01-01", date(2027, 1, 6)]),
        ("hydration.goal", "2,5l", "2.5 l"),
        ("caffeine.limit", "0.3 g", "300 mg"),
        ("about_you.weight", "55kg", "55 kg"),
        ("about_you.weight", "", ""),
        ("about_you.wakes", "6:30", time(6, 30)),
        ("own.eyes.days", "mon-wed", ["mon", "tue", "wed"]),
        ("own.eyes.title", "Look, far away", "Look, far away"),
        ("own.eyes.title", "42", "42"),
        ("own.eyes.title", '"quoted"', "quoted"),
        ("own.eyes.body", 'say "no"\n[tip]\nenabled = false', 'say "no"\n[tip]\nenabled = false'),
    ],
)
def test_a_value_may_be_typed_with_or_without_quotes(path: Path, key: str, typed: str, value: object) -> None:
    """A shell eats quotes; and nothing typed as a value can smuggle in another setting."""
    set_value(path, key, typed)

    now = load(path)
    assert now.values[key] == value
    assert now.given - {key} == parse(MINE, path).given - {key}


def test_a_missing_file_is_begun_from_the_commented_template(tmp_path: Path) -> None:
    """The new line stands below its own explanation, and the file is its owner's alone."""
    path = tmp_path / "new" / "config.toml"

    set_value(path, "posture.every", "45 min")

    text = path.read_text()
    assert '#every = "60 min"\nevery = "45 min"\n' in text
    assert text.replace('every = "45 min"\n', "") == render()
    assert load(path).given == {"posture.every"}
    if os.name == "posix":
        assert stat.S_IMODE(path.stat().st_mode) == 0o600


def another(option: Option) -> object:
    """A value for this setting, in config notation: where it has an end, that, and else its default."""
    kind = option.type
    end = kind.low if isinstance(kind, Count | Duration | Volume | Mass) else option.default
    return kind.write(kind.read(end))


@pytest.mark.parametrize("option", OPTIONS, ids=lambda option: option.dotted)
def test_each_setting_is_set_to_what_it_is_told_and_no_answer_changes_that(path: Path, option: Option) -> None:
    """What one sets stands; only a bound for safety is above it, and none was asked for here."""
    value = not option.default if isinstance(option.type, Switch) else another(option)

    set_value(path, option.dotted, value if isinstance(value, str) else toml(value))

    assert load(path).values[option.dotted] == value


@settings(derandomize=True, database=None, max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(OPTIONS), min_size=1, max_size=4), st.sampled_from(["", "# mine\n", MINE, render()]))
def test_any_setting_can_be_set_in_any_file(
    tmp_path_factory: pytest.TempPathFactory, options: list[Option], text: str
) -> None:
    """Setting one changes that one and no other, wherever it stands and whether or not its section is there."""
    path = tmp_path_factory.mktemp("any") / "config.toml"
    path.write_text(text)

    for option in options:
        before = load(path)
        value = another(option)
        set_value(path, option.dotted, value if isinstance(value, str) else toml(value))

        now = load(path)
        assert now.given == before.given | {option.dotted}
        assert now.values[option.dotted] == value
        presets = {"movement.every", "movement.break", "hydration.goal"}
        others = {key for key in now.values if key not in {option.dotted, *presets}}
        assert all(now.values[key] == before.values[key] for key in others)
        assert all(line in path.read_text() for line in text.splitlines() if line.startswith("#"))


@pytest.mark.parametrize(
    "text",
    [
        'movement = { every = "40 min" } # x\n',
        'movement.every = "40 min"\n',
        '[ "movement" ]\n"every" = "40 min"',
        "#every = 1\n",
    ],
)
def test_other_ways_to_write_toml_are_understood(path: Path, text: str) -> None:
    """Inline tables, dotted and quoted keys, and no newline at the end."""
    path.write_text(text)

    set_value(path, "movement.every", "50 min")
    set_value(path, "movement.break", "5 min")

    assert (load(path).values["movement.every"], load(path).values["movement.break"]) == ("50 min", "5 min")


def test_text_that_only_looks_like_a_commented_default_is_left_alone(path: Path) -> None:
    """A default inside somebody's text is text."""
    path.write_text('[movement]\n[own.x]\ntitle = "x"\nper_day = 1\nbody = """\n[tip]\n#per_day = 1\n"""\n')

    set_value(path, "tip.per_day", "2")

    assert load(path).own_texts["x"] == ("x", "[tip]\n#per_day = 1\n")
    assert load(path).values["tip.per_day"] == 2


def test_line_ends_of_windows_stay(path: Path) -> None:
    """A file of one kind does not become a mixture."""
    path.write_bytes(MINE.replace("\n", "\r\n").encode())

    set_value(path, "tip.per_day", "2")
    set_value(path, "movement.every", "50 min")

    content = path.read_bytes()
    assert content.count(b"\n") == content.count(b"\r\n") > MINE.count("\n")
    assert load(path).values["tip.per_day"] == 2


@pytest.mark.parametrize(
    ("key", "value", "told"),
    [
        ("movement.evry", "1 min", "Did you mean 'every'?"),
        ("movment.every", "1 min", "Did you mean [movement]?"),
        ("every", "1 min", "It belongs under [movement], [posture] or [hydration]."),
        ("movement", "x", "'movement' is a section"),
        ("own", "x", "'own' is a section"),
        ("", "x", "is not a setting"),
        ("a.b.c.d", "x", "is not a section"),
        ("movement.every.x", "1", "is not a section"),
        ("own.eyes.titel", "x", "Did you mean 'title'?"),
        ("own.tip.title", "x", "built-in kind"),
        ("own.a b.title", "x", "cannot be used as a name"),
        ("movement.every", "30", 'write "30 min" or "30 s"'),
        ("movement.every", "4 h", "from 10 s to 3 h"),
        ("movement.every", "1 min\nbreak = 2", "not a duration"),
        ("hours.from", "18:00", "nothing would ever come"),
        ("own.eyes.from", "12:00", "has from and no to"),
        ("own.eyes.every", "30 min", "has both every and per_day"),
        ("own.tea.title", "Tea", "needs a rhythm"),
        ("own.tea.title", "Tea", "To add a whole reminder at once, set own.tea to {"),
        ("own.tea", "Tea", "or write a table such as"),
        ("own.tea", '{ title = "Tea" }', "needs a rhythm"),
        ("own.tea", '{ title = "Tea", evry = 1 }', "Did you mean 'every'?"),
        ("own.tea", '{ title = "Tea", every = 1 }', "needs a unit"),
        ("hydration.goal", "-3 l", "cannot be below zero"),
        ("hydration.drink", "5 l", "from 50 ml to 500 ml"),
        ("caffeine.limit", "3 g", "from 50 mg to 400 mg"),
        ("drinks", "x", "such as drinks.mate.title"),
        ("drinks.mate.titel", "x", "Did you mean 'title'?"),
        ("drinks.mate.title", "Mate", 'To add a whole drink at once, set drinks.mate to { amount = "330 ml"'),
        ("drinks.mate", "66 mg", "drinks.mate is a whole drink; set one of its settings, or write a table such as"),
        ("drinks.mate", '{ title = "Mate" }', "needs an amount"),
        ("drinks.a b", '{ amount = "1 l" }', "cannot be used as a name"),
    ],
)
def test_a_change_that_cannot_be_is_refused_and_nothing_is_written(path: Path, key: str, value: str, told: str) -> None:
    """Checked first, written after."""
    assert told in refused(path, key, value)


def test_a_refused_change_creates_no_file(tmp_path: Path) -> None:
    """Asking wrongly leaves no trace."""
    refused(tmp_path / "config.toml", "movement.every", "4 h")


def test_a_whole_reminder_of_ones_own_is_added_at_once(path: Path) -> None:
    """Its parts alone would never be valid, so they come together."""
    set_value(path, "own.tea", '{ title = "Tea", per_day = 2, break = "5min" }')

    assert path.read_text() == MINE + '\n[own.tea]\ntitle = "Tea"\nper_day = 2\nbreak = "5 min"\n'


def test_a_drink_of_ones_own_is_added_by_its_caffeine_alone(path: Path) -> None:
    """One of the two is enough, so no table is needed."""
    set_value(path, "drinks.mate.caffeine", "66mg")
    set_value(path, "drinks.mate.amount", "330 ml")

    assert path.read_text() == MINE + '\n[drinks.mate]\ncaffeine = "66 mg"\namount = "330 ml"\n'
    assert load(path).drinks == {"mate": ("Mate", 330, 66)}


def test_a_file_of_the_template_takes_a_drink_too(tmp_path: Path) -> None:
    """The commented example in it is not taken for the section."""
    path = tmp_path / "config.toml"

    set_value(path, "drinks.mate", '{ amount = "0.5 l" }')

    assert path.read_text() == render() + '\n[drinks.mate]\namount = "500 ml"\n'


def test_a_broken_file_is_told_with_its_own_lines(path: Path) -> None:
    """Its owner has to mend it first, and wants the lines as they are now."""
    path.write_text("[tip]\n#per_day = 1\nenabled = 3\n")

    assert refused(path, "tip.per_day", "2").startswith("config.toml line 3: 'enabled' in [tip] is 3")


def test_a_change_may_mend_a_broken_file(path: Path) -> None:
    """That is what it is for."""
    path.write_text("[tip]\nper_day = 9\n")

    assert set_value(path, "tip.per_day", "2") == "tip.per_day is now 2."


def test_a_section_that_is_no_section_cannot_be_changed_by_a_command(path: Path) -> None:
    """There is no place in it to write to."""
    path.write_text("movement = 3\n")

    assert "movement has to be a section" in refused(path, "movement.every", "40 min")


def test_a_change_tells_new_warnings_and_no_old_ones(path: Path) -> None:
    """Whoever sets 3 min should hear it then, and not again with every later change."""
    assert "is unusual" in set_value(path, "posture.every", "3 min")
    assert "is unusual" not in set_value(path, "tip.per_day", "2")


@pytest.mark.parametrize(
    ("key", "told"),
    [
        ("high_stress", "This changes relax.per_day to 3."),
        (
            "pregnant",
            (
                'This changes caffeine.half_life to "10 h 30 min", hydration.goal to "2.1 l", strengthen.enabled to '
                'false, caffeine.limit to "200 mg".'
            ),
        ),
        ("fluid_limit", 'This changes hydration.enabled to false, hydration.goal to "none".'),
        ("cleared", ""),
    ],
)
def test_an_answer_about_oneself_tells_what_it_changes(path: Path, key: str, told: str) -> None:
    """Each answer changes the plan visibly, and taking it back does so too."""
    said = set_value(path, f"about_you.{key}", "true")
    back = set_value(path, f"about_you.{key}", "false")

    assert said == f"about_you.{key} is now true (was false). {told}".rstrip()
    assert ("This changes" in back) is bool(told)


def test_what_a_bound_overrules_is_not_told_as_being_so(path: Path) -> None:
    """It stands in the file and is not in force; that is said each time, with the way out."""
    set_value(path, "about_you.pregnant", "true")

    for mg in ("300 mg", "250 mg"):
        said = set_value(path, "caffeine.limit", mg)

        assert said.startswith(
            f'The file now sets caffeine.limit to "{mg}". caffeine.limit is 200 mg, whatever the file'
        )
        assert load(path).values["caffeine.limit"] == "200 mg"
    assert set_value(path, "caffeine.limit", "150 mg") == 'caffeine.limit is now "150 mg" (was "200 mg").'


def test_a_linked_file_stays_a_link_and_keeps_its_mode(tmp_path: Path) -> None:
    """Dotfiles live elsewhere; replacing the link would cut them off."""
    target = tmp_path / "dotfiles.toml"
    target.write_text(MINE)
    target.chmod(0o640)
    path = tmp_path / "config.toml"
    path.symlink_to(target.name)

    set_value(path, "movement.every", "50 min")

    assert path.is_symlink()
    assert '"50 min"' in target.read_text()
    assert stat.S_IMODE(target.stat().st_mode) == (0o640 if os.name == "posix" else 0o666)


def test_a_full_disk_leaves_the_old_file_whole(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The new text is complete on the disk before it takes the old one's place."""

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)

    assert "it cannot be written: No space left on device" in refused(path, "movement.every", "50 min")


def test_a_read_only_file_is_left_alone(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Replacing it would be possible, and against its owner's will. Root may write anything, so "no" is staged."""
    monkeypatch.setattr(os, "access", lambda *_: False)

    assert "it is read-only" in refused(path, "movement.every", "50 min")


def test_a_change_made_meanwhile_is_not_lost(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An editor saved between our reading and our writing: its version stands."""
    real = os.fsync

    def meanwhile(number: int) -> None:
        path.write_text("# saved by the editor\n")
        real(number)

    monkeypatch.setattr(os, "fsync", meanwhile)

    with pytest.raises(ConfigError, match="somebody else changed it just now"):
        set_value(path, "movement.every", "50 min")
    assert path.read_text() == "# saved by the editor\n"
    assert list(path.parent.iterdir()) == [path]


@pytest.mark.parametrize("answer", ["pregnant", "breastfeeding"])
@pytest.mark.parametrize("before", ["", "{} = false\n", "{} = 3\n"])
def test_a_yes_that_a_clinician_gave_for_something_else_is_taken_back(tmp_path: Path, answer: str, before: str) -> None:
    """A knee that was cleared years ago clears no pregnancy; in one write, and it is said."""
    path = tmp_path / "config.toml"
    path.write_text(f'[about_you]\ncondition = true\n{before.format(answer)}cleared = "yes" # the knee\n')

    said = set_value(path, f"about_you.{answer}", "true")

    assert said.endswith(ASK_AGAIN)
    assert load(path).about == {"condition", answer}
    assert load(path).plan.kind("strengthen") is None
    assert "cleared = false # the knee\n" in path.read_text()


def test_a_yes_that_was_given_for_this_stays(tmp_path: Path) -> None:
    """Saying the same again, or anything else, is no reason to ask again."""
    path = tmp_path / "config.toml"
    path.write_text('[about_you]\npregnant = "on"\ncleared = true\n')

    for key, value in (("pregnant", "true"), ("condition", "false"), ("smoker", "true"), ("age", "65_or_over")):
        assert ASK_AGAIN not in set_value(path, f"about_you.{key}", value)
    assert "cleared" in load(path).about
    assert ASK_AGAIN in set_value(path, "about_you.condition", "yes")
    assert ASK_AGAIN not in set_value(path, "about_you.cleared", "true")
    assert "cleared" in load(path).about


def test_several_settings_are_changed_at_once_and_each_is_told(path: Path) -> None:
    """A suggestion is taken as a whole; parts that are valid only together are."""
    said = set_values(path, [("hours.to", "08:00"), ("movement.every", "50 min"), ("hours.from", "07:00")])

    assert said == (
        'hours.to is now 08:00:00 (was 18:00:00). movement.every is now "50 min" (was "40 min"). hours.from is now '
        "07:00:00 (was 09:00:00)."
    )
    assert load(path).given - parse(MINE, path).given == {"hours.to", "hours.from"}
    assert all(line in path.read_text() for line in MINE.replace('"40 min"', '"50 min"').splitlines())


def test_of_several_settings_all_are_changed_or_none(path: Path) -> None:
    """And every mistake is told, as one wants to mend them all."""
    with pytest.raises(ConfigError) as error:
        set_values(path, [("movement.every", "50 min"), ("tip.per_day", "9"), ("tip.per_dya", "1")])

    assert [mistake.key for mistake in error.value.mistakes] == ["tip.per_day", "tip.per_dya"]
    assert path.read_text() == MINE


def test_several_settings_are_written_once(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The service reads the file at each writing, and half of a change is no change anybody wanted."""
    written: list[Path] = []
    real = Path.replace

    def replaced(self: Path, target: Path) -> Path:
        written.append(target)
        return real(self, target)

    monkeypatch.setattr(Path, "replace", replaced)

    set_values(path, [("movement.every", "50 min"), ("tip.per_day", "2"), ("about_you.pregnant", "true")])
    set_values(path, [("movement.every", "50 min"), ("tip.per_day", "2")])

    assert written == [path]


@settings(derandomize=True, database=None, max_examples=60, deadline=None)
@given(
    st.lists(
        st.tuples(st.sampled_from(["pregnant", "condition", "cleared", "smoker"]), st.sampled_from(["true", "false"])),
        min_size=1,
        unique_by=lambda answer: answer[0],
    )
)
def test_several_at_once_are_as_one_after_the_other(
    tmp_path_factory: pytest.TempPathFactory, answers: list[tuple[str, str]]
) -> None:
    """A yes that is there already is not for an answer given now; where one is given after it, it is."""
    changes = [(f"about_you.{key}", value) for key, value in answers]
    folder = tmp_path_factory.mktemp("both")
    at_once, each = folder / "at_once.toml", folder / "each.toml"
    for path in (at_once, each):
        path.write_text("[about_you]\ncondition = true\ncleared = true\n")

    set_values(at_once, changes)
    for key, value in changes:
        set_value(each, key, value)

    assert load(at_once).values == load(each).values


def test_a_byte_order_mark_stays(path: Path) -> None:
    """The editor that put it there looks for it."""
    path.write_bytes(b"\xef\xbb\xbf" + MINE.encode())

    set_value(path, "movement.every", "50 min")

    assert path.read_bytes() == b"\xef\xbb\xbf" + MINE.replace('"40 min"', '"50 min"').encode()
