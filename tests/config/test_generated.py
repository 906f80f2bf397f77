"""What is generated from the declarations says the same as they do."""

import json
import re
import tomllib
from pathlib import Path

import pytest

from reminder.config import ConfigError, Settings, explain, option_table, parse, render, schema, show, shown
from reminder.config.__main__ import ROOT, main
from reminder.config.options import GROUPS, NAMED, OPTIONS, SECTIONS, Option

CONFIG = Path(__file__).parents[2] / "config.toml"


def test_config_toml_is_what_the_declarations_say() -> None:
    """Nobody edits it by hand; `python -m reminder.config` writes it."""
    assert CONFIG.read_text(encoding="utf-8") == render()


def test_config_toml_changes_nothing() -> None:
    """Copied as it is, it gives the defaults, with no setting given."""
    assert parse(render(), CONFIG) == parse("", CONFIG)


def test_every_line_of_config_toml_can_be_switched_on_as_it_stands() -> None:
    """The defaults in the comments are the real ones; only the example of one's own has to lose one of its rhythms."""
    switched_on = re.sub(r"^#(?! )(?!per_day = 4$)", "", render(), flags=re.MULTILINE)

    now = parse(switched_on, CONFIG)

    assert now.given >= {option.dotted for option in OPTIONS}
    assert {key: now.values[key] for key in parse("", CONFIG).values} == parse("", CONFIG).values
    assert now.own_texts["eyes"][0] == "Look far away"
    assert now.drinks == {"mate": ("Mate", 330, 66)}
    assert now.warnings == ()


def test_config_toml_is_readable() -> None:
    """Short lines, and every setting with an explanation above it."""
    lines = render().splitlines()

    assert max(map(len, lines)) <= 100
    assert all(
        lines[number - 1].startswith(("# ", "[")) for number, line in enumerate(lines) if re.match("#[a-z]", line)
    )


def test_the_table_has_one_row_for_each_setting() -> None:
    """Four cells in each, or the README breaks."""
    rows = option_table().splitlines()[2:]

    assert [row.split("`")[1] for row in rows] == [option.dotted for option in (*OPTIONS, *NAMED)]
    assert {len(re.findall(r"(?<!\\)\|", row)) for row in rows} == {5}


@pytest.mark.parametrize("option", OPTIONS, ids=lambda option: option.dotted)
def test_each_setting_is_explained_with_its_range_and_default(option: Option) -> None:
    """The same words in every place."""
    said = explain(option.dotted)

    assert option.text in said
    assert option.type.says in said
    assert f"Default: {_in_file(option)}." in said


def _in_file(option: Option) -> str:
    """The default as config.toml shows it."""
    section = render().split(f"[{option.section}]\n")[-1] if option.section else render()
    return re.search(rf"^#{option.key} = (.*)$", section, re.MULTILINE)[1]


def test_a_section_is_explained_with_all_its_settings() -> None:
    """So that one need not know the keys to ask."""
    for section in SECTIONS:
        assert all(option.dotted in explain(section) for option in OPTIONS if option.section == section)
    for group in GROUPS:
        assert all(option.dotted in explain(group) for option in NAMED if option.section == f"{group}.NAME")
    assert explain("own") == explain("own.NAME")
    assert "own.eyes.every" in explain("own.eyes.every")
    assert "drinks.mate.amount" in explain("drinks.mate")
    assert all(option.dotted in explain() for option in OPTIONS)


def test_asking_for_a_setting_that_is_not_there_names_the_nearest() -> None:
    """The mistake is in the question, so no file is named."""
    with pytest.raises(ConfigError) as error:
        explain("movement.evry")

    assert str(error.value) == "'evry' is not a setting of [movement]. Did you mean 'every'?"
    assert error.value.path is None


@pytest.mark.parametrize(
    ("key", "told"),
    [
        ("drinks.mate.amout", "'amout' is not a setting of [drinks.mate]. Did you mean 'amount'?"),
        ("drinks.my mate", "as in [drinks.mate]"),
        ("own.tip", "built-in kind"),
        ("drink.mate", "[drink] is not a section. Did you mean [drinks]?"),
    ],
)
def test_groups_are_asked_about_by_their_names(key: str, told: str) -> None:
    """A slip in them is answered like one in a built-in section."""
    with pytest.raises(ConfigError) as error:
        explain(key)

    assert told in str(error.value)


MINE = """
movement.preset = "office"
caffeine.limit = "300 mg"
about_you = { low_fitness = true, high_stress = true, fluid_limit = true }
[own.eyes]
title = "Eyes"
per_day = 2
"""


@pytest.fixture
def mine() -> Settings:
    """Settings from a file, a preset, answers and defaults."""
    return parse(MINE, CONFIG)


