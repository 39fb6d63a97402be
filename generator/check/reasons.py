"""Reasons: what the form shows and nobody explains, and what stands for an answer and is none."""

from __future__ import annotations

from decimal import Decimal
from functools import partial
from typing import TYPE_CHECKING

from generator.i18n import N_, message
from generator.model.narrative import Topic
from generator.model.project import Indicator
from generator.model.scheme import FACT_WORDS, ExplainedFact
from generator.money import percent, plain, total_of
from generator.problem import Family, Kind, Severity
from generator.score import Punctuality, comes_to

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.check.case import Case
    from generator.i18n import Message
    from generator.model.project import TargetIndicator
    from generator.model.scheme import ExplainRule
    from generator.problem import Problem
    from generator.read import KeyPath

_rule = partial(Kind, family=Family.EVIDENCE)

UNMET = _rule(
    code="E103",
    slug="unmet-without-reason",
    severity=Severity.EXPLAIN,
    message=N_("“{name}”的指标值是{target}，实际 {actual}，没有写偏差原因"),
    hint=N_("写“偏差原因分析及改进措施”，或在“情况说明”中写明"),
    why=N_("没有完成的指标要说明原因和改进措施。"),
    bad="年度指标值: ≥95%，实际完成值: 93%",
    good="年度指标值: ≥95%，实际完成值: 93%，偏差原因分析及改进措施: 两家企业延期整改，已约谈",
)
DEDUCTED = _rule(
    code="E104",
    slug="deduction-without-reason",
    severity=Severity.ADVICE,
    message=N_("“{name}”达到目标，分值 {weight} 只得 {score}，没有写扣分原因"),
    hint=N_("写明扣分的原因；没有原因就核对得分"),
    why=N_("目标达到了还扣分，读者不知道分扣在哪里。"),
    bad='指标值 100%，实际 100%，分值 "20"，得分 "19"',
    good='指标值 100%，实际 100%，分值 "20"，得分 "20"',
)
NOTHING_FILLED = _rule(
    code="E105",
    slug="nothing-filled",
    severity=Severity.EXPLAIN,
    message=N_("{count} 个指标只有目标，没有一个写了实际完成值或得分"),
    hint=N_("补上实际完成情况；原件没有的，在“情况说明”中写明"),
    why=N_("只有目标没有结果，还不是自评。"),
    bad="指标: [{三级指标: 检查企业, 年度指标值: ≥40家}]",
    good="指标: [{三级指标: 检查企业, 年度指标值: ≥40家, 实际完成值: 42家}]",
)
FULL_WITH_PROBLEMS = _rule(
    code="E106",
    slug="full-marks-with-problems",
    severity=Severity.ADVICE,
    message=N_("自评满分 {score}，“主要问题”却写有问题"),
    hint=N_("核对与这些问题有关的指标得分"),
    why=N_("承认有问题又不扣分，分数与文字对不上。"),
    bad='总分: {得分: "100"}，主要问题: 文书不规范',
    good='总分: {得分: "97"}，主要问题: 文书不规范',
)
UNSPENT = _rule(
    code="E107",
    slug="unspent-without-cause",
    severity=Severity.EXPLAIN,
    message=N_("结转或上缴 {left} {unit}，执行率 {rate}，没有写原因"),
    hint=N_("在“未执行原因”或“情况说明”中写明"),
    why=N_("钱没有花完要说明为什么。"),
    bad='全年预算数: "10"，上缴: "9.54"',
    good='全年预算数: "10"，上缴: "9.54"，未执行原因: 持证人员少于预计',
)
WANTS_REASON = _rule(
    code="E108",
    slug="scheme-wants-reason",
    severity=Severity.EXPLAIN,
    message=N_("{fact}为 {value}；评分办法要求{threshold}的须说明，没有说明"),
    hint=N_("在“情况说明”中写明原因"),
    why=N_("评分办法自己规定了哪些情况必须说明。"),
    bad="预算执行率 57.42%（办法：低于90%须说明）",
    good="情况说明: [{事项: scheme-wants-reason, 说明: 合同跨年度，按进度付款}]",
)
GOAL_IS_NAME = _rule(
    code="E109",
    slug="goal-repeats-name",
    severity=Severity.ADVICE,
    message=N_("目标只是重复项目名称“{name}”"),
    hint=N_("原件确是如此，照录即可；今后写明要做成什么"),
    why=N_("项目名称不是目标，看不出要达到什么。"),
    bad="项目名称: 道路养护；预期目标: 道路养护",
    good="项目名称: 道路养护；预期目标: 养护县道120公里，完好率达到95%",
)
RESULT_IS_GOAL = _rule(
    code="E110",
    slug="result-repeats-goal",
    severity=Severity.ADVICE,
    message=N_("完成情况与目标一字不差：“{text}”"),
    hint=N_("原件确是如此，照录即可；今后写明实际做成了什么"),
    why=N_("把目标抄一遍，不是完成情况。"),
    bad="预期目标: 保障系统运行；实际完成情况: 保障系统运行",
    good="预期目标: 保障系统运行；实际完成情况: 全年运行365天，中断2次",
)
LEFT_BLANK = _rule(
    code="E111",
    slug="field-left-blank",
    severity=Severity.ADVICE,
    message=N_("表上印有“{keys}”，没有填写"),
    hint=N_("原件确是空白，照录即可；录入遗漏就补上"),
    why=N_("空白的栏目读者看不出是没有还是忘了填。"),
    bad='自评时间: ""',
    good="自评时间: 2021年3月5日",
)
HEADING_ALONE = _rule(
    code="E112",
    slug="heading-without-content",
    severity=Severity.ADVICE,
    message=N_("标题“{heading}”下面没有内容"),
    hint=N_("原件确是如此，照录即可；录入遗漏就补上"),
    why=N_("有标题没有内容，说明这一部分没有设目标或没有写。"),
    bad="空标题: [效益指标]",
    good="效益指标下有指标",
)
TARGET_MISSING = _rule(
    code="E113",
    slug="target-missing",
    severity=Severity.ADVICE,
    message=N_("“{name}”没有指标值，同表其他指标有"),
    hint=N_("原件确是如此，照录即可；录入遗漏就补上"),
    why=N_("没有指标值就不能判断是否完成。"),
    bad="{三级指标: 协调安全生产工作}",
    good="{三级指标: 协调安全生产工作, 年度指标值: ≥12次}",
)
KINDS = (
    UNMET,
    DEDUCTED,
    NOTHING_FILLED,
    FULL_WITH_PROBLEMS,
    UNSPENT,
    WANTS_REASON,
    GOAL_IS_NAME,
    RESULT_IS_GOAL,
    LEFT_BLANK,
    HEADING_ALONE,
    TARGET_MISSING,
)

