"""The site map for search engines (sitemap.xml): an index, and files of 10,000 addresses each."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from generator import urls

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

SHARD = 10_000
"""Addresses in one file; some Chinese search engines read no more."""
PROTOCOL = "http://www.sitemaps.org/schemas/sitemap/0.9"
HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'


def sitemap_files(base: str, pages: Sequence[str]) -> Mapping[str, bytes]:
    """Return path and bytes of the index and of every file below it; `base`: the site's address.

    No entry says when its page changed: a static build cannot know, and a wrong day is worse.
    """
    ordered = sorted(pages)
    shards = [ordered[start : start + SHARD] for start in range(0, len(ordered), SHARD)]
    files = {
        f"sitemap-{number}.xml": _listing(
            "urlset", "url", [base + page.removesuffix(urls.PAGE) for page in shard]
        )
        for number, shard in enumerate(shards, 1)
    }
    index = _listing("sitemapindex", "sitemap", [base + name for name in files])
    return {urls.SITEMAP: index, **files}


def _listing(whole: str, part: str, addresses: Sequence[str]) -> bytes:
    listed = "".join(f"<{part}><loc>{escape(a, quote=False)}</loc></{part}>\n" for a in addresses)
    return f'{HEAD}<{whole} xmlns="{PROTOCOL}">\n{listed}</{whole}>\n'.encode()
