"""Markdown → safe HTML, headings and plain text; every fault with its line.

The only package that makes `Markup` from content.
"""

from generator.narrative.kinds import KINDS
from generator.narrative.parse import Markdown, parse_narrative, parse_prose

__all__ = [
    "KINDS",
    "Markdown",
    "parse_narrative",
    "parse_prose",
]
