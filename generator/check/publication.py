"""Publication: what an official site must have before anything is released."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from generator.i18n import N_
from generator.model.site import Nature
from generator.problem import Family, Kind, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.check.case import Case
    from generator.load import Frame
    from generator.model.disclosure import Disclosure
    from generator.problem import Problem

_duty = partial(Kind, family=Family.PUBLICATION, severity=Severity.ERROR)

REVIEW_MISSING = _duty(
    code="U101",
    slug="review-missing",
    message=N_("正式网站的内容没有公开审查记录"),
    hint=N_("补上“公开审查: {结论, 审查部门, 日期, 依据}”"),
    why=N_("政府信息公开条例第十七条要求公开前进行审查。"),
    bad="站点性质: 正式，项目没有 公开审查",
    good="公开审查: {结论: 公开, 审查部门: 办公室, 日期: 2021-03-01, 依据: 条例第十七条}",
)
SITE_FIELD_EMPTY = _duty(
    code="U102",
    slug="site-field-empty",
    message=N_("正式网站的“{key}”是空的"),
    hint=N_("在 site.yaml 中填写“{key}”"),
    why=N_("政府网站每个页面都要有这些标签和页脚信息。"),
    bad='站点性质: 正式\n网站标识码: ""',
    good='站点性质: 正式\n网站标识码: "1304000009"',
)
RECORD_FIELD_EMPTY = _duty(
    code="U103",
    slug="record-field-empty",
    message=N_("正式网站的内容没有“{key}”"),
    hint=N_("在“公开信息”中填写“{key}”"),
    why=N_("内容页的发布时间和来源标签不能空。"),
    bad="公开信息: {索引号: …}",
    good="公开信息: {发布机构: 区应急管理局, 发布日期: 2021-03-05}",
)
KINDS = (REVIEW_MISSING, SITE_FIELD_EMPTY, RECORD_FIELD_EMPTY)

REQUIRED_OF_SITE = (
    ("站点域名", "domain"),
    ("网站标识码", "site_code"),
    ("基址", "base_address"),
    ("ICP备案编号", "icp"),
    ("公安机关备案号", "police_record"),
    ("党政机关网站标识", "emblem"),
    ("找错入口", "fault_report"),
    ("联系方式", "contact"),
)
REQUIRED_OF_COLUMN = (("说明", "description"), ("关键词", "keywords"), ("类别", "type"))


def check_site(frame: Frame) -> Iterator[Problem]:
    """Yield what an official site lacks; a demonstration lacks it by nature."""
    if frame.site.nature is not Nature.OFFICIAL:
        return
    places = frame.places["site.yaml"]
    for key, attribute in REQUIRED_OF_SITE:
        if not getattr(frame.site, attribute):
            yield SITE_FIELD_EMPTY.at(places.of_key(key), key=key)
    for key, attribute in REQUIRED_OF_COLUMN:
        if not getattr(frame.site.column, attribute):
            yield SITE_FIELD_EMPTY.at(places.of_key("栏目", key), key=f"栏目 › {key}")


def check_documents(frame: Frame) -> Iterator[Problem]:
    """Yield what the documents of an official site lack."""
    if frame.site.nature is not Nature.OFFICIAL:
        return
    for identity, publication in frame.publications.items():
        places = frame.places[f"{identity.folder}/document.yaml"]
        if publication.facts.review is None:
            yield REVIEW_MISSING.at(places.of_key("文件名称"))
        for key in empty_fields(publication.facts.disclosure):
            yield RECORD_FIELD_EMPTY.at(places.of_key("公开信息", key), key=key)


def find_missing_duties(case: Case) -> Iterator[Problem]:
    """Yield what a project of an official site lacks before release."""
    if case.share.site.nature is not Nature.OFFICIAL:
        return
    facts, places = case.project.facts, case.places
    if facts.review is None:
        yield REVIEW_MISSING.at(places.of_key("项目名称"))
    for name, statement in (("自评", facts.evaluation), ("绩效目标", facts.targets)):
        if statement is not None:
            for key in empty_fields(statement.disclosure):
                yield RECORD_FIELD_EMPTY.at(places.of_key(name, "公开信息", key), key=key)


def empty_fields(record: Disclosure) -> Iterator[str]:
    """Yield the keys of a disclosure record that page tags need and that are empty."""
    if record.publisher is None:
        yield "发布机构"
    if record.published is None:
        yield "发布日期"


RULES = (find_missing_duties,)
