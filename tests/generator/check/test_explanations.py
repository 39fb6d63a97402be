"""What the unit explains is not asked again: one explanation, by code or name, quiets its kind."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from generator.pipeline import check

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from generator.pipeline import Options
    from generator.problem import Problem

PROBLEMS = Path(__file__).parents[3] / "tests" / "fixtures" / "problems"
ASKING = re.compile(r"content/(?P<path>\S+?):\d+:\d+ (?P<code>\S+) (?P<slug>\S+) explain: ")


def asked() -> Iterator[object]:
    """Yield every case that asks for an explanation, once by code and once by slug."""
    for folder in sorted(PROBLEMS.iterdir()):
        found = ASKING.search((folder / "expected.txt").read_text("utf-8"))
        if found:
            for subject in (found["code"], found["slug"]):
                name = f"{folder.name} by {subject}"
                yield pytest.param(folder.name, found["path"], found["code"], subject, id=name)


@pytest.mark.parametrize(("case", "path", "code", "subject"), list(asked()))
def test_explained_problem_is_gone(  # noqa: PLR0917  a case and what the run needs
    case: str,
    path: str,
    code: str,
    subject: str,
    lay_out: Callable[..., Path],
    options_of: Callable[..., Options],
    tell: Callable[[Iterable[Problem]], list[str]],
) -> None:
    """An explanation in the file quiets all problems of its kind there and nothing else."""
    content = lay_out(case)
    before = tell(check(options_of(content)).problems)
    with (content / path).open("a", encoding="utf-8") as file:
        file.write(f"情况说明:\n  - {{事项: {subject}, 说明: 已核实}}\n")
    after = tell(check(options_of(content)).problems)
    assert any(f" {code} " in line for line in before)
    assert after == [line for line in before if f" {code} " not in line]


LINES = {
    "A101-execution-rate-differs": "execution-rate",
    "A103-total-differs": "score-total",
    "A104-section-points-differ": "section-1-weight",
    "A107-money-differs-executed": "executed",
    "A108-stated-sum-differs": "sum-1",
    "E101-over-budget": "execution-rate",
    "S101-grade-differs": "grade",
    "S105-execution-score-differs": "execution-score",
}


@pytest.mark.parametrize(("case", "anchor"), LINES.items(), ids=LINES)
def test_explanation_may_name_the_line_of_the_ledger(
    case: str, anchor: str, lay_out: Callable[..., Path], options_of: Callable[..., Options]
) -> None:
    """A line of the ledger is explained by its own name, too."""
    content = lay_out(case)
    path = content / "projects/2020/demo-emergency/expert-guidance/project.yaml"
    with path.open("a", encoding="utf-8") as file:
        file.write(f"情况说明:\n  - {{事项: {anchor}, 说明: 已核实}}\n")
    assert check(options_of(content)).problems == ()


def test_other_explanation_changes_nothing(
    lay_out: Callable[..., Path],
    options_of: Callable[..., Options],
    tell: Callable[[Iterable[Problem]], list[str]],
) -> None:
    """An explanation of something else leaves a problem standing."""
    content = lay_out("E101-over-budget")
    before = tell(check(options_of(content)).problems)
    path = content / "projects/2020/demo-emergency/expert-guidance/project.yaml"
    with path.open("a", encoding="utf-8") as file:
        file.write("情况说明:\n  - {事项: A103, 说明: 已核实}\n")
    assert set(before) <= set(tell(check(options_of(content)).problems))
