"""Realistic content of any size for benchmarks: the same for the same number, wherever it runs."""

from __future__ import annotations

import random
from decimal import Decimal
from typing import TYPE_CHECKING

from generator.money import plain, round_half_up

if TYPE_CHECKING:
    from pathlib import Path

UNITS = 12
YEARS = ("2021", "2022", "2023", "2024")
ROWS = 30
SITE = """\
站点名称: 绩效自评公开（测算）
站点性质: 演示
站点简介: 供测算速度用的内容，由程序生成。
主办单位: 测算组
栏目: {名称: 绩效自评}
"""
SCHEME = """\
办法名称: 测算用评分办法
适用地区: 测算
来源: [{名称: 测算}]
金额单位: 万元
计分: 是
总分: "100"
预算执行: {计分: 是, 分值: "10"}
一级指标: [{名称: 产出指标, 分值: "50"}, {名称: 效益指标, 分值: "40"}]
等级:
  - {等级: 优, 下限: "90", 上限: "100", 含上限: 是}
  - {等级: 良, 下限: "80", 上限: "90"}
  - {等级: 中, 下限: "60", 上限: "80"}
  - {等级: 差, 下限: "0", 上限: "60"}
指标公式: {正向: 按比例, 反向: 目标除以实际}
"""
WORDS = (
    "道路",
    "桥梁",
    "河道",
    "照明",
    "绿化",
    "消防",
    "培训",
    "检测",
    "排水",
    "巡查",
    "监测",
    "修缮",
)
REASON = "受汛期影响，部分工作顺延到次年一季度，已调整计划"
CARELESS = 0.1
"""The share of forms that give no reasons for what they missed."""
MET = 0.9
"""The share of targets that are met."""
SENTENCES = (
    "全年完成{word}计划任务{number}项，按月调度，年底验收合格。",
    "{word}有{number}处点位受天气影响，进度比计划慢一个月。",
    "下一年提前编制{word}实施方案，按季度核对{number}笔支付进度。",
    "群众反映的{word}问题{number}件逐件登记，限期办结并回访。",
    "{word}资金按{number}份合同约定支付，专账核算，接受审计。",
)


def write_content(folder: Path, projects: int) -> None:
    """Write a content folder with so many projects of thirty indicators each."""
    chance = random.Random(projects)  # noqa: S311  the same content every time
    _write(folder / "site.yaml", SITE)
    _write(folder / "schemes/plain.yaml", SCHEME)
    for number in range(UNITS):
        name = f"单位名称: 测算第{number + 1}局\n地区: 测算市\n"
        _write(folder / f"units/bureau-{number + 1}.yaml", name)
    for number in range(projects):
        year, unit = YEARS[number % len(YEARS)], f"bureau-{number // len(YEARS) % UNITS + 1}"
        home = folder / f"projects/{year}/{unit}/project-{number + 1}"
        _write(home / "project.yaml", _facts(number, chance))
        _write(home / "narrative.md", _narrative(chance))


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")


def _facts(number: int, chance: random.Random) -> str:
    """Return a form whose figures hold, but for what one form in ten leaves unexplained."""
    budget = chance.randint(1000, 90000)
    executed = budget * chance.randint(800, 1000) // 1000
    rate = round_half_up(Decimal(executed) / budget * 100, 2)
    earned = round_half_up(Decimal(executed) / budget * 10, 2)
    name = f"{chance.choice(WORDS)}{chance.choice(WORDS)}经费{number + 1}"
    careless = chance.random() < CARELESS
    rows = [_row(row, chance, careless=careless) for row in range(ROWS)]
    total = plain(sum((score for _, score in rows), earned))
    return "\n".join(
        [
            f"项目名称: {name}",
            "评分办法: plain",
            "资金:",
            "  单位: 万元",
            f'  全年预算数: "{budget / 100:.2f}"',
            f'  全年执行数: "{executed / 100:.2f}"',
            "自评:",
            f"  预算执行率: {rate}%",
            '  执行率分值: "10"',
            f'  执行率得分: "{earned}"',
            "  指标:",
            *(text for text, _ in rows),
            f'  总分: {{分值: "100", 得分: "{total}"}}',
            "",
        ]
    )


def _row(row: int, chance: random.Random, *, careless: bool) -> tuple[str, Decimal]:
    """Return a row scored by its scheme; the fifteen of a section carry 50 or 40 points."""
    section = "产出指标" if row < ROWS // 2 else "效益指标"
    weight = (4 if row % 3 == 0 else 3) if row < ROWS // 2 else (2 if row % 3 == 0 else 3)
    target, word = chance.randint(100, 900), chance.choice(WORDS)
    actual = target + (chance.randint(0, 20) if chance.random() < MET else -chance.randint(1, 60))
    score = Decimal(weight)
    if actual < target:
        score = round_half_up(Decimal(weight) * actual / target, 2)
    names = f"一级指标: {section}, 二级指标: 数量指标, 三级指标: {word}次数{row + 1}"
    values = f'年度指标值: ≥{target}次, 实际完成值: {actual}次, 分值: "{weight}", 得分: "{score}"'
    reason = "" if actual >= target or careless else f", 偏差原因分析及改进措施: {REASON}"
    return f"    - {{{names}, {values}{reason}}}", score


def _narrative(chance: random.Random) -> str:
    parts = []
    for heading in ("主要绩效", "主要问题", "改进措施"):
        items = "\n".join(f"{n}. {_sentences(chance)}" for n in range(1, 4))
        parts.append(f"## {heading}\n\n{items}\n")
    return "\n".join(parts)


def _sentences(chance: random.Random) -> str:
    """Return three sentences that hardly any other project has."""
    filled = (
        chance.choice(SENTENCES).format(word=chance.choice(WORDS), number=chance.randint(2, 9999))
        for _ in range(3)
    )
    return "".join(filled)