@pytest.mark.parametrize(
    ("key", "told"),
    [
        ("movement.every", "In force: 60 min, from the preset office."),
        ("posture.every", "In force: 60 min, the default."),
        ("caffeine.limit", "In force: 300 mg, from the file."),
        ("relax.per_day", "In force: 3, because you said that you are under a lot of stress (about_you.high_stress)."),
        (
            "hydration.goal",
            "In force: none, because you said that you have to limit what you drink (about_you.fluid_limit).",
        ),
        ("about_you.weight", 'In force: "", the default.'),
        ("own.eyes.title", 'In force: "Eyes", from the file.'),
        ("own.eyes.body", 'In force: "", the default.'),
    ],
)
def test_what_is_in_force_is_explained_with_where_it_comes_from(mine: Settings, key: str, told: str) -> None:
    """Whoever asks about a setting mostly wonders why it is as it is."""
    assert explain(key, mine).splitlines()[-1] == f"    {told}"


@pytest.mark.parametrize("key", ["own.eyes.every", "own.tea.title", "drinks.NAME.amount"])
def test_what_has_no_value_is_explained_without_one(mine: Settings, key: str) -> None:
    """There is nothing in force that one could tell of."""
    assert "In force" not in explain(key, mine)


def test_a_whole_section_is_explained_with_what_is_in_force(mine: Settings) -> None:
    """Each of its settings has its own reason."""
    told = explain("hydration", mine)

    assert told.count("In force: ") == sum(option.section == "hydration" for option in OPTIONS)
    assert "In force: false, because you said that you have to limit what you drink" in told


def test_what_an_answer_has_changed_is_shown_with_the_answer(mine: Settings) -> None:
    """And what is shown can still be pasted into a file as it is."""
    told = show(mine)

    said = "# because you said that you are under a lot of stress (about_you.high_stress)"
    assert re.search(rf"^per_day = 3 +{re.escape(said)}$", told, re.MULTILINE)
    assert parse(told, CONFIG).values == mine.values


def test_show_is_toml_and_says_where_each_value_comes_from() -> None:
    """It can be pasted into a file as it is."""
    text = 'day_starts = 05:00:00\nmovement.preset = "office"\n[own.eyes]\ntitle = "a\\"b"\nper_day = 2\n'
    settings = parse(text, CONFIG)

    told = show(settings)

    assert parse(told, CONFIG).values == settings.values
    for line in (
        r"day_starts = 05:00:00 +# from the file",
        r'every = "60 min" +# from the preset office',
        r"per_day = 2 +# default",
        r"per_day = 2 +# from the file",
    ):
        assert re.search(f"^{line}$", told, re.MULTILINE), line


@pytest.mark.parametrize("width", [40, 60, 80, 120])
def test_show_fits_a_terminal_and_is_still_toml(mine: Settings, width: int) -> None:
    """Where a line has no room for its remark, that stands above; what cannot be broken is as long as it is."""
    told = show(mine, width)

    assert parse(told, CONFIG).values == mine.values
    assert [
        line for line in told.splitlines() if len(line) > width and not line.startswith("#") and " # " in line
    ] == []


def test_what_is_shown_to_programs_is_the_same(mine: Settings) -> None:
    """Every setting with its value and where it comes from; times and lengths are text, as in the file."""
    told = shown(mine)["settings"]

    assert set(told) == set(mine.values)
    assert told["day_starts"] == {"value": "04:00:00", "from": "default", "given": False}
    because = {key: said for key, said in mine.because.items() if key in told}
    assert because
    assert {key: told[key]["from"] for key in because} == because
    assert told["about_you.high_stress"] == {"value": True, "from": "from the file", "given": True}


def test_the_schema_covers_every_setting_and_allows_no_other() -> None:
    """An editor that knows the schema warns where we would refuse."""
    described = json.loads(json.dumps(schema()))

    for option in OPTIONS:
        table = described["properties"][option.section] if option.section else described
        assert table["properties"][option.key]["description"] == option.text
        assert not table["additionalProperties"]
    for option in NAMED:
        table = described["properties"][option.section.removesuffix(".NAME")]["additionalProperties"]
        assert table["properties"][option.key]["description"] == option.text
        assert not table["additionalProperties"]
    own, drinks, exercise = (described["properties"][group]["additionalProperties"] for group in GROUPS)
    assert (own["required"], len(own["oneOf"]), len(drinks["anyOf"])) == (["title"], 2, 2)
    assert exercise["required"] == ["title", "steps"]


def test_the_schemas_patterns_accept_the_defaults() -> None:
    """A schema that marks our own file as wrong would be noise."""
    tables = [schema(), *schema()["properties"].values()]
    described = [item for table in tables for item in table.get("properties", {}).values() if "pattern" in item]

    assert len(described) > 10
    assert all(re.search(item["pattern"], item["default"]) for item in described if "default" in item)


def test_the_generator_writes_config_toml_and_prints_the_table(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """`python -m reminder.config [--table]`."""
    assert CONFIG.parent == ROOT
    monkeypatch.setattr("reminder.config.__main__.ROOT", tmp_path)

    assert (main([]), main(["--table"]), main(["--tabel"])) == (0, 0, 2)

    assert tomllib.loads((tmp_path / "config.toml").read_text(encoding="utf-8")).keys() == SECTIONS.keys()
    assert capsys.readouterr().out == option_table()
