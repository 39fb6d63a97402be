"""Only listed files that exist are published; every mismatch is a problem at its line."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.load.attachments import is_plain_name, match_attachments
from generator.model.disclosure import Attachment
from generator.model.source import Source
from generator.read import Places, Stamp, parse_yaml, survey

FOLDER = "projects/2020/demo/expert"
LISTED = """\
项目名称: 甲
附件:
  - {文件: form.pdf, 名称: 自评表}
  - {文件: 2020/原件.pdf, 名称: 原件}
  - {文件: frm.pdf, 名称: 写错}
  - {文件: ../project.yaml, 名称: 外面}
  - {文件: 无.zip, 名称: 没有}
"""
FILES = (
    "project.yaml",
    "attachments/form.pdf",
    "attachments/2020/原件.pdf",
    "attachments/草稿.docx",
)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Return a content folder with the files of one project, as long as their names."""
    for name in FILES:
        path = tmp_path / "content" / FOLDER / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(name, "ascii", "replace")
    return tmp_path / "content"


def stamps(root: Path) -> dict[str, Stamp]:
    """Return the stamps of every file of a content folder."""
    return dict(survey(root)[0].files)


def listed(text: str) -> tuple[Attachment, ...]:
    """Return the attachments that the text lists."""
    value, problems = parse_yaml(Source("a.yaml", text))
    assert problems == ()
    assert isinstance(value, dict)
    items = value["附件"]
    assert isinstance(items, list)
    return tuple(Attachment.model_validate(item) for item in items)


def test_list_and_folder_are_compared_both_ways(root: Path) -> None:
    """What is listed and there is attached; what is only listed or only there is a problem."""
    places = Places(Source("content/a.yaml", LISTED))
    attached, problems = match_attachments(root, FOLDER, listed(LISTED), stamps(root), places)
    assert [(file.path, file.size, file.record.title) for file in attached] == [
        (f"{FOLDER}/attachments/form.pdf", 20, "自评表"),
        (f"{FOLDER}/attachments/2020/原件.pdf", 23, "原件"),
    ]
    assert [f"{problem.at} {problem.kind.slug}" for problem in problems] == [
        "content/a.yaml:5:10 missing-attachment",
        "content/a.yaml:6:10 bad-attachment-name",
        "content/a.yaml:7:10 missing-attachment",
        f"content/{FOLDER}/attachments/草稿.docx:1:1 unlisted-attachment",
    ]


def test_file_is_listed_once(root: Path) -> None:
    """The second mention of a file is a problem that blocks, at its line."""
    text = "附件:\n  - {文件: form.pdf, 名称: 甲}\n  - {文件: form.pdf, 名称: 乙}\n"
    (root / FOLDER / "attachments/草稿.docx").unlink()
    (root / FOLDER / "attachments/2020/原件.pdf").unlink()
    places = Places(Source("content/a.yaml", text))
    _, problems = match_attachments(root, FOLDER, listed(text), stamps(root), places)
    assert [str(problem.at) for problem in problems] == ["content/a.yaml:3:10"]
    assert [problem.blocks for problem in problems] == [True]


NAMES = {
    "form.pdf": True,
    "表 一.pdf": True,
    "2020/form.pdf": True,
    "a..pdf": True,
    "": False,
    ".": False,
    "..": False,
    ".env": False,
    "/etc/passwd": False,
    "../form.pdf": False,
    "2020/../../form.pdf": False,
    "2020//form.pdf": False,
    "2020/": False,
    "2020/.git/config": False,
    "..\\form.pdf": False,
    "C:\\form.pdf": False,
}


@pytest.mark.parametrize(("name", "plain"), NAMES.items(), ids=NAMES)
def test_plain_name(name: str, plain: bool) -> None:  # noqa: FBT001  the answer that is expected
    """A name with a step out of the folder, a hidden part or a drive is not plain."""
    assert is_plain_name(name) is plain


@settings(max_examples=100, deadline=None, derandomize=True)
@given(st.text("a./\\~:-", max_size=12))
def test_nothing_outside_the_folder_is_attached(name: str) -> None:
    """Whatever name is listed, nothing is attached that does not lie in the attachments."""
    files = {f"{FOLDER}/{name}": Stamp(1, 1), f"{FOLDER}/attachments/{name}": Stamp(1, 1)}
    record = Attachment.model_validate({"文件": f"{name}x", "名称": "甲"})
    files |= {f"{FOLDER}/attachments/{name}x": Stamp(1, 1)}
    places = Places(Source("content/a.yaml", "附件: []\n"))
    attached, _ = match_attachments(Path("content"), FOLDER, [record], files, places)
    for file in attached:
        inside = file.path.removeprefix(f"{FOLDER}/attachments/").split("/")
        assert all(part not in {"", ".", ".."} for part in inside)
