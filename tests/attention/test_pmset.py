"""What `pmset -g assertions` prints, as names of who keeps the screen awake."""

import asyncio
import os
import sys
from pathlib import Path

import pytest

if sys.platform == "win32":
    pytest.skip("a program in the words of the shell", allow_module_level=True)

from reminder.attention import Causes
from reminder.attention.look import Look
from reminder.attention.pmset import kept_awake
from reminder.backends import Unavailable
from tests.attention.scripted import Scripted

# put together from what several people have posted of theirs: macOS 10.6 to 26
SUMMARY = """2025-11-02 13:20:57 -0600
Assertion status system-wide:
   BackgroundTask                 0
   ApplePushServiceTask           0
   UserIsActive                   1
   PreventUserIdleDisplaySleep    {total}
   PreventSystemSleep             0
   ExternalMedia                  0
   PreventUserIdleSystemSleep     1
   NetworkClientActive            0
Listed by owning process:
   pid 98217(caffeinate): [0x00045477000194b3] 00:00:03 PreventUserIdleSystemSleep named: "caffeinate command-line tool"
\tDetails: caffeinate asserting for 1600 secs
\tLocalized=THE CAFFEINATE TOOL IS PREVENTING SLEEP.
\tTimeout will fire in 1597 secs Action=TimeoutActionRelease
   pid 145(WindowServer): [0x00044f2f00099212] 00:00:00 UserIsActive named: "com.apple.iohideventsystem.queue.tickle"
   pid 605(coreaudiod): [0x000ab8c100018063] 01:20:21 PreventUserIdleSystemSleep named: "com.apple.audio.context"
\tCreated for PID: 48890594.
\tResources: audio-in
   pid 80(powerd): [0x00044f2f00019216] 00:22:34 PreventUserIdleSystemSleep named: "Powerd - Prevent sleep while display is on"
{more}
Kernel Assertions: 0x4=USB
   id=500  level=255 0x4=USB mod=01/01/1970, 01:00 description=com.apple.usb.externaldevice
"""  # noqa: E501 - as it is printed


def told(tmp_path: Path, printed: str) -> Causes:
    scripted = Scripted(tmp_path)
    (tmp_path / "printed").write_bytes(printed.encode("utf-8", "surrogateescape"))
    scripted.install("pmset", f'[ "$*" = "-g assertions" ] && cat "{tmp_path}/printed"')

    async def story() -> Causes:
        async with Look(scripted.environ) as look:
            return await kept_awake(look)

    return asyncio.run(story())


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ('pid 94286(Granola): [0x000689c40005842a] 00:02:25 NoDisplaySleepAssertion named: "Electron"', "Granola"),
        ('pid 62530(Ocarina): [0x0001ec3a00058822] PreventUserIdleDisplaySleep named: "is open"', "Ocarina"),
        ('pid 1800(Google Chrome): [0x01] 72:27:41 NoDisplaySleepAssertion named: "Video Wake Lock"', "Google Chrome"),
        ('pid 1801(Google Chrome Helper (GPU)): [0x01] NoDisplaySleepAssertion named: ""', "Google Chrome"),
        (
            'pid 9(Odd (Name)): [0x01] PreventUserIdleDisplaySleep named: "): [0x02] NoDisplaySleepAssertion named:"',
            "Odd (Name)",
        ),
        ('pid 456(Vidéos): [0x127] 00:00:10 PreventUserIdleDisplaySleep named: "Lecture"', "Vidéos"),
        ('pid 7(): [0x127] 00:00:10 PreventUserIdleDisplaySleep named: "x"', "a program without a name"),
    ],
)
def test_whoever_keeps_the_screen_on_is_named(tmp_path: Path, line: str, name: str) -> None:
    """By the newer and by the older word for it, with its age or without."""
    assert told(tmp_path, SUMMARY.format(total=1, more=f"   {line}")) == (name,)


def test_who_only_keeps_the_mac_from_sleeping_keeps_no_screen_on(tmp_path: Path) -> None:
    """A backup, and music."""
    assert told(tmp_path, SUMMARY.format(total=0, more="")) == ()


def test_who_is_counted_and_not_listed_has_no_name(tmp_path: Path) -> None:
    """The screen stays on all the same."""
    assert told(tmp_path, SUMMARY.format(total=1, more="")) == ("a program without a name",)


def test_several_are_named_each_once(tmp_path: Path) -> None:
    """A player holds one for each of its windows."""
    lines = [f'   pid {n}({who}): [0x{n}] NoDisplaySleepAssertion named: "x"' for n, who in enumerate("ABA", 1)]
    assert told(tmp_path, SUMMARY.format(total=1, more="\n".join(lines))) == ("A", "B")


def test_we_keep_nothing_awake(tmp_path: Path) -> None:
    """Whatever a library of ours may do."""
    ours = f'   pid {os.getpid()}(Python): [0x01] NoDisplaySleepAssertion named: "x"'
    assert told(tmp_path, SUMMARY.format(total=0, more=ours)) == ()


def test_a_name_that_is_no_text_breaks_nothing(tmp_path: Path) -> None:
    """Files may be called anything."""
    line = '   pid 5(Vid\udce9os): [0x01] NoDisplaySleepAssertion named: "x"'
    assert told(tmp_path, SUMMARY.format(total=1, more=line)) == ("Vid\N{REPLACEMENT CHARACTER}os",)


@pytest.mark.parametrize("printed", ["", "No assertions.\n", "PreventUserIdleDisplaySleep yes\n"])
def test_what_is_not_understood_is_no_answer(tmp_path: Path, printed: str) -> None:
    """A later macOS may print it in another way; that is not "nobody"."""
    with pytest.raises(Unavailable, match="not in a form that is known here"):
        told(tmp_path, printed)
