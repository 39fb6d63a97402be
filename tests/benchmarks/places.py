"""Who spends in generated content, and by which schemes: units by regions, six forms of scoring."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from tests.benchmarks.words import CITIES, COUNTIES, DOMAINS, Domain

YEARS = ("2020", "2021", "2022", "2023", "2024", "2025")
UNITS = 6
"""Units of a region: three bureaus, and a centre below each."""
LINES = 20
"""Projects of a unit in one year."""
REGION = UNITS * LINES * len(YEARS)
"""Projects of a region; further projects belong to further regions."""
SITE = """\
站点名称: 绩效自评公开（测算）
站点性质: 演示
站点简介: 供测算速度用的内容，由程序生成。
主办单位: 测算组
基址: https://example.org/performance/
栏目: {名称: 绩效自评}
"""
ABOUT = "# 关于本站\n\n本站内容由程序生成，单位和数字都不存在，只供测算速度。\n"
GLOSSARY = "# 名词解释\n\n预算执行率：全年执行数除以全年预算数。\n"


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit of generated content."""

    slug: str
    name: str
    region: str
    level: str
    parent: str
    """Empty for a bureau."""
    domain: Domain
    scheme: Scheme

    @property
    def text(self) -> str:
        """Its file."""
        parent = f"主管部门: {self.parent}\n" if self.parent else ""
        work = "、".join(self.domain.things[:4])
        return (
            f"单位名称: {self.name}\n地区: {self.region}\n级别: {self.level}\n{parent}"
            f"单位概况: 负责辖区内{work}等工作。\n"
        )


@dataclass(frozen=True, slots=True)
class Scheme:
    """A scheme of generated content: what a form by it has."""

    slug: str
    execution: Decimal | None
    """Points of the execution rate; None where it is not scored."""
    sections: tuple[tuple[str, Decimal], ...]
    """First-level sections with their points, in the order of the form."""
    grades: tuple[tuple[str, int], ...]
    """Words with lower bounds, from high to low; empty where none are given."""
    is_scored: bool = True
    wants_rate: bool = False
    """Whether an execution rate below 90% must be explained."""
    splits_targets: bool = False
    """Whether sign, value and unit of a target stand in columns of their own."""
    sections_free: bool = False
    """Whether the scheme leaves the points of sections to the units."""

    @property
    def text(self) -> str:
        """Its file."""
        return "".join(f"{line}\n" for line in _scheme_lines(self))

    def grade(self, total: Decimal) -> str:
        """Return the word of a total; empty where the scheme gives no grades."""
        return next((word for word, low in self.grades if total >= low), "")


def _scheme_lines(scheme: Scheme) -> list[str]:
    lines = [
        f"办法名称: 测算用评分办法（{scheme.slug}）",
        f"简称: {scheme.slug}",
        "适用地区: 测算",
        "来源: [{名称: 测算}]",
        "金额单位: 万元",
        f"计分: {'是' if scheme.is_scored else '否'}",
    ]
    if not scheme.is_scored:
        return [*lines, "预算执行: {计分: 否}"]
    points = f'是, 分值: "{scheme.execution}", 封顶: 是' if scheme.execution else "否"
    lines += ['总分: "100"', f"预算执行: {{计分: {points}}}", "一级指标:"]
    for name, weight in scheme.sections:
        own = "" if scheme.sections_free else f', 分值: "{weight}"'
        lines.append(f"  - {{名称: {name}{own}}}")
    if scheme.grades:
        lines.append("等级:")
    above = 100
    for word, low in scheme.grades:
        top = ", 含上限: 是" if above == 100 else ""
        lines.append(f'  - {{等级: {word}, 下限: "{low}", 上限: "{above}"{top}}}')
        above = low
    lines += [
        "定性档次:",
        "  - {程度: 达成预期指标, 上限: 100%, 下限: 80%}",
        "  - {程度: 部分达成预期指标, 上限: 80%, 下限: 50%}",
        "  - {程度: 未达成预期指标, 上限: 50%, 下限: 0%}",
        "指标公式: {正向: 按比例, 反向: 目标除以实际, 等于: 不足按比例}",
        "舍入: {方式: 四舍五入, 位数: 2}",
    ]
    if scheme.wants_rate:
        lines.append("须说明: [{事项: 预算执行率, 阈值: 低于90%, 依据: 测算}]")
    return lines


def _sections(**points: str) -> tuple[tuple[str, Decimal], ...]:
    return tuple((name, Decimal(weight)) for name, weight in points.items())


FOUR = (("优", 90), ("良", 80), ("中", 60), ("差", 0))
WORDS = (("优秀", 90), ("良好", 75), ("合格", 60), ("不合格", 0))
TEN = Decimal(10)
NATIONAL = Scheme(
    "national", TEN, _sections(产出指标="50", 效益指标="30", 满意度指标="10"), FOUR
)  # fmt: skip
TWENTY = Scheme("twenty-forty", Decimal(20), _sections(产出指标="40", 效益指标="40"), ())
FREE = Scheme(
    "ten-ninety", TEN, _sections(产出指标="60", 效益指标="30"), FOUR,
    wants_rate=True, splits_targets=True, sections_free=True,
)  # fmt: skip
COST = Scheme(
    "cost-first", TEN,
    _sections(成本指标="20", 产出指标="40", 效益指标="20", 满意度指标="10"), FOUR,
)  # fmt: skip
HALVES = Scheme("halves", None, _sections(产出指标="50", 效益指标="50"), ())
DECISION = Scheme(
    "decision", None,
    _sections(项目决策="10", 项目管理="25", 产出指标="30", 效益指标="35"), WORDS,
)  # fmt: skip
PROSE = Scheme("prose", None, (), (), is_scored=False)
SCHEMES = (NATIONAL, TWENTY, FREE, COST, HALVES, DECISION, PROSE)
BY_UNIT = (NATIONAL, TWENTY, FREE, NATIONAL, COST, DECISION, NATIONAL, HALVES, TWENTY, NATIONAL)
"""Which scheme a unit follows, over and over; two fifths follow the national form."""


def unit_of(region: int, place: int) -> Unit:
    """Return a unit by the number of its region and its place within."""
    number, bureau = region * UNITS + place, place % (UNITS // 2)
    domain = DOMAINS[(region * (UNITS // 2) + bureau) % len(DOMAINS)]
    counties = len(COUNTIES) + 1
    city, county = CITIES[region // counties % len(CITIES)], region % counties
    area = "" if county == 0 else COUNTIES[county - 1]
    is_bureau = place == bureau
    return Unit(
        slug=f"{domain.slug}-{'bureau' if is_bureau else 'centre'}-{number + 1}",
        name=f"{city}市{area}{domain.bureau if is_bureau else domain.centre}",
        region=f"测算省{city}市{area}",
        level="市级" if county == 0 else f"{area[-1]}级",
        parent="" if is_bureau else f"{domain.slug}-bureau-{region * UNITS + bureau + 1}",
        domain=domain,
        scheme=BY_UNIT[number % len(BY_UNIT)],
    )
