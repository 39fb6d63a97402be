"""Indicators: targets that measure nothing, rows that repeat, marks against own figures."""

from __future__ import annotations

from collections import defaultdict
from decimal import Decimal
from functools import partial
from typing import TYPE_CHECKING

from generator.check.case import YUAN
from generator.i18n import N_, message
from generator.model.project import Indicator
from generator.money import in_yuan, percent
from generator.problem import Family, Kind, Severity
from generator.score import Operator

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from generator.check.case import Case
    from generator.problem import Location, Problem
    from generator.score import Target

_rule = partial(Kind, family=Family.SCORING, severity=Severity.ADVICE)

REPEATED = _rule(
    code="S113",
    slug="indicator-repeated",
    message=N_("指标“{name}”印了 {count} 次：第 {rows} 行"),
    hint=N_("原件确是如此，照录即可；今后同一指标只列一次"),
    why=N_("同一指标出现几次，就被计几次分。"),
    bad="第 3 行和第 9 行都是“信访举报案件查处”",
    good="每个指标只有一行",
)
BEYOND_WHOLE = _rule(
    code="S114",
    slug="target-beyond-whole",
    message=N_("“{name}”的指标值写作“{target}”，比率不能超过100%"),
    hint=N_("今后写成“=100%”；可以超过100%的，写明是增长还是倍数"),
    why=N_("“大于或等于100%”的比率只有一个值能达到，写法没有意义。"),
    bad="合格率: ≥100%",
    good="合格率: =100%",
)
COST_IS_BUDGET = _rule(
    code="S115",
    slug="cost-target-is-budget",
    message=N_("成本指标“{target}”就是预算数，起不到控制作用"),
    hint=N_("今后写单位成本或节约目标"),
    why=N_("成本目标等于预算，只要不超支就算达到。"),
    bad='全年预算数: "31.5"，成本指标: ≤31.5万元',
    good="成本指标: 每个社区≤5000元",
)
VAGUE = _rule(
    code="S116",
    slug="target-vague",
    message=N_("有 {count} 个指标的指标值只有“{words}”一类的话，不能判断是否达到"),
    hint=N_("今后写出数量、比率或期限"),
    why=N_("说不清怎样算达到的目标，无法评分。"),
    bad="年度指标值: 有所提升",
    good="年度指标值: ≥95%",
)
NOT_SATISFACTION = _rule(
    code="S117",
    slug="satisfaction-not-measured",
    message=N_("满意度指标“{name}”说的不是满意度"),
    hint=N_("今后写明哪些人的满意度，以及怎样调查"),
    why=N_("满意度栏里写别的内容，就没有人知道服务对象是否满意。"),
    bad="服务对象满意度指标: 设备维护 95%",
    good="服务对象满意度指标: 使用人员满意度 ≥95%",
)
MONEY_AS_COUNT = _rule(
    code="S118",
    slug="money-as-quantity",
    message=N_("数量指标“{name}”写的是金额“{target}”"),
    hint=N_("数量指标写做了多少事；金额写在资金栏或成本指标"),
    why=N_("用花了多少钱代替做了多少事，看不出产出。"),
    bad="数量指标: 补助资金 72890元",
    good="数量指标: 补助人数 ≥120人",
)
UNIT_ASIDE = _rule(
    code="S119",
    slug="money-unit-differs",
    message=N_("“{name}”的金额以{unit}为单位，资金栏以{funds}为单位"),
    hint=N_("今后全表使用同一金额单位"),
    why=N_("同一张表两种金额单位，容易看错一万倍。"),
    bad="资金单位: 万元，指标值: 72890元",
    good="资金单位: 万元，指标值: 7.289万元",
)
FULL_AGAINST_RATE = _rule(
    code="S120",
    slug="full-marks-against-rate",
    message=N_("“{name}”得满分 {score}，而{rate_name}算得 {rate}"),
    hint=N_("核对得分；办法规定达到一定比例即得满分的，写明依据"),
    why=N_("比率不到百分之百却得满分，读者看不出分数怎样来的。"),
    bad='预算执行率 97.80%，“预算执行率”分值 "8"，得分 "8"',
    good='预算执行率 97.80%，“预算执行率”分值 "8"，得分 "7.82"',
)
UNIT_DOUBLED = _rule(
    code="S121",
    slug="unit-doubled",
    message=N_("指标值“{target}”已有单位，度量单位栏又写“{measure}”"),
    hint=N_("原件确是如此，照录即可；今后指标值栏只写数"),
    why=N_("单位写两遍，汇总时会被当成两种单位。"),
    bad="年度指标值: 1次，度量单位: 次",
    good='年度指标值: "1"，度量单位: 次',
)
KINDS = (
    REPEATED,
    BEYOND_WHOLE,
    COST_IS_BUDGET,
    VAGUE,
    NOT_SATISFACTION,
    MONEY_AS_COUNT,
    UNIT_ASIDE,
    FULL_AGAINST_RATE,
    UNIT_DOUBLED,
)

LABEL_EXECUTION, LABEL_RECEIVED = N_("预算执行率"), N_("资金到位率")
MAY_EXCEED = ("增长", "增速", "同比", "倍", "超额", "完成率", "执行率", "到位率")
"""Rates that can go beyond 100 %."""
WHOLE = Decimal(100)


