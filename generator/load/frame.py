"""The frame: everything that projects share — site, units, schemes, documents, lists, pages."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, TypeVar

from generator.i18n import N_, message
from generator.load import kinds
from generator.load.attachments import match_attachments, personal_in_attachments
from generator.load.records import read_record, suggest
from generator.model.document import Document, Publication
from generator.model.narrative import Narrative
from generator.model.scheme import Scheme
from generator.model.site import Exemptions, Expected, Release, Site
from generator.model.unit import Unit
from generator.narrative import Markdown, parse_narrative, parse_prose
from generator.read import Places, read_source

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from generator.load.layout import Layout
    from generator.model.fields import Record
    from generator.model.identity import DocumentId, ProjectId
    from generator.model.narrative import Prose
    from generator.problem import Location, Problem
    from generator.read import Stamp

RecordT = TypeVar("RecordT", bound="Record")

REFERENCES = {
    "unit": (N_("单位"), "units/{name}.yaml"),
    "scheme": (N_("评分办法"), "schemes/{name}.yaml"),
    "document": (N_("文件"), "documents/{folder}/{name}/document.yaml"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Names:
    """What exists as a file, whether or not it could be loaded."""

    units: tuple[str, ...]
    schemes: tuple[str, ...]
    documents: tuple[DocumentId, ...]
    withheld: frozenset[DocumentId] = frozenset()
    """Documents that must not be published; their projects do not name them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """The part of the frame that one project may see."""

    site: Site
    unit: Unit | None
    names: Names
    schemes: Mapping[str, Scheme]
    documents: Mapping[DocumentId, Document]
    """The facts of the documents of the same year and unit."""

    @property
    def declared(self) -> tuple[str, ...]:
        """The telephones that the unit and the site themselves make public."""
        contacts = (self.site.contact, self.unit.contact if self.unit else None)
        return tuple(c.telephone for c in contacts if c is not None and c.telephone)


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """Everything that projects share."""

    site: Site
    units: Mapping[str, Unit]
    schemes: Mapping[str, Scheme]
    publications: Mapping[DocumentId, Publication]
    prose: tuple[Prose, ...]
    expected: Mapping[str, Expected]
    """By year."""
    releases: Mapping[str, Release]
    exemptions: Exemptions
    names: Names
    places: Mapping[str, Places]
    """Places of the values of each file, by its path inside the content folder."""

    def shares(self, projects: Iterable[ProjectId]) -> Mapping[tuple[str, str], Share]:
        """Return what `projects` may see, by year and unit."""
        documents: dict[tuple[str, str], dict[DocumentId, Document]] = {
            (identity.year, identity.unit): {} for identity in projects
        }
        for document, publication in self.publications.items():
            if (document.year, document.unit) in documents:
                documents[document.year, document.unit][document] = publication.facts
        return {
            (year, unit): Share(
                site=self.site,
                unit=self.units.get(unit),
                names=self.names,
                schemes=self.schemes,
                documents=own,
            )
            for (year, unit), own in documents.items()
        }


NO_SITE = Site.model_validate(
    {
        "站点名称": "站点文件尚不能读取",
        "站点性质": "演示",
        "站点简介": "-",
        "主办单位": "-",
        "栏目": {"名称": "-"},
    }
)
"""Stands for a site file that cannot be loaded, so that everything else is still checked."""


def load_frame(root: Path, layout: Layout) -> tuple[Frame, tuple[Problem, ...]]:
    """Return the frame, and everything wrong with its files."""
    loading = _Loading(root, layout)
    site = loading.site = loading.record("site.yaml", Site) or NO_SITE
    units = loading.shelf("units", Unit)
    schemes = loading.shelf("schemes", Scheme)
    markdown = Markdown()
    loaded = {
        identity: publication
        for identity, files in layout.documents.items()
        if (publication := loading.publication(identity, files, markdown)) is not None
    }
    publications = {i: publication for i, publication in loaded.items() if not publication.withheld}
    withheld = frozenset(loaded) - frozenset(publications)
    prose = tuple(loading.prose(markdown))
    expected = loading.shelf("expected", Expected)
    releases = loading.shelf("register", Release)
    exemptions = loading.record("exceptions.yaml", Exemptions) or Exemptions()
    names = Names(
        units=loading.stems("units"),
        schemes=loading.stems("schemes"),
        documents=tuple(sorted(layout.documents)),
        withheld=withheld,
    )
    loading.problems += _references(units, names, publications, loading.places)
    loading.problems += _expected_units(expected, names, loading.places)
    frame = Frame(
        site=site,
        units=units,
        schemes=schemes,
        publications=_grounded(publications, units, schemes),
        prose=prose,
        expected=expected,
        releases=releases,
        exemptions=exemptions,
        names=names,
        places=loading.places,
    )
    return frame, tuple(loading.problems)


