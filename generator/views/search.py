"""The search page: the form, the words that its script shows, and the ways that need no script."""

from __future__ import annotations

from dataclasses import dataclass

from generator import urls
from generator.i18n import N_
from generator.views.shell import Link, Setting, Shell, make_shell, ways_from

KINDS = (
    N_("绩效自评"),
    N_("绩效目标"),
    N_("公开文件"),
    N_("单位"),
    N_("评分办法"),
    N_("其他页面"),
)
"""Kinds of pages, in the order of their bits in the index."""
WAYS = (
    (N_("全部项目"), urls.page_at("projects")),
    (N_("按年度"), urls.page_at("years")),
    (N_("按单位"), urls.page_at("units")),
    (N_("公开文件"), urls.page_at("documents")),
    (N_("网站地图"), urls.SITE_MAP),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchView:
    """The search page."""

    shell: Shell
    title: str
    script: str
    root: str
    """From this page to the root of the site."""
    block: int
    """How many addresses a shard of the index holds."""
    kinds: tuple[str, ...]
    ways: tuple[Link, ...]


def view_search(setting: Setting, block: int) -> SearchView:
    """Return the search page; `block` is how many addresses a shard of the index holds."""
    say, origin = setting.catalogue.translate, urls.SEARCH
    title = say(N_("搜索"))
    return SearchView(
        shell=make_shell(setting, origin, title),
        title=title,
        script=urls.relative(origin, urls.SEARCH_SCRIPT),
        root=urls.relative(origin, urls.HOME).removesuffix(urls.PAGE),
        block=block,
        kinds=tuple(say(kind) for kind in KINDS),
        ways=ways_from(origin, setting, WAYS),
    )
