"""The compare page knows the years that there are to choose from, and only projects lead to it."""

from __future__ import annotations

import datetime
import re
import shutil
from pathlib import Path

import pytest

from generator import tabulate as tabulating
from generator import urls
from generator.i18n import Catalogue
from generator.load import arrange, load_frame
from generator.pipeline import Options, build
from generator.read import survey
from generator.tabulate import tabulate
from generator.theme import theme_root
from generator.views.comparison import view_comparison
from generator.views.overview import Overview
from generator.views.shell import Setting

FIXTURES = Path(__file__).parents[2] / "fixtures"
YEAR = re.compile(r'<option value="([0-9]+)" data-shards="([^"]*)" data-units="([^"]*)">')
LINK = re.compile(r'href="([^"]*)">与其他项目对照</a>')
TODAY = datetime.date(2026, 1, 1)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the town, one project in every file of its catalogue, with a unit as a whole."""
    folder = tmp_path_factory.mktemp("town")
    shutil.copytree(FIXTURES / "town/content", folder / "content")
    whole = folder / "content/overall/2020/north-bureau"
    shutil.copytree(FIXTURES / "overall/north-bureau", whole)
    options = Options(
        content=folder / "content", output=folder / "site", themes=(theme_root(),), today=TODAY
    )
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(tabulating, "SHARD_ROWS", 1)
        assert build(options).published
    return folder / "site"


def test_years_have_all_their_files(site: Path) -> None:
    """Every year, newest first, names every file of its part of the catalogue and no other."""
    page = (site / urls.COMPARE).read_text("utf-8")
    years = {year: files.split() for year, files, _ in YEAR.findall(page)}
    assert list(years) == ["2021", "2020"]
    assert {year: [f"../catalogue/{year}-{n}.js" for n in (1, 2)] for year in years} == years
    named = {Path(file).name for files in years.values() for file in files}
    assert {file.name for file in (site / "catalogue").iterdir()} == named


def test_every_file_says_with_which_unit_it_begins(site: Path) -> None:
    """The script that looks for a project needs no other file than the one of its unit."""
    for _, files, units in YEAR.findall((site / urls.COMPARE).read_text("utf-8")):
        texts = [(site / "compare" / file).read_text("utf-8") for file in files.split()]
        firsts = [re.findall(r'"units":\[\["([^"]+)"', text) for text in texts]
        assert firsts == [[unit] for unit in units.split()]


def test_projects_lead_to_it_and_units_do_not(site: Path) -> None:
    """A project leads to the page with itself; a unit as a whole is compared with no project."""
    pages = sorted(site.glob("projects/*/*/*/index.html"))
    links = {page: LINK.findall(page.read_text("utf-8")) for page in pages}
    assert links == {
        page: [f"../../../../compare/index.html?p={page.parent.relative_to(site / 'projects')}"]
        for page in pages
    }
    whole = (site / "overall/2020/north-bureau/index.html").read_text("utf-8")
    assert (len(pages), LINK.findall(whole)) == (4, [])


def test_without_projects_there_is_nothing_to_choose() -> None:
    """A site that has published nothing yet names no year, and still leads elsewhere."""
    content = FIXTURES / "town/content"
    frame, _ = load_frame(content, arrange(survey(content)[0])[0])
    setting = Setting(site=frame.site, catalogue=Catalogue(), stylesheet="theme.css")
    view = view_comparison(Overview(tables=tabulate([]), frame=frame, setting=setting, today=TODAY))
    assert view.years == ()
    assert [way.text for way in view.ways] == [
        "全部项目", "按单位（各年度并列）", "历年项目", "数据下载",
    ]  # fmt: skip
