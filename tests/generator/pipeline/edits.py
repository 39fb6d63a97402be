"""What somebody may do to a small town's content, theme or site, chosen by a seeded hand.

Every edit is a function of the desk it is done at and of a source of choices, so that a name and
a seed tell exactly what was done. Some leave content that must not be published, or break a
template: then the last site has to stand.
"""

from __future__ import annotations

import os
import re
import shutil
import tempfile
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, Any, TypeAlias

from hypothesis import strategies as st

from tests.generator.pipeline.conftest import FIXTURES, REVIEW, Town, outcome, tree

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

OVERALL = FIXTURES / "overall/north-bureau/overall.yaml"
NUMBER = re.compile(r'"\d+(?:\.\d+)?"')
MAIN = "{% block main %}"
PROJECT_NAMES = ("道路养护费", "公路养护费", "垃圾清运费", "河道清淤经费")
SENTENCES = ("巡查两遍。", "修复护栏9处。", "新增垃圾桶12个。", "约谈企业一家。")
KEPT = 4
"""How many earlier states somebody may come back to."""


@dataclass
class Desk:
    """Where somebody works: the town, a theme of its own, and what both were like before."""

    town: Town
    options: dict[str, Any] = field(default_factory=dict)
    copies: int = 0

    @property
    def own(self) -> Path:
        """The site's own theme folder."""
        return self.town.folder / "own"

    @property
    def asked(self) -> dict[str, Any]:
        """What the next build is asked for."""
        return {"themes": (self.own, self.town.theme), **self.options}

    def keep(self) -> None:
        """Keep a copy of everything as it is, with its times; the oldest gives way."""
        copy = self.town.folder / "past" / str(self.copies % KEPT)
        shutil.rmtree(copy, ignore_errors=True)
        shutil.copytree(self.town.content, copy / "content")
        shutil.copytree(self.own, copy / "own")
        self.copies += 1

    def folders(self, shelf: str, depth: int) -> list[str]:
        """Return the folders that lie so deep on a shelf of the content, in order."""
        found = (self.town.content / shelf).glob("/".join("*" * depth))
        return sorted(p.relative_to(self.town.content).as_posix() for p in found if p.is_dir())

    def files(self, pattern: str) -> list[str]:
        """Return the files of the content that a pattern names, in order."""
        found = self.town.content.glob(pattern)
        return sorted(p.relative_to(self.town.content).as_posix() for p in found)


Edit: TypeAlias = "Callable[[Desk, Random], object]"


def _project(desk: Desk, hand: Random) -> str:
    found = desk.folders("projects", 3)
    return hand.choice(found) if found else ""


def _address(desk: Desk, hand: Random) -> str:
    unit = hand.choice(desk.files("units/*.yaml")).removeprefix("units/").removesuffix(".yaml")
    return f"projects/{hand.choice(('2019', '2020', '2021'))}/{unit}/works-{hand.randrange(5)}"


def _copy_project(desk: Desk, hand: Random) -> None:
    source, target = _project(desk, hand), _address(desk, hand)
    content = desk.town.content
    if source and not (content / target).exists():
        shutil.copytree(content / source, content / target)


def _move_project(desk: Desk, hand: Random) -> None:
    source, target = _project(desk, hand), _address(desk, hand)
    content = desk.town.content
    if source and not (content / target).exists():
        (content / target).parent.mkdir(parents=True, exist_ok=True)
        (content / source).rename(content / target)


def _delete_project(desk: Desk, hand: Random) -> None:
    if len(desk.folders("projects", 3)) > 1:
        desk.town.delete(_project(desk, hand))


def _renumber(desk: Desk, hand: Random, paths: Sequence[str]) -> None:
    """Put another figure in the place of one that a file states."""
    if not paths:
        return
    path = hand.choice(paths)
    text = desk.town.text(path)
    if found := [*NUMBER.finditer(text)]:
        place, figure = hand.choice(found), hand.choice(("8", "9.5", "19.00", "48"))
        desk.town.write(path, f'{text[: place.start()]}"{figure}"{text[place.end() :]}')


def _say(desk: Desk, hand: Random, paths: Sequence[str], key: str, words: Sequence[str]) -> None:
    """Put another value after the first `key` of one of the files."""
    if paths:
        path = hand.choice(paths)
        value = f"{key}: {hand.choice(words)}"
        desk.town.write(path, re.sub(f"{key}: .*", value, desk.town.text(path), count=1))


def _switch(desk: Desk, hand: Random, paths: Sequence[str], text: str) -> None:
    """Add `text` at the end of one of the files, or take it away where it stands."""
    if paths:
        path = hand.choice(paths)
        said = desk.town.text(path)
        desk.town.write(path, said.removesuffix(text) if said.endswith(text) else said + text)


def _narrate(desk: Desk, hand: Random, paths: Sequence[str]) -> None:
    if paths:
        path = hand.choice(paths)
        lines = desk.town.text(path).splitlines()
        lines[-1] = f"1. {hand.choice(SENTENCES)}"
        desk.town.write(path, "\n".join(lines) + "\n")


