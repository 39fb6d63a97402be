"""The Markdown parser, and the words of what it parsed.

Raw HTML is off; links may lead only to http(s), mail or places within the site.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from markdown_it import MarkdownIt

if TYPE_CHECKING:
    from collections.abc import Sequence

    from markdown_it.rules_core import StateCore
    from markdown_it.token import Token

SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")
ALLOWED = ("http:", "https:", "mailto:")
TEXTUAL = frozenset({"inline", "code_block", "fence"})
"""The tokens that carry text which readers see."""


class _Markdown(MarkdownIt):
    """CommonMark with tables, without raw HTML, with a closed list of link schemes."""

    def validateLink(self, url: str) -> bool:  # noqa: N802  the parser's own name for its hook
        return is_allowed_link(url) and super().validateLink(url)


def is_allowed_link(address: str) -> bool:
    """Whether a narrative may link to `address`."""
    scheme = SCHEME.match(address)
    return scheme is None or scheme[0].lower() in ALLOWED


def make_parser() -> MarkdownIt:
    """Return a parser of the whole of Markdown."""
    parser = _Markdown("commonmark", {"html": False}).enable("table")
    parser.core.ruler.push("classes", _align_by_class)
    return parser


def _align_by_class(state: StateCore) -> None:
    """Turn the alignment of table cells from inline style, which the policy forbids, to a class."""
    for token in state.tokens:
        if token.attrs.pop("style", None) == "text-align:right":
            token.attrs["class"] = "number"


def is_heading(token: Token, *tags: str) -> bool:
    """Whether a token opens a heading of its own, not one inside a list or quotation."""
    return token.type == "heading_open" and token.level == 0 and token.tag in tags


def plain_text(tokens: Sequence[Token]) -> str:
    """Return the words of `tokens`, a paragraph, item or cell a line."""
    return "\n".join(_text(token) for token in tokens if token.type in TEXTUAL)


def _text(token: Token) -> str:
    return words(token) if token.type == "inline" else token.content.rstrip("\n")


def words(inline: Token) -> str:
    """Return the words of one paragraph, heading or cell."""
    children = inline.children or ()
    return "".join("\n" if child.type.endswith("break") else child.content for child in children)
