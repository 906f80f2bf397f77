"""Which exercises there are for whom: by profile, by wish, by place, and while the back is sore."""

import pytest

from reminder.core.exercises import ANYWHERE, AREAS, CHOOSING, LIBRARY, Wishes, pool

NOBODY = frozenset[str]()
KINDS = ("stretch", "strengthen", "relax")


def names(kind: str, *about: str, wishes: Wishes | None = None) -> list[str]:
    return [each.name for each in pool(kind, LIBRARY, frozenset(about), wishes or Wishes()).usual]


def test_there_are_24_and_each_is_asked_for_by_one_kind() -> None:
    """E01 to E24; the order is that of their turns."""
    assert sorted(each.name for each in LIBRARY) == [f"E{number:02}" for number in range(1, 25)]
    assert {each.area for each in LIBRARY} == set(AREAS)
    assert all(each.places and each.places <= ANYWHERE for each in LIBRARY)
    assert set(KINDS) == CHOOSING


def test_while_the_back_is_sore_only_the_gentle_set_is_offered() -> None:
    """Breathing, letting go, walking, and rocking the pelvis; no strengthening."""
    gentle = {kind: [each.name for each in pool(kind, LIBRARY, NOBODY, Wishes()).sore] for kind in KINDS}

    assert gentle == {"stretch": ["E09", "E22", "E23", "E24"], "strengthen": [], "relax": ["E22", "E23"]}


def test_with_a_condition_nothing_bends_the_back_or_holds_a_plank() -> None:
    """Rounding, arching and the plank are left out even with a clinician's yes to exercises in general."""
    left_out = set(names("stretch")) - set(names("stretch", "condition", "cleared"))

    assert left_out == {"E09", "E10"}
    assert "E20" not in names("strengthen", "condition")


@pytest.mark.parametrize("said", ["pregnant", "breastfeeding", "condition"])
def test_until_a_clinician_has_said_yes_only_the_gentle_set_is_asked_for(said: str) -> None:
    """Whatever is wished for; with the yes the others come again."""
    wishes = Wishes(favored=frozenset({"E13"}))
    unwanted = Wishes(without=frozenset({"E09", "E22", "E23", "E24"}))
    rocking = [] if said == "condition" else ["E09"]

    assert names("stretch", said, "tight_hamstrings", wishes=wishes) == [*rocking, "E22", "E23", "E24"]
    assert names("relax", said) == ["E22", "E23"]
    assert names("stretch", said, wishes=unwanted) == []
    assert "E13" in names("stretch", said, "cleared")


@pytest.mark.parametrize(("said", "favored"), [("tight_hamstrings", {"E13"}), ("sway_back", {"E12", "E19"})])
def test_what_somebody_needs_more_is_favored(said: str, favored: set[str]) -> None:
    """The profile says so."""
    groups = [group for kind in KINDS for group in pool(kind, LIBRARY, frozenset({said}), Wishes()).favored]

    assert groups == [{name} for name in sorted(favored)]


def test_who_wants_to_stay_seated_is_asked_for_nothing_else() -> None:
    """In an open office, say."""
    wishes = Wishes(seated=True)
    places = [each.places for kind in KINDS for each in pool(kind, LIBRARY, NOBODY, wishes).usual]

    assert all("seated" in each for each in places)
    assert "E06" not in names("stretch", wishes=wishes)
    assert "E18" not in names("strengthen", wishes=wishes)
    assert [each.name for each in pool("stretch", LIBRARY, NOBODY, wishes).sore] == ["E09", "E22", "E23"]


def test_what_is_not_wanted_does_not_come_and_what_is_wanted_comes_more() -> None:
    """Both by the exercise's name."""
    wishes = Wishes(without=frozenset({"E15"}), favored=frozenset({"E02", "E15"}))

    assert "E15" not in names("stretch", wishes=wishes)
    assert pool("stretch", LIBRARY, NOBODY, wishes).favored == ({"E02"},)
