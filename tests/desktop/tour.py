"""Try reminder on every desktop as a user would, and print what was seen.

    python -m tests.desktop.tour [DESKTOP…] [--shots FOLDER]

Each desktop is started anew, with the real service, and thrown away. The exit code is 1 if something a user may expect
there was not seen. What is not installed is left out, and said.
"""

import argparse
import sys
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from PIL import Image

from tests.desktop.desktops import DESKTOPS, Kind
from tests.desktop.judging import Finding, Visit
from tests.desktop.packages import missing

COLUMNS = ("icon", "menu", "click arrives", "buttons arrive", "dismissed", "panel restarted", "prompt by")

NONE_HERE = Finding(good=None)

Findings = Mapping[str, Finding]
"""What was found at one desktop, by the column it belongs to."""


def visit(name: str, kind: Kind, shots: Path | None) -> Findings:
    """Open a desktop, try everything there, and keep pictures of it as FOLDER/<desktop>-<what>.png."""

    def photograph(what: str, shot: Image.Image) -> None:
        if shots is not None:
            shot.save(shots / f"{name}-{what}.png")

    with tempfile.TemporaryDirectory(prefix="tour-") as folder, kind.open(Path(folder) / "desktop") as desktop:
        return found(Visit(desktop, kind, Path(folder) / "home", photograph))


def found(visit: Visit) -> Findings:
    """Try everything in the order in which a user meets it."""
    findings = dict.fromkeys(COLUMNS, NONE_HERE)
    started = visit.start()
    if not started.good:
        return dict.fromkeys(COLUMNS, started)
    if visit.kind.has_tray:
        findings |= {"icon": visit.icon(), "menu": visit.menu(), "click arrives": visit.clicks()}
    else:
        absent = visit.no_icon()
        findings["icon"] = NONE_HERE if absent.good else absent
    if visit.kind.closes:  # first: a dunst (1.9) whose own menu was open once takes no click any more
        findings["dismissed"] = visit.dismissed()
    findings["buttons arrive"] = visit.answers()
    again = visit.server_restarted() if visit.kind.restarts else NONE_HERE
    if visit.kind.has_tray:
        findings["panel restarted"] = visit.panel_restarted()
    findings["prompt by"] = both(visit.prompt_by(), again)
    return findings


def both(one: Finding, more: Finding) -> Finding:
    """Two findings in one cell: bad where either is."""
    if more.good is None:
        return one
    return replace(one, good=one.good and more.good, note="; ".join(note for note in (one.note, more.note) if note))


def table(rows: Mapping[str, Findings]) -> str:
    """All findings in Markdown."""
    lines = [("desktop", *COLUMNS), ("---",) * (len(COLUMNS) + 1)]
    lines += [(name, *(cell(findings[column]) for column in COLUMNS)) for name, findings in rows.items()]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def cell(finding: Finding) -> str:
    """In a word, with its note; a table has no room for a line break, and a bar would be its next cell."""
    word = {True: "yes", False: "**no**", None: "—"}[finding.good]
    note = " ".join(finding.note.split()).replace("|", "\\|")
    return f"{word}: {note}" if note else word


def is_bad(findings: Findings) -> bool:
    """Whether anything was not as a user may expect it."""
    return any(finding.good is False for finding in findings.values())


def main(argv: Sequence[str]) -> int:
    """Visit these desktops, or all."""
    parser = argparse.ArgumentParser(prog="python -m tests.desktop.tour", description=(__doc__ or "").splitlines()[0])
    parser.add_argument(
        "desktops", nargs="*", metavar="DESKTOP", help=f"of {', '.join(DESKTOPS)}; all if none is named"
    )
    parser.add_argument("--shots", type=Path, metavar="FOLDER", help="keep pictures there")
    told = parser.parse_args(argv)
    unknown = sorted(set(told.desktops) - set(DESKTOPS))
    if unknown:
        parser.error(f"no such desktop: {', '.join(unknown)}; there are {', '.join(DESKTOPS)}")
    if told.shots is not None:
        told.shots.mkdir(parents=True, exist_ok=True)
    rows: dict[str, Findings] = {}
    for name in told.desktops or DESKTOPS:
        packages = missing(*DESKTOPS[name].programs)
        if packages:
            say(f"{name}: left out, not installed: {' '.join(packages)}")
            continue
        say(f"{name} …")
        rows[name] = visit(name, DESKTOPS[name], told.shots)
    sys.stdout.write(table(rows) + "\n")
    return int(any(is_bad(findings) for findings in rows.values()))


def say(words: str) -> None:
    """Tell how far it is, beside the table."""
    sys.stderr.write(f"{words}\n")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
