"""Every setting, declared once; all else about settings is made from this table."""

from dataclasses import dataclass

from reminder.config.texts import Names, Text
from reminder.config.values import Choice, Count, Duration, LocalTime, Switch, Type, Weekday, Weekdays

PRESETS = {"evidence": ("30 min", "5 min"), "standard": ("30 min", "2 min"), "office": ("60 min", "5 min")}
"""Movement's ready-made rhythms, `every` and `break` (sources: guidance catalogue, movement)."""

KINDS = ("movement", "posture", "stretch", "strengthen", "relax", "hydration", "caffeine", "tip")
"""The built-in kinds; a kind of one's own may not take their names."""


@dataclass(frozen=True, slots=True)
class Option:
    """One setting: where it stands, what may stand there, and what it is for.

    `section` is "" at the top of the file. `default` is in config notation; None means that there is none.
    `text` explains it to the user in one or two sentences.
    """

    section: str
    key: str
    type: Type
    default: object
    text: str

    @property
    def dotted(self) -> str:
        return f"{self.section}.{self.key}" if self.section else self.key


_RHYTHMS = ", ".join(f"{name} ({rest} every {every})" for name, (every, rest) in PRESETS.items())

Row = tuple[str, Type, object, str]

_ON, _INTERVAL, _OFTEN = Switch(), Duration("10 s", "3 h"), Count(1, 6)
PER_HOUR = Count(1, 60)
_BREAK, _LIFETIME = Duration("5 s", "30 min"), Duration("10 s", "2 h")

_TABLE: dict[str, tuple[str, tuple[Row, ...]]] = {
    "": ("", (
        ("day_starts", LocalTime(), "04:00:00",
         ("When your desk day begins, in local time. What happens before that still belongs to the day before, so a "
          "late night is not cut in two.")),
    )),
    "hours": ("When reminders may come. The desk clock runs at any hour.", (
        ("days", Weekdays(), ["mon", "tue", "wed", "thu", "fri"], "The days on which reminders may come."),
        ("from", LocalTime(), "09:00:00", "Reminders may come from this time on."),
        ("to", LocalTime(), "18:00:00",
         "After this time reminders stop. It has to be later than `from`; hours past midnight are not possible yet."),
    )),
    "movement": ("Getting up and moving: the heart of it all.", (
        ("enabled", _ON, True, "Remind you to get up and move."),
        ("preset", Choice(tuple(PRESETS)), "standard",
         f"A ready-made rhythm: {_RHYTHMS}. If you set `every` or `break` yourself, yours wins."),
        ("every", _INTERVAL, "30 min",
         "How long you may sit before you are reminded. Below 5 min works, but is unusual."),
        ("break", _BREAK, "2 min", "How long you need to be away from the desk for it to count as a movement break."),
    )),
    "posture": ("Changing how you sit, or standing up for a while.", (
        ("enabled", _ON, True, "Remind you to change your posture."),
        ("every", _INTERVAL, "60 min", "How long you may sit before you are reminded."),
    )),
    "stretch": ("Short stretching sessions, spread over the day.", (
        ("enabled", _ON, True, "Remind you to stretch."),
        ("per_day", _OFTEN, 2, "How many times a day."),
        ("break", _BREAK, "1 min", "How long you need to be away from the keyboard for it to be seen as done."),
    )),
    "strengthen": ("A strengthening session on some days of the week.", (
        ("enabled", _ON, True, "Remind you to strengthen your back and trunk."),
        ("days", Weekdays(), ["tue", "fri"], "The days on which you are reminded, once each."),
        ("break", _BREAK, "2 min", "How long you need to be away from the keyboard for it to be seen as done."),
    )),
    "relax": ("A moment to breathe and let your shoulders drop.", (
        ("enabled", _ON, True, "Remind you to relax."),
        ("per_day", _OFTEN, 2, "How many times a day."),
    )),
    "hydration": ("Drinking enough.", (
        ("enabled", _ON, True,
         "Remind you to drink. This switch is read already, but the reminders come with a later version."),
    )),
    "caffeine": ("Not too much caffeine, and not too late.", (
        ("enabled", _ON, True,
         ("Tell you when your caffeine nears its limit. This switch is read already, but the reminders come with a "
          "later version.")),
    )),
    "tip": ("Something worth knowing about backs and desks.", (
        ("enabled", _ON, True, "Show you a tip now and then."),
        ("per_day", Count(1, 2), 1, "How many times a day."),
    )),
    "interruptions": ("How often, and when, you may be interrupted. This holds for all reminders together.", (
        ("max_per_hour", PER_HOUR, 2, "At most this many reminders in an hour; the others wait in the tray."),
        ("max_per_day", Count(1, 500), 18, "At most this many reminders in a day."),
        ("min_gap", Duration("0 s", "3 h"), "10 min", "At least this much quiet between two reminders."),
        ("wait_for_pause", Duration("0 s", "30 min"), "5 min",
         "How long a reminder waits for a pause in your typing before it comes anyway."),
        ("gather", Duration("0 s", "1 h"), "10 min",
         "When a reminder comes, everything due within this time comes along in it, so you are interrupted once."),
        ("expires", _LIFETIME, "10 min",
         "How long a reminder waits for your answer, counted only while you are at the desk."),
        ("snooze", _LIFETIME, "10 min",
         "How long a snoozed reminder stays away. You can snooze it three times; after that it counts as skipped."),
    )),
    "quiet": ("When to keep still. Sitting goes on meanwhile, and the reminder comes afterwards.", (
        ("do_not_disturb", _ON, True, "Keep still while your desktop is set to do-not-disturb."),
        ("calls", _ON, True,
         "Keep still while you are in a call, that is while a program uses the microphone or the camera."),
        ("full_screen", _ON, True, "Keep still while a program fills the screen."),
        ("kept_awake", _ON, True,
         ("On GNOME and KDE under Wayland full screen cannot be seen. Take a program that keeps the screen awake, as "
          "players do, for one that fills it.")),
        ("ignore", Names(), [],
         ("Programs that are never a reason to keep still, by the names that `reminder status` shows: a noise filter "
          "that always records, music in a browser, an editor in full screen.")),
    )),
    "about_you": ("About you. It stays on this machine.", (
        ("bedtime", LocalTime(), "23:00:00",
         "When you usually go to bed. A later version tells by it how much caffeine is left then."),
    )),
    "summary": ("A summary of your week.", (
        ("day", Weekday(), "mon", "The day on which your weekly summary comes."),
        ("at", LocalTime(), "09:00:00", "The time at which it comes."),
    )),
}  # fmt: skip

