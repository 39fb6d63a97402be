"""A draft builds whatever can be built, shows problems in place, and never passes for a site."""

from __future__ import annotations

import json
import shutil
from typing import TYPE_CHECKING, Any

import pytest

from generator import urls
from generator.theme import theme_root
from generator.write import WriteError

if TYPE_CHECKING:
    from pathlib import Path

    from tests.generator.pipeline.conftest import Town

ROADS = "projects/2020/north-bureau/roads"
LAMPS = "projects/2020/north-bureau/lamps"
WATER = "projects/2021/south-bureau/water"
PARKS = "projects/2021/south-bureau/parks"
CLOSED = "projects/2021/south-bureau/closed"


@pytest.fixture
def site(town: Town) -> Town:
    """Return the town with the shipped theme, whose pages are what people see."""
    return type(town)(town.folder, theme_root())


def shown(site: Town, page: str) -> list[dict[str, Any]]:
    """Return the problems that a draft shows on a page."""
    shard = site.files()[urls.draft_shard(page)].decode()
    found = json.loads(shard.removeprefix("window.selfevalDraft = ").removesuffix(";\n"))
    return list(found["pages"].get(page, []))


def test_broken_record_is_replaced_and_the_rest_stays(site: Town) -> None:
    """A project with an error becomes a page with file, line and fix; all other pages stand."""
    before = set(site.cold(draft=True)[1])
    site.replace(f"{WATER}/project.yaml", '全年执行数: "26.33"', "全年执行数: 许多")
    report = site.build(draft=True)
    assert (report.published, report.blocked, report.draft) == (True, True, True)
    page = site.files()[f"{WATER}/index.html"].decode()
    assert f"content/{WATER}/project.yaml:7:10" in page
    assert "<mark>许多</mark>" in page
    own = {f"{WATER}/project.json", f"{WATER}/text.js"}
    gone = before - set(site.files())
    assert gone == {"grades/points/2/index.html", *own}, "nobody else has the grade"


def test_lists_say_whom_errors_keep_out(site: Town) -> None:
    """All lists that a broken project belongs to link to the page in its place."""
    site.replace(f"{WATER}/project.yaml", '全年执行数: "26.33"', "全年执行数: 许多")
    site.build(draft=True)
    named = {path for path, page in site.files().items() if b'class="unlisted"' in page}
    assert named - {urls.GALLERY} == {
        "projects/index.html",
        "years/2021/index.html",
        "units/south-bureau/index.html",
    }


def test_page_of_all_problems_joins_what_was_known_and_what_is_new(site: Town) -> None:
    """A rule shows every place, be it of a project made anew or of one that memory knows."""
    name = "单位名称: 示范镇南区管理所\n地区: 示范省示范县示范镇\n"
    site.write("units/south-bureau.yaml", name)
    site.build(draft=True)
    before = site.files()[urls.DRAFT]
    site.add(f"{PARKS}/project.yaml", "系列: parks\n")
    site.build(draft=True)
    assert site.files()[urls.DRAFT] == before
    assert site.files()[urls.DRAFT].count("单位档案写".encode()) == 2


def test_problem_of_a_page_names_file_line_fix_and_part(site: Town) -> None:
    """What does not block is shown on the page itself, with the part of it that is meant."""
    site.build(draft=True)
    (problem,) = shown(site, f"{WATER}/index.html")
    assert problem == {
        "severity": "explain",
        "word": "须说明",
        "code": "E101",
        "message": "支出超过预算 0.18 万元，没有说明",
        "hint": "在“情况说明”中写明超支的原因和资金来源",
        "place": f"content/{WATER}/project.yaml:7:10",
        "field": "资金 › 全年执行数",
        "before": "  全年执行数: ",
        "marked": '"26.33"',
        "after": "",
        "anchor": "money",
    }


def test_every_page_of_a_draft_says_so_and_none_of_a_site(site: Town) -> None:
    """Ribbon, badge and script stand on every page of a draft, and nothing of it in a site."""
    site.build(draft=True)
    pages = {path: page for path, page in site.files().items() if path.endswith(".html")}
    assert [path for path, page in pages.items() if page.count(b'class="draft-badge"') < 1] == []
    assert [path for path, page in pages.items() if b'content="noindex"' not in page] == []
    _, files = site.cold()
    assert [path for path, file in files.items() if b"draft" in file or "draft" in path] == []


