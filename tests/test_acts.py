"""What rows and clicks do, told apart from the menu that offers them."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from reminder import acts
from reminder.acts import Acts
from reminder.control import Answer
from reminder.core.state import State
from reminder.notify import Text
from reminder.paths import Places
from reminder.replies import Refused
from reminder.tray import CLICK
from tests.core.story import DEFAULTS, Day

STATUS = Text("Sitting 42 min", "Next: Stretch at 15:00.")


@dataclass
class Ear:
    """Hears what is left for the service; `trouble` is what it raises."""

    heard: list[tuple[str, str]] = field(default_factory=list)
    trouble: Exception | None = None

    def act(self, verb: str, word: str) -> str:
        if self.trouble is not None:
            raise self.trouble
        self.heard.append((verb, word))
        return ""


@dataclass
class Week:
    """In place of the real one: writes down what it was asked, and fails with this problem."""

    asked: list[str]
    problem: str

    async def show(self, words: str) -> str:
        self.asked.append(f"show {words}".rstrip())
        return self.problem

    async def apply(self, name: str) -> str:
        self.asked.append(f"apply {name}")
        return self.problem

    async def undo(self) -> str:
        self.asked.append("undo")
        return self.problem

    async def tell(self, monday: date) -> str:
        self.asked.append(f"tell {monday}")
        return self.problem


@dataclass
class Stage:
    """Acts with everything around them written down in `told` and `done`."""

    folder: Path
    ear: Ear = field(default_factory=Ear)
    told: list[Text] = field(default_factory=list)
    done: list[str] = field(default_factory=list)
    problem: str = ""

    @property
    def places(self) -> Places:
        return Places(self.folder / "config.toml", self.folder / "data", self.folder / "control.sock")

    def play(self, *rows: str) -> None:
        """Choose these rows of the menu."""
        self._with(lambda doing: [doing.do(row) for row in rows])

    def click(self, state: State) -> None:
        """Click on the prompt that is open in this state."""
        self._with(lambda doing: doing.more(state))

    def tell_week(self, monday: date) -> None:
        """The week is over."""
        self._with(lambda doing: doing.tell_week(monday))

    def ask(self, answer: Answer, request: dict[str, Any]) -> dict[str, Any]:
        """Ask over the channel; `answer` is who answers all else."""
        replies: list[dict[str, Any]] = []

        async def asked(doing: Acts) -> None:
            replies.append(await doing.answering(answer)(request))

        self._with(lambda doing: doing._errands.add(asyncio.get_running_loop().create_task(asked(doing))))
        return replies[0]

    def _with(self, act: Callable[[Acts], object]) -> None:
        async def story() -> None:
            doing = Acts(
                self.places,
                ear=lambda: self.ear,  # type: ignore[arg-type, return-value]
                tell=self.told.append,
                status=lambda: STATUS,
                week=Week(self.done, self.problem),  # type: ignore[arg-type]
                quit=lambda: self.done.append("quit"),
            )
            act(doing)
            await asyncio.gather(*doing._errands)

        asyncio.run(story())


@pytest.fixture
def stage(tmp_path: Path) -> Stage:
    return Stage(tmp_path)


def errand(stage: Stage, problem: str) -> Callable[..., Any]:
    """In place of an errand: writes down what it was given, and returns this problem."""

    async def done(*given: object) -> str:
        stage.done.append(" ".join(str(each) for each in given))
        return problem

    return done


def test_what_the_service_can_do_itself_it_is_asked_to(stage: Stage) -> None:
    """The same words as on the command line."""
    stage.play("done", "pause 30 min", "toggle-pause", "break movement")

    assert stage.ear.heard == [("done", ""), ("pause", "30 min"), ("toggle-pause", ""), ("break", "movement")]
    assert stage.told == []


@pytest.mark.parametrize("trouble", [Refused("Nothing is being asked."), OSError("no")])
def test_what_cannot_be_done_is_told(stage: Stage, trouble: Exception) -> None:
    """A row that does nothing leaves one guessing."""
    stage.ear.trouble = trouble

    stage.play("done")

    assert stage.told == [Text("Not now", str(trouble))]


def test_a_click_tells_the_status(stage: Stage) -> None:
    """On the icon, or on the first line of the menu."""
    stage.play(CLICK)

    assert stage.told == [STATUS]


@pytest.mark.parametrize(("verb", "done"), [("show", []), ("doctor", ["asked doctor"])])
def test_a_start_while_it_runs_is_as_a_click_on_the_icon(stage: Stage, verb: str, done: list[str]) -> None:
    """It makes it show itself; all else is for who answers."""

    async def answer(request: dict[str, Any]) -> dict[str, Any]:
        stage.done.append(f"asked {request['verb']}")
        return {"parts": []}

    reply = stage.ask(answer, {"verb": verb})

    assert stage.done == done
    assert stage.told == ([STATUS] if verb == "show" else [])
    assert reply == ({"parts": []} if verb == "doctor" else {"say": ""})


def test_the_end_is_the_services(stage: Stage) -> None:
    """Nobody else can end it in good order."""
    stage.play("quit")

    assert stage.done == ["quit"]


@pytest.mark.parametrize(
    ("row", "asked", "title"),
    [
        ("week", "show", "The week could not be shown"),
        ("week last month", "show last month", "The week could not be shown"),
        ("try fewer-stretch", "apply fewer-stretch", "Nothing was changed"),
        ("untry", "undo", "Nothing was taken back"),
    ],
)
@pytest.mark.parametrize("problem", ["", "No browser was found."])
def test_the_week_is_shown_and_its_ideas_are_tried(
    stage: Stage, row: str, asked: str, title: str, problem: str
) -> None:
    """By what has them; a problem is told under what it was about."""
    stage.problem = problem

    stage.play(row)

    assert stage.done == [asked]
    assert stage.told == ([Text(title, problem)] if problem else [])


def test_the_week_that_is_over_is_told(stage: Stage) -> None:
    """Or why it cannot be."""
    stage.problem = "The disk is gone."

    stage.tell_week(date(2026, 3, 2))

    assert stage.done == ["tell 2026-03-02"]
    assert stage.told == [Text("Your week could not be counted", "The disk is gone.")]


@pytest.mark.parametrize("problem", ["", "config.toml line 3: a string never ends."])
def test_a_setting_is_changed_in_the_users_file_and_a_problem_is_told(
    stage: Stage, monkeypatch: pytest.MonkeyPatch, problem: str
) -> None:
    """By the command for it, with the words of the row."""
    monkeypatch.setattr(acts, "change_setting", errand(stage, problem))

    stage.play("set movement.every 45 min")

    assert stage.done == [f"{stage.places} movement.every 45 min"]
    assert stage.told == ([Text("The setting was not changed", problem)] if problem else [])


def test_two_settings_chosen_at_once_are_changed_one_after_the_other(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each would read the file as it was before the other, and one change would be lost."""

    async def change(where: Places, words: str) -> str:
        stage.done.append(f"begins {words}")
        await asyncio.sleep(0)
        stage.done.append(f"ends {words}")
        return ""

    monkeypatch.setattr(acts, "change_setting", change)

    stage.play("set a 1", "set b 2")

    assert stage.done == ["begins a 1", "ends a 1", "begins b 2", "ends b 2"]


