"""Every kind of problem there is, and the one that a code or slug names."""

from __future__ import annotations

from difflib import get_close_matches
from itertools import groupby
from typing import TYPE_CHECKING

from generator import check, load, narrative, plan, privacy, read
from generator.problem import SEVERITY_WORDS
from generator.search import proof
from generator.theme import faults

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.i18n import Catalogue
    from generator.problem import Kind


def all_kinds() -> tuple[Kind, ...]:
    """Return every kind of problem, in the order of their codes."""
    kinds = (
        *read.KINDS,
        *load.KINDS,
        *narrative.KINDS,
        *check.KINDS,
        *plan.KINDS,
        *privacy.KINDS,
        *faults.KINDS,
        *proof.KINDS,
    )
    return tuple(sorted(kinds, key=lambda kind: kind.code))


def find_kind(name: str) -> Kind | None:
    """Return the kind whose code or slug is `name`, in whatever case it is written."""
    wanted = name.strip().lower()
    return next((k for k in all_kinds() if wanted in {k.code.lower(), k.slug}), None)


def near_kinds(name: str) -> tuple[str, ...]:
    """Return codes and slugs that look like `name`."""
    known = [word for kind in all_kinds() for word in (kind.code, kind.slug)]
    return tuple(get_close_matches(name, known, n=3, cutoff=0.5))


HEAD = """\
# Rules

Every rule that `selfeval check` knows, by code. This page is written by `make reference` from the
rules themselves; do not edit it. 错误 (error) blocks a build; 须说明 (to be explained) fails only
`check --strict`; 提醒 (advice) never blocks. `selfeval explain CODE` says the same in a terminal.
"""


def rules_page(catalogue: Catalogue) -> str:
    """Return the page as Markdown, in the language of `catalogue`."""
    parts = [HEAD]
    for family, kinds in groupby(all_kinds(), key=lambda kind: kind.code[0]):
        rules = list(kinds)
        parts.append(f"## {family}: {rules[0].family.value}\n")
        parts += ["\n".join(_rule(kind, catalogue)) for kind in rules]
    return "\n".join(parts)


def _rule(kind: Kind, catalogue: Catalogue) -> Iterator[str]:
    say = catalogue.translate
    word = SEVERITY_WORDS[kind.severity]
    yield f"### {kind.code} {kind.slug}\n"
    yield f"{word} ({say(word)}). {say(kind.why)}\n"
    yield f"- Message: {say(kind.message)}"
    yield f"- Next step: {say(kind.hint)}\n"
    yield "```text"
    yield from _example("bad: ", kind.bad)
    yield from _example("good: ", kind.good)
    yield "```\n"


def _example(mark: str, text: str) -> Iterator[str]:
    lines = text.split("\n")
    yield f"{mark}{lines[0]}"
    yield from (f"{' ' * len(mark)}{line}" for line in lines[1:])
