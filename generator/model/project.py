"""A project (项目): its funds, and up to two statements — the targets and the self-evaluation."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.i18n import N_
from generator.model.disclosure import (
    AttachedFile,
    Attachment,
    Conclusion,
    Correction,
    Disclosure,
    Explanation,
    Review,
)
from generator.model.fields import (
    Amount,
    Flag,
    OptionalAmount,
    OptionalFlag,
    OptionalRate,
    OptionalSlug,
    OptionalText,
    Record,
    Row,
    Text,
    key,
    optional,
    several,
)
from generator.money import MoneyUnit

if TYPE_CHECKING:
    from generator.model.identity import ProjectId
    from generator.model.narrative import Narrative


class FundSource(Record):
    """Where the money came from, one row under the yearly total."""

    name: Text = key("名称", N_("财政拨款、上年结转、其他资金等"))
    initial: OptionalAmount = optional("年初预算数", N_("年初预算数"))
    budget: OptionalAmount = optional("全年预算数", N_("全年预算数"))
    executed: OptionalAmount = optional("全年执行数", N_("全年执行数"))


class FundPart(Record):
    """A part of the budget by use, with the arithmetic the form shows for it."""

    name: Text = key("名称", N_("用途"))
    amount: Amount = key("金额", N_("金额，与资金单位一致"))
    quantity: OptionalAmount = optional("数量", N_("数量"))
    quantity_unit: OptionalText = optional("数量单位", N_("数量的单位"))
    price: OptionalAmount = optional("单价", N_("单价"))
    price_unit: MoneyUnit | None = optional("单价单位", N_("单价的金额单位"))


class Allocation(Record):
    """One time the money was allocated, where a document tells of several."""

    name: Text = key("批次", N_("哪一次下达"))
    amount: Amount = key("金额", N_("金额，与资金单位一致"))


class Funds(Record):
    """The money of a project, every amount in the printed unit."""

    unit: MoneyUnit = key("单位", N_("元或万元"))
    initial: OptionalAmount = optional("年初预算数", N_("年初预算数"))
    budget: OptionalAmount = optional("全年预算数", N_("全年预算数（调整后）"))
    executed: OptionalAmount = optional("全年执行数", N_("全年执行数"))
    fully_executed: OptionalFlag = optional(
        "已全部支出", N_("原件只写“已全部支出”而无数额时填“是”")
    )
    previous: OptionalAmount = optional("上年预算数", N_("上年预算数"))
    received: OptionalAmount = optional("到位数", N_("资金到位数"))
    received_rate: OptionalRate = optional("到位率", N_("资金到位率，按原件"))
    carried_in: OptionalAmount = optional("上年结转", N_("上年结转"))
    carried_over: OptionalAmount = optional("年末结转", N_("年末结转"))
    returned: OptionalAmount = optional("上缴", N_("上缴财政数"))
    cause: OptionalText = optional("未执行原因", N_("原件写明的未执行原因"))
    origin: OptionalText = optional("经费来源", N_("原件写明的经费来源"))
    sources: tuple[FundSource, ...] = several("资金来源", N_("其中各来源"))
    parts: tuple[FundPart, ...] = several("资金构成", N_("按用途的构成"))
    allocations: tuple[Allocation, ...] = several("下达", N_("各次下达"))


class PrintedName(Record):
    """Another way the same source writes the project's name."""

    name: Text = key("名称", N_("原件中的另一写法"))
    place: Text = key("位置", N_("出现在原件何处"))


class TargetGoal(Record):
    """One overall goal of a target declaration: never a result."""

    scope: OptionalText = optional("范围", N_("如“总体目标（2021年—2023年）”"))
    expected: Text = key("预期目标", N_("目标"))


class Goal(TargetGoal):
    """One overall goal of an evaluation and how far it was reached."""

    achieved: OptionalText = optional("实际完成情况", N_("完成情况，绩效目标申报中不写"))
    ratio: OptionalRate = optional("权重比例", N_("部门整体自评中该目标所占的比例，如 40%"))
    score: OptionalAmount = optional("得分", N_("部门整体自评中该目标的得分，已乘权重比例"))


