"""Wording: years, bodies and districts that are not this project's, and unfinished texts."""

from __future__ import annotations

import re
from collections import defaultdict
from functools import partial
from itertools import pairwise
from typing import TYPE_CHECKING

from generator.i18n import N_
from generator.problem import Family, Kind, Location, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.check.case import Case
    from generator.check.passages import Passage
    from generator.load import Frame
    from generator.problem import Problem

_identity = partial(Kind, family=Family.IDENTITY, severity=Severity.ADVICE)
_residue = partial(Kind, family=Family.RESIDUE, severity=Severity.ADVICE)

OTHER_YEAR = _identity(
    code="I107",
    slug="other-year",
    message=N_("{year} 年度的自评里写着“{found}”"),
    hint=N_("核对年份；原件确是如此，照录即可"),
    why=N_("年份不对，多半是沿用了往年的文字。"),
    bad="2018 年度：2017年财政预算安排补助",
    good="2018 年度：2018年财政预算安排补助",
)
FORMER_BODY = _identity(
    code="I108",
    slug="former-body-named",
    message=N_("“{found}”在 {until} 年已经撤并，{year} 年度仍用旧名"),
    hint=N_("原件确是如此，照录即可；今后用现在的名称"),
    why=N_("机构已经改名还用旧名，多半是沿用了往年的文字。"),
    bad="2020 年度：根据市安监局布置的检查方案",
    good="2020 年度：根据市应急管理局布置的检查方案",
)
OTHER_LEVEL = _identity(
    code="I109",
    slug="other-level-named",
    message=N_("{unit}的自评里写着“{found}”"),
    hint=N_("核对是不是沿用了别处的文字；原件确是如此，照录即可"),
    why=N_("县里的报告写“我区”，多半抄自别处。"),
    bad="盐池县应急管理局：向区安监局报备",
    good="盐池县应急管理局：向县应急管理局报备",
)
OTHER_NAME = _identity(
    code="I110",
    slug="name-written-otherwise",
    message=N_("同一原件又把项目写作“{name}”（{where}）"),
    hint=N_("原件确是如此，照录即可；今后全文用同一名称"),
    why=N_("项目名称前后不一，分不清说的是不是同一个项目。"),
    bad="灭火救援装备购置费，又写作“灭火救援装备”",
    good="全文都写“灭火救援装备购置费”",
)
CITATION = _identity(
    code="I111",
    slug="citation-malformed",
    message=N_("文号“{number}”不合“发文机关代字〔年份〕顺序号”的写法"),
    hint=N_("查对文件；原件确是如此，照录即可"),
    why=N_("文号不完整，读者查不到所依据的文件。"),
    bad="武财绩[20171000号]",
    good="武财绩〔2017〕1000号",
)
PLACEHOLDER = _residue(
    code="R104",
    slug="placeholder-left",
    message=N_("“{found}”像是没有填写的占位"),
    hint=N_("补上内容；原件确是如此，照录即可"),
    why=N_("占位留在表里，说明这一处没有填。"),
    bad="设定依据: 空",
    good="设定依据: 年度检查计划",
)
UNBALANCED = _residue(
    code="R105",
    slug="bracket-open",
    message=N_("“{found}”没有配对"),
    hint=N_("补上另一半；原件确是如此，照录即可"),
    why=N_("括号或引号缺一半，可能漏了文字。"),
    bad="开展宣传活动（含咨询日、知识竞赛。",
    good="开展宣传活动（含咨询日、知识竞赛）。",
)
NUMBERING = _residue(
    code="R106",
    slug="numbering-broken",
    message=N_("编号从“{before}”跳到“{after}”"),
    hint=N_("核对是否漏了一条；原件确是如此，照录即可"),
    why=N_("编号不连续，可能漏了一条或重了一条。"),
    bad="3、检查；5、培训",
    good="3、检查；4、培训",
)
COPIED_WITHIN = _residue(
    code="R107",
    slug="passage-repeated",
    message=N_("与另一处（第 {line} 行）的文字完全相同：“{found}”"),
    hint=N_("原件确是如此，照录即可；今后各处写各处的内容"),
    why=N_("两处该写不同内容的地方一字不差，其中一处没有写。"),
    bad="总体目标和实施成效是同一段文字",
    good="总体目标写要达到什么，实施成效写做成了什么",
)
EXPLANATION_COPIED = _residue(
    code="R108",
    slug="explanation-copied",
    message=N_("“{name}”的指标解释与“{other}”相同"),
    hint=N_("核对是否抄错行；原件确是如此，照录即可"),
    why=N_("两个不同的指标用同一解释，其中一个多半是抄来的。"),
    bad="“突发事件应急处置”和“应急救援演练”的解释都是“开展应急救援演练”",
    good="每个指标解释自己的内容",
)
KINDS = (
    OTHER_YEAR,
    FORMER_BODY,
    OTHER_LEVEL,
    OTHER_NAME,
    CITATION,
    PLACEHOLDER,
    UNBALANCED,
    NUMBERING,
    COPIED_WITHIN,
    EXPLANATION_COPIED,
)

