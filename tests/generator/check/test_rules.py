"""The rules together: everything in one pass, in one order, whatever the number of processes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from generator.check import NOT_CHECKED
from generator.pipeline import check

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    from generator.pipeline import Options
    from generator.problem import Problem

PROJECT = "projects/2020/demo-emergency/expert-guidance/project.yaml"
DOCUMENT = "documents/2020/demo-emergency/report/document.yaml"
SEVERAL = (
    "F003-symlink",
    "F101-unknown-key",
    "F103-wrong-shape-in-scheme-that-is-used",
    "F104-unknown-value-nature",
    "F120-unexpected-file-at-top",
    "F121-bad-name-file",
    "F123-unknown-reference-parent",
    "F124-missing-attachment-of-document",
    "F202-duplicate-heading",
    "F208-page-without-title",
)
REVIEW = "公开审查: {结论: %s, 审查部门: 办公室, 日期: 2021-03-01, 依据: 条例第十七条}\n"


def append(path: Path, text: str) -> None:
    """Write more text at the end of a file."""
    with path.open("a", encoding="utf-8") as file:
        file.write(text)


def copy_project(content: Path, target: str, old: str = "", new: str = "") -> None:
    """Copy the project of the base to another folder, with one thing changed."""
    folder = content / "projects" / target
    folder.mkdir(parents=True)
    for path in (content / PROJECT).parent.iterdir():
        text = path.read_text("utf-8")
        (folder / path.name).write_text(text.replace(old, new) if old else text, "utf-8")


def codes(problems: Iterable[Problem]) -> list[str]:
    """Return the codes of problems."""
    return [problem.kind.code for problem in problems]


def test_problems_of_all_files_are_found_in_one_pass(
    tmp_path: Path,
    lay_out: Callable[..., Path],
    options_of: Callable[..., Options],
    tell: Callable[[Iterable[Problem]], list[str]],
) -> None:
    """Faults in every kind of file at once are all reported, none hidden by another."""
    fixtures = [options_of(lay_out(*SEVERAL)).content]
    found = tell(check(options_of(fixtures[0])).problems)
    fixtures[0].rename(tmp_path / "all")
    expected = []
    for number, case in enumerate(SEVERAL):
        content = lay_out(case)
        expected += tell(check(options_of(content)).problems)
        content.rename(tmp_path / f"{number}")
    assert sorted(found) == sorted(expected)


def test_report_is_in_order(
    lay_out: Callable[..., Path], options_of: Callable[..., Options]
) -> None:
    """Problems are reported by file, line and column."""
    places = [p.at for p in check(options_of(lay_out(*SEVERAL))).problems]
    assert places == sorted(places, key=lambda at: (at.path, at.line, at.column))


def test_processes_change_nothing(
    lay_out: Callable[..., Path], options_of: Callable[..., Options]
) -> None:
    """The report is the same with one process and with three."""
    content = lay_out("A107-money-differs-sources", "E102-narrative-part-missing")
    for number in range(7):
        copy_project(content, f"2020/demo-emergency/project-{number}")
    one = check(options_of(content, jobs=1))
    assert check(options_of(content, jobs=3)) == one
    assert len(one.problems) == 8 * 4 + 7


def test_withheld_project_is_counted_and_not_judged(
    lay_out: Callable[..., Path], options_of: Callable[..., Options]
) -> None:
    """A project that must not be published is no entry, and nothing of it is reported."""
    content = lay_out("A103-total-differs")
    append(content / PROJECT, "\n" + REVIEW % "不予公开")
    report = check(options_of(content))
    assert (report.projects, report.withheld, report.problems) == (0, 1, ())


@pytest.mark.parametrize("conclusion", ["公开", "部分公开"])
def test_official_site_with_everything_has_no_problem(
    conclusion: str, lay_out: Callable[..., Path], options_of: Callable[..., Options]
) -> None:
    """An official site whose contents are reviewed and dated has nothing to report."""
    content = lay_out("U101-review-missing")
    append(content / PROJECT, REVIEW % conclusion)
    report = check(options_of(content))
    assert (report.problems, report.projects) == ((), 1)


def test_predecessor_is_known_by_name(
    lay_out: Callable[..., Path], options_of: Callable[..., Options]
) -> None:
    """The name of a body that the unit took over is no other unit."""
    content = lay_out("I101-unit-name-differs")
    append(content / "units/demo-emergency.yaml", "前身单位: [{名称: 示范县安监局}]\n")
    assert check(options_of(content)).problems == ()


@pytest.mark.parametrize(
    ("target", "expected"),
    [
        ("2020/demo-emergency/other", ["I102", "I103"]),
        ("2021/demo-emergency/other", []),
        ("2020/demo-finance/other", []),
    ],
)
def test_names_and_ordinals_are_compared_within_unit_and_year(
    target: str,
    expected: list[str],
    lay_out: Callable[..., Path],
    options_of: Callable[..., Options],
) -> None:
    """The same name and number in another year or unit is another project."""
    content = lay_out()
    copy_project(content, target)
    year, unit, _ = target.split("/")
    (content / f"documents/{year}/{unit}/report").mkdir(parents=True, exist_ok=True)
    document = (content / DOCUMENT).read_text("utf-8")
    (content / f"documents/{year}/{unit}/report/document.yaml").write_text(document, "utf-8")
    name = "应急管理局" if unit == "demo-emergency" else "财政局"
    (content / f"units/{unit}.yaml").write_text(f"单位名称: 示范县{name}\n地区: 甲\n", "utf-8")
    found = codes(check(options_of(content)).problems)
    assert [code for code in found if code != "I101"] == expected


@pytest.mark.parametrize(
    ("stated", "projects", "expected"),
    [("1", 1, []), ("2", 2, []), ("2", 1, ["I104"]), ("1", 2, ["I104"])],
)
def test_stated_number_of_projects(
    stated: str,
    projects: int,
    expected: list[str],
    lay_out: Callable[..., Path],
    options_of: Callable[..., Options],
) -> None:
    """The number of projects that a document states is the number of those that name it."""
    content = lay_out()
    append(content / DOCUMENT, f'项目个数: "{stated}"\n')
    for number in range(1, projects):
        copy_project(
            content, f"2020/demo-emergency/p{number}", "文件内序号: 一", f"项目编码: {number}"
        )
    found = codes(check(options_of(content)).problems)
    assert [code for code in found if code != "I102"] == expected


def test_what_is_left_to_people_is_said(
    lay_out: Callable[..., Path], options_of: Callable[..., Options]
) -> None:
    """Every report says what was not checked, also when everything else is in order."""
    assert check(options_of(lay_out())).not_checked == NOT_CHECKED
    assert all(NOT_CHECKED)
