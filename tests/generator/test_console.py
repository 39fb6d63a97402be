"""What people and programs are told, to the letter.

`tests/fixtures/console/` holds what is printed; the problems are made below from a
small file, as the stages make them.
"""

from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.cache import Loss
from generator.console import (
    Console,
    columns,
    progress_line,
    report_json,
    show_kind,
    show_kinds,
    show_not_checked,
    show_problems,
    show_summary,
)
from generator.i18n import Catalogue, message
from generator.model.ledger import Outcome
from generator.model.source import Source
from generator.pipeline import Progress, Report
from generator.problem import Family, Kind, Location, Severity

FIXTURES = Path(__file__).parents[1] / "fixtures/console"
ENGLISH = Catalogue(
    "en",
    {
        "错误": ("Error",),
        "须说明": ("Wants an explanation",),
        "提醒": ("Advice",),
        "{n} 处": ("{n} place", "{n} places"),
        "另有 {n} 处，用 --all 全部列出": (
            "{n} more place, shown by --all",
            "{n} more places, shown by --all",
        ),
        "“{value}”不是数": ("“{value}” is not a number",),
        "照原件写半角数字": ("write the digits as printed",),
        "支出超过预算 {excess} {unit}": ("spending is {excess} {unit} over budget",),
        "万元": ("wan yuan",),
        "在“情况说明”中写明{what}": ("explain {what}",),
        "原因": ("the cause",),
    },
)
SOURCE = Source(
    "content/projects/2020/a/b/project.yaml",
    "项目名称: 专家指导费\n资金:\n  单位: 万元\n\t全年预算数: 十二万\n  全年执行数: 12万, 13万\n\n",
)
NOT_A_NUMBER = Kind(
    code="F106",
    slug="not-an-amount",
    family=Family.FORM,
    severity=Severity.ERROR,
    message="“{value}”不是数",
    hint="照原件写半角数字",
    why="数额要逐分核算，不能靠猜。",
    bad="全年预算数: 12万",
    good='资金:\n  全年预算数: "12"',
)
OVER = replace(
    NOT_A_NUMBER,
    code="E101",
    slug="over-budget",
    family=Family.EVIDENCE,
    severity=Severity.EXPLAIN,
    message="支出超过预算 {excess} {unit}",
    hint="在“情况说明”中写明{what}",
)
NAME = replace(
    NOT_A_NUMBER,
    code="R101",
    slug="long-name",
    family=Family.RESIDUE,
    severity=Severity.ADVICE,
    message="名称是“{name}”",
    hint="改短{name}",
)
PROBLEMS = (
    NAME.at(SOURCE.at(1, 7, width=5), name="专家指导费"),
    OVER.at(SOURCE.at(5, 3), excess="1", unit=message("万元"), what=message("原因")),
    NOT_A_NUMBER.at(SOURCE.at(4, 9, width=3), value="十二万"),
    NOT_A_NUMBER.at(SOURCE.at(5, 10, width=3), value="12万"),
    NOT_A_NUMBER.at(SOURCE.at(5, 15, width=99), value="13万"),
    NOT_A_NUMBER.at(SOURCE.at(6), value=""),
    NOT_A_NUMBER.at(Location("content/a"), value="x"),
    NAME.at(SOURCE.at(1, 7, width=2), name="专家"),
)
REPORT = Report(
    problems=PROBLEMS,
    accepted=PROBLEMS[:1],
    projects=3,
    withheld=1,
    outcomes=tuple((outcome, number) for number, outcome in enumerate(Outcome)),
    not_checked=("附件的内容尚不检查",),
    rendered=4,
    kept=5,
    removed=2,
    pages=9,
    published=True,
)
CLEAN = replace(REPORT, problems=(), accepted=(), withheld=0)
CONSOLES = {
    "problems": Console(catalogue=Catalogue()),
    "problems-all": Console(catalogue=Catalogue(), everywhere=True),
    "problems-english": Console(catalogue=ENGLISH),
    "problems-colour": Console(catalogue=Catalogue(), colour=True),
    "problems-elsewhere": Console(catalogue=Catalogue(), folder="../town/"),
}


def expected(name: str) -> str:
    """Return what is printed in a case."""
    return (FIXTURES / f"{name}.txt").read_text("utf-8")


