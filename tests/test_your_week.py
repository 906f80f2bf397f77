"""The week that comes to its user: told once it is over, opened by a click, its ideas tried and taken back."""

import asyncio
import os
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from reminder import your_week
from reminder.clock import now
from reminder.config import load, parse
from reminder.core.aims import aims_of
from reminder.core.effects import Record, Result
from reminder.core.period import Period, Unit
from reminder.core.step import first_state
from reminder.core.turn import Turn
from reminder.errands import Done
from reminder.journal import Journal
from reminder.notify import Click, Text
from reminder.paths import Places, places
from reminder.tray import Row
from reminder.your_week import KEPT, YourWeek

BERLIN = ZoneInfo("Europe/Berlin")
MONDAY = date(2026, 3, 2)
DEFAULTS = parse("", Path("config.toml")).plan
HEADLINE = '"headline": ["You got up for 31 of 40 breaks", "Longest sit 1 h 52 on Wednesday."]'
IDEA = '{"name": "fewer-stretch", "offer": "Stretch: once a day"}'


@dataclass
class Stage:
    """The week of a service whose surroundings are written down; `answers` stand in for its commands, in order."""

    where: Places
    notes: dict[str, str] = field(default_factory=dict)
    answers: list[Done] = field(default_factory=list)
    asked: list[tuple[str, ...]] = field(default_factory=list)
    told: list[tuple[Text, Click | None]] = field(default_factory=list)
    acts: list[str] = field(default_factory=list)
    painted: int = 0

    def note(self, key: str) -> str | None:
        return self.notes.get(key)

    def keep_note(self, key: str, value: str) -> None:
        self.notes[key] = value

    def paint(self) -> None:
        self.painted += 1

    def week(self) -> YourWeek:
        """As after a start of the service."""
        return YourWeek(self.where, self, lambda *told: self.told.append(told), self.acts.append, self.paint)

    async def command(self, where: Places, *words: str) -> Done:
        self.asked.append(words)
        return self.answers.pop(0)


@pytest.fixture
def stage(reminder_home: Path, monkeypatch: pytest.MonkeyPatch) -> Stage:
    stage = Stage(places(os.environ))
    stage.where.data.mkdir()
    monkeypatch.setattr(your_week, "summary", stage.command)
    monkeypatch.setattr(your_week, "undo_change", stage.command)
    return stage


def counted(*ideas: str) -> Done:
    """What the command prints of a week."""
    return Done(f'{{"has_data": true, {HEADLINE}, "suggestions": [{", ".join(ideas)}]}}')


def changed(stage: Stage) -> None:
    """A command has changed the settings."""
    before = stage.where.config_before
    moment = before.stat().st_mtime_ns + 1000 if before.exists() else 1000
    before.touch()
    os.utime(before, ns=(moment, moment))


def test_a_week_of_which_nothing_is_known_is_not_told(stage: Stage) -> None:
    """After a holiday, or a clock that was set: "No data" is no news, and what was offered before stays."""
    stage.answers = [counted(IDEA), Done('{"has_data": false, "headline": ["No data", ""], "suggestions": []}')]
    week = stage.week()

    for monday in (MONDAY, MONDAY + timedelta(days=7)):
        assert asyncio.run(week.tell(monday)) == ""

    assert len(stage.told) == 1
    assert len(week.rows) == 1


def test_it_is_told_in_one_honest_sentence_that_leads_to_its_page(stage: Stage) -> None:
    """Counted by a command of its own; what is printed is told, and no more."""
    stage.answers = [counted()]

    assert asyncio.run(stage.week().tell(MONDAY)) == ""

    ((text, click),) = stage.told
    assert stage.asked == [("2026-W10", "--json")]
    assert text == Text("You got up for 31 of 40 breaks", "Longest sit 1 h 52 on Wednesday.")
    assert click is not None
    assert (click.label, click.otherwise) == ("See your week", "'reminder summary 2026-W10' has every number.")
    click.act()
    assert stage.acts == ["week 2026-W10"]


def test_a_week_that_cannot_be_counted_says_why_and_keeps_the_old_ideas(stage: Stage) -> None:
    """Nothing is told that nobody counted."""
    stage.answers = [counted(IDEA), Done("", "The disk is gone.")]
    week = stage.week()
    asyncio.run(week.tell(MONDAY))

    assert asyncio.run(week.tell(MONDAY + timedelta(days=7))) == "The disk is gone."
    assert len(stage.told) == 1
    assert week.rows == (Row("Try “Stretch: once a day”", "try fewer-stretch"),)


@pytest.mark.parametrize(("words", "asked"), [("", ("--open",)), ("last month", ("last", "month", "--open"))])
def test_any_period_is_shown(stage: Stage, words: str, asked: tuple[str, ...]) -> None:
    """In the browser; where there is none, that is told."""
    stage.answers = [Done("", "No browser was found.")]

    assert asyncio.run(stage.week().show(words)) == "No browser was found."
    assert stage.asked == [asked]


