"""Personal data never gets past the gate: not from text, not from papers, not into a report."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING

import pytest

from generator.console import Console, report_json, show_problems
from generator.i18n import Catalogue
from generator.pipeline import build, check
from generator.privacy import discreet, leaks, personal_problems, words_of
from generator.problem import Family, Kind, Location, Severity

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from generator.pipeline import Options

MOBILE = "13800138000"
NARRATIVE = "projects/2020/demo-emergency/expert-guidance/narrative.md"
KIND = Kind(
    code="X1", slug="x", family=Family.FORM, severity=Severity.ERROR,
    message="{value}", hint="改", why="因", bad="a", good="b",
)  # fmt: skip


def test_place_and_masked_line_are_told() -> None:
    """A find stands at its line and column, and the line shown is masked."""
    (problem,) = personal_problems("content/a.md", f"第一行\n联系人电话：{MOBILE}。\n")
    assert str(problem.at) == "content/a.md:2:7"
    assert problem.at.excerpt == "联系人电话：138****8000。"


@pytest.mark.parametrize(
    ("path", "found"),
    [("content/units/a.yaml", 0), ("content/site.yaml", 0), ("content/projects/a.yaml", 1)],
)
def test_body_may_declare_its_own_contact(path: str, found: int) -> None:
    """A telephone passes where a unit or the site declares it, and nowhere else."""
    assert len(list(personal_problems(path, f"联系方式:\n  电话: {MOBILE}\n"))) == found


def test_declared_telephone_passes_everywhere() -> None:
    """What the body declares public is no find in its projects either."""
    text = f"咨询电话：{MOBILE}"
    assert len(list(personal_problems("content/a.md", text))) == 1
    assert list(personal_problems("content/a.md", text, [MOBILE])) == []


def test_no_problem_repeats_a_number() -> None:
    """Line and values of any problem are masked before anybody sees them."""
    place = Location("a.yaml", excerpt=f"得分: 见{MOBILE}")
    shown = discreet(KIND.at(place, value=f"“见{MOBILE}”"))
    assert MOBILE not in repr(shown)
    plain = KIND.at(Location("a.yaml", excerpt="得分: 见附件"), value="附件")
    assert discreet(plain) is plain


def packed(**parts: str) -> bytes:
    """Return a ZIP of XML parts, as office papers are."""
    paper = io.BytesIO()
    with zipfile.ZipFile(paper, "w") as made:
        for name, text in parts.items():
            made.writestr(f"{name}.xml", text)
    return paper.getvalue()


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.txt", MOBILE.encode()),
        ("a.csv", f"姓名,手机\n张,{MOBILE}".encode("gb18030")),
        ("a.docx", packed(document=f"<w:p><w:t>138</w:t><w:t>{MOBILE[3:]}</w:t></w:p>")),
        ("a.docx", packed(comments=f"<w:p>手机{MOBILE}</w:p>")),
        ("a.xlsx", packed(hidden=f"<row><c><v>{MOBILE}</v></c></row>")),
        ("a.ods", packed(meta=f"<p>{MOBILE}</p>")),
    ],
)
def test_papers_are_opened(name: str, content: bytes) -> None:
    """Text of any part is found: body, comments, hidden sheets, properties."""
    words = words_of(name, content)
    assert words is not None
    assert [p.kind.code for p in personal_problems("a", words)] == ["P102"]


def test_two_cells_are_not_one_number() -> None:
    """Figures of neighbouring cells never run together into a number that is none."""
    cells = packed(sheet="<row><c><v>13800</v></c><c><v>138000</v></c></row>")
    assert list(personal_problems("a", words_of("a.xlsx", cells) or "")) == []


@pytest.mark.parametrize(
    ("name", "content"),
    [("a.pdf", b"%PDF-1.4"), ("a.jpg", b"\xff\xd8"), ("a.docx", b"no zip"), ("a", b"text")],
)
def test_what_cannot_be_read_is_said(name: str, content: bytes) -> None:
    """A format that is not understood is never taken for clean."""
    assert words_of(name, content) is None


@pytest.mark.parametrize(
    ("page", "found"),
    [
        (f"<p>电话{MOBILE}</p>", ["P102"]),
        ("<p>211,820.00</p><p>家住某县某镇某村3组5号</p>", ["P104"]),
        ("<td>13800</td><td>138000</td>", []),
        (f'<a href="x{MOBILE}.html">页</a>', []),
    ],
)
def test_finished_pages_are_looked_at(page: str, found: list[str]) -> None:
    """What a page shows goes through the gate once more; what is only markup does not."""
    assert [problem.kind.code for problem in leaks("index.html", page.encode())] == found


def test_number_is_in_no_output(
    lay_out: Callable[..., Path],
    options_of: Callable[..., Options],
    capsys: pytest.CaptureFixture[str],
    tmp_path: Path,
) -> None:
    """Build, check, JSON and draft speak of a number without ever showing it."""
    content = lay_out()
    text = (content / NARRATIVE).read_text("utf-8")
    (content / NARRATIVE).write_text(f"{text}\n手机：{MOBILE}。\n", "utf-8")
    console = Console(catalogue=Catalogue())
    reports = [check(options_of(content)), build(options_of(content))]
    draft = options_of(content, output=tmp_path / "draft", draft=True)
    reports.append(build(draft))
    for report in reports:
        show_problems(console, report.problems)
        assert MOBILE not in report_json(console, report)
        assert (report.blocked, MOBILE in capsys.readouterr().out) == (True, False)
    held = [p for p in (tmp_path / "draft").rglob("*") if p.is_file()]
    assert [p for p in held if MOBILE.encode() in p.read_bytes()] == []
    assert not (tmp_path / "site").exists()
