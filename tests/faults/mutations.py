"""What can go wrong with a settings file: by hand, by an editor, by a disk. Seeded: the same files anywhere."""

import re
from collections.abc import Callable, Iterator
from random import Random

from reminder.config.rendering import render

MORE = """
[own.plants]
title = "Water the plants 🪴"
body = "All of them.\\nAlso the cactus."
per_day = 2
days = "mon-fri"
[own.walk]
title = "Walk"
every = "2 h"
break = "10 min"
from = 22:00:00
to = 06:00:00
[drinks]
cola = { amount = "330 ml", caffeine = "32 mg" }
"flat-white" = { title = "Flat white", amount = "16 cl", caffeine = "0.13 g" }
[exercise.door]
title = "Push the door"
steps = ["Stand in the frame.", "Push."]
kind = "strengthen"
area = "core"
seated = false
picture = "E12"
"""
EVERYTHING = re.sub(r"^#(?! )(?!per_day = 4$)", "", render(), flags=re.MULTILINE) + MORE
"""Every setting there is, at its default, and some of one's own."""

FEW = 'day_starts = 05:00:00\n[movement]\nevery = "45 min"  # mine\n[own.eyes]\ntitle = "Look up"\nper_day = 2\n' + MORE
"""What somebody may have: so short that each mutation hits something."""

VALUES = (
    *("0", "-1", "1", "30", "007", "+5", "1_000", "9" * 30, "-" + "9" * 30, "9" * 5000, "0xff", "0o17", "0b1"),
    *("1.5", "-0.0", "1e400", "-1e400", "1e-400", "nan", "-nan", "inf", "+inf", "-inf", "1e5"),
    *("true", "false", "True", '"yes"', '"off"', '""', '" "', "''", '"""\n"""', "'''a'''"),
    *('"30 min"', '"1e400 h"', '"99999999999 days"', '"9999999 h"', '"0 s"', '"-5 min"', '"1h30"', '"5 kg"', '"1.8 l"'),
    *('"0.0001 l"', '"999999 l"', '"400 mg"', '".5 g"', '"٣٠ min"', '"30\u00a0min"', '"½ h"', '"1,5 h"'),
    *("00:00:00", "23:59:59", "24:00:00", "09:00", "23:59:60", "12:00:00.999999", '"9:30"', '"25:00"'),
    *("2026-12-25", "0001-01-01", "9999-12-31", "2026-02-30", "2026-12-25T10:00:00Z", "9999-12-31T23:59:59-14:00"),
    *('["9999-12-30 to 9999-12-31"]', '["0001-01-01 to 0001-12-31"]', '"2026-01-01 to 2026-12-31"', "[0001-01-01]"),
    *("[9999-12-31, 0001-01-01]", '["9999-01-01 to 9999-12-31"]', '"2026-12-31 to 2026-01-01"'),
    *('"mon"', '["mon"]', '["mon", "mon", "sun-sat"]', '"fri-mon"', '["someday"]', "[]", "[[]]", "[{}]", "[1, 'a']"),
    *('["00:00-24:00"]', '["sat 22:00-02:00", "09:00-09:01"]', '["23:59-00:00"]', '"12:00-12:00"'),
    *("{}", "{ a = 1 }", "{ title = 'x', per_day = 1 }", "{ a.b.c = {} }", '{ enabled = "no" }'),
    *('"E13"', '["E01", "e01", "E99"]', '"standard"', '"EVIDENCE"', '"under_18"', '"older"', '"20 kg"', '"250 kg"'),
    *('"a\\u0000b"', '"\\ud800"', '"\\U0010ffff"', '"\u202eevil\u202c"', '"e\u0301"', '"\u200b"', '"👩‍👩‍👧"'),
    *(f'"{"long " * 2000}"', '"%s {title} {0} \\\\ `$(x)`"', '"<b>&amp;</b>"', '"\\n\\r\\t"'),
    "['x'" + ", 'x'" * 200 + "]",
)  # fmt: skip
KEYS = (
    *("every", "enabled", "title", "per_day", "from", "days", "movement", "own", "own.eyes", "own.movement"),
    *('""', "''", '"a.b"', '"\\u0000"', "own.''", 'own."a b"', "own.-x", "own.Movement", "exercise.e13", "drinks.tea"),
    *("a." * 200 + "a", "k" * 70000, '"\u202e"', "'ключ'", "schlüssel", "1", "-", "_", "=", "own.\u0661"),
    *("evry", "Every", "hours.from", "about_you.age", "about_you.pregnant", "about_you.weight", "choice.exclude"),
)  # fmt: skip
HEADERS = (
    *("[own]", "[[own]]", "[own.eyes]", "[[own.eyes]]", "[own.eyes.more]", "[movement]", "[[movement]]"),
    *("[drinks.water]", "[drinks.Flat_White]", "[exercise.E13]", "[exercise.x]", "[]", "[.]", "[a..b]"),
    *("['']", '["\\u0007"]', "[nonsense]", "[[nonsense]]", "[hours", "[hours]]", "[caffeine] x", "[quiet]"),
)  # fmt: skip