@pytest.mark.parametrize(("row", "asked"), [("why", ""), ("why stretch", "stretch")])
def test_the_page_of_reasons_is_opened(stage: Stage, monkeypatch: pytest.MonkeyPatch, row: str, asked: str) -> None:
    """All of it from the menu; at one kind from a prompt that was clicked."""
    monkeypatch.setattr(acts, "explain", errand(stage, "No browser was found."))

    stage.play(row)

    assert stage.done == [f"{stage.places} {asked}"]
    assert stage.told == [Text("The page could not be opened", "No browser was found.")]


def test_the_guide_is_opened(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    """At the exercises of the moment, which the command finds out by itself."""
    monkeypatch.setattr(acts, "guide", errand(stage, "No browser was found."))

    stage.play("guide")

    assert stage.done == [str(stage.places)]
    assert stage.told == [Text("The guide could not be opened", "No browser was found.")]


@pytest.mark.parametrize(
    ("kind", "opened"), [("stretch", "guide"), ("movement", "guide"), ("hydration", "why hydration"), (None, "why")]
)
def test_a_click_on_a_prompt_shows_how_to_do_what_it_asks_for(
    stage: Stage, monkeypatch: pytest.MonkeyPatch, kind: str | None, opened: str
) -> None:
    """Or else why it asks for it; a click that comes too late shows all the reasons."""
    monkeypatch.setattr(acts, "guide", lambda where: errand(stage, "")("guide"))
    monkeypatch.setattr(acts, "explain", lambda where, kind: errand(stage, "")(*filter(None, ["why", kind])))
    story = Day(DEFAULTS).at("09:00").start().at("09:01")
    if kind is not None:
        story.ask(kind)
    assert story.state is not None

    stage.click(story.state)

    assert stage.done == [opened]


def test_the_config_is_made_where_there_is_none_and_opened(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    """With every option explained in it."""
    opened: list[Path] = []
    monkeypatch.setattr(acts, "open_file", lambda path: opened.append(path) or "No program to open files was found.")

    stage.play("config")

    assert opened == [stage.folder / "config.toml"]
    assert "[movement]" in opened[0].read_text()
    assert stage.told == [Text("The config could not be opened", "No program to open files was found.")]