@pytest.mark.parametrize("name", CONSOLES)
def test_problems_are_told_by_rule_with_their_places(
    name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """Worst first, three places a rule, each underlined under its very characters, with a fix."""
    show_problems(CONSOLES[name], PROBLEMS)
    told = capsys.readouterr()
    assert told.out.replace("\x1b", "ESC") == expected(name)
    assert told.err == ""


def test_underline_stands_under_what_is_meant() -> None:
    """Wide characters take two columns of a terminal, narrow ones one."""
    assert columns("预算") == 4
    assert columns("a预,算！") == 8
    assert columns("") == 0
    assert columns("“12.5%”") == 7


SUMMARIES: dict[str, tuple[Report, dict[str, Any]]] = {
    "summary-built": (replace(REPORT, problems=PROBLEMS[:2]), {"built": "build/index.html"}),
    "summary-clean": (CLEAN, {"built": "build/index.html"}),
    "summary-unchanged": (
        replace(CLEAN, published=False, rendered=0, kept=9, removed=0),
        {"built": "build/index.html"},
    ),
    "summary-forgotten": (
        replace(CLEAN, loss=Loss.DAMAGED, remembered=False),
        {"built": "build/index.html"},
    ),
    "summary-blocked": (Report(problems=PROBLEMS), {"built": "build/index.html"}),
    "summary-checked": (REPORT, {}),
    "summary-checked-clean": (CLEAN, {}),
}


@pytest.mark.parametrize("name", SUMMARIES)
def test_summary_says_what_was_done(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    """The end of a run says what was made, what came out, and where to look."""
    report, options = SUMMARIES[name]
    show_summary(Console(catalogue=Catalogue()), report, seconds=1.25, **options)
    assert capsys.readouterr().out == expected(name)


def test_quiet_console_says_only_complaints(capsys: pytest.CaptureFixture[str]) -> None:
    """Quiet prints nothing but complaints, and those to standard error."""
    quiet = Console(catalogue=ENGLISH, quiet=True)
    show_problems(quiet, PROBLEMS)
    show_summary(quiet, REPORT, seconds=0)
    show_not_checked(quiet, REPORT.not_checked)
    quiet.complain(message("错误"))
    assert tuple(capsys.readouterr()) == ("", "Error\n")


def test_what_is_not_checked_is_listed(capsys: pytest.CaptureFixture[str]) -> None:
    """A report says what it leaves to people."""
    show_not_checked(Console(catalogue=Catalogue()), ("附件的内容", "文字是否属实"))
    assert capsys.readouterr().out == "没有检查的：\n  - 附件的内容\n  - 文字是否属实\n"


def test_a_kind_is_explained_in_full(capsys: pytest.CaptureFixture[str]) -> None:
    """What, why, how to mend, and both examples, each line set in."""
    show_kind(Console(catalogue=Catalogue()), NOT_A_NUMBER)
    assert capsys.readouterr().out == expected("kind")


def test_kinds_are_listed_a_line_each(capsys: pytest.CaptureFixture[str]) -> None:
    """The list of rules shows code, name, weight and reason of each."""
    show_kinds(Console(catalogue=Catalogue()), (NOT_A_NUMBER, OVER, NAME))
    assert capsys.readouterr().out == expected("kinds")


def test_report_for_programs_is_complete() -> None:
    """The JSON report holds every count and every problem with its place, in the language asked."""
    told = json.loads(report_json(Console(catalogue=ENGLISH), REPORT))
    assert told == json.loads((FIXTURES / "report.json").read_text("utf-8"))


def test_report_for_programs_has_one_form() -> None:
    """The JSON report reads the same for the same report, Chinese as it is."""
    first, second = (report_json(Console(catalogue=Catalogue()), REPORT) for _ in range(2))
    assert first == second
    assert "不是数" in first


def show(line: str, mark: str) -> str:
    """Return the part of `line` that stands above the `^` of `mark`, by terminal columns."""
    at, shown = 0, ""
    for sign in line:
        if mark[at : at + 1] == "^":
            shown += sign
        at += columns(sign)
    return shown


@settings(max_examples=100, deadline=None, derandomize=True)
@given(st.text(st.sampled_from("预算数：, 12%“”"), min_size=1, max_size=30), st.data())
def test_any_place_is_underlined_exactly(line: str, data: st.DataObject) -> None:
    """The mark stands under the characters of the place, whatever stands before them."""
    column = data.draw(st.integers(1, len(line)))
    width = data.draw(st.integers(1, len(line) - column + 1))
    place = Source("a.yaml", line).at(1, column, width=width)
    problem = NAME.at(place, name="")
    printed: list[str] = []
    console = Console(catalogue=Catalogue())
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("builtins.print", printed.append)
        show_problems(console, (problem,))
    marks = [text for text in printed if re.fullmatch(r" +\| *\^+", text)]
    if line.strip():
        shown = next(text for text in printed if text.startswith("       1 | "))
        assert show(shown, marks[0]) == line[column - 1 : column - 1 + width]
    else:
        assert marks == []


def test_progress_is_silent_where_nobody_watches(capsys: pytest.CaptureFixture[str]) -> None:
    """Without a terminal, and when quiet, no progress is shown."""
    for console in (Console(catalogue=Catalogue()), Console(catalogue=Catalogue(), quiet=True)):
        progress_line(console)(Progress(1, 2))
    assert tuple(capsys.readouterr()) == ("", "")


def test_progress_on_a_terminal_is_one_line(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """On a terminal the count is written over itself and ends its line with the last one."""
    monkeypatch.setattr("sys.stderr.isatty", lambda: True)
    tell = progress_line(Console(catalogue=Catalogue()))
    tell(Progress(1, 2))
    tell(Progress(2, 2))
    assert tuple(capsys.readouterr()) == ("", "\r1/2\r2/2\n")