MISSED = Punctuality.MISSED
NONE_AT_ALL = frozenset({"无", "无。", "暂无", "暂无。", "没有。"})
BLANKS = (
    ("office", ("具体实施处（科室）",)),
    ("code", ("项目编码",)),
    ("department", ("主管部门",)),
)
"""Fields of the facts that forms print; the evaluation's own are asked for beside them."""


def find_unexplained_scores(case: Case) -> Iterator[Problem]:
    """Yield targets that were missed, and points taken off though they were met, without a word."""
    for statement, index, row, target, found, punctuality, _ in case.measures:
        late = punctuality is MISSED
        is_met = found is not None and found.is_met
        if (not late and found is None) or (not late and is_met and not _is_cut(row)):
            continue
        if not isinstance(row, Indicator) or row.deviation or row.not_applicable or not target:
            continue
        name, keys = row.name or row.group or "", (statement, "指标", index)
        missed = late or (found is not None and not is_met and target.operator is not None)
        if missed and not case.is_explained(UNMET.code, UNMET.slug, f"indicator-{index + 1}-score"):
            place = case.places.at(*keys, "实际完成值")
            yield UNMET.at(place, name=name, target=target.text, actual=row.actual or "")
        elif is_met and _is_cut(row):
            weight, score = row.weight, row.score
            place = case.places.at(*keys, "得分")
            yield DEDUCTED.at(
                place,
                name=name,
                weight=weight.text if weight else "",
                score=score.text if score else "",
            )


def _is_cut(row: TargetIndicator) -> bool:
    """Whether a row got fewer points than it carries."""
    if not isinstance(row, Indicator) or row.score is None or row.weight is None:
        return False
    return row.score.value < row.weight.value


def find_empty_evaluation(case: Case) -> Iterator[Problem]:
    """Yield a problem where a form lists targets and not one result."""
    evaluation = case.project.facts.evaluation
    rows = evaluation.indicators if evaluation else ()
    asked = [row for row in rows if row.target or row.operator]
    if not asked or any(row.actual or row.score for row in rows) or case.excuses(NOTHING_FILLED):
        return
    yield NOTHING_FILLED.at(case.places.of_key("自评", "指标"), count=str(len(asked)))


def find_full_marks_with_problems(case: Case) -> Iterator[Problem]:
    """Yield a problem where every point was given and problems are admitted."""
    section = case.project.narrative.section(Topic.PROBLEMS)
    scheme, score = case.scheme, case.result.score
    if section is None or scheme is None or scheme.total is None or score is None:
        return
    admitted = section.text.strip() not in NONE_AT_ALL
    if admitted and score == scheme.total.value and not case.excuses(FULL_WITH_PROBLEMS):
        place = case.places.at("自评", "总分", "得分")
        yield FULL_WITH_PROBLEMS.at(place, score=plain(score))


def find_unspent_money(case: Case) -> Iterator[Problem]:
    """Yield a problem where money is carried over or returned and no cause is given."""
    funds, rate = case.project.facts.funds, case.result.rate
    left = [figure for figure in (funds.carried_over, funds.returned) if figure is not None]
    total = total_of(left)
    if funds.cause or total <= 0 or rate is None:
        return
    if not case.is_explained(UNSPENT.code, UNSPENT.slug, "execution-rate"):
        key = "上缴" if funds.carried_over is None else "年末结转"
        place = case.places.at("资金", key)
        yield UNSPENT.at(place, left=plain(total), unit=funds.unit.value, rate=percent(rate))


