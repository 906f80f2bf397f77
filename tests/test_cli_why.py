"""`reminder why`: with and without a service, with any config, as words, as a page, and in the browser."""

import json
import os
import stat
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from reminder import opening
from reminder.cli import main
from reminder.journal import Journal
from reminder.last_good import GOOD_CONFIG
from reminder.paths import places

Say = Callable[..., tuple[int, str, str]]
EYES = '[own.Eyes]\ntitle = "<script>Look away"\nbody = "Twenty feet."\nevery = "20 min"\n[relax]\nenabled = false\n'
BROKEN = "[movement]\nevry = 1\n"


@pytest.fixture
def say(capsys: pytest.CaptureFixture[str], reminder_home: Path, monkeypatch: pytest.MonkeyPatch) -> Say:
    """Run `reminder why …`; its exit code, output and errors."""
    monkeypatch.setenv("COLUMNS", "60")

    def said(*words: str) -> tuple[int, str, str]:
        code = main(["why", *words])
        out, err = capsys.readouterr()
        assert "Traceback" not in out + err
        return code, out, err

    return said


def config(text: str) -> None:
    places(os.environ).config.write_text(text, "utf-8")


def test_everything_is_told_without_a_service_and_without_a_config(say: Say) -> None:
    """One asks it before one trusts the program; and nothing is made by asking."""
    code, out, err = say()

    assert (code, err) == (0, "")
    for name in ("(movement)", "(posture)", "Stretch", "(strengthen)", "Relax", "(tip)"):
        assert f"\n{name}" in f"\n{out}" or name in out
    assert "do not diagnose, treat, cure" in " ".join(out.split())
    assert max(map(len, out.splitlines())) <= 60
    assert "\x1b" not in out
    assert list(places(os.environ).config.parent.iterdir()) == []


def test_one_kind_alone(say: Say) -> None:
    """However it is written."""
    code, out, _ = say("STRETCH")

    assert code == 0
    assert out.startswith("Stretch\n")
    assert "(movement)" not in out


def test_ones_own_kind_is_told_with_its_own_text(say: Say) -> None:
    """And what is switched off says so."""
    config(EYES)

    code, out, _ = say("eyes")
    assert code == 0
    assert "“<script>Look away”\n  Twenty feet.\n" in out
    assert "This one is your own" in out
    assert "switched off" in say("relax")[1]


def test_a_kind_of_which_one_wants_nothing_is_not_told_as_switched_off(say: Say, tmp_path: Path) -> None:
    """In words, on the page, and for programs: its switch is on."""
    config('[choice]\nexclude = ["E22", "E23", "E04"]\n')
    file = tmp_path / "why.html"

    words = say("relax")[1]
    say("relax", "--html", str(file))

    assert words.startswith("Relax · [choice] leaves nothing for it\n")
    assert '<span class="off">[choice] leaves nothing for it</span>' in file.read_text("utf-8")
    assert json.loads(say("relax", "--json")[1])["kinds"][0]["off"] == "[choice] leaves nothing for it"
    assert "switched off" not in words + file.read_text("utf-8")


def test_an_unknown_kind_is_the_users_to_mend(say: Say) -> None:
    """Exit 2, with those there are."""
    config(EYES)

    code, out, err = say("naps")

    assert (code, out) == (2, "")
    assert err.startswith("'naps' is nothing that reminder reminds of. Possible: movement, ")
    assert err.endswith(", Eyes; or a claim of the article, C01 to C40.\n")


def test_with_a_broken_config_the_built_in_kinds_are_told(say: Say) -> None:
    """The mistake is told beside it; it is no reason to keep silent."""
    config(BROKEN)

    code, out, err = say("movement")

    assert code == 0
    assert out.startswith("Movement break")
    assert "config.toml line 2" in err
    assert "reminders of your own are left out" in err


def test_with_a_broken_config_the_last_good_one_counts(say: Say) -> None:
    """As for the service: its prompt for one's own kind is clicked, and that kind has to be there."""
    with Journal.open(places(os.environ).journal) as journal:
        journal.keep_note(GOOD_CONFIG, EYES)
    config(BROKEN)

    code, out, err = say("Eyes")

    assert code == 0
    assert "Look away" in out
    assert "last good settings" in err


def test_a_log_that_cannot_be_read_is_no_reason_to_keep_silent(say: Say) -> None:
    """Two things broken at once are when one asks."""
    path = places(os.environ).journal
    path.parent.mkdir(parents=True)
    path.write_bytes(b"Dear diary, " * 1000)
    config(BROKEN)

    assert say("tip")[0] == 0


def test_for_programs(say: Say) -> None:
    """The same, as one object."""
    told = json.loads(say("posture", "--json")[1])

    assert [kind["kind"] for kind in told["kinds"]] == ["posture"]
    assert told["kinds"][0]["texts"][0]["claim"]["id"] == "C23"


