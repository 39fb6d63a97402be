"""Rows of generated forms: indicators with a target, a result, a weight and the score it earns."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import ROUND_FLOOR, Decimal
from itertools import count
from typing import TYPE_CHECKING

from generator.money import plain, round_half_up
from tests.benchmarks import words

if TYPE_CHECKING:
    import random
    from collections.abc import Callable

    from tests.benchmarks.places import Scheme

FEWEST, MOST = 10, 60
"""Indicators of a form; their mean is about thirty."""
MET = 0.93
"""The share of targets that are met."""
SOONEST = {"{}完工时间": 9, "{}验收时间": 11}
"""First month of some deadlines; June for the others."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One indicator."""

    section: str
    group: str
    name: str
    sign: str = ""
    """Empty for a day or a word."""
    target: str
    unit: str = ""
    actual: str
    share: Decimal
    """The part of its weight that it earns, 1 where the target is met."""
    weight: Decimal = Decimal(0)
    reason: str = ""

    @property
    def score(self) -> Decimal:
        """What it earns."""
        return round_half_up(self.weight * self.share, 2)

    @property
    def is_met(self) -> bool:
        """Whether it reached its target."""
        return self.share >= 1

    def missed(self) -> Row:
        """Return this row, which asks for at least so much, with a tenth less than its target."""
        wanted = Decimal(self.target)
        actual = (wanted * 9 / 10).quantize(wanted, ROUND_FLOOR)
        return replace(self, actual=str(actual), share=actual / wanted)

    def text(self, scheme: Scheme, *, evaluated: bool = True) -> str:
        """Return it as a row of a form of the scheme."""
        parts = [("一级指标", self.section), ("二级指标", self.group), ("三级指标", self.name)]
        if scheme.splits_targets and self.sign:
            sign = f'"{self.sign}"' if self.sign == "=" else self.sign
            parts += [("指标性质", sign), ("年度指标值", f'"{self.target}"')]
            parts.append(("度量单位", f'"{self.unit}"'))
        else:
            parts.append(("年度指标值", f'"{self.sign}{self.target}{self.unit}"'))
        if scheme.is_scored:
            parts.append(("分值", f'"{plain(self.weight)}"'))
        if evaluated:
            parts.append(("实际完成值", f'"{self.actual}{self.unit}"'))
            parts += [("得分", f'"{plain(self.score)}"')] if scheme.is_scored else []
            parts += [("偏差原因分析及改进措施", self.reason)] if self.reason else []
        return f"    - {{{', '.join(f'{key}: {value}' for key, value in parts)}}}"


def make_rows(scheme: Scheme, things: tuple[str, ...], chance: random.Random) -> list[Row]:
    """Return the rows of a form, scored and with reasons for what was missed."""
    amount = FEWEST + int((MOST - FEWEST + 1) * chance.betavariate(2, 3))
    sections = scheme.sections or (("产出指标", Decimal(60)), ("效益指标", Decimal(40)))
    weights = [weight for _, weight in sections]
    rows: list[Row] = []
    named: set[str] = set()
    for (section, weight), size in zip(sections, _parts(amount, weights), strict=True):
        fresh = _section_rows(section, size, things, named, chance)
        rows += _weighed(fresh, weight, chance)
    return [row if row.is_met else replace(row, reason=reason(things, chance)) for row in rows]


def reason(things: tuple[str, ...], chance: random.Random) -> str:
    """Return a cause and a remedy that hardly any other row has."""
    cause = fill(chance.choice(words.CAUSES), things, chance)
    return f"{cause}，{fill(chance.choice(words.REMEDIES), things, chance)}"


def fill(sentence: str, things: tuple[str, ...], chance: random.Random, unit: str = "") -> str:
    """Return a sentence with a thing and two numbers in their places."""
    number, days = chance.randint(20, 4990), chance.randint(3, 60)
    return sentence.format(thing=chance.choice(things), number=number, days=days, unit=unit)


def _parts(amount: int, weights: list[Decimal]) -> list[int]:
    """Return how many rows every section has: at least two, as many as its weight asks for."""
    whole = sum(weights)
    return [max(2, int(amount * weight / whole)) for weight in weights]


def _weighed(rows: list[Row], weight: Decimal, chance: random.Random) -> list[Row]:
    """Return rows with weights of half points that add up to the weight of their section."""
    halves, each = int(weight * 2), int(weight * 2) // len(rows)
    own = [each + (place < halves - each * len(rows)) for place in range(len(rows))]
    for _ in rows:
        giver, taker = chance.randrange(len(rows)), chance.randrange(len(rows))
        if giver != taker and own[giver] > max(1, each - 1) and own[taker] < each + 3:
            own[giver], own[taker] = own[giver] - 1, own[taker] + 1
    return [replace(row, weight=Decimal(h) / 2) for row, h in zip(rows, own, strict=True)]


