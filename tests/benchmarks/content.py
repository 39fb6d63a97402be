"""Realistic content of any size for benchmarks: the same for the same number, wherever it runs."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

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
SENTENCES = (
    "全年完成计划任务，按月调度，年底验收合格。",
    "部分点位受天气影响，进度比计划慢一个月。",
    "下一年提前编制实施方案，按季度核对支付进度。",
    "群众反映的问题逐件登记，限期办结并回访。",
    "资金按合同约定支付，专账核算，接受审计。",
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
    budget = chance.randint(1000, 90000)
    executed = budget * chance.randint(600, 1000) // 1000
    name = f"{chance.choice(WORDS)}{chance.choice(WORDS)}经费{number + 1}"
    rows = [_row(row, chance) for row in range(ROWS)]
    scores = sum(score for _, score in rows)
    return "\n".join(
        [
            f"项目名称: {name}",
            "评分办法: plain",
            "资金:",
            "  单位: 万元",
            f'  全年预算数: "{budget / 100:.2f}"',
            f'  全年执行数: "{executed / 100:.2f}"',
            "自评:",
            f"  预算执行率: {executed / budget * 100:.2f}%",
            "  指标:",
            *(text for text, _ in rows),
            f'  总分: {{分值: "90", 得分: "{scores}"}}',
            "",
        ]
    )


def _row(row: int, chance: random.Random) -> tuple[str, int]:
    section = "产出指标" if row < ROWS // 2 else "效益指标"
    target, word = chance.randint(10, 900), chance.choice(WORDS)
    actual = target + chance.randint(-5, 20)
    score = 3 if actual >= target else 2
    names = f"一级指标: {section}, 二级指标: 数量指标, 三级指标: {word}次数{row + 1}"
    values = f'年度指标值: ≥{target}次, 实际完成值: {actual}次, 分值: "3", 得分: "{score}"'
    return f"    - {{{names}, {values}}}", score


def _narrative(chance: random.Random) -> str:
    parts = []
    for heading in ("主要绩效", "主要问题", "改进措施"):
        items = "\n".join(f"{n}. {chance.choice(SENTENCES) * 3}" for n in range(1, 4))
        parts.append(f"## {heading}\n\n{items}\n")
    return "\n".join(parts)
