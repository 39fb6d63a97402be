"""The path of a file says what it is; every path without a meaning is a problem."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.i18n import Catalogue
from generator.load import arrange
from generator.model.identity import DocumentId, ProjectId
from generator.read import Inventory, Stamp

STAMP = Stamp(1, 1)
SHELVES = {
    "site.yaml": "site",
    "exceptions.yaml": "exceptions",
    "schemes/demo-2020.yaml": "schemes",
    "units/demo-emergency.yaml": "units",
    "expected/2020.yaml": "expected",
    "register/2021-03-05.yaml": "register",
    "pages/about.md": "pages",
}
PROJECT = "projects/2020/demo-emergency/expert-guidance"
DOCUMENT = "documents/2020/demo-emergency/report"
OF_PROJECT = (
    "project.yaml",
    "narrative.md",
    "attachments/表 一.pdf",
    "attachments/2020/form.pdf",
    "versions/1/project.yaml",
    "versions/1/narrative.md",
    "versions/12/project.yaml",
)
OF_DOCUMENT = ("document.yaml", "narrative.md", "attachments/原件.pdf")
ORIGINALS = "不公开的原始材料放到 content/ 之外的 originals/"
UNEXPECTED = {
    "readme.txt": "",
    "site.yml": "是不是“site.yaml”？",
    "sites.yaml": "是不是“site.yaml”？",
    "exception.yaml": "是不是“exceptions.yaml”？",
    "units/demo.yml": "是不是“units/demo.yaml”？",
    "units/demo.json": "",
    "units/demo/unit.yaml": "",
    "pages/about.txt": "",
    "pages/sub/about.md": "",
    "schemes/demo-2020.md": "是不是“schemes/demo-2020.yaml”？",
    f"{PROJECT}/project.yml": f"是不是“{PROJECT}/project.yaml”？",
    f"{PROJECT}/projekt.yaml": f"是不是“{PROJECT}/project.yaml”？",
    f"{PROJECT}/narative.md": f"是不是“{PROJECT}/narrative.md”？",
    f"{PROJECT}/自评表.docx": "",
    f"{PROJECT}/attachments": "",
    f"{PROJECT}/attachment/form.pdf": "",
    f"{PROJECT}/versions/0/project.yaml": "",
    f"{PROJECT}/versions/01/project.yaml": "",
    f"{PROJECT}/versions/一/project.yaml": "",
    f"{PROJECT}/versions/1/attachments/form.pdf": "",
    f"{DOCUMENT}/project.yaml": "",
    f"{DOCUMENT}/documents.yaml": f"是不是“{DOCUMENT}/document.yaml”？",
    "projects/2020/demo-emergency/project.yaml": "",
    "Projects/2020/demo-emergency/a/project.yaml": "",
    "overall/2020/demo-emergency/overal.yaml": (
        "是不是“overall/2020/demo-emergency/overall.yaml”？"
    ),
    "overall/2020/demo-emergency/project.yaml": "",
}
BAD_NAMES = {
    "units/示范县.yaml": ["content/units/示范县.yaml 示范县"],
    "pages/About.md": ["content/pages/About.md About"],
    "schemes/demo_2020.yaml": ["content/schemes/demo_2020.yaml demo_2020"],
    "expected/20.yaml": ["content/expected/20.yaml 20"],
    "projects/2O2O/demo/a/project.yaml": ["content/projects/2O2O 2O2O"],
    "projects/2020/demo/专家/narrative.md": ["content/projects/2020/demo/专家 专家"],
    "documents/20/Demo/a b/document.yaml": [
        "content/documents/20 20",
        "content/documents/20/Demo Demo",
        "content/documents/20/Demo/a b a b",
    ],
}


def inventory(*paths: str) -> Inventory:
    """Return the inventory of a content folder with these files and a site file."""
    return Inventory("content", dict.fromkeys(("site.yaml", *paths), STAMP))


@pytest.mark.parametrize(("path", "shelf"), SHELVES.items(), ids=SHELVES)
def test_file_finds_its_shelf(path: str, shelf: str) -> None:
    """A file that projects share stands on the shelf of its folder."""
    layout, problems = arrange(inventory(path))
    assert problems == ()
    assert list(layout.files[shelf]) == [path]


def test_files_of_a_project_belong_together() -> None:
    """All files of one project folder are one project, named by year, unit and folder."""
    paths = sorted(f"{PROJECT}/{name}" for name in OF_PROJECT)
    layout, problems = arrange(inventory(*paths))
    identity = ProjectId("2020", "demo-emergency", "expert-guidance")
    assert problems == ()
    assert list(layout.projects) == [identity]
    assert sorted(layout.projects[identity].files) == paths


def test_files_of_a_document_belong_together() -> None:
    """All files of one document folder are one document, named by year, unit and folder."""
    paths = sorted(f"{DOCUMENT}/{name}" for name in OF_DOCUMENT)
    layout, problems = arrange(inventory(*paths))
    identity = DocumentId("2020", "demo-emergency", "report")
    assert problems == ()
    assert {name: sorted(files) for name, files in layout.documents.items()} == {identity: paths}


@pytest.mark.parametrize(("path", "suggestion"), UNEXPECTED.items(), ids=UNEXPECTED)
def test_path_without_meaning(path: str, suggestion: str) -> None:
    """A path without a meaning is a problem; the path that was probably meant is suggested."""
    _, problems = arrange(inventory(path))
    unexpected = [problem for problem in problems if problem.kind.slug == "unexpected-file"]
    assert [problem.at.path for problem in unexpected] == [f"content/{path}"]
    assert Catalogue().say(unexpected[0].hint) == f"{suggestion}{ORIGINALS}"


@pytest.mark.parametrize(("path", "expected"), BAD_NAMES.items(), ids=BAD_NAMES)
def test_name_that_cannot_be_an_address(path: str, expected: list[str]) -> None:
    """Every name of a path that cannot be part of an address is a problem, once, at its path."""
    _, problems = arrange(inventory(path, path.replace("project.yaml", "narrative.md")))
    found = [f"{problem.at.path} {dict(problem.values)['name']}" for problem in problems]
    assert found == expected


def test_missing_files_are_named_once_a_folder() -> None:
    """A project, version or document without its facts is a problem at its folder."""
    layout, problems = arrange(
        Inventory(
            "content",
            dict.fromkeys(
                (
                    f"{PROJECT}/narrative.md",
                    f"{PROJECT}/attachments/form.pdf",
                    f"{PROJECT}/versions/2/narrative.md",
                    f"{DOCUMENT}/narrative.md",
                ),
                STAMP,
            ),
        )
    )
    assert [f"{p.at.path} {dict(p.values)['name']}" for p in problems] == [
        "content site.yaml",
        f"content/{PROJECT} project.yaml",
        f"content/{PROJECT}/versions/2 project.yaml",
        f"content/{DOCUMENT} document.yaml",
    ]
    assert (len(layout.projects), len(layout.documents)) == (1, 1)


FOLDERS = ("projects", "documents", "units", "pages", "versions", "attachments", "2020", "1", "甲")
FILES = ("project.yaml", "document.yaml", "narrative.md", "site.yaml", "a.yaml", "..", "A")
NAMES = st.sampled_from((*FOLDERS, *FILES))


@settings(max_examples=100, deadline=None, derandomize=True)
@given(st.lists(st.lists(NAMES | st.text("ab/.-", min_size=1), max_size=6), max_size=6))
def test_every_path_has_a_meaning_or_a_problem(parts: list[list[str]]) -> None:
    """No file is passed over: each one stands somewhere in the layout or in a problem."""
    paths = {"/".join(names) for names in parts if names}
    layout, problems = arrange(inventory(*paths))
    placed = {path for shelf in layout.files.values() for path in shelf}
    placed |= {path for folder in layout.projects.values() for path in folder.files}
    placed |= {path for files in layout.documents.values() for path in files}
    reported = [problem.at.path.removeprefix("content/") for problem in problems]
    assert all(path in placed or any(path.startswith(r) for r in reported) for path in paths)
