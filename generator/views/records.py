"""Disclosure records, reviews, corrections and attachments as a page shows them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import quote

from generator import urls
from generator.i18n import N_
from generator.model.disclosure import Validity
from generator.views.shell import Pair

if TYPE_CHECKING:
    from collections.abc import Sequence

    from generator.i18n import Catalogue
    from generator.model.disclosure import AttachedFile, Correction, Disclosure, Review


@dataclass(frozen=True, slots=True, kw_only=True)
class DisclosureView:
    """The disclosure record of one statement or document."""

    title: str
    rows: tuple[Pair, ...]
    """The fields that are known."""
    unknown: tuple[str, ...]
    """The names of the fields that the source does not give."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AttachmentView:
    """A published file."""

    title: str
    href: str
    format: str
    """The file's ending in capitals."""
    size: str
    """As people read it: `35 KB`."""
    original: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CorrectionView:
    """One correction."""

    day: str
    version: str
    subject: str
    before: str
    after: str
    reason: str


def disclosure(title: str, record: Disclosure, say: Catalogue) -> DisclosureView:
    """Return a disclosure record: what is known, and the names of what is not."""
    fields = (
        (N_("索引号"), record.index_number),
        (N_("发布机构"), record.publisher),
        (N_("文号"), record.document_number),
        (N_("成文日期"), record.created.isoformat() if record.created else None),
        (N_("发布日期"), record.published.isoformat() if record.published else None),
        (N_("来源网址"), record.source),
    )
    known = [(term, value) for term, value in fields if value]
    if known or record.validity is not Validity.VALID:
        known.append((N_("有效性"), record.validity.value))
    return DisclosureView(
        title=title,
        rows=tuple(
            Pair(say.translate(term), value, href=value if value.startswith("http") else "")
            for term, value in known
        ),
        unknown=tuple(say.translate(term) for term, value in fields if not value),
    )


def review(record: Review | None, say: Catalogue) -> tuple[Pair, ...]:
    """Return the review before release, or nothing where there is none."""
    if record is None:
        return ()
    fields = (
        (N_("结论"), record.conclusion.value),
        (N_("审查部门"), record.reviewer),
        (N_("日期"), record.day.isoformat()),
        (N_("依据"), record.basis),
    )
    return tuple(Pair(say.translate(term), value) for term, value in fields)


def attachments(files: Sequence[AttachedFile], origin: str) -> tuple[AttachmentView, ...]:
    """Return the published files of a page."""
    return tuple(
        AttachmentView(
            title=file.record.title,
            href=urls.relative(origin, quote(file.path)),
            format=file.path.rpartition(".")[2].upper(),
            size=readable_size(file.size),
            original=file.record.original or "",
        )
        for file in files
    )


def readable_size(size: int) -> str:
    """Return a number of bytes as people read it."""
    if size < 1024:  # noqa: PLR2004  bytes in a KB
        return f"{size} B"
    kilobytes = size / 1024
    return f"{kilobytes:.0f} KB" if kilobytes < 1024 else f"{kilobytes / 1024:.1f} MB"  # noqa: PLR2004  KB in a MB


def corrections(records: Sequence[Correction]) -> tuple[CorrectionView, ...]:
    """Return corrections, newest first."""
    ordered = sorted(records, key=lambda record: record.day, reverse=True)
    return tuple(
        CorrectionView(
            day=record.day.isoformat(),
            version=record.version.text,
            subject=record.subject,
            before=record.before or "",
            after=record.after or "",
            reason=record.reason,
        )
        for record in ordered
    )
