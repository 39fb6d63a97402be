"""Narratives and free pages: sections of safe HTML with the plain text beside it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from generator.model.narrative import Narrative
from generator.narrative.simple import NotSimpleError, simple_prose, simple_sections

if TYPE_CHECKING:
    from markdown_it import MarkdownIt

    from generator.model.narrative import Prose
    from generator.model.source import Source
    from generator.problem import Problem


@dataclass(frozen=True)
class Markdown:
    """The whole of Markdown, whose parser is loaded and made when the first text needs it.

    Making it costs more than a narrative, so callers keep this for a batch.
    """

    @cached_property
    def parser(self) -> MarkdownIt:
        """The parser."""
        from generator.narrative.markup import make_parser  # noqa: PLC0415  see above

        return make_parser()


def parse_narrative(source: Source, markdown: Markdown) -> tuple[Narrative, tuple[Problem, ...]]:
    """Return the sections of a narrative and everything wrong with it."""
    try:
        return Narrative(simple_sections(source.text)), ()
    except NotSimpleError:
        from generator.narrative.strict import parse_strictly  # noqa: PLC0415  few texts need it

        return parse_strictly(source, markdown.parser)


def parse_prose(
    slug: str, source: Source, markdown: Markdown
) -> tuple[Prose | None, tuple[Problem, ...]]:
    """Return a free page, whose first line is its title, and everything wrong with it."""
    try:
        return simple_prose(slug, source.text), ()
    except NotSimpleError:
        from generator.narrative.strict import prose_strictly  # noqa: PLC0415  as above

        return prose_strictly(slug, source, markdown.parser)
