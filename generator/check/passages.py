"""Passages: every text of a project that somebody wrote, with the place where it stands.

What an editor of this site adds (编者说明, 编者归并) speaks about the source and quotes its slips;
it is no passage.
"""

from __future__ import annotations

from itertools import chain
from operator import itemgetter
from typing import TYPE_CHECKING, Any, NamedTuple, get_args, get_origin

from generator.model.fields import Record
from generator.model.narrative import Topic
from generator.model.project import ProjectFacts

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

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
    kind: type[Any] = type(value)
    if kind is tuple:
        for index, part in enumerate(value):
            _add(part, (*path, index), found)
    elif keys := KEYS.get(kind):
        parts = vars(value)
        for name, key in keys:
            if (part := parts[name]) is not None:
                _add(part, (*path, key), found)


def _add(part: Any, path: KeyPath, found: list[Passage]) -> None:  # noqa: ANN401  as above
    if type(part) is str:
        found.append(Passage(part, path))
    else:
        _gather(part, path, found)


def texts_of(project: Project) -> list[str]:
    """Return the texts of all passages, in another order and without their places, much sooner."""
    found: list[str] = []
    _collect((project.facts,), found)
    found += (s.text for s in project.narrative.sections if s.topic is not Topic.EDITOR)
    return found


def _collect(records: Sequence[Record], found: list[str]) -> None:
    """Add every text of records of one kind; none is empty, so what is left out is None."""
    if not records:
        return
    shape, parts = SHAPES[type(records[0])], [vars(record) for record in records]
    found += filter(None, chain.from_iterable(map(shape.texts, parts)))
    for part in parts if shape.holds_more else ():
        for name in shape.lists_of_texts:
            found += part[name]
        for name in shape.lists:
            _collect(part[name], found)
        for name in shape.records:
            _collect((part[name],) if part[name] is not None else (), found)


def _records_in(annotation: Any) -> Iterator[type[Record]]:  # noqa: ANN401  annotations are untyped
    """Yield every kind of record that a field of this type may hold, however deep."""
    if isinstance(annotation, type) and issubclass(annotation, Record):
        yield annotation
        for field in annotation.model_fields.values():
            yield from _records_in(field.annotation)
    for part in get_args(annotation):
        yield from _records_in(part)


def _keys(kind: type[Record]) -> tuple[tuple[str, str], ...]:
    """Return attribute and key of the fields of a record that may hold passages."""
    keys = ((name, field.alias or name) for name, field in kind.model_fields.items())
    return tuple((name, key) for name, key in keys if key not in EDITED)


class Shape(NamedTuple):
    """The fields of a record that may hold passages, by what they hold."""

    texts: Callable[[Mapping[str, Any]], Iterable[str | None]]
    """Those that hold a text or nothing, taken out of a record all at once."""
    lists_of_texts: tuple[str, ...]
    lists: tuple[str, ...]
    """Those that hold several records."""
    records: tuple[str, ...]

    @property
    def holds_more(self) -> bool:
        """Whether there is anything besides single texts."""
        return bool(self.lists_of_texts or self.lists or self.records)


def _shape(kind: type[Record]) -> Shape:
    fields = [(name, kind.model_fields[name].annotation) for name, _ in KEYS[kind]]
    several = {name for name, held in fields if get_origin(held) is tuple}
    texts = [name for name, held in fields if str in _types(held)]
    records = [name for name, held in fields if next(_records_in(held), None)]
    return Shape(
        _picking([name for name in texts if name not in several]),
        tuple(name for name in texts if name in several),
        tuple(name for name in records if name in several),
        tuple(name for name in records if name not in several),
    )


def _picking(names: list[str]) -> Callable[[Mapping[str, Any]], Iterable[str | None]]:
    if len(names) > 1:  # of a single name an itemgetter makes no tuple
        return itemgetter(*names)
    return lambda parts: [parts[name] for name in names]


def _types(annotation: Any) -> Iterator[Any]:  # noqa: ANN401  annotations are untyped
    """Yield the types that a field may hold."""
    inner = get_args(annotation)
    yield from (found for part in inner for found in _types(part)) if inner else (annotation,)


KEYS: Mapping[type, tuple[tuple[str, str], ...]] = {
    kind: _keys(kind) for kind in _records_in(ProjectFacts)
}
"""Where a record may hold passages; what is not listed is no record of the facts."""
SHAPES = {kind: _shape(kind) for kind in _records_in(ProjectFacts)}
