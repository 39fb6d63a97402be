"""Narratives of generated projects: about one kilobyte, hardly any sentence twice."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

from tests.benchmarks import words
from tests.benchmarks.rows import fill

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tests.benchmarks.content import Project


def narrative_text(project: Project) -> str:
    """Return the narrative.md of a project."""
    chance = random.Random(-1 - project.number)  # noqa: S311  the same every time

    def told(sentences: tuple[str, ...], amount: int) -> list[str]:
        """Return so many different sentences, filled in."""
        chosen = chance.sample(sentences, amount)
        return [fill(one, project.things, chance, project.unit.name) for one in chosen]

    sections = {"项目概况": told(words.BACKGROUND, 1)}
    if project.has_targets_only:
        sections["预期成效"] = told(words.EXPECTED, 3)
    else:
        problems = told(words.PROBLEMS, chance.randint(2, 4))
        sections["主要绩效"] = told(words.ACHIEVED, chance.randint(3, 4))
        sections["主要问题"] = _numbered(problems)
        sections["改进措施"] = _numbered(
            f"{measure}（针对问题{number}）。"
            for number, measure in enumerate(told(words.MEASURES, len(problems)), 1)
        )
    return "\n".join(
        f"## {heading}\n\n" + "\n".join(lines) + "\n" for heading, lines in sections.items()
    )


def _numbered(items: Iterable[str]) -> list[str]:
    return [f"{number}. {item}" for number, item in enumerate(items, 1)]
