"""The line to put into a session's own file can be copied as it stands."""

import subprocess

import pytest

from reminder.autostart import Start
from reminder.autostart.bare_sessions import BARE, advice, shell_command
from tests.autostart.nasty import NASTY


@pytest.mark.parametrize("nasty", NASTY)
def test_the_command_is_one_that_a_shell_understands(nasty: str) -> None:
    """It goes into files that give it to sh."""
    command = shell_command(Start(("printf", "%s\\n", nasty), f"/h/{nasty}"))

    done = subprocess.run(["sh", "-c", f"{command}"], capture_output=True, text=True, check=True)

    assert done.stdout == f"{nasty}\n"
    assert command.startswith("REMINDER_HOME=")


@pytest.mark.parametrize("bare", BARE, ids=lambda bare: bare.name)
def test_each_is_known_by_its_variable(bare: object) -> None:
    """Which it sets for all that it starts; the desktop's name is set by few."""
    session = next(each for each in BARE if each is bare)

    name, fix = advice({session.variable: "1"}, Start(("/bin/reminder",)))

    assert name == session.name
    assert f"'{session.line.format('/bin/reminder')}' to {session.file}" in fix


def test_an_unknown_one_is_called_what_it_calls_itself() -> None:
    """Or "this session", where it has no name."""
    assert advice({"XDG_CURRENT_DESKTOP": "qtile"}, Start(("/r",)))[0] == "qtile"
    assert advice({}, Start(("/r",)))[0] == "this session"
