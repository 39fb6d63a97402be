"""A document: the publication that carries one or many projects."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from generator.i18n import N_
from generator.model.disclosure import (
    AttachedFile,
    Attachment,
    Conclusion,
    Correction,
    Disclosure,
    Explanation,
    Review,
)
from generator.model.fields import (
    OptionalAmount,
    OptionalSlug,
    OptionalText,
    Record,
    Text,
    key,
    optional,
    several,
)

if TYPE_CHECKING:
    from generator.model.identity import DocumentId
    from generator.model.narrative import Narrative


class DocumentKind(StrEnum):
    """What kind of publication a document is."""

    FORM = "项目支出绩效自评表"
    REPORT = "项目支出绩效自评报告"
    TARGETS = "项目绩效目标申报表"
    OVERALL = "部门整体支出绩效自评"


class Citation(Record):
    """A rule or file that the document says it follows, as printed."""

    title: Text = key("名称", N_("文件名称，按原件"))
    number: OptionalText = optional("文号", N_("文号，按原件"))
    note: OptionalText = optional("编者说明", N_("文号残缺、已废止等情况"))


class Document(Record):
    """`documents/<year>/<unit>/<doc>/document.yaml`; its projects name it, it lists none."""

    title: Text = key("文件名称", N_("文件标题，按原件"))
    kind: DocumentKind = key("文件种类", N_("自评表、自评报告、目标申报表或整体自评"))
    scheme: OptionalSlug = optional("评分办法", N_("schemes/ 下的办法标识"))
    project_count: OptionalAmount = optional("项目个数", N_("原件写明的项目个数"))
    disclosure: Disclosure = key("公开信息", N_("公开信息"), default=Disclosure())
    citations: tuple[Citation, ...] = several("依据文件", N_("原件引用的文件"))
    attachments: tuple[Attachment, ...] = several("附件", N_("随页面公开的文件"))
    review: Review | None = optional("公开审查", N_("公开前的审查"))
    corrections: tuple[Correction, ...] = several("更正", N_("更正记录"))
    explanations: tuple[Explanation, ...] = several("情况说明", N_("单位对检查结果的说明"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Publication:
    """One document with everything its folder says."""

    identity: DocumentId
    facts: Document
    narrative: Narrative
    attachments: tuple[AttachedFile, ...] = ()

    @property
    def withheld(self) -> bool:
        """Whether the review before release decided that it must not be published."""
        review = self.facts.review
        return review is not None and review.conclusion is Conclusion.CLOSED
