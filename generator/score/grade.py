"""Grades: half-open bands, synonyms, and the gaps that integer bands leave."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.i18n import N_, Message, message
from generator.model.ledger import Line, Outcome
from generator.money import plain
from generator.score.compare import blocked_line

if TYPE_CHECKING:
    from decimal import Decimal

    from generator.model.scheme import Band, Scheme

LABEL = N_("绩效等级")
FORMULA = N_("{score} 分在 {band} 之内，属“{word}”")
SYNONYM = N_("原件用“{printed}”，不是本办法的等级用词；按同义词识别为“{word}”")
FOREIGN_WORD = N_("原件用“{printed}”，不是本办法的等级用词，也不是已知的同义词")
NO_BANDS = N_("评分办法没有等级")
NO_SCORE = N_("没有总分，无法划分等级")
IN_GAP = N_("{score} 分落在两个等级之间，办法没有规定，不作推测")


OUTSIDE = N_("{score} 分不在任何等级的分数段之内，不作推测")


def is_between(scheme: Scheme, score: Decimal) -> bool:
    """Whether a score without a grade lies between two grades, not above or below all."""
    lower = any(band.upper.value <= score for band in scheme.bands)
    return lower and any(band.lower.value >= score for band in scheme.bands)


def contains(band: Band, score: Decimal) -> bool:
    """Whether `score` earns the grade of `band`."""
    above = score >= band.lower.value if band.lower_included else score > band.lower.value
    below = score <= band.upper.value if band.upper_included else score < band.upper.value
    return above and below


def interval(band: Band) -> str:
    """Return the scores of a band as an interval: `[90, 100]`, `[75, 90)`."""
    opening = "[" if band.lower_included else "("
    closing = "]" if band.upper_included else ")"
    return f"{opening}{band.lower.text}, {band.upper.text}{closing}"


def band_of_score(scheme: Scheme, score: Decimal) -> Band | None:
    """Return the band that `score` falls in, or None in a gap."""
    return next((band for band in scheme.bands if contains(band, score)), None)


def band_of_word(scheme: Scheme, word: str) -> Band | None:
    """Return the band that `word` names, itself or as a known synonym."""
    return next((b for b in scheme.bands if word == b.word or word in b.synonyms), None)


def grade_line(scheme: Scheme, printed: str, score: Decimal | None) -> Line | None:
    """Return the ledger line of the grade; None where neither source nor scheme knows grades."""
    label = message(LABEL)
    if not scheme.bands:
        return blocked_line("grade", label, printed, message(NO_BANDS)) if printed else None
    if score is None:
        return blocked_line("grade", label, printed, message(NO_SCORE)) if printed else None
    band = band_of_score(scheme, score)
    if band is None:
        reason = IN_GAP if is_between(scheme, score) else OUTSIDE
        return blocked_line("grade", label, printed, message(reason, score=plain(score)))
    outcome, notes = _against(scheme, printed, band)
    return Line(
        anchor="grade",
        label=label,
        stated=printed,
        computed=band.word,
        outcome=outcome,
        formula=message(FORMULA, score=plain(score), band=interval(band), word=band.word),
        notes=notes,
    )


def _against(scheme: Scheme, printed: str, band: Band) -> tuple[Outcome, tuple[Message, ...]]:
    if not printed:
        return Outcome.NOT_STATED, ()
    named = band_of_word(scheme, printed)
    if named is None:
        return Outcome.DIFFERS, (message(FOREIGN_WORD, printed=printed),)
    outcome = Outcome.AGREES if named is band else Outcome.DIFFERS
    if printed == named.word:
        return outcome, ()
    return outcome, (message(SYNONYM, printed=printed, word=named.word),)