THIS_YEAR = re.compile(
    r"(?P<year>20[0-9]{2})年(?:度)?(?:(?:区|县|市|省|本)?(?:级)?(?:财政)?(?:部门)?预算|绩效自评|绩效目标|本项目)"
)
"""Words that speak of the year of this very project."""
SAFETY_BODY = re.compile(r"(?:国家|省|市|区|县|自治区)?(?:安监(?:总)?局|安全生产监督管理(?:总)?局)")
SAFETY_WORDS = ("安监", "安全生产监督管理")
"""Of which one stands in every such name."""
SAFETY_BODY_UNTIL = 2018
"""The reform of State Council and local bodies of 2018 put work safety under emergency bureaux."""
UNIT_NAMES = {("实施单位",), ("主管部门",)}
LEVELS = {
    "县": re.compile(r"我区|全区|区委|区政府|区财政|区安监局|区安全生产专家库|区应急(?:管理)?局"),
    "区": re.compile(r"我县|全县|县委|县政府|县财政|县安监局|县应急(?:管理)?局|全市"),
}
"""What the texts of a county or a district would not say of themselves."""
FRAMED = re.compile(r"^20[0-9]{2}年度?|项目$")
"""What titles put around a project's name."""
NUMBER = re.compile(r"^[^0-9]*〔[0-9]{4}〕[0-9]+号$")
BRACKETED = re.compile(r"[［\[(（【]([0-9]{4})[］\])）】]")
PLACEHOLDERS = frozenset({"空", "待填", "待定", "略", "同上", "XX", "XXX", "××", "×××"})
MARKS = ("空", "待填", "待定", "略", "同上", "XX", "××")
"""Of which one stands in every placeholder."""
PAIRS = (("（", "）"), ("《", "》"), ("“", "”"), ("【", "】"), ("〔", "〕"))
ITEM = re.compile(r"(?:^|[\n。；;])\s*([0-9]{1,2})[、.．](?![0-9])")
HALVES = re.compile(r"[（）《》“”【】〔〕]|[0-9][、.．]")
"""What a text must hold to have a pair that is broken, or a list numbered in itself."""
NUMBERED = re.compile(r"[、.．](?<=[0-9].)(?![0-9])")
"""What every item of such a list holds; most numbers with a point are figures."""
CLOSED = tuple((pair, re.compile("{0}[^{0}{1}\n]*{1}".format(*pair))) for pair in PAIRS)
"""Each pair with what it looks like closed on one line, nothing of its kind inside."""
LONG = 30
"""Characters from which two equal texts are no accident."""


def find_other_years(case: Case) -> Iterator[Problem]:
    """Yield texts that speak of the budget of another year as if it were this project's."""
    own = case.project.identity.year
    if not THIS_YEAR.search(case.words):
        return
    for passage in case.passages:
        found = next((m for m in THIS_YEAR.finditer(passage.text) if m["year"] != own), None)
        if found is not None:
            yield OTHER_YEAR.at(case.place_of_passage(passage), year=own, found=found[0])


def find_former_bodies(case: Case) -> Iterator[Problem]:
    """Yield bodies named that no longer existed in the year of the project."""
    own, gone = int(case.project.identity.year), tuple(_gone(case))
    if not any(name in case.words for name in (*SAFETY_WORDS, *(name for name, _ in gone))):
        return
    for passage in case.passages:
        if passage.path in UNIT_NAMES:  # another rule compares them with the unit's record
            continue
        for name, until in gone:
            if name in passage.text and own > until:
                yield _former(case, passage, name, until)
        found = SAFETY_BODY.search(passage.text) if own > SAFETY_BODY_UNTIL else None
        if found is not None:
            yield _former(case, passage, found[0], SAFETY_BODY_UNTIL)


def _gone(case: Case) -> Iterator[tuple[str, int]]:
    """Yield the predecessors of the unit with the year of their end, where it is known."""
    for body in case.share.unit.predecessors if case.share.unit else ():
        if body.until is not None and not SAFETY_BODY.search(body.name):
            yield body.name, body.until.year


def _former(case: Case, passage: Passage, name: str, until: int) -> Problem:
    year = case.project.identity.year
    return FORMER_BODY.at(case.place_of_passage(passage), found=name, until=str(until), year=year)


def find_other_levels(case: Case) -> Iterator[Problem]:
    """Yield texts of a county that speak of a district, and the other way round."""
    unit = case.share.unit
    level = next((sign for sign in LEVELS if unit and unit.region.endswith(sign)), None)
    if unit is None or level is None:
        return
    for passage in case.passages if LEVELS[level].search(case.words) else ():
        found = LEVELS[level].search(passage.text)
        if found is not None:
            yield OTHER_LEVEL.at(case.place_of_passage(passage), unit=unit.name, found=found[0])


