"""Realistic content of any size for benchmarks: a project is the same, however many there are.

Regions of six units, six ways of scoring, six years; forms of 10 to 60 indicators whose figures
hold, narratives of about one kilobyte, recurrent projects, documents of several projects, targets
without results. One project in ten has a slip that `planted` names and a check must find.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from tests.benchmarks import words
from tests.benchmarks.forms import disclosed, form_text
from tests.benchmarks.places import (
    ABOUT,
    GLOSSARY,
    LINES,
    PROSE,
    REGION,
    SCHEMES,
    SITE,
    UNITS,
    YEARS,
    Unit,
    unit_of,
)
from tests.benchmarks.prose import narrative_text

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.benchmarks.places import Scheme

SLIPS = {5: "A103", 15: "A102", 25: "E101", 35: "E103"}
"""Which rule finds the slip of a scored project, by its number modulo 40."""
DOCUMENT = "self-evaluation-report"
"""The document that carries several projects of a unit in a year."""


@dataclass(frozen=True, slots=True, order=True)
class Planted:
    """A slip that was put into the content, and the rule that finds it."""

    path: str
    """The file, below the content folder."""
    rule: str


@dataclass(frozen=True, kw_only=True)
class Project:
    """One generated project; everything follows from its number."""

    number: int

    @property
    def region(self) -> int:
        """The number of its region."""
        return self.number // REGION

    @cached_property
    def unit(self) -> Unit:
        """Who spends."""
        return unit_of(self.region, self.number % UNITS)

    @property
    def year(self) -> str:
        """Its budget year."""
        return YEARS[self.number // UNITS % len(YEARS)]

    @property
    def line(self) -> int:
        """Its place among the projects of its unit and year, from 0; the same in every year."""
        return self.number // (UNITS * len(YEARS)) % LINES

    @property
    def slug(self) -> str:
        """The name of its folder."""
        return f"{self.unit.domain.slug}-project-{self.line + 1}"

    @property
    def folder(self) -> str:
        """Its folder, below the content folder."""
        return f"projects/{self.year}/{self.unit.slug}/{self.slug}"

    @property
    def has_targets_only(self) -> bool:
        """Whether it is a declaration of targets without results."""
        return self.number % 13 == 4

    @property
    def scheme(self) -> Scheme:
        """How it is scored; a few are told in words only."""
        return PROSE if self.number % 23 == 11 else self.unit.scheme

    @property
    def slip(self) -> str:
        """The rule that finds what is wrong with it; empty for most."""
        is_scored = self.scheme.is_scored and not self.has_targets_only
        return SLIPS.get(self.number % 40, "") if is_scored else ""

    @property
    def document(self) -> str:
        """The document that carries it; empty for those that stand alone."""
        return DOCUMENT if self.line % 5 in (1, 2) and not self.has_targets_only else ""

    @property
    def series(self) -> str:
        """What its years are linked by; empty where it does not recur."""
        return f"{self.unit.slug}-line-{self.line + 1}" if self.line % 4 == 0 else ""

    @property
    def name(self) -> str:
        """Its name, which a unit uses once a year."""
        things = self.unit.domain.things
        form = words.FORMS[(self.line // len(things) + self.line) % len(words.FORMS)]
        return f"{things[self.line % len(things)]}{form}"

    @cached_property
    def things(self) -> tuple[str, ...]:
        """What its texts speak of: what its name names, and a few others of its unit."""
        things = self.unit.domain.things
        return tuple(things[(self.line + step) % len(things)] for step in (0, 0, 1, 3, 4, 8, 11))

    @property
    def facts(self) -> str:
        """Its project.yaml."""
        return form_text(self)

    @property
    def narrative(self) -> str:
        """Its narrative.md."""
        return narrative_text(self)


def projects_of(count: int) -> Iterator[Project]:
    """Yield so many projects."""
    return (Project(number=number) for number in range(count))


def regions_of(count: int) -> int:
    """Return over how many regions so many projects spread."""
    return -(-count // REGION)


def planted(count: int) -> list[Planted]:
    """Return every slip in content of so many projects."""
    found = (project for project in projects_of(count) if project.slip)
    return sorted(Planted(f"{p.folder}/project.yaml", p.slip) for p in found)


def write_content(folder: Path, count: int) -> None:
    """Write a content folder with so many projects."""
    _write(folder / "site.yaml", SITE)
    _write(folder / "pages/about.md", ABOUT)
    _write(folder / "pages/glossary.md", GLOSSARY)
    for scheme in SCHEMES:
        _write(folder / f"schemes/{scheme.slug}.yaml", scheme.text)
    for region in range(regions_of(count)):
        for place in range(UNITS):
            unit = unit_of(region, place)
            _write(folder / f"units/{unit.slug}.yaml", unit.text)
    for project in projects_of(count):
        _write(folder / project.folder / "project.yaml", project.facts)
        _write(folder / project.folder / "narrative.md", project.narrative)
        if project.document:
            _write_document(folder / "documents" / project.year / project.unit.slug, project)


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")


def _write_document(folder: Path, project: Project) -> None:
    """Write the document of a unit and year, unless another of its projects has done so."""
    place = folder / DOCUMENT / "document.yaml"
    if not place.exists():
        title = f"{project.unit.name}{project.year}年度项目支出绩效自评报告"
        record = "\n".join(disclosed(project, later=True))
        _write(place, f"文件名称: {title}\n文件种类: 项目支出绩效自评报告\n{record}\n")
