"""What sorts and filters a list in the browser, as far as the page has to say it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from generator import urls
from generator.facets import LEDGER_WORDS, RATE_WORDS
from generator.i18n import N_
from generator.tabulate import EVALUATIONS, OVERALL, TARGETS

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from generator.i18n import Catalogue
    from generator.tabulate import Shard

KIND_WORDS = {EVALUATIONS: N_("绩效自评"), TARGETS: N_("绩效目标")}
"""What projects can publish, and lists of them be narrowed to."""
STATEMENT_WORDS = {**KIND_WORDS, OVERALL: N_("部门整体支出绩效自评")}
FACET_WORDS = {
    "year": N_("年度"),
    "region": N_("地区"),
    "unit": N_("单位"),
    "kind": N_("种类"),
    "scheme": N_("评分办法"),
    "grade": N_("等级"),
    "rate": N_("执行率"),
    "ledger": N_("核对结果"),
}
"""What a list can be narrowed by, by its name in addresses."""
CHOICES: Mapping[str, Mapping[str, str]] = {
    "kind": KIND_WORDS,
    "rate": {band.value: word for band, word in RATE_WORDS.items()},
    "ledger": {mark.value: word for mark, word in LEDGER_WORDS.items()},
}
"""The values of those facets that are the same on every site."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One value that a list can be narrowed to."""

    key: str
    """Stable ASCII name, for addresses."""
    word: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Facet:
    """Something that a list can be narrowed by."""

    key: str
    word: str
    choices: tuple[Choice, ...]
    """In the order in which the catalogue counts them; none where the catalogue brings them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RowLinks:
    """Where the parts of a row lead, with `{year}`, `{unit}` and so on in their places."""

    project: str
    year: str
    unit: str
    scheme: str


def row_links(origin: str) -> RowLinks:
    """Return the links of rows that the browser makes on the page at `origin`."""

    def to(*parts: str) -> str:
        return urls.relative(origin, urls.page_at(*parts))

    return RowLinks(
        project=to("projects", "{year}", "{unit}", "{slug}"),
        year=to("years", "{year}"),
        unit=to("units", "{unit}"),
        scheme=to("schemes", "{scheme}"),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class TableTools:
    """What the scripts that sort and filter a list need to know; all links are relative to it."""

    scripts: tuple[str, ...]
    shards: tuple[str, ...]
    """The files of the catalogue that hold the list, newest first."""
    scope: str
    """What the list is narrowed to by itself, as in an address: `year=2020`; empty for all."""
    facets: tuple[Facet, ...]
    """What is left to narrow it by."""
    kinds: tuple[Choice, ...]
    """What rows call their statements, also where the list is of one kind."""
    root: str
    """The link to the home page."""
    links: RowLinks


def table_tools(
    origin: str, shards: Sequence[Shard], scope: Mapping[str, str], say: Catalogue
) -> TableTools:
    """Return the tools of the list page at `origin`, which is narrowed to `scope` by itself."""
    return TableTools(
        scripts=tuple(urls.relative(origin, script) for script in urls.TABLE_SCRIPTS),
        shards=tuple(urls.relative(origin, shard.path) for shard in shards),
        scope=urlencode(scope),
        facets=tuple(make_facet(name, say) for name in FACET_WORDS if name not in scope),
        kinds=make_facet("kind", say).choices,
        root=urls.relative(origin, urls.HOME),
        links=row_links(origin),
    )


def make_facet(name: str, say: Catalogue) -> Facet:
    """Return a facet with what it is called and those of its values that every site has."""
    words = CHOICES.get(name, {}).items()
    return Facet(
        key=name,
        word=say.translate(FACET_WORDS[name]),
        choices=tuple(Choice(key, say.translate(word)) for key, word in words),
    )
