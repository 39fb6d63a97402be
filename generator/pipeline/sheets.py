"""The files of the site tier: declared first, then made where their inputs changed."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple

from generator.plan import Declared
from generator.privacy import leaks
from generator.render import draw
from generator.theme import digest

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from generator.pipeline.work import Work
    from generator.problem import Problem
    from generator.write import Written


Content = tuple["bytes | Iterable[bytes]", "tuple[Problem, ...]"]
"""The bytes of a file, and in a draft the problem of a template that cannot be used."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A file of the site tier before it is made."""

    declared: Declared
    make: Callable[[], Content] | Drawing
    """Makes its bytes; it may look at the files of the sheets before it, made by then."""
    is_page: bool
    legible: Callable[[bytes], bytes] | None = None
    """How the gate reads what it repeats without being a page; None where it repeats nothing."""


@dataclass(frozen=True, slots=True)
class Drawing:
    """A page in two steps: where its view turns out as it was, nothing is made of it."""

    view: Callable[[], object]
    closure: str
    """Digest of its templates."""
    draw: Callable[[Any], Content]


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
    views: Mapping[str, str] = field(default_factory=dict)
    """Digests of the views of pages, with that of their templates."""

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
    return _recall(work, declared.path, declared.digest)


def _recall(work: Work, path: str, digest_: str | None) -> Written | None:
    """Return a file that is as it was, of these inputs or, without a digest, of whatever inputs."""
    known, last = work.known.files.get(path, ("", None))
    if work.options.full or last is None or not known or digest_ not in {known, None}:
        return None
    return last if work.is_intact(last) else None


class Made(NamedTuple):
    """A file of the site tier, be it taken over or made anew."""

    file: Written
    view: str
    """Digest of its view; empty for a file without one."""
    is_new: bool = False
    problems: tuple[Problem, ...] = ()


def make_sheets(work: Work, sheets: Iterable[Sheet]) -> Sheets:
    """Make the files of the site tier whose inputs changed and return all of them as written.

    Those with problems are made again by every build, so that these are told again.
    """
    made = [(sheet, _make(work, sheet)) for sheet in sheets]
    return Sheets(
        files={
            sheet.declared.path: ("" if own.problems else sheet.declared.digest, own.file)
            for sheet, own in made
        },
        rendered=sum(1 for sheet, own in made if own.is_new and sheet.is_page),
        problems=tuple(problem for _, own in made for problem in own.problems),
        views={sheet.declared.path: own.view for sheet, own in made if own.view},
    )


def _make(work: Work, sheet: Sheet) -> Made:
    """Return a file as the last build wrote it, where that is what it would be, or made anew."""
    path, view = sheet.declared.path, ""
    last = recall(work, sheet.declared)
    if last is not None:
        return Made(last, work.known.views.get(path, ""))
    if not isinstance(sheet.make, Drawing):
        content, torn = sheet.make()
    else:
        seen = sheet.make.view()
        view = digest(sheet.make.closure.encode(), repr(seen).encode())
        last = _recall(work, path, None) if work.known.views.get(path) == view else None
        if last is not None:
            return Made(last, view)
        content, torn = sheet.make.draw(seen)
    problems = *_leaks(work, sheet, content), *torn
    return Made(work.stage.put(path, content), view, is_new=True, problems=problems)


def _leaks(work: Work, sheet: Sheet, content: bytes | Iterable[bytes]) -> Iterable[Problem]:
    """Return the personal data that a page shows."""
    if not isinstance(content, bytes) or not (sheet.is_page or sheet.legible):
        return ()
    said = sheet.legible(content) if sheet.legible else content
    return leaks(sheet.declared.path, said, _declared(work))
