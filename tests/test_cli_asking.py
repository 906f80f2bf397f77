"""A reply is what was asked for, or one of the two ways in which a command can end without it."""

from pathlib import Path
from typing import Any

import pytest

from reminder import cli_asking, control
from reminder.cli_asking import ask, ask_or_do, complain, said, understood
from reminder.cli_ending import BadInput, CannotDo
from reminder.log_trouble import JournalError
from reminder.paths import Places


def deaf(path: Path, request: dict[str, Any]) -> dict[str, Any]:
    raise control.NotAnswering(control.DEAF)


def test_a_refusal_tells_wrong_words_from_a_wrong_moment() -> None:
    """Exit 2 and exit 1, for scripts."""
    assert understood({"say": "Noted."}) == {"say": "Noted."}
    with pytest.raises(CannotDo, match="nothing there"):
        understood({"error": "nothing there"})
    with pytest.raises(BadInput, match="no such drink"):
        understood({"error": "no such drink", "bad_input": True})


def test_without_a_service_who_needs_one_is_told_so(where: Places) -> None:
    """With what to do."""
    with pytest.raises(CannotDo, match="Start it with 'reminder'"):
        ask(where, {"verb": "done"})


def test_without_a_service_what_can_be_done_is_done(where: Places) -> None:
    """From the log itself."""
    assert ask_or_do(where, {"verb": "drink", "word": "250 ml"})["say"].startswith("Noted: 250 ml of water.")


@pytest.mark.parametrize("how", [ask, ask_or_do])
def test_a_service_that_hangs_is_not_taken_for_none(where: Places, monkeypatch: pytest.MonkeyPatch, how: Any) -> None:
    """Two who write would undo each other's work."""
    monkeypatch.setattr(control, "ask", deaf)

    with pytest.raises(CannotDo, match="does not answer"):
        how(where, {"verb": "drink", "word": ""})
    assert not where.data.exists()


def test_a_moment_in_which_another_command_has_the_log_is_waited_for(
    where: Places, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two clicks at once, or a service that is just starting: neither may cost a drink."""
    locks = [control.Lock(where.lock)]
    monkeypatch.setattr(cli_asking, "BETWEEN_SECONDS", 0)
    real = control.ask

    def over_soon(path: Path, request: dict[str, Any]) -> dict[str, Any]:
        if len(locks) == 3:
            locks[0].release()
        locks.append(locks[0])
        return real(path, request)

    monkeypatch.setattr(control, "ask", over_soon)

    assert ask_or_do(where, {"verb": "drink", "word": "250 ml"})["say"].startswith("Noted: 250 ml")


def test_what_a_slow_service_may_have_noted_is_not_told_as_lost(where: Places, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever says it again would have it twice."""
    monkeypatch.setattr(control, "ask", deaf)

    with pytest.raises(CannotDo, match="look at 'reminder log' before you say it again"):
        ask_or_do(where, {"verb": "drink", "word": ""})


def test_what_a_service_that_was_killed_may_have_noted_is_not_noted_again(
    where: Places, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It may have been killed after it was on disk and before its reply: a drink would count twice."""

    def killed(path: Path, request: dict[str, Any]) -> dict[str, Any]:
        raise control.Unclear(control.BROKEN_OFF)

    monkeypatch.setattr(control, "ask", killed)

    with pytest.raises(CannotDo, match=r"ended before it had answered\. It may have been noted all the same"):
        ask_or_do(where, {"verb": "drink", "word": ""})
    assert not where.data.exists()


@pytest.mark.parametrize("reply", [{}, {"say": None}, {"say": ["Noted."]}])
def test_a_reply_without_a_sentence_is_of_another_version(reply: dict[str, Any]) -> None:
    """Nobody has to see what Python makes of that."""
    assert said({"say": "Noted."}) == "Noted."
    with pytest.raises(CannotDo, match="older than this command"):
        said(reply)


def test_a_folder_that_cannot_be_used_is_a_sentence(where: Places) -> None:
    """Not a bug of ours."""
    where.data.write_text("a file stands where the folder should be")

    with pytest.raises((CannotDo, JournalError), match=r"data.*(cannot be used|a file stands where its folder should)"):
        ask_or_do(where, {"verb": "drink", "word": ""})


def test_what_is_beside_the_answer_goes_beside_it(capsys: pytest.CaptureFixture[str]) -> None:
    """Programs read the standard output."""
    complain("Your last good settings stay in force.")

    assert capsys.readouterr() == ("", "Your last good settings stay in force.\n")
