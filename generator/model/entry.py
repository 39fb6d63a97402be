"""The entry: the small frozen summary of a project that lists and totals are made of."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from generator.model.identity import DocumentId, StatementKind

if TYPE_CHECKING:
    import datetime
    from decimal import Decimal

    from generator.model.identity import ProjectId
    from generator.model.ledger import Outcome
    from generator.model.narrative import Topic


class Entry(NamedTuple):
    """One project as the site tier sees it. Money is in 元, rates in percent.

    A tuple, since a site has very many of them and every build reads and keeps them.
    """

    identity: ProjectId
    name: str
    has_targets: bool
    has_evaluation: bool
    scheme: str | None
    """Scheme id; none for a target declaration."""
    named_scheme: str | None
    """The scheme id that the facts name, even where nothing is scored."""
    document: str | None
    """Document id within the same year and unit."""
    position: int
    """Place within its document, from 1; 0 where it has none."""
    ordinal: str
    """Its number within the document, as printed."""
    budget: Decimal | None
    executed: Decimal | None
    executed_stated: bool
    rate: Decimal | None
    rate_stated: str
    """The execution rate as printed; empty where it is not."""
    score: Decimal | None
    score_stated: bool
    grade: str
    """The scheme's own word."""
    grade_printed: str
    """The word as printed; empty where no grade is stated."""
    outcomes: tuple[tuple[Outcome, int], ...]
    """How many ledger lines came out how."""
    missing: tuple[Topic, ...]
    """Core parts of the narrative that the source lacks."""
    index_number: str
    evaluation_published: datetime.date | None
    targets_published: datetime.date | None
    corrections: int
    series: str
    """What links the same project over years; empty where it is linked to none."""
    problems: tuple[str, ...]
    """The numbered problems of its narrative; of a project in a series only."""
    measures: tuple[str, ...]
    """The numbered measures of its narrative; of a project in a series only."""
    indicators: int
    """Rows of indicators in both statements."""
    sentences: bytes
    """Fingerprints of the long sentences of its narrative, to find copied ones."""

    @property
    def is_overall(self) -> bool:
        """Whether it is a unit as a whole; its money is that of its projects once more."""
        return self.identity.is_overall

    @property
    def carrier(self) -> DocumentId | None:
        """The document that carries the project; None where none does."""
        identity = self.identity
        return DocumentId(identity.year, identity.unit, self.document) if self.document else None

    @property
    def is_over_budget(self) -> bool:
        """Whether more was executed than budgeted."""
        return self.budget is not None and self.executed is not None and self.executed > self.budget

    def published_on(self, kind: StatementKind) -> datetime.date | None:
        """Return when the statement of a kind was first published; None where nobody says."""
        is_targets = kind is StatementKind.TARGETS
        return self.targets_published if is_targets else self.evaluation_published

    def outcome(self, wanted: Outcome) -> int:
        """Return how many ledger lines came out as `wanted`."""
        return dict(self.outcomes).get(wanted, 0)


def in_list_order(entry: Entry) -> tuple[int, str, str, int, str]:
    """Return the sort key of lists: newest year first, then unit, document and place in it."""
    identity = entry.identity
    return (-int(identity.year), identity.unit, entry.document or "", entry.position, identity.slug)
