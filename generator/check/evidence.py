"""Evidence: facts that want an explanation, and parts of the narrative that are missing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.check.passages import Passage
from generator.i18n import N_
from generator.model.narrative import ANSWER, CORE, HEADINGS, Topic
from generator.money import in_unit, plain
from generator.problem import Family, Kind, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.check.case import Case
    from generator.problem import Problem

OVER_BUDGET = Kind(
    code="E101",
    slug="over-budget",
    family=Family.EVIDENCE,
    severity=Severity.EXPLAIN,
    message=N_("支出超过预算 {excess} {unit}，没有说明"),
    hint=N_("在“情况说明”中写明超支的原因和资金来源"),
    why=N_("没有预算不得支出，超出的部分要说明钱从哪里来。"),
    bad='全年预算数: "26.15"，全年执行数: "26.33"',
    good="情况说明: [{事项: over-budget, 说明: 超出部分由上年结转支付}]",
)
PART_MISSING = Kind(
    code="E102",
    slug="narrative-part-missing",
    family=Family.EVIDENCE,
    severity=Severity.ADVICE,
    message=N_("没有“{parts}”"),
    hint=N_("原件有就补上；原件没有，页面会写明“原件未列”"),
    why=N_("自评应当写清做成了什么、有什么问题、怎样改进。"),
    bad="只有 ## 主要绩效",
    good="## 主要绩效、## 主要问题、## 改进措施",
)
ANSWERS_NOTHING = Kind(
    code="E114",
    slug="measure-answers-nothing",
    family=Family.EVIDENCE,
    severity=Severity.ADVICE,
    message=N_("改进措施写“针对问题{number}”，“主要问题”只有 {count} 条"),
    hint=N_("改正问题的序号，或把问题写成编号的一条"),
    why=N_("措施要对得上问题，页面上的链接才有去处。"),
    bad="主要问题只有 1 条，改进措施: 1. 每月通报进度（针对问题2）。",
    good="1. 每月通报进度（针对问题1）。",
)
KINDS = (OVER_BUDGET, PART_MISSING, ANSWERS_NOTHING)


def find_overspending(case: Case) -> Iterator[Problem]:
    """Yield a problem where more was executed than budgeted and nobody says why."""
    result, unit = case.result, case.project.facts.funds.unit
    if result.budget is None or result.executed is None or result.executed <= result.budget:
        return
    if not case.is_explained(OVER_BUDGET.code, OVER_BUDGET.slug, "execution-rate"):
        excess = plain(in_unit(result.executed - result.budget, unit))
        place = case.places.at("资金", "全年执行数")
        yield OVER_BUDGET.at(place, excess=excess, unit=unit.value)


def find_missing_parts(case: Case) -> Iterator[Problem]:
    """Yield one problem for the core parts that the narrative of an evaluation lacks."""
    if case.project.facts.evaluation is None:
        return
    missing = [topic for topic in CORE if case.project.narrative.section(topic) is None]
    if missing:
        words = {topic: heading for heading, topic in HEADINGS}
        parts = "、".join(words[topic] for topic in missing)
        yield PART_MISSING.at(case.places.of_key("自评"), parts=parts)


def find_unanswered(case: Case) -> Iterator[Problem]:
    """Yield measures that name a problem which is not there."""
    narrative = case.project.narrative
    measures, problems = narrative.section(Topic.MEASURES), narrative.section(Topic.PROBLEMS)
    if measures is None:
        return
    count = len(problems.items) if problems else 0
    place = case.place_of_passage(Passage(measures.text, line=measures.line))
    for number in ANSWER.findall(measures.text):
        if not 0 < int(number) <= count:
            yield ANSWERS_NOTHING.at(place, number=number, count=str(count))


RULES = (find_overspending, find_missing_parts, find_unanswered)
