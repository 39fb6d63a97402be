"""Arithmetic: what the ledger found not to agree. A printed slip is published, never mended."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from generator.i18n import N_
from generator.model.ledger import Outcome
from generator.problem import Family, Kind, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.check.case import Case
    from generator.model.ledger import Line
    from generator.problem import Problem

_slip = partial(Kind, family=Family.ARITHMETIC, severity=Severity.EXPLAIN)
EXPLAIN_HINT = N_("核对原件；原件确是如此，就在“情况说明”中写明原因")

RATE_DIFFERS = _slip(
    code="A101",
    slug="execution-rate-differs",
    message=N_("预算执行率印为 {stated}，按印出的数算得 {computed}"),
    hint=EXPLAIN_HINT,
    why=N_("执行率由预算数和执行数算出，三个数对不上，至少有一个不对。"),
    bad='全年预算数: "100"，全年执行数: "90"，预算执行率: 95%',
    good='全年预算数: "100"，全年执行数: "90"，预算执行率: 90%',
)
RATE_CUT = Kind(
    code="A102",
    slug="execution-rate-cut",
    family=Family.ARITHMETIC,
    severity=Severity.ADVICE,
    message=N_("预算执行率印为 {stated}，只有截去尾数才与算得的 {computed} 相符"),
    hint=N_("今后四舍五入，或多写两位小数"),
    why=N_("截位会让执行率偏低，不同项目之间不好比较。"),
    bad='全年预算数: "40"，全年执行数: "35.5"，预算执行率: 88%',
    good='全年预算数: "40"，全年执行数: "35.5"，预算执行率: 88.75%',
)
TOTAL_DIFFERS = _slip(
    code="A103",
    slug="total-differs",
    message=N_("{figure}印为 {stated}，各行相加得 {computed}"),
    hint=EXPLAIN_HINT,
    why=N_("合计是各行之和，不等就说明有一行或合计写错。"),
    bad='得分 5、8、8，总分: {得分: "20"}',
    good='得分 5、8、8，总分: {得分: "21"}',
)
SECTION_DIFFERS = _slip(
    code="A104",
    slug="section-points-differ",
    message=N_("{figure}印为 {stated}，所属各行相加得 {computed}"),
    hint=EXPLAIN_HINT,
    why=N_("小计是所属各行之和，不等就说明行归错了，或小计写错。"),
    bad='一级指标: [{名称: 产出, 分值: "50"}]，各行分值之和 45',
    good='一级指标: [{名称: 产出, 分值: "45"}]，各行分值之和 45',
)
LABELS_DIFFER = _slip(
    code="A105",
    slug="section-labels-differ",
    message=N_("各一级指标标注的分值相加得 {computed}，总分值印为 {stated}"),
    hint=N_("核对标签是否多印、错位；原件确是如此，就在“情况说明”中写明"),
    why=N_("各部分标注的分值之和应当等于总分值。"),
    bad="标签 36、30、34、15、15，总分值 100",
    good="标签 36、34、15、15，总分值 100",
)
LABEL_WITHOUT_ROWS = _slip(
    code="A106",
    slug="section-without-rows",
    message=N_("{figure}标注 {stated} 分，却没有可以归入的指标行"),
    hint=N_("查看原件标签的位置；无法归入时，在“情况说明”中写明"),
    why=N_("一个有分值的部分下面应当有指标。"),
    bad='一级指标: [{名称: 执法检查, 分值: "30"}]，表中没有这一部分的行',
    good="每个一级指标下都有指标行",
)
MONEY_DIFFERS = _slip(
    code="A107",
    slug="money-differs",
    message=N_("{figure}：印为 {stated}，算得 {computed}"),
    hint=EXPLAIN_HINT,
    why=N_("各分项之和、到位率、执行数都能由印出的数算出，应当相符。"),
    bad='全年预算数: "31.50"，构成 22.50 + 4.00 + 4',
    good='全年预算数: "31.50"，构成 22.50 + 4.00 + 5',
)
SUM_DIFFERS = _slip(
    code="A108",
    slug="stated-sum-differs",
    message=N_("{figure}：印为 {stated}，各项相加得 {computed}"),
    hint=EXPLAIN_HINT,
    why=N_("原件自己写明了分项与合计，两者应当相符。"),
    bad='分项 60、386、690，合计: "1609"',
    good='分项 60、386、690，合计: "1136"',
)
ABOVE_WEIGHT = _slip(
    code="A109",
    slug="score-above-weight",
    message=N_("得分 {score} 超过分值 {weight}"),
    hint=EXPLAIN_HINT,
    why=N_("一行的得分不能超过它的分值。"),
    bad='分值: "5"，得分: "6"',
    good='分值: "5"，得分: "5"',
)
SCORE_DIFFERS = Kind(
    code="A110",
    slug="indicator-score-differs",
    family=Family.ARITHMETIC,
    severity=Severity.ADVICE,
    message=N_("{figure}：印为 {stated}，按办法核算得 {computed}"),
    hint=N_("核对目标值、完成值和得分；另有扣分原因的，写在偏差原因里"),
    why=N_("办法写明了算法，得分应当能由目标值和完成值算出。"),
    bad='年度指标值: ≥95%，实际完成值: 93%，分值: "10"，得分: "10"（按比例计分）',
    good='年度指标值: ≥95%，实际完成值: 93%，分值: "10"，得分: "9.79"',
)
GOAL_DIFFERS = _slip(
    code="A111",
    slug="goal-points-differ",
    message=N_("{figure}：印为 {stated}，按权重比例算得 {computed}"),
    hint=EXPLAIN_HINT,
    why=N_("部门整体自评先按目标计分，再按权重比例合成总分，各目标的比例合计为 100%。"),
    bad='目标一权重比例 60%，指标得分 50 + 40，得分: "50"',
    good='目标一权重比例 60%，指标得分 50 + 40，得分: "54"',
)
KINDS = (
    RATE_DIFFERS,
    RATE_CUT,
    TOTAL_DIFFERS,
    SECTION_DIFFERS,
    LABELS_DIFFER,
    LABEL_WITHOUT_ROWS,
    MONEY_DIFFERS,
    SUM_DIFFERS,
    ABOVE_WEIGHT,
    SCORE_DIFFERS,
    GOAL_DIFFERS,
)

DIFFERING = (
    ("execution-rate", RATE_DIFFERS),
    ("section-labels", LABELS_DIFFER),
    ("section-", SECTION_DIFFERS),
    ("indicator-", SCORE_DIFFERS),
    ("goal-", GOAL_DIFFERS),
    ("weight-total", TOTAL_DIFFERS),
    ("score-total", TOTAL_DIFFERS),
    ("review-total", TOTAL_DIFFERS),
    ("sum-", SUM_DIFFERS),
    ("part-", MONEY_DIFFERS),
    ("budget-parts", MONEY_DIFFERS),
    ("sources-", MONEY_DIFFERS),
    ("received-rate", MONEY_DIFFERS),
    ("executed", MONEY_DIFFERS),
)
"""Which kind a ledger line that does not agree belongs to, by the beginning of its anchor."""


AGREES, CUT, NOT_COMPUTABLE = Outcome.AGREES, Outcome.CUT, Outcome.NOT_COMPUTABLE
OFF = frozenset({Outcome.DIFFERS, Outcome.CUT})


def find_differences(case: Case) -> Iterator[Problem]:
    """Yield a problem for every ledger line that does not agree, or only when cut."""
    for line in case.result.ledger:
        if line.outcome is AGREES:  # nearly all of them
            continue
        kind = _kind(line.anchor, line.outcome)
        if kind is not None and not case.is_explained(*subjects_of(line)):
            yield kind.at(
                case.place_of(line),
                figure=line.label,
                stated=line.stated,
                computed=line.computed,
            )


def subjects_of(line: Line) -> frozenset[str]:
    """Return what a unit may name to explain a ledger line: the line itself, or its rule."""
    kind = _kind(line.anchor, line.outcome)
    return frozenset({line.anchor} if kind is None else {line.anchor, kind.code, kind.slug})


def _kind(anchor: str, outcome: Outcome) -> Kind | None:
    if outcome is CUT and anchor == "execution-rate":
        return RATE_CUT
    if outcome is NOT_COMPUTABLE and anchor.startswith("section-"):
        return LABEL_WITHOUT_ROWS
    if outcome not in OFF:
        return None
    return next((kind for beginning, kind in DIFFERING if anchor.startswith(beginning)), None)


def find_scores_above_weight(case: Case) -> Iterator[Problem]:
    """Yield a problem for every indicator scored above its weight."""
    evaluation = case.project.facts.evaluation
    if evaluation is None or case.is_explained(ABOVE_WEIGHT.code, ABOVE_WEIGHT.slug):
        return
    for index, row in enumerate(evaluation.indicators):
        if row.score and row.weight and row.score.value > row.weight.value:
            place = case.places.at("自评", "指标", index, "得分")
            yield ABOVE_WEIGHT.at(place, score=row.score.text, weight=row.weight.text)


RULES = (find_differences, find_scores_above_weight)
