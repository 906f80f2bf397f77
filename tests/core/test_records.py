"""A record is the standard library's frozen dataclass with slots, whoever looks at it."""

import copy
import dataclasses
import pickle
from collections.abc import Callable, Mapping
from dataclasses import FrozenInstanceError, asdict, astuple, field, fields, is_dataclass, replace
from typing import Any, ClassVar

import pytest
from hypothesis import given
from hypothesis import strategies as some

from reminder.core import records

Decorator = Callable[[type], type]
OURS: Decorator = records.dataclass(frozen=True, slots=True)
THEIRS: Decorator = dataclasses.dataclass(frozen=True, slots=True)


def dose(record: Decorator) -> Any:
    """A class with all that ours have: defaults, one made anew, one not compared, a constant, a method."""

    @record
    class Dose:
        mg: float
        name: str = "coffee"
        notes: list[str] = field(default_factory=list, compare=False)
        limit: ClassVar[int] = 400

        def share(self) -> float:
            return self.mg / self.limit

    return Dose


def strong(record: Decorator) -> Any:
    """One that is a kind of another."""

    @record
    class Strong(dose(record)):
        why: Mapping[str, int] = field(default_factory=dict, repr=False)

    return Strong


PAIRS = [(dose(OURS), dose(THEIRS)), (strong(OURS), strong(THEIRS))]
BOTH = pytest.mark.parametrize("record", [OURS, THEIRS], ids=["ours", "the standard library's"])
"""What is held of ours holds of the real one: so it is the contract, not a guess."""

amounts = some.one_of(some.floats(), some.integers(-2, 2), some.booleans())


@given(
    some.lists(some.tuples(amounts, some.text(max_size=2), some.lists(some.text(max_size=1), max_size=1)), max_size=4)
)
def test_equal_where_the_real_one_is(rows: list[tuple[float, str, list[str]]]) -> None:
    """Whichever two are compared, by whatever is in them: nan, True and 1, what does not count."""
    for ours, theirs in PAIRS:
        made, real = [ours(*row) for row in rows], [theirs(*row) for row in rows]
        for one, other in zip(made, real, strict=True):
            assert [one == each for each in made] == [other == each for each in real]
            assert repr(one) == repr(other)
            assert str((asdict(one), astuple(one))) == str((asdict(other), astuple(other)))


@BOTH
def test_equal_ones_hash_alike(record: Decorator) -> None:
    """They are keys of dicts and members of sets; what does not count as a difference must not count there."""
    one = dose(record)

    assert len({one(80), one(80.0), one(80, "coffee", ["a"]), one(81)}) == 2


@BOTH
def test_made_by_place_or_name_with_defaults(record: Decorator) -> None:
    """As callers have always made them; what is made anew is nobody else's."""
    one = dose(record)
    first, second = one(80), one(mg=80)

    assert first == second == one(80, "coffee") == one(80, notes=["strong"])
    assert first.notes == []
    assert first.notes is not second.notes
    assert first.share() == 0.2
    assert one.__match_args__ == ("mg", "name", "notes")
    assert [each.name for each in fields(first)] == ["mg", "name", "notes"]
    assert is_dataclass(one)


@BOTH
@pytest.mark.parametrize("wrong", [{}, {"mg": 1, "milligrams": 2}, {"name": "tea"}], ids=str)
def test_wrong_arguments_are_a_type_error(record: Decorator, wrong: dict[str, Any]) -> None:
    """A typing mistake must not make half a record."""
    with pytest.raises(TypeError, match="argument"):
        dose(record)(**wrong)


@BOTH
def test_nothing_can_be_changed(record: Decorator) -> None:
    """Not what is there, not what is not, and not by taking it away; there is no dict to write to either."""
    one = dose(record)(80)

    for name in ("mg", "other"):
        with pytest.raises((FrozenInstanceError, TypeError)):
            setattr(one, name, 1)
    with pytest.raises(FrozenInstanceError, match="cannot delete field 'mg'"):
        del one.mg
    assert not hasattr(one, "__dict__")
    assert one.mg == 80


@BOTH
def test_copied_with_a_change(record: Decorator) -> None:
    """By what the whole core lives on."""
    one = strong(record)(80, "tea", ["hot"], {"tired": 1})

    other = replace(one, mg=40)

    assert (other.mg, other.name, other.notes, other.why) == (40, "tea", ["hot"], {"tired": 1})
    assert other != one
    assert copy.copy(one) == one
    assert copy.deepcopy(one) == one
    assert copy.deepcopy(one).notes is not one.notes


@BOTH
def test_matched_by_place(record: Decorator) -> None:
    """`match` takes records apart all over the house."""
    kind = dose(record)

    match kind(80, "tea"):
        case kind(mg, "tea"):
            assert mg == 80
        case _:
            pytest.fail("not matched")


@BOTH
def test_kinds_are_told_apart(record: Decorator) -> None:
    """Two kinds with the same content are different things, and so is something that is no record."""

    @record
    class Tea:
        mg: float
        name: str = "coffee"
        notes: list[str] = field(default_factory=list, compare=False)

    assert Tea(80) != dose(record)(80)
    assert Tea(80) != (80, "coffee")
    assert Tea.__doc__


def test_methods_of_its_own_stay() -> None:
    """Who says how it is shown, or what makes two the same, means it."""

    @OURS
    class Own:
        name: str

        def __repr__(self) -> str:
            return self.name

        def __eq__(self, other: object) -> bool:
            return True

        __hash__ = None

    assert repr(Own("a")) == "a"
    assert Own("a") == Own("b")
    with pytest.raises(TypeError, match="unhashable"):
        hash(Own("a"))


def test_what_is_not_plain_is_the_standard_librarys() -> None:
    """A second thought after it is made, or one that may change."""

    @OURS
    class Checked:
        mg: float

        def __post_init__(self) -> None:
            if self.mg < 0:
                raise ValueError("less than nothing")

    @records.dataclass(slots=True)
    class Open:
        mg: float

    with pytest.raises(ValueError, match="less than nothing"):
        Checked(-1)
    opened = Open(1)
    opened.mg = 2
    assert opened == Open(2)


def test_what_it_cannot_do_is_refused_at_once() -> None:
    """When the module is imported, not when somebody makes one."""
    with pytest.raises(TypeError, match="Wrong: every field is an argument"):

        @OURS
        class Wrong:
            mg: float = field(kw_only=True)

    with pytest.raises(TypeError, match="Order: fields with a default come last"):

        @OURS
        class Order:
            mg: float = 1
            name: str


@OURS
class Module:
    """At module level, where pickle finds it."""

    mg: float


def test_survives_pickle() -> None:
    """Nothing of ours does it; a debugger or a test runner may."""
    assert pickle.loads(pickle.dumps(Module(1))) == Module(1)  # noqa: S301 - our own bytes
