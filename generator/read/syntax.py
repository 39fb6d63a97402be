"""YAML syntax faults in our own words, at the place where a writer would mend them.

The parser notices many faults far behind the place where they were made: an open quote at the
end of the file, a full-width colon a line later. This module goes back to where the fault was made.
"""

from __future__ import annotations

from dataclasses import dataclass
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
        N_("检查这一行和上一行的缩进；如果值里本来有“: ”，请给整个值加引号"),
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
        N_("缩进前后不一致，或引号后面多了文字"),
        N_("同一层的键要上下对齐；引号内外的文字并在一起"),
    ),
    ("expected node content", N_("括号里少了内容"), N_("删除多余的括号或逗号，或补上内容")),
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
NO_GAP = (N_("冒号后面少了空格"), N_("写成“键: 值”，冒号后面空一格"))
TAB = (N_("行首用了制表符"), N_("用空格缩进，不要用 Tab 键"))
OPEN_QUOTE = (N_("引号没有配对"), N_("补上结尾的引号"))
WIDE_COMMA = (N_("括号里用了全角逗号“，”"), N_("把逗号改成半角“, ”"))
AFTER_BRACKET = (
    N_("括号没有配对，或括号后面多了文字"),
    N_("删除多余的括号；如果括号本来就是文字，请给整个值加引号"),
)
CANNOT_START = (N_("这个字符不能直接开头"), N_("给整个值加上引号"))
STARTERS = ("block scalar", "anchor", "tag", "directive")
"""What the parser took a value for because of its first character."""
OPENED_AT = ("quoted scalar", "simple key", "an alias", *STARTERS)
"""What the parser was inside of when the fault was made at its beginning, not where it was seen."""


@dataclass(frozen=True, slots=True)
class SyntaxFault:
    """A fault as the parser saw it, with what was open at that moment."""

    source: Source
    error: yaml.MarkedYAMLError
    bracket: yaml.Mark | None
    """The innermost open bracket or brace."""
    quote: yaml.Mark | None
    """The beginning of the last quoted text that runs over lines."""
    quote_end: yaml.Mark | None


def wide_colon(source: Source) -> Problem:
    """Return the problem of a file whose colons are all full-width, so that it has no keys."""
    found = ((n, line.index("：") + 1) for n, line in enumerate(source.lines, 1) if "：" in line)
    line, column = next(found)
    what, mend = WIDE_COLON
    place = source.at(line, column)
    return kinds.SYNTAX.at(place, what=message(what), mend=message(mend))


def explain_syntax(fault: SyntaxFault) -> Problem:
    """Return the problem that the parser's error stands for."""
    line, column, said = _explained(fault)
    what, mend = said
    place = fault.source.at(line, column)
    return kinds.SYNTAX.at(place, what=message(what), mend=message(mend))


def _explained(  # noqa: PLR0911  one return for each way a fault shows
    fault: SyntaxFault,
) -> tuple[int, int, tuple[str, str]]:
    lines, error = fault.source.lines, fault.error
    seen = error.problem_mark or error.context_mark
    line, column = (seen.line + 1, seen.column + 1) if seen else (1, 1)
    colon = _wide_colon(lines, line)
    if colon:
        return (*colon, WIDE_COLON)
    if _sign(lines, line, column) == "\t":
        return line, column, TAB
    if fault.quote and fault.quote_end and fault.quote_end.line + 1 == line:
        return fault.quote.line + 1, fault.quote.column + 1, OPEN_QUOTE
    if "mapping values" in str(error.problem) and _lacks_colon(lines, line):
        before = lines[line - 2]
        said = NO_GAP if ":" in before else NO_COLON
        return line - 1, _indent(before) + 1, said
    if fault.bracket:
        return _in_brackets(fault.bracket, lines, line, column, error)
    if column > 1 and _sign(lines, line, column - 1) in "]}":
        return line, column, AFTER_BRACKET
    return _at_opening(error, line, column)


def _in_brackets(
    bracket: yaml.Mark, lines: Sequence[str], line: int, column: int, error: yaml.MarkedYAMLError
) -> tuple[int, int, tuple[str, str]]:
    """Return a fault inside brackets: where it was seen on their line, else where they open."""
    text = lines[bracket.line]
    comma = text.find("，", bracket.column)
    if comma >= 0:
        return bracket.line + 1, comma + 1, WIDE_COMMA
    opening = text[bracket.column]
    said = _known(f"',' or '{'}' if opening == '{' else ']'}'")
    if line - 1 == bracket.line and _sign(lines, line, column).strip():
        seen = _known(str(error.problem))
        return line, column, said if seen == UNKNOWN_FAULT else seen
    return bracket.line + 1, bracket.column + 1, said


def _at_opening(
    error: yaml.MarkedYAMLError, line: int, column: int
) -> tuple[int, int, tuple[str, str]]:
    context, mark = str(error.context), error.context_mark
    if mark and any(word in context for word in OPENED_AT):
        line, column = mark.line + 1, mark.column + 1
    if any(word in context for word in STARTERS):
        return line, column, CANNOT_START
    return line, column, _known(f"{error.problem} {context}")


def _sign(lines: Sequence[str], line: int, column: int) -> str:
    text = lines[line - 1] if 0 < line <= len(lines) else ""
    return text[column - 1 : column] or " "


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
    has_colon = ": " in before or before.endswith(":")
    return bool(before) and level and not has_colon and before[0] not in "#-"


def _indent(text: str) -> int:
    return len(text) - len(text.lstrip())


def _known(problem: str) -> tuple[str, str]:
    for mark, what, mend in SYNTAX_FAULTS:
        if mark in problem:
            return what, mend
    return UNKNOWN_FAULT
