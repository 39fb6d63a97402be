"""Reuse: whole sentences that two projects of one unit share.

Copied sentences are the commonest sign that nobody evaluated anything. An entry carries only
the fingerprints of its sentences, so that the site tier never holds the texts.
"""

from __future__ import annotations

import re
from collections import Counter
from hashlib import blake2b
from typing import TYPE_CHECKING

from generator.i18n import N_
from generator.model.narrative import Topic
from generator.problem import Family, Kind, Location, Severity

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from generator.check.case import Case
    from generator.model.entry import Entry
    from generator.model.identity import ProjectId
    from generator.problem import Problem

REUSED = Kind(
    code="R109",
    slug="text-reused",
    family=Family.RESIDUE,
    severity=Severity.ADVICE,
    message=N_("有 {count} 句与另一项目完全相同：{other}"),
    hint=N_("原件确是如此，照录即可；今后写本项目自己的情况"),
    why=N_("不同项目的自评用同一段话，说明没有各自评价。"),
    bad="两个项目的主要绩效都写“安全生产形势总体平稳，群众的安全感明显增强”",
    good="每个项目写自己做成了什么",
)
KINDS = (REUSED,)

SENTENCE = re.compile(r"[^。；;！？\n]+")
NOT_WORDS = re.compile(r"\W+|^\d+")
SHORTEST = 16
"""Characters of a sentence from which being equal is no accident."""
SIZE = 6
"""Bytes of a fingerprint; two of a million sentences collide once in hundreds of runs."""


def fingerprints(case: Case) -> bytes:
    """Return the fingerprints of the long sentences of a project's narrative, side by side."""
    found = {
        blake2b(words.encode(), digest_size=SIZE).digest()
        for section in case.project.narrative.sections
        if section.topic is not Topic.EDITOR
        for sentence in SENTENCE.findall(section.text)
        if len(sentence) >= SHORTEST and len(words := NOT_WORDS.sub("", sentence)) >= SHORTEST
    }
    return b"".join(sorted(found))


def check_reuse(units: Iterable[Iterable[Entry]], label: str) -> Iterator[Problem]:
    """Yield one problem for every project that shares sentences with an earlier one of its unit.

    `units`: the projects of each.
    """
    for entries in units:
        seen: dict[bytes, ProjectId] = {}
        for entry in sorted(entries, key=lambda entry: entry.identity):
            yield from _shared(entry, seen, label)


def _shared(entry: Entry, seen: dict[bytes, ProjectId], label: str) -> Iterator[Problem]:
    own = entry.identity
    prints = [entry.sentences[i : i + SIZE] for i in range(0, len(entry.sentences), SIZE)]
    others = Counter(seen[mark] for mark in prints if mark in seen)
    if others:
        other, count = min(others.items(), key=lambda pair: (-pair[1], pair[0]))
        place = Location(f"{label}/{own.folder}/narrative.md")
        yield REUSED.at(place, count=str(count), other=f"{label}/{other.folder}/narrative.md")
    for mark in prints:
        seen.setdefault(mark, own)
