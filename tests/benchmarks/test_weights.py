"""Weighing a site names every kind of page and leaves no file out."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.benchmarks.weights import kind_of, page_table, part_table, weigh

if TYPE_CHECKING:
    from pathlib import Path

UNCOUNTED = {"datapackage.json", "dataset.jsonld"}
"""Small files that belong to no part."""


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("index.html", "home"),
        ("404.html", "404.html"),
        ("projects/index.html", "list of all"),
        ("projects/page/2/index.html", "list of all"),
        ("projects/2020/water-bureau-3/water-project-1/index.html", "project"),
        ("years/2020/page/2/index.html", "list of a year"),
        ("units/index.html", "list of units"),
        ("units/page/2/index.html", "list of units"),
        ("units/water-bureau-3/index.html", "unit"),
        ("grades/national/1/index.html", "list of a grade"),
        ("grades/national/1/page/2/index.html", "list of a grade, further pages"),
        ("data/dictionary/index.html", "data/dictionary"),
    ],
)
def test_an_address_tells_the_kind_of_its_page(path: str, kind: str) -> None:
    """Pages are put together by what they are, not by where they lie."""
    assert kind_of(path) == kind


def test_every_file_is_weighed_once(site: Path) -> None:
    """Pages and parts together are all files of the shipped site."""
    weights = weigh(site)
    pages, middling = page_table(weights)
    parts = part_table(weights, 15)
    counted = [int(line.split("|")[2].replace(",", "")) for line in (*pages[2:], *parts[2:])]
    others = [w for w in weights if w.path.rsplit("/", 1)[-1] in UNCOUNTED]
    assert sum(counted) + len(others) == len(weights)
    assert sum(weight.raw for weight in weights) == sum(
        file.stat().st_size for file in site.rglob("*") if file.is_file()
    )
    assert {"home", "project", "list of all", "search"} <= middling.keys()
