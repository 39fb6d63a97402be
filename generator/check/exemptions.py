"""Exceptions: accepted findings, with a reason and an end; one that matches nothing is reported."""

from __future__ import annotations

from dataclasses import dataclass
from fnmatch import fnmatchcase
from typing import TYPE_CHECKING

from generator.i18n import N_
from generator.problem import Family, Kind, Severity

if TYPE_CHECKING:
    import datetime
    from collections.abc import Iterator, Sequence

    from generator.load import Frame
    from generator.model.site import Exemption
    from generator.problem import Problem

UNUSED = Kind(
    code="U104",
    slug="exception-unused",
    family=Family.PUBLICATION,
    severity=Severity.ADVICE,
    message=N_("例外“{rule}”在“{scope}”没有对上任何检查结果"),
    hint=N_("问题已经解决就删去这条例外；写错了就改正规则或范围"),
    why=N_("无用的例外会掩盖以后的问题。"),
    bad="例外: [{规则: E101, 范围: content/projects/2019/*, …}]",
    good="例外: []",
)
EXPIRED = Kind(
    code="U105",
    slug="exception-expired",
    family=Family.PUBLICATION,
    severity=Severity.ADVICE,
    message=N_("例外“{rule}”已于 {until} 到期，不再起作用"),
    hint=N_("重新评估后延长，或解决问题后删去"),
    why=N_("接受一个问题总有期限，到期要重新看一遍。"),
    bad="有效期至: 2020-12-31",
    good="有效期至: 2027-12-31",
)
NOT_EXEMPTIBLE = Kind(
    code="U106",
    slug="exception-of-error",
    family=Family.PUBLICATION,
    severity=Severity.ERROR,
    message=N_("“{rule}”是错误，不能作为例外接受"),
    hint=N_("删去这条例外，改正内容"),
    why=N_("错误会让网站读不通或不安全，不能放行。"),
    bad="例外: [{规则: F106, …}]",
    good="例外: [{规则: E101, …}]",
)
KINDS = (UNUSED, EXPIRED, NOT_EXEMPTIBLE)


@dataclass(frozen=True, slots=True)
class Findings:
    """Problems after the exceptions were applied."""

    standing: tuple[Problem, ...]
    accepted: tuple[Problem, ...]

    @property
    def blocked(self) -> bool:
        """Whether problems keep the content from being published."""
        return any(problem.blocks for problem in self.standing)

    def joined(self, more: Sequence[Problem]) -> Findings:
        """Return these findings and `more` that stand."""
        return Findings((*self.standing, *more), self.accepted)


def apply_exemptions(problems: Sequence[Problem], frame: Frame, today: datetime.date) -> Findings:
    """Return what still stands and what was accepted, with the problems of exceptions."""
    exemptions = frame.exemptions.exemptions
    valid = [e for e in exemptions if e.until >= today]
    accepted = tuple(p for p in problems if not p.blocks and any(_covers(e, p) for e in valid))
    standing = tuple(p for p in problems if p not in accepted)
    return Findings((*standing, *_own_problems(problems, frame, today)), accepted)


def _covers(exemption: Exemption, problem: Problem) -> bool:
    named = exemption.rule in {problem.kind.code, problem.kind.slug}
    return named and fnmatchcase(problem.at.path, exemption.scope)


def _own_problems(
    problems: Sequence[Problem], frame: Frame, today: datetime.date
) -> Iterator[Problem]:
    for index, exemption in enumerate(frame.exemptions.exemptions):
        place = frame.places["exceptions.yaml"].at("例外", index, "规则")
        covered = [p for p in problems if _covers(exemption, p)]
        if any(problem.blocks for problem in covered):
            yield NOT_EXEMPTIBLE.at(place, rule=exemption.rule)
        elif exemption.until < today:
            yield EXPIRED.at(place, rule=exemption.rule, until=exemption.until.isoformat())
        elif not covered:
            yield UNUSED.at(place, rule=exemption.rule, scope=exemption.scope)
