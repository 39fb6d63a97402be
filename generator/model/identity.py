"""Identities: the path of a thing in `content/` is what it is, and its permanent address."""

from __future__ import annotations

from dataclasses import dataclass

from generator import urls


@dataclass(frozen=True, slots=True, order=True)
class ProjectId:
    """A project of one year and unit."""

    year: str
    unit: str
    slug: str

    @property
    def folder(self) -> str:
        """The folder below `content/`."""
        return f"projects/{self.year}/{self.unit}/{self.slug}"

    @property
    def page(self) -> str:
        """The page on the site."""
        return urls.page_at(self.folder)


@dataclass(frozen=True, slots=True, order=True)
class DocumentId:
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