OWN_TEXT = (
    "Reminders of your own, as many as you like. The name after `own.` is up to you. Give each a title and either "
    "`every` or `per_day`."
)

_OWN: tuple[Row, ...] = (
    ("title", Text(40), None, "What the reminder is called. Every reminder of your own needs one."),
    ("body", Text(300, body=True), "", "What else it says."),
    ("enabled", _ON, True, "Switch this reminder on or off."),
    ("every", _INTERVAL, None, "How long you may sit before you are reminded. Give this or `per_day`, not both."),
    ("per_day", _OFTEN, None, "How many times a day, spread over your hours. Give this or `every`, not both."),
    ("break", _BREAK, None,
     "How long you need to be away from the desk for it to be seen as done. Leave it out if nobody could see that."),
)  # fmt: skip

SECTIONS: dict[str, str] = {name: text for name, (text, _) in _TABLE.items() if name}
"""Each section's name and what it is about, in the file's order; `own` is apart."""

OPTIONS: tuple[Option, ...] = tuple(Option(name, *row) for name, (_, rows) in _TABLE.items() for row in rows)

OWN: tuple[Option, ...] = tuple(Option("own.NAME", *row) for row in _OWN)
"""What one section of one's own may hold."""


def in_section(section: str) -> dict[str, Option]:
    """The settings of a section by key, in order; empty for a section we don't have."""
    return {option.key: option for option in OPTIONS if option.section == section}


def of_own(name: str) -> dict[str, Option]:
    """The settings of `[own.NAME]` by key, in order."""
    section = f"own.{name}"
    return {option.key: Option(section, option.key, option.type, option.default, option.text) for option in OWN}
