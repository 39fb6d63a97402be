"""Worked examples: facts and a scheme in, the whole ledger out.

A file of `tests/fixtures/scoring/` holds one example:

    shows: one sentence saying what the example is about
    published: the shipped project that comes out the same, where there is one
    scheme: the id of a shipped scheme, or a scheme; absent where there is none
    facts: a project, as in its content file
    result: budget and executed in 元, rate in percent with four decimals, score, grade, and
        which of executed and score are `stated`; what is absent is not there
    sections: the sections with the sums of their rows
    ledger: every line; what is absent is empty
"""

from __future__ import annotations

from pathlib import Path
from typing import Any, TypeVar

import pytest
import yaml

from generator.i18n import Catalogue
from generator.model.fields import Record
from generator.model.ledger import OUTCOME_WORDS, Line, Outcome, Result, SectionTotal
from generator.model.project import ProjectFacts
from generator.model.scheme import Scheme
from generator.money import plain, round_half_up
from generator.score import score_example, score_project

RecordT = TypeVar("RecordT", bound=Record)
ROOT = Path(__file__).parents[3]
SAY = Catalogue().say


def read(path: Path) -> Any:  # noqa: ANN401  a file may hold anything
    """Return what a YAML file holds, every scalar as text."""
    return yaml.load(path.read_text("utf-8"), yaml.CBaseLoader)  # noqa: S506  text only


def record(kind: type[RecordT], value: object) -> RecordT:
    """Return the record that a content file with `value` holds."""
    return kind.model_validate(value, by_alias=True, by_name=False)


EXAMPLES: dict[str, dict[str, Any]] = {
    path.stem: read(path) for path in sorted((ROOT / "tests/fixtures/scoring").glob("*.yaml"))
}
PUBLISHED = [name for name, example in EXAMPLES.items() if "published" in example]


def scheme_of(example: dict[str, Any]) -> Scheme | None:
    """Return the scheme of an example: shipped, its own, or none."""
    given = example.get("scheme")
    if isinstance(given, str):
        given = read(ROOT / f"content/schemes/{given}.yaml")
    return record(Scheme, given) if given else None


def result_of(result: Result) -> dict[str, Any]:
    """Return a result as an example writes it."""
    figures = {
        "budget": plain(result.budget) if result.budget is not None else "",
        "executed": plain(result.executed) if result.executed is not None else "",
        "rate": f"{round_half_up(result.rate, 4):f}" if result.rate is not None else "",
        "score": plain(result.score) if result.score is not None else "",
        "grade": result.grade,
        "stated": [w for w in ("executed", "score") if getattr(result, f"{w}_stated")],
    }
    return {name: figure for name, figure in figures.items() if figure}


def section_of(section: SectionTotal) -> dict[str, str]:
    """Return a section as an example writes it."""
    rows = f"{section.first}–{section.last}" if section.first is not None else ""
    figures = {
        "name": section.name,
        "weight": plain(section.weight) if section.weight is not None else "",
        "score": plain(section.score) if section.score is not None else "",
        "rows": rows,
        "by_editor": "yes" if section.read_by_editor else "",
    }
    return {name: figure for name, figure in figures.items() if figure}


def line_of(line: Line) -> dict[str, Any]:
    """Return a ledger line as an example writes it."""
    parts = {
        "anchor": line.anchor,
        "label": SAY(line.label),
        "stated": line.stated,
        "computed": line.computed,
        "outcome": OUTCOME_WORDS[line.outcome],
        "formula": SAY(line.formula),
        "notes": [SAY(note) for note in line.notes],
    }
    return {name: part for name, part in parts.items() if part}


@pytest.mark.parametrize("name", EXAMPLES)
def test_example_comes_out_as_written(name: str) -> None:
    """Money, rate, score, grade, sections and every ledger line are those of the example."""
    example = EXAMPLES[name]
    result = score_project(record(ProjectFacts, example["facts"]), scheme_of(example))
    assert result_of(result) == example["result"]
    assert [section_of(section) for section in result.sections] == example.get("sections", [])
    assert [line_of(line) for line in result.ledger] == example["ledger"]


@pytest.mark.parametrize("name", PUBLISHED)
def test_published_project_comes_out_like_its_example(name: str) -> None:
    """The shipped project has the result that was worked out from its published document."""
    example = EXAMPLES[name]
    facts = read(ROOT / f"content/projects/{example['published']}/project.yaml")
    result = score_project(record(ProjectFacts, facts), scheme_of(example))
    assert facts.get("评分办法") == example.get("scheme")
    assert result_of(result) == example["result"]
    assert [line_of(line) for line in result.ledger] == example["ledger"]


def test_every_published_project_has_an_example() -> None:
    """No shipped project is without a worked example."""
    projects = (ROOT / "content/projects").glob("*/*/*/project.yaml")
    folders = sorted(str(p.parent.relative_to(ROOT / "content/projects")) for p in projects)
    assert sorted(EXAMPLES[name]["published"] for name in PUBLISHED) == folders


def test_examples_show_every_outcome() -> None:
    """Each way a stated figure can stand to the computed one is shown by some example."""
    shown = {line["outcome"] for example in EXAMPLES.values() for line in example["ledger"]}
    assert shown == {OUTCOME_WORDS[outcome] for outcome in Outcome}


def test_scheme_example_is_computed_by_the_engine() -> None:
    """A scheme's worked example has a rate, an execution score, a total and a grade of its own."""
    result = score_example(
        record(Scheme, read(ROOT / "tests/fixtures/town/content/schemes/points.yaml"))
    )
    assert result is not None
    assert result_of(result) == {
        "budget": "800000",
        "executed": "600000",
        "rate": "75.0000",
        "score": "88.5",
        "grade": "良",
        "stated": ["executed"],
    }
    assert [line_of(line) for line in result.ledger] == [
        {
            "anchor": "execution-rate",
            "label": "预算执行率",
            "computed": "75.00%",
            "outcome": "原件未列",
            "formula": "60 ÷ 80 = 75.00%",
        },
        {
            "anchor": "execution-score",
            "label": "预算执行率得分",
            "computed": "7.5",
            "outcome": "原件未列",
            "formula": "75% × 10 = 7.5",
        },
        {
            "anchor": "score-total",
            "label": "总分",
            "computed": "88.5",
            "outcome": "原件未列",
            "formula": "7.5 + 45 + 36 = 88.5",
        },
        {
            "anchor": "grade",
            "label": "绩效等级",
            "computed": "良",
            "outcome": "原件未列",
            "formula": "88.5 分在 [75, 90) 之内，属“良”",
        },
    ]


def test_scheme_without_an_example_has_none() -> None:
    """A scheme that gives no example shows none."""
    path = ROOT / "tests/fixtures/town/content/schemes/words.yaml"
    assert score_example(record(Scheme, read(path))) is None
