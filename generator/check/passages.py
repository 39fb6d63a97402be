"""Passages: every text of a project that somebody wrote, with the place where it stands.

What an editor of this site adds (编者说明, 编者归并) speaks about the source and quotes its slips;
it is no passage.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.model.fields import Record
from generator.model.narrative import Topic

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.model.project import Project
    from generator.read import KeyPath

EDITED = frozenset({"编者说明", "编者归并", "其他写法", "情况说明", "更正", "公开审查", "附件"})
"""Keys under which an editor or the unit speaks about the source, not the source itself."""


@dataclass(frozen=True, slots=True)
class Passage:
    """One text of a project: a field of its facts, or a section of its narrative."""

    text: str
    path: KeyPath = ()
    """The keys that lead to a field; empty for a section of the narrative."""
    line: int = 0
    """Where the heading of a section stands; 0 for a field."""


def passages_of(project: Project) -> tuple[Passage, ...]:
    """Return every text of the facts, in the order of the form, and of the narrative."""
    fields = (Passage(text, path) for path, text in _texts(project.facts, ()))
    sections = (
        Passage(section.text, line=section.line)
        for section in project.narrative.sections
        if section.topic is not Topic.EDITOR
    )
    return (*fields, *sections)


def _texts(value: object, path: KeyPath) -> Iterator[tuple[KeyPath, str]]:
    """Yield every text of a record with the keys that lead to it."""
    if type(value) is str:
        yield path, value
    elif isinstance(value, Record):
        for name, field in type(value).model_fields.items():
            alias = field.alias or name
            if name in value.model_fields_set and alias not in EDITED:
                yield from _texts(getattr(value, name), (*path, alias))
    elif isinstance(value, tuple):
        for index, part in enumerate(value):
            yield from _texts(part, (*path, index))
