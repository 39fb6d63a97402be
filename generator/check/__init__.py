"""Checking: ordered rules over finished values → problems. A rule reports, it never changes.

To add a rule: declare its `Kind`, write one function over a `Case`, put both into the tuples of
its family, and add a fixture folder under `tests/fixtures/problems/`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.check import (
    arithmetic,
    evidence,
    exemptions,
    identity,
    indicators,
    publication,
    reasons,
    residue,
    reuse,
    schemes,
    scoring,
    weights,
    wording,
)
from generator.check.case import Case, examine
from generator.check.exemptions import Findings, apply_exemptions
from generator.check.reuse import fingerprints
from generator.i18n import N_

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator, Mapping

    from generator.load import Frame
    from generator.model.entry import Entry
    from generator.model.identity import ProjectId
    from generator.problem import Problem
    from generator.tabulate import Tables

RULES = (
    *identity.RULES,
    *arithmetic.RULES,
    *scoring.RULES,
    *weights.RULES,
    *indicators.RULES,
    *evidence.RULES,
    *reasons.RULES,
    *residue.RULES,
    *wording.RULES,
    *publication.RULES,
)
"""The rules over one project, in the order they run."""

KINDS = (
    *identity.KINDS,
    *arithmetic.KINDS,
    *scoring.KINDS,
    *weights.KINDS,
    *indicators.KINDS,
    *schemes.KINDS,
    *evidence.KINDS,
    *reasons.KINDS,
    *residue.KINDS,
    *wording.KINDS,
    *reuse.KINDS,
    *publication.KINDS,
    *exemptions.KINDS,
)
"""Every kind of problem that checking can find."""

NOT_CHECKED = (
    N_("个人信息只查身份证号、手机号、银行卡号和写明“住址”的地址；姓名等其他个人信息请人工核对"),
    N_("PDF、图片和旧版 Office 附件的内容不能检查；正式网站须由人核验并写明“人工核验”"),
    N_("评分办法没有写明算法的指标，得分与目标值、实际完成值是否相称不能核算"),
    N_("错别字、叙述中的数与表中的数是否一致、叙述中是否写了别的项目名称，不作检查"),
    N_("文字是否属实、目标是否合理、用词是否恰当，只能由人判断"),
)
"""What this version leaves to people; said in every report."""


def check_project(case: Case) -> Iterator[Problem]:
    """Yield everything the rules find in one project."""
    for rule in RULES:
        yield from rule(case)


def check_frame(frame: Frame) -> Iterator[Problem]:
    """Yield everything the rules find in what projects share."""
    yield from publication.check_site(frame)
    yield from publication.check_documents(frame)
    yield from wording.check_citations(frame)
    for slug, scheme in frame.schemes.items():
        yield from schemes.check_scheme(scheme, frame.places[f"schemes/{slug}.yaml"])


def check_across(
    tables: Tables, frame: Frame, folders: Container[ProjectId], label: str, *, complete: bool
) -> Iterator[Problem]:
    """Yield what only shows when projects are seen together; `complete` if all could be read.

    `folders`: every project folder there is, published or not.
    """
    yield from identity.check_names(tables, label)
    yield from reuse.check_reuse(tables.by_unit.values(), label)
    if complete:
        yield from identity.check_counts(tables, frame)
        yield from identity.check_expected(tables, frame, folders)


def revise_reuse(
    across: Iterable[Problem], units: Mapping[str, Iterable[Entry]], label: str
) -> Iterator[Problem]:
    """Yield what shows across projects after texts of some units changed, and nothing else did.

    `across`: what showed before; `units`: all projects of those units.
    """
    for problem in across:
        unit = problem.at.path.split("/")[3] if problem.kind == reuse.REUSED else ""
        if unit not in units:
            yield problem
    yield from reuse.check_reuse(units.values(), label)


__all__ = [
    "KINDS",
    "NOT_CHECKED",
    "Case",
    "Findings",
    "apply_exemptions",
    "check_across",
    "check_frame",
    "check_project",
    "examine",
    "fingerprints",
    "revise_reuse",
]
