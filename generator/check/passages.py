"""Passages: every text of a project that somebody wrote, with the place where it stands.

What an editor of this site adds (编者说明, 编者归并) speaks about the source and quotes its slips;
it is no passage.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

from generator.model.fields import Record
from generator.model.narrative import Topic

if TYPE_CHECKING:
    from generator.model.project import Project
    from generator.read import KeyPath

EDITED = frozenset({"编者说明", "编者归并", "其他写法", "情况说明", "更正", "公开审查", "附件"})
"""Keys under which an editor or the unit speaks about the source, not the source itself."""


class Passage(NamedTuple):
    """One text of a project: a field of its facts, or a section of its narrative.

    A named tuple, since a form of thirty rows has two hundred of them.
    """

    text: str
    path: KeyPath = ()
    """The keys that lead to a field; empty for a section of the narrative."""
    line: int = 0
    """Where the heading of a section stands; 0 for a field."""


def passages_of(project: Project) -> tuple[Passage, ...]:
    """Return every text of the facts, in the order of the form, and of the narrative."""
    found: list[Passage] = []
    _gather(project.facts, (), found)
    sections = (
        Passage(section.text, line=section.line)
        for section in project.narrative.sections
        if section.topic is not Topic.EDITOR
    )
    return (*found, *sections)


def _gather(value: Any, path: KeyPath, found: list[Passage]) -> None:  # noqa: ANN401  any value of a record
    """Add every text of a record with the keys that lead to it; words of a list are no texts."""
    if type(value) is str:
        found.append(Passage(value, path))
        return
    kind: type[Any] = type(value)
    if kind is tuple:
        for index, part in enumerate(value):
            _gather(part, (*path, index), found)
    elif keys := _keys(kind):  # type: ignore[arg-type]  # a class hashes; mypy asks its metaclass
        parts = vars(value)
        for name, key in keys:
            if (part := parts[name]) is not None:
                _gather(part, (*path, key), found)


@cache
def _keys(kind: type) -> tuple[tuple[str, str], ...]:
    """Return attribute and key of the fields of a record that may hold passages; none of others."""
    if not issubclass(kind, Record):
        return ()
    keys = ((name, field.alias or name) for name, field in kind.model_fields.items())
    return tuple((name, key) for name, key in keys if key not in EDITED)
