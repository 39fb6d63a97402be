"""What of a page is searchable: passages, each with what it is and where on the page it stands."""

from __future__ import annotations

import json
from dataclasses import dataclass
from enum import IntEnum
from typing import TYPE_CHECKING, Any, NamedTuple

import orjson

from generator import urls
from generator.i18n import N_
from generator.model.narrative import HEADINGS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from generator.i18n import Catalogue
    from generator.model.disclosure import Disclosure
    from generator.model.document import Publication
    from generator.model.narrative import Narrative, Prose
    from generator.model.project import Project, TargetGoal, TargetIndicator
    from generator.model.scheme import Scheme
    from generator.model.unit import Unit


class Field(IntEnum):
    """What a passage is; the lower, the more a match in it counts."""

    TITLE = 0
    UNIT = 1
    NUMBER = 2
    INDICATOR = 3
    TEXT = 4


FIELDS = tuple(Field)


class Passage(NamedTuple):
    """A searchable piece of a page."""

    field: Field
    text: str
    anchor: str = ""
    """Where on the page it stands; empty for its head."""
    label: str = ""
    """What the page calls it, in the language of the interface."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PageText:
    """The searchable text of one page."""

    title: str
    marks: tuple[str, ...] = ()
    """Words to show beside the title, such as score and grade."""
    passages: tuple[Passage, ...]


NAMES_APART = "；"
"""Between the names of indicators; folded it parts them, so that none runs into the next."""

CALL = "selfevalSearch"
"""The function that every shard calls with its path and what it holds."""


def as_script(path: str, held: object) -> bytes:
    """Return the file at `path` that hands `held` to the page that loads it."""
    said = orjson.dumps(held)
    for sign, escaped in ESCAPED:
        said = said.replace(sign, escaped)
    return b"%s(%s,%s);\n" % (CALL.encode(), json.dumps(path).encode(), said)


ESCAPED = tuple((sign.encode(), f"\\u{ord(sign):04x}".encode()) for sign in "<\u2028\u2029")
"""What a script cannot hold as it is, or could be taken for markup, with what stands for it."""


def from_script(script: bytes) -> Any:  # noqa: ANN401  whatever a shard holds
    """Return what a shard hands over."""
    return orjson.loads(script[script.index(b",") + 1 : script.rindex(b")")])


def text_shard(page: PageText, path: str) -> bytes:
    """Return the text of a page as the shard at `path`."""
    passages = [[int(p.field), p.anchor, p.label, p.text] for p in page.passages if p.text]
    return as_script(path, {"title": page.title, "marks": page.marks, "passages": passages})


def text_of(script: bytes) -> PageText:
    """Return the text of a page from its shard."""
    return page_text(from_script(script))


def page_text(held: Any) -> PageText:  # noqa: ANN401  what a text shard holds
    """Return the text of a page from what its shard holds."""
    return PageText(
        title=held["title"],
        marks=tuple(held["marks"]),
        passages=tuple(Passage(FIELDS[f], t, a, label) for f, a, label, t in held["passages"]),
    )


def names_on(page: PageText) -> str:
    """Return everything that has a name on a page, one after another."""
    return NAMES_APART.join([p.text for p in page.passages if p.field is not Field.TEXT])


def readable(script: bytes) -> bytes:
    """Return what a text shard says as lines that people, and the gate for personal data, read."""
    held = from_script(script)
    passages = (f"{label}：{text}" for _, _, label, text in held["passages"])
    lines = [held["title"], *held["marks"], *passages]
    return "\n\n".join(lines).encode("utf-8")


def project_text(project: Project, marks: Sequence[str], say: Catalogue) -> PageText:
    """Return what of a project is searchable: names, bodies, numbers, indicators, goals, prose."""
    return PageText(
        title=project.facts.name,
        marks=tuple(marks),
        passages=(
            *_names(project, say),
            *_numbers(project, say),
            *_indicators(project, say),
            *_project_goals(project, say),
            *_sections(project.narrative, say),
        ),
    )


def _names(project: Project, say: Catalogue) -> Iterator[Passage]:
    facts = project.facts
    yield Passage(Field.TITLE, facts.name)
    label = say.translate(N_("原件中的其他写法"))
    yield from (Passage(Field.TITLE, n.name, "other-names", label) for n in facts.other_names)
    bodies = (
        (N_("主管部门"), facts.department),
        (N_("实施单位"), facts.executing_unit),
        (N_("具体实施处（科室）"), facts.office),
    )
    for term, name in bodies:
        yield Passage(Field.UNIT, name or "", "identity", say.translate(term))


def _numbers(project: Project, say: Catalogue) -> Iterator[Passage]:
    facts = project.facts
    yield Passage(Field.NUMBER, facts.code or "", "identity", say.translate(N_("项目编码")))
    for statement in (facts.evaluation, facts.targets):
        if statement is not None:
            yield from _record_numbers(statement.disclosure, say)


def _record_numbers(record: Disclosure, say: Catalogue) -> Iterator[Passage]:
    numbers = ((N_("索引号"), record.index_number), (N_("文号"), record.document_number))
    for term, number in numbers:
        yield Passage(Field.NUMBER, number or "", "disclosure", say.translate(term))


def _indicators(project: Project, say: Catalogue) -> Iterator[Passage]:
    facts = project.facts
    if facts.evaluation is not None:
        label = say.translate(N_("自评指标"))
        yield _row_names(facts.evaluation.indicators, "indicators", label)
    if facts.targets is not None:
        label = say.translate(N_("绩效目标指标"))
        yield _row_names(facts.targets.indicators, "targets", label)


def _row_names(rows: Iterable[TargetIndicator], anchor: str, label: str) -> Passage:
    return Passage(Field.INDICATOR, NAMES_APART.join(r.name for r in rows if r.name), anchor, label)


def _project_goals(project: Project, say: Catalogue) -> Iterator[Passage]:
    facts = project.facts
    if facts.evaluation is not None:
        yield from _goals(facts.evaluation.goals, "goals", say.translate(N_("目标与完成情况")))
    if facts.targets is not None:
        yield from _goals(facts.targets.goals, "target-goals", say.translate(N_("绩效目标")))


def _goals(goals: Iterable[TargetGoal], anchor: str, label: str) -> Iterator[Passage]:
    for goal in goals:
        said = (goal.scope, goal.expected, getattr(goal, "achieved", None))
        yield Passage(Field.TEXT, "\n".join(text for text in said if text), anchor, label)


def _sections(narrative: Narrative, say: Catalogue) -> Iterator[Passage]:
    words = {topic: say.translate(heading) for heading, topic in HEADINGS}
    for section in narrative.sections:
        yield Passage(Field.TEXT, section.text, section.topic.value, words[section.topic])


def document_text(publication: Publication, say: Catalogue) -> PageText:
    """Return what of a document is searchable: title, numbers, what it cites, prose."""
    facts = publication.facts
    cited = "\n".join(f"{c.title}{c.number or ''}" for c in facts.citations)
    return PageText(
        title=facts.title,
        marks=(facts.kind.value,),
        passages=(
            Passage(Field.TITLE, facts.title),
            *_record_numbers(facts.disclosure, say),
            Passage(Field.TEXT, cited, "citations", say.translate(N_("依据文件"))),
            *_sections(publication.narrative, say),
        ),
    )


def names_of_unit(unit: Unit) -> tuple[str, ...]:
    """Return all names by which a unit is found: its own, the short one, its predecessors'."""
    short = (unit.short_name,) if unit.short_name else ()
    return (unit.name, *short, *(former.name for former in unit.predecessors))


