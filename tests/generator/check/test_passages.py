"""What rules look at: every text of a project, with its place or without."""

from __future__ import annotations

from itertools import product
from pathlib import Path

import pytest

from generator.check.case import examine
from generator.check.passages import SHAPES, passages_of, texts_of
from generator.check.residue import ANY, PATTERNS
from generator.check.wording import CLOSED, _is_closed
from generator.load import arrange, load_frame, load_project
from generator.model.project import ProjectFacts
from generator.narrative import Markdown
from generator.read import survey
from generator.score import measures_of, score_project

ROOTS = (
    Path(__file__).parents[3] / "content",
    *sorted(path.parent for path in Path(__file__).parents[2].glob("fixtures/**/site.yaml")),
)


@pytest.mark.parametrize("root", ROOTS, ids=lambda path: "/".join(path.parts[-2:]))
def test_texts_are_those_of_passages(root: Path) -> None:
    """A case has the text of every passage, each as often as it stands in the project."""
    layout, _ = arrange(survey(root)[0])
    frame, _ = load_frame(root, layout)
    parser, shares = Markdown(), frame.shares(layout.projects)
    for identity, folder in layout.projects.items():
        share = shares[identity.year, identity.unit]
        project, places, _ = load_project(root, folder, share, parser)
        if project is None or places is None:
            continue
        scheme = share.schemes.get(project.facts.scheme or "")
        result = score_project(project.facts, scheme)
        case = examine(project, result, share, places, measures_of(project.facts))
        texts = sorted(passage.text for passage in passages_of(project))
        assert sorted(texts_of(project)) == sorted(case.texts) == texts
        assert all(text in case.words for text in texts)
        assert case.passages == passages_of(project)


def test_every_record_of_the_facts_has_a_shape() -> None:
    """What may hold texts is known of every record that facts may hold."""
    assert ProjectFacts in SHAPES
    assert all(
        set(shape.lists) | set(shape.records) <= set(kind.model_fields)
        for kind, shape in SHAPES.items()
    )


def test_closed_pairs_are_never_broken() -> None:
    """Where the sweep over all texts finds a pair closed, no single text has half of it."""
    texts = ["".join(signs) for signs in product("（）甲", repeat=4)]
    closed = [
        pair
        for pair in product(texts, repeat=2)
        if _is_closed("\n".join(pair), *CLOSED[0][0], CLOSED[0][1])
    ]
    assert 0 < len(closed) < len(texts) ** 2
    assert all(text.count("（") == text.count("）") for pair in closed for text in pair)


@pytest.mark.parametrize(
    "text",
    [
        "（限200字以内）",
        "(300字左右)",
        "请在此填写",
        "××单位",
        "Xx局",
        "某某部门",
        "错误！未定义书签",
        "a&nbsp;",
        "<br/>",
    ],
)
def test_one_search_finds_all_residue(text: str) -> None:
    """What one of the patterns finds, the search over all texts at once finds too."""
    assert any(pattern.search(text) for _, pattern in PATTERNS)
    assert ANY.search(f"甲\n{text}\n乙")
