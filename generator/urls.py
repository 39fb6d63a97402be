"""Addresses inside the site: which file each page is, and relative links that name that file.

Every link names its file (`…/index.html`), so the site works under any sub-path and by
double-click from a folder.
"""

from __future__ import annotations

import posixpath
import re

SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
YEAR = re.compile(r"(?:19|20)[0-9]{2}")
LONGEST_SLUG = 80
"""Characters; longer names break the limits of some file systems and servers."""
PAGE = "index.html"

HOME = PAGE
NOT_FOUND = "404.html"
ICON = "assets/icon.svg"
SCRIPT = "assets/reading.js"
ABOUT = f"about/{PAGE}"
GLOSSARY = f"glossary/{PAGE}"
SITE_MAP = f"sitemap/{PAGE}"


def is_slug(name: str) -> bool:
    """Whether `name` may be a folder of the permanent address: small ASCII words with hyphens."""
    return SLUG.fullmatch(name) is not None and len(name) <= LONGEST_SLUG


def is_year(name: str) -> bool:
    """Whether `name` is a budget year."""
    return YEAR.fullmatch(name) is not None


def page_at(*parts: str, number: int = 1) -> str:
    """Return the file of the page at `parts`; pages after the first get a folder of their own."""
    tail = [] if number == 1 else ["page", str(number)]
    return posixpath.join(*parts, *tail, PAGE)


def relative(origin: str, target: str) -> str:
    """Return the link from the file `origin` to the file `target` (which may carry a #fragment)."""
    path, mark, fragment = target.partition("#")
    link = posixpath.relpath(path, posixpath.dirname(origin) or ".")
    return f"{link}{mark}{fragment}"
