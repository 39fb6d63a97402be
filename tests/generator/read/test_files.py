"""The survey knows every file and follows no link; text is read whole or refused with its place."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.model.source import CONTROL, Source
from generator.read import Stamp, read_source, survey
from generator.read.files import LIMIT, MOST_CONTROL

if TYPE_CHECKING:
    from collections.abc import Iterable

    from generator.problem import Problem

TREE = (
    "site.yaml",
    "units/a.yaml",
    "projects/2020/a/b/project.yaml",
    "projects/2020/a/b/attachments/表 一.pdf",
)
HIDDEN = (
    ".gitignore",
    ".git/config",
    "units/.a.yaml.swp",
    "projects/2020/a/b/attachments/.DS_Store",
    "projects/.cache/2020/a/b/project.yaml",
)


def place(root: Path, path: str, content: bytes = b"x") -> Path:
    """Write a file and the folders above it."""
    file = root / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(content)
    return file


def said(problems: Iterable[Problem]) -> list[str]:
    """Return place and slug of every problem."""
    return [f"{problem.at} {problem.kind.slug}" for problem in problems]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Return a content folder with a few files."""
    for path in TREE:
        place(tmp_path / "content", path)
    return tmp_path / "content"


def test_every_file_is_found_in_order_with_its_stamp(root: Path) -> None:
    """The inventory holds every file by path, in order, with what the file system says."""
    inventory, problems = survey(root)
    assert (inventory.label, problems) == ("content", ())
    assert list(inventory.files) == sorted(TREE)
    for path, stamp in inventory.files.items():
        status = (root / path).stat()
        assert stamp == Stamp(status.st_size, status.st_mtime_ns)


def test_names_that_begin_with_a_dot_are_left_alone(root: Path) -> None:
    """Files and folders of tools are neither found nor reported."""
    for path in HIDDEN:
        place(root, path)
    inventory, problems = survey(root)
    assert (list(inventory.files), problems) == (sorted(TREE), ())


def test_empty_folders_are_nothing(root: Path) -> None:
    """A folder without files is neither found nor reported."""
    (root / "schemes").mkdir()
    inventory, problems = survey(root)
    assert (list(inventory.files), problems) == (sorted(TREE), ())


@pytest.mark.parametrize(
    "target", ["../outside", "../outside/secret.yaml", "site.yaml", ".", "nowhere", "link"]
)
def test_links_are_reported_and_never_followed(root: Path, target: str) -> None:
    """A link to a folder, file, itself or nothing is a problem, whatever lies behind it."""
    place(root.parent, "outside/secret.yaml")
    (root / "link").symlink_to(target)
    inventory, problems = survey(root)
    assert list(inventory.files) == sorted(TREE)
    assert said(problems) == ["content/link:1:1 symlink"]


def test_special_files_are_reported_and_never_read(root: Path) -> None:
    """A pipe, whose reading would never end, is a problem."""
    os.mkfifo(root / "pages.md")
    inventory, problems = survey(root)
    assert list(inventory.files) == sorted(TREE)
    assert said(problems) == ["content/pages.md:1:1 special-file"]


def test_missing_folder_is_the_only_problem(tmp_path: Path) -> None:
    """A content folder that is not there, or is a file, is reported by its name."""
    place(tmp_path, "file")
    for name in ("contnet", "file"):
        inventory, problems = survey(tmp_path / name)
        assert (inventory.label, inventory.files) == (name, {})
        assert said(problems) == [f"{name}:1:1 missing-folder"]


