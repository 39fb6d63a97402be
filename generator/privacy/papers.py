"""Office papers as text: whatever words an attachment holds, shown or hidden."""

from __future__ import annotations

import io
import re
import zipfile
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

PLAIN = frozenset({"txt", "csv", "md", "json", "xml", "html", "htm", "yaml", "yml", "svg"})
PACKED = frozenset({"docx", "xlsx", "pptx", "odt", "ods", "odp", "wps", "et", "dps"})
"""Office formats that are a ZIP of XML: text, hidden sheets, comments, revisions, properties."""
LIMIT = 64 * 1024 * 1024
"""Most bytes that a paper may unpack to; a form has some hundred KB."""
TAG = re.compile(r"<[^>]*>")
BREAK = re.compile(r"</(?:w:p|w:tc|a:p|row|c|si|text:p|table:table-cell)>|<(?:w:tab|w:br)[^>]*>")
"""Where words of the format end, so that two cells never read as one number."""


def words_of(name: str, content: bytes) -> str | None:
    """Return all words of an attachment; None where its format cannot be read here."""
    ending = name.rpartition(".")[2].lower()
    if ending in PLAIN:
        return _decoded(content)
    if ending in PACKED:
        return _unpacked(content)
    return None


def _decoded(content: bytes) -> str | None:
    for codec in ("utf-8-sig", "gb18030"):
        try:
            return content.decode(codec)
        except UnicodeDecodeError:
            continue
    return None


def _unpacked(content: bytes) -> str | None:
    """Return the words of every XML part; None where the paper is broken, locked or too large."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as paper:
            parts = [part for part in paper.infolist() if part.filename.endswith((".xml", ".rels"))]
            if sum(part.file_size for part in parts) > LIMIT:
                return None
            return "\n".join(_words(paper, parts))
    except (zipfile.BadZipFile, RuntimeError, OSError, ValueError, NotImplementedError):
        return None


def _words(paper: zipfile.ZipFile, parts: list[zipfile.ZipInfo]) -> Iterator[str]:
    for part in parts:
        text = paper.read(part).decode("utf-8", "replace")
        yield TAG.sub("", BREAK.sub("\n", text))
