"""Markdown → safe HTML, headings and plain text; every fault with its line.

The only package that makes `Markup` from content.
"""

from generator.narrative.kinds import KINDS
from generator.narrative.markup import is_allowed_link, markdown, plain_text
from generator.narrative.parse import parse_narrative, parse_prose

__all__ = [
    "KINDS",
    "is_allowed_link",
    "markdown",
    "parse_narrative",
    "parse_prose",
    "plain_text",
]
