"""What a desk maps is its own copy, and the machine around it sees nothing of that."""

import os
from pathlib import Path

import pytest

from benchmarks.copies import Copies, DeskOnCopies, mapped_by, may_mount

where_it_may = pytest.mark.skipif(not may_mount(), reason="this user may not mount a file over another")


class BareDesk(DeskOnCopies):
    """Its folders alone: no screen, no bus."""

    def _start(self) -> None:
        pass


@where_it_may
def test_programs_of_the_desk_read_the_copy_and_others_the_original(tmp_path: Path) -> None:
    """PSS counts a page as shared when anybody on the machine maps the same file."""
    library = tmp_path / "library"
    library.write_text("as installed")
    copies = Copies(tmp_path / "copies")
    copies.add([library])
    copies.of[library].write_text("the copy")

    with copies.mounted() as inside, BareDesk(tmp_path / "desk", inside=inside) as at:
        at.spawn(["cat", str(library)]).wait()

        assert "the copy" in at.log("nsenter")
        assert library.read_text() == "as installed"


@where_it_may
def test_programs_of_the_desk_start_at_home(tmp_path: Path) -> None:
    """Entering a place forgets the folder one came from."""
    copies = Copies(tmp_path / "copies")
    copies.folder.mkdir()

    with copies.mounted() as inside, BareDesk(tmp_path / "desk", inside=inside) as at:
        at.spawn(["pwd"]).wait()

        assert str(at.root / "home") in at.log("nsenter")


def test_a_file_is_copied_once(tmp_path: Path) -> None:
    """Two files of one name in two folders are two; the same one again is none."""
    for folder in ("a", "b"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "lib.so").write_text(folder)
    copies = Copies(tmp_path / "copies")

    copies.add([tmp_path / "a" / "lib.so", tmp_path / "b" / "lib.so"])
    copies.add([tmp_path / "a" / "lib.so"])

    assert [copy.read_text() for copy in copies.of.values()] == ["a", "b"]
    assert sorted(copies.folder.iterdir()) == sorted(copies.of.values())


def test_what_a_program_maps_is_found_but_not_what_is_its_session_s(tmp_path: Path) -> None:
    """Its libraries are to be copied, its own files are its own already."""
    everything = mapped_by([os.getpid()], tmp_path)

    library = next(path for path in everything if path.name.startswith("libc"))
    assert library not in mapped_by([os.getpid()], library.parent)
