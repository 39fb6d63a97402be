"""A memory is kept in parts, so that an edit reads and writes what it needs and no more."""

from __future__ import annotations

import pickle

from generator.memory import (
    BASIS,
    SITE,
    UNITS,
    VOLUMES,
    Archive,
    Basis,
    Memory,
    ProjectMemory,
    plain,
)
from generator.model.identity import ProjectId
from generator.read import Stamp
from generator.search.volume import Volume
from generator.write import Written

NORTH, SOUTH = ProjectId("2020", "north", "roads"), ProjectId("2020", "south", "parks")
LATER = ProjectId("2021", "north", "roads")
PAGE = Written("index.html", 3, "7692c3ad3540bb80", 17)
VOLUME = Volume("2020", "2020", (), "digest")
BASIS_OF = Basis(
    around="around",
    content={"site.yaml": (1, 2)},
    site={"index.html": (3, 17)},
    shared=(),
    problems={},
    across=(),
    report="report",
)


def project(content: str) -> ProjectMemory:
    """Return what is known of a project with some content."""
    return ProjectMemory(
        stamps={},
        content=content,
        depends="",
        entry=None,
        withheld="",
        problems=(),
        files=(),
        rows="",
    )


def memory(**projects: str) -> Memory:
    """Return a memory in which the projects named so have some content."""
    names = {"north": NORTH, "later": LATER, "south": SOUTH}
    return Memory(
        projects={names[name]: project(content) for name, content in projects.items()},
        files={"index.html": ("inputs", PAGE)},
        views={"index.html": "view"},
        volumes={"2020": VOLUME},
        apart=frozenset({"index.html"}),
        basis=BASIS_OF,
    )


WHOLE = memory(north="a", later="b", south="c")
ARCHIVE = Archive().replaced(WHOLE, Memory())


def test_parts_are_those_of_units_and_volumes() -> None:
    """There is a part for the site, for what must be as it was, and for each unit and volume."""
    assert sorted(ARCHIVE.parts) == sorted(
        (SITE, BASIS, f"{UNITS}north", f"{UNITS}south", f"{VOLUMES}2020")
    )
    assert ARCHIVE.basis == BASIS_OF


def test_memory_is_read_as_far_as_it_is_asked_for() -> None:
    """All units, or those that are named; volumes only by name; nothing of an empty archive."""
    assert ARCHIVE.read().projects == WHOLE.projects
    some = ARCHIVE.read({"south", "unknown"}, {"2020"})
    assert (some.projects, some.volumes) == ({SOUTH: project("c")}, {"2020": VOLUME})
    assert (some.files, some.views, some.apart) == (WHOLE.files, WHOLE.views, WHOLE.apart)
    assert ARCHIVE.read().volumes == {}
    assert (Archive().read(), Archive().basis) == (Memory(), None)


def test_unit_without_a_change_is_taken_over_as_it_lies() -> None:
    """A part is written anew where a project of it is another, new or gone, and only then."""
    known = ARCHIVE.read()
    kept = dict(known.projects)
    for change, north in (
        ({}, True),
        ({LATER: project("other")}, False),
        ({ProjectId("2022", "north", "new"): project("new")}, False),
    ):
        made = Archive(dict.fromkeys(ARCHIVE.parts, pickle.dumps("as it lay")))
        again = made.replaced(Memory(projects={**kept, **change}, basis=BASIS_OF), known)
        lay = {name for name in (f"{UNITS}north", f"{UNITS}south") if len(again.parts[name]) < 60}
        assert (f"{UNITS}north" in lay, f"{UNITS}south" in lay) == (north, True)


def test_unit_that_is_gone_leaves_no_part() -> None:
    """A whole memory forgets units and volumes that are no more."""
    left = ARCHIVE.replaced(memory(south="c"), ARCHIVE.read())
    assert sorted(left.parts) == sorted((SITE, BASIS, f"{UNITS}south", f"{VOLUMES}2020"))
    assert left.read().projects == {SOUTH: project("c")}


def test_part_of_a_memory_replaces_its_own_parts_only() -> None:
    """What a part of a memory does not speak of stays as it is."""
    edited = ARCHIVE.revised(memory(north="new", later="b"))
    assert edited.read().projects == memory(north="new", later="b", south="c").projects
    assert edited.parts[f"{UNITS}south"] is ARCHIVE.parts[f"{UNITS}south"]


def test_stamps_are_kept_as_mere_pairs() -> None:
    """A pair equals the stamp that it was made of, and is no record of its own."""
    stamps = {"a": Stamp(1, 2)}
    assert plain(stamps) == stamps
    assert {type(stamp) for stamp in plain(stamps).values()} == {tuple}
