"""The command line: one function per verb, the exit codes, and the only print()."""

import contextlib
import json
import os
import sys
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime, time, timedelta
from importlib import import_module
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any, cast

from reminder.autostart import AT_LOGIN
from reminder.cli_asking import ask, said
from reminder.cli_ending import BAD_INPUT, DONE, BadInput, CannotDo, complain, discard_output, ending, fail, why
from reminder.cli_terminal import room, say, write_simpler
from reminder.paths import Places, places

if TYPE_CHECKING:
    from argparse import Namespace as Args

Verb = Callable[["Args", Places], int]


def main(argv: Sequence[str] | None = None) -> int:
    """Run one verb and return the exit code."""
    write_simpler()
    try:
        where = places(os.environ)
    except RuntimeError as nobody:  # REMINDER_HOME=~nobody/…
        return fail(f"REMINDER_HOME names no folder: {nobody}", BAD_INPUT)
    words = sys.argv[1:] if argv is None else argv
    # the service itself does without the parser, which would cost it a megabyte (shutil, for the terminal's width)
    args = _understood(words) if words else cast("Args", SimpleNamespace(verb=run, verbose=0))
    verb: Verb = args.verb
    return ending(lambda: verb(args, where), where)


def _understood(words: Sequence[str]) -> "Args":
    from reminder.cli_parser import parser
    from reminder.cli_parser_day import readable

    try:
        args: Args = parser(VERBS).parse_args(readable(words))
    except BrokenPipeError:  # whoever reads the help has read enough
        discard_output()
        sys.exit(DONE)
    return args


def _late(module: str, name: str) -> Verb:
    """A verb in a module of its own, which is loaded when the verb is used: a bar asks for the status all day long."""

    def verb(args: "Args", where: Places) -> int:
        found: Verb = getattr(import_module(f"reminder.{module}"), name)
        return found(args, where)

    return verb


# The service


def run(args: "Args", where: Places) -> int:
    """Run the service in this process until it is told to stop."""
    from reminder.lean import import_lean

    import_lean()
    from reminder import control
    from reminder.clock import now
    from reminder.daemon import Daemon
    from reminder.last_good import settings_at_start
    from reminder.log_lines import told
    from reminder.logbook import Logbook
    from reminder.serving import serve
    from reminder.welcome import is_first_run
    from reminder.witness import Witness

    try:
        lock = control.lock_of_service(where.lock, where.control)
    except control.AlreadyRunning:
        if AT_LOGIN in os.environ:
            return DONE
        _show_yourself(where)
        raise CannotDo("reminder is running already. 'reminder status' shows what it is doing.") from None
    except OSError as problem:
        raise CannotDo(f"{where.data} cannot be used: {problem.strerror or problem}. Check its permissions.") from None
    witness = Witness(where)
    try:
        with (
            told(args.verbose, witness.lately),
            witness.watching(_say),
            Logbook(where, lambda title, sentences: _say(f"{title}. {sentences}"), now) as logbook,
        ):
            new = is_first_run(where, _say)
            settings = settings_at_start(where, logbook, _say)
            daemon = Daemon(where, logbook, settings, _say, new=new)
            daemon.witness = witness
            serve(daemon)
    finally:
        lock.release()
    return DONE


def _show_yourself(where: Places) -> None:
    """Have the running service say on the screen what it does: who clicked in a menu cannot read what we print."""
    from reminder import control

    if sys.stderr is None or not sys.stderr.isatty():
        with contextlib.suppress(control.NotRunning):
            control.ask(where.control, {"verb": control.SHOW})


def _say(line: str) -> None:
    """Tell the user, if anybody is there to listen: a terminal that was closed must not stop the service."""
    with contextlib.suppress(OSError, ValueError):
        print(line, flush=True)


# Verbs that speak to the running service


def tell(args: "Args", where: Places) -> int:
    """Pass a verb and its words on to the service."""
    reply = ask(where, {"verb": args.name, "word": " ".join(getattr(args, "word", []))})
    say(said(reply))
    return DONE


# The log


def log(args: "Args", where: Places) -> int:
    """Print the log, oldest first; or make it shorter."""
    if args.prune is not None:
        from reminder.cli_prune import prune

        return prune(args, where)
    if args.yes:
        raise BadInput("--yes goes with --prune.")
    from reminder.cli_pages import tell_left_out
    from reminder.clock import now
    from reminder.open_log import read_log
    from reminder.report.log import as_json, as_words, entries

    since = _day(args.since) if args.since else date.min
    journal = read_log(where, complain)
    if journal is None:
        raise CannotDo("Nothing is logged yet. Start reminder with 'reminder'.")
    with journal:
        rows = entries(journal.records(since, date.max), journal.intakes(since, date.max))
        tell_left_out(journal)
    zone, width = now().tzinfo or UTC, room(sys.stdout)
    for row in rows:
        print(json.dumps(as_json(row, zone)) if args.json else as_words(row, zone, width))
    return DONE


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise BadInput(f"{text!r} is no date. Write it like 2026-03-02.") from None


# Simulation


def simulate(args: "Args", where: Places) -> int:
    """Run the real core over a simulated day, or over the events of a trace."""
    from reminder.config import load
    from reminder.guidance.wording import Wording
    from reminder.report.transcript import as_words
    from reminder.simulation import TraceError, from_the_start, read_trace, simulate, transcript

    settings = load(where.config)
    if args.trace:
        try:
            text = sys.stdin.read() if args.trace == "-" else Path(args.trace).read_text("utf-8-sig")
            events = from_the_start(read_trace(text.split("\n"), args.trace))
            moments = simulate(settings.plan, events)
        except (OSError, UnicodeDecodeError) as problem:
            raise BadInput(f"{args.trace} cannot be read: {why(problem)}.") from problem
        except TraceError as problem:
            raise BadInput(str(problem)) from problem
    else:
        moments = _plausible(args, settings.plan)
    wording, width = Wording(settings.own_texts, settings.plan.bout_rest), room(sys.stdout)
    try:
        for line in transcript(moments):
            told = json.dumps(line) if args.json else as_words(line, wording.name, width)
            if told:
                print(told)
    except OverflowError:
        raise BadInput("A time in it lies too close to the year 1 or 9999 to be simulated.") from None
    return DONE


def _plausible(args: "Args", plan: Any) -> Any:
    from reminder.clock import now
    from reminder.plausible import live

    if not 1 <= args.days <= 3660:
        raise BadInput("--days can be anything from 1 to 3660.")
    today = datetime.combine(now().date(), time(0), now().tzinfo)
    week = (today + timedelta(days=ahead) for ahead in range(7))
    first = next(day for day in week if plan.hours.on(day.date(), day.tzinfo or UTC))
    return live(plan, first, args.days, args.seed)


VERBS: dict[str, Verb] = {
    "run": run,
    "tell": tell,
    "note": _late("cli_intake", "note"),
    "about": _late("cli_about", "about"),
    "status": _late("cli_status", "status"),
    "doctor": _late("cli_doctor", "doctor"),
    "log": log,
    "summary": _late("cli_summary", "summary"),
    "guide": _late("cli_guide", "guide"),
    "why": _late("cli_why", "why_these"),
    "simulate": simulate,
    "desktop": _late("cli_desktop", "desktop"),
    "uninstall": _late("cli_uninstall", "uninstall"),
    "config": _late("cli_config", "config"),
    "autostart": _late("cli_autostart", "autostart"),
    "quit": _late("cli_quit", "end_service"),
    "help": _late("cli_help", "tell_of"),
}