def _grounded(
    publications: Mapping[DocumentId, Publication],
    units: Mapping[str, Unit],
    schemes: Mapping[str, Scheme],
) -> Mapping[DocumentId, Publication]:
    """Return the documents whose unit and scheme could be loaded; the others are reported there."""
    return {
        identity: publication
        for identity, publication in publications.items()
        if identity.unit in units
        and (publication.facts.scheme is None or publication.facts.scheme in schemes)
    }


class _Loading:
    """The files of the frame while they are being read."""

    def __init__(self, root: Path, layout: Layout) -> None:
        self.root = root
        self.layout = layout
        self.site: Site = NO_SITE
        self.places: dict[str, Places] = {}
        self.problems: list[Problem] = []

    def record(self, path: str, record: type[RecordT]) -> RecordT | None:
        shelf = path.split("/", maxsplit=1)[0].removesuffix(".yaml")
        if path not in self.layout.files.get(shelf, {}):
            return None
        return self._read(path, record)

    def shelf(self, name: str, record: type[RecordT]) -> Mapping[str, RecordT]:
        found = {
            PurePosixPath(path).stem: self._read(path, record)
            for path in sorted(self.layout.files.get(name, {}))
        }
        return {slug: loaded for slug, loaded in found.items() if loaded is not None}

    def stems(self, name: str) -> tuple[str, ...]:
        return tuple(PurePosixPath(path).stem for path in sorted(self.layout.files.get(name, {})))

    def _read(self, path: str, record: type[RecordT]) -> RecordT | None:
        loaded, places, problems = read_record(self.root, path, record)
        self.problems += problems
        if places is not None:
            self.places[path] = places
        return loaded

    def publication(
        self, identity: DocumentId, files: Mapping[str, Stamp], markdown: Markdown
    ) -> Publication | None:
        path = f"{identity.folder}/document.yaml"
        if path not in files:
            return None
        facts = self._read(path, Document)
        narrative = self._narrative(f"{identity.folder}/narrative.md", files, markdown)
        if facts is None:
            return None
        attached, problems = match_attachments(
            self.root, identity.folder, facts.attachments, files, self.places[path]
        )
        self.problems += problems
        self.problems += personal_in_attachments(self.root, attached, self.places[path], self.site)
        return Publication(
            identity=identity, facts=facts, narrative=narrative, attachments=attached
        )

    def _narrative(self, path: str, files: Mapping[str, Stamp], markdown: Markdown) -> Narrative:
        if path not in files:
            return Narrative()
        source, problems = read_source(self.root, path)
        self.problems += problems
        if source is None:
            return Narrative()
        narrative, faults = parse_narrative(source, markdown)
        self.problems += faults
        return narrative

    def prose(self, markdown: Markdown) -> Iterator[Prose]:
        for path in sorted(self.layout.files.get("pages", {})):
            source, problems = read_source(self.root, path)
            self.problems += problems
            if source is None:
                continue
            page, faults = parse_prose(PurePosixPath(path).stem, source, markdown)
            self.problems += faults
            if page is not None:
                yield page


def _references(
    units: Mapping[str, Unit],
    names: Names,
    publications: Mapping[DocumentId, Publication],
    places: Mapping[str, Places],
) -> Iterator[Problem]:
    for slug, unit in units.items():
        if unit.parent is not None and unit.parent not in names.units:
            place = places[f"units/{slug}.yaml"].at("主管部门")
            yield unknown_reference("unit", unit.parent, names.units, place)
        for index, body in enumerate(unit.predecessors):
            if body.unit is not None and body.unit not in names.units:
                place = places[f"units/{slug}.yaml"].at("前身单位", index, "单位")
                yield unknown_reference("unit", body.unit, names.units, place)
    for identity, publication in publications.items():
        found = places[f"{identity.folder}/document.yaml"]
        scheme = publication.facts.scheme
        if identity.unit not in names.units:
            yield unknown_reference("unit", identity.unit, names.units, found.of_key("文件名称"))
        if scheme is not None and scheme not in names.schemes:
            yield unknown_reference("scheme", scheme, names.schemes, found.at("评分办法"))


def _expected_units(
    lists: Mapping[str, Expected], names: Names, places: Mapping[str, Places]
) -> Iterator[Problem]:
    for year, expected in lists.items():
        for index, item in enumerate(expected.projects):
            if item.unit not in names.units:
                place = places[f"expected/{year}.yaml"].at("清单", index, "单位")
                yield unknown_reference("unit", item.unit, names.units, place)


def unknown_reference(
    what: str, name: str, known: Iterable[str], place: Location, folder: str = ""
) -> Problem:
    """Return the problem of a reference to a unit, scheme or document that does not exist."""
    word, file = REFERENCES[what]
    return kinds.UNKNOWN_REFERENCE.at(
        place,
        what=message(word),
        name=name,
        suggestion=suggest(name, known),
        file=file.format(name=name, folder=folder),
    )
