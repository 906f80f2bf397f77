"""`reminder about`: asks, keeps every answer at once, and says what it changes."""

import io
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from reminder.cli import main
from reminder.cli_about import QUESTIONS, Question, _why
from reminder.config import load
from reminder.config.about_options import ABOUT
from reminder.config.editing import ASK_AGAIN
from reminder.config.mistakes import refuse
from reminder.config.values import Switch
from reminder.core.exercises import UNSURE
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

    assert "Say a time of day, such as 22:30" in " ".join(out.split())
    assert given() == {"about_you.bedtime"}
    assert out.endswith("Your plan goes by your times.\n")


def test_what_is_neither_yes_nor_no_is_asked_again(say: Say) -> None:
    """In words of a question, not of a file."""
    _, out, _ = say("\n\n\nperhaps\nyes\nq\n")

    assert "Say yes or no; Enter leaves it out." in out
    assert given() == {"about_you.low_fitness"}


def test_the_weight_is_asked_only_of_whom_it_is_needed(say: Say) -> None:
    """For everybody else it changes nothing, so nobody should have to say it."""
    assert "What do you weigh?" not in say("\n\n18\nq\n")[1]
    assert "What do you weigh?" in say("\n\n17\n50\nq\n")[1]
    assert load(places(os.environ).config).plan.caffeine.limit_mg == 150


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ("17", "under_18"),
        ("18", "adult"),
        ("34 years", "adult"),
        ("64 y", "adult"),
        ("65 years old", "65_or_over"),
        ("Under 18", "under_18"),
        ("65 or over", "65_or_over"),
        ("Adult", "adult"),
        ("65_or_over", "65_or_over"),
    ],
)
def test_an_age_is_said_as_people_say_it(say: Say, said: str, kept: str) -> None:
    """And no more of it is kept than matters, which the question says."""
    _, out, _ = say(f"\n\n{said}\nq\n")

    assert load(places(os.environ).config).values["about_you.age"] == kept
    assert "How old are you?" in out
    assert "Kept is only which of these you are: under 18, 18 to 64, 65 or over." in " ".join(out.split())


@pytest.mark.parametrize(
    ("said", "kept"), [("72", "72 kg"), ("72,5", "72.5 kg"), ("72 kg", "72 kg"), ("110 lb", "49.9 kg")]
)
def test_a_weight_without_a_unit_is_in_kilograms(say: Say, said: str, kept: str) -> None:
    """Pounds are said with theirs."""
    say(f"\n\n16\n{said}\nq\n")

    assert load(places(os.environ).config).values["about_you.weight"] == kept


@pytest.mark.parametrize(
    ("typed", "hint"),
    [
        ("\n\nold\nq\n", "Say your age in years, such as 34"),
        ("\n\n150\nq\n", "Say your age in years, such as 34"),
        ("\n\n16\n5\nq\n", "Say it in kilograms, such as 72, or in pounds, such as 160 lb"),
        ("\n\n16\nheavy\nq\n", "Say it in kilograms, such as 72, or in pounds, such as 160 lb"),
        ("25:00\nq\n", "Say a time of day, such as 22:30"),
    ],
)
def test_what_is_no_answer_is_asked_again_in_words_of_a_question(say: Say, typed: str, hint: str) -> None:
    """Nobody has to know how config.toml would write it."""
    out = " ".join(say(typed)[1].split())

    assert hint in out
    assert "quotes" not in out
    assert "config.toml:" not in out


