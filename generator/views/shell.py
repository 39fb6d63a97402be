"""What every page has around its own content: head, navigation, notices, footer."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import urlsplit

from generator import urls
from generator.i18n import N_
from generator.model.site import Nature
from generator.views.charts import grade_scale

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from generator.i18n import Catalogue
    from generator.model.scheme import Scheme
    from generator.model.site import Site
    from generator.views.charts import GradeScale

TIME_OF_DAY = "00:00"
"""Page tags want hours and minutes; a disclosure record knows only the day."""


class Link(NamedTuple):
    """A link, relative to the page it stands on; lists have hundreds of them."""

    text: str
    href: str
    current: bool = False
    """Whether it leads to the page or section the reader is in."""
    foreign: bool = False
    """Whether the text is content, in the language of the source, rather than interface."""


class Pair(NamedTuple):
    """A term with its value, both ready to print."""

    term: str
    value: str
    href: str = ""
    foreign: bool = True
    """Whether the value is content, in the language of the source."""


@dataclass(frozen=True, kw_only=True)
class Setting:
    """What every page of a build shares, and what is the same on all of them."""

    site: Site
    catalogue: Catalogue
    stylesheet: str
    """Path of the style sheet inside the site."""
    schemes: Mapping[str, Scheme] = field(default_factory=dict)
    """By which projects are scored; pages of anything else need none."""
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

    @cached_property
    def root(self) -> str:
        """Where the site begins on its host; empty where that is not known."""
        if self.preview:
            return "/"
        return urlsplit(self.site.base_address).path if self.site.base_address else ""

    @property
    def is_listed(self) -> bool:
        """Whether there is a site map for search engines; a demonstration asks not to be found."""
        return self.feeds and self.site.nature is Nature.OFFICIAL

    @cached_property
    def news(self) -> tuple[Related, ...]:
        """The feed, its link still a path, where there is one."""
        title = self.catalogue.translate(N_("最新公开和更正"))
        feed = Related("alternate", "application/atom+xml", urls.FEED, title)
        return (feed,) if self.feeds else ()

    @cached_property
    def columns(self) -> tuple[tuple[str, str, str], ...]:
        """The columns of the site in the language of its pages, with their paths and folders.

        The home page has no folder of its own, and is in no column but itself.
        """
        say = self.catalogue.translate
        return tuple(
            (say(text), path, path if path == urls.HOME else _without_index(path))
            for text, path in navigation(self)
        )

    @cached_property
    def tags(self) -> tuple[tuple[str, str], ...]:
        """The page tags of the site, only those with a value; the home page has no others."""
        return _with_value(_site_tags(self.site))

    @cached_property
    def column_tags(self) -> tuple[tuple[str, str], ...]:
        """The page tags of the site and its column, only those with a value."""
        return self.tags + _with_value(_column_tags(self.site))

    @cached_property
    def scales(self) -> Mapping[str, GradeScale | None]:
        """The grades of every scheme on a scale; None for one without grades."""
        return {slug: grade_scale(scheme) for slug, scheme in self.schemes.items()}

    @cached_property
    def duties(self) -> tuple[Pair, ...]:
        """The footer duties of the site, only those with a value."""
        return tuple(_duties(self))


class Related(NamedTuple):
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
        tags=_tags(setting, origin, title, article),
        canonical=f"{site.base_address}{_without_index(origin)}" if site.base_address else "",
        stylesheet=to(setting.stylesheet),
        icon=to(urls.ICON),
        script=to(urls.SCRIPT),
        draft=_draft(origin, to) if setting.draft else None,
        related=tuple(
            Related(file.rel, file.type, to(file.href), file.title)
            for file in (*setting.news, *related)
        ),
        reload=to(urls.RELOAD) if setting.preview else "",
        home=to(urls.HOME),
        search=to(urls.SEARCH) if origin != urls.SEARCH else "",
        navigation=tuple(
            Link(text, to(path), origin.startswith(folder))
            for text, path, folder in setting.columns
        ),
        crumbs=tuple(Link(text, to(path), foreign=foreign) for text, path, foreign in trail),
        site_map=to(urls.SITE_MAP),
        downloads=to(urls.DOWNLOADS),
        accessibility=to(urls.ACCESSIBILITY),
        reference=tuple(_reference(setting, origin, article)),
        duties=setting.duties,
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


def link_from(origin: str, setting: Setting) -> Callable[[str], str]:
    """Return what makes links from the page at `origin`.

    A server shows the page for missing addresses at any depth, so its links begin at the root of
    the host wherever it is known where the site stands.
    """
    if origin == urls.NOT_FOUND and setting.root:
        return lambda path: f"{setting.root}{path}"
    return urls.links_from(origin)


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


def _tags(
    setting: Setting, origin: str, title: str, article: Article | None
) -> tuple[tuple[str, str], ...]:
    """Return the page tags: 3 on the home page, 7 on lists, 10 on content pages."""
    tags = setting.tags if origin == urls.HOME else setting.column_tags
    if article is None:
        return tags
    published = f"{article.published} {TIME_OF_DAY}" if article.published else ""
    own = (("ArticleTitle", title), ("PubDate", published), ("ContentSource", article.source))
    return tags + _with_value(own)


def _with_value(tags: Iterable[tuple[str, str | None]]) -> tuple[tuple[str, str], ...]:
    return tuple((name, value) for name, value in tags if value)


def _site_tags(site: Site) -> tuple[tuple[str, str | None], ...]:
    return (
        ("SiteName", site.name),
        ("SiteDomain", site.domain),
        ("SiteIDCode", site.site_code),
    )


def _column_tags(site: Site) -> tuple[tuple[str, str | None], ...]:
    column = site.column
    return (
        ("ColumnName", column.name),
        ("ColumnDescription", column.description),
        ("ColumnKeywords", column.keywords),
        ("ColumnType", column.type),
    )


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
