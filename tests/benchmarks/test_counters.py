"""The kernel's counters see what /proc has forgotten."""

import subprocess

import pytest

from benchmarks.counters import Counters


def test_what_children_used_is_counted_after_they_have_ended() -> None:
    """A program that runs another one every two seconds must not look as cheap as one that does not."""
    script = "read go; sh -c 'i=0; while [ $i -lt 20000 ]; do i=$((i+1)); done'; read end"
    with subprocess.Popen(["sh", "-c", script], stdin=subprocess.PIPE) as shell:
        assert shell.stdin is not None
        counters = Counters.on(shell.pid)
        if counters is None:
            shell.communicate()
            pytest.skip("this kernel does not count for this user")
        before = counters.read()
        shell.communicate(b"go\nend\n")
        after = counters.read()
    counters.close()

    assert after.seconds - before.seconds > 0.001
    assert after.switches > before.switches


def test_nothing_is_counted_for_what_is_not_there() -> None:
    """Whoever asks is told so, and goes on without."""
    with subprocess.Popen(["true"]) as gone:
        gone.wait()

    assert Counters.on(gone.pid) is None
