"""Residue: what templates and office programs leave behind in texts that are published."""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING

from generator.i18n import N_
from generator.problem import Family, Kind, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.check.case import Case
    from generator.problem import Problem

_residue = partial(Kind, family=Family.RESIDUE, severity=Severity.ADVICE)

PROMPT = _residue(
    code="R101",
    slug="template-prompt",
    message=N_("“{found}”像是表格的填写提示，不是填写的内容"),
    hint=N_("原件确是如此，照录即可；录入时带进来的就删去"),
    why=N_("填写提示留在正文里，说明这一处没有填。"),
    bad="完成情况: 请简要说明（100字以内）",
    good="完成情况: 全年检查企业1225家次",
)
OFFICE = _residue(
    code="R102",
    slug="office-residue",
    message=N_("“{found}”是办公软件留下的代码"),
    hint=N_("删去这段代码；原件印出的就照录并加编者说明"),
    why=N_("代码留在正文里，读者看不懂，也说明没有校对。"),
    bad="详见第3页 错误!未定义书签。",
    good="详见第3页。",
)
HTML = _residue(
    code="R103",
    slug="html-residue",
    message=N_("“{found}”是网页代码"),
    hint=N_("删去网页代码，只留文字"),
    why=N_("网页代码会照字面显示在页面上。"),
    bad="主要绩效&nbsp;<p>完成检查</p>",
    good="主要绩效 完成检查",
)
KINDS = (PROMPT, OFFICE, HTML)

MARKS = r"[×Xx]+(?:单位|项目|部门|局|年度)"
LIMIT = r"(?:限|不超过|控制在)?[0-9]{2,4}字(?:以内|左右|以上)?[）)]"

PATTERNS = (
    (
        PROMPT,
        re.compile(
            rf"（{LIMIT}|\({LIMIT}|×{MARKS}|X{MARKS}|x{MARKS}"
            r"|请(?:在此|在这里|简要|如实|认真)?(?:填写|填列|说明|描述)(?:本|具体|以下|项目)?"
            r"|此处填写|在此填写|某某(?:单位|项目|部门)"
        ),
    ),
    (
        OFFICE,
        re.compile(
            r"错误[!！] ?未(?:定义书签|找到引用源)|\[bookmark:[^\]]*\]?|_GoBack|PAGEREF|MERGEFORMAT"
            r"|HYPERLINK \\"
        ),
    ),
    (
        HTML,
        re.compile(
            r"</?(?:p|br|div|span|table|tr|td|font|strong|b|ul|li)\b[^>]*>|&(?:nbsp|lt|gt|amp|quot);"
        ),
    ),
)
"""What gives residue away; each kind is reported once for a text.

Every alternative begins with a sign of its own, which is what makes the search quick.
"""
ANY = re.compile("|".join(pattern.pattern for _, pattern in PATTERNS))


def find_residue(case: Case) -> Iterator[Problem]:
    """Yield what is left behind in the facts and in the narrative of a project."""
    for passage in case.passages if ANY.search(case.words) else ():
        for kind, words in _found(passage.text):
            if passage.path or kind is not HTML:  # reading the narrative has said so already
                yield kind.at(case.place_of_passage(passage), found=words)


def _found(text: str) -> Iterator[tuple[Kind, str]]:
    for kind, pattern in PATTERNS:
        match = pattern.search(text)
        if match is not None:
            yield kind, match[0]


RULES = (find_residue,)
