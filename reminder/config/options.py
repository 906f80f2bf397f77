"""Every setting, declared once; all else about settings is made from this table."""

from collections.abc import Mapping
from datetime import time

from reminder.config.about_options import ABOUT, ABOUT_TEXT
from reminder.config.amounts import Mass, Volume
from reminder.config.dates import Dates
from reminder.config.keeping import Kept
from reminder.config.named_options import BREAK, DRINKS, EXERCISE, INTERVAL, OFTEN, ON, OWN, UNTIL, Row
from reminder.config.ranges import Ranges
from reminder.config.texts import Exercises, Names, Text
from reminder.config.values import Choice, Count, Duration, LocalTime, OrEmpty, Type, Weekday, Weekdays
from reminder.core.records import dataclass

PRESETS = {"evidence": ("30 min", "5 min"), "standard": ("30 min", "2 min"), "office": ("60 min", "5 min")}
"""Movement's ready-made rhythms, `every` and `break` (sources: guidance catalogue, movement)."""

WATER_PRESETS = {"women": "1.6 l", "men": "2 l", "unstated": "1.8 l"}
"""What to drink in a day, without what is in food (EFSA 2010: 2.0 and 2.5 l, of which about a fifth is food)."""

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
_GOALS = ", ".join(f"{name} ({goal})" for name, goal in WATER_PRESETS.items())

PER_HOUR = Count(1, 60)
_LIFETIME = Duration("10 s", "2 h")
KEPT = Kept("90 days", "100 years")

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
         "After this time reminders stop. A time before `from` is on the next day, so hours may go past midnight."),
        ("ranges", Ranges(), [],
         ('Several ranges a day, in place of `from` and `to`: ["09:00-12:30", "13:30-18:00"]. Days may stand in front, '
          'as in "sat 22:00-02:00"; without them, `days` holds.')),
        ("free", Dates(), [],
         'Days off, on which no hours begin: holidays, such as [2026-12-25, "2026-12-27 to 2027-01-01"].'),
    )),
    "movement": ("Getting up and moving: the heart of it all.", (
        ("enabled", ON, True, "Remind you to get up and move."),
        ("preset", Choice(tuple(PRESETS)), "standard",
         f"A ready-made rhythm: {_RHYTHMS}. If you set `every` or `break` yourself, yours wins."),
        ("every", INTERVAL, "30 min",
         "How long you may sit before you are reminded. Below 5 min works, but is unusual."),
        ("break", BREAK, "2 min", "How long you need to be away from the desk for it to count as a movement break."),
    )),
    "posture": ("Changing how you sit, or standing up for a while.", (
        ("enabled", ON, True, "Remind you to change your posture."),
        ("every", INTERVAL, "60 min", "How long you may sit before you are reminded."),
    )),
    "stretch": ("Short stretching sessions, spread over the day.", (
        ("enabled", ON, True, "Remind you to stretch."),
        ("per_day", OFTEN, 2, "How many times a day."),
        ("break", BREAK, "1 min", "How long you need to be away from the keyboard for it to be seen as done."),
        ("hold", Duration("10 s", "60 s"), "20 s", "How long each stretch is held."),
        UNTIL,
    )),
    "strengthen": ("A strengthening session on some days of the week.", (
        ("enabled", ON, True, "Remind you to strengthen your back and trunk."),
        ("days", Weekdays(), ["tue", "fri"], "The days on which you are reminded, once each."),
        ("break", BREAK, "2 min", "How long you need to be away from the keyboard for it to be seen as done."),
        UNTIL,
    )),
    "relax": ("A moment to breathe and let your shoulders drop.", (
        ("enabled", ON, True, "Remind you to relax."),
        ("per_day", OFTEN, 2, "How many times a day."),
        UNTIL,
    )),
    "choice": ("Which exercises you are asked for. `reminder guide` shows them all, with their names.", (
        ("exclude", Exercises(), [], 'Exercises that you do not want, such as ["E15", "E06"].'),
        ("prefer", Exercises(), [], "Exercises that come more often than the others."),
        ("seated", ON, False, "Ask only for what can be done sitting down."),
    )),
    "hydration": ("Drinking enough, spread over the day.", (
        ("enabled", ON, True, "Remind you to drink when you are behind your goal."),
        ("preset", Choice(tuple(WATER_PRESETS)), "unstated",
         f"A ready-made goal: {_GOALS}. If you set `goal` yourself, yours wins."),
        ("goal", Volume("0.5 l", "5 l"), "1.8 l",
         "How much you want to drink in a day. Coffee and tea count."),
        ("drink", Volume("50 ml", "500 ml"), "200 ml", "How much one drink is: what a reminder asks for."),
        ("every", Duration("20 min", "4 h"), "90 min", "At least this long between a drink and the next reminder."),
        ("workout", Volume("0 ml", "1.5 l"), "500 ml", "How much a workout adds to the goal of its day."),
    )),
    "caffeine": ("Not too much caffeine, and not too late. All of it is a rough estimate, not medical advice.", (
        ("enabled", ON, True, "Tell you when the caffeine you entered reaches a limit, or it gets late for more."),
        ("limit", Mass("50 mg", "400 mg"), "400 mg", "At most this much in a day."),
        ("single", Mass("25 mg", "200 mg"), "200 mg", "At most this much at once."),
        ("warn_at", Count(25, 100), 75, "You are told when the day's caffeine reaches this percentage of the limit."),
        ("cut_off", Duration("6 h", "12 h"), "9 h",
         "How long before bedtime the last caffeine is best taken. You are told then if caffeine is a habit of yours."),
        ("half_life", Duration("90 min", "16 h"), "5 h",
         "How long it takes for half the caffeine to leave your body. It differs a lot between people."),
    )),
    "tip": ("Something worth knowing about backs and desks.", (
        ("enabled", ON, True, "Show you a tip now and then."),
        ("per_day", Count(1, 2), 1, "How many times a day."),
    )),
    "activity": ("Being active in the week: walking, cycling, sport. Nothing reminds you of it.", (
        ("goal", Duration("10 min", "20 h"), "150 min",
         "How much moderate activity you want in a week, by your own account."),
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
        ("do_not_disturb", ON, True, "Keep still while your desktop is set to do-not-disturb."),
        ("calls", ON, True,
         "Keep still while you are in a call, that is while a program uses the microphone or the camera."),
        ("full_screen", ON, True, "Keep still while a program fills the screen."),
        ("kept_awake", ON, True,
         ("On GNOME and KDE under Wayland full screen cannot be seen. Take a program that keeps the screen awake, as "
          "players do, for one that fills it.")),
        ("ignore", Names(), [],
         ("Programs that are never a reason to keep still, by the names that `reminder status` shows: a noise filter "
          "that always records, music in a browser, an editor in full screen.")),
    )),
    "about_you": (ABOUT_TEXT, ABOUT),
    "summary": ("A summary of your week.", (
        ("day", Weekday(), "mon", "The day on which your weekly summary comes."),
        ("at", LocalTime(), "09:00:00", "The time at which it comes."),
        ("goal", Count(30, 100), 70,
         "Your goal: the percentage of the movement breaks you are asked for that you mean to take."),
        ("if_then", OrEmpty(Text(72)), "",
         'A plan of your own, such as "If a call ends, then I stand up for two minutes". Breaks show it now and then.'),
    )),
    "log": ("What was logged.", (
        ("keep", KEPT, "forever",
         ("How long it is kept. What is older is removed for good, once a day; `reminder log --prune` tells what that "
          "would be. `reminder log --json` and `reminder summary --csv` write it down before.")),
    )),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Group:
    """Sections whose names are the user's own, such as `[own.NAME]`.

    `one` is what each of them is. `example` is a name and settings for it; the latter in config notation, and where
    they exclude each other both. `whole` is how to write one as a single value.
    """

    one: str
    text: str
    options: tuple[Option, ...]
    example: tuple[str, Mapping[str, object]]
    whole: str


