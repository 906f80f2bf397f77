"""What `doctor` prints: a line for each part, and below it why nothing better, without saying anything twice."""

from typing import Any

from reminder.report.doctor import as_words


def part(name: str, *used: str, refused: list[tuple[str, str, str]] | None = None, says: str = "") -> dict[str, Any]:
    tried = [{"name": who, "reason": why, "fix": fix} for who, why, fix in refused or []]
    return {"name": name, "used": list(used), "refused": tried, "says": says}


def lines(*parts: dict[str, Any], running: bool = True, width: int = 100) -> list[str]:
    return as_words(parts, version="1.2.3", running=running, width=width).splitlines()


def test_what_serves_stands_on_the_line_of_its_part() -> None:
    """One look down the column tells whether all is well."""
    assert lines(part("presence", "wayland"), part("lock", "logind", "KDE"), part("call", "pactl", says="now: no"))[
        3:
    ] == [
        "presence           wayland",
        "lock               logind · KDE",
        "call               pactl (now: no)",
    ]


def test_what_does_not_serve_says_why_and_what_would_help() -> None:
    """The fix stands on a line of its own, to be copied."""
    assert lines(part("call", refused=[("pactl", "pactl is not installed", "install pulseaudio-utils")]))[3:] == [
        "call               –",
        "                   not pactl: pactl is not installed",
        "                     → install pulseaudio-utils",
    ]


def test_one_reason_for_several_is_said_once() -> None:
    """Without a session bus nothing on it serves."""
    refused = [("Plasma", "no bus", ""), ("dunst", "no bus", ""), ("Xfce", "another server", "")]

    assert lines(part("do-not-disturb", refused=refused))[4:] == [
        "                   not Plasma, dunst: no bus",
        "                   not Xfce: another server",
    ]


def test_long_reasons_are_folded_under_their_part() -> None:
    """The column of names stays clear where there is room for it; where there is little, no line is wider for it."""
    for width, indent in ((60, 19), (59, 2), (40, 2)):
        told = lines(part("lock", refused=[("logind", "word " * 30, "fix " * 20)]), width=width)[3:]

        assert len(told) > 4
        assert all(line.startswith(" " * indent) for line in told if "word" in line or "fix" in line)
        assert all(len(line) <= width for line in told)


def test_what_serves_and_what_does_not_differ_in_color_and_in_words() -> None:
    """A dash tells it where there are no colors."""
    paint = lambda text, ink: f"<{ink.name} {text}>"  # noqa: E731
    parts = [part("lock", "logind"), part("call", refused=[("pactl", "it is not installed", "install it")])]

    told = as_words(parts, version="1", running=True, paint=paint).splitlines()[3:]

    assert told == [
        "lock               <WORKS logind>",
        "call               <DUE –>",
        "                   <QUIET not pactl: it is not installed>",
        "                     → install it",
    ]


def test_it_says_of_which_service_it_speaks() -> None:
    """What a service that does not run would use may differ from what one started at login uses."""
    assert lines()[0].startswith("reminder 1.2.3 · Python 3.")
    assert lines(running=True)[1] == "The service is running."
    assert "not running" in lines(running=False)[1]
