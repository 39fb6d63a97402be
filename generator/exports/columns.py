"""The columns of every table that is given away: defined here once, for all formats.

CSV, JSON Lines, XLSX, the Data Package and the data dictionary are all made of these. A column
knows its English name, its Chinese title, what it means, and how it follows from its source.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Generic, TypeAlias, TypeVar

from generator import urls
from generator.i18n import N_
from generator.model.ledger import Outcome
from generator.model.narrative import HEADINGS
from generator.money import plain, round_half_up

if TYPE_CHECKING:
    import datetime
    from collections.abc import Callable, Mapping
    from decimal import Decimal

    from generator.model.entry import Entry

Cell: TypeAlias = "str | int | bool | None"
"""One value as JSON holds it; decimal numbers are text, so that no digit is lost."""
Row: TypeAlias = "tuple[Cell, ...]"
"""The values of one row in the order of the columns."""
PartedRow: TypeAlias = "tuple[Row, Row]"
"""A row in two parts: what its first columns hold, which rows beside it share, and the others."""
Source = TypeVar("Source")

RATE_PLACES = 4
"""Digits of a computed rate, which may go on for ever."""
TOPIC_WORDS = {topic: word for word, topic in HEADINGS}


class Type(StrEnum):
    """The types of a column, by their names in a Table Schema."""

    TEXT = "string"
    INTEGER = "integer"
    NUMBER = "number"
    FLAG = "boolean"
    DAY = "date"


@dataclass(frozen=True, slots=True)
class Column(Generic[Source]):
    """One column of a table."""

    name: str
    """English; the heading in CSV and the key in JSON Lines."""
    title: str
    """Chinese; the heading in XLSX."""
    type: Type
    note: str
    """Chinese source string: what the value means."""
    of: Callable[[Source], Cell]
    """Returns the value; None where there is none."""
    unit: str = ""
    """Chinese source string; empty where the value has none."""

    @property
    def heading(self) -> str:
        """The Chinese title with the unit."""
        return f"{self.title}（{self.unit}）" if self.unit else self.title


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """A project with the names that its entry only points to."""

    entry: Entry
    unit_name: str
    region: str
    scheme_name: str
    document_title: str

    @property
    def names(self) -> tuple[str, ...]:
        """What is shown of the project besides its entry."""
        return self.unit_name, self.region, self.scheme_name, self.document_title


@dataclass(frozen=True, slots=True)
class Placed:
    """An indicator as it stands in the published JSON of its project."""

    project: Mapping[str, Any]
    """The whole project as JSON."""
    statement: str
    """The printed word for the kind of statement."""
    row: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Field:
    """What a column takes from the JSON of an indicator, by its key there."""

    key: str
    is_figure: bool = False
    """Whether the value stands there with its printed text."""

    def __call__(self, placed: Placed) -> Cell:
        """Return the value in a row; None where there is none."""
        found = placed.row.get(self.key)
        cell: Cell = found["value"] if found and self.is_figure else found
        return cell


def row_of(columns: tuple[Column[Source], ...], source: Source) -> Row:
    """Return one row: the value of every column for `source`."""
    return tuple(column.of(source) for column in columns)


def digits(value: Decimal | None) -> str | None:
    """Return a number in plain digits; None for None."""
    return None if value is None else plain(value)


def _rate(value: Decimal | None) -> str | None:
    return None if value is None else plain(round_half_up(value, RATE_PLACES))


def _day(value: datetime.date | None) -> str | None:
    return None if value is None else value.isoformat()


def _outcome(outcome: Outcome) -> Callable[[Listed], Cell]:
    return lambda p: p.entry.outcome(outcome)


YUAN, PERCENT, POINTS = N_("元"), "%", N_("分")

PROJECT_COLUMNS: tuple[Column[Listed], ...] = (
    Column("year", "年度", Type.INTEGER, N_("预算年度"), lambda p: int(p.entry.identity.year)),
    Column(
        "unit", "单位标识", Type.TEXT, N_("单位在网址中的名称"), lambda p: p.entry.identity.unit
    ),
    Column("unit_name", "单位名称", Type.TEXT, N_("发布单位的全称"), lambda p: p.unit_name),
    Column("region", "地区", Type.TEXT, N_("单位所在地区"), lambda p: p.region or None),
    Column(
        "project", "项目标识", Type.TEXT, N_("项目在网址中的名称"), lambda p: p.entry.identity.slug
    ),
    Column("name", "项目名称", Type.TEXT, N_("项目名称，按原件"), lambda p: p.entry.name),
    Column(
        "has_targets", "有绩效目标", Type.FLAG, N_("是否公开了年初绩效目标，目标不是评价结果"),
        lambda p: p.entry.has_targets,
    ),
    Column(
        "has_evaluation", "有绩效自评", Type.FLAG, N_("是否公开了绩效自评"),
        lambda p: p.entry.has_evaluation,
    ),
    Column(
        "scheme", "评分办法标识", Type.TEXT, N_("得分和等级所依据的办法；不同办法的得分不能相比"),
        lambda p: p.entry.scheme,
    ),
    Column(
        "scheme_name", "评分办法", Type.TEXT, N_("评分办法的名称"), lambda p: p.scheme_name or None
    ),
    Column("document", "文件标识", Type.TEXT, N_("项目所在文件的名称"), lambda p: p.entry.document),
    Column(
        "document_title", "文件名称", Type.TEXT, N_("项目所在文件的标题，按原件"),
        lambda p: p.document_title or None,
    ),
    Column(
        "ordinal", "文件内序号", Type.TEXT, N_("项目在文件中的序号，按原件"),
        lambda p: p.entry.ordinal or None,
    ),
    Column(
        "budget_yuan", "预算数", Type.NUMBER, N_("评分办法所用的预算数，换算成元"),
        lambda p: digits(p.entry.budget), YUAN,
    ),
    Column(
        "executed_yuan", "执行数", Type.NUMBER, N_("全年执行数，换算成元；绩效目标没有这一项"),
        lambda p: digits(p.entry.executed), YUAN,
    ),
    Column(
        "executed_stated", "执行数为原件所列", Type.FLAG,
        N_("执行数是否印在原件上；否则由预算数和结转推算"),
        lambda p: None if p.entry.executed is None else p.entry.executed_stated,
    ),
    Column(
        "over_budget", "执行超预算", Type.FLAG, N_("执行数是否大于预算数"),
        lambda p: None if None in (p.entry.budget, p.entry.executed) else p.entry.is_over_budget,
    ),
    Column(
        "rate_percent", "执行率", Type.NUMBER, N_("执行数除以预算数，核算所得，四舍五入到四位小数"),
        lambda p: _rate(p.entry.rate), PERCENT,
    ),
    Column(
        "rate_printed", "执行率原文", Type.TEXT, N_("原件印出的执行率，照录"),
        lambda p: p.entry.rate_stated or None,
    ),
    Column(
        "score", "得分", Type.NUMBER, N_("总分；空表示没有打分，0 表示得 0 分"),
        lambda p: digits(p.entry.score), POINTS,
    ),
    Column(
        "score_stated", "得分为原件所列", Type.FLAG, N_("总分是否印在原件上；否则由各部分相加"),
        lambda p: None if p.entry.score is None else p.entry.score_stated,
    ),
    Column(
        "grade", "等级", Type.TEXT, N_("按评分办法用词的等级；原件没有时由得分推得"),
        lambda p: p.entry.grade or None,
    ),
    Column(
        "grade_printed", "等级原文", Type.TEXT, N_("原件印出的等级，照录"),
        lambda p: p.entry.grade_printed or None,
    ),
    Column(
        "ledger_agrees", "核对相符", Type.INTEGER, N_("核对表中相符的项数"),
        _outcome(Outcome.AGREES),
    ),
    Column(
        "ledger_cut", "核对截位相符", Type.INTEGER, N_("核对表中截位相符的项数"),
        _outcome(Outcome.CUT),
    ),
    Column(
        "ledger_differs", "核对不符", Type.INTEGER, N_("核对表中不符的项数"),
        _outcome(Outcome.DIFFERS),
    ),
    Column(
        "ledger_not_computable", "无法核算", Type.INTEGER, N_("核对表中无法核算的项数"),
        _outcome(Outcome.NOT_COMPUTABLE),
    ),
    Column(
        "ledger_not_stated", "原件未列", Type.INTEGER, N_("核对表中原件未列、由本站核算的项数"),
        _outcome(Outcome.NOT_STATED),
    ),
    Column(
        "missing_parts", "缺少的部分", Type.TEXT,
        N_("主要绩效、主要问题、改进措施中原件没有的部分"),
        lambda p: "、".join(TOPIC_WORDS[topic] for topic in p.entry.missing) or None,
    ),
    Column(
        "indicators", "指标行数", Type.INTEGER, N_("绩效目标和绩效自评共有多少行指标"),
        lambda p: p.entry.indicators,
    ),
    Column(
        "index_number", "索引号", Type.TEXT, N_("信息公开目录中的索引号"),
        lambda p: p.entry.index_number or None,
    ),
    Column(
        "evaluation_published", "自评发布日期", Type.DAY, N_("绩效自评首次公开的日期，不详则空"),
        lambda p: _day(p.entry.evaluation_published),
    ),
    Column(
        "targets_published", "目标发布日期", Type.DAY, N_("绩效目标首次公开的日期，不详则空"),
        lambda p: _day(p.entry.targets_published),
    ),
    Column(
        "corrections", "更正次数", Type.INTEGER, N_("发布后更正了几次"),
        lambda p: p.entry.corrections,
    ),
    Column(
        "page", "网页", Type.TEXT, N_("项目网页在本站内的地址"), lambda p: p.entry.identity.page
    ),
    Column(
        "json", "数据文件", Type.TEXT, N_("项目全部数据（JSON）在本站内的地址"),
        lambda p: urls.project_json(p.entry.identity.folder),
    ),
)  # fmt: skip


INDICATOR_COLUMNS: tuple[Column[Placed], ...] = (
    Column("year", "年度", Type.INTEGER, N_("预算年度"), lambda i: i.project["year"]),
    Column(
        "unit", "单位标识", Type.TEXT, N_("单位在网址中的名称"), lambda i: i.project["unit"]["id"]
    ),
    Column(
        "unit_name", "单位名称", Type.TEXT, N_("发布单位的全称"),
        lambda i: i.project["unit"]["name"],
    ),
    Column(
        "project", "项目标识", Type.TEXT, N_("项目在网址中的名称"), lambda i: i.project["project"]
    ),
    Column(
        "project_name", "项目名称", Type.TEXT, N_("项目名称，按原件"), lambda i: i.project["name"]
    ),
    Column(
        "statement", "种类", Type.TEXT, N_("绩效目标或绩效自评；目标是计划，不是结果"),
        lambda i: i.statement,
    ),
    Column(
        "number", "行号", Type.INTEGER, N_("在原件指标表中的行号，从 1 数起"), Field("number")
    ),
    Column(
        "section", "一级指标", Type.TEXT, N_("本行所属的一级指标；标签错位时按编者归并"),
        Field("in_section"),
    ),
    Column(
        "section_printed", "一级指标原文", Type.TEXT, N_("印在本行的一级指标，照录"),
        Field("section"),
    ),
    Column("group", "二级指标", Type.TEXT, N_("印在本行的二级指标"), Field("group")),
    Column("name", "三级指标", Type.TEXT, N_("指标名称，按原件"), Field("name")),
    Column("explanation", "指标解释", Type.TEXT, N_("指标解释或指标内容"), Field("explanation")),
    Column("operator", "指标性质", Type.TEXT, N_("原件单列的比较符号"), Field("operator")),
    Column("target", "年度指标值", Type.TEXT, N_("年度指标值，按原件"), Field("target")),
    Column("measure", "度量单位", Type.TEXT, N_("原件单列的度量单位"), Field("measure")),
    Column("attribute", "指标属性", Type.TEXT, N_("定量或定性，按原件"), Field("attribute")),
    Column(
        "actual", "实际完成值", Type.TEXT, N_("实际完成值，按原件；绩效目标没有"), Field("actual")
    ),
    Column(
        "weight", "分值", Type.NUMBER, N_("分值；空表示没有分值，0 表示分值为 0"),
        Field("weight", is_figure=True), POINTS,
    ),
    Column(
        "score", "得分", Type.NUMBER, N_("自评得分；空表示没有打分，0 表示得 0 分"),
        Field("score", is_figure=True), POINTS,
    ),
    Column(
        "score_state", "得分情况", Type.TEXT,
        N_("已打分、未打分或不适用；绩效目标不打分，此栏为空"), Field("score_state"),
    ),
    Column(
        "review_score", "复核得分", Type.NUMBER, N_("财政部门印出的复核得分"),
        Field("review_score", is_figure=True), POINTS,
    ),
    Column(
        "deviation", "偏差原因分析及改进措施", Type.TEXT, N_("偏差原因分析及改进措施，按原件"),
        Field("deviation"),
    ),
    Column("criterion", "评分标准", Type.TEXT, N_("评（扣）分标准"), Field("criterion")),
    Column("basis", "设定依据", Type.TEXT, N_("指标值设定依据及数据来源"), Field("basis")),
    Column("note", "备注", Type.TEXT, N_("原件备注"), Field("note")),
    Column(
        "editor_note", "编者说明", Type.TEXT, N_("残缺、错位等情况，由本站编者说明"),
        Field("editor_note"),
    ),
    Column(
        "is_uncertain", "归属存疑", Type.FLAG, N_("编者归并时不能确定本行属于哪个一级指标"),
        Field("is_uncertain"),
    ),
)  # fmt: skip
