"""Whoever finds an error writes to the unit with everything it needs to look it up."""

from __future__ import annotations

import datetime
import shutil
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlsplit

import pytest

from generator.pipeline import Options, build
from generator.theme import theme_root

if TYPE_CHECKING:
    from collections.abc import Callable

TOWN = Path(__file__).parents[2] / "fixtures/town/content"
WATER = "projects/2021/south-bureau/water"


@pytest.fixture
def page(tmp_path: Path) -> Callable[[str], str]:
    """Return what builds the town with more in the record of a unit, and reads one page of it."""

    def make(more: str) -> str:
        content = tmp_path / "content"
        shutil.copytree(TOWN, content)
        unit = content / "units/south-bureau.yaml"
        unit.write_text(unit.read_text("utf-8") + more, "utf-8")
        output = tmp_path / "site"
        day = datetime.date(2026, 1, 1)
        options = Options(content=content, output=output, themes=(theme_root(),), today=day)
        report = build(options)
        assert report.published
        return (output / WATER / "index.html").read_text("utf-8")

    return make


def mails(page: str) -> list[dict[str, list[str]]]:
    """Return subject and body of every mail that a page offers, the receiver under `to`."""
    found = [part.partition('"')[0].replace("&amp;", "&") for part in page.split('href="')[1:]]
    split = [urlsplit(link) for link in found if link.startswith("mailto:")]
    return [{"to": [link.path], **parse_qs(link.query)} for link in split]


def test_mail_names_page_version_and_figure(page: Callable[[str], str]) -> None:
    """The mail of the page says which page and version; that of a figure names it as well."""
    shown = page("联系方式: {邮箱: office@example.gov.cn}\n")
    whole = next(mail for mail in mails(shown) if mail["body"][0].endswith("有误之处："))
    assert whole["to"] == ["office@example.gov.cn"]
    assert whole["subject"] == ["公开内容有误：供水管网维修费（2021 年度）"]
    assert whole["body"] == [
        (
            "单位：示范镇南片管理所\r\n项目：供水管网维修费\r\n年度：2021\r\n版本：第 1 版\r\n"
            f"地址：{WATER}/index.html\r\n应当是：\r\n依据：\r\n有误之处："
        )
    ]


def test_nobody_answers_without_an_address(page: Callable[[str], str]) -> None:
    """Without an address of unit or site no mail is offered; the citation stands all the same."""
    shown = page("")
    assert mails(shown) == []
    assert "示范镇南片管理所：《供水管网维修费》（2021 年度），示范镇绩效自评公开，第 1 版" in shown