def unit_text(unit: Unit, say: Catalogue) -> PageText:
    """Return what of a unit is searchable: its names, those of its predecessors, its codes."""
    code, (name, *others) = say.translate(N_("统一社会信用代码")), names_of_unit(unit)
    return PageText(
        title=unit.name,
        marks=(unit.region,),
        passages=(
            Passage(Field.TITLE, name),
            *(Passage(Field.UNIT, other) for other in others),
            Passage(Field.NUMBER, unit.credit_code or "", "", code),
            Passage(Field.TEXT, f"{unit.region}\n{unit.summary or ''}"),
        ),
    )


def scheme_text(scheme: Scheme) -> PageText:
    """Return what of a scheme is searchable: its names and where it is in force."""
    return PageText(
        title=scheme.name,
        passages=(
            Passage(Field.TITLE, scheme.name),
            Passage(Field.TITLE, scheme.short_name or ""),
            Passage(Field.TEXT, scheme.jurisdiction),
        ),
    )


def prose_text(page: Prose) -> PageText:
    """Return what of a free page is searchable: all of it."""
    return PageText(
        title=page.title,
        passages=(Passage(Field.TITLE, page.title), Passage(Field.TEXT, page.html.striptags())),
    )


def text_path(page: str) -> str:
    """Return where the text shard of a page lies: beside it."""
    return page.removesuffix(urls.PAGE) + "text.js"
