"""The benchmark of the preview edits what it looks for, and says so where nobody can look."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

import pytest

from tests.benchmarks import preview
from tests.benchmarks.content import write_content
from tests.benchmarks.preview import KINDS, OPEN, edits, save

if TYPE_CHECKING:
    from pathlib import Path


def test_every_edit_says_something_new(tmp_path: Path) -> None:
    """The words that are looked for are in the saved file, and were in none before."""
    write_content(tmp_path, 1)
    seen: set[str] = set()
    for kind, edit in islice(edits(tmp_path), 20 * len(KINDS)):
        assert edit.words not in seen
        seen.add(edit.words)
        assert edit.words not in edit.path.read_text("utf-8")
        save(edit, renaming=kind.endswith("renamed"))
        assert edit.words in edit.path.read_text("utf-8")
    names = {path.name for path in (tmp_path / OPEN.folder).iterdir()}
    assert names == {"project.yaml", "narrative.md"}, "nothing is left beside them"


def test_nothing_is_measured_without_a_browser(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where Chromium is missing the benchmark ends and says so."""
    monkeypatch.setattr(preview, "chromium", lambda: None)
    monkeypatch.setattr("sys.argv", ["preview"])
    with pytest.raises(SystemExit) as ended:
        preview.main()
    assert ended.value.code == "NO BROWSER: install chromium; nothing was measured"
