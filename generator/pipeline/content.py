"""The content as far as it can be read without looking at single projects."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from generator.check import check_frame
from generator.load import Layout, arrange, load_frame
from generator.model.identity import project_of
from generator.privacy import discreet
from generator.read import MISSING_FOLDER, Inventory, survey
from generator.theme import assets, digest, open_theme, style_path, style_sheet
from generator.theme.kept import Keeping
from generator.views.shell import Setting

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from generator.load import Frame
    from generator.model.entry import Entry
    from generator.model.identity import DocumentId, ProjectId
    from generator.pipeline.options import Options
    from generator.problem import Problem
    from generator.standing import Seen
    from generator.theme import Theme


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """The surveyed content folder with its frame."""

    label: str
    layout: Layout
    frame: Frame
    problems: tuple[Problem, ...]


SHELVES = ("projects/", "overall/", "documents/")
"""Where projects lie, units as a whole, and what carries either: each by year and unit."""
TEMPLATES = "templates"
"""The folder of the cache that keeps compiled templates."""
NO_LAYOUT = Layout(files={}, documents={}, projects={})


def survey_content(options: Options) -> Content:
    """Return what lies in the content folder and what projects share."""
    return _content(options, *survey(options.content))


def read_content(options: Options, seen: Seen) -> Content:
    """Return what projects share, of the content folder as it was seen."""
    return _content(options, seen.inventory, seen.problems)


def read_share(
    options: Options, seen: Seen, projects: Iterable[ProjectId], problems: tuple[Problem, ...]
) -> Content:
    """Return what a few projects share, with the folders of no others.

    `problems`: those of the whole content besides its projects, as they were and still are.
    """
    own = tuple(
        prefix
        for identity in projects
        for prefix in (f"{identity.folder}/", f"documents/{identity.year}/{identity.unit}/")
    )
    files = {
        path: stamp
        for path, stamp in seen.inventory.files.items()
        if not path.startswith(SHELVES) or path.startswith(own)
    }
    content = _content(options, Inventory(seen.inventory.label, files), ())
    return replace(content, problems=problems)


def read_frame(options: Options, inventory: Inventory) -> Frame:
    """Return what all projects share, of a content folder; no project is looked at."""
    files = {path: s for path, s in inventory.files.items() if project_of(path) is None}
    return _content(options, Inventory(inventory.label, files), ()).frame


def _content(options: Options, inventory: Inventory, problems: tuple[Problem, ...]) -> Content:
    if any(problem.kind is MISSING_FOLDER for problem in problems):
        frame, _ = load_frame(options.content, NO_LAYOUT)
        return Content(label=inventory.label, layout=NO_LAYOUT, frame=frame, problems=problems)
    layout, faults = arrange(inventory)
    frame, more = load_frame(options.content, layout)
    problems += faults + more
    problems += tuple(check_frame(frame))
    problems = tuple(discreet(problem) for problem in problems)
    return Content(label=inventory.label, layout=layout, frame=frame, problems=problems)


@dataclass(frozen=True, slots=True, kw_only=True)
class Stationery:
    """The opened theme with what every page of this build shares."""

    theme: Theme
    setting: Setting
    assets: Mapping[str, bytes]
    keeping: Keeping
    """Where compiled templates are kept."""


def open_stationery(options: Options, frame: Frame, program: str) -> Stationery:
    """Return the theme in the language of the build, with the assets to publish.

    `program`: the digest of this program, by which compiled templates are kept.
    """
    keeping = Keeping(options.cache.absolute() / TEMPLATES, program)
    theme = open_theme(options.themes, options.language or frame.site.language.value, keeping)
    setting = Setting(
        site=frame.site,
        catalogue=theme.catalogue,
        stylesheet=style_path(style_sheet(options.themes)),
        prose=tuple(page.slug for page in frame.prose),
        draft=options.draft,
        preview=options.preview,
    )
    shared = assets(options.themes)
    return Stationery(theme=theme, setting=setting, assets=shared, keeping=keeping)


@dataclass(frozen=True, slots=True, kw_only=True)
class Dependencies:
    """Digests of everything that project pages depend on besides their own folders."""

    around: str
    """Of what all of them depend on."""
    units: Mapping[str, str]
    schemes: Mapping[str, str]
    documents: Mapping[DocumentId, str]

    def of(self, identity: ProjectId, entry: Entry | None) -> str:
        """Return the digest of what the page of one project depends on."""
        scheme = entry.named_scheme if entry else None
        carrier = entry.carrier if entry else None
        parts = (
            self.around,
            self.units.get(identity.unit, ""),
            self.schemes.get(scheme, "") if scheme else "",
            self.documents.get(carrier, "") if carrier else "",
        )
        return digest(" ".join(parts).encode())


def dependencies(content: Content, setting: Setting, closure: str) -> Dependencies:
    """Return what project pages depend on; `closure`: the digest of their templates."""
    frame = content.frame
    shared = (
        closure,
        repr(setting.site),
        setting.stylesheet,
        repr((setting.draft, setting.preview, setting.prose)),
        content.label,
    )
    return Dependencies(
        around=digest(*(part.encode() for part in shared)),
        units={slug: digest(repr(unit).encode()) for slug, unit in frame.units.items()},
        schemes={slug: digest(repr(scheme).encode()) for slug, scheme in frame.schemes.items()},
        documents={
            identity: digest(repr(publication.facts).encode())
            for identity, publication in frame.publications.items()
        },
    )
