"""`reminder about`: asks, keeps every answer at once, and says what it changes."""

import io
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from reminder.cli import main
from reminder.cli_about import GATED, QUESTIONS, Question, _why
from reminder.config import load
from reminder.config.about_options import ABOUT
from reminder.paths import places

Say = Callable[..., tuple[int, str, str]]


class Terminal(io.StringIO):
    """What the user types, a line for each question; `cut` is Ctrl-C after it."""

    cut = False

    def isatty(self) -> bool:
        return True

    def readline(self, size: int | None = -1, /) -> str:
        line = super().readline(size or -1)
        if not line and self.cut:
            raise KeyboardInterrupt
        return line


@pytest.fixture
def say(capsys: pytest.CaptureFixture[str], reminder_home: Path, monkeypatch: pytest.MonkeyPatch) -> Say:
    """Run `reminder about` with these lines typed; its exit code, output and errors."""

    def said(typed: str | None, *words: str, cut: bool = False) -> tuple[int, str, str]:
        terminal = Terminal(typed or "") if typed is not None else io.StringIO()
        if isinstance(terminal, Terminal):
            terminal.cut = cut
        monkeypatch.setattr("sys.stdin", terminal)
        code = main(["about", *words])
        out, err = capsys.readouterr()
        assert "Traceback" not in out + err
        return code, out, err

    return said


def given() -> set[str]:
    return {key for key in load(places(os.environ).config).given if key.startswith("about_you.")}


def answer(**answers: str) -> str:
    """What is typed when every question is met, but for these left out."""
    asked = [question.key for question in QUESTIONS if question.key not in {"weight", "cleared"}]
    return "".join(f"{answers.get(key, '')}\n" for key in asked)


def test_every_question_can_be_left_out(say: Say) -> None:
    """Then nothing is stored, not even a file."""
    code, out, err = say(answer())

    assert (code, err) == (0, "")
    assert out.count("[not said]") == len(QUESTIONS) - 2
    assert out.endswith("Your plan stays as it is.\n")
    assert not places(os.environ).config.exists()


def test_an_answer_is_stored_and_what_it_changes_is_said(say: Say) -> None:
    """By its key, so that one can set it otherwise."""
    code, out, _ = say(answer(low_fitness="y", smoker="no", bedtime="22:30"))

    assert code == 0
    assert given() == {"about_you.low_fitness", "about_you.smoker", "about_you.bedtime"}
    changed = out.split("[not said]")[-1]
    assert "movement.every is 60 min, because you said that you are not used to exercise" in changed
    assert "smoke" not in changed


def test_comments_of_the_config_are_kept(say: Say, reminder_home: Path) -> None:
    """It is the user's file."""
    path = reminder_home / "config.toml"
    path.write_text("# mine\n[about_you]\nsmoker = true # since 1990\n")

    say(answer(smoker="n"))

    assert path.read_text() == "# mine\n[about_you]\nsmoker = false # since 1990\n"


def test_the_present_answer_is_shown_and_kept(say: Say, reminder_home: Path) -> None:
    """Enter changes nothing."""
    path = reminder_home / "config.toml"
    path.write_text("[about_you]\nsmoker = true\n")

    _, out, _ = say(answer())

    assert "[yes]" in out
    assert path.read_text() == "[about_you]\nsmoker = true\n"


@pytest.mark.parametrize("end", ["q\n", "Q\n", ""], ids=["q", "Q", "end of input"])
def test_whoever_ends_early_keeps_what_was_answered(say: Say, end: str) -> None:
    """And is told what it changes."""
    code, out, _ = say("\n\n\n" + "y\n" + end)

    assert code == 0
    assert given() == {"about_you.low_fitness"}
    assert "movement.every is 60 min" in out


def test_ctrl_c_loses_nothing_that_was_answered(say: Say) -> None:
    """Each answer is stored at once."""
    code, _, _ = say("\n\n\ny\n", cut=True)

    assert code == 130
    assert given() == {"about_you.low_fitness"}


def test_what_cannot_be_is_asked_again_with_the_reason(say: Say) -> None:
    """In the same place, with what is possible."""
    _, out, _ = say("late\n22:00\nq\n")

    assert "write a time of day such as 09:00:00" in " ".join(out.split())
    assert given() == {"about_you.bedtime"}


def test_what_is_neither_yes_nor_no_is_asked_again(say: Say) -> None:
    """In words of a question, not of a file."""
    _, out, _ = say("\n\n\nperhaps\nyes\nq\n")

    assert "Say yes or no; Enter leaves it out." in out
    assert given() == {"about_you.low_fitness"}


def test_the_weight_is_asked_only_of_whom_it_is_needed(say: Say) -> None:
    """For everybody else it changes nothing, so nobody should have to say it."""
    assert "What do you weigh?" not in say("\n\nadult\nq\n")[1]
    assert "What do you weigh?" in say("\n\nunder_18\n50 kg\nq\n")[1]
    assert load(places(os.environ).config).plan.caffeine.limit_mg == 150


def test_a_clinicians_yes_is_asked_for_where_strengthening_waits_for_one(say: Say) -> None:
    """And only there."""
    assert "Has a clinician said yes" not in say(answer())[1]
    _, out, _ = say(answer(condition="y") + "n\n")

    assert "Has a clinician said yes to strengthening?" in out
    assert "strengthen.enabled is off, because you said that a clinician should say yes first" in " ".join(out.split())


def test_an_answer_taken_back_is_told_too(say: Say, reminder_home: Path) -> None:
    """The plan is everybody's again."""
    (reminder_home / "config.toml").write_text("[about_you]\nhigh_stress = true\n")

    assert say(answer(high_stress="n"))[1].endswith("relax.per_day is as for everybody again.\n")


def test_show_prints_answers_and_what_they_change(say: Say, reminder_home: Path) -> None:
    """And asks nothing."""
    (reminder_home / "config.toml").write_text("[about_you]\nsmoker = true\npill = false\n")

    assert say("", "--show") == (
        0,
        (
            "smoker            yes\n"
            "pill              no\n"
            "\n"
            "caffeine.half_life is 3 h 30 min, because you said that you smoke (about_you.smoker).\n"
        ),
        "",
    )


def test_without_a_terminal_it_shows_and_does_not_ask(say: Say) -> None:
    """A script that waits for an answer would wait for ever."""
    code, out, _ = say(None)

    assert code == 0
    assert out.startswith("You have said nothing about yourself.")


def test_with_answers_that_change_nothing_the_plan_is_everybodys(say: Say, reminder_home: Path) -> None:
    """It says so instead of falling silent."""
    (reminder_home / "config.toml").write_text("[about_you]\nhot_place = true\n")

    assert say("", "--show")[1] == "hot_place         yes\n\nYour plan is the same as everybody's.\n"


def test_a_broken_config_is_the_users_to_mend_first(say: Say, reminder_home: Path) -> None:
    """An answer cannot be put into a file that nobody can read."""
    (reminder_home / "config.toml").write_text("[movement]\nevry = 1\n")

    code, _, err = say(answer(smoker="y"))

    assert code == 2
    assert "config.toml line 2" in err


def test_every_setting_about_oneself_is_asked_for_once() -> None:
    """A new one must not be forgotten."""
    assert sorted(question.key for question in QUESTIONS) == sorted(key for key, *_ in ABOUT)
    assert {question.key for question in QUESTIONS} >= GATED


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.key)
def test_every_question_says_what_it_is_for(question: Question) -> None:
    """One does not tell a program of one's health for nothing."""
    assert question.words.endswith("?")
    assert len(_why(question)) > len("It is for this.")
