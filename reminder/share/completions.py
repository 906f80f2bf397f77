"""What bash, zsh and fish complete, from the parser itself, by shtab.

shtab (Apache-2.0) knows what these three want in many more versions than we could try. It is there when the files are
written, and nowhere else. It takes what a word may be from the parser, where most of ours are free text; so a
parser that is made for this alone is told what is worth offering.
"""

import argparse
from collections.abc import Iterator, Mapping, Sequence

FILES = {
    "bash": "bash-completion/completions/reminder",
    "zsh": "zsh/site-functions/_reminder",
    "fish": "fish/vendor_completions.d/reminder.fish",
}
"""Where each shell looks below share/."""

FILE, VERB = "FILE", "VERB"
FREE = frozenset({"DATE", "KEEP", "LEVEL", "MINUTES", "N", "NAME", "VALUE"})
"""What can only be typed."""

FOOT = "# It is made by `python -m reminder.shared_files`.\n"


def completions(top: argparse.ArgumentParser, words: Mapping[str, Sequence[str]]) -> dict[str, str]:
    """The three scripts by their files. `words` says what may stand for a metavar: {"KIND": ("movement", …)}.

    Raises:
        ValueError: a metavar is neither in `words` nor known as free.
    """
    import shtab

    known = {VERB: _verbs(top), **words}
    for each in parsers(top):
        for action in each._actions:  # noqa: SLF001 - argparse has no other way to ask
            _offer(action, known)
    return {path: _plain(shtab.complete(top, shell)) + FOOT for shell, path in FILES.items()}


def parsers(top: argparse.ArgumentParser) -> Iterator[argparse.ArgumentParser]:
    """A parser and those of its verbs, and of theirs."""
    yield top
    for action in top._actions:  # noqa: SLF001
        if isinstance(action, argparse._SubParsersAction):  # noqa: SLF001
            for each in action.choices.values():
                yield from parsers(each)


def _verbs(top: argparse.ArgumentParser) -> list[str]:
    return [each.prog.removeprefix(f"{top.prog} ") for each in parsers(top) if each.prog.count(" ") == 1]


def _offer(action: argparse.Action, words: Mapping[str, Sequence[str]]) -> None:
    name = action.metavar
    if name is None or action.choices is not None or action.help == argparse.SUPPRESS:
        return
    if not isinstance(name, str):
        raise TypeError(f"{action.dest} has a metavar for each of its words, which nobody has needed yet")
    if name == FILE:
        import shtab

        action.complete = shtab.FILE  # type: ignore[attr-defined]
    elif "|" in name:
        action.choices = name.split("|")
    elif name in words:
        action.choices = list(words[name])
    elif name not in FREE:
        raise ValueError(f"Nobody has said what {name} may be: shared_files.words or completions.FREE.")


def _plain(script: str) -> str:
    """Without blanks at the ends of lines, and with one line end at the end."""
    return "\n".join(line.rstrip() for line in script.splitlines()).rstrip() + "\n"
