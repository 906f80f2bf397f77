"""What the code must not do to be safe, where the linter's own rules (S) do not say it, or a `noqa` could lift them."""

import ast
import re
from collections.abc import Iterator

import pytest

from tests.test_house import ROOT, TREES, imports

FOREIGN_CODE = {"pickle", "marshal", "shelve", "dbm", "dill", "cloudpickle", "joblib", "yaml", "code", "codeop"}
"""What makes code, or objects, out of bytes. Settings are TOML, all else is JSON."""

NETWORK = {"ssl", "ftplib", "poplib", "imaplib", "smtplib", "telnetlib", "xmlrpc", "socketserver", "wsgiref", "nntplib"}
NETWORK |= {"requests", "httpx", "aiohttp", "urllib3", "websockets", "paramiko", "http", "webbrowser"}
FAR = re.compile(r"AF_INET6?|create_connection|create_server|open_connection|start_server|getaddrinfo|gethostby\w+")
"""Ways to a network: asyncio's and socket's. Ours have `unix` in their names."""

PROGRAMS = {
    "reminder.cli_config",
    "reminder.cli_ending",
    "reminder.opening",
    "reminder.programs",
    "reminder.autostart.run_key",
}
"""Who knows `subprocess`: for an editor, an opener, all that is asked. Two take a name from it, and start nothing."""

NODES = {module: [*ast.walk(tree)] for module, tree in TREES.items()}
IMPORTED = {module: set(imports(module)) for module in TREES}


def names(module: str) -> Iterator[str]:
    """Every name and attribute that stands in its code."""
    for node in NODES[module]:
        if isinstance(node, ast.Name):
            yield node.id
        elif isinstance(node, ast.Attribute):
            yield node.attr


def roots(module: str) -> set[str]:
    """The packages that it imports from."""
    return {name.partition(".")[0] for name in IMPORTED[module]}


def calls_of(module: str, *functions: str) -> Iterator[ast.Call]:
    for node in NODES[module]:
        if isinstance(node, ast.Call) and getattr(node.func, "attr", getattr(node.func, "id", "")) in functions:
            yield node


def test_nothing_that_is_read_becomes_code() -> None:
    """A settings file, a saved state and a message of somebody else's are data, whoever has written them.

    Only the names of fields in our own source become the `__init__` of a record, as in the standard library.
    """
    by_name = {
        f"{module}: {call.func.id}"
        for module in TREES
        for call in calls_of(module, "eval", "exec", "compile", "__import__")
        if isinstance(call.func, ast.Name)
    }

    assert {module for module in TREES if roots(module) & FOREIGN_CODE} == set()
    assert by_name == {"reminder.core.records: exec"}


def test_no_module_knows_a_way_to_the_network() -> None:
    """What nobody can do, nobody does by mistake; `urllib.parse` only reads words."""
    assert {module for module in TREES if roots(module) & NETWORK} == set()
    assert {name for module in TREES for name in IMPORTED[module] if name.startswith("urllib")} == {"urllib.parse"}
    assert {f"{module}: {name}" for module in TREES for name in names(module) if FAR.fullmatch(name)} == set()


def test_few_start_programs() -> None:
    """So that there are few to look through."""
    assert {module for module in TREES if "subprocess" in IMPORTED[module]} == PROGRAMS


@pytest.mark.parametrize("module", sorted(PROGRAMS))
def test_a_program_gets_its_words_one_by_one(module: str) -> None:
    """No shell parts them, and no text is put together to be parted."""
    started = [*calls_of(module, "run", "Popen", "call", "check_call", "check_output", "create_subprocess_exec")]

    assert [*calls_of(module, "create_subprocess_shell", "system", "popen", "getoutput", "getstatusoutput")] == []
    for call in started:
        assert {keyword.arg for keyword in call.keywords} & {"shell", "executable", "preexec_fn"} == set()
        assert not isinstance(call.args[0], ast.Constant | ast.JoinedStr | ast.BinOp)


ASKED = {
    "reminder.attention.look",  # its callers' words: the next test
    "reminder.autostart.command",  # this Python, or the program that an entry names, to see whether it starts
    "reminder.errands",  # this very program
    "reminder.notify.osascript",  # the program that was found
}
"""Who runs a program whose name is not written in the call."""


def test_what_is_asked_of_the_desktop_is_asked_of_programs_with_fixed_names() -> None:
    """No text of anybody's is the name of a program."""
    free = {
        module
        for module in TREES
        for call in calls_of(module, "run_program")
        if not (isinstance(call.args[0], ast.Constant) and isinstance(call.args[0].value, str))
    }

    assert free == ASKED


def test_sql_is_a_fixed_text_with_parameters() -> None:
    """But for the names of tables, columns, triggers and pragmas, which are ours."""
    texts = [call.args[0] for module in TREES for call in calls_of(module, "execute", "executescript", "executemany")]

    put_in = {
        ast.unparse(part.value)
        for text in texts
        for node in ast.walk(text)
        if isinstance(node, ast.JoinedStr)
        for part in node.values
        if isinstance(part, ast.FormattedValue)
    }
    assert len(texts) > 5
    assert put_in == {"row.table", "columns", "marks", "script", "number", "name", "table", "until", "what", "query"}
    tables = {ast.unparse(call.args[0]) for call in calls_of("reminder.journal", "_rows")}
    assert tables == {"'outcome'", "'span'", "'hold'", "'intake'", "'aim'"}


def test_a_text_never_becomes_the_name_of_a_column() -> None:
    """The names of an inserted row are those of the code, whatever is told."""
    rows = [*calls_of("reminder.rows", "Row")]

    assert len(rows) == 5
    for call in rows:
        table, columns = call.args
        assert isinstance(table, ast.Constant)
        assert isinstance(columns, ast.Dict)
        assert all(isinstance(name, ast.Constant) for name in columns.keys)


def test_whoever_lifts_a_rule_of_safety_says_why() -> None:
    """A `noqa` for one of the linter's rules S without a reason is a hole that nobody has looked at."""
    silent = [
        f"{path.relative_to(ROOT)}:{number}"
        for folder in ("reminder", "tests", "benchmarks", ".ci")
        for path in sorted((ROOT / folder).rglob("*.py"))
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1)
        if (found := re.search(r"# noqa: ([A-Z0-9, ]+)(.*)", line)) and re.search(r"\bS\d{3}", found[1])
        if not re.match(r"- \w+", found[2])
    ]

    assert silent == []
