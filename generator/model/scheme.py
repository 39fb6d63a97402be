"""A scheme (评分办法): weights, formulas, grade bands and rounding, as data with a source."""

from __future__ import annotations

from enum import StrEnum

from generator.i18n import N_
from generator.model.fields import (
    Amount,
    Flag,
    OptionalAddress,
    OptionalAmount,
    OptionalFlag,
    OptionalText,
    Rate,
    Record,
    Text,
    Year,
    key,
    optional,
    several,
)
from generator.money import MoneyUnit


class Denominator(StrEnum):
    """Which budget an execution rate is measured against."""

    ADJUSTED = "全年预算数"
    INITIAL = "年初预算数"


class RoundingMode(StrEnum):
    """How a computed figure is brought to its printed digits."""

    HALF_UP = "四舍五入"
    CUT = "截位"


class PositiveFormula(StrEnum):
    """Score of an indicator that wants at least its target."""

    PROPORTIONAL = "按比例"


class ReverseFormula(StrEnum):
    """Score of an indicator that wants at most its target; two documented variants."""

    TARGET_OVER_ACTUAL = "目标除以实际"
    MINUS_EXCESS_RATIO = "扣超出比例"


class EqualFormula(StrEnum):
    """Score of an indicator that wants exactly its target."""

    PROPORTIONAL_BELOW = "不足按比例"
    """Below the target in proportion; what goes beyond it is not punished."""


class ExcessTreatment(StrEnum):
    """What becomes of a score where the actual value goes far beyond its target."""

    FULL_MARKS = "照给满分"
    BY_HAND = "人工核定"


class NotApplicable(StrEnum):
    """What happens to indicators that do not apply."""

    KEEP = "不处理"
    DROP_AND_RESCALE = "剔除后折算"


class Digits(StrEnum):
    """How many decimal places a scheme may round to."""

    NONE = "0"
    ONE = "1"
    TWO = "2"
    THREE = "3"
    FOUR = "4"
    FIVE = "5"
    SIX = "6"


class Source(Record):
    """Where a rule was read."""

    title: Text = key("名称", N_("文件或表格名称"))
    address: OptionalAddress = optional("网址", N_("可查证的网址"))
    note: OptionalText = optional("说明", N_("该来源证实了什么"))


class Years(Record):
    """The budget years a scheme applies to."""

    first: Year = key("起", N_("起始年度"))
    last: Year | None = optional("止", N_("终止年度，仍在用则不写"))


class Execution(Record):
    """How budget execution is scored."""

    scored: Flag = key("计分", N_("执行率是否单独计分"))
    weight: OptionalAmount = optional("分值", N_("执行率的分值"))
    denominator: Denominator = key("分母", N_("执行率的分母"), default=Denominator.ADJUSTED)
    capped: OptionalFlag = optional("封顶", N_("超过 100% 时是否以满分为限，来源未写则不写"))


class SchemeSection(Record):
    """A first-level section (一级指标) and its weight; without a weight it is split freely."""

    name: Text = key("名称", N_("一级指标名称"))
    synonyms: tuple[Text, ...] = several("同义词", N_("表格中出现过的其他写法"))
    weight: OptionalAmount = optional("分值", N_("分值，自行分配时不写"))


class Band(Record):
    """One grade and the scores that earn it."""

    word: Text = key("等级", N_("等级用词"))
    synonyms: tuple[Text, ...] = several("同义词", N_("视为同一等级的用词"))
    lower: Amount = key("下限", N_("最低分"))
    upper: Amount = key("上限", N_("最高分"))
    lower_included: Flag = key("含下限", N_("最低分是否属于本等级"), default=True)
    upper_included: Flag = key("含上限", N_("最高分是否属于本等级"), default=False)


class QualitativeBand(Record):
    """A level of a qualitative indicator and the share of the weight it earns, in percent."""

    word: Text = key("程度", N_("完成程度用词"))
    upper: Rate = key("上限", N_("分值的最高比例"))
    lower: Rate = key("下限", N_("分值的最低比例"))


class Excess(Record):
    """How far beyond a target counts as over-achievement, and what becomes of its score."""

    threshold: Rate = key("超过", N_("完成值占目标值的百分比，如 120%"))
    treatment: ExcessTreatment = key("处理", N_("照给满分或人工核定"))


