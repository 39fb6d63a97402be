"""The Data Package describes what is there, and an independent validator accepts it."""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

import pytest

from generator import urls

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="session")
def package(site: Path) -> dict[str, Any]:
    """Return the Data Package of the shipped site."""
    described: dict[str, Any] = json.loads((site / urls.DATA_PACKAGE).read_bytes())
    return described


def test_every_csv_file_is_described(site: Path, package: dict[str, Any]) -> None:
    """Every table of the site stands in the package with its size and digest."""
    folder = site / "data"
    described = {item["path"]: (item["bytes"], item["hash"]) for item in package["resources"]}
    assert described == {
        path.relative_to(folder).as_posix(): (
            path.stat().st_size,
            f"sha256:{hashlib.sha256(path.read_bytes()).hexdigest()}",
        )
        for path in folder.rglob("*.csv")
    }


def test_schema_names_the_columns_of_the_file(site: Path, package: dict[str, Any]) -> None:
    """The fields of a table are those of its first line, each with title, type and meaning."""
    for item in package["resources"]:
        first = (site / "data" / item["path"]).read_text("utf-8-sig").split("\n", 1)[0].strip()
        fields = item["schema"]["fields"]
        assert [field["name"] for field in fields] == first.split(",")
        assert [f for f in fields if not (f["title"] and f["type"] and f["description"])] == []
        assert item["schema"]["missingValues"] == [""]


@pytest.mark.skipif(find_spec("frictionless") is None, reason="frictionless is not installed")
def test_frictionless_accepts_the_package(site: Path) -> None:
    """`frictionless validate` finds every table valid: columns, types, keys and digests."""
    ran = subprocess.run(
        [sys.executable, "-m", "frictionless", "validate", "datapackage.json", "--json"],
        cwd=site / "data",
        capture_output=True,
        check=False,
    )
    told = json.loads(ran.stdout)
    assert (ran.returncode, told["valid"], told["errors"]) == (0, True, [])
    assert [task for task in told["tasks"] if not task["valid"]] == []
    assert len(told["tasks"]) == 7


def test_dataset_names_every_file(site: Path) -> None:
    """The JSON-LD names each file with its type and size, by links that work in the folder."""
    described = json.loads((site / urls.DATASET).read_bytes())
    folder = site / "data"
    assert (described["@type"], described["temporalCoverage"]) == ("Dataset", "2018/2021")
    sizes = {
        item["contentUrl"]: int(item["contentSize"].removesuffix(" B"))
        for item in described["distribution"]
    }
    assert sizes == {
        path.relative_to(folder).as_posix(): path.stat().st_size
        for ending in ("csv", "jsonl", "xlsx")
        for path in folder.rglob(f"*.{ending}")
    }