def test_folder_that_cannot_be_listed(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder that the system refuses to list is a problem; the others are found all the same."""
    scan = os.scandir

    def guarded(folder: str) -> object:
        if Path(folder).name == "units":
            raise PermissionError(13, "Permission denied")
        return scan(folder)

    monkeypatch.setattr(os, "scandir", guarded)
    inventory, problems = survey(root)
    assert list(inventory.files) == sorted(path for path in TREE if "units" not in path)
    assert [problem.kind.slug for problem in problems] == ["unreadable-file"]
    assert [problem.at.path.rstrip("/") for problem in problems] == ["content/units"]


NAMES = {
    "line break": ("units/a\nb.yaml", "content/units/a\\x0ab.yaml"),
    "escape": ("units/a\x1b[31m.yaml", "content/units/a\\x1b[31m.yaml"),
    "not utf-8": (os.fsdecode(b"units/\xb1\xed.yaml"), "content/units/\\xb1\\xed.yaml"),
    "in chinese folder": ("附件/表\n.pdf", "content/附件/表\\x0a.pdf"),
    "folder": ("uni\tts/a.yaml", "content/uni\\x09ts"),
    "turned around": ("units/a\u202eb.yaml", "content/units/a\\u202eb.yaml"),
}


@pytest.mark.parametrize(("name", "shown"), NAMES.values(), ids=NAMES)
def test_names_that_cannot_be_printed(root: Path, name: str, shown: str) -> None:
    """A name with invisible or undecodable characters is a problem, and is shown escaped."""
    place(root, name)
    inventory, problems = survey(root)
    assert list(inventory.files) == sorted(TREE)
    assert said(problems) == [f"{shown}:1:1 unprintable-name"]


@pytest.mark.parametrize("name", ["表　一.pdf", "a'b\"c.pdf", "é.pdf", "😀.pdf", "100%.pdf"])
def test_names_that_can_be_printed(root: Path, name: str) -> None:
    """Every other name is a name."""
    place(root, f"attachments/{name}")
    inventory, problems = survey(root)
    assert (f"attachments/{name}" in inventory.files, problems) == (True, ())


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("units/A.yaml", "units/a.yaml"),
        ("Units/b.yaml", "units/B.yaml"),
        ("units/STRASSE.pdf", "units/straße.pdf"),
        ("units/cafe\u0301.pdf", "units/caf\u00e9.pdf"),
    ],
)
def test_names_that_are_one_name_elsewhere(tmp_path: Path, first: str, second: str) -> None:
    """Two names that differ only in case or in how accents are written collide."""
    place(tmp_path / "content", first)
    place(tmp_path / "content", second)
    _, problems = survey(tmp_path / "content")
    later, earlier = sorted((first, second), reverse=True)
    assert said(problems) == [f"content/{later}:1:1 case-collision"]
    assert dict(problems[0].values) == {"other": f"content/{earlier}"}


TEXTS = {
    "unix": (b"\xe7\x94\xb2: 1\n", "甲: 1\n"),
    "windows": (b"a: 1\r\nb: 2\r\n", "a: 1\nb: 2\n"),
    "old mac": (b"a: 1\rb: 2\r", "a: 1\nb: 2\n"),
    "no line end": (b"a: 1", "a: 1"),
    "astral": ("a: 😀".encode(), "a: 😀"),
}


@pytest.mark.parametrize(("content", "text"), TEXTS.values(), ids=TEXTS)
def test_text_is_read_whole(tmp_path: Path, content: bytes, text: str) -> None:
    """The text of a file is read to the letter; only its line ends are made one sort."""
    place(tmp_path / "content", "a.yaml", content)
    source, problems = read_source(tmp_path / "content", "a.yaml")
    assert problems == ()
    assert source is not None
    assert (source.path, source.text) == ("content/a.yaml", text)


FAULTS = {
    "empty": (b"", ["1:1 empty-file"]),
    "blank": (b" \n\t\n\xe3\x80\x80", ["1:1 empty-file"]),
    "mark alone": (b"\xef\xbb\xbf", ["1:1 byte-order-mark", "1:1 empty-file"]),
    "gbk": ("项目名称: 甲".encode("gbk"), ["1:1 not-utf8"]),
    "gbk on line 3": ("甲: 1\n乙: 2\n丙: ".encode() + "丁".encode("gbk"), ["3:4 not-utf8"]),
    "cut in a character": ("甲乙".encode()[:-1], ["1:2 not-utf8"]),
    "utf-16": ("甲: 1".encode("utf-16"), ["1:1 not-utf8"]),
    "surrogate": (b"a: \xed\xa0\x80", ["1:4 not-utf8"]),
    "overlong": (b"a: \xc0\x80", ["1:4 not-utf8"]),
    "bad byte behind a mark": (b"\xef\xbb\xbfa: \xff", ["1:4 not-utf8"]),
    "bad byte behind windows line ends": (b"a\r\nb\r\n\xff", ["3:1 not-utf8"]),
}


@pytest.mark.parametrize(("content", "expected"), FAULTS.values(), ids=FAULTS)
def test_file_that_is_no_text(tmp_path: Path, content: bytes, expected: list[str]) -> None:
    """What keeps a file from being text is said with line and column, and no text is returned."""
    place(tmp_path / "content", "a.yaml", content)
    source, problems = read_source(tmp_path / "content", "a.yaml")
    assert source is None
    assert said(problems) == [f"content/a.yaml:{line}" for line in expected]


def test_text_with_marks_is_still_read(tmp_path: Path) -> None:
    """A byte order mark and invisible characters are problems, yet the text is returned."""
    place(tmp_path / "content", "a.yaml", "\ufeff甲: \x0b1\n乙: 2\u202e\n".encode())
    source, problems = read_source(tmp_path / "content", "a.yaml")
    assert source is not None
    assert source.text == "甲: \x0b1\n乙: 2\u202e\n"
    assert said(problems) == [
        "content/a.yaml:1:1 byte-order-mark",
        "content/a.yaml:1:4 control-character",
        "content/a.yaml:2:5 control-character",
    ]


def test_size_has_a_limit(tmp_path: Path) -> None:
    """A file of exactly the limit is read, one byte more is refused with both sizes."""
    for extra in (0, 1):
        place(tmp_path / "content", f"{extra}.yaml", b"a" * (LIMIT + extra))
    source, problems = read_source(tmp_path / "content", "0.yaml")
    assert source is not None
    assert (len(source.text), problems) == (LIMIT, ())
    source, problems = read_source(tmp_path / "content", "1.yaml")
    assert (source, said(problems)) == (None, ["content/1.yaml:1:1 file-too-large"])
    assert dict(problems[0].values) == {"size": str(LIMIT + 1), "limit": str(LIMIT)}


@pytest.mark.parametrize("name", ["nothing.yaml", "folder", "folder/a.yaml/b", "a" * 300])
def test_file_that_cannot_be_opened(tmp_path: Path, name: str) -> None:
    """A file that is gone, a folder in its place, or a name too long is a problem, no crash."""
    place(tmp_path / "content", "folder/a.yaml")
    source, problems = read_source(tmp_path / "content", name)
    assert (source, said(problems)) == (None, [f"content/{name}:1:1 unreadable-file"])


@pytest.mark.parametrize("content", [b"\0" * LIMIT, b"a\0\n" * (LIMIT // 3)])
def test_file_full_of_zeros(tmp_path: Path, content: bytes) -> None:
    """A file full of invisible characters is reported in few words, however large it is."""
    place(tmp_path / "content", "a.yaml", content)
    _, problems = read_source(tmp_path / "content", "a.yaml")
    assert {problem.kind.slug for problem in problems} == {"control-character"}
    assert 1 <= len(problems) <= MOST_CONTROL


@settings(max_examples=100, deadline=None, derandomize=True)
@given(st.binary(max_size=60) | st.text(max_size=40).map(str.encode))
def test_any_bytes_are_read(tmp_path_factory: pytest.TempPathFactory, content: bytes) -> None:
    """No content breaks the reading: there is text, or a problem says why there is none."""
    root = tmp_path_factory.mktemp("any") / "content"
    place(root, "a.yaml", content)
    source, problems = read_source(root, "a.yaml")
    assert source is not None or problems
    assert source is None or "\r" not in source.text


def test_control_characters_are_seen_as_such_one_by_one() -> None:
    """A text has control characters where one of its signs is listed as one, printable or not."""
    signs = list(map(chr, range(0x110000)))
    told = [sign for sign in signs if Source("a.yaml", f"甲{sign}\n乙").has_control]
    assert told == [sign for sign in signs if CONTROL.match(sign)]
