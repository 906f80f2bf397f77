"""Does a program listen, does one play? The ways to tell, best first; the first that can tell knows.

Both ask the sound server by a program of its own makers: their wire formats change, and `pactl` and `pw-dump` follow.
Where systemd holds the server's socket and has not started it yet, asking starts it, as the first sound would.
"""

from reminder.attention import Source, pactl, pw_dump

MICROPHONE = (Source("pactl", pactl.recorders), Source("pw-dump", pw_dump.recorders))
"""Somebody is in a call, or records."""

SOUND = (Source("pactl", pactl.players), Source("pw-dump", pw_dump.players))
"""With a window in full screen: somebody watches (D4)."""
