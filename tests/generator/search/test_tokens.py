"""What counts as one word: the vectors that Python and the browser share, and what holds of any."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any
from unicodedata import normalize

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.search.tokens import (
    BAR,
    BLANK,
    COMMON,
    HAN,
    INVISIBLE,
    OTHER,
    fold,
    letters_of,
    name_terms_of,
    part_of,
    parts_of,
    terms_of,
)

VECTORS: dict[str, list[Any]] = yaml.safe_load(
    (Path(__file__).parents[2] / "fixtures/search/tokens.yaml").read_text("utf-8")
)


@pytest.mark.parametrize(("text", "folded"), VECTORS["folds"])
def test_text_is_folded(text: str, folded: str) -> None:
    """Wide forms, digit forms and capitals are plain; what is no letter or digit is one bar."""
    assert fold(text) == folded


@pytest.mark.parametrize(("folded", "terms"), VECTORS["terms"])
def test_terms_of_a_text(folded: str, terms: list[str]) -> None:
    """Terms are pairs of Chinese characters, and words of other letters and digits."""
    assert sorted(terms_of(folded)) == sorted(terms)


@pytest.mark.parametrize("case", VECTORS["queries"], ids=lambda case: case["typed"])
def test_parts_of_a_query(case: dict[str, Any]) -> None:
    """A query is parted at blanks and quotes, and every part says what to look up."""
    found = [
        {
            "text": part.text,
            "lookups": [look.term + "*" * (not look.is_whole) for look in part.lookups],
            "exact": part.is_exact,
        }
        for part in parts_of(case["typed"])
    ]
    assert found == case["parts"]


@pytest.mark.parametrize("case", VECTORS["matches"], ids=lambda c: f"{c['typed']} in {c['text']}")
def test_part_is_seen_in_a_text(case: dict[str, Any]) -> None:
    """All parts stand in a text, or not; none from the middle of a word on."""
    seen = all(part.pattern.search(fold(case["text"])) for part in parts_of(case["typed"]))
    assert seen == case["found"]


TEXTS = st.text(alphabet="安全生产监管局ab12 ，。(Ａ１\n-", max_size=30)


def folded_strictly(text: str) -> str:
    """Return a text folded step by step, as the rules say it."""
    plain = INVISIBLE.sub("", normalize("NFKC", text)).lower()
    joined = re.sub(rf"(?<=[{HAN}]){BLANK}+(?=[^\W_])|(?<=[^\W_]){BLANK}+(?=[{HAN}])", "", plain)
    return OTHER.sub(BAR, joined).strip(BAR)


@settings(max_examples=500, derandomize=True)
@given(
    st.text(
        alphabet="安全々ab1Ａ１①㎡⑴ﬁ½ß \t\n\u3000\u2028，。(-_＿%％×…．“〈】〔～e\u0301\u200b",
        max_size=20,
    )
)
def test_quick_folding_is_strict_folding(text: str) -> None:
    """What is not normalized would not change, and blanks go where the rules say."""
    assert fold(text) == folded_strictly(text)


def test_common_characters_fold_as_any() -> None:
    """Every character that is not normalized folds as if it were, whatever stands beside it."""
    signs = [chr(n) for n in range(0x10000) if COMMON.fullmatch(chr(n))]
    around = ("{}", "安{}全", "a{}b", "安{} 全", "a {}1", "安 {}", "{}{}")
    texts = [shape.replace("{}", sign) for sign in signs for shape in around]
    assert len(signs) > 20000
    assert [text for text in texts if fold(text) != folded_strictly(text)] == []


@given(TEXTS)
def test_folding_twice_is_folding_once(text: str) -> None:
    """A folded text is as it is compared."""
    assert fold(fold(text)) == fold(text)


@given(TEXTS, st.integers(0, 30), st.integers(1, 30))
def test_what_stands_in_a_text_is_looked_up_there(text: str, start: int, length: int) -> None:
    """Whatever piece of a name is sought, all its lookups are among the terms of the name."""
    folded = fold(text)
    piece = fold(folded[start : start + length])
    if not piece or part_of(piece).pattern.search(folded) is None:
        return
    known = name_terms_of(folded)
    assert known == terms_of(folded) | letters_of(folded)
    for look in part_of(piece).lookups:
        assert look.term in known or any(
            term.startswith(look.term) for term in known if not look.is_whole
        )
