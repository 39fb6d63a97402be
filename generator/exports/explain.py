"""The data dictionary: every column and every field of the JSON, made from their definitions."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, Any, get_args, get_origin

from generator.exports.columns import Column, Type, row_of
from generator.exports.record import WITHHELD
from generator.i18n import N_
from generator.model.disclosure import (
    Attachment,
    Correction,
    Disclosure,
    Explanation,
    Review,
)
from generator.model.fields import Record
from generator.model.project import (
    Addend,
    Allocation,
    Evaluation,
    FundPart,
    Funds,
    FundSource,
    Goal,
    Indicator,
    PrintedName,
    PrintedSection,
    ProjectFacts,
    Reading,
    ReadSection,
    StatedSum,
    TargetGoal,
    TargetIndicator,
    Targets,
    Total,
)
from generator.money import Figure

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.exports.columns import Row

RECORDS: tuple[tuple[str, type[Record]], ...] = (
    (N_("项目"), ProjectFacts),
    (N_("其他写法"), PrintedName),
    (N_("资金"), Funds),
    (N_("资金来源"), FundSource),
    (N_("资金构成"), FundPart),
    (N_("资金下达"), Allocation),
    (N_("绩效目标"), Targets),
    (N_("目标"), TargetGoal),
    (N_("绩效目标指标"), TargetIndicator),
    (N_("绩效自评"), Evaluation),
    (N_("目标与完成情况"), Goal),
    (N_("自评指标"), Indicator),
    (N_("印出的一级指标"), PrintedSection),
    (N_("编者归并"), Reading),
    (N_("归并后的一级指标"), ReadSection),
    (N_("总分"), Total),
    (N_("分项合计"), StatedSum),
    (N_("分项"), Addend),
    (N_("公开信息"), Disclosure),
    (N_("公开审查"), Review),
    (N_("更正"), Correction),
    (N_("附件"), Attachment),
    (N_("情况说明"), Explanation),
)
"""The records that the JSON of a project is made of, in the order of the dictionary."""

ADDED_TITLE = N_("本站所加")
_TEXT, _NUMBER, _COUNT, _FLAG = N_("文字"), N_("数"), N_("整数"), N_("是否（true 或 false）")

TYPE_WORDS = {
    Type.TEXT: _TEXT,
    Type.INTEGER: _COUNT,
    Type.NUMBER: _NUMBER,
    Type.FLAG: _FLAG,
    Type.DAY: N_("日期（年-月-日）"),
}
FIGURE = N_("数（printed 为原文，value 为数值；金额另有换算成元的 yuan）")
CHOICE = N_("选项")
OBJECT = N_("对象")
OBJECTS = N_("列表")


@dataclass(frozen=True, slots=True)
class Explained:
    """One field of the JSON as the dictionary shows it."""

    title: str
    """The Chinese key of the content."""
    name: str
    type: str
    """Chinese source string."""
    note: str
    """Chinese source string."""


ADDED: tuple[Explained, ...] = (
    Explained("格式", "format", _TEXT, N_("本文件的格式和版本")),
    Explained("年度", "year", _COUNT, N_("预算年度")),
    Explained("项目标识", "project", _TEXT, N_("项目在网址中的名称")),
    Explained("网页", "page", _TEXT, N_("项目网页在本站内的地址")),
    Explained("网址", "address", _TEXT, N_("项目网页的完整地址；网站没有基址则不出现")),
    Explained("单位", "unit", OBJECT, N_("发布单位：标识 id、名称、地区、级别和代码")),
    Explained(
        "文件", "document", OBJECT,
        N_("项目所在文件：标识 id、标题、种类、公开信息、序号和次序"),
    ),
    Explained("评分办法", "scheme", OBJECT, N_("标识 id、名称和满分 full_marks")),
    Explained("行号", "indicators[].number", _COUNT, N_("在原件指标表中的行号，从 1 数起")),
    Explained(
        "所属一级指标", "indicators[].in_section", _TEXT,
        N_("本行所属的一级指标；标签错位时按编者归并"),
    ),
    Explained(
        "得分情况", "indicators[].score_state", _TEXT,
        N_("已打分、未打分或不适用；绩效目标不打分，此栏为空"),
    ),
    Explained(
        "归属存疑", "indicators[].is_uncertain", _FLAG,
        N_("编者归并时不能确定本行属于哪个一级指标"),
    ),
    Explained("预算数", "result.budget_yuan", _NUMBER, N_("评分办法所用的预算数，换算成元")),
    Explained(
        "执行数", "result.executed_yuan", _NUMBER, N_("全年执行数，换算成元；绩效目标没有这一项")
    ),
    Explained(
        "执行数为原件所列", "result.executed_stated", _FLAG,
        N_("执行数是否印在原件上；否则由预算数和结转推算"),
    ),
    Explained("执行率", "result.rate_percent", _NUMBER, N_("执行数除以预算数，核算所得，未舍入")),
    Explained("得分", "result.score", _NUMBER, N_("总分；空表示没有打分，0 表示得 0 分")),
    Explained(
        "得分为原件所列", "result.score_stated", _FLAG,
        N_("总分是否印在原件上；否则由各部分相加"),
    ),
    Explained("等级", "result.grade", _TEXT, N_("按评分办法用词的等级；原件没有时由得分推得")),
    Explained(
        "一级指标小计", "result.sections", OBJECTS,
        N_("各一级指标的分值、得分合计和起止行；read_by_editor 表示按编者归并"),
    ),
    Explained("核对项", "ledger[].anchor", _TEXT, N_("这一项在网页上的锚点")),
    Explained("栏目", "ledger[].label", _TEXT, N_("核对的是哪一个数")),
    Explained("原件所列", "ledger[].stated", _TEXT, N_("原件印出的数，照录；没有则为 null")),
    Explained("核算结果", "ledger[].computed", _TEXT, N_("由原件各数核算的结果")),
    Explained("核对结果", "ledger[].outcome", CHOICE, N_("代码见下面的核对结果")),
    Explained("算式", "ledger[].formula", _TEXT, N_("核算的规则和各数")),
    Explained("说明", "ledger[].notes", OBJECTS, N_("所作的假定，或不能核算的原因")),
    Explained("文字部分", "narrative[].topic", CHOICE, N_("这一部分讲什么，英文代码")),
    Explained("标题", "narrative[].heading", _TEXT, N_("这一部分的标题")),
    Explained("正文", "narrative[].text", _TEXT, N_("纯文字，一段一行")),
    Explained("附件地址", "attachments[].path", _TEXT, N_("附件在本站内的地址")),
    Explained("附件大小", "attachments[].size", _COUNT, N_("字节数")),
    Explained("历史版本", "versions", OBJECTS, N_("存档的历史版本号")),
)  # fmt: skip
"""What the JSON of a project holds besides the records of the content."""


def explain_record(record: type[Record]) -> Iterator[Explained]:
    """Yield every field of a record that the JSON of a project may carry."""
    for name, field in record.model_fields.items():
        if name not in WITHHELD.get(record, ()):
            yield Explained(
                title=field.alias or name,
                name=name,
                type=_type_word(field.annotation),
                note=field.description or "",
            )


def _type_word(annotation: Any) -> str:  # noqa: ANN401  an annotation may be anything
    """Return the word for what a field holds."""
    kinds = tuple(_kinds(annotation))
    if tuple in kinds:
        return OBJECTS
    known = (
        (Figure, FIGURE),
        (bool, TYPE_WORDS[Type.FLAG]),
        (datetime.date, TYPE_WORDS[Type.DAY]),
        (int, TYPE_WORDS[Type.INTEGER]),
        (StrEnum, CHOICE),
        (Record, OBJECT),
    )
    return next((word for kind, word in known if issubclass(kinds[0], kind)), TYPE_WORDS[Type.TEXT])


def _kinds(annotation: Any) -> Iterator[type]:  # noqa: ANN401  as above
    """Yield the classes that an annotation is made of, the outermost first."""
    if get_origin(annotation) is Annotated:
        yield from _kinds(get_args(annotation)[0])
    elif get_origin(annotation) is tuple:
        yield tuple
    elif get_args(annotation):
        for argument in get_args(annotation):
            yield from _kinds(argument)
    elif isinstance(annotation, type):
        yield annotation


DICTIONARY_COLUMNS: tuple[Column[tuple[str, Column[Any]]], ...] = (
    Column("table", "表", Type.TEXT, "", lambda pair: pair[0]),
    Column("title", "中文名", Type.TEXT, "", lambda pair: pair[1].title),
    Column("name", "英文名", Type.TEXT, "", lambda pair: pair[1].name),
    Column("type", "类型", Type.TEXT, "", lambda pair: TYPE_WORDS[pair[1].type]),
    Column("unit", "单位", Type.TEXT, "", lambda pair: pair[1].unit or None),
    Column("note", "含义", Type.TEXT, "", lambda pair: pair[1].note),
)
"""The dictionary as a sheet of a workbook, in Chinese; its source is a table's name and column."""


def dictionary_rows(tables: tuple[tuple[str, tuple[Column[Any], ...]], ...]) -> Iterator[Row]:
    """Yield a row for every column of every table."""
    for title, columns in tables:
        for column in columns:
            yield row_of(DICTIONARY_COLUMNS, (title, column))
