"""Forms of generated projects: money, targets, results, totals; their figures hold."""

from __future__ import annotations

import random
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TYPE_CHECKING

from generator.money import plain, round_half_up
from tests.benchmarks.rows import fill, make_rows, reason

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.benchmarks.content import Project
    from tests.benchmarks.rows import Row

HALF = Decimal("0.5")


@dataclass(frozen=True, slots=True)
class Money:
    """The money of a project in hundredths of 万元."""

    initial: int
    budget: int
    executed: int

    @property
    def rate(self) -> Decimal:
        """The exact execution rate in percent."""
        return Decimal(self.executed) / self.budget * 100


def form_text(project: Project) -> str:
    """Return the project.yaml of a project."""
    chance = random.Random(project.number)  # noqa: S311  the same every time
    money = _money(project, chance)
    rows = _slipped(project, make_rows(project.scheme, project.things, chance))
    lines = [*_head(project, chance), *_funds(project, money)]
    if project.has_targets_only or project.number % 9 == 2:
        lines += _targets(project, rows, chance)
    if not project.has_targets_only:
        lines += _evaluation(project, money, rows, chance)
        lines += _explained(project, money, chance)
    return "".join(f"{line}\n" for line in lines)


def disclosed(project: Project, *, later: bool, indent: str = "") -> Iterator[str]:
    """Yield a disclosure record; results are published in the spring after their year."""
    year, month = int(project.year) + later, "04" if later else "02"
    yield f"{indent}公开信息:"
    yield f"{indent}  索引号: JL{year}-{project.number}"
    yield f"{indent}  发布机构: {project.unit.name}"
    yield f"{indent}  成文日期: {year}-{month}-{project.number % 9 + 1:02}"
    yield f"{indent}  发布日期: {year}-{month}-{project.number % 18 + 10}"


def _money(project: Project, chance: random.Random) -> Money:
    """Return the money of a project; what its slip needs of it is so."""
    budget = chance.choice((chance.randint(300, 9000), chance.randint(3000, 300_000)))
    budget -= budget % 2
    initial = budget if chance.random() < 0.6 else budget * chance.randint(45, 55) // 100 * 2
    executed = budget * chance.choice((1000, *(chance.randint(600, 999) for _ in range(4)))) // 1000
    if project.slip == "E101" or _is_over(project):
        executed = budget + max(1, budget // 40)
    if project.slip == "A102":
        executed = next(e for e in range(budget * 9 // 10, budget) if _loses(e, budget))
    return Money(initial, budget, executed)


def _loses(executed: int, budget: int) -> bool:
    """Whether a rate cut to whole percents is another than the rounded one."""
    return Decimal(executed) / budget * 100 % 1 > HALF


def _is_over(project: Project) -> bool:
    """Whether it spent more than its budget and says why."""
    return not project.slip and project.number % 29 == 9


def _slipped(project: Project, rows: list[Row]) -> list[Row]:
    """Return the rows with one missed, for nobody deserves full marks, and the slip."""
    if all(row.is_met for row in rows) or project.slip == "E103":
        place = next(n for n, row in enumerate(rows) if row.sign == "≥")
        missed = rows[place].missed()
        told = "" if project.slip == "E103" else "承办单位年底才进场，余下的任务转入下一年一季度"
        return [*rows[:place], replace(missed, reason=told), *rows[place + 1 :]]
    return rows


def _head(project: Project, chance: random.Random) -> Iterator[str]:
    yield f"项目名称: {project.name}"
    yield f"项目属性: {chance.choice(('延续性项目', '新增项目'))}"
    yield f"实施单位: {project.unit.name}"
    if project.series:
        yield "是否经常性: 是"
        yield f"系列: {project.series}"
    if project.document:
        yield f"所属文件: {project.document}"
        yield f'文件内次序: "{project.line // 5 * 2 + project.line % 5}"'
    if not project.has_targets_only:
        yield f"评分办法: {project.scheme.slug}"


def _funds(project: Project, money: Money) -> Iterator[str]:
    yield "资金:"
    yield "  单位: 万元"
    yield f'  年初预算数: "{money.initial / 100:.2f}"'
    if not project.has_targets_only:
        yield f'  全年预算数: "{money.budget / 100:.2f}"'
        yield f'  全年执行数: "{money.executed / 100:.2f}"'
    yield "  经费来源: 一般公共预算"
    if project.has_targets_only:
        first = money.initial * 3 // 5
        yield "  资金构成:"
        yield f'    - {{名称: {project.things[2]}, 金额: "{first / 100:.2f}"}}'
        yield f'    - {{名称: {project.things[3]}, 金额: "{(money.initial - first) / 100:.2f}"}}'


def _targets(project: Project, rows: list[Row], chance: random.Random) -> Iterator[str]:
    yield "绩效目标:"
    if project.number % 3 == 1:
        yield from disclosed(project, later=False, indent="  ")
    goal = fill("完成{thing}任务{number}项，{days}个村社受益", project.things, chance)
    yield "  目标:"
    yield f"    - {{范围: 年度目标, 预期目标: {goal}}}"
    yield "  指标:"
    yield from (row.text(project.scheme, evaluated=False) for row in rows)


def _evaluation(
    project: Project, money: Money, rows: list[Row], chance: random.Random
) -> Iterator[str]:
    scheme, thing, number = project.scheme, project.things[0], chance.randint(200, 4990)
    yield "自评:"
    if project.number % 3 == 0:
        yield from disclosed(project, later=True, indent="  ")
    yield "  目标:"
    done = f"完成{thing}任务{number - chance.randint(1, 90)}项，余下的已排定时间"
    yield f"    - {{预期目标: 完成{thing}任务{number}项, 实际完成情况: {done}}}"
    rate = f"{int(money.rate)}" if project.slip == "A102" else f"{round_half_up(money.rate, 2):.2f}"
    yield f"  预算执行率: {rate}%"
    earned = round_half_up(min(money.rate, Decimal(100)) * (scheme.execution or 0) / 100, 2)
    if scheme.execution is not None:
        yield f'  执行率分值: "{scheme.execution}"'
        yield f'  执行率得分: "{plain(earned)}"'
    if scheme.is_scored and project.number % 2:
        yield from _sections(rows)
    yield "  指标:"
    yield from (row.text(scheme) for row in rows)
    if scheme.is_scored:
        total = sum((row.score for row in rows), earned) - (project.slip == "A103")
        yield f'  总分: {{分值: "100", 得分: "{plain(total)}"}}'
        if grade := scheme.grade(total):
            yield f"  绩效等级: {grade}"


def _sections(rows: list[Row]) -> Iterator[str]:
    """Yield the printed labels of sections with weight and subtotal."""
    yield "  一级指标:"
    for name in dict.fromkeys(row.section for row in rows):
        own = [row for row in rows if row.section == name]
        weight, score = sum(row.weight for row in own), sum(row.score for row in own)
        yield (
            f'    - {{名称: {name}, 分值: "{plain(Decimal(weight))}", '
            f'得分: "{plain(Decimal(score))}"}}'
        )


def _explained(project: Project, money: Money, chance: random.Random) -> Iterator[str]:
    """Yield what the unit says about a low rate that the scheme asks for, or overspending."""
    told = []
    if project.scheme.wants_rate and money.rate < 90:
        told.append(("scheme-wants-reason", reason(project.things, chance)))
    if _is_over(project):
        told.append(("over-budget", "超出部分由上级年底追加的资金支付，已按程序报批"))
    if told:
        yield "情况说明:"
        yield from (f"  - {{事项: {matter}, 说明: {words}}}" for matter, words in told)
