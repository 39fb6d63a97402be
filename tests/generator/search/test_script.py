"""The script of the search page has the same rules as the generator: run by node where it is."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml

from generator.search.tokens import fold, parts_of, terms_of
from generator.search.volume import shard_of

ROOT = Path(__file__).parents[3]
VECTORS = yaml.safe_load((ROOT / "tests/fixtures/search/tokens.yaml").read_text("utf-8"))
PROGRAM = """
const asked = JSON.parse(require("fs").readFileSync(0, "utf8"));
global.window = {};
global.document = { getElementById: () => null };
require(asked.script);
const rules = window.selfevalSearchRules;
const sort = (list) => list.slice().sort();
process.stdout.write(JSON.stringify({
  folds: asked.folds.map((text) => rules.fold(text)),
  terms: asked.terms.map((text) => sort(rules.termsOf(text))),
  queries: asked.queries.map((typed) => rules.partsOf(typed).map((part) => [
    part.text, part.lookups, part.exact])),
  matches: asked.matches.map(([typed, text]) => rules.partsOf(typed).every(
    (part) => rules.placesOf(part, rules.fold(text)).length > 0)),
  shards: asked.shards.map((term) => rules.shardOf(term, 1024)),
}));
"""
TYPED = "安全生产监管１２３ａＢ　，。“”-/()〔〕PPP项目\u200b①é🙂𠀀"


def texts() -> list[str]:
    """Return pieces of a text that mixes everything, in every length and place."""
    return [TYPED[start:end] for start in range(len(TYPED)) for end in range(start, len(TYPED))]


@pytest.fixture(scope="module")
def answers() -> dict[str, Any]:
    """Return what the script says to all vectors."""
    node = shutil.which("node")
    if node is None:
        pytest.skip("NO NODE: the script's tokenizer was compared in the browser tests only")
    asked = {
        "script": str(ROOT / "theme/assets/search.js"),
        "folds": [text for text, _ in VECTORS["folds"]] + texts(),
        "terms": [text for text, _ in VECTORS["terms"]],
        "queries": [case["typed"] for case in VECTORS["queries"]] + texts(),
        "matches": [(case["typed"], case["text"]) for case in VECTORS["matches"]],
        "shards": texts(),
    }
    said = subprocess.run(  # noqa: S603  our own program
        [node, "-e", PROGRAM], input=json.dumps(asked), capture_output=True, text=True, check=True
    )
    found: dict[str, Any] = json.loads(said.stdout)
    return found


def test_script_folds_like_the_generator(answers: dict[str, Any]) -> None:
    """Every text is folded alike."""
    vectors = [folded for _, folded in VECTORS["folds"]]
    assert answers["folds"] == vectors + [fold(text) for text in texts()]


def test_script_finds_the_same_terms(answers: dict[str, Any]) -> None:
    """Every text has the same terms."""
    assert answers["terms"] == [sorted(terms_of(text)) for text, _ in VECTORS["terms"]]


def test_script_reads_queries_alike(answers: dict[str, Any]) -> None:
    """Every query has the same parts and lookups."""
    typed = [case["typed"] for case in VECTORS["queries"]] + texts()
    expected = [
        [
            [p.text, [look.term + "*" * (not look.is_whole) for look in p.lookups], p.is_exact]
            for p in parts_of(query)
        ]
        for query in typed
    ]
    assert answers["queries"] == expected


def test_script_sees_matches_alike(answers: dict[str, Any]) -> None:
    """Every part is seen in a text, or not."""
    assert answers["matches"] == [case["found"] for case in VECTORS["matches"]]


def test_script_seeks_terms_in_the_same_shards(answers: dict[str, Any]) -> None:
    """Every term is in the shard in which the generator put it."""
    assert answers["shards"] == [shard_of(text, 1024) for text in texts()]
