"""The files of the site tier: declared first, then made where their inputs changed."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING

from generator.plan import Declared
from generator.privacy import leaks
from generator.render import draw
from generator.theme import digest
from generator.write import Written, is_intact

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from generator.memory import Viewed
    from generator.pipeline.work import Work
    from generator.problem import Problem


@dataclass(frozen=True, slots=True)
class Sheet:
    """A file of the site tier before it is made."""

    declared: Declared
    make: Callable[[], tuple[bytes | Iterable[bytes], tuple[Problem, ...]]]
    """Makes its bytes, and in a draft the problem of a template that cannot be used.

    It may look at the files of the sheets before it, which are made by then.
    """
    is_page: bool
    legible: Callable[[bytes], bytes] | None = None
    """How the gate reads what it repeats without being a page; None where it repeats nothing."""
    viewed: Viewed | None = None
    """What the next build has to know of its view, where that costs something."""


def plain_sheet(path: str, content: bytes, source: str) -> Sheet:
    """Return the sheet of a file whose bytes are at hand."""
    return Sheet(Declared(path, digest(content), source), lambda: (content, ()), is_page=False)


def page_sheet(work: Work, path: str, template: str, view: object, source: str) -> Sheet:
    """Return the sheet of a page whose view is at hand."""
    closure = work.paper.theme.closure(template)
    declared = Declared(path, digest(closure.encode(), repr(view).encode()), source)
    return Sheet(declared, partial(draw_page, work, template, view, path), is_page=True)


def draw_page(
    work: Work, template: str, view: object, path: str
) -> tuple[bytes, tuple[Problem, ...]]:
    """Return the bytes of a page; in a draft, also the problem of a template that is broken."""
    return draw(work.paper.theme, template, view, path, draft=work.options.draft)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheets:
    """The files of the site tier as written, and how many of them were made anew."""

    files: dict[str, tuple[str, Written]]
    """Path to the digest of its inputs and how it was written."""
    rendered: int
    """Pages rendered."""
    problems: tuple[Problem, ...] = ()
    """Personal data on finished pages; in a draft, templates that could not be used."""
    views: Mapping[str, Viewed] = field(default_factory=dict)
    """What the next build has to know of the views of pages."""

    def joined(self, others: Sheets) -> Sheets:
        """Return these files and `others` together."""
        return Sheets(
            files=self.files | others.files,
            rendered=self.rendered + others.rendered,
            problems=self.problems + others.problems,
            views={**self.views, **others.views},
        )


def _declared(work: Work) -> tuple[str, ...]:
    """Return every telephone that the site or one of its units makes public."""
    contacts = (work.frame.site.contact, *(unit.contact for unit in work.frame.units.values()))
    return tuple(c.telephone for c in contacts if c is not None and c.telephone)


def recall(work: Work, declared: Declared) -> Written | None:
    """Return a file as the last build wrote it; None where it has to be made anew."""
    before = None if work.options.full else work.known.files.get(declared.path)
    if before is None or before[0] != declared.digest:
        return None
    return before[1] if is_intact(work.options.output, before[1]) else None


def make_sheets(work: Work, sheets: Iterable[Sheet]) -> Sheets:
    """Make the files of the site tier whose inputs changed and return all of them as written."""
    files: dict[str, tuple[str, Written]] = {}
    rendered = 0
    problems: list[Problem] = []
    views: dict[str, Viewed] = {}
    for sheet in sheets:
        if sheet.viewed is not None:
            views[sheet.declared.path] = sheet.viewed
        path, wanted = sheet.declared.path, sheet.declared.digest
        before = recall(work, sheet.declared)
        if before is not None:
            files[path] = wanted, before
            continue
        content, torn = sheet.make()
        if (sheet.is_page or sheet.legible) and isinstance(content, bytes):
            said = sheet.legible(content) if sheet.legible else content
            problems += leaks(path, said, _declared(work))
        files[path] = ("" if torn else wanted, work.stage.put(path, content))
        problems += torn
        rendered += sheet.is_page
    return Sheets(files=files, rendered=rendered, problems=tuple(problems), views=views)