Mutation = Callable[[Random, str], str | bytes]


def _spot(chance: Random, text: str | bytes) -> int:
    return chance.randrange(len(text) + 1)


def _lines(text: str) -> list[str]:
    return text.split("\n")


def flip(chance: Random, text: str) -> bytes:
    """A bit or a few in the file are others."""
    content = bytearray(text.encode() or b"\n")
    for _ in range(chance.choice((1, 1, 2, 8))):
        content[chance.randrange(len(content))] ^= 1 << chance.randrange(8)
    return bytes(content)


def junk(chance: Random, text: str) -> bytes:
    """Bytes that no editor writes."""
    content, at = text.encode(), _spot(chance, text)
    strange = (
        *(b"\0", b"\xff\xfe", b"\xef\xbb\xbf", b"\x1b[31m", b"\r", b"\xc3", b"\xed\xa0\x80", b"\xe2\x80\xae", b"\x7f"),
        chance.randbytes(4),
    )
    return content[:at] + chance.choice(strange) + content[at:]


def cut_short(chance: Random, text: str) -> str:
    """The disk was full, or a copy was broken off."""
    return text[: _spot(chance, text)]


def pasted(chance: Random, text: str) -> str:
    """A piece of it stands elsewhere once more."""
    start, at = _spot(chance, text), _spot(chance, text)
    return text[:at] + text[start : start + chance.choice((3, 30, 300, 3000))] + text[at:]


def dropped(chance: Random, text: str) -> str:
    """A piece is gone."""
    at = _spot(chance, text)
    return text[:at] + text[at + chance.choice((1, 2, 10, 100)) :]


def lines(chance: Random, text: str) -> str:
    """Lines are gone, doubled, in another order or joined."""
    rows = _lines(text)
    at, other = chance.randrange(len(rows)), chance.randrange(len(rows))
    match chance.randrange(5):
        case 0:
            del rows[at]
        case 1:
            rows.insert(other, rows[at])
        case 2:
            rows[at], rows[other] = rows[other], rows[at]
        case 3:
            rows[at : at + 2] = ["".join(rows[at : at + 2])]
        case _:
            part = rows[at : at + 12]
            chance.shuffle(part)
            rows[at : at + 12] = part
    return "\n".join(rows)


def value(chance: Random, text: str) -> str:
    """A setting has another value, of any type."""
    return _in_a_pair(chance, text, lambda key, _: f"{key} = {chance.choice(VALUES)}")


def key(chance: Random, text: str) -> str:
    """A setting is called otherwise."""
    return _in_a_pair(chance, text, lambda _, old: f"{chance.choice(KEYS)} = {old}")


def new_pair(chance: Random, text: str) -> str:
    """There is a setting more, somewhere."""
    rows = _lines(text)
    rows.insert(chance.randrange(len(rows) + 1), f"{chance.choice(KEYS)} = {chance.choice(VALUES)}")
    return "\n".join(rows)


