"""Identity: names, numbers and counts that should be the same wherever they stand."""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING

from generator.i18n import N_
from generator.load import suggest
from generator.model.identity import ProjectId
from generator.problem import Family, Kind, Location, Severity

if TYPE_CHECKING:
    from collections.abc import Container, Iterator

    from generator.check.case import Case
    from generator.load import Frame
    from generator.model.entry import Entry
    from generator.model.site import ExpectedProject
    from generator.problem import Problem
    from generator.tabulate import Tables

UNIT_DIFFERS = Kind(
    code="I101",
    slug="unit-name-differs",
    family=Family.IDENTITY,
    severity=Severity.ADVICE,
    message=N_("实施单位印为“{stated}”，单位档案写“{name}”"),
    hint=N_("名称写错就改正；单位改过名，就在 units/ 的“前身单位”中写明"),
    why=N_("同一单位两个名称，读者会当成两家。"),
    bad="实施单位: 区安监局（单位名称: 区应急管理局）",
    good="前身单位: [{名称: 区安监局}]",
)
SAME_NAME = Kind(
    code="I102",
    slug="same-project-name",
    family=Family.IDENTITY,
    severity=Severity.ADVICE,
    message=N_("同一单位同一年度有两个项目都叫“{name}”，另一个在 {other}"),
    hint=N_("确认是否重复录入；确是两个项目，就在名称后注明区别"),
    why=N_("读者分不清两个同名的项目。"),
    bad="两个文件夹的 项目名称 都是 专家指导费",
    good="专家指导费（一季度）与 专家指导费（二季度）",
)
ORDINAL_REPEATED = Kind(
    code="I103",
    slug="ordinal-repeated",
    family=Family.IDENTITY,
    severity=Severity.ADVICE,
    message=N_("文件内序号“{ordinal}”用了两次，另一个在 {other}"),
    hint=N_("原件确是如此，照录即可；录入写错就改正"),
    why=N_("序号重复，引用时分不清是哪一个项目。"),
    bad="两个项目的 文件内序号 都是 五.",
    good="五. 与 七.",
)
COUNT_DIFFERS = Kind(
    code="I104",
    slug="project-count-differs",
    family=Family.IDENTITY,
    severity=Severity.EXPLAIN,
    message=N_("文件写明有 {stated} 个项目，本站收录 {found} 个"),
    hint=N_("补录缺少的项目，或在“情况说明”中写明原因"),
    why=N_("少收一个项目，合计和列表就不完整。"),
    bad='项目个数: "6"，只有五个项目写了 所属文件',
    good='项目个数: "6"，六个项目都写了 所属文件',
)
EXPECTED_UNKNOWN = Kind(
    code="I105",
    slug="expected-project-unknown",
    family=Family.IDENTITY,
    severity=Severity.ERROR,
    message=N_("应公开清单里“{name}”的项目标识“{slug}”没有对应的项目"),
    hint=N_("{suggestion}改正标识；确未录入就先不写“项目”，公开进度会列为未公开"),
    why=N_("标识写错，已经公开的项目会被说成没有公开。"),
    bad="项目: expert-guidence",
    good="项目: expert-guidance",
)
EXPECTED_NEAR = Kind(
    code="I106",
    slug="expected-name-near",
    family=Family.IDENTITY,
    severity=Severity.ADVICE,
    message=N_("应公开清单里的“{name}”没有同名的项目，名称相近的有“{near}”"),
    hint=N_("是同一个项目就在清单里写明“项目: {slug}”；不是就改动名称以示区别"),
    why=N_("名称差一个字，已经公开的项目会被说成没有公开。"),
    bad="清单: [{项目名称: 专家指导经费}]，项目名称是 专家指导费",
    good="清单: [{项目名称: 专家指导经费, 项目: expert-guidance}]",
)
KINDS = (
    UNIT_DIFFERS,
    SAME_NAME,
    ORDINAL_REPEATED,
    COUNT_DIFFERS,
    EXPECTED_UNKNOWN,
    EXPECTED_NEAR,
)

