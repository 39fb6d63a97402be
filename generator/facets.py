"""Facets: what a list can be narrowed by, and which values an entry has under each.

The order of the members is the order of the choices on a page, and their place in it is how the
catalogue writes them down.
"""

from __future__ import annotations

from decimal import Decimal
from enum import StrEnum
from typing import TYPE_CHECKING

from generator.i18n import N_
from generator.model.ledger import Outcome

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.model.entry import Entry

WHOLE = Decimal(100)


class RateBand(StrEnum):
    """How much of its budget a project has executed."""

    BELOW_30 = "below-30"
    BELOW_60 = "below-60"
    BELOW_80 = "below-80"
    BELOW_90 = "below-90"
    BELOW_100 = "below-100"
    FULL = "full"
    OVER = "over"
    UNKNOWN = "unknown"


RATE_WORDS = {
    RateBand.BELOW_30: N_("低于 30%"),
    RateBand.BELOW_60: N_("30%（含）至 60%（不含）"),
    RateBand.BELOW_80: N_("60%（含）至 80%（不含）"),
    RateBand.BELOW_90: N_("80%（含）至 90%（不含）"),
    RateBand.BELOW_100: N_("90%（含）至 100%（不含）"),
    RateBand.FULL: N_("正好 100%"),
    RateBand.OVER: N_("超过 100%"),
    RateBand.UNKNOWN: N_("未填或无法核算"),
}
LIMITS = {
    RateBand.BELOW_30: Decimal(30),
    RateBand.BELOW_60: Decimal(60),
    RateBand.BELOW_80: Decimal(80),
    RateBand.BELOW_90: Decimal(90),
    RateBand.BELOW_100: WHOLE,
}
"""What a rate in percent stays below, the lowest first."""


class LedgerMark(StrEnum):
    """What the ledger of a project says as a whole; several of the first three may hold at once."""

    DIFFERS = "differs"
    CUT = "cut"
    NOT_COMPUTABLE = "not-computable"
    AGREES = "agrees"
    """Figures were compared, and all of them agree."""
    NOTHING = "nothing"
    """No figure could be compared."""


LEDGER_WORDS = {
    LedgerMark.DIFFERS: N_("有不符"),
    LedgerMark.CUT: N_("有截位相符"),
    LedgerMark.NOT_COMPUTABLE: N_("有无法核算"),
    LedgerMark.AGREES: N_("全部相符"),
    LedgerMark.NOTHING: N_("没有可核对的数字"),
}
FOUND = {
    Outcome.DIFFERS: LedgerMark.DIFFERS,
    Outcome.CUT: LedgerMark.CUT,
    Outcome.NOT_COMPUTABLE: LedgerMark.NOT_COMPUTABLE,
}


def rate_band(rate: Decimal | None) -> RateBand:
    """Return the band of an exact execution rate in percent."""
    if rate is None:
        return RateBand.UNKNOWN
    if rate >= WHOLE:
        return RateBand.FULL if rate == WHOLE else RateBand.OVER
    return next(band for band, limit in LIMITS.items() if rate < limit)


def ledger_marks(entry: Entry) -> frozenset[LedgerMark]:
    """Return what the ledger of an entry says; figures the source does not state say nothing."""
    return frozenset(_marks(entry))


def _marks(entry: Entry) -> Iterator[LedgerMark]:
    found = [mark for outcome, mark in FOUND.items() if entry.outcome(outcome)]
    if found:
        yield from found
    elif entry.outcome(Outcome.AGREES):
        yield LedgerMark.AGREES
    else:
        yield LedgerMark.NOTHING
