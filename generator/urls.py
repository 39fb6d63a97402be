"""Addresses inside the site: which file each page is, and relative links that name that file.

Every link names its file (`…/index.html`), so the site works under any sub-path and by
double-click from a folder.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from zlib import crc32

if TYPE_CHECKING:
    from collections.abc import Callable

SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
YEAR = re.compile(r"(?:19|20)[0-9]{2}")
LONGEST_SLUG = 80
"""Characters; longer names break the limits of some file systems and servers."""
PAGE = "index.html"

HOME = PAGE
NOT_FOUND = "404.html"
ICON = "assets/icon.svg"
SCRIPT = "assets/reading.js"
CATALOGUE_SCRIPTS = ("assets/catalogue.js", "assets/parts.js")
"""What a page needs to show projects of the catalogue, in the order in which it is loaded."""
TABLE_SCRIPTS = (*CATALOGUE_SCRIPTS, "assets/tables.js")
"""What sorts and filters a list, in the order in which it is loaded."""
COMPARE = f"compare/{PAGE}"
COMPARE_SCRIPTS = (*CATALOGUE_SCRIPTS, "assets/compare.js")
SEARCH = f"search/{PAGE}"
SEARCH_SCRIPT = "assets/search.js"
ABOUT = f"about/{PAGE}"
GLOSSARY = f"glossary/{PAGE}"
SITE_MAP = f"sitemap/{PAGE}"
PROGRESS = f"progress/{PAGE}"
ACCESSIBILITY = f"accessibility/{PAGE}"
DOWNLOADS = f"data/{PAGE}"
DICTIONARY = f"data/dictionary/{PAGE}"
DATA_PACKAGE, DATASET = "data/datapackage.json", "data/dataset.jsonld"
FEED, SITEMAP = "feed.xml", "sitemap.xml"
DRAFT = f"draft/{PAGE}"
"""All problems of a draft."""
RELOAD = "livereload.js"
"""What the preview server answers with its reload script."""
GALLERY = f"draft/gallery/{PAGE}"
DRAFT_STYLE, DRAFT_SCRIPT = "draft/draft.css", "draft/draft.js"
DRAFT_SHARDS = 16
"""Files that the problems of a draft are spread over, so that no page loads those of all."""


def draft_shards() -> tuple[str, ...]:
    """Return the files that carry the problems of a draft."""
    return tuple(f"draft/problems-{number}.js" for number in range(DRAFT_SHARDS))


def draft_shard(page: str) -> str:
    """Return the file that carries the problems of `page`."""
    return draft_shards()[crc32(page.encode()) % DRAFT_SHARDS]


def catalogue_shard(year: str, number: int) -> str:
    """Return the file with a part of the catalogue of a year, counted from 1."""
    return f"catalogue/{year}-{number}.js"


def is_slug(name: str) -> bool:
    """Whether `name` may be a folder of the permanent address: small ASCII words with hyphens."""
    return SLUG.fullmatch(name) is not None and len(name) <= LONGEST_SLUG


def is_year(name: str) -> bool:
    """Whether `name` is a budget year."""
    return YEAR.fullmatch(name) is not None


def page_at(*parts: str, number: int = 1) -> str:
    """Return the file of the page at `parts`; pages after the first get a folder of their own."""
    tail = () if number == 1 else ("page", str(number))
    return "/".join((*parts, *tail, PAGE))


def table_file(table: str, ending: str, year: str = "") -> str:
    """Return the data file of a table, of one year or of all."""
    return f"data/{year}/{table}-{year}.{ending}" if year else f"data/{table}.{ending}"


def project_json(folder: str) -> str:
    """Return the JSON of the project in `folder`."""
    return f"{folder}/project.json"


def compare_with(origin: str, year: str, unit: str, slug: str) -> str:
    """Return the link from `origin` to the page that compares this project with others."""
    return f"{relative(origin, COMPARE)}?p={year}/{unit}/{slug}"


def relative(origin: str, target: str) -> str:
    """Return the link from the file `origin` to the file `target` (which may carry a #fragment)."""
    if not target.startswith(f"{origin.partition('/')[0]}/"):  # they share no folder
        return f"{'../' * origin.count('/')}{target}"
    path, mark, fragment = target.partition("#")
    here, there = origin.split("/")[:-1], path.split("/")
    shared = 0
    while shared < len(here) and shared < len(there) - 1 and here[shared] == there[shared]:
        shared += 1
    return f"{'../' * (len(here) - shared)}{'/'.join(there[shared:])}{mark}{fragment}"


def links_from(origin: str) -> Callable[[str], str]:
    """Return what makes the links of a page at `origin`, as `relative` makes one."""
    folder, upwards = f"{origin.partition('/')[0]}/", "../" * origin.count("/")

    def link(target: str) -> str:
        return relative(origin, target) if target.startswith(folder) else f"{upwards}{target}"

    return link
