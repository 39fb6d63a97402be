"""What is new, for feed readers: publications and corrections with the day that they state."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from generator import urls
from generator.exports.table import one_line

if TYPE_CHECKING:
    import datetime
    from collections.abc import Iterable

    from generator.model.site import Site

NEWEST = 50
"""How many entries the feed holds."""
NEVER = "1970-01-01"
"""The day that a feed without a single dated entry gives; the format demands one."""
MIDNIGHT = "T00:00:00+08:00"
"""Content states days, not hours; they are days in China."""
ATOM = "http://www.w3.org/2005/Atom"


@dataclass(frozen=True, slots=True, kw_only=True)
class News:
    """One publication or correction."""

    day: datetime.date
    page: str
    """Path inside the site."""
    mark: str
    """What tells it from other news of the same page: `evaluation`, `correction-2`."""
    title: str
    summary: str = ""


def feed(site: Site, base: str, news: Iterable[News], language: str) -> bytes:
    """Return the Atom feed (RFC 4287) of the newest `news`; `base` is the address of the site."""
    newest = sorted(news, key=lambda item: (item.page, item.mark))
    newest = sorted(newest, key=lambda item: item.day, reverse=True)[:NEWEST]
    updated = newest[0].day.isoformat() if newest else NEVER
    host = urlsplit(base).hostname or ""
    entries = "".join(_entry(item, base, host) for item in newest)
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n'
        f'<feed xmlns="{ATOM}" xml:lang="{escape(language)}">\n'
        f"<title>{_text(site.name)}</title>\n"
        f"<id>{_text(base)}</id>\n"
        f'<link rel="self" href="{escape(base + urls.FEED)}"/>\n'
        f'<link href="{escape(base)}"/>\n'
        f"<updated>{updated}{MIDNIGHT}</updated>\n"
        f"<author><name>{_text(site.publisher)}</name></author>\n"
        f"{entries}</feed>\n"
    ).encode()


def _entry(item: News, base: str, host: str) -> str:
    address = base + item.page.removesuffix(urls.PAGE)
    summary = f"<summary>{_text(item.summary)}</summary>\n" if item.summary else ""
    return (
        f"<entry>\n<title>{_text(item.title)}</title>\n"
        f"<id>tag:{host},{item.day.isoformat()}:{item.page}#{item.mark}</id>\n"
        f'<link href="{escape(address)}"/>\n'
        f"<updated>{item.day.isoformat()}{MIDNIGHT}</updated>\n{summary}</entry>\n"
    )


def _text(text: str) -> str:
    return escape(one_line(text), quote=False)
