"""The wheel, installed into an empty environment, builds the shipped content."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


def run(*command: str | Path, cwd: Path) -> str:
    """Run a command outside the checkout and return what it printed; it must succeed."""
    done = subprocess.run(  # noqa: S603  our own commands
        [str(part) for part in command], cwd=cwd, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.mark.wheel
def test_wheel_builds_the_shipped_content(tmp_path: Path, site: Path) -> None:
    """A fresh environment with only the wheel builds the same bytes as the checkout."""
    run(
        sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", tmp_path, ROOT,
        cwd=tmp_path,
    )  # fmt: skip
    (wheel,) = tmp_path.glob("selfeval-*.whl")
    run(sys.executable, "-m", "venv", tmp_path / "empty", cwd=tmp_path)
    programs = tmp_path / "empty" / "bin"
    run(
        programs / "python", "-m", "pip", "install", "--quiet", "--disable-pip-version-check",
        "--constraint", ROOT / "constraints.txt", wheel, cwd=tmp_path,
    )  # fmt: skip
    run(programs / "selfeval", "build", "--content", ROOT / "content", "--quiet", cwd=tmp_path)
    built = tmp_path / "build"
    names = {path.relative_to(site).as_posix() for path in site.rglob("*") if path.is_file()}
    assert {p.relative_to(built).as_posix() for p in built.rglob("*") if p.is_file()} == names
    assert [n for n in sorted(names) if (built / n).read_bytes() != (site / n).read_bytes()] == []
