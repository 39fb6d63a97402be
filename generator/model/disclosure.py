"""What accompanies a publication: its disclosure record, review, corrections, attachments."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from generator.i18n import N_
from generator.model.fields import (
    Amount,
    Day,
    OptionalAddress,
    OptionalDay,
    OptionalText,
    Record,
    Text,
    key,
    optional,
)


class Validity(StrEnum):
    """Whether a publication still stands."""

    VALID = "有效"
    CORRECTED = "已更正"
    WITHDRAWN = "已撤销"


class Conclusion(StrEnum):
    """The outcome of the review before release (公开审查, 政府信息公开条例 art. 17)."""

    OPEN = "公开"
    PARTLY_OPEN = "部分公开"
    CLOSED = "不予公开"


class Disclosure(Record):
    """The disclosure record of one statement or document; unknown values stay empty."""

    index_number: OptionalText = optional("索引号", N_("信息公开目录中的索引号"))
    publisher: OptionalText = optional("发布机构", N_("发布该信息的机关"))
    document_number: OptionalText = optional("文号", N_("发文字号，自评材料一般没有"))
    created: OptionalDay = optional("成文日期", N_("文件形成的日期"))
    published: OptionalDay = optional("发布日期", N_("首次向社会公开的日期"))
    source: OptionalAddress = optional("来源网址", N_("原件所在的网址"))
    validity: Validity = key("有效性", N_("有效、已更正或已撤销"), default=Validity.VALID)


class Review(Record):
    """The review before release: what was decided, by whom, when and why."""

    conclusion: Conclusion = key("结论", N_("公开、部分公开或不予公开"))
    reviewer: Text = key("审查部门", N_("作出结论的部门"))
    day: Day = key("日期", N_("作出结论的日期"))
    basis: Text = key("依据", N_("所依据的条款"))


class Correction(Record):
    """One correction of something already published."""

    day: Day = key("日期", N_("更正发布的日期"))
    version: Amount = key("版本", N_("更正后的版本号，从 2 起"))
    subject: Text = key("事项", N_("更正的是哪一处"))
    before: OptionalText = optional("更正前", N_("原来的内容"))
    after: OptionalText = optional("更正后", N_("现在的内容"))
    reason: Text = key("原因", N_("为什么更正"))
    approved_by: OptionalText = optional("批准", N_("批准更正的部门"))


class Attachment(Record):
    """A file published beside the page; only listed files are published."""

    file: Text = key("文件", N_("attachments/ 下的文件名"))
    title: Text = key("名称", N_("读者看到的名称"))
    original: OptionalText = optional("原件", N_("该文件是否为原件及其来源"))
    approved: OptionalText = optional("人工核验", N_("不能自动核验隐私的文件，由谁核验后准予公开"))


class Explanation(Record):
    """What the unit itself says about a finding or a ledger line."""

    subject: Text = key("事项", N_("规则代码或核对表中的栏目标识"))
    text: Text = key("说明", N_("单位的说明"))


@dataclass(frozen=True, slots=True, kw_only=True)
class AttachedFile:
    """A listed attachment that exists."""

    record: Attachment
    path: str
    """Path inside the content folder."""
    size: int
    """Bytes."""
