"""Charts: the geometry of small bars that stand in the cells of a table, never instead of it.

All lengths are in a drawing 100 wide, so that one bar compares with the next.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from generator.facets import RATE_WORDS, WHOLE, RateBand, rate_band
from generator.money import plain, rounded

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from generator.i18n import Catalogue
    from generator.model.entry import Entry
    from generator.model.scheme import Scheme


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """One bar: an outline for what there could be, a filling for what there is."""

    filled: str
    """Length of the filling."""
    outline: str
    """Length of the outline; 0 for none."""
    over: str = "0"
    """Length of what goes beyond the outline, drawn hatched behind it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ChartRow:
    """A row of a chart: a label, a count and its bar."""

    label: str
    count: int
    bar: Bar
    foreign: bool = False
    """Whether the label is content."""


class ScaleBand(NamedTuple):
    """A grade on the scale."""

    word: str
    lower: str
    """The lowest score of the band."""
    start: str
    length: str
    middle: str
    is_current: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class GradeScale:
    """The bands of a scheme with the place of one score; none where no score is shown."""

    bands: tuple[ScaleBand, ...]
    lowest: Decimal
    highest: Decimal
    ends: tuple[str, str]
    """The lowest and the highest score of the scale, as they are shown."""
    marker: str = ""
    """Empty where only the bands are drawn."""


FULL = "100"
"""The length of what everything else in a drawing is measured by."""


def length(part: Decimal, whole: Decimal) -> str:
    """Return how long `part` is in a drawing where `whole` is 100 long."""
    return rounded(part / whole * WHOLE, 2) if whole else "0"


def money_bar(
    budget: Decimal | None, executed: Decimal | None, scale: Decimal | None = None
) -> Bar | None:
    """Return the bar of executed money in the outline of its budget; None where unknown."""
    if budget is None or executed is None or budget <= 0:
        return None
    whole = scale or max(budget, executed)
    return Bar(
        filled=length(min(budget, executed), whole),
        outline=length(budget, whole),
        over=length(max(executed - budget, Decimal(0)), whole),
    )


def score_bar(score: Decimal | None, weight: Decimal | None) -> Bar | None:
    """Return the bar of the share of its weight that a section scored; None where unknown."""
    if score is None or weight is None or weight <= 0:
        return None
    return Bar(filled=length(min(score, weight), weight), outline=FULL)


def count_rows(counts: Sequence[tuple[str, int]], *, foreign: bool = False) -> tuple[ChartRow, ...]:
    """Return the rows of a chart of counts, the longest bar 100 long."""
    most = Decimal(max((count for _, count in counts), default=0))
    return tuple(
        ChartRow(
            label=label,
            count=count,
            bar=Bar(filled=length(Decimal(count), most), outline="0"),
            foreign=foreign,
        )
        for label, count in counts
    )


def rate_distribution(entries: Iterable[Entry], say: Catalogue) -> tuple[ChartRow, ...]:
    """Return how many evaluations executed how much of their budget."""
    bands = Counter(rate_band(entry.rate) for entry in entries if entry.has_evaluation)
    shown = [band for band in RateBand if bands and (band is not RateBand.UNKNOWN or bands[band])]
    return count_rows([(say.translate(RATE_WORDS[band]), bands[band]) for band in shown])


def score_distribution(entries: Iterable[Entry]) -> tuple[ChartRow, ...]:
    """Return how many evaluations of one scheme scored how much, in steps of ten points."""
    scores = [entry.score for entry in entries if entry.score is not None]
    if not scores:
        return ()
    return count_rows(list(_steps(scores)))


def _steps(scores: Sequence[Decimal]) -> Iterator[tuple[str, int]]:
    lowest = int(min(scores)) // 10 * 10
    highest = max(int(max(scores)) // 10 * 10, lowest)
    for start in range(min(highest, 90), min(lowest, 90) - 1, -10):
        last = start == 90  # noqa: PLR2004  full marks belong to the highest step
        end = 101 if last else start + 10
        label = f"[{start}, 100]" if last else f"[{start}, {start + 10})"
        yield label, sum(1 for score in scores if start <= score < end)


def grade_scale(scheme: Scheme) -> GradeScale | None:
    """Return the bands of a scheme as a scale; None where it has none."""
    if not scheme.bands:
        return None
    low = min(band.lower.value for band in scheme.bands)
    high = max(band.upper.value for band in scheme.bands)
    whole = high - low
    ordered = sorted(scheme.bands, key=lambda band: band.lower.value)
    return GradeScale(
        bands=tuple(
            ScaleBand(
                word=band.word,
                lower=band.lower.text,
                start=length(band.lower.value - low, whole),
                length=length(band.upper.value - band.lower.value, whole),
                middle=length((band.upper.value + band.lower.value) / 2 - low, whole),
            )
            for band in ordered
        ),
        lowest=low,
        highest=high,
        ends=(plain(low), plain(high)),
    )


def mark_score(scale: GradeScale, score: Decimal | None, word: str) -> GradeScale:
    """Return a scale with the place of a score and the grade that it has, as far as known."""
    low, high, marker = scale.lowest, scale.highest, ""
    if score is not None and low <= score <= high:
        marker = length(score - low, high - low)
    return replace(
        scale,
        bands=tuple(b._replace(is_current=True) if b.word == word else b for b in scale.bands),
        marker=marker,
    )