class Formulas(Record):
    """How indicator scores follow from target and actual; absent ones are not documented."""

    positive: PositiveFormula | None = optional("正向", N_("目标为“不少于”时"))
    reverse: ReverseFormula | None = optional("反向", N_("目标为“不超过”时"))
    equal: EqualFormula | None = optional("等于", N_("目标为“等于”时"))
    excess: Excess | None = optional("超额", N_("大幅超额完成时怎样处理"))


class Rounding(Record):
    """How computed scores are rounded."""

    mode: RoundingMode = key("方式", N_("四舍五入或截位"), default=RoundingMode.HALF_UP)
    places: Digits = key("位数", N_("小数位数，0 到 6"), default=Digits.TWO)


class ExplainedFact(StrEnum):
    """What a scheme may want explained."""

    EXECUTION_RATE = "预算执行率"
    """Executed over budget, in percent."""
    ADJUSTMENT_RATE = "预算调整率"
    """How far the adjusted budget departs from the initial one, in percent, either way."""
    ATTAINMENT = "指标完成率"
    """Actual value over target of an indicator that wants at least its target, in percent."""
    TOTAL = "总分"
    """The total score, in points."""


FACT_WORDS = {
    ExplainedFact.EXECUTION_RATE: N_("预算执行率"),
    ExplainedFact.ADJUSTMENT_RATE: N_("预算调整率"),
    ExplainedFact.ATTAINMENT: N_("指标完成率"),
    ExplainedFact.TOTAL: N_("总分"),
}


class ExplainRule(Record):
    """A fact that this scheme itself says must be explained."""

    fact: ExplainedFact = key("事项", N_("须说明的事项"))
    threshold: Text = key("阈值", N_("达到什么程度须说明，如“低于90%”"))
    basis: Text = key("依据", N_("办法中的条款或表格中的提示"))


class SectionScore(Record):
    """The points of one section in a worked example."""

    name: Text = key("名称", N_("一级指标名称"))
    score: Amount = key("得分", N_("示例得分"))


class Example(Record):
    """The facts of a worked example; everything else on the page is computed from them."""

    budget: Amount = key("预算数", N_("示例预算数"))
    executed: Amount = key("执行数", N_("示例执行数"))
    sections: tuple[SectionScore, ...] = several("一级指标", N_("各一级指标的示例得分"))


class Scheme(Record):
    """`schemes/<id>.yaml`. Only what a listed source shows may stand in a shipped scheme."""

    name: Text = key("办法名称", N_("评分办法名称"))
    short_name: OptionalText = optional("简称", N_("列表中使用的简称"))
    jurisdiction: Text = key("适用地区", N_("适用的地区或单位"))
    years: Years | None = optional("适用年度", N_("适用的预算年度，来源没有写明就不写"))
    sources: tuple[Source, ...] = key("来源", N_("规则出自何处"), min_length=1)
    money_unit: MoneyUnit = key("金额单位", N_("表格金额的单位"))
    scored: Flag = key("计分", N_("办法是否打分"))
    total: OptionalAmount = optional("总分", N_("满分"))
    execution: Execution = key("预算执行", N_("预算执行率怎样计分"))
    sections: tuple[SchemeSection, ...] = several("一级指标", N_("一级指标及分值"))
    bands: tuple[Band, ...] = several("等级", N_("等级及分数段，由高到低"))
    qualitative: tuple[QualitativeBand, ...] = several("定性档次", N_("定性指标的得分档次"))
    formulas: Formulas | None = optional("指标公式", N_("指标得分的计算方法"))
    not_applicable: NotApplicable = key(
        "不适用指标", N_("不适用指标的处理"), default=NotApplicable.KEEP
    )
    rounding: Rounding | None = optional("舍入", N_("计算结果的舍入方法，来源未写则不写"))
    tolerance: OptionalAmount = optional("容差", N_("核对时允许的差额"))
    explain: tuple[ExplainRule, ...] = several("须说明", N_("办法要求说明的事项"))
    example: Example | None = optional("示例", N_("算例的已知数，其余由程序计算"))
    note: OptionalText = optional("说明", N_("编者对该办法的说明"))
