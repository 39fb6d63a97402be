"""What every page has around its own content: head, navigation, notices, footer."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from generator import urls
from generator.i18n import N_
from generator.model.site import Nature

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from generator.i18n import Catalogue
    from generator.model.site import Site

TIME_OF_DAY = "00:00"
"""Page tags want hours and minutes; a disclosure record knows only the day."""


@dataclass(frozen=True, slots=True)
class Link:
    """A link, relative to the page it stands on."""

    text: str
    href: str
    current: bool = False
    """Whether it leads to the page or section the reader is in."""
    foreign: bool = False
    """Whether the text is content, in the language of the source, rather than interface."""


@dataclass(frozen=True, slots=True)
class Pair:
    """A term with its value, both ready to print."""

    term: str
    value: str
    href: str = ""
    foreign: bool = True
    """Whether the value is content, in the language of the source."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """What every page of a build shares."""

    site: Site
    catalogue: Catalogue
    stylesheet: str
    """Path of the style sheet inside the site."""
    prose: tuple[str, ...] = ()
    """Which free pages there are."""
    draft: bool = False
    """Whether the pages are a draft, which shows problems in their place."""
    preview: bool = False
    """Whether the pages are for `selfeval serve`, which adds its reload script."""

    @property
    def feeds(self) -> bool:
        """Whether there is a feed: only where the address is known and the site is no draft."""
        return bool(self.site.base_address) and not self.draft

    @property
    def is_listed(self) -> bool:
        """Whether there is a site map for search engines; a demonstration asks not to be found."""
        return self.feeds and self.site.nature is Nature.OFFICIAL


@dataclass(frozen=True, slots=True)
class Related:
    """A file that the head of a page points machines to."""

    rel: str
    type: str
    """Media type."""
    href: str
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftLinks:
    """What a page of a draft carries besides; all relative to it."""

    page: str
    """The page's own address inside the site."""
    style: str
    script: str
    shard: str
    """The file with the problems of this page."""
    problems: str
    gallery: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Shell:
    """The frame of one page."""

    language: str
    title: str
    """For the browser: page and site."""
    site_name: str
    is_demo: bool
    description: str
    tags: tuple[tuple[str, str], ...]
    """Government page tags (网页标签), only those with a value."""
    canonical: str
    """Empty without a base address."""
    stylesheet: str
    icon: str
    script: str
    draft: DraftLinks | None
    """None on pages that are meant for publication."""
    related: tuple[Related, ...]
    """Data and news of the page in other forms."""
    reload: str
    """The preview's reload script; empty elsewhere."""
    home: str
    search: str
    """The search page; empty on that page itself, which has its own form."""
    navigation: tuple[Link, ...]
    crumbs: tuple[Link, ...]
    """From the home page to the parent of this page."""
    site_map: str
    downloads: str
    accessibility: str
    reference: tuple[Pair, ...]
    """What identifies the page on paper: index number, version, address."""
    duties: tuple[Pair, ...]
    """Footer duties of a government site, only those with a value."""


NAVIGATION = (
    (N_("首页"), urls.HOME),
    (N_("全部项目"), urls.page_at("projects")),
    (N_("按年度"), urls.page_at("years")),
    (N_("按单位"), urls.page_at("units")),
    (N_("公开文件"), urls.page_at("documents")),
    (N_("评分办法"), urls.page_at("schemes")),
    (N_("公开进度"), urls.PROGRESS),
    (N_("名词解释"), urls.GLOSSARY),
    (N_("关于本站"), urls.ABOUT),
)