def test_all_problems_stand_on_one_page(site: Town) -> None:
    """The page of all problems has each of them with a link to its page."""
    report = site.build(draft=True)
    page = site.files()[urls.DRAFT].decode()
    assert page.count('<li class="draft-problem') == len(report.problems)
    assert f'href="../{WATER}/index.html"' in page


def test_mending_leaves_no_trace(site: Town) -> None:
    """A draft that was broken and mended has the same bytes as one built at once."""
    whole = site.cold(draft=True)[1]
    text = site.text(f"{WATER}/project.yaml")
    site.replace(f"{WATER}/project.yaml", "资金:", "资金: [")
    site.build(draft=True)
    site.write(f"{WATER}/project.yaml", text)
    site.build(draft=True)
    assert site.files() == whole


@pytest.mark.parametrize("path", ["units/north-bureau.yaml", "schemes/points.yaml", "site.yaml"])
def test_missing_frame_is_survived(site: Town, path: str) -> None:
    """Without a unit, a scheme or the site file, the draft still builds and says what is wrong."""
    (site.content / path).unlink()
    report = site.build(draft=True)
    assert (report.published, report.blocked) == (True, True)
    assert f"{WATER}/index.html" in site.files()


@pytest.mark.parametrize("folder", ["projects", "documents", "units", "schemes", "pages"])
def test_missing_folder_is_survived(site: Town, folder: str) -> None:
    """Whatever folder is deleted, the draft still builds."""
    shutil.rmtree(site.content / folder, ignore_errors=True)
    assert site.build(draft=True).published


def test_missing_content_is_survived(site: Town) -> None:
    """Even without any content, there is a draft that says what is missing."""
    shutil.rmtree(site.content)
    report = site.build(draft=True)
    assert [problem.kind.slug for problem in report.problems] == ["missing-folder"]
    assert [problem["code"] for problem in shown(site, urls.HOME)] == ["F001"]


def test_broken_template_spoils_its_own_pages_only(site: Town, tmp_path: Path) -> None:
    """Pages of a broken template say which one and where; mended, they are as before."""
    own = tmp_path / "own"
    (own / "pages").mkdir(parents=True)
    whole = site.cold(draft=True)[1]
    (own / "pages/unit.html").write_text("{% block main %}\n{{ page.nmae }}\n", "utf-8")
    broken = site.cold(draft=True, themes=(own, theme_root()))[1]
    pages = [path for path, page in broken.items() if b"own/pages/unit.html:" in page]
    assert pages == [
        "draft/index.html", urls.draft_shard(urls.HOME),
        "units/north-bureau/index.html", "units/south-bureau/index.html",
    ]  # fmt: skip
    (own / "pages/unit.html").unlink()
    assert site.cold(draft=True, themes=(own, theme_root()))[1] == whole


def test_broken_template_is_looked_at_again(site: Town, tmp_path: Path) -> None:
    """The problem of a template is in every report until it is mended, cached or not."""
    own = tmp_path / "own"
    (own / "pages").mkdir(parents=True)
    (own / "pages/project.html").write_text("{{ page.nmae }}", "utf-8")
    options = {"draft": True, "themes": (own, theme_root())}
    first, second = site.build(**options), site.build(**options)
    assert first.problems == second.problems
    assert "broken-template" in {problem.kind.slug for problem in second.problems}


def test_withheld_project_is_in_no_draft(site: Town) -> None:
    """Not even an error brings a word of what must not be published into a draft."""
    site.replace(f"{CLOSED}/project.yaml", "资金:", "资金: [")
    report = site.build(draft=True)
    assert report.blocked
    told = {path for path, file in site.files().items() if b"closed" in file or "closed" in path}
    assert told == set()
    assert [problem["place"] for problem in shown(site, urls.HOME)] == [""]


def test_draft_never_replaces_a_site(site: Town) -> None:
    """A draft is refused where a site stands; a site may take the place of a draft."""
    site.build(draft=True)
    assert site.build().published
    with pytest.raises(WriteError, match="是正式生成的网站，草稿不会覆盖它"):
        site.build(draft=True)


def test_two_pages_at_one_address_are_both_named(site: Town) -> None:
    """In a draft a collision is a problem like any other; one of the two pages stands."""
    site.write("pages/projects.md", "# 项目\n\n说明。\n")
    report = site.build(draft=True)
    assert "output-collision" in {problem.kind.slug for problem in report.problems}
    assert "projects/index.html" in site.files()
