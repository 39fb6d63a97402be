"""Passages: every text of a project that somebody wrote, with the place where it stands.

What an editor of this site adds (编者说明, 编者归并) speaks about the source and quotes its slips;
it is no passage.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from generator.model.fields import Record
from generator.model.narrative import Topic

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

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
    """Yield every text of a record with the keys that lead to it; words of a list are no texts."""
    if type(value) is str:
        yield path, value
    elif isinstance(value, Record):
        keys = _keys(type(value))
        for name, part in vars(value).items():
            if part is not None and name in keys:
                yield from _texts(part, (*path, keys[name]))
    elif isinstance(value, tuple):
        for index, part in enumerate(value):
            yield from _texts(part, (*path, index))


@cache
def _keys(kind: type[Record]) -> Mapping[str, str]:
    """Return the keys of the fields of a record that may hold passages, by attribute."""
    keys = {name: field.alias or name for name, field in kind.model_fields.items()}
    return {name: key for name, key in keys.items() if key not in EDITED}