GROUPS: dict[str, Group] = {
    "own": Group(
        "reminder",
        "Reminders of your own, as many as you like. The name after `own.` is up to you. Give each a title and either "
        "`every` or `per_day`.",
        tuple(Option("own.NAME", *row) for row in OWN),
        (
            "eyes",
            {
                "title": "Look far away",
                "body": "Rest your eyes on something far away for a while.",
                "every": "30 min",
                "per_day": 4,
                "break": "1 min",
                "days": ["mon", "wed"],
                "from": time(10),
                "to": time(16),
            },
        ),
        '{ title = "Look far away", every = "30 min" }',
    ),
    "drinks": Group(
        "drink",
        "Drinks of your own, as many as you like. The name after `drinks.` is what you say to enter one. Give each an "
        "`amount`, its `caffeine`, or both.",
        tuple(Option("drinks.NAME", *row) for row in DRINKS),
        ("mate", {"title": "Mate", "amount": "330 ml", "caffeine": "66 mg"}),
        '{ amount = "330 ml", caffeine = "66 mg" }',
    ),
    "exercise": Group(
        "exercise",
        "Exercises of your own, as many as you like; they take turns with the others. The name after `exercise.` is up "
        "to you. Give each a title and its steps.",
        tuple(Option("exercise.NAME", *row) for row in EXERCISE),
        (
            "ceiling",
            {
                "title": "Look at the ceiling",
                "steps": ["Sit tall, hands in your lap.", "Let your eyes climb the wall.", "Come back slowly."],
                "kind": "stretch",
                "area": "neck",
                "seated": True,
                "gentle": False,
                "move": "3 s",
                "hold": "5 s",
                "repeat": 5,
                "sides": 1,
                "safety": "Stop if you get dizzy.",
                "picture": "E03",
            },
        ),
        '{ title = "Look at the ceiling", steps = ["Sit tall.", "Let your eyes climb the wall."] }',
    ),
}
"""The groups of sections, in the file's order after all others."""

SECTIONS: dict[str, str] = {name: text for name, (text, _) in _TABLE.items() if name}
"""Each section's name and what it is about, in the file's order; the groups are apart."""

OPTIONS: tuple[Option, ...] = tuple(Option(name, *row) for name, (_, rows) in _TABLE.items() for row in rows)

_BY_KEY = {option.dotted: option for option in OPTIONS}

NAMED: tuple[Option, ...] = tuple(option for group in GROUPS.values() for option in group.options)
"""What the sections of the groups may hold."""


def in_section(section: str) -> dict[str, Option]:
    """The settings of a section by key, in order; empty for a section we don't have."""
    return {option.key: option for option in OPTIONS if option.section == section}


def in_group(group: str, name: str) -> dict[str, Option]:
    """The settings of one section of a group, such as `[own.eyes]`, by key, in order."""
    return {
        option.key: Option(f"{group}.{name}", option.key, option.type, option.default, option.text)
        for option in GROUPS[group].options
    }


def of_own(name: str) -> dict[str, Option]:
    """The settings of `[own.NAME]` by key, in order."""
    return in_group("own", name)


def declared(key: str) -> Option | None:
    """The setting of this dotted key, in a group or not; None where there is none."""
    group, _, rest = key.partition(".")
    name, dot, last = rest.rpartition(".")
    return in_group(group, name).get(last) if dot and group in GROUPS else _BY_KEY.get(key)