def _section_rows(
    section: str, size: int, things: tuple[str, ...], named: set[str], chance: random.Random
) -> list[Row]:
    """Return rows of a section under its groups in turn, no name twice."""
    groups = GROUPS[section]
    rows: list[Row] = []
    for place in count():
        if len(rows) == size:
            break
        group, make = groups[(len(rows) + place) * len(groups) // (size + place) % len(groups)]
        row = replace(make(chance.choice(things), chance), section=section, group=group)
        if row.name not in named:
            named.add(row.name)
            rows.append(row)
    return sorted(rows, key=lambda row: [name for name, _ in groups].index(row.group))


def _number(
    name: str, sign: str, target: Decimal, unit: str, chance: random.Random, *, places: int
) -> Row:
    """Return a row with a number, met or missed by up to a fifth."""
    step = Decimal(1).scaleb(-places)
    room = (Decimal(100) - target) if unit == "%" and sign == "≥" else target / 20
    slack = (room * chance.randint(0, 100) / 100).quantize(step)
    short = max(step, (target * chance.randint(20, 200) / 1000).quantize(step))
    better = slack if sign == "≥" else -slack if sign == "≤" else Decimal(0)
    worse = short if sign == "≤" else -short
    actual = target + (better if chance.random() < MET else worse)
    reached = actual <= target if sign == "≤" else actual >= target
    quotient = target / actual if sign == "≤" else actual / target
    return Row(
        section="", group="", name=name, sign=sign, target=str(target), unit=unit,
        actual=str(actual), share=Decimal(1) if reached else quotient,
    )  # fmt: skip


def _counted(thing: str, chance: random.Random) -> Row:
    name, unit = chance.choice(words.COUNTED)
    sign = chance.choice("≥≥≥=")
    target = Decimal(chance.choice((chance.randint(2, 60), chance.randint(60, 3000))))
    return _number(name.format(thing), sign, target, unit, chance, places=0)


def _rate(names: tuple[str, ...]) -> Callable[[str, random.Random], Row]:
    def make(thing: str, chance: random.Random) -> Row:
        name, target = chance.choice(names).format(thing), Decimal(chance.randint(80, 98))
        return _number(name, "≥", target, "%", chance, places=1)

    return make


def _money(names: tuple[str, ...], sign: str) -> Callable[[str, random.Random], Row]:
    def make(thing: str, chance: random.Random) -> Row:
        name = chance.choice(names).format(thing)
        target = Decimal(chance.randint(100, 4500) * 2 + 1) / 100  # odd, as no budget is
        return _number(name, sign, target.quantize(Decimal("0.01")), "万元", chance, places=2)

    return make


def _social(thing: str, chance: random.Random) -> Row:
    name, unit = chance.choice(words.SOCIAL)
    target = Decimal(chance.randint(5, 60) if unit == "%" else chance.randint(20, 5000))
    return _number(name.format(thing), "≥", target, unit, chance, places=0)


def _punctual(thing: str, chance: random.Random) -> Row:
    """Return a deadline, or a rate of what was in time."""
    if chance.random() < 0.5:
        return _rate(words.PUNCTUAL)(thing, chance)
    name = chance.choice(words.DEADLINES)
    month, is_met = chance.randint(SOONEST.get(name, 6), 11), chance.random() < MET
    day = chance.randint(2, 25)
    return Row(
        section="", group="", name=name.format(thing), target=f"{month}月{day}日前",
        actual=f"{month}月{day - 1}日" if is_met else f"{month + 1}月{day}日",
        share=Decimal(1) if is_met else Decimal("0.6"),
    )  # fmt: skip


def _word(names: tuple[tuple[str, str], ...]) -> Callable[[str, random.Random], Row]:
    def make(thing: str, chance: random.Random) -> Row:
        name, target = chance.choice(names)
        is_met = chance.random() < MET
        return Row(
            section="", group="", name=name.format(thing), target=target,
            actual="达成预期指标" if is_met else "部分达成预期指标",
            share=Decimal(1) if is_met else Decimal("0.7"),
        )  # fmt: skip

    return make


OUTPUTS = (
    ("数量指标", _counted),
    ("数量指标", _counted),
    ("质量指标", _rate(words.QUALITIES)),
    ("时效指标", _punctual),
    ("成本指标", _money(words.COSTS, "≤")),
)
SATISFIED = ("服务对象满意度指标", _rate(words.SATISFIED))
BENEFITS = (
    ("经济效益指标", _money(words.SAVINGS, "≥")),
    ("社会效益指标", _social),
    ("社会效益指标", _social),
    ("生态效益指标", _rate(words.ECOLOGICAL)),
    ("可持续影响指标", _word(words.LASTING)),
)
GROUPS: dict[str, tuple[tuple[str, Callable[[str, random.Random], Row]], ...]] = {
    "产出指标": OUTPUTS,
    "效益指标": (*BENEFITS, SATISFIED),
    "满意度指标": (SATISFIED,),
    "成本指标": (("经济成本指标", _money(words.COSTS, "≤")),),
    "项目决策": (("决策过程", _word(words.DECIDED)),),
    "项目管理": (("业务管理", _word(words.DECIDED)), ("资金管理", _rate(words.QUALITIES))),
}
"""What stands under a first-level section, by second-level group."""
