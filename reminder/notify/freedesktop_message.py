"""What a notification says on the wire to org.freedesktop.Notifications, fitted to the server that will draw it."""

from dataclasses import replace

from reminder.core.records import dataclass
from reminder.notify import Click, OnReply, Text
from reminder.wire import Message, Variant

NAME = "org.freedesktop.Notifications"
PATH = "/org/freedesktop/Notifications"

OPEN = "default"
"""The action of a click on the notification itself."""

LXQT = "lxqt-notificationd"

DRAWS_OPEN = frozenset({"Xfce Notify Daemon", LXQT})
"""Servers that draw it as one more button, so that it is left out there."""

MOST_BUTTONS = {LXQT: 2}
"""Servers that draw more than so many as a list to choose from and an OK: the last answers stay in the tray's menu."""

NO_BUTTONS = "Answer in the tray's menu, or with 'reminder done', 'snooze' or 'skip'."

ESCAPED = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;"})
"""As html.escape has it, whose module brings 2231 named characters into memory."""

SERVER_DECIDES, READ_MS = -1, 30_000
NEVER = 0
"""Values of expire_timeout. Prompts stay: our own timer ends them, since no server's expiry signal can be relied upon
(GNOME, swaync send none)."""


@dataclass(frozen=True, slots=True)
class Server:
    """The server that runs now: its name, and what it can do."""

    name: str
    can: frozenset[str]


@dataclass(frozen=True, slots=True)
class Shown:
    """A notification on the screen: its number, and the unique bus name of the server that drew it."""

    number: int
    server: str


@dataclass(frozen=True, slots=True)
class Prompt(Shown):
    """One that is to be answered: what it says, and who waits for it."""

    text: Text
    on_reply: OnReply


@dataclass(frozen=True, slots=True)
class Note(Shown):
    """One that wants no answer, and what a click on it does."""

    click: Click | None


def prompt(text: Text, server: Server, answers: list[str], *, icon: str, replaces: int) -> Message:
    """A prompt with these answers (each an action and its label), in the place of another one; 0: of none."""
    body = text.body if "actions" in server.can else f"{text.body}\n{NO_BUTTONS}"
    answers = answers[: 2 * MOST_BUTTONS.get(server.name, len(answers))]
    actions = answers if server.name in DRAWS_OPEN else [OPEN, "What is this?", *answers]
    return _notify(replace(text, body=body), server, "prompt", (icon, replaces, actions, NEVER))


def note(text: Text, server: Server, click: Click | None = None, *, icon: str, replaces: int) -> Message:
    """A message that wants no answer; one that leads somewhere stays long enough to be read and clicked."""
    if click is None:
        return _notify(text, server, "note", (icon, replaces, [], SERVER_DECIDES))
    if "actions" not in server.can:
        return _notify(click.told_without(text), server, "note", (icon, replaces, [], SERVER_DECIDES))
    if server.name not in DRAWS_OPEN:
        text = click.told_in(text)
    return _notify(text, server, "note", (icon, replaces, [OPEN, click.label], READ_MS))


def to_server(member: str, signature: str = "", body: list[object] | None = None) -> Message:
    """A call to whoever owns the name."""
    return Message(destination=NAME, path=PATH, interface=NAME, member=member, signature=signature, body=body or [])


def _notify(text: Text, server: Server, category: str, more: tuple[str, int, list[str], int]) -> Message:
    icon, replaces, actions, expires = more
    # Unescaped, dunst swallows "< 6 & 7 >"; escaped, a server without markup shows "&lt;". A title is never markup.
    body = text.body.translate(ESCAPED) if "body-markup" in server.can else text.body
    hints = {
        "desktop-entry": Variant("s", "reminder"),
        "category": Variant("s", f"x-reminder.{category}"),
        "urgency": Variant("y", 1),
    }
    if text.picture is not None and server.name == LXQT:
        icon = str(text.picture)  # it shows that, and leaves its place empty for a picture beside it
    elif text.picture is not None:
        hints["image-path"] = Variant("s", text.picture.as_uri())
    return to_server("Notify", "susssasa{sv}i", ["Reminder", replaces, icon, text.title, body, actions, hints, expires])
