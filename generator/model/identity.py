"""Identities: the path of a thing in `content/` is what it is, and its permanent address.

They are tuples, since they are looked up and put in order very often.
"""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple

from generator import urls


class StatementKind(StrEnum):
    """The two forms of a project that are published."""

    EVALUATION = "绩效自评"
    TARGETS = "绩效目标"


class ProjectId(NamedTuple):
    """A project of one year and unit, or without a slug everything the unit spent that year."""

    year: str
    unit: str
    slug: str

    @property
    def is_overall(self) -> bool:
        """Whether it is the unit as a whole (部门整体), not one of its projects."""
        return not self.slug

    @property
    def folder(self) -> str:
        """The folder below `content/`."""
        if self.is_overall:
            return f"overall/{self.year}/{self.unit}"
        return f"projects/{self.year}/{self.unit}/{self.slug}"

    @property
    def facts_file(self) -> str:
        """The name of the file with its facts."""
        return "overall.yaml" if self.is_overall else "project.yaml"

    @property
    def page(self) -> str:
        """The page on the site."""
        return urls.page_at(self.folder)


def project_of(path: str) -> ProjectId | None:
    """Return the project in whose folder a file lies, of the content or of the site; else None."""
    match path.split("/"):
        case ["projects", year, unit, slug, _, *_]:
            return ProjectId(year, unit, slug)
        case ["overall", year, unit, _, *_]:
            return ProjectId(year, unit, "")
        case _:
            return None


class DocumentId(NamedTuple):
    """A document of one year and unit."""

    year: str
    unit: str
    slug: str

    @property
    def folder(self) -> str:
        """The folder below `content/`."""
        return f"documents/{self.year}/{self.unit}/{self.slug}"

    @property
    def page(self) -> str:
        """The page on the site."""
        return urls.page_at(self.folder)
