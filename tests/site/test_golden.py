"""Golden pages: what one page of each kind looked like when somebody last looked at it."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest

GOLDEN = Path(__file__).parent / "golden"
PAGES = {
    "home": "index.html",
    "list": "years/2020/index.html",
    "project": (
        "projects/2020/minhang-safety-inspection/enforcement-and-inspection-equipment/index.html"
    ),
    "targets": "projects/2021/chenggong-emergency/work-safety-coordination/index.html",
    "document": "documents/2020/yanchi-emergency/self-evaluation-report/index.html",
    "scheme": "schemes/national-form/index.html",
    "unit": "units/hongshan-work-safety/index.html",
}


@pytest.mark.parametrize("name", PAGES)
def test_page_is_as_it_was(site: Path, name: str) -> None:
    """The page is byte for byte the golden one, but for the name of the style sheet."""
    page = (site / PAGES[name]).read_text("utf-8")
    built = re.sub(r"theme\.[0-9a-f]{12}\.css", "theme.css", page)
    golden = GOLDEN / f"{name}.html"
    if os.environ.get("SELFEVAL_GOLDEN") == "write":
        golden.parent.mkdir(exist_ok=True)
        golden.write_text(built, "utf-8")
        pytest.fail(f"wrote {golden.name}: read the difference before you commit it")
    assert built == golden.read_text("utf-8")
