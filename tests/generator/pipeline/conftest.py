"""A small town whose self-evaluations are published: its content, and the site it becomes.

The theme of these tests prints every field of every view, so that a page changes whenever
anything that it depends on does.
"""

from __future__ import annotations

import datetime
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from generator.i18n import Catalogue
from generator.pipeline import Options, build

if TYPE_CHECKING:
    from generator.pipeline import Report

FIXTURES = Path(__file__).parents[2] / "fixtures"
THEME = FIXTURES / "theme"
REVIEW = "公开审查: {结论: 不予公开, 审查部门: 办公室, 日期: 2022-03-01, 依据: 条例第十六条}\n"
EXCEPTION = """\
例外:
  - 规则: {rule}
    范围: {scope}
    理由: 已另行说明
    批准: 示范镇财政所
    有效期至: {until}
"""


def tree(folder: Path) -> dict[str, bytes]:
    """Return every file below `folder` with its bytes."""
    found = {p.relative_to(folder).as_posix(): p for p in folder.rglob("*") if p.is_file()}
    return {path: file.read_bytes() for path, file in sorted(found.items())}


def outcome(report: Report) -> tuple[object, ...]:
    """Return what a report says of the content, not of the work."""
    return (
        report.problems,
        report.accepted,
        report.projects,
        report.withheld,
        report.outcomes,
        report.pages,
        report.blocked,
    )


@dataclass(frozen=True)
class Town:
    """A content folder of one's own with the output it is built into."""

    folder: Path
    theme: Path = THEME

    @property
    def content(self) -> Path:
        """The content folder."""
        return self.folder / "content"

    @property
    def output(self) -> Path:
        """The site."""
        return self.folder / "site"

    @property
    def memory(self) -> Path:
        """What the last build knew."""
        return self.folder / ".site.cache" / "memory"

    def options(self, **changes: Any) -> Options:  # noqa: ANN401  fields of the options
        """Return the options of a build."""
        given = {
            "content": self.content,
            "output": self.output,
            "themes": (self.theme,),
            "today": datetime.date(2026, 1, 1),
            **changes,
        }
        return Options(**given)

    def build(self, **changes: Any) -> Report:  # noqa: ANN401  fields of the options
        """Build the site."""
        return build(self.options(**changes))

    def cold(self, **changes: Any) -> tuple[Report, dict[str, bytes]]:  # noqa: ANN401  as above
        """Return the report and the files of a build that knows nothing of earlier ones."""
        elsewhere = self.folder / "cold" / "site"
        shutil.rmtree(elsewhere.parent, ignore_errors=True)
        report = self.build(**{"output": elsewhere, **changes})
        files = tree(elsewhere)
        shutil.rmtree(elsewhere.parent, ignore_errors=True)
        return report, files

    def files(self) -> dict[str, bytes]:
        """Return every file of the site with its bytes."""
        return tree(self.output)

    def stamps(self) -> dict[str, tuple[int, int]]:
        """Return the identity and time of every file and folder of the site."""
        found = {path.relative_to(self.output).as_posix(): path for path in self.output.rglob("*")}
        status = {path: file.stat() for path, file in {".": self.output, **found}.items()}
        return {path: (stat.st_ino, stat.st_mtime_ns) for path, stat in status.items()}

    def names(self) -> list[str]:
        """Return what lies beside the content."""
        return sorted(path.name for path in self.folder.iterdir())

    def text(self, path: str) -> str:
        """Return the text of a content file."""
        return (self.content / path).read_text("utf-8")

    def write(self, path: str, text: str) -> None:
        """Write a content file."""
        (self.content / path).parent.mkdir(parents=True, exist_ok=True)
        (self.content / path).write_text(text, "utf-8")

    def add(self, path: str, text: str) -> None:
        """Put `text` behind what a content file says."""
        self.write(path, self.text(path) + text)

    def replace(self, path: str, old: str, new: str) -> None:
        """Edit a content file: put `new` where `old` stands."""
        text = self.text(path)
        assert old in text
        self.write(path, text.replace(old, new))

    def delete(self, *paths: str) -> None:
        """Delete files and folders of the content."""
        for path in paths:
            gone = self.content / path
            shutil.rmtree(gone) if gone.is_dir() else gone.unlink()

    def withhold(self, path: str) -> None:
        """Decide that what a content file tells of must not be published."""
        self.add(path, REVIEW)

    def accept(self, rule: str, until: str, scope: str = "content/projects/2021/*") -> None:
        """Accept the findings of a rule until a day."""
        self.write("exceptions.yaml", EXCEPTION.format(rule=rule, scope=scope, until=until))

    @staticmethod
    def said(report: Report) -> list[str]:
        """Return the problems of a report, a line each."""
        say = Catalogue().say
        return [f"{p.at} {p.kind.code} {say(p.message)}" for p in report.problems]


@pytest.fixture
def town(tmp_path: Path) -> Town:
    """Return a fresh copy of the town."""
    shutil.copytree(FIXTURES / "town/content", tmp_path / "content")
    return Town(tmp_path)
