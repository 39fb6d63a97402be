"""The catalogue in a build: what may not be published is not in it, and it is looked through."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from generator.catalogue import as_file
from generator.pipeline import declare

if TYPE_CHECKING:
    from tests.generator.pipeline.conftest import Town

TELEPHONE = b'selfevalCatalogue({"name":["\xe7\x94\xb5\xe8\xaf\x9d13912345678"]});\n'


@pytest.mark.parametrize("draft", [False, True], ids=["site", "draft"])
def test_withheld_projects_are_in_no_file(
    town: Town,
    draft: bool,  # noqa: FBT001  a parameter of the test
) -> None:
    """A project that is not to be published is in no file of the catalogue, the others are."""
    town.build(draft=draft)
    text = (town.output / "catalogue/2021-1.js").read_text("utf-8")
    said = {slug: f'"{slug}"' in text for slug in ("water", "parks", "closed")}
    assert said == {"water": True, "parks": True, "closed": False}
    names = {path.name for path in (town.output / "catalogue").iterdir()}
    assert names == {"2020-1.js", "2021-1.js"}


def test_personal_data_in_a_file_stops_the_build(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The gate opens the files of the catalogue like pages; a telephone in one blocks the build."""
    monkeypatch.setattr(
        declare, "as_file", lambda said: TELEPHONE if said["year"] == "2021" else as_file(said)
    )
    report = town.build()
    found = [(p.kind.code, p.at.path) for p in report.problems if p.blocks]
    assert (report.published, found) == (False, [("P102", "catalogue/2021-1.js")])
    assert not town.output.exists()
