"""Real shells complete what the parser declares."""

import argparse
import os
import pty
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from reminder.share.completions import completions, parsers
from tests.conftest import need

SHARE = Path(__file__).parents[2] / "share"

LOADER = Path("/usr/share/bash-completion/bash_completion")
"""A script, in the package bash-completion; its functions have other names from version 2.12 on."""

LINES = {
    "reminder unin": "uninstall",
    "reminder config se": "set",
    "reminder config set movement.ev": "movement.every",
    "reminder summary --ht": "--html",
    "reminder heat of": "off",
    "reminder desktop sta": "status",
    "reminder break mov": "movement",
    "reminder drink espr": "espresso",
    "reminder guide E23": "E23",
}
"""What is typed, and what is offered for the last word."""


def asked_of_bash(line: str, folder: Path) -> list[str]:
    """By bash-completion's own loader, from where it looks."""
    need("bash", str(LOADER))
    script = f"""
        source {LOADER}
        if type _comp_load >/dev/null 2>&1; then _comp_load reminder; else _completion_loader reminder; fi
        COMP_WORDS=({line}); COMP_CWORD=$((${{#COMP_WORDS[@]}} - 1)); COMP_LINE='{line}'; COMP_POINT=${{#COMP_LINE}}
        $(complete -p reminder | sed 's/.*-F \\([^ ]*\\) .*/\\1/') reminder "${{COMP_WORDS[-1]}}" "${{COMP_WORDS[-2]}}"
        printf '%s\\n' "${{COMPREPLY[@]}}"
    """
    environ = {**os.environ, "BASH_COMPLETION_USER_DIR": str(SHARE / "bash-completion")}
    done = subprocess.run(["bash", "--norc", "-c", script], env=environ, cwd=folder, capture_output=True, check=True)
    return done.stdout.decode().split()


def asked_of_fish(line: str, folder: Path) -> list[str]:
    """From a data folder, as fish finds those that packages bring; it completes no program that is not there."""
    need("fish")
    folder.joinpath("reminder").touch(0o755)
    environ = {**os.environ, "XDG_DATA_DIRS": f"{SHARE}:/usr/share", "PATH": f"{folder}:{os.environ['PATH']}"}
    words = ["fish", "--private", "-c", f"complete -C {line!r}"]
    done = subprocess.run(words, env=environ, cwd=folder, capture_output=True, check=True)
    return [each.partition("\t")[0] for each in done.stdout.decode().splitlines()]


def asked_of_zsh(line: str, folder: Path) -> list[str]:
    """At a terminal, as zsh completes nowhere else: what stands in the command line after a Tab, or is listed."""
    need("zsh")
    folder.joinpath(".zshrc").write_text(
        f"fpath=({SHARE}/zsh/site-functions $fpath)\nautoload -U compinit && compinit -u -D\n"
        "reminder() { print -r -- \"<${(j:|:)@}>\"; exit }\nPS1=''\nunsetopt beep\nsetopt menu_complete\n"
    )
    master, slave = pty.openpty()
    environ = {**os.environ, "ZDOTDIR": str(folder), "HOME": str(folder), "TERM": "dumb"}
    with subprocess.Popen(
        ["zsh", "-i"], env=environ, cwd=folder, stdin=slave, stdout=slave, stderr=slave, start_new_session=True
    ) as shell:
        os.close(slave)
        os.write(master, f"{line}\t\n".encode())
        said = b""
        try:
            while part := os.read(master, 4096):
                said += part
        except OSError:  # the other end is closed
            pass
        os.close(master)
        shell.wait(20)
    words = said.decode(errors="replace").rpartition("<")[2].partition(">")[0]
    return [words.split("|")[-1]]


SHELLS: dict[str, Callable[[str, Path], list[str]]] = {
    "bash": asked_of_bash,
    "fish": asked_of_fish,
    "zsh": asked_of_zsh,
}


@pytest.mark.parametrize("line", LINES)
@pytest.mark.parametrize("shell", SHELLS)
def test_a_real_shell_offers_what_is_declared(shell: str, line: str, tmp_path: Path) -> None:
    """Verbs, options, and values where we know them; each found where the shell looks for it by itself."""
    assert LINES[line] in SHELLS[shell](line, tmp_path)


def test_files_are_offered_for_a_file(tmp_path: Path) -> None:
    """`--html FILE` is a path like any other."""
    tmp_path.joinpath("week.html").touch()

    assert "week.html" in asked_of_bash("reminder summary --html we", tmp_path)


def test_a_word_that_nobody_has_thought_of_is_not_left_out() -> None:
    """Whoever declares an argument says what may be offered for it, or that it is free."""
    top = argparse.ArgumentParser("reminder")
    top.add_argument("thing", metavar="THING")

    with pytest.raises(ValueError, match="THING"):
        completions(top, {})


def test_a_verb_that_is_an_argument_may_be_any() -> None:
    """Of `help VERB`, say."""
    top = argparse.ArgumentParser("reminder", add_help=False)
    verbs = top.add_subparsers()
    verbs.add_parser("status", add_help=False)
    word = verbs.add_parser("help", add_help=False).add_argument("word", metavar="VERB")

    completions(top, {})

    assert word.choices == ["status", "help"]


def test_the_parsers_of_verbs_of_verbs_are_found() -> None:
    """`config set` is two steps down."""
    top = argparse.ArgumentParser("reminder")
    one = top.add_subparsers().add_parser("config")
    one.add_subparsers().add_parser("set")

    assert [each.prog for each in parsers(top)] == ["reminder", "reminder config", "reminder config set"]
