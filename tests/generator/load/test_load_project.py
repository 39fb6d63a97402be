"""One folder becomes one project with everything it says; what it may see is its own share."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from generator.load import arrange, load_frame, load_project
from generator.model.identity import DocumentId, ProjectId
from generator.model.narrative import Topic
from generator.narrative import Markdown
from generator.read import survey

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from generator.load import Frame, Layout, Share
    from generator.model.project import Project
    from generator.problem import Problem

IDENTITY = ProjectId("2020", "demo-emergency", "expert-guidance")
PROJECT = f"{IDENTITY.folder}/project.yaml"


def load_all(content: Path) -> tuple[Frame, Layout, tuple[Problem, ...]]:
    """Return the frame and layout of a content folder with all problems so far."""
    inventory, problems = survey(content)
    layout, faults = arrange(inventory)
    frame, more = load_frame(content, layout)
    return frame, layout, problems + faults + more


def share_of(identity: ProjectId, frame: Frame) -> Share:
    """Return what a project may see."""
    return frame.shares([identity])[identity.year, identity.unit]


def load_one(content: Path) -> tuple[Project | None, tuple[Problem, ...]]:
    """Return the project of the base and its problems."""
    frame, layout, _ = load_all(content)
    folder, share = layout.projects[IDENTITY], share_of(IDENTITY, frame)
    project, _, problems = load_project(content, folder, share, Markdown())
    return project, problems


def test_frame_holds_everything_that_projects_share(lay_out: Callable[..., Path]) -> None:
    """Site, units, schemes, documents and pages of the base are loaded without a problem."""
    frame, layout, problems = load_all(lay_out())
    assert problems == ()
    assert frame.site.name == "绩效自评公开"
    assert {slug: unit.name for slug, unit in frame.units.items()} == {
        "demo-emergency": "示范县应急管理局"
    }
    assert [band.word for band in frame.schemes["demo-2020"].bands] == ["优", "良", "中", "差"]
    assert list(frame.publications) == [DocumentId("2020", "demo-emergency", "report")]
    assert [(page.slug, page.title) for page in frame.prose] == [
        ("about", "关于本站"),
        ("glossary", "名词解释"),
    ]
    assert list(layout.projects) == [IDENTITY]


def test_project_has_facts_narrative_and_attachments(lay_out: Callable[..., Path]) -> None:
    """A project folder becomes its facts, the sections of its narrative and its listed files."""
    content = lay_out()
    attachments = content / IDENTITY.folder / "attachments"
    attachments.mkdir()
    (attachments / "form.pdf").write_bytes(b"12345")
    with (content / PROJECT).open("a", encoding="utf-8") as file:
        file.write("附件: [{文件: form.pdf, 名称: 自评表}]\n")
    project, problems = load_one(content)
    assert problems == ()
    assert project is not None
    assert (project.identity, project.facts.name) == (IDENTITY, "专家指导费")
    assert [part.topic for part in project.narrative.sections] == [
        Topic.ACHIEVEMENTS,
        Topic.PROBLEMS,
        Topic.MEASURES,
    ]
    assert [(file.path, file.size) for file in project.attachments] == [
        (f"{IDENTITY.folder}/attachments/form.pdf", 5)
    ]
    assert (project.versions, project.withheld) == ((), False)


def test_narrative_may_be_absent(lay_out: Callable[..., Path]) -> None:
    """A project without a narrative has facts all the same."""
    content = lay_out("E102-narrative-part-missing-no-narrative")
    project, problems = load_one(content)
    assert problems == ()
    assert project is not None
    assert tuple(project.narrative.sections) == ()


def test_earlier_versions_are_read_and_numbered(lay_out: Callable[..., Path]) -> None:
    """Earlier versions count in the order of their numbers, and their faults are reported."""
    content = lay_out()
    versions = content / IDENTITY.folder / "versions"
    for folder in (versions / "1", versions / "2", versions / "10"):
        folder.mkdir(parents=True)
        (folder / "project.yaml").write_bytes((content / PROJECT).read_bytes())
    project, problems = load_one(content)
    assert problems == ()
    assert project is not None
    assert project.versions == (1, 2, 10)
    (versions / "10/project.yaml").write_text("项目名称: [\n", "utf-8")
    project, problems = load_one(content)
    assert project is None
    assert [(problem.at.path, problem.kind.slug) for problem in problems] == [
        (f"content/{IDENTITY.folder}/versions/10/project.yaml", "yaml-syntax")
    ]


@pytest.mark.parametrize(
    "case",
    ["F101-unknown-key", "F132-no-statement", "F124-missing-attachment", "F202-duplicate-heading"],
)
def test_project_with_an_error_is_no_project(case: str, lay_out: Callable[..., Path]) -> None:
    """A project with an error in facts, files or narrative is not returned, its problems are."""
    project, problems = load_one(lay_out(case))
    assert project is None
    assert case.startswith(tuple(problem.kind.code for problem in problems))


def test_facts_and_narrative_are_read_in_one_pass(lay_out: Callable[..., Path]) -> None:
    """An error in the facts does not hide one in the narrative."""
    _, problems = load_one(lay_out("F101-unknown-key", "F202-duplicate-heading"))
    assert [problem.kind.code for problem in problems] == ["F101", "F202"]


def test_project_sees_only_its_share(lay_out: Callable[..., Path]) -> None:
    """A project sees its unit, the schemes and the documents of its own year and unit."""
    content = lay_out()
    document = (content / "documents/2020/demo-emergency/report/document.yaml").read_text("utf-8")
    for folder in ("2021/demo-emergency", "2020/demo-finance"):
        (content / "documents" / folder / "report").mkdir(parents=True)
        path = content / "documents" / folder / "report/document.yaml"
        path.write_text(document, "utf-8")
    (content / "units/demo-finance.yaml").write_text("单位名称: 财政局\n地区: 甲\n", "utf-8")
    frame, _, problems = load_all(content)
    share = share_of(IDENTITY, frame)
    assert problems == ()
    assert len(frame.publications) == 3
    assert list(share.documents) == [DocumentId("2020", "demo-emergency", "report")]
    assert share.unit is frame.units["demo-emergency"]
    assert share_of(ProjectId("2020", "nobody", "a"), frame).unit is None