def find_unexplained_facts(case: Case) -> Iterator[Problem]:
    """Yield what the scheme itself wants explained and nobody explains."""
    if case.scheme is None or case.project.facts.evaluation is None:
        return
    for rule in case.scheme.explain:
        for subject, value, shown, keys in _facts(case, rule):
            if comes_to(rule, value) and not case.is_explained(
                WANTS_REASON.code, WANTS_REASON.slug, subject
            ):
                place, printed = case.places.at(*keys), _printed(rule, value)
                yield WANTS_REASON.at(place, fact=shown, value=printed, threshold=rule.threshold)


def _printed(rule: ExplainRule, value: Decimal) -> str:
    return plain(value) if rule.fact is ExplainedFact.TOTAL else percent(value)


def _facts(case: Case, rule: ExplainRule) -> Iterator[tuple[str, Decimal, Message, KeyPath]]:
    """Yield what a rule asks about: its ledger anchor, its value, its name, its keys."""
    result, funds, fact = case.result, case.project.facts.funds, message(FACT_WORDS[rule.fact])
    if rule.fact is ExplainedFact.EXECUTION_RATE and result.rate is not None and not funds.cause:
        yield "execution-rate", result.rate, fact, ("自评", "预算执行率")
    elif rule.fact is ExplainedFact.TOTAL and result.score is not None:
        yield "score-total", result.score, fact, ("自评", "总分", "得分")
    elif rule.fact is ExplainedFact.ADJUSTMENT_RATE and funds.initial and funds.budget:
        if funds.initial.value:
            change = abs(funds.budget.value / funds.initial.value * 100 - 100)
            yield "budget", change, fact, ("资金", "全年预算数")
    elif rule.fact is ExplainedFact.ATTAINMENT:
        yield from _attainments(case)


def _attainments(case: Case) -> Iterator[tuple[str, Decimal, Message, KeyPath]]:
    for _, index, row, _, found, *_ in case.measures:
        if found is None or not isinstance(row, Indicator) or row.deviation:
            continue
        if found.rate is not None and found.exceeds(Decimal(0)):
            shown = message(N_("“{name}”完成率"), name=row.name or "")
            keys = ("自评", "指标", index, "实际完成值")
            yield f"indicator-{index + 1}-score", found.rate, shown, keys


def find_echoes(case: Case) -> Iterator[Problem]:
    """Yield goals that only repeat the name, and results that only repeat the goal."""
    facts = case.project.facts
    own = _bare(facts.name)
    for name, statement in (("绩效目标", facts.targets), ("自评", facts.evaluation)):
        for index, goal in enumerate(statement.goals if statement else ()):
            if _bare(goal.expected) == own:
                place = case.places.at(name, "目标", index, "预期目标")
                yield GOAL_IS_NAME.at(place, name=facts.name)
    goals = facts.evaluation.goals if facts.evaluation else ()
    for index, reached in enumerate(goals):
        if reached.achieved and _bare(reached.achieved) == _bare(reached.expected):
            place = case.places.at("自评", "目标", index, "实际完成情况")
            yield RESULT_IS_GOAL.at(place, text=reached.achieved)


def _bare(text: str) -> str:
    return "".join(filter(str.isalnum, text))


def find_blanks(case: Case) -> Iterator[Problem]:
    """Yield what is printed and left empty: fields, headings, targets of single indicators."""
    facts, evaluation = case.project.facts, case.project.facts.evaluation
    keys = [
        key
        for name, (key,) in BLANKS
        if name in facts.model_fields_set and getattr(facts, name) is None
    ]
    if evaluation and "evaluated_on" in evaluation.model_fields_set and not evaluation.evaluated_on:
        keys.append("自评时间")
    if keys:
        yield LEFT_BLANK.at(case.places.of_key(keys[0]), keys="、".join(keys))
    for name, statement in (("绩效目标", facts.targets), ("自评", evaluation)):
        for index, heading in enumerate(statement.empty_headings if statement else ()):
            yield HEADING_ALONE.at(case.places.at(name, "空标题", index), heading=heading)


def find_missing_targets(case: Case) -> Iterator[Problem]:
    """Yield indicators without a target in a statement where most rows have one."""
    facts = case.project.facts
    for name, statement in (("绩效目标", facts.targets), ("自评", facts.evaluation)):
        rows = statement.indicators if statement else ()
        lacking = [i for i, row in enumerate(rows) if not (row.target or row.operator)]
        for index in lacking if len(lacking) * 2 < len(rows) else ():
            place = case.places.at(name, "指标", index)
            yield TARGET_MISSING.at(place, name=rows[index].name or "")


RULES = (
    find_unexplained_scores,
    find_empty_evaluation,
    find_full_marks_with_problems,
    find_unspent_money,
    find_unexplained_facts,
    find_echoes,
    find_blanks,
    find_missing_targets,
)