class TargetIndicator(Record):
    """An indicator row of a target declaration: a target and its basis, never a result."""

    section: OptionalText = optional("一级指标", N_("一级指标"))
    group: OptionalText = optional("二级指标", N_("二级指标"))
    name: OptionalText = optional("三级指标", N_("指标名称"))
    explanation: OptionalText = optional("指标解释", N_("指标解释或指标内容"))
    operator: OptionalText = optional("指标性质", N_("原件单列的比较符号"))
    target: OptionalText = optional("年度指标值", N_("年度指标值，按原件"))
    measure: OptionalText = optional("度量单位", N_("原件单列的度量单位"))
    attribute: OptionalText = optional("指标属性", N_("定量或定性，按原件"))
    weight: OptionalAmount = optional("分值", N_("分值；没有分值就不写，0 分与没有分值是两回事"))
    criterion: OptionalText = optional("评分标准", N_("评（扣）分标准"))
    basis: OptionalText = optional("设定依据", N_("指标值设定依据及数据来源"))
    note: OptionalText = optional("备注", N_("原件备注"))
    editor_note: OptionalText = optional("编者说明", N_("残缺、错位等情况，由本站编者说明"))


class Indicator(TargetIndicator):
    """An indicator row of a self-evaluation."""

    actual: OptionalText = optional("实际完成值", N_("实际完成值，按原件"))
    score: OptionalAmount = optional("得分", N_("自评得分；未打分就不写"))
    review_score: OptionalAmount = optional("复核得分", N_("财政部门印出的复核得分"))
    goal: Row | None = optional("所属绩效目标", N_("部门整体自评中属于第几个目标，从 1 数起"))
    not_applicable: Flag = key("不适用", N_("原件注明不适用"), default=False)
    deviation: OptionalText = optional("偏差原因分析及改进措施", N_("偏差原因分析及改进措施"))


class PrintedSection(Record):
    """A section label as printed: its points, its score, and the row it is printed at."""

    name: Text = key("名称", N_("一级指标名称，按原件"))
    weight: OptionalAmount = optional("分值", N_("标注的分值"))
    score: OptionalAmount = optional("得分", N_("印出的小计得分"))
    row: Row | None = optional("所在行", N_("印在第几行指标上"))


class ReadSection(Record):
    """A section as an editor reads it: which rows belong to it."""

    name: Text = key("名称", N_("一级指标名称"))
    weight: OptionalAmount = optional("分值", N_("标注的分值"))
    first: Row = key("起", N_("首行"))
    last: Row = key("止", N_("末行"))


class Reading(Record):
    """An editor's reading (编者归并) of labels that a page break moved; never the unit's word."""

    reason: Text = key("理由", N_("为什么这样归并"))
    sections: tuple[ReadSection, ...] = key("分组", N_("归并后的一级指标"), min_length=1)
    uncertain: tuple[Row, ...] = several("存疑行", N_("归属不能确定的行"))


class Total(Record):
    """The total row as printed."""

    weight: OptionalAmount = optional("分值", N_("印出的分值合计"))
    score: OptionalAmount = optional("得分", N_("印出的总分"))
    review_score: OptionalAmount = optional("复核得分", N_("财政部门印出的复核总分"))


class Addend(Record):
    """One addend of a printed sum."""

    name: OptionalText = optional("名称", N_("分项名称"))
    amount: Amount = key("数", N_("分项数"))


class StatedSum(Record):
    """A sum of counts that the source prints with its parts."""

    subject: Text = key("事项", N_("合计的是什么"))
    parts: tuple[Addend, ...] = key("分项", N_("各分项"), min_length=1)
    total: Amount = key("合计", N_("印出的合计"))
    measure: OptionalText = optional("单位", N_("计量单位"))


class Targets(Record):
    """The target declaration (绩效目标): made with the budget; has no actuals and no scores."""

    disclosure: Disclosure = key("公开信息", N_("公开信息"), default=Disclosure())
    goals: tuple[TargetGoal, ...] = several("目标", N_("总体目标和年度目标"))
    indicators: tuple[TargetIndicator, ...] = several("指标", N_("绩效指标"))
    empty_headings: tuple[Text, ...] = several("空标题", N_("印出标题而无指标的栏目"))