PROJECT_COUNT = "project-count"
"""The ledger line of a document that compares the number of its projects."""


def find_unit_differences(case: Case) -> Iterator[Problem]:
    """Yield a problem where the printed unit is neither the unit nor one of its predecessors."""
    stated, unit = case.project.facts.executing_unit, case.share.unit
    if stated is None or unit is None:
        return
    known = {unit.name, *(predecessor.name for predecessor in unit.predecessors)}
    if stated not in known:
        yield UNIT_DIFFERS.at(case.places.at("实施单位"), stated=stated, name=unit.name)


RULES = (find_unit_differences,)


def check_names(tables: Tables, label: str) -> Iterator[Problem]:
    """Yield names and ordinals that two projects share."""
    seen: dict[tuple[str, ...], str] = {}
    ordinals: dict[tuple[str, ...], str] = {}
    for entry in tables.entries:
        identity = entry.identity
        path = f"{label}/{identity.folder}/project.yaml"
        name = (identity.year, identity.unit, entry.name)
        if name in seen:
            yield SAME_NAME.at(Location(path), name=entry.name, other=seen[name])
        seen.setdefault(name, path)
        if entry.document and entry.ordinal:
            number = (identity.year, identity.unit, entry.document, entry.ordinal)
            if number in ordinals:
                yield ORDINAL_REPEATED.at(
                    Location(path), ordinal=entry.ordinal, other=ordinals[number]
                )
            ordinals.setdefault(number, path)


def check_counts(tables: Tables, frame: Frame) -> Iterator[Problem]:
    """Yield the documents that state another number of projects than stand here.

    Asked only when every project could be read, else the count says nothing.
    """
    for identity, publication in frame.publications.items():
        stated = publication.facts.project_count
        found = len(tables.by_document.get(identity, ()))
        explained = {explanation.subject for explanation in publication.facts.explanations}
        if (
            stated is None
            or stated.value == found
            or explained & {COUNT_DIFFERS.code, COUNT_DIFFERS.slug, PROJECT_COUNT}
        ):
            continue
        place = frame.places[f"{identity.folder}/document.yaml"].at("项目个数")
        yield COUNT_DIFFERS.at(place, stated=stated.text, found=str(found))


def check_expected(
    tables: Tables, frame: Frame, folders: Container[ProjectId]
) -> Iterator[Problem]:
    """Yield what the lists of what must be published name, and nobody finds.

    `folders`: every project folder there is, published or not. Asked only when every project
    could be read, else a name that is missing says nothing.
    """
    for year, expected in frame.expected.items():
        places = frame.places[f"expected/{year}.yaml"]
        for index, item in enumerate(expected.projects):
            if item.project is None:
                place = places.at("清单", index, "项目名称")
                yield from _near_name(item, year, tables, place)
            elif ProjectId(year, item.unit, item.project) not in folders:
                place, known = places.at("清单", index, "项目"), _slugs(year, item.unit, tables)
                yield EXPECTED_UNKNOWN.at(
                    place,
                    name=item.name,
                    slug=item.project,
                    suggestion=suggest(item.project, known),
                )


def _slugs(year: str, unit: str, tables: Tables) -> tuple[str, ...]:
    return tuple(e.identity.slug for e in _of(year, unit, tables))


def _of(year: str, unit: str, tables: Tables) -> Iterator[Entry]:
    entries = tables.by_year.get(year, ())
    return (entry for entry in entries if entry.identity.unit == unit)


def _near_name(
    item: ExpectedProject, year: str, tables: Tables, place: Location
) -> Iterator[Problem]:
    """Yield a problem where no project of the unit has the name, but one has nearly the same."""
    slugs = {entry.name: entry.identity.slug for entry in _of(year, item.unit, tables)}
    near = get_close_matches(item.name, slugs, n=1, cutoff=NEAR)
    if item.name not in slugs and near:
        yield EXPECTED_NEAR.at(place, name=item.name, near=near[0], slug=slugs[near[0]])


NEAR = 0.75
"""How alike two names are, from 0 to 1, that a reader may take for one."""
