"""The feed tells the newest first, with the day that the content states."""

from __future__ import annotations

import datetime
from xml.etree import ElementTree as ET

from generator.exports.feed import NEWEST, News, feed
from generator.model.site import Site

SITE = Site.model_validate(
    {
        "站点名称": "示范镇 <绩效>",
        "站点性质": "正式",
        "站点简介": "自评",
        "主办单位": "示范镇财政所",
        "栏目": {"名称": "绩效自评"},
    }
)
BASE = "https://www.example.gov.cn/jx/"
ATOM = "{http://www.w3.org/2005/Atom}"
PAGE = "projects/2020/north/roads/index.html"


def news(day: int, page: str = PAGE, mark: str = "evaluation") -> News:
    """Return news of a day of 2021, counted from its first."""
    date = datetime.date(2021, 1, 1) + datetime.timedelta(days=day)
    return News(day=date, page=page, mark=mark, title="公开 & 更正", summary="原因")


def test_entry_says_what_when_and_where() -> None:
    """An entry has a title, a permanent name, an address and the day in Chinese time."""
    root = ET.fromstring(feed(SITE, BASE, [news(63)], "zh-CN"))  # noqa: S314  our own output
    assert root.findtext(f"{ATOM}title") == "示范镇 <绩效>"
    assert root.findtext(f"{ATOM}updated") == "2021-03-05T00:00:00+08:00"
    entry = root.find(f"{ATOM}entry")
    assert entry is not None
    assert [(child.tag.removeprefix(ATOM), child.text or child.get("href")) for child in entry] == [
        ("title", "公开 & 更正"),
        ("id", f"tag:www.example.gov.cn,2021-03-05:{PAGE}#evaluation"),
        ("link", "https://www.example.gov.cn/jx/projects/2020/north/roads/"),
        ("updated", "2021-03-05T00:00:00+08:00"),
        ("summary", "原因"),
    ]


def test_feed_holds_the_newest_in_order() -> None:
    """Of many news the newest stay, whatever order they came in."""
    many = [news(day, f"projects/2020/north/p{day}/index.html") for day in range(80)]
    made = feed(SITE, BASE, many, "zh-CN")
    assert made == feed(SITE, BASE, reversed(many), "zh-CN")
    root = ET.fromstring(made)  # noqa: S314  our own output
    days = [entry.findtext(f"{ATOM}updated") or "" for entry in root.iter(f"{ATOM}entry")]
    assert len(days) == NEWEST
    assert days == sorted(days, reverse=True)
    assert days[0] == "2021-03-21T00:00:00+08:00"


def test_feed_without_news_is_whole() -> None:
    """A site whose content states no day has a feed without entries."""
    root = ET.fromstring(feed(SITE, BASE, [], "zh-CN"))  # noqa: S314  our own output
    assert root.find(f"{ATOM}entry") is None
    assert root.findtext(f"{ATOM}updated") == "1970-01-01T00:00:00+08:00"