class Evaluation(Record):
    """The self-evaluation (自评) as printed."""

    disclosure: Disclosure = key("公开信息", N_("公开信息"), default=Disclosure())
    evaluated_on: OptionalText = optional("自评时间", N_("自评时间，按原件"))
    goals: tuple[Goal, ...] = several("目标", N_("目标与完成情况"))
    execution_rate: OptionalRate = optional(
        "预算执行率", N_("印出的执行率，照原件，如 97.80%、97.8 或 0.978")
    )
    execution_weight: OptionalAmount = optional("执行率分值", N_("资金栏印出的分值"))
    execution_score: OptionalAmount = optional("执行率得分", N_("资金栏印出的得分"))
    sections: tuple[PrintedSection, ...] = several("一级指标", N_("印出的一级指标标签"))
    indicators: tuple[Indicator, ...] = several("指标", N_("指标行，按原件顺序"))
    reading: Reading | None = optional("编者归并", N_("标签错位时编者的归并"))
    total: Total | None = optional("总分", N_("合计行"))
    grade: OptionalText = optional("绩效等级", N_("印出的等级用词"))
    notes: tuple[Text, ...] = several("表注", N_("表末说明"))
    sums: tuple[StatedSum, ...] = several("分项合计", N_("原件写明分项与合计的数量"))
    empty_headings: tuple[Text, ...] = several("空标题", N_("印出标题而无内容的栏目"))

    @property
    def has_two_levels(self) -> bool:
        """Whether indicators are weighed within goals, and goals among each other."""
        return any(goal.ratio is not None for goal in self.goals)


class ProjectFacts(Record):
    """`projects/<year>/<unit>/<project>/project.yaml` or `overall/<year>/<unit>/overall.yaml`."""

    name: Text = key("项目名称", N_("项目名称，按原件"))
    other_names: tuple[PrintedName, ...] = several("其他写法", N_("同一原件中的其他写法"))
    code: OptionalText = optional("项目编码", N_("预算项目编码"))
    attribute: OptionalText = optional("项目属性", N_("新增、延续等"))
    recurrent: OptionalFlag = optional("是否经常性", N_("是否为经常性项目"))
    department: OptionalText = optional("主管部门", N_("主管部门，按原件"))
    executing_unit: OptionalText = optional("实施单位", N_("实施单位或预算单位，按原件"))
    office: OptionalText = optional("具体实施处（科室）", N_("具体实施处（科室）"))
    series: OptionalSlug = optional("系列", N_("连接同一项目各年度的标识"))
    document: OptionalSlug = optional("所属文件", N_("documents/ 下同年度同单位的文件标识"))
    ordinal: OptionalText = optional("文件内序号", N_("在所属文件中的序号，按原件"))
    position: Row | None = optional("文件内次序", N_("在所属文件中的实际次序，从 1 数起"))
    scheme: OptionalSlug = optional("评分办法", N_("schemes/ 下的办法标识；只有绩效目标的项目不写"))
    funds: Funds = key("资金", N_("项目资金"))
    targets: Targets | None = optional("绩效目标", N_("随预算公开的绩效目标"))
    evaluation: Evaluation | None = optional("自评", N_("绩效自评"))
    attachments: tuple[Attachment, ...] = several("附件", N_("随页面公开的文件"))
    review: Review | None = optional("公开审查", N_("公开前的审查"))
    corrections: tuple[Correction, ...] = several("更正", N_("更正记录"))
    explanations: tuple[Explanation, ...] = several("情况说明", N_("单位对检查结果的说明"))
    editor_notes: tuple[Text, ...] = several("编者说明", N_("本站编者对原件的说明"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Project:
    """One project with everything its folder says."""

    identity: ProjectId
    facts: ProjectFacts
    narrative: Narrative
    attachments: tuple[AttachedFile, ...] = ()
    versions: tuple[int, ...] = ()
    """Numbers of the earlier versions kept in `versions/`."""

    @property
    def withheld(self) -> bool:
        """Whether the review before release decided that it must not be published."""
        review = self.facts.review
        return review is not None and review.conclusion is Conclusion.CLOSED