def _switch_narrative(desk: Desk, hand: Random) -> None:
    path = f"{_project(desk, hand)}/narrative.md"
    if (desk.town.content / path).exists():
        desk.town.delete(path)
    elif path.startswith("projects/"):
        desk.town.write(path, f"## 主要绩效\n\n1. {hand.choice(SENTENCES)}\n")


def _attach(desk: Desk, hand: Random) -> None:
    """Attach a file to a project, change it, or take it away with the line that names it."""
    folder = _project(desk, hand)
    path, named = f"{folder}/attachments/list.csv", "附件: [{文件: list.csv, 名称: 清单}]\n"
    town = desk.town
    if not folder or "附件:" in town.text(f"{folder}/project.yaml").replace(named, ""):
        return
    if (town.content / path).exists() and hand.random() < 1 / 2:
        town.replace(f"{folder}/project.yaml", named, "")
        town.delete(path)
        return
    if not (town.content / path).exists():
        town.add(f"{folder}/project.yaml", named)
    town.write(path, f"路段,盏\n一号路,{hand.randrange(5)}\n")


def _rewrite(desk: Desk, hand: Random, path: str, texts: Sequence[str]) -> None:
    """Write one of the texts into a file of the content, or take the file away."""
    text = hand.choice(("", *texts))
    if text:
        desk.town.write(path, text)
    elif (desk.town.content / path).exists():
        desk.town.delete(path)


def _expect(desk: Desk, hand: Random) -> None:
    names = hand.sample(PROJECT_NAMES, 2)
    lines = [
        f"  - {{单位: north-bureau, 项目名称: {name}, 应公开日期: 2021-09-30}}" for name in names
    ]
    _rewrite(desk, hand, "expected/2020.yaml", ["清单:\n" + "\n".join(lines) + "\n"])


def _accept(desk: Desk, hand: Random) -> None:
    rule, until = hand.choice(("E101", "A101", "S101")), hand.choice(("2025-12-31", "2027-12-31"))
    desk.town.accept(rule, until, hand.choice(("content/projects/2021/*", "content/*")))


def _theme_file(desk: Desk, hand: Random, path: str, texts: Sequence[str]) -> None:
    """Write one of the texts into a file of the own theme, or take the file away."""
    text, target = hand.choice(("", *texts)), desk.own / path
    target.parent.mkdir(parents=True, exist_ok=True)
    if text:
        target.write_text(text, "utf-8")
    else:
        target.unlink(missing_ok=True)


def _override(desk: Desk, hand: Random) -> None:
    """Lay a page of one's own over a shipped one, or take it away."""
    page = hand.choice(("project", "list", "unit", "home", "scheme", "downloads"))
    text = (desk.town.theme / f"pages/{page}.html").read_text("utf-8")
    marked = text.replace(MAIN, f"{MAIN}<p>{hand.randrange(3)}</p>")
    _theme_file(desk, hand, f"pages/{page}.html", [marked, marked, "{% if %}"])


MACRO = "{% macro name(text) %}<h1 class=own>{{ text|cn }}{% endmacro %}"
MESSAGES = 'msgid ""\nmsgstr ""\n\nmsgid "得分"\nmsgstr "Marks"\n'


def _come_back(desk: Desk, hand: Random) -> None:
    """Put back an earlier state of everything or of one folder, with its times or with new ones."""
    past = desk.town.folder / "past" / str(hand.randrange(min(desk.copies, KEPT)))
    place = hand.choice(("content", "content", "own", f"content/{_project(desk, hand)}"))
    if not (past / place).is_dir():
        return
    copy = hand.choice((shutil.copy, shutil.copy2))
    shutil.rmtree(desk.town.folder / place, ignore_errors=True)
    shutil.copytree(past / place, desk.town.folder / place, copy_function=copy)


def _touch(desk: Desk, _: Random) -> None:
    for path in desk.town.content.rglob("*"):
        os.utime(path)


def _tamper(desk: Desk, hand: Random) -> None:
    """Spoil a published file."""
    if found := sorted(path for path in desk.town.output.rglob("*") if path.is_file()):
        path = hand.choice(found)
        path.unlink()
        if hand.random() < 1 / 2:
            path.write_bytes(b"other")


def _ask(desk: Desk, hand: Random, option: str, values: Sequence[object]) -> None:
    desk.options[option] = hand.choice(values)


UNIT = "单位名称: 示范镇东片管理所\n地区: 示范省\n"
PAGE = "# 使用说明\n\n从首页开始。\n"
CONTACT = "联系方式: {电话: 010-62345678}\n"
BASE = "基址: https://www.example.gov.cn/jx/\n"

