"""A path tells what a thing is."""

from __future__ import annotations

import pytest

from generator.model.identity import ProjectId, project_of

ROADS, BUREAU = ProjectId("2020", "bureau", "roads"), ProjectId("2020", "bureau", "")


@pytest.mark.parametrize(
    ("path", "project"),
    [
        (f"{ROADS.folder}/{ROADS.facts_file}", ROADS),
        (f"{ROADS.folder}/attachments/a/b.pdf", ROADS),
        (ROADS.page, ROADS),
        (f"{BUREAU.folder}/{BUREAU.facts_file}", BUREAU),
        (BUREAU.page, BUREAU),
        ("projects/index.html", None),
        ("projects/page/3/index.html", None),
        ("overall/2020/index.html", None),
        ("documents/2020/bureau/report/document.yaml", None),
        ("site.yaml", None),
    ],
)
def test_file_belongs_to_the_project_of_its_folder(path: str, project: ProjectId | None) -> None:
    """Content files and pages of a project lie in its folder; lists of projects lie in none."""
    assert project_of(path) == project
