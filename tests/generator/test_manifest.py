"""A manifest is JSON, and every file in it can be told anew by itself."""

from __future__ import annotations

import json

import pytest

from generator.manifest import file_text, manifest_text

FILES = (
    ("a/附件 “一”.pdf", 1, "0" * 64),
    ('b/quote".html', 22, "a" * 64),
    ("c/back\\slash\ttab\x7f\u2028.js", 333, "f" * 64),
    ("index.html", 0, "1" * 64),
)


@pytest.mark.parametrize("draft", [False, True])
@pytest.mark.parametrize("files", [FILES, FILES[:1], ()], ids=["several", "one", "none"])
def test_manifest_is_what_json_would_write(
    files: tuple[tuple[str, int, str], ...],
    draft: bool,  # noqa: FBT001  a column of the table
) -> None:
    """Whatever a path is called, the text is that of the standard library."""
    said = {
        "manifest": 1,
        "generator": "selfeval 9",
        **({"draft": True} if draft else {}),
        "files": [{"path": path, "size": size, "sha256": sha} for path, size, sha in files],
    }
    wanted = json.dumps(said, ensure_ascii=False, indent=1) + "\n"
    assert manifest_text("selfeval 9", files, draft=draft) == wanted


def test_file_is_told_anew_by_itself() -> None:
    """What a manifest says of a file stands in it once, and can be replaced."""
    text = manifest_text("selfeval 9", FILES)
    for number, file in enumerate(FILES):
        newer = (file[0], 4444, "e" * 64)
        assert text.count(file_text(*file)) == 1
        replaced = text.replace(file_text(*file), file_text(*newer))
        assert replaced == manifest_text(
            "selfeval 9", (*FILES[:number], newer, *FILES[number + 1 :])
        )