def find_other_names(case: Case) -> Iterator[Problem]:
    """Yield the other ways in which the same source writes the project's name."""
    own = FRAMED.sub("", case.project.facts.name)
    for index, other in enumerate(case.project.facts.other_names):
        if FRAMED.sub("", other.name) != own and not case.excuses(OTHER_NAME):
            place = case.places.at("其他写法", index, "名称")
            yield OTHER_NAME.at(place, name=other.name, where=other.place)


def check_citations(frame: Frame) -> Iterator[Problem]:
    """Yield the numbers of cited rules that nobody could look up."""
    for identity, publication in frame.publications.items():
        for index, citation in enumerate(publication.facts.citations):
            if citation.number and not NUMBER.match(BRACKETED.sub(r"〔\1〕", citation.number)):
                places = frame.places[f"{identity.folder}/document.yaml"]
                place = places.at("依据文件", index, "文号")
                yield CITATION.at(place, number=citation.number)


def find_unfinished(case: Case) -> Iterator[Problem]:
    """Yield placeholders, halves of brackets and quotation marks, and breaks in numbering."""
    for passage in case.passages if _may_be_unfinished(case) else ():
        text = passage.text
        if text.strip() in PLACEHOLDERS:
            yield PLACEHOLDER.at(case.place_of_passage(passage), found=text.strip())
        if not HALVES.search(text):  # most texts are plain words
            continue
        for opening, closing in PAIRS:
            if text.count(opening) != text.count(closing):
                yield UNBALANCED.at(case.place_of_passage(passage), found=opening + closing)
        yield from _broken_numbering(case, passage)


def _may_be_unfinished(case: Case) -> bool:
    """Whether any text may be a placeholder, lack half of a pair, or be numbered in itself."""
    words = case.words
    return (
        _may_be_placeholder(case)
        or not all(_is_closed(words, *pair, closed) for pair, closed in CLOSED)
        or (NUMBERED.search(words) is not None and ITEM.search(words) is not None)
    )


def _may_be_placeholder(case: Case) -> bool:
    if not any(mark in case.words for mark in MARKS):
        return False
    return not PLACEHOLDERS.isdisjoint(map(str.strip, case.texts))


def _is_closed(words: str, opening: str, closing: str, closed: re.Pattern[str]) -> bool:
    """Whether all signs of a pair stand in pairs closed on one line, and so within one text."""
    if opening not in words and closing not in words:
        return True
    return words.count(opening) == words.count(closing) == len(closed.findall(words))


def _broken_numbering(case: Case, passage: Passage) -> Iterator[Problem]:
    """Yield the first place where a list numbered in its own text does not go on by one."""
    numbers = [int(found) for found in ITEM.findall(passage.text)]
    for before, after in pairwise(numbers):
        if after not in {before + 1, 1}:
            place = case.place_of_passage(passage)
            yield NUMBERING.at(place, before=str(before), after=str(after))
            return


def find_copied_passages(case: Case) -> Iterator[Problem]:
    """Yield long texts that stand in two places of one project, save explanations of indicators."""
    long = [text for text in map(str.strip, case.texts) if len(text) >= LONG]
    if len(set(long)) == len(long):
        return
    seen: dict[str, Passage] = {}
    for passage in case.passages:
        text = passage.text.strip()
        if len(text) < LONG or "指标解释" in passage.path:
            continue
        first = seen.setdefault(text, passage)
        if first is not passage and not _same_row(first, passage):
            other: Location = case.place_of_passage(first)
            yield COPIED_WITHIN.at(case.place_of_passage(passage), line=str(other.line), found=text)


def _same_row(first: Passage, second: Passage) -> bool:
    """Whether two texts are the same cell of two rows, which the rule of repeated rows reports."""
    return first.path[-1:] == second.path[-1:] and "指标" in first.path and "指标" in second.path


def find_copied_explanations(case: Case) -> Iterator[Problem]:
    """Yield indicators whose explanation is that of an indicator with another name."""
    evaluation = case.project.facts.evaluation
    first: dict[str, str] = {}
    told: dict[str, set[str]] = defaultdict(set)
    for index, row in enumerate(evaluation.indicators if evaluation else ()):
        if not row.explanation or not row.name:
            continue
        other = first.setdefault(row.explanation, row.name)
        if other != row.name and row.name not in told[row.explanation]:
            told[row.explanation].add(row.name)
            place = case.places.at("自评", "指标", index, "指标解释")
            yield EXPLANATION_COPIED.at(place, name=row.name, other=other)


RULES = (
    find_other_years,
    find_former_bodies,
    find_other_levels,
    find_other_names,
    find_unfinished,
    find_copied_passages,
    find_copied_explanations,
)