def find_repeated_rows(case: Case) -> Iterator[Problem]:
    """Yield one problem for every indicator that one statement prints more than once.

    Rows that ask for the same thing and answer differently are not repeated, only badly named.
    """
    named = [(measure.statement, measure.row.name) for measure in case.measures]
    if len(set(named)) == len(named):
        return
    found: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for statement, index, row, *_ in case.measures:
        if row.name:
            actual = row.actual if isinstance(row, Indicator) else None
            found[statement, row.name, row.target or "", actual or ""].append(index)
    for (statement, name, *_), indexes in found.items():
        if len(indexes) > 1 and not case.excuses(REPEATED):
            place = case.places.at(statement, "指标", indexes[1], "三级指标")
            yield REPEATED.at(
                place,
                name=name,
                count=str(len(indexes)),
                rows="、".join(str(index + 1) for index in indexes),
            )


def find_odd_targets(case: Case) -> Iterator[Problem]:
    """Yield targets that no rate can exceed, money for quantity, and units out of step."""
    for statement, index, row, target, *_ in case.measures:
        if target is None or target.quantity is None:
            continue
        unit = target.quantity.unit
        if unit == "%" and _is_beyond_whole(target, row.name or row.group or ""):
            name, place = row.name or row.group or "", _place(case, statement, index)
            yield BEYOND_WHOLE.at(place, name=name, target=target.text)
        if unit in YUAN and row.group and "数量" in row.group:
            name, place = row.name or row.group, _place(case, statement, index)
            yield MONEY_AS_COUNT.at(place, name=name, target=target.text)
        if row.measure and row.target and row.target.strip().endswith(row.measure.strip()):
            place = _place(case, statement, index)
            yield UNIT_DOUBLED.at(place, target=row.target, measure=row.measure)


def _place(case: Case, statement: str, index: int) -> Location:
    return case.places.at(statement, "指标", index, "年度指标值")


def _is_beyond_whole(target: Target, name: str) -> bool:
    """Whether a rate in percent is to be 100 or more, and is none that can go beyond."""
    if target.quantity is None or target.quantity.value < WHOLE:
        return False
    is_least = target.operator in {Operator.AT_LEAST, Operator.MORE}
    return is_least and not any(word in name for word in MAY_EXCEED)


def find_units_aside(case: Case) -> Iterator[Problem]:
    """Yield one problem where whole amounts of indicators use another unit than the funds."""
    funds = case.project.facts.funds.unit.value
    for statement, index, row, target, *_ in case.money:
        quantity = target.quantity if target else None
        if quantity is not None and quantity.unit != funds and quantity.value >= LARGE:
            place = _place(case, statement, index)
            yield UNIT_ASIDE.at(place, name=row.name or "", unit=quantity.unit, funds=funds)
            return


LARGE = Decimal(10_000)
"""Below this many 元 an amount is a price, which nobody prints in 万元."""
IN_YUAN = {"万元": Decimal(10_000), "元": Decimal(1)}


def find_cost_targets(case: Case) -> Iterator[Problem]:
    """Yield cost targets that are the budget itself."""
    budget = case.result.budget
    for statement, index, row, target, *_ in case.money:
        quantity = target.quantity if target else None
        yuan = IN_YUAN.get(quantity.unit) if quantity else None
        if target is None or quantity is None or yuan is None or quantity.value * yuan != budget:
            continue
        if (
            target.operator is Operator.AT_MOST
            and "成本" in f"{row.section or ''}{row.group or ''}"
        ):
            place = _place(case, statement, index)
            yield COST_IS_BUDGET.at(place, target=target.text)


def find_vague_targets(case: Case) -> Iterator[Problem]:
    """Yield one problem for all targets of a statement that nobody can measure."""
    found = [m for m in case.measures if m.target is not None and m.target.is_vague]
    if found and not case.excuses(VAGUE):
        first = found[0]
        level = first.target.level if first.target else ""
        place = _place(case, first.statement, first.place)
        yield VAGUE.at(place, count=str(len(found)), words=level)


def find_misplaced_satisfaction(case: Case) -> Iterator[Problem]:
    """Yield indicators under satisfaction that do not ask whether anybody is satisfied."""
    for statement, index, row, *_ in case.measures:
        heading = row.group or row.section or ""
        if "满意" not in heading or "效益" in heading:
            continue
        said = f"{row.name or ''}{row.explanation or ''}{row.target or ''}"
        if said and "满意" not in said:
            place = case.places.at(statement, "指标", index, "三级指标")
            yield NOT_SATISFACTION.at(place, name=row.name or "")


def find_marks_against_rates(case: Case) -> Iterator[Problem]:
    """Yield indicators about a rate that got every point though the rate is below 100 %."""
    evaluation = case.project.facts.evaluation
    rates = [found for found in _rates(case) if found[1] in case.words]
    for index, row in enumerate(evaluation.indicators if evaluation and rates else ()):
        if row.weight is None or row.score is None or row.score.value != row.weight.value:
            continue
        for label, word, rate in rates:
            if row.name and word in row.name and rate is not None and rate < WHOLE:
                place = case.places.at("自评", "指标", index, "得分")
                yield FULL_AGAINST_RATE.at(
                    place,
                    name=row.name,
                    score=row.score.text,
                    rate_name=message(label),
                    rate=percent(rate),
                )


def _rates(case: Case) -> Sequence[tuple[str, str, Decimal | None]]:
    return (
        (LABEL_EXECUTION, "执行率", case.result.rate),
        (LABEL_RECEIVED, "到位率", _received(case)),
    )


def _received(case: Case) -> Decimal | None:
    """Return received over budget in percent."""
    funds, budget = case.project.facts.funds, case.result.budget
    if funds.received is None or not budget:
        return None
    return in_yuan(funds.received.value, funds.unit) / budget * WHOLE


RULES = (
    find_repeated_rows,
    find_odd_targets,
    find_units_aside,
    find_cost_targets,
    find_vague_targets,
    find_misplaced_satisfaction,
    find_marks_against_rates,
)