FREE_PAGES = (urls.GLOSSARY, urls.ABOUT)
"""Columns that exist only where the content has the page."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """The page tags of a content page; empty values are left out."""

    published: str = ""
    """`YYYY-MM-DD`."""
    source: str = ""
    index_number: str = ""
    version: int = 1


def make_shell(
    setting: Setting,
    origin: str,
    title: str,
    *,
    description: str = "",
    crumbs: Sequence[tuple[str, str, bool]] = (),
    article: Article | None = None,
    related: Sequence[Related] = (),
) -> Shell:
    """Return the frame of the page at `origin`; `crumbs`: text, path, whether it is content.

    `related`: files in the site that tell the same to machines, their links still paths.
    """
    site, say = setting.site, setting.catalogue.translate
    to = link_from(origin, setting)
    trail = ((say(N_("首页")), urls.HOME, False), *crumbs) if origin != urls.HOME else ()
    return Shell(
        language=setting.catalogue.language,
        title=site.name if origin == urls.HOME else f"{title} - {site.name}",
        site_name=site.name,
        is_demo=site.nature is Nature.DEMO,
        description=description or site.summary,
        tags=tuple((name, value) for name, value in _tags(site, origin, title, article) if value),
        canonical=f"{site.base_address}{_without_index(origin)}" if site.base_address else "",
        stylesheet=to(setting.stylesheet),
        icon=to(urls.ICON),
        script=to(urls.SCRIPT),
        draft=_draft(origin, to) if setting.draft else None,
        related=tuple(replace(file, href=to(file.href)) for file in (*_feeds(setting), *related)),
        reload=to(urls.RELOAD) if setting.preview else "",
        home=to(urls.HOME),
        search=to(urls.SEARCH) if origin != urls.SEARCH else "",
        navigation=tuple(
            Link(say(text), to(path), current=_is_in(origin, path))
            for text, path in navigation(setting)
        ),
        crumbs=tuple(Link(text, to(path), foreign=foreign) for text, path, foreign in trail),
        site_map=to(urls.SITE_MAP),
        downloads=to(urls.DOWNLOADS),
        accessibility=to(urls.ACCESSIBILITY),
        reference=tuple(_reference(setting, origin, article)),
        duties=tuple(_duties(setting)),
    )


def _draft(origin: str, to: Callable[[str], str]) -> DraftLinks:
    return DraftLinks(
        page=origin,
        style=to(urls.DRAFT_STYLE),
        script=to(urls.DRAFT_SCRIPT),
        shard=to(urls.draft_shard(origin)),
        problems=to(urls.DRAFT),
        gallery=to(urls.GALLERY),
    )


def _feeds(setting: Setting) -> Iterator[Related]:
    if setting.feeds:
        title = setting.catalogue.translate(N_("最新公开和更正"))
        yield Related("alternate", "application/atom+xml", urls.FEED, title)


def link_from(origin: str, setting: Setting) -> Callable[[str], str]:
    """Return what makes links from the page at `origin`.

    A server shows the page for missing addresses at any depth, so its links begin at the root of
    the host wherever it is known where the site stands.
    """
    base = urlsplit(setting.site.base_address).path if setting.site.base_address else ""
    root = "/" if setting.preview else base
    if origin == urls.NOT_FOUND and root:
        return lambda path: f"{root}{path}"
    return partial(urls.relative, origin)


def ways_from(origin: str, setting: Setting, ways: Iterable[tuple[str, str]]) -> tuple[Link, ...]:
    """Return the links from the page at `origin` to others, given by source text and path."""
    say, to = setting.catalogue.translate, link_from(origin, setting)
    return tuple(Link(say(text), to(path)) for text, path in ways)


def _reference(setting: Setting, origin: str, article: Article | None) -> Iterator[Pair]:
    say, base = setting.catalogue.translate, setting.site.base_address
    if article is not None:
        number = article.index_number
        yield Pair(say(N_("索引号")), number or say(N_("不详")), foreign=bool(number))
        yield Pair(say(N_("版本")), str(article.version), foreign=False)
    yield Pair(say(N_("地址")), f"{base}{origin}" if base else origin, foreign=False)


def navigation(setting: Setting) -> tuple[tuple[str, str], ...]:
    """Return the columns of the site: those always there, and the free pages that exist."""
    free = {urls.page_at(slug) for slug in setting.prose}
    return tuple(
        (text, path) for text, path in NAVIGATION if path not in FREE_PAGES or path in free
    )


def _without_index(origin: str) -> str:
    return origin.removesuffix(urls.PAGE)


def _is_in(origin: str, path: str) -> bool:
    if path == urls.HOME:
        return origin == urls.HOME
    return origin == path or origin.startswith(path.removesuffix(urls.PAGE))


def _tags(
    site: Site, origin: str, title: str, article: Article | None
) -> Sequence[tuple[str, str]]:
    """Return the page tags: 3 on the home page, 7 on lists, 10 on content pages."""
    column = site.column
    tags = [
        ("SiteName", site.name),
        ("SiteDomain", site.domain or ""),
        ("SiteIDCode", site.site_code or ""),
    ]
    if origin != urls.HOME:
        tags += [
            ("ColumnName", column.name),
            ("ColumnDescription", column.description or ""),
            ("ColumnKeywords", column.keywords or ""),
            ("ColumnType", column.type or ""),
        ]
    if article is not None:
        published = f"{article.published} {TIME_OF_DAY}" if article.published else ""
        tags += [
            ("ArticleTitle", title),
            ("PubDate", published),
            ("ContentSource", article.source),
        ]
    return tags


def _duties(setting: Setting) -> Sequence[Pair]:
    site, say = setting.site, setting.catalogue.translate
    contact = site.contact
    items = (
        Pair(say(N_("主办单位")), site.publisher),
        Pair(say(N_("承办单位")), site.operator or ""),
        Pair(say(N_("地址")), (contact.address or "") if contact else ""),
        Pair(say(N_("电话")), (contact.telephone or "") if contact else ""),
        Pair(say(N_("邮箱")), (contact.email or "") if contact else ""),
        Pair(say(N_("网站标识码")), site.site_code or ""),
        Pair(say(N_("ICP备案编号")), site.icp or ""),
        Pair(say(N_("公安机关备案号")), site.police_record or ""),
        Pair(
            say(N_("党政机关网站标识")),
            say(N_("查看标识")) if site.emblem else "",
            site.emblem or "",
            foreign=False,
        ),
        Pair(
            say(N_("我为政府网站找错")),
            say(N_("提交错误")) if site.fault_report else "",
            site.fault_report or "",
            foreign=False,
        ),
    )
    return tuple(item for item in items if item.value)
