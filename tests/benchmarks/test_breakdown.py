"""The breakdown of a build watches every stage."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import TYPE_CHECKING

from tests.benchmarks.breakdown import STAGES
from tests.benchmarks.content import write_content
from tests.conftest import ROOT

if TYPE_CHECKING:
    from pathlib import Path


def test_every_stage_takes_time_and_none_is_out_of_sight(tmp_path: Path) -> None:
    """A function that has another name now is told of, and no stage is left at zero."""
    write_content(tmp_path / "content", 12)
    command = [sys.executable, "-m", "tests.benchmarks.breakdown", "--json"]
    command += [str(tmp_path / "content"), str(tmp_path / "room" / "site")]
    (tmp_path / "room").mkdir()
    run = subprocess.run(command, check=True, stdout=subprocess.PIPE, cwd=ROOT)  # noqa: S603  our own program
    found = json.loads(run.stdout)
    assert found["gone"] == []
    assert set(found["seconds"]) == set(STAGES)
    assert all(seconds > 0 for seconds in found["seconds"].values())