def test_the_page_goes_into_the_file_that_was_named(say: Say, tmp_path: Path) -> None:
    """The user's text in it is harmless, and nothing is opened unasked."""
    config(EYES)
    path = tmp_path / "why it is.html"

    assert say("eyes", "--html", str(path)) == (0, f"{path} is written.\n", "")

    page = path.read_text("utf-8")
    assert page.startswith("<!doctype html>")
    assert "<script" not in page
    assert "&lt;script&gt;Look away" in page
    assert 'id="movement"' in page


def test_a_file_that_cannot_be_written_is_a_sentence(say: Say, tmp_path: Path) -> None:
    """Exit 1, and which one."""
    code, out, err = say("--html", str(tmp_path))
    assert (code, out) == (1, "")
    assert err.startswith(f"{tmp_path} cannot be written: ")

    assert say("--html", str(tmp_path / "none" / "x.html"))[0] == 1


def test_open_puts_the_page_among_the_users_data_for_nobody_else(say: Say, opened: list[Path]) -> None:
    """It holds the user's own texts; what a second click makes takes the place of the first."""
    for kind in ("stretch", "movement"):
        code, out, err = say(kind, "--open")
        assert (code, err) == (0, "")

    path = places(os.environ).data / "why.html"
    assert opened == [path, path]
    assert f"{path}" in out
    assert 'class="kind asked" id="movement"' in path.read_text("utf-8")
    if sys.platform != "win32":
        assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_open_and_a_file_open_that_file(say: Say, opened: list[Path], tmp_path: Path) -> None:
    """One page, not two."""
    assert say("--open", "--html", str(tmp_path / "x.html"))[0] == 0

    assert opened == [tmp_path / "x.html"]
    assert not places(os.environ).data.exists()


def test_without_a_program_to_open_it_says_where_the_page_is(say: Say, monkeypatch: pytest.MonkeyPatch) -> None:
    """Exit 1: nothing is to be seen; the page is there all the same."""
    monkeypatch.setattr(opening, "open_file", lambda path: f"No program to open files was found. The file is {path}.")

    code, out, err = say("--open")

    assert (code, out) == (1, "")
    assert err == f"No program to open files was found. The file is {places(os.environ).data / 'why.html'}.\n"
    assert (places(os.environ).data / "why.html").exists()


def test_what_the_answers_about_oneself_changed_is_told(say: Say) -> None:
    """In words, for programs, and on the page."""
    config("[about_you]\nlow_fitness = true\n")

    assert "movement.every is 60 min, because you said that you are not used to" in " ".join(say("movement")[1].split())
    assert len(json.loads(say("movement", "--json")[1])["kinds"][0]["for_you"]) == 1
    assert json.loads(say("relax", "--json")[1])["kinds"][0]["for_you"] == []


def test_a_claim_is_told_by_its_number(say: Say) -> None:
    """However it is written; for programs as well."""
    code, out, err = say("c24")

    assert (code, err) == (0, "")
    assert out.startswith("C24 · How Do You Get Them?\n")
    assert [each["id"] for each in json.loads(say("C24", "--json")[1])["claims"]] == ["C24"]
    assert say("c7") == say("C07")
    assert say("C0")[0] == say("C00")[0] == say("C41")[0] == say("C024")[0] == 2


def test_all_claims_are_told(say: Say) -> None:
    """In words, and for programs; these have them with everything else, too."""
    code, out, err = say("--claims")
    alone, everything = (json.loads(say(*words, "--json")[1]) for words in (["--claims"], []))

    assert (code, err) == (0, "")
    assert out.count("We say: ") == len(alone["claims"]) == 40
    assert max(map(len, out.splitlines())) <= 60
    assert everything["claims"] == alone["claims"]
    assert everything["kinds"]


def test_all_claims_and_one_thing_are_too_much_to_ask(say: Say) -> None:
    """Exit 2, and how to ask for one."""
    code, out, err = say("stretch", "--claims")

    assert (code, out) == (2, "")
    assert err == "--claims tells all of them. One alone is told by its number: 'reminder why C24'.\n"


def test_ones_own_kind_comes_before_a_claim_of_its_name(say: Say) -> None:
    """Its prompt is clicked, and that has to be there."""
    config('[own.C24]\ntitle = "Chair 24"\nevery = "1 h"\n')

    assert say("C24")[1].startswith("Chair 24 (C24)\n")


@pytest.mark.parametrize(("words", "title"), [(["C14"], "C14"), (["--claims"], "What the article says")])
def test_claims_on_the_page_stand_first_if_they_are_asked_for(
    say: Say, tmp_path: Path, words: list[str], title: str
) -> None:
    """Else below, folded."""
    path = tmp_path / "why.html"

    assert say(*words, "--html", str(path))[0] == 0
    page = path.read_text("utf-8")
    assert f"<title>{title} · Why these reminders</title>" in page
    assert page.index('id="claims"') < page.index('id="movement"')