def test_what_the_file_cannot_take_is_told_as_it_is(say: Say, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file that may not be written is no slip in the answer."""

    def refused(path: Path, *_: str) -> str:
        raise refuse(path, "it is read-only, so it was left as it is.")

    monkeypatch.setattr("reminder.config.set_value", refused)

    out = " ".join(say("22:00\nq\n")[1].split())

    assert "it is read-only" in out
    assert "Say a time of day" not in out


def test_a_clinicians_yes_is_asked_for_where_strengthening_waits_for_one(say: Say) -> None:
    """And only there."""
    assert "Has a clinician said yes" not in say(answer())[1]
    _, out, _ = say(answer(condition="y") + "n\n")

    assert "Has a clinician said yes to exercises?" in out
    assert "strengthen.enabled is off, because you said that a clinician should say yes first" in " ".join(out.split())


def test_a_yes_for_something_else_is_no_yes_for_what_is_new(say: Say, reminder_home: Path) -> None:
    """It is said at once, and asked for anew."""
    (reminder_home / "config.toml").write_text("[about_you]\ncondition = true\ncleared = true\n")

    out = " ".join(say(answer(pregnant="y") + "\n")[1].split())

    assert ASK_AGAIN in out
    assert out.index(ASK_AGAIN) < out.index("Has a clinician said yes to exercises?")
    assert load(places(os.environ).config).about == {"condition", "pregnant"}


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
            'Tip of the day: with "Ask for help, if you want to quit" and "Less coffee in the week you quit", because '
            "you said that you smoke (about_you.smoker).\n"
        ),
        "",
    )


def test_without_a_terminal_it_shows_and_does_not_ask(say: Say) -> None:
    """A script that waits for an answer would wait for ever."""
    code, out, _ = say(None)

    assert code == 0
    assert out.startswith("You have said nothing about yourself.")


@pytest.mark.parametrize(
    ("answers", "last"),
    [
        ("pill = false", "Your plan is the same as everybody's."),
        ('age = "adult"', "Your plan is the same as everybody's."),
        ("bedtime = 22:00:00", "Your plan goes by your times, and is otherwise the same as everybody's."),
    ],
)
def test_with_answers_that_change_nothing_the_plan_is_everybodys(
    say: Say, reminder_home: Path, answers: str, last: str
) -> None:
    """It says so instead of falling silent."""
    (reminder_home / "config.toml").write_text(f"[about_you]\n{answers}\n")

    assert say("", "--show")[1].endswith(f"\n\n{last}\n")


SWITCHES = [key for key, kind, *_ in ABOUT if isinstance(kind, Switch) and key != "cleared"]


@pytest.mark.parametrize("key", [None, *SWITCHES])
def test_a_clinicians_yes_is_shown_beside_every_answer(say: Say, reminder_home: Path, key: str | None) -> None:
    """It has no words of its own to tell, and needs none; alone it changes nothing."""
    said = f"{key} = true\n" if key is not None else ""
    (reminder_home / "config.toml").write_text(f"[about_you]\n{said}cleared = true\n")

    code, out, err = say("", "--show")

    assert (code, err) == (0, "")
    assert "cleared           yes\n" in out
    assert ("Your plan is the same as everybody's." in out) is (key is None)


@pytest.mark.parametrize("key", SWITCHES)
def test_no_answer_with_a_yes_leaves_everybodys_plan(say: Say, reminder_home: Path, key: str) -> None:
    """Each of them changes a setting or a text, and that is told."""
    (reminder_home / "config.toml").write_text(f"[about_you]\n{key} = true\n")

    assert f"(about_you.{key})" in say("", "--show")[1]


@pytest.mark.parametrize("key", SWITCHES)
def test_an_answer_given_and_taken_back_is_told_both_times(say: Say, key: str) -> None:
    """Also where it changes no setting."""
    rest = "n\n" if key in UNSURE else ""
    there = say(answer(**{key: "y"}) + rest)[1]
    back = say(answer(**{key: "n"}))[1]

    assert f"(about_you.{key})" in " ".join(there.split())
    assert back.endswith(("is as for everybody again.\n", "What came because of it comes no more.\n"))


def test_a_broken_config_is_the_users_to_mend_first(say: Say, reminder_home: Path) -> None:
    """An answer cannot be put into a file that nobody can read."""
    (reminder_home / "config.toml").write_text("[movement]\nevry = 1\n")

    code, _, err = say(answer(smoker="y"))

    assert code == 2
    assert "config.toml line 2" in err


def test_every_setting_about_oneself_is_asked_for_once() -> None:
    """A new one must not be forgotten."""
    assert sorted(question.key for question in QUESTIONS) == sorted(key for key, *_ in ABOUT)
    assert {question.key for question in QUESTIONS} >= set(UNSURE)


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.key)
def test_every_question_says_what_it_is_for(question: Question) -> None:
    """One does not tell a program of one's health for nothing."""
    assert question.words.endswith("?")
    assert len(_why(question)) > len("It is for this.")
