"""The verbs of the command line, declared once: their arguments, what they are for, and examples that work."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from reminder import __version__
from reminder.cli_command import Add, Command, Example, Group, for_programs
from reminder.cli_parser_day import day

ABOUT = (
    "Reminds you to move, and keeps a truthful log of whether you did. 'reminder' alone runs the service: tray, else "
    "notifications alone, else this terminal."
)
MORE = "'reminder help VERB' tells more of each, with examples."
EXAMPLES: tuple[Example, ...] = (
    ("reminder status", "what it knows, what comes next, why it is silent"),
    ("reminder pause 1h", "be silent for an hour"),
    ("reminder drink 250ml tea", "log what you drank"),
    ("reminder summary last", "last week, counted"),
)
LOG = Group("What was, and why")
SETTINGS = Group("Your settings")
SYSTEM = Group("The program")

WITHOUT_SERVICE = (
    "Exit codes: 0: it is told; 1: no service is running, so only what the log knows of today is told: water, caffeine "
    "and activity; 2: your config or arguments; 3: our bug."
)
UNDO = (
    "Put config.toml back exactly as it was before 'config set', 'about' or the tray's menu last changed it. Done "
    "twice, the change is made again. A file that has been edited since is left alone."
)
SOUND = "Exit codes: 0: it starts by itself; 1: it does not, or not as it should; 2: your arguments; 3: our bug."
REPORT = "write a report for a bug, without anything private; nothing: into this folder, with the date"
NO_WORDS: tuple[Example, ...] = ()
Verbs = Mapping[str, Callable[..., int]]


def parser(verbs: Verbs) -> Command:
    """The parser; `verbs` gives the function of each verb by its name, "tell" that of those the service answers."""
    top = Command(prog="reminder", description=ABOUT, epilog=MORE, examples=EXAMPLES, usage="reminder [-v] [VERB …]")
    top.add_argument("--version", action="version", version=f"reminder {__version__}", help="say which version this is")
    top.add_argument(
        "-v",
        "--verbose",
        action="count",
        default=0,
        help="say what happens, on standard error; twice: in detail",
    )
    top.set_defaults(verb=verbs["run"])
    sub = top.add_subparsers(title="verbs", metavar="VERB", parser_class=Command, prog="reminder")

    def add(
        name: str,
        help_text: str,
        verb: str | None = None,
        *,
        examples: Sequence[Example] = NO_WORDS,
        group: Group = SYSTEM,
    ) -> Command:
        described = f"{help_text[:1].upper()}{help_text[1:]}."
        each: Command = sub.add_parser(name, help=help_text, description=described, examples=examples)
        each.set_defaults(verb=verbs[verb or name], name=name, command=each)
        top.groups.setdefault(group, []).append(name)
        top.asides[name] = help_text
        return each

    day(add)
    _readings(add)
    _settings(add, verbs["config"])
    _autostart(add("autostart", "start by itself at login, or no more", examples=STARTS, group=SYSTEM))
    _system(add, top)
    return top


def _readings(add: Add) -> None:
    status = add("status", "say what reminder knows right now", examples=STATUS, group=LOG)
    status.epilog = WITHOUT_SERVICE
    forms = status.add_mutually_exclusive_group()
    forms.add_argument("--json", action="store_true", help="for programs, and for waybar")
    forms.add_argument("--line", action="store_true", help="a few characters, for a bar: '12 min'")
    log = for_programs(add("log", "print the log, oldest first", examples=LOGS, group=LOG))
    log.add_argument("--since", metavar="DATE", help="from this day on, like 2026-03-02")
    log.add_argument(
        "--prune",
        nargs="?",
        const="",
        metavar="KEEP",
        help="say what is older than this ('3 years'; nothing: log.keep in your settings) and would be removed",
    )
    log.add_argument("--yes", action="store_true", help="with --prune: remove it for good")
    _summary(
        for_programs(add("summary", "print the summary of a week, a month or a year", examples=SUMMARIES, group=LOG))
    )
    shown = for_programs(
        add(
            "guide",
            "show the exercises of the moment, with moving pictures",
            examples=GUIDES,
            group=LOG,
        )
    )
    shown.add_argument(
        "exercise", nargs="?", metavar="EXERCISE", help="E13, or a part of its name; nothing: what is asked for now"
    )
    shown.add_argument("--terminal", action="store_true", help="tell it here, without pictures")
    shown.add_argument("--open", action="store_true", help="open the page in your browser, or fail")
    shown.add_argument("--html", metavar="FILE", help="write that page to a file")
    why = for_programs(add("why", "say why these reminders, and what nobody claims", examples=WHYS, group=LOG))
    why.add_argument(
        "kind", nargs="?", metavar="KIND", help="movement, stretch, …, or a claim of the article, C24 say; nothing: all"
    )
    why.add_argument("--claims", action="store_true", help="the article's forty claims, and how research sees each")
    why.add_argument("--open", action="store_true", help="open it as a page in your browser")
    why.add_argument("--html", metavar="FILE", help="write that page to a file")


STATUS: tuple[Example, ...] = (
    ("reminder status", "what comes next, or why it is silent"),
    ("reminder status --json", "the same for programs, and for waybar"),
    ("reminder status --line", "a few characters for polybar, i3blocks or a prompt"),
)
LOGS: tuple[Example, ...] = (
    ("reminder log", "everything"),
    ("reminder log --since 2026-03-02", "from that day on"),
    ("reminder log --json", "an object a line, for programs"),
    ("reminder log --prune '3 years'", "what is older, and would go with --yes"),
)
SUMMARIES: tuple[Example, ...] = (
    ("reminder summary", "this week so far"),
    ("reminder summary last month --open", "last month, in your browser"),
    ("reminder summary 2026-W10 --csv week.csv", "week 10 as a table"),
)
GUIDES: tuple[Example, ...] = (
    ("reminder guide", "what is asked for now, in your browser"),
    ("reminder guide chin --terminal", "the chin glide, in words"),
)
WHYS: tuple[Example, ...] = (
    ("reminder why stretch", "what stretching rests on, and what nobody claims of it"),
    ("reminder why C24", "a claim of the article, in full"),
    ("reminder why --open", "all of it, in your browser"),
)


def _summary(each: Command) -> None:
    each.add_argument(
        "period",
        nargs="*",
        metavar="PERIOD",
        help="last, a date, 2026-W10, 'last month', 2026-03, year or 2026; nothing: this week",
    )
    each.add_argument("--open", action="store_true", help="open it as a page in your browser")
    each.add_argument("--html", metavar="FILE", help="write that page to a file")
    each.add_argument("--png", metavar="FILE", help="write a picture to keep or share, without private detail")
    each.add_argument("--detail", action="store_true", help="with --png: with sitting, water and caffeine as well")
    each.add_argument("--csv", metavar="FILE", help="write everything logged in it as a table, for spreadsheets")
    each.add_argument("--apply", metavar="NAME", help="make a change that it suggests; 'config undo' takes it back")


def _settings(add: Add, verb: Callable[..., int]) -> None:
    about = add("about", "say something about yourself, so that the plan fits you", examples=ABOUT_YOU, group=SETTINGS)
    about.add_argument("--show", action="store_true", help="print your answers and what they change")
    _config(add("config", "show, check, explain or change config.toml", examples=CONFIGS, group=SETTINGS), verb)
    plausible = for_programs(
        add("simulate", "run the real core over a plausible day, or over a trace", examples=DAYS, group=SETTINGS)
    )
    plausible.add_argument("--days", type=int, default=1, metavar="N", help="how many days (default 1)")
    plausible.add_argument("--seed", type=int, default=0, metavar="N", help="another number, other days (default 0)")
    plausible.add_argument("--trace", metavar="FILE", help="JSON lines, one event each; - is standard input")


ABOUT_YOU: tuple[Example, ...] = (
    ("reminder about", "a few questions; each may be left out, and all stays on this machine"),
    ("reminder about --show", "your answers and what they change"),
)
CONFIGS: tuple[Example, ...] = (
    ("reminder config set movement.every 45 min", "comments and order are kept"),
    ("reminder config undo", "take that back"),
    ("reminder config explain movement", "what these settings do"),
)
DAYS: tuple[Example, ...] = (
    ("reminder simulate", "what would these settings do to a day of mine?"),
    ("reminder simulate --days 5 --seed 7", "other days, five of them"),
)


def _config(each: Command, verb: Callable[..., int]) -> None:
    what: Any = each.add_subparsers(
        title="what", metavar="WHAT", required=True, parser_class=Command, prog="reminder config"
    )
    group = Group("What")

    def add(name: str, help_text: str, *examples: Example, more: str = "") -> Command:
        described = more or f"{help_text[:1].upper()}{help_text[1:]}."
        one: Command = what.add_parser(name, help=help_text, description=described, examples=examples)
        one.set_defaults(verb=verb, what=name, command=one)
        each.groups.setdefault(group, []).append(name)
        each.asides[name] = help_text
        return one

    add("path", "where config.toml is", ("reminder config path", "its name, for your own scripts"))
    add("check", "whether it is in order", ("reminder config check", "each mistake with its line"))
    show = ("reminder config show", "as TOML, each line with where it comes from")
    for_programs(add("show", "every setting in force, and where it comes from", show))
    one = ("reminder config explain movement.every", "its range, its default and what is in force")
    add("explain", "what a setting does", one, ("reminder config explain", "all of them")).add_argument(
        "key", nargs="?", metavar="KEY", help="movement.every, say; nothing: all"
    )
    change = add("set", "change one setting, comments and order kept", *SETS)
    change.add_argument("key", metavar="KEY", help="as 'config show' names it, with its section")
    change.add_argument("value", nargs="+", metavar="VALUE", help="as it stands in config.toml, quotes left out")
    back = ("reminder config undo", "again: have the change after all")
    add("undo", "take back what a command changed last; again: have it after all", back, more=UNDO)
    add("edit", "open it in your editor, and check it afterwards", ("reminder config edit", "made anew if need be"))
    add("schema", "its JSON Schema, for editors", ("reminder config schema", "for completion while you write"))


SETS: tuple[Example, ...] = (
    ("reminder config set movement.every 45 min", "a break after 45 minutes of sitting"),
    ("reminder config set posture.enabled false", "no more word about posture"),
)


def _system(add: Add, top: Command) -> None:
    told = for_programs(add("doctor", "say what works here, what does not, and what would help", examples=DOCTORS))
    told.add_argument("--report", metavar="FILE", nargs="?", const="", help=REPORT)
    menu = add("desktop", "be in the applications menu, with man pages and more", examples=DESKTOPS)
    menu.add_argument(
        "word",
        metavar="on|off|status",
        choices=("on", "off", "status"),
        nargs="?",
        default="status",
        help="put it in, take it out; nothing: is it there?",
    )
    gone = add("uninstall", "take away all of it but your settings and log", examples=ENDS)
    gone.add_argument("--dry-run", action="store_true", help="only say what that would be")
    add("quit", "end the running service", examples=[("reminder quit", "what was open is taken back")])
    helped = add("help", "tell of a verb, with examples", examples=HELPS)
    helped.add_argument("word", nargs="*", metavar="VERB", help="nothing: all of them")
    helped.set_defaults(top=top)


def _autostart(each: Command) -> None:
    what: Any = each.add_subparsers(
        title="what", metavar="WHAT", required=False, parser_class=Command, prog="reminder autostart"
    )
    each.set_defaults(what="status", json=False)
    group = Group("What")

    def add(name: str, help_text: str, *examples: Example) -> Command:
        described = f"{help_text[:1].upper()}{help_text[1:]}."
        one: Command = what.add_parser(name, help=help_text, description=described, examples=examples)
        one.set_defaults(what=name, command=one)
        each.groups.setdefault(group, []).append(name)
        each.asides[name] = help_text
        return one

    on = ("reminder autostart on", "says what starts it from the next login on, and why that")
    other = ("reminder autostart on --way xdg", "an entry in the autostart folder, whatever fits")
    add("on", "from the next login on; also mends what has moved", on, other).add_argument(
        "--way", metavar="WAY", help="systemd or xdg, on Linux; nothing: the one that is right for this session"
    )
    add("off", "not any more; what was edited is kept beside", ("reminder autostart off", "one that runs goes on"))
    told = ("reminder autostart status", "whether it starts this very program")
    for_programs(add("status", "without a word, too: does it, and what is wrong with it", told)).epilog = SOUND


STARTS: tuple[Example, ...] = (
    ("reminder autostart on", "in the way that fits your session"),
    ("reminder autostart", "does it, and would it work here?"),
    ("reminder autostart off", "takes out what is ours"),
)
DOCTORS: tuple[Example, ...] = (
    ("reminder doctor", "a line for each part, and the fix below"),
    ("reminder doctor --json", "the same for programs"),
    ("reminder doctor --report", "a file to send us with a bug; read it first"),
)
DESKTOPS: tuple[Example, ...] = (
    ("reminder desktop on", "for one that pipx or a virtual environment holds"),
    ("reminder desktop off", "take all of it out again"),
)
ENDS: tuple[Example, ...] = (
    ("reminder uninstall --dry-run", "what would go, and what stays where"),
    ("reminder uninstall", "then the program itself is all that is left"),
)
HELPS: tuple[Example, ...] = (
    ("reminder help", "every verb, by what it is for"),
    ("reminder help config set", "one of them"),
)
