"""YAML syntax faults in our own words, at the place where a writer would mend them.

The parser notices many faults far behind the place where they were made: an open quote at the
end of the file, a full-width colon a line later. This module goes back to where the fault was made.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.i18n import N_, message
from generator.read import kinds

if TYPE_CHECKING:
    from collections.abc import Sequence

    import yaml

    from generator.model.source import Source
    from generator.problem import Problem

SYNTAX_FAULTS = (
    ("tab character", N_("行首用了制表符"), N_("用空格缩进，不要用 Tab 键")),
    (
        "mapping values are not allowed",
        N_("这里不该出现冒号"),
        N_("检查上一行缩进；如果值里本来有“: ”，请给整个值加引号"),
    ),
    (
        "could not find expected ':'",
        N_("这一行缺少半角冒号"),
        N_("写成“键: 值”，冒号用半角，后面空一格"),
    ),
    (
        "found unexpected end of stream",
        N_("引号没有配对"),
        N_("补上结尾的引号"),
    ),
    ("',' or ']'", N_("方括号没有配对，或少了逗号"), N_("补上“]”或逗号，逗号用半角")),
    ("',' or '}'", N_("花括号没有配对，或少了逗号"), N_("补上“}”或逗号，逗号用半角")),
    (
        "did not find expected '-'",
        N_("列表的缩进前后不一致"),
        N_("同一列表的“-”要上下对齐"),
    ),
    (
        "block sequence entries",
        N_("列表写在了不能写列表的地方"),
        N_("在键的下一行写“- ”，或给以“- ”开头的文字加引号"),
    ),
    (
        "did not find expected key",
        N_("缩进前后不一致，或上一行的引号后面多了文字"),
        N_("同一层的键要上下对齐；引号内外的文字并在一起"),
    ),
    ("expected node content", N_("括号里少了内容"), N_("删除多余的括号，或补上内容")),
    ("while scanning an alias", N_("星号后面没有名字"), N_("如果星号本来就是文字，请加引号")),
    ("escape character", N_("双引号里的反斜杠不能这样写"), N_("把双引号换成单引号")),
    (
        "cannot start any token",
        N_("这个字符不能直接开头"),
        N_("给整个值加上引号"),
    ),
)
UNKNOWN_FAULT = (N_("此处无法解析"), N_("检查缩进、引号、括号和冒号，必要时给值加引号"))
WIDE_COLON = (N_("用了全角冒号“：”"), N_("把键后面的冒号改成半角“: ”"))
NO_COLON = (N_("这一行缺少半角冒号"), N_("写成“键: 值”，冒号用半角，后面空一格"))
OPENED_AT = ("quoted scalar", "flow mapping", "flow sequence", "simple key", "an alias")
"""What the parser was inside of when the fault was made at its beginning, not where it was seen."""


def explain_syntax(source: Source, error: yaml.MarkedYAMLError) -> Problem:
    """Return the problem that the parser's `error` stands for."""
    lines = source.lines
    seen = error.problem_mark or error.context_mark
    line, column = (seen.line + 1, seen.column + 1) if seen else (1, 1)
    colon = _wide_colon(lines, line)
    if colon:
        return _problem(source, *colon, WIDE_COLON)
    if "mapping values" in str(error.problem) and _lacks_colon(lines, line):
        return _problem(source, line - 1, _indent(lines[line - 2]) + 1, NO_COLON)
    context = str(error.context)
    if error.context_mark and any(word in context for word in OPENED_AT):
        line, column = error.context_mark.line + 1, error.context_mark.column + 1
    return _problem(source, line, column, _known(f"{error.problem} {context}"))


def _problem(source: Source, line: int, column: int, said: tuple[str, str]) -> Problem:
    what, mend = said
    return kinds.SYNTAX.at(source.at(line, column), what=message(what), mend=message(mend))


def _wide_colon(lines: Sequence[str], line: int) -> tuple[int, int] | None:
    for number in (line, line - 1):
        text = lines[number - 1] if 0 < number <= len(lines) else ""
        if "：" in text and ": " not in f"{text} ":
            return number, text.index("：") + 1
    return None


def _lacks_colon(lines: Sequence[str], line: int) -> bool:
    if not 1 < line <= len(lines):
        return False
    before = lines[line - 2].strip()
    level = _indent(lines[line - 2]) == _indent(lines[line - 1])
    return bool(before) and level and ":" not in before and before[0] not in "#-"


def _indent(text: str) -> int:
    return len(text) - len(text.lstrip())


def _known(problem: str) -> tuple[str, str]:
    for mark, what, mend in SYNTAX_FAULTS:
        if mark in problem:
            return what, mend
    return UNKNOWN_FAULT