EDITS: dict[str, Edit] = {
    "copy a project": _copy_project,
    "move a project": _move_project,
    "delete a project": _delete_project,
    "a figure": lambda d, h: _renumber(d, h, d.files("projects/*/*/*/project.yaml")),
    "a name": lambda d, h: _say(
        d, h, d.files("projects/*/*/*/project.yaml"), "项目名称", PROJECT_NAMES
    ),
    "a narrative": lambda d, h: _narrate(d, h, d.files("projects/*/*/*/narrative.md")),
    "a narrative comes or goes": _switch_narrative,
    "withhold or open": lambda d, h: _switch(d, h, d.files("projects/*/*/w*/project.yaml"), REVIEW),
    "a series": lambda d, h: _switch(d, h, d.files("projects/*/*/*/project.yaml"), "系列: works\n"),
    "an error": lambda d, h: _switch(
        d, h, d.files("projects/*/*/*/project.yaml"), "评价等次: 优\n"
    ),
    "an attachment": _attach,
    "a unit's name": lambda d, h: _say(
        d, h, d.files("units/*.yaml"), "单位名称", ("示范镇南区管理所", "示范镇北片管理所")
    ),
    "a unit's region": lambda d, h: _say(d, h, d.files("units/*.yaml"), "地区", ("甲省", "乙省")),
    "a unit comes or goes": lambda d, h: _rewrite(d, h, "units/east-bureau.yaml", [UNIT]),
    "a scheme's figure": lambda d, h: _renumber(d, h, d.files("schemes/*.yaml")),
    "a scheme's name": lambda d, h: _say(
        d, h, d.files("schemes/*.yaml"), "办法名称", ("自评办法", "项目自评办法")
    ),
    "a document's title": lambda d, h: _say(
        d, h, d.files("documents/*/*/*/document.yaml"), "文件名称", ("自评报告", "2020年度自评报告")
    ),
    "a document's date": lambda d, h: _switch(
        d, h, d.files("documents/*/*/*/document.yaml"), "发布日期: 2021-06-30\n"
    ),
    "a document's narrative": lambda d, h: _narrate(d, h, d.files("documents/*/*/*/narrative.md")),
    "the site's name": lambda d, h: _say(d, h, ["site.yaml"], "站点名称", ("甲网", "乙网")),
    "the site's address": lambda d, h: _switch(d, h, ["site.yaml"], BASE),
    "the site's telephone": lambda d, h: _switch(d, h, ["site.yaml"], CONTACT),
    "a page": lambda d, h: _rewrite(d, h, "pages/help.md", [PAGE, PAGE * 2, f"{PAGE}二。\n"]),
    "what is expected": _expect,
    "exceptions": _accept,
    "no exceptions": lambda d, h: _rewrite(d, h, "exceptions.yaml", []),
    "the unit as a whole": lambda d, h: _rewrite(
        d, h, "overall/2020/north-bureau/overall.yaml", [OVERALL.read_text("utf-8")]
    ),
    "a figure of the whole": lambda d, h: _renumber(d, h, d.files("overall/*/*/overall.yaml")),
    "a template": _override,
    "a component": lambda d, h: _theme_file(d, h, "components/name/name.html", [MACRO]),
    "a style": lambda d, h: _theme_file(d, h, "assets/30-own.css", ["p { color: #333; }\n"]),
    "an asset": lambda d, h: _theme_file(d, h, "assets/mark.txt", ["1\n", "2\n"]),
    "a translation": lambda d, h: _theme_file(d, h, "locale/en/messages.po", [MESSAGES]),
    "the language": lambda d, h: _ask(d, h, "language", ("zh-CN", "en")),
    "the processes": lambda d, h: _ask(d, h, "jobs", (1, 1, 2)),
    "come back": _come_back,
    "touch": _touch,
    "tamper": _tamper,
}

Step = tuple[str, int]
STEP = st.tuples(st.sampled_from(sorted(EDITS)), st.integers(0, 9999))


def follow(desk: Desk, step: Step) -> None:
    """Do one edit, build from memory, and compare site and draft with what cold builds make."""
    name, seed = step
    desk.keep()
    EDITS[name](desk, Random(seed))  # noqa: S311  edits are no secret
    good = desk.town.files()
    report, after = desk.town.build(**desk.asked), desk.town.files()
    cold, expected = desk.town.cold(**desk.asked)
    assert outcome(report) == outcome(cold)
    assert after == (good if report.blocked else expected)
    draft = desk.town.folder / "draft"
    sketch = desk.town.build(**desk.asked, output=draft, draft=True)
    plain, drawn = desk.town.cold(**desk.asked, draft=True)
    assert outcome(sketch) == outcome(plain)
    assert tree(draft) == drawn


def work_through(steps: Sequence[Step], theme: Path) -> None:
    """Edit a fresh town step by step, comparing after each."""
    with tempfile.TemporaryDirectory() as folder:
        shutil.copytree(FIXTURES / "town/content", Path(folder) / "content")
        desk = Desk(Town(Path(folder), theme))
        desk.own.mkdir()
        desk.town.build(**desk.asked)
        for step in steps:
            follow(desk, step)
