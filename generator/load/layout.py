"""Which file is what: the paths of the content folder, sorted into shelves by their meaning."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import TYPE_CHECKING

from generator import urls
from generator.i18n import N_, Message, message
from generator.load import kinds
from generator.model.identity import DocumentId, ProjectId
from generator.problem import Location, Problem

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from generator.read import Inventory, Stamp

SHAPES = (
    ("site.yaml", re.compile(r"(?P<shelf>site)\.yaml")),
    ("exceptions.yaml", re.compile(r"(?P<shelf>exceptions)\.yaml")),
    ("schemes/<标识>.yaml", re.compile(r"(?P<shelf>schemes)/(?P<slug>[^/]+)\.yaml")),
    ("units/<标识>.yaml", re.compile(r"(?P<shelf>units)/(?P<slug>[^/]+)\.yaml")),
    ("expected/<年度>.yaml", re.compile(r"(?P<shelf>expected)/(?P<year>[^/]+)\.yaml")),
    ("register/<发布>.yaml", re.compile(r"(?P<shelf>register)/(?P<slug>[^/]+)\.yaml")),
    ("pages/<标识>.md", re.compile(r"(?P<shelf>pages)/(?P<slug>[^/]+)\.md")),
    (
        "documents/<年度>/<单位>/<文件>/document.yaml",
        re.compile(
            r"(?P<shelf>documents)/(?P<year>[^/]+)/(?P<unit>[^/]+)/(?P<slug>[^/]+)/"
            r"(?:document\.yaml|narrative\.md|attachments/.+)"
        ),
    ),
    (
        "overall/<年度>/<单位>/overall.yaml",
        re.compile(
            r"(?P<shelf>overall)/(?P<year>[^/]+)/(?P<unit>[^/]+)/"
            r"(?:overall\.yaml|narrative\.md|attachments/.+"
            r"|versions/[1-9][0-9]*/(?:overall\.yaml|narrative\.md))"
        ),
    ),
    (
        "projects/<年度>/<单位>/<项目>/project.yaml",
        re.compile(
            r"(?P<shelf>projects)/(?P<year>[^/]+)/(?P<unit>[^/]+)/(?P<slug>[^/]+)/"
            r"(?:project\.yaml|narrative\.md|attachments/.+"
            r"|versions/[1-9][0-9]*/(?:project\.yaml|narrative\.md))"
        ),
    ),
)
"""The shapes of paths that have a meaning, each with how a person would write it."""
SHAPE_BELOW = {written.split("/")[0]: shape for written, shape in SHAPES}
"""The shape of what lies in a folder of the top level, or of a file there."""

SLUG_MEND = N_("用小写英文字母、数字和连字符，最长 80 个字符，如 expert-guidance")
YEAR_MEND = N_("年度写四位数字，如 2020")
SUGGESTION = N_("是不是“{match}”？")
SCHEMATIC = re.compile(r"<[^>]+>")


@dataclass(frozen=True, slots=True)
class ProjectFolder:
    """The files of one project."""

    identity: ProjectId
    files: Mapping[str, Stamp]
    """By path inside the content folder."""


@dataclass(frozen=True, slots=True)
class Layout:
    """The content folder, sorted."""

    files: Mapping[str, Mapping[str, Stamp]]
    """Files of the small shelves (units, schemes …), by shelf and path."""
    documents: Mapping[DocumentId, Mapping[str, Stamp]]
    projects: Mapping[ProjectId, ProjectFolder]


@dataclass(slots=True)
class _Sorting:
    """The shelves while they are being filled."""

    files: dict[str, dict[str, Stamp]] = field(default_factory=dict)
    documents: dict[DocumentId, dict[str, Stamp]] = field(default_factory=dict)
    projects: dict[ProjectId, dict[str, Stamp]] = field(default_factory=dict)

    def place(self, match: re.Match[str]) -> dict[str, Stamp]:
        """Return where the files of one meaning go, by path."""
        shelf = match["shelf"]
        if shelf == "documents":
            document = DocumentId(match["year"], match["unit"], match["slug"])
            return self.documents.setdefault(document, {})
        if shelf == "projects":
            project = ProjectId(match["year"], match["unit"], match["slug"])
            return self.projects.setdefault(project, {})
        if shelf == "overall":
            whole = ProjectId(match["year"], match["unit"], "")
            return self.projects.setdefault(whole, {})
        return self.files.setdefault(shelf, {})

    def finished(self) -> Layout:
        folders = {name: ProjectFolder(name, files) for name, files in self.projects.items()}
        return Layout(self.files, self.documents, folders)


def arrange(inventory: Inventory) -> tuple[Layout, tuple[Problem, ...]]:
    """Return the inventory sorted by meaning, and every path that has none."""
    sorting = _Sorting()
    problems: list[Problem] = []
    places: dict[tuple[str, ...], dict[str, Stamp]] = {}
    for path, stamp in inventory.files.items():
        shape = SHAPE_BELOW.get(path.partition("/")[0])
        match = shape.fullmatch(path) if shape else None
        if match is None:
            problems.append(_unexpected(inventory.label, path))
            continue
        named = match.groups()
        if named not in places:
            faults = [*_bad_names(inventory.label, path, match)]
            problems += faults
            if faults:
                continue
            places[named] = sorting.place(match)
        places[named][path] = stamp
    layout = sorting.finished()
    return layout, (*_once(problems), *_missing(inventory, layout))


def _bad_names(label: str, path: str, match: re.Match[str]) -> Iterator[Problem]:
    for group, name in match.groupdict().items():
        if group == "shelf" or not name:
            continue
        fits = urls.is_year(name) if group == "year" else urls.is_slug(name)
        if not fits:
            mend = message(YEAR_MEND if group == "year" else SLUG_MEND)
            is_file = "/" not in path[match.end(group) :]
            shown = f"{label}/{path if is_file else path[: match.end(group)]}"
            yield kinds.BAD_NAME.at(Location(shown), name=name, mend=mend)


def _once(problems: list[Problem]) -> Iterator[Problem]:
    """Yield each problem once: a bad folder name is one fault, however many files it holds."""
    yield from dict.fromkeys(problems)


def _unexpected(label: str, path: str) -> Problem:
    return kinds.UNEXPECTED_FILE.at(Location(f"{label}/{path}"), suggestion=_nearest(path))


def _nearest(path: str) -> Message | str:
    """Return the known path in the same folder whose file name is most like that of `path`."""
    *folders, name = path.split("/")
    known = {
        wanted
        for shape, _ in SHAPES
        for *parents, wanted in [shape.split("/")]
        if len(parents) == len(folders) and parents[:1] == folders[:1]
    }
    if known & {"project.yaml", "overall.yaml", "document.yaml"}:
        known.add("narrative.md")
    stem = name.rpartition(".")[0]
    filled = [SCHEMATIC.sub(stem, wanted) for wanted in sorted(known)]
    near = get_close_matches(name, filled, n=1, cutoff=0.8)
    return message(SUGGESTION, match="/".join([*folders, near[0]])) if near else ""


def _missing(inventory: Inventory, layout: Layout) -> Iterator[Problem]:
    if "site" not in layout.files:
        place, mend = Location(inventory.label), message(SITE_MEND)
        yield kinds.MISSING_FILE.at(place, name="site.yaml", mend=mend)
    for identity, folder in layout.projects.items():
        for path in (identity.folder, *version_folders(folder)):
            if f"{path}/{identity.facts_file}" not in folder.files:
                yield _missing_file(inventory.label, path, identity.facts_file)
    for document, files in layout.documents.items():
        if f"{document.folder}/document.yaml" not in files:
            yield _missing_file(inventory.label, document.folder, "document.yaml")


SITE_MEND = N_("新建 site.yaml，写明站点名称、站点性质、站点简介、主办单位和栏目")
FILE_MEND = N_("补上 {name}，或删除整个文件夹")


def _missing_file(label: str, folder: str, name: str) -> Problem:
    place = Location(f"{label}/{folder}")
    return kinds.MISSING_FILE.at(place, name=name, mend=message(FILE_MEND, name=name))


def version_folders(folder: ProjectFolder) -> tuple[str, ...]:
    """Return the folders of the earlier versions of a project, oldest first."""
    prefix = f"{folder.identity.folder}/versions/"
    numbers = {p.removeprefix(prefix).split("/")[0] for p in folder.files if p.startswith(prefix)}
    return tuple(f"{prefix}{number}" for number in sorted(numbers, key=int))