def test_an_idea_is_tried_and_taken_back(stage: Stage) -> None:
    """One row for it, then one for the way back, and then again the first."""
    stage.answers = [counted(IDEA), Done("stretch.per_day is now 1 (was 2).\n"), Done("stretch.per_day is 2 again.\n")]
    week = stage.week()
    asyncio.run(week.tell(MONDAY))

    assert asyncio.run(week.apply("fewer-stretch")) == ""
    assert week.rows == (Row("Undo “Stretch: once a day”", "untry"),)
    assert stage.asked[-1] == ("2026-W10", "--apply", "fewer-stretch")
    assert asyncio.run(week.undo()) == ""
    assert week.rows == (Row("Try “Stretch: once a day”", "try fewer-stretch"),)
    assert [text.body for text, _ in stage.told[1:]] == [
        "stretch.per_day is now 1 (was 2).",
        "stretch.per_day is 2 again.",
    ]
    assert stage.painted == 3


def test_only_its_own_change_is_taken_back(stage: Stage) -> None:
    """Who has changed another setting since wants to keep that."""
    stage.answers = [counted(IDEA), Done("changed")]
    week = stage.week()
    asyncio.run(week.tell(MONDAY))
    asyncio.run(week.apply("fewer-stretch"))
    changed(stage)

    assert "changed again since" in asyncio.run(week.undo())
    assert stage.answers == []
    assert week.rows == ()


def test_what_fails_changes_no_row(stage: Stage) -> None:
    """It can be tried again."""
    stage.answers = [counted(IDEA), Done("", "config.toml: it is read-only."), Done("done"), Done("", "no")]
    week = stage.week()
    asyncio.run(week.tell(MONDAY))

    assert asyncio.run(week.apply("fewer-stretch")) == "config.toml: it is read-only."
    assert [row.act for row in week.rows] == ["try fewer-stretch"]
    asyncio.run(week.apply("fewer-stretch"))
    assert asyncio.run(week.undo()) == "no"
    assert [row.act for row in week.rows] == ["untry"]


def test_a_row_of_yesterday_does_nothing(stage: Stage) -> None:
    """A menu may have stood open over Monday morning."""
    week = stage.week()

    assert asyncio.run(week.apply("fewer-stretch")) == "This idea is no longer offered."
    assert asyncio.run(week.undo()) == "There is nothing to take back."
    assert stage.asked == []


def test_ideas_outlive_a_restart_and_go_with_the_next_week(stage: Stage) -> None:
    """Kept in the journal; also what was tried."""
    stage.answers = [counted(IDEA, '{"name": "higher-goal", "offer": "A goal of 80 %"}'), Done("changed"), counted()]
    week = stage.week()
    asyncio.run(week.tell(MONDAY))
    asyncio.run(week.apply("higher-goal"))

    again = stage.week()
    assert again.rows == week.rows
    assert [row.act for row in again.rows] == ["try fewer-stretch", "untry"]
    asyncio.run(again.tell(MONDAY + timedelta(days=7)))
    assert stage.week().rows == ()


@pytest.mark.parametrize(
    "kept", ["", "null", "[]", "{", '{"offers": [{"what": 1}]}', '{"applied": 3}', '{"kept_at": ""}']
)
def test_ideas_that_were_kept_otherwise_are_none(stage: Stage, kept: str) -> None:
    """By another version, or damaged: no reason not to start."""
    stage.notes[KEPT] = kept

    assert stage.week().rows == ()


@pytest.mark.usefixtures("reminder_home")
def test_the_real_commands_tell_and_change_and_take_back() -> None:
    """Two weeks of missed stretches in a real log: told, tried, in force, and taken back to the byte."""
    where = places(os.environ)
    mine = "# mine\n[stretch]\nper_day = 2  # often\n"
    where.config.write_text(mine)
    last = Period.of(Unit.WEEK, DEFAULTS.desk_day(now())).before()  # the commands read the real clock
    with Journal.open(where.journal) as journal:
        missed_stretches(journal, (last.before(), last))
    stage = Stage(where)
    week = YourWeek(where, stage, lambda *told: stage.told.append(told), stage.acts.append, stage.paint)

    async def story() -> list[str]:
        return [await week.tell(last.first), await week.apply("fewer-stretch")]

    assert asyncio.run(story()) == ["", ""]
    assert load(where.config).values["stretch.per_day"] == 1
    assert "# often" in where.config.read_text()
    assert asyncio.run(week.undo()) == ""
    assert where.config.read_text() == mine
    assert [text.title for text, _ in stage.told] == [
        f"No break was asked for in week {last.first.isocalendar().week}",
        "Stretch: once a day",
        "Taken back: Stretch: once a day",
    ]


def missed_stretches(journal: Journal, weeks: tuple[Period, ...]) -> None:
    """Ten stretches a week that nobody did, asked for by the settings of now."""
    for period in weeks:
        for day in period.days[:5]:
            for hour in (11, 15):
                at = datetime(day.year, day.month, day.day, hour, tzinfo=BERLIN)
                record = Record(at + timedelta(minutes=10), "stretch", Result.IGNORED, at, at, timedelta(0), day)
                journal.commit([record, aims_of(Turn(DEFAULTS, at, BERLIN))], first_state(at))