def number(chance: Random, text: str) -> str:
    """A number is another, in whatever unit."""
    found = list(re.finditer(r"\d+", text))
    if not found:
        return text
    one = chance.choice(found)
    others = (
        "0",
        "-1",
        "1e400",
        "99999999999",
        "9" * 5000,
        "0.5",
        "1e-9",
        "nan",
        "1_0",
        "٣",
        str(chance.randrange(10**6)),
    )
    return text[: one.start()] + chance.choice(others) + text[one.end() :]


def unit(chance: Random, text: str) -> str:
    """A quantity has another unit."""
    units = ("s", "min", "h", "days", "ml", "l", "mg", "g", "kg", "lb", "", "µs", "H", "mi n", "%")
    found = list(re.finditer(r'(?<=\d )[a-z]+(?=")', text))
    if not found:
        return text
    one = chance.choice(found)
    return text[: one.start()] + chance.choice(units) + text[one.end() :]


def header(chance: Random, text: str) -> str:
    """A section begins where none did, or is called otherwise."""
    rows = _lines(text)
    there = [at for at, row in enumerate(rows) if row.startswith("[")]
    if there and chance.random() < 0.5:
        rows[chance.choice(there)] = chance.choice(HEADERS)
    else:
        rows.insert(chance.randrange(len(rows) + 1), chance.choice(HEADERS))
    return "\n".join(rows)


def nested(chance: Random, text: str) -> str:
    """Something stands in something, again and again."""
    depth = chance.choice((3, 30, 300, 3000))
    deep = chance.choice(
        ("[" * depth + "]" * depth, "{a=" * depth + "1" + "}" * depth, "[" * depth, "{ a" + ".a" * depth + " = 1 }")
    )
    return _in_a_pair(chance, text, lambda name, _: f"{name} = {deep}")


def many(chance: Random, text: str) -> str:
    """There are very many of something."""
    how_many = chance.choice((10, 200, 2000))
    rows = (
        (f'[own.o{at}]\ntitle = "Own {at}"\nper_day = 6' for at in range(how_many // 10)),
        (f'[drinks.d{at}]\ncaffeine = "600 mg"' for at in range(how_many // 10)),
        (f"[exercise.e{at}x]\ntitle = 'x'\nsteps = 'y'\nkind = 'strengthen'" for at in range(how_many // 10)),
        (f"nonsense{at} = {at}" for at in range(how_many)),
        ("# " + "x" * 60 for _ in range(how_many)),
    )
    return text + "\n" + "\n".join(chance.choice(rows))


def ends(chance: Random, text: str) -> str | bytes:
    """Another system's or another editor's way to write text."""
    match chance.randrange(7):
        case 0:
            return text.replace("\n", "\r\n")
        case 1:
            return text.replace("\n", "\r")
        case 2:
            return text.encode("utf-16")
        case 3:
            return text.encode("utf-16-le")
        case 4:
            return text.replace("E", "É").encode("latin-1", "replace")
        case 5:
            return b"\xef\xbb\xbf" + text.encode()
        case _:
            return text.replace(" ", "\u00a0", 3)


def _in_a_pair(chance: Random, text: str, change: Callable[[str, str], str]) -> str:
    pairs = list(re.finditer(r"^([\w.\"-]+) = (.*)$", text, re.MULTILINE))
    if not pairs:
        return f"{text}\n{change('every', '1')}"
    one = chance.choice(pairs)
    return text[: one.start()] + change(one[1], one[2]) + text[one.end() :]


MUTATIONS: tuple[Mutation, ...] = (
    *(flip, junk, cut_short, pasted, dropped, lines, new_pair, number, unit, header, nested, many, ends),
    *(value, value, value, key, number),  # what people do
)


def mutants(count: int, seed: int) -> Iterator[bytes]:
    """So many files, each with one to four things wrong."""
    chance = Random(seed)  # noqa: S311 - the same every time is the point
    for _ in range(count):
        content: str | bytes = chance.choice((EVERYTHING, FEW, FEW, ""))
        for _ in range(chance.choice((1, 1, 1, 2, 3, 4))):
            if isinstance(content, bytes):
                break  # whoever goes on reads text
            content = chance.choice(MUTATIONS)(chance, content)
        yield content if isinstance(content, bytes) else content.encode("utf-8", "surrogatepass")
